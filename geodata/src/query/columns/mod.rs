//! The columns of a collection, and their cells.
//!
//! ```text
//! pcode   name   …   round    year   arrivals         arrivals_status
//! KG02    Osh    …   kgz-r3   2023   1204             reported
//! ```
//!
//! Each kind of column has a module of its own: those of units, communities and facilities, those of counts, and names.

mod cell;
mod cell_source;
mod column;
mod communities;
mod counts;
mod error;
mod facilities;
mod international_borders;
mod meaning;
mod names;
mod selection;
mod units;

use std::sync::Arc;

use crate::atlas::Atlas;
use crate::figures::{IndicatorQuery, rounded, values};
use crate::model::{Period, PlaceLevel, Round, RoundId, Value};
use crate::query::Collection;
pub use cell::{Cell, CellKind};
use cell_source::CellSource;
pub use column::Column;
pub(crate) use counts::{HOUSEHOLDS_STATUS, round_columns};
pub use error::ColumnsError;
pub use meaning::Meaning;
pub use names::name_column;
use selection::counted_groups;
pub(crate) use selection::{SelectableColumn, keep_groups, keep_named};

/// The columns of a collection for one round and period, ready to be read row by row.
#[derive(Debug)]
pub struct Columns<'a> {
    atlas: &'a Atlas,
    projected: ProjectedColumns,
}

/// [`Columns`] without the atlas, so that they can be cached: they own what was computed for them.
#[derive(Clone, Debug)]
pub struct ProjectedColumns {
    collection: Collection,
    round: RoundId,
    period: Period,
    /// The period as text, for its column.
    period_in_words: Box<str>,
    /// The values of the indicator by feature.
    indicator: Option<Arc<[Value<f64>]>>,
    list: Vec<Column>,
}

impl<'a> Columns<'a> {
    /// All columns of a collection.
    pub fn new(
        atlas: &'a Atlas,
        collection: Collection,
        round: &'a Round,
        period: Period,
    ) -> Result<Self, ColumnsError> {
        if let Period::Year(year) = period {
            let years = round.years();
            if !years.contains(&year) {
                return Err(ColumnsError::YearNotCounted { round: round.id.0.clone(), year, years });
            }
        }
        let mut list = Vec::new();
        match collection {
            Collection::Admin(level) => units::push_columns(&mut list, atlas, level),
            Collection::Communities => communities::push_columns(&mut list, atlas),
            Collection::Facilities => facilities::push_columns(&mut list, atlas),
            Collection::InternationalBorders => international_borders::push_columns(&mut list),
        }
        if let Some(level) = collection.place_level() {
            counts::push_round(&mut list, atlas, round, period);
            counts::push_counts(&mut list, atlas, (round, period), level);
            if level == PlaceLevel::Community {
                communities::push_access(&mut list, atlas, round);
            }
        }
        let (round, period_in_words) = (round.id.clone(), period.to_string().into());
        Ok(Self {
            atlas,
            projected: ProjectedColumns { collection, round, period, period_in_words, indicator: None, list },
        })
    }

    /// Adds the columns `value` and `status` of an indicator.
    pub fn with_indicator(mut self, question: &IndicatorQuery<'_>) -> Result<Self, ColumnsError> {
        let answer = values(self.atlas, question)?;
        self.projected.indicator = Some(answer.rows.iter().map(|row| row.estimate.value.map(rounded)).collect());
        let value = Meaning::IndicatorValue(question.indicator.clone(), question.per);
        let list = &mut self.projected.list;
        list.push(Column::new("value", value, CellKind::Float, CellSource::IndicatorValue));
        list.push(Column::new("status", Meaning::IndicatorStatus, CellKind::Text, CellSource::IndicatorStatus));
        Ok(self)
    }

    /// Only the counts of the named population groups; all other columns stay. The column `partial` then refers to
    /// these groups alone.
    pub fn with_groups(mut self, names: &[String]) -> Result<Self, ColumnsError> {
        let Self { atlas, projected: ProjectedColumns { collection, round, period, list, .. } } = &mut self;
        let known = counted_groups(list);
        if let Some(name) = names.iter().find(|name| !known.iter().any(|group| group.id() == **name)) {
            let found = atlas.round(&round.0);
            let stock = found.and_then(|found| found.groups.iter().find(|coverage| coverage.group.id() == *name));
            if let (Period::Year(_), Some((group, date))) =
                (*period, stock.and_then(|stock| Some((stock.group.clone(), stock.date.clone()?))))
            {
                return Err(ColumnsError::StockHasNoYears { group, round: round.0.clone(), date, year: *period });
            }
            let known = known.iter().map(|group| group.id().to_owned()).collect();
            let asked = atlas.vocabulary.group(name).zip(collection.place_level());
            let has =
                |round: &&Round| asked.is_some_and(|(group, by)| atlas.rollup_of(&round.id.0, group, by).is_some());
            let elsewhere = atlas.rounds.iter().filter(has).map(|round| round.id.0.clone()).collect();
            return Err(ColumnsError::UnknownGroup {
                name: name.clone(),
                round: round.0.clone(),
                collection: collection.id(),
                known,
                elsewhere,
            });
        }
        keep_groups(list, names, atlas.round(&round.0), *period);
        Ok(self)
    }

    /// Only the named columns, in the order of the collection.
    pub fn select(mut self, names: &[String]) -> Result<Self, ColumnsError> {
        let list = &mut self.projected.list;
        if let Some(name) = names.iter().find(|name| !list.iter().any(|column| column.name == **name)) {
            let known = list.iter().map(|column| column.name.clone()).collect();
            return Err(ColumnsError::UnknownColumn { name: name.clone(), known });
        }
        keep_named(list, names, |_| false);
        Ok(self)
    }

    /// The columns.
    pub fn columns(&self) -> &[Column] {
        &self.projected.list
    }

    /// The columns alone.
    pub fn into_projected(self) -> ProjectedColumns {
        self.projected
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.projected.list.iter().position(|column| column.name == name)
    }

    /// The cells of a feature, in the order of the columns.
    pub fn row(&self, feature: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.projected.list.len()).map(move |column| self.cell(feature, column))
    }

    /// One cell.
    pub fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        self.projected.cell(self.atlas, feature, column)
    }
}

impl ProjectedColumns {
    /// The collection.
    pub fn collection(&self) -> Collection {
        self.collection
    }

    /// The columns.
    pub fn list(&self) -> &[Column] {
        &self.list
    }

    /// Bytes of memory that were computed for them, about.
    pub fn memory(&self) -> usize {
        self.indicator.as_ref().map_or(0, |values| size_of_val(&**values))
    }

    /// One cell, read from the atlas that the columns were made for.
    pub fn cell<'a>(&'a self, atlas: &'a Atlas, feature: usize, column: usize) -> Cell<'a> {
        self.list.get(column).and_then(|column| self.read(atlas, feature, column.source)).unwrap_or(Cell::Null)
    }

    fn read<'a>(&'a self, atlas: &'a Atlas, feature: usize, source: CellSource) -> Option<Cell<'a>> {
        let Self { collection, ref round, period, .. } = *self;
        let count = |rollup: usize| {
            let level = collection.place_level()?;
            Some(atlas.rollup_at(rollup)?.aggregate(level, feature, period).value)
        };
        Some(match source {
            CellSource::Unit(level, cell) => return cell.read(atlas, level, round, feature),
            CellSource::Community(cell) => return cell.read(atlas, feature),
            CellSource::Facility(cell) => return cell.read(atlas, feature),
            CellSource::Border(cell) => return cell.read(atlas, feature),
            CellSource::Households => {
                Cell::Int(atlas.households_at(&round.0, collection.place_level()?, feature).reported()?.0)
            }
            CellSource::HouseholdsStatus => {
                Cell::Text(atlas.households_at(&round.0, collection.place_level()?, feature).status())
            }
            CellSource::Round => Cell::Text(&round.0),
            CellSource::Period => Cell::Text(&self.period_in_words),
            CellSource::Date => Cell::Text(atlas.round(&round.0)?.date()),
            CellSource::Constant(cell) => cell,
            CellSource::Count(rollup) => Cell::Int(count(rollup)?.reported()?),
            CellSource::CountStatus(rollup) => Cell::Text(count(rollup)?.status()),
            CellSource::IndicatorValue => Cell::Float(self.indicator.as_ref()?.get(feature)?.reported()?),
            CellSource::IndicatorStatus => Cell::Text(self.indicator.as_ref()?.get(feature)?.status()),
        })
    }
}
