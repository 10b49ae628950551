//! Clipping by overlay, which repairs what rounding breaks: slower, and valid for any input.
//!
//! 1. Where the edges of a ring come in and go out, they get a vertex: the whole position to which paths round the crossing, so that
//!    a neighbour that needs no mending has the same one.
//! 2. Each ring is cut to the box by Sutherland and Hodgman's method (*Reentrant polygon clipping*, CACM 1974), one side
//!    after the other. It leaves edges running along the sides where parts of the ring outside were, but the winding
//!    number around every point inside the box stays what it was.
//! 3. What that left between whole coordinates, which is only along the sides, is rounded.
//! 4. All edges are split where they cross, on whole coordinates again (`i_overlay`), and rings are rebuilt around where the
//!    winding number is positive: what ran along the sides there and back cancels out, folds vanish, parts that rounding
//!    made overlap become one.

use geo_types::Coord;
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::vector::edge::{SUBJ_LEFT, SUBJ_RIGHT, VectorEdge};

use super::clip_rect::ClipRect;
use super::clipped_area::ClippedArea;
use super::polygonize::{self, BorderEdge};
use crate::topology::{GridBox, Vertex};

/// Clips rings to a rectangle.
pub(super) struct OverlayClipper {
    rect: ClipRect,
    ring: Vec<Coord<f64>>,
    cut: Vec<Coord<f64>>,
    overlay: Overlay,
}

impl OverlayClipper {
    pub fn new(rect: ClipRect) -> Self {
        // A vertex in the middle of a straight line can be a corner of the neighbour: kept, both round crossings alike.
        let options = IntOverlayOptions { preserve_input_collinear: true, ..IntOverlayOptions::default() };
        Self { rect, ring: Vec::new(), cut: Vec::new(), overlay: Overlay::new_custom(0, options, Solver::default()) }
    }

    /// Adds what is inside of the area that rings enclose, each with the box around it. Coordinates of the rectangle are
    /// relative to `origin`.
    pub fn clip(
        &mut self,
        rings: impl IntoIterator<Item = (impl IntoIterator<Item = Vertex>, GridBox)>,
        origin: Vertex,
        area: &mut ClippedArea,
    ) {
        let (low, high) = (f64::from(self.rect.low), f64::from(self.rect.high));
        self.overlay.clear();
        for (vertices, bounds) in rings {
            let (min, max) = (bounds.min - origin, bounds.max - origin);
            if self.rect.disjoint_from(GridBox { min, max }) {
                // It winds around no point of the box.
                continue;
            }
            self.ring.clear();
            let mut vertices = vertices.into_iter().map(|vertex| vertex - origin);
            let Some(first) = vertices.next() else { continue };
            let mut from = first;
            for to in vertices.chain([first]) {
                let crossings = self.rect.crossings(from, to).into_iter().flatten();
                self.ring.push(in_floats(from));
                self.ring.extend(crossings.map(|at| in_floats(self.rect.point_at(at.rounded(self.rect)))));
                from = to;
            }
            for side in [Side::West(low), Side::East(high), Side::North(low), Side::South(high)] {
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
        for ring in polygonize::polygons(edges.into_iter().filter_map(border).collect()).into_iter().flatten() {
            area.extend(ring);
            area.end_ring();
        }
    }
}

/// The polygons that rings enclose together, as rings of each, the outer first: what lies side by side becomes one.
pub(in crate::tiles) fn united<'r>(rings: impl Iterator<Item = &'r Vec<Vertex>>) -> Vec<Vec<Vec<Vertex>>> {
    let mut overlay = Overlay::new(0);
    for ring in rings {
        overlay.add_path_iter(ring.iter().map(|at| IntPoint::new(at.x, at.y)), ShapeType::Subject);
    }
    let edges = overlay.build_separate_vectors(FillRule::Positive);
    polygonize::polygons(edges.into_iter().filter_map(border).collect())
}

fn in_floats(at: Vertex) -> Coord<f64> {
    Coord { x: f64::from(at.x), y: f64::from(at.y) }
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
