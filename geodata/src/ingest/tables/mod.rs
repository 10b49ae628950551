//! Tables: rows of cells under headers, from CSV and workbooks alike.
//!
//! A format implements [`TableSource`]: it passes its rows to a [`TableBuilder`], which finds the header and keeps the requested
//! columns in compact form ([`store`]). CSV, XLSX, ODS and JSON are read as streams, since a file may be large, or made to exhaust memory
//! ([`limits`]); XLS and XLSB are read whole, and have lower limits. To add a format, implement the trait and add the format to `source_of` in [`content`].
//!
//! Exports of forms ([`exports`]) are tables too; with the [`form`] their columns are found by names and labels, and rows of a repeated group are joined
//! to those of their submissions ([`repeats`]).

mod biff;
mod binary_workbooks;
mod builder;
mod cell;
mod column_letter;
mod conditions;
mod content;
mod csv;
mod dates;
mod error;
mod exports;
mod features;
mod filled_down;
mod form;
mod form_file;
mod header;
mod hxl;
mod json;
mod kept_columns;
mod latest;
mod limits;
mod months;
mod not_found;
pub(super) mod number;
mod ods;
mod package;
mod preamble;
mod question_findings;
mod raw;
mod readings;
mod repeats;
mod sample;
mod sheets;
mod source;
mod store;
mod table;
#[cfg(test)]
mod tests;
mod text_encoding;
mod unread;
mod xlsx;
mod years;

pub(super) use cell::{Cell, CellError};
pub(super) use conditions::{Conditions, select};
pub(super) use content::read_content;
pub(super) use exports::{position, submission_time};
pub(super) use features::FeatureRows;
pub(super) use header::Headers;
pub(super) use latest::{moment, select as select_latest};
pub(super) use not_found::HeaderKind;
pub(super) use number::MarkUsage;
pub(super) use repeats::LINKS as REPEAT_LINKS;
pub(super) use sample::{Sample, SampleHeader, sheets as sheets_of};
pub(super) use table::{Column, Row, RowLocations, Table};
pub(super) use years::check as check_years;

use super::config::{ColumnName, DataFile, FormFile, ParentTable, TableFormat, TableLayout};
use super::fingerprint::Fingerprint;
use super::report::Findings;

/// A file with a table, its format, and where the table is in it.
pub(super) type Located<'a> = (&'a DataFile, TableFormat, &'a TableLayout);

/// Reads the `wanted` columns of a table, which may be an export of a form, and one of rows that belong to others. An error that affects the
/// whole table (unreadable, no header, a ragged row) is reported, and then there is no table.
pub(super) fn read(
    table: Located<'_>,
    (form, parent): (Option<&FormFile>, Option<&ParentTable>),
    wanted: &[&ColumnName],
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<Table> {
    let form = match form {
        Some(form) => Some(form_file::read(form, fingerprint, findings)?),
        None => None,
    };
    match parent {
        None => content::read_file(table, wanted, form.as_ref(), fingerprint, findings),
        Some(parent) => repeats::read(table, parent, wanted, form.as_ref(), fingerprint, findings),
    }
}
