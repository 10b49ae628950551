//! Geometries of the [`geojson`] crate as geo-types: two-dimensional, without empty parts.
//!
//! The conversion of the crate is not used: it panics where a position has one number.

use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiPolygon, Point, Polygon};
use geojson::{GeometryValue, Position};

use super::super::geometry::GeometryError;

/// A position without a latitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position has fewer than two numbers")]
pub(super) struct ShortPosition;

/// The geometry of a feature, if it is of use.
pub(super) fn plane(
    geometry: Option<geojson::Geometry>,
) -> Result<Result<Geometry<f64>, GeometryError>, ShortPosition> {
    let Some(geometry) = geometry else { return Ok(Err(GeometryError::Missing)) };
    match converted(&geometry.value) {
        Ok(Some(geometry)) => Ok(Ok(geometry)),
        Ok(None) => Ok(Err(GeometryError::Missing)),
        Err(Unusable::Unsupported(kind)) => Ok(Err(GeometryError::Unsupported(kind.to_uppercase()))),
        Err(Unusable::Short(short)) => Err(short),
    }
}

enum Unusable {
    Unsupported(&'static str),
    Short(ShortPosition),
}

impl From<ShortPosition> for Unusable {
    fn from(short: ShortPosition) -> Self {
        Self::Short(short)
    }
}

/// None of an empty geometry.
fn converted(value: &GeometryValue) -> Result<Option<Geometry<f64>>, Unusable> {
    Ok(match value {
        GeometryValue::Point { coordinates } => Some(Geometry::Point(Point(coord(coordinates)?))),
        GeometryValue::MultiPoint { coordinates } => {
            let points: Vec<Geometry<f64>> =
                coordinates.iter().map(|at| Ok(Geometry::Point(Point(coord(at)?)))).collect::<Result<_, Unusable>>()?;
            // Many programs write every point as a multipoint.
            if points.len() == 1 { points.into_iter().next() } else { collection(points) }
        }
        GeometryValue::Polygon { coordinates } => polygon(coordinates)?.map(Geometry::Polygon),
        GeometryValue::MultiPolygon { coordinates } => {
            let polygons = coordinates.iter().filter_map(|rings| polygon(rings).transpose());
            let polygons: Vec<Polygon<f64>> = polygons.collect::<Result<_, _>>()?;
            (!polygons.is_empty()).then_some(Geometry::MultiPolygon(MultiPolygon(polygons)))
        }
        GeometryValue::GeometryCollection { geometries } => {
            let members = geometries.iter().filter_map(|member| converted(&member.value).transpose());
            collection(members.collect::<Result<_, _>>()?)
        }
        GeometryValue::LineString { .. } | GeometryValue::MultiLineString { .. } => {
            return Err(Unusable::Unsupported(value.type_name()));
        }
    })
}

fn collection(members: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    (!members.is_empty()).then_some(Geometry::GeometryCollection(GeometryCollection(members)))
}

fn polygon(rings: &[Vec<Position>]) -> Result<Option<Polygon<f64>>, ShortPosition> {
    let rings = rings.iter().filter(|ring| !ring.is_empty());
    let mut rings = rings.map(|ring| ring.iter().map(coord).collect::<Result<Vec<_>, _>>().map(LineString));
    let Some(outer) = rings.next().transpose()? else { return Ok(None) };
    Ok(Some(Polygon::new(outer, rings.collect::<Result<_, _>>()?)))
}

fn coord(position: &Position) -> Result<Coord<f64>, ShortPosition> {
    match *position.as_slice() {
        [x, y, ..] => Ok(Coord { x, y }),
        _ => Err(ShortPosition),
    }
}
