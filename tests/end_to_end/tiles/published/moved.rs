//! How far the borders of a tile lie from those that were published.

use geo::CoordsIter;
use geo_types::{Coord, MultiPolygon};
use rstar::RTree;
use rstar::primitives::Line;

use super::rings;
use crate::tiles::areas::PIXEL;
use crate::tiles::decoded::EXTENT;

/// How far a border may move, in pixels: half a pixel by simplification, and rounding to the grid (`geodata::topology`).
pub const MOVED: f64 = 0.545;

/// Lines to measure the way to.
pub struct Borders(RTree<Line<[f64; 2]>>);

impl Borders {
    pub fn of<'a>(areas: impl Iterator<Item = &'a MultiPolygon<f64>>) -> Self {
        let lines = areas.flat_map(rings).flat_map(|ring| ring.lines());
        Self(RTree::bulk_load(lines.map(|line| Line::new(line.start.into(), line.end.into())).collect()))
    }

    /// The way to the nearest of them.
    pub fn distance(&self, at: Coord<f64>) -> f64 {
        let nearest = self.0.nearest_neighbor_iter_with_distance_2(&[at.x, at.y]).next();
        nearest.map_or(f64::INFINITY, |(_, squared)| squared.sqrt())
    }
}

/// What the edge of the tile cuts is no border.
fn is_in_tile(at: &Coord<f64>) -> bool {
    [at.x, at.y].iter().all(|at| (1.0..=EXTENT - 1.0).contains(at))
}

/// The longest way between what is drawn of a district in a tile and what was published, in pixels: from a drawn vertex to any
/// published border, and from a published vertex of the district to its drawn border.
pub fn moved(
    drawn: &MultiPolygon<f64>,
    vertices: impl Iterator<Item = Coord<f64>>,
    pixels_to_published: impl Fn(Coord<f64>) -> f64,
) -> f64 {
    let own = Borders::of(std::iter::once(drawn));
    let there = drawn.coords_iter().filter(is_in_tile).map(pixels_to_published);
    let back = vertices.filter(is_in_tile).map(|at| own.distance(at) / PIXEL);
    there.chain(back).fold(0.0, f64::max)
}
