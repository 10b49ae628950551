//! What is on the sides of arcs, as numbers: there are millions of arcs, and numbers are quick to compare.

use crate::tiles::arcs::ZoomArcs;
use crate::topology::CoverUnits;

/// What is on both sides of a border, as drawn.
///
/// The side that has the lower position among its units is left: the same border always runs the same way. Where one side is
/// outside, it is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sides {
    /// The coarsest level of which it parts units.
    pub level: u8,
    /// Numbers of sets of units.
    pub left: u32,
    pub right: u32,
}

/// The sets of units of each level that are on a side of some arc, numbered in their order: 0 is the empty one.
#[derive(Debug)]
pub(super) struct UnitSets<'a> {
    levels: Vec<LevelSets<'a>>,
}

#[derive(Debug)]
struct LevelSets<'a> {
    sets: Vec<&'a [u32]>,
    /// By cover: the number of its set.
    numbers: Vec<u32>,
}

impl<'a> UnitSets<'a> {
    pub fn new(units: &'a CoverUnits) -> Self {
        Self { levels: (0..units.levels()).map(|level| LevelSets::new(units, level)).collect() }
    }

    /// The units of a set.
    pub fn units(&self, level: usize, number: u32) -> &'a [u32] {
        self.levels.get(level).and_then(|level| level.sets.get(number as usize)).copied().unwrap_or_default()
    }

    /// The sides of an arc at a level, and whether it must be turned to have them so; None where it parts no units of the level.
    pub fn sides(&self, zoom: &ZoomArcs, arc: usize, level: usize) -> Option<(Sides, bool)> {
        // What the surveyor's formula calls left is right where y goes down.
        let [right, left] = zoom.sides(arc);
        let numbers = |of: &LevelSets<'_>| {
            let number = |cover: u32| of.numbers.get(cover as usize).copied().unwrap_or_default();
            (number(left), number(right))
        };
        let (left, right) = numbers(self.levels.get(level)?);
        if left == right {
            return None;
        }
        let turned = left == 0 || (right != 0 && right < left);
        let (left, right) = if turned { (right, left) } else { (left, right) };
        let coarsest = self.levels.iter().position(|level| {
            let (left, right) = numbers(level);
            left != right
        })?;
        Some((Sides { level: coarsest as u8, left, right }, turned))
    }
}

impl<'a> LevelSets<'a> {
    fn new(units: &'a CoverUnits, level: usize) -> Self {
        let covers = || (0..units.count() as u32).map(|cover| units.at(cover, level));
        let mut sets: Vec<&[u32]> = std::iter::once(&[][..]).chain(covers()).collect();
        sets.sort_unstable();
        sets.dedup();
        let numbers = covers().map(|set| sets.binary_search(&set).unwrap_or_default() as u32).collect();
        Self { sets, numbers }
    }
}
