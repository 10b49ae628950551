//! Tables: rows of cells under headers, from CSV or XLSX alike.

mod cell;
mod csv;
mod number;
mod xlsx;

pub(super) use cell::{Cell, CellError, MOST_EXACT};
pub(super) use number::Marks;

use super::config::{ColumnName, TableFile, TableFormat};
use super::fingerprint::Fingerprint;
use super::report::{Findings, Location, Reported};
use super::text::listed;

/// No table of an assessment has more.
const MOST_BYTES: u64 = 1 << 30;

/// A table with its headers found.
#[derive(Debug)]
pub(super) struct Table {
    file: String,
    sheet: Option<String>,
    header_row: u64,
    headers: Vec<Header>,
    /// The rows under the header that hold anything.
    pub(super) rows: Vec<Row>,
}

#[derive(Debug)]
struct Header {
    name: String,
    /// The letter of the column in a workbook.
    letter: Option<String>,
}

/// A row of a table.
#[derive(Debug)]
pub(super) struct Row {
    /// As a spreadsheet counts, from 1.
    pub(super) number: u64,
    /// The cells, one under each header.
    pub(super) cells: Vec<Cell>,
}

/// A column that `dataset.toml` asked for and that the table has.
#[derive(Clone, Debug)]
pub(super) struct Column {
    position: usize,
    /// Its header.
    pub(super) name: String,
    letter: Option<String>,
    marks: Marks,
}

/// Rows as a format gives them, header and all.
struct RawRows {
    sheet: Option<String>,
    rows: Vec<Row>,
    letters: bool,
}

/// Why a file is not a table at all.
struct TableError {
    code: &'static str,
    location: Location,
    message: String,
}

impl Table {
    /// Reads a table. What is wrong with it as a whole (unreadable, no header, a ragged row) is reported here, and then
    /// there is no table.
    pub(super) fn read(source: &TableFile, fingerprint: &mut Fingerprint, findings: &mut Findings) -> Option<Self> {
        let file = &source.file.shown;
        let content = match source.file.read(MOST_BYTES) {
            Ok(content) => content,
            Err(error) => {
                findings.error(error.code(), Location::file(file), error.to_string());
                return None;
            }
        };
        fingerprint.add(file, &content);
        let raw = match source.format {
            TableFormat::Csv => csv::rows(file, &content),
            TableFormat::Xlsx => xlsx::rows(file, source.sheet.as_deref(), content),
        };
        match raw {
            Ok(raw) => Self::with_header(source, raw, findings),
            Err(error) => {
                findings.error(error.code, error.location, error.message);
                None
            }
        }
    }

    fn with_header(source: &TableFile, raw: RawRows, findings: &mut Findings) -> Option<Self> {
        let whole = Location { sheet: raw.sheet.clone(), ..Location::file(&source.file.shown) };
        let mut rows = raw.rows.into_iter().skip_while(|row| row.number < source.header_row);
        let header = rows.next().filter(|row| row.number == source.header_row);
        let Some(header) = header else {
            findings.error(
                "header_missing",
                Location { row: Some(source.header_row), ..whole },
                "there is no header in this row; `header_row` in dataset.toml says which row has the column names (1 if not given)",
            );
            return None;
        };
        let mut headers = Vec::with_capacity(header.cells.len());
        for (position, cell) in header.cells.iter().enumerate() {
            let letter = raw.letters.then(|| column_letter(position));
            match cell.text() {
                Ok(name) => headers.push(Header { name: name.unwrap_or_default(), letter }),
                Err(error) => {
                    let location = Location { row: Some(header.number), column_letter: letter, ..whole.clone() };
                    findings.error(error.code(), location, error.to_string());
                    return None;
                }
            }
        }
        let mut table = Self {
            file: source.file.shown.clone(),
            sheet: raw.sheet,
            header_row: header.number,
            headers,
            rows: Vec::new(),
        };
        let mut ragged = false;
        for mut row in rows {
            // Spreadsheets keep rows that only have a format; commas alone are the same thing in a CSV.
            if row.cells.iter().all(Cell::is_empty) {
                continue;
            }
            let (width, expected) = (row.cells.len(), table.headers.len());
            // A workbook stores only cells with something in them, so short rows are normal there.
            if width > expected && row.cells[expected..].iter().all(Cell::is_empty) || (raw.letters && width < expected)
            {
                row.cells.resize(expected, Cell::Empty);
            } else if width != expected {
                ragged = true;
                let message = format!("the header has {expected} cells, the row {width}");
                findings.error("ragged_row", table.at_row(&row), message);
                continue;
            }
            table.rows.push(row);
        }
        if table.rows.is_empty() && !ragged {
            findings.error("table_empty", whole, "the table has a header and no rows");
            return None;
        }
        // With a ragged row, everything joined to the table would be reported as missing too.
        (!ragged).then_some(table)
    }

    /// The column with this header.
    pub(super) fn column(&self, wanted: &ColumnName, findings: &mut Findings) -> Option<Column> {
        let mut found = self.headers.iter().enumerate().filter(|(_, header)| header.name == wanted.name);
        let location = || Location { row: Some(self.header_row), column: Some(wanted.name.clone()), ..self.at() };
        match (found.next(), found.next()) {
            (Some((position, header)), None) => {
                let mut marks = Marks::default();
                for row in &self.rows {
                    if let Some(Cell::Text(text)) = row.cells.get(position) {
                        marks.learn(text);
                    }
                }
                Some(Column { position, name: header.name.clone(), letter: header.letter.clone(), marks })
            }
            (None, _) => {
                let existing = listed(self.headers.iter().map(|header| &header.name).filter(|name| !name.is_empty()));
                findings.error(
                    "column_missing",
                    location(),
                    format!(
                        "line {} of dataset.toml names this column, but the table has no such header; it has: {existing}",
                        wanted.line
                    ),
                );
                None
            }
            (Some(_), Some(_)) => {
                findings.error("column_twice", location(), "two columns have this header; rename or remove one");
                None
            }
        }
    }

    /// The whole table as a location.
    pub(super) fn at(&self) -> Location {
        Location { sheet: self.sheet.clone(), ..Location::file(&self.file) }
    }

    /// A row as a location.
    pub(super) fn at_row(&self, row: &Row) -> Location {
        Location { row: Some(row.number), ..self.at() }
    }

    /// A cell as a location.
    pub(super) fn at_cell(&self, row: &Row, column: &Column) -> Location {
        Location { column: Some(column.name.clone()), column_letter: column.letter.clone(), ..self.at_row(row) }
    }

    /// The count in a cell; an error is reported at the cell.
    pub(super) fn count(&self, row: &Row, column: &Column, findings: &mut Findings) -> Result<Option<u64>, Reported> {
        self.value(row, column, findings, |cell| cell.count(column.marks)).ok_or(Reported)
    }

    /// The number in a cell, of either sign and with decimals; an error is reported at the cell.
    pub(super) fn decimal(&self, row: &Row, column: &Column, findings: &mut Findings) -> Result<Option<f64>, Reported> {
        self.value(row, column, findings, |cell| cell.decimal(column.marks)).ok_or(Reported)
    }

    /// Reads a cell with `read`; an error is reported at the cell.
    pub(super) fn value<T>(
        &self,
        row: &Row,
        column: &Column,
        findings: &mut Findings,
        read: impl FnOnce(&Cell) -> Result<T, CellError>,
    ) -> Option<T> {
        match read(row.cell(column)) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.error(error.code(), self.at_cell(row, column), error.to_string());
                None
            }
        }
    }
}

impl Row {
    /// The cell in a column.
    pub(super) fn cell(&self, column: &Column) -> &Cell {
        self.cells.get(column.position).unwrap_or(&Cell::Empty)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered_as_in_a_workbook() {
        for (position, letters) in [(0, "A"), (7, "H"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letter(position), letters);
        }
    }
}
