//! Tiles in archives: every tile of a question, written once into one file (or a folder) that needs no server of its own.
//!
//! ```text
//! coverage_index ─► traversal ─► CheckpointDb ─► PMTiles · MBTiles · folder
//! ```
//!
//! The [`traversal`] asks for each tile that can hold something, on all cores, and puts what it gets into a [`CheckpointDb`] beside the
//! target, equal tiles once. An interrupted traversal goes on from there. Only when it is complete is the [`Target`] written
//! from it, under another name first, and put in its place by renaming: it is there whole, or not at all.
//!
//! What a tile says is not decided here: the traversal is given a function that answers with packed bytes.

mod checkpoint;
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
    About, CheckedTile, MOST_DIRECTORY_BYTES, MOST_METADATA_BYTES, MOST_TILE_BYTES, MbTiles, Packing, PmTiles,
    ReadError, ReadRange, TileKind, check_tile,
};
pub use target::Target;
pub use traversal::{ProgressSink, traverse};
