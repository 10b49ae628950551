//! Converts geometries of GDAL to geo-types, two-dimensional and with straight edges, and coordinates to longitude and latitude.

use gdal::vector::{Feature, Geometry as GdalGeometry, OGRwkbGeometryType as Kind};
use geo::CoordsIter;
use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon};

use super::crs::{CrsError, ToCrs84};
use super::curves::linearize;

/// How far beyond the 180th meridian a point on it may lie, in degrees: projecting coordinates rounds them.
pub(in crate::ingest) const LONGITUDE_TOLERANCE: f64 = 1e-9;

/// Why a feature's geometry cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum GeometryError {
    #[error("the feature has no geometry")]
    Missing,
    #[error("the geometry is of type {0}, which has no use here; expected polygons (or points, for facilities)")]
    Unsupported(String),
    #[error(
        "a coordinate is off the globe: {x}, {y}; expected a longitude from -180 to 180 and a latitude from -90 to 90; is the coordinate reference system right?"
    )]
    OutOfRange { x: f64, y: f64 },
    #[error(transparent)]
    Reference(#[from] CrsError),
}

impl GeometryError {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Missing => "geometry_missing",
            Self::Unsupported(_) => "geometry_type",
            Self::OutOfRange { .. } => "coordinates_out_of_range",
            Self::Reference(error) => error.code(),
        }
    }
}

/// The geometry of a feature of GDAL, in the reference system of its file.
pub(super) fn read(feature: &Feature<'_>) -> Result<Geometry<f64>, GeometryError> {
    // By index, since the plain getter returns a null pointer if there is no geometry.
    feature.geometry_by_index(0).map_err(|_| GeometryError::Missing).and_then(plane)
}

/// A geometry of GDAL without heights and measures.
pub(super) fn plane(geometry: &GdalGeometry) -> Result<Geometry<f64>, GeometryError> {
    if geometry.is_empty() {
        return Err(GeometryError::Missing);
    }
    let mut plane = geometry.clone();
    plane.flatten_to_2d();
    convert(&plane)
}

/// A geometry in longitude and latitude.
pub(super) fn in_degrees(mut shape: Geometry<f64>, to_crs84: &ToCrs84) -> Result<Geometry<f64>, GeometryError> {
    to_crs84.apply(&mut shape)?;
    // Longitudes from 0 to 360 are wrapped later, where the layer is known.
    let is_off =
        |c: &Coord<f64>| !(c.x.abs() <= 360.0 + LONGITUDE_TOLERANCE && c.y.abs() <= 90.0 + LONGITUDE_TOLERANCE);
    if let Some(Coord { x, y }) = shape.coords_iter().find(is_off) {
        return Err(GeometryError::OutOfRange { x, y });
    }
    Ok(shape)
}

/// Converts a GDAL geometry. The conversion of the `gdal` crate refuses curves and follows null pointers into empty parts.
pub(super) fn convert(geometry: &GdalGeometry) -> Result<Geometry<f64>, GeometryError> {
    match geometry.geometry_type() {
        Kind::wkbPoint => {
            let (x, y, _) = geometry.get_point(0);
            Ok(Geometry::Point(Point::new(x, y)))
        }
        Kind::wkbPolygon | Kind::wkbCurvePolygon | Kind::wkbTriangle => polygon(geometry).map(Geometry::Polygon),
        Kind::wkbMultiPolygon | Kind::wkbMultiSurface | Kind::wkbTIN | Kind::wkbPolyhedralSurface => {
            let polygons: Result<Vec<_>, _> =
                parts(geometry).map(|part| polygon(&geometry.get_geometry(part))).collect();
            Ok(Geometry::MultiPolygon(MultiPolygon(polygons?)))
        }
        Kind::wkbLineString | Kind::wkbCircularString | Kind::wkbCompoundCurve => {
            ring(geometry).map(Geometry::LineString)
        }
        Kind::wkbMultiLineString | Kind::wkbMultiCurve => {
            let lines: Result<Vec<_>, _> = parts(geometry).map(|part| ring(&geometry.get_geometry(part))).collect();
            Ok(Geometry::MultiLineString(MultiLineString(lines?)))
        }
        kind @ (Kind::wkbGeometryCollection | Kind::wkbMultiPoint) => {
            let members: Result<Vec<_>, _> =
                parts(geometry).map(|part| convert(&geometry.get_geometry(part))).collect();
            Ok(match &members?[..] {
                // Many programs write every point as a multipoint.
                [only] if kind == Kind::wkbMultiPoint => only.clone(),
                members => Geometry::GeometryCollection(GeometryCollection(members.to_vec())),
            })
        }
        _ => Err(GeometryError::Unsupported(geometry.geometry_name())),
    }
}

/// The parts that are not empty.
fn parts(geometry: &GdalGeometry) -> impl Iterator<Item = usize> {
    (0..geometry.geometry_count()).filter(|part| !geometry.get_geometry(*part).is_empty())
}

fn polygon(geometry: &GdalGeometry) -> Result<Polygon<f64>, GeometryError> {
    let mut rings = Vec::with_capacity(geometry.geometry_count());
    for part in parts(geometry) {
        rings.push(ring(&geometry.get_geometry(part))?);
    }
    let mut rings = rings.into_iter();
    let outer = rings.next().ok_or(GeometryError::Missing)?;
    Ok(Polygon::new(outer, rings.collect()))
}

fn ring(geometry: &GdalGeometry) -> Result<LineString<f64>, GeometryError> {
    match geometry.geometry_type() {
        Kind::wkbLineString | Kind::wkbLinearRing => Ok(LineString(points(geometry))),
        Kind::wkbCircularString => Ok(LineString(linearize(&points(geometry)))),
        Kind::wkbCompoundCurve => {
            let mut all: Vec<Coord<f64>> = Vec::new();
            for part in parts(geometry) {
                let next = ring(&geometry.get_geometry(part))?;
                let matched = usize::from(all.last() == next.0.first());
                all.extend(next.0.into_iter().skip(matched));
            }
            Ok(LineString(all))
        }
        _ => Err(GeometryError::Unsupported(geometry.geometry_name())),
    }
}

fn points(geometry: &GdalGeometry) -> Vec<Coord<f64>> {
    (0..i32::try_from(geometry.point_count()).unwrap_or(i32::MAX))
        .map(|index| {
            let (x, y, _) = geometry.get_point(index);
            Coord { x, y }
        })
        .collect()
}

/// All polygons in a geometry; none if it has no polygon.
pub(in crate::ingest) fn polygons_of(geometry: Geometry<f64>) -> Option<MultiPolygon<f64>> {
    match geometry {
        Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon])),
        Geometry::MultiPolygon(polygons) => Some(polygons),
        Geometry::GeometryCollection(members) => {
            let polygons: Vec<Polygon<f64>> =
                members.0.into_iter().filter_map(polygons_of).flat_map(|area| area.0).collect();
            (!polygons.is_empty()).then_some(MultiPolygon(polygons))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use geo::Area;

    use super::*;

    fn converted(wkt: &str) -> Result<Geometry<f64>, GeometryError> {
        convert(&GdalGeometry::from_wkt(wkt).expect("WKT"))
    }

    #[test]
    fn a_circle_of_two_arcs_has_the_area_of_a_circle() {
        let circle = converted("CURVEPOLYGON (CIRCULARSTRING (1 0, 0 1, -1 0, 0 -1, 1 0))").expect("a polygon");
        let area = polygons_of(circle).expect("an area").unsigned_area();
        assert!((area - std::f64::consts::PI).abs() < 0.01, "{area}");
    }

    #[test]
    fn a_compound_ring_closes_without_double_points() {
        let half =
            converted("CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (1 0, 0 1, -1 0), (-1 0, 1 0)))").expect("ok");
        let area = polygons_of(half).expect("an area");
        assert!((area.unsigned_area() - std::f64::consts::FRAC_PI_2).abs() < 0.01);
        assert!(area.0[0].exterior().0.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn empty_parts_are_left_out() {
        let Ok(Geometry::MultiPolygon(polygons)) = converted("MULTIPOLYGON (EMPTY, ((0 0, 1 0, 1 1, 0 0)))") else {
            panic!("polygons")
        };
        assert_eq!(polygons.0.len(), 1);
    }

    #[test]
    fn a_set_of_one_point_is_a_point() {
        let point = Geometry::Point(Point::new(74.5, 42.5));
        assert_eq!(converted("MULTIPOINT ((74.5 42.5))").expect("a point"), point);
        assert!(matches!(converted("MULTIPOINT ((1 2), (3 4))"), Ok(Geometry::GeometryCollection(_))));
    }

    #[test]
    fn lines_are_lines_whatever_their_form() {
        let of = |wkt: &str| converted(wkt).expect("lines");
        let line = LineString::from(vec![(0.0, 0.0), (1.0, 1.0)]);
        assert_eq!(of("LINESTRING (0 0, 1 1)"), Geometry::LineString(line.clone()));
        assert_eq!(of("COMPOUNDCURVE ((0 0, 1 1))"), Geometry::LineString(line.clone()));
        assert_eq!(of("MULTILINESTRING ((0 0, 1 1))"), Geometry::MultiLineString(MultiLineString(vec![line])));
    }
}
