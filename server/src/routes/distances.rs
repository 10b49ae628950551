use geodata::access::{BeyondRow, Interval, beyond, distance_table};
use geodata::figures::{WithoutUnit, communities_without_unit, places_within, rounded};
use geodata::model::{AdminLevel, Km, Value};
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::parameters::{BY_UNIT, INCLUSIVE, LANG, ROUND, SERVICE_ID, WITHIN};
use super::rows::{place_row, put_provenance};
use super::services_asked::{ALSO, MATCH, MIN_HOUSEHOLDS, ServicesAsked};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const KM: Parameter =
    Parameter::new("km", ParamType::Number { min: 0.0, max: 20_000.0 }, "The distance in kilometres").required();

pub const DISTANCE: Route = Route {
    method: Route::GET,
    path: "/services/{service}/distance",
    id: "getDistance",
    tag: "Services",
    summary: "Households of communities that lack a service, by band of distance to the nearest",
    path_parameters: &[SERVICE_ID],
    parameters: &[BY_UNIT, ROUND, WITHIN, LANG],
    formats: &[Format::Json, Format::Html],
    schema: "Distance",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(distance),
};

pub const BEYOND: Route = Route {
    method: Route::GET,
    path: "/services/{service}/beyond",
    id: "getBeyond",
    tag: "Services",
    summary: "Communities and households farther from a service than any distance: an interval where only bands are known",
    path_parameters: &[SERVICE_ID],
    parameters: &[KM, INCLUSIVE, ALSO, MATCH, MIN_HOUSEHOLDS, BY_UNIT, ROUND, WITHIN, LANG],
    formats: &[Format::Json, Format::Html],
    schema: "Beyond",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(answer_beyond),
};

/// A question about one service by units of a level.
struct Asked<'a> {
    services: ServicesAsked<'a>,
    by: AdminLevel,
    units: Vec<usize>,
}

fn asked(call: &RequestContext) -> Result<Asked<'_>, Problem> {
    let (services, by) = (ServicesAsked::of(call, true)?, call.by_unit(AdminLevel::Admin1)?);
    let units = places_within(call.atlas(), by.into(), call.within()?)?;
    Ok(Asked { services, by, units })
}

fn document(
    call: &RequestContext,
    asked: &Asked<'_>,
    members: Map<String, Json>,
    rows: Vec<Json>,
    incomplete: Option<Note>,
) -> Result<HandlerResponse, Problem> {
    let (atlas, round) = (call.atlas(), call.round()?);
    let mut document = Map::new();
    document.insert("service".into(), asked.services.service.id().into());
    document.insert("round".into(), json!(round.id));
    document.insert("by".into(), asked.by.id().into());
    document.insert("illustrative".into(), atlas.is_illustrative(&round.id.0).into());
    document.extend(members);
    document.insert("rows".into(), rows.into());
    let mut provenance = Provenance::of_round(atlas, &round.id.0);
    asked.services.cite(&mut provenance, call)?;
    if let Some(note) = incomplete {
        provenance.note(note);
    }
    let communities = communities_without_unit(atlas, &round.id.0, asked.by, call.within()?).count();
    document.insert("communities_without_unit".into(), communities.into());
    provenance.left_out(asked.by.into(), WithoutUnit { communities, measured: None });
    put_provenance(&mut document, call, &provenance);
    let words = call.words();
    let title = say!(words, "answer-distance", service = words.service_in_sentence(asked.services.service));
    Ok(HandlerResponse::document(title, document.into()))
}

/// How many communities make numbers of a row suppressed, which are null; nothing where none does.
fn put_suppressed(json: &mut Map<String, Json>, communities: u64) {
    if communities > 0 {
        json.insert("communities_suppressed".into(), communities.into());
    }
}

fn distance(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let asked = asked(call)?;
    let bands = call.atlas().vocabulary.bands();
    let edges: Vec<Km> = bands.edges().collect();
    let rows = distance_table(call.atlas(), asked.services.table, asked.by, &asked.units);
    let incomplete = rows
        .iter()
        .any(|row| {
            let unknown = row.distance_unknown.reported().unwrap_or(0);
            unknown + row.households_unknown + row.communities_without_data > 0
        })
        .then_some(Note::DistancesIncomplete);
    let rows = rows.iter().map(|row| {
        let mut json = place_row(call.atlas(), asked.by.into(), row.unit, call.language());
        json.insert("communities".into(), row.communities.into());
        json.insert("communities_lacking".into(), json!(row.communities_lacking.reported()));
        json.insert("communities_without_data".into(), row.communities_without_data.into());
        json.insert("households_lacking".into(), json!(row.households_lacking.reported()));
        json.insert("communities_households_unknown".into(), row.households_unknown.into());
        let bands: Map<String, Json> = bands
            .keys()
            .iter()
            .zip(&row.bands)
            .map(|(key, households)| (key.clone(), json!(households.reported())))
            .collect();
        json.insert("bands".into(), bands.into());
        let beyond: Map<String, Json> = edges
            .iter()
            .zip(row.beyond_edges())
            .map(|(edge, households)| (edge.to_string(), json!(households.reported())))
            .collect();
        json.insert("beyond".into(), beyond.into());
        json.insert("distance_unknown".into(), json!(row.distance_unknown.reported()));
        put_suppressed(&mut json, row.communities_suppressed);
        Json::Object(json)
    });
    let rows = rows.collect();
    document(call, &asked, Map::new(), rows, incomplete)
}

fn answer_beyond(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let asked = asked(call)?;
    let km = call.km("km").ok_or_else(|| Problem::bad_request("`km` is required").with_parameter("km"))?;
    let question = asked.services.question(call, Some(km));
    let rows = beyond(call.atlas(), asked.services.table, &question, asked.by, &asked.units);
    let incomplete = rows
        .iter()
        .any(|row| row.households_unknown + row.communities_without_data + row.size_unknown > 0)
        .then_some(Note::BeyondIncomplete);
    let rows = rows.iter().map(|row| {
        let mut json = place_row(call.atlas(), asked.by.into(), row.unit, call.language());
        put_beyond(&mut json, row, question.min_households.is_some());
        Json::Object(json)
    });
    let rows = rows.collect();
    let mut members = Map::new();
    members.insert("km".into(), json!(km));
    members.insert("inclusive".into(), question.inclusive.into());
    if let Some(matching) = asked.services.matching() {
        members.insert("also".into(), asked.services.also.iter().map(|table| table.service.id()).collect());
        members.insert("match".into(), matching.into());
    }
    document(call, &asked, members, rows, incomplete)
}

/// The numbers of a row: how many are beyond, and what shares they are.
pub fn put_beyond(json: &mut Map<String, Json>, row: &BeyondRow, of_size: bool) {
    let interval = |interval: Value<Interval>, exact: bool| {
        let Some(Interval { low, high }) = interval.reported() else { return Json::Null };
        json!({ "low": low, "high": high, "exact": exact })
    };
    let share_of = |whole: Value| {
        let share = |households: u64| {
            let whole = whole.reported()? as f64;
            (whole > 0.0).then(|| rounded(100.0 * households as f64 / whole))
        };
        row.households
            .reported()
            .map_or(Json::Null, |Interval { low, high }| json!({ "low": share(low), "high": share(high) }))
    };
    json.insert("communities".into(), interval(row.communities, row.communities_are_exact()));
    json.insert("households".into(), interval(row.households, row.households_are_exact()));
    json.insert("communities_without_data".into(), row.communities_without_data.into());
    json.insert("communities_households_unknown".into(), row.households_unknown.into());
    if of_size {
        json.insert("communities_size_unknown".into(), row.size_unknown.into());
    }
    json.insert("households_lacking".into(), json!(row.households_lacking.reported()));
    json.insert("share_of_households_lacking".into(), share_of(row.households_lacking));
    json.insert("households_all".into(), json!(row.households_all.reported()));
    json.insert("share_of_households".into(), share_of(row.households_all));
    put_suppressed(json, row.communities_suppressed);
}
