//! Which communities belong to which unit.

use super::AtlasParts;
use crate::index::SpatialIndex;
use crate::model::{AdminLayer, AdminLevel, Community};

/// Which communities belong to which unit of one level.
#[derive(Debug)]
pub(super) struct LevelMembers {
    pub(super) level: AdminLevel,
    /// Unit of each community, by position.
    pub(super) unit_of: Vec<Option<usize>>,
    /// Communities of each unit, ascending.
    pub(super) communities_of: Vec<Vec<usize>>,
}

impl LevelMembers {
    /// Of a level down to districts, which communities name.
    pub(super) fn above(parts: &AtlasParts, layer: &AdminLayer) -> Self {
        Self::new(parts, layer, |community| unit_above(parts, community, layer.level))
    }

    /// Of a level below districts.
    pub(super) fn below(parts: &AtlasParts, layer: &AdminLayer, index: &SpatialIndex) -> Self {
        Self::new(parts, layer, |community| unit_below(community, layer, index))
    }

    fn new(parts: &AtlasParts, layer: &AdminLayer, unit_of: impl Fn(&Community) -> Option<usize>) -> Self {
        let mut members = Self {
            level: layer.level,
            unit_of: vec![None; parts.communities.len()],
            communities_of: vec![Vec::new(); layer.units.len()],
        };
        for (position, community) in parts.communities.iter().enumerate() {
            if let Some(unit) = unit_of(community)
                && let Some(list) = members.communities_of.get_mut(unit)
            {
                members.unit_of[position] = Some(unit);
                list.push(position);
            }
        }
        members
    }
}

/// The unit that contains the community's district.
fn unit_above(parts: &AtlasParts, community: &Community, level: AdminLevel) -> Option<usize> {
    let (mut at, mut unit) = (AdminLevel::Admin2, community.admin2);
    while at > level {
        unit = parts.layers.iter().find(|layer| layer.level == at)?.units.get(unit)?.parent?;
        at = at.above()?;
    }
    (at == level).then_some(unit)
}

/// The unit below the district where the community lies: sources state the district alone. A unit of another district is
/// not taken.
fn unit_below(community: &Community, layer: &AdminLayer, index: &SpatialIndex) -> Option<usize> {
    let unit = index.unit_at(layer, community.point)?;
    (layer.units.get(unit)?.parent == Some(community.admin2)).then_some(unit)
}
