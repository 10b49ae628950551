//! The clip rectangle of a tile, and where edges cross its sides.

use std::cmp::Ordering;

use crate::topology::{GridBox, Vertex, orient2d};

/// A square of the grid, its sides not counted in: what lies on a side is outside.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClipRect {
    /// West of everything inside, and north of it.
    pub low: i32,
    /// East of everything inside, and south of it.
    pub high: i32,
}

/// Where an edge crosses the sides of a rectangle: an exact position along them.
///
/// Positions run around the rectangle in the direction of outer rings, from its north-western corner: along the north to the
/// east, down, back along the south, and up. As a fraction each has one value, whichever way the edge is walked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    numerator: i64,
    denominator: i64,
    /// The end of the edge that lies further inside.
    pub inner: Vertex,
    /// The end that lies beyond the side.
    pub outer: Vertex,
}

impl ClipRect {
    /// The length of a side.
    pub fn side(self) -> i64 {
        i64::from(self.high) - i64::from(self.low)
    }

    pub fn contains(self, at: Vertex) -> bool {
        self.low < at.x && at.x < self.high && self.low < at.y && at.y < self.high
    }

    pub fn contains_box(self, around: GridBox) -> bool {
        self.contains(around.min) && self.contains(around.max)
    }

    /// Whether a box has nothing inside.
    pub fn disjoint_from(self, around: GridBox) -> bool {
        around.max.x <= self.low || around.min.x >= self.high || around.max.y <= self.low || around.min.y >= self.high
    }

    /// The corners in the order of positions.
    pub fn corners(self) -> [Vertex; 4] {
        let Self { low, high } = self;
        [(low, low), (high, low), (high, high), (low, high)].map(Vertex::from)
    }

    /// Whether an edge between two places that are not inside passes through the inside: no line parts them, neither along a
    /// side nor along the edge (the theorem of separating axes).
    pub fn is_passed_by(self, a: Vertex, b: Vertex) -> bool {
        if self.disjoint_from(GridBox { min: a, max: a }.extend(b)) {
            return false;
        }
        let sides = self.corners().map(|corner| orient2d(a, b, corner).signum());
        sides.contains(&1) && sides.contains(&-1)
    }

    /// Where the edge that leads from further inside to a place that is not inside crosses the sides. None for an edge that
    /// has no part inside.
    pub fn crossing(self, inner: Vertex, outer: Vertex) -> Option<Crossing> {
        let (low, high, side) = (i64::from(self.low), i64::from(self.high), self.side());
        let [ix, iy, ox, oy] = [inner.x, inner.y, outer.x, outer.y].map(i64::from);
        // Where the line is at a coordinate of the other axis, as a fraction; if that is between the corners.
        let at = |line: i64, from: i64, to: i64, across_from: i64, across_to: i64| -> Option<(i64, i64)> {
            let (chunk, rise) = (to - from, across_to - across_from);
            let sign = chunk.signum();
            let (numerator, denominator) = (across_from * chunk * sign + (line - from) * rise * sign, chunk * sign);
            (low * denominator..=high * denominator).contains(&numerator).then_some((numerator, denominator))
        };
        let north = || at(low, oy, iy, ox, ix).map(|(x, d)| (x - low * d, d));
        let east = || at(high, ox, ix, oy, iy).map(|(y, d)| (side * d + y - low * d, d));
        let south = || at(high, oy, iy, ox, ix).map(|(x, d)| (2 * side * d + high * d - x, d));
        let west = || at(low, ox, ix, oy, iy).map(|(y, d)| (3 * side * d + high * d - y, d));
        let (numerator, denominator) = (if oy <= low && iy > low { north() } else { None })
            .or_else(|| if ox >= high && ix < high { east() } else { None })
            .or_else(|| if oy >= high && iy < high { south() } else { None })
            .or_else(|| if ox <= low && ix > low { west() } else { None })?;
        // The north-western corner is the start, also where the western side ends in it.
        let numerator =
            if numerator >= 4 * side * denominator { numerator - 4 * side * denominator } else { numerator };
        Some(Crossing { numerator, denominator, inner, outer })
    }

    /// Where an edge enters, and where it leaves.
    pub fn crossings(self, from: Vertex, to: Vertex) -> [Option<Crossing>; 2] {
        let enters = || self.crossing(to, from);
        let leaves = || self.crossing(from, to);
        match (self.contains(from), self.contains(to)) {
            (true, false) => [None, leaves()],
            (false, true) => [enters(), None],
            (false, false) if self.is_passed_by(from, to) => [enters(), leaves()],
            _ => [None, None],
        }
    }

    /// The place at a whole position, at most once around.
    pub fn point_at(self, position: i64) -> Vertex {
        let along = (position % self.side()) as i32;
        let Self { low, high } = self;
        let place = match position / self.side() {
            0 | 4 => (low + along, low),
            1 => (high, low + along),
            2 => (high - along, high),
            _ => (low, high - along),
        };
        Vertex::from(place)
    }
}

impl Crossing {
    /// The nearest whole position: 0 to once around. Halves go east and south, whichever way the positions run.
    pub fn rounded(&self, rect: ClipRect) -> i64 {
        let (twice, denominator) = (2 * self.numerator, self.denominator);
        let runs_back = self.numerator >= 2 * rect.side() * denominator;
        let half = if runs_back { denominator - 1 } else { denominator };
        (twice + half).div_euclid(2 * denominator)
    }

    /// Whether rounding moves it.
    pub fn is_between(&self) -> bool {
        self.numerator % self.denominator != 0
    }

    /// Which comes first along the sides.
    pub fn order(&self, other: &Self) -> Ordering {
        let product = |a: i64, b: i64| i128::from(a) * i128::from(b);
        product(self.numerator, other.denominator).cmp(&product(other.numerator, self.denominator))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECT: ClipRect = ClipRect { low: 0, high: 10 };

    fn position(inner: (i32, i32), outer: (i32, i32)) -> Option<(i64, bool)> {
        let crossing = RECT.crossing(inner.into(), outer.into())?;
        Some((crossing.rounded(RECT), crossing.is_between()))
    }

    #[test]
    fn perimeter_positions_run_from_the_north_west() {
        assert_eq!(position((3, 5), (3, -5)), Some((3, false)));
        assert_eq!(position((5, 3), (15, 3)), Some((13, false)));
        assert_eq!(position((3, 5), (3, 15)), Some((27, false)));
        assert_eq!(position((5, 3), (-5, 3)), Some((37, false)));
        assert_eq!(position((5, 5), (-5, -5)), Some((0, false)), "the corner is the start, however it is reached");
        assert_eq!(position((1, 1), (0, 0)), Some((0, false)));
        assert_eq!(position((1, 2), (-2, 1)), Some((38, true)));
    }

    #[test]
    fn an_edge_has_the_same_crossing_both_ways() {
        let (a, b) = (Vertex { x: 3, y: -7 }, Vertex { x: 7, y: 17 });
        let (north, south) = (RECT.crossing(b, a).unwrap(), RECT.crossing(a, b).unwrap());
        assert_eq!((north.rounded(RECT), south.rounded(RECT)), (4, 24));
        assert_eq!(north.order(&south), Ordering::Less);
    }

    #[test]
    fn only_segments_with_a_part_inside_pass() {
        let passes = |a: (i32, i32), b: (i32, i32)| RECT.is_passed_by(a.into(), b.into());
        assert!(passes((-1, 5), (11, 6)) && passes((-1, 2), (2, -1)));
        assert!(!passes((-2, 2), (2, -2)), "touches a corner");
        assert!(!passes((0, -5), (0, 15)), "runs along a side");
        assert!(!passes((-3, 2), (2, -3)) && !passes((11, 0), (12, 9)));
    }

    #[test]
    fn points_at_perimeter_positions_are_on_the_sides() {
        let places = [0, 4, 10, 14, 20, 24, 30, 34, 40].map(|position| RECT.point_at(position));
        let expected = [(0, 0), (4, 0), (10, 0), (10, 4), (10, 10), (6, 10), (0, 10), (0, 6), (0, 0)];
        assert_eq!(places, expected.map(Vertex::from));
    }
}
