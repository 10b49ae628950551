//! Transforms coordinates from the reference system of a file to longitude and latitude on WGS 84.
//!
//! GDAL accepts nearly any text as a reference system: the name of a file, which it reads; a URL, which it requests; a definition
//! with the names of grids, which PROJ opens. Here only codes and definitions that refer to no file are accepted.

mod definition;

use std::cell::Cell;

use gdal::spatial_ref::{AxisMappingStrategy, CoordTransform, SpatialRef};
use geo::CoordsIter;
use geo::MapCoordsInPlace;
use geo_types::{Coord, Geometry};

use super::super::text::excerpt;
use crate::crs::MAX_COORDINATE;
pub(super) use definition::{find_file_reference, find_file_reference_in_data, is_code, read};

/// Why coordinates cannot be transformed to longitude and latitude.
#[derive(Debug, thiserror::Error)]
pub(super) enum CrsError {
    #[error("the file does not say its coordinate reference system; give it with `crs = \"EPSG:…\"` in dataset.toml")]
    Missing,
    #[error(
        "`{}` is no coordinate reference system that is known; expected a code like `EPSG:4326`, or a WKT, PROJJSON or PROJ text (files and addresses are not read)",
        excerpt(.0)
    )]
    Unknown(String),
    #[error("`{}` names a file (`{}`), which is not read; expected a code like `EPSG:4326`, or a text without files", excerpt(.0), .1)]
    GivenReferencesFile(String, &'static str),
    #[error(
        "its coordinate reference system names a file (`{0}`), which is not read; give one with `crs = \"EPSG:…\"` in dataset.toml"
    )]
    StatedReferencesFile(&'static str),
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

impl CrsError {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Missing => "crs_missing",
            Self::Unknown(_) => "crs_unknown",
            Self::Unread(_) => "crs_elsewhere",
            Self::GivenReferencesFile(..) | Self::StatedReferencesFile(_) => "crs_names_a_file",
            Self::NoTransformation(_) => "crs_unusable",
            Self::Failed => "coordinates_not_transformable",
        }
    }

    /// True if the error is in `crs` of `dataset.toml`.
    pub(super) fn is_in_dataset_toml(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::GivenReferencesFile(..))
    }
}

/// The transformation of coordinates to CRS84: longitude first, in degrees.
pub(super) enum ToCrs84 {
    /// The coordinates are in CRS84 already.
    Same,
    /// The coordinates are transformed.
    By(CoordTransform),
}

impl ToCrs84 {
    /// From the reference system that the file states, or from `instead`, which takes precedence.
    ///
    /// Axis order: coordinates under a system given in `dataset.toml` are taken as x, y, as GIS files are written. With a
    /// system from the file, the axis mapping of the driver is kept.
    pub(super) fn new(stated: Option<SpatialRef>, instead: Option<&str>) -> Result<Self, CrsError> {
        let source = match instead {
            Some(definition) => {
                let mut source = definition::read(definition)?;
                source.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
                source
            }
            None => stated.ok_or(CrsError::Missing)?,
        };
        let texts = [source.to_wkt(), source.to_proj4(), source.to_projjson()];
        if let Some(what) = texts.iter().flatten().find_map(|text| find_file_reference(text.as_bytes())) {
            return Err(CrsError::StatedReferencesFile(what));
        }
        let is_wgs84 = source.authority().is_ok_and(|name| matches!(name.as_str(), "EPSG:4326" | "OGC:CRS84"));
        if is_wgs84 && source.axis_mapping_strategy() == AxisMappingStrategy::TraditionalGisOrder {
            return Ok(Self::Same);
        }
        let target = SpatialRef::from_epsg(4326).and_then(|mut target| {
            target.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
            CoordTransform::new(&source, &target)
        });
        target.map(Self::By).map_err(|error| CrsError::NoTransformation(error.to_string()))
    }

    /// Transforms all coordinates of a geometry.
    pub(super) fn apply(&self, geometry: &mut Geometry<f64>) -> Result<(), CrsError> {
        let Self::By(transformation) = self else { return Ok(()) };
        let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = geometry.coords_iter().map(|c| (c.x, c.y)).unzip();
        if !xs.iter().chain(&ys).all(|coordinate| coordinate.abs() <= MAX_COORDINATE) {
            return Err(CrsError::Failed);
        }
        transformation.transform_coords(&mut xs, &mut ys, &mut []).map_err(|_| CrsError::Failed)?;
        // In one call, since a call for each point is slow. The order of the coordinates stays.
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
    fn a_coordinate_beyond_the_globe_is_an_error_at_once() {
        let web = ToCrs84::new(None, Some("EPSG:3857")).expect("a known system");
        for far in [1e9, 1e30, f64::MAX, f64::INFINITY, f64::NAN] {
            let mut place = Geometry::Point(Point::new(far, 5e6));
            assert!(matches!(web.apply(&mut place), Err(CrsError::Failed)), "{far}");
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
    fn axes_of_a_latitude_first_file_are_swapped() {
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
    fn a_missing_and_an_unknown_crs_are_different_errors() {
        assert!(matches!(ToCrs84::new(None, None), Err(CrsError::Missing)));
        assert!(matches!(ToCrs84::new(None, Some("EPSG:99999999")), Err(CrsError::Unknown(_))));
    }

    #[test]
    fn a_reference_system_in_a_file_may_not_refer_to_other_files() {
        // With `@`, PROJ opens the grid only when it is needed.
        let stated = SpatialRef::from_proj4("+proj=longlat +ellps=krass +nadgrids=@elsewhere.gsb").expect("a system");
        assert!(matches!(ToCrs84::new(Some(stated), None), Err(CrsError::StatedReferencesFile("grids="))));
        let web = "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs";
        assert!(ToCrs84::new(Some(SpatialRef::from_proj4(web).expect("a system")), None).is_ok());
    }
}
