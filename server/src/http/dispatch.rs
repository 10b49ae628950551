//! From a request to a reply: check the parameters, look among the kept replies, answer off the event loop, negotiate, pack,
//! tag, count.

use std::future::ready;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use arc_swap::ArcSwap;
use tokio::sync::Semaphore;

use super::base_url::base_url;
use super::cache::{self, ReplyCache};
use super::encoding::Encoding;
use super::finished::{ALLOWED, Finished, Wanted};
use super::metrics::Metrics;
use super::negotiation;
use super::parameter::{Kind, Parameter};
use super::problem::{Problem, shown};
use super::query::Query;
use super::reply::{Format, Reply};
use super::route::{Call, OPERATION, Route};
use super::sent::send;
use super::worker::Worker;
use crate::pages;
use crate::published::Published;

/// How many requests are worked on at once; more are turned away at once instead of piling up.
const MOST_AT_ONCE: usize = 512;

/// What all requests share.
#[derive(Debug)]
pub struct Server {
    pub published: ArcSwap<Published>,
    pub metrics: Arc<Metrics>,
    pub public_url: Option<String>,
    pub listen: String,
    pub timeout: Duration,
    cache: ReplyCache,
    permits: Arc<Semaphore>,
}

/// The parameter that chooses between data and page.
static F: Parameter =
    Parameter::new("f", Kind::Choice(&["json", "html"]), "Format; without it the Accept header decides");

/// The parameters of a route: its own, and `f` where it offers several formats.
pub fn parameters(route: &Route) -> impl Iterator<Item = &'static Parameter> + Clone {
    let f = (route.formats.len() > 1).then_some(&F);
    route.parameters.iter().chain(f)
}

/// What is counted besides routes.
const FILES: &str = "files";
const METHODS: &str = "methods";

/// The names under which replies are counted: the routes in their order, then what else is answered.
fn counted(routes: &[&Route]) -> Vec<&'static str> {
    routes.iter().map(|route| route.path).chain([FILES, METHODS]).collect()
}

impl Server {
    pub fn new(
        published: Published,
        routes: &[&Route],
        listen: String,
        public_url: Option<String>,
        timeout: Duration,
        cache_bytes: u64,
    ) -> Result<Self, prometheus::Error> {
        Ok(Self {
            published: ArcSwap::from_pointee(published),
            metrics: Arc::new(Metrics::new(counted(routes))?),
            public_url,
            listen,
            timeout,
            cache: ReplyCache::new(cache_bytes),
            permits: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        })
    }

    /// Whether replies are kept at all.
    pub fn keeps(&self) -> bool {
        self.cache.keeps()
    }
}

/// Answers a request to the route at a position.
async fn dispatch(
    route: &'static Route,
    position: usize,
    request: HttpRequest,
    worker: web::Data<Worker>,
) -> HttpResponse {
    let started = Instant::now();
    let in_flight = worker.in_flight();
    let finished = match answer(route, position, &request, &worker).await {
        Ok(finished) => finished,
        Err(problem) => Arc::new(Finished::problem(&problem, &request)),
    };
    drop(in_flight);
    send(&request, &worker, position, &finished, started)
}

/// Answers a request that matches no route: a file of the pages, or a problem. `files` and `methods` are the positions
/// under which they are counted.
async fn fallback(files: usize, methods: usize, request: HttpRequest, worker: web::Data<Worker>) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return wrong_method(methods, &request, &worker);
    }
    let started = Instant::now();
    let in_flight = worker.in_flight();
    let finished = match file(files, &request, &worker).await {
        Ok(finished) => finished,
        Err(problem) => Arc::new(Finished::problem(&problem, &request)),
    };
    drop(in_flight);
    send(&request, &worker, files, &finished, started)
}

/// A file of the pages. They are few: kept replies cannot grow by them.
async fn file(position: usize, request: &HttpRequest, worker: &Worker) -> Result<Arc<Finished>, Problem> {
    let server = &worker.server;
    let path = request.path().to_owned();
    if !pages::has_file(&path) {
        return Err(Problem::not_found(format!("there is nothing at {}", shown(&path))));
    }
    let encoding = worker.preferences(request.headers()).encoding;
    let key = (cache::file(&path), encoding);
    let finished = if let Some(kept) = server.cache.get(key).await {
        worker.tally.kept();
        kept
    } else {
        let pack = move || {
            let file = pages::file(&path).ok_or_else(|| Problem::not_found(format!("there is nothing at {path}")))?;
            let wanted = Wanted { format: Format::Html, encoding, by_accept: false };
            Ok(Finished::new(file, wanted, String::new))
        };
        server.cache.get_or(key, aside(server, pack)).await?
    };
    let fingerprint = server.published.load().atlas.fingerprint;
    worker.remember(request, false, fingerprint, position, &finished);
    Ok(finished)
}

/// Answers a request with a method that the route does not have.
fn wrong_method(position: usize, request: &HttpRequest, worker: &Worker) -> HttpResponse {
    let started = Instant::now();
    let finished = if request.method() == Method::OPTIONS {
        let wanted = Wanted { format: Format::Json, encoding: Encoding::Identity, by_accept: false };
        Finished::new(Reply::empty(StatusCode::NO_CONTENT), wanted, String::new)
            .with(header::ACCESS_CONTROL_ALLOW_METHODS, ALLOWED)
            .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "*")
            .with(header::ACCESS_CONTROL_MAX_AGE, "86400")
    } else {
        Finished::problem(&method_not_allowed(), request)
    };
    send(request, worker, position, &finished, started)
}

fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("only {ALLOWED} are answered here"))
}

async fn answer(
    route: &'static Route,
    position: usize,
    request: &HttpRequest,
    worker: &Worker,
) -> Result<Arc<Finished>, Problem> {
    let server = &worker.server;
    let query = Query::parse(request.query_string(), parameters(route))?;
    let header = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let format = match query.text("f") {
        Some(word) => route.formats.iter().copied().find(|format| format.word() == word),
        None => negotiation::format(header(header::ACCEPT), route.formats),
    };
    let call = Call {
        published: server.published.load_full(),
        metrics: Arc::clone(&server.metrics),
        path: route
            .path_parameters
            .iter()
            .map(|parameter| request.match_info().query(parameter.name).to_owned())
            .collect(),
        query,
        base: base_url(server.public_url.as_deref(), header(header::HOST), &server.listen),
        self_path: request.path().to_owned(),
        raw_query: request.query_string().to_owned(),
        format: format.or(route.formats.first().copied()).unwrap_or(Format::Json),
    };
    let wanted = Wanted {
        format: call.format,
        encoding: worker.preferences(request.headers()).encoding,
        // Only where the client's preference decided did it matter.
        by_accept: route.formats.len() > 1 && call.query.text("f").is_none(),
    };
    if route.tag == OPERATION {
        return compute(route, &call, wanted).map(Arc::new);
    }
    let key = (cache::question(route, &call, wanted.by_accept), wanted.encoding);
    let fingerprint = call.published.atlas.fingerprint;
    let finished = if let Some(kept) = server.cache.get(key).await {
        worker.tally.kept();
        kept
    } else if let Some(kept) = server.cache.in_another_encoding(key).await {
        server.metrics.cache_repacked.inc();
        let repack = move || match kept.repacked(wanted.encoding) {
            Some(repacked) => Ok(repacked),
            None => compute(route, &call, wanted),
        };
        server.cache.get_or(key, aside(server, repack)).await?
    } else {
        let computing = async {
            server.metrics.cache_misses.inc();
            aside(server, move || compute(route, &call, wanted)).await
        };
        server.cache.get_or(key, computing).await?
    };
    worker.remember(request, wanted.format.has_links(), fingerprint, position, &finished);
    Ok(finished)
}

/// Works off the event loop, which meanwhile serves others.
async fn aside(
    server: &Server,
    work: impl FnOnce() -> Result<Finished, Problem> + Send + 'static,
) -> Result<Arc<Finished>, Problem> {
    let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly");
    let permit = Arc::clone(&server.permits).try_acquire_owned().map_err(busy)?;
    let work = web::block(move || {
        // The permit stays with the work, also where nobody waits for it any more.
        let _permit = permit;
        work()
    });
    match tokio::time::timeout(server.timeout, work).await {
        Ok(Ok(finished)) => finished.map(Arc::new),
        Ok(Err(_)) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be computed")),
        Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")),
    }
}

fn compute(route: &Route, call: &Call, wanted: Wanted) -> Result<Finished, Problem> {
    let reply = (route.handler)(call)?;
    Ok(Finished::new(reply, wanted, || call.link_with(&[("f", Some("json"))])))
}

/// Registers the routes, and what answers everything else.
pub fn configure(routes: &'static [&'static Route], config: &mut web::ServiceConfig) {
    let (files, methods) = (routes.len(), routes.len() + 1);
    for (position, route) in routes.iter().enumerate() {
        let route: &'static Route = route;
        let answer = move |request, worker| dispatch(route, position, request, worker);
        config.service(
            web::resource(route.path).route(web::get().to(answer)).route(web::head().to(answer)).default_service(
                web::to(move |request: HttpRequest, worker: web::Data<Worker>| {
                    ready(wrong_method(methods, &request, &worker))
                }),
            ),
        );
    }
    config.default_service(web::to(move |request, worker| fallback(files, methods, request, worker)));
}
