//! An object in a store, read over the network: in parts, or as a whole.

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

use super::location::Location;
use super::waiting::block_on;

/// How often, and for how long, a store is asked again.
const RETRIES: usize = 2;
const RETRIES_END: Duration = Duration::from_secs(10);
/// How long a connection and an answer may take.
const CONNECTING: Duration = Duration::from_secs(3);
const ANSWERING: Duration = Duration::from_secs(8);
/// How often a store may send on to another address of its own.
const MOST_REDIRECTS: usize = 5;
/// Bytes of an answer. More than a part of an archive ever has is an answer without end.
const MOST_BYTES: usize = 32 << 20;
/// Bytes that are asked for at once of an object that is read as a whole, and how long they may take, all attempts together.
const PART: usize = 8 << 20;
const PATIENCE: Duration = Duration::from_secs(30);
/// Characters of what a store says that are handed on.
const MOST_WORDS: usize = 500;

/// An object in a store.
#[derive(Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    path: Path,
    location: Location,
    /// What the store said with the first part of it: of another object it says something else.
    version: OnceLock<String>,
}

/// Why an object cannot be read as a whole.
#[derive(Debug, thiserror::Error)]
pub enum WholeError {
    /// The store says that there is none.
    #[error(transparent)]
    Missing(ReadError),
    #[error("it has {size} bytes, and at most {most} are read")]
    TooLong { size: u64, most: u64 },
    #[error(transparent)]
    Failed(#[from] ReadError),
}

/// A part of an object, with what the store says of the whole.
struct Part {
    version: Option<String>,
    size: u64,
    bytes: Bytes,
}

impl From<WholeError> for ReadError {
    fn from(error: WholeError) -> Self {
        match error {
            WholeError::Missing(error) | WholeError::Failed(error) => error,
            WholeError::TooLong { .. } => Self::Malformed(error.to_string()),
        }
    }
}

impl Store {
    /// The store of an address. Keys and the address of an S3 service come from the environment, by the names that its own tools use:
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and `AWS_ALLOW_HTTP` for a service without TLS; or
    /// the keys from the address.
    pub fn open(url: &Url) -> Result<Self, ReadError> {
        let location = Location::Remote(url.clone());
        let failed = |reason: String| ReadError::Unreadable(location.masked(&reason));
        // Fails where one was chosen before; either will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let path = Path::from_url_path(url.path()).map_err(|error| failed(error.to_string()))?;
        if url.query().is_some() {
            return Err(ReadError::Malformed("an address with a query (`?`) is not read".to_owned()));
        }
        let objects = if url.scheme() == "s3" { s3(url) } else { web(url) };
        let objects = objects.map_err(|error| failed(chain(&error)))?;
        Ok(Self { objects, path, location, version: OnceLock::new() })
    }

    /// The object whose address is that of this one with some names behind it.
    pub fn below(&self, names: &str) -> Self {
        let path = names.split('/').fold(self.path.clone(), Path::join);
        Self { objects: Arc::clone(&self.objects), path, location: self.location.clone(), version: OnceLock::new() }
    }

    /// Whether the store has the object.
    pub fn exists(&self) -> Result<bool, ReadError> {
        match self.get(0, 1, Instant::now() + PATIENCE) {
            Ok(_) => Ok(true),
            Err(WholeError::Missing(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// A part of the object that was there first.
    pub fn read(&self, offset: u64, length: usize, deadline: Instant) -> Result<Bytes, ReadError> {
        if length == 0 {
            return Ok(Bytes::new());
        }
        Ok(self.part(offset, length, deadline)?.bytes)
    }

    /// All of the object, of at most so many bytes.
    pub fn read_all(&self, most: u64) -> Result<Vec<u8>, WholeError> {
        let mut content = Vec::new();
        loop {
            let part = self.part(content.len() as u64, PART, Instant::now() + PATIENCE)?;
            if part.size > most {
                return Err(WholeError::TooLong { size: part.size, most });
            }
            content.extend_from_slice(&part.bytes);
            if content.len() as u64 >= part.size {
                return Ok(content);
            }
            if part.bytes.is_empty() {
                return Err(ReadError::Malformed("it is cut off".to_owned()).into());
            }
        }
    }

    fn part(&self, offset: u64, length: usize, deadline: Instant) -> Result<Part, WholeError> {
        let part = self.get(offset, length, deadline)?;
        match &part.version {
            Some(version) if self.version.get_or_init(|| version.clone()) != version => Err(ReadError::Replaced.into()),
            _ => Ok(part),
        }
    }

    /// What the store says of the object that is there now: an entity tag, or when it was changed.
    pub fn version(&self, deadline: Instant) -> Result<Option<String>, ReadError> {
        Ok(self.get(0, 1, deadline)?.version)
    }

    fn get(&self, offset: u64, length: usize, deadline: Instant) -> Result<Part, WholeError> {
        let end = offset.checked_add(length as u64).ok_or_else(|| ReadError::Malformed("it is cut off".to_owned()))?;
        let options = GetOptions { range: Some(GetRange::Bounded(offset..end)), ..GetOptions::default() };
        let get = async {
            let mut found = self.objects.get_opts(&self.path, options).await?;
            let tag = found.meta.e_tag.take();
            let version = tag.or_else(|| Some(found.meta.last_modified.to_rfc3339()));
            let size = found.meta.size;
            Ok::<_, object_store::Error>(Part { version, size, bytes: found.bytes().await? })
        };
        let got = block_on(get, deadline).ok_or(ReadError::Late)?;
        got.map_err(|error| {
            let words = chain(&error);
            // Where the bucket is missing, or its name is wrong, nothing in it can be.
            let is_missing = matches!(error, object_store::Error::NotFound { .. }) && !words.contains("NoSuchBucket");
            let error = ReadError::Unreadable(self.location.masked(&words));
            if is_missing { WholeError::Missing(error) } else { WholeError::Failed(error) }
        })
    }
}

fn retry() -> RetryConfig {
    RetryConfig { max_retries: RETRIES, retry_timeout: RETRIES_END, ..RetryConfig::default() }
}

fn s3(url: &Url) -> object_store::Result<Arc<dyn ObjectStore>> {
    let connector = Connector { authorization: None };
    let mut builder =
        AmazonS3Builder::from_env().with_url(plain(url)).with_retry(retry()).with_http_connector(connector);
    if let Some((key, secret)) = user(url) {
        builder = builder.with_access_key_id(key).with_secret_access_key(secret);
    } else if ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"].iter().all(|name| std::env::var_os(name).is_none()) {
        // Without a key there is nothing to sign with: public buckets are read as anybody does.
        builder = builder.with_skip_signature(true);
    }
    // A bucket that is elsewhere is not looked for.
    builder = builder.with_config(AmazonS3ConfigKey::Client(ClientConfigKey::Timeout), "8s");
    Ok(Arc::new(builder.build()?))
}

fn web(url: &Url) -> object_store::Result<Arc<dyn ObjectStore>> {
    let basic = |(user, password): (String, String)| {
        let token = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        HeaderValue::from_str(&format!("Basic {token}")).ok()
    };
    let connector = Connector { authorization: user(url).and_then(basic) };
    let server = plain(url);
    let mut builder = HttpBuilder::new()
        .with_url(&server[..server.len() - url.path().len()])
        .with_retry(retry())
        .with_http_connector(connector);
    if url.scheme() == "http" {
        builder = builder.with_config(ClientConfigKey::AllowHttp, "true");
    }
    Ok(Arc::new(builder.build()?))
}

/// An address without its secrets: it will be in errors.
fn plain(url: &Url) -> String {
    let mut url = url.clone();
    // Addresses that cannot have a user have none.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    url.into()
}

/// User and password of an address.
fn user(url: &Url) -> Option<(String, String)> {
    let decoded = |part: &str| percent_decode_str(part).decode_utf8().ok().map(Into::into);
    (!url.username().is_empty()).then_some(())?;
    Some((decoded(url.username())?, decoded(url.password().unwrap_or_default())?))
}

/// Connects to stores.
#[derive(Debug)]
struct Connector {
    authorization: Option<HeaderValue>,
}

impl HttpConnector for Connector {
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
            .connect_timeout(CONNECTING)
            .timeout(ANSWERING)
            .https_only(!is_set(ClientConfigKey::AllowHttp))
            .tls_danger_accept_invalid_certs(is_set(ClientConfigKey::AllowInvalidCertificates))
            .http1_only();
        if let Some(proxy) = options.get_config_value(&ClientConfigKey::ProxyUrl) {
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(failed)?);
        }
        Ok(HttpClient::new(Bounded(builder.build().map_err(failed)?)))
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the store sends on to another server, which is not followed")]
struct OtherServer;

/// A store may send on to another address of its own, but nowhere else: neither to a server inside of the operator's network, nor to
/// one that the operator has not named.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let Some(asked) = attempt.previous().first() else { return attempt.stop() };
    if attempt.previous().len() > MOST_REDIRECTS {
        return attempt.error("the store sends on too often");
    }
    if stays(asked, attempt.url()) { attempt.follow() } else { attempt.error(OtherServer) }
}

/// Whether an address is of the same server as another one. From http to https, each at its own port, is a step that many take.
fn stays(from: &Url, to: &Url) -> bool {
    let is_secured = from.scheme() == "http" && to.scheme() == "https" && (from.port(), to.port()) == (None, None);
    let is_same = from.scheme() == to.scheme() && from.port_or_known_default() == to.port_or_known_default();
    from.host() == to.host() && (is_same || is_secured)
}

/// A client whose answers have an end.
#[derive(Debug)]
struct Bounded(reqwest::Client);

#[async_trait::async_trait]
impl HttpService for Bounded {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let response = HttpService::call(&self.0, request).await?;
        Ok(response.map(|body| {
            let limited = http_body_util::Limited::new(body, MOST_BYTES);
            let too_long = |error| HttpError::new_boxed(HttpErrorKind::Decode, error);
            HttpResponseBody::new(http_body_util::BodyExt::map_err(limited, too_long))
        }))
    }
}

/// An error with all its reasons, which some leave to those who ask for them; no more than can be read.
fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut reason = error.source();
    while let Some(error) = reason {
        let further = error.to_string();
        if !words.contains(&further) {
            words = format!("{words}: {further}");
        }
        reason = error.source();
    }
    if words.chars().count() > MOST_WORDS {
        words.chars().take(MOST_WORDS).chain("…".chars()).collect()
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_server_is_the_same_server() {
        let stays = |from: &str, to: &str| stays(&Url::parse(from).expect("a URL"), &Url::parse(to).expect("a URL"));
        assert!(stays("https://a.example/x", "https://a.example:443/y"));
        assert!(stays("http://a.example/x", "https://a.example/x"));
        for to in ["http://a.example/x", "https://b.example/x", "https://a.example:8443/x", "https://a.example.b/x"] {
            assert!(!stays("https://a.example/x", to), "{to}");
        }
        assert!(!stays("http://127.0.0.1:8000/x", "http://127.0.0.1:8001/x"));
        assert!(!stays("http://a.example:8000/x", "https://a.example/x"));
    }
}
