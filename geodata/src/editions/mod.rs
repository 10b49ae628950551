//! [`Atlas`] ↔ edition: a published atlas on disk.
//!
//! ```text
//! EDITIONS/
//!   current                       the name of the edition that is served
//!   kyrgyzstan-65d8cd5b6a1c7c52/  one edition: never changed, readable by anything that reads Parquet
//!     admin0.parquet …            GeoParquet 1.1: a row per unit
//!     communities.parquet         GeoParquet 1.1: a row per community
//!     facilities.parquet          GeoParquet 1.1: a row per facility
//!     international_borders.parquet  GeoParquet 1.1: a row per border between countries, if the dataset has some
//!     context_lakes.parquet …   GeoParquet 1.1: countries, lakes, rivers, places around, if the dataset has files of its own
//!     counts.parquet              a row per round, group, place and year
//!     breakdowns.parquet          a row per round, group, dimension, place and category
//!     services.parquet            a row per round, service and community
//!     covers.parquet              a row per cover, level and unit: what can be on a side of a border
//!     borders.parquet             a row per zoom and stretch of border, simplified
//!     areas.parquet               a row per zoom, level and unit: the borders around it
//!     left_out.parquet            a row per zoom and part of a unit that is too small for it
//!     labels.parquet              a row per level, unit and zoom: where its name stands
//!     manifest.json               everything else, with the length and SHA-256 of every file
//!     manifest.json.sha256        the checksum of the manifest
//! ```
//!
//! The columns of borders, areas and labels are described in the source of `editions::zooms`, the others are named for what they hold.
//!
//! While an edition is written it is a hidden folder, `.writing-…`; one that stays behind (the machine went down) is deleted by the
//! next build.
//!
//! Equal sources make equal bytes, on any machine: nothing in an edition says when or where it was written.

mod breakdowns;
mod checksum;
mod context;
mod counts;
mod error;
mod folder;
mod geometry;
mod geoparquet;
mod international_borders;
mod invariants;
mod layers;
mod long_tables;
mod manifest;
mod names;
mod points;
mod prefetch;
mod reader;
mod services;
mod storage;
mod table;
mod tables;
mod temp_path;
#[cfg(test)]
mod tests;
mod writer;
mod zooms;

pub use error::EditionError;
pub use folder::{PublishedEdition, is_edition, write};
pub use storage::{EditionsFolder, Storage, StorageError, locate};

use std::path::Path;

use crate::atlas::Atlas;
use crate::progress::Progress;
use crate::protection::ProtectedParts;
use crate::tiles::SimplifiedCoverages;
use storage::EditionFiles;

/// What an edition holds.
#[derive(Debug)]
pub struct Edition {
    /// The atlas.
    pub atlas: Atlas,
    /// Its boundaries as every zoom draws them.
    pub zooms: SimplifiedCoverages,
}

/// Reads an edition, or the current one of a folder of editions.
pub fn read(path: &Path, progress: &dyn Progress) -> Result<Edition, EditionError> {
    read_from(&EditionsFolder(path), progress)
}

/// Reads an edition, or the current one of several, from where they are kept. Checks versions, lengths, checksums and content on the
/// way: what is damaged is refused.
pub fn read_from(storage: &dyn Storage, progress: &dyn Progress) -> Result<Edition, EditionError> {
    let edition = EditionFiles::new(storage, locate(storage)?);
    let files = manifest::Manifest::read(&edition).and_then(|manifest| tables::read(&edition, &manifest, progress));
    progress.finish();
    let (parts, zooms) = files?;
    Ok(Edition { atlas: Atlas::new(ProtectedParts::of_edition(parts)), zooms })
}
