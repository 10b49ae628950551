//! Writes and reads all tables of an edition, in a fixed order. Register a new table here, and only here.

use std::path::Path;

use super::EditionError;
use super::layers::file_name;
use super::long_tables::PlaceKeys;
use super::manifest::{FORMAT, Fingerprint, Manifest};
use super::prefetch::prefetch;
use super::reader::EditionReader;
use super::storage::{EditionFiles, MANIFEST, MANIFEST_SUM};
use super::writer::{EditionWriter, write_durably};
use super::{breakdowns, context, counts, international_borders, invariants, layers, points, services, zooms};
use crate::model::{AdminLayer, DatasetParts, Names, Round};
use crate::parallel;
use crate::progress::Progress;
use crate::tiles::SimplifiedCoverages;

/// Writes all files of an edition into a folder, waits until they are on the disk, and returns their bytes.
pub(super) fn write(
    atlas: &DatasetParts,
    zooms: &SimplifiedCoverages,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<u64, EditionError> {
    let mut writer = EditionWriter::new(folder, atlas, progress);
    // Exhaustive destructuring: a new field of the parts does not compile until it is written.
    let DatasetParts {
        info,
        vocabulary,
        sources,
        layers,
        communities: _,
        community_level: _,
        community_sources: _,
        facilities: _,
        facility_sources: _,
        international_borders,
        context: of_context,
        rounds,
        counts: of_finest,
        stated_counts: _,
        breakdowns: by_finest,
        stated_breakdowns: _,
        services: _,
        fingerprint,
    } = atlas;
    let mut entries = Vec::with_capacity(layers.len());
    for layer in layers {
        let above = layers.iter().find(|above| Some(above.level) == layer.level.above());
        entries.push(layers::write(layer, above, &mut writer)?);
    }
    let (communities, facilities) =
        (points::write_communities(atlas, &mut writer)?, points::write_facilities(atlas, &mut writer)?);
    let international_borders = international_borders::write(international_borders, &mut writer)?;
    let context = context::write(of_context, &mut writer)?;
    let mut counts = counts::write(atlas, &mut writer)?;
    let stated_counts = counts.split_off(of_finest.len());
    let mut breakdowns = breakdowns::write(atlas, &mut writer)?;
    let stated_breakdowns = breakdowns.split_off(by_finest.len());
    let services = services::write(atlas, &mut writer)?;
    zooms::write(zooms, layers, &mut writer)?;
    let manifest = Manifest {
        format: FORMAT,
        kerben: env!("CARGO_PKG_VERSION").to_owned(),
        fingerprint: Fingerprint(*fingerprint),
        dataset: info.clone(),
        vocabulary: vocabulary.clone(),
        sources: sources.clone(),
        rounds: rounds.iter().cloned().map(Round::into_written).collect(),
        layers: entries,
        communities,
        facilities,
        international_borders,
        context,
        counts,
        stated_counts,
        breakdowns,
        stated_breakdowns,
        services,
        files: writer.into_files(),
    };
    let path = folder.join(MANIFEST);
    let (text, sum) = manifest.texts().map_err(|error| EditionError::content(&path, error.to_string()))?;
    write_durably(&path, text.as_bytes())?;
    write_durably(&folder.join(MANIFEST_SUM), sum.as_bytes())?;
    Ok(manifest.files.iter().map(|file| file.bytes).sum::<u64>() + (text.len() + sum.len()) as u64)
}

/// Reads all parts of an edition back, exactly as they were written: those of the atlas, and its boundaries as each zoom draws
/// them.
pub(super) fn read(
    edition: &EditionFiles<'_>,
    manifest: &Manifest,
    progress: &dyn Progress,
) -> Result<(DatasetParts, SimplifiedCoverages), EditionError> {
    // In the order in which they are opened below.
    let layers = manifest.layers.iter().map(|entry| file_name(entry.level));
    let borders = manifest.international_borders.as_ref().map(|_| international_borders::FILE);
    let points = [points::COMMUNITIES, points::FACILITIES].into_iter().chain(borders).map(str::to_owned);
    let others = points.chain(manifest.context.own().map(context::file));
    let tables = [counts::COUNTS, breakdowns::BREAKDOWNS, services::SERVICES].into_iter();
    let names = layers.chain(others).chain(tables.chain(zooms::FILES).map(str::to_owned)).collect();
    prefetch(edition, manifest, names, |ahead| {
        let reader = EditionReader::new(edition, manifest, ahead, progress);
        let parts = read_parts(&reader)?;
        // Errors of the atlas are reported first, even if the zooms are inconsistent too.
        let (sound, zooms) = parallel::join(|| invariants::check(&parts), || zooms::read(&parts.layers, &reader));
        sound.map_err(EditionError::inconsistent(&edition.shown()))?;
        Ok((parts, zooms?))
    })
}

fn read_parts(reader: &EditionReader<'_>) -> Result<DatasetParts, EditionError> {
    let manifest = reader.manifest().clone();
    if !manifest.layers.is_sorted_by(|above, below| above.level < below.level) {
        return Err(reader.inconsistent("the admin layers are not in order, country first".to_owned()));
    }
    let mut layers: Vec<AdminLayer> = Vec::with_capacity(manifest.layers.len());
    for entry in &manifest.layers {
        let above = layers.iter().find(|above| Some(above.level) == entry.level.above());
        let layer = layers::read(entry, above, reader)?;
        layers.push(layer);
    }
    let communities = points::read_communities(&layers, &manifest.communities, reader)?;
    let facilities = points::read_facilities(reader)?;
    let international_borders = manifest.international_borders.as_ref();
    let international_borders = international_borders.map(|entry| international_borders::read(entry, reader));
    let international_borders = international_borders.transpose()?.unwrap_or_default();
    let context = context::read(&manifest.context, manifest.dataset.main_language(), reader)?;
    let places = PlaceKeys { layers: &layers, communities: &communities };
    let mut counts = counts::read(&[manifest.counts.as_slice(), &manifest.stated_counts].concat(), places, reader)?;
    let stated_counts = counts.split_off(manifest.counts.len());
    let entries = [manifest.breakdowns.as_slice(), &manifest.stated_breakdowns].concat();
    let mut breakdowns = breakdowns::read(&entries, places, reader)?;
    let stated_breakdowns = breakdowns.split_off(manifest.breakdowns.len());
    let services = services::read(&manifest.services, places, reader)?;
    let rounds = manifest.rounds.into_iter().map(|round| round.try_map_groups(|id| reader.group(&id)));
    let rounds = rounds.collect::<Result<_, _>>()?;
    let mut info = manifest.dataset;
    // Editions of before have names in languages that the dataset does not list.
    let names = layers.iter().flat_map(|layer| &layer.units).map(|unit| &unit.names);
    let names = names.chain(communities.iter().map(|community| &community.names));
    info.add_languages(names.chain(facilities.iter().map(|facility| &facility.names)).flat_map(Names::languages));
    Ok(DatasetParts {
        info,
        vocabulary: manifest.vocabulary,
        sources: manifest.sources,
        layers,
        communities,
        community_level: manifest.communities.community_level(),
        community_sources: manifest.communities.sources,
        facilities,
        facility_sources: manifest.facilities.sources,
        international_borders,
        context,
        rounds,
        counts,
        stated_counts,
        breakdowns,
        stated_breakdowns,
        services,
        fingerprint: manifest.fingerprint.0,
    }
    .in_main_language())
}
