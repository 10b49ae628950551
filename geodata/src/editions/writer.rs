//! Writes the files of an edition.

use std::path::Path;

use serde_json::json;

use super::EditionError;
use super::manifest::FileEntry;
use super::table::{Cells, Schema, TableWriter};
use crate::model::{DatasetParts, Labels, Language};
use crate::progress::Progress;

/// Files that are being written, and those that already are.
pub(super) struct EditionWriter<'a> {
    folder: &'a Path,
    parts: &'a DatasetParts,
    progress: &'a dyn Progress,
    files: Vec<FileEntry>,
}

impl<'a> EditionWriter<'a> {
    pub(super) fn new(folder: &'a Path, parts: &'a DatasetParts, progress: &'a dyn Progress) -> Self {
        Self { folder, parts, progress, files: Vec::new() }
    }

    /// What is written.
    pub(super) fn parts(&self) -> &'a DatasetParts {
        self.parts
    }

    /// The languages of names, the main one first.
    pub(super) fn languages(&self) -> Vec<Language> {
        self.parts.info.languages_by_rank()
    }

    /// The files that were written.
    pub(super) fn into_files(self) -> Vec<FileEntry> {
        self.files
    }

    /// Begins a file.
    pub(super) fn begin(&self, name: &str, schema: &Schema, rows: usize) -> Result<TableWriter, EditionError> {
        self.progress.stage(&format!("Writing {name}"), Some(rows as u64));
        TableWriter::create(self.folder, name, schema, &self.languages()[1..])
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
        let DatasetParts { info, sources: known, .. } = self.parts;
        let main = |text: &Labels| text.main().to_owned();
        let cited = known.iter().filter(|source| cited.contains(&&source.id));
        let note = json!({
            "dataset": info.id,
            "title": main(&info.title),
            "illustrative": info.illustrative,
            "illustrative_note": info.illustrative_note.as_ref().map(main),
            "disclaimer": info.disclaimer.as_ref().map(main),
            "sources": cited.map(|source| source.in_language(info.main_language())).collect::<Vec<_>>(),
        });
        table.set_metadata("kerben", note.to_string());
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
