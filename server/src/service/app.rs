//! The actix-web application of each worker thread: the middleware that every request passes, and a resource for each
//! route.
//!
//! ```text
//! deadlines            (deadlines.rs)       outermost: marks the connection as busy
//!  └ access log        (access_log.rs)      one line and one count for each response
//!     └ proxy headers  (proxy_headers.rs)   client and public address
//!        └ (authentication)                 would go here: the client is known, no cache was read yet
//!           └ hot cache (cache/hot.rs)      recent responses, by the raw request
//!              └ path  (path_decoding.rs)   percent-decoded; its dataset
//!                 └ resource (dispatch.rs)  parameters, response cache, handler of the route
//! ```
//!
//! Socket deadlines are below HTTP, in `connection.rs`. Compression and the response cache are inside the resource,
//! because their keys need checked parameters. No middleware boxes its future.

use std::future::ready;
use std::sync::Arc;

use actix_service::ServiceFactory;
use actix_utils::future::Either;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderValue;
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, Error, HttpRequest, Scope, guard};

use super::server::Server;
use super::worker::Worker;
use super::{access_log, deadlines, dispatch, path_decoding, proxy_headers};
use crate::http::api_root;
use crate::http::route::{Route, allowed};

/// The application of one worker thread.
pub fn app(
    server: &Arc<Server>,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error, InitError = ()> + use<>,
> {
    let worker = web::Data::new(Worker::new(Arc::clone(server)));
    let [outermost, logging, proxied, cached, decoding] = std::array::from_fn(|_| worker.clone());
    let routes = server.routes;
    // The last `wrap` is the outermost.
    App::new()
        .app_data(worker)
        .configure(|config| resources(config, routes))
        .service(web::scope(api_root::PATTERN).configure(|config| resources(config, routes)))
        .default_service(web::to(dispatch::no_route))
        .wrap_fn(move |request, next| path_decoding::locate(&decoding, request, next))
        .wrap_fn(move |request, next| match cached.hot_cache(&request) {
            Some(response) => Either::left(ready(Ok(request.into_response(response)))),
            None => Either::right(next.call(request)),
        })
        .wrap_fn(move |request, next| proxy_headers::read(&proxied, request, next))
        .wrap_fn(move |request, next| access_log::log(&logging, request, next))
        .wrap_fn(move |request, next| deadlines::track(&outermost, request, next))
}

/// Registers a resource for each path of the table, with a handler for each of its routes. Other methods get 405 with
/// the `Allow` header. Paths with the same first segment share a scope, so that the router tries few patterns per
/// request.
fn resources(config: &mut ServiceConfig, routes: &'static [&'static Route]) {
    let mut paths: Vec<&str> = Vec::new();
    for route in routes {
        if !paths.contains(&route.path) {
            paths.push(route.path);
        }
    }
    while let Some(&path) = paths.first() {
        let (first, _) = first_segment(path);
        let (of_scope, others): (Vec<&str>, Vec<&str>) =
            paths.into_iter().partition(|path| first_segment(path).0 == first);
        paths = others;
        if first == "/" {
            // The root matches with and without its trailing slash.
            config.service(resource("", routes, path)).service(resource("/", routes, path));
        } else {
            let add = |scope: Scope, path| scope.service(resource(first_segment(path).1, routes, path));
            config.service(of_scope.into_iter().fold(web::scope(first), add));
        }
    }
}

/// Splits a path after its first segment.
fn first_segment(path: &str) -> (&str, &str) {
    let end = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
    path.split_at(end)
}

/// The resource of all routes of a path, registered under a pattern.
fn resource(pattern: &str, routes: &'static [&'static Route], path: &str) -> actix_web::Resource {
    let of_path = || routes.iter().enumerate().filter(|(_, route)| route.path == path);
    let allowed = allowed(of_path().map(|(_, route)| route.method));
    let allowed = HeaderValue::from_str(&allowed).unwrap_or(HeaderValue::from_static(""));
    let other = move |request: HttpRequest, worker: web::Data<Worker>| {
        ready(dispatch::other_method(&request, &worker.server, allowed.clone()))
    };
    of_path()
        .fold(web::resource(pattern), |resource, (position, route)| {
            let handler = move |request: HttpRequest, worker: web::Data<Worker>| {
                dispatch::route(position, route, request, worker)
            };
            let answers = guard::fn_guard(move |request| route.answers(&request.head().method));
            resource.route(web::route().guard(answers).to(handler))
        })
        .default_service(web::to(other))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use actix_web::http::Method;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use geodata::atlas::Atlas;
    use geodata::model::{DatasetInfo, DatasetParts, Vocabulary};
    use geodata::protection::{Policy, protect};
    use geodata::tiles::SimplifiedCoverages;

    use super::super::byte_budget::ByteBudget;
    use super::super::connection::Limits;
    use super::*;
    use crate::http::parameter::{ParamType, Parameter};
    use crate::http::problem::Problem;
    use crate::http::proxies::TrustedProxies;
    use crate::http::response::{Format, HandlerResponse};
    use crate::http::route::{Handler, RequestContext};
    use crate::publications::Publications;
    use crate::served_data::ServedData;

    const READ: Route = Route {
        method: Route::GET,
        path: "/things/{thing}",
        id: "getThing",
        tag: "Things",
        summary: "A thing",
        path_parameters: &[Parameter::new("thing", ParamType::Text { max: 80 }, "Which")],
        parameters: &[],
        formats: &[Format::Text],
        schema: "",
        statuses: &[],
        handler: Handler::Data(|call| answer("read", call)),
    };
    const WRITTEN: Route =
        Route { method: &Method::PUT, id: "putThing", handler: Handler::Data(|call| answer("written", call)), ..READ };
    const OTHER: Route =
        Route { path: "/", path_parameters: &[], handler: Handler::Data(|call| answer("other", call)), ..READ };

    #[allow(clippy::unnecessary_wraps, reason = "a handler")]
    fn answer(what: &str, call: &RequestContext) -> Result<HandlerResponse, Problem> {
        Ok(HandlerResponse::bytes(Format::Text, format!("{what} {}", call.path(0)).into_bytes()))
    }

    /// What a tile is: an answer without links.
    const NAMED: Route = Route {
        path: "/named",
        path_parameters: &[],
        formats: &[Format::Mvt],
        handler: Handler::Data(|call| {
            let id = call.snapshot.atlas.info.id.clone();
            Ok(HandlerResponse::bytes(Format::Mvt, id.into_bytes()))
        }),
        ..READ
    };

    fn server() -> Arc<Server> {
        server_of(&["nothing"])
    }

    /// A server of datasets that differ by nothing but their ids.
    fn server_of(ids: &[&str]) -> Arc<Server> {
        let data = ids.iter().map(|id| (data(id), "here".to_owned())).collect();
        let patience = Duration::from_mins(1);
        let limits = Limits { request: patience, write: patience, unread: ByteBudget::new(1 << 20) };
        let proxies = TrustedProxies::new(vec!["10.0.0.0/8".parse().expect("a network")]);
        let routes: &'static [&'static Route] = &[&READ, &WRITTEN, &OTHER, &NAMED];
        let publications = Publications::of_datasets(data, None, routes).expect("datasets");
        Arc::new(Server::new(publications, routes, proxies, None, patience, 1 << 20, limits).expect("a server"))
    }

    fn data(id: &str) -> ServedData {
        let info = DatasetInfo {
            id: id.to_owned(),
            title: "Nothing".into(),
            country: String::new(),
            illustrative: false,
            illustrative_note: None,
            default_round: String::new(),
            languages: Vec::new(),
            disclaimer: None,
            basemap: None,
            boundary_edition: None,
            boundaries: geodata::model::BoundariesPolicy::default(),
            left_out: Vec::new(),
        };
        let nothing = DatasetParts {
            info,
            vocabulary: Vocabulary::default(),
            sources: Vec::new(),
            layers: Vec::new(),
            communities: Vec::new(),
            community_level: geodata::model::AdminLevel::Admin2,
            community_sources: Vec::new(),
            facilities: Vec::new(),
            facility_sources: Vec::new(),
            international_borders: geodata::model::InternationalBorders::default(),
            context: geodata::model::Context::default(),
            rounds: Vec::new(),
            counts: Vec::new(),
            stated_counts: Vec::new(),
            breakdowns: Vec::new(),
            stated_breakdowns: Vec::new(),
            services: Vec::new(),
            fingerprint: 1,
        };
        ServedData::new(Atlas::new(protect(nothing, Policy::None)), SimplifiedCoverages::default())
    }

    fn header<'a>(response: &'a ServiceResponse, name: &str) -> &'a str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    #[actix_web::test]
    async fn a_path_answers_to_the_methods_of_its_routes_and_tells_them_of_others() {
        let server = server();
        let app = init_service(app(&server)).await;
        // Twice: what was answered to one method is not remembered for another.
        for _ in 0..2 {
            for (method, status, expected) in [
                (Method::GET, 200, "read a"),
                (Method::PUT, 200, "written a"),
                (Method::HEAD, 200, ""),
                (Method::OPTIONS, 204, ""),
            ] {
                let request = TestRequest::with_uri("/things/a").method(method.clone()).to_request();
                let response = call_service(&app, request).await;
                assert_eq!(response.status().as_u16(), status, "{method}");
                let is_head = method == Method::HEAD;
                let body = read_body(response).await;
                // The body is left out by the connection.
                assert!(is_head || body == expected, "{method}: {body:?}");
            }
        }
        for (path, method, allowed) in [
            ("/things/a", Method::DELETE, "GET, HEAD, PUT, OPTIONS"),
            ("/", Method::PUT, "GET, HEAD, OPTIONS"),
            ("/no", Method::PUT, "GET, HEAD, OPTIONS"),
        ] {
            let refused = call_service(&app, TestRequest::with_uri(path).method(method).to_request()).await;
            assert_eq!((refused.status().as_u16(), header(&refused, "Allow")), (405, allowed), "{path}");
            let asked = call_service(&app, TestRequest::with_uri(path).method(Method::OPTIONS).to_request()).await;
            assert_eq!(header(&asked, "Access-Control-Allow-Methods"), allowed, "{path}");
        }
    }

    #[actix_web::test]
    async fn values_of_paths_are_decoded_once() {
        let server = server();
        let app = init_service(app(&server)).await;
        for (path, status, expected) in [
            ("/things/K%2B1", 200, "read K+1"),
            ("/things/K+1", 200, "read K+1"),
            ("/th%69ngs/%4B1", 200, "read K1"),
            ("/things/a%2Fb", 200, "read a/b"),
            ("/things/a%252Fb", 200, "read a%2Fb"),
            ("/things/%%34%31", 200, "read %41"),
            ("/things/%D0%9E%D1%88", 200, "read Ош"),
            ("/things/%FF", 404, ""),
            ("/things/", 404, ""),
            ("/things/a/b", 404, ""),
            ("/at/r1/2023/things/a", 404, ""),
            ("/nothing/things/K%2B1", 200, "read K+1"),
            ("/n%6fthing/things/a%2Fb", 200, "read a/b"),
            ("/nothing", 200, "other "),
            ("/nothing/", 200, "other "),
            ("/nothing/nothing/", 404, ""),
            ("/nothing%2Fthings/a", 404, ""),
        ] {
            let response = call_service(&app, TestRequest::with_uri(path).to_request()).await;
            assert_eq!(response.status().as_u16(), status, "{path}");
            let body = read_body(response).await;
            assert!(status != 200 || body == expected.as_bytes(), "{path}: {body:?}");
        }
    }

    #[actix_web::test]
    async fn equal_data_under_two_ids_share_no_response() {
        let server = server_of(&["one", "two"]);
        let app = init_service(app(&server)).await;
        for _ in 0..3 {
            for id in ["one", "two", "two", "one"] {
                let response = call_service(&app, TestRequest::with_uri(&format!("/{id}/named")).to_request()).await;
                assert_eq!(read_body(response).await, id.as_bytes(), "{id}");
            }
            let response = call_service(&app, TestRequest::with_uri("/named").to_request()).await;
            assert_eq!(response.status().as_u16(), 404, "none of them is the default");
        }
        let text = server.metrics.text();
        for line in [
            "kerben_requests_total{dataset=\"one\",route=\"/named\",status=\"200\"} 6",
            "kerben_cache_misses_total{dataset=\"two\"} 1",
            "kerben_requests_total{dataset=\"\",route=\"/named\",status=\"404\"} 3",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in {text}");
        }
    }

    /// Whichever step makes a response, it is counted.
    #[actix_web::test]
    async fn every_response_is_counted_once() {
        let server = server();
        let app = init_service(app(&server)).await;
        let long = ",".repeat(100_000);
        for _ in 0..3 {
            for (method, path) in [(Method::GET, "/things/a"), (Method::PUT, "/things/a"), (Method::GET, "/things/%FF")]
            {
                call_service(&app, TestRequest::with_uri(path).method(method).to_request()).await;
            }
            call_service(&app, TestRequest::with_uri("/things/a").method(Method::DELETE).to_request()).await;
            call_service(&app, TestRequest::with_uri("/").insert_header(("Accept", &*long)).to_request()).await;
        }
        let text = server.metrics.text();
        for (route, status) in [("/things/{thing}", 200), ("files", 404), ("files", 431), ("methods", 405)] {
            let counted = text.lines().filter_map(|line| {
                line.strip_prefix(&format!(
                    "kerben_requests_total{{dataset=\"nothing\",route=\"{route}\",status=\"{status}\"}} "
                ))
            });
            let expected = if status == 200 { 6 } else { 3 };
            let sum: usize = counted.filter_map(|count| count.parse::<usize>().ok()).sum();
            assert_eq!(sum, expected, "{route} {status}: {text}");
        }
        assert!(text.contains("kerben_requests_in_flight 0"), "{text}");
    }
}
