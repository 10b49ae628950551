//! Where new places with a service would bring most households within a distance.

use geodata::access::{MOST_CENTRES, UnderservedQuery, new_centres, underserved_communities};
use geodata::model::Value;
use geodata::provenance::{Note, Provenance};
use serde_json::{Map, json};
use styles::words::say;

use super::community_properties::community_properties;
use super::links::{GEOJSON, link};
use super::parameters::{LANG, ROUND, SERVICE_ID, WITHIN};
use super::rows::put_provenance;
use super::services_asked::ServicesAsked;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use geodata::formats::GeoJsonPoints;

const KM: Parameter = Parameter::new(
    "km",
    ParamType::Number { min: 0.1, max: 1000.0 },
    "The distance in kilometres that is too far, and within which a new place helps",
)
.required();
const LIMIT: Parameter = Parameter::new(
    "limit",
    ParamType::Limit { max: MOST_CENTRES as u64, default: 5 },
    "At most so many new places, and never more than 20",
);

pub const NEW_CENTRES: Route = Route {
    method: Route::GET,
    path: "/services/{service}/new_centres",
    id: "getNewCentres",
    tag: "Services",
    summary: "Communities where new places with a service would bring most households within a distance as the crow flies, one after the other",
    path_parameters: &[SERVICE_ID],
    parameters: &[KM, LIMIT, ROUND, WITHIN, LANG],
    formats: &[Format::GeoJson, Format::Html],
    schema: "NewCentres",
    statuses: &[(404, "No such service")],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, round) = (call.atlas(), call.round()?);
    let km = call.km(KM.name).ok_or_else(|| Problem::bad_request("`km` is required").with_parameter(KM.name))?;
    let asked = ServicesAsked::of(call, true)?;
    let question = UnderservedQuery { within: call.within()?, ..asked.question(call, Some(km)) };
    let found = underserved_communities(atlas, asked.table, &question);
    let limit = call.query.limit(&LIMIT);
    let suggested = new_centres(atlas, asked.table, &question, &found, (km, limit))
        .map_err(|error| Problem::parameter(KM.name, error.to_string(), "less, or ask within a smaller unit"))?;
    let words = call.words();
    let mut members = Map::new();
    members.insert("service".into(), asked.service.id().into());
    members.insert("round".into(), json!(round.id));
    members.insert("km".into(), json!(km));
    members.insert("illustrative".into(), atlas.is_illustrative(&round.id.0).into());
    members.insert("numberReturned".into(), suggested.centres.len().into());
    members.insert("communities_beyond".into(), found.communities.len().into());
    members.insert("households_beyond".into(), json!(found.households.reported()));
    members.insert("communities_without_coordinates".into(), suggested.without_coordinates.into());
    members.insert("links".into(), vec![link("self", GEOJSON, say!(words, "link-page"), &call.link_with(&[]))].into());
    let mut provenance = Provenance::of_round(atlas, &round.id.0);
    asked.cite(&mut provenance, call)?;
    provenance.cite(atlas, &atlas.community_sources);
    provenance.communities(atlas);
    provenance.note(Note::AsTheCrowFlies);
    put_provenance(&mut members, call, &provenance);
    let mut writer = GeoJsonPoints::begin(&members);
    for centre in &suggested.centres {
        let Some(community) = atlas.communities.get(centre.community) else { continue };
        let mut properties = community_properties(atlas, centre.community, call.language());
        properties.insert("communities_reached".into(), centre.communities.into());
        properties.insert("households_reached".into(), json!(centre.households.reported()));
        if centre.households == Value::Suppressed {
            properties.insert("households_reached_status".into(), centre.households.status().into());
        }
        writer.point(&community.id, community.point, &properties);
    }
    let title = say!(words, "answer-new-centres", service = words.service_in_sentence(asked.service));
    Ok(HandlerResponse::features(title, writer.finish()))
}
