//! Finds the communities that a round assessed.

use super::DatasetParts;
use crate::model::{PlaceLevel, RoundId, ServiceStatus, Value};

/// For each community, whether the round has a count, a category or a service status for it.
pub(super) fn in_round(parts: &DatasetParts, round: &RoundId) -> Vec<bool> {
    let mut assessed = vec![false; parts.communities.len()];
    let mut mark = |width: usize, values: &[Value]| {
        for (community, values) in assessed.iter_mut().zip(values.chunks(width.max(1))) {
            *community |= values.iter().any(|value| *value != Value::NoData);
        }
    };
    for counts in &parts.counts {
        if counts.round == *round && counts.level == PlaceLevel::Community {
            mark(counts.width(), &counts.values);
        }
    }
    for breakdown in &parts.breakdowns {
        if breakdown.round == *round && breakdown.level == PlaceLevel::Community {
            mark(breakdown.categories.len(), &breakdown.values);
        }
    }
    for table in parts.services.iter().filter(|table| table.round == *round) {
        for (community, status) in assessed.iter_mut().zip(&table.status) {
            *community |= *status != ServiceStatus::NoData;
        }
    }
    assessed
}
