//! The borders of a zoom: as few vertices as its tolerance allows, and still no two that cross.
//!
//! Every arc starts with the vertices that its ranks show. Then, until nothing is wrong any more, vertices come back where
//!
//! - two segments clash, that is, have more in common than an end;
//! - what a segment stands for sweeps over a vertex of another border, which would change sides (Saalfeld, *Topologically
//!   consistent line simplification with the Douglas-Peucker algorithm*, Cartography and GIS 26, 1999);
//! - a face of at least a quarter of a square pixel has less than half of its area left, and would collapse;
//! - rounding would lay a tongue of a unit flat ([`super::flat`]).
//!
//! The vertex that comes back is the furthest from the segment, and more where a half would move further than the tolerance; in
//! a tongue that would be flat, than a quarter of the tolerance.
//! With all vertices the borders are as they were, so this ends.

use super::Topology;
use super::chains::Chains;
use super::flat::Rounded;
use super::plane::{pixel, shift, turn};
use super::rank::TOLERANCE_PIXELS;
use super::shown::Shown;
use super::simplified_arcs::{Kept, bring_back};

/// In a tongue that would be flat the tolerance is this share of what it is elsewhere.
const SHARE_IN_TONGUES: f64 = 0.25;

/// The arcs that a zoom shows, in their order in `shown`, simplified, and rounded to the grid of the zoom.
pub(super) fn simplify(topology: &Topology, shown: &Shown, zoom: u8) -> Chains {
    let arcs = &topology.arcs;
    let mut keep: Vec<bool> = topology.ranks.iter().map(|rank| *rank <= zoom).collect();
    let tolerance = pixel(zoom) as f64 * TOLERANCE_PIXELS;
    for arc in &shown.arcs {
        keep_a_triangle(arcs, *arc as usize, tolerance, &mut keep);
    }
    let mut changed = vec![true; arcs.len()];
    let mut first = true;
    loop {
        let kept = Kept::new(arcs, &shown.arcs, &keep);
        let mut wrong = kept.clashes(arcs, &changed, first);
        if wrong.is_empty() {
            wrong = kept.collapses(topology, shown, zoom);
        }
        first = false;
        changed.fill(false);
        kept.mend(arcs, &wrong, tolerance, &mut keep, &mut changed);
        if changed.contains(&true) {
            continue;
        }
        let rounded = Rounded::new(&kept.chains, shift(zoom));
        let flat = rounded.flat(&kept, topology, shown, tolerance + rounded.furthest());
        kept.mend(arcs, &flat, tolerance * SHARE_IN_TONGUES, &mut keep, &mut changed);
        if !changed.contains(&true) {
            return rounded.chains;
        }
    }
}

/// A closed arc needs three corners.
fn keep_a_triangle(arcs: &Chains, arc: usize, tolerance: f64, keep: &mut [bool]) {
    let span = arcs.span(arc);
    let (start, end) = (span.start, span.end - 1);
    let points = &arcs.points;
    if points[start] != points[end] || keep[start + 1..end].iter().filter(|keep| **keep).count() >= 2 {
        return;
    }
    let furthest = (start + 1..end).max_by(|a, b| {
        let way = |at: usize| super::plane::distance(points[start], points[at]);
        way(*a).total_cmp(&way(*b)).then(b.cmp(a))
    });
    let Some(furthest) = furthest else { return };
    let widest =
        (start + 1..end).max_by_key(|at| (turn(points[start], points[furthest], points[*at]).abs(), usize::MAX - at));
    keep[furthest] = true;
    keep[widest.unwrap_or(furthest)] = true;
    let mut from = start;
    for to in start + 1..=end {
        if keep[to] {
            bring_back(arcs, (from, to), false, tolerance, keep);
            from = to;
        }
    }
}
