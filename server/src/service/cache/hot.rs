//! The hot cache: recent responses of a worker thread, found by the raw request, without parsing parameters and
//! without a lock.
//!
//! An entry holds a request and a weak pointer to its response. The [response cache](super), which is bounded in
//! bytes, owns the responses; evicting one there removes it here too. Only successful requests are added, so that
//! invalid parameters create no entries. A full cache is cleared.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::http::metrics::Counted;
use crate::service::rendered_response::RenderedResponse;

/// Maximum entries.
const MAX_ENTRIES: usize = 4096;
/// Maximum bytes of a key: URL and the headers that count.
const MAX_KEY_BYTES: usize = 1024;
/// Lifetime of an entry. It is short, because the response cache must see requests to know what to evict.
const TTL: Duration = Duration::from_secs(1);

/// The raw request: everything that the response depends on.
#[derive(Clone, Debug)]
pub struct RequestKey<'a> {
    /// Path and query.
    pub target: &'a str,
    /// The host, which links in the response begin with.
    pub host: Option<Cow<'a, [u8]>>,
    /// The headers that choose format and encoding.
    pub accept: Option<Cow<'a, [u8]>>,
    pub accept_encoding: Option<Cow<'a, [u8]>>,
}

/// The hot cache of one worker.
#[derive(Debug, Default)]
pub struct HotCache {
    responses: HashMap<u64, CachedEntry, BuildHasherDefault<IdentityHasher>>,
}

#[derive(Debug)]
struct CachedEntry {
    target: Box<str>,
    /// The host of the request, if the response contains links.
    host: Host,
    accept: Option<Box<[u8]>>,
    accept_encoding: Option<Box<[u8]>>,
    since: Instant,
    counted: Counted,
    /// The fingerprint of the data behind the response.
    fingerprint: u64,
    response: Weak<RenderedResponse>,
}

#[derive(Debug, PartialEq, Eq)]
enum Host {
    Any,
    This(Option<Box<[u8]>>),
}

impl HotCache {
    /// The response to a request, and what it is counted under, if it was answered recently from the same data.
    /// `fingerprint` returns that of the data which a dataset has now, by its position.
    pub fn get(
        &self,
        key: &RequestKey<'_>,
        fingerprint: impl FnOnce(Option<usize>) -> u64,
        now: Instant,
    ) -> Option<(Counted, Arc<RenderedResponse>)> {
        let entry = self.responses.get(&hash(key))?;
        let host_fits = match &entry.host {
            Host::Any => true,
            Host::This(host) => host.as_deref() == key.host.as_deref(),
        };
        let fits = host_fits
            && *entry.target == *key.target
            && entry.accept.as_deref() == key.accept.as_deref()
            && entry.accept_encoding.as_deref() == key.accept_encoding.as_deref();
        if !fits
            || now.saturating_duration_since(entry.since) > TTL
            || fingerprint(entry.counted.dataset) != entry.fingerprint
        {
            return None;
        }
        Some((entry.counted, entry.response.upgrade()?))
    }

    /// Adds a response. `any_host`: it is the same for every host.
    pub fn put(
        &mut self,
        key: &RequestKey<'_>,
        any_host: bool,
        fingerprint: u64,
        now: Instant,
        counted: Counted,
        response: &Arc<RenderedResponse>,
    ) {
        let headers = [&key.host, &key.accept, &key.accept_encoding];
        let length =
            key.target.len() + headers.iter().filter_map(|header| header.as_deref()).map(<[u8]>::len).sum::<usize>();
        if length > MAX_KEY_BYTES {
            return;
        }
        let hash = hash(key);
        let is_full = self.responses.len() >= MAX_ENTRIES && !self.responses.contains_key(&hash);
        if is_full {
            self.responses.clear();
        }
        let host = if any_host { Host::Any } else { Host::This(key.host.as_deref().map(Box::from)) };
        let entry = CachedEntry {
            target: key.target.into(),
            host,
            accept: key.accept.as_deref().map(Box::from),
            accept_encoding: key.accept_encoding.as_deref().map(Box::from),
            since: now,
            counted,
            fingerprint,
            response: Arc::downgrade(response),
        };
        self.responses.insert(hash, entry);
    }
}

fn hash(key: &RequestKey<'_>) -> u64 {
    let headers = [key.accept.as_deref(), key.accept_encoding.as_deref()];
    headers.into_iter().fold(xxh3_64(key.target.as_bytes()), |hash, header| match header {
        Some(header) => xxh3_64_with_seed(header, hash),
        None => hash,
    })
}

/// A hasher for keys that are hashes already.
#[derive(Debug, Default)]
struct IdentityHasher(u64);

impl Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::Encoding;
    use crate::http::response::{Format, HandlerResponse};
    use crate::service::rendered_response::Representation;

    fn response() -> Arc<RenderedResponse> {
        let representation = Representation { format: Format::Mvt, encoding: Encoding::Identity, by_accept: false };
        Arc::new(RenderedResponse::new(
            HandlerResponse::bytes(Format::Mvt, vec![1; 10]),
            representation,
            crate::html::PageLinks::default,
        ))
    }

    fn counted(route: usize) -> Counted {
        Counted { route, dataset: Some(0) }
    }

    fn key(target: &str) -> RequestKey<'_> {
        RequestKey {
            target,
            host: Some(b"a.example"[..].into()),
            accept: None,
            accept_encoding: Some(b"gzip"[..].into()),
        }
    }

    #[test]
    fn only_the_same_request_finds_the_response() {
        let (now, response) = (Instant::now(), response());
        let mut hot_cache = HotCache::default();
        hot_cache.put(&key("/a?x=1"), false, 7, now, counted(3), &response);
        hot_cache.put(&key("/tile"), true, 7, now, counted(4), &response);
        let route = |key: RequestKey<'_>| hot_cache.get(&key, |_| 7, now).map(|(counted, _)| counted.route);
        assert_eq!(route(key("/a?x=1")), Some(3));
        assert_eq!(route(key("/a?x=2")), None);
        assert_eq!(
            route(RequestKey { host: Some(b"b.example"[..].into()), ..key("/a?x=1") }),
            None,
            "links name the host"
        );
        assert_eq!(
            route(RequestKey { host: Some(b"b.example"[..].into()), ..key("/tile") }),
            Some(4),
            "there are no links in it"
        );
        let header = |text: &'static [u8]| Some(Cow::Borrowed(text));
        assert_eq!(route(RequestKey { accept_encoding: header(b"zstd"), ..key("/tile") }), None);
        assert_eq!(route(RequestKey { accept_encoding: None, ..key("/tile") }), None);
        assert_eq!(route(RequestKey { accept: header(b"text/html"), ..key("/tile") }), None);
        let swapped = RequestKey { accept: header(b"gzip"), accept_encoding: None, ..key("/tile") };
        assert_eq!(route(swapped), None, "each header counts by its name");
    }

    #[test]
    fn what_is_old_or_of_other_data_or_let_go_is_not_found() {
        let (now, response) = (Instant::now(), response());
        let mut hot_cache = HotCache::default();
        hot_cache.put(&key("/a"), true, 7, now, counted(0), &response);
        assert!(hot_cache.get(&key("/a"), |_| 8, now).is_none(), "another atlas is published");
        let of_first = |dataset| if dataset == Some(0) { 7 } else { 8 };
        assert!(hot_cache.get(&key("/a"), of_first, now).is_some(), "that another dataset changed is nothing to it");
        assert!(hot_cache.get(&key("/a"), |_| 7, now + TTL).is_some());
        assert!(hot_cache.get(&key("/a"), |_| 7, now + TTL * 2).is_none(), "the cache is asked now and then");
        drop(response);
        assert!(hot_cache.get(&key("/a"), |_| 7, now).is_none(), "only the response cache keeps a response alive");
    }

    #[test]
    fn it_holds_only_so_much() {
        let (now, response) = (Instant::now(), response());
        let mut hot_cache = HotCache::default();
        for number in 0..3 * MAX_ENTRIES {
            hot_cache.put(&key(&format!("/a?x={number}")), true, 7, now, counted(0), &response);
            assert!(hot_cache.responses.len() <= MAX_ENTRIES);
        }
        let long = format!("/a?x={}", "1".repeat(MAX_KEY_BYTES));
        hot_cache.put(&key(&long), true, 7, now, counted(0), &response);
        assert!(hot_cache.get(&key(&long), |_| 7, now).is_none());
    }
}
