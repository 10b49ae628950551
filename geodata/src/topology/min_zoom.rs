//! The lowest zoom at which each vertex of a border is kept.
//!
//! Visvalingam and Whyatt (*Line generalisation by repeated elimination of points*, The Cartographic Journal 30, 1993) take
//! away, again and again, the vertex whose triangle with its neighbours is smallest. Zhou and Jones (*Shape-aware line
//! generalisation with weighted effective area*, Developments in Spatial Data Handling, 2004) weigh the area by the shape of
//! the triangle; the weight here is that of Mapshaper: 1 − 0.7 · cos of the angle at the vertex, so that spikes go early and
//! wide bends stay.
//!
//! An area alone does not bound how far a border moves: a long thin triangle is small. So the weight of a vertex is the
//! larger of two: its weighted area in quarters of a square pixel, and the square of the displacement that removing it causes, in half
//! pixels. A vertex is removed at the zooms where both are under 1.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::plane::{DEEPEST_ZOOM, Vertex, delta, distance_to_segment, orient2d, pixel};
use super::polylines::Polylines;

/// The stated tolerance: no border is simplified by more than this, in pixels (1/256 of a tile) of the zoom. Rounding to the
/// grid of the zoom adds at most 0.05 to it.
pub const TOLERANCE_PIXELS: f64 = 0.5;

/// Triangles of a smaller weighted area, in square pixels of the zoom, are too small to see.
pub const LEAST_AREA_PIXELS: f64 = 0.25;

/// How much the angle weighs.
const ANGLE_WEIGHT: f64 = 0.7;

/// Up to so many removed vertices the displacement is measured; for more it is an upper bound, the sum of earlier displacements.
const MAX_MEASURED: usize = 24;

/// For each point of each polyline: the lowest zoom that keeps it. Ends are always kept; a point that no zoom up to [`DEEPEST_ZOOM`] keeps has
/// `DEEPEST_ZOOM + 1`.
pub(super) fn min_zooms(arcs: &Polylines) -> Vec<u8> {
    let mut min_zooms = vec![0; arcs.points.len()];
    let mut line = Line::default();
    for arc in 0..arcs.len() {
        line.rank(arcs.get(arc), &mut min_zooms[arcs.span(arc)]);
    }
    min_zooms
}

/// A line that vertices are taken from, and working memory for the next.
#[derive(Default)]
struct Line {
    before: Vec<u32>,
    after: Vec<u32>,
    /// For each vertex left: how far the line up to the next one left has moved, at most.
    moved: Vec<f64>,
    /// For each vertex: how far the line will have moved there once the vertex is gone.
    moving: Vec<f64>,
    /// For each vertex left: its weight, as the bits of a non-negative float, which sort like the float.
    worth: Vec<u64>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Line {
    fn rank(&mut self, points: &[Vertex], min_zooms: &mut [u8]) {
        let count = points.len() as u32;
        self.before = (0..count).map(|at| at.saturating_sub(1)).collect();
        self.after = (1..=count).collect();
        for list in [&mut self.moved, &mut self.moving] {
            list.clear();
            list.resize(points.len(), 0.0);
        }
        self.worth.clear();
        self.worth.resize(points.len(), 0);
        self.queue.clear();
        for at in 1..count.saturating_sub(1) {
            self.weigh(points, at);
        }
        let mut largest = 0;
        while let Some(Reverse((worth, at))) = self.queue.pop() {
            if self.worth[at as usize] != worth {
                continue;
            }
            largest = largest.max(worth);
            min_zooms[at as usize] = zoom_of(f64::from_bits(largest));
            let (before, after) = (self.before[at as usize], self.after[at as usize]);
            self.worth[at as usize] = u64::MAX;
            self.after[before as usize] = after;
            self.before[after as usize] = before;
            self.moved[before as usize] = self.moving[at as usize];
            for neighbour in [before, after] {
                if neighbour > 0 && neighbour + 1 < count {
                    self.weigh(points, neighbour);
                }
            }
        }
    }

    fn weigh(&mut self, points: &[Vertex], at: u32) {
        let (before, after) = (self.before[at as usize] as usize, self.after[at as usize] as usize);
        let (a, b, c) = (points[before], points[at as usize], points[after]);
        self.moving[at as usize] = if after - before <= MAX_MEASURED {
            points[before + 1..after].iter().map(|point| distance_to_segment(*point, a, c)).fold(0.0, f64::max)
        } else {
            distance_to_segment(b, a, c) + self.moved[before].max(self.moved[at as usize])
        };
        let area = weighted_area(a, b, c) / LEAST_AREA_PIXELS;
        let way = self.moving[at as usize] / TOLERANCE_PIXELS;
        let worth = area.max(way * way).to_bits();
        self.worth[at as usize] = worth;
        self.queue.push(Reverse((worth, at)));
    }
}

fn weighted_area(a: Vertex, b: Vertex, c: Vertex) -> f64 {
    let area = orient2d(a, b, c).abs() as f64 / 2.0;
    let (to_a, to_c) = (delta(b, a), delta(b, c));
    let (ax, ay, cx, cy) = (to_a.x as f64, to_a.y as f64, to_c.x as f64, to_c.y as f64);
    let lengths = (ax * ax + ay * ay).sqrt() * (cx * cx + cy * cy).sqrt();
    if lengths == 0.0 { 0.0 } else { area * (1.0 - ANGLE_WEIGHT * (ax * cx + ay * cy) / lengths) }
}

/// The lowest zoom at which something of this size, in square fine units, is at least a square pixel.
fn zoom_of(worth: f64) -> u8 {
    let shows = |zoom: &u8| {
        let pixel = pixel(*zoom) as f64;
        worth >= pixel * pixel
    };
    (0..=DEEPEST_ZOOM).find(shows).unwrap_or(DEEPEST_ZOOM + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ranked(points: &[(i32, i32)]) -> Vec<u8> {
        let mut polylines = Polylines::default();
        polylines.add(points.iter().map(|at| Vertex::from(*at)));
        min_zooms(&polylines)
    }

    #[test]
    fn a_vertex_on_a_straight_line_is_never_shown() {
        assert_eq!(ranked(&[(0, 0), (500, 0), (1000, 0)]), [0, DEEPEST_ZOOM + 1, 0]);
    }

    #[test]
    fn a_vertex_that_moves_the_border_by_half_a_pixel_is_shown() {
        let half = (pixel(10) / 2) as i32;
        // Long and flat, and a spike: both are half a pixel away from the straight line.
        assert_eq!(ranked(&[(0, 0), (half * 50, half), (half * 100, 0)])[1], 7, "its area is large enough");
        assert_eq!(ranked(&[(0, 0), (1, half), (2, 0)])[1], 10);
        assert_eq!(ranked(&[(0, 0), (1, half - 1), (2, 0)])[1], 11);
    }

    proptest! {
        /// Whatever the line: at every zoom, what was taken away lies within the tolerance of what is left.
        #[test]
        fn no_vertex_moves_by_more_than_the_tolerance(steps in prop::collection::vec((-900..900i32, -900..900i32), 2..120)) {
            let walk = |at: &mut (i32, i32), step: &(i32, i32)| {
                *at = (at.0 + step.0, at.1 + step.1);
                Some(Vertex { x: at.0 + 200_000, y: at.1 + 200_000 })
            };
            let points: Vec<Vertex> = steps.iter().scan((0, 0), walk).collect();
            let mut polylines = Polylines::default();
            polylines.add(points.iter().copied());
            let min_zooms = min_zooms(&polylines);
            for zoom in 0..=DEEPEST_ZOOM {
                let shown: Vec<usize> = (0..points.len()).filter(|at| min_zooms[*at] <= zoom).collect();
                for pair in shown.windows(2) {
                    for gone in pair[0] + 1..pair[1] {
                        let way = distance_to_segment(points[gone], points[pair[0]], points[pair[1]]);
                        prop_assert!(way <= pixel(zoom) as f64 * TOLERANCE_PIXELS, "zoom {zoom}: {way}");
                    }
                }
            }
        }
    }
}
