use serde_json::{Value as Json, json};
use styles::words::say;

use super::links::TILESETS_VECTOR;
use super::links::{self, HTML, JSON, link};
use super::tiling_schemes::TILING_SCHEMES;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, PAGES, RequestContext, Route};
use crate::{openapi, static_files};

pub const LANDING: Route = Route {
    method: Route::GET,
    path: "/",
    id: "getLanding",
    tag: PAGES,
    summary: "The start page; as JSON, the landing page of the OGC API",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Landing",
    statuses: &[],
    handler: Handler::Data(landing),
};

pub const CONFORMANCE: Route = Route {
    path: "/conformance",
    id: "getConformance",
    tag: "Start",
    summary: "The standards that the server follows",
    schema: "Conformance",
    handler: Handler::Data(conformance),
    ..LANDING
};

pub const API: Route = Route {
    path: "/api",
    id: "getApi",
    tag: "Start",
    summary: "This document",
    formats: &[Format::OpenApi, Format::Html],
    schema: "OpenApi",
    handler: Handler::Any(|call| Ok(openapi::reply(super::ROUTES, call))),
    ..LANDING
};

/// The classes of the standards whose requirements hold here.
const CONFORMS_TO: &[&str] = &[
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/tilesetmetadata",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixsetlimits",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilesetmetadata",
];

fn landing(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    if call.format == Format::Html {
        return Ok(static_files::page("index.html", call.language()));
    }
    let (atlas, words) = (call.atlas(), call.words());
    let link = |rel: &str, path: &str, media_type: &str, title: String| link(rel, media_type, title, &call.link(path));
    let further = [
        link("conformance", "/conformance", JSON, say!(words, "link-conformance")),
        link("data", "/collections", JSON, say!(words, "link-collections")),
        link("http://www.opengis.net/def/rel/ogc/1.0/data", "/collections", JSON, say!(words, "link-collections")),
        link(TILESETS_VECTOR, "/tiles?f=json", JSON, say!(words, "link-tiles-of-dataset")),
        link(TILING_SCHEMES, "/tileMatrixSets?f=json", JSON, say!(words, "link-tile-matrix-sets")),
        link("related", "/rounds", JSON, say!(words, "link-rounds")),
        link("related", "/indicators", JSON, say!(words, "link-indicators")),
        link("related", "/services", JSON, say!(words, "link-services")),
        link("related", "/sources", JSON, say!(words, "link-sources")),
    ];
    let links: Vec<Json> = links::of_landing(call, say!(words, "link-start-page")).into_iter().chain(further).collect();
    let document = json!({
        "title": atlas.info.title,
        "description": say!(words, "landing-description"),
        "illustrative": atlas.info.illustrative,
        "links": links,
        "disclaimer": atlas.info.disclaimer,
    });
    Ok(HandlerResponse::document(atlas.info.title.clone(), document))
}

fn conformance(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let words = call.words();
    let links = [
        link("self", JSON, say!(words, "link-document"), &call.link("/conformance")),
        link("alternate", HTML, say!(words, "link-document-as-page"), &call.link("/conformance?f=html")),
    ];
    Ok(HandlerResponse::document(
        say!(words, "answer-conformance"),
        json!({ "conformsTo": CONFORMS_TO, "links": links }),
    ))
}
