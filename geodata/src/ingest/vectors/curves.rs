//! Linearizes circular arcs.

use std::f64::consts::{PI, TAU};

use geo_types::Coord;

/// The angle that one segment of an arc spans: 4 degrees, the default of GDAL. A segment deviates from the arc by at most 0.06 %
/// of the radius.
const STEP: f64 = PI / 45.0;

/// Converts the points of a circular string to those of a line string. In a circular string (SQL/MM) each arc has a start, a point
/// on it and an end, which is the start of the next arc.
pub(super) fn linearize(points: &[Coord<f64>]) -> Vec<Coord<f64>> {
    let mut line: Vec<Coord<f64>> = points.first().copied().into_iter().collect();
    for arc in points.windows(3).step_by(2) {
        push_arc(&mut line, arc[0], arc[1], arc[2]);
    }
    line
}

/// Adds the points of an arc after its start.
fn push_arc(line: &mut Vec<Coord<f64>>, start: Coord<f64>, on: Coord<f64>, end: Coord<f64>) {
    let Some((centre, sweep)) = circle(start, on, end) else {
        line.extend([on, end]);
        return;
    };
    let from = (start - centre).y.atan2((start - centre).x);
    let radius = (start - centre).x.hypot((start - centre).y);
    let pieces = (sweep.abs() / STEP).ceil().max(1.0) as usize;
    for piece in 1..pieces {
        let angle = from + sweep * piece as f64 / pieces as f64;
        line.push(Coord { x: centre.x + radius * angle.cos(), y: centre.y + radius * angle.sin() });
    }
    // Exactly as given, so that neighbours still meet.
    line.push(end);
}

/// Centre and signed sweep of the arc through three points; none if they lie on a line.
fn circle(start: Coord<f64>, on: Coord<f64>, end: Coord<f64>) -> Option<(Coord<f64>, f64)> {
    if start == end {
        // A full circle: the point on it is opposite the start.
        return (on != start).then(|| ((start + on) / 2.0, TAU));
    }
    let (a, b) = (on - start, end - start);
    let cross = 2.0 * (a.x * b.y - a.y * b.x);
    if cross.abs() <= f64::EPSILON * (a.x.hypot(a.y) * b.x.hypot(b.y)) {
        return None;
    }
    let (aa, bb) = (a.x * a.x + a.y * a.y, b.x * b.x + b.y * b.y);
    let centre = start + Coord { x: (b.y * aa - a.y * bb) / cross, y: (a.x * bb - b.x * aa) / cross };
    let angle = |c: Coord<f64>| (c - centre).y.atan2((c - centre).x);
    let sweep = (angle(end) - angle(start)).rem_euclid(TAU);
    // A positive cross product means that the arc turns left, so counter-clockwise.
    Some((centre, if cross > 0.0 { sweep } else { sweep - TAU }))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_point_lies_on_the_circle_and_the_given_ones_stay(
            from in 0.0..TAU, sweep in prop_oneof![0.01..6.2f64, -6.2..-0.01f64], radius in 0.1..1000.0f64,
        ) {
            let at = |angle: f64| Coord { x: 5.0 + radius * angle.cos(), y: -3.0 + radius * angle.sin() };
            let (start, on, end) = (at(from), at(from + sweep / 2.0), at(from + sweep));
            let line = linearize(&[start, on, end]);
            prop_assert_eq!((line[0], line[line.len() - 1]), (start, end));
            for point in &line {
                let distance = (point.x - 5.0).hypot(point.y + 3.0);
                prop_assert!((distance - radius).abs() < radius * 1e-6);
            }
            let length: f64 = line.windows(2).map(|p| (p[1].x - p[0].x).hypot(p[1].y - p[0].y)).sum();
            prop_assert!((length / (radius * sweep.abs()) - 1.0).abs() < 0.001);
        }
    }

    #[test]
    fn three_points_on_a_line_stay_a_line() {
        let points = [(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)].map(|(x, y)| Coord { x, y });
        assert_eq!(linearize(&points), points);
    }
}
