//! Links between documents (RFC 8288, as OGC APIs write them).

use serde_json::{Value as Json, json};
use styles::words::say;

use super::arguments::HasLanguage;
use crate::http::response::Format;
use crate::http::route::RequestContext;

pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";
pub const CSV: &str = "text/csv";
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const HTML: &str = "text/html";
pub const SCHEMA: &str = "application/schema+json";
/// The reference system of coordinates, longitude first.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// The relation of a link to a list of sets of vector tiles.
pub const TILESETS_VECTOR: &str = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";

/// A link as JSON.
pub fn link(rel: &str, media_type: &str, title: String, href: &str) -> Json {
    json!({ "rel": rel, "type": media_type, "title": Json::String(title), "href": href })
}

/// The links that every landing page begins with: to itself, and to the description of the API.
pub fn of_landing<S: HasLanguage>(call: &RequestContext<S>, page_title: String) -> [Json; 4] {
    let words = call.words();
    [
        link("self", JSON, say!(words, "link-document"), &call.link("/?f=json")),
        link("alternate", HTML, page_title, &call.link("/?f=html")),
        link("service-desc", Format::OpenApi.media_type(), say!(words, "link-api"), &call.link("/api")),
        link("service-doc", HTML, say!(words, "link-api-as-page"), &call.link("/api?f=html")),
    ]
}

/// The same links as a header, for clients that do not read the body.
pub fn header(links: &[Json]) -> String {
    let text = |link: &Json, name: &str| link.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let one = |link: &Json| {
        format!("<{}>; rel=\"{}\"; type=\"{}\"", text(link, "href"), text(link, "rel"), text(link, "type"))
    };
    links.iter().map(one).collect::<Vec<_>>().join(", ")
}
