//! Which communities belong to which unit.

use super::AtlasParts;
use crate::model::{AdminLayer, AdminLevel};

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
    pub(super) fn new(parts: &AtlasParts, layer: &AdminLayer) -> Self {
        let mut members = Self {
            level: layer.level,
            unit_of: vec![None; parts.communities.len()],
            communities_of: vec![Vec::new(); layer.units.len()],
        };
        let layer_at = |level: AdminLevel| parts.layers.iter().find(|layer| layer.level == level);
        for (position, community) in parts.communities.iter().enumerate() {
            let (mut level, mut unit) = (AdminLevel::Admin2, Some(community.admin2));
            while level > layer.level {
                unit = unit.and_then(|unit| layer_at(level)?.units.get(unit)?.parent);
                let Some(above) = level.above() else { break };
                level = above;
            }
            if level == layer.level
                && let Some(unit) = unit
                && let Some(list) = members.communities_of.get_mut(unit)
            {
                members.unit_of[position] = Some(unit);
                list.push(position);
            }
        }
        members
    }
}
