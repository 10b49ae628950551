//! The response cache: computed and compressed once, however many ask at the same time.
//!
//! A key is made of what a reply depends on, after the parameters were checked: unknown parameters are errors, or left out where
//! the reply is a page, and each has one canonical form, also in links, so that noise in a query string makes no new entries. The
//! fingerprint of the data is part of it, so that nothing of older data is served once others are published. Bounded in bytes.
//!
//! Before it stands the [hot cache](hot) of each worker thread: the same responses, found by the request as it was written.

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

/// A larger response is sent and not cached: it would evict a great many others.
const MAX_REPLY_BYTES: usize = 8 << 20;

/// The response cache: the same one in every clone.
#[derive(Clone, Debug)]
pub struct ReplyCache(Cache<Key, Arc<RenderedResponse>>);

/// What a reply depends on: 128 bits for the question, and the encoding.
pub type Key = (u128, Encoding);

/// What a reply depends on besides its encoding.
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
    // What was refused is told, though not how it was written.
    part(call.query.refused().join(",").as_bytes());
    part(call.format.media_type().as_bytes());
    part(&[u8::from(by_accept)]);
    if call.format.is_tile() {
        // Tiles have no links in them: they are the same under every address of the server.
        part(call.root.prefix_below_dataset().as_bytes());
    } else {
        part(call.link("").as_bytes());
        // Those of pages are relative where the operator has not said what the address is.
        part(&[u8::from(call.base.is_configured()), u8::from(call.root.names_dataset())]);
    }
    hash.digest128()
}

/// What a file of the pages is kept under: it belongs to the binary, and changes with no data.
pub fn file(path: &str) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(b"file");
    hash.update(path.as_bytes());
    hash.digest128()
}

impl ReplyCache {
    pub fn new(bytes: u64) -> Self {
        let size = |_: &Key, reply: &Arc<RenderedResponse>| u32::try_from(reply.size()).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(bytes).weigher(size).build())
    }

    /// Whether anything is kept at all.
    pub fn keeps(&self) -> bool {
        self.capacity() > 0
    }

    /// How many bytes are kept at most.
    pub fn capacity(&self) -> u64 {
        self.0.policy().max_capacity().unwrap_or(u64::MAX)
    }

    /// How many bytes are kept now, about.
    pub fn bytes(&self) -> u64 {
        self.0.weighted_size()
    }

    pub async fn get(&self, key: Key) -> Option<Arc<RenderedResponse>> {
        self.0.get(&key).await
    }

    /// The same reply kept in another encoding, the one that decompresses fastest first.
    pub async fn in_another_encoding(&self, (key, encoding): Key) -> Option<Arc<RenderedResponse>> {
        if !self.keeps() {
            return None;
        }
        for other in [Encoding::Identity, Encoding::Zstd, Encoding::Gzip, Encoding::Brotli] {
            if other != encoding
                && let Some(kept) = self.0.get(&(key, other)).await
            {
                return Some(kept);
            }
        }
        None
    }

    /// The kept reply, or the computed one. Of all that ask for it at the same time, one computes it. Neither problems nor streams
    /// are kept; a stream is for one of those who asked.
    pub async fn get_or(
        &self,
        key: Key,
        compute: impl Future<Output = Result<Computed, Problem>>,
    ) -> Result<Cached, Problem> {
        let compute = async {
            match compute.await {
                Ok(Computed::Rendered(reply)) => Ok(Arc::new(*reply)),
                Ok(Computed::Stream(stream)) => Err(NotKept::Stream(Mutex::new(Some(stream)))),
                Err(problem) => Err(NotKept::Problem(problem)),
            }
        };
        match self.0.try_get_with(key, compute).await {
            Ok(reply) => {
                if reply.size() > MAX_REPLY_BYTES {
                    self.0.invalidate(&key).await;
                }
                Ok(Cached::Rendered(reply))
            }
            Err(not_kept) => match &*not_kept {
                NotKept::Problem(problem) => Err(problem.clone()),
                NotKept::Stream(stream) => {
                    let stream = stream.lock().unwrap_or_else(PoisonError::into_inner).take();
                    Ok(stream.map_or(Cached::StreamOfAnother, Cached::Stream))
                }
            },
        }
    }
}

/// What comes of a computation.
#[derive(Debug)]
pub enum Computed {
    Rendered(Box<RenderedResponse>),
    Stream(Box<Streamed>),
}

impl From<RenderedResponse> for Computed {
    fn from(reply: RenderedResponse) -> Self {
        Self::Rendered(Box::new(reply))
    }
}

/// What the cache has for one who asks.
#[derive(Debug)]
pub enum Cached {
    Rendered(Arc<RenderedResponse>),
    Stream(Box<Streamed>),
    /// The answer is a stream, and somebody else has it.
    StreamOfAnother,
}

/// A reply whose body is made while it is sent: its head, and the pieces.
#[derive(Debug)]
pub struct Streamed {
    pub head: RenderedResponse,
    pub chunks: EncodedChunks,
}

#[derive(Debug)]
enum NotKept {
    Problem(Problem),
    Stream(Mutex<Option<Box<Streamed>>>),
}
