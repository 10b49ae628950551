//! Tables of one group by several levels: the finest is what was counted, the others are sums that the source states beside it.

use super::values::Located;
use crate::model::{Breakdown, Counts, PlaceLevel};

/// A table of values that can be given by several levels.
pub(super) trait LevelTable {
    fn level(&self) -> PlaceLevel;
    /// Whether both are of the same group, in the same round, by the same dimension.
    fn is_of_same(&self, other: &Self) -> bool;
    /// Puts the columns in the order of a table of the same.
    fn order_like(&mut self, other: &Self);
}

impl LevelTable for Counts {
    fn level(&self) -> PlaceLevel {
        self.level
    }

    fn is_of_same(&self, other: &Self) -> bool {
        (&self.round, &self.group) == (&other.round, &other.group)
    }

    /// All are in the order of the years of the round.
    fn order_like(&mut self, _other: &Self) {}
}

impl LevelTable for Breakdown {
    fn level(&self) -> PlaceLevel {
        self.level
    }

    fn is_of_same(&self, other: &Self) -> bool {
        (&self.round, &self.group, &self.dimension) == (&other.round, &other.group, &other.dimension)
    }

    fn order_like(&mut self, other: &Self) {
        if self.categories == other.categories {
            return;
        }
        let position = |category: &String| self.categories.iter().position(|known| known == category);
        let columns: Vec<usize> = other.categories.iter().filter_map(position).collect();
        let ordered =
            self.values.chunks(self.categories.len().max(1)).flat_map(|row| columns.iter().map(|at| row[*at]));
        self.values = ordered.collect();
        self.categories.clone_from(&other.categories);
    }
}

/// The tables of the finest places, and those of larger ones beside them.
pub(super) fn split<T: LevelTable>(all: Vec<Located<T>>) -> (Vec<T>, Vec<T>) {
    let finest = |table: &T| {
        let of_same = all.iter().map(|located| &located.values).filter(|other| other.is_of_same(table));
        of_same.map(LevelTable::level).max() == Some(table.level())
    };
    let is_finest: Vec<bool> = all.iter().map(|located| finest(&located.values)).collect();
    let (mut tables, mut stated) = (Vec::new(), Vec::new());
    for (Located { values, .. }, is_finest) in all.into_iter().zip(is_finest) {
        if is_finest { &mut tables } else { &mut stated }.push(values);
    }
    for table in &mut stated {
        if let Some(like) = tables.iter().find(|finest| finest.is_of_same(table)) {
            table.order_like(like);
        }
    }
    (tables, stated)
}
