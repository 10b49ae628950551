//! What is read from elsewhere: sources of a dataset, where the command line allows them, and editions. Both come from web servers and
//! object stores, like archives.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use geodata::editions::{Storage, StorageError};
use geodata::ingest::RemoteFiles;
use geodata::tiles::archives::ReadError;
use url::Url;

use crate::archive::{Location, ReadAllError, Store};

/// Fetches from stores.
struct Stores;

/// What fetches the remote sources of a dataset; none where that is not allowed.
pub fn fetcher(allowed: bool) -> Option<Arc<dyn RemoteFiles>> {
    allowed.then(|| Arc::new(Stores) as Arc<dyn RemoteFiles>)
}

impl RemoteFiles for Stores {
    fn fetch(&self, address: &str, max: u64) -> Result<Vec<u8>, String> {
        let Location::Remote(url) = Location::new(address) else {
            return Err("this is no address; expected https://…, http://… or s3://bucket/key".to_owned());
        };
        let store = Store::open(&url).map_err(|error| error.to_string())?;
        store.read_all(max).map_err(|error| error.to_string())
    }
}

/// Editions below an address: `s3://bucket/prefix`, or a web server.
pub struct RemoteEditions {
    prefix: Store,
    /// Without the secrets of the address.
    shown: PathBuf,
}

impl RemoteEditions {
    /// Those below an address; nothing is asked for yet.
    pub fn new(url: &Url) -> Result<Self, ReadError> {
        let shown = Location::Remote(url.clone()).to_string();
        Ok(Self { prefix: Store::open(url)?, shown: shown.trim_end_matches('/').into() })
    }
}

impl fmt::Debug for RemoteEditions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RemoteEditions({})", self.shown.display())
    }
}

impl Storage for RemoteEditions {
    fn shown(&self) -> &Path {
        &self.shown
    }

    fn read(&self, name: &str, max: u64) -> Result<Vec<u8>, StorageError> {
        self.prefix.child(name).read_all(max).map_err(|error| match error {
            ReadAllError::Missing(_) => StorageError::Missing,
            ReadAllError::TooLong { size, .. } => StorageError::TooLong { found: size },
            ReadAllError::Failed(error) => StorageError::Io(io::Error::other(error)),
        })
    }

    fn has(&self, name: &str) -> Result<bool, StorageError> {
        self.prefix.child(name).exists().map_err(|error| StorageError::Io(io::Error::other(error)))
    }
}
