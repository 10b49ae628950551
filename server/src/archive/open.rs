//! Opening an archive: what it says of itself is read once.

use geodata::tiles::archives::{ArchiveError, MbTiles, TileKind};
use pmtiles::{AsyncPmTilesReader, Compression, MokaCache, TileType};
use serde_json::{Map, Value as Json};
use xxhash_rust::xxh3::xxh3_64;

use super::{Archive, Location, Place, Ranges, Reader, block_on};
use crate::http::encoding::Encoding;

/// Bytes of directories that are kept of an archive.
const DIRECTORIES: u64 = 64 << 20;

/// Why an archive cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Mbtiles(#[from] ArchiveError),
    #[error("{location}: {reason}")]
    Other { location: String, reason: String },
}

impl Archive {
    /// Opens the archive at a location.
    pub fn open(location: &Location) -> Result<Self, OpenError> {
        let place = Place::new(location);
        match location {
            Location::File(path) if location.is_mbtiles() => Self::mbtiles(place, MbTiles::open(path)?),
            _ => Self::pmtiles(place),
        }
    }

    fn pmtiles(place: Place) -> Result<Self, OpenError> {
        let location = &place.location;
        let other = |reason: String| OpenError::Other { location: location.to_string(), reason };
        let failed = |error: pmtiles::PmtError| other(error.to_string());
        let ranges = Ranges::open(location).map_err(other)?;
        let late = || other("the store does not answer".to_owned());
        let cache = MokaCache::with_max_bytes(DIRECTORIES);
        let reader =
            block_on(AsyncPmTilesReader::try_from_cached_source(ranges, cache)).ok_or_else(late)?.map_err(failed)?;
        let text = block_on(reader.get_metadata()).ok_or_else(late)?.map_err(failed)?;
        let metadata: Map<String, Json> =
            serde_json::from_str(&text).map_err(|error| other(format!("its metadata is no JSON object: {error}")))?;
        let header = reader.get_header();
        let kind = match header.tile_type {
            TileType::Mvt => TileKind::Mvt,
            TileType::Mlt => TileKind::Mlt,
            TileType::Png => TileKind::Png,
            TileType::Jpeg => TileKind::Jpeg,
            TileType::Webp => TileKind::Webp,
            TileType::Avif => TileKind::Avif,
            TileType::Unknown => return Err(other("it does not say what its tiles are".to_owned())),
        };
        let packing = match header.tile_compression {
            Compression::Gzip => Encoding::Gzip,
            Compression::Brotli => Encoding::Brotli,
            Compression::Zstd => Encoding::Zstd,
            // Pictures often have none stated.
            Compression::None | Compression::Unknown => Encoding::Identity,
        };
        Ok(Self {
            name: location.name(),
            kind,
            packing,
            zooms: (header.min_zoom, header.max_zoom),
            bounds: [header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude],
            center: (
                header.center_longitude,
                header.center_latitude,
                header.center_zoom.clamp(header.min_zoom, header.max_zoom.max(header.min_zoom)),
            ),
            fingerprint: xxh3_64(format!("{location} {text}").as_bytes()),
            metadata,
            place,
            reader: Reader::Pmtiles(Box::new(reader)),
        })
    }

    fn mbtiles(place: Place, archive: MbTiles) -> Result<Self, OpenError> {
        let location = &place.location;
        let zooms = archive.zooms()?;
        let numbers = |name: &str| -> Vec<f64> {
            let text = archive.metadata.get(name).and_then(Json::as_str).unwrap_or_default();
            text.split(',')
                .filter_map(|part| part.trim().parse().ok())
                .filter(|number: &f64| number.is_finite())
                .collect()
        };
        let bounds = <[f64; 4]>::try_from(numbers("bounds")).unwrap_or([-180.0, -85.051_129, 180.0, 85.051_129]);
        let [west, south, east, north] = bounds;
        let center = match numbers("center")[..] {
            [lon, lat, zoom] => (lon, lat, (zoom as u8).clamp(zooms.0, zooms.1.max(zooms.0))),
            _ => (f64::midpoint(west, east), f64::midpoint(south, north), zooms.0),
        };
        let about = Json::from(archive.metadata.clone()).to_string();
        Ok(Self {
            name: location.name(),
            kind: archive.kind,
            packing: if archive.kind.is_vector() { Encoding::Gzip } else { Encoding::Identity },
            zooms,
            bounds,
            center,
            metadata: archive.metadata.clone(),
            fingerprint: xxh3_64(format!("{location} {about}").as_bytes()),
            place,
            reader: Reader::Mbtiles(archive),
        })
    }
}
