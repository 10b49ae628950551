//! Reads byte ranges of a file on disk or of an object in a store.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use geodata::tiles::archives::{ReadError, ReadRange};

use super::location::Location;
use super::store::Store;

/// A source of byte ranges.
#[derive(Clone, Debug)]
pub enum RangeReader {
    /// Read with `pread`, not mapped: truncating a mapped file would kill the process.
    File(Arc<File>),
    Store(Arc<Store>),
}

impl RangeReader {
    /// Opens the file or object at a location.
    pub fn open(location: &Location) -> Result<Self, ReadError> {
        match location {
            Location::File(path) => Ok(Self::File(Arc::new(File::open(path)?))),
            Location::Remote(url) => Store::open(url).map(|store| Self::Store(Arc::new(store))),
        }
    }
}

impl ReadRange for RangeReader {
    fn read_range(&self, offset: u64, length: usize, deadline: Instant) -> Result<Bytes, ReadError> {
        match self {
            Self::File(file) => Ok(read_at(file, offset, length)?.into()),
            Self::Store(store) => store.read(offset, length, deadline),
        }
    }
}

/// Returns fewer bytes only at the end of the file.
fn read_at(file: &File, offset: u64, length: usize) -> std::io::Result<Vec<u8>> {
    // Allocate no more than the file can fill.
    let left = file.metadata()?.len().saturating_sub(offset);
    let mut bytes = vec![0; usize::try_from(left).map_or(length, |left| left.min(length))];
    let mut read = 0;
    while read < bytes.len() {
        match file.read_at(&mut bytes[read..], offset + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}
