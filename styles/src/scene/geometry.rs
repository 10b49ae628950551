//! Boxes, lines and areas in pixels: what meets what.

use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};

/// A straight line between two places.
pub(in crate::scene) type Segment = [Coord<f64>; 2];

pub(in crate::scene) fn grown(rect: Rect<f64>, by: f64) -> Rect<f64> {
    let by = Coord { x: by, y: by };
    Rect::new(rect.min() - by, rect.max() + by)
}

pub(in crate::scene) fn holds(outer: Rect<f64>, inner: Rect<f64>) -> bool {
    outer.min().x <= inner.min().x
        && outer.min().y <= inner.min().y
        && outer.max().x >= inner.max().x
        && outer.max().y >= inner.max().y
}

pub(in crate::scene) fn boxes_meet(a: Rect<f64>, b: Rect<f64>) -> bool {
    a.min().x < b.max().x && b.min().x < a.max().x && a.min().y < b.max().y && b.min().y < a.max().y
}

pub(in crate::scene) fn box_of([a, b]: Segment) -> Rect<f64> {
    Rect::new(a, b)
}

pub(in crate::scene) fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

pub(in crate::scene) fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let way = a - b;
    (way.x * way.x + way.y * way.y).sqrt()
}

pub(in crate::scene) fn segments_meet([a, b]: Segment, [c, d]: Segment) -> bool {
    let side = |from: Coord<f64>, to: Coord<f64>, at: Coord<f64>| cross(to - from, at - from);
    boxes_meet(grown(box_of([a, b]), 1e-9), grown(box_of([c, d]), 1e-9))
        && side(a, b, c) * side(a, b, d) <= 0.0
        && side(c, d, a) * side(c, d, b) <= 0.0
}

/// From where to where along a line, 0 to 1, it is in a box (Liang, Barsky 1984). None where it is not.
pub(in crate::scene) fn stretch_in_box([from, to]: Segment, rect: Rect<f64>) -> Option<[f64; 2]> {
    let step = to - from;
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (start, step, low, high) in
        [(from.x, step.x, rect.min().x, rect.max().x), (from.y, step.y, rect.min().y, rect.max().y)]
    {
        if step == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (a, b) = ((low - start) / step, (high - start) / step);
        enter = enter.max(a.min(b));
        leave = leave.min(a.max(b));
    }
    (enter <= leave).then_some([enter, leave])
}

/// How far a place is from a line.
pub(in crate::scene) fn distance_to_segment(at: Coord<f64>, [from, to]: Segment) -> f64 {
    let (step, way) = (to - from, at - from);
    let length = step.x * step.x + step.y * step.y;
    let share = if length > 0.0 { ((way.x * step.x + way.y * step.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    distance(at, from + step * share)
}

/// How far a place is from a box; 0 inside.
pub(in crate::scene) fn distance_to_box(at: Coord<f64>, rect: Rect<f64>) -> f64 {
    let nearest = Coord { x: at.x.clamp(rect.min().x, rect.max().x), y: at.y.clamp(rect.min().y, rect.max().y) };
    distance(at, nearest)
}

/// How far two lines are apart; 0 where they cross.
pub(in crate::scene) fn segments_apart(one: Segment, other: Segment) -> f64 {
    if segments_meet(one, other) {
        return 0.0;
    }
    let [a, b] = one.map(|end| distance_to_segment(end, other));
    let [c, d] = other.map(|end| distance_to_segment(end, one));
    a.min(b).min(c).min(d)
}

/// Where a box is, by an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scene) enum BoxIn {
    /// Outside of it.
    Nowhere,
    /// On its border.
    Partly,
    /// Inside.
    Wholly,
}

/// Where a box is, by an area: each border is looked at once.
pub(in crate::scene) fn box_in(area: &MultiPolygon<f64>, rect: Rect<f64>) -> BoxIn {
    let (min, max, center) = (rect.min(), rect.max(), rect.center());
    let mut is_inside = false;
    for [a, b] in edges_of(area) {
        if a.y.max(b.y) < min.y || a.y.min(b.y) > max.y || a.x.min(b.x) > max.x {
            continue;
        }
        if a.x.max(b.x) >= min.x && stretch_in_box([a, b], rect).is_some() {
            return BoxIn::Partly;
        }
        // What is left of the middle of the box: an odd number of borders has it inside.
        if (a.y <= center.y) != (b.y <= center.y) {
            is_inside ^= a.x + (b.x - a.x) * ((center.y - a.y) / (b.y - a.y)) < center.x;
        }
    }
    if is_inside { BoxIn::Wholly } else { BoxIn::Nowhere }
}

/// The box around two boxes.
pub(in crate::scene) fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

/// The shortest line between two boxes that lie apart.
pub(in crate::scene) fn between(a: Rect<f64>, b: Rect<f64>) -> Segment {
    let nearest = |a: [f64; 2], b: [f64; 2]| {
        let (low, high) = (a[0].max(b[0]), a[1].min(b[1]));
        // Where they are side by side, in the middle of what they share.
        if low <= high { [f64::midpoint(low, high); 2] } else { [b[0].clamp(a[0], a[1]), a[0].clamp(b[0], b[1])] }
    };
    let [from_x, to_x] = nearest([a.min().x, a.max().x], [b.min().x, b.max().x]);
    let [from_y, to_y] = nearest([a.min().y, a.max().y], [b.min().y, b.max().y]);
    [Coord { x: from_x, y: from_y }, Coord { x: to_x, y: to_y }]
}

/// The lines around an area.
pub(in crate::scene) fn edges_of(area: &MultiPolygon<f64>) -> impl Iterator<Item = Segment> {
    let rings = area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.flat_map(|ring| ring.lines().map(|line| [line.start, line.end]))
}

/// The box around an area; none where it has no line.
pub(in crate::scene) fn bounds(area: &MultiPolygon<f64>) -> Option<Rect<f64>> {
    edges_of(area).map(box_of).reduce(around)
}

/// The size of an area without its holes.
pub(in crate::scene) fn square_pixels(area: &MultiPolygon<f64>) -> f64 {
    let of_ring = |ring: &LineString<f64>| {
        let first = ring.0.first().copied().unwrap_or_default();
        let doubled: f64 = ring.lines().map(|line| cross(line.start - first, line.end - first)).sum();
        doubled.abs() / 2.0
    };
    area.iter().map(|polygon| of_ring(polygon.exterior()) - polygon.interiors().iter().map(of_ring).sum::<f64>()).sum()
}

/// An area with every vertex somewhere else.
pub(in crate::scene) fn mapped(area: &MultiPolygon<f64>, to: impl Fn(Coord<f64>) -> Coord<f64>) -> MultiPolygon<f64> {
    let ring = |line: &LineString<f64>| line.0.iter().map(|at| to(*at)).collect::<LineString<f64>>();
    let polygon =
        |area: &Polygon<f64>| Polygon::new(ring(area.exterior()), area.interiors().iter().map(ring).collect());
    area.iter().map(polygon).collect()
}

#[cfg(test)]
mod tests {
    use geo::{Contains, Intersects};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_box_is_where_the_crate_geo_says(
            radii in prop::collection::vec(5.0..60.0_f64, 3..14),
            (x, y, width, height) in (-70.0..70.0_f64, -70.0..70.0_f64, 0.1..50.0_f64, 0.1..50.0_f64),
        ) {
            let turn = std::f64::consts::TAU / radii.len() as f64;
            let ring = |part: f64| -> LineString<f64> {
                let at = |(step, radius): (usize, &f64)| {
                    let (sin, cos) = (turn * step as f64).sin_cos();
                    Coord { x: part * radius * cos, y: part * radius * sin }
                };
                radii.iter().enumerate().map(at).collect()
            };
            let area = MultiPolygon(vec![Polygon::new(ring(1.0), vec![ring(0.4)])]);
            let rect = Rect::new((x, y), (x + width, y + height));
            let expected = match (area.contains(&rect.to_polygon()), area.intersects(&rect)) {
                (true, _) => BoxIn::Wholly,
                (false, true) => BoxIn::Partly,
                (false, false) => BoxIn::Nowhere,
            };
            prop_assert_eq!(box_in(&area, rect), expected);
        }
    }
}
