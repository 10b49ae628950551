//! What the sample of Kyrgyzstan has beside Round 3: the national figures of Round 1, with its list of locations, and those of the ministry.

use serde_json::{Value as Json, json};
use tests::{Server, project, sample};

use super::answers::{country, number, rows, value_of};
use super::facts;
use super::ledger::Ledger;

const RETURNS: &str = "/indicators/return_migrants/values?round=kgz-r1&by=admin0";
const ABROAD: &str = "/indicators/kyrgyz_migrants_abroad/values?round=kgz-mlssm-2024&by=admin0";

/// A round by its id.
pub fn round(server: &Server, id: &str) -> Json {
    let rounds = server.json("/rounds");
    rounds["rounds"].as_array().expect("rounds").iter().find(|round| round["id"] == id).expect("the round").clone()
}

fn month(day: &Json) -> String {
    day.as_str().expect("a day")[..7].to_owned()
}

#[test]
fn every_figure_of_round_1_is_served() {
    let (facts, server) = (facts(), Server::of_sample());
    let not_served = [
        ("/source_file", "the name of the report's text, not a figure"),
        ("/locations_file", "the name of the list, which is compared"),
        ("/notes", "remarks of those who copied the figures"),
    ];
    let mut ledger = Ledger::new(&facts["KGZ_R1"], &not_served);
    let round = round(&server, "kgz-r1");
    let (notes, of_source) = (&round["notes"], &round["sources"][0]["notes"]);
    ledger.equal("/id", &round["id"]);
    ledger.equal("/key_informants", &round["key_informants"]);
    ledger.equal("/period", &json!(format!("{}/{}", month(&round["collected"][0]), month(&round["collected"][1]))));
    let years = round["groups"][0]["years"].as_array().expect("years").clone();
    ledger.equal("/window", &json!(format!("{}..{}", years[0], years[years.len() - 1])));
    ledger.equal("/locations", &json!(round["locations"].as_array().map(Vec::len)));

    let total = country(&server, RETURNS);
    ledger.equal("/returns_total", &total["value"]);
    ledger.holds("the total is published", total["derived"].is_null());
    for (at, year) in [2021, 2022].into_iter().enumerate() {
        let change = country(&server, &format!("{RETURNS}&per=change&year={year}"));
        ledger.rounds_to(&format!("/change/{at}"), number(&change, "value"));
        ledger.holds(&format!("{year} follows from the changes"), change["derived"] == true);
    }
    let origins = rows(&server, &format!("{RETURNS}&breakdown=country&per=share"));
    for origin in ledger.names("/origins_pct/return_migrants") {
        let share = value_of(&origins, "category", &origin);
        ledger.rounds_to(&format!("/origins_pct/return_migrants/{origin}"), share);
    }
    // Of what these are shares is not known: they are said, and nothing is calculated from them.
    for reason in ledger.names("/reasons_2022_pct") {
        ledger.is_said(&format!("/reasons_2022_pct/{reason}"), notes);
    }
    ledger.is_said("/survey_n", notes);
    for origin in ledger.names("/survey/countries_of_return") {
        ledger.is_said(&format!("/survey/countries_of_return/{origin}"), notes);
    }
    ledger.is_said("/rayons_claimed", of_source);
    ledger.is_said("/orphan_fig2_label", of_source);
    let most: Vec<String> = ledger
        .published("/most_returns")
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Json::as_str)
        .map(str::to_owned)
        .collect();
    let says =
        |text: &str| notes.as_array().expect("notes").iter().filter_map(Json::as_str).any(|note| note.contains(text));
    let (last, first) = most.split_last().expect("provinces");
    ledger.holds(
        "the provinces with most returns are named in their order",
        says(&format!("{} and {last}", first.join(", "))),
    );
    ledger.close();
}

#[test]
fn the_locations_of_round_1_are_listed_as_published_and_joined_by_name() {
    let server = Server::of_sample();
    let served = round(&server, "kgz-r1")["locations"].as_array().expect("locations").clone();
    let list = std::fs::read_to_string(sample().join("round1_locations.csv")).expect("the list");
    let published: Vec<Vec<&str>> = list.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!((served.len(), published.len()), (69, 69));
    for (location, published) in served.iter().zip(&published) {
        assert_eq!(location["within"], json!(published[..2]));
        assert_eq!(location["name"], published[2]);
    }
    let handed_over = project().join("../shared/reports/kgz_r1_locations.csv");
    match std::fs::read_to_string(&handed_over) {
        Ok(text) => assert_eq!(text.replace('\r', ""), list),
        Err(_) => eprintln!("SKIPPED: {} is not here; the list is NOT compared with it", handed_over.display()),
    }
    let units = |level: &str| -> Vec<Json> {
        let page = server.json(&format!("/collections/{level}/items?limit=100&properties=pcode,name,parent_name"));
        page["features"].as_array().expect("features").iter().map(|unit| unit["properties"].clone()).collect()
    };
    let (districts, provinces) = (units("admin2"), units("admin1"));
    let in_districts: Vec<&Json> = served.iter().filter(|location| location["level"] == "admin2").collect();
    for location in &in_districts {
        let district = districts.iter().find(|district| district["pcode"] == location["pcode"]).expect("a district");
        assert_eq!(district["parent_name"], location["within"][0], "{location}");
    }
    let in_provinces = served.iter().filter(|location| location["level"] == "admin1");
    for location in in_provinces.clone() {
        let province = provinces.iter().find(|province| province["pcode"] == location["pcode"]).expect("a province");
        assert_eq!(province["name"], location["within"][0], "{location}");
    }
    // Six in Bishkek, and those of Balykchy, Kara-Kul and Tash-Komur, which are no districts.
    assert_eq!((in_districts.len(), in_provinces.count()), (60, 9), "{}", json!(served));
}

#[test]
fn every_figure_of_the_ministry_is_served() {
    let (facts, server) = (facts(), Server::of_sample());
    let not_served = [("/source_file", "the name of the slides' text, not a figure")];
    let mut ledger = Ledger::new(&facts["KGZ_MLSSM_2024"], &not_served);
    let round = round(&server, "kgz-mlssm-2024");
    ledger.equal("/id", &round["id"]);
    ledger.equal("/as_of", &round["groups"][0]["date"]);
    let publisher = ledger.published("/publisher");
    let (source, publisher) = (&round["sources"][0], publisher.as_str().expect("a name").to_owned());
    let (ministry, quoted) = publisher.split_once(", quoted").expect("a quotation");
    ledger.holds(
        "the ministry is the publisher",
        source["publisher"].as_str().is_some_and(|of| of.starts_with(ministry)),
    );
    ledger.holds(
        "the slides are cited",
        quoted.contains("slides") && source["citation"].as_str().is_some_and(|of| of.contains("slides")),
    );
    let by_country = server.json(&format!("{ABROAD}&breakdown=country"));
    let countries = by_country["rows"].as_array().expect("rows");
    for destination in ledger.names("/kyrgyz_migrants_abroad") {
        let served = value_of(countries, "category", &destination);
        ledger.equal(&format!("/kyrgyz_migrants_abroad/{destination}"), &json!(served as u64));
    }
    ledger.holds("the countries are published", countries.iter().all(|row| row["derived"].is_null()));
    ledger.holds("the answer has the day", countries.iter().all(|row| row["date"] == "2024-05-24"));
    ledger.holds("its numbers are not made up", by_country["illustrative"] == false);
    let sum = country(&server, ABROAD);
    ledger.holds("the sum of the five is derived", sum["derived"] == true && sum["value"] == 586_226);
    ledger.close();
}

#[test]
fn what_was_published_is_not_called_illustrative_beside_what_is_made_up() {
    let server = Server::of_sample();
    let is_made_up = |address: &str| {
        let answer = server.json(address);
        let says = answer["notes"]
            .as_array()
            .expect("notes")
            .iter()
            .any(|note| note.as_str().is_some_and(|note| note.starts_with("Illustrative")));
        assert_eq!(answer["illustrative"].as_bool().unwrap_or(says), says, "{address}");
        says
    };
    for published in
        [RETURNS, ABROAD, "/maps/return_migrants?round=kgz-r1&by=admin0", "/collections/admin0/items?round=kgz-r1"]
    {
        assert!(!is_made_up(published), "{published}");
    }
    for generated in [
        "/indicators/return_migrants/values?by=admin0",
        "/maps/return_migrants",
        "/collections/admin0/items",
        "/collections/communities/items?round=kgz-r1&limit=1",
    ] {
        assert!(is_made_up(generated), "{generated}");
    }
    let rounds = server.json("/rounds");
    let rounds = rounds["rounds"].as_array().expect("rounds");
    let marked: Vec<(&str, bool)> =
        rounds.iter().map(|round| (round["id"].as_str().expect("an id"), round["illustrative"] == true)).collect();
    assert_eq!(marked, [("kgz-r1", false), ("kgz-r3", true), ("kgz-mlssm-2024", false)]);
    let table = server.get(&format!("{RETURNS}&f=csv")).text();
    assert!(table.contains("24284,reported,,people,false,false"), "{table}");
}
