//! Areas made valid (OGC Simple Features), with a word on what was wrong.

use gdal::cpl::CslStringList;
use gdal::vector::ToGdal;
use geo::orient::{Direction, Orient};
use geo::{GeodesicArea, RemoveRepeatedPoints};
use geo_types::{Geometry, MultiPolygon, Polygon};

use super::complaints::Complaints;
use super::shape;

/// A valid area, its outer rings counter-clockwise.
#[derive(Debug)]
pub(in crate::ingest) struct Mended {
    /// The area.
    pub(in crate::ingest) area: MultiPolygon<f64>,
    /// Its size on the ellipsoid, in square kilometres.
    pub(in crate::ingest) km2: f64,
    /// What was wrong with it, if anything was.
    pub(in crate::ingest) reason: Option<String>,
}

/// Why a geometry is no area, even after mending.
#[derive(Debug, thiserror::Error)]
pub(in crate::ingest) enum NoArea {
    #[error("the geometry has no polygon; expected one or more")]
    NoPolygon,
    #[error("the geometry is not valid and cannot be mended: {0}")]
    NotMendable(String),
}

impl NoArea {
    /// The kind of finding that it makes.
    pub(in crate::ingest) fn code(&self) -> &'static str {
        match self {
            Self::NoPolygon => "geometry_type",
            Self::NotMendable(_) => "geometry_not_mendable",
        }
    }
}

/// Checks an area by GEOS, whose reasons name the place, and mends it if need be.
///
/// geo's own check compares every edge with every other; a national border of 50,000 vertices would take minutes.
pub(in crate::ingest) fn mend(geometry: Geometry<f64>) -> Result<Mended, NoArea> {
    let (area, dropped) = without_collapsed_rings(shape::area(geometry).ok_or(NoArea::NoPolygon)?);
    let collapsed = dropped.then(|| "a ring has fewer than three different points".to_owned());
    if area.0.is_empty() {
        return Err(NoArea::NotMendable(collapsed.unwrap_or_default()));
    }
    let complaints = Complaints::listen();
    let not_mendable = |error: gdal::errors::GdalError| NoArea::NotMendable(error.to_string());
    let plain = area.to_gdal().map_err(not_mendable)?;
    if plain.is_valid() {
        return Ok(finished(&area, collapsed));
    }
    let reason = complaints.last().map_or_else(|| "it is not valid".to_owned(), |reason| first_lower(&reason));
    // STRUCTURE keeps ground that parts claim twice; the default, LINEWORK, would turn it into a hole.
    let valid = plain
        .make_valid(&CslStringList::from_iter(["METHOD=STRUCTURE"]))
        .map_err(|_| NoArea::NotMendable(reason.clone()))?;
    let valid = shape::convert(&valid).ok().and_then(shape::area).map(|area| without_collapsed_rings(area).0);
    match valid {
        Some(area) if !area.0.is_empty() => Ok(finished(&area, Some(reason))),
        _ => Err(NoArea::NotMendable(reason)),
    }
}

fn finished(area: &MultiPolygon<f64>, reason: Option<String>) -> Mended {
    let area = area.orient(Direction::Default);
    // Summed part by part: each outer ring is counter-clockwise now, which is what makes the area positive.
    let km2 = area.0.iter().map(GeodesicArea::geodesic_area_unsigned).sum::<f64>() / 1e6;
    Mended { area, km2, reason }
}

/// The area without repeated points and without rings that have no inside, and whether there were such rings.
fn without_collapsed_rings(area: MultiPolygon<f64>) -> (MultiPolygon<f64>, bool) {
    let mut dropped = false;
    let mut has_inside = |ring: &geo_types::LineString<f64>| {
        let enough = ring.0.len() >= 4;
        dropped |= !enough;
        enough
    };
    let polygons = area
        .0
        .into_iter()
        .map(|polygon| polygon.remove_repeated_points())
        .filter_map(|polygon| {
            let (outer, inner) = polygon.into_inner();
            has_inside(&outer).then(|| Polygon::new(outer, inner.into_iter().filter(&mut has_inside).collect()))
        })
        .collect();
    (MultiPolygon(polygons), dropped)
}

/// GEOS starts its reasons with a capital; here they follow a colon.
fn first_lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use geo::{Area, Validation, Winding};
    use geo_types::wkt;

    use super::*;

    #[test]
    fn a_valid_area_stays_as_it_is_but_for_winding() {
        let clockwise: Geometry<f64> = wkt! { POLYGON((0. 0., 0. 1., 1. 1., 1. 0., 0. 0.)) }.into();
        let mended = mend(clockwise).expect("an area");
        assert_eq!(mended.reason, None);
        assert!(mended.area.0[0].exterior().is_ccw());
        // One degree square at the equator (WGS 84): 12,308.8 km².
        assert!((mended.km2 - 12_308.8).abs() < 1.0, "{}", mended.km2);
    }

    #[test]
    fn a_bow_tie_is_mended_and_the_place_is_named() {
        let bow_tie: Geometry<f64> = wkt! { POLYGON((0. 0., 2. 2., 2. 0., 0. 2., 0. 0.)) }.into();
        let mended = mend(bow_tie).expect("an area");
        assert_eq!(mended.reason.as_deref(), Some("self-intersection at or near point 1 1"));
        assert!(mended.area.is_valid());
        assert!((mended.area.unsigned_area() - 2.0).abs() < 1e-9);
    }

    #[test]
    fn ground_that_two_parts_claim_is_kept() {
        let twice: Geometry<f64> =
            wkt! { MULTIPOLYGON(((0. 0., 2. 0., 2. 1., 0. 1., 0. 0.)), ((1. 0., 3. 0., 3. 1., 1. 1., 1. 0.))) }.into();
        let mended = mend(twice).expect("an area");
        assert!(mended.reason.is_some() && (mended.area.unsigned_area() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn a_ring_without_inside_is_dropped_and_an_area_of_such_is_refused() {
        let spare: Geometry<f64> = wkt! { POLYGON((0. 0., 2. 0., 2. 2., 0. 2., 0. 0.), (1. 1., 1. 1., 1. 1.)) }.into();
        let mended = mend(spare).expect("an area");
        assert!(mended.area.0[0].interiors().is_empty() && mended.reason.is_some());
        let line: Geometry<f64> = wkt! { POLYGON((0. 0., 1. 1., 0. 0.)) }.into();
        assert_eq!(mend(line).expect_err("no area").code(), "geometry_not_mendable");
    }
}
