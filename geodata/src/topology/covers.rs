//! Who a face belongs to: the units that cover it, at every level.

use std::collections::HashMap;

use super::faces::{Faces, OUTSIDE};
use super::hierarchy::{Hierarchy, UnitPosition};
use super::tallies::{NOTHING, Tallies, Tally, turned};

/// Sets of atoms (see [`Hierarchy`]) that cover faces, each written down once. Number 0 is the empty set.
///
/// Further empty sets stand for what is beyond the end of the map (see [`super::antimeridian`]): nothing that is drawn there, but
/// ground that goes on at the other end.
#[derive(Debug)]
pub(super) struct Covers {
    sets: Vec<Box<[u32]>>,
    numbers: HashMap<Box<[u32]>, u32>,
    /// The empty set that stands for a cover across the antimeridian, by that cover, and the other way round.
    beyond: HashMap<u32, u32>,
    across: HashMap<u32, u32>,
}

/// The number of the empty set: no unit.
pub(super) const NO_OWNER: u32 = 0;

impl Covers {
    pub fn new() -> Self {
        Self {
            sets: vec![Box::default()],
            numbers: HashMap::from([(Box::default(), NO_OWNER)]),
            beyond: HashMap::new(),
            across: HashMap::new(),
        }
    }

    /// The empty set that stands for a cover beyond the end of the map. For no unit that is no unit.
    pub fn beyond(&mut self, cover: u32) -> u32 {
        if cover == NO_OWNER {
            return NO_OWNER;
        }
        if let Some(number) = self.beyond.get(&cover) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(Box::default());
        self.beyond.insert(cover, number);
        self.across.insert(number, cover);
        number
    }

    /// The cover across the antimeridian that an empty set stands for.
    pub fn across(&self, cover: u32) -> Option<u32> {
        self.across.get(&cover).copied()
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self, cover: u32) -> bool {
        self.atoms(cover).is_empty()
    }

    /// The number of a set of atoms, given ascending.
    pub fn number(&mut self, atoms: &[u32]) -> u32 {
        if let Some(number) = self.numbers.get(atoms) {
            return *number;
        }
        let number = self.sets.len() as u32;
        self.sets.push(atoms.into());
        self.numbers.insert(atoms.into(), number);
        number
    }

    pub fn len(&self) -> usize {
        self.sets.len()
    }

    /// The atoms of a set, ascending.
    pub fn atoms(&self, cover: u32) -> &[u32] {
        &self.sets[cover as usize]
    }

    /// The only atom of a set that has one.
    pub fn only_atom(&self, cover: u32) -> Option<u32> {
        match self.atoms(cover) {
            [atom] => Some(*atom),
            _ => None,
        }
    }
}

/// What covers each face, from what each arc parts.
pub(super) fn of_faces(faces: &Faces, arc_tallies: &[Tally], tallies: &mut Tallies, covers: &mut Covers) -> Vec<u32> {
    // How often each unit winds around each face, walking from the outside across one arc after the other.
    let mut by_face: Vec<u32> = (0..faces.left.len() as u32).collect();
    by_face.sort_unstable_by_key(|half| (faces.left[*half as usize], *half));
    let mut windings: Vec<Option<Tally>> = vec![None; faces.len()];
    windings[OUTSIDE as usize] = Some(NOTHING);
    let mut queue = vec![(OUTSIDE, NOTHING)];
    while let Some((face, winding)) = queue.pop() {
        let start = by_face.partition_point(|half| faces.left[*half as usize] < face);
        for half in by_face[start..].iter().take_while(|half| faces.left[**half as usize] == face) {
            let across = faces.left[(half ^ 1) as usize];
            if windings[across as usize].is_none() {
                let parted = arc_tallies[*half as usize / 2];
                let parted = if half.is_multiple_of(2) { parted } else { turned(parted) };
                let beyond = tallies.sum([winding, turned(parted)]);
                windings[across as usize] = Some(beyond);
                queue.push((across, beyond));
            }
        }
    }
    let cover = |winding: Option<Tally>| {
        let counts = tallies.get(winding.unwrap_or(NOTHING)).iter();
        let inside: Vec<u32> = counts.filter(|(_, count)| *count > 0).map(|(atom, _)| *atom).collect();
        covers.number(&inside)
    };
    windings.into_iter().map(cover).collect()
}

/// The covers left and right of an arc, from its tally of covers.
pub(super) fn of_sides(tally: &[(u32, i32)]) -> [u32; 2] {
    let side =
        |wanted: i32| tally.iter().find(|(_, count)| count.signum() == wanted).map_or(NO_OWNER, |(cover, _)| *cover);
    [side(1), side(-1)]
}

/// The tally of an arc between two covers.
pub(super) fn parting([left, right]: [u32; 2], tallies: &mut Tallies) -> Tally {
    let mut counts = vec![(left, 1), (right, -1)];
    counts.retain(|(cover, _)| *cover != NO_OWNER);
    tallies.number(&mut counts)
}

/// The units of every level that covers stand for.
#[derive(Debug, PartialEq)]
pub(crate) struct UnitsByFace {
    levels: usize,
    units: Vec<Box<[u32]>>,
    /// For each cover: whether its units are those across the antimeridian, and nothing is drawn.
    across: Vec<bool>,
}

impl UnitsByFace {
    pub(super) fn new(covers: &Covers, hierarchy: &Hierarchy) -> Self {
        let levels = hierarchy.levels();
        let of = |cover: u32, level: usize| -> Box<[u32]> {
            let atoms = covers.atoms(covers.across(cover).unwrap_or(cover)).iter();
            let mut units: Vec<u32> = atoms.filter_map(|atom| hierarchy.unit(*atom, level)).collect();
            units.sort_unstable();
            units.dedup();
            units.into()
        };
        let numbers = 0..covers.len() as u32;
        let all = numbers.clone().flat_map(|cover| (0..levels).map(move |level| of(cover, level)));
        Self { levels, units: all.collect(), across: numbers.map(|cover| covers.across(cover).is_some()).collect() }
    }

    /// Covers with the units of each level, ascending: those of all levels of one cover before those of the next; and for each
    /// cover whether they are those across the antimeridian.
    pub fn of(levels: usize, units: Vec<Box<[u32]>>, across: Vec<bool>) -> Self {
        Self { levels, units, across }
    }

    pub fn levels(&self) -> usize {
        self.levels
    }

    /// How many covers there are, with the empty one.
    pub fn count(&self) -> usize {
        self.across.len()
    }

    /// The units of a level, ascending; none where no unit of it is.
    pub fn at(&self, cover: u32, level: usize) -> &[u32] {
        if self.is_across(cover) { &[] } else { self.on_ground(cover, level) }
    }

    /// The same as it is on the ground, where the end of the map is none: with the units that go on across the antimeridian.
    pub fn on_ground(&self, cover: u32, level: usize) -> &[u32] {
        &self.units[cover as usize * self.levels + level]
    }

    /// Whether it stands for what is beyond the end of the map.
    pub fn is_across(&self, cover: u32) -> bool {
        self.across[cover as usize]
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self, cover: u32) -> bool {
        (0..self.levels).all(|level| self.at(cover, level).is_empty())
    }

    /// The coarsest level that has different units in two covers.
    pub fn coarsest_parted(&self, [left, right]: [u32; 2]) -> Option<usize> {
        (0..self.levels).find(|level| self.at(left, *level) != self.at(right, *level))
    }

    /// The units of the finest level that has some.
    pub fn named(&self, cover: u32) -> Vec<UnitPosition> {
        let finest = (0..self.levels).rev().find(|level| !self.at(cover, *level).is_empty());
        let units = finest.map(|level| self.at(cover, level).iter().map(move |unit| (level, *unit as usize)));
        units.into_iter().flatten().map(|(level, unit)| UnitPosition { level, unit }).collect()
    }
}
