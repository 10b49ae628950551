//! Renders any JSON document as an HTML page with headings, tables and links.

pub mod card;
pub mod card_height;
pub mod datasets;
mod header;
pub mod lists;
pub mod own_language;
pub mod preview;
mod problem;

use std::borrow::Cow;
use std::sync::LazyLock;

use geojson::{Feature, GeoJson, GeometryValue};
use maud::{DOCTYPE, Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value as Json};
use styles::words::say;

pub use header::PageHeader;
pub use problem::problem;

/// The icon, inlined as a data URL.
static ICON: LazyLock<String> = LazyLock::new(|| {
    let svg = utf8_percent_encode(include_str!("../../web/src/icons/favicon.svg"), NON_ALPHANUMERIC);
    format!("data:image/svg+xml,{svg}")
});

/// The links of a page.
#[derive(Clone, Debug, Default)]
pub struct PageLinks {
    pub header: PageHeader,
    /// The absolute root that links in documents begin with. It is wrong for readers if a proxy strips a path prefix
    /// without telling the server.
    pub absolute_root: String,
    /// The same document as JSON.
    pub data: String,
}

impl PageLinks {
    /// Converts a URL in a document to a link of the page: its target and its text.
    fn link<'a>(&self, address: &'a str) -> (Cow<'a, str>, &'a str) {
        let below = address.strip_prefix(&self.absolute_root).filter(|below| below.starts_with('/'));
        match below.filter(|_| self.header.root != self.absolute_root) {
            Some(below) => (format!("{}{below}", self.header.root).into(), below),
            None => (address.into(), address),
        }
    }
}

/// Wraps content into a page.
pub fn page(title: &str, content: &Markup, header: &PageHeader) -> String {
    let (root, words) = (&header.root, header.words());
    html! {
        (DOCTYPE)
        html lang=(say!(words, "language-code")) dir=(words.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                link rel="icon" href=(*ICON);
                link rel="stylesheet" href=(format!("{root}/site.css"));
                link rel="stylesheet" href=(format!("{root}/data.css"));
                title { (say!(words, "document-window-title", title = title)) }
            }
            body {
                (header.markup(None))
                (header.links_to_documents())
                main class="wide" { h1 { (header.mark(title)) } (content) }
            }
        }
    }
    .into_string()
}

/// Renders a document: notes first, then facts, links and tables.
pub fn document(title: &str, json: &Json, links: &PageLinks) -> String {
    page(
        title,
        &html! { (object_page(json, links)) p { a href=(links.link(&links.data).0) { (say!(links.header.words(), "document-as-data")) } } },
        &links.header,
    )
}

/// Renders GeoJSON as a table with a row per feature.
pub fn features(title: &str, geojson: &[u8], links: &PageLinks) -> String {
    let members = match serde_json::from_slice(geojson) {
        Ok(GeoJson::FeatureCollection(collection)) => {
            let mut members = collection.foreign_members.unwrap_or_default();
            let rows: Vec<Json> = collection.features.into_iter().map(feature_row).collect();
            if !rows.is_empty() {
                members.insert("features".into(), rows.into());
            }
            members
        }
        Ok(GeoJson::Feature(feature)) => {
            let mut members = Map::new();
            members.extend(feature.id.and_then(|id| Some(("id".to_owned(), serde_json::to_value(id).ok()?))));
            members.extend(feature.foreign_members.unwrap_or_default());
            members.insert("properties".into(), feature.properties.into());
            members
        }
        _ => return page(title, &html! {}, &links.header),
    };
    document(title, &Json::Object(members), links)
}

/// The properties of a feature, with the coordinates of a point.
fn feature_row(feature: Feature) -> Json {
    let mut row = feature.properties.unwrap_or_default();
    if let Some(GeometryValue::Point { coordinates }) = feature.geometry.map(|geometry| geometry.value) {
        let numbers = coordinates.as_slice().iter().map(|number| Json::from(*number).to_string());
        row.insert("coordinates".into(), numbers.collect::<Vec<_>>().join(", ").into());
    }
    row.into()
}

fn object_page(json: &Json, page: &PageLinks) -> Markup {
    let Json::Object(members) = json else { return value(json, page) };
    let words = page.header.words();
    let notes = strings(members.get("notes"));
    let links: Vec<&Json> = members.get("links").and_then(Json::as_array).into_iter().flatten().collect();
    let is_table = |value: &&Json| value.as_array().is_some_and(|items| items.iter().any(Json::is_object));
    let apart = ["notes", "links", "sources", "style", "disclaimer"];
    let (tables, facts): (Vec<_>, Vec<_>) =
        members.iter().filter(|(name, _)| !apart.contains(&name.as_str())).partition(|(_, value)| is_table(value));
    html! {
        @if !notes.is_empty() {
            ul class="notes" { @for note in &notes { li { (page.header.mark(note)) } } }
        }
        @if !facts.is_empty() {
            dl { @for (name, content) in &facts { dt { (name) } dd { (member(members, name, content, page)) } } }
        }
        (link_list(&links, page))
        @for (name, content) in &tables {
            h2 { (name) }
            (table(content, &format!("{}: {name}", say!(words, "document-table")), page))
        }
        @if let Some(Json::Array(sources)) = members.get("sources") {
            h2 { (say!(words, "document-sources")) }
            ul { @for source in sources { li { (source_line(source, page)) } } }
        }
        @if let Some(Json::String(disclaimer)) = members.get("disclaimer") {
            p class="disclaimer" { (page.header.mark(disclaimer)) }
        }
    }
}

fn source_line(source: &Json, page: &PageLinks) -> Markup {
    let text = |name: &str| source.get(name).and_then(Json::as_str);
    html! {
        (text("citation").unwrap_or_default())
        @if let Some(licence) = text("licence") { " " (say!(page.header.words(), "document-licence", licence = licence)) }
        @if let Some(url) = text("url") { " " a href=(url) { (url) } }
        @let notes = strings(source.get("notes"));
        @if !notes.is_empty() {
            ul { @for note in &notes { li { (page.header.mark(note)) } } }
        }
    }
}

fn link_list(links: &[&Json], page: &PageLinks) -> Markup {
    let text = |link: &Json, name: &str| link.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    html! {
        @if !links.is_empty() {
            ul class="links" {
                @for link in links {
                    @let (rel, title, href) = (text(link, "rel"), text(link, "title"), text(link, "href"));
                    @if rel != "self" && !(rel == "alternate" && text(link, "type") == "text/html") {
                        @if link.get("templated") == Some(&Json::Bool(true)) {
                            li { (title) ": " code { (href) } }
                        } @else {
                            li { a href=(page.link(&href).0) rel=[(rel == "next").then_some("next")] { @if title.is_empty() { (rel) } @else { (title) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Renders objects as a table whose columns are their members.
fn table(rows: &Json, label: &str, page: &PageLinks) -> Markup {
    let rows: Vec<&Map<String, Json>> = rows.as_array().into_iter().flatten().filter_map(Json::as_object).collect();
    let mut names: Vec<&String> = Vec::new();
    for row in &rows {
        for name in row.keys() {
            if !names.contains(&name) && name != "style" {
                names.push(name);
            }
        }
    }
    html! {
        div class="table" tabindex="0" role="region" aria-label=(label) {
            table class="rows" {
                thead { tr { @for name in &names { th scope="col" { (name) } } } }
                tbody {
                    @for row in &rows {
                        tr {
                            @for name in &names {
                                @let cell = row.get(*name).unwrap_or(&Json::Null);
                                td class=[cell.is_number().then_some("number")] data-name=(name) { div { (member(row, name, cell, page)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A member of an object. One that is null says so as its status does.
fn member(of: &Map<String, Json>, name: &str, json: &Json, page: &PageLinks) -> Markup {
    if json.is_null() && is_suppressed(of, name) {
        return html! { span class="none" { (say!(page.header.words(), "page-suppressed")) } };
    }
    match json {
        // The bands of a row: what makes the row suppressed makes them.
        Json::Object(parts) if has_suppressed_parts(of) && !parts.contains_key("href") => html! {
            dl { @for (name, content) in parts { dt { (name) } dd { (member(of, name, content, page)) } } }
        },
        _ => value(json, page),
    }
}

/// Whether a null is a number that is withheld, by the status beside it.
fn is_suppressed(of: &Map<String, Json>, name: &str) -> bool {
    let says = |status: &str| of.get(status).and_then(Json::as_str) == Some("suppressed");
    let of_service = || name.strip_suffix("_km").or_else(|| name.strip_suffix("_band")).is_some_and(says);
    (name == "value" && says("status")) || says(&format!("{name}_status")) || of_service() || has_suppressed_parts(of)
}

/// Whether numbers of a unit are null because of what is withheld of some of its communities.
fn has_suppressed_parts(of: &Map<String, Json>) -> bool {
    let suppressed = of.get("communities_suppressed").and_then(Json::as_u64);
    of.contains_key("pcode") && suppressed.is_some_and(|count| count > 0)
}

fn value(json: &Json, page: &PageLinks) -> Markup {
    let words = page.header.words();
    match json {
        Json::Null => html! { span class="none" { (say!(words, "document-none")) } },
        Json::Bool(true) => html! { (say!(words, "document-yes")) },
        Json::Bool(false) => html! { (say!(words, "document-no")) },
        Json::Number(number) => html! { (number) },
        // A URL template is not a link.
        Json::String(text) if text.contains('{') => html! { code { (text) } },
        Json::String(text) if text.starts_with("http://") || text.starts_with("https://") => {
            let (href, words) = page.link(text);
            html! { a href=(href) { (words) } }
        }
        Json::String(text) => page.header.mark(text),
        Json::Array(items) if items.iter().any(Json::is_object) => html! {
            ul { @for item in items { li { (value(item, page)) } } }
        },
        Json::Array(items) => html! {
            @for (position, item) in items.iter().enumerate() { @if position > 0 { ", " } (value(item, page)) }
        },
        Json::Object(members) if members.contains_key("href") => link_list(&[json], page),
        Json::Object(members) => html! {
            dl { @for (name, content) in members { dt { (name) } dd { (member(members, name, content, page)) } } }
        },
    }
}

fn strings(json: Option<&Json>) -> Vec<&str> {
    json.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn suppressed_numbers_are_no_missing_ones() {
        for (members, name, expected) in [
            (json!({ "value": null, "status": "suppressed" }), "value", true),
            (json!({ "value": null, "status": "no_data" }), "value", false),
            (json!({ "households": null, "households_status": "suppressed" }), "households", true),
            (json!({ "households": null, "households_status": "no_data" }), "households", false),
            (json!({ "hospital": "suppressed", "hospital_band": null }), "hospital_band", true),
            (json!({ "hospital": "available", "hospital_band": null }), "hospital_band", false),
            (
                json!({ "pcode": "ZZ", "communities_suppressed": 1, "households_lacking": null }),
                "households_lacking",
                true,
            ),
            (json!({ "communities_suppressed": 1, "beyond_km": null }), "beyond_km", false),
        ] {
            let of = members.as_object().expect("an object");
            assert_eq!(is_suppressed(of, name), expected, "{members}");
        }
    }

    #[test]
    fn text_that_runs_from_right_to_left_has_its_own_direction() {
        let page = document("دمشق", &json!({ "name": "حلب", "title": "Alep" }), &PageLinks::default());
        assert!(page.contains("<h1><bdi>دمشق</bdi></h1>") && page.contains("<bdi>حلب</bdi>"), "{page}");
        let sentence = document("Total: \u{2068}حلب\u{2069}", &json!({}), &PageLinks::default());
        assert!(!sentence.contains("<bdi>"), "a sentence has the direction of the page: {sentence}");
        assert!(page.contains("Alep") && !page.contains("<bdi>Alep"), "{page}");
    }
}
