//! Tables: rows of cells under headers, from CSV and workbooks alike.
//!
//! A format implements [`TableSource`]: it passes its rows to a [`TableBuilder`], which finds the header and keeps the requested
//! columns in compact form ([`store`]). CSV, XLSX, ODS and JSON are read as streams, since a file may be large, or made to exhaust memory
//! ([`limits`]); XLS and XLSB are read whole, and have lower limits. To add a format, implement the trait and add the format to [`source_of`].

mod biff;
mod binary_workbooks;
mod builder;
mod cell;
mod column_letter;
mod conditions;
mod csv;
mod dates;
mod error;
mod features;
mod header;
mod hxl;
mod json;
mod limits;
pub(super) mod number;
mod ods;
mod package;
mod preamble;
mod raw;
mod sample;
mod sheets;
mod source;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod text_encoding;
mod xlsx;
mod years;

use std::io::{Read, Seek};

pub(super) use cell::{Cell, CellError};
pub(super) use conditions::{Conditions, select};
pub(super) use features::FeatureRows;
pub(super) use header::{HeaderKind, Headers};
pub(super) use number::MarkUsage;
pub(super) use sample::{Sample, sheets as sheets_of};
pub(super) use table::{Column, Row, Table};
pub(super) use years::check as check_years;

use super::config::{ColumnName, DataFile, TableFormat, TableLayout};
use super::fingerprint::Fingerprint;
use super::report::{Findings, Location};
use binary_workbooks::{XlsSource, XlsbSource};
use builder::TableBuilder;
use csv::CsvSource;
use json::JsonSource;
use limits::{MAX_BINARY_BYTES, MAX_TEXT_BYTES, MAX_WORKBOOK_BYTES};
use ods::OdsSource;
use source::TableSource;
use xlsx::XlsxSource;

/// Reads the `wanted` columns of a table. An error that affects the whole table (unreadable, no header, a ragged row) is reported, and then
/// there is no table.
pub(super) fn read(
    (file, format): (&DataFile, TableFormat),
    layout: &TableLayout,
    wanted: &[&ColumnName],
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<Table> {
    let opened = file.open(max_bytes(format)).and_then(|mut content| {
        fingerprint.add_stream(&file.display_name, &mut content)?;
        content.rewind()?;
        Ok(content)
    });
    match opened {
        Ok(content) => read_content(content, &file.display_name, (format, layout), wanted, findings),
        Err(error) => {
            findings.error(error.code(), Location::file(&file.display_name), error.to_string());
            None
        }
    }
}

/// Reads the `wanted` columns from the content of a file.
pub(super) fn read_content(
    content: impl Read + Seek,
    file: &str,
    (format, layout): (TableFormat, &TableLayout),
    wanted: &[&ColumnName],
    findings: &mut Findings,
) -> Option<Table> {
    let mut builder = TableBuilder::new(file, layout, wanted);
    let mut source = source_of(format, content);
    let read = source.read_rows(&mut builder, findings).and_then(|shared| builder.finish(shared, findings));
    read.unwrap_or_else(|error| {
        findings.error(error.code, error.location, error.message);
        None
    })
}

/// The reader of a format.
fn source_of<'c>(format: TableFormat, content: impl Read + Seek + 'c) -> Box<dyn TableSource + 'c> {
    match format {
        TableFormat::Csv => Box::new(CsvSource(content)),
        TableFormat::Xlsx => Box::new(XlsxSource(content)),
        TableFormat::Ods => Box::new(OdsSource(content)),
        TableFormat::Xls => Box::new(XlsSource(content)),
        TableFormat::Xlsb => Box::new(XlsbSource(content)),
        TableFormat::Json => Box::new(JsonSource(content)),
    }
}

/// The size in bytes up to which files of a format are read.
fn max_bytes(format: TableFormat) -> u64 {
    match format {
        TableFormat::Csv | TableFormat::Json => MAX_TEXT_BYTES,
        TableFormat::Xlsx | TableFormat::Ods => MAX_WORKBOOK_BYTES,
        TableFormat::Xls | TableFormat::Xlsb => MAX_BINARY_BYTES,
    }
}
