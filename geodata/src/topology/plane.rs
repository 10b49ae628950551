//! The plane that borders live in: the square of the web Mercator projection in whole units.
//!
//! The *fine grid* divides the square into 2³⁰ units each way (3.7 cm at the equator). The grid of a zoom divides it into
//! 2^zoom · 4096, the units of its tiles, so that a cell of it is a whole number of fine units and every question about
//! cells has an exact answer. Coordinates fit 32 bits, products of two differences 64.

use std::f64::consts::TAU;

use geo_types::{Coord, LineString};

use crate::grid::EXTENT;
use crate::grid::{MAX_LATITUDE, project, unproject};

/// A place on the fine grid, or on the grid of a zoom: x from the west, y from the north.
pub type Vertex = Coord<i32>;

/// The deepest zoom that borders are simplified for.
pub const DEEPEST_ZOOM: u8 = 14;

/// Units of the grid of a zoom to a pixel. A tile has 256 pixels; what draws it at 512 has two dots to a pixel.
pub const GRID_UNITS_PER_PIXEL: i32 = 16;

/// Bits of a coordinate on the fine grid.
const FINE_BITS: u32 = 30;

/// Where the fine grid ends: at 180° W and at 180° E.
pub(super) const WEST: i32 = 0;
pub(super) const EAST: i32 = 1 << FINE_BITS;

/// Equatorial circumference that spherical Mercator is drawn with, in metres (WGS 84 semi-major axis).
const CIRCUMFERENCE: f64 = TAU * 6_378_137.0;

/// From degrees (CRS84) to the nearest place of the fine grid; None where a coordinate is not finite.
pub(super) fn to_fine(degrees: Coord<f64>) -> Option<Vertex> {
    let unit = project(degrees);
    let whole = |at: f64| (at.clamp(0.0, 1.0) * f64::from(1 << FINE_BITS)).round() as i32;
    (unit.x.is_finite() && unit.y.is_finite()).then(|| Coord { x: whole(unit.x), y: whole(unit.y) })
}

/// Whether a closed ring in degrees (CRS84) encloses area on the fine grid: a ring that does not is narrower than rounding and on no
/// map. A ring that leaves the projection is assumed to have area.
pub(crate) fn has_area(ring: &LineString<f64>) -> bool {
    let on_grid: Vec<Vertex> = ring.0.iter().filter_map(|degrees| to_fine(*degrees)).collect();
    doubled_area(&on_grid) != 0 || ring.0.iter().any(|degrees| degrees.y.abs() > MAX_LATITUDE)
}

/// From the fine grid to degrees (CRS84).
pub(super) fn to_degrees(vertex: Vertex) -> Coord<f64> {
    let side = f64::from(1 << FINE_BITS);
    unproject(Coord { x: f64::from(vertex.x) / side, y: f64::from(vertex.y) / side })
}

/// Metres on the ground to a fine unit, at a place.
pub(super) fn metres_per_unit(at: Vertex) -> f64 {
    CIRCUMFERENCE * to_degrees(at).y.to_radians().cos() / f64::from(1 << FINE_BITS)
}

/// Fine units to a degree of longitude.
pub(super) fn units_per_degree() -> f64 {
    f64::from(1 << FINE_BITS) / 360.0
}

/// A cell of the grid of a zoom is 2^shift fine units wide.
pub(super) fn shift(zoom: u8) -> u32 {
    FINE_BITS - EXTENT.ilog2() - u32::from(zoom.min(DEEPEST_ZOOM))
}

/// The width of a pixel of a zoom, in fine units.
pub(super) fn pixel(zoom: u8) -> i64 {
    i64::from(GRID_UNITS_PER_PIXEL) << shift(zoom)
}

/// The cell of a grid that a place lies in. Cells are half open and have their grid point in the middle.
pub(super) fn cell(vertex: Vertex, shift: u32) -> Vertex {
    let half = (1 << shift) >> 1;
    Coord { x: (vertex.x + half) >> shift, y: (vertex.y + half) >> shift }
}

/// A vertex as one number that sorts by x, then y. Coordinates are never negative.
pub(super) fn pack(vertex: Vertex) -> u64 {
    (u64::from(vertex.x as u32) << 32) | u64::from(vertex.y as u32)
}

/// The place of a [`key`].
pub(super) fn unpack(key: u64) -> Vertex {
    Coord { x: (key >> 32) as i32, y: key as i32 }
}

/// The orientation of a triangle: twice its signed area, positive where `c` lies left of the line from `a` to `b` by the surveyor's formula
/// (with y down: right, as drawn).
pub(crate) fn orient2d(a: Vertex, b: Vertex, c: Vertex) -> i64 {
    cross(delta(a, b), delta(a, c))
}

pub(super) fn delta(a: Vertex, b: Vertex) -> Coord<i64> {
    Coord { x: i64::from(b.x) - i64::from(a.x), y: i64::from(b.y) - i64::from(a.y) }
}

pub(super) fn cross(a: Coord<i64>, b: Coord<i64>) -> i64 {
    a.x * b.y - a.y * b.x
}

/// Twice the area under a polyline, by the surveyor's formula. Only sums over closed rings mean something, so that overflow on
/// the way cancels out.
pub(super) fn doubled_area(points: &[Vertex]) -> i64 {
    let term = |pair: &[Vertex]| {
        let (ax, ay, bx, by) = (i64::from(pair[0].x), i64::from(pair[0].y), i64::from(pair[1].x), i64::from(pair[1].y));
        (ax * by).wrapping_sub(ay * bx)
    };
    points.windows(2).map(term).fold(0, i64::wrapping_add)
}

pub(super) fn distance(a: Vertex, b: Vertex) -> f64 {
    let step = delta(a, b);
    (step.x as f64).hypot(step.y as f64)
}

/// The length of a polyline.
pub(super) fn length(points: &[Vertex]) -> f64 {
    points.windows(2).map(|pair| distance(pair[0], pair[1])).sum()
}

/// How far a place is from the nearest place of a segment.
pub(super) fn distance_to_segment(at: Vertex, a: Vertex, b: Vertex) -> f64 {
    let (along, to) = (delta(a, b), delta(a, at));
    let (along_x, along_y, to_x, to_y) = (along.x as f64, along.y as f64, to.x as f64, to.y as f64);
    let squared = along_x * along_x + along_y * along_y;
    if squared == 0.0 {
        return to_x.hypot(to_y);
    }
    let share = ((to_x * along_x + to_y * along_y) / squared).clamp(0.0, 1.0);
    (to_x - share * along_x).hypot(to_y - share * along_y)
}

/// True where `at` lies on the segment, or is an end of it.
fn is_on(at: Vertex, a: Vertex, b: Vertex) -> bool {
    let within = |low: i32, high: i32, at: i32| low.min(high) <= at && at <= low.max(high);
    within(a.x, b.x, at.x) && within(a.y, b.y, at.y) && orient2d(a, b, at) == 0
}

/// True where `at` lies on the segment, and is not an end of it.
fn strictly_on(at: Vertex, a: Vertex, b: Vertex) -> bool {
    at != a && at != b && is_on(at, a, b)
}

/// True where two segments cross inside both.
pub(super) fn cross_inside([a, b]: [Vertex; 2], [c, d]: [Vertex; 2]) -> bool {
    let opposite = |one: i64, other: i64| (one > 0 && other < 0) || (one < 0 && other > 0);
    opposite(orient2d(a, b, c), orient2d(a, b, d)) && opposite(orient2d(c, d, a), orient2d(c, d, b))
}

/// Whether two segments conflict: they share more than an end.
pub(super) fn segments_conflict(one: [Vertex; 2], other: [Vertex; 2]) -> bool {
    let [a, b] = one;
    let [c, d] = other;
    (a == c && b == d)
        || (a == d && b == c)
        || cross_inside(one, other)
        || strictly_on(c, a, b)
        || strictly_on(d, a, b)
        || strictly_on(a, c, d)
        || strictly_on(b, c, d)
}

/// The cell of the fine grid that two segments cross in, for segments that [`cross_inside`] each other.
pub(super) fn crossing([a, b]: [Vertex; 2], [c, d]: [Vertex; 2]) -> Vertex {
    let (share, whole) = (orient2d(c, d, a), i128::from(orient2d(c, d, a)) - i128::from(orient2d(c, d, b)));
    let (share, whole) = if whole < 0 { (-i128::from(share), -whole) } else { (i128::from(share), whole) };
    let along = delta(a, b);
    let at = |from: i32, step: i64| {
        let numerator = 2 * (i128::from(from) * whole + i128::from(step) * share) + whole;
        numerator.div_euclid(2 * whole) as i32
    };
    Coord { x: at(a.x, along.x), y: at(a.y, along.y) }
}

/// True where a segment of the fine grid has a point in a cell of a coarser one.
pub(super) fn passes_through([a, b]: [Vertex; 2], cell: Vertex, shift: u32) -> bool {
    // Doubled, so that half a fine unit is a whole number.
    let half = 1i64 << shift;
    let low = |at: i32| (i64::from(at) << (shift + 1)) - half;
    let mut reach = ParameterRange::whole();
    for (from, to, low) in [(a.x, b.x, low(cell.x)), (a.y, b.y, low(cell.y))] {
        let (from, to) = (2 * i64::from(from), 2 * i64::from(to));
        reach.at_least(from, to - from, low);
        reach.below(from, to - from, low + 2 * half);
    }
    !reach.is_empty()
}

/// The parameter range of a segment that fulfils conditions: from one fraction of its length to another, each end open or closed.
struct ParameterRange {
    from: (i64, i64, bool),
    to: (i64, i64, bool),
    nowhere: bool,
}

impl ParameterRange {
    fn whole() -> Self {
        Self { from: (0, 1, true), to: (1, 1, true), nowhere: false }
    }

    /// Where `from + share · step >= low`.
    fn at_least(&mut self, from: i64, step: i64, low: i64) {
        match step {
            1.. => self.start((low - from, step, true)),
            0 => self.nowhere |= from < low,
            _ => self.end((from - low, -step, true)),
        }
    }

    /// Where `from + share · step < high`.
    fn below(&mut self, from: i64, step: i64, high: i64) {
        match step {
            1.. => self.end((high - from, step, false)),
            0 => self.nowhere |= from >= high,
            _ => self.start((from - high, -step, false)),
        }
    }

    fn start(&mut self, at: (i64, i64, bool)) {
        match compare(at, self.from) {
            std::cmp::Ordering::Greater => self.from = at,
            std::cmp::Ordering::Equal => self.from.2 &= at.2,
            std::cmp::Ordering::Less => {}
        }
    }

    fn end(&mut self, at: (i64, i64, bool)) {
        match compare(at, self.to) {
            std::cmp::Ordering::Less => self.to = at,
            std::cmp::Ordering::Equal => self.to.2 &= at.2,
            std::cmp::Ordering::Greater => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.nowhere
            || match compare(self.from, self.to) {
                std::cmp::Ordering::Less => false,
                std::cmp::Ordering::Equal => !(self.from.2 && self.to.2),
                std::cmp::Ordering::Greater => true,
            }
    }
}

/// Compares two fractions with positive denominators.
fn compare(a: (i64, i64, bool), b: (i64, i64, bool)) -> std::cmp::Ordering {
    (i128::from(a.0) * i128::from(b.1)).cmp(&(i128::from(b.0) * i128::from(a.1)))
}

/// True where a place is inside the ring by the parity of crossings. A place on the ring can be either.
pub(crate) fn winds_around(ring: &[Vertex], at: Vertex) -> bool {
    let crosses = |a: Vertex, b: Vertex| (a.y <= at.y) != (b.y <= at.y) && (orient2d(a, b, at) > 0) == (b.y > a.y);
    let closing = ring.last().zip(ring.first()).is_some_and(|(last, first)| crosses(*last, *first));
    ring.windows(2).filter(|pair| crosses(pair[0], pair[1])).count() % 2 == usize::from(!closing)
}

/// True where a place is inside the ring, and not on it.
pub(super) fn encloses(ring: &[Vertex], at: Vertex) -> bool {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    winds_around(ring, at) && !ends.into_iter().any(|(a, b)| is_on(at, *a, *b))
}

/// Twice the area of a ring whose first vertex is not repeated at the end.
pub(crate) fn doubled_ring_area(ring: &[Vertex]) -> i64 {
    let closing = ring.last().zip(ring.first()).map_or(0, |(last, first)| doubled_area(&[*last, *first]));
    doubled_area(ring).wrapping_add(closing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(x: i32, y: i32) -> Vertex {
        Coord { x, y }
    }

    #[test]
    fn a_pixel_of_the_deepest_zoom_is_256_fine_units() {
        assert_eq!((pixel(14), shift(14), shift(0)), (256, 4, 18));
        assert_eq!(cell(at(8, 7), 4), at(1, 0));
    }

    #[test]
    fn cells_are_closed_in_the_west_and_north_and_open_in_the_east_and_south() {
        let upright = |x: i32| passes_through([at(x, -100), at(x, 100)], at(0, 0), 4);
        assert_eq!([-9, -8, 7, 8].map(upright), [false, true, true, false]);
        let level = |y: i32| passes_through([at(-100, y), at(100, y)], at(0, 0), 4);
        assert_eq!([-9, -8, 7, 8].map(level), [false, true, true, false]);
        // Through the north-western corner, which belongs to the cell; through the others, which do not.
        assert!(passes_through([at(-16, 0), at(0, -16)], at(0, 0), 4));
        assert!(!passes_through([at(0, 16), at(16, 0)], at(0, 0), 4));
        assert!(!passes_through([at(0, -16), at(16, 0)], at(0, 0), 4));
        assert!(!passes_through([at(-16, 0), at(0, 16)], at(0, 0), 4));
    }

    #[test]
    fn crossings_are_rounded_to_the_nearest_place() {
        assert_eq!(crossing([at(0, 0), at(10, 10)], [at(0, 10), at(10, 0)]), at(5, 5));
        assert_eq!(crossing([at(0, 0), at(3, 3)], [at(0, 3), at(3, 0)]), at(2, 2));
        assert_eq!(crossing([at(0, 0), at(4, 1)], [at(0, 1), at(4, 0)]), at(2, 1));
        let far = 1 << 30;
        assert_eq!(crossing([at(0, 0), at(far, far)], [at(0, far), at(far, 0)]), at(far / 2, far / 2));
    }

    #[test]
    fn segments_that_share_only_an_end_do_not_clash() {
        assert!(!segments_conflict([at(0, 0), at(5, 5)], [at(5, 5), at(9, 0)]));
        assert!(segments_conflict([at(0, 0), at(5, 5)], [at(5, 5), at(2, 2)]), "back over itself");
        assert!(segments_conflict([at(0, 0), at(5, 5)], [at(5, 5), at(0, 0)]), "the same");
        assert!(segments_conflict([at(0, 0), at(6, 0)], [at(3, 0), at(3, 5)]), "a T");
        assert!(!segments_conflict([at(0, 0), at(6, 0)], [at(7, 0), at(9, 0)]));
    }

    proptest! {
        #[test]
        fn a_place_is_in_the_cell_of_its_grid_point(x in 0..1i32 << 30, y in 0..1i32 << 30, shift in 0..=18u32) {
            let vertex = at(x, y);
            prop_assert!(passes_through([vertex, vertex], cell(vertex, shift), shift));
        }

        /// Cells partition the plane: a segment passes the cells of its ends and of its middle.
        #[test]
        fn a_segment_passes_the_cells_of_its_places(a in (0..200i32, 0..200i32), b in (0..200i32, 0..200i32), shift in 0..5u32) {
            let segment = [at(a.0, a.1), at(b.0, b.1)];
            let middle = at(i32::midpoint(a.0, b.0), i32::midpoint(a.1, b.1));
            prop_assert!(segment.iter().all(|end| passes_through(segment, cell(*end, shift), shift)));
            if orient2d(segment[0], segment[1], middle) == 0 {
                prop_assert!(passes_through(segment, cell(middle, shift), shift));
            }
            let reversed = [segment[1], segment[0]];
            for x in 0..20 {
                for y in 0..20 {
                    let cell = at(x, y);
                    prop_assert_eq!(passes_through(segment, cell, shift), passes_through(reversed, cell, shift));
                }
            }
        }

        #[test]
        fn degrees_survive_the_fine_grid(x in -180.0..180.0f64, y in -85.0..85.0f64) {
            let back = to_degrees(to_fine(Coord { x, y }).unwrap());
            prop_assert!((back.x - x).abs() < 1e-6 && (back.y - y).abs() < 1e-6);
        }
    }
}
