//! From the reference system of a file to longitude and latitude on WGS 84.
//!
//! GDAL takes nearly any text for a reference system: the name of a file that it reads, an address that it asks, a
//! definition in which PROJ finds the names of grids and opens them. Here only codes and definitions without files are one.

mod definition;

use std::cell::Cell;

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::CoordsIter;
use geo::MapCoordsInPlace;
use geo_types::{Coord, Geometry};

use super::super::text::excerpt;
use crate::crs::FARTHEST;
pub(super) use definition::{is_code, names_a_file, names_a_file_somewhere, read};

/// Why coordinates cannot be brought to longitude and latitude.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReferenceError {
    #[error("the file does not say its coordinate reference system; give it with `crs = \"EPSG:…\"` in dataset.toml")]
    Missing,
    #[error(
        "`{}` is no coordinate reference system that is known; expected a code like `EPSG:4326`, or a WKT, PROJJSON or PROJ text (files and addresses are not read)",
        excerpt(.0)
    )]
    Unknown(String),
    #[error("`{}` names a file (`{}`), which is not read; expected a code like `EPSG:4326`, or a text without files", excerpt(.0), .1)]
    GivenNamesAFile(String, &'static str),
    #[error(
        "its coordinate reference system names a file (`{0}`), which is not read; give one with `crs = \"EPSG:…\"` in dataset.toml"
    )]
    StatedNamesAFile(&'static str),
    #[error(
        "the file gives `{}` as its coordinate reference system, which is no code that is known (addresses are not asked); give it with `crs = \"EPSG:…\"` in dataset.toml",
        excerpt(.0)
    )]
    Unread(String),
    #[error(
        "the coordinate reference system of the file cannot be brought to longitude and latitude ({0}); give the right one with `crs = \"EPSG:…\"` in dataset.toml"
    )]
    NoTransformation(String),
    #[error("the coordinates cannot be brought to longitude and latitude; is the coordinate reference system right?")]
    Failed,
}

impl ReferenceError {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Missing => "crs_missing",
            Self::Unknown(_) => "crs_unknown",
            Self::Unread(_) => "crs_elsewhere",
            Self::GivenNamesAFile(..) | Self::StatedNamesAFile(_) => "crs_names_a_file",
            Self::NoTransformation(_) => "crs_unusable",
            Self::Failed => "coordinates_not_transformable",
        }
    }

    /// True if `crs` in `dataset.toml` is at fault.
    pub(super) fn is_in_override(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::GivenNamesAFile(..))
    }
}

/// Brings coordinates of a file to CRS84: longitude first, degrees.
pub(super) enum ToCrs84 {
    /// They are so already.
    Same,
    /// They must be computed.
    By(CoordTransform),
}

impl ToCrs84 {
    /// From the system that the file states, or from `instead`, which wins.
    ///
    /// Axis order: coordinates under a system given in `dataset.toml` are taken as x, y, as GIS files are written. With a
    /// system from the file, the driver knows how it hands the coordinates out, and its own mapping is kept.
    pub(super) fn new(stated: Option<SpatialRef>, instead: Option<&str>) -> Result<Self, ReferenceError> {
        let source = match instead {
            Some(definition) => {
                let mut source = definition::read(definition)?;
                source.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
                source
            }
            None => stated.ok_or(ReferenceError::Missing)?,
        };
        let texts = [source.to_wkt(), source.to_proj4(), source.to_projjson()];
        if let Some(what) = texts.iter().flatten().find_map(|text| names_a_file(text.as_bytes())) {
            return Err(ReferenceError::StatedNamesAFile(what));
        }
        let is_wgs84 = source.authority().is_ok_and(|name| matches!(name.as_str(), "EPSG:4326" | "OGC:CRS84"));
        if is_wgs84 && source.axis_mapping_strategy() == AxisMappingStrategy::TraditionalGisOrder {
            return Ok(Self::Same);
        }
        let target = SpatialRef::from_epsg(4326).and_then(|mut target| {
            target.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
            CoordTransform::new(&source, &target)
        });
        target.map(Self::By).map_err(|error| ReferenceError::NoTransformation(error.to_string()))
    }

    /// Brings all coordinates of a geometry over.
    pub(super) fn apply(&self, geometry: &mut Geometry<f64>) -> Result<(), ReferenceError> {
        let Self::By(transformation) = self else { return Ok(()) };
        let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = geometry.coords_iter().map(|c| (c.x, c.y)).unzip();
        if !xs.iter().chain(&ys).all(|coordinate| coordinate.abs() <= FARTHEST) {
            return Err(ReferenceError::Failed);
        }
        transformation.transform_coords(&mut xs, &mut ys, &mut []).map_err(|_| ReferenceError::Failed)?;
        // All at once, since a call for each point is slow; they come back in the order in which they were listed.
        let next = Cell::new(0);
        geometry.map_coords_in_place(|_| {
            let at = next.replace(next.get() + 1);
            Coord { x: xs[at], y: ys[at] }
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Point;

    use super::*;
    use crate::index::geodesic_metres;

    /// Bishkek in UTM zone 43, as PROJ's `cs2cs EPSG:4326 EPSG:32643` gives it.
    #[test]
    fn projected_coordinates_become_longitude_and_latitude() {
        let utm = ToCrs84::new(None, Some("EPSG:32643")).expect("a known system");
        let mut place = Geometry::Point(Point::new(467_327.989, 4_746_456.273));
        utm.apply(&mut place).expect("transformable");
        let Geometry::Point(place) = place else { panic!("still a point") };
        assert!(geodesic_metres(place, Point::new(74.6, 42.87)) < 0.01, "{place:?}");
    }

    #[test]
    fn a_coordinate_beyond_everything_is_an_error_at_once() {
        let web = ToCrs84::new(None, Some("EPSG:3857")).expect("a known system");
        for far in [1e9, 1e30, f64::MAX, f64::INFINITY, f64::NAN] {
            let mut place = Geometry::Point(Point::new(far, 5e6));
            assert!(matches!(web.apply(&mut place), Err(ReferenceError::Failed)), "{far}");
        }
    }

    /// EPSG:4326 is defined as latitude, longitude; files have longitude first all the same.
    #[test]
    fn longitude_stays_first() {
        let wgs84 = ToCrs84::new(None, Some("EPSG:4326")).expect("a known system");
        let mut place = Geometry::Point(Point::new(74.6, 42.87));
        wgs84.apply(&mut place).expect("transformable");
        assert_eq!(place, Geometry::Point(Point::new(74.6, 42.87)));
    }

    #[test]
    fn a_file_that_states_latitude_first_is_turned_round() {
        let stated = SpatialRef::from_epsg(4326).expect("known");
        let mut stated = stated;
        stated.set_axis_mapping_strategy(AxisMappingStrategy::AuthorityCompliant);
        let wgs84 = ToCrs84::new(Some(stated), None).expect("a known system");
        let mut place = Geometry::Point(Point::new(42.87, 74.6));
        wgs84.apply(&mut place).expect("transformable");
        let Geometry::Point(place) = place else { panic!("still a point") };
        assert!(geodesic_metres(place, Point::new(74.6, 42.87)) < 0.001);
    }

    #[test]
    fn no_system_and_an_unknown_one_are_different_errors() {
        assert!(matches!(ToCrs84::new(None, None), Err(ReferenceError::Missing)));
        assert!(matches!(ToCrs84::new(None, Some("EPSG:99999999")), Err(ReferenceError::Unknown(_))));
    }

    #[test]
    fn a_system_of_a_file_names_no_other_file() {
        // Written so, PROJ looks for the grid only when it is needed.
        let stated = SpatialRef::from_proj4("+proj=longlat +ellps=krass +nadgrids=@elsewhere.gsb").expect("a system");
        assert!(matches!(ToCrs84::new(Some(stated), None), Err(ReferenceError::StatedNamesAFile("grids="))));
        let web = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs";
        assert!(ToCrs84::new(Some(SpatialRef::from_proj4(web).expect("a system")), None).is_ok());
    }
}
