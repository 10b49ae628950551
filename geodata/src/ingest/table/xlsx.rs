//! XLSX workbooks: one sheet, cell by cell.

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx, XlsxError};

use super::super::report::Location;
use super::super::text::listed;
use super::{Cell, RawRows, Row, TableError};

/// No sheet of an assessment has more columns or cells; a file that claims so is damaged, or made to exhaust memory.
const MOST_COLUMNS: u32 = 4096;
const MOST_CELLS: usize = 20_000_000;

/// All rows of a sheet that have cells; the first sheet unless one is named.
pub(super) fn rows(file: &str, sheet: Option<&str>, content: Vec<u8>) -> Result<RawRows, Box<TableError>> {
    let error = |code, sheet: Option<&str>, message: String| {
        Box::new(TableError {
            code,
            location: Location { sheet: sheet.map(str::to_owned), ..Location::file(file) },
            message,
        })
    };
    let mut workbook: Xlsx<Cursor<Vec<u8>>> = Xlsx::new(Cursor::new(content)).map_err(|problem| match problem {
        XlsxError::Password => error("workbook_protected", None, "the workbook has a password; remove it".to_owned()),
        other => error("table_unreadable", None, format!("cannot be read as an XLSX workbook: {other}")),
    })?;
    let names = workbook.sheet_names();
    let name = match sheet {
        Some(sheet) if names.iter().any(|name| name == sheet) => sheet.to_owned(),
        Some(sheet) => {
            let message = format!("the workbook has no sheet `{sheet}`; it has: {}", listed(&names));
            return Err(error("sheet_missing", None, message));
        }
        None => names
            .first()
            .cloned()
            .ok_or_else(|| error("table_unreadable", None, "the workbook has no sheets".to_owned()))?,
    };
    // Read cell by cell: a range would be allocated up to the farthest cell, and one stray cell in the last row and
    // column of a sheet makes that hundreds of gigabytes.
    let unreadable =
        |problem: XlsxError| error("table_unreadable", Some(&name), format!("the sheet cannot be read: {problem}"));
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(unreadable)?;
    let (mut rows, mut count): (Vec<Row>, usize) = (Vec::new(), 0);
    while let Some(found) = cells.next_cell().map_err(unreadable)? {
        let (row, column) = found.get_position();
        let cell = read(found.get_value());
        if cell.is_empty() {
            continue;
        }
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.number < number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut().filter(|last| last.number == number) {
            let position = column as usize;
            count += (position + 1).saturating_sub(last.cells.len());
            if column >= MOST_COLUMNS || count > MOST_CELLS {
                let message = format!("the sheet has more than {MOST_COLUMNS} columns or {MOST_CELLS} cells");
                return Err(error("sheet_too_large", Some(&name), message));
            }
            if last.cells.len() <= position {
                last.cells.resize(position + 1, Cell::Empty);
            }
            last.cells[position] = cell;
        } else {
            return Err(error("table_unreadable", Some(&name), "the rows of the sheet are out of order".to_owned()));
        }
    }
    Ok(RawRows { sheet: Some(name), rows, letters: true })
}

fn read(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::from_text(text),
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Bool(value) => Cell::Logical(*value),
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) | DataRef::DurationIso(_) => Cell::Date,
        DataRef::Error(error) => Cell::Failed(error.to_string()),
    }
}
