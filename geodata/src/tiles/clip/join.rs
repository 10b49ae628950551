//! From chains to polygons: where a border goes out of the window, its area is bounded by the sides up to where it comes in
//! again.

use std::cmp::Ordering;

use super::ClippedArea;
use super::chains::{Chain, Chains};
use super::window::{Crossing, Window};
use crate::topology::winds_around;

/// Puts chains together. Keeps its working memory.
#[derive(Default)]
pub(super) struct Joiner {
    ends: Vec<ChainEnd>,
    /// For each chain: the one that its ring goes on with, and whether the way there leads over the north-western corner.
    next: Vec<Option<(usize, bool)>>,
    /// The outer rings of the polygon that is being joined.
    outers: ClippedArea,
}

/// One end of a chain.
#[derive(Clone, Copy)]
struct ChainEnd {
    polygon: usize,
    crossing: Crossing,
    chain: usize,
    is_entry: bool,
}

impl Joiner {
    /// Finds what follows each chain. False where two ends are, or become by rounding, the same place in a way that leaves a ring
    /// touching itself.
    pub fn connect(&mut self, chains: &Chains, window: Window) -> bool {
        let around = 4 * window.side();
        self.ends.clear();
        for (chain, Chain { polygon, entry, exit, .. }) in chains.list().iter().enumerate() {
            for (crossing, is_entry) in [(*entry, true), (*exit, false)] {
                self.ends.push(ChainEnd { polygon: *polygon, crossing, chain, is_entry });
            }
        }
        self.ends.sort_unstable_by(|a, b| a.polygon.cmp(&b.polygon).then_with(|| a.crossing.order(&b.crossing)));
        self.next.clear();
        self.next.resize(chains.list().len(), None);
        for ends in self.ends.chunk_by(|a, b| a.polygon == b.polygon) {
            for (position, end) in ends.iter().enumerate() {
                let after = (position + 1) % ends.len();
                let next = &ends[after];
                let same = end.crossing.order(&next.crossing) == Ordering::Equal;
                let [here, there] = [end, next].map(|end| end.crossing.rounded(window) % around);
                let touches = end.is_entry && here == there;
                if end.is_entry == next.is_entry || same || touches {
                    return false;
                }
                if !end.is_entry {
                    self.next[end.chain] = Some((next.chain, after == 0));
                }
            }
        }
        true
    }

    /// Adds what is inside of a polygon whose chains are connected. One without chains either lies inside as a whole, or
    /// `surrounds` the window, or has no part in it.
    pub fn add(&mut self, polygon: usize, chains: &Chains, window: Window, surrounds: bool, area: &mut ClippedArea) {
        self.outers.clear();
        let first = chains.list().partition_point(|chain| chain.polygon < polygon);
        for chain in (first..chains.list().len()).take_while(|chain| chains.list()[*chain].polygon == polygon) {
            if self.next[chain].is_some() {
                self.walk(chain, chains, window);
            }
        }
        if surrounds {
            self.outers.extend(window.corners());
            self.outers.end_ring();
        }
        let whole = || chains.whole_rings(polygon);
        if whole().next().is_some_and(|ring| ring.is_outer) {
            for ring in whole() {
                area.extend(chains.vertices_of_whole(ring).iter().copied());
                area.end_ring();
            }
            return;
        }
        let only = self.outers.rings().nth(1).is_none();
        for outer in self.outers.rings() {
            area.extend(outer.iter().copied());
            area.end_ring();
            for hole in whole().map(|ring| chains.vertices_of_whole(ring)) {
                if only || hole.first().is_some_and(|at| winds_around(outer, *at)) {
                    area.extend(hole.iter().copied());
                    area.end_ring();
                }
            }
        }
    }

    /// Follows chains and the sides of the window until the first chain is met again.
    fn walk(&mut self, start: usize, chains: &Chains, window: Window) {
        let side = window.side();
        let mut at = start;
        while let Some((next, over_the_corner)) = self.next[at].take() {
            let chain = &chains.list()[at];
            let (entry, exit) = (chain.entry.rounded(window), chain.exit.rounded(window));
            self.outers.extend([window.place(entry)]);
            self.outers.extend(chains.vertices_of(chain).iter().copied());
            self.outers.extend([window.place(exit)]);
            let until = chains.list()[next].entry.rounded(window) + if over_the_corner { 4 * side } else { 0 };
            let corners = (exit / side + 1..).map(|corner| corner * side).take_while(|corner| *corner < until);
            self.outers.extend(corners.map(|corner| window.place(corner % (4 * side))));
            at = next;
        }
        self.outers.end_ring();
    }
}
