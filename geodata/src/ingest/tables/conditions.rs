//! Conditions on the rows of a table: `where = { reason = "Conflict" }`, and the column of the year in a long table.

use super::super::config::{Expected, RowCondition};
use super::super::report::Findings;
use super::super::text::{comparable, listed};
use super::cell::Cell;
use super::dates::{self, year};
use super::table::{Column, Row, Table};

/// Conditions whose columns were found.
#[derive(Debug)]
pub(in crate::ingest) struct Conditions<'c>(Vec<(Column, &'c Expected)>);

impl<'c> Conditions<'c> {
    /// Finds the columns; one that is missing is reported.
    pub(in crate::ingest) fn find(
        conditions: &'c [RowCondition],
        table: &Table,
        findings: &mut Findings,
    ) -> Option<Self> {
        let found: Vec<_> = conditions
            .iter()
            .map(|condition| Some((table.column(&condition.column, findings)?, &condition.expected)))
            .collect();
        found.into_iter().collect::<Option<_>>().map(Self)
    }

    /// Whether a row meets all of them.
    pub(in crate::ingest) fn meets(&self, table: &Table, row: Row) -> bool {
        self.0.iter().all(|(column, expected)| is_met(&table.cell(row, column), expected))
    }

    /// The column of the year, if one of them is about it.
    pub(in crate::ingest) fn year_column(&self) -> Option<&Column> {
        self.0.iter().find(|(_, expected)| matches!(expected, Expected::Year(_))).map(|(column, _)| column)
    }

    /// What a row has in the columns, for a message.
    pub(in crate::ingest) fn shown(&self, table: &Table, row: Row) -> String {
        let shown = self.0.iter().map(|(column, _)| {
            let text = compared(&table.cell(row, column)).unwrap_or_default();
            format!("`{}` is `{text}`", column.name)
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// Whether a cell has what is expected.
fn is_met(cell: &Cell, expected: &Expected) -> bool {
    match expected {
        Expected::Texts(texts) => compared(cell).is_some_and(|text| texts.contains(&comparable(&text))),
        Expected::Year(expected) => year(cell) == Ok(Some(*expected)),
    }
}

/// The text of a cell that is compared; of a date as ISO 8601.
fn compared(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Date(date) => date.map(dates::shown),
        cell => cell.text().ok().flatten(),
    }
}

/// The table with the rows that meet conditions. What no row has is reported: it is probably a typing error.
pub(super) fn select(table: Table, conditions: &[RowCondition], findings: &mut Findings) -> Option<Table> {
    let found = Conditions::find(conditions, &table, findings)?;
    let rows = table.len();
    for (column, expected) in &found.0 {
        let Expected::Texts(texts) = expected else { continue };
        let mut existing: Vec<String> = Vec::new();
        let mut is_found = vec![false; texts.len()];
        for row in table.rows() {
            let Some(text) = compared(&table.cell(row, column)) else { continue };
            let shown = comparable(&text);
            match texts.iter().position(|wanted| *wanted == shown) {
                Some(position) => is_found[position] = true,
                // A message shows some.
                None if existing.len() < MAX_SHOWN && !existing.contains(&text) => existing.push(text),
                None => {}
            }
        }
        for (text, _) in texts.iter().zip(is_found).filter(|(_, is_found)| !is_found) {
            let message =
                format!("`where` asks for `{text}` in this column, which no row has; it has: {}", listed(&existing));
            findings.error("where_matches_none", table.at_column(column), message);
        }
    }
    let is_kept: Vec<bool> = table.rows().map(|row| found.meets(&table, row)).collect();
    let kept = is_kept.iter().filter(|is_kept| **is_kept).count();
    if kept < rows {
        let message = format!("{kept} of {rows} rows are read, as `where` in dataset.toml says");
        findings.note("rows_selected", table.at(), message);
    }
    drop(found);
    Some(Table { store: table.store.retain(|row| is_kept[row]), ..table })
}

/// Values of a column in a message.
const MAX_SHOWN: usize = 20;
