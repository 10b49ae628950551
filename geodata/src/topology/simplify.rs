//! The borders of a zoom: as few vertices as the tolerance allows, without crossings.
//!
//! Every arc starts with the vertices that its minimum zooms keep. Then vertices are reinserted, until no conflict is left, where
//!
//! - two segments conflict, that is, share more than an end;
//! - the simplification sweeps over a vertex of another border, which would change sides (Saalfeld, *Topologically
//!   consistent line simplification with the Douglas-Peucker algorithm*, Cartography and GIS 26, 1999);
//! - a face of at least a quarter of a square pixel has less than half of its area left, and would collapse;
//! - rounding would collapse a narrow tongue of a unit ([`super::collapsed`]).
//!
//! The vertex furthest from the segment is reinserted, and more where a half of the segment would still be displaced by more than the
//! tolerance (in a collapsing tongue, a quarter of it). With all vertices the borders are the source, so this terminates.

use super::Topology;
use super::collapsed::SnapRounded;
use super::min_zoom::TOLERANCE_PIXELS;
use super::plane::{orient2d, pixel, shift};
use super::polylines::Polylines;
use super::simplified_arcs::{SimplifiedArcs, reinsert};
use super::visible_faces::VisibleFaces;

/// The factor of the tolerance in tongues that would collapse.
const SHARE_IN_TONGUES: f64 = 0.25;

/// The arcs that a zoom shows, in their order in `visible`, simplified, and rounded to the grid of the zoom.
pub(super) fn simplify(topology: &Topology, visible: &VisibleFaces, zoom: u8) -> Polylines {
    let arcs = &topology.arcs;
    let mut keep: Vec<bool> = topology.min_zooms.iter().map(|rank| *rank <= zoom).collect();
    let tolerance = pixel(zoom) as f64 * TOLERANCE_PIXELS;
    for arc in &visible.arcs {
        keep_a_triangle(arcs, *arc as usize, tolerance, &mut keep);
    }
    let mut changed = vec![true; arcs.len()];
    let mut first = true;
    loop {
        let simplified = SimplifiedArcs::new(arcs, &visible.arcs, &keep);
        let mut wrong = simplified.conflicts(arcs, &changed, first);
        if wrong.is_empty() {
            wrong = simplified.collapses(topology, visible, zoom);
        }
        first = false;
        changed.fill(false);
        simplified.reinsert_into(arcs, &wrong, tolerance, &mut keep, &mut changed);
        if changed.contains(&true) {
            continue;
        }
        let rounded = SnapRounded::new(&simplified.polylines, shift(zoom));
        let collapsed_segments =
            rounded.collapsed_segments(&simplified, topology, visible, tolerance + rounded.furthest());
        simplified.reinsert_into(arcs, &collapsed_segments, tolerance * SHARE_IN_TONGUES, &mut keep, &mut changed);
        if !changed.contains(&true) {
            return rounded.polylines;
        }
    }
}

/// A closed arc needs three corners.
fn keep_a_triangle(arcs: &Polylines, arc: usize, tolerance: f64, keep: &mut [bool]) {
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
    let widest = (start + 1..end)
        .max_by_key(|at| (orient2d(points[start], points[furthest], points[*at]).abs(), usize::MAX - at));
    keep[furthest] = true;
    keep[widest.unwrap_or(furthest)] = true;
    let mut from = start;
    for to in start + 1..=end {
        if keep[to] {
            reinsert(arcs, (from, to), false, tolerance, keep);
            from = to;
        }
    }
}
