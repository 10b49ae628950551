//! Assigns communities to the units of each level.

use crate::index::CommunityUnits;
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
    /// The members of the units of a layer.
    pub(super) fn new(units: CommunityUnits<'_>, communities: &[Community], layer: &AdminLayer) -> Self {
        let mut members = Self {
            level: layer.level,
            unit_of: vec![None; communities.len()],
            communities_of: vec![Vec::new(); layer.units.len()],
            of_none: Vec::new(),
        };
        for (position, community) in communities.iter().enumerate() {
            if let Some(unit) = units.at(layer.level, community)
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
