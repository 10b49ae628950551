//! What columns count: groups, and the dimensions by which they are divided.

use super::countries;
use super::lexicon::{self, GROUPS};
use super::words::find_any;

/// A population group that columns are about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Group {
    /// One of the lexicon, by its position there.
    Known(usize),
    /// One that no ready vocabulary has: its id, and its label.
    Own(String, String),
    /// Nobody knows.
    Open,
}

/// A column of counts.
#[derive(Clone, Debug)]
pub(super) struct CountColumn {
    pub(super) column: String,
    pub(super) group: Group,
    pub(super) year: Option<u16>,
    /// Whether its own header says the year.
    pub(super) is_year_stated: bool,
    /// The rows that it is read of: a column, and the text in it.
    pub(super) condition: Option<(String, String)>,
    pub(super) why: String,
}

/// A column of the counts of one category.
#[derive(Clone, Debug)]
pub(super) struct CategoryColumn {
    pub(super) column: String,
    pub(super) group: Group,
    /// The position in the lexicon of categories, or the name in both vocabularies.
    pub(super) dimension: Dimension,
    pub(super) category: String,
    /// The only year in which the group is counted, if the header says one.
    pub(super) year: Option<u16>,
    pub(super) why: String,
}

/// A dimension, by its names in the ready vocabularies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Dimension {
    pub(super) bma: &'static str,
    pub(super) dtm: &'static str,
}

impl Dimension {
    pub(super) const COUNTRY: Self = Self { bma: "country", dtm: "" };
    /// What a vocabulary of its own calls it.
    pub(super) fn own(self) -> &'static str {
        if self.bma.is_empty() { self.dtm } else { self.bma }
    }
}

/// The group that words name, and the positions of these words.
pub(super) fn group_in(words: &[String]) -> Option<(Group, Vec<usize>)> {
    let found = GROUPS.iter().enumerate().find_map(|(at, group)| Some((at, find_any(words, group.patterns)?)));
    found.map(|(at, positions)| (Group::Known(at), positions))
}

/// The dimension of the words of a category.
pub(super) fn dimension_of(rest: &[String]) -> Option<Dimension> {
    if rest.is_empty() {
        return None;
    }
    let found = lexicon::CATEGORIES.iter().find(|known| find_any(rest, known.patterns).is_some());
    let found = found.map(|known| Dimension { bma: known.bma, dtm: known.dtm });
    found.or_else(|| countries::is_country(rest).then_some(Dimension::COUNTRY))
}

/// The dimension that the name of a table or the header of a column says.
pub(super) fn dimension_in(words: &[String]) -> Option<Dimension> {
    const NAMES: [(Dimension, &[&str]); 6] = [
        (Dimension { bma: "sex", dtm: "sex" }, &["sex", "gender", "sexe", "пол", "жынысы"]),
        (
            Dimension { bma: "length_of_stay", dtm: "" },
            &["length of stay", "length stay", "duration*", "срок*", "длительност*", "duree*"],
        ),
        (Dimension { bma: "movement", dtm: "" }, &["movement", "movements"]),
        (
            Dimension { bma: "reason", dtm: "displacement_reason" },
            &["reason*", "cause*", "причин*", "себеп*", "raison*"],
        ),
        (Dimension::COUNTRY, &["country", "countries", "nationalit*", "стран*", "гражданств*", "pays", "олко*"]),
        (Dimension { bma: "", dtm: "shelter_type" }, &["shelter*"]),
    ];
    NAMES.into_iter().find(|(_, patterns)| find_any(words, patterns).is_some()).map(|(dimension, _)| dimension)
}

/// Whether groups are counted on a day, and not by year: all have a word for that, and one has no other.
pub(super) fn are_stocks(groups: &[&Group]) -> bool {
    let known = |group: &&Group| match group {
        Group::Known(at) => GROUPS.get(*at),
        _ => None,
    };
    let is_stock = |group: &&Group| known(group).is_some_and(|known| !known.dtm.is_empty());
    let is_stock_only = |group: &&Group| known(group).is_some_and(|known| known.bma.is_empty());
    groups.iter().all(is_stock) && groups.iter().any(is_stock_only)
}

/// The name of a category.
pub(super) fn category(rest: &[String], dimension: Dimension) -> String {
    if dimension == Dimension::COUNTRY
        && let Some(name) = countries::name_of(rest)
    {
        return name.to_owned();
    }
    // The tag of HXL says it once more: `Males`, and `+m`.
    let is_again = |word: &String| matches!(word.as_str(), "m" | "f") && rest.len() > 1;
    let said: Vec<String> = rest.iter().filter(|word| !is_again(word)).cloned().collect();
    sentence(&said)
}

/// Words as people write them.
pub(super) fn sentence(words: &[String]) -> String {
    let joined = words.join(" ");
    let mut letters = joined.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
