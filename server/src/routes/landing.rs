use std::sync::Arc;

use geodata::provenance::Provenance;
use maud::{Markup, html};
use serde_json::{Value as Json, json};
use styles::words::say;

use super::arguments::HasLanguage;
use super::embed::{self, OF_EMBEDDED_MAP};
use super::links::TILESETS_VECTOR;
use super::links::{self, CRS84, HTML, JSON, link};
use super::parameters::LANG;
use super::tiling_schemes::TILING_SCHEMES;
use crate::html::{self, PageHeader};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, PAGES, RequestContext, Route};
use crate::openapi;
use crate::served_data::ServedData;
use crate::snapshot::{DatasetList, Snapshot};
use crate::static_files::{self, WrittenMap};

pub const LANDING: Route = Route {
    method: Route::GET,
    path: "/",
    id: "getLanding",
    tag: PAGES,
    summary: "The start page; as JSON, the landing page of the OGC API",
    path_parameters: &[],
    parameters: &OF_EMBEDDED_MAP,
    formats: &[Format::Json, Format::Html],
    schema: "Landing",
    statuses: &[],
    handler: Handler::Any(landing),
};

pub const CONFORMANCE: Route = Route {
    path: "/conformance",
    parameters: &[LANG],
    id: "getConformance",
    tag: "Start",
    summary: "The standards that the server follows",
    schema: "Conformance",
    handler: Handler::Data(conformance),
    ..LANDING
};

pub const API: Route = Route {
    path: "/api",
    parameters: &[LANG],
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

/// At the address of the server its datasets are listed: beside the landing page of the default one, or alone.
fn landing(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    match call.of_data() {
        Some(of_data) => of_dataset(&of_data),
        None => of_server(call),
    }
}

fn of_server(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    let (words, title) = (call.words(), say!(call.words(), "datasets-title"));
    let list = call.datasets.as_deref().ok_or_else(|| Problem::not_found("there is no such route"))?;
    if call.format == Format::Html {
        let content = html! {
            p { (say!(words, "datasets-description")) }
            (html::datasets::list(list, &call.relative_server(), words))
        };
        return Ok(HandlerResponse::bytes(
            Format::Html,
            html::page(&title, &content, &PageHeader::of(call)).into_bytes(),
        ));
    }
    let document = json!({
        "title": title.clone(),
        "description": say!(words, "datasets-description"),
        "illustrative": list.all.iter().any(|data| data.atlas.info.illustrative),
        "datasets": datasets(call, list),
        "links": links::of_landing(call, say!(words, "link-start-page")),
        "disclaimer": Json::Null,
    });
    Ok(HandlerResponse::document(title, document))
}

/// The datasets of a server, with links to what each begins with.
fn datasets<S: HasLanguage>(call: &RequestContext<S>, list: &DatasetList) -> Vec<Json> {
    let words = call.words();
    let dataset = |data: &Arc<ServedData>| {
        let info = &data.atlas.info;
        let address = |path: &str| format!("{}/{}{path}", call.base.as_str(), info.id);
        let links = [
            link("item", JSON, say!(words, "link-dataset"), &address("/?f=json")),
            link("alternate", HTML, say!(words, "link-start-page"), &address("/?f=html")),
            link("service-desc", Format::OpenApi.media_type(), say!(words, "link-api"), &address("/api")),
            link("data", JSON, say!(words, "link-collections"), &address("/collections")),
        ];
        let bbox = data.bounds().map(|bounds| bounds.edges());
        json!({
            "id": info.id,
            "title": info.title.get(call.language()),
            "illustrative": info.illustrative,
            "extent": bbox.map(|bbox| json!({ "spatial": { "bbox": [bbox], "crs": CRS84 } })),
            "links": links,
        })
    };
    list.all.iter().map(dataset).collect()
}

fn of_dataset(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    if call.format == Format::Html {
        // Where there is no map yet the page says so itself.
        let card = embed::card(call).ok();
        let preview = card.as_ref().map(|card| card.preview.clone());
        let attributes = embed::attributes(call, &OF_EMBEDDED_MAP);
        let map = card.map(|card| WrittenMap { attributes, card: card.markup(false) });
        let (header, others) = (PageHeader::of_data(call), others(call).into_string());
        let page = static_files::start_page(call.language(), &call.relative_root(), (&header, &others), map.as_ref());
        return Ok(match preview {
            Some(preview) => preview.put_into(page),
            None => page,
        });
    }
    let of_map = || OF_EMBEDDED_MAP.iter().filter(|known| known.name != LANG.name);
    if let Some(known) = of_map().find(|known| call.query.text(known.name).is_some()) {
        let detail = format!("`{}` is of the map on the start page, which is no JSON", known.name);
        return Err(Problem::parameter(
            known.name,
            detail,
            "`f=html`, or none; `/maps/{indicator}` is the map as JSON",
        ));
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
    let mut document = json!({
        "title": atlas.info.title.get(call.language()),
        "description": say!(words, "landing-description"),
        "illustrative": atlas.info.illustrative,
        "links": links,
        "disclaimer": atlas.info.disclaimer.as_ref().map(|disclaimer| disclaimer.get(call.language())),
    });
    if let (false, Some(members)) = (atlas.info.left_out.is_empty(), document.as_object_mut()) {
        members.insert("notes".into(), words.notes(&Provenance::of_all(atlas).notes).into());
        members.insert("left_out".into(), json!(atlas.info.left_out));
    }
    if let (Some(list), Some(members)) = (&call.datasets, document.as_object_mut()) {
        members.insert("datasets".into(), datasets(call, list).into());
    }
    Ok(HandlerResponse::document(atlas.info.title.get(call.language()), document))
}

/// What the start page of one of several datasets says of them: all where the address is that of the server, otherwise where they are.
fn others(call: &RequestContext) -> Markup {
    let (words, server) = (call.words(), call.relative_server());
    let all = say!(words, "datasets-all");
    match &call.datasets {
        _ if !call.is_one_of_several => html! {},
        Some(list) => html! {
            section id="datasets" class="wide" aria-label=(all) {
                h2 { (all) }
                (html::datasets::list(list, &server, words))
            }
        },
        None => html! { p id="datasets" class="wide" { a href=(format!("{server}/?f=html")) { (all) } } },
    }
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
