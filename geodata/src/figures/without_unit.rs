//! Communities that belong to no unit of a level, such as those of a district that has no boundary: sums of larger units count them, so that the
//! units of the level add up to less.

use super::indicator_source::IndicatorSource;
use super::{Estimate, Indicator, IndicatorQuery, Normalisation, PeriodSelection};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, PlaceLevel};

/// Communities that are in the sums of larger units, and in none of the units asked for.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct WithoutUnit {
    /// How many.
    pub communities: usize,
    /// What they add up to, where values are sums.
    pub measured: Option<Estimate>,
}

/// The communities that a round assessed inside a unit (or anywhere), and that belong to no unit of a level.
pub fn communities_without_unit(
    atlas: &Atlas,
    round: &str,
    by: AdminLevel,
    within: Option<(AdminLevel, usize)>,
) -> impl Iterator<Item = usize> {
    let is_inside = move |community: usize| {
        within.is_none_or(|(level, unit)| atlas.unit_of_community(level, community) == Some(unit))
    };
    let of_none = atlas.communities_without_unit(by).iter().copied();
    of_none.filter(move |community| atlas.is_assessed(round, *community) && is_inside(*community))
}

/// What the units of a question leave out of what larger ones add up to. Nothing where whole units were counted.
pub fn without_unit(atlas: &Atlas, question: &IndicatorQuery<'_>) -> WithoutUnit {
    let nothing = WithoutUnit::default();
    let Some(by) = question.by.admin() else { return nothing };
    if let Indicator::Group(group) = &question.indicator
        && atlas.counts_of(question.round, group).is_none_or(|counts| counts.level != PlaceLevel::Community)
    {
        return nothing;
    }
    let left_out: Vec<usize> = communities_without_unit(atlas, question.round, by, question.within).collect();
    if left_out.is_empty() {
        return nothing;
    }
    let is_sum = question.per == Normalisation::None && question.periods != PeriodSelection::EveryYear;
    WithoutUnit {
        communities: left_out.len(),
        measured: is_sum.then(|| measured(atlas, question, &left_out)).flatten(),
    }
}

/// The value of communities together; None where the question cannot be answered for them.
fn measured(atlas: &Atlas, question: &IndicatorQuery<'_>, communities: &[usize]) -> Option<Estimate> {
    let question = IndicatorQuery { by: PlaceLevel::Community, within: None, ..question.clone() };
    IndicatorSource::new(atlas, &question).ok()?.total(communities).ok()?
}
