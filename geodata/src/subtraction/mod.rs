//! What can be calculated from published numbers by subtraction, and what else has to be suppressed so that nothing can.
//!
//! ```text
//! stated sum      district 50 = c1 suppressed + c2 20 + c3 7              c1 is 23: the district is suppressed too
//! another table   2022 12 + 2023 suppressed = women 8 + men 6              2023 is 2: the men are suppressed too
//! bounds          district 8 = c1 "<5" + c2 "<5"                           both are 4: the district is suppressed too
//! ```
//!
//! What is published is made of cells that the sources show and of sums of them; a sum with a suppressed part is shown only where a source
//! states it. So a value can be calculated from what is published if and only if it can be calculated from the cells of the sources. They are
//! linear equations (`equations`), and a value is given away if it is the same in all of their solutions (`elimination`), or if the
//! bounds of what is withheld leave one number for it (`bounds`).
//!
//! This is *complementary* (or secondary) cell suppression of statistical disclosure control, to the primary suppression of the source: see Hundepool et al.,
//! *Statistical Disclosure Control* (Wiley 2012), chapter 4.
//!
//! Time and memory are bounded by [`Limits`]. Above them the breakdowns of a group are suppressed as a whole, and if that is not enough, all of it.

mod bounds;
mod closure;
mod elimination;
mod equations;
mod places;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::RangeInclusive;

pub use closure::close;
pub use places::Places;

use crate::model::{PlaceLevel, Value};

/// A table of the values of a population group in a round: a row per place of a level, and columns.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Tables with the same number have the same columns, by different levels. The tables of a lower number are more worth showing.
    pub family: usize,
    /// What the rows are.
    pub level: PlaceLevel,
    /// How many columns there are, which add up to the same in all families.
    pub columns: usize,
    /// By place, then column.
    pub values: &'a [Value],
    /// What suppressed cells can be, where the source says it: 0 to 4, if it writes `<5`.
    pub ranges: &'a HashMap<usize, RangeInclusive<u64>>,
}

/// A cell of one of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableCell {
    /// The position of the table.
    pub table: usize,
    /// The position of the value in it.
    pub cell: usize,
}

/// Why two sums of cells are the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A source states the sum in this cell.
    Stated(TableCell),
    /// Two families add up to the same in a place.
    SameTotal(usize, usize),
}

/// A suppressed value that can be calculated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revealed {
    /// Its cell.
    pub cell: TableCell,
    /// The equations that leave one number for it.
    pub reasons: Vec<Reason>,
}

/// What the tables of a group give away, and what has to be suppressed for that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closure {
    /// Suppressed values that can be calculated as the tables are.
    pub revealed: Vec<Revealed>,
    /// Cells to suppress, each with the suppressed value that could be calculated otherwise.
    pub hidden: Vec<(TableCell, TableCell)>,
    /// Tables to suppress as a whole, since their equations are too many to be solved.
    pub hidden_tables: Vec<usize>,
}

/// How much is worked out of the tables of one group.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Terms of all equations together: they need 4 bytes each.
    pub terms: usize,
    /// Terms that are added up while the equations are solved, again and again until nothing is given away.
    pub work: usize,
    /// How often the ranges of suppressed values are narrowed by each equation. They stop getting smaller long before, or do so in endless small
    /// steps. Without any, values are found by the equations alone.
    pub rounds: usize,
}

impl Default for Limits {
    /// 400 MB, and some seconds of an optimised build. A country of 20,000 communities, 3 years and 10 categories stays below.
    fn default() -> Self {
        Self { terms: 100_000_000, work: 200_000_000, rounds: 20 }
    }
}
