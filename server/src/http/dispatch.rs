//! From a request to a reply: check the parameters, answer off the event loop, negotiate, pack, tag, count.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use arc_swap::ArcSwap;
use tokio::sync::Semaphore;

use super::base_url::base_url;
use super::cache::{self, ReplyCache};
use super::encoding::Encoding;
use super::finished::{ALLOWED, Finished};
use super::metrics::Metrics;
use super::negotiation;
use super::parameter::{Kind, Parameter};
use super::problem::{Problem, shown};
use super::query::Query;
use super::reply::{Format, Reply};
use super::route::{Call, OPERATION, Route};
use crate::pages;
use crate::published::Published;

/// How many requests are worked on at once; more are turned away at once instead of piling up.
const MOST_AT_ONCE: usize = 512;

/// What all requests share.
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

impl Server {
    pub fn new(
        published: Published,
        listen: String,
        public_url: Option<String>,
        timeout: Duration,
        cache_bytes: u64,
    ) -> Result<Self, prometheus::Error> {
        Ok(Self {
            published: ArcSwap::from_pointee(published),
            metrics: Arc::new(Metrics::new()?),
            public_url,
            listen,
            timeout,
            cache: ReplyCache::new(cache_bytes),
            permits: Arc::new(Semaphore::new(MOST_AT_ONCE)),
        })
    }
}

/// Answers a request to a route.
pub async fn dispatch(route: &'static Route, request: HttpRequest, server: web::Data<Server>) -> HttpResponse {
    let started = Instant::now();
    server.metrics.in_flight.inc();
    let finished = match answer(route, &request, &server).await {
        Ok(finished) => finished,
        Err(problem) => Arc::new(Finished::problem(&problem, &request)),
    };
    server.metrics.in_flight.dec();
    finish(&request, &server, route.path, &finished, started)
}

/// Answers a request that matches no route: a file of the pages, or a problem.
pub async fn fallback(request: HttpRequest, server: web::Data<Server>) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return wrong_method(request, server).await;
    }
    let started = Instant::now();
    let preferred = encoding_of(&request, &Encoding::ALL);
    let finished = match pages::file(request.path()) {
        Some(reply) => Finished::new(reply, Format::Html, preferred, String::new),
        None => {
            Finished::problem(&Problem::not_found(format!("there is nothing at {}", shown(request.path()))), &request)
        }
    };
    finish(&request, &server, "files", &finished, started)
}

/// Answers a request with a method that the route does not have.
pub async fn wrong_method(request: HttpRequest, server: web::Data<Server>) -> HttpResponse {
    let finished = if request.method() == Method::OPTIONS {
        let mut finished =
            Finished::new(Reply::empty(StatusCode::NO_CONTENT), Format::Json, Encoding::Identity, String::new);
        finished.headers.push(("Access-Control-Allow-Methods", ALLOWED.to_owned()));
        finished.headers.push(("Access-Control-Allow-Headers", "*".to_owned()));
        finished.headers.push(("Access-Control-Max-Age", "86400".to_owned()));
        finished
    } else {
        Finished::problem(&method_not_allowed(), &request)
    };
    finish(&request, &server, "methods", &finished, Instant::now())
}

fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("only {ALLOWED} are answered here"))
}

async fn answer(
    route: &'static Route,
    request: &HttpRequest,
    server: &web::Data<Server>,
) -> Result<Arc<Finished>, Problem> {
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
    let encoding = encoding_of(request, offered(route, &call.published));
    // Only where the client's preference decided did it matter.
    let by_accept = route.formats.len() > 1 && call.query.text("f").is_none();
    if route.tag == OPERATION {
        return compute(route, &call, encoding, by_accept).map(Arc::new);
    }
    let key = cache::key(route, &call, encoding, by_accept);
    if let Some(kept) = server.cache.get(key).await {
        server.metrics.cache_hits.inc();
        return Ok(kept);
    }
    server.cache.get_or(key, compute_aside(route, call, encoding, by_accept, server)).await
}

/// Computes an answer off the event loop, which meanwhile serves others.
async fn compute_aside(
    route: &'static Route,
    call: Call,
    encoding: Encoding,
    by_accept: bool,
    server: &Server,
) -> Result<Arc<Finished>, Problem> {
    server.metrics.cache_misses.inc();
    let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly");
    let permit = Arc::clone(&server.permits).try_acquire_owned().map_err(busy)?;
    let work = web::block(move || {
        // The permit stays with the work, also where nobody waits for it any more.
        let _permit = permit;
        compute(route, &call, encoding, by_accept)
    });
    match tokio::time::timeout(server.timeout, work).await {
        Ok(Ok(finished)) => finished.map(Arc::new),
        Ok(Err(_)) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be computed")),
        Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")),
    }
}

fn compute(route: &Route, call: &Call, encoding: Encoding, by_accept: bool) -> Result<Finished, Problem> {
    let reply = (route.handler)(call)?.unpacked_unless(encoding)?;
    let mut finished = Finished::new(reply, call.format, encoding, || call.link_with(&[("f", Some("json"))]));
    finished.by_accept = by_accept;
    Ok(finished)
}

/// The encodings that a route offers: of stored bytes the one that they are stored in.
fn offered(route: &Route, published: &Published) -> &'static [Encoding] {
    match &published.archive {
        Some(archive) if route.formats == [Format::Stored] => archive.packing.offered_of_stored(),
        _ => &Encoding::ALL,
    }
}

fn encoding_of(request: &HttpRequest, offered: &[Encoding]) -> Encoding {
    let header = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    negotiation::encoding(header, offered)
}

/// Sends a reply, counts it and writes it into the log.
fn finish(request: &HttpRequest, server: &Server, route: &str, finished: &Finished, started: Instant) -> HttpResponse {
    let (response, bytes) = finished.respond(request);
    let elapsed = started.elapsed().as_secs_f64();
    server.metrics.count(route, response.status().as_u16(), elapsed, bytes);
    tracing::info!(
        method = %request.method(),
        path = request.path(),
        query = request.query_string(),
        route,
        status = response.status().as_u16(),
        milliseconds = (elapsed * 1e6).round() / 1e3,
        bytes,
        "request"
    );
    response
}

/// Registers the routes, and what answers everything else.
pub fn configure(routes: &'static [&'static Route], config: &mut web::ServiceConfig) {
    for route in routes {
        let route: &'static Route = route;
        let answer = move |request, server| dispatch(route, request, server);
        config.service(
            web::resource(route.path)
                .route(web::get().to(answer))
                .route(web::head().to(answer))
                .default_service(web::to(wrong_method)),
        );
    }
    config.default_service(web::to(fallback));
}

/// The state of a server as actix shares it.
pub type Shared = web::Data<Server>;

/// Wraps the state for sharing.
pub fn share(server: Server) -> Shared {
    Shared::from(Arc::new(server))
}
