//! The metadata of an archive, as far as they are used.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value as Json};

use super::limits::{MOST_MEMBER_BYTES, MOST_METADATA_BYTES};
use super::{Compression, ReadError, TileKind};
use crate::grid::MAX_ZOOM;

/// The tiles of an archive, and its metadata.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// What the tiles are.
    pub kind: TileKind,
    /// Their usual compression.
    pub compression: Compression,
    /// First and last zoom.
    pub zooms: (u8, u8),
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude, latitude, zoom.
    pub center: (f64, f64, u8),
    /// The metadata that are used; an archive may have others.
    pub metadata: Map<String, Json>,
}

/// The members of the metadata that are used. The others may be large, and nobody looks at them.
const USED: [&str; 13] = [
    "name",
    "description",
    "attribution",
    "legend",
    "disclaimer",
    "version",
    "type",
    "vector_layers",
    "format",
    "bounds",
    "center",
    "minzoom",
    "maxzoom",
];

/// Web Mercator has no more.
const WORLD: [f64; 4] = [-180.0, -85.051_129, 180.0, 85.051_129];

impl About {
    /// With bounds, centre and zooms corrected where they are off the map or swapped: clients would fail.
    pub(super) fn new(
        (kind, compression): (TileKind, Compression),
        (first, last): (u8, u8),
        bounds: Option<[f64; 4]>,
        center: Option<(f64, f64, u8)>,
        metadata: Map<String, Json>,
    ) -> Self {
        let last = last.min(MAX_ZOOM);
        let first = first.min(last);
        let on_map = |lon: f64, lat: f64| lon.abs() <= 180.0 && lat.abs() <= 90.0;
        let is_box = |[west, south, east, north]: &[f64; 4]| {
            on_map(*west, *south) && on_map(*east, *north) && west <= east && south <= north
        };
        let bounds = bounds.filter(is_box).unwrap_or(WORLD);
        let [west, south, east, north] = bounds;
        let middle = (f64::midpoint(west, east), f64::midpoint(south, north), first);
        let (lon, lat, zoom) = center.filter(|(lon, lat, _)| on_map(*lon, *lat)).unwrap_or(middle);
        Self { kind, compression, zooms: (first, last), bounds, center: (lon, lat, zoom.clamp(first, last)), metadata }
    }
}

/// Whether a member of the metadata is used.
pub(super) fn is_used(member: &str) -> bool {
    USED.contains(&member)
}

/// The used members of metadata in JSON.
pub(super) fn used_metadata(text: &[u8]) -> Result<Map<String, Json>, ReadError> {
    if text.len() > MOST_METADATA_BYTES {
        return Err(ReadError::TooLong { what: "its metadata", most: MOST_METADATA_BYTES });
    }
    let failed = |error: serde_json::Error| {
        ReadError::malformed(format!("its metadata is no JSON object that is read: {error}"))
    };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let used = reader.deserialize_map(Used).map_err(failed)?;
    reader.end().map_err(failed)?;
    Ok(used)
}

/// Deserializes used members only.
struct Used;

impl<'de> Visitor<'de> for Used {
    type Value = Map<String, Json>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut used = Map::new();
        while let Some(member) = members.next_key::<std::borrow::Cow<'de, str>>()? {
            if !is_used(&member) {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw: &RawValue = members.next_value()?;
            if raw.get().len() > MOST_MEMBER_BYTES {
                return Err(A::Error::custom(format!("`{member}` is longer than {MOST_MEMBER_BYTES} bytes")));
            }
            used.insert(member.into_owned(), serde_json::from_str(raw.get()).map_err(A::Error::custom)?);
        }
        Ok(used)
    }
}
