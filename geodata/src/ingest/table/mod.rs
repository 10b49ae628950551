//! Tables: rows of cells under headers, from CSV or XLSX alike.
//!
//! Both are read as a stream, and only the columns that somebody asks for are kept ([`builder`]), in compact form ([`store`]):
//! a file may be large, and may be made to exhaust memory ([`limits`]).

mod builder;
mod cell;
mod csv;
mod header;
mod limits;
mod number;
mod store;
#[cfg(test)]
mod tests;
mod xlsx;

use std::io::{Read, Seek};

pub(super) use cell::{Cell, CellError, MOST_EXACT};
pub(super) use header::{Headers, NotFound};
pub(super) use number::Marks;

use super::config::{ColumnName, TableFile, TableFormat, TableLayout};
use super::fingerprint::Fingerprint;
use super::report::{Findings, Location, Reported};
use builder::TableBuilder;
use limits::{MOST_CSV_BYTES, MOST_WORKBOOK_BYTES};
use store::Store;

/// A table with its headers found.
#[derive(Debug)]
pub(super) struct Table {
    file: String,
    sheet: Option<String>,
    header_row: u64,
    /// The columns that were asked for.
    columns: Vec<Wanted>,
    /// All headers, for messages.
    existing: String,
    store: Store,
}

/// A column that was asked for.
#[derive(Debug)]
struct Wanted {
    /// As `dataset.toml` writes its name.
    written: String,
    found: Result<Column, NotFound>,
}

/// A row of a table that holds anything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row(u32);

/// A column that `dataset.toml` asked for and that the table has.
#[derive(Clone, Debug)]
pub(super) struct Column {
    slot: usize,
    /// Its header.
    pub(super) name: String,
    letter: Option<String>,
    marks: Marks,
}

/// Why a file is not a table at all.
#[derive(Debug)]
struct TableError {
    code: &'static str,
    location: Location,
    message: String,
}

impl TableError {
    fn new(code: &'static str, location: Location, message: String) -> Box<Self> {
        Box::new(Self { code, location, message })
    }
}

impl Table {
    /// Reads the wanted columns of a table. What is wrong with it as a whole (unreadable, no header, a ragged row) is reported
    /// here, and then there is no table.
    pub(super) fn read(
        source: &TableFile,
        wanted: &[&ColumnName],
        fingerprint: &mut Fingerprint,
        findings: &mut Findings,
    ) -> Option<Self> {
        let TableFile { file, layout } = source;
        let most = match layout.format {
            TableFormat::Csv => MOST_CSV_BYTES,
            TableFormat::Xlsx => MOST_WORKBOOK_BYTES,
        };
        let opened = file.open(most).and_then(|mut content| {
            fingerprint.add_stream(&file.shown, &mut content)?;
            content.rewind()?;
            Ok(content)
        });
        match opened {
            Ok(content) => Self::read_content(content, &file.shown, layout, wanted, findings),
            Err(error) => {
                findings.error(error.code(), Location::file(&file.shown), error.to_string());
                None
            }
        }
    }

    /// Reads the wanted columns from the content of a file.
    pub(super) fn read_content(
        content: impl Read + Seek,
        file: &str,
        layout: &TableLayout,
        wanted: &[&ColumnName],
        findings: &mut Findings,
    ) -> Option<Self> {
        let builder = TableBuilder::new(file, layout, wanted);
        let read = match layout.format {
            TableFormat::Csv => csv::read(content, builder, findings),
            TableFormat::Xlsx => xlsx::read(content, builder, findings),
        };
        read.unwrap_or_else(|error| {
            findings.error(error.code, error.location, error.message);
            None
        })
    }

    /// The column with this header, one of those that were asked for.
    pub(super) fn column(&self, wanted: &ColumnName, findings: &mut Findings) -> Option<Column> {
        let asked = self.columns.iter().find(|asked| asked.written == wanted.written)?;
        let mut missing = |code, message: String| {
            let column = Some(wanted.name.clone());
            findings.error(code, Location { row: Some(self.header_row), column, ..self.at() }, message);
            None
        };
        match &asked.found {
            Ok(column) => Some(column.clone()),
            Err(NotFound::Missing) => missing(
                "column_missing",
                format!(
                    "line {} of dataset.toml names this column, but the table has no such header; it has: {}",
                    wanted.line, self.existing
                ),
            ),
            Err(NotFound::Twice) => {
                missing("column_twice", "two columns have this header; rename or remove one".to_owned())
            }
            Err(NotFound::Similar(headers)) => missing(
                "column_twice",
                format!(
                    "line {} of dataset.toml names this column, but several headers are the same up to white space: {headers}; \
                     write it exactly as it stands there",
                    wanted.line
                ),
            ),
        }
    }

    /// How many rows hold anything.
    pub(super) fn len(&self) -> usize {
        self.store.rows()
    }

    /// The rows that hold anything.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        (0..self.store.rows() as u32).map(Row)
    }

    /// The number of a row, as a spreadsheet counts, from 1.
    pub(super) fn number(&self, row: Row) -> u64 {
        self.store.number(row.0 as usize)
    }

    /// A cell.
    pub(super) fn cell(&self, row: Row, column: &Column) -> Cell {
        self.store.cell(row.0 as usize, column.slot)
    }

    /// The whole table as a location.
    pub(super) fn at(&self) -> Location {
        Location { sheet: self.sheet.clone(), ..Location::file(&self.file) }
    }

    /// A column as a location.
    pub(super) fn at_column(&self, column: &Column) -> Location {
        Location { column: Some(column.name.clone()), column_letter: column.letter.clone(), ..self.at() }
    }

    /// A row as a location.
    pub(super) fn at_row(&self, row: Row) -> Location {
        Location { row: Some(self.number(row)), ..self.at() }
    }

    /// A cell as a location.
    pub(super) fn at_cell(&self, row: Row, column: &Column) -> Location {
        Location { column: Some(column.name.clone()), column_letter: column.letter.clone(), ..self.at_row(row) }
    }

    /// The count in a cell; an error is reported at the cell.
    pub(super) fn count(&self, row: Row, column: &Column, findings: &mut Findings) -> Result<Option<u64>, Reported> {
        self.value(row, column, findings, |cell| cell.count(column.marks)).ok_or(Reported)
    }

    /// The number in a cell, of either sign and with decimals; an error is reported at the cell.
    pub(super) fn decimal(&self, row: Row, column: &Column, findings: &mut Findings) -> Result<Option<f64>, Reported> {
        self.value(row, column, findings, |cell| cell.decimal(column.marks)).ok_or(Reported)
    }

    /// Reads a cell with `read`; an error is reported at the cell.
    pub(super) fn value<T>(
        &self,
        row: Row,
        column: &Column,
        findings: &mut Findings,
        read: impl FnOnce(&Cell) -> Result<T, CellError>,
    ) -> Option<T> {
        match read(&self.cell(row, column)) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.error(error.code(), self.at_cell(row, column), error.to_string());
                None
            }
        }
    }
}

/// The name of a workbook's column: `A`, `Z`, `AA`.
fn column_letter(position: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), position + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
