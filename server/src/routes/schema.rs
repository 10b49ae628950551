//! What features say, as JSON Schema 2020-12: the logical schema of a collection (OGC API Features Part 5), and what can be asked about
//! (queryables of Part 3).

use geodata::model::Period;
use geodata::query::{CellKind, Collection, Column, Columns};
use serde_json::{Map, Value as Json, json};
use styles::words::{Words, say};

use super::parameters::{COLLECTION_ID, ROUND};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

pub const SCHEMA_OF_FEATURES: Route = Route {
    method: Route::GET,
    path: "/collections/{collection}/schema",
    id: "getSchema",
    tag: "Features",
    summary: "What the features of a layer say: types, units, what may be missing",
    path_parameters: &[COLLECTION_ID],
    parameters: &[ROUND],
    formats: &[Format::JsonSchema, Format::Html],
    schema: "JsonSchema",
    statuses: &[(404, "No such collection")],
    handler: Handler::Data(schema),
};

pub const QUERYABLES: Route = Route {
    path: "/collections/{collection}/queryables",
    id: "getQueryables",
    summary: "What features can be asked for by: `sortby` takes each property, `bbox` the geometry",
    handler: Handler::Data(queryables),
    ..SCHEMA_OF_FEATURES
};

/// The member that has the geometry of a feature.
const GEOMETRY: &str = "geometry";

fn schema(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (collection, columns) = columns(call)?;
    let words = call.words();
    let title = say!(words, "answer-schema", collection = words.collection(collection));
    if call.format == Format::Html {
        return Ok(page(call, title, collection, &columns));
    }
    let mut document = document(call, &title, "schema", collection, &columns);
    document.insert("allOf".into(), json!([geojson(words, &columns)]));
    Ok(HandlerResponse::document(title, document.into()))
}

fn queryables(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (collection, columns) = columns(call)?;
    let words = call.words();
    let title = say!(words, "answer-queryables", collection = words.collection(collection));
    if call.format == Format::Html {
        return Ok(page(call, title, collection, &columns));
    }
    let mut document = document(call, &title, "queryables", collection, &columns);
    document.insert("additionalProperties".into(), false.into());
    Ok(HandlerResponse::document(title, document.into()))
}

fn columns(call: &RequestContext) -> Result<(Collection, Columns<'_>), Problem> {
    // The columns of every period are the same.
    let collection = call.collection()?;
    Ok((collection, Columns::new(call.atlas(), collection, call.round()?, Period::Window)?))
}

fn document(
    call: &RequestContext,
    title: &str,
    what: &str,
    collection: Collection,
    columns: &Columns<'_>,
) -> Map<String, Json> {
    let mut properties: Map<String, Json> =
        columns.columns().iter().map(|column| (column.name.clone(), property(call.words(), column))).collect();
    properties.insert(GEOMETRY.into(), geometry(call, collection));
    let mut document = Map::new();
    document.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
    document.insert("$id".into(), call.link(&format!("/collections/{}/{what}", collection.id())).into());
    document.insert("title".into(), title.into());
    document.insert("type".into(), "object".into());
    document.insert("properties".into(), properties.into());
    document
}

fn property(words: Words, column: &Column) -> Json {
    let mut property = Map::new();
    property.insert("title".into(), words.column_title(&column.meaning).into());
    property.insert("description".into(), words.column(&column.meaning).into());
    let kind = kind(column);
    let null = (!column.is_always_there).then_some(Json::Null);
    property.insert("type".into(), if null.is_some() { json!([kind, "null"]) } else { kind.into() });
    if !column.words.is_empty() {
        let words = column.words.iter().map(|word| word.as_str().into());
        property.insert("enum".into(), words.chain(null).collect());
    }
    if column.kind == CellKind::Int {
        property.insert("minimum".into(), 0.into());
    }
    if let Some(unit) = column.unit {
        property.insert("x-ogc-unit".into(), unit.into());
    }
    if column.is_key() {
        property.insert("x-ogc-role".into(), "id".into());
    }
    property.into()
}

fn kind(column: &Column) -> &'static str {
    match column.kind {
        CellKind::Text => "string",
        CellKind::Int => "integer",
        CellKind::Float => "number",
        CellKind::Bool => "boolean",
    }
}

fn geometry(call: &RequestContext, collection: Collection) -> Json {
    let words = call.words();
    let (format, description) = match collection {
        Collection::Communities if call.atlas().communities_without_point() > 0 => {
            ("geometry-point", say!(words, "schema-place-or-none"))
        }
        Collection::Admin(_) => ("geometry-polygon-or-multipolygon", say!(words, "schema-area")),
        Collection::Communities | Collection::Facilities => ("geometry-point", say!(words, "schema-place")),
        Collection::InternationalBorders => ("geometry-linestring-or-multilinestring", say!(words, "schema-line")),
    };
    json!({
        "title": say!(words, "schema-geometry"),
        "description": description,
        "format": format,
        "x-ogc-role": "primary-geometry",
    })
}

/// The same properties where GeoJSON has them: inside its member `properties`. This is where GDAL looks for types, and it reads no lists of
/// types; so the type here is that of a value which is there, and a null stands for none. GeoJSON's own `id` says what
/// a property of that name says.
fn geojson(words: Words, columns: &Columns<'_>) -> Json {
    let of_geojson = columns.columns().iter().filter(|column| column.name != "id");
    let properties: Map<String, Json> =
        of_geojson.map(|column| (column.name.clone(), json!({ "type": kind(column) }))).collect();
    json!({
        "description": say!(words, "schema-in-geojson"),
        "type": "object",
        "properties": { "properties": { "type": "object", "properties": properties } },
    })
}

/// The schema for people.
fn page(call: &RequestContext, title: String, collection: Collection, columns: &Columns<'_>) -> HandlerResponse {
    let words = call.words();
    let rows = columns.columns().iter().map(|column| {
        json!({
            "property": column.name,
            "title": words.column_title(&column.meaning),
            "type": kind(column),
            "unit": column.unit.unwrap_or_default(),
            "values": column.words.join(", "),
            (say!(words, "schema-may-be-missing")): !column.is_always_there,
            "description": words.column(&column.meaning),
        })
    });
    let geometry = json!({ "property": GEOMETRY, "description": geometry(call, collection)["description"] });
    let rows: Vec<Json> = rows.chain([geometry]).collect();
    HandlerResponse::document(title, json!({ "collection": collection.id(), "properties": rows }))
}
