//! Reads archives that anybody may have written.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde_json::{Map, Value as Json};

use super::error::ArchiveError;
use crate::tiles::TileId;

/// What the tiles of an archive are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Mapbox Vector Tiles.
    Mvt,
    /// MapLibre Tiles.
    Mlt,
    /// PNG pictures.
    Png,
    /// JPEG pictures.
    Jpeg,
    /// WebP pictures.
    Webp,
    /// AVIF pictures.
    Avif,
}

impl TileKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Mvt, Self::Mlt, Self::Png, Self::Jpeg, Self::Webp, Self::Avif];

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mvt => "application/vnd.mapbox-vector-tile",
            Self::Mlt => "application/vnd.maplibre-tile",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    /// The extension in addresses.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mvt => "mvt",
            Self::Mlt => "mlt",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    /// Whether tiles are drawings to style, not pictures.
    pub fn is_vector(self) -> bool {
        matches!(self, Self::Mvt | Self::Mlt)
    }

    /// The kind that the row `format` of an MBTiles archive means.
    fn of_mbtiles(format: &str) -> Option<Self> {
        Some(match format {
            "pbf" | "mvt" | "application/vnd.mapbox-vector-tile" => Self::Mvt,
            "mlt" => Self::Mlt,
            "png" | "image/png" => Self::Png,
            "jpg" | "jpeg" | "image/jpeg" => Self::Jpeg,
            "webp" | "image/webp" => Self::Webp,
            "avif" | "image/avif" => Self::Avif,
            _ => return None,
        })
    }
}

/// An MBTiles archive, open for reading.
#[derive(Debug)]
pub struct MbTiles {
    path: PathBuf,
    /// Connections that nobody uses at the moment.
    idle: Mutex<Vec<Connection>>,
    /// What the tiles are.
    pub kind: TileKind,
    /// What the archive says of itself, by name. `json` is taken apart: its members stand among the others.
    pub metadata: Map<String, Json>,
}

impl MbTiles {
    /// Opens an archive.
    pub fn open(path: &Path) -> Result<Self, ArchiveError> {
        let failed = || ArchiveError::sqlite(path);
        let wrong = |reason: String| ArchiveError::NotAnArchive { path: path.to_owned(), reason };
        let connection = connect(path)?;
        let tables = "SELECT count(DISTINCT name) FROM sqlite_master WHERE name IN ('tiles', 'metadata') AND type IN ('table', 'view')";
        let tables = connection.query_row(tables, [], |row| row.get::<_, i64>(0));
        if tables.map_err(|error| wrong(format!("not an MBTiles archive: {error}")))? != 2 {
            return Err(wrong("not an MBTiles archive: it lacks `tiles` or `metadata`".to_owned()));
        }
        let mut metadata = Map::new();
        {
            let mut query = connection.prepare("SELECT name, value FROM metadata").map_err(failed())?;
            let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
            for row in rows.map_err(failed())? {
                let (name, value) = row.map_err(failed())?;
                match (name.as_str(), serde_json::from_str(&value)) {
                    ("json", Ok(Json::Object(members))) => metadata.extend(members),
                    _ => {
                        metadata.insert(name, value.into());
                    }
                }
            }
        }
        let format = metadata.get("format").and_then(Json::as_str).unwrap_or_default();
        let kind = TileKind::of_mbtiles(format)
            .ok_or_else(|| wrong(format!("its tiles are `{format}`; pbf, mlt, png, jpg, webp and avif are served")))?;
        Ok(Self { path: path.to_owned(), idle: Mutex::new(vec![connection]), kind, metadata })
    }

    /// First and last zoom that have tiles.
    pub fn zooms(&self) -> Result<(u8, u8), ArchiveError> {
        let of = |name: &str| self.metadata.get(name).and_then(Json::as_str).and_then(|zoom| zoom.trim().parse().ok());
        if let (Some(first), Some(last)) = (of("minzoom"), of("maxzoom")) {
            return Ok((first, last));
        }
        self.with(|connection| {
            connection.query_row("SELECT min(zoom_level), max(zoom_level) FROM tiles", [], |row| {
                Ok((row.get::<_, Option<u8>>(0)?.unwrap_or(0), row.get::<_, Option<u8>>(1)?.unwrap_or(0)))
            })
        })
    }

    /// A tile as it is stored.
    pub fn tile(&self, tile: TileId) -> Result<Option<Vec<u8>>, ArchiveError> {
        // Rows are counted from the south.
        let row = (1 << tile.z()) - 1 - tile.y();
        self.with(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
            )?;
            let bytes = query.query_row(params![tile.z(), tile.x(), row], |row| row.get::<_, Option<Vec<u8>>>(0));
            bytes.optional().map(|bytes| bytes.flatten().filter(|bytes| !bytes.is_empty()))
        })
    }

    /// Works with a connection of one's own: one for each thread that asks at the same time.
    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, ArchiveError> {
        let idle = self.idle.lock().ok().and_then(|mut idle| idle.pop());
        let connection = idle.map_or_else(|| connect(&self.path), Ok)?;
        let result = work(&connection).map_err(ArchiveError::sqlite(&self.path));
        if let Ok(mut idle) = self.idle.lock() {
            idle.push(connection);
        }
        result
    }
}

fn connect(path: &Path) -> Result<Connection, ArchiveError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(ArchiveError::sqlite(path))
}
