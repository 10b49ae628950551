//! An edition while it is read.

use std::path::Path;
use std::sync::Arc;

use super::EditionError;
use super::layers::file_name;
use super::long::Places;
use super::manifest::Manifest;
use super::read_ahead::{Ahead, read_ahead};
use super::table::{Budget, Schema, TableReader};
use super::{breakdowns, counts, layers, points, services, soundness, zooms};
use crate::model::AdminLayer;
use crate::model::DatasetParts;
use crate::parallel;
use crate::progress::Progress;
use crate::tiles::SimplifiedCoverages;

/// The folder of an edition, and what its manifest says.
pub(super) struct Reading<'a> {
    edition: &'a Path,
    manifest: &'a Manifest,
    ahead: Ahead,
    budget: Arc<Budget>,
    pub(super) progress: &'a dyn Progress,
}

/// Reads all parts of an edition back, exactly as they were written: those of the atlas, and its boundaries as each zoom draws
/// them.
pub(super) fn read_files(
    edition: &Path,
    manifest: &Manifest,
    progress: &dyn Progress,
) -> Result<(DatasetParts, SimplifiedCoverages), EditionError> {
    // In the order in which they are opened below.
    let layers = manifest.layers.iter().map(|entry| file_name(entry.level));
    let others = [points::COMMUNITIES, points::FACILITIES, counts::COUNTS, breakdowns::BREAKDOWNS, services::SERVICES];
    let names = layers.chain(others.into_iter().chain(zooms::FILES).map(str::to_owned)).collect();
    read_ahead(edition, manifest, names, |ahead| {
        let reading = Reading { edition, manifest, ahead, budget: Arc::default(), progress };
        let parts = read_parts(&reading)?;
        // Whatever does not hold for the atlas is said first, also where the zooms do not fit it.
        let (sound, zooms) = parallel::both(|| soundness::check(&parts), || zooms::read(&parts.layers, &reading));
        sound.map_err(EditionError::unsound(edition))?;
        Ok((parts, zooms?))
    })
}

fn read_parts(reading: &Reading<'_>) -> Result<DatasetParts, EditionError> {
    let manifest = reading.manifest.clone();
    if !manifest.layers.is_sorted_by(|above, below| above.level < below.level) {
        return Err(reading.unsound("the admin layers are not in order, country first".to_owned()));
    }
    let mut layers: Vec<AdminLayer> = Vec::with_capacity(manifest.layers.len());
    for entry in &manifest.layers {
        let above = layers.iter().find(|above| Some(above.level) == entry.level.above());
        let layer = layers::read(entry, above, reading)?;
        layers.push(layer);
    }
    let communities = points::read_communities(&layers, reading)?;
    let facilities = points::read_facilities(reading)?;
    let places = Places { layers: &layers, communities: &communities };
    let counts = counts::read(&manifest.counts, places, reading)?;
    let breakdowns = breakdowns::read(&manifest.breakdowns, places, reading)?;
    let services = services::read(&manifest.services, places, reading)?;
    Ok(DatasetParts {
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
    })
}

impl Reading<'_> {
    /// Opens a file after making sure that it is as it was written.
    pub(super) fn open(&self, name: &str, schema: &Schema) -> Result<TableReader, EditionError> {
        let content = self.ahead.take(self.edition, self.manifest, name)?;
        let rows = self.manifest.file(self.edition, name)?.rows;
        TableReader::open(self.edition.join(name), content, schema, rows, Arc::clone(&self.budget))
    }

    /// An error about parts that do not fit together.
    pub(super) fn unsound(&self, reason: String) -> EditionError {
        EditionError::unsound(self.edition)(reason)
    }
}
