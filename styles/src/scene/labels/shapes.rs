//! What meets what: boxes, segments and circles.

use geo_types::{Coord, Rect};

/// A straight line between two places.
pub(super) type Segment = [Coord<f64>; 2];

pub(super) fn grown(rect: Rect<f64>, by: f64) -> Rect<f64> {
    let by = Coord { x: by, y: by };
    Rect::new(rect.min() - by, rect.max() + by)
}

pub(super) fn holds(outer: Rect<f64>, inner: Rect<f64>) -> bool {
    outer.min().x <= inner.min().x
        && outer.min().y <= inner.min().y
        && outer.max().x >= inner.max().x
        && outer.max().y >= inner.max().y
}

pub(super) fn boxes_meet(a: Rect<f64>, b: Rect<f64>) -> bool {
    a.min().x < b.max().x && b.min().x < a.max().x && a.min().y < b.max().y && b.min().y < a.max().y
}

pub(super) fn box_of([a, b]: Segment) -> Rect<f64> {
    Rect::new(a, b)
}

pub(super) fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - a.y * b.x
}

pub(super) fn distance(a: Coord<f64>, b: Coord<f64>) -> f64 {
    (a.x - b.x).hypot(a.y - b.y)
}

pub(super) fn segments_meet([a, b]: Segment, [c, d]: Segment) -> bool {
    let side = |from: Coord<f64>, to: Coord<f64>, at: Coord<f64>| cross(to - from, at - from);
    boxes_meet(grown(box_of([a, b]), 1e-9), grown(box_of([c, d]), 1e-9))
        && side(a, b, c) * side(a, b, d) <= 0.0
        && side(c, d, a) * side(c, d, b) <= 0.0
}

/// From where to where along a line, 0 to 1, it is in a box (Liang, Barsky 1984). None where it is not.
pub(super) fn stretch_in_box([from, to]: Segment, rect: Rect<f64>) -> Option<[f64; 2]> {
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
pub(super) fn distance_to_segment(at: Coord<f64>, [from, to]: Segment) -> f64 {
    let (step, way) = (to - from, at - from);
    let length = step.x * step.x + step.y * step.y;
    let share = if length > 0.0 { ((way.x * step.x + way.y * step.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    distance(at, from + step * share)
}

/// How far a place is from a box; 0 inside.
pub(super) fn distance_to_box(at: Coord<f64>, rect: Rect<f64>) -> f64 {
    let nearest = Coord { x: at.x.clamp(rect.min().x, rect.max().x), y: at.y.clamp(rect.min().y, rect.max().y) };
    distance(at, nearest)
}

/// How far two lines are apart; 0 where they cross.
pub(super) fn segments_apart(one: Segment, other: Segment) -> f64 {
    if segments_meet(one, other) {
        return 0.0;
    }
    let [a, b] = one.map(|end| distance_to_segment(end, other));
    let [c, d] = other.map(|end| distance_to_segment(end, one));
    a.min(b).min(c).min(d)
}
