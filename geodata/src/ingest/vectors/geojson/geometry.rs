//! Geometries of the [`geojson`] crate as geo-types: two-dimensional, without empty parts.
//!
//! The conversion of the crate is not used: it panics where a position has one number.

use geo_types::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon};
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
    Ok(converted(&geometry.value)?.ok_or(GeometryError::Missing))
}

/// None of an empty geometry.
fn converted(value: &GeometryValue) -> Result<Option<Geometry<f64>>, ShortPosition> {
    Ok(match value {
        GeometryValue::Point { coordinates } => Some(Geometry::Point(Point(coord(coordinates)?))),
        GeometryValue::MultiPoint { coordinates } => {
            let points: Vec<Geometry<f64>> = coordinates
                .iter()
                .map(|at| Ok(Geometry::Point(Point(coord(at)?))))
                .collect::<Result<_, ShortPosition>>()?;
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
        GeometryValue::LineString { coordinates } => line(coordinates)?.map(Geometry::LineString),
        GeometryValue::MultiLineString { coordinates } => {
            let lines = coordinates.iter().filter_map(|positions| line(positions).transpose());
            let lines: Vec<LineString<f64>> = lines.collect::<Result<_, _>>()?;
            (!lines.is_empty()).then_some(Geometry::MultiLineString(MultiLineString(lines)))
        }
    })
}

fn collection(members: Vec<Geometry<f64>>) -> Option<Geometry<f64>> {
    (!members.is_empty()).then_some(Geometry::GeometryCollection(GeometryCollection(members)))
}

fn line(positions: &[Position]) -> Result<Option<LineString<f64>>, ShortPosition> {
    let line = LineString(positions.iter().map(coord).collect::<Result<_, _>>()?);
    Ok((!line.0.is_empty()).then_some(line))
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
