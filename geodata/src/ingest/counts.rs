//! Counts: people by group, place and year.

use super::config::CountsConfig;
use super::fingerprint::Fingerprint;
use super::places::{Places, join};
use super::progress::Progress;
use super::report::Findings;
use super::table::{Cell, Column, Row, Table};
use crate::model::{Counts, Value};

/// Reads the counts of all groups in a table.
pub(super) fn read(
    config: &CountsConfig,
    places: Option<&Places>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<Counts>> {
    let table = Table::read(&config.rows.table, fingerprint, findings)?;
    let joined = join(&table, &config.rows, places, findings);
    let columns: Vec<Vec<Option<Column>>> = config
        .groups
        .iter()
        .map(|group| group.columns.iter().map(|column| table.column(column, findings)).collect())
        .collect();
    let joined = joined?;
    progress.stage(&config.rows.table.file.shown, Some(joined.rows.len() as u64));
    let mut all: Vec<Counts> = config
        .groups
        .iter()
        .map(|group| Counts {
            round: config.rows.round.clone(),
            group: group.group,
            level: config.rows.level,
            sources: config.rows.sources.clone(),
            years: group.years.clone(),
            values: vec![Value::NoData; joined.places * group.years.len()],
        })
        .collect();
    for (place, row) in &joined.rows {
        for (counts, columns) in all.iter_mut().zip(&columns) {
            let width = columns.len();
            let values = counts.values.iter_mut().skip(place * width);
            for (value, column) in values.zip(columns) {
                *value = read_count(&table, row, column.as_ref(), findings);
            }
        }
        progress.advance(1);
    }
    Some(all)
}

/// The value in a cell. An empty cell has no data; a zero is a count.
pub(super) fn read_count(table: &Table, row: &Row, column: Option<&Column>, findings: &mut Findings) -> Value {
    let count = column.and_then(|column| table.value(row, column, findings, Cell::count)).flatten();
    count.map_or(Value::NoData, Value::Reported)
}
