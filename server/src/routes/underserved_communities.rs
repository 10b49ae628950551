//! The communities that lack a service. A long page of them is streamed; as a page for people it is shorter, and the next link has the rest.

use std::sync::Arc;

use geodata::access::{self, UnderservedCommunity, UnderservedQuery, underserved_communities};
use geodata::atlas::Atlas;
use geodata::formats::GeoJsonPoints;
use geodata::model::{AdminLevel, Distance, Households, Value};
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, json};
use styles::words::say;

use super::links::{GEOJSON, link};
use super::parameters::{AFTER, BBOX, INCLUSIVE, ROUND, SERVICE_ID, WITHIN};
use super::rows::put_provenance;
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
const MIN_HOUSEHOLDS: Parameter = Parameter::new(
    "min_households",
    ParamType::Integer { min: 0, max: 1_000_000_000 },
    "Only communities with at least this many households",
);

pub const COMMUNITIES: Route = Route {
    method: Route::GET,
    path: "/services/{service}/communities",
    id: "getCommunitiesLacking",
    tag: "Services",
    summary: "The communities that lack a service, farthest and then largest first",
    path_parameters: &[SERVICE_ID],
    parameters: &[ROUND, BEYOND_KM, INCLUSIVE, WITHIN, BBOX, MIN_HOUSEHOLDS, LIMIT, AFTER],
    formats: &[Format::GeoJson, Format::Html],
    schema: "UnderservedCommunities",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, round, service) = (call.atlas(), call.round()?, call.service()?);
    let table = access::table(atlas, &round.id.0, service)?;
    let beyond = call.km("beyond_km");
    if beyond.is_some() {
        access::require_distances(table)?;
    } else if call.query.flag("inclusive") {
        return Err(Problem::bad_request("`inclusive` needs `beyond_km`").with_parameter("inclusive"));
    }
    let question = UnderservedQuery {
        beyond,
        inclusive: call.query.flag("inclusive"),
        within: call.within()?,
        bbox: call.bbox(),
        min_households: call.query.integer("min_households").map(Households),
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
    let mut links = vec![link("self", GEOJSON, say!(words, "link-page"), &call.link_with(&[]))];
    if start + page.len() < found.communities.len()
        && let Some(last) = page.last()
    {
        let href = call.link_with(&[("after", Some(id(last.community)))]);
        links.push(link("next", GEOJSON, say!(words, "link-next-page"), &href));
    }
    let mut members = Map::new();
    members.insert("service".into(), service.id().into());
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
    members.insert("links".into(), links.into());
    let mut provenance = Provenance::of(atlas);
    provenance.service(atlas, round, service);
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

    let mut writer = GeoJsonPoints::begin(&members);
    if page.len() > MAX_COMMUNITIES {
        return Ok(HandlerResponse::stream(Format::GeoJson, streamed(writer, Arc::clone(&call.snapshot.atlas), page)));
    }
    for far in &page {
        write(&mut writer, atlas, far);
    }
    Ok(HandlerResponse::features(words.communities_lacking(service), writer.finish()))
}

/// The same collection, some communities after the other.
fn streamed(writer: GeoJsonPoints, atlas: Arc<Atlas>, page: Vec<UnderservedCommunity>) -> Chunks {
    let (mut writer, mut next) = (Some(writer), 0);
    Chunks::new(std::iter::from_fn(move || {
        let rest = page.get(next..).unwrap_or_default();
        let some = rest.get(..COMMUNITIES_AT_ONCE).unwrap_or(rest);
        next += some.len();
        if some.is_empty() {
            return writer.take().map(GeoJsonPoints::finish);
        }
        let writer = writer.as_mut()?;
        for far in some {
            write(writer, &atlas, far);
        }
        Some(writer.written())
    }))
}

fn write(writer: &mut GeoJsonPoints, atlas: &Atlas, far: &UnderservedCommunity) {
    let Some(community) = atlas.communities.get(far.community) else { return };
    let bands = atlas.vocabulary.bands();
    let mut properties = super::nearest::community_properties(atlas, far.community);
    properties.insert("distance_km".into(), json!(far.distance.km()));
    properties.insert("distance_band".into(), json!(far.distance.band(bands).map(|band| bands.label(band))));
    properties.insert("certain".into(), far.certain.into());
    writer.point(&community.id, community.point, &properties);
}

/// The levels whose units a community is listed with.
pub const LEVELS: [AdminLevel; 3] = [AdminLevel::Admin1, AdminLevel::Admin2, AdminLevel::Admin3];
