//! Opening an archive: what it says of itself is read once.

use std::time::Instant;

use geodata::tiles::archives::{About, MbTiles, PmTiles, ReadError};
use serde_json::Value as Json;
use xxhash_rust::xxh3::xxh3_64;

use super::location::Location;
use super::place::Place;
use super::waiting::PATIENCE;
use super::{Archive, Reader};
use crate::encoding::Encoding;

/// Why an archive cannot be served.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {error}")]
pub struct OpenError {
    /// Without the secrets of an address.
    location: String,
    error: ReadError,
}

impl OpenError {
    /// Whether another attempt may succeed though the archive stays as it is.
    pub fn is_transient(&self) -> bool {
        self.error.is_transient()
    }
}

impl Archive {
    /// Opens the archive at a location.
    pub fn open(location: &Location) -> Result<Self, OpenError> {
        Self::read_from(location).map_err(|error| OpenError { location: location.to_string(), error })
    }

    fn read_from(location: &Location) -> Result<Self, ReadError> {
        let place = Place::new(location)?;
        let deadline = Instant::now() + PATIENCE;
        let reader = match (location, place.ranges()) {
            (_, Some(ranges)) => Reader::Pmtiles(Box::new(PmTiles::open(ranges, deadline)?)),
            (Location::File(path), None) => Reader::Mbtiles(MbTiles::open(path, deadline)?),
            (Location::Remote(_), None) => return Err(ReadError::Unreadable("the store cannot be opened".to_owned())),
        };
        place.look_after_reading(false, deadline);
        if place.other().is_some() {
            return Err(ReadError::Replaced);
        }
        let about = reader.about().clone();
        let text = Json::from(about.metadata.clone()).to_string();
        let About { kind, compression, zooms, bounds, center, metadata } = about;
        let encoding = Encoding::from(compression);
        let fingerprint = xxh3_64(format!("{location} {text}").as_bytes());
        Ok(Self { name: location.name(), kind, encoding, zooms, bounds, center, metadata, fingerprint, place, reader })
    }
}
