//! Coordinate reference systems of responses: CRS84, in which all data is stored, and the systems of EPSG.
//!
//! Only the code of a client's CRS is used; PROJ looks it up in its own database. Definitions and file names never
//! come from outside.

mod projection;

use std::fmt;

use crate::gdal_process::Complaints;
use crate::model::BBox;
use gdal::spatial_ref::SpatialRef;
pub use projection::Projection;

/// The URI of CRS84: longitude and latitude on WGS 84.
const CRS84_URI: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// The prefix of the URIs of EPSG systems.
const EPSG_URI: &str = "http://www.opengis.net/def/crs/EPSG/0/";
/// Larger than any coordinate on the earth in any system, including feet and zone prefixes. GDAL wraps longitudes of
/// Web Mercator in steps of one turn, which never ends for much larger values.
pub(crate) const MAX_COORDINATE: f64 = 2e8;
/// Minimum fraction of the data's bounding box that must lie in the area of use of a system.
const MIN_OVERLAP: f64 = 0.01;

/// A coordinate reference system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Longitude and latitude on WGS 84.
    #[default]
    Crs84,
    /// The EPSG system with this code, its axes in the order of EPSG.
    Epsg(u32),
}

/// Why features cannot be projected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CrsError {
    /// The code does not exist.
    #[error("{0} is not known")]
    Unknown(Crs),
    /// Not a system of two coordinates on the earth's surface.
    #[error("{0} is no system of two coordinates on the earth's surface")]
    NotFlat(Crs),
    /// The data is outside the area of use.
    #[error("{crs} is made for another area: {area}")]
    Elsewhere {
        /// The system.
        crs: Crs,
        /// Its area of use.
        area: String,
    },
    /// A coordinate cannot be projected.
    #[error("{0} has no coordinates for some of these features")]
    Outside(Crs),
}

impl Crs {
    /// WGS 84 with latitude first.
    pub const WGS84: Self = Self::Epsg(4326);
    /// Web Mercator.
    pub const WEB_MERCATOR: Self = Self::Epsg(3857);
    /// The systems listed with each collection; [`Self::check`] tells whether any other one can be used.
    pub const LISTED: [Self; 3] = [Self::Crs84, Self::WGS84, Self::WEB_MERCATOR];

    /// Parses a URI of OGC (`http://www.opengis.net/def/crs/EPSG/0/3857`), a URN (`urn:ogc:def:crs:EPSG::3857`), or a
    /// short name (`EPSG:3857`, or the safe CURIE `[EPSG:3857]`).
    pub fn parse(text: &str) -> Option<Self> {
        let in_uri = ["http://www.opengis.net/def/crs/", "https://www.opengis.net/def/crs/"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let (authority, code) = if let Some(path) = in_uri {
            let mut parts = path.split('/');
            let found = (parts.next()?, parts.next()?, parts.next()?);
            (parts.next().is_none() && is_version(found.1)).then_some((found.0, found.2))?
        } else if let Some(name) = text.strip_prefix("urn:ogc:def:crs:") {
            let mut parts = name.split(':');
            let found = (parts.next()?, parts.next()?, parts.next()?);
            (parts.next().is_none() && (found.1.is_empty() || is_version(found.1))).then_some((found.0, found.2))?
        } else {
            let curie = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            curie.unwrap_or(text).split_once(':')?
        };
        match authority {
            "OGC" if code == "CRS84" => Some(Self::Crs84),
            "EPSG" if (1..=6).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit()) => {
                code.parse().ok().map(Self::Epsg)
            }
            _ => None,
        }
    }

    /// Its URI.
    pub fn uri(self) -> String {
        match self {
            Self::Crs84 => CRS84_URI.to_owned(),
            Self::Epsg(code) => format!("{EPSG_URI}{code}"),
        }
    }

    /// Checks that data in a bounding box can be projected.
    pub fn check(self, data: Option<BBox>) -> Result<(), CrsError> {
        if Self::LISTED.contains(&self) {
            return Ok(());
        }
        let area = self.reference()?.area_of_use().ok_or(CrsError::NotFlat(self))?;
        let made_for = BBox {
            west: area.west_lon_degree,
            south: area.south_lat_degree,
            east: area.east_lon_degree,
            north: area.north_lat_degree,
        };
        if data.is_some_and(|data| overlap(made_for, data) < MIN_OVERLAP) {
            return Err(CrsError::Elsewhere { crs: self, area: area.name });
        }
        Ok(())
    }

    /// The definition in PROJ's database.
    fn reference(self) -> Result<SpatialRef, CrsError> {
        let Self::Epsg(code) = self else { return Err(CrsError::NotFlat(self)) };
        let _quiet = Complaints::listen();
        let reference = SpatialRef::from_epsg(code).map_err(|_| CrsError::Unknown(self))?;
        // GDAL accepts some ESRI codes as those of EPSG.
        if reference.authority().ok().as_deref() != Some(&*format!("EPSG:{code}")) {
            return Err(CrsError::Unknown(self));
        }
        let is_flat = reference.axes_count() == 2 && (reference.is_geographic() || reference.is_projected());
        if is_flat { Ok(reference) } else { Err(CrsError::NotFlat(self)) }
    }
}

impl fmt::Display for Crs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Crs84 => f.write_str("OGC:CRS84"),
            Self::Epsg(code) => write!(f, "EPSG:{code}"),
        }
    }
}

/// Whether a text is a version such as `0` or `1.3`.
fn is_version(text: &str) -> bool {
    text.len() <= 16 && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The fraction of a bounding box inside an area, 0 to 1. A box without extent is treated as a point or a line.
fn overlap(area: BBox, data: BBox) -> f64 {
    let shared = |(low, high): (f64, f64), (from, to): (f64, f64)| to.min(high) - from.max(low);
    let pairs = || area.parts().flat_map(|area| data.parts().map(move |data| (area, data)));
    let along_x = pairs().map(|(area, data)| shared((area.min().x, area.max().x), (data.min().x, data.max().x)));
    let along_y = shared((area.south, area.north), (data.south, data.north));
    let part =
        |shared: f64, extent: f64| if extent > 0.0 { shared.max(0.0) / extent } else { f64::from(shared >= 0.0) };
    let widest = along_x.clone().fold(f64::NEG_INFINITY, f64::max);
    let width = along_x.map(|shared| shared.max(0.0)).sum::<f64>();
    part(if widest < 0.0 { widest } else { width }, data.width()) * part(along_y, data.north - data.south)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_has_many_names_and_none_of_them_is_a_definition() {
        for (text, crs) in [
            ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", Crs::Crs84),
            ("http://www.opengis.net/def/crs/OGC/0/CRS84", Crs::Crs84),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", Crs::Crs84),
            ("OGC:CRS84", Crs::Crs84),
            ("[OGC:CRS84]", Crs::Crs84),
            ("http://www.opengis.net/def/crs/EPSG/0/4326", Crs::WGS84),
            ("https://www.opengis.net/def/crs/EPSG/9.9.1/4326", Crs::WGS84),
            ("urn:ogc:def:crs:EPSG::3857", Crs::WEB_MERCATOR),
            ("EPSG:32643", Crs::Epsg(32643)),
            ("[EPSG:3857]", Crs::WEB_MERCATOR),
        ] {
            assert_eq!(Crs::parse(text), Some(crs), "{text}");
            assert_eq!(Crs::parse(&crs.uri()), Some(crs));
        }
        for text in [
            "",
            "4326",
            "epsg:4326",
            "EPSG:",
            "EPSG:4326+5773",
            "EPSG:+4326",
            "[EPSG:4326",
            "EPSG:99999999999",
            "ESRI:102001",
            "+proj=longlat +nadgrids=/etc/passwd",
            "/etc/passwd",
            "http://evil.example/def/crs/EPSG/0/4326",
            "http://www.opengis.net/def/crs/EPSG/0/4326/x",
            "http://www.opengis.net/def/crs/EPSG/../4326",
            "http://www.opengis.net/def/crs/0/unsupported",
            "http://www.opengis.net/def/crs/OGC/0/CRS84h",
            "GEOGCS[\"x\"]",
        ] {
            assert_eq!(Crs::parse(text), None, "{text}");
        }
    }

    /// About Kyrgyzstan.
    const DATA: Option<BBox> = Some(BBox { west: 69.2, south: 39.2, east: 80.3, north: 43.3 });

    #[test]
    fn systems_made_for_the_data_are_accepted() {
        // UTM zones, the Pulkovo grids of the region, its geographic systems.
        for code in [4326, 3857, 3395, 32642, 32643, 32644, 28413, 28414, 4284, 7683] {
            assert_eq!(Crs::Epsg(code).check(DATA), Ok(()), "{code}");
        }
    }

    #[test]
    fn others_are_refused_with_a_reason() {
        for code in [0, 1, 999_999, 102_100] {
            assert_eq!(Crs::Epsg(code).check(DATA), Err(CrsError::Unknown(Crs::Epsg(code))), "{code}");
        }
        // Heights, three dimensions, the earth's centre.
        for code in [5773, 4979, 4978, 7405] {
            assert_eq!(Crs::Epsg(code).check(DATA), Err(CrsError::NotFlat(Crs::Epsg(code))), "{code}");
        }
        for code in [2056, 27700, 2193, 32641, 32743, 32660] {
            let refused = Crs::Epsg(code).check(DATA);
            assert!(matches!(refused, Err(CrsError::Elsewhere { .. })), "{code}: {refused:?}");
        }
    }

    #[test]
    fn the_area_of_a_system_may_cross_the_antimeridian() {
        let fiji = |west: f64, east: f64| Some(BBox { west, south: -20.0, east, north: -15.0 });
        assert_eq!(Crs::Epsg(3460).check(fiji(177.0, 179.0)), Ok(()));
        assert_eq!(Crs::Epsg(3460).check(fiji(-180.0, -179.0)), Ok(()));
        assert_eq!(Crs::Epsg(3460).check(fiji(177.0, -179.0)), Ok(()));
        assert!(Crs::Epsg(3460).check(fiji(-170.0, -160.0)).is_err());
    }

    #[test]
    fn a_dataset_of_one_place_has_a_box_without_extent() {
        let point = |x: f64| Some(BBox { west: x, south: 42.0, east: x, north: 42.0 });
        assert_eq!(Crs::Epsg(32643).check(point(74.6)), Ok(()));
        assert!(Crs::Epsg(32643).check(point(60.0)).is_err());
    }
}
