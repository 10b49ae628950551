//! Replies kept in memory, ready to send: computed and packed once, however many ask at the same time.
//!
//! A key is made of what a reply depends on, after the parameters were checked: unknown parameters are errors and defaults
//! are filled in, so that noise in a query string makes no new entries. It has the fingerprint of the data, so that
//! nothing of an older atlas is ever served after another one is published. Bounded in bytes.

use std::future::Future;
use std::sync::Arc;

use moka::future::Cache;
use xxhash_rust::xxh3::Xxh3;

use super::encoding::Encoding;
use super::finished::Finished;
use super::problem::Problem;
use super::route::{Call, Route};

/// A larger reply is sent and not kept: it would push out a great many others.
const LARGEST: usize = 8 << 20;

/// The kept replies.
pub struct ReplyCache(Cache<u128, Arc<Finished>>);

/// What a reply depends on, in 128 bits.
pub fn key(route: &Route, call: &Call, encoding: Encoding, by_accept: bool) -> u128 {
    let mut hash = Xxh3::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&(bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    part(&call.published.atlas.fingerprint.to_le_bytes());
    part(route.id.as_bytes());
    for value in &call.path {
        part(value.as_bytes());
    }
    for (name, value) in call.query.in_order() {
        part(name.as_bytes());
        part(value.as_bytes());
    }
    part(call.format.media_type().as_bytes());
    part(encoding.token().as_bytes());
    part(&[u8::from(by_accept)]);
    // Tiles have no links in them: they are the same under every address of the server.
    if !call.format.is_tile() {
        part(call.base.as_bytes());
    }
    hash.digest128()
}

impl ReplyCache {
    pub fn new(bytes: u64) -> Self {
        let size = |_: &u128, reply: &Arc<Finished>| u32::try_from(reply.size()).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(bytes).weigher(size).build())
    }

    pub async fn get(&self, key: u128) -> Option<Arc<Finished>> {
        self.0.get(&key).await
    }

    /// The kept reply, or the computed one. Of all that ask for it at the same time, one computes it. Problems are not kept.
    pub async fn get_or(
        &self,
        key: u128,
        compute: impl Future<Output = Result<Arc<Finished>, Problem>>,
    ) -> Result<Arc<Finished>, Problem> {
        let reply = self.0.try_get_with(key, compute).await.map_err(|problem| (*problem).clone())?;
        if reply.size() > LARGEST {
            self.0.invalidate(&key).await;
        }
        Ok(reply)
    }
}
