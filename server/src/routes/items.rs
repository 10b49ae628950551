use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use geodata::formats::{GeoJsonWriter, write_feature};
use geodata::query::{Collection, Columns, Cursor, ItemsQuery, SortKey, feature_position, items};
use serde_json::{Map, Value as Json, json};

use super::collections::provenance;
use super::parameters::{AFTER, BBOX, COLLECTION_ID, FEATURE_ID, PROPERTIES, ROUND, YEAR};
use super::rows::put_provenance;
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};

const LIMIT: Parameter = Parameter::new(
    "limit",
    Kind::Integer { min: 1, max: 10_000, default: Some(100) },
    "At most this many features; the next link has the rest",
);
const SORT_BY: Parameter =
    Parameter::new("sortby", Kind::Names, "Properties to sort by, - before one for largest first; then by id");
const DATETIME: Parameter = Parameter::new(
    "datetime",
    Kind::Text { max: 128 },
    "An instant or interval (RFC 3339, .. for an open end): features of rounds that were collected then",
);

pub const ITEMS: Route = Route {
    path: "/collections/{collection}/items",
    id: "getItems",
    tag: "Features",
    summary: "Features of a layer, joined with the counts of a round and year",
    path_parameters: &[COLLECTION_ID],
    parameters: &[BBOX, DATETIME, LIMIT, AFTER, ROUND, YEAR, SORT_BY, PROPERTIES],
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
    parameters: &[ROUND, YEAR, PROPERTIES],
    formats: &[Format::GeoJson, Format::Html],
    schema: "Feature",
    statuses: &[(404, "No such collection or feature")],
    handler: one,
};

fn columns<'a>(call: &'a Call, collection: Collection) -> Result<Columns<'a>, Problem> {
    Ok(Columns::new(call.atlas(), collection, call.round()?, call.period())?)
}

fn select<'a>(call: &Call, columns: Columns<'a>) -> Result<Columns<'a>, Problem> {
    Ok(match call.query.names("properties") {
        Some(names) => columns.select(&names)?,
        None => columns,
    })
}

fn page(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection) = (call.atlas(), call.collection()?);
    let all_columns = columns(call, collection)?;
    let sort = sort_keys(call, &all_columns)?;
    let after = call.query.text("after").map(|text| cursor(text, sort.len())).transpose()?;
    let limit = call.query.integer("limit").unwrap_or(100) as usize;
    let matches_time = datetime_matches(call)?;
    let query = ItemsQuery { bbox: call.bbox(), sort, limit, after };
    let mut page = items(atlas, collection, &all_columns, &query);
    if !matches_time {
        page = geodata::query::ItemsPage { features: Vec::new(), matched: 0, next: None };
    }

    let columns = select(call, all_columns)?;
    let mut members = Map::new();
    members.insert("numberMatched".into(), page.matched.into());
    members.insert("numberReturned".into(), page.features.len().into());
    let mut links = vec![
        link("self", "application/geo+json", "This page", call.link_with(&[])),
        link("alternate", "text/html", "This page for people", call.link_with(&[("f", Some("html"))])),
        link(
            "collection",
            "application/json",
            "The collection",
            call.link(&format!("/collections/{}", collection.id())),
        ),
    ];
    if let Some(next) = &page.next {
        let after = URL_SAFE_NO_PAD.encode(next.to_json());
        let href = call.link_with(&[("after", Some(&after))]);
        links.push(link("next", "application/geo+json", "The next page", href));
    }
    let headers: Vec<String> = links.iter().filter_map(link_header).collect();
    members.insert("links".into(), links.into());
    put_provenance(&mut members, atlas, with_round(call, collection)?);
    let mut writer = GeoJsonWriter::begin(&members);
    for feature in &page.features {
        writer.feature(atlas, collection, &columns, *feature);
    }
    Ok(Reply::features(collection.title(), writer.finish()).header("Link", headers.join(", ")))
}

fn one(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection, id) = (call.atlas(), call.collection()?, call.path(1));
    let feature = feature_position(atlas, collection, id)
        .ok_or_else(|| Problem::not_found(format!("there is no `{id}` in {}", collection.id())))?;
    let columns = select(call, columns(call, collection)?)?;
    let links = json!([
        link("self", "application/geo+json", "This feature", call.link_with(&[])),
        link("alternate", "text/html", "This feature for people", call.link_with(&[("f", Some("html"))])),
        link(
            "collection",
            "application/json",
            "The collection",
            call.link(&format!("/collections/{}", collection.id()))
        ),
    ]);
    let mut members = Map::new();
    members.insert("links".into(), links);
    put_provenance(&mut members, atlas, with_round(call, collection)?);
    let members: Vec<(&str, Json)> = members.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let mut out = Vec::new();
    write_feature(&mut out, atlas, collection, &columns, feature, &members);
    Ok(Reply::features(format!("{} {id}", collection.title()), out))
}

fn with_round(call: &Call, collection: Collection) -> Result<geodata::provenance::Provenance, Problem> {
    let (atlas, round, mut provenance) = (call.atlas(), call.round()?, provenance(call, collection));
    if collection.place_level().is_some() {
        for coverage in &round.groups {
            provenance.counts(atlas, round, coverage.group, Some(call.period()));
        }
    }
    Ok(provenance)
}

fn link(rel: &str, media_type: &str, title: &str, href: String) -> Json {
    json!({ "rel": rel, "type": media_type, "title": title, "href": href })
}

/// A link as a header (RFC 8288), for clients that do not read the body.
fn link_header(link: &Json) -> Option<String> {
    let (href, rel) = (link.get("href")?.as_str()?, link.get("rel")?.as_str()?);
    let media_type = link.get("type")?.as_str()?;
    Some(format!("<{href}>; rel=\"{rel}\"; type=\"{media_type}\""))
}

fn sort_keys(call: &Call, columns: &Columns<'_>) -> Result<Vec<SortKey>, Problem> {
    let names = call.query.names("sortby").unwrap_or_default();
    names
        .iter()
        .map(|name| {
            let (name, descending) = match name.strip_prefix('-') {
                Some(name) => (name, true),
                None => (name.strip_prefix('+').unwrap_or(name).trim(), false),
            };
            let column = columns.position(name).ok_or_else(|| {
                let known: Vec<&str> = columns.columns().iter().map(|column| column.name.as_str()).collect();
                Problem::parameter("sortby", format!("there is no property `{name}`"), known.join(", "))
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

/// Whether the round was collected within `datetime` (OGC API Features Part 1, section 7.15.4). Every feature of an answer belongs to
/// the same round, so either all of them match or none.
fn datetime_matches(call: &Call) -> Result<bool, Problem> {
    let Some(text) = call.query.text("datetime") else { return Ok(true) };
    let problem = || {
        Problem::parameter(
            "datetime",
            format!("`datetime` does not accept `{}`", text.chars().take(80).collect::<String>()),
            "a date, a date and time with offset (2024-02-01T00:00:00Z), or two of them with / between, .. for an open end",
        )
    };
    let (start, end) = match text.split_once('/') {
        Some((start, end)) => (start, end),
        None => (text, text),
    };
    let (start, end) = (bound(start).ok_or_else(problem)?, bound(end).ok_or_else(problem)?);
    let open_instant = !text.contains('/') && start.is_none();
    let reversed = matches!((start, end), (Some(start), Some(end)) if start > end);
    if open_instant || reversed {
        return Err(problem());
    }
    let [first, last] = &call.round()?.collected;
    Ok(start.is_none_or(|start| start <= last.as_str()) && end.is_none_or(|end| end >= first.as_str()))
}

/// One end of an interval: a day, or open.
fn bound(text: &str) -> Option<Option<&str>> {
    if matches!(text, "" | "..") { Some(None) } else { day(text).map(Some) }
}

/// The day of a date or a date with time; days compare as text.
fn day(text: &str) -> Option<&str> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let in_range = |text: &str, low: u8, high: u8| {
        digits(text, 2) && text.parse::<u8>().is_ok_and(|number| (low..=high).contains(&number))
    };
    let date_valid = parts.next().is_none() && digits(year, 4) && in_range(month, 1, 12) && in_range(day, 1, 31);
    let time_valid = time.is_none_or(|time| {
        let clock = time.strip_suffix(['Z', 'z']).or_else(|| {
            let at = time.rfind(['+', '-'])?;
            let (clock, offset) = time.split_at(at);
            let (hours, minutes) = offset.get(1..)?.split_once(':')?;
            (in_range(hours, 0, 23) && in_range(minutes, 0, 59)).then_some(clock)
        });
        clock.is_some_and(|clock| {
            let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(c, f)| (c, Some(f)));
            let fields: Vec<&str> = clock.split(':').collect();
            let fraction_valid = fraction.is_none_or(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()));
            matches!(fields.as_slice(), [h, m, s] if in_range(h, 0, 23) && in_range(m, 0, 59) && in_range(s, 0, 60))
                && fraction_valid
        })
    });
    (date_valid && time_valid).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn dates_and_times_of_rfc_3339_are_read_to_the_day() {
        for good in ["2024-02-01", "2024-02-01T10:00:00Z", "2024-02-01T10:00:00.5+06:00", "2024-02-01t23:59:60z"] {
            assert_eq!(day(good), Some("2024-02-01"), "{good}");
        }
        for bad in ["2024", "2024-13-01", "2024-02-32", "2024-02-01T10:00", "2024-02-01T10:00:00", "24-02-01", "x"] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }
}
