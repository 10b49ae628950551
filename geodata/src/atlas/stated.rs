//! Sums of every level where sources state some of them.
//!
//! ```text
//! district A 50 (stated)  ─┬─ c1 suppressed, c2 20      province = 50 + B, although c1 is suppressed
//! district B suppressed   ─┬─ c3 suppressed, c4 7       (nobody states B): so the province is suppressed
//! ```
//!
//! A stated sum takes the place of its parts, also in the sums above it, so that every sum is one of numbers that are shown anyway: nothing
//! that is suppressed can be calculated from sums that it could not be calculated from as the sources state them. A sum with a suppressed
//! part is suppressed where nobody states it.

use super::Atlas;
use crate::model::{Breakdown, PlaceLevel, Value};

/// The values of the places of one level, column after column.
#[derive(Clone, Copy, Debug)]
pub(super) struct LevelValues<'a> {
    pub(super) level: PlaceLevel,
    pub(super) values: &'a [Value],
}

/// The sums of the places of one level.
#[derive(Clone, Debug)]
pub(super) struct LevelSums {
    pub(super) level: PlaceLevel,
    /// By place, then column.
    pub(super) values: Vec<Value>,
    /// Which of them a source states.
    pub(super) is_stated: Vec<bool>,
}

/// The sums of a breakdown by larger places, where sources state any of them; nothing where they state none.
#[derive(Debug)]
pub struct StatedBreakdown(Vec<LevelSums>);

impl StatedBreakdown {
    pub(super) fn new(atlas: &Atlas, breakdown: &Breakdown) -> Self {
        let stated = atlas.stated_breakdowns_of(breakdown);
        let stated: Vec<_> = stated.map(|stated| LevelValues { level: stated.level, values: &stated.values }).collect();
        if stated.is_empty() {
            return Self(Vec::new());
        }
        let counted = LevelValues { level: breakdown.level, values: &breakdown.values };
        Self(sums(atlas, counted, &stated, breakdown.categories.len()))
    }

    /// The values of the places of a level, category by category.
    pub fn at(&self, level: PlaceLevel) -> Option<&[Value]> {
        self.0.iter().find(|sums| sums.level == level).map(|sums| sums.values.as_slice())
    }
}

/// A part of the sums above it: a place that is counted, or one whose sum is stated.
struct Part {
    level: PlaceLevel,
    place: usize,
    column: usize,
    value: Value,
}

/// The sums of the levels above the places that were counted, finest first. `width` is the number of columns.
pub(super) fn sums(
    atlas: &Atlas,
    counted: LevelValues<'_>,
    stated: &[LevelValues<'_>],
    width: usize,
) -> Vec<LevelSums> {
    let cells = counted.values.iter().enumerate().filter(|(_, value)| **value != Value::NoData);
    let mut parts: Vec<Part> = cells
        .map(|(cell, value)| Part {
            level: counted.level,
            place: cell / width.max(1),
            column: cell % width.max(1),
            value: *value,
        })
        .collect();
    let mut levels: Vec<PlaceLevel> = atlas.layers.iter().map(|layer| layer.level.into()).collect();
    levels.retain(|level| *level < counted.level);
    levels.sort_unstable_by(|a, b| b.cmp(a));
    let mut all = Vec::with_capacity(levels.len());
    for level in levels {
        let count = atlas.place_count(level) * width;
        let mut sums = LevelSums { level, values: vec![Value::NoData; count], is_stated: vec![false; count] };
        let cell = |part: &Part| {
            let place = atlas.parent_place(part.level, part.place, level)?;
            Some(place * width + part.column).filter(|cell| *cell < count)
        };
        for part in &parts {
            if let Some(sum) = cell(part).and_then(|cell| sums.values.get_mut(cell)) {
                *sum = sum.plus(part.value);
            }
        }
        for of_level in stated.iter().filter(|stated| stated.level == level) {
            let cells = sums.values.iter_mut().zip(&mut sums.is_stated).zip(of_level.values);
            for ((sum, is_stated), value) in cells.filter(|(_, value)| **value != Value::NoData) {
                (*sum, *is_stated) = (*value, true);
            }
        }
        if sums.is_stated.contains(&true) {
            parts.retain(|part| !cell(part).is_some_and(|cell| sums.is_stated[cell]));
            let stated = sums.is_stated.iter().zip(&sums.values).enumerate().filter(|(_, (is_stated, _))| **is_stated);
            parts.extend(stated.map(|(cell, (_, value))| Part {
                level,
                place: cell / width,
                column: cell % width,
                value: *value,
            }));
        }
        all.push(sums);
    }
    all
}
