//! The parameters that several routes share.

use styles::palette::Palette;
use styles::{CLASS_COUNTS, MOST_BREAKS, Part};

use crate::http::parameter::{ParamType, Parameter};

/// The longest key: code of a unit, id of a community, of a round.
const KEY: ParamType = ParamType::Text { max: 128 };

pub const ROUND: Parameter = Parameter::new(
    "round",
    KEY,
    "Round of the counts, as /rounds lists them; the dataset's default without it, or where that does not know the indicator the last that does",
);
pub const YEAR: Parameter = Parameter::new(
    "year",
    ParamType::Year { all: false },
    "A year of the round, or window: its whole time. Not for a stock, which is counted on one day of the round",
);
pub const YEAR_OR_ALL: Parameter = Parameter::new(
    "year",
    ParamType::Year { all: true },
    "A year of the round, window (its whole time), or all: a row per year. Not for a stock, which is counted on one day of the round",
);
pub const BY_UNIT: Parameter = Parameter::new(
    "by",
    ParamType::Enum(&["admin0", "admin1", "admin2", "admin3"]),
    "Level of the units; without it admin1, or the nearest that the dataset has",
);
pub const BY_UNIT_OF_MAP: Parameter = Parameter::new(
    "by",
    ParamType::Enum(&["admin0", "admin1", "admin2", "admin3"]),
    "Level of the units; without it admin2, or the nearest that the dataset has and the indicator is known by",
);
pub const BY_PLACE: Parameter = Parameter::new(
    "by",
    ParamType::Enum(&["admin0", "admin1", "admin2", "admin3", "community"]),
    "What a row is; without it admin1, or the nearest level that the dataset has and the indicator is known by",
);
pub const PER: Parameter = Parameter::new(
    "per",
    ParamType::Enum(&["none", "share", "share_of_all", "per_1000_households", "per_1000_population", "change"]),
    "How counts are normalised; none without it. share: of people, per cent of the country's total; of households, of those in \
     communities without the service; of communities, of all. share_of_all: of services, per cent of all households or communities. \
     change: per cent against the full year before",
);
pub const PER_OF_MAP: Parameter = Parameter {
    description: "How counts are normalised, as for values; without it share_of_all for services, none for people",
    ..PER
};
pub const METHOD: Parameter = Parameter::new(
    "method",
    ParamType::Enum(&[
        "natural_breaks",
        "quantile",
        "equal_interval",
        "pretty",
        "head_tail",
        "standard_deviation",
        "manual",
    ]),
    "How values are divided into classes; natural_breaks without it. quantile: about as many units in each class. equal_interval: \
     classes of equal width, with units in them or not; pretty: the same between round numbers. head_tail: each up to the mean of all \
     that are not below it. standard_deviation: as wide as one, around the mean. manual: between the numbers in `breaks`. Zeros are a \
     class of their own",
);
pub const CLASSES: Parameter = Parameter::new(
    "classes",
    ParamType::Integer { min: *CLASS_COUNTS.start() as u64, max: *CLASS_COUNTS.end() as u64 },
    "How many classes there are at most, without that of zeros; 5 without it. Of changes an odd number, the next if it is even. Not with \
     numbers in `breaks`",
);
pub const BREAKS: Parameter = Parameter::new(
    "breaks",
    ParamType::WordOrNumbers { words: &["shared", "own"], most: MOST_BREAKS },
    "Where classes begin. shared: by the values of all years, and of all rounds that count the same by the same definition, so that maps \
     compare; usual for a year of several. own: by the values of this map alone; usual otherwise. Numbers: there; of changes the same on \
     both sides of zero",
);
pub const MARKS: Parameter = Parameter::new(
    "marks",
    ParamType::Enum(&["fill", "circles", "both"]),
    "What values are drawn as; without it circles for counts, fill for everything else. both: areas in the colours of `per`, with the counts as \
     circles on them",
);
pub const WIDTH: Parameter = Parameter::new(
    "width",
    ParamType::Number { min: 200.0, max: 4000.0 },
    "Width of the picture in pixels of 1/96 inch; 800 without it",
);
pub const HEIGHT: Parameter = Parameter::new(
    "height",
    ParamType::Number { min: 150.0, max: 4000.0 },
    "Height of the picture in pixels of 1/96 inch; as high as the map needs without it",
);
pub const PAPER: Parameter = Parameter::new(
    "paper",
    ParamType::Enum(&["a3", "a4", "a5", "letter", "preview"]),
    "The sheet, landscape, in place of width and height. preview: 1200 × 630 pixels, as sites show of a page that is shared",
);
pub const SCALE: Parameter = Parameter::new(
    "scale",
    ParamType::Number { min: 0.5, max: 4.0 },
    "Pixels of the file for each pixel of the picture: 2 for dense screens, 3 for print; 1 without it",
);
pub const PALETTE: Parameter = Parameter::new(
    "palette",
    ParamType::EnumInPart(&Palette::NAMES),
    "The colours of classes; purple_blue without it, purple_orange for changes, yellow_orange_brown for circles. Changes take one of the palettes \
     with a middle, two variables (`against`) one of those of two colours, blue_by_ochre without it, everything else one of the others",
);
pub const THEME: Parameter = Parameter::new(
    "theme",
    ParamType::Enum(&["light", "dark", "plain", "print"]),
    "The colours of everything around the data; light without it. dark: for dark pages. plain: white, and grey around the data. print: \
     white paper, black ink",
);
pub const WITHIN: Parameter = Parameter::new("within", KEY, "Code of the unit, of any level, to stay inside");
pub const LANG: Parameter = Parameter::new(
    "lang",
    ParamType::Word,
    "Language of names and labels, one of the dataset's; its main language without it, and where a name has none",
);
pub const BBOX: Parameter = Parameter::new(
    "bbox",
    ParamType::BBox { any_crs: false },
    "Only what meets this box: west,south,east,north in degrees (CRS84); west above east crosses the antimeridian",
);
pub const SERVICE: Parameter = Parameter::new("service", ParamType::Word, "For service indicators: which service");
pub const KM: Parameter = Parameter::new(
    "km",
    ParamType::Number { min: 0.0, max: 20_000.0 },
    "For households_beyond: the distance in kilometres",
);
pub const AGAINST: Parameter = Parameter::new(
    "against",
    ParamType::Word,
    "A second indicator: the map shows both at once, each in three classes (`method=quantile` without another), in nine colours. Both are \
     rates or shares; `classes`, `breaks` and `marks` do not go with it",
);
pub const AGAINST_PER: Parameter = Parameter {
    name: "against_per",
    description: "As `per`, of the second indicator; without it share_of_all for services, per_1000_households for people",
    ..PER
};
pub const AGAINST_YEAR: Parameter = Parameter {
    name: "against_year",
    description: "As `year`, of the second indicator; without it the same year, where it has years",
    ..YEAR
};
pub const AGAINST_SERVICE: Parameter =
    Parameter { name: "against_service", description: "As `service`, of the second indicator", ..SERVICE };
pub const AGAINST_KM: Parameter =
    Parameter { name: "against_km", description: "As `km`, of the second indicator", ..KM };
pub const MULTIPLES: Parameter = Parameter::new(
    "multiples",
    ParamType::Enum(&["years"]),
    "years: a map for each year that the round counts, side by side with the same classes; of more than eight the last eight",
);
pub const TITLE: Parameter = Parameter::new(
    "title",
    ParamType::OwnWords { max: 200 },
    "The editor's own title. What the map shows, in our words, begins the subtitle then",
);
pub const SUBTITLE: Parameter = Parameter::new(
    "subtitle",
    ParamType::OwnWords { max: 300 },
    "The editor's own subtitle. Beside a title of their own, what the map shows, in our words, is the first of the notes then",
);
pub const NOTE: Parameter =
    Parameter::new("note", ParamType::OwnWords { max: 600 }, "A note of the editor, which is marked as theirs");
pub const HIGHLIGHT: Parameter = Parameter::new(
    "highlight",
    ParamType::Names,
    "Codes of at most 20 units of the level of the map, separated by commas: they have heavier outlines, and their names come first",
);
pub const HIDE: Parameter = Parameter::new(
    "hide",
    ParamType::EnumList(&Part::IDS),
    "Parts that are not shown, separated by commas. Sources, notes of the data, what is illustrative, the disclaimer, and what patterns of places \
     without a number mean, are always shown",
);
pub const INCLUSIVE: Parameter =
    Parameter::new("inclusive", ParamType::Flag, "true: at least as far; without it: farther than the distance");
pub const AFTER: Parameter =
    Parameter::new("after", ParamType::Text { max: 4096 }, "Where the page before ended; comes with its next link");
pub const GROUPS: Parameter = Parameter::new(
    "groups",
    ParamType::Names,
    "Counts and statuses of these population groups only; of all that the round counts without it",
);
pub const PROPERTIES: Parameter = Parameter::new("properties", ParamType::Names, "Only these properties");

pub const SERVICE_ID: Parameter = Parameter::new("service", ParamType::Word, "A service").required();
pub const INDICATOR_ID: Parameter = Parameter::new("indicator", ParamType::Word, "An indicator").required();
/// The collections by name.
const COLLECTION_IDS: &[&str] =
    &["admin0", "admin1", "admin2", "admin3", "communities", "facilities", "international_borders"];
pub const COLLECTION_ID: Parameter =
    Parameter::new("collection", ParamType::Enum(COLLECTION_IDS), "A collection").required();
pub const COLLECTIONS: Parameter = Parameter::new(
    "collections",
    ParamType::EnumList(COLLECTION_IDS),
    "The collections to take, in this order; all without it",
);
pub const FEATURE_ID: Parameter = Parameter::new("feature", KEY, "Key of a feature: its `pcode` or `id`").required();

/// The parameters of one map, but for its language.
pub const OF_MAP: [Parameter; 18] = [
    BY_UNIT_OF_MAP,
    ROUND,
    YEAR,
    PER_OF_MAP,
    METHOD,
    CLASSES,
    BREAKS,
    MARKS,
    PALETTE,
    THEME,
    WITHIN,
    SERVICE,
    KM,
    TITLE,
    SUBTITLE,
    NOTE,
    HIGHLIGHT,
    HIDE,
];

/// Parameters in the order of several lists; `N` is how many they are together.
pub const fn joined<const N: usize>(lists: &[&[Parameter]]) -> [Parameter; N] {
    let mut all = [LANG; N];
    let (mut list, mut filled) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[filled] = lists[list][at];
            (at, filled) = (at + 1, filled + 1);
        }
        list += 1;
    }
    assert!(filled == N, "the lists have another length");
    all
}

#[cfg(test)]
mod tests {
    use styles::Method;
    use styles::palette::Theme;

    use super::ParamType;

    #[test]
    fn all_themes_are_accepted() {
        let ParamType::Enum(accepted) = super::THEME.kind else { panic!("no list") };
        assert_eq!(accepted, Theme::ALL.map(Theme::id));
    }

    #[test]
    fn all_methods_of_classification_are_accepted() {
        let ParamType::Enum(accepted) = super::METHOD.kind else { panic!("no list") };
        assert_eq!(accepted, Method::ALL.map(Method::id));
    }
}
