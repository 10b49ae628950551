//! The question that all answers about underserved communities share, and what the survey says of a community in it.
//!
//! With several services each is judged for itself, by what is published of it: together they say no more than one after the other.

use std::collections::HashSet;

use super::SurveyedCommunity;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, BBox, Exceeds, Households, Km, ServiceStatus, ServiceTable, Value};

/// Which communities to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnderservedQuery<'a> {
    /// Further services of the same round.
    pub also: &'a [&'a ServiceTable],
    /// With several services: those that lack any of them, instead of those that lack all.
    pub any: bool,
    /// Only those farther than this from the service; all that lack it, if none.
    pub beyond: Option<Km>,
    /// At least as far, instead of farther.
    pub inclusive: bool,
    /// Only those in this unit.
    pub within: Option<(AdminLevel, usize)>,
    /// Only those in this box.
    pub bbox: Option<BBox>,
    /// Only those with at least this many households.
    pub min_households: Option<Households>,
    /// Only these.
    pub among: Option<&'a HashSet<usize>>,
}

/// What a survey says of a community in a question. In this order: far from all services is the least of its answers for each, far from any
/// the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// It has the service, or is near enough.
    Served,
    /// Nobody knows.
    NoData,
    /// The source withholds it.
    Suppressed,
    /// It lacks the service, and may be farther than asked.
    Perhaps,
    /// It lacks the service, farther than asked.
    Underserved,
}

/// Whether a community is as large as asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Size {
    Enough,
    TooSmall,
    /// Its households are unknown or suppressed, so that they are compared with nothing.
    Unknown,
}

impl UnderservedQuery<'_> {
    /// What the services say of a community.
    pub(super) fn need(&self, table: &ServiceTable, community: usize) -> Need {
        let needs = std::iter::once(table).chain(self.also.iter().copied()).map(|table| {
            let status = table.status.get(community).copied().unwrap_or_default();
            self.need_of_one(status)
        });
        if self.any { needs.max() } else { needs.min() }.unwrap_or(Need::NoData)
    }

    fn need_of_one(&self, status: ServiceStatus) -> Need {
        match status {
            ServiceStatus::Available => Need::Served,
            ServiceStatus::NoData => Need::NoData,
            ServiceStatus::Suppressed => Need::Suppressed,
            ServiceStatus::Lacking(distance) => {
                match self.beyond.map_or(Exceeds::Yes, |km| distance.exceeds(km, self.inclusive)) {
                    Exceeds::Yes => Need::Underserved,
                    Exceeds::Uncertain => Need::Perhaps,
                    Exceeds::No => Need::Served,
                }
            }
        }
    }

    /// The same at any distance.
    pub(super) fn at_any_distance(&self) -> Self {
        Self { beyond: None, inclusive: false, ..*self }
    }

    pub(super) fn size(&self, households: Value<Households>) -> Size {
        match (self.min_households, households) {
            (None, _) => Size::Enough,
            (Some(min), Value::Reported(known)) if known >= min => Size::Enough,
            (Some(_), Value::Reported(_)) => Size::TooSmall,
            (Some(_), _) => Size::Unknown,
        }
    }

    /// The assessed communities where it is asked, whatever they need.
    pub(super) fn communities(&self, atlas: &Atlas, table: &ServiceTable) -> Vec<SurveyedCommunity> {
        let candidates = match (self.bbox, self.within) {
            (Some(bbox), _) => atlas.index().communities().within(bbox),
            (None, Some((level, unit))) => atlas.communities_of(level, unit).to_vec(),
            (None, None) => (0..atlas.communities.len()).collect(),
        };
        let is_meant = |community: &usize| {
            self.within.is_none_or(|(level, unit)| atlas.unit_of_community(level, *community) == Some(unit))
                && self.among.is_none_or(|among| among.contains(community))
                && atlas.is_assessed(&table.round.0, *community)
        };
        let meant = candidates.into_iter().filter(is_meant);
        meant.map(|community| SurveyedCommunity::new(atlas, table, community)).collect()
    }
}
