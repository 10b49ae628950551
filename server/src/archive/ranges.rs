//! Parts of a file, wherever it is.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::ClientConfigKey;
use object_store::http::HttpBuilder;
use object_store::path::Path;
use object_store::{ObjectStore, RetryConfig};
use pmtiles::{AsyncBackend, BackendResponse, ObjectStoreBackend, PmtResult};
use url::Url;

use super::Location;

/// Nothing in an archive that is made for maps is longer.
const LONGEST: usize = 64 << 20;
/// How often, and for how long, a store is asked again.
const RETRIES: usize = 2;
const RETRIES_END: Duration = Duration::from_secs(10);

/// A file that is read in parts.
pub enum Ranges {
    /// Read by position, not mapped: a mapped file that is cut off ends the process.
    File(File),
    Store(ObjectStoreBackend),
}

impl Ranges {
    /// Opens a location; why not, in words, where that fails.
    pub fn open(location: &Location) -> Result<Self, String> {
        match location {
            Location::File(path) => File::open(path).map(Self::File).map_err(|error| error.to_string()),
            Location::Remote(url) => store(url).map(Self::Store),
        }
    }
}

impl AsyncBackend for Ranges {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        if length > LONGEST {
            return Err(std::io::Error::other("a part of the archive is longer than any tile").into());
        }
        match self {
            Self::File(file) => {
                read_at(file, offset, length).map(|bytes| BackendResponse::new(bytes.into())).map_err(Into::into)
            }
            Self::Store(store) => store.read(offset, length).await,
        }
    }
}

/// Fewer bytes only at the end of the file.
fn read_at(file: &File, offset: u64, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    let mut read = 0;
    while read < length {
        match file.read_at(&mut bytes[read..], offset + read as u64) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
}

/// The store of an address. Keys and the address of an S3 service come from the environment, by the names that its own tools use:
/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and `AWS_ALLOW_HTTP` for a service without TLS.
fn store(url: &Url) -> Result<ObjectStoreBackend, String> {
    // Fails where one was chosen before; either will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let retry = RetryConfig { max_retries: RETRIES, retry_timeout: RETRIES_END, ..RetryConfig::default() };
    let path = Path::from_url_path(url.path()).map_err(|error| error.to_string())?;
    let patience = [(ClientConfigKey::ConnectTimeout, "3s"), (ClientConfigKey::Timeout, "8s")];
    let store: Box<dyn ObjectStore> = if url.scheme() == "s3" {
        let mut builder = AmazonS3Builder::from_env().with_url(url.as_str()).with_retry(retry);
        for (key, value) in patience {
            builder = builder.with_config(AmazonS3ConfigKey::Client(key), value);
        }
        // Without a key there is nothing to sign with: public buckets are read as anybody does.
        if std::env::var_os("AWS_ACCESS_KEY_ID").is_none() && std::env::var_os("AWS_WEB_IDENTITY_TOKEN_FILE").is_none()
        {
            builder = builder.with_skip_signature(true);
        }
        Box::new(builder.build().map_err(|error| error.to_string())?)
    } else {
        if url.query().is_some() {
            return Err("an address with a query (`?`) is not read".to_owned());
        }
        let mut builder = HttpBuilder::new().with_url(&url[..url::Position::BeforePath]).with_retry(retry);
        for (key, value) in patience {
            builder = builder.with_config(key, value);
        }
        if url.scheme() == "http" {
            builder = builder.with_config(ClientConfigKey::AllowHttp, "true");
        }
        Box::new(builder.build().map_err(|error| error.to_string())?)
    };
    Ok(ObjectStoreBackend::new(store, path))
}
