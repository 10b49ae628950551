use std::io;
use std::path::{Path, PathBuf};

/// Why an archive cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// An error of the operating system.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// Why it could not be.
        source: io::Error,
    },
    /// A file that SQLite keeps cannot be read or written.
    #[error("{}: {source}", path.display())]
    Sqlite {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: rusqlite::Error,
    },
    /// Another process writes the same archive.
    #[error("{}: another export is writing this archive", path.display())]
    Busy {
        /// The checkpoint.
        path: PathBuf,
    },
    /// A PMTiles archive cannot be written.
    #[error("{}: {source}", path.display())]
    Pmtiles {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: ::pmtiles::PmtError,
    },
    /// The folder exists already: its tiles would be mixed with the new ones.
    #[error("{}: there is something already; remove it, or choose another name", path.display())]
    FolderExists {
        /// The folder.
        path: PathBuf,
    },
    /// The user stopped it.
    #[error("stopped; what was made so far is kept for the next export in the same words")]
    Stopped,
    /// A tile could not be rendered.
    #[error("tile {z}/{x}/{y}: {reason}")]
    Tile {
        /// Zoom.
        z: u8,
        /// Column, from the west.
        x: u32,
        /// Row, from the north.
        y: u32,
        /// Why not.
        reason: String,
    },
}

impl ArchiveError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    pub(super) fn sqlite(path: &Path) -> impl FnOnce(rusqlite::Error) -> Self {
        let path = path.to_owned();
        move |source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy { path },
            _ => Self::Sqlite { path, source },
        }
    }

    pub(super) fn pmtiles(path: &Path) -> impl FnOnce(::pmtiles::PmtError) -> Self {
        let path = path.to_owned();
        move |source| Self::Pmtiles { path, source }
    }
}
