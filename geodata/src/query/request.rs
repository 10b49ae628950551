//! A request for a page of features as one value: the route parses it once, and everything behind it reads typed fields.

use super::items::{ItemsPage, ItemsQuery, QueryBox, SortKey, find_page};
use super::{Collection, Columns, ColumnsError, Cursor};
use crate::atlas::Atlas;
use crate::figures::FigureError;
use crate::model::{Period, RoundId};

/// The features of a collection with the columns of a round. Equal selections have equal features.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FeatureSelection {
    /// The collection.
    pub collection: Collection,
    /// The round of the counts.
    pub round: RoundId,
    /// The period of the counts.
    pub period: Period,
    /// The ids of the population groups to include, sorted; all if None.
    pub groups: Option<Vec<String>>,
    /// The names of the columns to include, sorted; all if None.
    pub properties: Option<Vec<String>>,
}

/// One key of the order of a page, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortBy {
    /// The column; also one that is not among the properties asked for.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

/// A request for a page of features.
#[derive(Clone, Debug)]
pub struct ItemsRequest {
    /// The features.
    pub selection: FeatureSelection,
    /// False if no feature matches the `datetime` that was asked for.
    pub is_in_time: bool,
    /// Only features whose geometry intersects the box.
    pub bbox: Option<QueryBox>,
    /// The order; equal features are ordered by id, as all are if there is no key.
    pub sort: Vec<SortBy>,
    /// At most this many.
    pub limit: usize,
    /// Only features after this cursor.
    pub after: Option<Cursor>,
    /// How many features to skip first.
    pub offset: usize,
}

/// A page of features, with the columns to read them by.
#[derive(Debug)]
pub struct Items<'a> {
    /// The columns that were asked for.
    pub columns: Columns<'a>,
    /// Which features.
    pub page: ItemsPage,
}

/// Why there is no page.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ItemsError {
    /// The columns cannot be made.
    #[error(transparent)]
    Columns(#[from] ColumnsError),
    /// No such column to sort by.
    #[error("there is no property `{name}`; there are {}", known.join(", "))]
    UnknownSortColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
}

impl FeatureSelection {
    /// All columns of the collection, before any are selected.
    fn all_columns<'a>(&self, atlas: &'a Atlas) -> Result<Columns<'a>, ColumnsError> {
        let round = atlas.round(&self.round.0).ok_or_else(|| FigureError::UnknownRound(self.round.0.clone()))?;
        Columns::new(atlas, self.collection, round, self.period)
    }

    /// The columns that were asked for, of all columns.
    fn project<'a>(&self, mut columns: Columns<'a>) -> Result<Columns<'a>, ColumnsError> {
        if let Some(names) = &self.groups {
            columns = columns.with_groups(names)?;
        }
        if let Some(names) = &self.properties {
            columns = columns.select(names)?;
        }
        Ok(columns)
    }

    /// The columns that were asked for.
    pub fn columns<'a>(&self, atlas: &'a Atlas) -> Result<Columns<'a>, ColumnsError> {
        self.project(self.all_columns(atlas)?)
    }
}

/// One page of the features that a request is for.
pub fn items<'a>(atlas: &'a Atlas, request: &ItemsRequest) -> Result<Items<'a>, ItemsError> {
    let ItemsRequest { selection, is_in_time, bbox, sort, limit, after, offset } = request;
    let columns = selection.all_columns(atlas)?;
    let sort: Vec<SortKey> = sort
        .iter()
        .map(|SortBy { column: name, descending }| match columns.position(name) {
            Some(column) => Ok(SortKey { column, descending: *descending }),
            None => Err(ItemsError::UnknownSortColumn {
                name: name.clone(),
                known: columns.columns().iter().map(|column| column.name.clone()).collect(),
            }),
        })
        .collect::<Result<_, _>>()?;
    let page = if *is_in_time {
        let (bbox, after) = (bbox.clone(), after.clone());
        let query = ItemsQuery { bbox, sort, limit: *limit, after, offset: *offset };
        find_page(atlas, selection.collection, &columns, &query)
    } else {
        ItemsPage { features: Vec::new(), matched: 0, next: None }
    };
    Ok(Items { columns: selection.project(columns)?, page })
}
