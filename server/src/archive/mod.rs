//! Reads archives of prepared tiles (PMTiles, MBTiles) from disk, S3 or a web server. Archives are never written.
//!
//! ```text
//! Location ─► ArchiveFile ─► RangeReader (disk, S3, HTTP) ─► PmTiles ─► Archive ─► routes
//!                        └─► path ─────────────────────────► MbTiles ──►
//! ```

mod archive_file;
mod blocking;
mod location;
mod open;
mod range_reader;
mod store;
mod style;

use std::time::Instant;

use geodata::grid::TileId;
use geodata::tiles::archives::{
    About, CheckedTile, MOST_TILE_BYTES, MbTiles, PmTiles, ReadError, TileKind, check_tile,
};
use serde_json::{Map, Value as Json, json};
use styles::attribution;

use archive_file::ArchiveFile;
pub use archive_file::FileVersion;
use blocking::TIMEOUT;
pub use blocking::spawn_blocking;
pub use location::Location;
pub use open::OpenError;
use range_reader::RangeReader;
pub use store::{ReadAllError, Store};

use crate::encoding::Encoding;

/// An open archive.
pub struct Archive {
    /// The name in URLs, derived from the file name.
    pub name: String,
    pub kind: TileKind,
    /// The content encoding of most of its tiles.
    pub encoding: Encoding,
    /// Minimum and maximum zoom.
    pub zooms: (u8, u8),
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude, latitude, zoom.
    pub center: (f64, f64, u8),
    /// The metadata document of the archive.
    pub metadata: Map<String, Json>,
    /// A hash of location and metadata, different for each archive.
    pub fingerprint: u64,
    pub file: ArchiveFile,
    reader: Reader,
}

enum Reader {
    Pmtiles(Box<PmTiles<RangeReader>>),
    Mbtiles(MbTiles),
}

impl Reader {
    fn about(&self) -> &About {
        match self {
            Self::Pmtiles(archive) => &archive.about,
            Self::Mbtiles(archive) => &archive.about,
        }
    }
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Archive").field("name", &self.name).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Why a tile cannot be returned.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    #[error("the tile store did not respond in time")]
    Timeout,
    #[error("the tile store failed, or the archive is damaged")]
    Failed,
    #[error("the tile is damaged, or larger than {MOST_TILE_BYTES} bytes")]
    Damaged,
    #[error("the archive was replaced while it was being served")]
    Replaced,
}

impl Archive {
    /// Reads a tile as it is stored and checks its bytes. Once the archive was overwritten, this returns
    /// [`TileError::Replaced`], so that a map never mixes tiles of two archives. Blocks: call it off the event loop.
    pub fn tile(&self, tile: TileId) -> Result<Option<CheckedTile>, TileError> {
        let deadline = Instant::now() + TIMEOUT;
        let stored = match &self.reader {
            Reader::Pmtiles(archive) => archive.tile(tile, deadline),
            Reader::Mbtiles(archive) => archive.tile(tile, deadline),
        };
        let About { kind, compression, .. } = *self.reader.about();
        let checked = stored.map(|tile| tile.map(|bytes| check_tile(kind, compression, bytes)));
        self.file.check_replaced_after_read(checked.is_err(), deadline);
        if self.file.is_gone() {
            return Err(TileError::Replaced);
        }
        // Clients only learn that the read failed; addresses and keys are logged for the operator.
        let log_error = |error: &ReadError| {
            let (z, x, y) = (tile.z(), tile.x(), tile.y());
            tracing::info!(archive = self.name, tile = format!("{z}/{x}/{y}"), %error, "a tile cannot be read");
        };
        let checked = checked.inspect_err(log_error).map_err(|error| match error {
            ReadError::Late => TileError::Timeout,
            ReadError::Replaced => TileError::Replaced,
            ReadError::TooLong { .. } => TileError::Damaged,
            ReadError::Unreadable(_) | ReadError::Malformed(_) => TileError::Failed,
        })?;
        checked.transpose().inspect_err(log_error).map_err(|_| TileError::Damaged)
    }

    /// A non-empty text of the metadata.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).and_then(Json::as_str).filter(|text| !text.trim().is_empty())
    }

    /// A text of the metadata that maps show as HTML, sanitized.
    pub fn html(&self, name: &str) -> Option<String> {
        self.text(name).map(attribution::of_html).filter(|html| !html.is_empty())
    }

    /// The title of the archive: the `name` of its metadata, or else its file name.
    pub fn title(&self) -> &str {
        self.text("name").unwrap_or(&self.name)
    }

    /// The TileJSON 3.0 document; `tiles` is the URL template of the tiles.
    pub fn tile_json(&self, tiles: &str) -> Json {
        let mut document = Map::new();
        document.insert("tilejson".into(), "3.0.0".into());
        document.insert("name".into(), self.title().into());
        for name in ["description", "disclaimer"] {
            document.extend(self.text(name).map(|text| (name.to_owned(), text.into())));
        }
        for name in ["attribution", "legend"] {
            document.extend(self.html(name).map(|html| (name.to_owned(), html.into())));
        }
        document.insert("scheme".into(), "xyz".into());
        document.insert("tiles".into(), json!([tiles]));
        document.insert("minzoom".into(), self.zooms.0.into());
        document.insert("maxzoom".into(), self.zooms.1.into());
        document.insert("bounds".into(), json!(self.bounds));
        document.insert("center".into(), json!([self.center.0, self.center.1, self.center.2]));
        if self.kind.is_vector() {
            document.insert(
                "vector_layers".into(),
                self.metadata.get("vector_layers").cloned().unwrap_or_else(|| json!([])),
            );
        }
        document.into()
    }

    /// The names of the vector layers; empty for raster tiles.
    fn layers(&self) -> Vec<&str> {
        let layers = self.metadata.get("vector_layers").and_then(Json::as_array);
        layers.into_iter().flatten().filter_map(|layer| layer.get("id")?.as_str()).collect()
    }
}
