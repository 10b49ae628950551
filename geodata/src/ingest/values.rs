//! Whole numbers of a table with a row per place: what counts and breakdowns have in common.

use super::config::{ColumnName, PlaceTable};
use super::fingerprint::Fingerprint;
use super::places::{PlaceRows, Places, join};
use super::report::Findings;
use super::table::{Column, Row, Table};
use crate::model::Value;
use crate::progress::Progress;

/// Reads the column of the places and these groups of columns.
pub(super) fn read_table(
    config: &PlaceTable,
    groups: &[&[ColumnName]],
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<Table> {
    let wanted: Vec<&ColumnName> = std::iter::once(&config.place).chain(groups.iter().copied().flatten()).collect();
    Table::read(&config.table, &wanted, fingerprint, findings)
}

/// For each group of columns its values, by place and then by column. A place without a row has no data.
pub(super) fn read_values(
    table: &Table,
    config: &PlaceTable,
    groups: &[&[ColumnName]],
    places: Option<&Places>,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<(PlaceRows, Vec<Vec<Value>>)> {
    let joined = join(table, config, places, findings);
    let groups: Vec<Vec<Option<Column>>> =
        groups.iter().map(|names| names.iter().map(|name| table.column(name, findings)).collect()).collect();
    let joined = joined?;
    progress.stage(&config.table.file.shown, Some(joined.rows.len() as u64));
    let mut all: Vec<Vec<Value>> =
        groups.iter().map(|columns| vec![Value::NoData; joined.places * columns.len()]).collect();
    for (place, row) in joined.rows.iter().copied() {
        for (values, columns) in all.iter_mut().zip(&groups) {
            for (value, column) in values.iter_mut().skip(place * columns.len()).zip(columns) {
                *value = read_count(table, row, column.as_ref(), findings);
            }
        }
        progress.advance(1);
    }
    Some((joined, all))
}

/// The value in a cell. An empty cell has no data; a zero is a count.
fn read_count(table: &Table, row: Row, column: Option<&Column>, findings: &mut Findings) -> Value {
    let count = column.and_then(|column| table.count(row, column, findings).ok()?);
    count.map_or(Value::NoData, Value::Reported)
}
