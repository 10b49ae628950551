//! An edition while it is read.

use std::path::Path;

use bytes::Bytes;

use super::SnapshotError;
use super::checksum::sha256;
use super::long::Places;
use super::manifest::{Manifest, read_file};
use super::table::{Schema, TableReader};
use super::{breakdowns, counts, layers, points, services, soundness};
use crate::atlas::AtlasParts;
use crate::ingest::Progress;

/// The folder of an edition, and what its manifest says.
pub(super) struct Reading<'a> {
    edition: &'a Path,
    manifest: &'a Manifest,
    pub(super) progress: &'a dyn Progress,
}

/// Reads all parts of an edition back, exactly as they were written.
pub(super) fn read_parts(
    edition: &Path,
    manifest: Manifest,
    progress: &dyn Progress,
) -> Result<AtlasParts, SnapshotError> {
    let reading = Reading { edition, manifest: &manifest, progress };
    let mut layers = Vec::with_capacity(manifest.layers.len());
    for entry in &manifest.layers {
        let above = layers.iter().find(|above: &&crate::model::AdminLayer| Some(above.level) == entry.level.above());
        let layer = layers::read(entry, above, &reading)?;
        layers.push(layer);
    }
    let communities = points::read_communities(&layers, &reading)?;
    let facilities = points::read_facilities(&reading)?;
    let places = Places { layers: &layers, communities: &communities };
    let counts = counts::read(&manifest.counts, places, &reading)?;
    let breakdowns = breakdowns::read(&manifest.breakdowns, places, &reading)?;
    let services = services::read(&manifest.services, places, &reading)?;
    let parts = AtlasParts {
        info: manifest.dataset,
        sources: manifest.sources,
        layers,
        communities,
        community_sources: manifest.communities.sources,
        facilities,
        facility_sources: manifest.facilities.sources,
        rounds: manifest.rounds,
        counts,
        breakdowns,
        services,
        fingerprint: manifest.fingerprint.0,
    };
    soundness::check(&parts).map_err(SnapshotError::unsound(edition))?;
    Ok(parts)
}

impl Reading<'_> {
    /// Opens a file after making sure that it is as it was written.
    pub(super) fn open(&self, name: &str, schema: &Schema) -> Result<TableReader, SnapshotError> {
        let entry = self.manifest.file(self.edition, name)?;
        let path = self.edition.join(name);
        let content = read_file(&path)?;
        if content.len() as u64 != entry.bytes {
            return Err(SnapshotError::Length { path, expected: entry.bytes, found: content.len() as u64 });
        }
        let found = sha256(&content);
        if found != entry.sha256 {
            return Err(SnapshotError::Checksum { path, expected: entry.sha256.clone(), found });
        }
        TableReader::open(path, Bytes::from(content), schema, entry.rows)
    }
}
