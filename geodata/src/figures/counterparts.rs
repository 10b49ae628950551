//! Estimates beside counts: what a group is compared with, and how. Both are values of their own; nothing adds them.

use super::{Indicator, IndicatorQuery, Normalisation, rows_of};
use crate::atlas::Atlas;
use crate::model::{PopulationGroup, Value};

/// The groups whose values stand beside those of a question: its estimates, or what it is an estimate of. Only what counts people is compared, by
/// places of which both are known.
pub fn counterparts(atlas: &Atlas, question: &IndicatorQuery<'_>) -> Vec<PopulationGroup> {
    let Indicator::Group(group) = &question.indicator else { return Vec::new() };
    if question.per != Normalisation::None {
        return Vec::new();
    }
    let estimated = group.estimate_of().and_then(|id| atlas.vocabulary.group(id));
    let is_known = |other: &&PopulationGroup| {
        let question = IndicatorQuery { indicator: Indicator::Group((*other).clone()), ..question.clone() };
        rows_of(atlas, &question, &[]).is_ok()
    };
    estimated.into_iter().chain(atlas.vocabulary.estimates_of(group)).filter(is_known).cloned().collect()
}

/// How an estimate differs from a count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EstimateDifference {
    /// The estimate minus the count.
    pub difference: f64,
    /// The estimate divided by the count; nothing where nobody was counted.
    pub ratio: Option<f64>,
}

impl EstimateDifference {
    /// Of an estimate and a count; nothing unless both are reported: neither is shown by what it differs from the other.
    pub fn of(estimate: Value<f64>, count: Value<f64>) -> Option<Self> {
        let (estimate, count) = (estimate.reported()?, count.reported()?);
        Some(Self { difference: estimate - count, ratio: (count > 0.0).then(|| estimate / count) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withheld_value_has_no_difference() {
        let of = EstimateDifference::of;
        assert_eq!(
            of(Value::Reported(60.0), Value::Reported(40.0)),
            Some(EstimateDifference { difference: 20.0, ratio: Some(1.5) })
        );
        assert_eq!(
            of(Value::Reported(60.0), Value::Reported(0.0)),
            Some(EstimateDifference { difference: 60.0, ratio: None })
        );
        for withheld in [Value::Suppressed, Value::NoData, Value::NotApplicable] {
            assert_eq!((of(withheld, Value::Reported(3.0)), of(Value::Reported(3.0), withheld)), (None, None));
        }
    }
}
