//! Assigns communities to the units of each level.

use crate::index::SpatialIndex;
use crate::model::DatasetParts;
use crate::model::{AdminLayer, AdminLevel, Community};

/// The communities of each unit of one level.
#[derive(Debug)]
pub(super) struct LevelMembers {
    pub(super) level: AdminLevel,
    /// The unit of each community, by position.
    pub(super) unit_of: Vec<Option<usize>>,
    /// The communities of each unit, ascending.
    pub(super) communities_of: Vec<Vec<usize>>,
    /// The communities without a unit, ascending.
    pub(super) of_none: Vec<usize>,
}

impl LevelMembers {
    /// Members of a level down to districts: follows the parents of each community's district.
    pub(super) fn above(parts: &DatasetParts, layer: &AdminLayer) -> Self {
        Self::new(parts, layer, |community| unit_above(parts, community, layer.level))
    }

    /// Members of a level below districts: sources only state the district, so the coordinates of a community decide.
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

/// The ancestor of the community's district at a level.
fn unit_above(parts: &DatasetParts, community: &Community, level: AdminLevel) -> Option<usize> {
    let (mut at, mut unit) = (AdminLevel::Admin2, community.admin2);
    while at > level {
        unit = parts.layers.iter().find(|layer| layer.level == at)?.units.get(unit)?.parent?;
        at = at.above()?;
    }
    (at == level).then_some(unit)
}
