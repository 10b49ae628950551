//! The clusters of a tile: a point alone in its cell is shown by itself, several points of a cell as one cluster.

use std::ops::Range;

use geo_types::Coord;

use super::clustering::ClusterZooms;
use super::morton::{self, BITS};
use super::z_order::ZOrderPoints;
use crate::grid::TileId;

/// Cells along each side of a tile: each is 64 pixels wide where a tile is drawn at 512 pixels. That is wide enough for a circle with a
/// number in it, and narrow enough that a country keeps its shape; a tile has at most 64 features. The cells of all tiles of a zoom
/// form one grid, so that clusters do not change at the edge of a tile.
pub const CELLS_ACROSS: u32 = 1 << CELL_LEVELS;

const CELL_LEVELS: u32 = 3;

/// The bit that the id of every cluster has and that of no feature, which fit in 32 bits. With it ids stay exact as JavaScript numbers.
const CLUSTER_BIT: u64 = 1 << 52;

/// Several points of one cell, shown as one feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its id: derived from the cell and the zoom, whatever its points; never that of a feature.
    pub id: u64,
    /// Its members, by rank.
    pub ranks: Range<usize>,
    /// The centroid of its members, on the grid of the tile.
    pub at: Coord<i32>,
    /// The first zoom at which its members are shown as more than one feature; None where no zoom parts them.
    pub expansion_zoom: Option<u8>,
}

/// What one cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterOrPoint {
    /// A point by itself: its rank.
    Single(usize),
    /// Several points.
    Cluster(Cluster),
}

/// The points and clusters of a tile, cell by cell. Each of its points is in exactly one.
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

/// The first zoom that separates the members of a cluster: the first and the last of them are in different cells, or the zoom shows all
/// points by themselves.
fn expansion_zoom(first: u64, last: u64, zooms: ClusterZooms) -> Option<u8> {
    let shared = morton::common_prefix_levels(first, last);
    let parted = (shared < BITS).then(|| (shared + 1 - CELL_LEVELS) as u8);
    let singly = zooms.last + 1;
    let zoom = parted.map_or(singly, |parted| parted.min(singly));
    (zoom <= zooms.deepest).then_some(zoom)
}
