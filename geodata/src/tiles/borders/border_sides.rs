//! The sets of units on both sides of arcs, as numbers: there are millions of arcs, and numbers are quick to compare.

use std::cmp::Ordering;

use crate::tiles::arcs::ZoomArcs;
use crate::topology::UnitsByFace;

/// The sets of units on both sides of a border, as drawn.
///
/// The set with the lower number is on the left, so that the same border always has the same direction. The outside is always on the
/// right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BorderSides {
    /// The coarsest level whose units it separates.
    pub level: u8,
    /// Numbers of sets of units.
    pub left: u32,
    pub right: u32,
}

/// By level, then left, then right, as one number: millions of them are sorted.
impl Ord for BorderSides {
    fn cmp(&self, other: &Self) -> Ordering {
        let number =
            |sides: &Self| u128::from(sides.level) << 64 | u128::from(sides.left) << 32 | u128::from(sides.right);
        number(self).cmp(&number(other))
    }
}

impl PartialOrd for BorderSides {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The sets of units of each level that are on a side of some arc, numbered in their order: 0 is the empty one. At the end of the map
/// they are those of the ground across the antimeridian.
#[derive(Debug)]
pub(super) struct UnitSetTable<'a> {
    /// By level, then number.
    sets: Vec<Vec<&'a [u32]>>,
    /// By owner set, then level: the number of its set of units.
    numbers: Vec<u32>,
}

impl<'a> UnitSetTable<'a> {
    pub fn new(units: &'a UnitsByFace) -> Self {
        let covers = 0..units.count() as u32;
        let sets_of = |level: usize| {
            let of_covers = covers.clone().map(|cover| units.on_ground(cover, level));
            let mut sets: Vec<&[u32]> = std::iter::once(&[][..]).chain(of_covers).collect();
            sets.sort_unstable();
            sets.dedup();
            sets
        };
        let sets: Vec<Vec<&[u32]>> = (0..units.levels()).map(sets_of).collect();
        let number =
            |cover: u32, level: usize| sets[level].binary_search(&units.on_ground(cover, level)).unwrap_or_default();
        let numbers = covers.clone().flat_map(|cover| (0..sets.len()).map(move |level| (cover, level)));
        let numbers = numbers.map(|(cover, level)| number(cover, level) as u32).collect();
        Self { sets, numbers }
    }

    pub fn levels(&self) -> usize {
        self.sets.len()
    }

    /// The units of a set.
    pub fn units(&self, level: usize, number: u32) -> &'a [u32] {
        self.sets.get(level).and_then(|sets| sets.get(number as usize)).copied().unwrap_or_default()
    }

    /// For each level whose units an arc separates: its sides, and whether the arc must be reversed to have them so.
    pub fn sides(&self, zoom: &ZoomArcs, arc: usize) -> impl Iterator<Item = (usize, BorderSides, bool)> {
        // What the surveyor's formula calls left is right where y goes down.
        let [right, left] = zoom.sides(arc).map(|cover| {
            let start = cover as usize * self.levels();
            self.numbers.get(start..start + self.levels()).unwrap_or_default()
        });
        let parted = left.iter().zip(right).enumerate().filter(|(_, (left, right))| left != right);
        let mut coarsest = None;
        parted.map(move |(level, (left, right))| {
            let coarsest = *coarsest.get_or_insert(level as u8);
            let reversed = *left == 0 || (*right != 0 && right < left);
            let (left, right) = if reversed { (*right, *left) } else { (*left, *right) };
            (level, BorderSides { level: coarsest, left, right }, reversed)
        })
    }
}
