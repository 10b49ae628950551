//! Reads tables of whole numbers with a row per place and columns per population group: counts and breakdowns.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::config::{ColumnName, GroupColumns, PlaceTableConfig};
use super::fingerprint::Fingerprint;
use super::places::{PlaceRows, PlaceTable, match_by_key};
use super::report::{Findings, Location};
use super::tables::{self, Column, Table};
use crate::model::Value;
use crate::progress::Progress;

/// The values of a table.
#[derive(Debug)]
pub(super) struct GroupValues {
    pub(super) table: Table,
    pub(super) rows: PlaceRows,
    /// The values of each group, by place and then by column. A place without a row has no data.
    pub(super) values: Vec<Vec<Value>>,
    /// Where those values are in the table.
    pub(super) cells: Vec<CellLocations>,
    /// What the suppressed ones can be.
    pub(super) ranges: Vec<WithheldRanges>,
}

/// What suppressed cells can be, where their text says it, by the position of the value.
pub(super) type WithheldRanges = HashMap<usize, RangeInclusive<u64>>;

/// Where the cells of one group are in a table, kept when the table itself is not.
#[derive(Clone, Debug)]
pub(super) struct CellLocations {
    /// The row of each place, from 1; 0 if it has none.
    rows: Arc<[u32]>,
    columns: Vec<Location>,
}

impl CellLocations {
    /// The cell of a place.
    pub(super) fn of(&self, place: usize, column: usize) -> Location {
        let row = self.rows.get(place).filter(|row| **row > 0).map(|row| u64::from(*row));
        Location { row, ..self.columns.get(column).cloned().unwrap_or_default() }
    }

    /// Puts the columns in another order.
    pub(super) fn reorder(&mut self, columns: &[usize]) {
        self.columns = columns.iter().filter_map(|at| self.columns.get(*at).cloned()).collect();
    }
}

/// The values of one group, and where they are.
#[derive(Debug)]
pub(super) struct Located<T> {
    pub(super) values: T,
    pub(super) cells: CellLocations,
    pub(super) ranges: WithheldRanges,
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
    let mut ranges = vec![WithheldRanges::new(); columns.len()];
    for (place, row) in rows.rows.iter().copied() {
        for ((values, ranges), columns) in values.iter_mut().zip(&mut ranges).zip(&columns) {
            let first = place * columns.len();
            for ((cell, value), column) in values.iter_mut().enumerate().skip(first).zip(columns) {
                let Some(column) = column else { continue };
                *value = table.counted(row, column, findings).unwrap_or_default();
                if *value == Value::Suppressed {
                    ranges.extend(table.withheld_range(row, column).map(|range| (cell, range)));
                }
            }
        }
        progress.advance(1);
    }
    let suppressed = values.iter().flatten().filter(|value| **value == Value::Suppressed).count();
    table.report_suppressed(suppressed, findings);
    let mut row_of = vec![0; rows.places];
    for (place, row) in rows.rows.iter().copied() {
        row_of[place] = u32::try_from(table.number(row)).unwrap_or(0);
    }
    let row_of: Arc<[u32]> = row_of.into();
    let location =
        |column: &Option<Column>| column.as_ref().map_or_else(|| table.at(), |column| table.at_column(column));
    let cells = columns
        .iter()
        .map(|columns| CellLocations { rows: Arc::clone(&row_of), columns: columns.iter().map(location).collect() });
    let cells = cells.collect();
    Some(GroupValues { table, rows, values, cells, ranges })
}
