use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use geodata::atlas::Atlas;
use geodata::crs::{Crs, Projection};
use geodata::formats::{CsvWriter, GeoJsonFeatures, write_feature, write_features};
use geodata::model::{Period, Round};
use geodata::provenance::Provenance;
use geodata::query::{
    Collection, Cursor, FeatureSelection, Items, ItemsError, ItemsRequest, SortBy, feature_position, items,
};
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::arguments::other_edition;
use super::crs::{self, BBOX, BBOX_CRS, CRS};
use super::datetime::{DATETIME, Selected, selected};
use super::links::{self, CSV, GEOJSON, HTML, JSON, link};
use super::parameters::{AFTER, COLLECTION_ID, FEATURE_ID, GROUPS, PROPERTIES, ROUND, YEAR};
use super::rows::put_provenance;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::{Problem, truncated};
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const LIMIT: Parameter = Parameter::new(
    "limit",
    ParamType::Limit { max: 10_000, default: 100 },
    "At most this many features, and never more than 10,000; the next link has the rest",
);
const OFFSET: Parameter = Parameter::new(
    "offset",
    ParamType::Integer { min: 0, max: MOST_SKIPPED },
    "So many features are skipped first. The next link goes on behind the last feature instead, which neither skips nor repeats one",
);
/// More features than any dataset has.
const MOST_SKIPPED: u64 = 1_000_000_000;
const SORT_BY: Parameter =
    Parameter::new("sortby", ParamType::Names, "Properties to sort by, - before one for largest first; then by id");
pub const ITEMS: Route = Route {
    method: Route::GET,
    path: "/collections/{collection}/items",
    id: "getItems",
    tag: "Features",
    summary: "Features of a layer, joined with the counts of a round and year",
    path_parameters: &[COLLECTION_ID],
    parameters: &[BBOX, BBOX_CRS, CRS, DATETIME, LIMIT, OFFSET, AFTER, ROUND, YEAR, SORT_BY, GROUPS, PROPERTIES],
    formats: &[Format::GeoJson, Format::Html, Format::Csv],
    schema: "FeatureCollection",
    statuses: &[(404, "No such collection")],
    handler: Handler::Data(page),
};

pub const ITEM: Route = Route {
    method: Route::GET,
    path: "/collections/{collection}/items/{feature}",
    id: "getItem",
    tag: "Features",
    summary: "One feature",
    path_parameters: &[COLLECTION_ID, FEATURE_ID],
    parameters: &[CRS, ROUND, YEAR, GROUPS, PROPERTIES],
    formats: &[Format::GeoJson, Format::Html],
    schema: "Feature",
    statuses: &[(404, "No such collection or feature")],
    handler: Handler::Data(one),
};

/// What a page is asked for, and in which system.
fn request(call: &RequestContext) -> Result<(ItemsRequest, Crs), Problem> {
    let Selected { round, period, is_then } = selected(call)?;
    let sort = sort_keys(call)?;
    let after = call.query.text("after").map(|text| cursor(text, sort.len())).transpose()?;
    let request = ItemsRequest {
        selection: selection(call, call.collection()?, round, period),
        is_in_time: is_then,
        bbox: crs::query_box(call)?,
        sort,
        limit: call.query.limit(&LIMIT),
        after,
        offset: call.query.integer(OFFSET.name).unwrap_or(0) as usize,
    };
    Ok((request, crs::crs(call, &CRS)?))
}

fn selection(call: &RequestContext, collection: Collection, round: &Round, period: Period) -> FeatureSelection {
    FeatureSelection {
        collection,
        round: round.id.clone(),
        period,
        groups: call.sorted_names(GROUPS.name),
        properties: call.sorted_names(PROPERTIES.name),
    }
}

/// What must be said of features, and what they rest on.
fn provenance(atlas: &Atlas, selection: &FeatureSelection) -> Provenance {
    let mut provenance = Provenance::of_collection(atlas, selection.collection);
    if let Some(round) = atlas.round(&selection.round.0) {
        provenance.joined(atlas, selection.collection, (round, selection.period), selection.groups.as_deref());
    }
    provenance
}

fn page(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, words, (request, crs)) = (call.atlas(), call.words(), request(call)?);
    let (selection, collection) = (&request.selection, request.selection.collection);
    let Items { columns, page } = items(atlas, &request)?;
    let projection = Projection::to(crs)?;
    let as_csv = call.format == Format::Csv;
    let own = if as_csv { CSV } else { GEOJSON };
    let mut links = vec![
        link("self", own, say!(words, "link-page"), &call.link_with(&[])),
        link("alternate", HTML, say!(words, "link-page-as-page"), &call.link_with(&[("f", Some("html"))])),
    ];
    links.push(if as_csv {
        link("alternate", GEOJSON, say!(words, "link-page-as-geojson"), &call.link_with(&[("f", Some("json"))]))
    } else {
        link("alternate", CSV, say!(words, "link-page-as-csv"), &call.link_with(&[("f", Some("csv"))]))
    });
    links.push(link_to(call, collection));
    if let Some(next) = &page.next {
        let after = URL_SAFE_NO_PAD.encode(next.to_json());
        let href = call.link_with(&[("after", Some(&after)), (OFFSET.name, None)]);
        links.push(link("next", own, say!(words, "link-next-page"), &href));
    }
    let link_header = links::header(&links);
    let reply = if as_csv {
        let mut writer = CsvWriter::new(atlas, collection, &columns, &projection);
        HandlerResponse::bytes(Format::Csv, write_features(&mut writer, &page.features)?)
    } else {
        let mut members = Map::new();
        members.insert("numberMatched".into(), page.matched.into());
        members.insert("numberReturned".into(), page.features.len().into());
        members.insert("links".into(), links.into());
        put_provenance(&mut members, call, &provenance(atlas, selection));
        let cache = if crs == Crs::Crs84 { call.snapshot.features.get(selection, atlas, &columns) } else { None };
        let writer = GeoJsonFeatures::new(atlas, collection, &columns, &projection, &members);
        let geojson = write_features(&mut writer.cached(cache.as_deref()), &page.features)?;
        HandlerResponse::features(words.collection(collection), geojson)
    };
    Ok(reply.header("Content-Crs", crs::content_crs(crs)).header("Link", link_header))
}

fn link_to(call: &RequestContext, collection: Collection) -> Json {
    let address = call.link(&format!("/collections/{}", collection.id()));
    link("collection", JSON, say!(call.words(), "link-collection"), &address)
}

fn one(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, collection, id) = (call.atlas(), call.collection()?, call.path(1));
    let feature = feature_position(atlas, collection, id).ok_or_else(|| {
        let elsewhere = other_edition(atlas, id).unwrap_or_default();
        Problem::not_found(format!("there is no `{}` in {}{elsewhere}", truncated(id), collection.id()))
    })?;
    let round = call.round()?;
    let selection = selection(call, collection, round, call.period());
    let columns = selection.columns(atlas)?;
    let words = call.words();
    let links = json!([
        link("self", GEOJSON, say!(words, "link-feature"), &call.link_with(&[])),
        link("alternate", HTML, say!(words, "link-feature-as-page"), &call.link_with(&[("f", Some("html"))])),
        link_to(call, collection),
    ]);
    let mut members = Map::new();
    members.insert("links".into(), links);
    put_provenance(&mut members, call, &provenance(atlas, &selection));
    let members: Vec<(&str, Json)> = members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let mut out = Vec::new();
    let crs = crs::crs(call, &CRS)?;
    write_feature(&mut out, atlas, collection, &columns, feature, &members, &*Projection::to(crs)?)?;
    let title = say!(words, "answer-feature", collection = words.collection(collection), id = id);
    Ok(HandlerResponse::features(title, out).header("Content-Crs", crs::content_crs(crs)))
}

/// How many properties a client may sort by.
const MOST_SORT_KEYS: usize = 4;

fn sort_keys(call: &RequestContext) -> Result<Vec<SortBy>, Problem> {
    let names = call.query.names("sortby").unwrap_or_default();
    if names.len() > MOST_SORT_KEYS {
        let detail = format!("`sortby` names {} properties", names.len());
        return Err(Problem::parameter("sortby", detail, format!("at most {MOST_SORT_KEYS} properties")));
    }
    let key = |name: &String| {
        let (column, descending) = match name.strip_prefix('-') {
            Some(column) => (column, true),
            None => (name.strip_prefix('+').unwrap_or(name).trim(), false),
        };
        SortBy { column: column.to_owned(), descending }
    };
    Ok(names.iter().map(key).collect())
}

impl From<ItemsError> for Problem {
    fn from(error: ItemsError) -> Self {
        match error {
            ItemsError::Columns(error) => error.into(),
            ItemsError::UnknownSortColumn { name, known } => {
                Self::parameter("sortby", format!("there is no property `{}`", truncated(&name)), known.join(", "))
            }
        }
    }
}

fn cursor(text: &str, keys: usize) -> Result<Cursor, Problem> {
    let json = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    Cursor::from_json(&json, keys).map_err(|error| {
        Problem::parameter("after", error.to_string(), "the value in the next link of the page before")
    })
}
