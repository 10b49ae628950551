//! Builds a [`Table`] from the rows that a [`TableSource`](super::source::TableSource) passes: finds the header, stores the
//! requested columns, and reports ragged rows.

use super::super::config::{ColumnName, SuppressedTexts, TableLayout};
use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::cell::Cell;
use super::column_letter::column_letter;
use super::error::TableError;
use super::header::{Headers, NotFound};
use super::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_TABLE_BYTES};
use super::number::MarkUsage;
use super::store::{CellKind, CellStore, StringTable, cell};
use super::table::{Column, RequestedColumn, Table};

/// A cell as a table format reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RawCell<'a> {
    pub(super) kind: CellKind,
    /// The text as it is written in the file; of a shared string the string.
    pub(super) text: &'a str,
    /// The position of a shared string.
    pub(super) shared: Option<u32>,
}

impl RawCell<'_> {
    fn is_empty(&self) -> bool {
        match self.kind {
            CellKind::Empty => true,
            CellKind::Text | CellKind::Shared => trimmed(self.text).is_empty(),
            _ => false,
        }
    }
}

/// A table that is being read.
pub(super) struct TableBuilder<'a> {
    pub(super) file: &'a str,
    pub(super) layout: &'a TableLayout,
    wanted: &'a [&'a ColumnName],
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    headers: Option<Headers>,
    /// The position of each requested column.
    found: Vec<Result<usize, NotFound>>,
    /// The positions of the columns that were found, ascending: the columns of the store.
    kept: Vec<usize>,
    store: CellStore,
    /// The bytes of all stored cells. A shared string counts each time, since readers of the table copy it.
    bytes: usize,
    has_ragged_row: bool,
}

impl<'a> TableBuilder<'a> {
    pub(super) fn new(file: &'a str, layout: &'a TableLayout, wanted: &'a [&'a ColumnName]) -> Self {
        Self {
            file,
            layout,
            wanted,
            sheet: None,
            headers: None,
            found: Vec::new(),
            kept: Vec::new(),
            store: CellStore::default(),
            bytes: 0,
            has_ragged_row: false,
        }
    }

    /// How many of the requested columns some headers have.
    pub(super) fn count_matches(&self, headers: &Headers) -> usize {
        self.wanted.iter().filter(|wanted| headers.find(wanted).is_ok()).count()
    }

    /// Whether a cell is needed: it is in the header row, or in a requested column. Rows above the header are titles.
    pub(super) fn needs_cell(&self, row: u64, position: usize) -> bool {
        match &self.headers {
            Some(_) => self.kept.binary_search(&position).is_ok(),
            None => row >= self.layout.header_row,
        }
    }

    /// The positions of the stored columns.
    pub(super) fn kept_columns(&self) -> &[usize] {
        &self.kept
    }

    /// The header of a column.
    pub(super) fn name(&self, position: usize) -> &str {
        self.headers.as_ref().map_or("", |headers| headers.name(position))
    }

    /// Adds the next row. `cells` are the cells in the file, ascending. `width` is the number of cells in the row, for formats that
    /// store every cell; with it, ragged rows are reported. Returns true for a row with data.
    pub(super) fn row<'r>(
        &mut self,
        number: u64,
        width: Option<usize>,
        cells: impl Iterator<Item = (usize, RawCell<'r>)>,
        findings: &mut Findings,
    ) -> Result<bool, Box<TableError>> {
        if number < self.layout.header_row {
            return Ok(false);
        }
        let Some(headers) = &self.headers else {
            if number == self.layout.header_row {
                self.header(cells, findings)?;
                return Ok(false);
            }
            return Err(self.no_header());
        };
        let columns = headers.len();
        let (mut is_blank, mut has_more) = (true, false);
        let mut slots = self.kept.iter().enumerate().peekable();
        let (mut row_bytes, mut too_long) = (0, None);
        for (position, raw) in cells.filter(|(_, raw)| !raw.is_empty()) {
            if position >= columns {
                has_more = true;
                continue;
            }
            is_blank = false;
            while slots.next_if(|(_, kept)| **kept < position).is_some() {
                self.store.push(CellKind::Empty, "");
            }
            if slots.next_if(|(_, kept)| **kept == position).is_some() {
                let text = if raw.kind == CellKind::Text { trimmed(raw.text) } else { raw.text };
                if text.len() > MAX_CELL_BYTES {
                    too_long = Some(position);
                }
                row_bytes += text.len();
                match raw.shared {
                    Some(shared) => self.store.push(CellKind::Shared, &shared.to_string()),
                    None => self.store.push(raw.kind, text),
                }
            }
        }
        if let Some(position) = too_long {
            let location = Location { column: Some(self.name(position).to_owned()), ..self.at_row(number) };
            let message =
                format!("the cell has more than {}; no spreadsheet allows so much", bytes(MAX_CELL_BYTES as u64));
            return Err(TableError::new("cell_too_long", location, message));
        }
        // Spreadsheets keep rows that only have a format; in a CSV such a row has only commas.
        if is_blank && (width.is_none() || !has_more) {
            self.store.discard_row();
            return Ok(false);
        }
        // A workbook stores only cells with content, and may have notes beside the table.
        if let Some(width) = width.filter(|width| has_more || *width < headers.used_width()) {
            self.store.discard_row();
            self.has_ragged_row = true;
            findings.error(
                "ragged_row",
                self.at_row(number),
                format!("the header has {columns} cells, the row {width}"),
            );
            return Ok(false);
        }
        self.store.end_row(u32::try_from(number).unwrap_or(u32::MAX));
        self.bytes += row_bytes;
        if self.bytes.max(self.store.bytes()) > MAX_TABLE_BYTES {
            let message = format!(
                "the columns that are used have more than {} up to this row; divide the table",
                bytes(MAX_TABLE_BYTES as u64)
            );
            return Err(TableError::new("table_too_large", self.at_row(number), message));
        }
        Ok(true)
    }

    /// Reports merged cells in requested columns: a spreadsheet shows the value of the first for all of them, but the others are empty.
    pub(super) fn report_merged(&self, from: (usize, u64), to: (usize, u64), findings: &mut Findings) {
        let rows = self.store.rows_between(from.1, to.1);
        let columns =
            self.kept.partition_point(|column| *column < from.0)..self.kept.partition_point(|column| *column <= to.0);
        if rows.len() * columns.len() < 2 {
            return;
        }
        let is_first = self.store.number(rows.start) == from.1 && self.kept[columns.start] == from.0;
        let value = self.store.raw(rows.start, columns.start);
        if !is_first || value.0 == CellKind::Empty {
            return;
        }
        let name = |(column, row): (usize, u64)| format!("{}{row}", column_letter(column));
        let location = Location {
            column: Some(self.name(from.0).to_owned()),
            column_letter: Some(column_letter(from.0)),
            ..self.at_row(from.1)
        };
        let message = format!(
            "the cells {} to {} are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it",
            name(from),
            name(to)
        );
        findings.error("merged_cells", location, message);
    }

    fn header<'r>(
        &mut self,
        cells: impl Iterator<Item = (usize, RawCell<'r>)>,
        findings: &mut Findings,
    ) -> Result<(), Box<TableError>> {
        let mut headers = Headers::default();
        for (position, raw) in cells {
            if position >= MAX_COLUMNS {
                let message =
                    format!("the header has more than {MAX_COLUMNS} columns, the most that a spreadsheet has");
                return Err(TableError::new("too_many_columns", self.at_row(self.layout.header_row), message));
            }
            while headers.len() < position {
                headers.push(&Cell::Empty, "");
            }
            headers.push(&cell(raw.kind, raw.text), raw.text);
        }
        self.found = self.wanted.iter().map(|wanted| headers.find(wanted)).collect();
        self.kept = self.found.iter().filter_map(|found| found.as_ref().ok().copied()).collect();
        self.kept.sort_unstable();
        // One name may be used twice, as id and as name; the check of `dataset.toml` decides that. Two spellings of one header are
        // a mistake.
        let mut same: Vec<(usize, &ColumnName)> = self
            .found
            .iter()
            .zip(self.wanted)
            .filter_map(|(found, wanted)| Some((*found.as_ref().ok()?, *wanted)))
            .collect();
        same.sort_by_key(|(position, _)| *position);
        for spellings in
            same.chunk_by(|a, b| a.0 == b.0).filter(|all| all.iter().any(|one| one.1.written != all[0].1.written))
        {
            let lines: Vec<String> = spellings.iter().map(|(_, wanted)| wanted.line.to_string()).collect();
            let message = format!("lines {} of dataset.toml name the same column", lines.join(" and "));
            let column = Some(headers.name(spellings[0].0).to_owned());
            findings.error("column_used_twice", Location { column, ..self.at_row(self.layout.header_row) }, message);
        }
        self.kept.dedup();
        self.store = CellStore::new(self.kept.len());
        self.headers = Some(headers);
        Ok(())
    }

    /// Completes the table. `shared` are its shared strings.
    pub(super) fn finish(mut self, shared: StringTable) -> Result<Option<Table>, Box<TableError>> {
        let Some(headers) = self.headers.take() else { return Err(self.no_header()) };
        self.store.set_shared_strings(shared);
        if self.store.rows() == 0 && !self.has_ragged_row {
            let message = "the table has a header and no rows".to_owned();
            return Err(TableError::new("table_empty", self.at(), message));
        }
        // With a ragged row missing, everything matched to the table would be reported as missing too.
        if self.has_ragged_row {
            return Ok(None);
        }
        let letters = self.sheet.is_some();
        let column = |position: usize| {
            let slot = self.kept.binary_search(&position).unwrap_or_default();
            let mut marks = MarkUsage::default();
            for row in 0..self.store.rows() {
                if let (CellKind::Text, text) = self.store.raw(row, slot) {
                    marks.observe(text);
                }
            }
            let letter = letters.then(|| column_letter(position));
            Column { slot, name: headers.name(position).to_owned(), letter, marks }
        };
        let columns = self.wanted.iter().zip(self.found);
        let columns = columns
            .map(|(wanted, found)| RequestedColumn { written: wanted.written.clone(), found: found.map(column) });
        Ok(Some(Table {
            columns: columns.collect(),
            file: self.file.to_owned(),
            sheet: self.sheet,
            header_row: self.layout.header_row,
            existing: headers.listed(),
            store: self.store,
            suppressed: SuppressedTexts::default(),
        }))
    }

    pub(super) fn at(&self) -> Location {
        Location { sheet: self.sheet.clone(), ..Location::file(self.file) }
    }

    pub(super) fn at_row(&self, number: u64) -> Location {
        Location { row: Some(number), ..self.at() }
    }

    fn no_header(&self) -> Box<TableError> {
        TableError::new(
            "header_missing",
            self.at_row(self.layout.header_row),
            "there is no header in this row; `header_row` in dataset.toml says which row has the column names (1 if not given)"
                .to_owned(),
        )
    }
}
