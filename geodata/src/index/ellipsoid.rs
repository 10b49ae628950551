//! Distances on the WGS 84 ellipsoid.

use geo::{Distance, Geodesic};
use geo_types::Point;

const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// Length of the shortest way over the WGS 84 ellipsoid, in metres (Karney 2013).
pub fn geodesic_metres(from: Point<f64>, to: Point<f64>) -> f64 {
    Geodesic.distance(from, to)
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
