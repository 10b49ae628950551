use std::fs;
use std::path::{Path, PathBuf};

use super::checkpoint::{CheckpointDb, path_beside};
use super::checkpoint_tiles::CheckpointTiles;
use super::error::ArchiveError;
use super::metadata::Metadata;
use super::traversal::ProgressSink;
use super::{folder, mbtiles, pmtiles};

/// Removes a file or a folder, if it exists.
fn remove(path: &Path) -> std::io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Where an export goes, and in which form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One file in the format PMTiles 3.
    Pmtiles(PathBuf),
    /// One file in the format MBTiles 1.3.
    Mbtiles(PathBuf),
    /// A folder of files `z/x/y.mvt`, uncompressed, with a `tiles.json`.
    Folder(PathBuf),
}

impl Target {
    /// The form follows from the extension of the path; without a known one it is a folder.
    pub fn at(path: &Path) -> Self {
        let path_owned = path.to_owned();
        match path.extension().and_then(|extension| extension.to_str()).map(str::to_ascii_lowercase).as_deref() {
            Some("pmtiles") => Self::Pmtiles(path_owned),
            Some("mbtiles") => Self::Mbtiles(path_owned),
            _ => Self::Folder(path_owned),
        }
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        match self {
            Self::Pmtiles(path) | Self::Mbtiles(path) | Self::Folder(path) => path,
        }
    }

    /// Whether it can be written at all: checked before the work.
    pub fn check(&self) -> Result<(), ArchiveError> {
        let path = self.path();
        if matches!(self, Self::Folder(_)) && path.exists() {
            return Err(ArchiveError::FolderExists { path: path.to_owned() });
        }
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::read_dir(parent).map_err(ArchiveError::io(parent)).map(|_| ())
    }

    /// Writes the tiles of a complete checkpoint and renames the result to its path. An existing file is replaced. An incomplete result is
    /// removed.
    pub fn write(
        &self,
        work: &CheckpointDb,
        metadata: &Metadata,
        progress: &dyn ProgressSink,
    ) -> Result<(), ArchiveError> {
        let path = self.path();
        let unfinished = path_beside(path, ".unfinished");
        // Left by an export that was ended while it wrote.
        remove(&unfinished).map_err(ArchiveError::io(&unfinished))?;
        let tiles = CheckpointTiles::new(work, progress);
        let written = match self {
            Self::Pmtiles(_) => pmtiles::write(&unfinished, &tiles, metadata),
            Self::Mbtiles(_) => mbtiles::write(&unfinished, &tiles, metadata),
            Self::Folder(_) => folder::write(&unfinished, &tiles, metadata),
        };
        let written = written.and_then(|()| fs::rename(&unfinished, path).map_err(ArchiveError::io(path)));
        if written.is_err() {
            // The first error is reported; a leftover file is not worth a second one.
            let _ = remove(&unfinished);
        }
        written
    }
}
