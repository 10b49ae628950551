use geo_types::Point;
use geodata::formats::GeoJsonPoints;
use geodata::provenance::Provenance;
use serde_json::{Map, Value as Json, json};
use styles::words::say;

use super::community_properties::community_properties;
use super::rows::put_provenance;
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const LON: Parameter =
    Parameter::new("lon", ParamType::Number { min: -180.0, max: 180.0 }, "Longitude in degrees").required();
const LAT: Parameter =
    Parameter::new("lat", ParamType::Number { min: -90.0, max: 90.0 }, "Latitude in degrees").required();
const OF: Parameter =
    Parameter::new("of", ParamType::Enum(&["communities", "facilities"]), "Of what; communities without it");
const LIMIT: Parameter = Parameter::new(
    "limit",
    ParamType::Limit { max: 1000, default: 10 },
    "At most this many, and never more than 1,000",
);

pub const NEAREST: Route = Route {
    method: Route::GET,
    path: "/nearest",
    id: "getNearest",
    tag: "Services",
    summary: "What is nearest to a point, by metres on the WGS 84 ellipsoid",
    path_parameters: &[],
    parameters: &[LON, LAT, OF, LIMIT],
    formats: &[Format::GeoJson, Format::Html],
    schema: "Nearest",
    statuses: &[],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let atlas = call.atlas();
    let of_facilities = call.query.text("of") == Some("facilities");
    if of_facilities && atlas.facilities.is_empty() {
        return Err(Problem::parameter("of", "the dataset has no facilities", "communities"));
    }
    let (Some(lon), Some(lat)) = (call.query.number("lon"), call.query.number("lat")) else {
        return Err(Problem::bad_request("`lon` and `lat` are required"));
    };
    let limit = call.query.limit(&LIMIT);
    let (index, sources) = if of_facilities {
        (atlas.index().facilities(), &atlas.facility_sources)
    } else {
        (atlas.index().communities(), &atlas.community_sources)
    };
    let found = index.nearest(Point::new(lon, lat), limit);

    let mut members = Map::new();
    members.insert("numberReturned".into(), found.len().into());
    members.insert("illustrative".into(), atlas.info.illustrative.into());
    let mut provenance = Provenance::of(atlas);
    provenance.cite(atlas, sources);
    if !of_facilities {
        provenance.communities(atlas);
    }
    put_provenance(&mut members, call, &provenance);
    let mut writer = GeoJsonPoints::begin(&members);
    for (position, metres) in found {
        let mut properties = if of_facilities {
            facility_properties(call, position)
        } else {
            community_properties(atlas, position, call.language())
        };
        properties.insert("distance_m".into(), json!((metres * 10.0).round() / 10.0));
        let place = if of_facilities {
            atlas.facilities.get(position).map(|facility| (&*facility.id, Some(facility.point)))
        } else {
            atlas.communities.get(position).map(|community| (&*community.id, community.point))
        };
        if let Some((id, point)) = place {
            writer.point(id, point, &properties);
        }
    }
    Ok(HandlerResponse::features(say!(call.words(), "answer-nearest"), writer.finish()))
}

fn facility_properties(call: &RequestContext, position: usize) -> Map<String, Json> {
    let mut properties = Map::new();
    if let Some(facility) = call.atlas().facilities.get(position) {
        properties.insert("id".into(), (*facility.id).into());
        properties.insert("name".into(), facility.names.main().into());
        properties.insert("service".into(), facility.service.id().into());
    }
    properties
}
