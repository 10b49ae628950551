//! Households of communities that lack a service, by band of distance and unit: the table that the reports print.

use super::SurveyedCommunity;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, BAND_EDGES, DistanceBand, ServiceStatus, ServiceTable};

/// Households of the communities of a unit that lack a service, by distance to the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct DistanceRow {
    /// Position of the unit in its layer.
    pub unit: usize,
    /// Assessed communities.
    pub communities: u64,
    /// Those that lack the service.
    pub communities_lacking: u64,
    /// Those without data about it.
    pub communities_without_data: u64,
    /// Households of the communities that lack it.
    pub households_lacking: u64,
    /// Communities lacking it whose households are unknown: they are missing from all household numbers.
    pub households_unknown: u64,
    /// Those households by band, nearest first.
    pub bands: [u64; DistanceBand::ALL.len()],
    /// Those households whose distance is unknown.
    pub distance_unknown: u64,
}

impl DistanceRow {
    /// Households farther than each band edge; at least, where the distance of some is unknown.
    pub fn beyond_edges(&self) -> [u64; BAND_EDGES.len()] {
        std::array::from_fn(|edge| self.bands[edge + 1..].iter().sum())
    }
}

/// The households of each of `units` that lack the service, by band.
pub fn distance_table(atlas: &Atlas, table: &ServiceTable, by: AdminLevel, units: &[usize]) -> Vec<DistanceRow> {
    units.iter().map(|unit| row(atlas, table, by, *unit)).collect()
}

fn row(atlas: &Atlas, table: &ServiceTable, by: AdminLevel, unit: usize) -> DistanceRow {
    let mut row = DistanceRow { unit, ..DistanceRow::default() };
    for SurveyedCommunity { status, households, .. } in SurveyedCommunity::of_place(atlas, table, by.into(), unit) {
        row.communities += 1;
        match status {
            ServiceStatus::Available => {}
            ServiceStatus::NoData => row.communities_without_data += 1,
            ServiceStatus::Lacking(distance) => {
                row.communities_lacking += 1;
                let Some(households) = households else {
                    row.households_unknown += 1;
                    continue;
                };
                row.households_lacking += households.0;
                match distance.band() {
                    Some(band) => row.bands[band.position()] += households.0,
                    None => row.distance_unknown += households.0,
                }
            }
        }
    }
    row
}
