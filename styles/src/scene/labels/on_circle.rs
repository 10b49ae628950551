//! Places for a name on the circle that shows the value of its area: wholly on it, clear of all others, and within the area.

use geo_types::{Coord, MultiPolygon, Rect};

use super::candidate::Candidate;
use super::inside;
use super::request::{Circle, Obstacles};
use super::settings::Setting;

/// Half the width and half the height of the box in a circle that a name may fill, by the radius: its corners are on the rim.
const HALF: [f64; 2] = [0.92, 0.39];

/// The best place on the circle of an area.
pub(super) fn best(
    position: usize,
    area: &MultiPolygon<f64>,
    settings: &[Setting],
    obstacles: Obstacles<'_>,
) -> Option<Candidate> {
    let own = obstacles.circles.iter().find(|circle| circle.area == Some(position))?;
    let half = Coord { x: HALF[0] * own.radius, y: HALF[1] * own.radius };
    let on_circle = Rect::new(own.center - half, own.center + half);
    let others: Vec<Circle> =
        obstacles.circles.iter().copied().filter(|circle| circle.area != Some(position)).collect();
    inside::best(area, settings, on_circle, Obstacles { circles: &others, ..obstacles })
}
