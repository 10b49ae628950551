//! What is counted while a dataset is read, for the summary of its report.

use serde::Serialize;

use super::Location;
use crate::model::{PlaceLevel, PopulationGroup, RoundId};

/// How many of something the summary lists; the others are counted.
const MAX_LISTED: usize = 20;

/// How the rows of a table found their places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// The table, and its column of places.
    pub table: Location,
    /// The level of the places.
    pub level: Option<PlaceLevel>,
    /// How many rows say a place: without totals and footnotes.
    pub rows: usize,
    /// By their code.
    pub by_code: usize,
    /// By their name.
    pub by_name: usize,
    /// By a name in the table of aliases.
    pub by_alias: usize,
    /// How many of those by name or alias have it in another spelling, which is noted for each.
    pub respelled: usize,
    /// By what a person decided.
    pub by_decision: usize,
    /// Not at all, which is reported for each.
    pub unmatched: usize,
}

impl Joined {
    /// How many rows found a place, or were left out on purpose.
    pub(in crate::ingest) fn matched(&self) -> usize {
        self.by_code + self.by_name + self.by_alias + self.by_decision
    }
}

/// A community that does not lie in the unit that it states.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlying {
    /// Its row.
    pub location: Location,
    /// The unit that it states.
    pub unit: String,
    /// How far outside of it the community lies, in metres.
    pub metres: f64,
}

/// Communities outside of the units that they state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outside {
    /// How many lie farther outside than borders are coarse.
    pub communities: usize,
    /// How many lie outside, but as good as on the border.
    pub near: usize,
    /// Those that lie farthest outside, the farthest first.
    pub farthest: Vec<Outlying>,
}

/// A figure that differs from the sum of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DifferentTotal {
    /// Where the source states it.
    pub location: Location,
    /// What it states.
    pub stated: u64,
    /// The sum of the parts.
    pub sum: u64,
}

/// Sums that sources state, compared with those of their parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many were compared.
    pub compared: usize,
    /// How many differ.
    pub differing: usize,
    /// The first of those.
    pub first: Vec<DifferentTotal>,
}

/// A place whose count changed much more since the round before than that of other places.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outlier {
    /// Where its count is.
    pub location: Location,
    /// The round.
    pub round: RoundId,
    /// The round before.
    pub before: RoundId,
    /// The group.
    pub group: PopulationGroup,
    /// The level of the place.
    pub level: PlaceLevel,
    /// Its code or id.
    pub place: String,
    /// The count: of a flow for a year, on average.
    pub value: f64,
    /// The same in the round before.
    pub value_before: f64,
    /// How many times as much it is.
    pub ratio: Option<f64>,
    /// The median of the ratios of all places.
    pub median_ratio: f64,
}

/// All that is counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tallies {
    /// How rows found their places, table by table.
    pub joined: Vec<Joined>,
    /// Communities outside of the units that they state.
    pub outside: Outside,
    /// Sums that sources state.
    pub totals: Totals,
    /// How many places stand out against the round before.
    pub outliers: usize,
    /// Those that stand out most.
    pub outlying: Vec<Outlier>,
}

impl Outside {
    /// Counts a community; one that is `near` the border is not listed.
    pub(in crate::ingest) fn add(&mut self, outlying: Outlying, near: bool) {
        if near {
            self.near += 1;
            return;
        }
        self.communities += 1;
        let position = self.farthest.partition_point(|known| known.metres >= outlying.metres);
        if position < MAX_LISTED {
            self.farthest.insert(position, outlying);
            self.farthest.truncate(MAX_LISTED);
        }
    }
}

impl Totals {
    /// Counts comparisons and those that differ.
    pub(in crate::ingest) fn add(&mut self, compared: usize, differing: impl IntoIterator<Item = DifferentTotal>) {
        self.compared += compared;
        for different in differing {
            self.differing += 1;
            if self.first.len() < MAX_LISTED {
                self.first.push(different);
            }
        }
    }
}

impl Tallies {
    /// Counts a place that stands out.
    pub(in crate::ingest) fn outlier(&mut self, outlier: Outlier) {
        self.outliers += 1;
        if self.outlying.len() < MAX_LISTED {
            self.outlying.push(outlier);
        }
    }

    /// The tallies as sentences.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        sentences.extend(self.joined_sentence());
        let Outside { communities, near, farthest } = &self.outside;
        if let Some(first) = farthest.first() {
            let metres = super::super::text::metres(first.metres);
            let at = &first.location;
            let near = if *near > 0 { format!(", and {near} on its border") } else { String::new() };
            sentences.push(match communities {
                1 => format!("Outside the unit that it states: one community, by {metres} ({at}){near}."),
                _ => format!(
                    "Outside the unit that they state: {communities} communities, the farthest by {metres} ({at}){near}."
                ),
            });
        }
        match (self.totals.compared, self.totals.differing) {
            (0, _) => {}
            (compared, 0) => sentences.push(format!("Totals of the source: {compared} compared, all are the sums.")),
            (compared, differing) => sentences.push(format!(
                "Totals of the source: {compared} compared, {differing} differ{} from the sums.",
                if differing == 1 { "s" } else { "" }
            )),
        }
        match self.outliers {
            0 => {}
            1 => sentences.push("One place stands out against the round before.".to_owned()),
            count => sentences.push(format!("{count} places stand out against the round before.")),
        }
        sentences
    }

    fn joined_sentence(&self) -> Option<String> {
        let sum = |part: fn(&Joined) -> usize| self.joined.iter().map(part).sum::<usize>();
        let rows = sum(|joined| joined.rows);
        let ways = [
            (sum(|joined| joined.by_code), "by code"),
            (sum(|joined| joined.by_name), "by name"),
            (sum(|joined| joined.by_alias), "by alias"),
            (sum(|joined| joined.by_decision), "by decision"),
            (sum(|joined| joined.unmatched), "unmatched"),
        ];
        let ways = ways.iter().filter(|(count, _)| *count > 0).map(|(count, way)| format!("{count} {way}"));
        let mut ways: Vec<String> = ways.collect();
        let respelled = sum(|joined| joined.respelled);
        if respelled > 0 {
            ways.push(format!("{respelled} names in another spelling"));
        }
        let tables = match self.joined.len() {
            0 => return None,
            1 => "one table".to_owned(),
            count => format!("{count} tables"),
        };
        Some(format!("Joined: {rows} rows of {tables}: {}.", ways.join(", "))).filter(|_| rows > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_farthest_communities_are_listed_and_all_are_counted() {
        let mut outside = Outside::default();
        for metres in [3, 1, 4, 1, 5, 9, 2, 6].into_iter().cycle().take(80) {
            let outlying = Outlying { location: Location::default(), unit: "X".into(), metres: f64::from(metres) };
            outside.add(outlying, metres == 1);
        }
        assert_eq!((outside.communities, outside.near, outside.farthest.len()), (60, 20, MAX_LISTED));
        let metres: Vec<f64> = outside.farthest.iter().map(|outlying| outlying.metres).collect();
        assert_eq!(metres[..11], [vec![9.0; 10], vec![6.0; 1]].concat());
        assert!(metres.is_sorted_by(|one, other| one >= other));
    }

    #[test]
    fn sentences_leave_out_what_is_not_there() {
        assert_eq!(Tallies::default().sentences(), Vec::<String>::new());
        let mut one = Tallies::default();
        one.outside.add(Outlying { location: Location::file("c.csv"), unit: "X".into(), metres: 1200.0 }, false);
        assert_eq!(one.sentences(), ["Outside the unit that it states: one community, by 1200 m (c.csv)."]);
        let mut tallies = Tallies::default();
        tallies.joined.push(Joined { rows: 10, by_code: 7, by_name: 2, unmatched: 1, ..Joined::default() });
        tallies.totals.add(3, None);
        assert_eq!(
            tallies.sentences(),
            [
                "Joined: 10 rows of one table: 7 by code, 2 by name, 1 unmatched.",
                "Totals of the source: 3 compared, all are the sums."
            ]
        );
    }
}
