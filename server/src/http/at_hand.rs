//! What a worker thread has sent lately, found by the request as it was written: without reading its parameters again, and
//! without a lock.
//!
//! An entry is a request and a pointer. The replies themselves belong to the [cache](super::cache), which is bounded in
//! bytes: what it lets go is gone from here too. Only requests that were answered well come in, so that noise in a query
//! string, which is an error, makes nothing grow; there is room for so many, and then it begins again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::finished::Finished;
use super::preferences::Preferences;

/// How many requests are remembered.
const MOST: usize = 4096;
/// The longest request that is remembered, in bytes of path and query.
const LONGEST: usize = 512;
/// For how long a reply is given without asking the cache, which must learn what is wanted to know what to let go.
const TRUSTED: Duration = Duration::from_secs(1);

/// A request as it was written, and what the client prefers.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Path and query.
    pub target: &'a str,
    /// What links in the reply begin with follows from it.
    pub host: Option<Cow<'a, [u8]>>,
    pub preferences: Preferences,
}

/// The remembered requests of one worker.
#[derive(Debug, Default)]
pub struct AtHand {
    /// The data that the replies are made from.
    fingerprint: u64,
    replies: HashMap<u64, Entry, BuildHasherDefault<AsItIs>>,
}

#[derive(Debug)]
struct Entry {
    target: Box<str>,
    /// The host of the request, where the reply names it in links.
    host: Host,
    preferences: Preferences,
    since: Instant,
    route: usize,
    reply: Weak<Finished>,
}

#[derive(Debug, PartialEq, Eq)]
enum Host {
    Any,
    This(Option<Box<[u8]>>),
}

impl AtHand {
    /// The route and the reply to a request, if it was answered a moment ago from the same data.
    pub fn get(&self, asked: &Asked<'_>, fingerprint: u64, now: Instant) -> Option<(usize, Arc<Finished>)> {
        if self.fingerprint != fingerprint {
            return None;
        }
        let entry = self.replies.get(&place(asked))?;
        let host_fits = match &entry.host {
            Host::Any => true,
            Host::This(host) => host.as_deref() == asked.host.as_deref(),
        };
        let fits = host_fits && *entry.target == *asked.target && entry.preferences == asked.preferences;
        if !fits || now.saturating_duration_since(entry.since) > TRUSTED {
            return None;
        }
        Some((entry.route, entry.reply.upgrade()?))
    }

    /// Remembers the reply to a request. `any_host` where the reply is the same under every address of the server.
    pub fn put(
        &mut self,
        asked: &Asked<'_>,
        any_host: bool,
        fingerprint: u64,
        now: Instant,
        route: usize,
        reply: &Arc<Finished>,
    ) {
        let length = asked.target.len() + asked.host.as_deref().map_or(0, <[u8]>::len);
        if length > LONGEST {
            return;
        }
        let place = place(asked);
        let is_full = self.replies.len() >= MOST && !self.replies.contains_key(&place);
        if self.fingerprint != fingerprint || is_full {
            self.replies.clear();
            self.fingerprint = fingerprint;
        }
        let host = if any_host { Host::Any } else { Host::This(asked.host.as_deref().map(Box::from)) };
        let entry = Entry {
            target: asked.target.into(),
            host,
            preferences: asked.preferences,
            since: now,
            route,
            reply: Arc::downgrade(reply),
        };
        self.replies.insert(place, entry);
    }
}

fn place(asked: &Asked<'_>) -> u64 {
    let preferences = asked.preferences.formats << 2 | asked.preferences.encoding as u64;
    xxh3_64_with_seed(asked.target.as_bytes(), preferences)
}

/// Keys that are hashes already.
#[derive(Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
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
    use super::super::encoding::Encoding;
    use super::super::finished::Wanted;
    use super::super::reply::{Format, Reply};
    use super::*;

    fn reply() -> Arc<Finished> {
        let wanted = Wanted { format: Format::Mvt, encoding: Encoding::Identity, by_accept: false };
        Arc::new(Finished::new(Reply::bytes(Format::Mvt, vec![1; 10]), wanted, crate::html::PageLinks::default))
    }

    fn asked(target: &str) -> Asked<'_> {
        let preferences = Preferences { encoding: Encoding::Gzip, formats: 1 };
        Asked { target, host: Some(b"a.example"[..].into()), preferences }
    }

    #[test]
    fn only_the_same_request_finds_the_reply() {
        let (now, reply) = (Instant::now(), reply());
        let mut at_hand = AtHand::default();
        at_hand.put(&asked("/a?x=1"), false, 7, now, 3, &reply);
        at_hand.put(&asked("/tile"), true, 7, now, 4, &reply);
        let route = |asked: Asked<'_>| at_hand.get(&asked, 7, now).map(|(route, _)| route);
        assert_eq!(route(asked("/a?x=1")), Some(3));
        assert_eq!(route(asked("/a?x=2")), None);
        assert_eq!(
            route(Asked { host: Some(b"b.example"[..].into()), ..asked("/a?x=1") }),
            None,
            "links name the host"
        );
        assert_eq!(
            route(Asked { host: Some(b"b.example"[..].into()), ..asked("/tile") }),
            Some(4),
            "there are no links in it"
        );
        for preferences in
            [Preferences { encoding: Encoding::Zstd, formats: 1 }, Preferences { encoding: Encoding::Gzip, formats: 0 }]
        {
            assert_eq!(route(Asked { preferences, ..asked("/tile") }), None);
        }
    }

    #[test]
    fn what_is_old_or_of_other_data_or_let_go_is_not_found() {
        let (now, reply) = (Instant::now(), reply());
        let mut at_hand = AtHand::default();
        at_hand.put(&asked("/a"), true, 7, now, 0, &reply);
        assert!(at_hand.get(&asked("/a"), 8, now).is_none(), "another atlas is published");
        assert!(at_hand.get(&asked("/a"), 7, now + TRUSTED).is_some());
        assert!(at_hand.get(&asked("/a"), 7, now + TRUSTED * 2).is_none(), "the cache is asked now and then");
        drop(reply);
        assert!(at_hand.get(&asked("/a"), 7, now).is_none(), "nothing but the cache keeps a reply alive");
    }

    #[test]
    fn it_holds_only_so_much() {
        let (now, reply) = (Instant::now(), reply());
        let mut at_hand = AtHand::default();
        for number in 0..3 * MOST {
            at_hand.put(&asked(&format!("/a?x={number}")), true, 7, now, 0, &reply);
            assert!(at_hand.replies.len() <= MOST);
        }
        let long = format!("/a?x={}", "1".repeat(LONGEST));
        at_hand.put(&asked(&long), true, 7, now, 0, &reply);
        assert!(at_hand.get(&asked(&long), 7, now).is_none());
        at_hand.put(&asked("/b"), true, 8, now, 0, &reply);
        assert_eq!(at_hand.replies.len(), 1, "what is of older data goes");
    }
}
