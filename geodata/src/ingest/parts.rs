//! Puts tables of the same together: a sheet for each province, a file for each year.
//!
//! A value that two of them have is an error, even if both are equal: nobody knows which is meant. Places that none of them has get no data.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use super::places::PlaceTable;
use super::report::{Findings, Location};
use crate::model::{Dimension, Labels, PlaceLevel, PopulationGroup, RoundId, Value};

/// What a table is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableKey {
    pub(super) round: RoundId,
    pub(super) level: PlaceLevel,
    pub(super) group: PopulationGroup,
    pub(super) dimension: Option<Dimension>,
    /// Whether the counts of a flow are over its whole window and not by year.
    pub(super) of_window: bool,
}

impl TableKey {
    /// Whether both are about the same people by the same dimension.
    fn is_of_same(&self, other: &Self) -> bool {
        (&self.round, &self.group, &self.dimension) == (&other.round, &other.group, &other.dimension)
    }
}

/// The values of one group in one table, or in several that were put together.
#[derive(Debug)]
pub(super) struct Part<K, C = CellRows> {
    pub(super) key: TableKey,
    pub(super) sources: Vec<String>,
    /// What each column counts.
    pub(super) keys: Vec<K>,
    /// How the values of each column were calculated, if nobody published them.
    pub(super) derived: Vec<Option<Labels>>,
    /// By place, then by column.
    pub(super) values: Vec<Value>,
    pub(super) cells: C,
    /// What the suppressed ones can be.
    pub(super) ranges: WithheldRanges,
    /// Rows that are left out and withhold something.
    pub(super) lost: Vec<LostRow>,
}

/// A row that is left out and withholds a value, of which sums that a source states may have it as a part.
#[derive(Clone, Debug)]
pub(super) struct LostRow {
    /// The place that it is about, if that is known.
    pub(super) place: Option<usize>,
    pub(super) at: Location,
    /// Whether it would be added to other rows of its place. Otherwise it is about something else where the place has another row.
    pub(super) is_part: bool,
    /// Whether it is a cell of a row that is read, in a column that nothing reads.
    pub(super) is_unread_column: bool,
}

/// What suppressed cells can be, where their text says it, by the position of the value.
pub(super) type WithheldRanges = HashMap<usize, RangeInclusive<u64>>;

/// The tables that were read, and what those are about that could not be read.
#[derive(Debug)]
pub(super) struct Parts<K> {
    pub(super) read: Vec<Part<K>>,
    pub(super) unread: Vec<TableKey>,
    /// What tables are about that have rows about unknown places.
    pub(super) unplaced: Vec<TableKey>,
}

impl<K> Default for Parts<K> {
    fn default() -> Self {
        Self { read: Vec::new(), unread: Vec::new(), unplaced: Vec::new() }
    }
}

/// Where the values of one group are in one table.
#[derive(Clone, Debug)]
pub(super) struct CellRows {
    pub(super) table: Location,
    /// The row of each value, from 1; 0 if it has none.
    pub(super) rows: Vec<u32>,
    pub(super) columns: Vec<Location>,
}

/// Where the values of one group are, kept when the tables themselves are not.
#[derive(Clone, Debug)]
pub(super) struct CellLocations {
    /// Each table, and the position of its columns among those of all.
    tables: Vec<(CellRows, Vec<usize>)>,
}

impl CellRows {
    fn row(&self, place: usize, column: usize) -> Option<u64> {
        self.rows.get(place * self.columns.len() + column).filter(|row| **row > 0).map(|row| u64::from(*row))
    }

    fn of(&self, place: usize, column: usize) -> Location {
        let location = self.columns.get(column).cloned().unwrap_or_default();
        Location { row: self.row(place, column), ..location }
    }
}

impl CellLocations {
    /// The cell of a place.
    pub(super) fn of(&self, place: usize, column: usize) -> Location {
        let mut beside = None;
        for (cells, columns) in &self.tables {
            let Some(own) = columns.iter().position(|position| *position == column) else { continue };
            if cells.row(place, own).is_some() {
                return cells.of(place, own);
            }
            beside = beside.or_else(|| cells.columns.get(own).cloned());
        }
        beside.unwrap_or_default()
    }

    /// Puts the columns in another order: that at each of these positions in turn.
    pub(super) fn reorder(&mut self, columns: &[usize]) {
        for (_, positions) in &mut self.tables {
            for position in positions {
                *position = columns.iter().position(|at| at == position).unwrap_or(*position);
            }
        }
    }

    /// The row of a place, if it has one.
    pub(super) fn row_of(&self, place: usize) -> Option<Location> {
        self.tables.iter().find_map(|(cells, columns)| {
            let row = (0..columns.len()).find_map(|column| cells.row(place, column))?;
            Some(Location { row: Some(row), ..cells.table.clone() })
        })
    }

    /// The first table.
    pub(super) fn table(&self) -> Location {
        self.tables().first().map(|at| (*at).clone()).unwrap_or_default()
    }

    fn tables(&self) -> Vec<&Location> {
        self.tables.iter().map(|(cells, _)| &cells.table).collect()
    }
}

/// Puts the parts of the same together. `order` puts the keys of the columns in order.
pub(super) fn merge<'p, K: Clone + PartialEq>(
    parts: Parts<K>,
    order: impl Fn(&mut Vec<K>),
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) -> Vec<Part<K, CellLocations>> {
    let mut groups: Vec<Vec<Part<K>>> = Vec::new();
    for part in parts.read {
        match groups.iter_mut().find(|group| group[0].key == part.key) {
            Some(group) => group.push(part),
            None => groups.push(vec![part]),
        }
    }
    let merged: Vec<Part<K, CellLocations>> = groups
        .into_iter()
        .map(|group| {
            let places = places(group[0].key.level);
            merge_one(group, &order, places, findings)
        })
        .collect();
    // Without one of its tables it is not known which places have no row, nor with a row that may be about any of them, unless that is left out.
    let mut unknown = parts.unread;
    if findings.blocking() > 0 {
        unknown.extend(parts.unplaced);
    }
    report_missing(&merged, &unknown, places, findings);
    merged
}

fn merge_one<K: Clone + PartialEq>(
    parts: Vec<Part<K>>,
    order: impl Fn(&mut Vec<K>),
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) -> Part<K, CellLocations> {
    let mut keys: Vec<K> = Vec::new();
    let mut sources: Vec<String> = Vec::new();
    for part in &parts {
        for key in part.keys.iter().filter(|key| !keys.contains(key)).cloned().collect::<Vec<_>>() {
            keys.push(key);
        }
        for source in part.sources.iter().filter(|source| !sources.contains(source)).cloned().collect::<Vec<_>>() {
            sources.push(source);
        }
    }
    order(&mut keys);
    let derived_of = |key: &K| {
        let of_part = |part: &Part<K>| part.derived.get(part.keys.iter().position(|known| known == key)?)?.clone();
        parts.iter().find_map(of_part)
    };
    let derived = keys.iter().map(derived_of).collect();
    let key = parts[0].key.clone();
    let count = parts[0].values.len() / parts[0].keys.len().max(1);
    let is_alone = parts.len() == 1 && parts[0].keys == keys;
    let mut values = if is_alone { Vec::new() } else { vec![Value::NoData; count * keys.len()] };
    let mut cells = CellLocations { tables: Vec::new() };
    let mut ranges = WithheldRanges::new();
    let mut lost = Vec::new();
    for mut part in parts {
        lost.append(&mut part.lost);
        let columns: Vec<usize> =
            part.keys.iter().filter_map(|key| keys.iter().position(|known| known == key)).collect();
        if is_alone {
            values = part.values;
            ranges = part.ranges;
        } else {
            for (at, value) in part.values.iter().enumerate() {
                let (place, own) = (at / columns.len(), at % columns.len());
                if part.cells.row(place, own).is_none() {
                    continue;
                }
                let before = cells.of(place, columns[own]);
                if before.row.is_some() {
                    let at = part.cells.of(place, own);
                    if findings.refuse_one_decision(&before, &at, at.clone()) {
                        continue;
                    }
                    let key = places.map_or("the place", |places| places.key(place));
                    let message = format!("`{key}` already has this value in {before}; remove one of them");
                    findings.error("counted_twice", at, message);
                    continue;
                }
                let whole = place * keys.len() + columns[own];
                values[whole] = *value;
                ranges.extend(part.ranges.get(&at).map(|range| (whole, range.clone())));
            }
        }
        cells.tables.push((part.cells, columns));
    }
    Part { key, sources, keys, derived, values, cells, ranges, lost }
}

/// Warns of places that no table has. Where smaller places are counted, a table of larger ones states sums of them: what it leaves out is counted
/// nevertheless, so that only [`stated`](super::stated) can tell.
fn report_missing<'p, K>(
    merged: &[Part<K, CellLocations>],
    unknown: &[TableKey],
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) {
    // Groups of the same tables usually have the same rows.
    let mut reported: HashSet<(&RoundId, Vec<&Location>, usize)> = HashSet::new();
    for whole in merged {
        let has_smaller =
            merged.iter().any(|other| other.key.is_of_same(&whole.key) && other.key.level > whole.key.level);
        let Some(places) = places(whole.key.level).filter(|_| !has_smaller && !unknown.contains(&whole.key)) else {
            continue;
        };
        let tables = whole.cells.tables();
        let of_tables = || merged.iter().filter(|other| other.cells.tables() == tables);
        let has_rounds = of_tables().any(|other| other.key.round != whole.key.round);
        let has_row = |other: &&Part<K, CellLocations>, place: usize| {
            other.key.level == whole.key.level && other.cells.row_of(place).is_some()
        };
        for place in 0..places.len() {
            // A flow may be counted by year in one place and over the window in another.
            if merged.iter().any(|other| other.key.is_of_same(&whole.key) && has_row(&other, place)) {
                continue;
            }
            let of_round = || of_tables().filter(|other| other.key.round == whole.key.round);
            let is_of_group = of_round().any(|other| has_row(&other, place));
            let of = match (is_of_group, has_rounds) {
                (true, _) => format!(" with `{}` of round `{}`", whole.key.group.id(), whole.key.round),
                (false, true) => format!(" of round `{}`", whole.key.round),
                (false, false) => String::new(),
            };
            if is_of_group || reported.insert((&whole.key.round, tables.clone(), place)) {
                places.report_missing(place, &of, whole.cells.table(), findings);
            }
        }
    }
}
