//! The communities that lack a service. A long page of them is streamed; as a page for people it is shorter, and the next link has the rest.

use std::sync::Arc;

use geodata::access::{UnderservedCommunity, UnderservedQuery, underserved_communities};
use geodata::model::{Distance, Service, Value};
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, json};
use styles::words::say;

use super::links::{CSV, GEOJSON, link};
use super::parameters::{AFTER, BBOX, INCLUSIVE, LANG, ROUND, SERVICE_ID, WITHIN};
use super::rows::put_provenance;
use super::services_asked::{ALSO, MATCH, MIN_HOUSEHOLDS, NAME, ServicesAsked, named};
use super::underserved_rows::{RowsOf, RowsWriter};
use crate::http::chunks::Chunks;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const LIMIT: Parameter = Parameter::new(
    "limit",
    ParamType::Limit { max: 1_000_000, default: 1000 },
    "At most this many communities, and in a page for people never more than 2,000; the next link has the rest",
);
/// More communities than these are streamed.
const MAX_COMMUNITIES: usize = 10_000;
/// So many are on a page for people.
const MAX_COMMUNITIES_OF_PAGE: usize = 2_000;
/// So many are written at once.
const COMMUNITIES_AT_ONCE: usize = 256;
const BEYOND_KM: Parameter = Parameter::new(
    "beyond_km",
    ParamType::Number { min: 0.0, max: 20_000.0 },
    "Only communities farther from the service than this; all that lack it without it",
);

pub const COMMUNITIES: Route = Route {
    method: Route::GET,
    path: "/services/{service}/communities",
    id: "getCommunitiesLacking",
    tag: "Services",
    summary: "The communities that lack a service, farthest and then largest first",
    path_parameters: &[SERVICE_ID],
    parameters: &[ALSO, MATCH, ROUND, BEYOND_KM, INCLUSIVE, WITHIN, BBOX, MIN_HOUSEHOLDS, NAME, LIMIT, AFTER, LANG],
    formats: &[Format::GeoJson, Format::Html, Format::Csv],
    schema: "UnderservedCommunities",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, round) = (call.atlas(), call.round()?);
    let beyond = call.km("beyond_km");
    if beyond.is_none() && call.query.flag("inclusive") {
        return Err(Problem::bad_request("`inclusive` needs `beyond_km`").with_parameter("inclusive"));
    }
    let asked = ServicesAsked::of(call, beyond.is_some())?;
    let (table, among) = (asked.table, named(call));
    let question = UnderservedQuery {
        within: call.within()?,
        bbox: call.bbox(),
        among: among.as_ref(),
        ..asked.question(call, beyond)
    };
    let found = underserved_communities(atlas, table, &question);
    let id = |position: usize| atlas.communities.get(position).map_or("", |community| &*community.id);
    let start = match call.query.text("after") {
        None => 0,
        Some(after) => {
            let at = found.communities.iter().position(|far| id(far.community) == after);
            at.map(|at| at + 1).ok_or_else(|| {
                Problem::parameter(
                    "after",
                    "no community of this list has that id",
                    "the id of the last community of the page before",
                )
            })?
        }
    };
    let most = if call.format == Format::Html { MAX_COMMUNITIES_OF_PAGE } else { usize::MAX };
    let limit = call.query.limit(&LIMIT).min(most);
    let page: Vec<_> = found.communities.iter().skip(start).take(limit).copied().collect();

    let words = call.words();
    let rows = RowsOf {
        atlas: Arc::clone(&call.snapshot.atlas),
        round: round.id.0.clone(),
        services: asked.services().cloned().collect(),
        language: call.language(),
    };
    if call.format == Format::Csv {
        return Ok(body(Format::Csv, RowsWriter::csv(&rows), rows, page, String::new()));
    }
    let mut links = vec![
        link("self", GEOJSON, say!(words, "link-page"), &call.link_with(&[])),
        link("alternate", CSV, say!(words, "link-page-as-csv"), &call.link_with(&[("f", Some("csv"))])),
    ];
    if start + page.len() < found.communities.len()
        && let Some(last) = page.last()
    {
        let href = call.link_with(&[("after", Some(id(last.community)))]);
        links.push(link("next", GEOJSON, say!(words, "link-next-page"), &href));
    }
    let mut members = Map::new();
    members.insert("service".into(), asked.service.id().into());
    if let Some(matching) = asked.matching() {
        members.insert("also".into(), asked.also.iter().map(|table| table.service.id()).collect());
        members.insert("match".into(), matching.into());
    }
    members.insert("round".into(), json!(round.id));
    members.insert("beyond_km".into(), json!(beyond));
    members.insert("inclusive".into(), question.inclusive.into());
    members.insert("illustrative".into(), atlas.is_illustrative(&round.id.0).into());
    members.insert("numberMatched".into(), found.communities.len().into());
    members.insert("numberReturned".into(), page.len().into());
    members.insert("households".into(), json!(found.households.reported()));
    if found.households == Value::Suppressed {
        members.insert("households_status".into(), found.households.status().into());
    }
    members.insert("communities_households_unknown".into(), found.households_unknown.into());
    members.insert("communities_without_data".into(), found.without_data.into());
    if found.suppressed > 0 {
        members.insert("communities_suppressed".into(), found.suppressed.into());
    }
    if question.min_households.is_some() {
        members.insert("communities_size_unknown".into(), found.size_unknown.into());
    }
    members.insert("links".into(), links.into());
    let mut provenance = Provenance::of(atlas);
    asked.cite(&mut provenance, call)?;
    provenance.cite(atlas, &atlas.community_sources);
    provenance.communities(atlas);
    let uncertain = || found.communities.iter().filter(|far| !far.certain);
    if uncertain().any(|far| far.distance != Distance::Unknown) {
        provenance.note(Note::DistancesInBands);
    }
    if uncertain().any(|far| far.distance == Distance::Unknown) {
        provenance.note(Note::DistancesUnknown);
    }
    put_provenance(&mut members, call, &provenance);

    let title =
        asked.services().map(|service: &Service| words.communities_lacking(service)).collect::<Vec<_>>().join(" · ");
    Ok(body(Format::GeoJson, RowsWriter::geojson(&members), rows, page, title))
}

/// The rows of a page behind what was written before them; many are streamed.
fn body(
    format: Format,
    mut writer: RowsWriter,
    rows: RowsOf,
    page: Vec<UnderservedCommunity>,
    title: String,
) -> HandlerResponse {
    if page.len() > MAX_COMMUNITIES {
        return HandlerResponse::stream(format, streamed(writer, rows, page));
    }
    for far in &page {
        writer.write(&rows, far);
    }
    let bytes = writer.finish();
    if format == Format::GeoJson {
        HandlerResponse::features(title, bytes)
    } else {
        HandlerResponse::bytes(format, bytes)
    }
}

/// The same, some communities after the other.
fn streamed(writer: RowsWriter, rows: RowsOf, page: Vec<UnderservedCommunity>) -> Chunks {
    let (mut writer, mut next) = (Some(writer), 0);
    Chunks::new(std::iter::from_fn(move || {
        let rest = page.get(next..).unwrap_or_default();
        let some = rest.get(..COMMUNITIES_AT_ONCE).unwrap_or(rest);
        next += some.len();
        if some.is_empty() {
            return writer.take().map(RowsWriter::finish);
        }
        let writer = writer.as_mut()?;
        for far in some {
            writer.write(&rows, far);
        }
        Some(writer.written())
    }))
}
