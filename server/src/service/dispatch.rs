//! Handles routed requests: checks the parameters of a route and responds from the cache or its handler, with a static
//! file, or with a problem document.

use std::sync::Arc;

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpRequest, HttpResponse, web};
use geodata::atlas::Atlas;

use super::cache::{self, CacheOutcome, Computed};
use super::rendered_response::{RenderedResponse, Representation};
use super::respond::{self, send, send_stream};
use super::server::{Response, Server};
use super::target::Target;
use super::worker::Worker;
use crate::encoding::Encoding;
use crate::html::PageLinks;
use crate::http::api_root::ApiRoot;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::http::headers;
use crate::http::metrics::Counted;
use crate::http::negotiation;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::paths;
use crate::http::problem::Problem;
use crate::http::query::{self, Query};
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{EMBEDDING, Handler, INSIDE, OPERATION, PAGES, RequestContext, Route};
use crate::snapshot::Served;
use crate::static_files;
use crate::vocabulary;

/// Methods allowed for static files.
const ALLOWED_OF_FILES: &str = "GET, HEAD, OPTIONS";

const F_DESCRIPTION: &str = "Format; without it the Accept header decides";
/// The parameter `f`, which chooses among the formats of a route.
static F: Parameter = Parameter::new("f", ParamType::Enum(&["json", "html"]), F_DESCRIPTION);
static F_OF_FEATURES: Parameter = Parameter::new("f", ParamType::Enum(&["json", "geojson", "html"]), F_DESCRIPTION);
static F_OF_ITEMS: Parameter = Parameter::new("f", ParamType::Enum(&["json", "geojson", "html", "csv"]), F_DESCRIPTION);
static F_OF_TABLES: Parameter = Parameter::new("f", ParamType::Enum(&["json", "html", "csv"]), F_DESCRIPTION);
static F_OF_VALUES: Parameter =
    Parameter::new("f", ParamType::Enum(&["json", "html", "compact", "csv", "xlsx", "geojson"]), F_DESCRIPTION);
static F_OF_MAPS: Parameter = Parameter::new("f", ParamType::Enum(&["json", "html", "style"]), F_DESCRIPTION);
static LANG: Parameter = Parameter::new(
    "lang",
    ParamType::Word,
    "Language of titles, descriptions and notes, one of the dataset's; its main language without it, and for a text that is not in it. Of a page: \
     the one that the browser prefers",
);
static F_OF_TILES: Parameter = Parameter::new("f", ParamType::Enum(&["mvt", "mlt"]), F_DESCRIPTION);

/// The parameters of a route, including `f` if it has several formats, and `lang` if it has pages: whoever reads one chooses its language.
pub fn parameters(route: &Route) -> impl Iterator<Item = &'static Parameter> + Clone {
    let f = match route.formats {
        [] | [_] => None,
        formats if formats.contains(&Format::Compact) => Some(&F_OF_VALUES),
        formats if formats.contains(&Format::Style) => Some(&F_OF_MAPS),
        formats if formats.contains(&Format::Mlt) => Some(&F_OF_TILES),
        formats if formats.contains(&Format::Csv) && formats.contains(&Format::GeoJson) => Some(&F_OF_ITEMS),
        formats if formats.contains(&Format::Csv) => Some(&F_OF_TABLES),
        formats if formats.contains(&Format::GeoJson) => Some(&F_OF_FEATURES),
        _ => Some(&F),
    };
    let is_of_data = !matches!(route.handler, Handler::Archive(_));
    let has_language = route.parameters.iter().any(|parameter| parameter.name == LANG.name);
    let lang = (is_of_data && !has_language && route.formats.contains(&Format::Html)).then_some(&LANG);
    route.parameters.iter().chain(f).chain(lang)
}

/// What a request leads to; or the response, where its path names a round or year that is not there.
fn target<'r>(request: &'r HttpRequest, server: &Server) -> Result<Target<'r>, Box<HttpResponse>> {
    let of_dataset = Target::of(request, server);
    let refused = |problem| refused(&problem, request, server, server.files(), &of_dataset).into();
    of_dataset.at_round().map_err(refused)
}

/// Whether a round of another dataset is asked for, as `dataset/round`.
fn names_another_dataset(query: &Query) -> bool {
    ["a", "b"].iter().any(|name| query.text(name).is_some_and(|round| round.contains('/')))
}

/// Handles a request for a route; `position` is its index in the table.
pub async fn route(
    position: usize,
    route: &'static Route,
    request: HttpRequest,
    worker: web::Data<Worker>,
) -> HttpResponse {
    let server = &worker.server;
    let target = match target(&request, server) {
        Ok(target) => target,
        Err(refused) => return *refused,
    };
    let counted = Counted { route: position, dataset: target.dataset };
    match answer((position, route), &target, &request, &worker).await {
        Ok(Response::Rendered(rendered)) => send(&request, server, counted, &rendered),
        Ok(Response::Stream(stream)) => send_stream(&request, server, counted, stream),
        Err(problem) => refused(&problem, &request, server, position, &target),
    }
}

/// Handles a request that matches no route: sends a static file or a problem.
pub async fn no_route(request: HttpRequest, worker: web::Data<Worker>) -> HttpResponse {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return other_method(&request, &worker.server, HeaderValue::from_static(ALLOWED_OF_FILES));
    }
    let server = &worker.server;
    let target = match target(&request, server) {
        Ok(target) => target,
        Err(refused) => return *refused,
    };
    let counted = Counted { route: server.files(), dataset: target.dataset };
    match file(&target, &request, &worker).await {
        Ok(rendered) => send(&request, server, counted, &rendered),
        Err(problem) => refused(&problem, &request, server, server.files(), &target),
    }
}

/// Handles a request whose path is not valid UTF-8.
pub fn nothing_there(request: &HttpRequest, server: &Server) -> HttpResponse {
    let target = Target::of(request, server);
    refused(&target.nothing_at(request), request, server, server.files(), &target)
}

/// Handles a method that no route of the path accepts: OPTIONS gets the allowed methods, others get 405.
pub fn other_method(request: &HttpRequest, server: &Server, allowed: HeaderValue) -> HttpResponse {
    let target = Target::of(request, server);
    let rendered = if request.method() == Method::OPTIONS {
        let representation = Representation { format: Format::Json, encoding: Encoding::Identity, by_accept: false };
        RenderedResponse::new(HandlerResponse::empty(StatusCode::NO_CONTENT), representation, PageLinks::default)
            .with(header::ACCESS_CONTROL_ALLOW_METHODS, allowed)
            .with(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("*"))
            .with(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"))
    } else {
        let detail = format!("only {} are answered here", allowed.to_str().unwrap_or_default());
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
        respond::problem(&problem, request, server, &target).with(header::ALLOW, allowed)
    };
    send(request, server, Counted { route: server.methods(), dataset: target.dataset }, &rendered)
}

/// Sends a problem in the client's preferred format, counted under the route at a position.
fn refused(
    problem: &Problem,
    request: &HttpRequest,
    server: &Server,
    route: usize,
    target: &Target<'_>,
) -> HttpResponse {
    let counted = Counted { route, dataset: target.dataset };
    send(request, server, counted, &respond::problem(problem, request, server, target))
}

/// Responds with a static file. There are few of them, so they cannot flood the cache.
async fn file(target: &Target<'_>, request: &HttpRequest, worker: &Worker) -> Result<Arc<RenderedResponse>, Problem> {
    let (server, path, dataset) = (&worker.server, target.rest, target.dataset);
    if !static_files::has_file(path) {
        return Err(target.nothing_at(request));
    }
    let encoding = negotiation::encoding_of(request.headers());
    let key = (cache::file(path), encoding);
    let rendered = if let Some(cached) = server.cache.get(key).await {
        server.metrics.cache_hit(dataset);
        cached
    } else {
        let path = path.to_owned();
        let compress = move || {
            let file =
                static_files::file(&path).ok_or_else(|| Problem::not_found(format!("there is nothing at {path}")))?;
            let representation = Representation { format: Format::Html, encoding, by_accept: false };
            Ok(Computed::from(RenderedResponse::new(file, representation, PageLinks::default)))
        };
        match server.cache.get_or_compute(key, server.offload(Client::of(request), compress)).await? {
            CacheOutcome::Rendered(file) => file,
            CacheOutcome::Stream(_) | CacheOutcome::StreamTaken => return Err(target.nothing_at(request)),
        }
    };
    let counted = Counted { route: server.files(), dataset };
    worker.remember(request, false, server.publications.fingerprint(dataset), counted, &rendered);
    Ok(rendered)
}

/// Responds with a route, given with its position.
async fn answer(
    (position, route): (usize, &'static Route),
    target: &Target<'_>,
    request: &HttpRequest,
    worker: &Worker,
) -> Result<Response, Problem> {
    let server = &worker.server;
    let Target { dataset, snapshot, root, rest } = target;
    if !route.answers_from(&snapshot.served) {
        return Err(target.nothing_at(request));
    }
    let accept = headers::text(request.headers(), &header::ACCEPT);
    let atlas = snapshot.data().map(|data| &*data.atlas);
    let (mut query, format) = read(route, request.query_string(), root, accept.as_deref(), atlas)?;
    // Where the address of a page names no language, the browser does.
    let is_by_reader = format == Format::Html && query.text("lang").is_none();
    if let (true, Some(atlas)) = (is_by_reader, atlas)
        && parameters(route).any(|parameter| parameter.name == "lang")
    {
        let accepted = headers::text(request.headers(), &header::ACCEPT_LANGUAGE);
        let chosen = negotiation::language(accepted.as_deref(), &atlas.info.languages_by_rank());
        let chosen = chosen.filter(|language| *language != atlas.info.main_language());
        query.set("lang", chosen.map(|language| language.code().to_owned()));
    }
    if rest.is_empty() && format == Format::Html {
        return Ok(Response::Rendered(Arc::new(with_last_slash(request))));
    }
    // Ignored parameters must not create entries in the hot cache.
    let has_noise = query.is_incomplete();
    let values = route.path_parameters.iter().map(|parameter| paths::value(request.match_info().query(parameter.name)));
    let is_of_server =
        !root.names_dataset() && root.at().is_none() && (*rest == "/" || matches!(route.tag, OPERATION | EMBEDDING));
    let datasets = match &snapshot.served {
        Served::Data(_) => {
            (is_of_server || names_another_dataset(&query)).then(|| Arc::new(server.publications.list()))
        }
        Served::Datasets(list) => Some(Arc::clone(list)),
        Served::Archive(_) => None,
    };
    // What is about all datasets changes with each of them.
    let is_about_all = datasets.is_some();
    let call = RequestContext {
        datasets,
        is_one_of_several: server.publications.are_several(),
        query,
        base: BaseUrl::of(server.public_url.as_deref(), request),
        root: root.clone(),
        format,
        client: Client::of(request),
        frame_ancestors: server.frame_ancestors.clone(),
        ..RequestContext::of(
            route,
            Arc::clone(snapshot),
            Arc::clone(&server.metrics),
            values.collect(),
            Query::default(),
        )
    };
    if route.formats == [Format::Precompressed] {
        // Negotiates among the stored encoding and plain bytes, not among all encodings. The hot cache negotiates
        // among all, so these responses stay out of it.
        let stored = call.snapshot.archive().map_or(Encoding::Identity, |archive| archive.encoding);
        let accepted = headers::text(request.headers(), &header::ACCEPT_ENCODING);
        let encoding = negotiation::encoding(accepted.as_deref(), stored.offered_of_precompressed());
        let (rendered, was_cached) = server.respond_from_archive(route, *dataset, call, encoding).await?;
        if was_cached {
            server.metrics.cache_hit(*dataset);
        }
        return Ok(Response::Rendered(rendered));
    }
    let encoding = negotiation::encoding_of(request.headers());
    if route.tag == OPERATION {
        let representation = Representation::of(route, &call, encoding);
        return match Server::render(route, &call, representation)? {
            Computed::Rendered(response) => Ok(Response::Rendered(Arc::new(*response))),
            Computed::Stream(_) => Err(Problem::not_found("there is no such route")),
        };
    }
    let (has_links, fingerprint) = (!call.format.is_tile(), call.snapshot.fingerprint());
    let (answer, was_cached) = server.respond(route, *dataset, call, encoding).await?;
    if was_cached {
        server.metrics.cache_hit(*dataset);
    }
    if let Response::Rendered(rendered) = &answer
        && !has_noise
        && !is_by_reader
        && !is_about_all
    {
        let counted = Counted { route: position, dataset: *dataset };
        worker.remember(request, has_links, fingerprint, counted, rendered);
    }
    Ok(answer)
}

/// The parameters and format of a request: strict for the API, lenient for pages.
fn read(
    route: &Route,
    raw: &str,
    root: &ApiRoot,
    accept: Option<&str>,
    atlas: Option<&Atlas>,
) -> Result<(Query, Format), Problem> {
    // A page that is a page in any case has what its address asks for.
    let is_always_page = route.formats == [Format::Html];
    if matches!(route.tag, PAGES | INSIDE) && !is_always_page {
        let mut page = Query::lenient(raw, parameters(route));
        vocabulary::mend(&mut page, &parameters(route), (root, atlas));
        if format(route, &page, accept) == Ok(Format::Html) {
            return Ok((page, Format::Html));
        }
    }
    let undeclared = |query: &Query| vocabulary::undeclared(query, parameters(route), atlas?);
    let query = if matches!(route.tag, INSIDE | EMBEDDING) || is_always_page {
        let mut query = Query::lenient(raw, parameters(route));
        vocabulary::mend(&mut query, &parameters(route), (root, atlas));
        query
    } else {
        let query = Query::parse(raw, parameters(route)).and_then(|query| match undeclared(&query) {
            Some(parameter) => Err(query::not_accepted(parameter, query.text(parameter.name).unwrap_or_default())),
            None => Ok(query),
        });
        let query = query.map_err(|problem| vocabulary::offer(problem, parameters(route), atlas))?;
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
        (formats, Some(word)) => Format::named(word, formats),
        (formats, None) => Some(negotiation::format(accept, formats).ok_or_else(|| not_acceptable(formats))?),
    };
    Ok(format.unwrap_or(Format::Json))
}

/// What a page is answered with whose relative links need a slash at the end of its address.
fn with_last_slash(request: &HttpRequest) -> RenderedResponse {
    let path = request.uri().path();
    let last = path.rsplit('/').next().unwrap_or_default();
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    let response = HandlerResponse::empty(StatusCode::MOVED_PERMANENTLY).header("Location", format!("{last}/{query}"));
    let representation = Representation { format: Format::Html, encoding: Encoding::Identity, by_accept: true };
    RenderedResponse::new(response, representation, PageLinks::default)
}

fn not_acceptable(formats: &[Format]) -> Problem {
    let offered: Vec<&str> = formats.iter().map(|format| format.media_type()).collect();
    let detail = "the Accept header names nothing that is offered here; `f` chooses a format, too";
    Problem { accepted: Some(offered.join(", ")), ..Problem::new(StatusCode::NOT_ACCEPTABLE, detail) }
}
