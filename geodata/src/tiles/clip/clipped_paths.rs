//! The parts of the rings of a unit inside a rectangle: paths from where a border enters to where it leaves, and intact rings.

use std::ops::Range;

use super::clip_rect::{ClipRect, Crossing};
use crate::tiles::arcs::ArcWalk;
use crate::tiles::areas::{GridPolygon, GridRing};
use crate::topology::{GridBox, Vertex, orient2d};

/// The borders of a unit inside a rectangle, in its coordinates.
#[derive(Default)]
pub(super) struct ClippedPaths {
    vertices: Vec<Vertex>,
    list: Vec<ClippedPath>,
    /// Rings that lie inside as a whole, in their order: an outer ring is followed by its holes.
    whole: Vec<IntactRing>,
}

/// A part of a border that enters the rectangle at one crossing and leaves it at another.
#[derive(Clone, Debug)]
pub(super) struct ClippedPath {
    /// Which polygon of the unit it is a border of.
    pub polygon: usize,
    pub entry: Crossing,
    pub exit: Crossing,
    /// The vertices in between; none where an edge passes through.
    vertices: Range<usize>,
}

/// A ring inside the rectangle.
#[derive(Clone, Debug)]
pub(super) struct IntactRing {
    pub polygon: usize,
    pub is_outer: bool,
    vertices: Range<usize>,
}

/// A crossing that cannot be: the edges were not those of a ring.
pub(super) struct DegenerateRing;

/// The ring that is being walked.
struct Border {
    polygon: usize,
    /// The entry of the open path: None where the walk itself began inside.
    entry: Option<Crossing>,
    start: usize,
    /// The vertices from the beginning of the walk, if that was inside, to where it first leaves.
    head: Option<(Range<usize>, Crossing)>,
}

impl ClippedPaths {
    pub fn clear(&mut self) {
        self.vertices.clear();
        self.list.clear();
        self.whole.clear();
    }

    pub fn list(&self) -> &[ClippedPath] {
        &self.list
    }

    pub fn vertices_of(&self, path: &ClippedPath) -> &[Vertex] {
        &self.vertices[path.vertices.clone()]
    }

    /// The rings of a polygon that lie inside.
    pub fn intact_rings(&self, polygon: usize) -> impl Iterator<Item = &IntactRing> {
        let start = self.whole.partition_point(|ring| ring.polygon < polygon);
        self.whole[start..].iter().take_while(move |ring| ring.polygon == polygon)
    }

    pub fn vertices_of_intact(&self, ring: &IntactRing) -> &[Vertex] {
        &self.vertices[ring.vertices.clone()]
    }

    /// Adds the rings of a polygon. Coordinates of the rectangle are relative to `origin`.
    pub fn add(
        &mut self,
        polygon: usize,
        rings: GridPolygon<'_>,
        origin: Vertex,
        rect: ClipRect,
    ) -> Result<(), DegenerateRing> {
        for (position, ring) in rings.rings().enumerate() {
            let bounds = moved(ring.bounds, origin);
            if rect.contains_box(bounds) {
                let start = self.vertices.len();
                self.vertices.extend(ring.vertices().map(|vertex| vertex - origin));
                let vertices = start..self.vertices.len();
                self.whole.push(IntactRing { polygon, is_outer: position == 0, vertices });
            } else if !rect.disjoint_from(bounds) {
                self.walk(polygon, ring, origin, rect)?;
            }
        }
        Ok(())
    }

    fn walk(
        &mut self,
        polygon: usize,
        ring: GridRing<'_>,
        origin: Vertex,
        rect: ClipRect,
    ) -> Result<(), DegenerateRing> {
        let begin = ring.walks().next().and_then(|walk| walk.vertices().next()).ok_or(DegenerateRing)? - origin;
        let begins_inside = rect.contains(begin);
        let mut border = Border { polygon, entry: None, start: self.vertices.len(), head: None };
        if begins_inside {
            self.vertices.push(begin);
        }
        for chunk in ring.walks().flat_map(ArcWalk::chunks) {
            let bounds = moved(chunk.around, origin);
            if rect.disjoint_from(bounds) {
                // Nothing comes in, and nothing was in.
                continue;
            }
            let mut vertices = chunk.vertices().map(|vertex| vertex - origin);
            let Some(mut from) = vertices.next() else { continue };
            if rect.contains_box(bounds) {
                self.vertices.extend(vertices);
                continue;
            }
            let mut was_inside = rect.contains(from);
            for to in vertices {
                let is_inside = rect.contains(to);
                match (was_inside, is_inside) {
                    (true, false) => self.go_out(&mut border, rect.crossing(from, to).ok_or(DegenerateRing)?),
                    (false, true) => self.come_in(&mut border, rect.crossing(to, from).ok_or(DegenerateRing)?),
                    (false, false) if rect.is_passed_by(from, to) => {
                        self.come_in(&mut border, rect.crossing(to, from).ok_or(DegenerateRing)?);
                        self.go_out(&mut border, rect.crossing(from, to).ok_or(DegenerateRing)?);
                    }
                    _ => {}
                }
                if is_inside {
                    self.vertices.push(to);
                }
                (from, was_inside) = (to, is_inside);
            }
        }
        if begins_inside {
            // The first vertex came again at the end.
            self.vertices.pop();
            let (head, exit) = border.head.take().ok_or(DegenerateRing)?;
            self.vertices.extend_from_within(head);
            self.go_out(&mut border, exit);
        }
        Ok(())
    }

    fn come_in(&self, border: &mut Border, entry: Crossing) {
        border.entry = Some(entry);
        border.start = self.vertices.len();
    }

    fn go_out(&mut self, border: &mut Border, exit: Crossing) {
        let vertices = border.start..self.vertices.len();
        match border.entry.take() {
            Some(entry) => self.list.push(ClippedPath { polygon: border.polygon, entry, exit, vertices }),
            None => border.head = Some((vertices, exit)),
        }
    }

    /// Whether rounding the ends of paths keeps every vertex on its side: no vertex lies where an edge sweeps when its end moves to a whole
    /// position.
    pub fn can_be_rounded(&self, rect: ClipRect) -> bool {
        self.list.iter().all(|path| match self.vertices_of(path) {
            [] => self.is_clear_along(path, rect),
            [first, .., last] => {
                self.is_clear_behind(*first, &path.entry, rect) && self.is_clear_behind(*last, &path.exit, rect)
            }
            [only] => self.is_clear_behind(*only, &path.entry, rect) && self.is_clear_behind(*only, &path.exit, rect),
        })
    }

    /// Whether no vertex lies in the triangle of a vertex, the crossing after it, and the whole position that becomes of that.
    fn is_clear_behind(&self, apex: Vertex, crossing: &Crossing, rect: ClipRect) -> bool {
        if !crossing.is_between() {
            return true;
        }
        let end = rect.point_at(crossing.rounded(rect));
        let around = GridBox { min: apex, max: apex }.extend(end).expand(1);
        let side_of_end = orient2d(crossing.inner, crossing.outer, end).signum();
        let forward = |at: Vertex| {
            let ([ax, ay], [bx, by]) = ([end.x - apex.x, end.y - apex.y], [at.x - apex.x, at.y - apex.y]);
            i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by) > 0
        };
        !self.vertices.iter().any(|at| {
            around.contains(*at)
                && *at != apex
                && orient2d(crossing.inner, crossing.outer, *at).signum() != -side_of_end
                && orient2d(apex, end, *at).signum() != side_of_end
                && forward(*at)
        })
    }

    /// Whether no vertex lies within a unit of an edge that passes through, where one of its ends is rounded.
    fn is_clear_along(&self, path: &ClippedPath, rect: ClipRect) -> bool {
        if !path.entry.is_between() && !path.exit.is_between() {
            return true;
        }
        let [from, to] = [&path.entry, &path.exit].map(|crossing| rect.point_at(crossing.rounded(rect)));
        let around = GridBox { min: from, max: from }.extend(to).expand(1);
        let (inner, outer) = (path.exit.inner, path.exit.outer);
        let length = i64::from((outer.x - inner.x).abs()) + i64::from((outer.y - inner.y).abs());
        !self.vertices.iter().any(|at| around.contains(*at) && orient2d(inner, outer, *at).abs() <= length)
    }
}

fn moved(around: GridBox, origin: Vertex) -> GridBox {
    GridBox { min: around.min - origin, max: around.max - origin }
}
