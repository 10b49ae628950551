//! Tile archives: every tile of a request in one file (or a folder) that needs no tile server.
//!
//! ```text
//! coverage_index ─► traversal ─► CheckpointDb ─► PMTiles · MBTiles · folder
//! ```
//!
//! The `traversal` renders each tile that can have content, on all cores, and stores it in a [`CheckpointDb`] beside the target, equal tiles
//! once. An interrupted traversal resumes from there. When it is complete, the [`Target`] is written from it under a temporary name
//! and renamed: it is complete, or not there at all.
//!
//! The content of tiles is not decided here: the traversal takes a function that returns compressed bytes.

mod checkpoint;
mod checkpoint_tiles;
mod coverage_index;
mod error;
mod folder;
mod mbtiles;
mod metadata;
mod order;
mod pmtiles;
mod reading;
mod target;
mod traversal;

#[cfg(test)]
mod tests;

pub use checkpoint::CheckpointDb;
pub use coverage_index::CoverageIndex;
pub use error::ArchiveError;
pub use metadata::Metadata;
pub use order::{position, tile_at};
pub use reading::{
    About, CheckedTile, Compression, MOST_DIRECTORY_BYTES, MOST_METADATA_BYTES, MOST_TILE_BYTES, MbTiles, PmTiles,
    ReadError, ReadRange, TileKind, check_tile,
};
pub use target::Target;
pub use traversal::{ProgressSink, traverse};
