//! From a request to a response: find the route, check the parameters, look into the cache, or have it answered; tag,
//! compress and count.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use geodata::atlas::Atlas;

use super::cache::{self, Cached, Computed};
use super::connection::{ConnectionState, Exchange};
use super::rendered_response::{ALLOWED, RenderedResponse, Representation};
use super::respond::{send, send_stream};
use super::server::{Answer, Server};
use super::worker::Worker;
use crate::encoding::Encoding;
use crate::html::PageLinks;
use crate::http::api_root::ApiRoot;
use crate::http::headers;
use crate::http::negotiation;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::paths;
use crate::http::problem::{Problem, truncated};
use crate::http::query::Query;
use crate::http::reply::{Format, HandlerResponse};
use crate::http::route::{INSIDE, OPERATION, PAGES, RequestContext, Route, root_of_page};
use crate::pages;
use crate::served_data::ServedData;
use crate::vocabulary;

const F_DESCRIPTION: &str = "Format; without it the Accept header decides";
/// The parameter that chooses among the formats of a route.
static F: Parameter = Parameter::new("f", ParamType::Enum(&["json", "html"]), F_DESCRIPTION);
static F_OF_FEATURES: Parameter = Parameter::new("f", ParamType::Enum(&["json", "geojson", "html"]), F_DESCRIPTION);
static F_OF_ITEMS: Parameter = Parameter::new("f", ParamType::Enum(&["json", "geojson", "html", "csv"]), F_DESCRIPTION);
static F_OF_VALUES: Parameter =
    Parameter::new("f", ParamType::Enum(&["json", "html", "compact", "csv"]), F_DESCRIPTION);
static F_OF_MAPS: Parameter = Parameter::new("f", ParamType::Enum(&["json", "html", "style"]), F_DESCRIPTION);
static F_OF_TILES: Parameter = Parameter::new("f", ParamType::Enum(&["mvt", "mlt"]), F_DESCRIPTION);

/// The parameters of a route: its own, and `f` where it offers several formats.
pub fn parameters(route: &Route) -> impl Iterator<Item = &'static Parameter> + Clone {
    let f = match route.formats {
        [] | [_] => None,
        formats if formats.contains(&Format::Compact) => Some(&F_OF_VALUES),
        formats if formats.contains(&Format::Style) => Some(&F_OF_MAPS),
        formats if formats.contains(&Format::Mlt) => Some(&F_OF_TILES),
        formats if formats.contains(&Format::Csv) => Some(&F_OF_ITEMS),
        formats if formats.contains(&Format::GeoJson) => Some(&F_OF_FEATURES),
        _ => Some(&F),
    };
    route.parameters.iter().chain(f)
}

/// Answers a request.
pub async fn dispatch(request: HttpRequest, worker: web::Data<Worker>) -> HttpResponse {
    let started = Instant::now();
    let in_flight = worker.server.metrics.begin();
    let _exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let (counted, answer) = if matches!(*request.method(), Method::GET | Method::HEAD) {
        below_root(&request, &worker).await
    } else {
        (worker.server.methods(), Answer::Rendered(Arc::new(other_method(&request, &worker.server))))
    };
    drop(in_flight);
    match answer {
        Answer::Rendered(finished) => send(&request, &worker.server, counted, &finished, started),
        Answer::Stream(stream) => send_stream(&request, &worker.server, counted, stream, started),
    }
}

/// Answers a request for what is below the API root that its path begins with; gives also what it is counted as.
async fn below_root(request: &HttpRequest, worker: &Worker) -> (usize, Answer) {
    let server = &worker.server;
    let published = server.published.load_full();
    let path = request.uri().path();
    let checked = headers::check(request.headers()).and_then(|()| ApiRoot::split(path, &published));
    let (root, rest) = match checked {
        Ok(split) => split,
        Err(problem) => return (server.files(), refused(&problem, request, server, &ApiRoot::default(), path)),
    };
    // A root without its last slash is the same root.
    let path = if rest.is_empty() { "/" } else { rest };
    let (counted, answer) = match paths::find(server.routes.iter().map(|route| route.path), path) {
        Some((position, values)) => {
            (position, answer((position, values), (&root, rest), published, request, worker).await)
        }
        None => (server.files(), file(path, request, worker).await.map(Answer::Rendered)),
    };
    (counted, answer.unwrap_or_else(|problem| refused(&problem, request, server, &root, rest)))
}

/// A problem as the client prefers to read it; `rest` is the path below the root.
fn refused(problem: &Problem, request: &HttpRequest, server: &Server, root: &ApiRoot, rest: &str) -> Answer {
    let root_of_page = root_of_page(&server.base_url(request), root, rest);
    Answer::Rendered(Arc::new(RenderedResponse::problem(problem, request, &root_of_page)))
}

/// What a path of no route is answered with: a file of the pages. They are few: kept replies cannot grow by them.
async fn file(path: &str, request: &HttpRequest, worker: &Worker) -> Result<Arc<RenderedResponse>, Problem> {
    let server = &worker.server;
    if !pages::has_file(path) {
        return Err(Problem::not_found(format!("there is nothing at {}", truncated(request.path()))));
    }
    let encoding = negotiation::encoding_of(request.headers());
    let key = (cache::file(path), encoding);
    let finished = if let Some(kept) = server.cache.get(key).await {
        worker.server.metrics.cache_hits.inc();
        kept
    } else {
        let path = path.to_owned();
        let compress = move || {
            let file = pages::file(&path).ok_or_else(|| Problem::not_found(format!("there is nothing at {path}")))?;
            let wanted = Representation { format: Format::Html, encoding, by_accept: false };
            Ok(Computed::from(RenderedResponse::new(file, wanted, PageLinks::default)))
        };
        match server.cache.get_or(key, server.offload(server.client(request), compress)).await? {
            Cached::Rendered(file) => file,
            Cached::Stream(_) | Cached::StreamOfAnother => {
                return Err(Problem::not_found(format!("there is nothing at {}", truncated(request.path()))));
            }
        }
    };
    let fingerprint = server.published.load().fingerprint();
    worker.remember(request, false, fingerprint, server.files(), &finished);
    Ok(finished)
}

/// What a method other than GET and HEAD is answered with: what is allowed, or a problem.
fn other_method(request: &HttpRequest, server: &Server) -> RenderedResponse {
    if request.method() == Method::OPTIONS {
        let wanted = Representation { format: Format::Json, encoding: Encoding::Identity, by_accept: false };
        return RenderedResponse::new(HandlerResponse::empty(StatusCode::NO_CONTENT), wanted, PageLinks::default)
            .with(header::ACCESS_CONTROL_ALLOW_METHODS, ALLOWED)
            .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "*")
            .with(header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
    let detail = format!("only {ALLOWED} are answered here");
    let root_of_page = root_of_page(&server.base_url(request), &ApiRoot::default(), request.uri().path());
    RenderedResponse::problem(&Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail), request, &root_of_page)
}

/// Answers with a route, given by its position and the values in its path, below a root; the rest is the path below it.
async fn answer(
    (position, values): (usize, Vec<String>),
    (root, rest): (&ApiRoot, &str),
    published: Arc<ServedData>,
    request: &HttpRequest,
    worker: &Worker,
) -> Result<Answer, Problem> {
    let server = &worker.server;
    let Some(route) = server.routes.get(position).copied() else {
        return Err(Problem::not_found("there is no such route"));
    };
    let accept = headers::text(request.headers(), &header::ACCEPT);
    let (query, format) = read(route, request.query_string(), root, accept.as_deref(), &published.atlas)?;
    if rest.is_empty() && format == Format::Html {
        return Ok(Answer::Rendered(Arc::new(with_last_slash(request))));
    }
    // What a client wrote beyond what the reply depends on must not get among what is remembered.
    let has_noise = query.is_incomplete();
    let call = RequestContext {
        query,
        base: server.base_url(request),
        root: root.clone(),
        format,
        client: server.client(request),
        ..RequestContext::of(route, published, Arc::clone(&server.metrics), values, Query::default())
    };
    if route.formats == [Format::Precompressed] {
        // Not what the client likes best of all, but of what there is. Such responses do not come into the hot cache, where only that counts.
        let stored = call.published.archive.as_ref().map_or(Encoding::Identity, |archive| archive.packing);
        let accepted = headers::text(request.headers(), &header::ACCEPT_ENCODING);
        let encoding = negotiation::encoding(accepted.as_deref(), stored.offered_of_precompressed());
        let (finished, was_kept) = server.stored(route, call, encoding).await?;
        if was_kept {
            worker.server.metrics.cache_hits.inc();
        }
        return Ok(Answer::Rendered(finished));
    }
    let encoding = negotiation::encoding_of(request.headers());
    if route.tag == OPERATION {
        let wanted = Representation::of(route, &call, encoding);
        return match Server::render(route, &call, wanted)? {
            Computed::Rendered(reply) => Ok(Answer::Rendered(Arc::new(*reply))),
            Computed::Stream(_) => Err(Problem::not_found("there is no such route")),
        };
    }
    let (has_links, fingerprint) = (!call.format.is_tile(), call.published.fingerprint());
    let (answer, was_kept) = server.reply(route, call, encoding).await?;
    if was_kept {
        worker.server.metrics.cache_hits.inc();
    }
    if let Answer::Rendered(finished) = &answer
        && !has_noise
    {
        worker.remember(request, has_links, fingerprint, position, finished);
    }
    Ok(answer)
}

/// The parameters of a request, and the format that it asks for: for the API only what is declared, for pages whatever is understood.
fn read(
    route: &Route,
    raw: &str,
    root: &ApiRoot,
    accept: Option<&str>,
    atlas: &Atlas,
) -> Result<(Query, Format), Problem> {
    if matches!(route.tag, PAGES | INSIDE) {
        let page = Query::lenient(raw, parameters(route).filter(|parameter| parameter.name == "f"));
        if format(route, &page, accept) == Ok(Format::Html) {
            return Ok((page, Format::Html));
        }
    }
    let query = if route.tag == INSIDE {
        let mut query = Query::lenient(raw, parameters(route));
        while let Err(Problem { parameter: Some(contradiction), .. }) = root.check(&query) {
            query.refuse(&contradiction);
        }
        query
    } else {
        let query = Query::parse(raw, parameters(route))
            .map_err(|problem| vocabulary::offer(problem, parameters(route), atlas))?;
        root.check(&query)?;
        query
    };
    let format = format(route, &query, accept)?;
    Ok((query, format))
}

/// The format of the answer: what `f` names, or what the client accepts best. Where there is one format, the address names it.
fn format(route: &Route, query: &Query, accept: Option<&str>) -> Result<Format, Problem> {
    let format = match (route.formats, query.text("f")) {
        ([] | [_], _) => route.formats.first().copied(),
        (formats, Some(word)) => formats.iter().copied().find(|format| format.answers_to(word)),
        (formats, None) => Some(negotiation::format(accept, formats).ok_or_else(|| not_acceptable(formats))?),
    };
    Ok(format.unwrap_or(Format::Json))
}

/// What a page is answered with whose relative links need a slash at the end of its address.
fn with_last_slash(request: &HttpRequest) -> RenderedResponse {
    let path = request.uri().path();
    let last = path.rsplit('/').next().unwrap_or_default();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let reply = HandlerResponse::empty(StatusCode::MOVED_PERMANENTLY).header("Location", format!("{last}/{query}"));
    let wanted = Representation { format: Format::Html, encoding: Encoding::Identity, by_accept: true };
    RenderedResponse::new(reply, wanted, PageLinks::default)
}

fn not_acceptable(formats: &[Format]) -> Problem {
    let offered: Vec<&str> = formats.iter().map(|format| format.media_type()).collect();
    let detail = "the Accept header names nothing that is offered here; `f` chooses a format, too";
    Problem { accepted: Some(offered.join(", ")), ..Problem::new(StatusCode::NOT_ACCEPTABLE, detail) }
}
