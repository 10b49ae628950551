//! The atlas: a compiled dataset that is immutable, indexed and rolled up, and shared by all requests.
//!
//! ```text
//! ProtectedParts ─► Atlas { spatial index, members of units, rollups } ─► figures, access, query, tiles
//! ```

mod assessed;
mod derived;
mod fields;
mod members;
mod rollup;
mod stated;
#[cfg(test)]
pub(crate) mod tests;

use crate::index::{CommunityUnits, SpatialIndex};
use crate::model::{
    AdminLayer, AdminLevel, AdminUnit, Breakdown, DatasetParts, Dimension, Households, PlaceLevel, PopulationGroup,
    Service, ServiceTable, Value,
};
use crate::parallel;
use crate::protection::ProtectedParts;
use fields::AllLayerFields;
pub use fields::LayerFields;
use members::LevelMembers;
pub use rollup::{Aggregate, Rollup};
pub use stated::StatedBreakdown;

/// A compiled dataset: immutable, indexed, shared by all requests.
#[derive(Debug)]
pub struct Atlas {
    parts: DatasetParts,
    index: SpatialIndex,
    members: Vec<LevelMembers>,
    fields: AllLayerFields,
    /// For each round, which communities were assessed in it.
    assessed: Vec<Vec<bool>>,
    rollups: Vec<Rollup>,
    /// For each breakdown.
    breakdown_sums: Vec<StatedBreakdown>,
}

impl std::ops::Deref for Atlas {
    type Target = DatasetParts;
    fn deref(&self) -> &DatasetParts {
        &self.parts
    }
}

impl Atlas {
    /// The parts as the sources state them: for tests.
    #[cfg(test)]
    pub(crate) fn of_parts(parts: DatasetParts) -> Self {
        Self::new(crate::protection::protect(parts, crate::protection::Policy::None))
    }

    /// Compiles the parts of a dataset.
    pub fn new(protected: ProtectedParts) -> Self {
        let parts = protected.into_parts();
        let (index, (assessed, fields)) = parallel::join(
            || SpatialIndex::new(&parts.layers, &parts.communities, &parts.facilities),
            || {
                let assessed = parts.rounds.iter().map(|round| assessed::in_round(&parts, &round.id)).collect();
                (assessed, AllLayerFields::new(&parts))
            },
        );
        let layers: Vec<&AdminLayer> = parts.layers.iter().collect();
        let units = CommunityUnits { layers: &layers, stated: parts.community_level, index: &index };
        let members = parallel::map_from_last(&layers, |layer| LevelMembers::new(units, &parts.communities, layer));
        let mut atlas =
            Self { parts, index, members, fields, assessed, rollups: Vec::new(), breakdown_sums: Vec::new() };
        atlas.rollups = parallel::map_from_last(&atlas.counts, |counts| Rollup::new(&atlas, counts));
        atlas.breakdown_sums =
            atlas.breakdowns.iter().map(|breakdown| StatedBreakdown::new(&atlas, breakdown)).collect();
        atlas
    }

    /// The spatial index.
    pub fn index(&self) -> &SpatialIndex {
        &self.index
    }

    /// The level and position of the unit with this code.
    pub fn find_unit(&self, code: &str) -> Option<(AdminLevel, usize)> {
        self.layers.iter().find_map(|layer| layer.position(code).map(|position| (layer.level, position)))
    }

    /// The position of the community with this id.
    pub fn find_community(&self, id: &str) -> Option<usize> {
        self.communities.binary_search_by(|community| (*community.id).cmp(id)).ok()
    }

    /// The unit of `level` that a community belongs to.
    pub fn unit_of_community(&self, level: AdminLevel, community: usize) -> Option<usize> {
        self.members(level)?.unit_of.get(community).copied().flatten()
    }

    /// The communities without a unit at a level, ascending. Only rollups of larger units include them.
    pub fn communities_without_unit(&self, level: AdminLevel) -> &[usize] {
        self.members(level).map_or(&[], |members| &members.of_none)
    }

    /// The communities of a unit, ascending.
    pub fn communities_of(&self, level: AdminLevel, unit: usize) -> &[usize] {
        self.members(level).and_then(|members| members.communities_of.get(unit)).map_or(&[], Vec::as_slice)
    }

    /// The ancestor at `level` of the unit at `position` of `from`; the unit itself if the levels are equal.
    pub fn ancestor(&self, from: AdminLevel, position: usize, level: AdminLevel) -> Option<usize> {
        let (mut at, mut unit) = (from, position);
        while at > level {
            unit = self.layer(at)?.units.get(unit)?.parent?;
            at = at.above()?;
        }
        (at == level).then_some(unit)
    }

    /// The rollup of a group in a round for the places of a level; `None` if the round has no such counts, or only for
    /// larger places.
    pub fn rollup_of(&self, round: &str, group: &PopulationGroup, level: PlaceLevel) -> Option<&Rollup> {
        self.rollup_at(self.rollup_index(round, group, level)?)
    }

    /// The index of that rollup, for [`Self::rollup_at`].
    pub fn rollup_index(&self, round: &str, group: &PopulationGroup, level: PlaceLevel) -> Option<usize> {
        let at = self.counts.iter().position(|counts| counts.round.0 == round && counts.group == *group)?;
        self.rollups.get(at)?.has(level).then_some(at)
    }

    /// The rollup at an index.
    pub fn rollup_at(&self, position: usize) -> Option<&Rollup> {
        self.rollups.get(position)
    }

    /// How many places a level has.
    pub fn place_count(&self, level: PlaceLevel) -> usize {
        match level.admin() {
            Some(level) => self.layer(level).map_or(0, |layer| layer.units.len()),
            None => self.communities.len(),
        }
    }

    /// Whether any unit has a population.
    pub fn has_population(&self) -> bool {
        self.fields.units.iter().any(|(_, fields)| fields.population)
    }

    /// The optional fields of the units of a level.
    pub fn fields_of_units(&self, level: AdminLevel) -> &LayerFields {
        const NOTHING: &LayerFields = &LayerFields { languages: Vec::new(), population: false };
        self.fields.units.iter().find(|(at, _)| *at == level).map_or(NOTHING, |(_, fields)| fields)
    }

    /// The optional fields of communities.
    pub fn fields_of_communities(&self) -> &LayerFields {
        &self.fields.communities
    }

    /// The optional fields of facilities.
    pub fn fields_of_facilities(&self) -> &LayerFields {
        &self.fields.facilities
    }

    /// The unit at a position of a level.
    pub fn unit(&self, level: AdminLevel, position: usize) -> Option<&AdminUnit> {
        self.layer(level)?.units.get(position)
    }

    /// Whether a round assessed a community, that is, has any data about it.
    pub fn is_assessed(&self, round: &str, community: usize) -> bool {
        let at = self.rounds.iter().position(|known| known.id.0 == round);
        at.and_then(|at| self.assessed.get(at)?.get(community)).copied().unwrap_or(false)
    }

    /// The assessed communities of a place: those of a unit, or the community itself.
    pub fn assessed_at(&self, round: &str, level: PlaceLevel, place: usize) -> impl Iterator<Item = usize> {
        let at = self.rounds.iter().position(|known| known.id.0 == round);
        let assessed = at.and_then(|at| self.assessed.get(at)).map_or(&[][..], Vec::as_slice);
        let (of_unit, itself) = match level.admin() {
            Some(level) => (self.communities_of(level, place), None),
            None => (&[][..], Some(place)),
        };
        let all = of_unit.iter().copied().chain(itself);
        all.filter(|community| assessed.get(*community).copied().unwrap_or(false))
    }

    /// Households of the communities of a place that were assessed in a round, as far as they are known; no data where no community gives
    /// them, and suppressed where those of any are.
    pub fn households_at(&self, round: &str, level: PlaceLevel, place: usize) -> Value<Households> {
        let of = |position: usize| self.communities.get(position).map(|community| community.households);
        let all = self.assessed_at(round, level, place).filter_map(of);
        all.fold(Value::NoData, |sum, households| sum.plus(households.map(|known| known.0))).map(Households)
    }

    /// Whether the households of any community are suppressed.
    pub fn has_suppressed_households(&self) -> bool {
        self.fields.suppressed_households
    }

    /// How many communities have no point: they are counted, but not drawn.
    pub fn communities_without_point(&self) -> usize {
        self.fields.communities_without_point
    }

    /// The place of `level` that contains a place of the finer (or the same) level `from`.
    pub fn parent_place(&self, from: PlaceLevel, place: usize, level: PlaceLevel) -> Option<usize> {
        match (from.admin(), level.admin()) {
            (None, None) => Some(place),
            (None, Some(level)) => self.unit_of_community(level, place),
            (Some(from), Some(level)) if from >= level => self.ancestor(from, place, level),
            _ => None,
        }
    }

    /// The breakdown of a group in a round.
    pub fn breakdown_of(&self, round: &str, group: &PopulationGroup, dimension: &Dimension) -> Option<&Breakdown> {
        self.breakdowns.iter().find(|b| b.round.0 == round && b.group == *group && b.dimension == *dimension)
    }

    /// The values of a breakdown by the places of a larger level, category by category, where sources state any of them.
    pub fn stated_breakdown(&self, of: &Breakdown, level: PlaceLevel) -> Option<&[Value]> {
        let position = self.breakdowns.iter().position(|known| std::ptr::eq(known, of))?;
        self.breakdown_sums.get(position)?.at(level)
    }

    /// The status table of a service in a round.
    pub fn service_of(&self, round: &str, service: &Service) -> Option<&ServiceTable> {
        self.services.iter().find(|table| table.round.0 == round && table.service == *service)
    }

    fn members(&self, level: AdminLevel) -> Option<&LevelMembers> {
        self.members.iter().find(|members| members.level == level)
    }
}
