//! Archives of ready-made tiles, on the disk or in an object store: read, never written.
//!
//! ```text
//! Location ─► Ranges (disk, S3, HTTP) ─► PMTiles ─► Archive ─► routes
//!         └─► file ───────────────────► MBTiles ──►
//! ```

mod location;
mod open;
mod place;
mod ranges;
mod style;

use std::time::Duration;

use bytes::Bytes;
use geodata::tiles::TileId;
use geodata::tiles::archives::{MbTiles, TileKind};
use pmtiles::{AsyncPmTilesReader, MokaCache, PmtError};
use serde_json::{Map, Value as Json, json};
use tokio::task::JoinHandle;

pub use location::Location;
use place::Place;
use ranges::Ranges;

use crate::http::encoding::Encoding;
use crate::threads::Threads;

/// How long a tile may take to come, all attempts together.
const PATIENCE: Duration = Duration::from_secs(15);

/// An archive that is open.
pub struct Archive {
    /// The name in addresses, from that of the file.
    pub name: String,
    pub kind: TileKind,
    /// How tiles are packed, as a rule.
    pub packing: Encoding,
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
    Pmtiles(Box<AsyncPmTilesReader<Ranges, MokaCache>>),
    Mbtiles(MbTiles),
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
    #[error("the archive was replaced while it was being served")]
    Replaced,
}

impl Archive {
    /// The bytes of a tile as they are stored, and how they are packed. Once another archive is found in its place it gives none: a map
    /// is never made of two. Reading blocks: not for the event loop.
    pub fn tile(&self, tile: TileId) -> Result<Option<(Bytes, Encoding)>, TileError> {
        let tile = self.read(tile);
        self.place.look(matches!(tile, Err(TileError::Failed)));
        if self.place.was_replaced() { Err(TileError::Replaced) } else { tile }
    }

    fn read(&self, tile: TileId) -> Result<Option<(Bytes, Encoding)>, TileError> {
        match &self.reader {
            Reader::Pmtiles(reader) => {
                let coordinates =
                    pmtiles::TileCoord::new(tile.z(), tile.x(), tile.y()).map_err(|_| TileError::Failed)?;
                let bytes = block_on(reader.get_tile(coordinates)).ok_or(TileError::Late)?;
                let bytes = bytes.map_err(|error| {
                    // A client learns no more than that it failed; addresses and keys are the operator's.
                    tracing::info!(archive = self.name, %error, "a tile cannot be read");
                    if matches!(error, PmtError::SourceModified) {
                        self.place.note_replaced();
                    }
                    TileError::Failed
                })?;
                Ok(bytes.map(|bytes| (bytes, self.packing)))
            }
            Reader::Mbtiles(archive) => {
                let bytes = archive.tile(tile).map_err(|error| {
                    tracing::info!(archive = self.name, %error, "a tile cannot be read");
                    TileError::Failed
                })?;
                Ok(bytes.map(|bytes| {
                    // MBTiles does not say how tiles are packed; those of others are sometimes plain.
                    let packed = bytes.starts_with(&[0x1f, 0x8b]);
                    (bytes.into(), if packed { Encoding::Gzip } else { Encoding::Identity })
                }))
            }
        }
    }

    /// A text of the metadata.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.metadata.get(name).and_then(Json::as_str).filter(|text| !text.trim().is_empty())
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
        for name in ["description", "attribution", "legend", "disclaimer"] {
            if let Some(text) = self.text(name) {
                document.insert(name.into(), text.into());
            }
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

/// What reads archives has threads of its own: a store that hangs holds up nobody else.
static STORES: Threads = Threads::new("archives", || MOST_WAITING);

/// How many threads may wait for stores at the same time.
const MOST_WAITING: usize = 64;

/// Waits for an answer, no longer than patience lasts.
fn block_on<T>(work: impl Future<Output = T>) -> Option<T> {
    STORES.block_on(async { tokio::time::timeout(PATIENCE, work).await.ok() })?
}

/// Works on a thread that may wait for a store.
pub fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
    STORES.run(work)
}
