//! One row of a survey of services: whether a community has a service, how far the nearest one is, and how many households it has.
//!
//! Every answer about services reads its communities here, so that a community without a value means the same in all of them.

use crate::atlas::Atlas;
use crate::model::{Households, PlaceLevel, ServiceStatus, ServiceTable, Value};

/// A community in the survey of one service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurveyedCommunity {
    /// Position of the community.
    pub community: usize,
    /// Whether it has the service, and how far the nearest one is if it lacks it.
    pub status: ServiceStatus,
    /// Its households.
    pub households: Value<Households>,
}

impl SurveyedCommunity {
    /// A community. If the table has no row for it, its status is no data.
    pub fn new(atlas: &Atlas, table: &ServiceTable, community: usize) -> Self {
        let status = table.status.get(community).copied().unwrap_or_default();
        let households = atlas.communities.get(community).map(|community| community.households).unwrap_or_default();
        Self { community, status, households }
    }

    /// The communities of a place that the round of the table assessed.
    pub fn of_place<'a>(
        atlas: &'a Atlas,
        table: &'a ServiceTable,
        by: PlaceLevel,
        place: usize,
    ) -> impl Iterator<Item = Self> + 'a {
        atlas.assessed_at(&table.round.0, by, place).map(|community| Self::new(atlas, table, community))
    }
}
