//! From areas to what of them a tile shows: whole coordinates, cut to the tile and a margin around it, always valid.
//!
//! Rounding vertices to the grid of a tile can fold a valid polygon: a narrow part crosses itself, an inlet closes. So
//! every area goes through three steps:
//!
//! 1. Each ring is cut to the box by Sutherland and Hodgman's method (*Reentrant polygon clipping*, CACM 1974), one side
//!    after the other. It leaves edges running along the sides where parts of the ring outside were, but the winding
//!    number around every point inside the box stays what it was.
//! 2. The vertices are rounded to the grid.
//! 3. All edges are split where they cross, on whole coordinates again (`i_overlay`), and rings are rebuilt around where the
//!    winding number is positive: what ran along the sides there and back cancels out, folds vanish, parts that rounding
//!    made overlap become one.
//!
//! Neighbours share their border: shared edges are cut and rounded to the same vertices. Where a border folds *because* of
//! rounding, near the junction of three areas, each of them mends its own folds, and can be off by a unit of the grid there.

mod faces;

use geo_types::{Coord, Rect};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::vector::edge::{SUBJ_LEFT, SUBJ_RIGHT, VectorEdge};

use faces::{BorderEdge, Ring};

use super::grid::TileId;
use super::prepared::ProjectedRing;

/// Width and height of a tile in units of its grid.
pub const EXTENT: u32 = 4096;

/// Margin around a tile that areas are drawn in too, in units of the grid: 8 pixels of a tile of 512, so that outlines up to
/// twice as wide go over the edge of a tile without a seam.
pub const BUFFER: u16 = 64;

/// What a tile shows of one area, in whole coordinates from the north-western corner of the tile, y down.
#[derive(Clone, Debug, PartialEq)]
pub struct ClippedArea {
    polygons: Vec<Vec<Ring>>,
}

impl ClippedArea {
    /// True where nothing of the area is left.
    pub fn is_empty(&self) -> bool {
        self.polygons.is_empty()
    }

    /// The polygons as their rings, the outer first, each without repeating its first vertex. Outer rings have positive area
    /// by the surveyor's formula, holes negative (MVT 2.1, section 4.3.4.4).
    pub fn polygons(&self) -> &[Vec<Vec<Coord<i32>>>] {
        &self.polygons
    }
}

/// Cuts areas to tiles. Keeps its working memory, so one that is used again allocates little.
pub struct Clipper {
    buffer: u16,
    ring: Vec<Coord<f64>>,
    cut: Vec<Coord<f64>>,
    overlay: Overlay,
}

impl Default for Clipper {
    fn default() -> Self {
        Self::with_buffer(BUFFER)
    }
}

impl Clipper {
    /// A clipper that leaves a margin of so many units of the grid around a tile.
    pub fn with_buffer(buffer: u16) -> Self {
        // A vertex in the middle of a straight line can be a corner of the neighbour: kept, both round crossings alike.
        let options = IntOverlayOptions { preserve_input_collinear: true, ..IntOverlayOptions::default() };
        Self { buffer, ring: Vec::new(), cut: Vec::new(), overlay: Overlay::new_custom(0, options, Solver::default()) }
    }

    /// The tile with its margin, as a box of the unit square.
    pub fn reach(&self, tile: TileId) -> Rect<f64> {
        let rect = tile.unit_rect();
        let margin = rect.width() * f64::from(self.buffer) / f64::from(EXTENT);
        Rect::new((rect.min().x - margin, rect.min().y - margin), (rect.max().x + margin, rect.max().y + margin))
    }

    /// What the tile shows of the area that these rings enclose.
    pub fn clip<'r>(&mut self, rings: impl IntoIterator<Item = ProjectedRing<'r>>, tile: TileId) -> ClippedArea {
        let extent = f64::from(EXTENT);
        let (low, high) = (-f64::from(self.buffer), extent + f64::from(self.buffer));
        self.overlay.clear();
        for ring in rings {
            let (min, max) = (tile.local(ring.bounds.min(), extent), tile.local(ring.bounds.max(), extent));
            if max.x < low || min.x > high || max.y < low || min.y > high {
                // It winds around no point of the box.
                continue;
            }
            self.ring.clear();
            self.ring.extend(ring.vertices.iter().map(|vertex| tile.local(*vertex, extent)));
            // Most rings of most tiles cross few sides; one wholly inside is not cut at all.
            let sides = [
                (min.x < low).then_some(Side::West(low)),
                (max.x > high).then_some(Side::East(high)),
                (min.y < low).then_some(Side::North(low)),
                (max.y > high).then_some(Side::South(high)),
            ];
            for side in sides.into_iter().flatten() {
                side.cut(&self.ring, &mut self.cut);
                std::mem::swap(&mut self.ring, &mut self.cut);
            }
            self.ring.dedup_by_key(|vertex| rounded(*vertex));
            if self.ring.len() >= 3 {
                self.overlay.add_path_iter(self.ring.iter().map(|vertex| rounded(*vertex)), ShapeType::Subject);
            }
        }
        // Its own polygons are not used: version 4.5.2 turns some holes like outer rings, and fails on others.
        let edges = self.overlay.build_separate_vectors(FillRule::Positive);
        ClippedArea { polygons: faces::polygons(edges.into_iter().filter_map(border).collect()) }
    }
}

/// The edge with the inside on its left; None for an edge inside, or outside, on both sides.
fn border(edge: VectorEdge) -> Option<BorderEdge> {
    let [a, b] = [edge.a, edge.b].map(|at| Coord { x: at.x, y: at.y });
    match edge.fill & (SUBJ_LEFT | SUBJ_RIGHT) {
        SUBJ_LEFT => Some(BorderEdge { from: a, to: b }),
        SUBJ_RIGHT => Some(BorderEdge { from: b, to: a }),
        _ => None,
    }
}

/// The nearest point of the grid. Half a unit always goes the same way, also left of zero, so that a vertex that two tiles
/// show is at the same place in both.
fn rounded(vertex: Coord<f64>) -> IntPoint {
    IntPoint::new((vertex.x + 0.5).floor() as i32, (vertex.y + 0.5).floor() as i32)
}

/// A side of the box that a ring is cut to.
#[derive(Clone, Copy)]
enum Side {
    West(f64),
    East(f64),
    North(f64),
    South(f64),
}

impl Side {
    fn keeps(self, vertex: Coord<f64>) -> bool {
        match self {
            Self::West(x) => vertex.x >= x,
            Self::East(x) => vertex.x <= x,
            Self::North(y) => vertex.y >= y,
            Self::South(y) => vertex.y <= y,
        }
    }

    /// Where an edge crosses the side.
    fn crossing(self, a: Coord<f64>, b: Coord<f64>) -> Coord<f64> {
        // Neighbours run along their shared edge in opposite directions and must find the same point to the last bit.
        let (a, b) = if (a.x, a.y) <= (b.x, b.y) { (a, b) } else { (b, a) };
        match self {
            Self::West(x) | Self::East(x) => Coord { x, y: a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y) },
            Self::North(y) | Self::South(y) => Coord { x: a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x), y },
        }
    }

    fn cut(self, ring: &[Coord<f64>], into: &mut Vec<Coord<f64>>) {
        into.clear();
        let Some(&last) = ring.last() else { return };
        let (mut before, mut before_kept) = (last, self.keeps(last));
        for &vertex in ring {
            let kept = self.keeps(vertex);
            if kept != before_kept {
                into.push(self.crossing(before, vertex));
            }
            if kept {
                into.push(vertex);
            }
            (before, before_kept) = (vertex, kept);
        }
    }
}

#[cfg(test)]
mod tests;
