//! What all requests share, and how a reply is come by: kept, packed anew from another encoding, or computed.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use actix_web::http::StatusCode;
use arc_swap::ArcSwap;
use tokio::sync::Semaphore;

use super::cache::{self, Key, ReplyCache};
use super::effort::{Effort, Efforts, KindOfQuestion, worked, worked_since};
use super::encoding::Encoding;
use super::finished::{Finished, Wanted};
use super::metrics::Metrics;
use super::problem::Problem;
use super::reply::Reply;
use super::route::{Call, Route};
use crate::archive;
use crate::html::PageLinks;
use crate::published::Published;
use crate::reopening::Reopening;
use crate::threads::Threads;

/// How many requests are worked on at once; more are turned away at once instead of piling up.
const MOST_AT_ONCE: usize = 512;

/// One thread for each processor: one piece of work follows the other.
static IN_TURN: Threads = Threads::new("in turn", processors);
/// As many again for what takes so long that others should not wait for it.
static BESIDE: Threads = Threads::new("beside", processors);

/// What is counted besides routes.
const FILES: &str = "files";
const METHODS: &str = "methods";

/// What all requests share.
#[derive(Debug)]
pub struct Server {
    pub published: Arc<ArcSwap<Published>>,
    pub routes: &'static [&'static Route],
    pub metrics: Arc<Metrics>,
    pub public_url: Option<String>,
    pub listen: String,
    pub timeout: Duration,
    pub cache: ReplyCache,
    permits: Arc<Semaphore>,
    efforts: Arc<Efforts>,
    reopening: Reopening,
}

impl Server {
    pub fn new(
        published: Published,
        routes: &'static [&'static Route],
        listen: String,
        public_url: Option<String>,
        timeout: Duration,
        cache_bytes: u64,
    ) -> Result<Self, prometheus::Error> {
        let counted = routes.iter().map(|route| route.path).chain([FILES, METHODS]).collect();
        let metrics = Metrics::new(counted)?;
        let (published, cache) = (Arc::new(ArcSwap::from_pointee(published)), ReplyCache::new(cache_bytes));
        let (watched, kept) = (Arc::clone(&published), cache.clone());
        metrics.watch("kerben_cache_bytes", "Bytes of replies that are kept", move || kept.bytes());
        metrics.watch("kerben_attributes_bytes", "Bytes that kept attributes may grow to", move || {
            watched.load().attribute_bytes()
        });
        Ok(Self {
            published,
            routes,
            metrics: Arc::new(metrics),
            public_url,
            listen,
            timeout,
            cache,
            permits: Arc::new(Semaphore::new(MOST_AT_ONCE)),
            efforts: Arc::default(),
            reopening: Reopening::default(),
        })
    }

    /// Under which position files of the pages are counted.
    pub fn files(&self) -> usize {
        self.routes.len()
    }

    /// Under which position other methods are counted.
    pub fn methods(&self) -> usize {
        self.routes.len() + 1
    }

    /// The reply to a call, and whether it was kept and ready.
    pub async fn reply(
        &self,
        route: &'static Route,
        call: Call,
        encoding: Encoding,
    ) -> Result<(Arc<Finished>, bool), Problem> {
        let (wanted, key) = asked(route, &call, encoding);
        if let Some(kept) = self.cache.get(key).await {
            return Ok((kept, true));
        }
        let kept = self.cache.in_another_encoding(key).await;
        let is_kept = kept.is_some();
        let kind = KindOfQuestion::of(route, &call, encoding, is_kept);
        let efforts = Arc::clone(&self.efforts);
        let work = move || {
            let before = worked();
            let repacked = kept.and_then(|kept| kept.repacked(encoding));
            let finished = repacked.map_or_else(|| Self::compute(route, &call, wanted), Ok);
            efforts.learn(kind, worked_since(before));
            finished
        };
        let working = async {
            let count = if is_kept { &self.metrics.cache_repacked } else { &self.metrics.cache_misses };
            count.inc();
            match self.efforts.of(kind) {
                Effort::Small => work().map(Arc::new),
                Effort::Large => self.aside(work).await,
                Effort::Long => self.on(&BESIDE, work).await,
            }
        };
        Ok((self.cache.get_or(key, working).await?, false))
    }

    /// The reply of a route that hands out stored bytes, and whether it was kept and ready. It may have to wait for a store, and
    /// must not hold up the others meanwhile: it has threads of its own. Where the archive turns out to be replaced, the
    /// reply is from the one in its place, or a problem unless it was kept.
    pub async fn stored(
        &self,
        route: &'static Route,
        call: Call,
        encoding: Encoding,
    ) -> Result<(Arc<Finished>, bool), Problem> {
        let stored = self.stored_in(route, call.clone(), encoding).await;
        match self.reopening.instead_of(&call.published, &self.published).await {
            Some(published) => self.stored_in(route, Call { published, ..call }, encoding).await,
            None => stored,
        }
    }

    /// Looks whether the archive was replaced, and publishes the one in its place.
    pub async fn look_at_archive(&self) {
        let published = self.published.load_full();
        let Some(archive) = published.archive.clone() else { return };
        if let Some(look) = archive::apart(move || archive.place.look()) {
            let _ = look.await;
            self.reopening.instead_of(&published, &self.published).await;
        }
    }

    /// From the archive of the call.
    async fn stored_in(
        &self,
        route: &'static Route,
        call: Call,
        encoding: Encoding,
    ) -> Result<(Arc<Finished>, bool), Problem> {
        let (wanted, key) = asked(route, &call, encoding);
        if let Some(kept) = self.cache.get(key).await {
            return Ok((kept, true));
        }
        let working = async {
            self.metrics.cache_misses.inc();
            let work = archive::apart(move || Self::compute(route, &call, wanted)).ok_or_else(lost)?;
            self.in_time(work).await
        };
        Ok((self.cache.get_or(key, working).await?, false))
    }

    /// Caches the reply to a call before a client asks for it. `reply` makes it, on the thread of the caller, unless it is cached.
    pub async fn ahead(
        &self,
        route: &Route,
        call: &Call,
        encoding: Encoding,
        reply: impl FnOnce() -> Result<Reply, Problem>,
    ) -> Result<Arc<Finished>, Problem> {
        let (wanted, key) = asked(route, call, encoding);
        let finish = async { Ok(Arc::new(Finished::new(reply()?, wanted, PageLinks::default))) };
        self.cache.get_or(key, finish).await
    }

    /// Works off the event loop, which meanwhile serves others.
    pub async fn aside(
        &self,
        work: impl FnOnce() -> Result<Finished, Problem> + Send + 'static,
    ) -> Result<Arc<Finished>, Problem> {
        self.on(&IN_TURN, work).await
    }

    async fn on(
        &self,
        threads: &Threads,
        work: impl FnOnce() -> Result<Finished, Problem> + Send + 'static,
    ) -> Result<Arc<Finished>, Problem> {
        let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly");
        let permit = Arc::clone(&self.permits).try_acquire_owned().map_err(busy)?;
        let work = threads.run(move || {
            // The permit stays with the work, also where nobody waits for it any more.
            let _permit = permit;
            work()
        });
        self.in_time(work.ok_or_else(lost)?).await
    }

    /// What becomes of work on another thread, for which nobody waits too long.
    async fn in_time<Lost>(
        &self,
        work: impl Future<Output = Result<Result<Finished, Problem>, Lost>>,
    ) -> Result<Arc<Finished>, Problem> {
        match tokio::time::timeout(self.timeout, work).await {
            Ok(finished) => finished.map_err(|_| lost())?.map(Arc::new),
            Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")),
        }
    }

    /// Answers a call.
    pub fn compute(route: &Route, call: &Call, wanted: Wanted) -> Result<Finished, Problem> {
        let reply = (route.handler)(call)?.unpacked_unless(wanted.encoding)?;
        Ok(Finished::new(reply, wanted, || PageLinks {
            root: call.root_of_page(),
            absolute_root: call.link(""),
            data: call.link_with(&[("f", Some("json"))]),
        }))
    }
}

/// In what form a reply is wanted, and what it is kept under.
fn asked(route: &Route, call: &Call, encoding: Encoding) -> (Wanted, Key) {
    let wanted = Wanted::of(route, call, encoding);
    (wanted, (cache::question(route, call, wanted.by_accept), encoding))
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get)
}

/// The problem of a thread that gave no answer.
fn lost() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be computed")
}
