//! Circles that step aside within their areas, so that a name has room beside them.

use geo::Contains;
use geo_types::{Coord, Point, Rect};

use super::request::{Circle, Lettering, NamedArea, Obstacles};
use super::{inside, settings};
use crate::scene::geometry::distance;

/// In how many directions a circle may step.
const DIRECTIONS: u32 = 16;
/// How far it may step, in pixels beside its radius.
const STEPS: [f64; 4] = [4.0, 8.0, 13.0, 19.0];

/// Lets circles of areas without a name step aside where that makes room for it in the area. Whether any did.
pub(in crate::scene) fn make_room(
    nameless: &[usize],
    areas: &[NamedArea<'_>],
    circles: &mut [Circle],
    (frame, obstacles): (Rect<f64>, Obstacles<'_>),
    lettering: Lettering,
) -> bool {
    let mut has_moved = false;
    for area in nameless.iter().copied() {
        let Some(at) = circles.iter().position(|circle| circle.area == Some(area)) else { continue };
        let (own, named) = (circles[at], &areas[area]);
        let others: Vec<Circle> = circles.iter().copied().filter(|circle| circle.area != Some(area)).collect();
        let settings = settings::settings(named, lettering);
        let is_clear = |center: Coord<f64>| {
            let hides = |other: &Circle| {
                let apart = distance(center, other.center);
                // Where it overlaps another already it may go on, no nearer.
                apart < own.radius + other.radius && apart < distance(own.center, other.center)
            };
            named.area.contains(&Point::from(center)) && !others.iter().any(hides)
        };
        let step = |length: f64, turn: u32| {
            let (y, x) = (std::f64::consts::TAU * f64::from(turn) / f64::from(DIRECTIONS)).sin_cos();
            own.center + Coord { x, y } * length
        };
        let places = STEPS.into_iter().flat_map(|length| (0..DIRECTIONS).map(move |turn| step(length, turn)));
        let aside = places.filter(|center| is_clear(*center)).find(|center| {
            let circles: Vec<Circle> = others.iter().copied().chain([Circle { center: *center, ..own }]).collect();
            inside::best(named.area, &settings, frame, Obstacles { circles: &circles, ..obstacles }).is_some()
        });
        if let Some(center) = aside {
            circles[at].center = center;
            has_moved = true;
        }
    }
    has_moved
}
