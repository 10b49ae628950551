//! Opens an archive and reads its metadata once.

use std::time::Instant;

use geodata::tiles::archives::{About, MbTiles, PmTiles, ReadError};
use serde_json::Value as Json;
use xxhash_rust::xxh3::xxh3_64;

use super::archive_file::ArchiveFile;
use super::blocking::TIMEOUT;
use super::location::Location;
use super::{Archive, Reader};
use crate::encoding::Encoding;

/// Why an archive cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{location}: {error}")]
pub struct OpenError {
    /// The location, with secrets masked.
    location: String,
    error: ReadError,
}

impl OpenError {
    /// Whether a retry may succeed although the archive is unchanged.
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
        let file = ArchiveFile::new(location)?;
        let deadline = Instant::now() + TIMEOUT;
        let reader = match (location, file.range_reader()) {
            (_, Some(range_reader)) => Reader::Pmtiles(Box::new(PmTiles::open(range_reader, deadline)?)),
            (Location::File(path), None) => Reader::Mbtiles(MbTiles::open(path, deadline)?),
            (Location::Remote(_), None) => return Err(ReadError::Unreadable("the store cannot be opened".to_owned())),
        };
        file.check_replaced_after_read(false, deadline);
        if file.replacement().is_some() {
            return Err(ReadError::Replaced);
        }
        let about = reader.about().clone();
        let text = Json::from(about.metadata.clone()).to_string();
        let About { kind, compression, zooms, bounds, center, metadata } = about;
        let encoding = Encoding::from(compression);
        let fingerprint = xxh3_64(format!("{location} {text}").as_bytes());
        Ok(Self { name: location.name(), kind, encoding, zooms, bounds, center, metadata, fingerprint, file, reader })
    }
}
