//! Rollups: counts summed once, when the atlas is compiled, for every level above that of the source, by year and over
//! the window; those of a stock, which has no years, at the date of the round.
//!
//! A source may count a group over its whole window, without saying how much of it is of which year. Where it does, that is the value of the window, and
//! not the sum of its years.

use super::Atlas;
use super::stated::{LevelSums, LevelValues, sums};
use crate::model::{Counts, Period, PlaceLevel, Value, width_of_years};

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

/// The aggregates of the counts of a group for the level of the finest and every level above.
#[derive(Debug, Default)]
pub struct Rollup {
    years: Vec<u16>,
    levels: Vec<(PlaceLevel, Vec<Aggregate>)>,
    /// Whether a source states sums of larger places.
    has_stated: bool,
}

impl Rollup {
    /// Those of counts, and of what is stated beside them.
    pub(super) fn new(atlas: &Atlas, counts: &Counts) -> Self {
        let stated = atlas.stated_counts_of(&counts.round.0, &counts.group);
        let (of_window, by_year): (Vec<_>, Vec<_>) =
            std::iter::once(counts).chain(stated).partition(|counts| counts.years.is_empty());
        match (Self::of_tables(atlas, &by_year), Self::of_tables(atlas, &of_window)) {
            (Some(by_year), Some(of_window)) => by_year.with_window(&of_window, atlas),
            (by_year, of_window) => by_year.or(of_window).unwrap_or_default(),
        }
    }

    /// Those of tables with the same columns by different levels.
    fn of_tables(atlas: &Atlas, tables: &[&Counts]) -> Option<Self> {
        let counts = *tables.iter().max_by_key(|counts| counts.level)?;
        let stated: Vec<&Counts> = tables.iter().copied().filter(|stated| stated.level != counts.level).collect();
        let mut rollup = Self::of_parts(atlas, counts);
        rollup.take_stated(atlas, counts, &stated);
        Some(rollup)
    }

    /// The sums of one table.
    fn of_parts(atlas: &Atlas, counts: &Counts) -> Self {
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
            // Of a stock that is its only value.
            let window = Aggregate {
                missing: u32::from(by_year.contains(&Value::NoData)),
                ..Aggregate::of_part(by_year.iter().fold(Value::NoData, |sum, value| sum.plus(*value)))
            };
            for (level, figures) in &mut levels {
                let Some(unit) = atlas.parent_place(counts.level, place, *level) else { continue };
                let Some(row) = figures.get_mut(unit * width..(unit + 1) * width) else { continue };
                let by_year = by_year.iter().take(years.len());
                let parts = by_year.map(|value| Aggregate::of_part(*value)).chain([window]);
                for (sum, part) in row.iter_mut().zip(parts) {
                    *sum = sum.merge(part);
                }
            }
        }
        Self { years, levels, has_stated: false }
    }

    /// The same, with values of the window that are not the sums of its years.
    fn with_window(self, of_window: &Self, atlas: &Atlas) -> Self {
        let width = self.years.len() + 1;
        let unknown = Aggregate { missing: 1, ..Aggregate::default() };
        let finest = if of_window.levels.len() > self.levels.len() { of_window } else { &self };
        let combined = |level: PlaceLevel| {
            let of_place = |place: usize| {
                let by_year = self.of_place(level, place);
                let window = of_window.aggregate(level, place, Period::Window);
                let is_stated = window.value != Value::NoData || by_year.is_empty();
                let own = by_year.iter().copied().chain(std::iter::repeat(unknown)).take(width);
                own.enumerate().map(move |(at, own)| if at + 1 == width && is_stated { window } else { own })
            };
            (0..atlas.place_count(level)).flat_map(of_place).collect()
        };
        let levels = finest.levels.iter().map(|(level, _)| (*level, combined(*level))).collect();
        Self { levels, years: self.years, has_stated: true }
    }

    /// Takes the sums that sources state instead of those of their parts.
    fn take_stated(&mut self, atlas: &Atlas, counts: &Counts, stated: &[&Counts]) {
        let stated = stated.iter().map(|stated| LevelValues { level: stated.level, values: &stated.values });
        let stated: Vec<_> = stated.collect();
        if stated.is_empty() {
            return;
        }
        self.has_stated = true;
        let counted = LevelValues { level: counts.level, values: &counts.values };
        let (width, figures_of_place) = (width_of_years(&self.years), self.years.len() + 1);
        let all = sums(atlas, counted, &stated, width);
        for (level, figures) in &mut self.levels {
            let Some(sums) = all.iter().find(|sums| sums.level == *level) else { continue };
            for (figures, sums) in figures.chunks_mut(figures_of_place).zip(sums.values.chunks(width)) {
                for (figure, value) in figures.iter_mut().zip(sums) {
                    (figure.value, figure.missing) = (*value, 0);
                }
                if let Some(window) = figures.last_mut() {
                    window.value = sums.iter().fold(Value::NoData, |sum, value| sum.plus(*value));
                    window.missing = 0;
                }
            }
        }
        self.count_missing(atlas, counts, &all);
    }

    /// Counts the places of which nothing is known, neither of themselves nor by a stated sum that they are in.
    fn count_missing(&mut self, atlas: &Atlas, counts: &Counts, all: &[LevelSums]) {
        let (width, figures_of_place) = (width_of_years(&self.years), self.years.len() + 1);
        for place in 0..counts.places() {
            let is_community = counts.level == PlaceLevel::Community;
            let missing = counts.of_place(place).iter().map(|value| *value == Value::NoData);
            let mut missing: Vec<bool> = missing.collect();
            if !missing.contains(&true) || (is_community && !atlas.is_assessed(&counts.round.0, place)) {
                continue;
            }
            // Finest first: what is stated of a district is not missing from the province.
            for sums in all {
                let Some(unit) = atlas.parent_place(counts.level, place, sums.level) else { continue };
                for (missing, is_stated) in missing.iter_mut().zip(sums.is_stated.iter().skip(unit * width)) {
                    *missing &= !is_stated;
                }
                let figures = self.levels.iter_mut().find(|(level, _)| *level == sums.level);
                let figures = figures.map_or(&mut [][..], |(_, figures)| figures.as_mut_slice());
                let any = missing.contains(&true);
                let by_period = missing.iter().copied().take(self.years.len()).chain([any]);
                for (figure, missing) in figures.iter_mut().skip(unit * figures_of_place).zip(by_period) {
                    figure.missing += u32::from(missing);
                }
            }
        }
    }

    /// Whether sources state sums of larger places, which may be known where those of their parts are not.
    pub fn has_stated(&self) -> bool {
        self.has_stated
    }

    pub(super) fn has(&self, level: PlaceLevel) -> bool {
        self.levels.iter().any(|(at, _)| *at == level)
    }

    /// The aggregate of a place in a period. A year outside the window has no data.
    pub fn aggregate(&self, level: PlaceLevel, place: usize, period: Period) -> Aggregate {
        let column = self.period_index(period);
        column.and_then(|column| self.of_place(level, place).get(column)).copied().unwrap_or_default()
    }

    /// The aggregates of a place: year by year, then the whole period; empty for an unknown level.
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
