//! Makes a table of the rows that a format gives one by one: finds the header, keeps the columns that are asked for, and
//! reports rows that do not fit.

use super::super::config::{ColumnName, TableLayout};
use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::cell::Cell;
use super::column_letter::column_letter;
use super::error::TableError;
use super::header::{Headers, NotFound};
use super::limits::{MOST_CELL_BYTES, MOST_COLUMNS, MOST_TABLE_BYTES};
use super::number::Marks;
use super::store::{Kind, Store, Texts, cell};
use super::table::{Column, Table, Wanted};

/// A cell as a format gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RawCell<'a> {
    pub(super) kind: Kind,
    /// As it is written; of a shared text the text.
    pub(super) text: &'a str,
    /// The position of a shared text.
    pub(super) shared: Option<u32>,
}

impl RawCell<'_> {
    fn is_empty(&self) -> bool {
        match self.kind {
            Kind::Empty => true,
            Kind::Text | Kind::Shared => trimmed(self.text).is_empty(),
            _ => false,
        }
    }
}

/// A table that is being read.
pub(super) struct TableBuilder<'a> {
    pub(super) file: &'a str,
    pub(super) layout: &'a TableLayout,
    wanted: &'a [&'a ColumnName],
    /// The sheet that is read, if it is one of a workbook.
    pub(super) sheet: Option<String>,
    headers: Option<Headers>,
    /// Where each wanted column is.
    found: Vec<Result<usize, NotFound>>,
    /// The positions of those found, ascending: the columns of the store.
    kept: Vec<usize>,
    store: Store,
    /// The bytes of all cells that are kept; of a shared text as often as it stands there, since whoever reads the table copies it.
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
            store: Store::default(),
            bytes: 0,
            has_ragged_row: false,
        }
    }

    /// How many of the wanted columns are among other headers.
    pub(super) fn found_in(&self, headers: &Headers) -> usize {
        self.wanted.iter().filter(|wanted| headers.find(wanted).is_ok()).count()
    }

    /// Whether anybody asks for a row and the column in it: rows above the header are titles.
    pub(super) fn wants(&self, row: u64, position: usize) -> bool {
        match &self.headers {
            Some(_) => self.kept.binary_search(&position).is_ok(),
            None => row >= self.layout.header_row,
        }
    }

    /// The positions of the columns that are kept.
    pub(super) fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// The header of a column.
    pub(super) fn name(&self, position: usize) -> &str {
        self.headers.as_ref().map_or("", |headers| headers.name(position))
    }

    /// Takes the next row. `cells` are those that the file has, ascending; `width` is how many it must have to be whole, where
    /// the format leaves none out. True if the row is one of data.
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
                self.store.push(Kind::Empty, "");
            }
            if slots.next_if(|(_, kept)| **kept == position).is_some() {
                let text = if raw.kind == Kind::Text { trimmed(raw.text) } else { raw.text };
                if text.len() > MOST_CELL_BYTES {
                    too_long = Some(position);
                }
                row_bytes += text.len();
                match raw.shared {
                    Some(shared) => self.store.push(Kind::Shared, &shared.to_string()),
                    None => self.store.push(raw.kind, text),
                }
            }
        }
        if let Some(position) = too_long {
            let location = Location { column: Some(self.name(position).to_owned()), ..self.at_row(number) };
            let message =
                format!("the cell has more than {}; no spreadsheet allows so much", bytes(MOST_CELL_BYTES as u64));
            return Err(TableError::new("cell_too_long", location, message));
        }
        // Spreadsheets keep rows that only have a format; commas alone are the same thing in a CSV.
        if is_blank && (width.is_none() || !has_more) {
            self.store.drop_row();
            return Ok(false);
        }
        // A workbook stores only cells with something in them, and notes stand beside its tables.
        if let Some(width) = width.filter(|width| has_more || *width < headers.named()) {
            self.store.drop_row();
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
        if self.bytes.max(self.store.bytes()) > MOST_TABLE_BYTES {
            let message = format!(
                "the columns that are used have more than {} up to this row; divide the table",
                bytes(MOST_TABLE_BYTES as u64)
            );
            return Err(TableError::new("table_too_large", self.at_row(number), message));
        }
        Ok(true)
    }

    /// Reports used cells that a spreadsheet shows as one, from a column and row to another: it shows the value of the first for all of
    /// them, and the others have none.
    pub(super) fn report_merged(&self, from: (usize, u64), to: (usize, u64), findings: &mut Findings) {
        let rows = self.store.rows_between(from.1, to.1);
        let columns =
            self.kept.partition_point(|column| *column < from.0)..self.kept.partition_point(|column| *column <= to.0);
        if rows.len() * columns.len() < 2 {
            return;
        }
        let is_first = self.store.number(rows.start) == from.1 && self.kept[columns.start] == from.0;
        let value = self.store.raw(rows.start, columns.start);
        if !is_first || value.0 == Kind::Empty {
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
            if position >= MOST_COLUMNS {
                let message =
                    format!("the header has more than {MOST_COLUMNS} columns, the most that a spreadsheet has");
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
        // One name may serve twice, as id and as name; whether it may is decided where `dataset.toml` is read. Two spellings of one
        // header were hardly meant.
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
        self.store = Store::new(self.kept.len());
        self.headers = Some(headers);
        Ok(())
    }

    /// Completes the table. `shared` are the texts that its cells share.
    pub(super) fn finish(mut self, shared: Texts) -> Result<Option<Table>, Box<TableError>> {
        let Some(headers) = self.headers.take() else { return Err(self.no_header()) };
        self.store.set_shared(shared);
        if self.store.rows() == 0 && !self.has_ragged_row {
            let message = "the table has a header and no rows".to_owned();
            return Err(TableError::new("table_empty", self.at(), message));
        }
        // With a ragged row, everything joined to the table would be reported as missing too.
        if self.has_ragged_row {
            return Ok(None);
        }
        let letters = self.sheet.is_some();
        let column = |position: usize| {
            let slot = self.kept.binary_search(&position).unwrap_or_default();
            let mut marks = Marks::default();
            for row in 0..self.store.rows() {
                if let (Kind::Text, text) = self.store.raw(row, slot) {
                    marks.learn(text);
                }
            }
            let letter = letters.then(|| column_letter(position));
            Column { slot, name: headers.name(position).to_owned(), letter, marks }
        };
        let columns = self.wanted.iter().zip(self.found);
        let columns =
            columns.map(|(wanted, found)| Wanted { written: wanted.written.clone(), found: found.map(column) });
        Ok(Some(Table {
            columns: columns.collect(),
            file: self.file.to_owned(),
            sheet: self.sheet,
            header_row: self.layout.header_row,
            existing: headers.listed(),
            store: self.store,
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
