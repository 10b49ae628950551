//! Builds a [`Table`] from the rows that a [`TableSource`](super::source::TableSource) passes: finds the header, stores the
//! requested columns, and reports ragged rows.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::config::{CellWords, ColumnName, HeaderRows, TableLayout};
use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::super::text::{comparable, trimmed};
use super::column_letter::column_letter;
use super::error::TableError;
use super::exports::FoundPart;
use super::form::Form;
use super::header::Headers;
use super::kept_columns::KeptColumns;
use super::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_TABLE_BYTES};
use super::preamble::{ChosenHeader, Preamble};
use super::question_findings::Questions;
use super::raw::{RawCell, RawRow, RowCount};
use super::store::{CellKind, CellStore, StringTable};
use super::table::{Column, RequestedColumn, RowKind, Table};
use super::unread::UnreadColumns;

/// The code of what ends the reading of a sample: no error, but every reader ends at one.
pub(super) const SAMPLE_COMPLETE: &str = "sample_complete";

/// A table that is being read.
pub(super) struct TableBuilder<'a> {
    pub(super) file: &'a str,
    pub(super) layout: &'a TableLayout,
    pub(super) wanted: &'a [&'a ColumnName],
    /// The form that the table is an export of.
    form: Option<&'a Form>,
    /// The sheet of a workbook.
    pub(super) sheet: Option<String>,
    headers: Option<Headers>,
    /// The columns of the store.
    pub(super) kept: KeptColumns,
    pub(super) store: CellStore,
    /// The bytes of all stored cells. A shared string counts each time, since readers of the table copy it.
    bytes: usize,
    has_ragged_row: bool,
    /// The rows before the header is known.
    preamble: Preamble,
    /// How many rows a sample has, if only a sample is read.
    sample: Option<usize>,
    /// The last row of the header.
    header_row: u64,
    end: Option<EndOfTable>,
    /// Hidden rows with data.
    pub(super) hidden_rows: RowCount,
    /// Used cells with a formula whose result is stored.
    pub(super) formulas: RowCount,
    /// The merged cells of columns that say what a row is about: the rows by column of the store.
    pub(super) merged: BTreeMap<usize, Vec<Range<usize>>>,
    unread: UnreadColumns,
}

/// Where a table ended, and how many rows came after.
#[derive(Debug)]
struct EndOfTable {
    row: u64,
    rows: u64,
}

impl<'a> TableBuilder<'a> {
    pub(super) fn new(file: &'a str, layout: &'a TableLayout, wanted: &'a [&'a ColumnName]) -> Self {
        Self {
            file,
            layout,
            wanted,
            form: None,
            sheet: None,
            headers: None,
            kept: KeptColumns::default(),
            store: CellStore::default(),
            bytes: 0,
            has_ragged_row: false,
            preamble: Preamble::default(),
            sample: None,
            header_row: 1,
            end: None,
            hidden_rows: RowCount::default(),
            formulas: RowCount::default(),
            merged: BTreeMap::new(),
            unread: UnreadColumns::default(),
        }
    }

    /// A builder that keeps the first rows as they are, and ends the reading behind them with an error of the code [`SAMPLE_COMPLETE`].
    pub(super) fn sampling(file: &'a str, layout: &'a TableLayout, rows: usize) -> Self {
        Self { sample: Some(rows), ..Self::new(file, layout, &[]) }
    }

    /// The rows that were kept.
    pub(super) fn into_sample(self) -> Preamble {
        self.preamble
    }

    /// The same for an export of a form.
    pub(super) fn of_form(self, form: Option<&'a Form>) -> Self {
        Self { form, ..self }
    }

    /// Whether a cell is needed: it may be in the header, or is in a requested column.
    pub(super) fn needs_cell(&self, position: usize) -> bool {
        match &self.headers {
            Some(_) => {
                self.kept.slot(position).is_some()
                    || !self.layout.end.texts.is_empty()
                    || self.unread.contains(position)
            }
            None => true,
        }
    }

    /// The header among some first rows.
    pub(super) fn choose_header(&self, preamble: &Preamble) -> Option<ChosenHeader> {
        preamble.choose(self.layout.header, self.wanted, self.form)
    }

    /// The positions of the requested columns, ascending.
    pub(super) fn requested_columns(&self) -> &[usize] {
        &self.kept.requested
    }

    /// The header of a column.
    pub(super) fn name(&self, position: usize) -> &str {
        self.headers.as_ref().map_or("", |headers| headers.name(position))
    }

    /// Adds the next row. `cells` are the cells in the file, ascending.
    pub(super) fn row<'r>(
        &mut self,
        row: RawRow,
        cells: impl Iterator<Item = (usize, RawCell<'r>)>,
        findings: &mut Findings,
    ) -> Result<(), Box<TableError>> {
        if self.headers.is_some() {
            return self.data_row(row, cells, findings);
        }
        if let Some(width) = row.width.filter(|width| *width > MAX_COLUMNS) {
            let message = format!("the row has {width} columns; a spreadsheet has at most {MAX_COLUMNS}");
            return Err(TableError::new("too_many_columns", self.at_row(row.number), message));
        }
        let is_enough = self.preamble.add(row, cells, self.layout.header);
        match self.sample {
            Some(rows) if self.preamble.rows.len() >= rows || self.preamble.is_large() => {
                Err(TableError::new(SAMPLE_COMPLETE, self.at_row(row.number), String::new()))
            }
            None if is_enough => self.begin(findings),
            _ => Ok(()),
        }
    }

    /// Says that all rows were passed: only now the columns of a short table are known. For sources that have more to say about them.
    pub(super) fn end_rows(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        if self.headers.is_none() && self.sample.is_none() { self.begin(findings) } else { Ok(()) }
    }

    /// Chooses the header, and reads the rows behind it.
    fn begin(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        let preamble = std::mem::take(&mut self.preamble);
        let Some(chosen) = self.choose_header(&preamble) else { return Err(self.no_header()) };
        let (first, last, tags) = (chosen.first, chosen.last, chosen.tags);
        self.header_row = last;
        if self.layout.header == HeaderRows::Found && last > 1 {
            let rows = if first == last { format!("row {first}") } else { format!("rows {first} to {last}") };
            let message =
                format!("the names of the columns were found in {rows}; `header_row` in dataset.toml can say so");
            findings.note_once("header_found", self.at_row(first), message);
        }
        if let Some(tags) = tags {
            let message = "the row has HXL tags: it is part of the header";
            findings.note_once("hxl_row", self.at_row(tags), message);
        }
        self.header(chosen.headers, findings);
        let behind = tags.unwrap_or(last);
        for row in preamble.rows.iter().filter(|row| row.row.number > behind) {
            self.data_row(row.row, row.cells(), findings)?;
        }
        Ok(())
    }

    /// Adds a row behind the header.
    fn data_row<'r>(
        &mut self,
        row: RawRow,
        cells: impl Iterator<Item = (usize, RawCell<'r>)>,
        findings: &mut Findings,
    ) -> Result<(), Box<TableError>> {
        let RawRow { number, width, is_hidden, has_text_behind_quote } = row;
        let mut cells = cells.filter(|(_, raw)| !raw.is_empty()).peekable();
        if self.end.is_none() {
            let is_behind = self.layout.end.last_row.is_some_and(|last| number > last);
            let ends = cells.peek().is_some_and(|(_, raw)| self.is_end(raw.text));
            self.end = (is_behind || ends).then_some(EndOfTable { row: number, rows: 0 });
        }
        if let Some(end) = &mut self.end {
            end.rows += u64::from(cells.peek().is_some());
            return Ok(());
        }
        if has_text_behind_quote {
            let message = "text stands behind a closing quotation mark in this row; double the marks that belong to the text, and close each that does not";
            return Err(TableError::new("text_behind_quote", self.at_row(number), message.to_owned()));
        }
        let Some(headers) = &self.headers else { return Ok(()) };
        let columns = headers.len();
        let (mut is_blank, mut has_more) = (true, false);
        let mut slot = 0;
        let (mut row_bytes, mut too_long) = (0, None);
        let mut formulas = 0;
        for (position, raw) in cells {
            if position >= columns {
                has_more = true;
                continue;
            }
            is_blank = false;
            self.unread.see(self.store.rows(), position, &raw);
            while self.kept.all.get(slot).is_some_and(|kept| *kept < position) {
                self.store.push(CellKind::Empty, "");
                slot += 1;
            }
            if self.kept.all.get(slot) == Some(&position) {
                slot += 1;
                let text = if raw.kind == CellKind::Text { trimmed(raw.text) } else { raw.text };
                let text = if self.kept.is_requested(position) {
                    if text.len() > MAX_CELL_BYTES {
                        too_long = Some(position);
                    }
                    row_bytes += text.len();
                    let has_result = !matches!(raw.kind, CellKind::Uncalculated | CellKind::FormulaError);
                    formulas += u64::from(raw.has_formula && has_result);
                    text
                } else {
                    self.kept.beside(text)
                };
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
            return Ok(());
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
            return Ok(());
        }
        self.store.end_row(u32::try_from(number).unwrap_or(u32::MAX));
        self.bytes += row_bytes;
        if self.bytes.max(self.store.bytes()) > MAX_TABLE_BYTES {
            return Err(self.too_large(number));
        }
        self.formulas.add(formulas, number);
        self.hidden_rows.add(u64::from(is_hidden), number);
        Ok(())
    }

    /// Whether a row that begins with this text is behind the table.
    fn is_end(&self, text: &str) -> bool {
        let texts = &self.layout.end.texts;
        if texts.is_empty() {
            return false;
        }
        let text = comparable(text);
        texts.iter().any(|end| text.starts_with(end.as_str()))
    }

    fn header(&mut self, headers: Headers, findings: &mut Findings) {
        self.kept = KeptColumns::find(&headers, self.wanted, self.form, self.layout.place.as_ref());
        self.questions(&headers).report_found(findings);
        // One name may be used twice, as id and as name; the check of `dataset.toml` decides that. Two spellings of one header are
        // a mistake.
        let mut same: Vec<(&FoundPart, &ColumnName)> = self
            .kept
            .found
            .iter()
            .zip(self.wanted)
            .filter_map(|(found, wanted)| Some((found.as_ref().ok()?, *wanted)))
            .collect();
        same.sort_by_key(|(found, _)| *found);
        for spellings in
            same.chunk_by(|a, b| a.0 == b.0).filter(|all| all.iter().any(|one| one.1.written != all[0].1.written))
        {
            let lines: Vec<String> = spellings.iter().map(|(_, wanted)| wanted.line.to_string()).collect();
            let message = format!("lines {} of dataset.toml name the same column", lines.join(" and "));
            let column = Some(headers.name(spellings[0].0.position).to_owned());
            findings.error("column_used_twice", Location { column, ..self.at_row(self.header_row) }, message);
        }
        if let Some(watched) = &self.layout.watched {
            self.unread = UnreadColumns::find(watched, &headers, self.form, &self.kept.requested);
        }
        self.store = CellStore::new(self.kept.all.len());
        self.headers = Some(headers);
    }

    /// The columns, for what is said of questions.
    fn questions<'q>(&'q self, headers: &'q Headers) -> Questions<'q> {
        let Self { kept, wanted, form, header_row, .. } = self;
        Questions { headers, kept, wanted, form: *form, at: self.at(), header_row: *header_row }
    }

    /// Completes the table. `shared` are its shared strings.
    pub(super) fn finish(
        mut self,
        shared: StringTable,
        findings: &mut Findings,
    ) -> Result<Option<Table>, Box<TableError>> {
        self.end_rows(findings)?;
        if let Some(EndOfTable { row, rows }) = self.end {
            let message = format!(
                "the table ends before this row, as dataset.toml says; {} not read",
                match rows {
                    1 => "1 row is".to_owned(),
                    rows => format!("{rows} rows are"),
                }
            );
            findings.note_once("table_end", self.at_row(row), message);
        }
        self.store.set_shared_strings(shared);
        self.fill_down(findings)?;
        let Some(headers) = self.headers.take() else { return Err(self.no_header()) };
        if self.store.rows() == 0 && !self.has_ragged_row {
            let message = "the table has a header and no rows".to_owned();
            return Err(TableError::new("table_empty", self.at(), message));
        }
        // With a ragged row missing, everything matched to the table would be reported as missing too.
        if self.has_ragged_row {
            return Ok(None);
        }
        self.questions(&headers).report_unchosen(&self.store, findings);
        let letters = self.sheet.is_some();
        let of_position = |position: usize| {
            let slot = self.kept.slot(position).unwrap_or_default();
            (slot, headers.name(position).to_owned(), letters.then(|| column_letter(position)))
        };
        let neighbours = self.kept.columns_beside().map(|position| Column::neighbour(of_position(position))).collect();
        let column = |FoundPart { position, part }: FoundPart| {
            let (slot, name, letter) = of_position(position);
            let choices = self.form.and_then(|form| form.choices(&name));
            Column { part, choices, ..Column::of(&self.store, slot, name, letter, self.layout.decimal_mark) }
        };
        let columns = self.wanted.iter().zip(self.kept.found.iter().cloned());
        let columns = columns
            .map(|(wanted, found)| RequestedColumn { written: wanted.written.clone(), found: found.map(column) });
        Ok(Some(Table {
            columns: columns.collect(),
            neighbours,
            file: self.file.to_owned(),
            sheet: self.sheet,
            layer: None,
            rows_are: RowKind::Rows,
            positions: None,
            header_row: self.header_row,
            headers,
            above: None,
            store: self.store,
            excluded: 0,
            withheld_unread: self.unread.withheld(),
            words: CellWords::default(),
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
            self.at_row(match self.layout.header {
                HeaderRows::Given { first, .. } => first,
                HeaderRows::Found => 1,
            }),
            "there is no header in this row; `header_row` in dataset.toml says which row has the column names"
                .to_owned(),
        )
    }
}
