//! The points of a layer in Z-order.

use std::ops::Range;
use std::sync::Arc;

use geo_types::{Coord, Point};

use super::morton::{self, BITS};
use crate::grid::{EXTENT, MAX_ZOOM, TileId, project};

/// The points of a layer, in the unit square, sorted along the Z-order curve; those at one place by their position in the layer.
#[derive(Debug)]
pub struct ZOrderPoints {
    /// Ascending.
    codes: Vec<u64>,
    /// Position in the layer, by rank. Half the size of `usize`: sums read them by the million.
    features: Arc<[u32]>,
    /// The most points that one tile has, by zoom.
    most: Vec<usize>,
}

impl ZOrderPoints {
    /// Projects and sorts points given in degrees (CRS84). Their positions are those that they come in, fewer than 2³². A point
    /// that is not finite, or whose longitude is beyond 180 degrees, is in no tile; nor is what has no point.
    pub fn new(points: impl IntoIterator<Item = impl Into<Option<Point<f64>>>>) -> Self {
        let known = (0..=u32::MAX).zip(points).filter_map(|(feature, point)| Some((feature, point.into()?)));
        // An infinite latitude would be at the pole.
        let finite = known.filter(|(_, point): &(u32, Point<f64>)| point.y().is_finite());
        let mut order: Vec<(u64, u32)> =
            finite.filter_map(|(feature, point)| Some((morton::code(project(point.0))?, feature))).collect();
        order.sort_unstable();
        let (codes, features): (Vec<u64>, Vec<u32>) = order.into_iter().unzip();
        let most = (0..=MAX_ZOOM).map(|zoom| most_in_a_tile(&codes, zoom)).collect();
        Self { codes, features: features.into(), most }
    }

    /// How many points are in tiles.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// True where no point is.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The ranks of the points in a tile.
    pub fn ranks(&self, tile: TileId) -> Range<usize> {
        self.ranks_of(morton::codes(tile))
    }

    /// The position in its layer of the point at each rank.
    pub fn order(&self) -> Arc<[u32]> {
        Arc::clone(&self.features)
    }

    /// The position in its layer of the point at a rank.
    pub fn feature(&self, rank: usize) -> Option<usize> {
        self.features.get(rank).map(|feature| *feature as usize)
    }

    /// The same for many, no more than there are.
    pub fn features(&self, ranks: Range<usize>) -> impl ExactSizeIterator<Item = usize> {
        let end = ranks.end.min(self.features.len());
        self.features[ranks.start.min(end)..end].iter().map(|feature| *feature as usize)
    }

    /// The most points that one tile of a zoom has.
    pub fn most_in_a_tile(&self, zoom: u8) -> usize {
        self.most.get(usize::from(zoom)).or(self.most.last()).copied().unwrap_or_default()
    }

    /// Where the point at a rank is on the grid of its tile.
    pub(super) fn on_grid(&self, rank: usize, tile: TileId) -> Coord<i32> {
        on_grid(morton::position(self.codes.get(rank).copied().unwrap_or_default()), tile)
    }

    /// Where the middle of some points is on the grid of the tile that they all lie in.
    pub(super) fn middle_on_grid(&self, ranks: Range<usize>, tile: TileId) -> Coord<i32> {
        let codes = self.codes.get(ranks).unwrap_or_default();
        let mut sum = Coord { x: 0u64, y: 0 };
        for code in codes {
            let at = morton::position(*code);
            sum = Coord { x: sum.x + u64::from(at.x), y: sum.y + u64::from(at.y) };
        }
        let count = codes.len().max(1) as u64;
        let mean = |sum: u64| ((sum + count / 2) / count) as u32;
        on_grid(Coord { x: mean(sum.x), y: mean(sum.y) }, tile)
    }

    pub(super) fn codes(&self) -> &[u64] {
        &self.codes
    }

    pub(super) fn ranks_of(&self, codes: Range<u64>) -> Range<usize> {
        let start = self.codes.partition_point(|code| *code < codes.start);
        start..start + self.codes[start..].partition_point(|code| *code < codes.end)
    }
}

/// The point of a tile's grid nearest to a position in the tile: 0 to [`EXTENT`] − 1, since what is at [`EXTENT`] belongs to the
/// next tile. Nearest to what 30 bits tell, deeper than zoom 17.
fn on_grid(position: Coord<u32>, tile: TileId) -> Coord<i32> {
    let scale = u32::from(tile.z()) + EXTENT.trailing_zeros();
    let local = |position: u32, tile: u32| {
        // In units of the grid of all tiles; no more than 64 bits, since positions have 30 and there are 22 zooms.
        let nearest = ((u64::from(position) << scale) + (1 << (BITS - 1))) >> BITS;
        nearest.saturating_sub(u64::from(tile) * u64::from(EXTENT)).min(u64::from(EXTENT) - 1) as i32
    };
    Coord { x: local(position.x, tile.x()), y: local(position.y, tile.y()) }
}

fn most_in_a_tile(codes: &[u64], zoom: u8) -> usize {
    let shift = 2 * (BITS - u32::from(zoom));
    codes.chunk_by(|a, b| a >> shift == b >> shift).map(<[u64]>::len).max().unwrap_or_default()
}
