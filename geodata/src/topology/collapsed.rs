//! Finds narrow tongues and bays that rounding would collapse to a line.
//!
//! Two borders that are rounded onto each other leave nothing between them; if the same unit is on their outer sides, the borders
//! themselves disappear ([`super::build_arcs`]). That is right for ground narrower than a
//! grid cell. But simplification may have made it so narrow, by moving both sides towards each other within the tolerance: then the
//! border of a tongue of any length would be missing. Such segments are found here, and [`super::simplify`] reinserts vertices.

use super::Topology;
use super::plane::{Vertex, distance_to_segment, pack};
use super::polylines::Polylines;
use super::simplified_arcs::SimplifiedArcs;
use super::snap_rounding::snap_by_segments;
use super::visible_faces::VisibleFaces;

/// Borders after snap rounding to the grid of a zoom.
pub(super) struct SnapRounded {
    pub polylines: Polylines,
    /// For each point: the segment that ends there, by its first point before rounding.
    arriving: Vec<u32>,
    /// Cells of the grid are 2^shift fine units wide.
    shift: u32,
}

impl SnapRounded {
    pub fn new(polylines: &Polylines, shift: u32) -> Self {
        let (polylines, arriving) = snap_by_segments(polylines, shift, &[]);
        Self { polylines, arriving, shift }
    }

    /// The furthest that rounding moves a border, in fine units.
    pub fn furthest(&self) -> f64 {
        f64::from(1u32 << self.shift) * std::f64::consts::FRAC_1_SQRT_2
    }

    /// Segments (by their first point) that rounding collapses onto others, and that replace a vertex further than `bound` fine units
    /// from the remaining border.
    pub fn collapsed_segments(
        &self,
        simplified: &SimplifiedArcs,
        topology: &Topology,
        visible: &VisibleFaces,
        bound: f64,
    ) -> Vec<usize> {
        let is_collapsed = self.separate_nothing(simplified, topology, visible);
        let mut wrong = Vec::new();
        for polyline in 0..self.polylines.len() {
            let span = self.polylines.span(polyline);
            let edges = span.start..span.end.saturating_sub(1);
            if !is_collapsed[edges.clone()].contains(&true) {
                continue;
            }
            let left = self.remaining_edges(edges.clone(), &is_collapsed);
            if left.is_empty() {
                continue;
            }
            let is_far = |at: Vertex| left.iter().all(|[a, b]| distance_to_segment(at, *a, *b) > bound);
            let mut segments: Vec<u32> =
                edges.filter(|edge| is_collapsed[*edge]).map(|edge| self.arriving[edge + 1]).collect();
            segments.dedup();
            wrong.extend(segments.into_iter().map(|segment| segment as usize).filter(|segment| {
                let vertices = &topology.arcs.points[simplified.source_range(*segment)];
                vertices.len() > 2 && vertices.iter().any(|at| is_far(*at))
            }));
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }

    /// For each edge (by its first point): whether it coincides with others, and all of them together separate nothing.
    fn separate_nothing(&self, simplified: &SimplifiedArcs, topology: &Topology, visible: &VisibleFaces) -> Vec<bool> {
        let mut edges: Vec<(u64, u64, u32, u32)> = Vec::with_capacity(self.polylines.points.len());
        for polyline in 0..self.polylines.len() {
            for point in self.polylines.span(polyline).skip(1) {
                let [from, to] = [point - 1, point].map(|point| pack(self.polylines.points[point]));
                edges.push((from.min(to), from.max(to), point as u32 - 1, polyline as u32));
            }
        }
        edges.sort_unstable();
        let mut is_collapsed = vec![false; self.polylines.points.len()];
        for same in edges.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|same| same.len() > 1) {
            let (mut low, mut high) = (Vec::new(), Vec::new());
            for (from, _, point, polyline) in same {
                let faces = topology.beside[simplified.arcs[*polyline as usize] as usize];
                let [left, right] = faces.map(|face| visible.owner(topology, face));
                let is_forward = pack(self.polylines.points[*point as usize]) == *from;
                low.push(if is_forward { left } else { right });
                high.push(if is_forward { right } else { left });
            }
            for side in [&mut low, &mut high] {
                side.retain(|owner| !topology.owners.is_empty(*owner));
                side.sort_unstable();
            }
            if low == high {
                for (_, _, point, _) in same {
                    is_collapsed[*point as usize] = true;
                }
            }
        }
        is_collapsed
    }

    /// The remaining part of a polyline on the fine grid: its edges, and its ends, where other polylines continue.
    fn remaining_edges(&self, edges: std::ops::Range<usize>, is_collapsed: &[bool]) -> Vec<[Vertex; 2]> {
        let fine = |point: usize| {
            let at = self.polylines.points[point];
            Vertex { x: at.x << self.shift, y: at.y << self.shift }
        };
        let (start, end) = (edges.start, edges.end);
        let mut left: Vec<[Vertex; 2]> =
            edges.filter(|edge| !is_collapsed[*edge]).map(|edge| [fine(edge), fine(edge + 1)]).collect();
        if fine(start) != fine(end) {
            left.extend([[fine(start); 2], [fine(end); 2]]);
        }
        left
    }
}
