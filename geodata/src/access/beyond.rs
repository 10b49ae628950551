//! Communities and households farther from a service than any distance, by unit.
//!
//! Some sources give distances only as bands. Of 300 households in a community 16 to 20 km from a hospital, between 0 and 300 are farther than
//! 18 km: the answer is an [`Interval`], whose ends are the same where the question falls on an edge of the bands.

use super::question::{Need, Size};
use super::{SurveyedCommunity, UnderservedQuery};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, DistanceDetail, Km, ServiceStatus, ServiceTable, Value};

/// A curve of kilometres has at most so many points.
const MOST_POINTS: f64 = 40.0;

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

    fn add(&mut self, amount: u64, need: Need) {
        match need {
            Need::Underserved => {
                self.low += amount;
                self.high += amount;
            }
            Need::Perhaps => self.high += amount,
            Need::Served | Need::NoData | Need::Suppressed => {}
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
    /// Households of all communities of the unit of which it is known whether they lack it.
    pub households_all: Value,
    /// Communities of which a source withholds what it says of the service, or, where they lack it, their households: the numbers that they
    /// would count in are suppressed.
    pub communities_suppressed: u64,
    /// Communities that are beyond, or may be, and whose households are unknown: they are missing from the households.
    pub households_unknown: u64,
    /// Communities without data about the service: they are missing from all numbers of the row.
    pub communities_without_data: u64,
    /// Communities that are beyond, or may be, and are missing from all numbers since nobody knows, or may say, whether they are as large as asked.
    pub size_unknown: u64,
}

impl BeyondRow {
    /// True where the households are a single number and none are missing from it.
    pub fn households_are_exact(&self) -> bool {
        self.households.reported().is_some_and(Interval::is_exact)
            && self.households_unknown == 0
            && self.communities_without_data == 0
            && self.size_unknown == 0
    }

    /// True where the communities are a single number and none are missing from it.
    pub fn communities_are_exact(&self) -> bool {
        self.communities.reported().is_some_and(Interval::is_exact)
            && self.communities_without_data == 0
            && self.size_unknown == 0
    }
}

/// Communities and households of each of `units` that lack the service and are farther from it than asked.
pub fn beyond(
    atlas: &Atlas,
    table: &ServiceTable,
    question: &UnderservedQuery<'_>,
    by: AdminLevel,
    units: &[usize],
) -> Vec<BeyondRow> {
    let row = |unit: usize| {
        let communities = SurveyedCommunity::of_place(atlas, table, by.into(), unit);
        BeyondRow { unit, ..count(table, question, communities) }
    };
    units.iter().map(|unit| row(*unit)).collect()
}

/// How many are farther than each distance, everywhere in the question: the points of a curve. The unit of the rows means nothing.
pub fn curve(atlas: &Atlas, table: &ServiceTable, question: &UnderservedQuery<'_>) -> Vec<(Km, BeyondRow)> {
    let communities = question.communities(atlas, table);
    let point = |km: Km| {
        let beyond = UnderservedQuery { beyond: Some(km), ..*question };
        (km, count(table, &beyond, communities.iter().copied()))
    };
    distances(atlas, table, &communities).into_iter().map(point).collect()
}

/// The distances at which a curve has points, nearest first: those at which bands end, or round ones of equal steps up to the farthest.
fn distances(atlas: &Atlas, table: &ServiceTable, communities: &[SurveyedCommunity]) -> Vec<Km> {
    if table.detail != DistanceDetail::Kilometres {
        return atlas.vocabulary.bands().edges().collect();
    }
    let farthest = communities.iter().filter_map(|community| match community.status {
        ServiceStatus::Lacking(distance) => distance.km(),
        _ => None,
    });
    let farthest = farthest.map(Km::get).fold(0.0, f64::max);
    let step = round_step(farthest / MOST_POINTS);
    let steps = (farthest / step).ceil().min(MOST_POINTS) as u32;
    // Tenths and hundredths are no binary fractions: without rounding there would be a point at 0.30000000000000004.
    (1..=steps).filter_map(|at| Km::new((f64::from(at) * step * 1000.0).round() / 1000.0)).collect()
}

/// The smallest of 0.1, 0.2, 0.5, 1, 2, 5, … that is not below `least`.
fn round_step(least: f64) -> f64 {
    let mut power = 0.1;
    while power < 1e6 {
        for step in [1.0, 2.0, 5.0].map(|digit| digit * power) {
            if step >= least {
                return step;
            }
        }
        power *= 10.0;
    }
    power
}

fn count(
    table: &ServiceTable,
    question: &UnderservedQuery<'_>,
    communities: impl Iterator<Item = SurveyedCommunity>,
) -> BeyondRow {
    let mut row = BeyondRow::default();
    let anywhere = question.at_any_distance();
    let (mut far, mut households_far) = (Interval::default(), Interval::default());
    let (mut lacking, mut all) = (Value::Reported(0), Value::Reported(0));
    // Whose answer is withheld: of any, and of those that are not known to be too small.
    let (mut withheld, mut may_count) = (0, 0);
    // Who lacks the service, and whose households are withheld.
    let mut households_withheld = 0;
    for SurveyedCommunity { community, households, .. } in communities {
        let (need, size) = (question.need(table, community), question.size(households));
        let number = households.map(|known| known.0);
        match anywhere.need(table, community) {
            Need::NoData => {}
            Need::Suppressed => {
                withheld += 1;
                may_count += u64::from(size != Size::TooSmall);
            }
            Need::Served => all = all.plus(number),
            Need::Perhaps | Need::Underserved => {
                (all, lacking) = (all.plus(number), lacking.plus(number));
                households_withheld += u64::from(households == Value::Suppressed);
            }
        }
        match (need, size) {
            (Need::Served | Need::Suppressed, _) | (_, Size::TooSmall) => {}
            (Need::NoData, _) => row.communities_without_data += 1,
            (Need::Perhaps | Need::Underserved, Size::Unknown) => row.size_unknown += 1,
            (Need::Perhaps | Need::Underserved, Size::Enough) => {
                far.add(1, need);
                match households {
                    Value::Reported(known) => households_far.add(known.0, need),
                    Value::NoData | Value::NotApplicable => row.households_unknown += 1,
                    Value::Suppressed => {}
                }
            }
        }
    }
    let unless =
        |suppressed: bool, number: Interval| if suppressed { Value::Suppressed } else { Value::Reported(number) };
    row.communities_suppressed = may_count + households_withheld;
    row.communities = unless(may_count > 0, far);
    // Communities whose households are withheld are among those of unknown size, where a size is asked for.
    let is_missing = households_withheld > 0 && question.min_households.is_none();
    row.households = unless(may_count > 0 || is_missing, households_far);
    row.households_lacking = if withheld > 0 { Value::Suppressed } else { lacking };
    row.households_all = if withheld > 0 { Value::Suppressed } else { all };
    row
}
