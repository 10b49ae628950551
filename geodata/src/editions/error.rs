//! Errors of reading and writing editions; each names the file.

use std::io;
use std::path::{Path, PathBuf};

/// Why an edition cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum EditionError {
    /// An I/O error.
    #[error("{}: {source}", path.display())]
    Io {
        /// What was to be read or written.
        path: PathBuf,
        /// Why it could not be.
        source: io::Error,
    },
    /// Neither an edition nor a folder of editions.
    #[error(
        "{}: this is no edition (it has no `manifest.json`) and no folder of editions (it has no `current`); \
         `kerben build DIR -o EDITIONS` writes one",
        path.display()
    )]
    NotAnEdition {
        /// The folder.
        path: PathBuf,
    },
    /// The pointer to the current edition is damaged.
    #[error("{}: {reason}", path.display())]
    Pointer {
        /// The pointer.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A file of the edition is not there.
    #[error("{}: the file is missing; the edition is damaged", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file is shorter or longer than when it was written.
    #[error(
        "{}: the file has {found} bytes instead of {expected}{}; the edition is damaged",
        path.display(),
        if found < expected { ": it was cut off" } else { "" }
    )]
    Length {
        /// The file.
        path: PathBuf,
        /// Bytes that the manifest knows of.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// The checksum does not match.
    #[error("{}: the checksum is {found} instead of {expected}; the edition is damaged", path.display())]
    Checksum {
        /// The file.
        path: PathBuf,
        /// SHA-256 when it was written.
        expected: String,
        /// SHA-256 now.
        found: String,
    },
    /// The edition is of a version that this program does not read.
    #[error(
        "{}: the edition has format {found}, and this version of Kerben reads format {known}; build the edition again",
        path.display()
    )]
    Version {
        /// The manifest.
        path: PathBuf,
        /// Its version.
        found: u64,
        /// The version that is read.
        known: u64,
    },
    /// The manifest is invalid.
    #[error("{}{}: {reason}", path.display(), line.map_or_else(String::new, |line| format!(", line {line}")))]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// Where, from 1, if that can be said.
        line: Option<usize>,
        /// What is wrong.
        reason: String,
    },
    /// The rows of a file are invalid.
    #[error("{}: {reason}", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The parts are inconsistent.
    #[error("{}: {reason}", path.display())]
    Inconsistent {
        /// The edition.
        path: PathBuf,
        /// Which parts, and why not.
        reason: String,
    },
    /// The build was interrupted.
    #[error("stopped; nothing was written")]
    Stopped,
    /// The folder of the edition has other content.
    #[error(
        "{}: the folder already has a whole edition of the same sources with other content, written by Kerben {kerben}; \
         an edition never changes: write the new one into another folder",
        path.display()
    )]
    Conflict {
        /// The edition.
        path: PathBuf,
        /// The version that wrote it.
        kerben: String,
    },
}

impl EditionError {
    pub(super) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }

    pub(super) fn content(path: &Path, reason: impl Into<String>) -> Self {
        Self::Content { path: path.to_owned(), reason: reason.into() }
    }

    pub(super) fn inconsistent(path: &Path) -> impl FnOnce(String) -> Self {
        let path = path.to_owned();
        move |reason| Self::Inconsistent { path, reason }
    }
}
