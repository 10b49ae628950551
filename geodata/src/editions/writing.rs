//! The folder of an edition while it is written.

use std::path::Path;

use serde_json::json;

use super::EditionError;
use super::manifest::{FORMAT, FileEntry, Fingerprint, MANIFEST, MANIFEST_SUM, Manifest};
use super::table::{Cells, Schema, TableWriter};
use super::{breakdowns, counts, layers, points, services, zooms};
use crate::model::DatasetParts;
use crate::progress::Progress;
use crate::tiles::SimplifiedCoverages;

/// Files that are being written, and those that already are.
pub(super) struct Writing<'a> {
    folder: &'a Path,
    atlas: &'a DatasetParts,
    progress: &'a dyn Progress,
    files: Vec<FileEntry>,
}

/// Writes all files of an edition into a folder, waits until they are on the disk, and returns their bytes.
pub(super) fn write_files(
    atlas: &DatasetParts,
    zooms: &SimplifiedCoverages,
    folder: &Path,
    progress: &dyn Progress,
) -> Result<u64, EditionError> {
    let mut writing = Writing { folder, atlas, progress, files: Vec::new() };
    // A new part of the atlas cannot be forgotten here: nothing compiles before it is named.
    let DatasetParts {
        info,
        sources,
        layers,
        communities: _,
        community_sources: _,
        facilities: _,
        facility_sources: _,
        rounds,
        counts: _,
        breakdowns: _,
        services: _,
        fingerprint,
    } = atlas;
    let mut entries = Vec::with_capacity(layers.len());
    for layer in layers {
        let above = layers.iter().find(|above| Some(above.level) == layer.level.above());
        entries.push(layers::write(layer, above, &mut writing)?);
    }
    let (communities, facilities) =
        (points::write_communities(atlas, &mut writing)?, points::write_facilities(atlas, &mut writing)?);
    let counts = counts::write(atlas, &mut writing)?;
    let breakdowns = breakdowns::write(atlas, &mut writing)?;
    let services = services::write(atlas, &mut writing)?;
    zooms::write(zooms, layers, &mut writing)?;
    let manifest = Manifest {
        format: FORMAT,
        kerben: env!("CARGO_PKG_VERSION").to_owned(),
        fingerprint: Fingerprint(*fingerprint),
        dataset: info.clone(),
        sources: sources.clone(),
        rounds: rounds.clone(),
        layers: entries,
        communities,
        facilities,
        counts,
        breakdowns,
        services,
        files: writing.files,
    };
    let path = folder.join(MANIFEST);
    let (text, sum) = manifest.texts().map_err(|error| EditionError::content(&path, error.to_string()))?;
    write_durably(&path, text.as_bytes())?;
    write_durably(&folder.join(MANIFEST_SUM), sum.as_bytes())?;
    Ok(manifest.files.iter().map(|file| file.bytes).sum::<u64>() + (text.len() + sum.len()) as u64)
}

impl Writing<'_> {
    /// Begins a file.
    pub(super) fn begin(&self, name: &str, schema: &Schema, rows: usize) -> Result<TableWriter, EditionError> {
        self.progress.stage(&format!("Writing {name}"), Some(rows as u64));
        TableWriter::create(self.folder, name, schema)
    }

    /// Writes a row group.
    pub(super) fn row_group(
        &self,
        table: &mut TableWriter,
        rows: usize,
        columns: Vec<Cells>,
    ) -> Result<(), EditionError> {
        if self.progress.is_stopped() {
            return Err(EditionError::Stopped);
        }
        table.row_group(rows, columns)?;
        self.progress.advance(rows as u64);
        Ok(())
    }

    /// Ends a file that rests on some sources. Whoever gets the file alone finds in it what must be said beside the data.
    pub(super) fn finish<'b>(
        &mut self,
        mut table: TableWriter,
        sources: impl IntoIterator<Item = &'b [String]>,
    ) -> Result<(), EditionError> {
        let cited: Vec<&String> = sources.into_iter().flatten().collect();
        let DatasetParts { info, .. } = self.atlas;
        let note = json!({
            "dataset": info.id,
            "title": info.title,
            "illustrative": info.illustrative,
            "illustrative_note": info.illustrative_note,
            "disclaimer": info.disclaimer,
            "sources": self.atlas.sources.iter().filter(|source| cited.contains(&&source.id)).collect::<Vec<_>>(),
        });
        table.note("kerben", note.to_string());
        self.files.push(table.finish()?);
        Ok(())
    }
}

/// Writes a small file and waits until it is on the disk.
pub(super) fn write_durably(path: &Path, content: &[u8]) -> Result<(), EditionError> {
    use std::io::Write;
    let write = || {
        let mut file = std::fs::File::create(path)?;
        file.write_all(content)?;
        file.sync_all()
    };
    write().map_err(EditionError::io(path))
}
