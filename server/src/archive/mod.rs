//! Archives of ready-made tiles, on the disk or in an object store: read, never written.
//!
//! ```text
//! Location ─► Place ─► Ranges (disk, S3, HTTP) ─► PmTiles ─► Archive ─► routes
//!                  └─► file ───────────────────► MbTiles ──►
//! ```

mod location;
mod open;
mod place;
mod ranges;
mod store;
mod style;
mod waiting;

use std::time::Instant;

use geodata::grid::TileId;
use geodata::tiles::archives::{
    About, CheckedTile, MOST_TILE_BYTES, MbTiles, PmTiles, ReadError, TileKind, check_tile,
};
use serde_json::{Map, Value as Json, json};
use styles::attribution;

pub use location::Location;
pub use open::OpenError;
use place::Place;
pub use place::Version;
use ranges::Ranges;
pub use store::{Store, WholeError};
use waiting::PATIENCE;
pub use waiting::apart;

use crate::encoding::Encoding;

/// An archive that is open.
pub struct Archive {
    /// The name in addresses, from that of the file.
    pub name: String,
    pub kind: TileKind,
    /// The encoding that its tiles have, as a rule.
    pub encoding: Encoding,
    /// First and last zoom.
    pub zooms: (u8, u8),
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude, latitude, zoom.
    pub center: (f64, f64, u8),
    /// What the archive says of itself.
    pub metadata: Map<String, Json>,
    /// Differs between archives.
    pub fingerprint: u64,
    pub place: Place,
    reader: Reader,
}

enum Reader {
    Pmtiles(Box<PmTiles<Ranges>>),
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

/// Why a tile of an archive did not come.
#[derive(Debug, thiserror::Error)]
pub enum TileError {
    #[error("the store of the tiles does not answer")]
    Late,
    #[error("the store of the tiles failed, or the archive is damaged")]
    Failed,
    #[error("the tile is damaged, or longer than tiles may be ({MOST_TILE_BYTES} bytes)")]
    Damaged,
    #[error("the archive was replaced while it was being served")]
    Replaced,
}

impl Archive {
    /// A tile as it is stored, looked at before it is handed on. Once another archive was written over this one it gives none: a map is
    /// never made of two. Reading blocks: not for the event loop.
    pub fn tile(&self, tile: TileId) -> Result<Option<CheckedTile>, TileError> {
        let deadline = Instant::now() + PATIENCE;
        let stored = match &self.reader {
            Reader::Pmtiles(archive) => archive.tile(tile, deadline),
            Reader::Mbtiles(archive) => archive.tile(tile, deadline),
        };
        let About { kind, compression, .. } = *self.reader.about();
        let checked = stored.map(|tile| tile.map(|bytes| check_tile(kind, compression, bytes)));
        self.place.look_after_reading(checked.is_err(), deadline);
        if self.place.is_gone() {
            return Err(TileError::Replaced);
        }
        // A client learns no more than that it failed; addresses and keys are the operator's.
        let said = |error: &ReadError| {
            let (z, x, y) = (tile.z(), tile.x(), tile.y());
            tracing::info!(archive = self.name, tile = format!("{z}/{x}/{y}"), %error, "a tile cannot be read");
        };
        let checked = checked.inspect_err(said).map_err(|error| match error {
            ReadError::Late => TileError::Late,
            ReadError::Replaced => TileError::Replaced,
            ReadError::TooLong { .. } => TileError::Damaged,
            ReadError::Unreadable(_) | ReadError::Malformed(_) => TileError::Failed,
        })?;
        checked.transpose().inspect_err(said).map_err(|_| TileError::Damaged)
    }

    /// A text of the metadata.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).and_then(Json::as_str).filter(|text| !text.trim().is_empty())
    }

    /// A text of the metadata that maps show as HTML: without what others must not put into a page.
    pub fn html(&self, name: &str) -> Option<String> {
        self.text(name).map(attribution::of_html).filter(|html| !html.is_empty())
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.text("name").unwrap_or(&self.name)
    }

    /// TileJSON 3.0, with the address of the tiles.
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

    /// The names of its layers, where its tiles have layers.
    fn layers(&self) -> Vec<&str> {
        let layers = self.metadata.get("vector_layers").and_then(Json::as_array);
        layers.into_iter().flatten().filter_map(|layer| layer.get("id")?.as_str()).collect()
    }
}
