//! Merges polylines that may coincide into arcs: each border once, split at the nodes where borders meet.

use super::plane::{pack, unpack};
use super::polylines::Polylines;
use super::signed_labels::{EMPTY, SignedLabelId, SignedLabelInterner, reversed};

/// An edge, directed from the lower vertex to the higher one.
struct Edge {
    low: u64,
    high: u64,
    label: SignedLabelId,
}

/// Arcs, each with the label of what it separates.
#[derive(Debug, Default)]
pub(super) struct ArcSet {
    pub arcs: Polylines,
    pub labels: Vec<SignedLabelId>,
}

/// Merges labelled polylines into arcs.
///
/// Coinciding edges become one edge with the sum of their labels; an edge whose label is empty separates nothing and is removed. An arc
/// ends at a node (where the number of edges is not two) and where the label changes; an isolated closed arc starts at its lowest
/// vertex. Polylines must meet only in vertices.
pub(super) fn build_arcs(
    polylines: &Polylines,
    of_polyline: &[SignedLabelId],
    interner: &mut SignedLabelInterner,
) -> ArcSet {
    let edges = edges(polylines, of_polyline, interner);
    // Every edge leaves both of its ends: 2 · number from the lower end, 2 · number + 1 from the higher one.
    let mut leaving: Vec<(u64, u32)> = Vec::with_capacity(edges.len() * 2);
    for (edge, number) in edges.iter().zip(0u32..) {
        leaving.extend([(edge.low, number * 2), (edge.high, number * 2 + 1)]);
    }
    leaving.sort_unstable();
    let mut home = vec![0u32; leaving.len()];
    let mut start = 0;
    for (position, (place, number)) in leaving.iter().enumerate() {
        if leaving[start].0 != *place {
            start = position;
        }
        home[*number as usize] = start as u32;
    }

    let mut walk = Walk { edges: &edges, leaving: &leaving, home: &home, walked: vec![false; edges.len()] };
    let mut arc_set = ArcSet::default();
    for at_nodes in [true, false] {
        for (_, number) in &leaving {
            if !walk.walked[*number as usize / 2] && walk.through(*number).is_none() == at_nodes {
                walk.arc(*number, &mut arc_set);
            }
        }
    }
    arc_set.arcs.shrink();
    arc_set
}

fn edges(polylines: &Polylines, of_polyline: &[SignedLabelId], interner: &mut SignedLabelInterner) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::with_capacity(polylines.points.len());
    for (points, label) in polylines.iter().zip(of_polyline) {
        for pair in points.windows(2) {
            let (from, to) = (pack(pair[0]), pack(pair[1]));
            match from.cmp(&to) {
                std::cmp::Ordering::Less => edges.push(Edge { low: from, high: to, label: *label }),
                std::cmp::Ordering::Greater => edges.push(Edge { low: to, high: from, label: reversed(*label) }),
                std::cmp::Ordering::Equal => {}
            }
        }
    }
    edges.sort_unstable_by_key(|edge| (edge.low, edge.high));
    let mut kept = 0;
    let mut start = 0;
    while start < edges.len() {
        let same = edges[start..].iter().take_while(|e| (e.low, e.high) == (edges[start].low, edges[start].high));
        let end = start + same.count();
        let label = match end - start {
            1 => edges[start].label,
            _ => interner.sum(edges[start..end].iter().map(|edge| edge.label)),
        };
        if label != EMPTY {
            edges[kept] = Edge { low: edges[start].low, high: edges[start].high, label };
            kept += 1;
        }
        start = end;
    }
    edges.truncate(kept);
    edges
}

struct Walk<'a> {
    edges: &'a [Edge],
    leaving: &'a [(u64, u32)],
    /// For each leaving edge: where those that leave the same vertex begin.
    home: &'a [u32],
    walked: Vec<bool>,
}

impl Walk<'_> {
    /// The label of an edge, walked away from the vertex that it leaves.
    fn label(&self, leaving: u32) -> SignedLabelId {
        let label = self.edges[leaving as usize / 2].label;
        if leaving.is_multiple_of(2) { label } else { reversed(label) }
    }

    /// The other edge at the vertex that an edge leaves, where there is exactly one and it has the same label; None at a node.
    fn through(&self, leaving: u32) -> Option<u32> {
        let home = self.home[leaving as usize] as usize;
        let place = self.leaving[home].0;
        let at = |offset: usize| self.leaving.get(home + offset).filter(|other| other.0 == place).map(|other| other.1);
        let (first, second) = (at(0)?, at(1)?);
        let other = if first == leaving { second } else { first };
        (at(2).is_none() && reversed(self.label(leaving)) == self.label(other)).then_some(other)
    }

    fn arc(&mut self, first: u32, arc_set: &mut ArcSet) {
        arc_set.labels.push(self.label(first));
        let mut leaving = first;
        arc_set.arcs.points.push(unpack(self.origin(leaving)));
        loop {
            self.walked[leaving as usize / 2] = true;
            let arriving = leaving ^ 1;
            arc_set.arcs.points.push(unpack(self.origin(arriving)));
            match self.through(arriving) {
                Some(next) if !self.walked[next as usize / 2] => leaving = next,
                _ => break,
            }
        }
        arc_set.arcs.end();
    }

    fn origin(&self, leaving: u32) -> u64 {
        let edge = &self.edges[leaving as usize / 2];
        if leaving.is_multiple_of(2) { edge.low } else { edge.high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::Coord;

    fn polylines(lists: &[&[(i32, i32)]]) -> Polylines {
        let mut polylines = Polylines::default();
        for list in lists {
            polylines.add(list.iter().map(|at| Coord::from(*at)));
        }
        polylines
    }

    #[test]
    fn neighbours_share_one_arc_and_keep_an_outer_one_each() {
        let mut interner = SignedLabelInterner::new();
        let squares =
            polylines(&[&[(0, 0), (5, 0), (5, 5), (0, 5), (0, 0)], &[(5, 0), (9, 0), (9, 5), (5, 5), (5, 0)]]);
        let labels = [1, 2].map(|unit| interner.number(&mut vec![(unit, 1)]));
        let arc_set = build_arcs(&squares, &labels, &mut interner);
        assert_eq!(arc_set.arcs.len(), 3);
        let mut parted: Vec<(usize, &[(u32, i32)])> =
            arc_set.arcs.iter().map(<[_]>::len).zip(arc_set.labels.iter().map(|label| interner.get(*label))).collect();
        parted.sort_unstable();
        let expected: [(usize, &[(u32, i32)]); 3] = [(2, &[(1, 1), (2, -1)]), (4, &[(1, -1)]), (4, &[(2, 1)])];
        assert_eq!(parted, expected);
    }

    #[test]
    fn a_ring_that_meets_no_other_is_one_closed_arc() {
        let mut interner = SignedLabelInterner::new();
        let label = interner.number(&mut vec![(1, 1)]);
        let arc_set = build_arcs(&polylines(&[&[(5, 5), (0, 5), (0, 0), (5, 0), (5, 5)]]), &[label], &mut interner);
        assert_eq!(arc_set.arcs.get(0).len(), 5);
        assert_eq!(
            (arc_set.arcs.len(), arc_set.arcs.get(0)[0], arc_set.arcs.get(0)[4]),
            (1, (0, 0).into(), (0, 0).into())
        );
    }

    #[test]
    fn a_spike_goes_there_and_back_and_is_gone() {
        let mut interner = SignedLabelInterner::new();
        let label = interner.number(&mut vec![(1, 1)]);
        let spiked = polylines(&[&[(0, 0), (5, 0), (9, 0), (5, 0), (5, 5), (0, 0)]]);
        let arc_set = build_arcs(&spiked, &[label], &mut interner);
        assert_eq!((arc_set.arcs.len(), arc_set.arcs.points.len()), (1, 4));
    }
}
