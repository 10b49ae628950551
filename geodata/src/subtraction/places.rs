//! Which places lie in which: worked out once for all tables of a dataset.

use crate::index::SpatialIndex;
use crate::model::{AdminLayer, AdminLevel, Community, PlaceLevel};

/// The places of a dataset, and the larger ones that they lie in.
#[derive(Debug)]
pub struct Places {
    /// By level, and larger level, the unit of each place.
    units: Vec<(PlaceLevel, AdminLevel, Vec<Option<u32>>)>,
}

impl Places {
    /// The places of the layers and the communities.
    pub fn new(layers: &[&AdminLayer], communities: &[Community]) -> Self {
        let mut units = Vec::new();
        for to in layers {
            for from in layers.iter().filter(|from| from.level > to.level) {
                let of_units = (0..from.units.len()).map(|unit| climb(layers, from.level, unit, to.level));
                units.push((from.level.into(), to.level, of_units.collect()));
            }
            let of_communities = if to.level > AdminLevel::Admin2 {
                let index = SpatialIndex::new(std::slice::from_ref(to), &[], &[]);
                let unit = |community: &Community| index.part_at(to, community.admin2, community.point);
                communities.iter().map(unit).map(|unit| u32::try_from(unit?).ok()).collect()
            } else {
                let unit = |community: &Community| climb(layers, AdminLevel::Admin2, community.admin2, to.level);
                communities.iter().map(unit).collect()
            };
            units.push((PlaceLevel::Community, to.level, of_communities));
        }
        Self { units }
    }

    /// The unit of a larger level that each place of a level lies in.
    pub(super) fn units(&self, from: PlaceLevel, to: PlaceLevel) -> &[Option<u32>] {
        let of_levels = |(of, larger, _): &&(PlaceLevel, AdminLevel, _)| *of == from && Some(*larger) == to.admin();
        self.units.iter().find(of_levels).map_or(&[], |(_, _, units)| units)
    }

    /// The place itself, or the larger one of a level that it lies in.
    pub(super) fn place_at(&self, from: PlaceLevel, place: usize, to: PlaceLevel) -> Option<usize> {
        if from == to {
            return Some(place);
        }
        self.units(from, to).get(place).copied().flatten().map(|unit| unit as usize)
    }
}

fn climb(layers: &[&AdminLayer], mut level: AdminLevel, mut unit: usize, to: AdminLevel) -> Option<u32> {
    while level > to {
        unit = layers.iter().find(|layer| layer.level == level)?.units.get(unit)?.parent?;
        level = level.above()?;
    }
    (level == to).then_some(u32::try_from(unit).ok()?)
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
