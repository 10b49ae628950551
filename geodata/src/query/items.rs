use std::cmp::Ordering;

use geo::Intersects;

use super::cursor::{compare, sort_value};
use super::{Collection, Columns, Cursor};
use crate::atlas::Atlas;
use crate::index::BBox;

/// One key of the sort order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// Position of the column.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// Which features of a collection, in which order, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct ItemsQuery {
    /// Only those whose geometry meets the box.
    pub bbox: Option<BBox>,
    /// The order; equal features are ordered by id, as all are if there is no key.
    pub sort: Vec<SortKey>,
    /// At most this many.
    pub limit: usize,
    /// What comes after this.
    pub after: Option<Cursor>,
}

/// One page of features.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemsPage {
    /// Positions of the features.
    pub features: Vec<usize>,
    /// How many features match in all.
    pub matched: usize,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
}

/// The position of the feature with this id.
pub fn feature_position(atlas: &Atlas, collection: Collection, id: &str) -> Option<usize> {
    match collection {
        Collection::Admin(level) => atlas.layer(level)?.position(id),
        Collection::Communities => atlas.find_community(id),
        Collection::Facilities => atlas.facilities.binary_search_by(|facility| (*facility.id).cmp(id)).ok(),
    }
}

/// One page of the features that match a query. `columns` gives the sort keys their meaning.
pub fn items(atlas: &Atlas, collection: Collection, columns: &Columns<'_>, query: &ItemsQuery) -> ItemsPage {
    let mut matched = matching(atlas, collection, query);
    let total = matched.len();
    let id = |feature: usize| collection.feature_id(atlas, feature).unwrap_or_default();

    // Features are stored by id: without sort keys their positions are the order, and the page begins by a binary search.
    if query.sort.is_empty() {
        let start = query.after.as_ref().map_or(0, |after| matched.partition_point(|f| id(*f) <= after.id.as_str()));
        let features: Vec<usize> = matched[start..].iter().copied().take(query.limit).collect();
        let next = (start + features.len() < total).then(|| features.last().copied()).flatten();
        let next = next.map(|last| Cursor { keys: Vec::new(), id: id(last).to_owned() });
        return ItemsPage { features, matched: total, next };
    }

    let keys = |feature: usize| -> Vec<_> {
        query.sort.iter().map(|key| sort_value(columns.cell(feature, key.column))).collect()
    };
    let order = |a: (&[serde_json::Value], &str), b: (&[serde_json::Value], &str)| -> Ordering {
        let by_keys = query.sort.iter().zip(a.0.iter().zip(b.0)).map(|(key, (a, b))| compare(a, b, key.descending));
        by_keys.fold(Ordering::Equal, Ordering::then).then_with(|| a.1.cmp(b.1))
    };
    let mut keyed: Vec<(Vec<serde_json::Value>, usize)> = matched.drain(..).map(|f| (keys(f), f)).collect();
    keyed.sort_by(|a, b| order((&a.0, id(a.1)), (&b.0, id(b.1))));
    let start = query
        .after
        .as_ref()
        .map_or(0, |after| keyed.partition_point(|(keys, f)| order((keys, id(*f)), (&after.keys, &after.id)).is_le()));
    let page = &keyed[start..(start + query.limit).min(total)];
    let next = (start + page.len() < total).then(|| page.last()).flatten();
    ItemsPage {
        features: page.iter().map(|(_, feature)| *feature).collect(),
        matched: total,
        next: next.map(|(keys, feature)| Cursor { keys: keys.clone(), id: id(*feature).to_owned() }),
    }
}

/// The features that match, ascending.
fn matching(atlas: &Atlas, collection: Collection, query: &ItemsQuery) -> Vec<usize> {
    match (query.bbox, collection) {
        (None, _) => (0..collection.len(atlas)).collect(),
        (Some(bbox), Collection::Communities) => atlas.index().communities().within(bbox),
        (Some(bbox), Collection::Facilities) => atlas.index().facilities().within(bbox),
        (Some(bbox), Collection::Admin(level)) => {
            let mut found: Vec<usize> = bbox
                .parts()
                .flat_map(|rect| {
                    let mut near = atlas.index().units_near(level, rect);
                    near.retain(|unit| atlas.unit(level, *unit).is_some_and(|unit| unit.area.intersects(&rect)));
                    near
                })
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        }
    }
}
