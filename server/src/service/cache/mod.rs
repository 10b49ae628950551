//! The response cache: each response is rendered and compressed once (single-flight), and bounded in bytes.
//!
//! A key consists of the checked parameters in canonical form, so that unknown parameters create no entries. It
//! includes the fingerprint of the data, so that no response outlives the data.
//!
//! The [hot cache](hot) of each worker thread is in front of it: the same responses, found by the raw request.

pub mod hot;

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use moka::future::Cache;
use xxhash_rust::xxh3::Xxh3;

use super::rendered_response::RenderedResponse;
use super::stream::EncodedChunks;
use crate::encoding::Encoding;
use crate::http::problem::Problem;
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// Larger responses are not cached: each would evict many others.
const MAX_RESPONSE_BYTES: usize = 8 << 20;

/// The response cache; clones share it.
#[derive(Clone, Debug)]
pub struct ResponseCache(Cache<Key, Arc<RenderedResponse>>);

/// A hash of 128 bits (see [`cache_key`]), and the encoding.
pub type Key = (u128, Encoding);

/// The key of a response, without its encoding.
pub fn cache_key(route: &Route, call: &RequestContext<Snapshot>, by_accept: bool) -> u128 {
    let mut hash = Xxh3::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(&call.snapshot.fingerprint().to_le_bytes());
    // Equal data may be served as two datasets.
    part(call.snapshot.id().as_bytes());
    part(&call.datasets.as_ref().map_or(0, |list| list.fingerprint).to_le_bytes());
    part(route.id.as_bytes());
    for value in &call.path {
        part(value.as_bytes());
    }
    for (name, value) in call.query.canonical_pairs() {
        part(name.as_bytes());
        part(value.as_bytes());
    }
    // Pages name refused parameters, but not their values.
    part(call.query.refused().join(",").as_bytes());
    part(call.format.media_type().as_bytes());
    part(&[u8::from(by_accept)]);
    if call.format.is_tile() {
        // Tiles contain no links: they are the same for every host and URL of the dataset.
        part(call.root.prefix_below_dataset().as_bytes());
    } else {
        part(call.link("").as_bytes());
        // Links of pages are relative unless the base URL is configured.
        part(&[u8::from(call.base.is_configured()), u8::from(call.root.names_dataset())]);
    }
    hash.digest128()
}

/// The key of a static file, which is part of the binary and independent of the data.
pub fn file(path: &str) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(b"file");
    hash.update(path.as_bytes());
    hash.digest128()
}

impl ResponseCache {
    pub fn new(bytes: u64) -> Self {
        let size = |_: &Key, response: &Arc<RenderedResponse>| u32::try_from(response.size()).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(bytes).weigher(size).build())
    }

    /// Whether the cache has any capacity.
    pub fn is_enabled(&self) -> bool {
        self.capacity() > 0
    }

    /// The capacity in bytes.
    pub fn capacity(&self) -> u64 {
        self.0.policy().max_capacity().unwrap_or(u64::MAX)
    }

    /// The approximate size in bytes.
    pub fn bytes(&self) -> u64 {
        self.0.weighted_size()
    }

    pub async fn get(&self, key: Key) -> Option<Arc<RenderedResponse>> {
        self.0.get(&key).await
    }

    /// The response in another encoding; the fastest to decompress first.
    pub async fn get_in_other_encoding(&self, (key, encoding): Key) -> Option<Arc<RenderedResponse>> {
        if !self.is_enabled() {
            return None;
        }
        for other in [Encoding::Identity, Encoding::Zstd, Encoding::Gzip, Encoding::Brotli] {
            if other != encoding
                && let Some(cached) = self.0.get(&(key, other)).await
            {
                return Some(cached);
            }
        }
        None
    }

    /// Returns the cached response, or computes it. Concurrent requests share one computation. Problems and streams
    /// are not cached, and only one of the waiting requests gets the stream.
    pub async fn get_or_compute(
        &self,
        key: Key,
        compute: impl Future<Output = Result<Computed, Problem>>,
    ) -> Result<CacheOutcome, Problem> {
        let compute = async {
            match compute.await {
                Ok(Computed::Rendered(response)) => Ok(Arc::new(*response)),
                Ok(Computed::Stream(stream)) => Err(NotCached::Stream(Mutex::new(Some(stream)))),
                Err(problem) => Err(NotCached::Problem(problem)),
            }
        };
        match self.0.try_get_with(key, compute).await {
            Ok(response) => {
                if response.size() > MAX_RESPONSE_BYTES {
                    self.0.invalidate(&key).await;
                }
                Ok(CacheOutcome::Rendered(response))
            }
            Err(not_cached) => match &*not_cached {
                NotCached::Problem(problem) => Err(problem.clone()),
                NotCached::Stream(stream) => {
                    let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                    Ok(stream.map_or(CacheOutcome::StreamTaken, CacheOutcome::Stream))
                }
            },
        }
    }
}

/// The result of a computation.
#[derive(Debug)]
pub enum Computed {
    Rendered(Box<RenderedResponse>),
    Stream(Box<StreamedResponse>),
}

impl From<RenderedResponse> for Computed {
    fn from(response: RenderedResponse) -> Self {
        Self::Rendered(Box::new(response))
    }
}

/// What the cache returns.
#[derive(Debug)]
pub enum CacheOutcome {
    Rendered(Arc<RenderedResponse>),
    Stream(Box<StreamedResponse>),
    /// The response is a stream, which another request got.
    StreamTaken,
}

/// A streamed response: its head, and the chunks of its body.
#[derive(Debug)]
pub struct StreamedResponse {
    pub head: RenderedResponse,
    pub chunks: EncodedChunks,
}

#[derive(Debug)]
enum NotCached {
    Problem(Problem),
    Stream(Mutex<Option<Box<StreamedResponse>>>),
}
