//! The features of a vector file as the rows of a table: their fields are cells, and two more cells say where each is.

use geo_types::Point;

use super::super::config::{CellWords, ColumnName};
use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::cell::Cell;
use super::dates;
use super::header::Headers;
use super::limits::{MAX_CELL_BYTES, MAX_TABLE_BYTES};
use super::number::Mark;
use super::store::{CellKind, CellStore};
use super::table::{Column, RequestedColumn, RowKind, Table};
use super::unread::WithheldUnread;

/// The name of the columns with the coordinates, in messages.
const GEOMETRY: &str = "geometry";

/// Collects features as rows.
#[derive(Debug)]
pub(in crate::ingest) struct FeatureRows {
    /// The number of fields.
    fields: usize,
    has_positions: bool,
    store: CellStore,
}

impl FeatureRows {
    /// Begins a table of features with so many fields, and perhaps with their positions.
    pub(in crate::ingest) fn new(fields: usize, has_positions: bool) -> Self {
        Self { fields, has_positions, store: CellStore::new(fields + if has_positions { 2 } else { 0 }) }
    }

    /// Adds the next feature. None if the table becomes too large, which is reported at `at`.
    pub(in crate::ingest) fn row(
        &mut self,
        number: u64,
        cells: &[Cell],
        position: Option<Point<f64>>,
        at: &Location,
        findings: &mut Findings,
    ) -> Option<()> {
        for cell in cells.iter().take(self.fields) {
            self.push(cell);
        }
        if self.has_positions {
            let (x, y) = (position.map(Point::x), position.map(Point::y));
            for axis in [x, y] {
                self.push(&axis.map_or(Cell::Empty, Cell::Number));
            }
        }
        self.store.end_row(u32::try_from(number).unwrap_or(u32::MAX));
        let is_long = |cell: &Cell| matches!(cell, Cell::Text(text) if text.len() > MAX_CELL_BYTES);
        let (code, message) = if cells.iter().any(is_long) {
            let most = bytes(MAX_CELL_BYTES as u64);
            ("cell_too_long", format!("a field has more than {most}; no spreadsheet allows so much"))
        } else if self.store.bytes() > MAX_TABLE_BYTES {
            let most = bytes(MAX_TABLE_BYTES as u64);
            let message = format!("the fields that are used have more than {most} up to this feature; divide the file");
            ("table_too_large", message)
        } else {
            return Some(());
        };
        findings.error(code, Location { feature: Some(number), ..at.clone() }, message);
        None
    }

    fn push(&mut self, cell: &Cell) {
        match cell {
            Cell::Empty => self.store.push(CellKind::Empty, ""),
            Cell::Text(text) | Cell::NotAPosition(text) => self.store.push(CellKind::Text, text),
            // As many digits as are needed to read the same number.
            Cell::Number(number) => self.store.push(CellKind::Number, &number.to_string()),
            Cell::Decimal(number) => self.store.push(CellKind::Decimal, &number.to_string()),
            Cell::Logical(is_true) => self.store.push(CellKind::Logical, if *is_true { "true" } else { "false" }),
            Cell::Date(date) => self.store.push(CellKind::Date, &date.map(dates::shown).unwrap_or_default()),
            Cell::FormulaError(text) => self.store.push(CellKind::FormulaError, text),
            Cell::Uncalculated => self.store.push(CellKind::Uncalculated, ""),
        }
    }

    /// Completes the table: `wanted` are the columns that were asked for, and `names` what they are called in the file.
    pub(in crate::ingest) fn finish<'n>(
        self,
        at: Location,
        wanted: &[&ColumnName],
        names: impl Iterator<Item = &'n str>,
        decimal_mark: Option<Mark>,
    ) -> Table {
        let column = |slot: usize, name: &str| Column::of(&self.store, slot, name.to_owned(), None, decimal_mark);
        let columns = wanted.iter().zip(names).enumerate();
        let columns = columns.map(|(slot, (wanted, name))| RequestedColumn {
            written: wanted.written.clone(),
            found: Ok(column(slot, name)),
        });
        let columns = columns.collect();
        let positions = self.has_positions.then(|| [self.fields, self.fields + 1].map(|slot| column(slot, GEOMETRY)));
        Table {
            file: at.file,
            sheet: None,
            layer: at.layer,
            rows_are: RowKind::Features,
            header_row: 1,
            columns,
            neighbours: Vec::new(),
            headers: Headers::default(),
            above: None,
            positions,
            store: self.store,
            excluded: 0,
            withheld_unread: WithheldUnread::new(),
            words: CellWords::default(),
        }
    }
}
