//! Cells that have what stands above them: where `dataset.toml` says so, and in merged cells of columns that say what a row is about. Never of values:
//! an empty one is no data.

use std::collections::BTreeMap;

use super::super::config::{FILE, LocatedName};
use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::builder::TableBuilder;
use super::column_letter::column_letter;
use super::error::TableError;
use super::limits::MAX_TABLE_BYTES;
use super::store::CellKind;

impl TableBuilder<'_> {
    /// Merged cells in requested columns: a spreadsheet shows the value of the first for all of them, but the others are empty. Below each other in a
    /// column that says what a row is about they hold for all of their rows; anything else is reported.
    pub(super) fn report_merged(&mut self, from: (usize, u64), to: (usize, u64), findings: &mut Findings) {
        let rows = self.store.rows_between(from.1, to.1);
        let requested = &self.kept.requested;
        let columns =
            requested.partition_point(|column| *column < from.0)..requested.partition_point(|column| *column <= to.0);
        let first = requested.get(columns.start).filter(|_| rows.len() * columns.len() >= 2);
        let Some(slot) = first.and_then(|first| self.kept.slot(*first).filter(|_| *first == from.0)) else { return };
        let is_first = self.store.number(rows.start) == from.1;
        if !is_first || self.store.raw(rows.start, slot).0 == CellKind::Empty {
            return;
        }
        let name = |(column, row): (usize, u64)| format!("{}{row}", column_letter(column));
        let location = Location {
            column: Some(self.name(from.0).to_owned()),
            column_letter: Some(column_letter(from.0)),
            ..self.at_row(from.1)
        };
        let has = |names: &[LocatedName]| self.positions_of(names).any(|position| position == from.0);
        if from.0 == to.0 && has(&self.layout.fill_down) {
            return;
        }
        if from.0 == to.0 && has(&self.layout.keys) {
            self.merged.entry(slot).or_default().push(rows);
            return;
        }
        let message = format!(
            "the cells {} to {} are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it",
            name(from),
            name(to)
        );
        findings.error("merged_cells", location, message);
    }

    /// Where some columns are that the table is asked for.
    fn positions_of<'n>(&'n self, names: &'n [LocatedName]) -> impl Iterator<Item = usize> + 'n {
        let asked = self.wanted.iter().zip(&self.kept.found);
        let of_names = asked.filter(|(wanted, _)| names.iter().any(|name| name.name == wanted.name));
        of_names.filter_map(|(_, found)| Some(found.as_ref().ok()?.position))
    }

    /// Lets empty cells have what stands above them, where `dataset.toml` or merged cells say so, and says how many.
    pub(super) fn fill_down(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        for column in &self.layout.fill_down {
            if !self.wanted.iter().any(|wanted| wanted.name == column.name) {
                let message = format!("`fill_down` names `{}`, which nothing in this section reads", column.name);
                findings.error_once("fill_down_unread", Location::line(FILE, column.line), message);
            }
        }
        let mut columns = std::mem::take(&mut self.merged);
        let merged: BTreeMap<usize, usize> = columns.iter().map(|(slot, ranges)| (*slot, ranges.len())).collect();
        let named: Vec<usize> =
            self.positions_of(&self.layout.fill_down).filter_map(|position| self.kept.slot(position)).collect();
        let all_rows = 0..self.store.rows();
        columns.extend(named.iter().map(|slot| (*slot, Vec::from([all_rows.clone()]))));
        if columns.is_empty() {
            return Ok(());
        }
        let filled = self.store.filled_down(&columns, MAX_TABLE_BYTES);
        let (store, counts) = filled.map_err(|row| self.too_large(row))?;
        self.store = store;
        for (slot, count) in counts {
            let position = self.kept.all.get(slot).copied().unwrap_or_default();
            let column_letter = self.sheet.is_some().then(|| column_letter(position));
            let at = Location { column: Some(self.name(position).to_owned()), column_letter, ..self.at() };
            let cells = match count {
                0 => "no empty cell is below another one".to_owned(),
                1 => "one empty cell has what stands above it".to_owned(),
                count => format!("{count} empty cells have what stands above them"),
            };
            if named.contains(&slot) {
                let rows = 0..self.store.rows();
                let without = rows.take_while(|row| self.store.raw(*row, slot).0 == CellKind::Empty).count();
                let first = match without {
                    0 => String::new(),
                    1 => "; the first row has nothing above it, and stays empty".to_owned(),
                    count => format!("; the first {count} rows have nothing above them, and stay empty"),
                };
                findings.note("cells_filled", at, format!("{cells}, as `fill_down` in dataset.toml says{first}"));
            } else {
                let ranges = match merged.get(&slot) {
                    Some(1) => "one merged range".to_owned(),
                    ranges => format!("{} merged ranges", ranges.copied().unwrap_or_default()),
                };
                findings.note("merged_cells_filled", at, format!("{cells} in {ranges} of cells"));
            }
        }
        Ok(())
    }

    pub(super) fn too_large(&self, row: u64) -> Box<TableError> {
        let message = format!(
            "the columns that are used have more than {} up to this row; divide the table",
            bytes(MAX_TABLE_BYTES as u64)
        );
        TableError::new("table_too_large", self.at_row(row), message)
    }
}
