//! Tables of one group by several levels: the finest is what was counted, the others are sums that the source states beside it.

use std::collections::HashSet;

use super::parts::{CellLocations, LostRow, WithheldRanges};
use super::places::PlaceTable;
use super::report::{Findings, Location};
use crate::model::{Breakdown, Counts, LeftOut, PlaceLevel, PopulationGroup, RoundId, Value};
use crate::subtraction::Places;

/// The values of one group, and where they are.
#[derive(Debug)]
pub(super) struct Located<T> {
    pub(super) values: T,
    pub(super) cells: CellLocations,
    pub(super) ranges: WithheldRanges,
    /// Rows that are left out and withhold something.
    pub(super) lost: Vec<LostRow>,
}

/// A table of values that can be given by several levels.
pub(super) trait LevelTable {
    fn level(&self) -> PlaceLevel;
    /// Which of two tables by the same level is the main one: that of the greater rank.
    fn rank(&self) -> bool {
        false
    }
    /// Whether both are of the same group, in the same round, by the same dimension.
    fn is_of_same(&self, other: &Self) -> bool;
    /// Which of its columns stands where a table of the same has one; nothing where they are in the same order.
    fn columns_like(&self, other: &Self) -> Option<Vec<usize>>;
    /// Its values by place, and then by column.
    fn values(&self) -> &[Value];
    /// How many columns it has.
    fn width(&self) -> usize;
    /// What it is about, for messages.
    fn subject(&self) -> String;
    /// Puts the columns in another order.
    fn reorder(&mut self, columns: &[usize]);
    /// The round and the group that it is about.
    fn subjects(&self) -> (&RoundId, &PopulationGroup);

    /// Whether rows are left out that it should have, because of errors that are allowed.
    fn is_incomplete(&self, left_out: &[LeftOut]) -> bool {
        let (round, group) = self.subjects();
        let is_of_group =
            |of: &LeftOut| of.round.as_ref() == Some(round) && of.groups.iter().any(|known| known == group.id());
        left_out.iter().any(|of| of.concerns_all() || is_of_group(of))
    }
}

impl LevelTable for Counts {
    fn level(&self) -> PlaceLevel {
        self.level
    }

    fn is_of_same(&self, other: &Self) -> bool {
        (&self.round, &self.group) == (&other.round, &other.group)
    }

    fn values(&self) -> &[Value] {
        &self.values
    }

    fn width(&self) -> usize {
        self.width()
    }

    fn subject(&self) -> String {
        format!("`{}`", self.group.id())
    }

    fn subjects(&self) -> (&RoundId, &PopulationGroup) {
        (&self.round, &self.group)
    }

    /// That by year, beside one of the whole window.
    fn rank(&self) -> bool {
        !self.years.is_empty()
    }

    /// All are in the order of the years of the round.
    fn columns_like(&self, _other: &Self) -> Option<Vec<usize>> {
        None
    }

    fn reorder(&mut self, _columns: &[usize]) {}
}

impl LevelTable for Breakdown {
    fn level(&self) -> PlaceLevel {
        self.level
    }

    fn is_of_same(&self, other: &Self) -> bool {
        (&self.round, &self.group, &self.dimension) == (&other.round, &other.group, &other.dimension)
    }

    fn values(&self) -> &[Value] {
        &self.values
    }

    fn width(&self) -> usize {
        self.categories.len()
    }

    fn subject(&self) -> String {
        format!("`{}` by `{}`", self.group.id(), self.dimension.id())
    }

    fn subjects(&self) -> (&RoundId, &PopulationGroup) {
        (&self.round, &self.group)
    }

    fn columns_like(&self, other: &Self) -> Option<Vec<usize>> {
        if self.categories == other.categories || self.categories.len() != other.categories.len() {
            return None;
        }
        let position = |category: &String| self.categories.iter().position(|known| known == category);
        other.categories.iter().map(position).collect()
    }

    fn reorder(&mut self, columns: &[usize]) {
        let rows = self.values.chunks(self.categories.len().max(1));
        self.values = rows.flat_map(|row| columns.iter().map(|at| row[*at])).collect();
        self.categories = columns.iter().map(|at| self.categories[*at].clone()).collect();
    }
}

impl<T: LevelTable> Located<T> {
    fn reorder(&mut self, columns: &[usize]) {
        self.values.reorder(columns);
        self.cells.reorder(columns);
        let width = columns.len().max(1);
        let moved = std::mem::take(&mut self.ranges).into_iter().filter_map(|(cell, range)| {
            let column = columns.iter().position(|at| *at == cell % width)?;
            Some((cell / width * width + column, range))
        });
        self.ranges = moved.collect();
    }
}

/// Puts the columns of all tables in the order of the table of the finest places of the same.
pub(super) fn align<T: LevelTable>(all: &mut [Located<T>]) {
    for table in 0..all.len() {
        let Some(finest) = finest_of_same(all, &all[table].values) else { continue };
        if let Some(columns) = all[table].values.columns_like(&all[finest].values) {
            all[table].reorder(&columns);
        }
    }
}

/// The tables of the finest places, and those of larger ones beside them; and of two by the same places that which is not the main one.
pub(super) fn split<T: LevelTable>(all: Vec<Located<T>>) -> (Vec<T>, Vec<T>) {
    let is_finest =
        |(at, located): (usize, &Located<T>)| finest_of_same(&all, &located.values).is_none_or(|finest| finest == at);
    let is_finest: Vec<bool> = all.iter().enumerate().map(is_finest).collect();
    let (mut tables, mut stated) = (Vec::new(), Vec::new());
    for (Located { values, .. }, is_finest) in all.into_iter().zip(is_finest) {
        if is_finest { &mut tables } else { &mut stated }.push(values);
    }
    (tables, stated)
}

/// The position of the table of the finest places of the same.
pub(super) fn finest_of_same<T: LevelTable>(all: &[Located<T>], table: &T) -> Option<usize> {
    let of_same = all.iter().enumerate().filter(|(_, other)| other.values.is_of_same(table));
    of_same.max_by_key(|(_, other)| (other.values.level(), other.values.rank())).map(|(at, _)| at)
}

/// Warns of places that a table of larger places leaves out, if nothing is counted in them by smaller ones either.
pub(super) fn report_missing<'p, T: LevelTable>(
    all: &[Located<T>],
    units: &Places,
    tables: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) {
    let mut reported: HashSet<(Location, usize)> = HashSet::new();
    for stated in all {
        let level = stated.values.level();
        let of_same = || all.iter().filter(|other| other.values.is_of_same(&stated.values));
        let smaller: Vec<&Located<T>> = of_same().filter(|other| other.values.level() > level).collect();
        let Some(places) = tables(level).filter(|_| !smaller.is_empty()) else { continue };
        let mut has_row = vec![false; places.len()];
        for other in of_same().filter(|other| other.values.level() >= level) {
            let count = other.values.values().len() / other.values.width().max(1);
            for place in (0..count).filter(|place| other.cells.row_of(*place).is_some()) {
                let place = units.place_at(other.values.level(), place, level);
                if let Some(known) = place.and_then(|place| has_row.get_mut(place)) {
                    *known = true;
                }
            }
        }
        for place in (0..places.len()).filter(|place| !has_row[*place]) {
            let at = stated.cells.table();
            if reported.insert((at.clone(), place)) {
                places.report_missing(place, "", at, findings);
            }
        }
    }
}
