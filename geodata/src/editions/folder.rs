//! Writes editions into a folder of them: a new edition is written beside the others and then renamed, so that it is never half
//! there, and a pointer says which one is current.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::EditionError;
use super::manifest::Manifest;
use super::storage::{CURRENT, EditionFiles, EditionsFolder, MANIFEST, MANIFEST_SUM};
use super::temp_path::TempPath;
use super::writer::write_durably;
use super::{invariants, tables, zooms};
use crate::model::DatasetParts;
use crate::progress::Progress;
use crate::tiles::SimplifiedCoverages;

/// An edition that is on the disk, and current.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedEdition {
    /// Its folder.
    pub path: PathBuf,
    /// The bytes of all its files.
    pub bytes: u64,
    /// True if an earlier build of the same sources had left it there, whole.
    pub already_there: bool,
}

/// True if a folder is an edition, or a folder of editions with one that is current; whether they are whole is another question.
pub fn is_edition(path: &Path) -> bool {
    [MANIFEST, MANIFEST_SUM, CURRENT].iter().any(|name| path.join(name).is_file())
}

/// Writes an atlas (or its parts), with its boundaries as each zoom draws them, as an edition into a folder of editions, and makes
/// it the current one.
///
/// An edition of the same sources that is there and whole stays as it is; a damaged one is replaced. Readers of the folder see
/// the edition that was current before or the new one, whole.
pub fn write(
    atlas: &DatasetParts,
    zooms: &SimplifiedCoverages,
    editions: &Path,
    progress: &dyn Progress,
) -> Result<PublishedEdition, EditionError> {
    let written = write_edition(atlas, zooms, editions, progress);
    progress.finish();
    let written = written?;
    point_to(editions, written.path.file_name().unwrap_or_default())?;
    Ok(written)
}

fn write_edition(
    atlas: &DatasetParts,
    zooms: &SimplifiedCoverages,
    editions: &Path,
    progress: &dyn Progress,
) -> Result<PublishedEdition, EditionError> {
    let sound = invariants::check(atlas).and_then(|()| zooms::check(zooms, &atlas.layers));
    sound.map_err(EditionError::inconsistent(editions))?;
    fs::create_dir_all(editions).map_err(EditionError::io(editions))?;
    let path = editions.join(folder_name(atlas));
    if let Some(bytes) = verify(atlas, zooms, &path, progress)? {
        return Ok(PublishedEdition { path, bytes, already_there: true });
    }
    TempPath::clear(editions)?;
    let temp_path = TempPath::folder(editions, "writing")?;
    let bytes = tables::write(atlas, zooms, &temp_path.path, progress)?;
    sync_folder(&temp_path.path)?;
    let damaged = TempPath::name(editions, "damaged")?;
    match fs::rename(&path, &damaged.path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(EditionError::io(&path)(error)),
        _ => {}
    }
    fs::rename(&temp_path.path, &path).map_err(EditionError::io(&path))?;
    sync_folder(editions)?;
    Ok(PublishedEdition { path, bytes, already_there: false })
}

/// `kyrgyzstan-65d8cd5b6a1c7c52`. Ids of datasets are fit for a folder; whatever is not becomes a dash.
fn folder_name(atlas: &DatasetParts) -> String {
    let fit = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let id: String = atlas.info.id.chars().map(fit).take(100).collect();
    format!("{id}-{:016x}", atlas.fingerprint)
}

/// The bytes of the edition in a folder, if it is whole and has these parts.
fn verify(
    atlas: &DatasetParts,
    zooms: &SimplifiedCoverages,
    path: &Path,
    progress: &dyn Progress,
) -> Result<Option<u64>, EditionError> {
    let folder = EditionsFolder(path);
    let files = EditionFiles::new(&folder, String::new());
    let manifest = match Manifest::read(&files) {
        Ok(manifest) => manifest,
        // The work of a newer Kerben is not damaged.
        Err(newer @ EditionError::Version { found, known, .. }) if found > known => return Err(newer),
        Err(_) => return Ok(None),
    };
    match tables::read(&files, &manifest, progress) {
        Ok((parts, found)) if parts == *atlas && found == *zooms => {
            size(path).map(Some).map_err(EditionError::io(path))
        }
        Ok(_) => Err(EditionError::Conflict { path: path.to_owned(), kerben: manifest.kerben }),
        Err(_) => Ok(None),
    }
}

fn size(folder: &Path) -> io::Result<u64> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.metadata()?.len())).sum()
}

/// Moves the pointer in one step.
fn point_to(editions: &Path, edition: &OsStr) -> Result<(), EditionError> {
    let pointer = editions.join(CURRENT);
    let text = format!("{}\n", edition.to_string_lossy());
    if fs::read_to_string(&pointer).is_ok_and(|before| before == text) {
        return Ok(());
    }
    let temp_path = TempPath::name(editions, CURRENT)?;
    write_durably(&temp_path.path, text.as_bytes())?;
    fs::rename(&temp_path.path, &pointer).map_err(EditionError::io(&pointer))?;
    sync_folder(editions)
}

/// A rename is certain once the folder is on the disk.
fn sync_folder(folder: &Path) -> Result<(), EditionError> {
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(EditionError::io(folder))
}
