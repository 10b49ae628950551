//! Reads untrusted archives. No declared size is believed: everything that is read, decompressed or waited for has a bound, and exceeding
//! it is an error.
//!
//! ```text
//! ReadRange (disk, store, memory) ─► PmTiles ─┐
//! file ──► SQLite, locked down ────► MbTiles ─┴─► About, stored tiles ─► check_tile
//! ```

mod about;
mod check;
mod compression;
mod directory;
mod kind;
mod limits;
mod mbtiles;
mod pmtiles;
mod sqlite;

#[cfg(test)]
mod tests;

use std::time::Instant;

use bytes::Bytes;

pub use about::About;
pub use check::{CheckedTile, check_tile};
pub use compression::Compression;
pub use kind::TileKind;
pub use limits::{MOST_DIRECTORY_BYTES, MOST_METADATA_BYTES, MOST_TILE_BYTES};
pub use mbtiles::MbTiles;
pub use pmtiles::PmTiles;

/// A file that is read in parts, wherever it is.
pub trait ReadRange: Send + Sync {
    /// The bytes from an offset on; fewer only where the file ends.
    fn read_range(&self, offset: u64, length: usize, deadline: Instant) -> Result<Bytes, ReadError>;
}

/// A whole archive in memory.
impl ReadRange for Bytes {
    fn read_range(&self, offset: u64, length: usize, _: Instant) -> Result<Bytes, ReadError> {
        let start = usize::try_from(offset).map_or(self.len(), |offset| offset.min(self.len()));
        Ok(self.slice(start..start.saturating_add(length).min(self.len())))
    }
}

/// Why an archive, or something of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The time is over.
    #[error("it was not read in time")]
    Late,
    /// The archive was replaced meanwhile.
    #[error("it was replaced while it was being read")]
    Replaced,
    /// An error of the disk or the store.
    #[error("{0}")]
    Unreadable(String),
    /// It is not an archive, or it is damaged.
    #[error("{0}")]
    Malformed(String),
    /// More bytes than are ever read.
    #[error("{what} is longer than {most} bytes")]
    TooLong {
        /// What has so many bytes.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl ReadError {
    fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed(reason.into())
    }

    /// Whether another attempt may succeed though the archive stays as it is.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Late | Self::Replaced | Self::Unreadable(_))
    }
}
