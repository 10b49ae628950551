//! Sources of a dataset that are elsewhere, where the command line allows them: web servers and object stores, like archives.

use std::sync::Arc;

use geodata::ingest::RemoteFiles;

use crate::archive::{Location, Store};

/// Fetches from stores.
struct Stores;

/// What fetches the remote sources of a dataset; none where that is not allowed.
pub fn fetcher(allowed: bool) -> Option<Arc<dyn RemoteFiles>> {
    allowed.then(|| Arc::new(Stores) as Arc<dyn RemoteFiles>)
}

impl RemoteFiles for Stores {
    fn fetch(&self, address: &str, most: u64) -> Result<Vec<u8>, String> {
        let Location::Remote(url) = Location::new(address) else {
            return Err("this is no address; expected https://…, http://… or s3://bucket/key".to_owned());
        };
        Store::open(&url).and_then(|store| store.read_all(most)).map_err(|error| error.to_string())
    }
}
