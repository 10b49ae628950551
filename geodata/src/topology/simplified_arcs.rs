//! Arcs with a subset of their vertices: which source vertices each segment replaces, and which segments conflict.

use std::ops::RangeInclusive;

use super::Topology;
use super::grid_box::GridBox;
use super::plane::{distance_to_segment, doubled_area, pixel, segments_conflict, winds_around};
use super::polylines::Polylines;
use super::segment_chunks::{SegmentChunk, SegmentChunks, segment_ends};
use super::visible_faces::VisibleFaces;

/// Faces of at least this many square pixels must not collapse.
const KEPT_SQUARE_PIXELS: f64 = 0.25;

/// Arcs with a subset of their vertices.
pub(super) struct SimplifiedArcs {
    pub polylines: Polylines,
    /// For each polyline: its arc.
    pub arcs: Vec<u32>,
    /// For each point: its index in the points of the arcs.
    source: Vec<u32>,
    /// For each segment (by its first point): the bounding box of the source vertices that it replaces.
    swept: Vec<GridBox>,
}

impl SimplifiedArcs {
    pub fn new(arcs: &Polylines, visible: &[u32], keep: &[bool]) -> Self {
        let mut simplified =
            Self { polylines: Polylines::default(), arcs: visible.to_vec(), source: Vec::new(), swept: Vec::new() };
        for arc in visible {
            let mut swept: Option<GridBox> = None;
            for point in arcs.span(*arc as usize) {
                let at = arcs.points[point];
                let here = GridBox { min: at, max: at };
                swept = swept.map(|swept| swept.union(here));
                if keep[point] {
                    simplified.swept.extend(swept);
                    swept = Some(here);
                    simplified.polylines.points.push(at);
                    simplified.source.push(point as u32);
                }
            }
            // No segment starts at the last point; a box for it keeps the indices aligned.
            simplified.swept.extend(swept);
            simplified.polylines.end();
        }
        simplified
    }

    /// The range of source vertices that a segment replaces, its ends included.
    pub fn source_range(&self, segment: usize) -> RangeInclusive<usize> {
        self.source[segment] as usize..=self.source[segment + 1] as usize
    }

    /// Reinserts vertices into segments, and marks the arcs that have changed.
    pub fn reinsert_into(
        &self,
        arcs: &Polylines,
        segments: &[usize],
        tolerance: f64,
        keep: &mut [bool],
        changed: &mut [bool],
    ) {
        for segment in segments {
            let (from, to) = self.source_range(*segment).into_inner();
            if to - from > 1 {
                reinsert(arcs, (from, to), true, tolerance, keep);
                changed[self.arc_at(*segment, arcs)] = true;
            }
        }
    }

    fn arc_at(&self, point: usize, arcs: &Polylines) -> usize {
        let source = self.source[point] as usize;
        let polyline = self.arcs.partition_point(|arc| arcs.span(*arc as usize).end <= source);
        self.arcs[polyline] as usize
    }

    /// Segments that need vertices back: they conflict with others, or leave a vertex on the wrong side. Checks only changed arcs.
    pub fn conflicts(&self, arcs: &Polylines, changed: &[bool], everything: bool) -> Vec<usize> {
        let chunks = SegmentChunks::new(&self.polylines, 0, |segment| self.swept[segment]);
        let mut wrong = Vec::new();
        if everything {
            for (one, other) in chunks.pairs() {
                self.compare(arcs, one, other, &mut wrong);
            }
        } else {
            for chunk in chunks.iter().filter(|chunk| changed[self.arcs[chunk.polyline as usize] as usize]) {
                for other in self.around(chunk).into_iter().flat_map(|around| chunks.near(around)) {
                    self.compare(arcs, chunk, other, &mut wrong);
                }
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }

    fn around(&self, chunk: SegmentChunk) -> Option<GridBox> {
        chunk.segments().map(|segment| self.swept[segment]).reduce(GridBox::union)
    }

    fn compare(&self, arcs: &Polylines, one: SegmentChunk, other: SegmentChunk, wrong: &mut Vec<usize>) {
        let Some(reach) = self.around(other) else { return };
        for a in one.segments().filter(|a| self.swept[*a].intersects(reach)) {
            for b in other.segments().filter(|b| *b != a && self.swept[*b].intersects(self.swept[a])) {
                if segments_conflict(segment_ends(&self.polylines, a), segment_ends(&self.polylines, b)) {
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

    /// Adds a segment to `wrong` if a vertex lies between it and the source vertices that it replaces.
    fn look_for_swept(&self, arcs: &Polylines, segment: usize, vertices: SegmentChunk, wrong: &mut Vec<usize>) {
        let (from, to) = (self.source[segment] as usize, self.source[segment + 1] as usize);
        if to - from < 2 {
            return;
        }
        let ring = &arcs.points[from..=to];
        let ends = segment_ends(&self.polylines, segment);
        let changes_side = |point: usize| {
            let vertex = self.polylines.points[point];
            self.swept[segment].contains(vertex) && !ends.contains(&vertex) && winds_around(ring, vertex)
        };
        if vertices.points().any(changes_side) {
            wrong.push(segment);
        }
    }

    /// All segments of arcs around faces that would lose more than half of their area.
    pub fn collapses(&self, topology: &Topology, visible: &VisibleFaces, zoom: u8) -> Vec<usize> {
        let faces = topology.doubled_areas.len();
        let (mut full, mut left_over) = (vec![0i64; faces], vec![0i64; faces]);
        for (face, area) in topology.doubled_areas.iter().enumerate() {
            full[visible.faces[face] as usize] += area;
        }
        let sides = |polyline: usize| {
            topology.beside[self.arcs[polyline] as usize].map(|face| visible.faces[face as usize] as usize)
        };
        for (polyline, points) in self.polylines.iter().enumerate() {
            let (area, [left, right]) = (doubled_area(points), sides(polyline));
            left_over[left] = left_over[left].wrapping_add(area);
            left_over[right] = left_over[right].wrapping_sub(area);
        }
        let pixel = pixel(zoom) as f64;
        let collapses = |face: usize| {
            !topology.owners.is_empty(topology.face_owners[face])
                && full[face] as f64 >= 2.0 * KEPT_SQUARE_PIXELS * pixel * pixel
                && left_over[face] < full[face] / 2
        };
        let around = (0..self.arcs.len()).filter(|polyline| sides(*polyline).into_iter().any(collapses));
        around.flat_map(|polyline| self.polylines.span(polyline).start..self.polylines.span(polyline).end - 1).collect()
    }
}

/// Reinserts the vertex furthest from a segment, if `must` or if it is further than the tolerance; then the same for both halves.
pub(super) fn reinsert(arcs: &Polylines, (from, to): (usize, usize), must: bool, tolerance: f64, keep: &mut [bool]) {
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
