//! From paths to polygons: where a border leaves the rectangle, its area is bounded by the sides up to where it enters again.

use std::cmp::Ordering;

use super::clip_rect::{ClipRect, Crossing};
use super::clipped_area::ClippedArea;
use super::clipped_paths::{ClippedPath, ClippedPaths};
use crate::topology::winds_around;

/// Joins paths to rings. Reuses its buffers.
#[derive(Default)]
pub(super) struct RingAssembler {
    ends: Vec<PathEnd>,
    /// For each path: the path that continues its ring, and whether the sides between them include the north-western corner.
    next: Vec<Option<(usize, bool)>>,
    /// The outer rings of the polygon that is being joined.
    outers: ClippedArea,
}

/// One end of a path.
#[derive(Clone, Copy)]
struct PathEnd {
    polygon: usize,
    crossing: Crossing,
    path: usize,
    is_entry: bool,
}

impl RingAssembler {
    /// Finds the successor of each path. False where two ends coincide, or do so after rounding, so that a ring would touch itself.
    pub fn connect(&mut self, paths: &ClippedPaths, rect: ClipRect) -> bool {
        let around = 4 * rect.side();
        self.ends.clear();
        for (path, ClippedPath { polygon, entry, exit, .. }) in paths.list().iter().enumerate() {
            for (crossing, is_entry) in [(*entry, true), (*exit, false)] {
                self.ends.push(PathEnd { polygon: *polygon, crossing, path, is_entry });
            }
        }
        self.ends.sort_unstable_by(|a, b| a.polygon.cmp(&b.polygon).then_with(|| a.crossing.order(&b.crossing)));
        self.next.clear();
        self.next.resize(paths.list().len(), None);
        for ends in self.ends.chunk_by(|a, b| a.polygon == b.polygon) {
            for (position, end) in ends.iter().enumerate() {
                let after = (position + 1) % ends.len();
                let next = &ends[after];
                let same = end.crossing.order(&next.crossing) == Ordering::Equal;
                let [here, there] = [end, next].map(|end| end.crossing.rounded(rect) % around);
                let touches = end.is_entry && here == there;
                if end.is_entry == next.is_entry || same || touches {
                    return false;
                }
                if !end.is_entry {
                    self.next[end.path] = Some((next.path, after == 0));
                }
            }
        }
        true
    }

    /// Adds the inside of a polygon whose paths are connected. A polygon without paths lies inside as a whole, or `surrounds` the rectangle,
    /// or is outside.
    pub fn add(
        &mut self,
        polygon: usize,
        paths: &ClippedPaths,
        rect: ClipRect,
        surrounds: bool,
        area: &mut ClippedArea,
    ) {
        self.outers.clear();
        let first = paths.list().partition_point(|path| path.polygon < polygon);
        for path in (first..paths.list().len()).take_while(|path| paths.list()[*path].polygon == polygon) {
            if self.next[path].is_some() {
                self.walk(path, paths, rect);
            }
        }
        if surrounds {
            self.outers.extend(rect.corners());
            self.outers.end_ring();
        }
        let whole = || paths.intact_rings(polygon);
        if whole().next().is_some_and(|ring| ring.is_outer) {
            for ring in whole() {
                area.extend(paths.vertices_of_intact(ring).iter().copied());
                area.end_ring();
            }
            return;
        }
        let only = self.outers.rings().nth(1).is_none();
        for outer in self.outers.rings() {
            area.extend(outer.iter().copied());
            area.end_ring();
            for hole in whole().map(|ring| paths.vertices_of_intact(ring)) {
                if only || hole.first().is_some_and(|at| winds_around(outer, *at)) {
                    area.extend(hole.iter().copied());
                    area.end_ring();
                }
            }
        }
    }

    /// Follows paths and the sides of the rectangle until the first path is met again.
    fn walk(&mut self, start: usize, paths: &ClippedPaths, rect: ClipRect) {
        let side = rect.side();
        let mut at = start;
        while let Some((next, over_the_corner)) = self.next[at].take() {
            let path = &paths.list()[at];
            let (entry, exit) = (path.entry.rounded(rect), path.exit.rounded(rect));
            self.outers.extend([rect.point_at(entry)]);
            self.outers.extend(paths.vertices_of(path).iter().copied());
            self.outers.extend([rect.point_at(exit)]);
            let until = paths.list()[next].entry.rounded(rect) + if over_the_corner { 4 * side } else { 0 };
            let corners = (exit / side + 1..).map(|corner| corner * side).take_while(|corner| *corner < until);
            self.outers.extend(corners.map(|corner| rect.point_at(corner % (4 * side))));
            at = next;
        }
        self.outers.end_ring();
    }
}
