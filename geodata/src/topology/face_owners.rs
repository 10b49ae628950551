//! The owners of a face: the units that cover it, at every level.
//!
//! An owner set is a set of base units, interned by number. A face in one district has one base unit as its owner set, a gap the empty set
//! ([`NO_OWNER`]), an overlap several base units.

use std::collections::HashMap;

use super::half_edges::{HalfEdgeGraph, OUTER_FACE};
use super::hierarchy::{Hierarchy, UnitPosition};
use super::signed_labels::{EMPTY, SignedLabelId, SignedLabelInterner, reversed};

/// Interned owner sets: sets of base units (see [`Hierarchy`]) that cover faces. Number 0 is the empty set.
///
/// Further empty sets stand for the ground beyond an end of the map (see [`super::antimeridian`]): nothing is drawn there, but the ground
/// continues at the other end.
#[derive(Debug)]
pub(super) struct FaceOwners {
    sets: Vec<Box<[u32]>>,
    numbers: HashMap<Box<[u32]>, u32>,
    /// The empty set that stands for an owner set across the antimeridian, by that owner set; and the inverse.
    beyond: HashMap<u32, u32>,
    across: HashMap<u32, u32>,
}

/// The empty owner set: no unit.
pub(super) const NO_OWNER: u32 = 0;

impl FaceOwners {
    pub fn new() -> Self {
        Self {
            sets: vec![Box::default()],
            numbers: HashMap::from([(Box::default(), NO_OWNER)]),
            beyond: HashMap::new(),
            across: HashMap::new(),
        }
    }

    /// The empty set that stands for an owner set beyond the end of the map; [`NO_OWNER`] for [`NO_OWNER`].
    pub fn beyond(&mut self, owner: u32) -> u32 {
        if owner == NO_OWNER {
            return NO_OWNER;
        }
        if let Some(number) = self.beyond.get(&owner) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(Box::default());
        self.beyond.insert(owner, number);
        self.across.insert(number, owner);
        number
    }

    /// The owner set across the antimeridian that an empty set stands for.
    pub fn across(&self, owner: u32) -> Option<u32> {
        self.across.get(&owner).copied()
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self, owner: u32) -> bool {
        self.base_units(owner).is_empty()
    }

    /// Interns a set of base units, given ascending.
    pub fn number(&mut self, base_units: &[u32]) -> u32 {
        if let Some(number) = self.numbers.get(base_units) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(base_units.into());
        self.numbers.insert(base_units.into(), number);
        number
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// The base units of a set, ascending.
    pub fn base_units(&self, owner: u32) -> &[u32] {
        &self.sets[owner as usize]
    }

    /// The base unit of a set that has exactly one.
    pub fn only_base_unit(&self, owner: u32) -> Option<u32> {
        match self.base_units(owner) {
            [base_unit] => Some(*base_unit),
            _ => None,
        }
    }
}

/// The owner set of each face, from the labels of the arcs.
pub(super) fn owners_of_faces(
    faces: &HalfEdgeGraph,
    arc_tallies: &[SignedLabelId],
    interner: &mut SignedLabelInterner,
    owners: &mut FaceOwners,
) -> Vec<u32> {
    // The winding number of each base unit around each face, walking from the outer face across one arc after the other.
    let mut by_face: Vec<u32> = (0..faces.left.len() as u32).collect();
    by_face.sort_unstable_by_key(|half| (faces.left[*half as usize], *half));
    let mut windings: Vec<Option<SignedLabelId>> = vec![None; faces.len()];
    windings[OUTER_FACE as usize] = Some(EMPTY);
    let mut queue = vec![(OUTER_FACE, EMPTY)];
    while let Some((face, winding)) = queue.pop() {
        let start = by_face.partition_point(|half| faces.left[*half as usize] < face);
        for half in by_face[start..].iter().take_while(|half| faces.left[**half as usize] == face) {
            let across = faces.left[(half ^ 1) as usize];
            if windings[across as usize].is_none() {
                let parted = arc_tallies[*half as usize / 2];
                let parted = if half.is_multiple_of(2) { parted } else { reversed(parted) };
                let beyond = interner.sum([winding, reversed(parted)]);
                windings[across as usize] = Some(beyond);
                queue.push((across, beyond));
            }
        }
    }
    let owner = |winding: Option<SignedLabelId>| {
        let counts = interner.get(winding.unwrap_or(EMPTY)).iter();
        let inside: Vec<u32> = counts.filter(|(_, count)| *count > 0).map(|(base_unit, _)| *base_unit).collect();
        owners.number(&inside)
    };
    windings.into_iter().map(owner).collect()
}

/// The owner sets left and right of an arc, from its label of owner sets.
pub(super) fn owners_of_sides(label: &[(u32, i32)]) -> [u32; 2] {
    let side =
        |wanted: i32| label.iter().find(|(_, count)| count.signum() == wanted).map_or(NO_OWNER, |(owner, _)| *owner);
    [side(1), side(-1)]
}

/// The label of an arc between two owner sets.
pub(super) fn label_between([left, right]: [u32; 2], interner: &mut SignedLabelInterner) -> SignedLabelId {
    let mut counts = vec![(left, 1), (right, -1)];
    counts.retain(|(owner, _)| *owner != NO_OWNER);
    interner.number(&mut counts)
}

/// For each owner set: the units of every level that it stands for.
#[derive(Debug, PartialEq)]
pub(crate) struct UnitsByFace {
    levels: usize,
    units: Vec<Box<[u32]>>,
    /// For each owner set: whether its units are those across the antimeridian, so that nothing is drawn.
    across: Vec<bool>,
}

impl UnitsByFace {
    pub(super) fn new(owners: &FaceOwners, hierarchy: &Hierarchy) -> Self {
        let levels = hierarchy.levels();
        let of = |owner: u32, level: usize| -> Box<[u32]> {
            let base_units = owners.base_units(owners.across(owner).unwrap_or(owner)).iter();
            let mut units: Vec<u32> = base_units.filter_map(|base_unit| hierarchy.unit(*base_unit, level)).collect();
            units.sort_unstable();
            units.dedup();
            units.into()
        };
        let numbers = 0..owners.len() as u32;
        let all = numbers.clone().flat_map(|owner| (0..levels).map(move |level| of(owner, level)));
        Self { levels, units: all.collect(), across: numbers.map(|owner| owners.across(owner).is_some()).collect() }
    }

    /// From stored lists: the units (ascending) of all levels of one owner set before those of the next; and for each owner set whether it
    /// stands for ground across the antimeridian.
    pub fn of(levels: usize, units: Vec<Box<[u32]>>, across: Vec<bool>) -> Self {
        Self { levels, units, across }
    }

    pub fn levels(&self) -> usize {
        self.levels
    }

    /// The number of owner sets, including the empty one.
    pub fn count(&self) -> usize {
        self.across.len()
    }

    /// The units of a level, ascending; none where no unit of it is.
    pub fn at(&self, owner: u32, level: usize) -> &[u32] {
        if self.is_across(owner) { &[] } else { self.on_ground(owner, level) }
    }

    /// The same as it is on the ground, where the end of the map is none: with the units that go on across the antimeridian.
    pub fn on_ground(&self, owner: u32, level: usize) -> &[u32] {
        &self.units[owner as usize * self.levels + level]
    }

    /// Whether it stands for what is beyond the end of the map.
    pub fn is_across(&self, owner: u32) -> bool {
        self.across[owner as usize]
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self, owner: u32) -> bool {
        (0..self.levels).all(|level| self.at(owner, level).is_empty())
    }

    /// The coarsest level at which two owner sets have different units.
    pub fn coarsest_separated(&self, [left, right]: [u32; 2]) -> Option<usize> {
        (0..self.levels).find(|level| self.at(left, *level) != self.at(right, *level))
    }

    /// The units of the finest level that has any.
    pub fn named(&self, owner: u32) -> Vec<UnitPosition> {
        let finest = (0..self.levels).rev().find(|level| !self.at(owner, *level).is_empty());
        let units = finest.map(|level| self.at(owner, level).iter().map(move |unit| (level, *unit as usize)));
        units.into_iter().flatten().map(|(level, unit)| UnitPosition { level, unit }).collect()
    }
}
