//! Sources that are not in the folder of a dataset: named as `remote` in `dataset.toml`, and allowed by who reads it.

use std::fmt;
use std::sync::Arc;

use crate::visible::{MASK, without_secrets};

/// Fetches what a dataset names as remote. Reading a dataset makes no connection but by this, and to databases that are named so.
pub trait RemoteFiles: Send + Sync {
    /// The content at an address (`https://…`, `http://…`, `s3://bucket/key`), of at most so many bytes; why not, in words for
    /// people and without secrets, where that fails.
    fn fetch(&self, address: &str, most: u64) -> Result<Vec<u8>, String>;
}

/// What makes an address of a source.
const SCHEMES: [&str; 3] = ["https://", "http://", "s3://"];
const DATABASE: &str = "PG:";
/// What of the words of a database is no secret.
const SHOWN: [&str; 6] = ["host", "port", "dbname", "service", "schemas", "tables"];

/// A source at an address.
#[derive(Clone)]
pub(super) struct RemoteFile {
    /// Its address as it is shown, without secrets.
    pub(super) shown: String,
    pub(super) address: String,
    pub(super) files: Arc<dyn RemoteFiles>,
}

impl RemoteFile {
    pub(super) fn new(address: &str, files: &Arc<dyn RemoteFiles>) -> Self {
        Self { shown: shown(address), address: address.to_owned(), files: Arc::clone(files) }
    }

    /// Whether it is a database that GDAL asks, and not a file.
    pub(super) fn is_database(&self) -> bool {
        is_database(&self.address)
    }

    /// The path in the address, whose ending says what it is.
    pub(super) fn path(&self) -> &str {
        let (_, rest) = self.address.split_once("://").unwrap_or(("", &self.address));
        &rest[..rest.find(['?', '#']).unwrap_or(rest.len())]
    }
}

impl fmt::Debug for RemoteFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RemoteFile({})", self.shown)
    }
}

/// Whether a text is an address of a source.
pub(super) fn is_address(text: &str) -> bool {
    is_database(text) || SCHEMES.iter().any(|scheme| starts_with(text, scheme))
}

fn is_database(text: &str) -> bool {
    starts_with(text, DATABASE)
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// An address without its secrets.
pub(super) fn shown(address: &str) -> String {
    if !is_database(address) || address.contains("://") {
        return without_secrets(address);
    }
    let words = address[DATABASE.len()..].split_whitespace();
    let known = words.map(|word| match word.split_once('=') {
        Some((name, _)) if SHOWN.contains(&name) => word.to_owned(),
        Some((name, _)) => format!("{name}={MASK}"),
        None => MASK.to_owned(),
    });
    format!("{DATABASE}{}", known.collect::<Vec<_>>().join(" "))
}

/// Why nothing is read or served where PROJ may connect.
pub const PROJ_NETWORK: &str = "PROJ_NETWORK is set in the environment, with which the transformation of coordinates fetches grids from the network; unset it, or allow it (`--allow-remote`)";

/// Whether PROJ was told to fetch grids from the network while it transforms coordinates.
pub fn proj_asks_the_network() -> bool {
    let told = std::env::var("PROJ_NETWORK").unwrap_or_default();
    ["on", "yes", "true"].contains(&told.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_files_and_shown_without_secrets() {
        for (address, expected) in [
            ("https://user:secret@a.example/b.zip?token=secret", "https://***@a.example/b.zip?***"),
            ("s3://bucket/key.gpkg", "s3://bucket/key.gpkg"),
            ("PG:host=db user=me password=secret dbname=x", "PG:host=db user=*** password=*** dbname=x"),
            ("pg:host=db password='my secret'", "PG:host=db password=*** ***"),
            ("PG:postgresql://me:secret@db/x", "PG:postgresql://***@db/x"),
        ] {
            assert!(is_address(address), "{address}");
            assert_eq!(shown(address), expected);
        }
        for file in ["a.geojson", "maps/https.zip", "/vsicurl/http://a", "C:\\a.shp", "ftp://a/b.zip", "PGDUMP"] {
            assert!(!is_address(file), "{file}");
        }
    }
}
