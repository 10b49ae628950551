//! XLSX workbooks: reads one sheet as a stream.
//!
//! This is our own reader, because libraries leave out what matters here: which sheets, rows and columns are hidden, whether the
//! result of a formula is stored, and how many bytes come out of the zip. A workbook can exhaust memory in many ways (a string
//! that a million cells share, a million styles, deeply nested elements). A limit on the bytes and the depth of every part
//! ([`package`]) covers them all.

mod cell_start;
mod package;
mod sheet;
mod strings;
mod styles;
mod workbook;

use std::io::{Read, Seek};

use super::super::report::{Findings, Location};
use super::super::text::listed;
use super::builder::TableBuilder;
use super::column_letter::column_letter;
use super::error::TableError;
use super::limits::{MAX_SHARED_BYTES, MAX_SHEET_BYTES};
use super::source::TableSource;
use super::store::StringTable;
use package::{Package, WorkbookError};
use sheet::{RowCount, Sheet};
use workbook::{SheetEntry, Workbook};

/// The content of a workbook.
pub(super) struct XlsxSource<R>(pub(super) R);

impl<R: Read + Seek> TableSource for XlsxSource<R> {
    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let at_file = |fault: WorkbookError| TableError::new(fault.code(), Location::file(file), fault.to_string());
        let mut package = Package::open(&mut self.0).map_err(at_file)?;
        let workbook = Workbook::read(&mut package).map_err(at_file)?;
        let entry = choose_sheet(&workbook, builder, findings)?;
        builder.sheet = Some(entry.name.clone());
        let shared = match &workbook.shared_strings {
            Some(part) => strings::read(&mut package, part, MAX_SHARED_BYTES).map_err(at_file)?,
            None => StringTable::default(),
        };
        let dates = match &workbook.styles {
            Some(part) => styles::read(&mut package, part).map_err(at_file)?,
            None => Vec::new(),
        };
        let part = package.part(&entry.part, MAX_SHEET_BYTES).map_err(at_file)?;
        let sheet = Sheet::read(part, &shared, &dates, builder, findings)?;
        report_hidden(&sheet, builder, findings);
        if workbook.must_be_calculated && sheet.formulas.count > 0 {
            let message = format!(
                "the workbook asks to be calculated when it is opened, so that what it stores of {} may be out of date; open it in \
                 a spreadsheet and save it",
                sheet.formulas.counted("formula", "formulas")
            );
            findings.warning("formula_results_may_be_stale", builder.at_row(sheet.formulas.first), message);
        }
        Ok(shared)
    }
}

/// The sheet that `dataset.toml` names, or the only visible one. Hidden sheets are reported.
fn choose_sheet<'w>(
    workbook: &'w Workbook,
    builder: &TableBuilder<'_>,
    findings: &mut Findings,
) -> Result<&'w SheetEntry, Box<TableError>> {
    let at = |sheet: Option<&SheetEntry>| Location { sheet: sheet.map(|sheet| sheet.name.clone()), ..builder.at() };
    let names = |hidden: bool| -> Vec<&str> {
        workbook.sheets.iter().filter(|sheet| sheet.is_hidden == hidden).map(|sheet| sheet.name.as_str()).collect()
    };
    let Some(wanted) = &builder.layout.sheet else {
        let visible: Vec<&SheetEntry> = workbook.sheets.iter().filter(|sheet| !sheet.is_hidden).collect();
        let hidden = names(true);
        return match visible[..] {
            [only] => {
                if !hidden.is_empty() {
                    let message = format!("this is the only visible sheet, so it is read; hidden: {}", listed(hidden));
                    findings.note_once("visible_sheet_read", at(Some(only)), message);
                }
                Ok(only)
            }
            [] if hidden.is_empty() => {
                Err(TableError::new("table_unreadable", at(None), "the workbook has no sheets".to_owned()))
            }
            [] => {
                let message = format!(
                    "all sheets of the workbook are hidden: {}; say which with `sheet` in dataset.toml",
                    listed(hidden)
                );
                Err(TableError::new("sheet_ambiguous", at(None), message))
            }
            _ => {
                let message = format!(
                    "the workbook has several sheets: {}; say which with `sheet` in dataset.toml",
                    listed(names(false))
                );
                Err(TableError::new("sheet_ambiguous", at(None), message))
            }
        };
    };
    let found = match workbook.find(&wanted.written)[..] {
        [found] => found,
        [] => {
            let existing = listed(workbook.sheets.iter().map(|sheet| &sheet.name));
            let message = format!("the workbook has no sheet `{}`; it has: {existing}", wanted.name);
            return Err(TableError::new("sheet_missing", at(None), message));
        }
        ref several => {
            let message = format!(
                "several sheets have the name `{}` up to white space: {}; write it exactly as it stands there",
                wanted.name,
                listed(several.iter().map(|sheet| &sheet.name))
            );
            return Err(TableError::new("sheet_ambiguous", at(None), message));
        }
    };
    if found.is_hidden {
        let message = "the sheet is hidden in the workbook; it is read, since dataset.toml names it";
        findings.note_once("hidden_sheet_read", at(Some(found)), message);
    }
    Ok(found)
}

/// Reports that hidden rows and columns were read like the others.
fn report_hidden(sheet: &Sheet, builder: &TableBuilder<'_>, findings: &mut Findings) {
    let RowCount { count, first } = sheet.hidden_rows;
    if count > 0 {
        let message = format!(
            "{} hidden in the sheet, from this one on, and read like the others",
            match count {
                1 => "1 row is".to_owned(),
                count => format!("{count} rows are"),
            }
        );
        findings.note_once("hidden_rows_read", builder.at_row(first), message);
    }
    for position in builder.kept_columns() {
        if sheet.hides(*position) {
            let location = Location {
                column: Some(builder.name(*position).to_owned()),
                column_letter: Some(column_letter(*position)),
                ..builder.at()
            };
            findings.note_once(
                "hidden_column_read",
                location,
                "the column is hidden in the sheet, and read like the others",
            );
        }
    }
}
