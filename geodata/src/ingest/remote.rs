//! Sources outside the folder of a dataset: marked as `remote` in `dataset.toml`, and allowed by the caller.

use std::fmt;
use std::sync::Arc;

use crate::visible::{MASK, without_secrets};

/// Fetches remote sources. Reading a dataset makes no other connections, except to databases that are marked as remote.
pub trait RemoteFiles: Send + Sync {
    /// The content at an address (`https://…`, `http://…`, `s3://bucket/key`), of at most `max_bytes`. The error is a message without
    /// secrets.
    fn fetch(&self, address: &str, max_bytes: u64) -> Result<Vec<u8>, String>;
}

/// The schemes of addresses.
const SCHEMES: [&str; 3] = ["https://", "http://", "s3://"];
const DATABASE: &str = "PG:";
/// The keywords of a connection string that are not secret.
const PUBLIC_KEYWORDS: [&str; 6] = ["host", "port", "dbname", "service", "schemas", "tables"];

/// A source at an address.
#[derive(Clone)]
pub(super) struct RemoteFile {
    /// Its address without secrets, for messages.
    pub(super) display_name: String,
    pub(super) address: String,
    pub(super) files: Arc<dyn RemoteFiles>,
}

impl RemoteFile {
    pub(super) fn new(address: &str, files: &Arc<dyn RemoteFiles>) -> Self {
        Self { display_name: without_credentials(address), address: address.to_owned(), files: Arc::clone(files) }
    }

    /// Whether it is a database, and not a file.
    pub(super) fn is_database(&self) -> bool {
        is_database(&self.address)
    }

    /// The path in the address, whose extension gives the format.
    pub(super) fn path(&self) -> &str {
        let (_, rest) = self.address.split_once("://").unwrap_or(("", &self.address));
        &rest[..rest.find(['?', '#']).unwrap_or(rest.len())]
    }
}

impl fmt::Debug for RemoteFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RemoteFile({})", self.display_name)
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
pub(super) fn without_credentials(address: &str) -> String {
    if !is_database(address) || address.contains("://") {
        return without_secrets(address);
    }
    let words = address[DATABASE.len()..].split_whitespace();
    let known = words.map(|word| match word.split_once('=') {
        Some((name, _)) if PUBLIC_KEYWORDS.contains(&name) => word.to_owned(),
        Some((name, _)) => format!("{name}={MASK}"),
        None => MASK.to_owned(),
    });
    format!("{DATABASE}{}", known.collect::<Vec<_>>().join(" "))
}

/// The error if PROJ may use the network.
pub const PROJ_NETWORK: &str = "PROJ_NETWORK is set in the environment, with which the transformation of coordinates fetches grids from the network; unset it, or allow it (`--allow-remote`)";

/// Whether the environment lets PROJ fetch grids from the network.
pub fn proj_network_enabled() -> bool {
    let told = std::env::var("PROJ_NETWORK").unwrap_or_default();
    ["on", "yes", "true"].contains(&told.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_distinguished_from_files_and_shown_without_secrets() {
        for (address, expected) in [
            ("https://user:secret@a.example/b.zip?token=secret", "https://***@a.example/b.zip?***"),
            ("s3://bucket/key.gpkg", "s3://bucket/key.gpkg"),
            ("PG:host=db user=me password=secret dbname=x", "PG:host=db user=*** password=*** dbname=x"),
            ("pg:host=db password='my secret'", "PG:host=db password=*** ***"),
            ("PG:postgresql://me:secret@db/x", "PG:postgresql://***@db/x"),
        ] {
            assert!(is_address(address), "{address}");
            assert_eq!(without_credentials(address), expected);
        }
        for file in ["a.geojson", "maps/https.zip", "/vsicurl/http://a", "C:\\a.shp", "ftp://a/b.zip", "PGDUMP"] {
            assert!(!is_address(file), "{file}");
        }
    }
}
