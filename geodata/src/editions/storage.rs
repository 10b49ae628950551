//! What editions are read from: a folder, or anything else that hands out files by their names, such as an object store.
//!
//! ```text
//! Storage ─► locate: which edition is current ─► EditionFiles ─► manifest, tables
//! ```
//!
//! Writing needs renames and locks, which stores do not have: editions are written into a folder, and copied from there.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::error::EditionError;

/// The name of the manifest among the files of an edition.
pub(super) const MANIFEST: &str = "manifest.json";
/// The checksum of the manifest, as `sha256sum` writes and checks it.
pub(super) const MANIFEST_SUM: &str = "manifest.json.sha256";
/// The pointer to the current edition: a file with the name of its folder.
pub(super) const CURRENT: &str = "current";

/// Bytes of a pointer: a longer name no file system has.
const MAX_POINTER_BYTES: u64 = 4096;

/// Files of editions, by their names: `current`, `kyrgyzstan-65d8cd5b6a1c7c52/manifest.json`.
pub trait Storage: Sync {
    /// What messages call it: the path of a folder, or an address without its secrets.
    fn shown(&self) -> &Path;

    /// The content of a file that has at most so many bytes.
    fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, StorageError>;

    /// Whether there is a file of this name.
    fn has(&self, name: &str) -> Result<bool, StorageError>;
}

/// Why a file cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is none of this name.
    #[error("it is missing")]
    Missing,
    /// Whoever opens a pipe waits until somebody writes into it.
    #[error("it is no regular file")]
    NotRegular,
    /// It has more bytes than are wanted.
    #[error("it has {found} bytes, which is too many")]
    TooLong {
        /// How many it has.
        found: u64,
    },
    /// The operating system, or the store, fails.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A folder of the file system: an edition, or a folder of editions.
#[derive(Clone, Copy, Debug)]
pub struct EditionsFolder<'a>(pub &'a Path);

impl Storage for EditionsFolder<'_> {
    fn shown(&self) -> &Path {
        self.0
    }

    fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, StorageError> {
        let path = self.0.join(name);
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => StorageError::Missing,
            _ => error.into(),
        };
        let metadata = std::fs::metadata(&path).map_err(missing)?;
        if !metadata.is_file() {
            return Err(StorageError::NotRegular);
        }
        if metadata.len() > most {
            return Err(StorageError::TooLong { found: metadata.len() });
        }
        let mut content = Vec::new();
        File::open(&path).map_err(missing)?.take(most).read_to_end(&mut content)?;
        Ok(content)
    }

    fn has(&self, name: &str) -> Result<bool, StorageError> {
        Ok(self.0.join(name).is_file())
    }
}

/// The name of the edition that is current in a storage; empty where the storage is one edition.
pub fn locate(storage: &dyn Storage) -> Result<String, EditionError> {
    let has_manifest = |edition: &str| {
        let edition = EditionFiles::new(storage, edition.to_owned());
        Ok(edition.has(MANIFEST)? || edition.has(MANIFEST_SUM)?)
    };
    let is_one = has_manifest("");
    if let Ok(true) = is_one {
        return Ok(String::new());
    }
    let pointer = EditionFiles::new(storage, String::new());
    let text = match pointer.read(CURRENT, MAX_POINTER_BYTES) {
        Ok(text) => text,
        // A store that does not say what it has refuses what is not there.
        Err(EditionError::Missing { .. }) => {
            return Err(is_one.err().unwrap_or(EditionError::NotAnEdition { path: storage.shown().to_owned() }));
        }
        Err(error) => return Err(error),
    };
    let refused = |reason: String| EditionError::Pointer { path: pointer.path(CURRENT), reason };
    let Some(name) = std::str::from_utf8(&text).ok().map(|text| text.strip_suffix('\n').unwrap_or(text)) else {
        return Err(refused("it is no text".to_owned()));
    };
    let mut components = Path::new(name).components();
    let is_name =
        matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == name);
    if !is_name || name.contains(['\0', '\\']) {
        Err(refused("it does not have the name of an edition in it".to_owned()))
    } else if has_manifest(name)? {
        Ok(name.to_owned())
    } else {
        Err(refused(format!("it names the edition `{name}`, which is not there")))
    }
}

/// The files of one edition.
#[derive(Clone)]
pub(super) struct EditionFiles<'a> {
    storage: &'a dyn Storage,
    edition: String,
}

impl<'a> EditionFiles<'a> {
    /// Those of the edition of a name, or of the only one.
    pub(super) fn new(storage: &'a dyn Storage, edition: String) -> Self {
        Self { storage, edition }
    }

    /// What messages call the edition.
    pub(super) fn shown(&self) -> PathBuf {
        if self.edition.is_empty() { self.storage.shown().to_owned() } else { self.storage.shown().join(&self.edition) }
    }

    /// What messages call one of its files.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.shown().join(file)
    }

    fn name(&self, file: &str) -> String {
        if self.edition.is_empty() { file.to_owned() } else { format!("{}/{file}", self.edition) }
    }

    /// The content of a file that must be there, and has no more bytes than are expected.
    pub(super) fn read(&self, file: &str, most: u64) -> Result<Vec<u8>, EditionError> {
        self.read_raw(file, most).map_err(|error| self.error(file, error, most))
    }

    /// The same with the error of the storage.
    pub(super) fn read_raw(&self, file: &str, most: u64) -> Result<Vec<u8>, StorageError> {
        self.storage.read(&self.name(file), most)
    }

    fn has(&self, file: &str) -> Result<bool, EditionError> {
        self.storage.has(&self.name(file)).map_err(|error| self.error(file, error, 0))
    }

    /// The error of an edition for that of its storage.
    pub(super) fn error(&self, file: &str, error: StorageError, most: u64) -> EditionError {
        let path = self.path(file);
        match error {
            StorageError::Missing => EditionError::Missing { path },
            StorageError::NotRegular => EditionError::content(&path, "it is no regular file"),
            StorageError::TooLong { .. } => EditionError::content(&path, format!("it has more than {most} bytes")),
            StorageError::Io(source) => EditionError::Io { path, source },
        }
    }
}
