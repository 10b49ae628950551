use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Labels, PopulationGroup};

/// The id of a round: `kgz-r3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoundId(pub String);

impl fmt::Display for RoundId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One assessment round. Its groups are those of the dataset's vocabulary; in files (`G` is text) they are names. Figures of different rounds have different definitions and are never added up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round<G = PopulationGroup> {
    /// Its key.
    pub id: RoundId,
    /// Code of the country.
    pub country: String,
    /// What it is called.
    pub title: Labels,
    /// First and last day of data collection, as `YYYY-MM-DD`.
    pub collected: [String; 2],
    /// How the data were collected.
    pub method: Labels,
    /// Whether its numbers are made up, where that is not as the dataset says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
    /// How many key informants were interviewed, if the source says so.
    pub key_informants: Option<u64>,
    /// Ids of its sources.
    pub sources: Vec<String>,
    /// What users of it must know: findings that are no counts, what it leaves open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Labels>,
    /// The places that it assessed, where the source lists them and counts nothing by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<AssessedLocation>,
    /// What it counts.
    pub groups: Vec<GroupCoverage<G>>,
}

/// A place that a round assessed and of which a source says no more than its name: it is in no sum and on no map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessedLocation {
    /// As the source writes it.
    pub name: String,
    /// The names of the units that it lies in, as the source writes them, the largest first.
    pub within: Vec<String>,
    /// The code of the smallest unit that these name for certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl<G> Round<G> {
    /// The same round with its groups in another form; the first error is that of the whole.
    pub fn try_map_groups<H, E>(self, mut map: impl FnMut(G) -> Result<H, E>) -> Result<Round<H>, E> {
        let Self {
            id,
            country,
            title,
            collected,
            method,
            illustrative,
            key_informants,
            sources,
            notes,
            locations,
            groups,
        } = self;
        let map = |GroupCoverage { group, definition, years, partial, date }: GroupCoverage<G>| {
            Ok(GroupCoverage { group: map(group)?, definition, years, partial, date })
        };
        let groups = groups.into_iter().map(map).collect::<Result<_, E>>()?;
        Ok(Round {
            id,
            country,
            title,
            collected,
            method,
            illustrative,
            key_informants,
            sources,
            notes,
            locations,
            groups,
        })
    }
}

impl Round {
    /// The texts for readers.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Labels> {
        let of_groups = self.groups.iter_mut().flat_map(|of| of.partial.values_mut().chain([&mut of.definition]));
        [&mut self.title, &mut self.method].into_iter().chain(&mut self.notes).chain(of_groups)
    }

    /// The texts for readers.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Labels> {
        let of_groups = self.groups.iter().flat_map(|of| of.partial.values().chain([&of.definition]));
        [&self.title, &self.method].into_iter().chain(&self.notes).chain(of_groups)
    }

    /// The same round as it is written to a file.
    pub fn into_written(self) -> Round<String> {
        let Ok(written) = self.try_map_groups(|group| Ok::<_, std::convert::Infallible>(group.id().to_owned()));
        written
    }

    /// The coverage of a group, if the round counts it.
    pub fn coverage(&self, group: &PopulationGroup) -> Option<&GroupCoverage> {
        self.groups.iter().find(|coverage| coverage.group == *group)
    }

    /// The day at which it counts stocks, as `YYYY-MM-DD`: the last of collection.
    pub fn date(&self) -> &str {
        let [_, last_collected] = &self.collected;
        last_collected
    }

    /// Whether it counts any group by year.
    pub fn counts_flows(&self) -> bool {
        self.groups.iter().any(|coverage| coverage.date.is_none())
    }

    /// The groups whose counts stand beside those of a period: with a year no stocks, since it has none of their counts.
    pub fn shown_with(&self, period: Period) -> impl Iterator<Item = &GroupCoverage> {
        self.groups.iter().filter(move |coverage| period == Period::Window || coverage.date.is_none())
    }

    /// First and last day of a period of this round, as `YYYY-MM-DD`: the days of a year, or of the window, which spans all its years.
    /// It ends at the last day of collection.
    pub fn days(&self, period: Period) -> [String; 2] {
        let [first_collected, last_collected] = &self.collected;
        let (first, last) = match period {
            Period::Year(year) => (format!("{year}-01-01"), format!("{year}-12-31")),
            Period::Window => {
                let of_counts = self.years().first().map(|year| format!("{year}-01-01"));
                let first =
                    of_counts.map_or(first_collected.clone(), |of_counts| of_counts.min(first_collected.clone()));
                (first, last_collected.clone())
            }
        };
        let last = if first <= *last_collected { last.min(last_collected.clone()) } else { last };
        [first, last]
    }

    /// The years in which it counts any group, ascending.
    pub fn years(&self) -> Vec<u16> {
        let mut years: Vec<u16> = self.groups.iter().flat_map(|coverage| coverage.years.iter().copied()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}

/// One population group in one round: by which definition, over which years or at which date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupCoverage<G = PopulationGroup> {
    /// The group.
    pub group: G,
    /// By which definition the round counts it.
    pub definition: Labels,
    /// The years of the window, ascending; empty for a stock, and only for that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<u16>,
    /// Years that the counts cover only in part, and which part: `2024 → January to April`.
    #[serde(default)]
    pub partial: BTreeMap<u16, Labels>,
    /// Of a stock the day at which it was counted, that of the round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl GroupCoverage {
    /// Position of a year within the window.
    pub fn year_position(&self, year: u16) -> Option<usize> {
        self.years.iter().position(|y| *y == year)
    }

    /// Whether the counts say anything of a period: of a stock, those of a year do not.
    pub fn is_counted_in(&self, period: Period) -> bool {
        match period {
            Period::Window => true,
            Period::Year(year) => self.year_position(year).is_some(),
        }
    }

    /// True for a year that the counts cover only in part.
    pub fn is_partial(&self, year: u16) -> bool {
        self.partial.contains_key(&year)
    }

    /// True for a period that the counts cover only in part: also for a window that holds such a year.
    pub fn is_partial_in(&self, period: Period) -> bool {
        match period {
            Period::Window => !self.partial.is_empty(),
            Period::Year(year) => self.is_partial(year),
        }
    }
}

/// Which part of what a round counts a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// All of it: a flow over its whole window, a stock at the date of the round, which is all that there is of a stock.
    Window,
    /// One year of it.
    Year(u16),
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Window => f.write_str("window"),
            Self::Year(year) => write!(f, "{year}"),
        }
    }
}
