//! Makes areas valid (OGC Simple Features), and says what was wrong.

use gdal::cpl::CslStringList;
use gdal::vector::ToGdal;
use geo::RemoveRepeatedPoints;
use geo::orient::{Direction, Orient};
use geo_types::{Geometry, LineString, MultiPolygon, Polygon};

use super::antimeridian::{CutError, UnrolledArea, cut, unroll};
use super::{crossings, geometry};
use crate::gdal_process::Complaints;
use crate::index::geodesic_square_metres;
use crate::topology::has_area;

/// A valid area, its outer rings counter-clockwise.
#[derive(Debug)]
pub(in crate::ingest) struct RepairedArea {
    /// The area.
    pub(in crate::ingest) area: MultiPolygon<f64>,
    /// Its size on the ellipsoid, in square kilometres.
    pub(in crate::ingest) km2: f64,
    /// What was wrong with the original, if anything was.
    pub(in crate::ingest) reason: Option<String>,
}

/// Why a geometry cannot be made a valid area.
#[derive(Debug, thiserror::Error)]
pub(in crate::ingest) enum InvalidArea {
    #[error("the geometry has no polygon; expected one or more")]
    NoPolygon,
    #[error("the geometry is not valid and cannot be mended: {0}")]
    NotRepairable(String),
}

impl InvalidArea {
    /// The code of the finding that it makes.
    pub(in crate::ingest) fn code(&self) -> &'static str {
        match self {
            Self::NoPolygon => "geometry_type",
            Self::NotRepairable(_) => "geometry_not_mendable",
        }
    }
}

/// Validates an area with GEOS, whose reasons name the position, and repairs it if it is not valid. Rings without an area (narrower
/// than rounding) are dropped.
///
/// The check in `geo` compares every edge with every other; a national border of 50,000 vertices would take minutes.
pub(in crate::ingest) fn make_valid(geometry: Geometry<f64>) -> Result<RepairedArea, InvalidArea> {
    let area = geometry::polygons_of(geometry).ok_or(InvalidArea::NoPolygon)?;
    let (area, collapsed) = retain_rings(area, |ring| ring.0.len() >= 4);
    let mut reason = collapsed.then(|| "a ring has fewer than three different points".to_owned());
    let uncuttable = |error: CutError| InvalidArea::NotRepairable(error.to_string());
    let UnrolledArea { area, reason: uncut } = unroll(area).map_err(uncuttable)?;
    let (area, invalid) = repair(area)?;
    reason = invalid.or(uncut.map(str::to_owned)).or(reason);
    let area = cut(area).map_err(uncuttable)?;
    // Only after the repair: the signed areas of the two halves of a figure of eight cancel out.
    let (area, is_flat) = retain_rings(area, has_area);
    if is_flat && reason.is_none() {
        reason = Some("a ring has no area".to_owned());
    }
    if area.0.is_empty() {
        return Err(InvalidArea::NotRepairable(reason.unwrap_or_default()));
    }
    let area = area.orient(Direction::Default);
    let km2 = geodesic_square_metres(&area) / 1e6;
    Ok(RepairedArea { area, km2, reason })
}

/// The valid area, and what was wrong with it, if anything was.
fn repair(area: MultiPolygon<f64>) -> Result<(MultiPolygon<f64>, Option<String>), InvalidArea> {
    if area.0.is_empty() {
        return Ok((area, None));
    }
    let complaints = Complaints::listen();
    let plain = area.to_gdal().map_err(|error| InvalidArea::NotRepairable(error.to_string()))?;
    if plain.is_valid() {
        return Ok((area, None));
    }
    let reason = complaints.last().map_or_else(|| "it is not valid".to_owned(), |reason| first_lower(&reason));
    crossings::check(&area).map_err(|tangled| InvalidArea::NotRepairable(format!("{reason}; {tangled}")))?;
    // STRUCTURE keeps ground that two parts cover; the default, LINEWORK, would turn it into a hole.
    let repaired = plain
        .make_valid(&CslStringList::from_iter(["METHOD=STRUCTURE"]))
        .map_err(|_| InvalidArea::NotRepairable(reason.clone()))?;
    let area = geometry::convert(&repaired).ok().and_then(geometry::polygons_of).unwrap_or(MultiPolygon(Vec::new()));
    Ok((area, Some(reason)))
}

/// The area without repeated points and with only the rings for which `keep` is true, and whether a ring was dropped. A polygon is
/// dropped with its outer ring.
fn retain_rings(area: MultiPolygon<f64>, keep: impl Fn(&LineString<f64>) -> bool) -> (MultiPolygon<f64>, bool) {
    let mut dropped = false;
    let mut kept = |ring: &LineString<f64>| {
        let kept = keep(ring);
        dropped |= !kept;
        kept
    };
    let polygons = area
        .0
        .into_iter()
        .map(|polygon| polygon.remove_repeated_points())
        .filter_map(|polygon| {
            let (outer, inner) = polygon.into_inner();
            kept(&outer).then(|| Polygon::new(outer, inner.into_iter().filter(&mut kept).collect()))
        })
        .collect();
    (MultiPolygon(polygons), dropped)
}

/// GEOS starts its reasons with a capital letter; here they follow a colon.
fn first_lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use geo::{Area, BoundingRect, Validation, Winding};
    use geo_types::{Coord, Rect, wkt};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_valid_area_stays_as_it_is_but_for_winding() {
        let clockwise: Geometry<f64> = wkt! { POLYGON((0. 0., 0. 1., 1. 1., 1. 0., 0. 0.)) }.into();
        let repaired = make_valid(clockwise).expect("an area");
        assert_eq!(repaired.reason, None);
        assert!(repaired.area.0[0].exterior().is_ccw());
        // One degree square at the equator (WGS 84): 12,308.8 km².
        assert!((repaired.km2 - 12_308.8).abs() < 1.0, "{}", repaired.km2);
    }

    #[test]
    fn a_random_ring_is_refused_before_it_takes_gigabytes() {
        let area = Geometry::MultiPolygon(crossings::tests::random_ring(3_000));
        let error = make_valid(area).expect_err("too tangled").to_string();
        assert!(error.ends_with("its edges cross more than 13000 times"), "{error}");
    }

    #[test]
    fn a_bow_tie_is_repaired_and_the_position_is_named() {
        let bow_tie: Geometry<f64> = wkt! { POLYGON((0. 0., 2. 2., 2. 0., 0. 2., 0. 0.)) }.into();
        let repaired = make_valid(bow_tie).expect("an area");
        assert_eq!(repaired.reason.as_deref(), Some("self-intersection at or near point 1 1"));
        assert!(repaired.area.is_valid());
        assert!((repaired.area.unsigned_area() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn area_covered_by_two_parts_is_kept() {
        let twice: Geometry<f64> =
            wkt! { MULTIPOLYGON(((0. 0., 2. 0., 2. 1., 0. 1., 0. 0.)), ((1. 0., 3. 0., 3. 1., 1. 1., 1. 0.))) }.into();
        let repaired = make_valid(twice).expect("an area");
        assert!(repaired.reason.is_some() && (repaired.area.unsigned_area() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_ring_without_area_is_dropped_and_an_area_of_only_such_rings_is_refused() {
        let spare: Geometry<f64> = wkt! { POLYGON((0. 0., 2. 0., 2. 2., 0. 2., 0. 0.), (1. 1., 1. 1., 1. 1.)) }.into();
        let repaired = make_valid(spare).expect("an area");
        assert!(repaired.area.0[0].interiors().is_empty() && repaired.reason.is_some());
        let line: Geometry<f64> = wkt! { POLYGON((0. 0., 1. 1., 0. 0.)) }.into();
        assert_eq!(make_valid(line).expect_err("no area").code(), "geometry_not_mendable");
    }

    /// Two degrees square at 40° N (WGS 84): 37,371.1 km².
    const SQUARE: [(f64, f64); 5] = [(73., 40.), (75., 40.), (75., 42.), (73., 42.), (73., 40.)];

    /// Seven metres long, and narrower than an atom.
    fn sliver(east: f64) -> Vec<(f64, f64)> {
        let (x, y) = (east + 0.519_702_032_043_92, 40.268_947_256_193_63);
        vec![(x, y), (x + 2e-14, y - 2e-14), (x + 6.7e-5, y - 1.3e-5), (x, y)]
    }

    #[test]
    fn a_sliver_ring_is_dropped_whether_it_is_a_hole_or_a_part() {
        let square = || LineString::from(SQUARE.to_vec());
        let hole = Polygon::new(square(), vec![sliver(74.).into()]);
        let part = MultiPolygon(vec![Polygon::new(square(), vec![]), Polygon::new(sliver(79.).into(), vec![])]);
        for area in [Geometry::Polygon(hole), Geometry::MultiPolygon(part)] {
            let repaired = make_valid(area).expect("an area");
            assert!((repaired.km2 - 37_371.1).abs() < 0.1, "{}", repaired.km2);
            assert_eq!(repaired.reason.as_deref(), Some("a ring has no area"));
            assert_eq!(repaired.area.bounding_rect(), Some(Rect::new((73., 40.), (75., 42.))));
        }
        let alone = make_valid(Geometry::Polygon(Polygon::new(sliver(79.).into(), vec![])));
        assert_eq!(
            alone.expect_err("no area").to_string(),
            "the geometry is not valid and cannot be mended: a ring has no area"
        );
    }

    /// Wide enough for the map, and as geodesics the long side passes on the other side of the vertex.
    #[test]
    fn a_ring_whose_orientation_differs_on_the_ellipsoid_keeps_its_size() {
        let narrow: Geometry<f64> = wkt! { POLYGON((70. 60., 75. 59.9999, 80. 60., 70. 60.)) }.into();
        let repaired = make_valid(narrow).expect("an area");
        assert!(repaired.area.0[0].exterior().is_ccw());
        // The segment between the parallel and a geodesic of ten degrees at 60° N, less that of two of five: 10,100 km².
        assert!((1_000.0..20_000.0).contains(&repaired.km2), "{}", repaired.km2);
        let with_hole = Polygon::new(
            vec![(69., 55.), (81., 55.), (81., 65.), (69., 65.), (69., 55.)].into(),
            vec![vec![(70., 60.), (75., 59.9999), (80., 60.), (70., 60.)].into()],
        );
        let (whole, outer) = (make_valid(with_hole.clone().into()).expect("an area"), with_hole.exterior().clone());
        let outer = make_valid(Polygon::new(outer, vec![]).into()).expect("an area");
        assert!((outer.km2 - whole.km2 - repaired.km2).abs() < 1e-6, "{} {} {}", outer.km2, whole.km2, repaired.km2);
    }

    /// A ring as files have them: sound, a sliver, a spike there and back, walked twice, or crossing itself.
    fn ring() -> impl Strategy<Value = Vec<(f64, f64)>> {
        let place = || (60.0..80.0f64, 30.0..60.0f64);
        let small = || prop_oneof![Just(0.0), -1e-13..1e-13f64, -1e-8..1e-8f64, -1e-3..1e-3f64, -1.0..1.0f64];
        let square = (place(), 0.001..3.0f64)
            .prop_map(|((x, y), side)| vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]);
        let sliver = (place(), (small(), small()), (small(), small()))
            .prop_map(|((x, y), a, b)| vec![(x, y), (x + a.0, y + a.1), (x + b.0, y + b.1), (x, y)]);
        let spike = (square.clone(), place()).prop_map(|(mut ring, tip)| {
            ring.splice(2..2, [tip, ring[1]]);
            ring
        });
        let twice = square.clone().prop_map(|ring| [&ring[..4], &ring[..]].concat());
        let any = prop::collection::vec(place(), 3..9).prop_map(|mut ring| {
            ring.push(ring[0]);
            ring
        });
        let reversed = |mut ring: Vec<(f64, f64)>| {
            ring.reverse();
            ring
        };
        let one = prop_oneof![square, sliver, spike, twice, any].boxed();
        prop_oneof![one.clone(), one.prop_map(reversed)]
    }

    /// The size of a box, with room in the north for the bend of geodesics.
    fn size_of_box(around: Rect<f64>) -> f64 {
        let bend = around.width().to_radians().powi(2) / 8.0 * 0.6;
        let (min, max) = (around.min(), around.max() + Coord { x: 0.0, y: bend.to_degrees() });
        // Parallels of a degree each bend little.
        let parts = around.width().ceil().max(1.0);
        let west = |part: f64| min.x + around.width() * part / parts;
        let part = |part: i32| Rect::new((west(part.into()), min.y), (west(f64::from(part + 1)), max.y)).to_polygon();
        geodesic_square_metres(&MultiPolygon((0..parts as i32).map(part).collect())) / 1e6
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn no_area_is_negative_or_larger_than_its_box(parts in prop::collection::vec(prop::collection::vec(ring(), 1..4), 1..3)) {
            let polygon = |rings: &Vec<Vec<(f64, f64)>>| {
                let mut rings = rings.iter().cloned().map(LineString::from);
                Polygon::new(rings.next().expect("a ring"), rings.collect())
            };
            let area = MultiPolygon(parts.iter().map(polygon).collect());
            if let Ok(repaired) = make_valid(area.into()) {
                let around = repaired.area.bounding_rect().expect("not empty");
                prop_assert!(repaired.km2 >= 0.0 && repaired.km2 <= size_of_box(around) * 1.000_001 + 1e-3, "{}", repaired.km2);
                let rings = || repaired.area.0.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
                prop_assert!(rings().all(has_area));
                // What holes take away is what was in them.
                let alone = |ring: &LineString<f64>| geodesic_square_metres(&MultiPolygon(vec![Polygon::new(ring.clone(), vec![])]));
                let outer: f64 = repaired.area.0.iter().map(|part| alone(part.exterior())).sum();
                let holes: f64 = repaired.area.0.iter().flat_map(Polygon::interiors).map(alone).sum();
                prop_assert!(((outer - holes) / 1e6 - repaired.km2).abs() < 1e-3);
            }
        }
    }
}
