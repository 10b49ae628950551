//! What a group says of itself.

use std::sync::Arc;

use super::block_sums::BlockSums;
use super::community_sums::CommunitySums;
use super::groups::Group;
use super::prepared::PreparedPoints;
use crate::atlas::{Atlas, Figure};
use crate::figures::{FigureError, Measured, Question, Tally, Together, rounded};
use crate::model::{Period, PlaceLevel, PopulationGroup, Round, Value};
use crate::query::{
    Cell, CellKind, Collection, PARTIAL, count_descriptions, indicator_descriptions, is_partial, round_columns,
};
use crate::tiles::{AttributeValue, Attributes};

/// The column that tells a group from a single point. It cannot be left out: a group must not pass for a place.
pub const CLUSTER: &str = "cluster";

/// A column of the groups of a collection.
#[derive(Clone, Debug)]
pub struct GroupColumn {
    /// Its name: where single points have a column of the same name, it says the same of all members together.
    pub name: String,
    /// What it says, with its unit.
    pub description: String,
    /// What its cells are.
    pub kind: CellKind,
    source: GroupCell,
}

#[derive(Clone, Debug)]
enum GroupCell {
    Constant(AttributeValue),
    Members,
    ExpansionZoom,
    Households,
    Count(PopulationGroup),
    CountStatus(PopulationGroup),
    IndicatorValue,
    IndicatorStatus,
}

/// The columns of the groups of a collection for one round and period.
pub struct GroupColumns<'a> {
    atlas: &'a Atlas,
    points: &'a PreparedPoints,
    sums: &'a CommunitySums,
    round: &'a Round,
    period: Period,
    indicator: Option<Together<'a>>,
    indicator_sums: Option<Arc<IndicatorSums>>,
    list: Vec<GroupColumn>,
}

impl<'a> GroupColumns<'a> {
    /// All columns of the groups of a collection of points.
    pub fn new(
        atlas: &'a Atlas,
        collection: Collection,
        (points, sums): (&'a PreparedPoints, &'a CommunitySums),
        round: &'a Round,
        period: Period,
    ) -> Self {
        let mut columns =
            Self { atlas, points, sums, round, period, indicator: None, indicator_sums: None, list: Vec::new() };
        columns.push(
            CLUSTER,
            "True for a group of points that this zoom shows as one; absent from a point by itself",
            CellKind::Bool,
            GroupCell::Constant(true.into()),
        );
        let members = format!("How many {} a group has", collection.id());
        columns.push(collection.id(), &members, CellKind::Int, GroupCell::Members);
        columns.push(
            "expansion_zoom",
            "First zoom that shows the members of a group in more than one place; absent where none does",
            CellKind::Int,
            GroupCell::ExpansionZoom,
        );
        if collection == Collection::Communities {
            columns.push(
                "households",
                "Households of the assessed communities of a group",
                CellKind::Int,
                GroupCell::Households,
            );
            for (name, description, kind, cell) in round_columns(atlas, round, period, &period.to_string()) {
                if let Some(value) = attribute_value(cell) {
                    columns.push(name, description, kind, GroupCell::Constant(value));
                }
            }
            let counted = |group: &PopulationGroup| atlas.sums_of(&round.id.0, *group, PlaceLevel::Community).is_some();
            for group in round.groups.iter().map(|coverage| coverage.group).filter(counted) {
                let [count, status] = count_descriptions(group);
                columns.push(group.id(), &count, CellKind::Int, GroupCell::Count(group));
                let name = format!("{}_status", group.id());
                columns.push(&name, &status, CellKind::Text, GroupCell::CountStatus(group));
            }
        }
        columns
    }

    /// Adds the columns `value` and `status` of an indicator: of what the members add up to, never the mean of theirs. Whatever can
    /// be asked of communities can be told of groups; where the members together have no answer, the status is `no_data`.
    pub fn with_indicator(mut self, question: &Question<'a>) -> Result<Self, FigureError> {
        self.indicator = Some(Together::new(self.atlas, question)?);
        let [value, status] = indicator_descriptions(question);
        let value = format!("{value}. Of what the members of a group add up to, never the mean of their values");
        self.push("value", &value, CellKind::Float, GroupCell::IndicatorValue);
        self.push("status", &status, CellKind::Text, GroupCell::IndicatorStatus);
        Ok(self)
    }

    /// What the members of any group add up to for the indicator, added up beforehand: to be kept, and given to
    /// [`Self::with_indicator_sums`].
    pub fn indicator_sums(&self) -> IndicatorSums {
        IndicatorSums(BlockSums::new(self.points.len(), 1, Tally::plus, |rank, sums| {
            for (sum, indicator) in sums.iter_mut().zip(&self.indicator) {
                *sum = sum.plus(tally(indicator, self.points, rank));
            }
        }))
    }

    /// True for an indicator that the counts of people alone do not tell.
    pub fn needs_indicator_sums(&self) -> bool {
        self.indicator.as_ref().is_some_and(|indicator| indicator.counted_alone().is_none())
    }

    /// Takes what was added up for the same atlas, points and indicator, in place of looking at each member of a group.
    pub fn with_indicator_sums(mut self, sums: Arc<IndicatorSums>) -> Self {
        self.indicator_sums = Some(sums);
        self
    }

    /// Only the counts of the named groups of people; all other columns stay. Whether the year is partial is then said of these
    /// alone.
    pub fn with_groups(mut self, names: &[String]) -> Self {
        let wanted = |of: PopulationGroup| names.iter().any(|name| name == of.id());
        self.list.retain(|column| match column.source {
            GroupCell::Count(of) | GroupCell::CountStatus(of) => wanted(of),
            _ => true,
        });
        let partial = is_partial(self.round.groups.iter().filter(|coverage| wanted(coverage.group)), self.period);
        for column in self.list.iter_mut().filter(|column| column.name == PARTIAL) {
            column.source = GroupCell::Constant(partial.into());
        }
        self
    }

    /// Only what every round says alike: which points are together.
    pub fn without_figures(mut self) -> Self {
        self.list.retain(|column| {
            column.name == CLUSTER || matches!(column.source, GroupCell::Members | GroupCell::ExpansionZoom)
        });
        self
    }

    /// Only the named columns, and `cluster`, in the order of the collection. Names of other columns do no harm.
    pub fn select(mut self, names: &[String]) -> Self {
        self.list.retain(|column| column.name == CLUSTER || names.contains(&column.name));
        self
    }

    /// The columns.
    pub fn columns(&self) -> &[GroupColumn] {
        &self.list
    }

    /// What a group says. What is not known, or may not be told, is absent.
    pub fn attributes(&self, group: &Group) -> Attributes {
        let members = Members { group, counts: self.counts(group), measured: self.measured(group) };
        let value = |column: &GroupColumn| Some((column.name.clone(), self.read(&members, &column.source)?));
        Attributes::new(self.list.iter().filter_map(value))
    }

    fn push(&mut self, name: &str, description: &str, kind: CellKind, source: GroupCell) {
        self.list.push(GroupColumn { name: name.to_owned(), description: description.to_owned(), kind, source });
    }

    fn figure(&self, (of, period): (PopulationGroup, Period), group: &Group) -> Figure {
        self.sums.figure(self.atlas, self.points, (&self.round.id.0, of, period), group.ranks.clone())
    }

    /// What the columns need of the groups of people, each once.
    fn counts(&self, group: &Group) -> Vec<(PopulationGroup, Value)> {
        let mut counts: Vec<(PopulationGroup, Value)> = Vec::new();
        for column in &self.list {
            if let GroupCell::Count(of) | GroupCell::CountStatus(of) = column.source
                && !counts.iter().any(|(known, _)| *known == of)
            {
                counts.push((of, self.figure((of, self.period), group).value));
            }
        }
        counts
    }

    fn measured(&self, group: &Group) -> Option<Measured> {
        let indicator = self.indicator.as_ref()?;
        let tally = if let Some(of) = indicator.counted_alone() {
            self.figure(of, group).into()
        } else {
            let of_rank = |rank| tally(indicator, self.points, rank);
            match self.indicator_sums.as_deref() {
                Some(IndicatorSums(sums)) => sums.sum(group.ranks.clone(), 0, of_rank),
                None => group.ranks.clone().map(of_rank).fold(Tally::default(), Tally::plus),
            }
        };
        Some(indicator.measured(tally).unwrap_or_default())
    }

    fn read(&self, members: &Members<'_>, source: &GroupCell) -> Option<AttributeValue> {
        let Members { group, counts, measured } = members;
        let count = |of| counts.iter().find(|(known, _)| *known == of).map(|(_, count)| *count);
        Some(match source {
            GroupCell::Constant(value) => value.clone(),
            GroupCell::Members => AttributeValue::Uint(group.ranks.len() as u64),
            GroupCell::ExpansionZoom => AttributeValue::Uint(group.expansion_zoom?.into()),
            GroupCell::Households => {
                let round = &self.round.id.0;
                AttributeValue::Uint(self.sums.households(self.atlas, self.points, round, group.ranks.clone())?.0)
            }
            GroupCell::Count(of) => AttributeValue::Uint(count(*of)?.reported()?),
            GroupCell::CountStatus(of) => count(*of)?.status().into(),
            GroupCell::IndicatorValue => AttributeValue::Float(rounded(measured.as_ref()?.value.reported()?)),
            GroupCell::IndicatorStatus => measured.as_ref()?.value.status().into(),
        })
    }
}

/// What the members of groups add up to for an indicator, along the order of the points.
#[derive(Debug)]
pub struct IndicatorSums(BlockSums<Tally>);

impl IndicatorSums {
    /// Bytes of memory, about.
    pub fn memory(&self) -> usize {
        self.0.memory()
    }
}

fn tally(indicator: &Together<'_>, points: &PreparedPoints, rank: usize) -> Tally {
    points.feature(rank).map_or_else(Tally::default, |community| indicator.tally(community))
}

/// A group, and what its members add up to.
struct Members<'a> {
    group: &'a Group,
    counts: Vec<(PopulationGroup, Value)>,
    measured: Option<Measured>,
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
