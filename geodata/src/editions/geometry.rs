//! Geometries as GeoParquet wants them: ISO well-known binary (OGC 06-103r4, section 8), little-endian, two dimensions. What is read
//! must be exactly what is written: bytes behind a geometry and open rings are errors.

use geo_traits::Dimensions;
use geo_traits::to_geo::ToGeoGeometry;
use geo_types::{Geometry, MultiLineString, MultiPolygon, Point};
use wkb::Endianness;
use wkb::reader::read_wkb;
use wkb::writer::{
    WriteOptions, multi_line_string_wkb_size, multi_polygon_wkb_size, point_wkb_size, write_multi_line_string,
    write_multi_polygon, write_point,
};

const OPTIONS: WriteOptions = WriteOptions { endianness: Endianness::LittleEndian };
/// The first byte of a little-endian geometry.
const LITTLE_ENDIAN: u8 = 1;

/// A point as well-known binary.
pub(super) fn point(point: Point<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(point_wkb_size(Dimensions::Xy));
    // Writing to memory does not fail.
    let _ = write_point(&mut out, &point, &OPTIONS);
    out
}

/// A multipolygon as well-known binary.
pub(super) fn multi_polygon(area: &MultiPolygon<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(multi_polygon_bytes(area));
    // It fails at 2³² positions in a ring: 64 GiB.
    let _ = write_multi_polygon(&mut out, area, &OPTIONS);
    out
}

/// How many bytes [`multi_polygon`] makes.
pub(super) fn multi_polygon_bytes(area: &MultiPolygon<f64>) -> usize {
    multi_polygon_wkb_size(area)
}

/// Lines as well-known binary.
pub(super) fn multi_line_string(lines: &MultiLineString<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(multi_line_string_wkb_size(lines));
    // It fails at 2³² positions in a line: 64 GiB.
    let _ = write_multi_line_string(&mut out, lines, &OPTIONS);
    out
}

/// Reads lines back. The reason, if they are none.
pub(super) fn read_multi_line_string(bytes: &[u8]) -> Result<MultiLineString<f64>, &'static str> {
    match geometry(bytes)? {
        Geometry::MultiLineString(lines) if bytes.len() == multi_line_string_wkb_size(&lines) => Ok(lines),
        Geometry::MultiLineString(_) => Err(NOT_EXACT),
        _ => Err(OTHER_TYPE),
    }
}

/// Reads a point back. The reason, if it is none.
pub(super) fn read_point(bytes: &[u8]) -> Result<Point<f64>, &'static str> {
    match geometry(bytes)? {
        Geometry::Point(point) if bytes.len() == point_wkb_size(Dimensions::Xy) => Ok(point),
        Geometry::Point(_) => Err(NOT_EXACT),
        _ => Err(OTHER_TYPE),
    }
}

/// Reads a multipolygon back. The reason, if it is none.
pub(super) fn read_multi_polygon(bytes: &[u8]) -> Result<MultiPolygon<f64>, &'static str> {
    match geometry(bytes)? {
        // Reading closes an open ring, which makes it longer.
        Geometry::MultiPolygon(area) if bytes.len() == multi_polygon_bytes(&area) => Ok(area),
        Geometry::MultiPolygon(_) => Err(NOT_EXACT),
        _ => Err(OTHER_TYPE),
    }
}

const MALFORMED: &str = "the geometry is not little-endian well-known binary, or is cut off";
const NOT_EXACT: &str = "the geometry has more than two dimensions, an open ring, or something behind it";
const OTHER_TYPE: &str = "the geometry is of another type than the layer";

fn geometry(bytes: &[u8]) -> Result<Geometry<f64>, &'static str> {
    if bytes.first() != Some(&LITTLE_ENDIAN) {
        return Err(MALFORMED);
    }
    read_wkb(bytes).ok().and_then(|geometry| geometry.try_to_geometry()).ok_or(MALFORMED)
}

#[cfg(test)]
mod tests {
    use geo_types::polygon;

    use super::*;

    #[test]
    fn a_point_is_the_bytes_of_the_standard() {
        let bytes = point(Point::new(1.0, -0.0));
        assert_eq!(bytes[..5], [1, 1, 0, 0, 0]);
        assert_eq!(bytes[5..13], 1.0_f64.to_le_bytes());
        assert_eq!(bytes[13..], (-0.0_f64).to_le_bytes(), "the sign of a zero stays");
        assert_eq!(read_point(&bytes).map(|point| point.y().to_bits()), Ok((-0.0_f64).to_bits()));
    }

    #[test]
    fn areas_come_back_and_nothing_but_whole_ones_is_read() {
        let hole = polygon!(exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.)], interiors: [[(x: 5., y: 1.), (x: 8., y: 1.), (x: 8., y: 2.)]]);
        let area = MultiPolygon(vec![hole, polygon![(x: 20., y: 0.), (x: 21., y: 0.), (x: 21., y: 1.)]]);
        let bytes = multi_polygon(&area);
        assert_eq!(bytes.len(), multi_polygon_bytes(&area));
        assert_eq!(read_multi_polygon(&bytes).as_ref(), Ok(&area));
        for length in 0..bytes.len() {
            assert!(read_multi_polygon(&bytes[..length]).is_err(), "cut off after {length} bytes");
        }
        assert_eq!(read_multi_polygon(&[bytes.as_slice(), &[0]].concat()), Err(NOT_EXACT));
        let mut open = bytes.clone();
        open[22 + 3 * 16..22 + 3 * 16 + 8].copy_from_slice(&7.0_f64.to_le_bytes());
        assert_eq!(read_multi_polygon(&open), Err(NOT_EXACT), "the last position is not the first");
        assert!(read_point(&bytes).is_err());
        assert_eq!(read_multi_polygon(&multi_polygon(&MultiPolygon(Vec::new()))), Ok(MultiPolygon(Vec::new())));
    }

    #[test]
    fn a_huge_count_is_refused_before_memory_is_asked_for() {
        let mut bytes = multi_polygon(&MultiPolygon(Vec::new()));
        bytes[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read_multi_polygon(&bytes), Err(MALFORMED));
    }
}
