//! Which places lie in which: worked out once for all tables of a dataset.

use crate::index::{CommunityUnits, SpatialIndex};
use crate::model::{AdminLayer, AdminLevel, Community, PlaceLevel};

/// The places of a dataset, and the larger ones that they lie in.
#[derive(Debug)]
pub struct Places {
    /// By level, and larger level, the unit of each place.
    units: Vec<(PlaceLevel, AdminLevel, Vec<Option<u32>>)>,
}

impl Places {
    /// The places of the layers and the communities, which state their units at a level.
    pub fn new(layers: &[&AdminLayer], communities: &[Community], stated: AdminLevel) -> Self {
        let below = layers.iter().filter(|layer| layer.level > stated).copied();
        let index = SpatialIndex::new(below, &[], &[]);
        let of = CommunityUnits { layers, stated, index: &index };
        let number = |unit: Option<usize>| u32::try_from(unit?).ok();
        let mut units = Vec::new();
        for to in layers {
            for from in layers.iter().filter(|from| from.level > to.level) {
                let of_units = (0..from.units.len()).map(|unit| number(of.ancestor(from.level, unit, to.level)));
                units.push((from.level.into(), to.level, of_units.collect()));
            }
            let of_communities = communities.iter().map(|community| number(of.at(to.level, community)));
            units.push((PlaceLevel::Community, to.level, of_communities.collect()));
        }
        Self { units }
    }

    /// The unit of a larger level that each place of a level lies in.
    pub(super) fn units(&self, from: PlaceLevel, to: PlaceLevel) -> &[Option<u32>] {
        let of_levels = |(of, larger, _): &&(PlaceLevel, AdminLevel, _)| *of == from && Some(*larger) == to.admin();
        self.units.iter().find(of_levels).map_or(&[], |(_, _, units)| units)
    }

    /// The place itself, or the larger one of a level that it lies in.
    pub fn place_at(&self, from: PlaceLevel, place: usize, to: PlaceLevel) -> Option<usize> {
        if from == to {
            return Some(place);
        }
        self.units(from, to).get(place).copied().flatten().map(|unit| unit as usize)
    }
}

#[cfg(test)]
impl Places {
    /// Communities in districts, districts in provinces, and all in one country.
    pub(super) fn of_tree(district_of: &[u32], province_of: &[u32]) -> Self {
        use AdminLevel::{Admin0, Admin1, Admin2};
        let provinces = province_of.iter().max().map_or(0, |last| *last as usize + 1);
        let some = |units: &mut dyn Iterator<Item = u32>| units.map(Some).collect();
        let province = |district: &u32| province_of[*district as usize];
        Self {
            units: vec![
                (PlaceLevel::Community, Admin2, some(&mut district_of.iter().copied())),
                (PlaceLevel::Community, Admin1, some(&mut district_of.iter().map(province))),
                (PlaceLevel::Community, Admin0, vec![Some(0); district_of.len()]),
                (PlaceLevel::Admin2, Admin1, some(&mut province_of.iter().copied())),
                (PlaceLevel::Admin2, Admin0, vec![Some(0); province_of.len()]),
                (PlaceLevel::Admin1, Admin0, vec![Some(0); provinces]),
            ],
        }
    }
}
