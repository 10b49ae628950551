//! The sums of larger places, compared with those that sources state beside their parts. A sum that contradicts its parts is a mistake of
//! the source, or not what it is taken for.

use super::places::PlaceTable;
use super::report::{DifferentTotal, Findings};
use super::stated::{LevelTable, Located, finest_of_same};
use crate::model::{PlaceLevel, Value};
use crate::subtraction::Places;

/// What the parts of a larger place add up to.
#[derive(Clone, Copy, Debug, Default)]
struct PartSum {
    /// What is known of them.
    known: u64,
    has_parts: bool,
    /// Whether some part has no data, or is withheld.
    has_unknown: bool,
}

/// The sums of the places of a level, by place, then column.
#[derive(Debug)]
pub(super) struct LevelSums {
    pub(super) level: PlaceLevel,
    parts: Vec<PartSum>,
    /// As they are shown: as a source states them, or of their parts.
    pub(super) shown: Vec<Value>,
}

/// A part of larger places.
struct Part {
    level: PlaceLevel,
    place: usize,
    column: usize,
    value: Value,
}

/// The places of a dataset, and how many units each level has, country first.
#[derive(Debug)]
pub(super) struct Units {
    pub(super) places: Places,
    pub(super) levels: Vec<(PlaceLevel, usize)>,
}

/// The sums of all levels above the finest one of some tables of the same, finest first. What a source states takes the place of its parts.
pub(super) fn sums<T: LevelTable>(units: &Units, tables: &[&T]) -> Vec<LevelSums> {
    let Some(finest) = tables.iter().max_by_key(|table| (table.level(), table.rank())) else { return Vec::new() };
    let width = finest.width().max(1);
    let cells = finest.values().iter().enumerate();
    let part = |(cell, value): (usize, &Value)| Part {
        level: finest.level(),
        place: cell / width,
        column: cell % width,
        value: *value,
    };
    let mut parts: Vec<Part> = cells.map(part).collect();
    let mut all = Vec::new();
    for (level, count) in units.levels.iter().rev().filter(|(level, _)| *level < finest.level()) {
        let mut sums = LevelSums {
            level: *level,
            parts: vec![PartSum::default(); count * width],
            shown: vec![Value::NoData; count * width],
        };
        let cell = |part: &Part| {
            let place = units.places.place_at(part.level, part.place, *level)?;
            Some(place * width + part.column).filter(|cell| *cell < count * width)
        };
        for part in &parts {
            let Some(cell) = cell(part) else { continue };
            let sum = &mut sums.parts[cell];
            sum.has_parts = true;
            sum.known = sum.known.saturating_add(part.value.reported().unwrap_or(0));
            sum.has_unknown |= part.value.reported().is_none();
            sums.shown[cell] = sums.shown[cell].plus(part.value);
        }
        let mut is_stated = vec![false; sums.shown.len()];
        for table in tables.iter().filter(|table| table.level() == *level && has_same_columns(**table, *finest)) {
            for ((cell, value), shown) in table.values().iter().enumerate().zip(&mut sums.shown) {
                if *value != Value::NoData {
                    (*shown, is_stated[cell]) = (*value, true);
                }
            }
        }
        parts.retain(|part| !cell(part).is_some_and(|cell| is_stated[cell]));
        for cell in (0..is_stated.len()).filter(|cell| is_stated[*cell]) {
            parts.push(Part { level: *level, place: cell / width, column: cell % width, value: sums.shown[cell] });
        }
        all.push(sums);
    }
    all
}

/// Whether the columns of two tables of the same are about the same: years, or a whole window.
fn has_same_columns<T: LevelTable>(one: &T, other: &T) -> bool {
    (one.width(), one.rank()) == (other.width(), other.rank())
}

/// Compares the sums that a source states with what their parts add up to, and warns once for a table. A part that is missing or withheld may be
/// the difference, but not less than nothing.
pub(super) fn compare<'p, T: LevelTable>(
    all: &[Located<T>],
    units: &Units,
    tables: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) {
    for (number, table) in all.iter().enumerate() {
        // Once for all tables of the same.
        if finest_of_same(all, &table.values) != Some(number) {
            continue;
        }
        let of_same: Vec<&Located<T>> = all.iter().filter(|other| other.values.is_of_same(&table.values)).collect();
        if of_same.len() < 2 {
            continue;
        }
        let values: Vec<&T> = of_same.iter().map(|located| &located.values).collect();
        for sums in sums(units, &values) {
            let is_of_level = |located: &&&Located<T>| {
                located.values.level() == sums.level && has_same_columns(&located.values, &table.values)
            };
            for stated in of_same.iter().filter(is_of_level) {
                let is_incomplete = values.iter().any(|table| table.is_incomplete(findings.left_out()));
                compare_table((stated, is_incomplete), &sums, tables(sums.level), findings);
            }
        }
    }
}

/// Compares a table with the sums of its parts, of which some may be left out.
fn compare_table<T: LevelTable>(
    (stated, is_incomplete): (&Located<T>, bool),
    sums: &LevelSums,
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) {
    let width = stated.values.width().max(1);
    let (mut compared, mut differing) = (0, Vec::new());
    for (cell, (value, parts)) in stated.values.values().iter().zip(&sums.parts).enumerate() {
        let Some(number) = value.reported().filter(|_| parts.has_parts) else { continue };
        let PartSum { known: sum, has_unknown, .. } = *parts;
        let has_unknown = has_unknown || is_incomplete;
        compared += usize::from(!has_unknown || number < sum);
        if number == sum || (has_unknown && number > sum) {
            continue;
        }
        let location = stated.cells.of(cell / width, cell % width);
        differing.push((cell, has_unknown, DifferentTotal { location, stated: number, sum }));
    }
    if let Some((cell, has_unknown, DifferentTotal { location, stated: number, sum })) = differing.first() {
        let place = places.map_or("", |places| places.key(cell / width));
        let parts = if *has_unknown { "the parts that are known add" } else { "its parts add" };
        let others = match differing.len() {
            1 => String::new(),
            2 => "; so does another sum in this table".to_owned(),
            count => format!("; so do {} other sums in this table", count - 1),
        };
        let message = format!(
            "the source states {number} {} in `{place}`, but {parts} up to {sum}{others}",
            stated.values.subject()
        );
        findings.warning("stated_sum_differs", location.clone().holding(Some(number.to_string())), message);
    }
    findings.tallies.totals.add(compared, differing.into_iter().map(|(.., different)| different));
}
