//! From the border of an area, as loose edges, to polygons that are valid by OGC Simple Features.
//!
//! The edges meet only at their ends, and each has the inside on its left. Turning at every vertex as sharply as the
//! inside allows goes around one connected piece of it; where such a walk comes through the same vertex twice, its rings
//! touch, and it is taken apart there.

use geo_types::Coord;

use crate::topology::{PolygonBuilder, doubled_ring_area};

/// An edge with the inside on its left (seen with y up; surveyor's formula positive around it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BorderEdge {
    pub from: Coord<i32>,
    pub to: Coord<i32>,
}

/// Vertices in order, the first not repeated at the end.
pub(super) type Ring = Vec<Coord<i32>>;

/// The polygons inside a border: rings of each, the outer first.
pub(super) fn polygons(mut edges: Vec<BorderEdge>) -> Vec<Vec<Ring>> {
    edges.sort_unstable_by_key(|edge| (key(edge.from), key(edge.to)));
    let mut walked = vec![false; edges.len()];
    let mut polygons = PolygonBuilder::new();
    let mut walk = Vec::new();
    for start in 0..edges.len() {
        if !walked[start] && walk_around(start, &edges, &mut walked, &mut walk) {
            polygons.add_component(simple_rings(&walk, &edges), |ring| doubled_ring_area(ring));
        }
    }
    // Pieces can lie in holes of others.
    polygons.finish(|ring| ring.into(), |ring| doubled_ring_area(ring))
}

/// Follows the border from one edge until it comes back to it. False for a border that does not close.
fn walk_around(start: usize, edges: &[BorderEdge], walked: &mut [bool], walk: &mut Vec<usize>) -> bool {
    walk.clear();
    let mut at = start;
    loop {
        walked[at] = true;
        walk.push(at);
        match next(at, edges) {
            Some(edge) if edge == start => return true,
            Some(edge) if !walked[edge] => at = edge,
            _ => return false,
        }
    }
}

/// The edge after one: the first that is met turning clockwise from where it came, across the inside.
fn next(at: usize, edges: &[BorderEdge]) -> Option<usize> {
    let arriving = edges[at];
    let back = arriving.from - arriving.to;
    let sooner = |a: usize, b: usize| {
        let (ray_a, ray_b) = (edges[a].to - arriving.to, edges[b].to - arriving.to);
        let (half_a, half_b) = (half_turns(back, ray_a), half_turns(back, ray_b));
        if half_a < half_b || (half_a == half_b && cross(ray_a, ray_b) < 0) { a } else { b }
    };
    outgoing(arriving.to, edges).reduce(sooner)
}

/// The edges that leave a vertex, in edges sorted by where they start.
fn outgoing(vertex: Coord<i32>, edges: &[BorderEdge]) -> std::ops::Range<usize> {
    let start = edges.partition_point(|edge| key(edge.from) < key(vertex));
    let count = edges[start..].iter().take_while(|edge| edge.from == vertex).count();
    start..start + count
}

/// 0 where a ray lies less than half a turn clockwise of another, 1 where it is opposite, 2 where it lies further.
fn half_turns(from: Coord<i32>, ray: Coord<i32>) -> u8 {
    match cross(from, ray) {
        ..0 => 0,
        0 => 1,
        1.. => 2,
    }
}

/// A walk as rings that touch neither themselves nor, but in single points, each other. Vertices in the middle of a straight
/// line are left out.
fn simple_rings(walk: &[usize], edges: &[BorderEdge]) -> Vec<Ring> {
    let mut rings = Vec::new();
    let mut path: Ring = Vec::with_capacity(walk.len());
    // Vertices of the path that the walk may come back to, and their places in it.
    let mut forks: Vec<(Coord<i32>, usize)> = Vec::new();
    for edge in walk {
        let vertex = edges[*edge].from;
        // Edges are sorted, so others that leave the same vertex are beside this one.
        let leaves_here = |index: Option<usize>| index.and_then(|i| edges.get(i)).is_some_and(|e| e.from == vertex);
        if leaves_here(edge.checked_sub(1)) || leaves_here(edge.checked_add(1)) {
            if let Some(fork) = forks.iter().position(|(place, _)| *place == vertex) {
                rings.push(path.split_off(forks[fork].1));
                forks.truncate(fork);
            }
            forks.push((vertex, path.len()));
        }
        path.push(vertex);
    }
    rings.push(path);
    rings.iter().filter_map(without_straight_vertices).collect()
}

fn without_straight_vertices(ring: &Ring) -> Option<Ring> {
    let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
    let after = ring.iter().cycle().skip(1);
    let corners =
        ring.iter().zip(before.zip(after)).filter(|(at, (before, after))| cross(**at - **before, **after - **at) != 0);
    let corners: Ring = corners.map(|(at, _)| *at).collect();
    (corners.len() >= 3).then_some(corners)
}

fn cross(a: Coord<i32>, b: Coord<i32>) -> i64 {
    i64::from(a.x) * i64::from(b.y) - i64::from(a.y) * i64::from(b.x)
}

fn key(vertex: Coord<i32>) -> (i32, i32) {
    (vertex.x, vertex.y)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edges of closed rings.
    fn edges(rings: &[&[(i32, i32)]]) -> Vec<BorderEdge> {
        let of_ring = |ring: &&[(i32, i32)]| -> Vec<BorderEdge> {
            let ends = ring.iter().zip(ring.iter().cycle().skip(1));
            ends.map(|(from, to)| BorderEdge { from: Coord::from(*from), to: Coord::from(*to) }).collect()
        };
        rings.iter().flat_map(of_ring).collect()
    }

    fn areas(rings: &[&[(i32, i32)]]) -> Vec<Vec<i64>> {
        let mut areas: Vec<Vec<i64>> = polygons(edges(rings))
            .iter()
            .map(|rings| rings.iter().map(|ring| doubled_ring_area(ring)).collect())
            .collect();
        areas.sort_unstable();
        areas
    }

    const SQUARE: [(i32, i32); 4] = [(0, 0), (10, 0), (10, 10), (0, 10)];

    #[test]
    fn squares_that_touch_in_a_corner_are_two_polygons() {
        assert_eq!(areas(&[&SQUARE, &[(10, 10), (12, 10), (12, 12), (10, 12)]]), [[8], [200]]);
    }

    #[test]
    fn a_hole_that_touches_its_ring_is_a_ring_of_its_own() {
        assert_eq!(areas(&[&SQUARE, &[(0, 0), (2, 4), (4, 2)]]), [[200, -12]]);
    }

    #[test]
    fn holes_that_form_a_closed_chain_cut_out_a_piece() {
        // Four triangles that touch in their ends, around a diamond: from outside one hole, from inside a border.
        let holes: [&[(i32, i32)]; 4] = [
            &[(5, 2), (2, 2), (2, 5)],
            &[(2, 5), (2, 8), (5, 8)],
            &[(5, 8), (8, 8), (8, 5)],
            &[(8, 5), (8, 2), (5, 2)],
        ];
        let mut rings: Vec<&[(i32, i32)]> = vec![&SQUARE];
        rings.extend(holes);
        assert_eq!(areas(&rings), [vec![36], vec![200, -72]]);
    }

    #[test]
    fn a_hole_goes_to_the_smallest_ring_around_it() {
        let rings: [&[(i32, i32)]; 4] = [
            &[(0, 0), (100, 0), (100, 100), (0, 100)],
            &[(10, 10), (10, 90), (90, 90), (90, 10)],
            &[(20, 20), (80, 20), (80, 80), (20, 80)],
            &[(30, 30), (30, 70), (70, 70), (70, 30)],
        ];
        assert_eq!(areas(&rings), [[7200, -3200], [20000, -12800]]);
    }

    #[test]
    fn vertices_on_a_straight_line_are_left_out() {
        let polygons = polygons(edges(&[&[(0, 0), (5, 0), (10, 0), (10, 10), (0, 10), (0, 3)]]));
        assert_eq!(polygons[0][0].len(), 4);
    }

    #[test]
    fn a_border_that_does_not_close_gives_nothing() {
        let mut open = edges(&[&SQUARE]);
        open.pop();
        assert_eq!(polygons(open), Vec::<Vec<Ring>>::new());
    }
}
