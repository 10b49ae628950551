//! What places add to a value, before it is normalised: count, base, and how many communities they rest on. They can be added up in any order.

use super::Estimate;
use crate::atlas::Aggregate;
use crate::model::Value;

/// What one place, or several, add to the value of an indicator. Aggregates of different places add up; values do not, since a rate
/// of two places is not the sum, nor the mean, of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct PartialAggregate {
    /// What is counted.
    pub(super) count: Value,
    /// What it is divided by, or compared with, over the same places.
    pub(super) base: Value,
    pub(super) confirming: u32,
    pub(super) missing: u32,
    /// True where a place may count or not: its distance is known only as a band, and the question lies inside it.
    pub(super) uncertain: bool,
}

impl PartialAggregate {
    /// The aggregate of the places of both, which have none in common.
    pub fn merge(self, other: Self) -> Self {
        Self {
            count: self.count.plus(other.count),
            base: self.base.plus(other.base),
            confirming: self.confirming + other.confirming,
            missing: self.missing + other.missing,
            uncertain: self.uncertain || other.uncertain,
        }
    }

    /// What it rests on, without a value yet.
    pub(super) fn counts_only(&self) -> Estimate {
        Estimate { confirming: self.confirming as usize, missing: self.missing as usize, ..Estimate::default() }
    }
}

impl From<Aggregate> for PartialAggregate {
    fn from(figure: Aggregate) -> Self {
        let Aggregate { value: count, confirming, missing } = figure;
        Self { count, confirming, missing, ..Self::default() }
    }
}
