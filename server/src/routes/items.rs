use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use geodata::crs::{Crs, Projection};
use geodata::formats::{GeoJsonWriter, write_feature};
use geodata::model::{Period, Round};
use geodata::query::{Collection, Columns, Cursor, ItemsQuery, SortKey, feature_position, items};
use serde_json::{Map, Value as Json, json};

use super::collections::joined_provenance;
use super::crs::{self, BBOX, BBOX_CRS, CRS};
use super::datetime::{DATETIME, Selected, selected};
use super::links::{self, GEOJSON, HTML, JSON, link};
use super::parameters::{AFTER, COLLECTION_ID, FEATURE_ID, GROUPS, PROPERTIES, ROUND, YEAR};
use super::rows::put_provenance;
use crate::feature_caches::FeatureKey;
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::{Problem, shown};
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};

const LIMIT: Parameter = Parameter::new(
    "limit",
    Kind::Limit { most: 10_000, default: 100 },
    "At most this many features, and never more than 10,000; the next link has the rest",
);
const OFFSET: Parameter = Parameter::new(
    "offset",
    Kind::Integer { min: 0, max: MOST_SKIPPED },
    "So many features are skipped first. The next link goes on behind the last feature instead, which neither skips nor repeats one",
);
/// More features than any dataset has.
const MOST_SKIPPED: u64 = 1_000_000_000;
const SORT_BY: Parameter =
    Parameter::new("sortby", Kind::Names, "Properties to sort by, - before one for largest first; then by id");
pub const ITEMS: Route = Route {
    path: "/collections/{collection}/items",
    id: "getItems",
    tag: "Features",
    summary: "Features of a layer, joined with the counts of a round and year",
    path_parameters: &[COLLECTION_ID],
    parameters: &[BBOX, BBOX_CRS, CRS, DATETIME, LIMIT, OFFSET, AFTER, ROUND, YEAR, SORT_BY, GROUPS, PROPERTIES],
    formats: &[Format::GeoJson, Format::Html],
    schema: "FeatureCollection",
    statuses: &[(404, "No such collection")],
    handler: page,
};

pub const ITEM: Route = Route {
    path: "/collections/{collection}/items/{feature}",
    id: "getItem",
    tag: "Features",
    summary: "One feature",
    path_parameters: &[COLLECTION_ID, FEATURE_ID],
    parameters: &[CRS, ROUND, YEAR, GROUPS, PROPERTIES],
    formats: &[Format::GeoJson, Format::Html],
    schema: "Feature",
    statuses: &[(404, "No such collection or feature")],
    handler: one,
};

fn page(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection) = (call.atlas(), call.collection()?);
    let Selected { round, period, is_then } = selected(call)?;
    let all_columns = Columns::new(atlas, collection, round, period)?;
    let sort = sort_keys(call, &all_columns)?;
    let after = call.query.text("after").map(|text| cursor(text, sort.len())).transpose()?;
    let limit = call.query.limit(&LIMIT);
    let offset = call.query.integer(OFFSET.name).unwrap_or(0) as usize;
    let crs = crs::crs(call, &CRS)?;
    let query = ItemsQuery { bbox: crs::query_box(call)?, sort, limit, after, offset };
    let mut page = items(atlas, collection, &all_columns, &query);
    if !is_then {
        page = geodata::query::ItemsPage { features: Vec::new(), matched: 0, next: None };
    }

    let columns = call.select(all_columns)?;
    let mut members = Map::new();
    members.insert("numberMatched".into(), page.matched.into());
    members.insert("numberReturned".into(), page.features.len().into());
    let mut links = vec![
        link("self", GEOJSON, "This page", &call.link_with(&[])),
        link("alternate", HTML, "This page for people", &call.link_with(&[("f", Some("html"))])),
        link("collection", JSON, "The collection", &call.link(&format!("/collections/{}", collection.id()))),
    ];
    if let Some(next) = &page.next {
        let after = URL_SAFE_NO_PAD.encode(next.to_json());
        let href = call.link_with(&[("after", Some(&after)), (OFFSET.name, None)]);
        links.push(link("next", GEOJSON, "The next page", &href));
    }
    let link_header = links::header(&links);
    members.insert("links".into(), links.into());
    put_provenance(&mut members, call, &joined_provenance(call, collection, round, period));
    let mut writer = GeoJsonWriter::begin(&members);
    if crs == Crs::Crs84 {
        let kept = call.published.features.get(cache_key(call, collection, round, period), atlas, &columns);
        writer.features(atlas, collection, &columns, &page.features, kept.as_deref());
    } else {
        writer.projected_features(atlas, collection, &columns, &page.features, &*Projection::to(crs)?)?;
    }
    Ok(reply(call.words().collection(collection), writer.finish(), crs).header("Link", link_header))
}

/// What the features of a page depend on.
fn cache_key(call: &Call, collection: Collection, round: &Round, period: Period) -> FeatureKey {
    FeatureKey {
        collection,
        round: round.id.clone(),
        period,
        groups: call.sorted_names(GROUPS.name),
        properties: call.sorted_names(PROPERTIES.name),
    }
}

fn one(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection, id) = (call.atlas(), call.collection()?, call.path(1));
    let feature = feature_position(atlas, collection, id)
        .ok_or_else(|| Problem::not_found(format!("there is no `{}` in {}", shown(id), collection.id())))?;
    let round = call.round()?;
    let columns = call.select(Columns::new(atlas, collection, round, call.period())?)?;
    let links = json!([
        link("self", GEOJSON, "This feature", &call.link_with(&[])),
        link("alternate", HTML, "This feature for people", &call.link_with(&[("f", Some("html"))])),
        link("collection", JSON, "The collection", &call.link(&format!("/collections/{}", collection.id()))),
    ]);
    let mut members = Map::new();
    members.insert("links".into(), links);
    put_provenance(&mut members, call, &joined_provenance(call, collection, round, call.period()));
    let members: Vec<(&str, Json)> = members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let mut out = Vec::new();
    let crs = crs::crs(call, &CRS)?;
    write_feature(&mut out, atlas, collection, &columns, feature, &members, &*Projection::to(crs)?)?;
    Ok(reply(format!("{} {id}", call.words().collection(collection)), out, crs))
}

fn reply(title: String, geojson: Vec<u8>, crs: Crs) -> Reply {
    Reply::features(title, geojson).header("Content-Crs", crs::content_crs(crs))
}

/// How many properties a client may sort by.
const MOST_SORT_KEYS: usize = 4;

fn sort_keys(call: &Call, columns: &Columns<'_>) -> Result<Vec<SortKey>, Problem> {
    let names = call.query.names("sortby").unwrap_or_default();
    if names.len() > MOST_SORT_KEYS {
        let detail = format!("`sortby` names {} properties", names.len());
        return Err(Problem::parameter("sortby", detail, format!("at most {MOST_SORT_KEYS} properties")));
    }
    names
        .iter()
        .map(|name| {
            let (name, descending) = match name.strip_prefix('-') {
                Some(name) => (name, true),
                None => (name.strip_prefix('+').unwrap_or(name).trim(), false),
            };
            let column = columns.position(name).ok_or_else(|| {
                let known: Vec<&str> = columns.columns().iter().map(|column| column.name.as_str()).collect();
                Problem::parameter("sortby", format!("there is no property `{}`", shown(name)), known.join(", "))
            })?;
            Ok(SortKey { column, descending })
        })
        .collect()
}

fn cursor(text: &str, keys: usize) -> Result<Cursor, Problem> {
    let json = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    Cursor::from_json(&json, keys).map_err(|error| {
        Problem::parameter("after", error.to_string(), "the value in the next link of the page before")
    })
}
