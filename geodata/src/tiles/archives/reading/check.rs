//! Checks of a stored tile before it is served: it must decompress (within a bound), and its structure must be complete.
//!
//! A vector tile must be a sequence of Protocol Buffers fields, and so must each of its layers; a MapLibre tile a sequence of layers. An
//! image must be complete: the chunks of a PNG with their checksums, the end of a JPEG, the boxes of WebP and AVIF. Its pixels are not
//! decoded. An image may have another format than the archive declares, which is common.

use bytes::Bytes;

use super::directory::varint;
use super::limits::MOST_TILE_BYTES;
use super::{Compression, ReadError, TileKind};

/// A stored tile that passed the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTile {
    /// What it is.
    pub kind: TileKind,
    /// The compression of its bytes.
    pub compression: Compression,
    /// The bytes as they are stored.
    pub bytes: Bytes,
}

/// Checks a tile of an archive with the given kind and usual compression of tiles.
pub fn check_tile(kind: TileKind, compression: Compression, bytes: Bytes) -> Result<CheckedTile, ReadError> {
    // MBTiles does not declare the compression of tiles, nor do some PMTiles; gzip is recognised by its magic number.
    let compression = match compression {
        Compression::Plain | Compression::Gzip if Compression::is_gzip(&bytes) => Compression::Gzip,
        Compression::Plain | Compression::Gzip => Compression::Plain,
        other => other,
    };
    let content = compression.decompress(&bytes, "the tile", MOST_TILE_BYTES)?;
    let kind = match kind {
        TileKind::Mvt => is_vector_tile(&content).then_some(kind),
        TileKind::Mlt => is_maplibre_tile(&content).then_some(kind),
        _ => picture(&content),
    };
    let kind = kind.ok_or_else(|| ReadError::malformed("the tile is damaged"))?;
    Ok(CheckedTile { kind, compression, bytes })
}

/// Field 3 of a tile is a layer (Vector Tile Specification 2.1, annex A).
const LAYER: u64 = 3;

fn is_vector_tile(tile: &[u8]) -> bool {
    fields(tile, |field, content| field != LAYER || content.is_some_and(|layer| fields(layer, |_, _| true)))
}

/// Whether bytes are a sequence of fields that all satisfy a predicate, which gets the number of the field, and its content where it is
/// length-delimited.
fn fields(mut bytes: &[u8], is_fine: impl Fn(u64, Option<&[u8]>) -> bool) -> bool {
    while !bytes.is_empty() {
        let Some(key) = varint(&mut bytes) else { return false };
        let length = match key & 7 {
            0 => varint(&mut bytes).map(|_| 0),
            1 => Some(8),
            2 => varint(&mut bytes),
            5 => Some(4),
            _ => None,
        };
        let split = length.and_then(|length| bytes.split_at_checked(usize::try_from(length).ok()?));
        let Some((content, rest)) = split else { return false };
        let content = (key & 7 == 2).then_some(content);
        if key >> 3 == 0 || !is_fine(key >> 3, content) {
            return false;
        }
        bytes = rest;
    }
    true
}

/// A layer is its length and as many bytes.
fn is_maplibre_tile(mut tile: &[u8]) -> bool {
    while !tile.is_empty() {
        let length = varint(&mut tile).and_then(|length| usize::try_from(length).ok()).filter(|length| *length > 0);
        match length.and_then(|length| tile.split_at_checked(length)) {
            Some((_, rest)) => tile = rest,
            None => return false,
        }
    }
    true
}

/// The image format, if the image is complete.
fn picture(bytes: &[u8]) -> Option<TileKind> {
    if is_png(bytes) {
        Some(TileKind::Png)
    } else if is_jpeg(bytes) {
        Some(TileKind::Jpeg)
    } else if is_webp(bytes) {
        Some(TileKind::Webp)
    } else {
        is_avif(bytes).then_some(TileKind::Avif)
    }
}

/// Chunks with a length, a name and a checksum of both name and content, up to one of the name IEND (PNG, section 5).
fn is_png(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return false };
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((named, after)) = after.split_at_checked(length.saturating_add(4)) else { return false };
        let Some((sum, after)) = after.split_first_chunk::<4>() else { return false };
        let mut crc = flate2::Crc::new();
        crc.update(named);
        if crc.sum() != u32::from_be_bytes(*sum) {
            return false;
        }
        if named.starts_with(b"IEND") {
            return true;
        }
        rest = after;
    }
    false
}

/// It begins with a marker and ends with one; some cameras and tools put a little behind the end.
fn is_jpeg(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(1024)..];
    bytes.starts_with(&[0xff, 0xd8, 0xff]) && end.windows(2).any(|pair| pair == [0xff, 0xd9])
}

/// RIFF with its length.
fn is_webp(bytes: &[u8]) -> bool {
    let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
    bytes.starts_with(b"RIFF")
        && bytes.get(8..12) == Some(b"WEBP")
        && length.is_some_and(|length| length as usize + 8 <= bytes.len())
}

/// Boxes with their lengths (ISO 14496-12, section 4.2), the first of which says that it is a picture.
fn is_avif(mut bytes: &[u8]) -> bool {
    let brands = bytes.get(8..bytes.len().min(64)).unwrap_or_default();
    let is_known = brands.chunks(4).any(|brand| matches!(brand, b"avif" | b"avis"));
    if bytes.get(4..8) != Some(b"ftyp") || !is_known {
        return false;
    }
    while !bytes.is_empty() {
        let short = bytes.get(..4).and_then(|length| length.try_into().ok()).map(u32::from_be_bytes);
        let long = || bytes.get(8..16).and_then(|length| length.try_into().ok()).map(u64::from_be_bytes);
        let length = match short {
            // Up to the end.
            Some(0) => return true,
            Some(1) => long().filter(|length| *length >= 16),
            short => short.map(u64::from).filter(|length| *length >= 8),
        };
        let length = length.and_then(|length| usize::try_from(length).ok());
        match length.and_then(|length| bytes.split_at_checked(length)) {
            Some((_, rest)) => bytes = rest,
            None => return false,
        }
    }
    true
}
