//! Distances and areas on the WGS 84 ellipsoid.

use geo::{Distance, Geodesic, GeodesicArea};
use geo_types::{LineString, MultiPolygon, Point, Polygon};

const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// The geodesic distance on the WGS 84 ellipsoid, in metres (Karney 2013).
pub fn geodesic_metres(from: Point<f64>, to: Point<f64>) -> f64 {
    Geodesic.distance(from, to)
}

/// The area on the WGS 84 ellipsoid, in square metres (Karney 2013): of each polygon its outer ring minus its holes,
/// and never below zero.
///
/// A ring encloses its smaller side (less than half of the earth), whatever its winding. The planar winding is not
/// reliable: between nearly collinear vertices, geodesics bend enough to reverse a narrow ring.
pub fn geodesic_square_metres(area: &MultiPolygon<f64>) -> f64 {
    let of_polygon = |polygon: &Polygon<f64>| {
        let holes: f64 = polygon.interiors().iter().map(of_ring).sum();
        (of_ring(polygon.exterior()) - holes).max(0.0)
    };
    area.0.iter().map(of_polygon).sum()
}

fn of_ring(ring: &LineString<f64>) -> f64 {
    Polygon::new(ring.clone(), Vec::new()).geodesic_area_signed().abs()
}

/// Earth-centred, earth-fixed coordinates of a point on the ellipsoid, in metres.
pub(super) fn earth_centred(point: Point<f64>) -> [f64; 3] {
    let (longitude, latitude) = (point.x().to_radians(), point.y().to_radians());
    let eccentricity_squared = FLATTENING * (2.0 - FLATTENING);
    let normal = EQUATORIAL_RADIUS / (1.0 - eccentricity_squared * latitude.sin().powi(2)).sqrt();
    [
        normal * latitude.cos() * longitude.cos(),
        normal * latitude.cos() * longitude.sin(),
        normal * (1.0 - eccentricity_squared) * latitude.sin(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bishkek to Osh as GeographicLib's GeodSolve gives it for the same coordinates.
    #[test]
    fn straight_line_is_never_longer_than_the_geodesic() {
        let (a, b) = (Point::new(74.59, 42.87), Point::new(72.79, 40.51));
        let (p, q) = (earth_centred(a), earth_centred(b));
        let chord = p.iter().zip(q).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
        let geodesic = geodesic_metres(a, b);
        assert!(chord <= geodesic && geodesic - chord < 100.0, "{chord} {geodesic}");
    }
}
