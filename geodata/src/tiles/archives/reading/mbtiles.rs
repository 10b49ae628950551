//! MBTiles archives (MBTiles 1.3).

use std::path::Path;
use std::time::Instant;

use bytes::Bytes;
use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension, params};
use serde_json::{Map, Value as Json};

use super::about::{is_used, used_metadata};
use super::limits::{MOST_MEMBER_BYTES, MOST_METADATA_BYTES, MOST_METADATA_ROWS, MOST_TILE_BYTES};
use super::sqlite::Connections;
use super::{About, Compression, ReadError, TileKind};
use crate::grid::TileId;

/// An MBTiles archive, open for reading.
#[derive(Debug)]
pub struct MbTiles {
    connections: Connections,
    /// Its metadata. The members of `json` are merged into the others.
    pub about: About,
}

const TILE: &str = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";

impl MbTiles {
    /// Opens an archive.
    pub fn open(path: &Path, deadline: Instant) -> Result<Self, ReadError> {
        let connections = Connections::open(path)?;
        let tables = connections.with(deadline, |connection| {
            let mut query = connection.prepare(
                "SELECT name, sql FROM sqlite_master WHERE name IN ('tiles', 'metadata') AND type IN ('table', 'view')",
            )?;
            let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let has = |name: &str| tables.iter().any(|(table, _)| table == name);
        if !has("tiles") || !has("metadata") {
            return Err(ReadError::malformed("not an MBTiles archive: it lacks `tiles` or `metadata`"));
        }
        // A virtual table can read anything, such as other files. (Views of virtual tables are not run.)
        if tables.iter().any(|(_, sql)| sql.to_ascii_uppercase().contains("VIRTUAL")) {
            return Err(ReadError::malformed("its `tiles` or `metadata` is a virtual table, which is not read"));
        }
        let metadata = metadata(&connections, deadline)?;
        let text = |name: &str| metadata.get(name).and_then(Json::as_str).unwrap_or_default();
        let format = text("format");
        let kind = TileKind::of_mbtiles(format).ok_or_else(|| {
            let format: String = format.chars().take(40).collect();
            ReadError::malformed(format!("its tiles are `{format}`; pbf, mlt, png, jpg, webp and avif are served"))
        })?;
        // A query without result shows whether queries terminate.
        let lookup = |connection: &rusqlite::Connection| connection.query_row(TILE, [-1, 0, 0], |_| Ok(())).optional();
        connections.with(deadline, lookup).map_err(|error| match error {
            ReadError::Late => {
                ReadError::malformed("looking up a tile takes too long: does it lack the index of its tiles?")
            }
            error => error,
        })?;
        let compression = if kind.is_vector() { Compression::Gzip } else { Compression::Plain };
        let bounds = <[f64; 4]>::try_from(numbers(text("bounds"))).ok();
        let center = match numbers(text("center"))[..] {
            [lon, lat, zoom] => Some((lon, lat, zoom as u8)),
            _ => None,
        };
        let zoom = |name: &str| text(name).trim().parse::<u8>().ok();
        let zooms = match (zoom("minzoom"), zoom("maxzoom")) {
            (Some(first), Some(last)) => (first, last),
            _ => zooms(&connections, deadline)?,
        };
        let about = About::new((kind, compression), zooms, bounds, center, metadata);
        Ok(Self { connections, about })
    }

    /// A tile as it is stored.
    pub fn tile(&self, tile: TileId, deadline: Instant) -> Result<Option<Bytes>, ReadError> {
        // Rows are counted from the south.
        let row = (1 << tile.z()) - 1 - tile.y();
        let found = self.connections.with(deadline, |connection| {
            let mut query = connection.prepare_cached(TILE)?;
            let bytes = query.query_row(params![tile.z(), tile.x(), row], |row| {
                Ok(match row.get_ref(0)? {
                    ValueRef::Blob(bytes) if bytes.len() > MOST_TILE_BYTES => {
                        Err(ReadError::TooLong { what: "the tile", most: MOST_TILE_BYTES })
                    }
                    ValueRef::Blob([]) | ValueRef::Null => Ok(None),
                    ValueRef::Blob(bytes) => Ok(Some(Bytes::copy_from_slice(bytes))),
                    _ => Err(ReadError::malformed("the tile is damaged")),
                })
            });
            bytes.optional()
        })?;
        found.transpose().map(Option::flatten)
    }
}

/// The rows of the table `metadata` that are used.
fn metadata(connections: &Connections, deadline: Instant) -> Result<Map<String, Json>, ReadError> {
    let too_long = ReadError::TooLong { what: "its metadata", most: MOST_METADATA_BYTES };
    let mut metadata = Map::new();
    let read = connections.with(deadline, |connection| {
        let mut query = connection.prepare("SELECT name, value FROM metadata")?;
        let mut rows = query.query([])?;
        let mut bytes = 0;
        for _ in 0..MOST_METADATA_ROWS {
            let Some(row) = rows.next()? else { return Ok(Ok(())) };
            let (name, value) = (row.get_ref(0)?, row.get_ref(1)?);
            let (Ok(name), Some(value)) = (name.as_str(), text_of(value)) else { continue };
            bytes += name.len() + value.len();
            if bytes > MOST_METADATA_BYTES {
                return Ok(Err(too_long.clone()));
            }
            if name == "json" {
                // Anything but an object is ignored.
                metadata.extend(used_metadata(value.as_bytes()).unwrap_or_default());
            } else if is_used(name) {
                if value.len() > MOST_MEMBER_BYTES {
                    return Ok(Err(ReadError::TooLong { what: "a row of its metadata", most: MOST_MEMBER_BYTES }));
                }
                metadata.insert(name.to_owned(), value.into());
            }
        }
        Ok(if rows.next()?.is_some() { Err(too_long.clone()) } else { Ok(()) })
    })?;
    read.map(|()| metadata)
}

/// A value of the metadata: text, though some write zooms as numbers.
fn text_of(value: ValueRef<'_>) -> Option<std::borrow::Cow<'_, str>> {
    match value {
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text)),
        ValueRef::Integer(number) => Some(number.to_string().into()),
        ValueRef::Real(number) => Some(number.to_string().into()),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

/// First and last zoom that have tiles.
fn zooms(connections: &Connections, deadline: Instant) -> Result<(u8, u8), ReadError> {
    let zooms = connections.with(deadline, |connection| {
        connection.query_row("SELECT min(zoom_level), max(zoom_level) FROM tiles", [], |row| {
            Ok((row.get::<_, Option<u8>>(0)?.unwrap_or(0), row.get::<_, Option<u8>>(1)?.unwrap_or(0)))
        })
    });
    zooms.map_err(|error| match error {
        ReadError::Late => {
            ReadError::malformed("its metadata lacks `minzoom` and `maxzoom`, and counting takes too long")
        }
        error => error,
    })
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(',').filter_map(|part| part.trim().parse().ok()).filter(|number: &f64| number.is_finite()).collect()
}
