use geo_types::Rect;

use super::{
    AdminLayer, AdminLevel, Breakdown, Community, Counts, Dimension, Facility, PopulationGroup, Round, Service,
    ServiceTable, Source,
};
use crate::index::SpatialIndex;

/// What the dataset says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct DatasetInfo {
    /// Its key.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// P-code of the country.
    pub country: String,
    /// True where numbers were invented: everything made from them says so.
    pub illustrative: bool,
    /// What exactly is illustrative.
    pub illustrative_note: Option<String>,
    /// The round that is meant where a question names none.
    pub default_round: String,
    /// Languages that names come in, ISO 639-1.
    pub languages: Vec<String>,
    /// What must be said wherever its maps are shown.
    pub disclaimer: Option<String>,
}

/// The parts of a compiled dataset, before they are indexed.
#[derive(Clone, Debug)]
pub struct AtlasParts {
    /// About the dataset.
    pub info: DatasetInfo,
    /// All sources.
    pub sources: Vec<Source>,
    /// Admin layers, country first.
    pub layers: Vec<AdminLayer>,
    /// Communities, sorted by id.
    pub communities: Vec<Community>,
    /// Ids of the sources of the communities.
    pub community_sources: Vec<String>,
    /// Facilities, sorted by id; empty where the dataset has none.
    pub facilities: Vec<Facility>,
    /// Ids of the sources of the facilities.
    pub facility_sources: Vec<String>,
    /// Rounds.
    pub rounds: Vec<Round>,
    /// Counts by round and group.
    pub counts: Vec<Counts>,
    /// Breakdowns by round, group and dimension.
    pub breakdowns: Vec<Breakdown>,
    /// Access to services by round and service.
    pub services: Vec<ServiceTable>,
    /// A hash of everything above as read from the sources: equal sources, equal fingerprint.
    pub fingerprint: u64,
}

/// A compiled dataset: immutable, indexed, shared by all requests.
#[derive(Debug)]
pub struct Atlas {
    parts: AtlasParts,
    index: SpatialIndex,
    members: Vec<LevelMembers>,
}

/// Which communities belong to which unit of one level.
#[derive(Debug)]
struct LevelMembers {
    level: AdminLevel,
    /// Unit of each community, by position.
    unit_of: Vec<Option<usize>>,
    /// Communities of each unit, ascending.
    communities_of: Vec<Vec<usize>>,
}

impl std::ops::Deref for Atlas {
    type Target = AtlasParts;
    fn deref(&self) -> &AtlasParts {
        &self.parts
    }
}

impl Atlas {
    /// Indexes the parts of a dataset.
    pub fn new(parts: AtlasParts) -> Self {
        let index = SpatialIndex::new(&parts.layers, &parts.communities, &parts.facilities);
        let members = parts.layers.iter().map(|layer| LevelMembers::new(&parts, layer)).collect();
        Self { parts, index, members }
    }

    /// Where things are.
    pub fn index(&self) -> &SpatialIndex {
        &self.index
    }

    /// The layer of a level, if the dataset has it.
    pub fn layer(&self, level: AdminLevel) -> Option<&AdminLayer> {
        self.layers.iter().find(|layer| layer.level == level)
    }

    /// The level and position of the unit with this P-code.
    pub fn find_unit(&self, pcode: &str) -> Option<(AdminLevel, usize)> {
        self.layers.iter().find_map(|layer| layer.position(pcode).map(|position| (layer.level, position)))
    }

    /// The position of the community with this id.
    pub fn find_community(&self, id: &str) -> Option<usize> {
        self.communities.binary_search_by(|community| (*community.id).cmp(id)).ok()
    }

    /// The unit of `level` that a community belongs to.
    pub fn unit_of_community(&self, level: AdminLevel, community: usize) -> Option<usize> {
        self.members(level)?.unit_of.get(community).copied().flatten()
    }

    /// The communities of a unit, ascending.
    pub fn communities_of(&self, level: AdminLevel, unit: usize) -> &[usize] {
        self.members(level).and_then(|members| members.communities_of.get(unit)).map_or(&[], Vec::as_slice)
    }

    /// The unit of `level` that contains the unit at `position` of `from` (itself, where the levels are the same).
    pub fn ancestor(&self, from: AdminLevel, position: usize, level: AdminLevel) -> Option<usize> {
        let (mut at, mut unit) = (from, position);
        while at > level {
            unit = self.layer(at)?.units.get(unit)?.parent?;
            at = at.above()?;
        }
        (at == level).then_some(unit)
    }

    /// The round with this id.
    pub fn round(&self, id: &str) -> Option<&Round> {
        self.rounds.iter().find(|round| round.id.0 == id)
    }

    /// The counts of a group in a round.
    pub fn counts_of(&self, round: &str, group: PopulationGroup) -> Option<&Counts> {
        self.counts.iter().find(|counts| counts.round.0 == round && counts.group == group)
    }

    /// The breakdown of a group in a round.
    pub fn breakdown_of(&self, round: &str, group: PopulationGroup, dimension: Dimension) -> Option<&Breakdown> {
        self.breakdowns.iter().find(|b| b.round.0 == round && b.group == group && b.dimension == dimension)
    }

    /// What a round says of a service.
    pub fn service_of(&self, round: &str, service: Service) -> Option<&ServiceTable> {
        self.services.iter().find(|table| table.round.0 == round && table.service == service)
    }

    /// The source with this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The box around everything: all boundaries, or the points where there are none.
    pub fn bounds(&self) -> Option<Rect<f64>> {
        let boxes = self.layers.iter().flat_map(|layer| layer.units.iter().map(|unit| unit.bbox));
        let points = self.communities.iter().map(|community| Rect::new(community.point.0, community.point.0));
        boxes.chain(points).reduce(union)
    }

    fn members(&self, level: AdminLevel) -> Option<&LevelMembers> {
        self.members.iter().find(|members| members.level == level)
    }
}

fn union(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

impl LevelMembers {
    fn new(parts: &AtlasParts, layer: &AdminLayer) -> Self {
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
            {
                members.unit_of[position] = Some(unit);
                if let Some(list) = members.communities_of.get_mut(unit) {
                    list.push(position);
                }
            }
        }
        members
    }
}
