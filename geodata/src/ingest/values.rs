//! Reads tables of whole numbers with a row per place and columns per population group: counts and breakdowns.

use super::config::{ColumnName, GroupColumns, PlaceTableConfig};
use super::fingerprint::Fingerprint;
use super::places::{PlaceRows, PlaceTable, match_by_key};
use super::report::Findings;
use super::tables::{self, Column, Row, Table};
use crate::model::Value;
use crate::progress::Progress;

/// The values of a table.
#[derive(Debug)]
pub(super) struct GroupValues {
    pub(super) table: Table,
    pub(super) rows: PlaceRows,
    /// The values of each group, by place and then by column. A place without a row has no data.
    pub(super) values: Vec<Vec<Value>>,
}

/// Reads the columns of all groups in a table.
pub(super) fn read<K>(
    config: &PlaceTableConfig,
    groups: &[GroupColumns<K>],
    places: Option<&PlaceTable>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<GroupValues> {
    let columns = groups.iter().flat_map(|group| &group.columns);
    let wanted: Vec<&ColumnName> = std::iter::once(&config.place).chain(columns).collect();
    let table = tables::read(&config.table, &wanted, fingerprint, findings)?;
    let rows = match_by_key(&table, config, places, findings);
    let columns: Vec<Vec<Option<Column>>> =
        groups.iter().map(|group| group.columns.iter().map(|name| table.column(name, findings)).collect()).collect();
    let rows = rows?;
    progress.stage(&config.table.file.display_name, Some(rows.rows.len() as u64));
    let mut values: Vec<Vec<Value>> =
        columns.iter().map(|columns| vec![Value::NoData; rows.places * columns.len()]).collect();
    for (place, row) in rows.rows.iter().copied() {
        for (values, columns) in values.iter_mut().zip(&columns) {
            for (value, column) in values.iter_mut().skip(place * columns.len()).zip(columns) {
                *value = read_count(&table, row, column.as_ref(), findings);
            }
        }
        progress.advance(1);
    }
    Some(GroupValues { table, rows, values })
}

/// The value in a cell. An empty cell is no data; a zero is a count.
fn read_count(table: &Table, row: Row, column: Option<&Column>, findings: &mut Findings) -> Value {
    let count = column.and_then(|column| table.count(row, column, findings).ok()?);
    count.map_or(Value::NoData, Value::Reported)
}
