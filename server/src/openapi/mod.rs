//! The OpenAPI 3.0 document, made from the declarations of the routes, so that it says what the server does.

use geodata::model::Language;
use geodata::tiles::archives::TileKind;
use maud::html;
use serde_json::{Map, Value as Json, json};

use crate::html::{self, PageHeader};
use crate::http::parameter::Parameter;
use crate::http::problem::PROBLEM_JSON;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{BASEMAP, INSIDE, PAGES, RequestContext, Route};
use crate::service::dispatch::parameters;
use crate::snapshot::Snapshot;
use crate::vocabulary;

/// What holds for all paths.
const ABOUT: &str = "Maps and answers from mobility tracking. Coordinates are longitude, latitude (CRS84). Errors are problem documents \
    (RFC 9457); an unknown parameter is an error, except on pages. Every path also exists below /{dataset}, the id of a \
    dataset of the server, and below /at/{round}/{year} (a year, or window: all that the round counts, with its stocks) there: that is an API root of its own for clients that take no parameters. Everything below it is about that round and year, its links stay \
    below it, and `round` and `year` must not contradict it.";

const SCHEMAS: &str = include_str!("schemas.json");

/// The document as a reply, in the format that the client prefers.
pub fn reply(routes: &[&Route], call: &RequestContext<Snapshot>) -> HandlerResponse {
    let document = document(routes, call);
    if call.format == Format::Html {
        return HandlerResponse::bytes(
            Format::Html,
            page(&document, &PageHeader::of(call).in_language(Language::ENGLISH)).into_bytes(),
        );
    }
    HandlerResponse::document("API", document)
}

/// The document for the server at the address of a call.
fn document(routes: &[&Route], call: &RequestContext<Snapshot>) -> Json {
    let mut paths = Map::new();
    let has_basemap = call.snapshot.archive().is_some();
    let is_there = |route: &&&Route| route.answers_from(&call.snapshot.served);
    for route in
        routes.iter().filter(is_there).filter(|route| route.tag != INSIDE && (route.tag != BASEMAP || has_basemap))
    {
        let operations = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(operations) = operations.as_object_mut() {
            operations.insert(route.method.as_str().to_ascii_lowercase(), operation(route, call));
        }
    }
    let schemas: Json = serde_json::from_str(SCHEMAS).unwrap_or_default();
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Kerben",
            "version": env!("CARGO_PKG_VERSION"),
            "description": format!("{}. {ABOUT}", call.snapshot.title()),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        // Where nobody knows its address, it is where the document is.
        "servers": [{ "url": Some(call.link("")).filter(|url| !url.is_empty()).unwrap_or_else(|| "/".to_owned()) }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn operation(route: &Route, call: &RequestContext<Snapshot>) -> Json {
    let in_path = route.path_parameters.iter().map(|parameter| describe(parameter, "path", call));
    let in_query = parameters(route).map(|parameter| match route.tag {
        PAGES if parameter.name != "f" => describe_of_page(parameter, call),
        _ => describe(parameter, "query", call),
    });
    let mut responses = Map::new();
    responses.insert("200".into(), success(route));
    responses.insert("304".into(), json!({ "description": "Not modified since the entity tag of If-None-Match" }));
    responses.insert("400".into(), problem(route, "A parameter is unknown, malformed, or asks for what is not there"));
    for (status, meaning) in route.statuses {
        let response = if *status < 400 { json!({ "description": meaning }) } else { problem(route, meaning) };
        responses.insert(status.to_string(), response);
    }
    responses.insert("429".into(), problem(route, "Too many requests of this address wait to be computed"));
    responses.insert("431".into(), problem(route, "The address and the headers of the request are too long"));
    responses.insert("503".into(), problem(route, "Too many requests at once"));
    json!({
        "operationId": route.id,
        "tags": [route.tag],
        "summary": route.summary,
        "parameters": in_path.chain(in_query).collect::<Vec<Json>>(),
        "responses": responses,
    })
}

fn success(route: &Route) -> Json {
    let mut content = Map::new();
    for format in route.formats {
        if *format == Format::Precompressed {
            let binary = json!({ "schema": { "type": "string", "format": "binary" } });
            content.extend(TileKind::ALL.map(|kind| (kind.media_type().to_owned(), binary.clone())));
            continue;
        }
        let schema = match format {
            // One media type for two formats: the one schema is that of both.
            Format::Json if route.formats.contains(&Format::Compact) => {
                json!({ "oneOf": [reference(route.schema), reference(&format!("Compact{}", route.schema))] })
            }
            Format::Compact => continue,
            // Beside a document of its own, the same as features.
            Format::GeoJson if route.formats.contains(&Format::Json) => reference("FeatureCollection"),
            Format::Json | Format::GeoJson | Format::OpenApi | Format::JsonSchema => reference(route.schema),
            Format::Style => reference("Style"),
            Format::Mvt | Format::Mlt | Format::Glyphs | Format::Png | Format::Pdf | Format::Xlsx | Format::Zip => {
                json!({ "type": "string", "format": "binary" })
            }
            _ => json!({ "type": "string" }),
        };
        content.insert(format.media_type().to_owned(), json!({ "schema": schema }));
    }
    json!({ "description": route.summary, "content": content })
}

fn reference(schema: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

/// Also as a page, where there are pages: `f` and the Accept header choose the format of errors, too.
fn problem(route: &Route, meaning: &str) -> Json {
    let mut content = Map::new();
    content.insert(PROBLEM_JSON.to_owned(), json!({ "schema": reference("Problem") }));
    if route.formats.contains(&Format::Html) {
        content.insert(Format::Html.media_type().to_owned(), json!({ "schema": { "type": "string" } }));
    }
    json!({ "description": meaning, "content": content })
}

fn describe(parameter: &Parameter, place: &str, call: &RequestContext<Snapshot>) -> Json {
    let mut schema = parameter.schema();
    if let Some(data) = call.snapshot.data()
        && let Some(words) = vocabulary::words(parameter, &data.atlas)
    {
        // Of a list each item is a word.
        let of_word = if schema.get("items").is_some() { schema.get_mut("items") } else { Some(&mut schema) };
        if let Some(members) = of_word.and_then(Json::as_object_mut) {
            members.insert("enum".into(), words.into());
        }
    }
    let mut description = json!({
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "description": parameter.description,
        "schema": schema,
    });
    // A value is one text, a list joined by commas. OGC API Features wants it said of parameters that are no lists, too.
    if place == "query"
        && let Some(members) = description.as_object_mut()
    {
        members.insert("style".into(), "form".into());
        members.insert("explode".into(), false.into());
    }
    description
}

/// A page takes any text: what it does not understand it leaves out.
fn describe_of_page(parameter: &Parameter, call: &RequestContext<Snapshot>) -> Json {
    let mut description = describe(parameter, "query", call);
    let accepted = accepts(description.get("schema").unwrap_or(&Json::Null));
    if let Some(members) = description.as_object_mut() {
        let words =
            format!("{} ({accepted}). What is not understood is left out, and the page says so", parameter.description);
        members.insert("description".into(), words.into());
        members.insert("schema".into(), json!({ "type": "string" }));
    }
    description
}

/// The document as a page: what can be asked, by chapter.
fn page(document: &Json, header: &PageHeader) -> String {
    let empty = Map::new();
    let paths = document.get("paths").and_then(Json::as_object).unwrap_or(&empty);
    let text = |json: &Json, name: &str| json.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let operations = paths.iter().flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let content = html! {
        p { "Every address answers to GET. Add " code { "f=html" } " for a page, " code { "f=json" } " for data. The machine-readable form is " a href=(format!("{}/api?f=json", header.root)) { "OpenAPI 3.0" } "." }
        @for (path, method, operation) in operations {
            h2 { @if method != "get" { (method.to_uppercase()) " " } code { (path) } }
            p { (text(operation, "summary")) }
            @if let Some(Json::Array(parameters)) = operation.get("parameters") {
                @if !parameters.is_empty() {
                    div class="table" tabindex="0" role="region" aria-label=(format!("Parameters of {path}")) {
                        table {
                            thead { tr { th scope="col" { "Parameter" } th scope="col" { "Accepts" } th scope="col" { "Meaning" } } }
                            tbody {
                                @for parameter in parameters {
                                    tr {
                                        td { code { (text(parameter, "name")) } @if parameter.get("required") == Some(&Json::Bool(true)) { " (required)" } }
                                        td { (accepts(parameter.get("schema").unwrap_or(&Json::Null))) }
                                        td { (text(parameter, "description")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    html::page("API", &content, header)
}

fn accepts(schema: &Json) -> String {
    if let Some(words) = schema.get("enum").and_then(Json::as_array) {
        return words.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ");
    }
    let kind = schema.get("type").and_then(Json::as_str).unwrap_or("year or word");
    match (schema.get("minimum"), schema.get("maximum")) {
        (Some(low), Some(high)) => format!("{kind}, {low} to {high}"),
        _ => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::{ARCHIVE_ROUTES, ROUTES};

    #[test]
    fn every_schema_that_a_route_names_is_there() {
        let schemas: Json = serde_json::from_str(SCHEMAS).expect("JSON");
        for route in ROUTES.iter().chain(ARCHIVE_ROUTES).filter(|route| !route.schema.is_empty()) {
            assert!(schemas.get(route.schema).is_some(), "{} names {}", route.path, route.schema);
        }
    }
}
