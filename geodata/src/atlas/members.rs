//! Which communities belong to which unit.

use crate::index::SpatialIndex;
use crate::model::DatasetParts;
use crate::model::{AdminLayer, AdminLevel, Community};

/// Which communities belong to which unit of one level.
#[derive(Debug)]
pub(super) struct LevelMembers {
    pub(super) level: AdminLevel,
    /// Unit of each community, by position.
    pub(super) unit_of: Vec<Option<usize>>,
    /// Communities of each unit, ascending.
    pub(super) communities_of: Vec<Vec<usize>>,
    /// Those of none, ascending.
    pub(super) of_none: Vec<usize>,
}

impl LevelMembers {
    /// Of a level down to districts, which communities name.
    pub(super) fn above(parts: &DatasetParts, layer: &AdminLayer) -> Self {
        Self::new(parts, layer, |community| unit_above(parts, community, layer.level))
    }

    /// Of a level below districts: sources state the district alone, so that the place of a community tells which part of it is
    /// meant.
    pub(super) fn below(parts: &DatasetParts, layer: &AdminLayer, index: &SpatialIndex) -> Self {
        Self::new(parts, layer, |community| index.part_at(layer, community.admin2, community.point))
    }

    fn new(parts: &DatasetParts, layer: &AdminLayer, unit_of: impl Fn(&Community) -> Option<usize>) -> Self {
        let mut members = Self {
            level: layer.level,
            unit_of: vec![None; parts.communities.len()],
            communities_of: vec![Vec::new(); layer.units.len()],
            of_none: Vec::new(),
        };
        for (position, community) in parts.communities.iter().enumerate() {
            if let Some(unit) = unit_of(community)
                && let Some(list) = members.communities_of.get_mut(unit)
            {
                members.unit_of[position] = Some(unit);
                list.push(position);
            } else {
                members.of_none.push(position);
            }
        }
        members
    }
}

/// The unit that contains the community's district.
fn unit_above(parts: &DatasetParts, community: &Community, level: AdminLevel) -> Option<usize> {
    let (mut at, mut unit) = (AdminLevel::Admin2, community.admin2);
    while at > level {
        unit = parts.layers.iter().find(|layer| layer.level == at)?.units.get(unit)?.parent?;
        at = at.above()?;
    }
    (at == level).then_some(unit)
}
