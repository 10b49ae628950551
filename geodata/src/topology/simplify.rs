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

use std::ops::RangeInclusive;

use super::Topology;
use super::chains::Chains;
use super::flat::Rounded;
use super::grid_box::GridBox;
use super::plane::{clash, distance_to_segment, doubled_area, pixel, shift, turn, winds_around};
use super::rank::TOLERANCE_PIXELS;
use super::runs::{Run, Runs, segment_ends};
use super::shown::Shown;

/// Faces of at least so many square pixels are kept from collapsing.
const KEPT_SQUARE_PIXELS: f64 = 0.25;

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

/// Puts back the vertex that is furthest from a segment, if it must be or is too far, and those that its halves are too far
/// from.
fn bring_back(arcs: &Chains, (from, to): (usize, usize), must: bool, tolerance: f64, keep: &mut [bool]) {
    let mut segments = vec![(from, to, must)];
    while let Some((from, to, must)) = segments.pop() {
        let way = |at: usize| distance_to_segment(arcs.points[at], arcs.points[from], arcs.points[to]);
        let furthest = (from + 1..to).map(|at| (way(at), at)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((_, at)) = furthest.filter(|(way, _)| must || *way > tolerance) {
            keep[at] = true;
            segments.extend([(from, at, false), (at, to, false)]);
        }
    }
}

/// Arcs with some of their vertices.
pub(super) struct Kept {
    chains: Chains,
    /// For each chain: its arc.
    pub arcs: Vec<u32>,
    /// For each point: where it is in the arcs.
    source: Vec<u32>,
    /// For each segment, by the point that it starts at: the box around all that it stands for.
    swept: Vec<GridBox>,
}

impl Kept {
    fn new(arcs: &Chains, shown: &[u32], keep: &[bool]) -> Self {
        let mut kept = Self { chains: Chains::default(), arcs: shown.to_vec(), source: Vec::new(), swept: Vec::new() };
        for arc in shown {
            let mut swept: Option<GridBox> = None;
            for point in arcs.span(*arc as usize) {
                let at = arcs.points[point];
                let here = GridBox { min: at, max: at };
                swept = swept.map(|swept| swept.union(here));
                if keep[point] {
                    kept.swept.extend(swept);
                    swept = Some(here);
                    kept.chains.points.push(at);
                    kept.source.push(point as u32);
                }
            }
            // No segment starts at the last point; its box keeps the numbering.
            kept.swept.extend(swept);
            kept.chains.end();
        }
        kept
    }

    /// Where in the points of all arcs is what a segment stands for, its ends included.
    pub fn stands_for(&self, segment: usize) -> RangeInclusive<usize> {
        self.source[segment] as usize..=self.source[segment + 1] as usize
    }

    /// Puts vertices back into segments, and notes the arcs that have changed.
    fn mend(&self, arcs: &Chains, segments: &[usize], tolerance: f64, keep: &mut [bool], changed: &mut [bool]) {
        for segment in segments {
            let (from, to) = self.stands_for(*segment).into_inner();
            if to - from > 1 {
                bring_back(arcs, (from, to), true, tolerance, keep);
                changed[self.arc_at(*segment, arcs)] = true;
            }
        }
    }

    fn arc_at(&self, point: usize, arcs: &Chains) -> usize {
        let source = self.source[point] as usize;
        let chain = self.arcs.partition_point(|arc| arcs.span(*arc as usize).end <= source);
        self.arcs[chain] as usize
    }

    /// Segments to put vertices back into, where something clashes or changes sides. Looks only at what changed.
    fn clashes(&self, arcs: &Chains, changed: &[bool], everything: bool) -> Vec<usize> {
        let runs = Runs::new(&self.chains, 0, |segment| self.swept[segment]);
        let mut wrong = Vec::new();
        if everything {
            for (one, other) in runs.pairs() {
                self.compare(arcs, one, other, &mut wrong);
            }
        } else {
            for run in runs.iter().filter(|run| changed[self.arcs[run.chain as usize] as usize]) {
                for other in self.around(run).into_iter().flat_map(|around| runs.near(around)) {
                    self.compare(arcs, run, other, &mut wrong);
                }
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }

    fn around(&self, run: Run) -> Option<GridBox> {
        run.segments().map(|segment| self.swept[segment]).reduce(GridBox::union)
    }

    fn compare(&self, arcs: &Chains, one: Run, other: Run, wrong: &mut Vec<usize>) {
        let Some(reach) = self.around(other) else { return };
        for a in one.segments().filter(|a| self.swept[*a].intersects(reach)) {
            for b in other.segments().filter(|b| *b != a && self.swept[*b].intersects(self.swept[a])) {
                if clash(segment_ends(&self.chains, a), segment_ends(&self.chains, b)) {
                    wrong.extend([a, b]);
                }
            }
            self.look_for_swept(arcs, a, other, wrong);
        }
        if one != other {
            let Some(reach) = self.around(one) else { return };
            for b in other.segments().filter(|b| self.swept[*b].intersects(reach)) {
                self.look_for_swept(arcs, b, one, wrong);
            }
        }
    }

    /// Notes a segment that stands for something that is on the other side of a vertex.
    fn look_for_swept(&self, arcs: &Chains, segment: usize, vertices: Run, wrong: &mut Vec<usize>) {
        let (from, to) = (self.source[segment] as usize, self.source[segment + 1] as usize);
        if to - from < 2 {
            return;
        }
        let ring = &arcs.points[from..=to];
        let ends = segment_ends(&self.chains, segment);
        let changes_side = |point: usize| {
            let vertex = self.chains.points[point];
            self.swept[segment].contains(vertex) && !ends.contains(&vertex) && winds_around(ring, vertex)
        };
        if vertices.points().any(changes_side) {
            wrong.push(segment);
        }
    }

    /// All segments of arcs around faces that would collapse.
    fn collapses(&self, topology: &Topology, shown: &Shown, zoom: u8) -> Vec<usize> {
        let faces = topology.doubled_areas.len();
        let (mut full, mut left_over) = (vec![0i64; faces], vec![0i64; faces]);
        for (face, area) in topology.doubled_areas.iter().enumerate() {
            full[shown.faces[face] as usize] += area;
        }
        let sides =
            |chain: usize| topology.beside[self.arcs[chain] as usize].map(|face| shown.faces[face as usize] as usize);
        for (chain, points) in self.chains.iter().enumerate() {
            let (area, [left, right]) = (doubled_area(points), sides(chain));
            left_over[left] = left_over[left].wrapping_add(area);
            left_over[right] = left_over[right].wrapping_sub(area);
        }
        let pixel = pixel(zoom) as f64;
        let collapses = |face: usize| {
            !topology.covers.is_empty(topology.face_covers[face])
                && full[face] as f64 >= 2.0 * KEPT_SQUARE_PIXELS * pixel * pixel
                && left_over[face] < full[face] / 2
        };
        let around = (0..self.arcs.len()).filter(|chain| sides(*chain).into_iter().any(collapses));
        around.flat_map(|chain| self.chains.span(chain).start..self.chains.span(chain).end - 1).collect()
    }
}
