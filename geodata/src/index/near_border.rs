//! Point in polygon with a tolerance, and the distance from a point to a border.

use geo::{Intersects, LinesIter};
use geo_types::{Coord, Line, MultiPolygon, Point};

use super::{geodesic_metres, spellings};

/// A point this close to a unit counts as inside, in metres: a coordinate with three decimals is up to 55 m off, and
/// so is a phone's GPS fix between houses.
pub const TOLERANCE_METRES: f64 = 50.0;

/// Whether a point is in the area or on its border. A point on the antimeridian is on both sides of it.
pub fn is_in(area: &MultiPolygon<f64>, point: Point<f64>) -> bool {
    spellings(point).any(|point| area.intersects(&point))
}

/// The geodesic distance from a point to the border of an area, in metres.
///
/// The nearest point of the border is found in a local plane with longitudes scaled by the cosine of the latitude. The
/// result is exact to about a metre within a few kilometres, and to a few percent at a thousand, which is enough for a
/// message. Distances across the antimeridian are considered too.
pub fn metres_to_border(area: &MultiPolygon<f64>, point: Point<f64>) -> f64 {
    let shrink = point.y().to_radians().cos();
    let across = Coord { x: point.x() - 360.0 * point.x().signum(), y: point.y() };
    let nearest = |from: Coord<f64>| {
        area.lines_iter().map(move |line| nearest_on(line, from, shrink)).min_by(|a, b| a.1.total_cmp(&b.1))
    };
    let nearest = [point.0, across].into_iter().filter_map(nearest).min_by(|a, b| a.1.total_cmp(&b.1));
    nearest.map_or(f64::INFINITY, |(place, _)| geodesic_metres(point, Point(place)))
}

/// The point on a line nearest to another point, with the squared distance in the plane.
fn nearest_on(line: Line<f64>, point: Coord<f64>, shrink: f64) -> (Coord<f64>, f64) {
    let plane = |c: Coord<f64>| Coord { x: c.x * shrink, y: c.y };
    let (way, to_point) = (plane(line.end - line.start), plane(point - line.start));
    let length = way.x * way.x + way.y * way.y;
    let along = if length > 0.0 { ((to_point.x * way.x + to_point.y * way.y) / length).clamp(0.0, 1.0) } else { 0.0 };
    let place = line.start + (line.end - line.start) * along;
    let off = plane(point - place);
    (place, off.x * off.x + off.y * off.y)
}

#[cfg(test)]
mod tests {
    use geo_types::{Geometry, wkt};
    use proptest::prelude::*;

    use super::*;

    fn square() -> MultiPolygon<f64> {
        MultiPolygon(vec![wkt! { POLYGON((74. 42., 75. 42., 75. 43., 74. 43., 74. 42.)) }])
    }

    /// One minute of latitude at 42° is 1,851.2 m; a thousandth of a degree of longitude there is 82.8 m (WGS 84).
    #[test]
    fn the_distance_is_in_metres_on_the_ground() {
        let south = metres_to_border(&square(), Point::new(74.5, 42.0 - 1.0 / 60.0));
        assert!((south - 1851.0).abs() < 1.5, "{south}");
        let west = metres_to_border(&square(), Point::new(73.999, 42.5));
        assert!((west - 82.2).abs() < 0.3, "{west}");
    }

    proptest! {
        #[test]
        fn no_point_of_the_border_is_nearer(x in 73.0..76.0f64, y in 41.0..44.0f64, side in 0..4_usize, along in 0.0..1.0f64) {
            let point = Point::new(x, y);
            let corners = [(74., 42.), (75., 42.), (75., 43.), (74., 43.), (74., 42.)];
            let (from, to) = (corners[side], corners[side + 1]);
            let other = Point::new(from.0 + (to.0 - from.0) * along, from.1 + (to.1 - from.1) * along);
            let nearest = metres_to_border(&square(), point);
            prop_assert!(nearest <= geodesic_metres(point, other) * 1.03 + 1.0);
        }
    }

    /// A tenth of a degree of longitude at 16.5° S is 10.7 km.
    #[test]
    fn the_way_leads_across_the_antimeridian() {
        let east = MultiPolygon(vec![wkt! { POLYGON((179. -17., 179.95 -17., 179.95 -16., 179. -16., 179. -17.)) }]);
        let behind = metres_to_border(&east, Point::new(-179.95, -16.5));
        assert!((behind - 10_674.0).abs() < 20.0, "{behind}");
        let cut = MultiPolygon(vec![wkt! { POLYGON((-180. -17., -179. -17., -179. -16., -180. -16., -180. -17.)) }]);
        assert!(is_in(&cut, Point::new(180.0, -16.5)) && is_in(&cut, Point::new(-180.0, -16.5)));
        assert!(!is_in(&cut, Point::new(179.9999, -16.5)));
    }

    #[test]
    fn the_border_belongs_to_the_area() {
        assert!(is_in(&square(), Point::new(74.0, 42.5)) && is_in(&square(), Point::new(74.5, 42.5)));
        assert!(!is_in(&square(), Point::new(73.9999, 42.5)));
        let _: Geometry<f64> = square().into();
    }
}
