//! Places for a name on the circle that shows the value of its area: wholly on it, and clear of all others. Borders below the circle are not in the
//! way: it hides them where the name is.

use geo_types::{Coord, MultiPolygon, Rect};

use super::candidate::Candidate;
use super::inside;
use super::request::{Circle, Obstacles};
use super::settings::Setting;

/// Half the width and half the height of boxes in a circle that a name may fill, by the radius, for one line and for more: their corners are on the
/// rim.
const HALVES: [[f64; 2]; 2] = [[0.92, 0.39], [0.8, 0.6]];

/// The best place on the circle of an area.
pub(super) fn best(position: usize, settings: &[Setting], obstacles: Obstacles<'_>) -> Option<Candidate> {
    let own = obstacles.circles.iter().find(|circle| circle.area == Some(position))?;
    let others: Vec<Circle> =
        obstacles.circles.iter().copied().filter(|circle| circle.area != Some(position)).collect();
    let within = |[x, y]: [f64; 2]| {
        let half = Coord { x: x * own.radius, y: y * own.radius };
        let on_circle = Rect::new(own.center - half, own.center + half);
        let shape = MultiPolygon::from(on_circle.to_polygon());
        // It lies above lakes.
        inside::best(&shape, settings, on_circle, Obstacles { circles: &others, waters: &[], ..obstacles })
    };
    HALVES.into_iter().filter_map(within).min_by(|a, b| a.cost.total_cmp(&b.cost))
}
