//! Places by name, for somebody who types one: units and communities, in any script and spelling of their names.

use geodata::atlas::Atlas;
use geodata::model::{AdminLevel, Language, PlaceLevel};
use geodata::provenance::Provenance;
use geodata::query::{FoundPlace, PlaceQuestion};
use serde_json::{Map, Value as Json};
use styles::words::say;

use super::community_properties::put_households;
use super::parameters::{LANG, WITHIN};
use super::rows::{place_row, put_provenance};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};

const TEXT: Parameter = Parameter::new(
    "q",
    ParamType::Text { max: 200 },
    "A name in any script and spelling, or its beginning, with or without the word for what the place is; or a code. All places without it",
);
const LEVEL: Parameter = Parameter::new(
    "level",
    ParamType::Enum(&["admin0", "admin1", "admin2", "admin3", "community"]),
    "Only places of this level; all levels without it",
);
const LIMIT: Parameter = Parameter::new(
    "limit",
    ParamType::Limit { max: 1000, default: 20 },
    "At most this many, and never more than 1,000",
);

pub const PLACES: Route = Route {
    method: Route::GET,
    path: "/places",
    id: "getPlaces",
    tag: "What there is",
    summary: "Units and communities by name, in any script and spelling: whole names first, then what begins with the text, then what contains it",
    path_parameters: &[],
    parameters: &[TEXT, LEVEL, WITHIN, LIMIT, LANG],
    formats: &[Format::Json, Format::Html],
    schema: "Places",
    statuses: &[],
    handler: Handler::Data(answer),
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (atlas, language) = (call.atlas(), call.language());
    let question = PlaceQuestion {
        text: call.query.text(TEXT.name),
        level: call.query.text(LEVEL.name).and_then(PlaceLevel::from_id),
        within: call.within()?,
    };
    let found = call.snapshot.place_names().find(atlas, &question);
    let limit = call.query.limit(&LIMIT);
    let places: Vec<Json> = found.iter().take(limit).map(|found| describe(atlas, *found, language).into()).collect();
    let mut members = Map::new();
    members.insert("numberMatched".into(), found.len().into());
    members.insert("numberReturned".into(), places.len().into());
    members.insert("places".into(), places.into());
    let mut provenance = Provenance::of(atlas);
    provenance.cite(atlas, &atlas.community_sources);
    provenance.communities(atlas);
    put_provenance(&mut members, call, &provenance);
    Ok(HandlerResponse::document(say!(call.words(), "answer-places"), members.into()))
}

/// Code, name and level of a place, and the unit that it is a part of; of a community also what it is and how many households it has.
fn describe(atlas: &Atlas, FoundPlace { level, place }: FoundPlace, language: Language) -> Map<String, Json> {
    let mut row = place_row(atlas, level, place, language);
    row.insert("level".into(), level.id().into());
    let above = [AdminLevel::Admin3, AdminLevel::Admin2, AdminLevel::Admin1, AdminLevel::Admin0];
    let mut above = above.into_iter().filter(|above| level > (*above).into());
    let parent = above.find_map(|above| atlas.unit(above, atlas.parent_place(level, place, above.into())?));
    if let Some(unit) = parent {
        row.insert("parent".into(), unit.pcode.as_str().into());
        row.insert("parent_name".into(), unit.names.get_or_main(language).into());
    }
    if let Some(community) = atlas.communities.get(place).filter(|_| level == PlaceLevel::Community) {
        row.insert("origin".into(), community.origin.id().into());
        put_households(&mut row, community);
    }
    row
}
