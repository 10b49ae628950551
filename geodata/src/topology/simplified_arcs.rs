//! Arcs with some of their vertices: what segments stand for, and what is wrong with them.

use std::ops::RangeInclusive;

use super::Topology;
use super::chains::Chains;
use super::grid_box::GridBox;
use super::plane::{clash, distance_to_segment, doubled_area, pixel, winds_around};
use super::runs::{Run, Runs, segment_ends};
use super::shown::Shown;

/// Faces of at least so many square pixels are kept from collapsing.
const KEPT_SQUARE_PIXELS: f64 = 0.25;

/// Arcs with some of their vertices.
pub(super) struct Kept {
    pub chains: Chains,
    /// For each chain: its arc.
    pub arcs: Vec<u32>,
    /// For each point: where it is in the arcs.
    source: Vec<u32>,
    /// For each segment, by the point that it starts at: the box around all that it stands for.
    swept: Vec<GridBox>,
}

impl Kept {
    pub fn new(arcs: &Chains, shown: &[u32], keep: &[bool]) -> Self {
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
    pub fn mend(&self, arcs: &Chains, segments: &[usize], tolerance: f64, keep: &mut [bool], changed: &mut [bool]) {
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
    pub fn clashes(&self, arcs: &Chains, changed: &[bool], everything: bool) -> Vec<usize> {
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
    pub fn collapses(&self, topology: &Topology, shown: &Shown, zoom: u8) -> Vec<usize> {
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

/// Puts back the vertex that is furthest from a segment, if it must be or is too far, and those that its halves are too far
/// from.
pub(super) fn bring_back(arcs: &Chains, (from, to): (usize, usize), must: bool, tolerance: f64, keep: &mut [bool]) {
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
