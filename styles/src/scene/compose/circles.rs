//! Counts as circles whose area is proportional to them, the largest first, so that none hides another.

use geo::{Centroid, InteriorPoint, Intersects};
use geo_types::{Coord, MultiPolygon};

use super::composer::Composer;
use super::frame::Frame;
use crate::scene::labels::Circle as Placed;
use crate::scene::{Circle, Group, Node, Paint};

/// The circles of the units, the largest first; none where counts are not drawn. `area` is the position among the areas of the frame.
pub fn placed(composer: &Composer<'_>, frame: &Frame<'_>) -> Vec<Placed> {
    let Some(scale) = composer.values.circles else { return Vec::new() };
    let largest = composer.sizes.largest_circle();
    let circle = |(area, (at, shape)): (usize, &(usize, MultiPolygon<f64>))| {
        let count = composer.values.units.get(*at)?.count.filter(|count| *count > 0.0)?;
        Some(Placed { center: middle(shape)?, radius: scale.radius(count, largest), area: Some(area) })
    };
    let mut circles: Vec<Placed> = frame.areas.iter().enumerate().filter_map(circle).collect();
    circles.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    circles
}

/// The circles.
pub fn draw(composer: &Composer<'_>, frame: &Frame<'_>, placed: &[Placed]) -> Option<Group> {
    let circle = |placed: &Placed| {
        Node::Circle(Circle { center: placed.center, radius: placed.radius, paint: Paint::default() })
    };
    let [fill, outline] = [composer.request.circle_colour(), composer.theme().page].map(|colour| colour.to_string());
    let paint = Paint::filled(&fill).outlined(&outline, composer.sizes.line(1.0)).opacity(0.8);
    let nodes: Vec<Node> = placed.iter().map(circle).collect();
    (!nodes.is_empty()).then_some(Group { class: "circles", paint, clip: Some(frame.map), nodes })
}

/// Where the circle of an area stands: its centre of gravity where that is inside, or else a point that is.
fn middle(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let centroid = area.centroid()?;
    let point = if area.intersects(&centroid) { Some(centroid) } else { area.interior_point() };
    point.map(Coord::from)
}
