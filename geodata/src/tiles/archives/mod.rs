//! Tiles in archives: every tile of a question, written once into one file (or a folder) that needs no server of its own.
//!
//! ```text
//! outlines ─► walk ─► WorkFile ─► PMTiles · MBTiles · folder
//! ```
//!
//! The [`walk`] asks for each tile that can hold something, on all cores, and puts what it gets into a [`WorkFile`] beside the
//! target, equal tiles once. An interrupted walk goes on from there. Only when it is complete is the [`Target`] written
//! from it, under another name first, and put in its place by renaming: it is there whole, or not at all.
//!
//! What a tile says is not decided here: the walk is given a function that answers with packed bytes.

mod error;
mod folder;
mod mbtiles;
mod metadata;
mod order;
mod outlines;
mod pmtiles;
mod reading;
mod target;
mod walk;
mod work_file;

#[cfg(test)]
mod tests;

pub use error::ArchiveError;
pub use metadata::Metadata;
pub use order::{position, tile_at};
pub use outlines::Outlines;
pub use reading::{
    About, CheckedTile, MOST_DIRECTORY_BYTES, MOST_METADATA_BYTES, MOST_TILE_BYTES, MbTiles, Packing, PmTiles,
    ReadError, ReadRange, TileKind, check_tile,
};
pub use target::Target;
pub use walk::{Watch, walk};
pub use work_file::WorkFile;
