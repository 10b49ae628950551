//! Which values of an answer were not published, but calculated from what was.
//!
//! An answer by some places is made of the values that a source states of these places, and where there are none of those of smaller places. So
//! the tables are looked through from the places of the answer down, until one of them has a value for every place.

use super::Atlas;
use crate::model::{Breakdown, Counts, Derivation, Labels, Period, PlaceLevel, PopulationGroup, Value};

/// A table, as it is looked through.
struct Table<'a> {
    level: PlaceLevel,
    width: usize,
    values: &'a [Value],
    derived: &'a [Derivation],
}

impl<'a> Table<'a> {
    fn of_counts(counts: &'a Counts) -> Self {
        Self { level: counts.level, width: counts.width(), values: &counts.values, derived: &counts.derived }
    }

    fn of_breakdown(breakdown: &'a Breakdown) -> Self {
        let Breakdown { level, values, derived, .. } = breakdown;
        Self { level: *level, width: breakdown.categories.len(), values, derived }
    }

    /// Whether every place has a value in a column.
    fn is_complete(&self, column: usize) -> bool {
        !self.values.iter().skip(column).step_by(self.width.max(1)).any(|value| *value == Value::NoData)
    }
}

impl Atlas {
    /// How the counts of a group by some places were calculated, where not all of them were published; each way once.
    pub fn derivations<'a>(
        &'a self,
        round: &'a str,
        group: &'a PopulationGroup,
        by: PlaceLevel,
        period: Period,
    ) -> Vec<&'a Labels> {
        let counts = self.counts_of(round, group).into_iter();
        let (of_window, by_year): (Vec<&Counts>, Vec<&Counts>) =
            counts.chain(self.stated_counts_of(round, group)).partition(|counts| counts.years.is_empty());
        let mut all = Vec::new();
        // Most tables have none, and may be long.
        if of_window.iter().chain(&by_year).all(|counts| counts.derived.is_empty()) {
            return all;
        }
        if period == Period::Window {
            let tables: Vec<_> = of_window.iter().map(|counts| Table::of_counts(counts)).collect();
            if collect(&mut all, &tables, by, 0) {
                return all;
            }
        }
        let tables: Vec<_> = by_year.iter().map(|counts| Table::of_counts(counts)).collect();
        let years = by_year.first().map_or(&[][..], |counts| &counts.years);
        for (column, year) in years.iter().enumerate() {
            if matches!(period, Period::Window) || period == Period::Year(*year) {
                collect(&mut all, &tables, by, column);
            }
        }
        all
    }

    /// The same of a category of a breakdown.
    pub fn derivations_of_category<'a>(
        &'a self,
        breakdown: &'a Breakdown,
        by: PlaceLevel,
        category: usize,
    ) -> Vec<&'a Labels> {
        let beside = self.stated_breakdowns_of(breakdown);
        let tables: Vec<_> = std::iter::once(breakdown).chain(beside).map(Table::of_breakdown).collect();
        let mut all = Vec::new();
        if tables.iter().any(|table| !table.derived.is_empty()) {
            collect(&mut all, &tables, by, category);
        }
        all
    }
}

/// Adds how the values of a column were calculated. True if a value was found for every place.
fn collect<'a>(all: &mut Vec<&'a Labels>, tables: &[Table<'a>], by: PlaceLevel, column: usize) -> bool {
    let mut from: Vec<&Table<'a>> = tables.iter().filter(|table| table.level >= by).collect();
    from.sort_unstable_by_key(|table| table.level);
    for table in from {
        for derivation in table.derived.iter().filter(|derivation| derivation.columns.contains(&column)) {
            if !all.contains(&&derivation.how) {
                all.push(&derivation.how);
            }
        }
        if table.is_complete(column) {
            return true;
        }
    }
    false
}
