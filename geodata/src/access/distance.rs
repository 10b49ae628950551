//! Households of communities that lack a service, by band of distance and unit: the table that the reports print.

use super::SurveyedCommunity;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, ServiceStatus, ServiceTable, Value};

/// Households of the communities of a unit that lack a service, by distance to the nearest.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DistanceRow {
    /// Position of the unit in its layer.
    pub unit: usize,
    /// Assessed communities.
    pub communities: u64,
    /// Those that lack the service.
    pub communities_lacking: Value,
    /// Those without data about it.
    pub communities_without_data: u64,
    /// Those of which a source withholds what it says of the service, or, where they lack it, their households: all numbers that they would
    /// count in are suppressed.
    pub communities_suppressed: u64,
    /// Households of the communities that lack it.
    pub households_lacking: Value,
    /// Communities lacking it whose households are unknown: they are missing from all household numbers.
    pub households_unknown: u64,
    /// Those households by band, nearest first.
    pub bands: Vec<Value>,
    /// Those households whose distance is unknown.
    pub distance_unknown: Value,
}

impl DistanceRow {
    /// Households farther than each band edge; at least, where the distance of some is unknown.
    pub fn beyond_edges(&self) -> Vec<Value> {
        (1..self.bands.len()).map(|edge| sum(&self.bands[edge..])).collect()
    }
}

/// The households of each of `units` that lack the service, by band.
pub fn distance_table(atlas: &Atlas, table: &ServiceTable, by: AdminLevel, units: &[usize]) -> Vec<DistanceRow> {
    units.iter().map(|unit| row(atlas, table, by, *unit)).collect()
}

fn row(atlas: &Atlas, table: &ServiceTable, by: AdminLevel, unit: usize) -> DistanceRow {
    const NOBODY: Value = Value::Reported(0);
    let bands = atlas.vocabulary.bands();
    let mut row = DistanceRow {
        unit,
        communities_lacking: NOBODY,
        households_lacking: NOBODY,
        bands: vec![NOBODY; bands.count()],
        distance_unknown: NOBODY,
        ..DistanceRow::default()
    };
    for SurveyedCommunity { status, households, .. } in SurveyedCommunity::of_place(atlas, table, by.into(), unit) {
        row.communities += 1;
        match status {
            ServiceStatus::Available => {}
            ServiceStatus::NoData => row.communities_without_data += 1,
            ServiceStatus::Suppressed => {
                row.communities_suppressed += 1;
                row.communities_lacking = Value::Suppressed;
                row.households_lacking = Value::Suppressed;
                row.bands.fill(Value::Suppressed);
                row.distance_unknown = Value::Suppressed;
            }
            ServiceStatus::Lacking(distance) => {
                row.communities_lacking = row.communities_lacking.plus(Value::Reported(1));
                match households {
                    Value::NoData | Value::NotApplicable => row.households_unknown += 1,
                    Value::Suppressed => row.communities_suppressed += 1,
                    Value::Reported(_) => {}
                }
                let households = households.map(|households| households.0);
                row.households_lacking = row.households_lacking.plus(households);
                let of_distance = match distance.band(bands) {
                    Some(band) => &mut row.bands[band.position()],
                    None => &mut row.distance_unknown,
                };
                *of_distance = of_distance.plus(households);
            }
        }
    }
    row
}

fn sum(parts: &[Value]) -> Value {
    parts.iter().fold(Value::Reported(0), |sum, part| sum.plus(*part))
}
