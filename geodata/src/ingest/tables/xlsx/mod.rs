//! XLSX workbooks: reads one sheet as a stream.
//!
//! This is our own reader, because libraries leave out what matters here: which sheets, rows and columns are hidden, whether the
//! result of a formula is stored, and how many bytes come out of the zip. A workbook can exhaust memory in many ways (a string
//! that a million cells share, a million styles, deeply nested elements). A limit on the bytes and the depth of every part
//! ([`package`]) covers them all.

mod cell_start;
mod sheet;
mod strings;
mod styles;
mod workbook;

use std::io::{Read, Seek};

use super::super::report::{Findings, Location};
use super::builder::TableBuilder;
use super::error::TableError;
use super::limits::{MAX_SHARED_BYTES, MAX_SHEET_BYTES};
use super::package::{Package, WorkbookError};
use super::sheets;
use super::source::TableSource;
use super::store::StringTable;
use sheet::{DateStyles, Sheet};
use workbook::Workbook;

/// The content of a workbook.
pub(super) struct XlsxSource<R>(pub(super) R);

impl<R: Read + Seek> TableSource for XlsxSource<R> {
    fn sheets(&mut self, file: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        let at_file = |fault: WorkbookError| TableError::new(fault.code(), Location::file(file), fault.to_string());
        let mut package = Package::open("XLSX", &mut self.0).map_err(at_file)?;
        Ok(sheets::names(Workbook::read(&mut package).map_err(at_file)?.sheets))
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let at_file = |fault: WorkbookError| TableError::new(fault.code(), Location::file(file), fault.to_string());
        let mut package = Package::open("XLSX", &mut self.0).map_err(at_file)?;
        let workbook = Workbook::read(&mut package).map_err(at_file)?;
        let entry = sheets::choose(&workbook.sheets, builder, findings)?;
        let shared = match &workbook.shared_strings {
            Some(part) => strings::read(&mut package, part, MAX_SHARED_BYTES).map_err(at_file)?,
            None => StringTable::default(),
        };
        let formats = match &workbook.styles {
            Some(part) => styles::read(&mut package, part).map_err(at_file)?,
            None => Vec::new(),
        };
        let dates = DateStyles { formats, counts_from_1904: workbook.counts_from_1904 };
        let part = package.part(&entry.part, MAX_SHEET_BYTES).map_err(at_file)?;
        let sheet = Sheet::read(part, &shared, &dates, builder, findings)?;
        sheets::report_hidden(&sheet.hidden_columns, builder, findings);
        if workbook.must_be_calculated && builder.formulas.count > 0 {
            let message = format!(
                "the workbook asks to be calculated when it is opened, so that what it stores of {} may be out of date; open it in \
                 a spreadsheet and save it",
                builder.formulas.counted("formula", "formulas")
            );
            findings.warning("formula_results_may_be_stale", builder.at_row(builder.formulas.first), message);
        }
        Ok(shared)
    }
}
