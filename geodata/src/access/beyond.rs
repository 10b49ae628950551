//! Communities and households farther from a service than any distance, by unit.
//!
//! Some sources give distances only as bands. Of 300 households in a community 16 to 20 km from a hospital, between 0 and 300 are farther than
//! 18 km: the answer is an [`Interval`], whose ends are the same where the question falls on an edge of the bands.

use super::SurveyedCommunity;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Exceeds, Km, ServiceStatus, ServiceTable, Value};

/// A number that is known exactly, or only to lie between two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Interval {
    /// At least this many.
    pub low: u64,
    /// At most this many.
    pub high: u64,
}

impl Interval {
    /// True where both ends are the same.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    fn add(&mut self, amount: u64, beyond: Exceeds) {
        match beyond {
            Exceeds::Yes => {
                self.low += amount;
                self.high += amount;
            }
            Exceeds::Uncertain => self.high += amount,
            Exceeds::No => {}
        }
    }
}

/// Communities and households of one unit that are farther from a service than a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct BeyondRow {
    /// Position of the unit in its layer.
    pub unit: usize,
    /// Communities.
    pub communities: Value<Interval>,
    /// Their households.
    pub households: Value<Interval>,
    /// Households of all communities of the unit that lack the service: the denominator of the share.
    pub households_lacking: Value,
    /// Communities of which a source withholds what it says of the service, or, where they lack it, their households: the numbers that they
    /// would count in are suppressed.
    pub communities_suppressed: u64,
    /// Communities that are beyond, or may be, and whose households are unknown: they are missing from the households.
    pub households_unknown: u64,
    /// Communities without data about the service: they are missing from all numbers of the row.
    pub communities_without_data: u64,
}

impl BeyondRow {
    /// True where the households are a single number and none are missing from it.
    pub fn households_are_exact(&self) -> bool {
        self.households.reported().is_some_and(Interval::is_exact)
            && self.households_unknown == 0
            && self.communities_without_data == 0
    }

    /// True where the communities are a single number and none are missing from it.
    pub fn communities_are_exact(&self) -> bool {
        self.communities.reported().is_some_and(Interval::is_exact) && self.communities_without_data == 0
    }
}

/// Communities and households of each of `units` that lack the service and are farther from it than `km` (or at least as far, if `inclusive`).
pub fn beyond(
    atlas: &Atlas,
    table: &ServiceTable,
    (km, inclusive): (Km, bool),
    by: AdminLevel,
    units: &[usize],
) -> Vec<BeyondRow> {
    let row = |unit: usize| {
        let mut row = BeyondRow { unit, ..BeyondRow::default() };
        let (mut communities, mut of_households, mut lacking) = (Interval::default(), Interval::default(), 0);
        let (mut withheld, mut households_withheld) = (0, 0);
        for SurveyedCommunity { status, households, .. } in SurveyedCommunity::of_place(atlas, table, by.into(), unit) {
            let distance = match status {
                ServiceStatus::Lacking(distance) => distance,
                ServiceStatus::Available => continue,
                ServiceStatus::NoData => {
                    row.communities_without_data += 1;
                    continue;
                }
                ServiceStatus::Suppressed => {
                    withheld += 1;
                    continue;
                }
            };
            let answer = distance.exceeds(km, inclusive);
            communities.add(1, answer);
            match households {
                Value::Reported(households) => {
                    of_households.add(households.0, answer);
                    lacking += households.0;
                }
                Value::Suppressed => households_withheld += 1,
                Value::NoData | Value::NotApplicable => row.households_unknown += u64::from(answer != Exceeds::No),
            }
        }
        row.communities_suppressed = withheld + households_withheld;
        row.communities = if withheld > 0 { Value::Suppressed } else { Value::Reported(communities) };
        if row.communities_suppressed > 0 {
            (row.households, row.households_lacking) = (Value::Suppressed, Value::Suppressed);
        } else {
            (row.households, row.households_lacking) = (Value::Reported(of_households), Value::Reported(lacking));
        }
        row
    };
    units.iter().map(|unit| row(*unit)).collect()
}
