//! Links between documents (RFC 8288, as OGC APIs write them).

use serde_json::{Value as Json, json};

pub const JSON: &str = "application/json";
pub const GEOJSON: &str = "application/geo+json";
pub const CSV: &str = "text/csv";
pub const HTML: &str = "text/html";
pub const SCHEMA: &str = "application/schema+json";

/// A link as JSON.
pub fn link(rel: &str, media_type: &str, title: &str, href: &str) -> Json {
    json!({ "rel": rel, "type": media_type, "title": title, "href": href })
}

/// The same links as a header, for clients that do not read the body.
pub fn header(links: &[Json]) -> String {
    let text = |link: &Json, name: &str| link.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let one = |link: &Json| {
        format!("<{}>; rel=\"{}\"; type=\"{}\"", text(link, "href"), text(link, "rel"), text(link, "type"))
    };
    links.iter().map(one).collect::<Vec<_>>().join(", ")
}
