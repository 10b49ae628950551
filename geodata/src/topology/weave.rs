//! From polylines that may run over each other to arcs: each stretch of border once, cut where borders meet.

use super::chains::Chains;
use super::plane::{key, place};
use super::tallies::{NOTHING, Tallies, Tally, turned};

/// An edge, walked from the lower place to the higher.
struct Edge {
    low: u64,
    high: u64,
    tally: Tally,
}

/// Arcs, and what each parts.
#[derive(Debug, Default)]
pub(super) struct Woven {
    pub arcs: Chains,
    pub tallies: Vec<Tally>,
}

/// Turns polylines, each with what it parts, to arcs.
///
/// Edges that are the same become one, and their tallies add up; what parts nothing is gone. An arc ends where other than two
/// edges meet, or where what it parts changes; one that meets no other starts at its lowest place. Polylines must meet only
/// in vertices.
pub(super) fn weave(chains: &Chains, of_chain: &[Tally], tallies: &mut Tallies) -> Woven {
    let edges = edges(chains, of_chain, tallies);
    // Every edge leaves both of its ends: its number twice, and one more for the one that leaves the higher end.
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
    let mut woven = Woven::default();
    for at_nodes in [true, false] {
        for (_, number) in &leaving {
            if !walk.walked[*number as usize / 2] && walk.through(*number).is_none() == at_nodes {
                walk.arc(*number, &mut woven);
            }
        }
    }
    woven.arcs.shrink();
    woven
}

fn edges(chains: &Chains, of_chain: &[Tally], tallies: &mut Tallies) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::with_capacity(chains.points.len());
    for (points, tally) in chains.iter().zip(of_chain) {
        for pair in points.windows(2) {
            let (from, to) = (key(pair[0]), key(pair[1]));
            match from.cmp(&to) {
                std::cmp::Ordering::Less => edges.push(Edge { low: from, high: to, tally: *tally }),
                std::cmp::Ordering::Greater => edges.push(Edge { low: to, high: from, tally: turned(*tally) }),
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
        let tally = match end - start {
            1 => edges[start].tally,
            _ => tallies.sum(edges[start..end].iter().map(|edge| edge.tally)),
        };
        if tally != NOTHING {
            edges[kept] = Edge { low: edges[start].low, high: edges[start].high, tally };
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
    /// For each edge that leaves: where those that leave the same place begin.
    home: &'a [u32],
    walked: Vec<bool>,
}

impl Walk<'_> {
    /// What an edge parts, walked away from the place that it leaves.
    fn tally(&self, leaving: u32) -> Tally {
        let tally = self.edges[leaving as usize / 2].tally;
        if leaving.is_multiple_of(2) { tally } else { turned(tally) }
    }

    /// The other edge at the place that one leaves, where there is just one and it parts the same; None at a node.
    fn through(&self, leaving: u32) -> Option<u32> {
        let home = self.home[leaving as usize] as usize;
        let place = self.leaving[home].0;
        let at = |offset: usize| self.leaving.get(home + offset).filter(|other| other.0 == place).map(|other| other.1);
        let (first, second) = (at(0)?, at(1)?);
        let other = if first == leaving { second } else { first };
        (at(2).is_none() && turned(self.tally(leaving)) == self.tally(other)).then_some(other)
    }

    fn arc(&mut self, first: u32, woven: &mut Woven) {
        woven.tallies.push(self.tally(first));
        let mut leaving = first;
        woven.arcs.points.push(place(self.origin(leaving)));
        loop {
            self.walked[leaving as usize / 2] = true;
            let arriving = leaving ^ 1;
            woven.arcs.points.push(place(self.origin(arriving)));
            match self.through(arriving) {
                Some(next) if !self.walked[next as usize / 2] => leaving = next,
                _ => break,
            }
        }
        woven.arcs.end();
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

    fn chains(lists: &[&[(i32, i32)]]) -> Chains {
        let mut chains = Chains::default();
        for list in lists {
            chains.add(list.iter().map(|at| Coord::from(*at)));
        }
        chains
    }

    #[test]
    fn neighbours_share_one_arc_and_keep_an_outer_one_each() {
        let mut tallies = Tallies::new();
        let squares = chains(&[&[(0, 0), (5, 0), (5, 5), (0, 5), (0, 0)], &[(5, 0), (9, 0), (9, 5), (5, 5), (5, 0)]]);
        let labels = [1, 2].map(|unit| tallies.number(&mut vec![(unit, 1)]));
        let woven = weave(&squares, &labels, &mut tallies);
        assert_eq!(woven.arcs.len(), 3);
        let mut parted: Vec<(usize, &[(u32, i32)])> =
            woven.arcs.iter().map(<[_]>::len).zip(woven.tallies.iter().map(|tally| tallies.get(*tally))).collect();
        parted.sort_unstable();
        let expected: [(usize, &[(u32, i32)]); 3] = [(2, &[(1, 1), (2, -1)]), (4, &[(1, -1)]), (4, &[(2, 1)])];
        assert_eq!(parted, expected);
    }

    #[test]
    fn a_ring_that_meets_no_other_is_one_closed_arc() {
        let mut tallies = Tallies::new();
        let label = tallies.number(&mut vec![(1, 1)]);
        let woven = weave(&chains(&[&[(5, 5), (0, 5), (0, 0), (5, 0), (5, 5)]]), &[label], &mut tallies);
        assert_eq!(woven.arcs.get(0).len(), 5);
        assert_eq!((woven.arcs.len(), woven.arcs.get(0)[0], woven.arcs.get(0)[4]), (1, (0, 0).into(), (0, 0).into()));
    }

    #[test]
    fn a_spike_goes_there_and_back_and_is_gone() {
        let mut tallies = Tallies::new();
        let label = tallies.number(&mut vec![(1, 1)]);
        let spiked = chains(&[&[(0, 0), (5, 0), (9, 0), (5, 0), (5, 5), (0, 0)]]);
        let woven = weave(&spiked, &[label], &mut tallies);
        assert_eq!((woven.arcs.len(), woven.arcs.points.len()), (1, 4));
    }
}
