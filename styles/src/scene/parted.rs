//! Circles that lie apart: none hides the centre of another.
//!
//! A circle stands in the middle of its area. Where two are so near that one would cover the centre of the other, both give way, the smaller one more.
//! As long as it can a circle stays in its own area; where areas are too small for that it leaves it, and a line leads back.

use geo::Contains;
use geo_types::{Coord, MultiPolygon, Point, Rect};

use super::geometry::{Segment, distance, distance_to_box, grown};
use super::labels::Circle;

/// How far beyond the rim of the larger circle the centre of the smaller one is kept, by the radius of the smaller: what is seen of the one below is
/// more than an edge.
const SEEN: f64 = 0.35;
/// The same for circles that leave their areas: they stay as near as they can.
const LEFT: f64 = 0.1;
/// The room between the rim of one and the centre of another at least, in pixels.
const LEAST: f64 = 1.0;
/// How often circles give way within their areas, and then beyond them.
const ROUNDS: [usize; 2] = [80, 120];
/// How far a circle goes at most from the middle of its area, by its radius, where it leaves the area.
const FARTHEST: f64 = 2.0;
/// More circles than these stay where they are: each gives way to each near it, and of so many in one picture none is read by itself.
const MOST: usize = 1_000;
/// What two circles that are nearly in one place go apart by, in turns of a circle: the golden section never repeats.
const TURN: f64 = 0.618_033_988_75;

/// Parts circles within a frame, off some boxes. `area` finds the area that a circle stays in. Returns the lines that lead back from circles that
/// left theirs.
pub(super) fn part<'a>(
    circles: &mut [Circle],
    frame: Rect<f64>,
    boxes: &[Rect<f64>],
    area: impl Fn(&Circle) -> Option<&'a MultiPolygon<f64>>,
) -> Vec<Segment> {
    if circles.len() > MOST {
        return Vec::new();
    }
    let homes: Vec<Coord<f64>> = circles.iter().map(|circle| circle.center).collect();
    let near = near(circles);
    for (rounds, may_leave) in ROUNDS.into_iter().zip([false, true]) {
        for _ in 0..rounds {
            let beyond = if may_leave { LEFT } else { SEEN };
            let pushes = pushes(circles, &near, |small, large| large + LEAST.max(beyond * small));
            let mut has_moved = false;
            for (at, push) in pushes.into_iter().enumerate().filter(|(_, push)| push.x != 0.0 || push.y != 0.0) {
                let to = circles[at].center + push;
                let radius = circles[at].radius;
                let stays = grown(frame, -radius).contains(&to)
                    && boxes.iter().all(|rect| {
                        let [before, after] = [circles[at].center, to].map(|at| distance_to_box(at, *rect));
                        after >= radius || after >= before
                    });
                let is_allowed = if may_leave {
                    distance(to, homes[at]) <= FARTHEST * circles[at].radius
                } else {
                    area(&circles[at]).is_some_and(|area| area.contains(&Point::from(to)))
                };
                if stays && is_allowed {
                    circles[at].center = to;
                    has_moved = true;
                }
            }
            if !has_moved {
                break;
            }
        }
    }
    let back = |(circle, home): (&Circle, &Coord<f64>)| {
        let way = distance(circle.center, *home);
        let rim = circle.center + (*home - circle.center) * (circle.radius / way);
        (way > circle.radius + LEAST).then_some([rim, *home])
    };
    circles.iter().zip(&homes).filter_map(back).collect()
}

/// The pairs that may meet.
fn near(circles: &[Circle]) -> Vec<[usize; 2]> {
    let reach = |circle: &Circle| circle.radius * (1.0 + FARTHEST);
    let left = |at: usize| circles[at].center.x - reach(&circles[at]);
    let mut order: Vec<usize> = (0..circles.len()).collect();
    order.sort_by(|a, b| left(*a).total_cmp(&left(*b)).then(a.cmp(b)));
    let mut pairs = Vec::new();
    for (place, one) in order.iter().copied().enumerate() {
        let right = circles[one].center.x + reach(&circles[one]);
        let beside = order[place + 1..].iter().copied().take_while(|other| left(*other) < right);
        let meet = |other: &usize| {
            distance(circles[one].center, circles[*other].center) < reach(&circles[one]) + reach(&circles[*other])
        };
        pairs.extend(beside.filter(meet).map(|other| [one.min(other), one.max(other)]));
    }
    pairs.sort_unstable();
    pairs
}

/// Parts circles anywhere, until none lies on another.
pub(super) fn spread(circles: &mut [Circle]) {
    let near = near(circles);
    for _ in 0..ROUNDS[1] {
        let pushes = pushes(circles, &near, |small, large| small + large + LEAST);
        if pushes.iter().all(|push| push.x == 0.0 && push.y == 0.0) {
            break;
        }
        circles.iter_mut().zip(pushes).for_each(|(circle, push)| circle.center = circle.center + push);
    }
}

/// How far each circle is pushed by all others, which want to be as far from it as `wanted` says of the smaller radius and the larger one.
fn pushes(circles: &[Circle], pairs: &[[usize; 2]], wanted: impl Fn(f64, f64) -> f64) -> Vec<Coord<f64>> {
    let mut pushes = vec![Coord::zero(); circles.len()];
    for [one, other] in pairs.iter().copied() {
        let (a, b) = (circles[one], circles[other]);
        let wanted = wanted(a.radius.min(b.radius), a.radius.max(b.radius));
        let apart = distance(a.center, b.center);
        if apart >= wanted {
            continue;
        }
        let way = if apart > 1e-6 {
            (b.center - a.center) / apart
        } else {
            let (y, x) = (std::f64::consts::TAU * TURN * other as f64).sin_cos();
            Coord { x, y }
        };
        // All the way would be too far where several push.
        let by = (wanted - apart) * 0.6;
        let share = b.radius / (a.radius + b.radius);
        pushes[one] = pushes[one] - way * (by * share);
        pushes[other] = pushes[other] + way * (by * (1.0 - share));
    }
    pushes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: fn() -> Rect<f64> = || Rect::new((0.0, 0.0), (1000.0, 1000.0));

    fn circle(x: f64, y: f64, radius: f64) -> Circle {
        Circle { center: Coord { x, y }, radius, area: Some(0) }
    }

    fn hidden(circles: &[Circle]) -> usize {
        let covers = |a: &Circle, b: &Circle| a != b && distance(a.center, b.center) < a.radius;
        circles.iter().filter(|one| circles.iter().any(|other| covers(other, one))).count()
    }

    #[test]
    fn circles_that_lie_apart_stay() {
        let mut circles = [circle(100.0, 100.0, 30.0), circle(160.0, 100.0, 20.0)];
        let before = circles;
        assert_eq!((part(&mut circles, FRAME(), &[], |_| None).len(), circles), (0, before));
    }

    #[test]
    fn very_many_circles_stay_where_they_are() {
        let mut circles: Vec<Circle> = (0..=MOST).map(|at| circle(100.0 + at as f64 * 0.1, 100.0, 5.0)).collect();
        let before = circles.clone();
        assert!(part(&mut circles, FRAME(), &[], |_| None).is_empty() && circles == before);
    }

    #[test]
    fn a_circle_gives_way_within_its_area_as_long_as_it_can() {
        let area: MultiPolygon<f64> = Rect::new((80.0, 80.0), (200.0, 200.0)).to_polygon().into();
        let mut circles = [circle(100.0, 100.0, 30.0), circle(115.0, 115.0, 10.0)];
        let lines = part(&mut circles, FRAME(), &[], |_| Some(&area));
        assert_eq!((hidden(&circles), lines.len()), (0, 0));
        assert!(circles.iter().all(|circle| area.contains(&Point::from(circle.center))));
    }

    #[test]
    fn a_circle_that_leaves_its_area_has_a_line_to_it() {
        let area: MultiPolygon<f64> = Rect::new((98.0, 98.0), (102.0, 102.0)).to_polygon().into();
        let mut circles = [circle(100.0, 100.0, 30.0), circle(101.0, 100.0, 8.0), circle(100.0, 101.0, 8.0)];
        let lines = part(&mut circles, FRAME(), &[], |_| Some(&area));
        assert_eq!((hidden(&circles), lines.len()), (0, 2), "{circles:?}");
        for [rim, home] in lines {
            assert!(area.contains(&Point::from(home)) && !area.contains(&Point::from(rim)));
        }
    }

    proptest! {
        #[test]
        fn six_circles_anywhere_hide_no_centre(places in prop::collection::vec((300.0..700.0_f64, 300.0..700.0_f64, 4.0..40.0_f64), 1..7)) {
            let mut circles: Vec<Circle> = places.into_iter().map(|(x, y, radius)| circle(x, y, radius)).collect();
            let radii: Vec<f64> = circles.iter().map(|circle| circle.radius).collect();
            part(&mut circles, FRAME(), &[], |_| None);
            prop_assert!(circles.iter().map(|circle| circle.radius).eq(radii));
            prop_assert!(hidden(&circles) == 0, "{circles:?}");
        }
    }
}
