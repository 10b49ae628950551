//! Counts as circles whose area is proportional to them, the largest first, so that none hides another.

use geo::{Centroid, InteriorPoint, Intersects};
use geo_types::{Coord, MultiPolygon, Rect};

use super::composer::{CIRCLE_OPACITY, Composer};
use crate::map_request::Marks;
use crate::scene::labels::Circle as Placed;
use crate::scene::{Circle, Group, Node, Paint, Path, parted};

/// The circles of the units, the largest first; none where counts are not drawn. `area` is the position among the areas.
pub fn placed(composer: &Composer<'_>, areas: &[(usize, MultiPolygon<f64>)]) -> Vec<Placed> {
    let Some(scale) = composer.values.circles else { return Vec::new() };
    let largest = composer.largest_circle();
    let circle = |(area, (at, shape)): (usize, &(usize, MultiPolygon<f64>))| {
        let count = composer.values.units.get(*at)?.count.filter(|count| *count > 0.0)?;
        Some(Placed { center: middle(shape)?, radius: scale.radius(count, largest), area: Some(area) })
    };
    let mut circles: Vec<Placed> = areas.iter().enumerate().filter_map(circle).collect();
    circles.sort_by(|a, b| b.radius.total_cmp(&a.radius));
    circles
}

/// The circles of the units apart from each other, and lines that lead from some of them to their units.
pub fn parted(
    composer: &Composer<'_>,
    areas: &[(usize, MultiPolygon<f64>)],
    map: Rect<f64>,
) -> (Vec<Placed>, Vec<[Coord<f64>; 2]>) {
    let mut circles = placed(composer, areas);
    let area = |circle: &Placed| circle.area.and_then(|area| areas.get(area)).map(|(_, area)| area);
    let lines = parted::part(&mut circles, map, &[], area);
    (circles, lines)
}

/// The circles. Those whose area is among `areas` say which unit they stand for.
pub fn draw(composer: &Composer<'_>, placed: &[Placed], areas: &[(usize, MultiPolygon<f64>)]) -> Option<Group> {
    let unit = |area: usize| {
        let unit = composer.values.units.get(areas.get(area)?.0)?;
        let admin = composer.geometry.atlas.unit(composer.request.by, unit.position)?;
        Some(admin.pcode.as_str().to_owned())
    };
    let circle = |placed: &Placed| {
        let Placed { center, radius, area } = *placed;
        Node::Circle(Circle { center, radius, paint: Paint::default(), unit: area.and_then(unit) })
    };
    let [fill, outline] = [composer.request.circle_colour(), composer.theme().page].map(|colour| colour.to_string());
    // In grey a circle is about as dark as the colour of a middle class.
    let width = if composer.request.marks == Marks::Both { 1.5 } else { 1.0 };
    let paint = Paint::filled(&fill).outlined(&outline, composer.sizes.line(width)).opacity(CIRCLE_OPACITY);
    let nodes: Vec<Node> = placed.iter().map(circle).collect();
    (!nodes.is_empty()).then_some(Group { class: "circles", paint, nodes, ..Group::default() })
}

/// The lines from circles that had to leave their units.
pub fn lines(composer: &Composer<'_>, lines: &[[Coord<f64>; 2]]) -> Option<Group> {
    let theme = composer.theme();
    let [ink, edge] = [theme.text, theme.halo].map(|colour| colour.to_string());
    let node = |[rim, unit]: &[Coord<f64>; 2]| {
        let line = Path::segment(*rim, *unit, Paint::line(&ink, composer.sizes.line(0.5)));
        let paint = Paint::filled(&ink).outlined(&edge, composer.sizes.line(0.5));
        [Node::Path(line), Node::Circle(Circle { center: *unit, radius: composer.sizes.line(1.4), paint, unit: None })]
    };
    let nodes: Vec<Node> = lines.iter().flat_map(node).collect();
    (!nodes.is_empty()).then_some(Group { class: "circles-lines", nodes, ..Group::default() })
}

/// Where the circle of an area stands: its centre of gravity where that is inside, or else a point that is.
fn middle(area: &MultiPolygon<f64>) -> Option<Coord<f64>> {
    let centroid = area.centroid()?;
    let point = if area.intersects(&centroid) { Some(centroid) } else { area.interior_point() };
    point.map(Coord::from)
}
