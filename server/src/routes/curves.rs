//! Households farther from a service than each distance: the points of a curve. It says no more than the same question asked distance by distance.

use geodata::access::{UnderservedQuery, curve};
use geodata::model::DistanceDetail;
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::distances::put_beyond;
use super::parameters::{LANG, ROUND, SERVICE_ID, WITHIN};
use super::rows::put_provenance;
use super::services_asked::{MIN_HOUSEHOLDS, ServicesAsked};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

pub const CURVE: Route = Route {
    method: Route::GET,
    path: "/services/{service}/curve",
    id: "getCurve",
    tag: "Services",
    summary: "Communities and households farther from a service than each distance that the source can answer: the edges of its bands, or round kilometres",
    path_parameters: &[SERVICE_ID],
    parameters: &[ROUND, WITHIN, MIN_HOUSEHOLDS, LANG],
    formats: &[Format::Json, Format::Html],
    schema: "Curve",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, round) = (call.atlas(), call.round()?);
    let asked = ServicesAsked::of(call, true)?;
    let question = UnderservedQuery { within: call.within()?, ..asked.question(call, None) };
    let points = curve(atlas, asked.table, &question);
    let is_incomplete =
        points.iter().any(|(_, row)| row.households_unknown + row.communities_without_data + row.size_unknown > 0);
    let rows = points.iter().map(|(km, row)| {
        let mut json = Map::new();
        json.insert("km".into(), json!(km));
        put_beyond(&mut json, row, question.min_households.is_some());
        Json::Object(json)
    });
    let mut members = Map::new();
    members.insert("service".into(), asked.service.id().into());
    members.insert("round".into(), json!(round.id));
    members.insert("illustrative".into(), atlas.is_illustrative(&round.id.0).into());
    members.insert("distances".into(), asked.table.detail.id().into());
    members.insert("points".into(), rows.collect());
    let mut provenance = Provenance::of_round(atlas, &round.id.0);
    asked.cite(&mut provenance, call)?;
    if is_incomplete {
        provenance.note(Note::BeyondIncomplete);
    }
    if asked.table.detail == DistanceDetail::Bands {
        provenance.note(Note::DistancesInBands);
    }
    put_provenance(&mut members, call, &provenance);
    let words = call.words();
    let title = say!(words, "answer-distance", service = words.service_in_sentence(asked.service));
    Ok(HandlerResponse::document(title, members.into()))
}
