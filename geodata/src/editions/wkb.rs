//! Geometries as GeoParquet wants them: ISO well-known binary (OGC 06-103r4, section 8), little-endian, two dimensions.

use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};

const LITTLE_ENDIAN: u8 = 1;
const POINT: u32 = 1;
const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;

/// A point.
pub(super) fn point(point: Point<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(21);
    header(&mut out, POINT);
    position(&mut out, point.0);
    out
}

/// A multipolygon. A polygon without any point has no rings.
pub(super) fn multi_polygon(area: &MultiPolygon<f64>) -> Vec<u8> {
    let mut out = Vec::with_capacity(multi_polygon_bytes(area));
    header(&mut out, MULTI_POLYGON);
    count(&mut out, area.0.len());
    for polygon in &area.0 {
        header(&mut out, POLYGON);
        count(&mut out, rings(polygon).count());
        for ring in rings(polygon) {
            count(&mut out, ring.0.len());
            ring.0.iter().for_each(|at| position(&mut out, *at));
        }
    }
    out
}

/// How many bytes [`multi_polygon`] makes.
pub(super) fn multi_polygon_bytes(area: &MultiPolygon<f64>) -> usize {
    let polygon = |polygon| 9 + rings(polygon).map(|ring| 4 + 16 * ring.0.len()).sum::<usize>();
    9 + area.0.iter().map(polygon).sum::<usize>()
}

fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    let none = polygon.exterior().0.is_empty() && polygon.interiors().is_empty();
    std::iter::once(polygon.exterior()).filter(move |_| !none).chain(polygon.interiors())
}

fn header(out: &mut Vec<u8>, kind: u32) {
    out.push(LITTLE_ENDIAN);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn count(out: &mut Vec<u8>, count: usize) {
    // A ring of four thousand million positions has sixty gigabytes: it never came this far.
    out.extend_from_slice(&(count as u32).to_le_bytes());
}

fn position(out: &mut Vec<u8>, at: Coord<f64>) {
    out.extend_from_slice(&at.x.to_le_bytes());
    out.extend_from_slice(&at.y.to_le_bytes());
}

/// Reads a point back. The reason, if it is none.
pub(super) fn read_point(bytes: &[u8]) -> Result<Point<f64>, &'static str> {
    let mut rest = Rest(bytes);
    rest.header(POINT)?;
    let at = rest.positions(1)?.next().map(Point).ok_or(CUT_OFF)?;
    rest.end().map(|()| at)
}

/// Reads a multipolygon back. The reason, if it is none.
pub(super) fn read_multi_polygon(bytes: &[u8]) -> Result<MultiPolygon<f64>, &'static str> {
    let mut rest = Rest(bytes);
    rest.header(MULTI_POLYGON)?;
    let polygons = (0..rest.count()?).map(|_| rest.polygon()).collect::<Result<_, _>>()?;
    rest.end().map(|()| MultiPolygon(polygons))
}

const CUT_OFF: &str = "the geometry is cut off";

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], &'static str> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(CUT_OFF)?;
        self.0 = rest;
        Ok(taken)
    }

    fn count(&mut self) -> Result<u32, &'static str> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes(bytes.try_into().map_err(|_| CUT_OFF)?))
    }

    fn header(&mut self, kind: u32) -> Result<(), &'static str> {
        if self.take(1)? != [LITTLE_ENDIAN] {
            return Err("the geometry is not little-endian well-known binary");
        }
        if self.count()? == kind { Ok(()) } else { Err("the geometry is of another type than the layer") }
    }

    fn positions(&mut self, count: u32) -> Result<impl Iterator<Item = Coord<f64>> + use<'a>, &'static str> {
        let bytes = (count as usize).checked_mul(16).ok_or(CUT_OFF)?;
        let (positions, _) = self.take(bytes)?.as_chunks::<16>();
        Ok(positions.iter().map(|position| {
            let [x, y] = [0, 8].map(|at| {
                let mut number = [0; 8];
                number.copy_from_slice(&position[at..at + 8]);
                f64::from_le_bytes(number)
            });
            Coord { x, y }
        }))
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, &'static str> {
        self.header(POLYGON)?;
        let rings = self.count()?;
        let mut rings = (0..rings).map(|_| self.ring()).collect::<Result<Vec<_>, _>>()?.into_iter();
        let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(exterior, rings.collect()))
    }

    fn ring(&mut self) -> Result<LineString<f64>, &'static str> {
        let positions = self.count()?;
        let ring = LineString(self.positions(positions)?.collect());
        // An open ring would be closed without a word.
        if ring.0.first() == ring.0.last() { Ok(ring) } else { Err("a ring of the geometry is not closed") }
    }

    fn end(&self) -> Result<(), &'static str> {
        if self.0.is_empty() { Ok(()) } else { Err("something follows after the geometry") }
    }
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
        assert!(read_multi_polygon(&[bytes.as_slice(), &[0]].concat()).is_err());
        assert!(read_point(&bytes).is_err());
        assert_eq!(read_multi_polygon(&multi_polygon(&MultiPolygon(Vec::new()))), Ok(MultiPolygon(Vec::new())));
    }

    #[test]
    fn a_huge_count_is_refused_before_memory_is_asked_for() {
        let mut bytes = multi_polygon(&MultiPolygon(Vec::new()));
        bytes[5..9].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(read_multi_polygon(&bytes), Err(CUT_OFF));
    }
}
