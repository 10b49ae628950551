//! Levels over each other: what the units of each are made of.

use std::fmt;

use geo_types::MultiPolygon;

use crate::model::AdminLayer;

/// The units of one level as they come.
#[derive(Clone, Debug, Default)]
pub struct LevelAreas<'a> {
    /// The area of each unit, longitude and latitude in degrees (CRS84).
    pub areas: Vec<&'a MultiPolygon<f64>>,
    /// For each unit: the position of the one that it is part of, in the level before. None, or a position that the level before
    /// does not have, where it is part of none.
    pub parents: Vec<Option<usize>>,
}

impl<'a> From<&'a AdminLayer> for LevelAreas<'a> {
    fn from(layer: &'a AdminLayer) -> Self {
        Self {
            areas: layer.units.iter().map(|unit| &unit.area).collect(),
            parents: layer.units.iter().map(|unit| unit.parent).collect(),
        }
    }
}

/// A unit by where it stands in the levels that a topology was built from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitPosition {
    /// Position of the level, the coarsest 0.
    pub level: usize,
    /// Position in the level.
    pub unit: usize,
}

impl fmt::Display for UnitPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unit {} of level {}", self.unit, self.level)
    }
}

/// The *base units* that all levels are made of: the units of the finest level, and coarser units without children.
#[derive(Debug)]
pub(super) struct Hierarchy {
    /// Units to each level.
    counts: Vec<usize>,
    /// For each base unit: the unit that it is, or is part of, at each level.
    units: Vec<Option<u32>>,
    /// For each base unit: the unit that it is.
    base_units: Vec<UnitPosition>,
    /// For each level and unit: whether it is made of others.
    composed: Vec<Vec<bool>>,
}

impl Hierarchy {
    /// Levels, the coarsest first.
    pub fn new(levels: &[LevelAreas<'_>]) -> Self {
        let counts: Vec<usize> = levels.iter().map(|level| level.areas.len()).collect();
        let mut composed: Vec<Vec<bool>> = counts.iter().map(|count| vec![false; *count]).collect();
        let parent = |at: UnitPosition| -> Option<UnitPosition> {
            let level = at.level.checked_sub(1)?;
            let unit = levels[at.level].parents.get(at.unit).copied().flatten().filter(|unit| *unit < counts[level])?;
            Some(UnitPosition { level, unit })
        };
        let positions = |level: usize| (0..counts[level]).map(move |unit| UnitPosition { level, unit });
        for above in (0..levels.len()).flat_map(positions).filter_map(parent) {
            composed[above.level][above.unit] = true;
        }
        // The finest level first: its units are most of the base units, and keep their numbers.
        let base_units: Vec<UnitPosition> =
            (0..levels.len()).rev().flat_map(positions).filter(|at| !composed[at.level][at.unit]).collect();
        let mut units = vec![None; base_units.len() * levels.len()];
        for (base_unit, at) in base_units.iter().enumerate() {
            for above in std::iter::successors(Some(*at), |at| parent(*at)) {
                units[base_unit * levels.len() + above.level] = Some(above.unit as u32);
            }
        }
        Self { counts, units, base_units, composed }
    }

    pub fn levels(&self) -> usize {
        self.counts.len()
    }

    pub fn count(&self, level: usize) -> usize {
        self.counts.get(level).copied().unwrap_or_default()
    }

    pub fn base_units(&self) -> &[UnitPosition] {
        &self.base_units
    }

    /// The unit that a base unit is, or is part of, at a level.
    pub fn unit(&self, base_unit: u32, level: usize) -> Option<u32> {
        self.units[base_unit as usize * self.levels() + level]
    }

    /// The units that are made of others.
    pub fn composed(&self, level: usize) -> impl Iterator<Item = usize> {
        self.composed[level].iter().enumerate().filter(|(_, composed)| **composed).map(|(unit, _)| unit)
    }
}
