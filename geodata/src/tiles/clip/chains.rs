//! What of the rings of a unit lies inside a window: chains of vertices from where a border comes in to where it goes out.

use std::ops::Range;

use super::window::{Crossing, Window};
use crate::tiles::arcs::Walk;
use crate::tiles::areas::{GridPolygon, GridRing};
use crate::topology::{GridBox, Vertex, turn};

/// The borders of a unit inside a window, in the coordinates of the window.
#[derive(Default)]
pub(super) struct Chains {
    vertices: Vec<Vertex>,
    list: Vec<Chain>,
    /// Rings that lie inside as a whole, in their order: an outer ring is followed by its holes.
    whole: Vec<WholeRing>,
}

/// A stretch of border that comes in at one place and goes out at another.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// Which polygon of the unit it is a border of.
    pub polygon: usize,
    pub entry: Crossing,
    pub exit: Crossing,
    /// The vertices in between; none where an edge passes through.
    vertices: Range<usize>,
}

/// A ring inside.
#[derive(Clone, Debug)]
pub(super) struct WholeRing {
    pub polygon: usize,
    pub is_outer: bool,
    vertices: Range<usize>,
}

/// A crossing that cannot be: the edges were not those of a ring.
pub(super) struct Unclear;

/// The ring that is being walked.
struct Border {
    polygon: usize,
    /// Where the open chain began: None where the walk itself began inside.
    entry: Option<Crossing>,
    start: usize,
    /// The vertices from the beginning of the walk, if that was inside, to where it first went out.
    head: Option<(Range<usize>, Crossing)>,
}

impl Chains {
    pub fn clear(&mut self) {
        self.vertices.clear();
        self.list.clear();
        self.whole.clear();
    }

    pub fn list(&self) -> &[Chain] {
        &self.list
    }

    pub fn vertices_of(&self, chain: &Chain) -> &[Vertex] {
        &self.vertices[chain.vertices.clone()]
    }

    /// The rings of a polygon that lie inside.
    pub fn whole_rings(&self, polygon: usize) -> impl Iterator<Item = &WholeRing> {
        let start = self.whole.partition_point(|ring| ring.polygon < polygon);
        self.whole[start..].iter().take_while(move |ring| ring.polygon == polygon)
    }

    pub fn vertices_of_whole(&self, ring: &WholeRing) -> &[Vertex] {
        &self.vertices[ring.vertices.clone()]
    }

    /// Adds the rings of a polygon. The window has its coordinates from `origin`.
    pub fn add(
        &mut self,
        polygon: usize,
        rings: GridPolygon<'_>,
        origin: Vertex,
        window: Window,
    ) -> Result<(), Unclear> {
        for (position, ring) in rings.rings().enumerate() {
            let bounds = moved(ring.bounds, origin);
            if window.holds_box(bounds) {
                let start = self.vertices.len();
                self.vertices.extend(ring.vertices().map(|vertex| vertex - origin));
                let vertices = start..self.vertices.len();
                self.whole.push(WholeRing { polygon, is_outer: position == 0, vertices });
            } else if !window.misses(bounds) {
                self.walk(polygon, ring, origin, window)?;
            }
        }
        Ok(())
    }

    fn walk(&mut self, polygon: usize, ring: GridRing<'_>, origin: Vertex, window: Window) -> Result<(), Unclear> {
        let begin = ring.walks().next().and_then(|walk| walk.vertices().next()).ok_or(Unclear)? - origin;
        let begins_inside = window.holds(begin);
        let mut border = Border { polygon, entry: None, start: self.vertices.len(), head: None };
        if begins_inside {
            self.vertices.push(begin);
        }
        for run in ring.walks().flat_map(Walk::runs) {
            let bounds = moved(run.around, origin);
            if window.misses(bounds) {
                // Nothing comes in, and nothing was in.
                continue;
            }
            let mut vertices = run.vertices().map(|vertex| vertex - origin);
            let Some(mut from) = vertices.next() else { continue };
            if window.holds_box(bounds) {
                self.vertices.extend(vertices);
                continue;
            }
            let mut was_inside = window.holds(from);
            for to in vertices {
                let is_inside = window.holds(to);
                match (was_inside, is_inside) {
                    (true, false) => self.go_out(&mut border, window.crossing(from, to).ok_or(Unclear)?),
                    (false, true) => self.come_in(&mut border, window.crossing(to, from).ok_or(Unclear)?),
                    (false, false) if window.is_passed_by(from, to) => {
                        self.come_in(&mut border, window.crossing(to, from).ok_or(Unclear)?);
                        self.go_out(&mut border, window.crossing(from, to).ok_or(Unclear)?);
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
            let (head, exit) = border.head.take().ok_or(Unclear)?;
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
            Some(entry) => self.list.push(Chain { polygon: border.polygon, entry, exit, vertices }),
            None => border.head = Some((vertices, exit)),
        }
    }

    /// Whether rounding the ends of the chains leaves everything on its side: no vertex lies where an edge passes over when its
    /// end moves to a whole position.
    pub fn can_be_rounded(&self, window: Window) -> bool {
        self.list.iter().all(|chain| match self.vertices_of(chain) {
            [] => self.is_clear_along(chain, window),
            [first, .., last] => {
                self.is_clear_behind(*first, &chain.entry, window) && self.is_clear_behind(*last, &chain.exit, window)
            }
            [only] => {
                self.is_clear_behind(*only, &chain.entry, window) && self.is_clear_behind(*only, &chain.exit, window)
            }
        })
    }

    /// Whether no vertex lies in the triangle of a vertex, the crossing after it, and the whole position that becomes of that.
    fn is_clear_behind(&self, apex: Vertex, crossing: &Crossing, window: Window) -> bool {
        if !crossing.is_between() {
            return true;
        }
        let end = window.place(crossing.rounded(window));
        let around = GridBox { min: apex, max: apex }.extend(end).expand(1);
        let side_of_end = turn(crossing.inner, crossing.outer, end).signum();
        let forward = |at: Vertex| {
            let ([ax, ay], [bx, by]) = ([end.x - apex.x, end.y - apex.y], [at.x - apex.x, at.y - apex.y]);
            i64::from(ax) * i64::from(bx) + i64::from(ay) * i64::from(by) > 0
        };
        !self.vertices.iter().any(|at| {
            around.contains(*at)
                && *at != apex
                && turn(crossing.inner, crossing.outer, *at).signum() != -side_of_end
                && turn(apex, end, *at).signum() != side_of_end
                && forward(*at)
        })
    }

    /// Whether no vertex lies within a unit of an edge that passes through, where one of its ends is rounded.
    fn is_clear_along(&self, chain: &Chain, window: Window) -> bool {
        if !chain.entry.is_between() && !chain.exit.is_between() {
            return true;
        }
        let [from, to] = [&chain.entry, &chain.exit].map(|crossing| window.place(crossing.rounded(window)));
        let around = GridBox { min: from, max: from }.extend(to).expand(1);
        let (inner, outer) = (chain.exit.inner, chain.exit.outer);
        let length = i64::from((outer.x - inner.x).abs()) + i64::from((outer.y - inner.y).abs());
        !self.vertices.iter().any(|at| around.contains(*at) && turn(inner, outer, *at).abs() <= length)
    }
}

fn moved(around: GridBox, origin: Vertex) -> GridBox {
    GridBox { min: around.min - origin, max: around.max - origin }
}
