//! Rollups: counts summed once, when the atlas is compiled, for every level above that of the source, by year and over
//! the window.

use super::Atlas;
use crate::model::{Counts, Period, PlaceLevel, Value};

/// A sum over places, with its coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Aggregate {
    /// The sum of reported values, with its status.
    pub value: Value,
    /// Number of places with a count above zero.
    pub confirming: u32,
    /// Number of places without data, or without data for some year of the period.
    pub missing: u32,
}

impl Aggregate {
    fn of_part(value: Value) -> Self {
        Self {
            value,
            confirming: u32::from(value.reported().is_some_and(|count| count > 0)),
            missing: u32::from(value == Value::NoData),
        }
    }

    /// The aggregate over the places of both, which must be disjoint.
    pub fn merge(self, other: Self) -> Self {
        Self {
            value: self.value.plus(other.value),
            confirming: self.confirming + other.confirming,
            missing: self.missing + other.missing,
        }
    }
}

/// The aggregates of one table of counts for its own level and every level above.
#[derive(Debug)]
pub struct Rollup {
    years: Vec<u16>,
    levels: Vec<(PlaceLevel, Vec<Aggregate>)>,
}

impl Rollup {
    pub(super) fn new(atlas: &Atlas, counts: &Counts) -> Self {
        let years = counts.years.clone();
        let admin_levels = atlas.layers.iter().map(|layer| PlaceLevel::from(layer.level));
        let above = admin_levels.filter(|level| match (level.admin(), counts.level.admin()) {
            (Some(level), Some(own)) => level < own,
            _ => true,
        });
        let mut levels: Vec<(PlaceLevel, Vec<Aggregate>)> = above
            .chain([counts.level])
            .map(|level| (level, vec![Aggregate::default(); atlas.place_count(level) * (years.len() + 1)]))
            .collect();
        let width = years.len() + 1;
        for place in 0..counts.places() {
            if counts.level == PlaceLevel::Community && !atlas.is_assessed(&counts.round.0, place) {
                continue;
            }
            let by_year = counts.of_place(place);
            let window = Aggregate {
                missing: u32::from(by_year.contains(&Value::NoData)),
                ..Aggregate::of_part(by_year.iter().fold(Value::NoData, |sum, value| sum.plus(*value)))
            };
            for (level, figures) in &mut levels {
                let Some(unit) = atlas.parent_place(counts.level, place, *level) else { continue };
                let Some(row) = figures.get_mut(unit * width..(unit + 1) * width) else { continue };
                let parts = by_year.iter().map(|value| Aggregate::of_part(*value)).chain([window]);
                for (sum, part) in row.iter_mut().zip(parts) {
                    *sum = sum.merge(part);
                }
            }
        }
        Self { years, levels }
    }

    pub(super) fn has(&self, level: PlaceLevel) -> bool {
        self.levels.iter().any(|(at, _)| *at == level)
    }

    /// The aggregate of a place in a period. A year outside the window has no data.
    pub fn aggregate(&self, level: PlaceLevel, place: usize, period: Period) -> Aggregate {
        let column = self.period_index(period);
        column.and_then(|column| self.of_place(level, place).get(column)).copied().unwrap_or_default()
    }

    /// The aggregates of a place: year by year, then the window; empty for an unknown level.
    pub fn of_place(&self, level: PlaceLevel, place: usize) -> &[Aggregate] {
        let width = self.years.len() + 1;
        let figures = self.levels.iter().find(|(at, _)| *at == level).map_or(&[][..], |(_, figures)| figures);
        figures.get(place * width..(place + 1) * width).unwrap_or_default()
    }

    /// The index of a period among the aggregates of a place.
    pub fn period_index(&self, period: Period) -> Option<usize> {
        match period {
            Period::Window => Some(self.years.len()),
            Period::Year(year) => self.years.iter().position(|y| *y == year),
        }
    }
}
