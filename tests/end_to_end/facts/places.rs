//! The round itself, the places that it covers, and how it wants to be cited.

use serde_json::{Value as Json, json};
use tests::Server;

use crate::facts::ledger::Ledger;
use crate::facts::national;

pub fn round(server: &Server, ledger: &mut Ledger) {
    let round = national::round(server, "kgz-r3");
    ledger.equal("/id", &round["id"]);
    ledger.equal("/key_informants", &round["key_informants"]);
    let month = |day: &Json| day.as_str().expect("a day")[..7].to_owned();
    let period = format!("{}/{}", month(&round["collected"][0]), month(&round["collected"][1]));
    ledger.equal("/period", &json!(period));
    ledger.holds("the round is marked illustrative", round["illustrative"] == true);

    ledger.equal("/communities", &round["communities"]);
    let communities = &round["communities"];
    let joint = round["sources"][0]["notes"].as_array().is_some_and(|notes| {
        notes
            .iter()
            .filter_map(Json::as_str)
            .any(|note| note.contains("6 per cent of the emigrants are from both Talas and Bishkek"))
    });
    ledger.holds("the joint figure of Talas and Bishkek is explained", joint);
    let items = server.json("/collections/communities/items?limit=1");
    ledger.holds("the collection has as many communities", items["numberMatched"] == *communities);
}

pub fn admin_units(server: &Server, ledger: &mut Ledger) {
    let units = |level: &str| -> Vec<Json> {
        let page = server.json(&format!("/collections/{level}/items?limit=10000"));
        page["features"].as_array().expect("features").iter().map(|unit| unit["properties"].clone()).collect()
    };
    let (provinces, districts) = (units("admin1"), units("admin2"));
    let cities = ledger.published("/admin/cities");
    let is_city = |name: &Json| cities.as_array().expect("cities").contains(name);
    let named_cities = provinces.iter().filter(|province| is_city(&province["name"])).count();
    ledger.holds("both cities have the rank of a province", named_cities == 2);
    ledger.equal("/admin/oblasts", &json!(provinces.len() - named_cities));
    ledger.equal("/admin/units_called_rayons", &json!(districts.len()));
    let in_oblasts = districts.iter().filter(|district| !is_city(&district["parent_name"])).count();
    ledger.equal("/admin/rayons_in_oblasts", &json!(in_oblasts));
}

/// Every answer with figures cites the report, word for word, and carries the disclaimer.
pub fn citation_and_disclaimer(server: &Server, facts: &Json, ledger: &mut Ledger) {
    for address in [
        "/indicators/return_migrants/values",
        "/indicators/internal_migrants/values?breakdown=reason",
        "/indicators/communities_lacking/values?service=school",
        "/services/hospital/distance",
        "/services/hospital/beyond?km=25",
        "/services/hospital/communities?beyond_km=25",
        "/maps/return_migrants",
        "/collections/admin1/items",
        "/collections/communities/items/KGZ-C0001",
    ] {
        let answer = server.json(address);
        let sources = answer["sources"].as_array().expect("sources");
        let cited = sources.iter().any(|source| source["citation"] == facts["citation"]["kgz-r3"]);
        ledger.holds(&format!("{address} cites the report"), cited);
        ledger.holds(&format!("{address} has the disclaimer"), answer["disclaimer"] == facts["disclaimer"]);
        let notes = answer["notes"].as_array().expect("notes");
        let says = notes.iter().filter_map(Json::as_str).any(|note| note.starts_with("Illustrative"));
        ledger.holds(&format!("{address} says that its numbers are illustrative"), says);
    }
}
