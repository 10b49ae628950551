//! From a request to a reply: find the route, check the parameters, look among the kept replies, or have it answered; tag,
//! pack and count.

use std::sync::Arc;
use std::time::Instant;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};

use super::base_url::base_url;
use super::cache;
use super::encoding::Encoding;
use super::finished::{ALLOWED, Finished, Wanted};
use super::negotiation;
use super::parameter::{Kind, Parameter};
use super::paths;
use super::problem::{Problem, shown};
use super::query::Query;
use super::reply::{Format, Reply};
use super::route::{Call, OPERATION, Route};
use super::sent::send;
use super::server::Server;
use super::worker::Worker;
use crate::pages;

const F_DESCRIPTION: &str = "Format; without it the Accept header decides";
/// The parameter that chooses among the formats of a route.
static F: Parameter = Parameter::new("f", Kind::Choice(&["json", "html"]), F_DESCRIPTION);
static F_OF_VALUES: Parameter = Parameter::new("f", Kind::Choice(&["json", "html", "compact"]), F_DESCRIPTION);
static F_OF_TILES: Parameter = Parameter::new("f", Kind::Choice(&["mvt", "mlt"]), F_DESCRIPTION);

/// The parameters of a route: its own, and `f` where it offers several formats.
pub fn parameters(route: &Route) -> impl Iterator<Item = &'static Parameter> + Clone {
    let f = match route.formats {
        [] | [_] => None,
        formats if formats.contains(&Format::Compact) => Some(&F_OF_VALUES),
        formats if formats.contains(&Format::Mlt) => Some(&F_OF_TILES),
        _ => Some(&F),
    };
    route.parameters.iter().chain(f)
}

/// Answers a request.
pub async fn dispatch(request: HttpRequest, worker: web::Data<Worker>) -> HttpResponse {
    let started = Instant::now();
    let in_flight = worker.in_flight();
    let server = &worker.server;
    let (counted, finished) = if !matches!(*request.method(), Method::GET | Method::HEAD) {
        (server.methods(), Ok(Arc::new(other_method(&request))))
    } else if let Some((position, values)) = paths::find(server.routes, request.match_info().as_str()) {
        (position, answer(position, values, &request, &worker).await)
    } else {
        (server.files(), file(&request, &worker).await)
    };
    let finished = finished.unwrap_or_else(|problem| Arc::new(Finished::problem(&problem, &request)));
    drop(in_flight);
    send(&request, &worker, counted, &finished, started)
}

/// What a path of no route is answered with: a file of the pages. They are few: kept replies cannot grow by them.
async fn file(request: &HttpRequest, worker: &Worker) -> Result<Arc<Finished>, Problem> {
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
        server.cache.get_or(key, server.aside(pack)).await?
    };
    let fingerprint = server.published.load().fingerprint();
    worker.remember(request, false, fingerprint, server.files(), &finished);
    Ok(finished)
}

/// What a method other than GET and HEAD is answered with: what is allowed, or a problem.
fn other_method(request: &HttpRequest) -> Finished {
    if request.method() == Method::OPTIONS {
        let wanted = Wanted { format: Format::Json, encoding: Encoding::Identity, by_accept: false };
        return Finished::new(Reply::empty(StatusCode::NO_CONTENT), wanted, String::new)
            .with(header::ACCESS_CONTROL_ALLOW_METHODS, ALLOWED)
            .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "*")
            .with(header::ACCESS_CONTROL_MAX_AGE, "86400");
    }
    let detail = format!("only {ALLOWED} are answered here");
    Finished::problem(&Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail), request)
}

async fn answer(
    position: usize,
    values: Vec<&str>,
    request: &HttpRequest,
    worker: &Worker,
) -> Result<Arc<Finished>, Problem> {
    let server = &worker.server;
    let Some(route) = server.routes.get(position).copied() else {
        return Err(Problem::not_found("there is no such route"));
    };
    let query = Query::parse(request.query_string(), parameters(route))?;
    let header = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let format = match query.text("f") {
        Some(word) => route.formats.iter().copied().find(|format| format.word() == word),
        None => negotiation::format(header(header::ACCEPT), route.formats),
    };
    let call = Call {
        published: server.published.load_full(),
        metrics: Arc::clone(&server.metrics),
        path: values.into_iter().map(str::to_owned).collect(),
        query,
        base: base_url(server.public_url.as_deref(), header(header::HOST), &server.listen),
        self_path: request.path().to_owned(),
        raw_query: request.query_string().to_owned(),
        format: format.or(route.formats.first().copied()).unwrap_or(Format::Json),
    };
    if route.formats == [Format::Stored] {
        // Not what the client likes best of all, but of what there is. Such replies are not kept at hand, where only that counts.
        let stored = call.published.archive.as_ref().map_or(Encoding::Identity, |archive| archive.packing);
        let encoding = negotiation::encoding(header(header::ACCEPT_ENCODING), stored.offered_of_stored());
        let (finished, was_kept) = server.stored(route, call, encoding).await?;
        if was_kept {
            worker.tally.kept();
        }
        return Ok(finished);
    }
    let encoding = worker.preferences(request.headers()).encoding;
    if route.tag == OPERATION {
        let wanted = Wanted::of(route, &call, encoding);
        return Server::compute(route, &call, wanted).map(Arc::new);
    }
    let (has_links, fingerprint) = (!call.format.is_tile(), call.published.fingerprint());
    let (finished, was_kept) = server.reply(route, call, encoding).await?;
    if was_kept {
        worker.tally.kept();
    }
    worker.remember(request, has_links, fingerprint, position, &finished);
    Ok(finished)
}
