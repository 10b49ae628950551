//! A community as lists have it: `{ "id": "real-1", "name": "Katran", "admin2": "KG0102", "admin2_name": "Leilek", "households": 1430 }`.

use geodata::atlas::Atlas;
use geodata::model::{AdminLevel, Community, Language, Value};
use serde_json::{Map, Value as Json, json};

/// The levels whose units a community is listed with.
pub const LEVELS: [AdminLevel; 3] = [AdminLevel::Admin1, AdminLevel::Admin2, AdminLevel::Admin3];

/// What lists say of a community: its names, where it belongs, how many households.
pub fn community_properties(atlas: &Atlas, position: usize, language: Language) -> Map<String, Json> {
    let mut properties = Map::new();
    let Some(community) = atlas.communities.get(position) else { return properties };
    properties.insert("id".into(), (*community.id).into());
    properties.insert("name".into(), community.names.get_or_main(language).into());
    properties.insert("origin".into(), community.origin.id().into());
    for level in LEVELS {
        if let Some(unit) = atlas.unit_of_community(level, position).and_then(|unit| atlas.unit(level, unit)) {
            properties.insert(level.id().into(), unit.pcode.as_str().into());
            properties.insert(format!("{}_name", level.id()), unit.names.get_or_main(language).into());
        }
    }
    put_households(&mut properties, community);
    properties
}

/// How many households a community has: none where that is not known, or suppressed, which is said.
pub fn put_households(properties: &mut Map<String, Json>, community: &Community) {
    properties.insert("households".into(), json!(community.households.reported()));
    if community.households == Value::Suppressed {
        properties.insert("households_status".into(), community.households.status().into());
    }
}
