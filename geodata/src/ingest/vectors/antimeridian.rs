//! Cuts areas that cross the antimeridian.
//!
//! GeoJSON requires the cut (RFC 7946, section 3.1.9), and the rest of the library relies on it: an edge is straight between two
//! longitudes. Files come without the cut in two forms: rings whose vertices jump from 179 to −179, and rings whose longitudes
//! run from 0 to 360. Both are first unrolled to longitudes without a jump, then made valid, then cut.

use gdal::vector::{Geometry as GdalGeometry, ToGdal};
use geo::{BoundingRect, MapCoordsInPlace};
use geo_types::{Coord, LineString, MultiPolygon, Polygon, Rect};

use super::geometry::{self, LONGITUDE_TOLERANCE};

/// Why an area cannot be cut.
#[derive(Debug, thiserror::Error)]
pub(super) enum CutError {
    #[error(
        "a ring goes around a pole, which no map here can show uncut: cut it at the antimeridian and along the pole"
    )]
    AroundPole,
    #[error("some longitudes of a ring are beyond 180 degrees, and others jump across the antimeridian")]
    Mixed,
    #[error("a ring that crosses the antimeridian is wider than half the earth")]
    TooWide,
    #[error("the area cannot be cut at the antimeridian: {0}")]
    Failed(String),
}

/// An area whose longitudes do not jump: they exceed 180 where it crosses the antimeridian.
pub(super) struct UnrolledArea {
    pub area: MultiPolygon<f64>,
    /// How it was not cut, if it was not.
    pub reason: Option<&'static str>,
}

/// Unrolls the rings of an area.
pub(super) fn unroll(area: MultiPolygon<f64>) -> Result<UnrolledArea, CutError> {
    let is_unwrapped =
        |ring: &LineString<f64>| !jumps(ring) && ring.0.iter().all(|at| at.x.abs() <= 180.0 + LONGITUDE_TOLERANCE);
    let mut unrolled = UnrolledArea { area: MultiPolygon(Vec::with_capacity(area.0.len())), reason: None };
    for polygon in area {
        if std::iter::once(polygon.exterior()).chain(polygon.interiors()).all(is_unwrapped) {
            unrolled.area.0.push(polygon);
            continue;
        }
        let (outer, holes) = polygon.into_inner();
        let (jumps, is_beyond) = (jumps(&outer), outer.0.iter().any(|at| at.x.abs() > 180.0 + LONGITUDE_TOLERANCE));
        let outer = unrolled_ring(outer)?;
        let Some([west, east]) = longitude_range(&outer) else { continue };
        let home = -360.0 * ((west + 180.0) / 360.0).floor();
        let holes = holes.into_iter().map(|hole| {
            let hole = unrolled_ring(hole)?;
            // Move the hole to where the outer ring is.
            let turns = longitude_range(&hole)
                .map_or(0.0, |[from, to]| ((f64::midpoint(west, east) - f64::midpoint(from, to)) / 360.0).round());
            Ok(shifted(hole, home + 360.0 * turns))
        });
        let polygon = Polygon::new(shifted(outer, home), holes.collect::<Result<_, _>>()?);
        let goes_on = east + home > 180.0 + LONGITUDE_TOLERANCE;
        if jumps && goes_on {
            unrolled.reason = Some("it crosses the antimeridian without being cut there");
        } else if is_beyond {
            unrolled.reason.get_or_insert("its longitudes go beyond 180 degrees");
        }
        unrolled.area.0.push(polygon);
    }
    Ok(unrolled)
}

/// Cuts an unrolled area at 180 degrees, and moves the part beyond to the other side. The area must be valid.
pub(super) fn cut(area: MultiPolygon<f64>) -> Result<MultiPolygon<f64>, CutError> {
    let goes_on = |polygon: &Polygon<f64>| {
        longitude_range(polygon.exterior()).is_some_and(|[_, east]| east > 180.0 + LONGITUDE_TOLERANCE)
    };
    if !area.0.iter().any(goes_on) {
        return Ok(area);
    }
    let mut parts = Vec::with_capacity(area.0.len() + 1);
    for polygon in area {
        if !goes_on(&polygon) {
            parts.push(polygon);
            continue;
        }
        let failed = |error: gdal::errors::GdalError| CutError::Failed(error.to_string());
        let whole = polygon.to_gdal().map_err(failed)?;
        for (west, home) in [(-180.0, 0.0), (180.0, -360.0)] {
            let half = Rect::new((west, -91.0), (west + 360.0, 91.0)).to_polygon().to_gdal().map_err(failed)?;
            parts.extend(intersection(&whole, &half)?.into_iter().map(|mut part| {
                part.map_coords_in_place(|at| Coord { x: snap_to_meridian(at.x) + home, y: at.y });
                part
            }));
        }
    }
    Ok(MultiPolygon(parts))
}

fn intersection(one: &GdalGeometry, other: &GdalGeometry) -> Result<Vec<Polygon<f64>>, CutError> {
    let intersection =
        one.intersection(other).ok_or_else(|| CutError::Failed("GEOS finds no intersection".to_owned()))?;
    if intersection.is_empty() {
        return Ok(Vec::new());
    }
    let intersection = geometry::convert(&intersection).map_err(|error| CutError::Failed(error.to_string()))?;
    Ok(geometry::polygons_of(intersection).map_or(Vec::new(), |area| area.0))
}

fn snap_to_meridian(x: f64) -> f64 {
    if (x - 180.0).abs() <= LONGITUDE_TOLERANCE { 180.0 } else { x }
}

/// Whether an edge spans more than 180 degrees of longitude: the short way round is meant.
fn jumps(ring: &LineString<f64>) -> bool {
    ring.0.windows(2).any(|pair| (pair[1].x - pair[0].x).abs() > 180.0)
}

/// Unrolls a ring, so that it has no jumps. A ring whose only jumps lead along an edge of the map, from 180 to −180, stays as it is:
/// it goes around the world, or around a pole and is cut there.
fn unrolled_ring(ring: LineString<f64>) -> Result<LineString<f64>, CutError> {
    if !jumps(&ring) {
        return if is_too_wide(&ring) && ring.0.iter().any(|at| at.x.abs() > 180.0 + LONGITUDE_TOLERANCE) {
            Err(CutError::TooWide)
        } else {
            Ok(ring)
        };
    }
    if ring.0.iter().any(|at| at.x.abs() > 180.0 + LONGITUDE_TOLERANCE) {
        return across_greenwich(ring);
    }
    let mut home = 0.0;
    let mut before = ring.0.first().map_or(0.0, |at| at.x);
    let unrolled = ring.0.iter().map(|at| {
        let step = at.x - before;
        before = at.x;
        if step.abs() > 180.0 {
            home -= 360.0 * step.signum();
        }
        Coord { x: at.x + home, y: at.y }
    });
    let unrolled = LineString(unrolled.collect());
    let closes = home == 0.0;
    if closes && longitude_range(&unrolled).is_some_and(|[west, east]| east > west) {
        return if is_too_wide(&unrolled) { Err(CutError::TooWide) } else { Ok(unrolled) };
    }
    let along_the_edge = |pair: &[Coord<f64>]| pair.iter().all(|at| at.x.abs() >= 180.0 - LONGITUDE_TOLERANCE);
    let is_meant = ring.0.windows(2).all(|pair| (pair[1].x - pair[0].x).abs() <= 180.0 || along_the_edge(pair));
    if is_meant { Ok(ring) } else { Err(CutError::AroundPole) }
}

/// Longitudes from 0 to 360 jump at Greenwich. A single vertex with a wrong digit looks the same, but makes its ring wide.
fn across_greenwich(ring: LineString<f64>) -> Result<LineString<f64>, CutError> {
    let mut ring = ring;
    ring.map_coords_in_place(|at| Coord { x: if at.x > 180.0 { at.x - 360.0 } else { at.x }, ..at });
    let is_narrow = longitude_range(&ring).is_some_and(|[west, east]| west >= -180.0 && east - west < 90.0);
    if is_narrow { Ok(ring) } else { Err(CutError::Mixed) }
}

fn is_too_wide(ring: &LineString<f64>) -> bool {
    longitude_range(ring).is_some_and(|[west, east]| east - west > 180.0)
}

fn longitude_range(ring: &LineString<f64>) -> Option<[f64; 2]> {
    ring.bounding_rect().map(|around| [around.min().x, around.max().x])
}

fn shifted(mut ring: LineString<f64>, by: f64) -> LineString<f64> {
    if by != 0.0 {
        ring.map_coords_in_place(|at| Coord { x: at.x + by, ..at });
    }
    ring
}

#[cfg(test)]
mod tests {
    use geo::{Area, Validation};
    use geo_types::{Geometry, wkt};
    use proptest::prelude::*;

    use super::super::validity::{RepairedArea, make_valid};
    use super::*;

    fn repaired(area: impl Into<Geometry<f64>>) -> RepairedArea {
        let repaired = make_valid(area.into()).expect("an area");
        for at in repaired.area.0.iter().flat_map(|polygon| &polygon.exterior().0) {
            assert!(at.x.abs() <= 180.0, "{at:?}");
        }
        repaired
    }

    /// The bounding boxes of the parts, from the west.
    fn boxes(area: &MultiPolygon<f64>) -> Vec<[f64; 4]> {
        let mut boxes: Vec<[f64; 4]> = area
            .0
            .iter()
            .filter_map(BoundingRect::bounding_rect)
            .map(|b| [b.min().x, b.min().y, b.max().x, b.max().y])
            .collect();
        boxes.sort_by(|a, b| a[0].total_cmp(&b[0]));
        boxes
    }

    const FIJI: [[f64; 4]; 2] = [[-180.0, -17.0, -179.0, -16.0], [179.0, -17.0, 180.0, -16.0]];

    #[test]
    fn a_ring_from_179_to_minus_179_is_two_degrees_wide() {
        let uncut = repaired(wkt! { POLYGON((179. -17., -179. -17., -179. -16., 179. -16., 179. -17.)) });
        assert_eq!(boxes(&uncut.area), FIJI);
        // Two squares of a degree at 16.5° S (WGS 84).
        assert!((uncut.km2 - 23_600.0).abs() < 100.0, "{}", uncut.km2);
        assert_eq!(uncut.reason.as_deref(), Some("it crosses the antimeridian without being cut there"));
    }

    #[test]
    fn longitudes_to_360_are_wrapped() {
        let beyond = repaired(wkt! { POLYGON((179. -17., 181. -17., 181. -16., 179. -16., 179. -17.)) });
        assert_eq!(boxes(&beyond.area), FIJI);
        assert_eq!(beyond.reason.as_deref(), Some("its longitudes go beyond 180 degrees"));
        let all_beyond = repaired(wkt! { POLYGON((200. -17., 201. -17., 201. -16., 200. -16., 200. -17.)) });
        assert_eq!(boxes(&all_beyond.area), [[-160.0, -17.0, -159.0, -16.0]]);
        let greenwich = repaired(wkt! { POLYGON((358. 50., 2. 50., 2. 51., 358. 51., 358. 50.)) });
        assert_eq!(boxes(&greenwich.area), [[-2.0, 50.0, 2.0, 51.0]]);
        assert_eq!(greenwich.reason, beyond.reason);
    }

    #[test]
    fn a_hole_moves_with_its_outer_ring() {
        let area = wkt! { POLYGON(
            (178. -18., -178. -18., -178. -14., 178. -14., 178. -18.),
            (-179.5 -17., -179. -17., -179. -16., -179.5 -16., -179.5 -17.),
            (179.5 -17., -179.8 -17., -179.8 -16., 179.5 -16., 179.5 -17.)
        ) };
        let cut = repaired(area);
        assert!(cut.area.is_valid());
        assert_eq!(boxes(&cut.area).len(), 2);
        assert!((cut.area.unsigned_area() - (16.0 - 0.5 - 0.7)).abs() < 1e-9, "{:?}", cut.area);
    }

    #[test]
    fn a_ring_that_only_ends_on_the_meridian_is_not_reported() {
        let sign = repaired(wkt! { POLYGON((179. -17., -180. -17., -180. -16., 179. -16., 179. -17.)) });
        assert_eq!((boxes(&sign.area), sign.reason), (vec![FIJI[1]], None));
        let behind = repaired(wkt! { POLYGON((180. -17., -179. -17., -179. -16., 180. -16., 180. -17.)) });
        assert_eq!((boxes(&behind.area), behind.reason), (vec![FIJI[0]], None));
    }

    #[test]
    fn rings_around_a_pole_or_the_world_along_the_edge_of_the_map_stay() {
        let world = repaired(wkt! { POLYGON((-180. -80., 180. -80., 180. 80., -180. 80., -180. -80.)) });
        assert_eq!(boxes(&world.area), [[-180.0, -80.0, 180.0, 80.0]]);
        let antarctica =
            repaired(wkt! { POLYGON((-180. -90., 180. -90., 180. -80., 60. -70., -60. -70., -180. -80., -180. -90.)) });
        assert_eq!(boxes(&antarctica.area), [[-180.0, -90.0, 180.0, -70.0]]);
        assert_eq!((world.reason, antarctica.reason), (None, None));
    }

    #[test]
    fn rings_that_cannot_be_cut_are_refused() {
        let refused = |area: Polygon<f64>| make_valid(area.into()).expect_err("no area").to_string();
        let pole = wkt! { POLYGON((0. 80., 100. 80., -160. 80., -100. 80., 0. 80.)) };
        assert!(refused(pole).contains("around a pole"));
        // A wrong digit: 274 for 74.
        let typo = wkt! { POLYGON((74. 42., 75. 42., 274. 43., 73.9 43., 74. 42.)) };
        assert!(refused(typo).contains("jump across the antimeridian"));
        let wide = wkt! { POLYGON((10. 42., 100. 42., 200. 43., 100. 43., 10. 42.)) };
        assert!(refused(wide).contains("wider than half the earth"));
    }

    proptest! {
        /// An area across the antimeridian has the same size as elsewhere, however its longitudes are written.
        #[test]
        fn an_area_is_as_large_across_the_antimeridian_as_anywhere(
            corners in prop::collection::vec((-8.0..8.0f64, -30.0..30.0f64), 3..12), written in 0..3u8,
        ) {
            let ring = |write: &dyn Fn(f64) -> f64| {
                let corners = corners.iter().chain(&corners[..1]);
                Polygon::new(corners.map(|(x, y)| Coord { x: write(*x), y: *y }).collect(), vec![])
            };
            let wrapped = |x: f64| if x > 0.0 { x - 180.0 } else { x + 180.0 };
            let (there, here) = match written {
                0 => (make_valid(ring(&|x| x + 180.0).into()), make_valid(ring(&|x| x).into())),
                1 => (make_valid(ring(&|x| x - 180.0).into()), make_valid(ring(&|x| x).into())),
                _ => (make_valid(ring(&wrapped).into()), make_valid(ring(&|x| x).into())),
            };
            prop_assert_eq!(there.is_ok(), here.is_ok());
            if let (Ok(there), Ok(here)) = (there, here) {
                // On the plane: a geodesic between the ends of a long edge passes beside the place where it is cut.
                let [one, other] = [&there, &here].map(|repaired| repaired.area.unsigned_area());
                prop_assert!((one - other).abs() <= 1e-9, "{one} {other}");
                prop_assert!(there.area.0.iter().flat_map(|part| &part.exterior().0).all(|at| at.x.abs() <= 180.0));
            }
        }
    }
}
