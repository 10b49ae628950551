//! What all requests share, and where a response comes from: the cache, the cache in another encoding, or the handler.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::http::{Method, StatusCode};

use super::cache::{self, Cached, Computed, Key, ReplyCache, Streamed};
use super::connection::Limits;
use super::cost_estimator::{CostClass, CostEstimator, RequestClass, elapsed_cpu, thread_cpu_time};
use super::fair_queue::{FairQueue, Refused, Service};
use super::rendered_response::{RenderedResponse, Representation};
use super::stream::{EncodedChunks, StreamSlot, StreamSlots};
use crate::archive;
use crate::encoding::Encoding;
use crate::html::{PageHeader, PageLinks};
use crate::http::client::Client;
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::http::proxies::TrustedProxies;
use crate::http::reply::{Body, HandlerResponse};
use crate::http::route::{RequestContext, Route};
use crate::publications::Publications;
use crate::snapshot::Snapshot;

/// How much waits for a processor, in all and for one client; what is more is refused at once instead of piling up.
const MAX_WAITING: usize = 1024;
const MAX_WAITING_OF_CLIENT: usize = 256;
/// How far work that takes long, or nobody knows how long, gives way to all other.
const BACKGROUND_NICE: i32 = 5;

/// What is counted besides routes.
const FILES: &str = "files";
const METHODS: &str = "methods";

/// What all requests share.
#[derive(Debug)]
pub struct Server {
    pub publications: Arc<Publications>,
    pub routes: &'static [&'static Route],
    pub metrics: Arc<Metrics>,
    pub public_url: Option<String>,
    pub proxies: TrustedProxies,
    pub timeout: Duration,
    pub cache: ReplyCache,
    pub limits: Limits,
    /// For what is known to take a while.
    ordinary: FairQueue,
    /// For what takes long, and what is not known yet.
    background: FairQueue,
    streams: StreamSlots,
    costs: Arc<CostEstimator>,
    is_draining: AtomicBool,
}

/// What a request is answered with.
#[derive(Debug)]
pub enum Answer {
    Rendered(Arc<RenderedResponse>),
    Stream(Stream),
}

/// An answer that is made while it is sent, with its place among them.
#[derive(Debug)]
pub struct Stream {
    pub streamed: Box<Streamed>,
    pub queue: FairQueue,
    pub client: Client,
    pub slot: StreamSlot,
}

impl Server {
    pub fn new(
        publications: Publications,
        routes: &'static [&'static Route],
        proxies: TrustedProxies,
        public_url: Option<String>,
        timeout: Duration,
        cache_bytes: u64,
        limits: Limits,
    ) -> Result<Self, prometheus::Error> {
        let counted = routes.iter().map(|route| route.path).chain([FILES, METHODS]).collect();
        let metrics = Metrics::new(counted, publications.labels())?;
        let (publications, cache) = (Arc::new(publications), ReplyCache::new(cache_bytes));
        let kept = cache.clone();
        metrics.register_gauge("kerben_cache_bytes", "Bytes of replies that are kept", move || kept.bytes())?;
        for (position, publication) in publications.all().iter().enumerate() {
            let (watched, help) = (Arc::clone(&publications), "Bytes that kept attributes may grow to, by dataset");
            metrics.register_gauge_of(&publication.id, "kerben_attributes_bytes", help, move || {
                watched.get(Some(position)).map_or(0, |one| one.snapshot().attribute_bytes())
            })?;
        }
        let (ordinary, background) = queues();
        let waiting = [ordinary.clone(), background.clone()];
        let help = "Requests that wait for a processor";
        metrics.register_gauge("kerben_requests_waiting", help, move || {
            waiting.iter().map(|queue| queue.waiting() as u64).sum()
        })?;
        let unread = Arc::clone(&limits.unread);
        let help = "Bytes of replies that clients have not read yet";
        metrics.register_gauge("kerben_unread_bytes", help, move || unread.used() as u64)?;
        Ok(Self {
            publications,
            routes,
            metrics: Arc::new(metrics),
            public_url,
            proxies,
            timeout,
            cache,
            limits,
            ordinary,
            background,
            streams: StreamSlots::default(),
            costs: Arc::default(),
            is_draining: AtomicBool::new(false),
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

    /// The answer to a call, and whether it was kept and ready. Answers to other methods than GET are not kept.
    pub async fn reply(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Answer, bool), Problem> {
        let (wanted, key) = represented(route, &call, encoding);
        if *route.method != Method::GET {
            let client = call.client;
            let computed = self.offload(client, move || Self::render(route, &call, wanted)).await?;
            return Ok((self.begin(computed, client)?, false));
        }
        if let Some(kept) = self.cache.get(key).await {
            return Ok((Answer::Rendered(kept), true));
        }
        let kept = self.cache.in_another_encoding(key).await;
        let is_kept = kept.is_some();
        let class = RequestClass::of(route, &call, encoding, is_kept);
        let (costs, client, call) = (Arc::clone(&self.costs), call.client, Arc::new(call));
        let again = Arc::clone(&call);
        let work = move || {
            let before = thread_cpu_time();
            let transcoded = kept.and_then(|kept| kept.transcode(encoding)).map(Computed::from);
            let computed = transcoded.map_or_else(|| Self::render(route, &call, wanted), Ok);
            costs.record(class, elapsed_cpu(before));
            computed
        };
        let working = async {
            if is_kept {
                self.metrics.transcoded(dataset);
            } else {
                self.metrics.cache_miss(dataset);
            }
            let queue = match self.costs.of(class) {
                CostClass::Ordinary => &self.ordinary,
                CostClass::Background => &self.background,
            };
            self.on(queue, client, work).await
        };
        let computed = match self.cache.get_or(key, working).await? {
            Cached::Rendered(reply) => return Ok((Answer::Rendered(reply), false)),
            Cached::Stream(streamed) => Computed::Stream(streamed),
            Cached::StreamOfAnother => {
                let work = move || Self::render(route, &again, wanted);
                self.on(&self.background, client, work).await?
            }
        };
        Ok((self.begin(computed, client)?, false))
    }

    /// The answer from what was computed for a client: a stream needs a place among the others.
    fn begin(&self, computed: Computed, client: Client) -> Result<Answer, Problem> {
        match computed {
            Computed::Rendered(reply) => Ok(Answer::Rendered(Arc::new(*reply))),
            Computed::Stream(streamed) => {
                let slot = self.streams.take(client).map_err(busy)?;
                Ok(Answer::Stream(Stream { streamed, queue: self.background.clone(), client, slot }))
            }
        }
    }

    /// The reply of a route that hands out stored bytes, and whether it was kept and ready. It may have to wait for a store, and
    /// must not hold up the others meanwhile: it has threads of its own. Where the archive turns out to be replaced, the
    /// reply is from the one in its place, or a problem unless it was kept.
    pub async fn stored(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Arc<RenderedResponse>, bool), Problem> {
        let stored = self.stored_in(route, dataset, call.clone(), encoding).await;
        let Some(publication) = self.publications.get(dataset) else { return stored };
        match publication.reload_if_replaced(&call.snapshot).await {
            Some(snapshot) => self.stored_in(route, dataset, RequestContext { snapshot, ..call }, encoding).await,
            None => stored,
        }
    }

    /// From now on connections are closed after their replies.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }

    /// Looks again and again whether an archive was replaced, for as long as the server runs: clients ask anew after a minute, and
    /// most answers are cached.
    pub async fn watch_archive(self: Arc<Self>, dataset: usize, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            self.look_at_archive(dataset).await;
        }
    }

    /// Looks whether the archive of a dataset was replaced, and publishes the one in its place.
    pub async fn look_at_archive(&self, dataset: usize) {
        let Some(publication) = self.publications.get(Some(dataset)) else { return };
        let snapshot = publication.snapshot();
        let Some(archive) = snapshot.archive().cloned() else { return };
        if let Some(look) = archive::apart(move || archive.place.look()) {
            let _ = look.await;
            publication.reload_if_replaced(&snapshot).await;
        }
    }

    /// From the archive of the call.
    async fn stored_in(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Arc<RenderedResponse>, bool), Problem> {
        let (wanted, key) = represented(route, &call, encoding);
        if let Some(kept) = self.cache.get(key).await {
            return Ok((kept, true));
        }
        let working = async {
            self.metrics.cache_miss(dataset);
            let work = archive::apart(move || Self::render(route, &call, wanted)).ok_or_else(lost)?;
            self.in_time(work).await
        };
        match self.cache.get_or(key, working).await? {
            Cached::Rendered(reply) => Ok((reply, false)),
            Cached::Stream(_) | Cached::StreamOfAnother => Err(lost()),
        }
    }

    /// Caches the reply to a call before a client asks for it. `reply` makes it, on the thread of the caller, unless it is cached.
    pub async fn prerender(
        &self,
        route: &Route,
        call: &RequestContext<Snapshot>,
        encoding: Encoding,
        reply: impl FnOnce() -> Result<HandlerResponse, Problem>,
    ) -> Result<Arc<RenderedResponse>, Problem> {
        let (wanted, key) = represented(route, call, encoding);
        let finish = async { Ok(Computed::from(RenderedResponse::new(reply()?, wanted, PageLinks::default))) };
        match self.cache.get_or(key, finish).await? {
            Cached::Rendered(reply) => Ok(reply),
            Cached::Stream(_) | Cached::StreamOfAnother => Err(lost()),
        }
    }

    /// Works off the event loop, which meanwhile serves others.
    pub async fn offload(
        &self,
        client: Client,
        work: impl FnOnce() -> Result<Computed, Problem> + Send + 'static,
    ) -> Result<Computed, Problem> {
        self.on(&self.ordinary, client, work).await
    }

    async fn on(
        &self,
        queue: &FairQueue,
        client: Client,
        work: impl FnOnce() -> Result<Computed, Problem> + Send + 'static,
    ) -> Result<Computed, Problem> {
        self.in_time(queue.run(client, work).map_err(busy)?).await
    }

    /// What becomes of work on another thread, for which nobody waits too long.
    async fn in_time<Lost>(
        &self,
        work: impl Future<Output = Result<Result<Computed, Problem>, Lost>>,
    ) -> Result<Computed, Problem> {
        match tokio::time::timeout(self.timeout, work).await {
            Ok(computed) => computed.map_err(|_| lost())?,
            Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")),
        }
    }

    /// Answers a call.
    pub fn render(route: &Route, call: &RequestContext<Snapshot>, wanted: Representation) -> Result<Computed, Problem> {
        let reply = route.answer(call)?.decompress_unless_accepted(wanted.encoding)?;
        if let Body::Stream { format, chunks } = reply.body {
            let head = RenderedResponse::head_of_stream((reply.status, format), wanted, &reply.headers);
            let chunks = EncodedChunks::new(chunks, wanted.encoding).map_err(|_| lost())?;
            return Ok(Computed::Stream(Box::new(Streamed { head, chunks })));
        }
        Ok(Computed::from(RenderedResponse::new(reply, wanted, || PageLinks {
            header: PageHeader::of(call),
            absolute_root: call.link(""),
            data: call.link_with(&[("f", Some("json"))]),
        })))
    }
}

/// The queue for what is known to take a while, and the one for what takes long or is not known yet. The threads of the second give
/// way to those of the first, and no client has all of them.
fn queues() -> (FairQueue, FairQueue) {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let (waiting, waiting_of_client) = (MAX_WAITING, MAX_WAITING_OF_CLIENT);
    let ordinary = Service {
        name: "ordinary",
        threads: processors,
        threads_of_client: processors,
        waiting,
        waiting_of_client,
        nice: 0,
    };
    let background = Service {
        name: "background",
        threads: 2 * processors,
        threads_of_client: processors,
        nice: BACKGROUND_NICE,
        ..ordinary
    };
    (FairQueue::new(ordinary), FairQueue::new(background))
}

/// In what form a reply is wanted, and what it is kept under.
fn represented(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding) -> (Representation, Key) {
    let wanted = Representation::of(route, call, encoding);
    (wanted, (cache::cache_key(route, call, wanted.by_accept), encoding))
}

/// Why work is not begun.
fn busy(refused: Refused) -> Problem {
    match refused {
        Refused::ByClient => Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too many requests of this address wait to be computed; try again shortly",
        ),
        Refused::Busy => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly"),
        Refused::NoThreads => lost(),
    }
}

/// The problem of a thread that gave no answer.
fn lost() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be computed")
}
