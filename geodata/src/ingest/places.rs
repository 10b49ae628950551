//! Matches the rows of a table to places by key.

use std::collections::HashMap;

use super::codes::CodeError;
use super::config::{LayerCodes, PlaceTableConfig};
use super::report::Findings;
use super::tables::{Cell, Row, Table};
use crate::model::{PlaceLevel, UnitCodeError};

/// The places of one level by key. The position of a place is that of its key in the layer.
#[derive(Debug)]
pub(super) struct PlaceTable {
    level: PlaceLevel,
    /// What the keys of units are.
    codes: Option<LayerCodes>,
    keys: Vec<String>,
    positions: HashMap<String, usize>,
    complete: bool,
}

/// The rows of a table, each with the position of its place.
#[derive(Debug)]
pub(super) struct PlaceRows {
    /// How many places there are.
    pub(super) places: usize,
    /// The rows of known places, each place once, with its position.
    pub(super) rows: Vec<(usize, Row)>,
}

impl PlaceTable {
    /// The units of a layer, in the order of `keys`, which are unique. `complete` unless some unit has no readable key.
    pub(super) fn of_units(codes: LayerCodes, keys: Vec<String>, complete: bool) -> Self {
        Self { codes: Some(codes), ..Self::new(codes.level.into(), keys, complete) }
    }

    /// The communities.
    pub(super) fn of_communities(keys: Vec<String>, complete: bool) -> Self {
        Self::new(PlaceLevel::Community, keys, complete)
    }

    fn new(level: PlaceLevel, keys: Vec<String>, complete: bool) -> Self {
        let positions = keys.iter().enumerate().map(|(position, key)| (key.clone(), position)).collect();
        Self { level, codes: None, keys, positions, complete }
    }

    /// The key of a place.
    pub(super) fn key(&self, position: usize) -> &str {
        self.keys.get(position).map_or("", String::as_str)
    }

    /// Code and message of the finding for a key that no place has.
    fn unknown(&self, key: &str, cell: &Cell) -> (&'static str, String) {
        // What is no code at all is not missing, it is wrong.
        if let Some(Err(error @ (CodeError::Code(UnitCodeError::Number { .. }) | CodeError::Cell(_)))) =
            self.codes.map(|codes| codes.of_cell(cell))
        {
            return (error.code(), error.to_string());
        }
        let hint = self.codes.map(|_| LayerCodes::hint(key, |key| self.positions.contains_key(key)));
        let hint = hint.unwrap_or_default();
        ("unknown_place", format!("there is no {} `{key}` in the dataset{hint}", self.noun()))
    }

    /// The noun for a place of this level in messages.
    fn noun(&self) -> &'static str {
        self.level.admin().map_or("community", crate::model::AdminLevel::label)
    }
}

/// Matches the rows of a table to places by key. Rows without a key, with an unknown key or with the key of an earlier row are
/// errors; places without a row have no data, which is a warning. Without `places` (they could not be read) every row counts as a
/// place, so that its cells are still checked.
pub(super) fn match_by_key(
    table: &Table,
    config: &PlaceTableConfig,
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) -> Option<PlaceRows> {
    let column = table.column(&config.place, findings)?;
    let mut rows = Vec::with_capacity(table.len());
    let mut row_of = vec![None; places.map_or(0, |places| places.keys.len())];
    // Keys of rows whose place is not known, if the places are incomplete. Otherwise an unknown place is an error by itself.
    let mut unknown: HashMap<String, Row> = HashMap::new();
    let is_complete = places.is_some_and(|places| places.complete);
    for (order, row) in table.rows().enumerate() {
        let Some(key) = table.value(row, &column, findings, Cell::key) else { continue };
        let Some(key) = key else {
            findings.error(
                "place_missing",
                table.at_cell(row, &column),
                "the row does not say which place it is about",
            );
            continue;
        };
        let position = places.and_then(|places| places.positions.get(&key).copied());
        let before = match position {
            Some(position) => row_of[position],
            None => unknown.get(&key).copied(),
        };
        if let Some(before) = before {
            let message = format!("`{key}` already has a row, row {}", table.number(before));
            findings.error("duplicate_place", table.at_cell(row, &column), message);
            continue;
        }
        match position {
            Some(position) => row_of[position] = Some(row),
            None if is_complete => {}
            None => {
                unknown.insert(key.clone(), row);
            }
        }
        match (places, position) {
            (None, _) => rows.push((order, row)),
            (Some(_), Some(position)) => rows.push((position, row)),
            (Some(places), None) if is_complete => {
                let (code, message) = places.unknown(&key, &table.cell(row, &column));
                findings.error(code, table.at_cell(row, &column), message);
            }
            (Some(_), None) => {}
        }
    }
    if let Some(places) = places {
        for (key, _) in places.keys.iter().zip(&row_of).filter(|(_, row)| row.is_none()) {
            let message = format!("there is no row for the {} `{key}`: it has no data", places.noun());
            findings.warning("place_without_row", table.at(), message);
        }
    }
    Some(PlaceRows { places: places.map_or(table.len(), |places| places.keys.len()), rows })
}
