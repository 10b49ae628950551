//! Lines cut to a tile and the margin around it, on whole coordinates.

use geo_types::Coord;

use crate::grid::EXTENT;
use crate::grid::TileId;
use crate::tiles::clip::BUFFER;
use crate::topology::{GridBox, Vertex};

/// What is left of lines in a tile. Keeps its working memory from one border to the next.
pub(in crate::tiles) struct LineClipper {
    origin: Coord<i64>,
    vertices: Vec<Coord<i32>>,
    ends: Vec<usize>,
}

const LOW: i64 = -(BUFFER as i64);
const HIGH: i64 = EXTENT as i64 + BUFFER as i64;

impl LineClipper {
    /// For a tile of the zoom whose grid the lines are on.
    pub fn new(tile: TileId) -> Self {
        let extent = i64::from(EXTENT);
        Self {
            origin: Coord { x: i64::from(tile.x()) * extent, y: i64::from(tile.y()) * extent },
            vertices: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// The box of the grid that the tile and its margin lie in.
    pub fn buffered_bounds(&self) -> GridBox {
        let side = |at: i64, side: i64| (at + side) as i32;
        let Coord { x, y } = self.origin;
        GridBox { min: Coord { x: side(x, LOW), y: side(y, LOW) }, max: Coord { x: side(x, HIGH), y: side(y, HIGH) } }
    }

    /// Forgets what is left of the lines so far.
    pub fn clear(&mut self) {
        self.vertices.clear();
        self.ends.clear();
    }

    /// Adds a stretch of a line. It goes on from the stretch before where that ended inside and this begins there.
    pub fn add(&mut self, stretch: impl IntoIterator<Item = Vertex>) {
        let mut stretch = stretch.into_iter();
        let Some(first) = stretch.next() else { return };
        let mut at = self.local(first);
        for vertex in stretch {
            let next = self.local(vertex);
            self.add_segment(at, next);
            at = next;
        }
    }

    /// Ends the line that is being added.
    pub fn end(&mut self) {
        let start = self.ends.last().copied().unwrap_or_default();
        match self.vertices.len() - start {
            0 => {}
            1 => self.vertices.truncate(start),
            _ => self.ends.push(self.vertices.len()),
        }
    }

    /// The lines, in units of the tile's grid from its north-western corner.
    pub fn lines(&self) -> impl Iterator<Item = &[Coord<i32>]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.vertices[start..*end])
    }

    fn local(&self, vertex: Vertex) -> Coord<i64> {
        Coord { x: i64::from(vertex.x) - self.origin.x, y: i64::from(vertex.y) - self.origin.y }
    }

    fn add_segment(&mut self, a: Coord<i64>, b: Coord<i64>) {
        let Some([from, to]) = within(a, b) else {
            self.end();
            return;
        };
        self.push(from, true);
        self.push(to, false);
        if to != b {
            self.end();
        }
    }

    fn push(&mut self, at: Coord<i64>, begins: bool) {
        let at = Coord { x: at.x as i32, y: at.y as i32 };
        let start = self.ends.last().copied().unwrap_or_default();
        if self.vertices[start..].last() == Some(&at) {
            return;
        }
        if begins {
            self.end();
        }
        self.vertices.push(at);
    }
}

/// What of a segment lies in the box, its sides counted in. Ends are rounded along the side of the box that they are on, half a
/// unit upwards, so that a segment is cut in the same place whichever way it is walked.
fn within(a: Coord<i64>, b: Coord<i64>) -> Option<[Coord<i64>; 2]> {
    let inside = |at: Coord<i64>| (LOW..=HIGH).contains(&at.x) && (LOW..=HIGH).contains(&at.y);
    if inside(a) && inside(b) {
        return Some([a, b]);
    }
    let step = b - a;
    // How far along the segment the inside begins and ends, as fractions (Liang, Barsky: A new concept and method for line
    // clipping, ACM Transactions on Graphics 3 (1), 1984).
    let (mut enters, mut leaves) = (Part { of: 0, whole: 1 }, Part { of: 1, whole: 1 });
    for (start, way) in [(a.x, step.x), (a.y, step.y)] {
        let (near, far) = if way < 0 { (HIGH, LOW) } else { (LOW, HIGH) };
        if way == 0 {
            if !(LOW..=HIGH).contains(&start) {
                return None;
            }
            continue;
        }
        let part = |side: i64| Part { of: (side - start) * way.signum(), whole: way.abs() };
        if part(near).is_beyond(enters) {
            enters = part(near);
        }
        if leaves.is_beyond(part(far)) {
            leaves = part(far);
        }
    }
    if enters.is_beyond(leaves) {
        return None;
    }
    Some([enters, leaves].map(|part| Coord { x: part.along(a.x, step.x), y: part.along(a.y, step.y) }))
}

/// A part of a segment.
#[derive(Clone, Copy)]
struct Part {
    of: i64,
    /// Positive.
    whole: i64,
}

impl Part {
    fn is_beyond(self, other: Self) -> bool {
        i128::from(self.of) * i128::from(other.whole) > i128::from(other.of) * i128::from(self.whole)
    }

    /// So far from a coordinate, rounded to the nearest whole.
    fn along(self, start: i64, way: i64) -> i64 {
        let (part, whole) = (i128::from(self.of) * i128::from(way), i128::from(self.whole));
        start + (2 * part + whole).div_euclid(2 * whole) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(line: &[(i32, i32)]) -> Vec<Vec<(i32, i32)>> {
        let mut clipper = LineClipper::new(TileId::new(1, 1, 1).unwrap());
        let line: Vec<Vertex> = line.iter().map(|(x, y)| Coord { x: x + 4096, y: y + 4096 }).collect();
        clipper.add(line);
        clipper.end();
        clipper.lines().map(|line| line.iter().map(Coord::x_y).collect()).collect()
    }

    #[test]
    fn a_line_inside_is_not_touched() {
        assert_eq!(cut(&[(-64, 4160), (7, 8), (4160, 9)]), [[(-64, 4160), (7, 8), (4160, 9)]]);
    }

    #[test]
    fn a_line_that_leaves_and_returns_becomes_two() {
        let line = [(100, 0), (100, -164), (200, -164), (200, 0)];
        assert_eq!(cut(&line), [[(100, 0), (100, -64)], [(200, -64), (200, 0)]]);
    }

    #[test]
    fn a_line_that_only_touches_the_corner_is_dropped() {
        assert!(cut(&[(-74, -54), (-54, -74)]).is_empty());
        assert!(cut(&[(-100, 0), (-65, 0)]).is_empty());
        assert!(cut(&[(-100, 0), (-64, 0), (-100, 1)]).is_empty());
    }

    #[test]
    fn a_line_across_is_cut_at_both_sides_rounding_half_up() {
        assert_eq!(cut(&[(-65, 0), (4161, 1)]), [[(-64, 0), (4160, 1)]]);
        assert_eq!(cut(&[(-65, 0), (-63, 1), (-65, 2)]), [[(-64, 1), (-63, 1), (-64, 2)]]);
        assert_eq!(cut(&[(-65, -1), (-63, 0), (-65, 1)]), [[(-64, 0), (-63, 0), (-64, 1)]]);
    }

    proptest! {
        #[test]
        fn a_segment_is_cut_equally_in_both_directions(
            a in (-9000..9000i64, -9000..9000i64), b in (-9000..9000i64, -9000..9000i64),
        ) {
            let (a, b) = (Coord::from(a), Coord::from(b));
            let there = within(a, b);
            let mut back = within(b, a);
            if let Some(ends) = &mut back {
                ends.reverse();
            }
            prop_assert_eq!(there, back);
            for at in there.into_iter().flatten() {
                prop_assert!((LOW..=HIGH).contains(&at.x) && (LOW..=HIGH).contains(&at.y));
                // Half a unit off the segment, at most.
                let (step, to) = (b - a, at - a);
                let off = (step.x * to.y - step.y * to.x).abs() as f64;
                prop_assert!(off <= 0.5 * (step.x.abs().max(step.y.abs()) as f64));
            }
            // Whatever whole place of the segment is inside lies between the ends.
            let middle = Coord { x: i64::midpoint(a.x, b.x), y: i64::midpoint(a.y, b.y) };
            let (step, to) = (b - a, middle - a);
            if step.x * to.y == step.y * to.x && (LOW..=HIGH).contains(&middle.x) && (LOW..=HIGH).contains(&middle.y) {
                prop_assert!(there.is_some());
            }
        }
    }
}
