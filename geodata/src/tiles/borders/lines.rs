//! From the arcs of a zoom to the lines of a level: which arcs separate its units, and which of them continue each other.

use super::border_sides::{BorderSides, UnitSetTable};
use crate::tiles::arcs::ZoomArcs;
use crate::topology::{HalfEdge, Vertex};

/// Lines as the arcs that they go along, one line after the other in one array.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub half_edges: Vec<HalfEdge>,
    /// Where in `half_edges` each line ends.
    pub ends: Vec<u32>,
    /// For each line: the number of its border, ascending.
    pub borders: Vec<u32>,
}

impl Lines {
    fn push(&mut self, half_edges: impl IntoIterator<Item = HalfEdge>, border: u32) {
        self.half_edges.extend(half_edges);
        self.ends.push(self.half_edges.len() as u32);
        self.borders.push(border);
    }

    /// The line that a half-edge is part of, by its index in `half_edges`.
    pub fn line_at(&self, place: u32) -> usize {
        self.ends.partition_point(|end| *end <= place)
    }
}

/// The lines of each level at a zoom, and the borders that they belong to, ascending. Arcs of one border that meet end to end
/// become one line, except in a place where more than two do.
pub(super) fn lines(zoom: &ZoomArcs, sets: &UnitSetTable<'_>) -> Vec<(Lines, Vec<BorderSides>)> {
    let mut levels: Vec<Vec<(BorderSides, HalfEdge)>> = vec![Vec::new(); sets.levels()];
    for arc in (0..zoom.arc_count()).filter(|arc| !is_at_the_other_end(zoom, *arc)) {
        for (level, sides, reversed) in sets.sides(zoom, arc) {
            levels[level].push((sides, arc as HalfEdge * 2 + HalfEdge::from(reversed)));
        }
    }
    levels.into_iter().map(|arcs| of_level(zoom, arcs)).collect()
}

/// Whether an arc runs along the western end of the map with ground across: the arc along the eastern end is the same border.
fn is_at_the_other_end(zoom: &ZoomArcs, arc: usize) -> bool {
    let units = zoom.owner_units();
    zoom.sides(arc).into_iter().any(|cover| units.is_across(cover)) && zoom.vertices(arc).iter().all(|at| at.x == 0)
}

fn of_level(zoom: &ZoomArcs, mut arcs: Vec<(BorderSides, HalfEdge)>) -> (Lines, Vec<BorderSides>) {
    arcs.sort_unstable();
    let (mut lines, mut borders) = (Lines::default(), Vec::new());
    for of_border in arcs.chunk_by(|a, b| a.0 == b.0) {
        let number = borders.len() as u32;
        borders.push(of_border[0].0);
        if let [(_, alone)] = of_border {
            lines.push([*alone], number);
            continue;
        }
        let ends: Vec<[Vertex; 2]> = of_border.iter().filter_map(|(_, half)| zoom.walk(*half).ends()).collect();
        for way in joined(&ends) {
            lines.push(way.into_iter().map(|walk| of_border[walk].1), number);
        }
    }
    lines.half_edges.shrink_to_fit();
    (lines, borders)
}

/// Joins walks that continue each other, given their first and last vertices; a closed line starts with its lowest walk.
fn joined(walks: &[[Vertex; 2]]) -> Vec<Vec<usize>> {
    let key = |at: Vertex| (at.x, at.y);
    let numbered = |end: usize| {
        let mut list: Vec<((i32, i32), usize)> =
            walks.iter().enumerate().map(|(number, walk)| (key(walk[end]), number)).collect();
        list.sort_unstable();
        list
    };
    let (starts, ends) = (numbered(0), numbered(1));
    let only = |list: &[((i32, i32), usize)], at: (i32, i32)| {
        let first = list.partition_point(|(place, _)| *place < at);
        match list[first..].iter().take_while(|(place, _)| *place == at).count() {
            1 => Some(list[first].1),
            _ => None,
        }
    };
    let next = |walk: usize| {
        let [_, end] = walks[walk];
        let next = only(&starts, key(end))?;
        only(&ends, key(end)).map(|_| next)
    };
    let mut is_head = vec![true; walks.len()];
    for after in (0..walks.len()).filter_map(next) {
        is_head[after] = false;
    }
    let mut used = vec![false; walks.len()];
    let heads = (0..walks.len()).filter(|walk| is_head[*walk]);
    // After the heads only closed lines are left.
    let all = heads.chain(0..walks.len()).collect::<Vec<_>>();
    let mut ways = Vec::new();
    for head in all {
        let mut way = Vec::new();
        let mut at = Some(head);
        while let Some(walk) = at.filter(|walk| !used[*walk]) {
            used[walk] = true;
            way.push(walk);
            at = next(walk);
        }
        if !way.is_empty() {
            ways.push(way);
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Coord;
    use proptest::prelude::*;

    fn ways(arcs: &[&[(i32, i32)]]) -> Vec<Vec<usize>> {
        let ends = |arc: &&[(i32, i32)]| [arc[0], arc[arc.len() - 1]].map(Coord::from);
        joined(&arcs.iter().map(ends).collect::<Vec<_>>())
    }

    #[test]
    fn consecutive_arcs_are_joined() {
        assert_eq!(ways(&[&[(2, 0), (3, 0)], &[(0, 0), (1, 0)], &[(1, 0), (2, 0)]]), [[1, 2, 0]]);
    }

    #[test]
    fn a_closed_chain_begins_with_its_first_arc() {
        assert_eq!(ways(&[&[(1, 0), (1, 1)], &[(1, 1), (0, 0)], &[(0, 0), (1, 0)]]), [[0, 1, 2]]);
        assert_eq!(ways(&[&[(0, 0), (1, 0), (1, 1), (0, 0)]]), [[0]]);
    }

    #[test]
    fn chains_end_at_junctions() {
        // Two corners of a unit touch in (1, 1).
        let touching: [&[(i32, i32)]; 4] = [&[(0, 0), (1, 1)], &[(1, 1), (2, 0)], &[(2, 2), (1, 1)], &[(1, 1), (0, 2)]];
        assert_eq!(ways(&touching), [[0], [1], [2], [3]]);
    }

    proptest! {
        #[test]
        fn every_arc_is_in_one_chain(arcs in prop::collection::vec(((0..6i32, 0..6i32), (0..6i32, 0..6i32)), 0..30)) {
            let arcs: Vec<Vec<(i32, i32)>> = arcs.into_iter().map(|(a, b)| vec![a, (9, 9), b]).collect();
            let arcs: Vec<&[(i32, i32)]> = arcs.iter().map(Vec::as_slice).collect();
            let ways = ways(&arcs);
            for pair in ways.iter().flat_map(|way| way.windows(2)) {
                prop_assert_eq!(arcs[pair[0]].last(), arcs[pair[1]].first());
            }
            let mut walked: Vec<usize> = ways.into_iter().flatten().collect();
            walked.sort_unstable();
            prop_assert_eq!(walked, (0..arcs.len()).collect::<Vec<_>>());
        }
    }
}
