//! Why a question about an indicator has no answer: each error says what the dataset has instead.

use crate::access::AccessError;
use crate::figures::{Indicator, Normalisation};
use crate::model::{AdminLevel, Dimension, Km, PlaceLevel, PopulationGroup, Service};

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// The round is unknown.
    #[error("there is no round `{0}`")]
    UnknownRound(String),
    /// A round beside itself.
    #[error("`a` and `b` are the same round, `{0}`: two rounds are compared")]
    SameRound(String),
    /// A part of a year beside the whole, or beside another part.
    #[error(
        "{year} cannot stand side by side: round `{}` counts {}, round `{}` {}; a year that is counted in part is never compared with a full one",
        rounds[0], part_of(parts[0].as_ref()), rounds[1], part_of(parts[1].as_ref())
    )]
    PartBesideOtherPart {
        /// The year.
        year: u16,
        /// The rounds.
        rounds: [String; 2],
        /// What each counts of it; nothing where that is all.
        parts: [Option<String>; 2],
    },
    /// Two datasets of which neither says how its units follow from those of the other.
    #[error(
        "there is no concordance between `{}` and `{}` by {}{}: their boundaries are of different editions",
        datasets[0], datasets[1], level.id(), only_by(levels)
    )]
    NoConcordance {
        /// The datasets.
        datasets: [String; 2],
        /// The level asked for.
        level: AdminLevel,
        /// The levels for which there is one.
        levels: Vec<AdminLevel>,
    },
    /// A concordance names a unit that its dataset does not have.
    #[error("the concordance names `{code}`, and `{dataset}` has no such unit of {}", level.id())]
    ConcordanceUnitUnknown {
        /// The dataset.
        dataset: String,
        /// The level.
        level: AdminLevel,
        /// The code.
        code: String,
    },
    /// A concordance leaves out a unit.
    #[error("the concordance says nothing of `{code}`, a unit of {} of `{dataset}`", level.id())]
    ConcordanceLacksUnit {
        /// The dataset.
        dataset: String,
        /// The level.
        level: AdminLevel,
        /// The code.
        code: String,
    },
    /// The round does not count the group.
    #[error("round `{round}` does not count {}; it counts {}{}", group.id(), counted.join(", "), of_other_rounds(elsewhere))]
    GroupNotCounted {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// What it counts.
        counted: Vec<String>,
        /// The rounds that count the group.
        elsewhere: Vec<String>,
    },
    /// The year lies outside the window.
    #[error("round `{round}` counts {} in {}, not in {year}", group.id(), years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))]
    YearNotCounted {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The year asked for.
        year: u16,
        /// The years of the window.
        years: Vec<u16>,
    },
    /// A stock is counted on one day.
    #[error(
        "`year={asked}` is not possible for {id}: it is a stock, which round `{round}` counts on {date}; leave `year` out",
        id = group.id()
    )]
    StockHasNoYears {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The day.
        date: String,
        /// The year asked for, or `all` years, or the `window`.
        asked: String,
    },
    /// Counts exist only for larger places.
    #[error("round `{round}` counts {} by {}, which cannot be divided among {}", group.id(), level.id(), by.id())]
    TooFine {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The level of the counts.
        level: PlaceLevel,
        /// The level asked for.
        by: PlaceLevel,
    },
    /// The dataset has no such level.
    #[error("the dataset has no {} layer", .0.id())]
    NoLayer(PlaceLevel),
    /// The unit of `within` is smaller than the places asked for.
    #[error("`within` names a unit of {}, which contains no {}", within.id(), by.id())]
    WithinTooSmall {
        /// The level of the unit.
        within: AdminLevel,
        /// The level asked for.
        by: PlaceLevel,
    },
    /// No population to divide by.
    #[error("no population is loaded for {}: per_1000_population cannot be computed; use {}", by.id(), ids(accepted))]
    NoPopulation {
        /// The level asked for.
        by: PlaceLevel,
        /// What the dataset can answer.
        accepted: Vec<Normalisation>,
    },
    /// Pooled places have one period.
    #[error("places are taken together for one period: a year, or the window")]
    SinglePeriodOnly,
    /// A change needs a year.
    #[error("a change is between two full years: give the later one as `year`, or `year=all`")]
    ChangeNeedsYear,
    /// A change must not use a partial year.
    #[error("{year} is counted only in part ({part}) and cannot be compared with a full year")]
    ChangeOfPartialYear {
        /// The year.
        year: u16,
        /// Which part.
        part: String,
    },
    /// Nothing to compare with.
    #[error("{year} cannot be compared: round `{round}` does not count {} fully in {}", group.id(), year - 1)]
    ChangeWithoutYearBefore {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The year asked for.
        year: u16,
    },
    /// A service indicator has no years.
    #[error("access to services was asked once, for the whole round: use `year=window`")]
    ServiceHasNoYears,
    /// Nothing in a round can be compared with a stock.
    #[error(
        "`per=change` is not possible for {}: it is a stock, counted on one day of a round; use {}, or /rounds/compare for two rounds side by side",
        group.id(), ids(accepted)
    )]
    ChangeOfStock {
        /// The group.
        group: PopulationGroup,
        /// What the dataset can answer.
        accepted: Vec<Normalisation>,
    },
    /// A normalisation that makes no sense for an indicator.
    #[error("`per={}` is not possible for {}; use {}", per.id(), indicator.id(), ids(accepted))]
    NormalisationNotPossible {
        /// The normalisation.
        per: Normalisation,
        /// The indicator.
        indicator: Indicator,
        /// What the dataset can answer.
        accepted: Vec<Normalisation>,
    },
    /// A normalisation that needs units.
    #[error("`per={}` is of units; places taken together have none", .0.id())]
    NormalisationNeedsUnits(Normalisation),
    /// Only bands are known, and the distance lies inside one.
    #[error(
        "round `{round}` knows the distance to {service} only in bands: use one of the edges {edges}, or \
         /services/{service}/beyond, which gives an interval for {km} km",
        service = service.id(),
        edges = edges.iter().map(Km::to_string).collect::<Vec<_>>().join(", ")
    )]
    InsideBand {
        /// The round.
        round: String,
        /// The service.
        service: Service,
        /// The distance.
        km: Km,
        /// The edges of the bands.
        edges: Vec<Km>,
    },
    /// The round has no such breakdown.
    #[error("round `{round}` does not break {} down by {}{}", group.id(), dimension.id(), or_by(available))]
    NoBreakdown {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The dimension asked for.
        dimension: Dimension,
        /// The dimensions that it has.
        available: Vec<String>,
    },
    /// Breakdowns cover the whole window.
    #[error("breakdowns cover the whole window of a round: use `year=window`")]
    BreakdownHasNoYears,
    /// A breakdown can only be plain or a share.
    #[error("`per={}` is not possible with a breakdown; use `none` or `share` (of the place's own total)", .0.id())]
    BreakdownPer(Normalisation),
    /// A service indicator cannot be broken down.
    #[error("only population groups can be broken down")]
    BreakdownOfService,
    /// The service question has no answer.
    #[error(transparent)]
    Access(#[from] AccessError),
}

fn ids(normalisations: &[Normalisation]) -> String {
    normalisations.iter().map(|per| per.id()).collect::<Vec<_>>().join(", ")
}

fn part_of(part: Option<&String>) -> &str {
    part.map_or("all of it", String::as_str)
}

fn only_by(levels: &[AdminLevel]) -> String {
    let levels: Vec<&str> = levels.iter().map(|level| level.id()).collect();
    if levels.is_empty() { String::new() } else { format!(", only by {}", levels.join(", ")) }
}

fn or_by(available: &[String]) -> String {
    if available.is_empty() { String::new() } else { format!("; it has {}", available.join(", ")) }
}

/// What to ask for instead of a round: the others that have it.
pub(crate) fn of_other_rounds(rounds: &[String]) -> String {
    let named: Vec<String> = rounds.iter().map(|round| format!("`round={round}`")).collect();
    if named.is_empty() { String::new() } else { format!("; {} has it", named.join(" or ")) }
}
