//! Reads an object from S3 or a web server: byte ranges of it, or the whole object.

use std::error::Error;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use base64::Engine;
use bytes::Bytes;
use geodata::tiles::archives::ReadError;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::{
    ClientConfigKey, HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpResponseBody,
    HttpService,
};
use object_store::http::HttpBuilder;
use object_store::path::Path;
use object_store::{ClientOptions, GetOptions, GetRange, ObjectStore, RetryConfig};
use percent_encoding::percent_decode_str;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::redirect::{Attempt, Policy};
use url::Url;

use super::blocking::block_on;
use super::location::Location;

/// How often, and for how long, a failed request is retried.
const MAX_RETRIES: usize = 2;
const RETRY_TIMEOUT: Duration = Duration::from_secs(10);
/// Timeouts of connecting and of one response.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(8);
/// How many redirects are followed within the same server.
const MAX_REDIRECTS: usize = 5;
/// Maximum bytes of one response. No range of an archive is larger, so more is an endless response.
const MAX_RESPONSE_BYTES: usize = 32 << 20;
/// Bytes per request when a whole object is read, and the timeout of each of these requests with its retries.
const CHUNK_BYTES: usize = 8 << 20;
const READ_ALL_TIMEOUT: Duration = Duration::from_secs(30);
/// Maximum characters of a store's error message that are passed on.
const MAX_ERROR_CHARS: usize = 500;

/// An object in a store.
#[derive(Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    path: Path,
    location: Location,
    /// The version that the store sent with the first range; later ranges must have the same.
    version: OnceLock<String>,
}

/// Why a whole object cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadAllError {
    /// The object does not exist.
    #[error(transparent)]
    Missing(ReadError),
    #[error("it has {size} bytes; at most {max} are read")]
    TooLong { size: u64, max: u64 },
    #[error(transparent)]
    Failed(#[from] ReadError),
}

/// A byte range of an object, with the version and size of the object.
struct RangeResponse {
    version: Option<String>,
    size: u64,
    bytes: Bytes,
}

impl From<ReadAllError> for ReadError {
    fn from(error: ReadAllError) -> Self {
        match error {
            ReadAllError::Missing(error) | ReadAllError::Failed(error) => error,
            ReadAllError::TooLong { .. } => Self::Malformed(error.to_string()),
        }
    }
}

impl Store {
    /// Opens the store of an address. Credentials and endpoint of S3 come from the environment variables that its own
    /// tools use: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and `AWS_ALLOW_HTTP` for
    /// an endpoint without TLS. Credentials in the address take precedence.
    pub fn open(url: &Url) -> Result<Self, ReadError> {
        let location = Location::Remote(url.clone());
        let failed = |reason: String| ReadError::Unreadable(location.masked(&reason));
        // Fails if a provider is installed already; either provider works.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let path = Path::from_url_path(url.path()).map_err(|error| failed(error.to_string()))?;
        if url.query().is_some() {
            return Err(ReadError::Malformed("an address with a query (`?`) is not read".to_owned()));
        }
        let objects = if url.scheme() == "s3" { s3_store(url) } else { http_store(url) };
        let objects = objects.map_err(|error| failed(error_chain(&error)))?;
        Ok(Self { objects, path, location, version: OnceLock::new() })
    }

    /// The object at a relative path below this one.
    pub fn child(&self, names: &str) -> Self {
        let path = names.split('/').fold(self.path.clone(), Path::join);
        Self { objects: Arc::clone(&self.objects), path, location: self.location.clone(), version: OnceLock::new() }
    }

    /// Whether the store has the object.
    pub fn exists(&self) -> Result<bool, ReadError> {
        match self.get(0, 1, Instant::now() + READ_ALL_TIMEOUT) {
            Ok(_) => Ok(true),
            Err(ReadAllError::Missing(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads a byte range; fails if the object was replaced since the first read.
    pub fn read(&self, offset: u64, length: usize, deadline: Instant) -> Result<Bytes, ReadError> {
        if length == 0 {
            return Ok(Bytes::new());
        }
        Ok(self.get_same_version(offset, length, deadline)?.bytes)
    }

    /// Reads the whole object, of at most `max` bytes.
    pub fn read_all(&self, max: u64) -> Result<Vec<u8>, ReadAllError> {
        let mut content = Vec::new();
        loop {
            let response =
                self.get_same_version(content.len() as u64, CHUNK_BYTES, Instant::now() + READ_ALL_TIMEOUT)?;
            if response.size > max {
                return Err(ReadAllError::TooLong { size: response.size, max });
            }
            content.extend_from_slice(&response.bytes);
            if content.len() as u64 >= response.size {
                return Ok(content);
            }
            if response.bytes.is_empty() {
                return Err(ReadError::Malformed("it is cut off".to_owned()).into());
            }
        }
    }

    fn get_same_version(&self, offset: u64, length: usize, deadline: Instant) -> Result<RangeResponse, ReadAllError> {
        let response = self.get(offset, length, deadline)?;
        match &response.version {
            Some(version) if self.version.get_or_init(|| version.clone()) != version => Err(ReadError::Replaced.into()),
            _ => Ok(response),
        }
    }

    /// The current version of the object: its entity tag, or else its modification time.
    pub fn version(&self, deadline: Instant) -> Result<Option<String>, ReadError> {
        Ok(self.get(0, 1, deadline)?.version)
    }

    fn get(&self, offset: u64, length: usize, deadline: Instant) -> Result<RangeResponse, ReadAllError> {
        let end = offset.checked_add(length as u64).ok_or_else(|| ReadError::Malformed("it is cut off".to_owned()))?;
        let options = GetOptions { range: Some(GetRange::Bounded(offset..end)), ..GetOptions::default() };
        let get = async {
            let mut found = self.objects.get_opts(&self.path, options).await?;
            let tag = found.meta.e_tag.take();
            let version = tag.or_else(|| Some(found.meta.last_modified.to_rfc3339()));
            let size = found.meta.size;
            Ok::<_, object_store::Error>(RangeResponse { version, size, bytes: found.bytes().await? })
        };
        let got = block_on(get, deadline).ok_or(ReadError::Late)?;
        got.map_err(|error| {
            let words = error_chain(&error);
            // A missing or misspelt bucket is an error, not a missing object.
            let is_missing = matches!(error, object_store::Error::NotFound { .. }) && !words.contains("NoSuchBucket");
            let error = ReadError::Unreadable(self.location.masked(&words));
            if is_missing { ReadAllError::Missing(error) } else { ReadAllError::Failed(error) }
        })
    }
}

fn retry() -> RetryConfig {
    RetryConfig { max_retries: MAX_RETRIES, retry_timeout: RETRY_TIMEOUT, ..RetryConfig::default() }
}

fn s3_store(url: &Url) -> object_store::Result<Arc<dyn ObjectStore>> {
    let connector = StoreConnector { authorization: None };
    let mut builder = AmazonS3Builder::from_env()
        .with_url(without_credentials(url))
        .with_retry(retry())
        .with_http_connector(connector);
    if let Some((key, secret)) = credentials(url) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    } else if ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"].iter().all(|name| std::env::var_os(name).is_none()) {
        // Without credentials, requests are not signed, as public buckets need.
        builder = builder.with_skip_signature(true);
    }
    // A bucket in another region is not searched for.
    builder = builder.with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), "8s");
    Ok(Arc::new(builder.build()?))
}

fn http_store(url: &Url) -> object_store::Result<Arc<dyn ObjectStore>> {
    let basic = |(user, password): (String, String)| {
        let token = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        HeaderValue::from_str(&format!("Basic {token}")).ok()
    };
    let connector = StoreConnector { authorization: credentials(url).and_then(basic) };
    let server = without_credentials(url);
    let mut builder = HttpBuilder::new()
        .with_url(&server[..server.len() - url.path().len()])
        .with_retry(retry())
        .with_http_connector(connector);
    if url.scheme() == "http" {
        builder = builder.with_config(ClientConfigKey::AllowHttp, "true");
    }
    Ok(Arc::new(builder.build()?))
}

/// The address without credentials, query and fragment: it occurs in error messages.
fn without_credentials(url: &Url) -> String {
    let mut url = url.clone();
    // Fails for addresses that cannot have credentials, which therefore have none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

/// User and password of an address, percent-decoded.
fn credentials(url: &Url) -> Option<(String, String)> {
    let decoded = |response: &str| percent_decode_str(response).decode_utf8().ok().map(Into::into);
    (!url.username().is_empty()).then_some(())?;
    Some((decoded(url.username())?, decoded(url.password().unwrap_or_default())?))
}

/// Creates the HTTP client of a store.
#[derive(Debug)]
struct StoreConnector {
    authorization: Option<HeaderValue>,
}

impl HttpConnector for StoreConnector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let failed =
            |error: reqwest::Error| object_store::Error::Generic { store: "HTTP client", source: Box::new(error) };
        let mut headers = HeaderMap::new();
        if let Some(mut value) = self.authorization.clone() {
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let is_set = |key| options.get_config_value(&key).is_some_and(|value| value == "true");
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("kerben/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .redirect(Policy::custom(follow))
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(RESPONSE_TIMEOUT)
            .https_only(!is_set(ClientConfigKey::AllowHttp))
            .tls_danger_accept_invalid_certs(is_set(ClientConfigKey::AllowInvalidCertificates))
            .http1_only();
        if let Some(proxy) = options.get_config_value(&ClientConfigKey::ProxyUrl) {
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(failed)?);
        }
        Ok(HttpClient::new(BoundedClient(builder.build().map_err(failed)?)))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the store redirects to another server, which is not followed")]
struct CrossServerRedirect;

/// Follows redirects within the same server only: neither to a server inside the operator's network nor to one that
/// the operator did not name.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let Some(asked) = attempt.previous().first() else { return attempt.stop() };
    if attempt.previous().len() > MAX_REDIRECTS {
        return attempt.error("the store redirects too often");
    }
    if is_same_server(asked, attempt.url()) { attempt.follow() } else { attempt.error(CrossServerRedirect) }
}

/// Whether two addresses are on the same server. Upgrading from http to https, each on its default port, counts as the
/// same.
fn is_same_server(from: &Url, to: &Url) -> bool {
    let is_secured = from.scheme() == "http" && to.scheme() == "https" && (from.port(), to.port()) == (None, None);
    let is_same = from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default();
    from.host() == to.host() && (is_same || is_secured)
}

/// An HTTP client that limits the size of responses.
#[derive(Debug)]
struct BoundedClient(reqwest::Client);

#[async_trait::async_trait]
impl HttpService for BoundedClient {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let response = HttpService::call(&self.0, request).await?;
        Ok(response.map(|body| {
            let limited = http_body_util::Limited::new(body, MAX_RESPONSE_BYTES);
            let too_long = |error| HttpError::new_boxed(HttpErrorKind::Decode, error);
            HttpResponseBody::new(http_body_util::BodyExt::map_err(limited, too_long))
        }))
    }
}

/// The message of an error with those of its sources, truncated to [`MAX_ERROR_CHARS`].
fn error_chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut reason = error.source();
    while let Some(error) = reason {
        let further = error.to_string();
        if !words.contains(&further) {
            words = format!("{words}: {further}");
        }
        reason = error.source();
    }
    if words.chars().count() > MAX_ERROR_CHARS {
        words.chars().take(MAX_ERROR_CHARS).chain("…".chars()).collect()
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_stay_on_the_same_server() {
        let is_same_server =
            |from: &str, to: &str| is_same_server(&Url::parse(from).expect("a URL"), &Url::parse(to).expect("a URL"));
        assert!(is_same_server("https://a.example/x", "https://a.example:443/y"));
        assert!(is_same_server("http://a.example/x", "https://a.example/x"));
        for to in ["http://a.example/x", "https://b.example/x", "https://a.example:8443/x", "https://a.example.b/x"] {
            assert!(!is_same_server("https://a.example/x", to), "{to}");
        }
        assert!(!is_same_server("http://127.0.0.1:8000/x", "http://127.0.0.1:8001/x"));
        assert!(!is_same_server("http://a.example:8000/x", "https://a.example/x"));
    }
}
