//! XLS and XLSB workbooks, the binary formats of Excel, read by the crate `calamine`.
//!
//! They are read whole, so that what is read is limited: the file, what it unpacks to, and the cells that its sheets span. Damaged files can
//! make the library panic, which is an error of the file.

use std::fmt::Display;
use std::io::{BufReader, Read, Seek};

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xls, Xlsb};
use chrono::{NaiveDate, NaiveDateTime};

use super::super::report::{Findings, Location};
use super::biff::{self, BiffError, BiffSheet};
use super::builder::TableBuilder;
use super::dates;
use super::error::TableError;
use super::limits::{MAX_BINARY_UNPACKED, MAX_COLUMNS, MAX_ROW_BYTES};
use super::package::Package;
use super::raw::{RawCell, RawRow};
use super::sheets::{self, SheetEntry};
use super::source::TableSource;
use super::store::{CellKind, StringTable};
use crate::expected_panics::caught;

/// The content of an XLS workbook.
pub(super) struct XlsSource<R>(pub(super) R);

/// An open workbook, and of each of its sheets what the library does not say.
type OpenXls<'r, R> = (Vec<BiffSheet>, Xls<BufReader<&'r mut R>>);

/// The content of an XLSB workbook.
pub(super) struct XlsbSource<R>(pub(super) R);

/// The sheets with cells, each with its position among all.
fn list(sheets: &[calamine::Sheet]) -> Vec<SheetEntry<usize>> {
    let is_table = |(_, sheet): &(usize, &calamine::Sheet)| sheet.typ == SheetType::WorkSheet;
    let sheets = sheets.iter().enumerate().filter(is_table).map(|(position, sheet)| SheetEntry {
        name: sheet.name.clone(),
        is_hidden: sheet.visible != SheetVisible::Visible,
        part: position,
    });
    sheets.collect()
}

/// Runs a step of the library, which may panic on a damaged file.
fn guarded<T, E: Display>(kind: &str, file: &str, step: impl FnOnce() -> Result<T, E>) -> Result<T, Box<TableError>> {
    caught(step)
        .map_err(|_| unreadable(kind, file, "it is damaged"))?
        .map_err(|error| unreadable(kind, file, &error.to_string()))
}

fn unreadable(kind: &str, file: &str, what: &str) -> Box<TableError> {
    let message = format!("cannot be read as an {kind} workbook: {what}");
    TableError::new("table_unreadable", Location::file(file), message)
}

impl<R: Read + Seek> XlsSource<R> {
    /// Opens the workbook; of each sheet, what the library does not say.
    fn open(&mut self, file: &str) -> Result<OpenXls<'_, R>, Box<TableError>> {
        let scanned = biff::read(&mut self.0).map_err(|error| {
            let code = match error {
                BiffError::Unreadable(_) => "table_unreadable",
                BiffError::Protected => "workbook_protected",
                BiffError::TooLarge => "workbook_too_large",
            };
            TableError::new(code, Location::file(file), error.to_string())
        })?;
        let content = BufReader::new(&mut self.0);
        let workbook = guarded("XLS", file, || Xls::new(content))?;
        Ok((scanned, workbook))
    }
}

impl<R: Read + Seek> TableSource for XlsSource<R> {
    fn sheets(&mut self, file: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        let (_, workbook) = self.open(file)?;
        Ok(sheets::names(list(workbook.sheets_metadata())))
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let (scanned, mut workbook) = self.open(file)?;
        let all = list(workbook.sheets_metadata());
        let chosen = sheets::choose(&all, builder, findings)?;
        let none = BiffSheet::default();
        let scanned = scanned.get(chosen.part).unwrap_or(&none);
        let range = guarded("XLS", file, || workbook.worksheet_range(&chosen.name))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (number, cells) in (first_row..).zip(range.rows()) {
            let mut row = BinaryRow::default();
            for (column, value) in (first_column..).zip(cells) {
                let has_formula = scanned.formulas.contains(&(number, column));
                // A formula without a result has no value, like an empty cell.
                if has_formula && *value == Data::Empty {
                    row.push(column, CellKind::Uncalculated, "", true);
                } else {
                    row.push_data(column, value, has_formula);
                }
            }
            row.pass(number, scanned.hidden_rows.contains(&number), builder, findings)?;
        }
        builder.end_rows(findings)?;
        let merged = workbook.merge_cells_by_sheet_name(&chosen.name).unwrap_or_default();
        for area in merged {
            let address = |(row, column): (u32, u32)| (column as usize, u64::from(row) + 1);
            builder.report_merged(address(area.start), address(area.end), findings);
        }
        sheets::report_hidden(&scanned.hidden_columns, builder, findings);
        Ok(StringTable::default())
    }
}

impl<R: Read + Seek> XlsbSource<R> {
    /// Opens the workbook, after looking for what the library cannot read.
    fn open(&mut self, file: &str) -> Result<Xlsb<BufReader<&mut R>>, Box<TableError>> {
        let mut has_short_cells = false;
        let show = |part: &str, content: &[u8]| {
            has_short_cells |= part.contains("worksheets/") && !part.contains("_rels/") && holds_short_cells(content);
        };
        let checked =
            Package::open("XLSB", &mut self.0).and_then(|mut package| package.inspect(MAX_BINARY_UNPACKED, show));
        checked.map_err(|fault| TableError::new(fault.code(), Location::file(file), fault.to_string()))?;
        if has_short_cells {
            let what = "it has cells in a short form; open it in a spreadsheet and save it, or save it as .xlsx";
            return Err(unreadable("XLSB", file, what));
        }
        let content = BufReader::new(&mut self.0);
        guarded("XLSB", file, || Xlsb::new(content))
    }
}

impl<R: Read + Seek> TableSource for XlsbSource<R> {
    fn sheets(&mut self, file: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        let workbook = self.open(file)?;
        Ok(sheets::names(list(workbook.sheets_metadata())))
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let mut workbook = self.open(file)?;
        let all = list(workbook.sheets_metadata());
        let chosen = sheets::choose(&all, builder, findings)?;
        let mut cells = guarded("XLSB", file, || workbook.worksheet_cells_reader(&chosen.name))?;
        let (mut row, mut number, mut next_column) = (BinaryRow::default(), 0, 0);
        loop {
            let cell = guarded("XLSB", file, || cells.next_cell())?;
            let Some(cell) = cell else { break };
            let (of_row, column) = cell.get_position();
            if of_row != number {
                std::mem::take(&mut row).pass(number, false, builder, findings)?;
                next_column = 0;
            }
            if of_row < number
                || column < next_column
                || column as usize >= MAX_COLUMNS
                || row.text.len() > MAX_ROW_BYTES
            {
                return Err(unreadable("XLSB", file, "its cells are out of order"));
            }
            (number, next_column) = (of_row, column + 1);
            match cell.get_value() {
                DataRef::SharedString(text) => row.push(column, CellKind::Text, text, false),
                other => row.push_data(column, &Data::from(other.clone()), false),
            }
        }
        row.pass(number, false, builder, findings)?;
        Ok(StringTable::default())
    }
}

/// Whether a sheet has cells in the short form that follows another cell (`BrtShortRk` and so on, [MS-XLSB] 2.3). The library skips them, and their
/// values would be lost without a word.
fn holds_short_cells(mut records: &[u8]) -> bool {
    /// The bits of the bytes of a number: seven in each, and one that says whether another follows.
    fn number(records: &mut &[u8], max_bytes: usize) -> Option<usize> {
        let mut number = 0;
        for position in 0..max_bytes {
            let (byte, rest) = records.split_first()?;
            *records = rest;
            number |= usize::from(byte & 0x7f) << (7 * position);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
    while let (Some(kind), Some(length)) = (number(&mut records, 2), number(&mut records, 4)) {
        if (12..=18).contains(&kind) {
            return true;
        }
        let Some(rest) = records.get(length..) else { return false };
        records = rest;
    }
    false
}

/// The cells of a row, and their texts.
#[derive(Default)]
struct BinaryRow {
    cells: Vec<(usize, CellKind, (usize, usize), bool)>,
    text: String,
}

impl BinaryRow {
    fn push(&mut self, column: u32, kind: CellKind, text: &str, has_formula: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push((column as usize, kind, (start, self.text.len()), has_formula));
    }

    fn push_data(&mut self, column: u32, value: &Data, has_formula: bool) {
        match value {
            Data::Empty => {}
            Data::String(text) => self.push(column, CellKind::Text, text, has_formula),
            Data::Int(number) => self.push(column, CellKind::Number, &number.to_string(), has_formula),
            Data::Float(number) => self.push(column, CellKind::Number, &number.to_string(), has_formula),
            Data::Bool(value) => self.push(column, CellKind::Logical, if *value { "1" } else { "0" }, has_formula),
            Data::DateTime(moment) => {
                let date = moment_of(moment).map(dates::shown).unwrap_or_default();
                self.push(column, CellKind::Date, &date, has_formula);
            }
            Data::DateTimeIso(text) => self.push(column, CellKind::Date, text, has_formula),
            Data::DurationIso(_) => self.push(column, CellKind::Date, "", has_formula),
            Data::Error(error) => self.push(column, CellKind::FormulaError, error_text(error), has_formula),
        }
    }

    /// Passes the row to the builder.
    fn pass(
        self,
        number: u32,
        is_hidden: bool,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<(), Box<TableError>> {
        let cells = self.cells.iter().map(|(position, kind, (from, to), has_formula)| {
            let text = self.text.get(*from..*to).unwrap_or_default();
            (*position, RawCell { kind: *kind, text, shared: None, has_formula: *has_formula })
        });
        builder.row(RawRow { number: u64::from(number) + 1, is_hidden, ..RawRow::default() }, cells, findings)
    }
}

/// The date of a cell; none if it is a time of day or a duration.
fn moment_of(moment: &ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())?;
    let is_date = moment.is_datetime() && moment.as_f64() >= 1.0;
    date.and_hms_opt(hour.into(), minute.into(), second.into()).filter(|_| is_date)
}

/// An error value as Excel shows it.
fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
