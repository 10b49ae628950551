//! Suppressed values that the sources give away: by a sum that they state, or by another table that adds up to the same. What gives them away
//! is suppressed too ([`subtraction`](crate::subtraction)), and both are reported with their locations, so that the source can be mended
//! in a way that shows more.
//!
//! Two things are in no equation. A row that is left out withholds a part of larger places that nobody can be sure of: every sum that may have it is
//! suppressed. And an estimate that is the number of a suppressed count says that number.

use std::collections::HashMap;

use super::estimates::{self, Copy};
use super::parts::LostRow;
use super::report::{Findings, Location};
use super::stated::Located;
use super::sums::Units;
use crate::model::{Breakdown, Counts, PopulationGroup, RoundId, Value};
use crate::subtraction::{Closure, Limits, Places, Reason, Revealed, Table, TableCell, close};

/// The most sums that are named as the reason for one value.
const MAX_REASONS: usize = 3;

/// The tables of one group in one round.
struct Group<'a> {
    counts: Vec<&'a mut Located<Counts>>,
    breakdowns: Vec<&'a mut Located<Breakdown>>,
    /// The name of each family of tables.
    names: Vec<String>,
}

/// Suppresses cells until no suppressed value can be calculated from the others, and says why. Estimates that are copies of counts are stated
/// sums of them, as far as this is concerned.
pub(super) fn suppress(
    units: &Units,
    copies: &[Copy],
    counts: &mut [Located<Counts>],
    breakdowns: &mut [Located<Breakdown>],
    findings: &mut Findings,
) {
    let of_counts = counts.iter().map(|of| (of.values.round.clone(), of.values.group.clone()));
    let of_breakdowns = breakdowns.iter().map(|of| (of.values.round.clone(), of.values.group.clone()));
    let mut all: Vec<(RoundId, PopulationGroup)> = Vec::new();
    for key in of_counts.chain(of_breakdowns) {
        if !all.contains(&key) {
            all.push(key);
        }
    }
    // What is suppressed of an estimate is withheld where it stands alone.
    all.sort_by_key(|(_, group)| group.estimate_of().is_some());
    for (round, group) in all {
        let shown = estimates::counts_beside(counts, units, &round, &group);
        let is_copy = |of: &Counts| copies.iter().any(|copy| copy.is_of(&round, &group) && copy.estimate == of.group);
        let of_counts = counts
            .iter_mut()
            .filter(|of| of.values.round == round && (of.values.group == group || is_copy(&of.values)));
        let of_breakdowns = breakdowns.iter_mut().filter(|of| (&of.values.round, &of.values.group) == (&round, &group));
        let mut tables = Group { counts: of_counts.collect(), breakdowns: of_breakdowns.collect(), names: Vec::new() };
        tables.name_families();
        let uncertain = tables.take_uncertain(&units.places, findings);
        if tables.tables().iter().any(|table| table.values.contains(&Value::Suppressed)) {
            let closure = close(&units.places, &tables.tables(), Limits::default());
            tables.report(&closure, &group, findings);
            tables.hide(&closure);
        }
        for cell in uncertain {
            tables.suppress(cell);
        }
        estimates::suppress_equal(counts, units, &shown, findings);
    }
}

impl Group<'_> {
    fn name_families(&mut self) {
        let of_counts = self.counts.iter().map(|of| count_family_name(&of.values).to_owned());
        for name in of_counts.chain(self.breakdowns.iter().map(|of| family_name(&of.values))) {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
    }

    /// Counts first, then breakdowns.
    fn tables(&self) -> Vec<Table<'_>> {
        let counts = self.counts.iter().map(|of| Table {
            family: self.names.iter().position(|name| name == count_family_name(&of.values)).unwrap_or(0),
            level: of.values.level,
            columns: of.values.width(),
            values: &of.values.values,
            ranges: &of.ranges,
        });
        let breakdowns = self.breakdowns.iter().map(|of| Table {
            family: self.names.iter().position(|name| *name == family_name(&of.values)).unwrap_or(0),
            level: of.values.level,
            columns: of.values.categories.len(),
            values: &of.values.values,
            ranges: &of.ranges,
        });
        counts.chain(breakdowns).collect()
    }

    fn lost(&self) -> Vec<(usize, LostRow)> {
        let counts = self.counts.iter().map(|of| &of.lost);
        let all = counts.chain(self.breakdowns.iter().map(|of| &of.lost)).enumerate();
        all.flat_map(|(table, lost)| lost.iter().map(move |row| (table, row.clone()))).collect()
    }

    /// Whether a table has a row of a place.
    fn has_row(&self, table: usize, place: usize) -> bool {
        let row = match table.checked_sub(self.counts.len()) {
            None => self.counts.get(table).and_then(|of| of.cells.row_of(place)),
            Some(breakdown) => self.breakdowns.get(breakdown).and_then(|of| of.cells.row_of(place)),
        };
        row.is_some()
    }

    /// Whether the categories of a breakdown that are read add up to the counts in every place where both are known: then a column that
    /// nothing reads has no part of them.
    fn is_complete(&self, table: usize, places: &Places) -> bool {
        let Some(breakdown) = table.checked_sub(self.counts.len()).and_then(|at| self.breakdowns.get(at)) else {
            return false;
        };
        let level = breakdown.values.level;
        let is_comparable = |counts: &&&mut Located<Counts>| {
            counts.values.level >= level && counts.values.group == breakdown.values.group
        };
        let Some(counts) = self.counts.iter().filter(is_comparable).min_by_key(|counts| counts.values.level) else {
            return false;
        };
        // None where one of them is not known.
        let sum =
            |values: &[Value]| values.iter().try_fold(0u64, |sum, value| Some(sum.saturating_add(value.reported()?)));
        let mut counted: HashMap<usize, Option<u64>> = HashMap::new();
        for (place, values) in counts.values.values.chunks(counts.values.width().max(1)).enumerate() {
            if let Some(place) = places.place_at(counts.values.level, place, level) {
                let before = counted.entry(place).or_insert(Some(0));
                *before = before.zip(sum(values)).map(|(one, other)| one.saturating_add(other));
            }
        }
        let rows = breakdown.values.values.chunks(breakdown.values.categories.len().max(1)).enumerate();
        let both = rows.filter_map(|(place, values)| Some((sum(values)?, (*counted.get(&place)?)?)));
        let mut both = both.peekable();
        both.peek().is_some() && both.all(|(categories, count)| categories == count)
    }

    /// Takes the values out that a row that is left out and withholds something may be a part of: those of the places that it may be about, and of the
    /// larger ones. They are no sums of the rows that are read, and are suppressed in the end. Smaller places may add up to what such a
    /// row withholds, so there its own values are withheld ones.
    fn take_uncertain(&mut self, places: &Places, findings: &mut Findings) -> Vec<TableCell> {
        let mut taken: Vec<TableCell> = Vec::new();
        // Of a table, all rows about unknown places say the same.
        let mut unknown: Vec<usize> = Vec::new();
        let mut complete: HashMap<usize, bool> = HashMap::new();
        for (of, lost) in self.lost() {
            match lost.place {
                _ if lost.is_unread_column && *complete.entry(of).or_insert_with(|| self.is_complete(of, places)) => {
                    continue;
                }
                Some(place) if self.has_row(of, place) && !lost.is_part => continue,
                None if unknown.contains(&of) => continue,
                None => unknown.push(of),
                Some(_) => {}
            }
            let tables = self.tables();
            let level = tables[of].level;
            let has_smaller = tables.iter().any(|table| table.level > level);
            let mut cells: Vec<(TableCell, Value)> = Vec::new();
            for (number, table) in tables.iter().enumerate().filter(|(_, table)| table.level <= level) {
                let columns = table.columns.max(1);
                let all = 0..table.values.len() / columns;
                let concerned: Vec<usize> = match lost.place.map(|place| places.place_at(level, place, table.level)) {
                    _ if number == of && !has_smaller => Vec::new(),
                    Some(Some(place)) => vec![place],
                    None if table.level == level => all.filter(|place| !self.has_row(of, *place)).collect(),
                    Some(None) | None => all.collect(),
                };
                for cell in concerned.into_iter().flat_map(|place| place * columns..(place + 1) * columns) {
                    let value = table.values.get(cell).copied().unwrap_or_default();
                    if value != Value::NoData || number == of {
                        cells.push((TableCell { table: number, cell }, value));
                    }
                }
            }
            for (cell, value) in cells {
                if value.reported().is_some() {
                    let message = if lost.is_unread_column {
                        format!(
                            "shown as suppressed too: nothing reads {}, and what is withheld there may be what the categories lack of this number; read the column as a category to show more",
                            lost.at
                        )
                    } else {
                        format!(
                            "shown as suppressed too: {} is left out, and what it withholds may be a part of this number",
                            lost.at
                        )
                    };
                    findings.warning("suppressed_too", self.location(cell), message);
                }
                let is_own = cell.table == of;
                let Some(of_cell) = self.values(cell.table).and_then(|values| values.get_mut(cell.cell)) else {
                    continue;
                };
                *of_cell = if is_own { Value::Suppressed } else { Value::NoData };
                if !is_own {
                    taken.push(cell);
                }
            }
        }
        taken
    }

    fn suppress(&mut self, TableCell { table, cell }: TableCell) {
        if let Some(value) = self.values(table).and_then(|values| values.get_mut(cell)) {
            *value = Value::Suppressed;
        }
    }

    fn values(&mut self, table: usize) -> Option<&mut Vec<Value>> {
        match table.checked_sub(self.counts.len()) {
            None => self.counts.get_mut(table).map(|of| &mut of.values.values),
            Some(breakdown) => self.breakdowns.get_mut(breakdown).map(|of| &mut of.values.values),
        }
    }

    fn hide(&mut self, closure: &Closure) {
        for (cell, _) in &closure.hidden {
            self.suppress(*cell);
        }
        for table in &closure.hidden_tables {
            for value in self.values(*table).into_iter().flatten().filter(|value| **value != Value::NoData) {
                *value = Value::Suppressed;
            }
        }
    }

    fn location(&self, TableCell { table, cell }: TableCell) -> Location {
        let (cells, columns) = match table.checked_sub(self.counts.len()) {
            None => match self.counts.get(table) {
                Some(of) => (&of.cells, of.values.width()),
                None => return Location::default(),
            },
            Some(breakdown) => match self.breakdowns.get(breakdown) {
                Some(of) => (&of.cells, of.values.categories.len()),
                None => return Location::default(),
            },
        };
        cells.of(cell / columns.max(1), cell % columns.max(1))
    }

    fn report(&self, closure: &Closure, group: &PopulationGroup, findings: &mut Findings) {
        for revealed in &closure.revealed {
            let message = format!(
                "the suppressed value can be calculated: {}; suppress another part, or the sum",
                self.reason(revealed)
            );
            findings.warning("suppressed_value_revealed", self.location(revealed.cell), message);
        }
        for (hidden, withheld) in &closure.hidden {
            let message = format!(
                "shown as suppressed too: the suppressed value in {} could be calculated with it",
                self.location(*withheld)
            );
            findings.warning("suppressed_too", self.location(*hidden), message);
        }
        for table in &closure.hidden_tables {
            let values = match table.checked_sub(self.counts.len()).and_then(|breakdown| self.breakdowns.get(breakdown))
            {
                Some(of) => format!("all values of `{}` by `{}`", group.id(), of.values.dimension.id()),
                None => format!("all counts of `{}`", group.id()),
            };
            let message = format!(
                "{values} are shown as suppressed: it could not be shown for any smaller part of them that no suppressed value can be calculated from the rest"
            );
            let at = Location { row: None, ..self.location(TableCell { table: *table, cell: 0 }) };
            findings.warning("suppressed_as_a_whole", at, message);
        }
    }

    /// Which equations leave one number for a value.
    fn reason(&self, Revealed { cell, reasons }: &Revealed) -> String {
        let named = |reason: &Reason| match reason {
            Reason::Stated(sum) if sum == cell => "its own parts".to_owned(),
            Reason::Stated(sum) => format!("the sum in {}", self.location(*sum)),
            Reason::SameTotal(one, other) => {
                let name = |family: &usize| self.names.get(*family).map_or("", String::as_str);
                format!("{} and {}", name(one), name(other))
            }
        };
        match reasons.as_slice() {
            [Reason::Stated(sum)] if sum == cell => "it is the sum of numbers that are stated".to_owned(),
            [sum @ Reason::Stated(_)] => format!("{} and its other parts leave one number for it", named(sum)),
            [both @ Reason::SameTotal(..)] => {
                format!("{} add up to the same, and leave one number for it", named(both))
            }
            several => {
                let mut names: Vec<String> = several.iter().take(MAX_REASONS).map(named).collect();
                names.dedup();
                let more = match several.len().saturating_sub(MAX_REASONS) {
                    0 => String::new(),
                    more => format!(" and {more} more"),
                };
                format!("{}{more} together leave one number for it", names.join(", "))
            }
        }
    }
}

fn count_family_name(counts: &Counts) -> &'static str {
    if counts.years.is_empty() { "the counts" } else { "the counts by year" }
}

fn family_name(breakdown: &Breakdown) -> String {
    format!("the breakdown by {}", breakdown.dimension.id())
}
