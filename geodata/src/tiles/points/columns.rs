//! The columns of clusters: sums over their members, by the rules of the units.

use std::sync::Arc;

use super::clusters::Cluster;
use super::community_aggregates::CommunityAggregates;
use super::prefix_sums::BlockPrefixSums;
use super::z_order::ZOrderPoints;
use crate::atlas::{Aggregate, Atlas};
use crate::figures::{Estimate, FigureError, IndicatorQuery, PartialAggregate, PooledIndicator, rounded};
use crate::model::{Households, Period, PlaceLevel, PopulationGroup, Round, Value};
use crate::query::{
    Cell, CellKind, Collection, HOUSEHOLDS_STATUS, Meaning, SelectableColumn, keep_groups, keep_named, round_columns,
};
use crate::tiles::{AttributeValue, Attributes, TileField};

/// The column that distinguishes a cluster from a point. It is always present: a cluster must not pass for a place.
pub const CLUSTER: &str = "cluster";

/// A column of the clusters of a collection.
#[derive(Clone, Debug)]
pub struct ClusterColumn {
    /// Its name. Where points have a column of the same name, it is the same measure over all members.
    pub name: String,
    /// What it says.
    pub meaning: Meaning,
    /// What its cells are.
    pub kind: CellKind,
    source: ClusterCell,
}

impl ClusterColumn {
    /// The column as a field of tiles.
    pub fn field(&self) -> TileField {
        TileField::new(&self.name, self.kind, self.meaning.clone())
    }
}

impl SelectableColumn for ClusterColumn {
    fn name(&self) -> &str {
        &self.name
    }

    fn meaning(&self) -> &Meaning {
        &self.meaning
    }

    fn set_constant(&mut self, value: bool) {
        self.source = ClusterCell::Constant(value.into());
    }
}

#[derive(Clone, Debug)]
enum ClusterCell {
    Constant(AttributeValue),
    ClusterMembers,
    ExpansionZoom,
    Households,
    HouseholdsStatus,
    Count(PopulationGroup),
    CountStatus(PopulationGroup),
    IndicatorValue,
    IndicatorStatus,
}

/// The columns of the clusters of a collection for one round and period.
pub struct ClusterColumns<'a> {
    atlas: &'a Atlas,
    points: &'a ZOrderPoints,
    sums: &'a CommunityAggregates,
    round: &'a Round,
    period: Period,
    indicator: Option<PooledIndicator<'a>>,
    indicator_sums: Option<Arc<IndicatorSums>>,
    list: Vec<ClusterColumn>,
}

impl<'a> ClusterColumns<'a> {
    /// All columns of the clusters of a collection of points.
    pub fn new(
        atlas: &'a Atlas,
        collection: Collection,
        (points, sums): (&'a ZOrderPoints, &'a CommunityAggregates),
        round: &'a Round,
        period: Period,
    ) -> Self {
        let mut columns =
            Self { atlas, points, sums, round, period, indicator: None, indicator_sums: None, list: Vec::new() };
        columns.push(CLUSTER, Meaning::Cluster, CellKind::Bool, ClusterCell::Constant(true.into()));
        let members = Meaning::ClusterMembers(collection);
        columns.push(collection.id(), members, CellKind::Int, ClusterCell::ClusterMembers);
        columns.push("expansion_zoom", Meaning::ExpansionZoom, CellKind::Int, ClusterCell::ExpansionZoom);
        if collection == Collection::Communities {
            columns.push("households", Meaning::HouseholdsOfCluster, CellKind::Int, ClusterCell::Households);
            if atlas.has_suppressed_households() {
                let status = Meaning::HouseholdsStatus;
                columns.push(HOUSEHOLDS_STATUS, status, CellKind::Text, ClusterCell::HouseholdsStatus);
            }
            for (name, meaning, kind, cell) in round_columns(atlas, round, period, &period.to_string()) {
                if let Some(value) = attribute_value(cell) {
                    columns.push(name, meaning, kind, ClusterCell::Constant(value));
                }
            }
            let counted =
                |group: &&PopulationGroup| atlas.rollup_of(&round.id.0, group, PlaceLevel::Community).is_some();
            for group in round.shown_with(period).map(|coverage| &coverage.group).filter(counted) {
                let of = || group.clone();
                columns.push(group.id(), Meaning::Count(of()), CellKind::Int, ClusterCell::Count(of()));
                let (name, status) = (format!("{}_status", group.id()), Meaning::CountStatus(of()));
                columns.push(&name, status, CellKind::Text, ClusterCell::CountStatus(of()));
            }
        }
        columns
    }

    /// Adds the columns `value` and `status` of an indicator: computed from the sums of the members, never as a mean of their values. Every
    /// indicator of communities works for clusters; where the members together have no value, the status is `no_data`.
    pub fn with_indicator(mut self, question: &IndicatorQuery<'a>) -> Result<Self, FigureError> {
        self.indicator = Some(PooledIndicator::new(self.atlas, question)?);
        let value = Meaning::IndicatorValueOfCluster(question.indicator.clone(), question.per);
        self.push("value", value, CellKind::Float, ClusterCell::IndicatorValue);
        self.push("status", Meaning::IndicatorStatus, CellKind::Text, ClusterCell::IndicatorStatus);
        Ok(self)
    }

    /// Precomputed sums of the indicator for any range of members, to be cached and passed to [`Self::with_indicator_sums`].
    pub fn indicator_sums(&self) -> IndicatorSums {
        IndicatorSums(BlockPrefixSums::new(self.points.len(), 1, PartialAggregate::merge, |rank, sums| {
            for (sum, indicator) in sums.iter_mut().zip(&self.indicator) {
                *sum = sum.merge(partial(indicator, self.points, rank));
            }
        }))
    }

    /// Whether the indicator needs more than the counts of people.
    pub fn needs_indicator_sums(&self) -> bool {
        self.indicator.as_ref().is_some_and(|indicator| indicator.additive_group().is_none())
    }

    /// Uses sums that were computed for the same atlas, points and indicator, instead of visiting each member of a cluster.
    pub fn with_indicator_sums(mut self, sums: Arc<IndicatorSums>) -> Self {
        self.indicator_sums = Some(sums);
        self
    }

    /// Only the counts of the named population groups; all other columns stay. `partial` then refers to these groups alone.
    pub fn with_groups(mut self, names: &[String]) -> Self {
        keep_groups(&mut self.list, names, Some(self.round), self.period);
        self
    }

    /// Only the columns that do not depend on the round.
    pub fn geometry_only(mut self) -> Self {
        self.list.retain(|column| {
            column.name == CLUSTER || matches!(column.source, ClusterCell::ClusterMembers | ClusterCell::ExpansionZoom)
        });
        self
    }

    /// Only the named columns, and `cluster`, in the order of the collection. Names of other columns are ignored.
    pub fn select(mut self, names: &[String]) -> Self {
        keep_named(&mut self.list, names, |column| column.name == CLUSTER);
        self
    }

    /// The columns.
    pub fn columns(&self) -> &[ClusterColumn] {
        &self.list
    }

    /// The attributes of a cluster. Unknown and suppressed values are absent.
    pub fn attributes(&self, group: &Cluster) -> Attributes {
        let members = ClusterMembers { group, counts: self.counts(group), measured: self.measured(group) };
        let value = |column: &ClusterColumn| Some((column.name.clone(), self.read(&members, &column.source)?));
        Attributes::new(self.list.iter().filter_map(value))
    }

    fn push(&mut self, name: &str, meaning: Meaning, kind: CellKind, source: ClusterCell) {
        self.list.push(ClusterColumn { name: name.to_owned(), meaning, kind, source });
    }

    fn aggregate(&self, (of, period): (&PopulationGroup, Period), group: &Cluster) -> Aggregate {
        self.sums.figure(self.atlas, self.points, (&self.round.id.0, of, period), group.ranks.clone())
    }

    fn households(&self, group: &Cluster) -> Value<Households> {
        self.sums.households(self.atlas, self.points, &self.round.id.0, group.ranks.clone())
    }

    /// The counts that the columns need, each computed once.
    fn counts(&self, group: &Cluster) -> Vec<(&PopulationGroup, Value)> {
        let mut counts: Vec<(&PopulationGroup, Value)> = Vec::new();
        for column in &self.list {
            if let ClusterCell::Count(of) | ClusterCell::CountStatus(of) = &column.source
                && !counts.iter().any(|(known, _)| *known == of)
            {
                counts.push((of, self.aggregate((of, self.period), group).value));
            }
        }
        counts
    }

    fn measured(&self, group: &Cluster) -> Option<Estimate> {
        let indicator = self.indicator.as_ref()?;
        let aggregate = if let Some(of) = indicator.additive_group() {
            self.aggregate(of, group).into()
        } else {
            let of_rank = |rank| partial(indicator, self.points, rank);
            match self.indicator_sums.as_deref() {
                Some(IndicatorSums(sums)) => sums.sum(group.ranks.clone(), 0, of_rank),
                None => group.ranks.clone().map(of_rank).fold(PartialAggregate::default(), PartialAggregate::merge),
            }
        };
        Some(indicator.measured(aggregate).unwrap_or_default())
    }

    fn read(&self, members: &ClusterMembers<'_>, source: &ClusterCell) -> Option<AttributeValue> {
        let ClusterMembers { group, counts, measured } = members;
        let count = |of: &PopulationGroup| counts.iter().find(|(known, _)| *known == of).map(|(_, count)| *count);
        Some(match source {
            ClusterCell::Constant(value) => value.clone(),
            ClusterCell::ClusterMembers => AttributeValue::Uint(group.ranks.len() as u64),
            ClusterCell::ExpansionZoom => AttributeValue::Uint(group.expansion_zoom?.into()),
            ClusterCell::Households => AttributeValue::Uint(self.households(group).reported()?.0),
            ClusterCell::HouseholdsStatus => self.households(group).status().into(),
            ClusterCell::Count(of) => AttributeValue::Uint(count(of)?.reported()?),
            ClusterCell::CountStatus(of) => count(of)?.status().into(),
            ClusterCell::IndicatorValue => AttributeValue::Float(rounded(measured.as_ref()?.value.reported()?)),
            ClusterCell::IndicatorStatus => measured.as_ref()?.value.status().into(),
        })
    }
}

/// The sums of an indicator along the order of the points.
#[derive(Debug)]
pub struct IndicatorSums(BlockPrefixSums<PartialAggregate>);

impl IndicatorSums {
    /// Bytes of memory, about.
    pub fn memory(&self) -> usize {
        self.0.memory()
    }
}

fn partial(indicator: &PooledIndicator<'_>, points: &ZOrderPoints, rank: usize) -> PartialAggregate {
    points.feature(rank).map_or_else(PartialAggregate::default, |community| indicator.partial(community))
}

/// A cluster, and the sums of its members.
struct ClusterMembers<'a> {
    group: &'a Cluster,
    counts: Vec<(&'a PopulationGroup, Value)>,
    measured: Option<Estimate>,
}

fn attribute_value(cell: Cell<'_>) -> Option<AttributeValue> {
    Some(match cell {
        Cell::Null => return None,
        Cell::Text(text) => text.into(),
        Cell::Int(number) => number.into(),
        Cell::Float(number) => number.into(),
        Cell::Bool(yes) => yes.into(),
    })
}
