//! Finds the features of a page: those that meet a box, sorted, from a cursor or an offset on.

use std::rc::Rc;

use geo::Intersects;
use geo_types::{Coord, MultiLineString, Rect};

use super::Cell;
use super::cursor::compare;
use super::{Collection, Columns, Cursor};
use crate::atlas::Atlas;
use crate::crs::Projection;
use crate::model::AdminLevel;
use crate::model::BBox;

/// One key of the sort order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// Position of the column.
    pub column: usize,
    /// Largest first.
    pub descending: bool,
}

/// A box that features may have to meet.
#[derive(Clone, Debug)]
pub enum QueryBox {
    /// In degrees.
    Degrees(BBox),
    /// In the axes of another system: features meet it as they are drawn there. Two parts where it crosses the antimeridian.
    Projected(Rc<Projection>, Vec<Rect<f64>>),
}

/// Which features of a collection, in which order, and which page of them.
#[derive(Clone, Debug, Default)]
pub struct ItemsQuery {
    /// Only those whose geometry meets the box.
    pub bbox: Option<QueryBox>,
    /// The order; equal features are ordered by id, as all are if there is no key.
    pub sort: Vec<SortKey>,
    /// At most this many.
    pub limit: usize,
    /// What comes after this.
    pub after: Option<Cursor>,
    /// How many features to skip first.
    pub offset: usize,
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
        Collection::InternationalBorders => {
            atlas.international_borders.list.binary_search_by(|border| (*border.id).cmp(id)).ok()
        }
    }
}

/// One page of the features that match a query. `columns` gives the sort keys their meaning.
pub fn find_page(atlas: &Atlas, collection: Collection, columns: &Columns<'_>, query: &ItemsQuery) -> ItemsPage {
    let mut matched = matching(atlas, collection, query);
    let total = matched.len();
    let id = |feature: usize| collection.feature_id(atlas, feature).unwrap_or_default();

    // Features are stored by id: without sort keys their positions are the order, and the page begins by a binary search.
    if query.sort.is_empty() {
        let start = query.after.as_ref().map_or(0, |after| matched.partition_point(|f| id(*f) <= after.id.as_str()));
        let start = (start + query.offset).min(total);
        let features: Vec<usize> = matched[start..].iter().copied().take(query.limit).collect();
        let next = (start + features.len() < total).then(|| features.last().copied()).flatten();
        let next = next.map(|last| Cursor { keys: Vec::new(), id: id(last).to_owned() });
        return ItemsPage { features, matched: total, next };
    }

    let cell = |feature: usize, key: &SortKey| columns.cell(feature, key.column);
    let order = |a: usize, b: usize| {
        let differing = query.sort.iter().map(|key| compare(cell(a, key), cell(b, key), key.descending));
        differing.into_iter().find(|order| order.is_ne()).unwrap_or_else(|| id(a).cmp(id(b)))
    };
    matched.sort_by(|a, b| order(*a, *b));
    let start = query.after.as_ref().map_or(0, |after| {
        matched.partition_point(|feature| {
            let pairs = query.sort.iter().zip(&after.keys);
            let differing =
                pairs.map(|(key, value)| compare(cell(*feature, key), Cell::of_json(value), key.descending));
            differing.into_iter().find(|order| order.is_ne()).unwrap_or_else(|| id(*feature).cmp(&after.id)).is_le()
        })
    });
    let start = (start + query.offset).min(total);
    let features: Vec<usize> = matched[start..].iter().copied().take(query.limit).collect();
    let last = (start + features.len() < total).then(|| features.last().copied()).flatten();
    let next = last.map(|last| Cursor {
        keys: query.sort.iter().map(|key| cell(last, key).to_json()).collect(),
        id: id(last).to_owned(),
    });
    ItemsPage { features, matched: total, next }
}

/// The features that match, ascending.
fn matching(atlas: &Atlas, collection: Collection, query: &ItemsQuery) -> Vec<usize> {
    match &query.bbox {
        None => (0..collection.len(atlas)).collect(),
        Some(QueryBox::Degrees(bbox)) => match collection {
            Collection::Communities => atlas.index().communities().within(*bbox),
            Collection::Facilities => atlas.index().facilities().within(*bbox),
            Collection::InternationalBorders => {
                let parts: Vec<Rect<f64>> = bbox.parts().collect();
                borders_where(atlas, |lines| parts.iter().any(|part| lines.intersects(part)))
            }
            Collection::Admin(level) => units_meeting(atlas, level, *bbox),
        },
        Some(QueryBox::Projected(projection, parts)) => {
            let mut found: Vec<usize> =
                parts.iter().flat_map(|part| meeting(atlas, collection, projection, part)).collect();
            found.sort_unstable();
            found.dedup();
            found
        }
    }
}

/// The features that meet a plain box of another system.
fn meeting(atlas: &Atlas, collection: Collection, projection: &Projection, rect: &Rect<f64>) -> Vec<usize> {
    let around = projection.degrees_around(*rect);
    match collection {
        Collection::Communities => points_in(projection, rect, atlas.index().communities().within(around), |at| {
            Some(atlas.communities.get(at)?.point?.0)
        }),
        Collection::Facilities => points_in(projection, rect, atlas.index().facilities().within(around), |at| {
            atlas.facilities.get(at).map(|facility| facility.point.0)
        }),
        Collection::InternationalBorders => {
            borders_where(atlas, |lines| projection.lines(lines).is_ok_and(|lines| lines.intersects(rect)))
        }
        Collection::Admin(level) => {
            let mut near = units_meeting(atlas, level, around);
            near.retain(|unit| {
                let area = atlas.unit(level, *unit).and_then(|unit| projection.area(&unit.area).ok());
                area.is_some_and(|area| area.intersects(rect))
            });
            near
        }
    }
}

/// The borders between countries whose lines are as they should. There are few, and so no index of them.
fn borders_where(atlas: &Atlas, is_meant: impl Fn(&MultiLineString<f64>) -> bool) -> Vec<usize> {
    let borders = atlas.international_borders.list.iter().enumerate();
    borders.filter(|(_, border)| is_meant(&border.lines)).map(|(position, _)| position).collect()
}

fn units_meeting(atlas: &Atlas, level: AdminLevel, bbox: BBox) -> Vec<usize> {
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

/// Of some points those that lie in a box of another system, its edge included.
fn points_in(
    projection: &Projection,
    rect: &Rect<f64>,
    mut near: Vec<usize>,
    position: impl Fn(usize) -> Option<Coord<f64>>,
) -> Vec<usize> {
    let nowhere = Coord { x: f64::NAN, y: f64::NAN };
    let mut positions: Vec<Coord<f64>> = near.iter().map(|at| position(*at).unwrap_or(nowhere)).collect();
    projection.positions(&mut positions);
    let (min, max) = (rect.min(), rect.max());
    let is_inside = |at: &Coord<f64>| (min.x..=max.x).contains(&at.x) && (min.y..=max.y).contains(&at.y);
    let mut inside = positions.iter().map(is_inside);
    near.retain(|_| inside.next().unwrap_or(false));
    near
}
