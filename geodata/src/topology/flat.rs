//! Tongues and bays that rounding would lay flat.
//!
//! What lies between two borders that are rounded onto each other is gone, and where the same unit is on their other sides the
//! borders are gone with it ([`super::weave`]). That is right for what is narrower than the grid. But simplification may have
//! made it so narrow, moving both sides towards each other, each by less than the tolerance: then a border would be missing
//! however long the tongue is, and it needs some of its vertices back.

use super::Topology;
use super::chains::Chains;
use super::plane::{Vertex, distance_to_segment, key};
use super::shown::Shown;
use super::simplified_arcs::Kept;
use super::snap::snap_by_segments;

/// Borders rounded to the grid of a zoom.
pub(super) struct Rounded {
    pub chains: Chains,
    /// For each point: the segment, by the point that it starts at before rounding, that arrives there.
    arriving: Vec<u32>,
    /// Cells of the grid are 2^shift fine units wide.
    shift: u32,
}

impl Rounded {
    pub fn new(chains: &Chains, shift: u32) -> Self {
        let (chains, arriving) = snap_by_segments(chains, shift, &[]);
        Self { chains, arriving, shift }
    }

    /// The furthest that rounding moves a border, in fine units.
    pub fn furthest(&self) -> f64 {
        f64::from(1u32 << self.shift) * std::f64::consts::FRAC_1_SQRT_2
    }

    /// Segments, by the point that they start at, that are rounded onto others such that nothing is parted there any more, and
    /// stand for a vertex that lies further than so many fine units from what is left of its border.
    pub fn flat(&self, kept: &Kept, topology: &Topology, shown: &Shown, bound: f64) -> Vec<usize> {
        let is_flat = self.part_nothing(kept, topology, shown);
        let mut wrong = Vec::new();
        for chain in 0..self.chains.len() {
            let span = self.chains.span(chain);
            let edges = span.start..span.end.saturating_sub(1);
            if !is_flat[edges.clone()].contains(&true) {
                continue;
            }
            let left = self.left_of(edges.clone(), &is_flat);
            if left.is_empty() {
                continue;
            }
            let is_far = |at: Vertex| left.iter().all(|[a, b]| distance_to_segment(at, *a, *b) > bound);
            let mut segments: Vec<u32> =
                edges.filter(|edge| is_flat[*edge]).map(|edge| self.arriving[edge + 1]).collect();
            segments.dedup();
            wrong.extend(segments.into_iter().map(|segment| segment as usize).filter(|segment| {
                let vertices = &topology.arcs.points[kept.stands_for(*segment)];
                vertices.len() > 2 && vertices.iter().any(|at| is_far(*at))
            }));
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }

    /// For each edge, by the point that it starts at: whether it lies on others, and all of them together part nothing.
    fn part_nothing(&self, kept: &Kept, topology: &Topology, shown: &Shown) -> Vec<bool> {
        let mut edges: Vec<(u64, u64, u32, u32)> = Vec::with_capacity(self.chains.points.len());
        for chain in 0..self.chains.len() {
            for point in self.chains.span(chain).skip(1) {
                let [from, to] = [point - 1, point].map(|point| key(self.chains.points[point]));
                edges.push((from.min(to), from.max(to), point as u32 - 1, chain as u32));
            }
        }
        edges.sort_unstable();
        let mut is_flat = vec![false; self.chains.points.len()];
        for same in edges.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|same| same.len() > 1) {
            let (mut low, mut high) = (Vec::new(), Vec::new());
            for (from, _, point, chain) in same {
                let faces = topology.beside[kept.arcs[*chain as usize] as usize];
                let [left, right] = faces.map(|face| shown.cover(topology, face));
                let is_forward = key(self.chains.points[*point as usize]) == *from;
                low.push(if is_forward { left } else { right });
                high.push(if is_forward { right } else { left });
            }
            for side in [&mut low, &mut high] {
                side.retain(|cover| !topology.covers.is_empty(*cover));
                side.sort_unstable();
            }
            if low == high {
                for (_, _, point, _) in same {
                    is_flat[*point as usize] = true;
                }
            }
        }
        is_flat
    }

    /// What is left of a chain, on the fine grid: edges, and ends where others go on.
    fn left_of(&self, edges: std::ops::Range<usize>, is_flat: &[bool]) -> Vec<[Vertex; 2]> {
        let fine = |point: usize| {
            let at = self.chains.points[point];
            Vertex { x: at.x << self.shift, y: at.y << self.shift }
        };
        let (start, end) = (edges.start, edges.end);
        let mut left: Vec<[Vertex; 2]> =
            edges.filter(|edge| !is_flat[*edge]).map(|edge| [fine(edge), fine(edge + 1)]).collect();
        if fine(start) != fine(end) {
            left.extend([[fine(start); 2], [fine(end); 2]]);
        }
        left
    }
}
