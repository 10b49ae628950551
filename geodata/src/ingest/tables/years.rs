//! Checks the column of the year in a long table: what is in it, and which year that is.

use super::super::report::Findings;
use super::dates::{self, YearError, year};
use super::table::{Column, Row, Table};

/// Reports cells of which the year is not clear, and notes that of dates the year is read.
pub(in crate::ingest) fn check(
    table: &Table,
    column: &Column,
    rows: impl Iterator<Item = Row>,
    findings: &mut Findings,
) {
    let mut dates = 0;
    let mut first = None;
    for row in rows {
        let cell = table.cell(row, column);
        match year(&cell) {
            // Rows without a year are not read, which is reported for all together.
            Ok(None) | Err(YearError::None) => {}
            Ok(Some(year)) => {
                if let Some(date) = dates::shown_of(&cell) {
                    dates += 1;
                    first.get_or_insert((row, date, year));
                }
            }
            Err(YearError::Unclear(shown)) => {
                let message = format!(
                    "it is not clear which year `{shown}` is: expected a year of four digits, alone (`2023`) or in a date (`2023-05-01`, `01.05.2023`, `May 2023`); a \
                     number of days needs the format of a date"
                );
                findings.error("year_unclear", table.at_cell(row, column), message);
            }
        }
    }
    if let Some((row, date, year)) = first {
        let others = if dates > 1 { format!(", and that of {} others", dates - 1) } else { String::new() };
        let message = format!("the column has dates, of which the year is read: {year} of `{date}`{others}");
        findings.note_once("dates_as_years", table.at_cell(row, column), message);
    }
}
