//! PMTiles archives (PMTiles 3), read part by part.
//!
//! The `pmtiles` crate decompresses directories and metadata without a bound, and does not expose their offsets: this reader has a bound
//! for each, and uses the crate for the header.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use moka::sync::Cache;
use pmtiles::{Header, TileType};

use super::about::used_metadata;
use super::directory::Directory;
use super::limits::{MOST_DIRECTORY_BYTES, MOST_METADATA_BYTES, MOST_TILE_BYTES};
use super::{About, Compression, ReadError, ReadRange, TileKind};
use crate::grid::TileId;
use crate::tiles::archives::position;

/// The header and the first directory are within as many bytes.
const BEGINNING: usize = 16_384;
/// The deepest nesting of directories.
const MOST_LEVELS: usize = 5;
/// Bytes of directories that are cached for an archive.
const KEPT_DIRECTORIES: u64 = 64 << 20;

/// A PMTiles archive, open for reading.
pub struct PmTiles<R> {
    ranges: R,
    /// Its metadata.
    pub about: About,
    compression: Compression,
    root: Directory,
    directories: Section,
    tiles: Section,
    kept: Cache<(u64, u32), Arc<Directory>>,
}

impl<R> fmt::Debug for PmTiles<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PmTiles").field("about", &self.about).finish_non_exhaustive()
    }
}

/// A part of the file.
#[derive(Clone, Copy, Debug)]
struct Section {
    offset: u64,
    length: u64,
}

impl Section {
    /// Where in the file some bytes of it begin; none where they are not all in it.
    fn at(self, offset: u64, length: u64) -> Option<u64> {
        let is_inside = offset.checked_add(length).is_some_and(|end| end <= self.length);
        self.offset.checked_add(offset).filter(|_| is_inside)
    }
}

impl<R: ReadRange> PmTiles<R> {
    /// Opens an archive and reads its metadata.
    pub fn open(ranges: R, deadline: Instant) -> Result<Self, ReadError> {
        let beginning = ranges.read_range(0, BEGINNING, deadline)?;
        let failed = |error: pmtiles::PmtError| ReadError::malformed(format!("no PMTiles archive: {error}"));
        let header = Header::try_from_bytes(beginning.slice(..beginning.len().min(127))).map_err(failed)?;
        let [root, metadata, directories, tiles] = sections(&beginning).ok_or_else(|| ReadError::malformed(CUT_OFF))?;
        let compression = supported(header.internal_compression())
            .ok_or_else(|| ReadError::malformed("it does not say how its directories are packed"))?;
        let root = usize::try_from(root.offset).ok().zip(usize::try_from(root.length).ok());
        let root = root.and_then(|(start, length)| Some(start..start.checked_add(length)?));
        let root = root.filter(|root| root.end <= beginning.len());
        let root = root.ok_or_else(|| ReadError::malformed("its first directory is not at its beginning"))?;
        let root = decompressed_directory(compression, &beginning.slice(root))?;
        let length = usize::try_from(metadata.length).ok().filter(|length| *length <= MOST_METADATA_BYTES);
        let length = length.ok_or(ReadError::TooLong { what: "its metadata", most: MOST_METADATA_BYTES })?;
        let text = read_exactly(&ranges, metadata.offset, length, deadline)?;
        let text = compression.decompress(&text, "its metadata", MOST_METADATA_BYTES)?;
        let about = about(&header, used_metadata(&text)?)?;
        let weigh = |_: &(u64, u32), directory: &Arc<Directory>| u32::try_from(directory.bytes()).unwrap_or(u32::MAX);
        let kept = Cache::builder().weigher(weigh).max_capacity(KEPT_DIRECTORIES).build();
        Ok(Self { ranges, about, compression, root, directories, tiles, kept })
    }

    /// A tile as it is stored.
    pub fn tile(&self, tile: TileId, deadline: Instant) -> Result<Option<Bytes>, ReadError> {
        let place = position(tile);
        let Some(mut entry) = self.root.find(place) else { return Ok(None) };
        let outside = || ReadError::malformed("a directory of it names bytes that are not in it");
        for _ in 0..=MOST_LEVELS {
            if !entry.is_directory() {
                let length = entry.length as usize;
                if length > MOST_TILE_BYTES {
                    return Err(ReadError::TooLong { what: "the tile", most: MOST_TILE_BYTES });
                }
                let offset = self.tiles.at(entry.offset, entry.length.into()).ok_or_else(outside)?;
                return read_exactly(&self.ranges, offset, length, deadline).map(Some);
            }
            let offset = self.directories.at(entry.offset, entry.length.into()).ok_or_else(outside)?;
            let directory = self.kept.try_get_with((offset, entry.length), || {
                self.directory(offset, entry.length as usize, deadline).map(Arc::new)
            });
            match directory.map_err(Arc::unwrap_or_clone)?.find(place) {
                Some(next) => entry = next,
                None => return Ok(None),
            }
        }
        Err(ReadError::malformed("its directories lead to each other"))
    }

    fn directory(&self, offset: u64, length: usize, deadline: Instant) -> Result<Directory, ReadError> {
        if length > MOST_DIRECTORY_BYTES {
            return Err(ReadError::TooLong { what: A_DIRECTORY, most: MOST_DIRECTORY_BYTES });
        }
        decompressed_directory(self.compression, &read_exactly(&self.ranges, offset, length, deadline)?)
    }
}

const A_DIRECTORY: &str = "a directory of it";
const CUT_OFF: &str = "it is cut off";

fn decompressed_directory(compression: Compression, bytes: &Bytes) -> Result<Directory, ReadError> {
    Directory::parse(&compression.decompress(bytes, A_DIRECTORY, MOST_DIRECTORY_BYTES)?)
}

fn read_exactly(ranges: &impl ReadRange, offset: u64, length: usize, deadline: Instant) -> Result<Bytes, ReadError> {
    let bytes = ranges.read_range(offset, length, deadline)?;
    if bytes.len() == length { Ok(bytes) } else { Err(ReadError::malformed(CUT_OFF)) }
}

/// The first directory, the metadata, the other directories and the tiles: offsets and lengths, from the ninth byte on.
fn sections(header: &[u8]) -> Option<[Section; 4]> {
    let number = |at: usize| header.get(at..at + 8)?.try_into().ok().map(u64::from_le_bytes);
    let section = |at: usize| Some(Section { offset: number(at)?, length: number(at + 8)? });
    Some([section(8)?, section(24)?, section(40)?, section(56)?])
}

fn supported(compression: pmtiles::Compression) -> Option<Compression> {
    Some(match compression {
        pmtiles::Compression::None => Compression::Plain,
        pmtiles::Compression::Gzip => Compression::Gzip,
        pmtiles::Compression::Brotli => Compression::Brotli,
        pmtiles::Compression::Zstd => Compression::Zstd,
        pmtiles::Compression::Unknown => return None,
    })
}

fn about(header: &Header, metadata: serde_json::Map<String, serde_json::Value>) -> Result<About, ReadError> {
    let kind = match header.tile_type {
        TileType::Mvt => TileKind::Mvt,
        TileType::Mlt => TileKind::Mlt,
        TileType::Png => TileKind::Png,
        TileType::Jpeg => TileKind::Jpeg,
        TileType::Webp => TileKind::Webp,
        TileType::Avif => TileKind::Avif,
        TileType::Unknown => return Err(ReadError::malformed("it does not say what its tiles are")),
    };
    // Images often have none declared.
    let compression = supported(header.tile_compression).unwrap_or(Compression::Plain);
    Ok(About::new(
        (kind, compression),
        (header.min_zoom, header.max_zoom),
        Some([header.min_longitude, header.min_latitude, header.max_longitude, header.max_latitude]),
        Some((header.center_longitude, header.center_latitude, header.center_zoom)),
        metadata,
    ))
}
