//! What a tile shows of points in groups: those alone in their cell, and one group for all others of a cell.

use std::ops::Range;

use geo_types::Coord;

use super::clustering::ClusterZooms;
use super::morton::{self, BITS};
use super::z_order::ZOrderPoints;
use crate::grid::TileId;

/// AttributeSource along each side of a tile: each is 64 pixels wide where a tile of 512 is drawn as it is. Wide enough for a circle with
/// a number in it, and narrow enough that a country keeps its shape; a tile has at most 64 features. The cells of a zoom are
/// those of all its tiles, so groups do not change at the edge of one.
pub const CELLS_ACROSS: u32 = 1 << CELL_LEVELS;

const CELL_LEVELS: u32 = 3;

/// The bit that every group's id has and no feature's, which fit in 32; with it, ids stay exact as numbers of JavaScript.
const CLUSTER_BIT: u64 = 1 << 52;

/// Several points of one cell, shown as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its id: that of the cell, the same whatever the points, in every tile and zoom another; never that of a feature.
    pub id: u64,
    /// Its members, by rank.
    pub ranks: Range<usize>,
    /// The middle of its members, on the grid of the tile.
    pub at: Coord<i32>,
    /// The first zoom at which its members are shown as more than one feature; None where no zoom parts them.
    pub expansion_zoom: Option<u8>,
}

/// What is shown at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterOrPoint {
    /// A point by itself: its rank.
    Single(usize),
    /// Several together.
    Cluster(Cluster),
}

/// What a tile shows, cell by cell. Each of its points is in one of the places.
pub fn places(points: &ZOrderPoints, tile: TileId, zooms: ClusterZooms) -> impl Iterator<Item = ClusterOrPoint> {
    let levels = u32::from(tile.z()) + CELL_LEVELS;
    let shift = 2 * (BITS - levels);
    let (codes, mut rest) = (points.codes(), points.ranks(tile));
    std::iter::from_fn(move || {
        let cell = codes.get(rest.clone())?.first()? >> shift;
        let start = rest.start;
        rest.start += codes[rest.clone()].partition_point(|code| code >> shift == cell);
        let ranks = start..rest.start;
        Some(match ranks.len() {
            1 => ClusterOrPoint::Single(start),
            _ => ClusterOrPoint::Cluster(Cluster {
                id: CLUSTER_BIT | 1 << (2 * levels) | cell,
                at: points.middle_on_grid(ranks.clone(), tile),
                expansion_zoom: expansion_zoom(codes[start], codes[rest.start - 1], zooms),
                ranks,
            }),
        })
    })
}

/// The first zoom that parts the members of a group: the first and the last of them are in different cells, or all points are
/// shown by themselves.
fn expansion_zoom(first: u64, last: u64, zooms: ClusterZooms) -> Option<u8> {
    let shared = morton::common_prefix_levels(first, last);
    let parted = (shared < BITS).then(|| (shared + 1 - CELL_LEVELS) as u8);
    let singly = zooms.last + 1;
    let zoom = parted.map_or(singly, |parted| parted.min(singly));
    (zoom <= zooms.deepest).then_some(zoom)
}
