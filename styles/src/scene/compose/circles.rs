//! Counts as circles whose area is proportional to them, the largest first, so that none hides another.

use geo::{Centroid, InteriorPoint};
use geo_types::{Coord, MultiPolygon};

use super::composer::Composer;
use super::fills::CIRCLE;
use super::frame::Frame;
use crate::circles::CircleScale;
use crate::scene::{Circle, Group, Node, Paint};

/// The circles, where the map has any.
pub fn circles(composer: &Composer<'_>, frame: &Frame<'_>) -> Option<Group> {
    let scale = composer.values.circles.as_ref()?;
    let radius = |count: f64| scale.radius(count, CircleScale::LARGEST_OF_WIDTH * composer.sizes.factor * 800.0);
    let mut drawn: Vec<(f64, Coord<f64>)> = Vec::new();
    for (at, area) in &frame.areas {
        let count = composer.values.units.get(*at).and_then(|unit| unit.count);
        let Some(count) = count.filter(|count| *count > 0.0) else { continue };
        drawn.extend(middle(area).map(|middle| (radius(count), middle)));
    }
    drawn.sort_by(|a, b| b.0.total_cmp(&a.0));
    let nodes =
        drawn.into_iter().map(|(radius, center)| Node::Circle(Circle { center, radius, paint: Paint::default() }));
    let paint = Paint::filled(CIRCLE).outlined("#ffffff", composer.sizes.line(1.0)).opacity(0.8);
    Some(Group { class: "circles", paint, clip: Some(frame.map), nodes: nodes.collect() })
}

/// Where the circle of an area stands: its centre of gravity where that is inside, or else a point that is.
fn middle(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let centroid = area.centroid()?;
    let inside = geo::Intersects::intersects(area, &centroid);
    let point = if inside { Some(centroid) } else { area.interior_point() };
    point.map(Coord::from)
}
