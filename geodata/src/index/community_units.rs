//! The units that a community belongs to. It states one, at the level at which all communities do: larger units follow from the parents of
//! that one, and in which part of it a community lies is what its coordinates say: without any, in none.

use super::SpatialIndex;
use crate::model::{AdminLayer, AdminLevel, Community};

/// Finds the units of communities.
#[derive(Clone, Copy, Debug)]
pub struct CommunityUnits<'a> {
    /// All layers.
    pub layers: &'a [&'a AdminLayer],
    /// The level that communities state their unit at.
    pub stated: AdminLevel,
    /// The index of at least the layers below that.
    pub index: &'a SpatialIndex,
}

impl CommunityUnits<'_> {
    /// The unit of a level that a community belongs to.
    pub fn at(&self, level: AdminLevel, community: &Community) -> Option<usize> {
        if level <= self.stated {
            return self.ancestor(self.stated, community.unit, level);
        }
        let point = community.point?;
        let below = self.layers.iter().filter(|layer| layer.level > self.stated && layer.level <= level);
        below.copied().try_fold(community.unit, |unit, layer| self.index.part_at(layer, unit, point))
    }

    /// The ancestor at a level of a unit; the unit itself if the levels are equal.
    pub fn ancestor(&self, mut from: AdminLevel, mut unit: usize, level: AdminLevel) -> Option<usize> {
        while from > level {
            unit = self.layers.iter().find(|layer| layer.level == from)?.units.get(unit)?.parent?;
            from = from.above()?;
        }
        (from == level).then_some(unit)
    }
}
