//! From a request to a reply: check the parameters, answer off the event loop, negotiate, pack, tag, count.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use arc_swap::ArcSwap;
use tokio::sync::Semaphore;

use super::base_url::base_url;
use super::conditional;
use super::encoding::{Encoding, WORTH_PACKING};
use super::metrics::Metrics;
use super::negotiation;
use super::parameter::{Kind, Parameter};
use super::problem::{PROBLEM_JSON, Problem, shown};
use super::query::Query;
use super::reply::{Caching, Content, Format, Reply};
use super::route::{Call, OPERATION, Route};
use crate::html;
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
    permits: Arc<Semaphore>,
}

/// The parameter that chooses between data and page.
const F: Parameter =
    Parameter::new("f", Kind::Choice(&["json", "html"]), "Format; without it the Accept header decides");

/// The parameters of a route: its own, and `f` where it offers several formats.
pub fn parameters(route: &Route) -> Vec<Parameter> {
    let f = (route.formats.len() > 1).then_some(F);
    route.parameters.iter().copied().chain(f).collect()
}

impl Server {
    pub fn new(
        published: Published,
        listen: String,
        public_url: Option<String>,
        timeout: Duration,
    ) -> Result<Self, prometheus::Error> {
        Ok(Self {
            published: ArcSwap::from_pointee(published),
            metrics: Arc::new(Metrics::new()?),
            public_url,
            listen,
            timeout,
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
        Err(problem) => Finished::problem(&problem),
    };
    server.metrics.in_flight.dec();
    finish(&request, &server, route.path, finished, started)
}

/// Answers a request that matches no route: a file of the pages, or a problem.
pub async fn fallback(request: HttpRequest, server: web::Data<Server>) -> HttpResponse {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return wrong_method(request, server).await;
    }
    let started = Instant::now();
    let preferred = encoding_of(&request);
    let finished = match pages::file(request.path()) {
        Some(reply) => Finished::new(reply, Format::Html, preferred, String::new),
        None => Finished::problem(&Problem::not_found(format!("there is nothing at {}", shown(request.path())))),
    };
    finish(&request, &server, "files", finished, started)
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
        Finished::problem(&method_not_allowed())
    };
    finish(&request, &server, "methods", finished, Instant::now())
}

const ALLOWED: &str = "GET, HEAD, OPTIONS";

fn method_not_allowed() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, format!("only {ALLOWED} are answered here"))
}

async fn answer(route: &'static Route, request: &HttpRequest, server: &web::Data<Server>) -> Result<Finished, Problem> {
    let query = Query::parse(request.query_string(), &parameters(route))?;
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
    let encoding = encoding_of(request);

    let work = move || {
        let reply = (route.handler)(&call)?;
        Ok(Finished::new(reply, call.format, encoding, || call.link_with(&[("f", Some("json"))])))
    };
    if route.tag == OPERATION {
        return work();
    }
    let busy = |_| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly");
    let permit = Arc::clone(&server.permits).try_acquire_owned().map_err(busy)?;
    let work = web::block(move || {
        // The permit stays with the work, also where nobody waits for it any more.
        let _permit = permit;
        work()
    });
    // Only where the client's preference decided did it matter.
    let by_accept = route.formats.len() > 1 && !request.query_string().split('&').any(|pair| pair.starts_with("f="));
    match tokio::time::timeout(server.timeout, work).await {
        Ok(Ok(finished)) => finished.map(|finished| Finished { by_accept, ..finished }),
        Ok(Err(_)) => Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the answer could not be computed")),
        Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the answer took too long")),
    }
}

fn encoding_of(request: &HttpRequest) -> Encoding {
    let header = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    negotiation::encoding(header)
}

/// A reply as it goes over the wire.
struct Finished {
    status: StatusCode,
    media_type: &'static str,
    encoding: Encoding,
    etag: Option<String>,
    caching: Caching,
    /// Whether the Accept header chose the format.
    by_accept: bool,
    body: Vec<u8>,
    headers: Vec<(&'static str, String)>,
}

impl Finished {
    /// `data` gives the address of the same answer for programs.
    fn new(reply: Reply, format: Format, preferred: Encoding, data: impl Fn() -> String) -> Self {
        let Reply { status, content, caching, headers } = reply;
        let (format, body) = match content {
            Content::Document { title, json } if format == Format::Html => {
                (Format::Html, html::document(&title, &json, &data()).into_bytes())
            }
            Content::Document { json, .. } => {
                let format = if format == Format::Html { Format::Json } else { format };
                (format, serde_json::to_vec(&json).unwrap_or_default())
            }
            Content::Features { title, geojson } if format == Format::Html => {
                (Format::Html, html::features(&title, &geojson, &data()).into_bytes())
            }
            Content::Features { geojson, .. } => (Format::GeoJson, geojson),
            Content::Bytes { format, bytes } => (format, bytes),
            Content::Empty => {
                return Self {
                    status,
                    media_type: "",
                    encoding: Encoding::Identity,
                    etag: None,
                    caching,
                    by_accept: false,
                    body: Vec::new(),
                    headers,
                };
            }
        };
        let wanted = if format.packs() && body.len() >= WORTH_PACKING { preferred } else { Encoding::Identity };
        let (encoding, packed) = match wanted.pack(&body) {
            Some(packed) => (wanted, Some(packed)),
            None => (Encoding::Identity, None),
        };
        let etag = (caching != Caching::Never).then(|| conditional::etag(&body, encoding));
        let body = packed.unwrap_or(body);
        Self { status, media_type: format.media_type(), encoding, etag, caching, by_accept: false, body, headers }
    }

    fn problem(problem: &Problem) -> Self {
        let headers = match problem.status {
            StatusCode::METHOD_NOT_ALLOWED => vec![("Allow", ALLOWED.to_owned())],
            StatusCode::SERVICE_UNAVAILABLE => vec![("Retry-After", "1".to_owned())],
            _ => Vec::new(),
        };
        Self {
            status: problem.status,
            media_type: PROBLEM_JSON,
            encoding: Encoding::Identity,
            etag: None,
            caching: Caching::Never,
            by_accept: false,
            body: problem.to_json(),
            headers,
        }
    }
}

fn finish(request: &HttpRequest, server: &Server, route: &str, finished: Finished, started: Instant) -> HttpResponse {
    let Finished { mut status, media_type, encoding, etag, caching, by_accept, mut body, headers } = finished;
    let if_none_match = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if let Some(etag) = &etag
        && status == StatusCode::OK
        && conditional::none_match(if_none_match, etag)
    {
        status = StatusCode::NOT_MODIFIED;
        body.clear();
    }
    let mut response = HttpResponse::build(status);
    response
        .insert_header((header::CACHE_CONTROL, caching.header()))
        .insert_header((header::VARY, if by_accept { "Accept, Accept-Encoding" } else { "Accept-Encoding" }))
        .insert_header((header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .insert_header((header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, Content-Encoding"))
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"));
    for (name, value) in headers {
        response.insert_header((name, value));
    }
    if let Some(etag) = etag {
        response.insert_header((header::ETAG, etag));
    }
    if status != StatusCode::NOT_MODIFIED && !media_type.is_empty() {
        response.insert_header((header::CONTENT_TYPE, media_type));
        if encoding != Encoding::Identity {
            response.insert_header((header::CONTENT_ENCODING, encoding.token()));
        }
    }
    let (elapsed, bytes) = (started.elapsed().as_secs_f64(), body.len());
    server.metrics.count(route, status.as_u16(), elapsed, bytes);
    tracing::info!(
        method = %request.method(),
        path = request.path(),
        query = request.query_string(),
        route,
        status = status.as_u16(),
        milliseconds = (elapsed * 1e6).round() / 1e3,
        bytes,
        "request"
    );
    if body.is_empty() { response.finish() } else { response.body(body) }
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
