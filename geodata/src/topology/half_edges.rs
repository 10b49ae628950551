//! A half-edge graph: the faces between arcs that meet only at their ends, and the face on the left and right of each arc.

use super::grid_box::GridBox;
use super::plane::{Vertex, cross, delta, doubled_area, orient2d, pack};
use super::polylines::Polylines;
use super::segment_chunks::{SegmentChunks, segment_box, segment_ends};

/// An arc walked in one direction: 2 · arc forwards, 2 · arc + 1 backwards. Its twin is `half_edge ^ 1`.
pub(crate) type HalfEdge = u32;

/// The unbounded face.
pub(super) const OUTER_FACE: u32 = 0;

/// The half-edges around each node, sorted by angle.
pub(super) struct NodeIndex {
    /// All half-edges, by the node that they leave, then by angle.
    around: Vec<HalfEdge>,
    /// For each half-edge: its index in `around`.
    position: Vec<u32>,
    /// For each half-edge: the node that it leaves.
    node: Vec<u32>,
    /// Where in `around` each node begins, and the end of the last.
    starts: Vec<u32>,
}

impl NodeIndex {
    pub fn new(arcs: &Polylines) -> Self {
        let half_edges = arcs.len() as u32 * 2;
        let leaves = |half: HalfEdge| -> (Vertex, Vertex) {
            let points = arcs.get(half as usize / 2);
            match half % 2 {
                0 => (points[0], points[1]),
                _ => (points[points.len() - 1], points[points.len() - 2]),
            }
        };
        let mut around: Vec<HalfEdge> = (0..half_edges).collect();
        around.sort_unstable_by(|a, b| {
            let ((from_a, to_a), (from_b, to_b)) = (leaves(*a), leaves(*b));
            pack(from_a).cmp(&pack(from_b)).then_with(|| {
                let (a, b) = (delta(from_a, to_a), delta(from_b, to_b));
                let lower = |way: geo_types::Coord<i64>| way.y < 0 || (way.y == 0 && way.x < 0);
                lower(a).cmp(&lower(b)).then_with(|| 0.cmp(&cross(a, b)))
            })
        });
        let mut position = vec![0; around.len()];
        let mut node = vec![0; around.len()];
        let mut starts: Vec<u32> = Vec::new();
        for (place, half) in around.iter().enumerate() {
            let new = place == 0 || leaves(around[place - 1]).0 != leaves(*half).0;
            if new {
                starts.push(place as u32);
            }
            position[*half as usize] = place as u32;
            node[*half as usize] = starts.len() as u32 - 1;
        }
        starts.push(around.len() as u32);
        Self { around, position, node, starts }
    }

    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The node that a half-edge leaves.
    pub fn origin(&self, half: HalfEdge) -> u32 {
        self.node[half as usize]
    }

    /// The half-edges that leave the node where one arrives, clockwise from its twin (by the surveyor's formula; with y down,
    /// counter-clockwise as drawn): the first continues around the face on its left. The last is the twin itself.
    pub fn next_around_face(&self, half: HalfEdge) -> impl Iterator<Item = HalfEdge> {
        let back = half ^ 1;
        let node = self.node[back as usize] as usize;
        let (start, end) = (self.starts[node] as usize, self.starts[node + 1] as usize);
        let position = self.position[back as usize] as usize;
        (start..position).rev().chain((position..end).rev()).map(|place| self.around[place])
    }
}

/// What arcs enclose.
pub(super) struct HalfEdgeGraph {
    /// For each half-edge: the face on its left.
    pub left: Vec<u32>,
    /// Twice the area of each face, holes left out, in square units of the grid; 0 for [`OUTER_FACE`].
    pub doubled_areas: Vec<i64>,
}

impl HalfEdgeGraph {
    /// Faces between arcs that meet only at their ends.
    pub fn new(arcs: &Polylines) -> Self {
        let nodes = NodeIndex::new(arcs);
        let areas: Vec<i64> = arcs.iter().map(doubled_area).collect();
        let half_edges = arcs.len() * 2;
        let mut cycle_of = vec![u32::MAX; half_edges];
        // Of each cycle: twice its area, and its first half-edge.
        let mut cycles: Vec<(i64, HalfEdge)> = Vec::new();
        for start in 0..half_edges as u32 {
            if cycle_of[start as usize] != u32::MAX {
                continue;
            }
            let (mut at, mut area) = (start, 0i64);
            loop {
                cycle_of[at as usize] = cycles.len() as u32;
                let under = areas[at as usize / 2];
                area = area.wrapping_add(if at.is_multiple_of(2) { under } else { under.wrapping_neg() });
                match nodes.next_around_face(at).next() {
                    Some(next) if next != start => at = next,
                    _ => break,
                }
            }
            cycles.push((area, start));
        }
        let mut face_of_cycle = vec![OUTER_FACE; cycles.len()];
        let mut doubled_areas = vec![0];
        for (cycle, (area, _)) in cycles.iter().enumerate() {
            if *area > 0 {
                face_of_cycle[cycle] = doubled_areas.len() as u32;
                doubled_areas.push(*area);
            }
        }
        place_islands(arcs, &nodes, &cycles, &cycle_of, &mut face_of_cycle);
        for ((area, _), face) in cycles.iter().zip(&face_of_cycle) {
            if *area <= 0 && *face != OUTER_FACE {
                doubled_areas[*face as usize] += area;
            }
        }
        let left = cycle_of.iter().map(|cycle| face_of_cycle[*cycle as usize]).collect();
        Self { left, doubled_areas }
    }

    pub fn len(&self) -> usize {
        self.doubled_areas.len()
    }

    /// The faces left and right of an arc.
    pub fn beside(&self, arc: usize) -> [u32; 2] {
        [self.left[arc * 2], self.left[arc * 2 + 1]]
    }
}

/// Finds the face around each connected component: the one in which its outline is a hole.
fn place_islands(
    arcs: &Polylines,
    nodes: &NodeIndex,
    cycles: &[(i64, HalfEdge)],
    cycle_of: &[u32],
    face_of_cycle: &mut [u32],
) {
    let leftmost = |start: HalfEdge| {
        let mut lowest = u64::MAX;
        let mut best = Vertex { x: 0, y: 0 };
        let mut at = start;
        loop {
            for point in arcs.get(at as usize / 2) {
                if pack(*point) < lowest {
                    (lowest, best) = (pack(*point), *point);
                }
            }
            match nodes.next_around_face(at).next() {
                Some(next) if next != start => at = next,
                _ => return best,
            }
        }
    };
    // Each component has one outline, with the outer face on the left: a cycle without positive area.
    let outlines = cycles.iter().enumerate().filter(|(_, (area, _))| *area <= 0);
    let mut pieces: Vec<(Vertex, usize)> = outlines.map(|(cycle, (_, start))| (leftmost(*start), cycle)).collect();
    if pieces.len() < 2 {
        return;
    }
    pieces.sort_unstable_by_key(|(at, _)| pack(*at));
    let chunks = SegmentChunks::of(arcs, 0);
    for (at, cycle) in pieces {
        // The first half-edge to the west belongs to a component that begins further west, whose face is known already.
        if let Some(half) = first_in_the_west(arcs, &chunks, at) {
            face_of_cycle[cycle] = face_of_cycle[cycle_of[half as usize] as usize];
        }
    }
}

/// The first half-edge west of a vertex, directed so that the vertex is on its left.
fn first_in_the_west(arcs: &Polylines, chunks: &SegmentChunks, at: Vertex) -> Option<HalfEdge> {
    let mut first: Option<(u32, [Vertex; 2])> = None;
    for chunk in chunks.near(GridBox { min: Vertex { x: 0, y: at.y }, max: at }) {
        for segment in chunk.segments() {
            let [a, b] = segment_ends(arcs, segment);
            let (low, high) = if a.y <= b.y { (a, b) } else { (b, a) };
            // The ray runs just above the vertex, so that another vertex at its height is met once.
            let meets = low.y <= at.y && at.y < high.y && orient2d(low, high, at) < 0;
            let is_nearer = |nearest: [Vertex; 2]| is_east_of([low, high], nearest, at.y);
            if meets && segment_box(arcs, segment).min.x < at.x && first.is_none_or(|(_, nearest)| is_nearer(nearest)) {
                first = Some((chunk.polyline * 2 + u32::from(a.y < b.y), [low, high]));
            }
        }
    }
    first.map(|(half, _)| half)
}

/// True where one upward segment is further east than another just above a height that both reach.
fn is_east_of(one: [Vertex; 2], other: [Vertex; 2], height: i32) -> bool {
    let at = |[low, high]: [Vertex; 2]| {
        let way = delta(low, high);
        let x = i128::from(low.x) * i128::from(way.y) + (i128::from(height) - i128::from(low.y)) * i128::from(way.x);
        (x, i128::from(way.x), i128::from(way.y))
    };
    let ((x, slope, rise), (other_x, other_slope, other_rise)) = (at(one), at(other));
    (x * other_rise, slope * other_rise) > (other_x * rise, other_slope * rise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::build_arcs::build_arcs;
    use crate::topology::signed_labels::SignedLabelInterner;

    fn faces(rings: &[&[(i32, i32)]]) -> HalfEdgeGraph {
        let mut polylines = Polylines::default();
        let mut interner = SignedLabelInterner::new();
        let mut labels = Vec::new();
        for (ring, unit) in rings.iter().zip(0..) {
            polylines.add(ring.iter().chain(&ring[..1]).map(|at| Vertex::from(*at)));
            labels.push(interner.number(&mut vec![(unit, 1)]));
        }
        HalfEdgeGraph::new(&build_arcs(&polylines, &labels, &mut interner).arcs)
    }

    fn areas(rings: &[&[(i32, i32)]]) -> Vec<i64> {
        let mut areas = faces(rings).doubled_areas;
        areas.sort_unstable();
        areas
    }

    const SQUARE: [(i32, i32); 4] = [(0, 0), (10, 0), (10, 10), (0, 10)];

    #[test]
    fn neighbours_are_two_faces() {
        assert_eq!(areas(&[&SQUARE, &[(10, 0), (12, 0), (12, 10), (10, 10)]]), [0, 40, 200]);
    }

    #[test]
    fn an_island_in_a_lake_on_an_island_lies_in_the_right_face() {
        let rings: [&[(i32, i32)]; 4] = [
            &SQUARE,
            &[(2, 2), (8, 2), (8, 8), (2, 8)],
            &[(4, 4), (6, 4), (6, 6), (4, 6)],
            &[(20, 5), (22, 5), (22, 7), (20, 7)],
        ];
        assert_eq!(areas(&rings), [0, 8, 8, 64, 128]);
    }

    #[test]
    fn rings_that_touch_in_a_vertex_are_faces_of_their_own() {
        assert_eq!(areas(&[&SQUARE, &[(10, 10), (12, 10), (12, 12), (10, 12)]]), [0, 8, 200]);
        assert_eq!(areas(&[&SQUARE, &[(0, 0), (2, 4), (4, 2)]]), [0, 12, 188]);
    }

    #[test]
    fn every_half_has_its_face_on_the_left() {
        // The arc starts along the side that the square is on the right of.
        assert_eq!(faces(&[&SQUARE]).left, [0, 1]);
    }
}
