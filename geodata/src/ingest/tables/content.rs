//! Reads a table from the content of one file.

use std::io::{Read, Seek};

use super::super::config::{ColumnName, DataFile, TableFormat, TableLayout};
use super::super::fingerprint::Fingerprint;
use super::super::report::{Findings, Location};
use super::binary_workbooks::{XlsSource, XlsbSource};
use super::builder::TableBuilder;
use super::csv::CsvSource;
use super::form::Form;
use super::json::JsonSource;
use super::limits::{MAX_BINARY_BYTES, MAX_TEXT_BYTES, MAX_WORKBOOK_BYTES};
use super::ods::OdsSource;
use super::source::TableSource;
use super::table::Table;
use super::xlsx::XlsxSource;

/// Opens a file and reads the `wanted` columns. The table may be an export of a form.
pub(super) fn read_file(
    (file, format, layout): (&DataFile, TableFormat, &TableLayout),
    wanted: &[&ColumnName],
    form: Option<&Form>,
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<Table> {
    let opened = file.open(max_bytes(format)).and_then(|mut content| {
        fingerprint.add_stream(&file.display_name, &mut content)?;
        content.rewind()?;
        Ok(content)
    });
    match opened {
        Ok(content) => read_export(content, &file.display_name, (format, layout), wanted, form, findings),
        Err(error) => {
            findings.error(error.code(), Location::file(&file.display_name), error.to_string());
            None
        }
    }
}

/// Reads the `wanted` columns from the content of a file.
pub(in crate::ingest) fn read_content(
    content: impl Read + Seek,
    file: &str,
    (format, layout): (TableFormat, &TableLayout),
    wanted: &[&ColumnName],
    findings: &mut Findings,
) -> Option<Table> {
    read_export(content, file, (format, layout), wanted, None, findings)
}

/// Like [`read_content`]; the table may be an export of a form.
fn read_export(
    content: impl Read + Seek,
    file: &str,
    (format, layout): (TableFormat, &TableLayout),
    wanted: &[&ColumnName],
    form: Option<&Form>,
    findings: &mut Findings,
) -> Option<Table> {
    let mut builder = TableBuilder::new(file, layout, wanted).of_form(form);
    let mut source = source_of(format, content);
    let read = source.read_rows(&mut builder, findings).and_then(|shared| builder.finish(shared, findings));
    read.unwrap_or_else(|error| {
        findings.error(error.code, error.location, error.message);
        None
    })
}

/// The reader of a format.
pub(super) fn source_of<'c>(format: TableFormat, content: impl Read + Seek + 'c) -> Box<dyn TableSource + 'c> {
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
pub(super) fn max_bytes(format: TableFormat) -> u64 {
    match format {
        TableFormat::Csv | TableFormat::Json => MAX_TEXT_BYTES,
        TableFormat::Xlsx | TableFormat::Ods => MAX_WORKBOOK_BYTES,
        TableFormat::Xls | TableFormat::Xlsb => MAX_BINARY_BYTES,
    }
}
