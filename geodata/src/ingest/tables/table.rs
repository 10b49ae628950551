//! A table in memory: its rows, its columns, and the locations of its cells for messages.

use std::sync::Arc;

use super::super::config::{CellWords, ColumnName};
use super::super::report::{Findings, Location};
use super::super::text::listed;
use super::column_letter::column_letter;
use super::exports::{self, ColumnPart};
use super::form::{Choice, Choices};
use super::header::Headers;
use super::not_found::{HeaderKind, NotFound};
use super::number::{Mark, MarkUsage};
use super::store::{CellKind, CellStore};
use super::unread::WithheldUnread;

/// The requested columns of a table.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Table {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    /// The layer of a vector file with several.
    pub(super) layer: Option<String>,
    pub(super) rows_are: RowKind,
    pub(super) header_row: u64,
    /// The requested columns.
    pub(super) columns: Vec<RequestedColumn>,
    /// Columns beside that of the place, which nothing asks for.
    pub(super) neighbours: Vec<Column>,
    /// Columns with the longitude and latitude of each feature.
    pub(super) positions: Option<[Column; 2]>,
    pub(super) headers: Headers,
    /// The rows that those of a repeated group were joined to.
    pub(super) above: Option<RowsAbove>,
    pub(super) store: CellStore,
    /// How many rows at the end of the store are left out by conditions, and withhold something.
    pub(super) excluded: usize,
    /// The rows that withhold a value in a column that nothing reads, where that matters.
    pub(super) withheld_unread: WithheldUnread,
    /// What words in its cells mean.
    pub(super) words: CellWords,
}

/// What the rows of a table are in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Rows.
    Rows,
    /// The features of a vector file.
    Features,
}

/// Where the rows of a table are. A [`Location`] of each row would take more memory than the table.
#[derive(Debug)]
pub(in crate::ingest) struct RowLocations {
    table: Location,
    rows_are: RowKind,
}

impl RowLocations {
    /// The row with this number.
    pub(in crate::ingest) fn of(&self, number: u64) -> Location {
        let table = self.table.clone();
        match self.rows_are {
            RowKind::Rows => Location { row: Some(number), ..table },
            RowKind::Features => Location { feature: Some(number), ..table },
        }
    }

    /// The same for a message about the table itself.
    pub(in crate::ingest) fn within(&self, number: u64) -> String {
        match self.rows_are {
            RowKind::Rows => format!("row {number}"),
            RowKind::Features => format!("feature {number}"),
        }
    }
}

/// A requested column.
#[derive(Clone, Debug)]
pub(super) struct RequestedColumn {
    /// As `dataset.toml` writes its name.
    pub(super) written: String,
    pub(super) found: Result<Column, NotFound>,
}

/// Where the rows come from that those of a repeated group were joined to.
#[derive(Clone, Debug)]
pub(super) struct RowsAbove {
    at: Location,
    /// The number of the row above of each row.
    numbers: Vec<u64>,
    /// All headers, for messages.
    existing: String,
}

/// A row of a table that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::ingest) struct Row(u32);

impl Row {
    /// Its position in the store.
    pub(super) fn position(self) -> usize {
        self.0 as usize
    }
}

/// A requested column that the table has.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Column {
    pub(super) slot: usize,
    /// Its header.
    pub(in crate::ingest) name: String,
    pub(super) letter: Option<String>,
    pub(super) marks: MarkUsage,
    /// The first number with separators between thousands.
    pub(super) separated: Option<String>,
    /// What of it is read.
    pub(super) part: ColumnPart,
    /// What can be chosen, if it is a question of a form.
    pub(super) choices: Option<Arc<Choices>>,
    /// It is a column of the rows above.
    pub(super) is_above: bool,
}

impl Column {
    /// The spellings of what is in a cell: the text, and where it is a choice of a form, its name and labels.
    pub(in crate::ingest) fn spellings<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let choice = self.choices.as_ref().and_then(|choices| choices.choice(text));
        std::iter::once(text).chain(choice.into_iter().flat_map(Choice::spellings))
    }

    /// What readers see of a text: where it is a choice of a form, its label in a language.
    pub(in crate::ingest) fn label(&self, text: String, language: &str) -> String {
        let choice = self.choices.as_ref().and_then(|choices| choices.choice(&text));
        choice.and_then(|choice| choice.label(language)).map_or(text, str::to_owned)
    }
}

impl Column {
    /// A column of texts, which nothing asks for: by its position in the store, header and letter.
    pub(super) fn neighbour((slot, name, letter): (usize, String, Option<String>)) -> Self {
        let (marks, part) = (MarkUsage::default(), ColumnPart::Whole);
        Self { slot, name, letter, marks, separated: None, part, choices: None, is_above: false }
    }

    /// A column of a store, after looking how its texts write numbers, unless a mark is stated.
    pub(super) fn of(
        store: &CellStore,
        slot: usize,
        name: String,
        letter: Option<String>,
        stated: Option<Mark>,
    ) -> Self {
        let texts = || {
            let all = (0..store.rows()).map(|row| store.raw(row, slot));
            all.filter(|(kind, _)| *kind == CellKind::Text).map(|(_, text)| text)
        };
        let mut marks = stated.map(MarkUsage::stated).unwrap_or_default();
        if stated.is_none() {
            texts().for_each(|text| marks.observe(text));
        }
        // Only now it is known what a point or a comma means in this column.
        let separated = texts().find(|text| marks.separates_thousands(text)).map(str::to_owned);
        Self { slot, name, letter, marks, separated, part: ColumnPart::Whole, choices: None, is_above: false }
    }
}

impl Table {
    /// The column with this header, which must be one of the requested ones. A column that is missing or ambiguous is reported.
    pub(in crate::ingest) fn column(&self, wanted: &ColumnName, findings: &mut Findings) -> Option<Column> {
        let asked = self.columns.iter().find(|asked| asked.written == wanted.written)?;
        match &asked.found {
            Ok(column) => Some(column.clone()),
            Err(not_found) => {
                // Of JSON, whose records have no header, the row is 0.
                let header_row = Some(self.header_row).filter(|row| *row > 0);
                let kind = if header_row.is_some() { HeaderKind::Column } else { HeaderKind::Field };
                let at = Location { row: header_row, ..self.at() };
                let mut existing = self.headers.listed();
                if let Some(above) = &self.above {
                    existing = format!("{existing}; and {} has: {}", above.at, above.existing);
                }
                not_found.report(wanted, kind, &existing, at, findings);
                None
            }
        }
    }

    /// The same table, whose cells have words with a meaning.
    pub(in crate::ingest) fn with_words(self, words: CellWords) -> Self {
        Self { words, ..self }
    }

    /// The columns with the longitude and latitude of each row, where rows are features that were asked for theirs.
    pub(in crate::ingest) fn positions(&self) -> Option<[Column; 2]> {
        self.positions.clone()
    }

    /// How to read the last of several submissions, if the table is an export of a form.
    pub(in crate::ingest) fn latest_hint(&self) -> String {
        let time = exports::submission_time(self.headers.names());
        time.map_or_else(String::new, |time| format!("; `latest = \"{time}\"` reads the last of several submissions"))
    }

    /// The kind and text of a cell as it is stored.
    pub(super) fn raw(&self, row: Row, column: &Column) -> (CellKind, &str) {
        self.store.raw(row.position(), column.slot)
    }

    /// Whether there is no column with this header.
    pub(super) fn is_missing(&self, wanted: &ColumnName) -> bool {
        let asked = self.columns.iter().find(|asked| asked.written == wanted.written);
        asked.is_none_or(|asked| matches!(asked.found, Err(NotFound::Missing)))
    }

    /// Some of its rows, and others that are kept as [excluded](Self::excluded_rows).
    pub(super) fn some(&self, is_kept: impl Fn(usize) -> bool, is_excluded: impl Fn(usize) -> bool) -> Self {
        let count = self.len();
        let (kept, others): (Vec<usize>, Vec<usize>) = (0..count).partition(|row| is_kept(*row));
        let excluded: Vec<usize> =
            (count..self.store.rows()).chain(others.into_iter().filter(|row| is_excluded(*row))).collect();
        let rows: Vec<usize> = kept.iter().chain(&excluded).copied().collect();
        let above = self.above.as_ref().map(|above| {
            let numbers = rows.iter().filter_map(|row| above.numbers.get(*row).copied());
            RowsAbove { at: above.at.clone(), numbers: numbers.collect(), existing: above.existing.clone() }
        });
        let unread = |(at, row): (u32, &usize)| Some((at, *self.withheld_unread.get(&u32::try_from(*row).ok()?)?));
        Self {
            withheld_unread: (0..).zip(&rows).filter_map(unread).collect(),
            store: self.store.some(&rows),
            above,
            excluded: excluded.len(),
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            layer: self.layer.clone(),
            rows_are: self.rows_are,
            header_row: self.header_row,
            columns: self.columns.clone(),
            neighbours: self.neighbours.clone(),
            positions: self.positions.clone(),
            headers: self.headers.clone(),
            words: self.words.clone(),
        }
    }

    /// Its rows, each with the cells of a row of another table. `wanted` columns that it does not have are those of the other.
    pub(super) fn joined(self, other: Self, rows: &[(Row, Row)], wanted: &[&ColumnName]) -> Self {
        let (own_width, width) = (self.store.width(), self.store.width() + other.store.width());
        let mut store = CellStore::new(width);
        for (row, above) in rows {
            for (from, row, width) in [(&self.store, row, own_width), (&other.store, above, other.store.width())] {
                for slot in 0..width {
                    let (kind, text) = from.raw(row.0 as usize, slot);
                    store.push(kind, text);
                }
            }
            store.end_row(self.store.number(row.0 as usize) as u32);
        }
        let is_wanted = |asked: &RequestedColumn| wanted.iter().any(|wanted| wanted.written == asked.written);
        let (mut columns, of_other) = (self.columns, other.columns);
        let above = of_other.into_iter().filter(is_wanted).map(|asked| RequestedColumn {
            found: asked.found.map(|column| Column { slot: column.slot + own_width, is_above: true, ..column }),
            ..asked
        });
        columns.retain(|asked| !matches!(asked.found, Err(NotFound::Missing)));
        columns.extend(above);
        let at = Location { sheet: other.sheet, ..Location::file(&other.file) };
        let numbers = rows.iter().map(|(_, above)| other.store.number(above.0 as usize)).collect();
        let above = Some(RowsAbove { at, numbers, existing: other.headers.listed() });
        let unread = |(at, (row, _)): (u32, &(Row, Row))| Some((at, *self.withheld_unread.get(&row.0)?));
        let withheld_unread = (0..).zip(rows).filter_map(unread).collect();
        Self { columns, above, store, withheld_unread, ..self }
    }

    /// Where a row withholds a value in a column that nothing reads.
    pub(in crate::ingest) fn withheld_unread(&self, row: Row) -> Option<Location> {
        let position = *self.withheld_unread.get(&row.0)? as usize;
        let name = self.headers.name(position);
        let column = (!name.is_empty()).then(|| name.to_owned());
        let column_letter = self.sheet.is_some().then(|| column_letter(position));
        Some(Location { column, column_letter, ..self.at_row(row) })
    }

    /// How many bytes its cells take.
    pub(in crate::ingest) fn bytes(&self) -> usize {
        self.store.bytes() + self.store.shared_bytes()
    }

    /// The number of rows that are not blank.
    pub(in crate::ingest) fn len(&self) -> usize {
        self.store.rows() - self.excluded
    }

    /// The rows that are not blank.
    pub(in crate::ingest) fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        (0..self.len() as u32).map(Row)
    }

    /// Rows that `dataset.toml` leaves out, as far as they withhold something.
    pub(in crate::ingest) fn excluded_rows(&self) -> impl Iterator<Item = Row> + use<> {
        (self.len() as u32..self.store.rows() as u32).map(Row)
    }

    /// The number of a row, as a spreadsheet counts, from 1.
    pub(in crate::ingest) fn number(&self, row: Row) -> u64 {
        self.store.number(row.0 as usize)
    }

    /// Whether a row has nothing in the requested columns except in some.
    pub(in crate::ingest) fn is_empty_but_for<'c>(
        &self,
        row: Row,
        columns: &(impl IntoIterator<Item = &'c Column> + Clone),
    ) -> bool {
        let is_neighbour = |slot: usize| self.neighbours.iter().any(|neighbour| neighbour.slot == slot);
        self.store.is_empty_but_for(row.0 as usize, |slot| {
            columns.clone().into_iter().any(|column| column.slot == slot) || is_neighbour(slot)
        })
    }

    /// The columns beside that of the place, from the left.
    pub(in crate::ingest) fn neighbours(&self) -> &[Column] {
        &self.neighbours
    }

    /// The file, as `dataset.toml` names it.
    pub(in crate::ingest) fn file(&self) -> &str {
        &self.file
    }

    /// The whole table as a location.
    pub(in crate::ingest) fn at(&self) -> Location {
        Location { sheet: self.sheet.clone(), layer: self.layer.clone(), ..Location::file(&self.file) }
    }

    /// Notes how many cells the source withholds.
    pub(in crate::ingest) fn report_suppressed(&self, count: usize, findings: &mut Findings) {
        let message = match count {
            0 => return,
            1 => "the source withholds one cell".to_owned(),
            count => format!("the source withholds {count} cells"),
        };
        let message = format!("{message}: shown as suppressed, as is every sum of it that no source states");
        findings.note("suppressed_cells", self.at(), message);
    }

    /// A column as a location.
    pub(in crate::ingest) fn at_column(&self, column: &Column) -> Location {
        let above = self.above.as_ref().filter(|_| column.is_above).map(|above| above.at.clone());
        let at = above.unwrap_or_else(|| self.at());
        Location { column: Some(column.name.clone()), column_letter: column.letter.clone(), ..at }
    }

    /// A row as a location.
    pub(in crate::ingest) fn at_row(&self, row: Row) -> Location {
        self.row_locations().of(self.number(row))
    }

    /// Where its rows are, also when it is gone.
    pub(in crate::ingest) fn row_locations(&self) -> RowLocations {
        RowLocations { table: self.at(), rows_are: self.rows_are }
    }

    /// A cell as a location, with what stands in it.
    pub(in crate::ingest) fn at_cell(&self, row: Row, column: &Column) -> Location {
        let above = self.above.as_ref().filter(|_| column.is_above);
        let number = above.and_then(|above| above.numbers.get(row.0 as usize).copied());
        let location = if let Some(number) = number {
            Location { row: Some(number), ..self.at_column(column) }
        } else {
            let (column, letter) = (Some(column.name.clone()), column.letter.clone());
            Location { column, column_letter: letter, ..self.at_row(row) }
        };
        location.holding(Some(self.store.cell(row.0 as usize, column.slot).shown()))
    }

    /// What stands in the other requested columns of a row, with their headers; of the row above, if the column is one of it.
    pub(in crate::ingest) fn beside<'t>(
        &'t self,
        row: Row,
        column: &'t Column,
    ) -> impl Iterator<Item = (&'t str, String)> {
        let others = self.columns.iter().filter_map(|asked| asked.found.as_ref().ok());
        let others = others.filter(|other| other.is_above == column.is_above && other.slot != column.slot);
        others.map(move |other| (other.name.as_str(), self.store.cell(row.0 as usize, other.slot).shown()))
    }

    /// The sheet, if the file has some.
    pub(in crate::ingest) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Notes how numbers are written that are texts, where other offices write them otherwise.
    pub(in crate::ingest) fn report_notation<'c>(
        &self,
        columns: impl Iterator<Item = &'c Column> + Clone,
        findings: &mut Findings,
    ) {
        self.report_commas(columns.clone(), findings);
        let shown = |column: &Column| column.separated.as_ref().map(|text| format!("`{text}` ({})", column.name));
        let separated: Vec<String> = columns.filter_map(shown).collect();
        if !separated.is_empty() {
            let message =
                format!("numbers are read without the separators between thousands: {}", separated.join(", "));
            findings.note_once("thousands_read", self.at(), message);
        }
    }

    /// Notes the columns with a decimal comma.
    pub(in crate::ingest) fn report_commas<'c>(
        &self,
        columns: impl Iterator<Item = &'c Column>,
        findings: &mut Findings,
    ) {
        let has_comma = |column: &&Column| column.marks.is_decimal(Mark::Comma) == Some(true);
        let commas: Vec<&String> = columns.filter(has_comma).map(|column| &column.name).collect();
        if !commas.is_empty() {
            let message = format!("numbers are read with a decimal comma in {}", listed(commas));
            findings.note_once("decimal_comma", self.at(), message);
        }
    }
}
