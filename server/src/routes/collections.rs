use geodata::model::{BoundaryStatus, CodeKind, Period};
use geodata::provenance::Provenance;
use geodata::query::Collection;
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::crs;
use super::links::{CRS84, CSV, GEOJSON, HTML, JSON, SCHEMA, TILESETS_VECTOR, link};
use super::parameters::COLLECTION_ID;
use super::rounds;
use super::rows::put_provenance;
use crate::html::lists;
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const SCHEMA_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/schema";
const QUERYABLES_REL: &str = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

pub const COLLECTIONS: Route = Route {
    method: Route::GET,
    path: "/collections",
    id: "getCollections",
    tag: "Features",
    summary: "The layers: admin units and assessed communities",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Collections",
    statuses: &[],
    handler: Handler::Data(list),
};

pub const COLLECTION: Route = Route {
    method: Route::GET,
    path: "/collections/{collection}",
    id: "getCollection",
    tag: "Features",
    summary: "One layer: extent, links, sources",
    path_parameters: &[COLLECTION_ID],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Collection",
    statuses: &[(404, "No such collection")],
    handler: Handler::Data(one),
};

fn list(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let words = call.words();
    let collections: Vec<Json> =
        Collection::of(call.atlas()).into_iter().map(|collection| describe(call, collection)).collect();
    let mut document = json!({
        "title": call.atlas().info.title.get(call.language()),
        "crs": crs::listed(),
        "collections": collections,
        "links": [
            link("self", JSON, say!(words, "link-document"), &call.link("/collections")),
            link("alternate", HTML, say!(words, "link-document-as-page"), &call.link("/collections?f=html")),
        ],
    });
    if let (Some(members), Some(edition)) = (document.as_object_mut(), rounds::boundary_edition(call)) {
        members.insert("boundary_edition".into(), edition);
    }
    if call.format == Format::Html {
        return Ok(lists::collections(call, &document));
    }
    Ok(HandlerResponse::document(say!(words, "answer-collections"), document))
}

fn one(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let collection = call.collection()?;
    let document = describe(call, collection);
    if call.format == Format::Html {
        return Ok(lists::collection(call, collection, &document));
    }
    Ok(HandlerResponse::document(call.words().collection(collection), document))
}

fn describe(call: &RequestContext, collection: Collection) -> Json {
    let (atlas, id, words) = (call.atlas(), collection.id(), call.words());
    let mut document = Map::new();
    document.insert("id".into(), id.into());
    document.insert("title".into(), words.collection(collection).into());
    document.insert("description".into(), description(call, collection).into());
    document.insert("itemType".into(), "feature".into());
    document.insert("itemCount".into(), collection.len(atlas).into());
    // P-codes are what is expected, and are not named.
    if let Collection::Admin(level) = collection
        && let codes = atlas.codes_of(level)
        && codes != CodeKind::default()
    {
        document.insert("codes".into(), codes.id().into());
    }
    let mut extent = Map::new();
    if let Some(bounds) = collection.bounds(atlas) {
        extent.insert(
            "spatial".into(),
            // West above east where it crosses the antimeridian (OGC API Features 1.0, section 7.14.2).
            json!({ "bbox": [bounds.edges()], "crs": CRS84 }),
        );
    }
    if let Some([first, last]) = days(call) {
        extent.insert(
            "temporal".into(),
            json!({
                "interval": [[format!("{first}T00:00:00Z"), format!("{last}T23:59:59Z")]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            }),
        );
    }
    document.insert("extent".into(), extent.into());
    document.insert("crs".into(), crs::listed().into());
    document.insert("storageCrs".into(), CRS84.into());
    let path = format!("/collections/{id}");
    let links = [
        link("self", JSON, say!(words, "link-own-collection"), &call.link(&path)),
        link("alternate", HTML, say!(words, "link-own-collection-as-page"), &call.link(&format!("{path}?f=html"))),
        link("items", GEOJSON, say!(words, "link-features"), &call.link(&format!("{path}/items"))),
        link("items", CSV, say!(words, "link-features-as-csv"), &call.link(&format!("{path}/items?f=csv"))),
        link("items", HTML, say!(words, "link-features-as-page"), &call.link(&format!("{path}/items?f=html"))),
        link(
            TILESETS_VECTOR,
            JSON,
            say!(words, "link-tiles-of-collection"),
            &call.link(&format!("{path}/tiles?f=json")),
        ),
        link(SCHEMA_REL, SCHEMA, say!(words, "link-schema"), &call.link(&format!("{path}/schema"))),
        link(SCHEMA_REL, HTML, say!(words, "link-schema-as-page"), &call.link(&format!("{path}/schema?f=html"))),
        // GDAL looks here for the types of properties.
        link("describedby", SCHEMA, say!(words, "link-schema"), &call.link(&format!("{path}/schema"))),
        link(QUERYABLES_REL, SCHEMA, say!(words, "link-queryables"), &call.link(&format!("{path}/queryables"))),
        link("related", JSON, say!(words, "link-tile-json-of-collection"), &call.link(&format!("/tiles/{id}.json"))),
    ];
    document.insert("links".into(), json!(links));
    put_provenance(&mut document, call, &Provenance::of_collection(atlas, collection));
    document.into()
}

fn description(call: &RequestContext, collection: Collection) -> String {
    let atlas = call.atlas();
    let layer = match collection {
        Collection::Admin(level) => atlas.layer(level),
        Collection::Communities | Collection::Facilities | Collection::InternationalBorders => None,
    };
    let boundaries = layer.map_or(BoundaryStatus::Official, |layer| layer.boundaries);
    call.words().collection_description(collection, boundaries, atlas.info.illustrative)
}

/// First and last day of what features say, over all rounds.
fn days(call: &RequestContext) -> Option<[String; 2]> {
    let days = || call.atlas().rounds.iter().map(|round| round.days(Period::Window));
    Some([days().map(|[first, _]| first).min()?, days().map(|[_, last]| last).max()?])
}
