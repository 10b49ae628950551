//! Round 1 of Kazakhstan: a total, shares of it, and changes; what follows from these is marked, and what is not published has no data.

use serde_json::{Value as Json, json};
use tests::{Server, project};

use super::answers::{number, rows, value_of};
use super::facts;
use super::ledger::Ledger;

const VALUES: &str = "/indicators/international_migrant_workers/values";

fn serve() -> Server {
    Server::start(&project().join("geodata/samples/kazakhstan"))
}

#[test]
fn every_figure_of_kazakhstan_is_served() {
    let (facts, server) = (facts(), serve());
    let not_served = [
        ("/source_file", "the name of the report's text, not a figure"),
        ("/notes", "remarks of those who copied the figures"),
    ];
    let mut ledger = Ledger::new(&facts["KAZ_R1"], &not_served);
    let rounds = server.json("/rounds");
    let round = &rounds["rounds"][0];
    about_the_round(round, &mut ledger);

    let country = rows(&server, &format!("{VALUES}?by=admin0"));
    ledger.equal("/imw_total", &country[0]["value"]);
    assert_eq!(country[0]["derived"], Json::Null, "the total is published");
    for (at, year) in [2021, 2022].into_iter().enumerate() {
        let change = rows(&server, &format!("{VALUES}?by=admin0&per=change&year={year}"));
        ledger.rounds_to_a_tenth(&format!("/change/{at}"), number(&change[0], "value"));
    }
    let shares = rows(&server, &format!("{VALUES}?by=admin1&per=share"));
    for region in ledger.names("/region_share_pct") {
        ledger.rounds_to(&format!("/region_share_pct/{region}"), value_of(&shares, "name", &region));
    }
    let origins = rows(&server, &format!("{VALUES}?by=admin0&breakdown=country&per=share"));
    for origin in ledger.names("/origins_pct") {
        ledger.rounds_to(&format!("/origins_pct/{origin}"), value_of(&origins, "category", &origin));
    }
    ledger.close();
}

fn about_the_round(round: &Json, ledger: &mut Ledger) {
    let (source, groups) = (&round["sources"][0], &round["groups"]);
    ledger.equal("/id", &round["id"]);
    ledger.equal("/group", &groups[0]["group"]);
    ledger.holds("migrant workers are all that is counted", groups.as_array().is_some_and(|groups| groups.len() == 1));
    let month = |day: &Json| day.as_str().expect("a day")[..7].to_owned();
    let period = format!("{}/{}", month(&round["collected"][0]), month(&round["collected"][1]));
    ledger.equal("/period", &json!(period));
    let years = groups[0]["years"].as_array().expect("years");
    ledger.equal("/window", &json!(format!("{}..{}", years[0], years[years.len() - 1])));
    // The report contradicts itself: no number is served, and both stand in the notes.
    ledger.holds("no number of key informants is stated", round["key_informants"].is_null());
    ledger.is_said("/key_informants_claimed/0", &source["notes"]);
    ledger.is_said("/key_informants_claimed/1", &source["notes"]);
    ledger.is_said("/rayons", &json!([round["method"]]));
    ledger.is_said("/regions", &json!([round["method"]]));
    ledger.is_said("/survey_n", &round["notes"]);
    for origin in ledger.names("/growth_2020_2022_pct") {
        ledger.is_said(&format!("/growth_2020_2022_pct/{origin}"), &round["notes"]);
    }
    covered(ledger);
}

/// The regions that the report lists are marked in the table of the dataset, by their names or other names.
fn covered(ledger: &mut Ledger) {
    let folder = project().join("geodata/samples/kazakhstan");
    let table = std::fs::read_to_string(folder.join("regions.csv")).expect("regions.csv");
    let layer = std::fs::read_to_string(folder.join("boundaries/admin1.geojson")).expect("admin1.geojson");
    let layer: Json = serde_json::from_str(&layer).expect("JSON");
    let published = ledger.published("/regions_covered");
    let is_listed = |unit: &Json| {
        let aliases = unit["aliases"].as_str().expect("aliases").split(';');
        let names: Vec<&str> = aliases.chain(unit["name_en"].as_str()).collect();
        published.as_array().expect("a list").iter().any(|listed| names.contains(&listed.as_str().expect("a name")))
    };
    for unit in layer["features"].as_array().expect("features").iter().map(|feature| &feature["properties"]) {
        let (code, is_listed) = (unit["code"].as_str().expect("a code"), is_listed(unit));
        let row = table.lines().find(|line| line.starts_with(code)).expect("a row");
        ledger.holds(
            &format!("{code} is covered: {is_listed}"),
            row.split(',').nth(2) == Some(if is_listed { "yes" } else { "no" }),
        );
    }
}

#[test]
fn what_follows_from_shares_and_changes_is_marked_as_derived() {
    let server = serve();
    let by_region = server.json(&format!("{VALUES}?by=admin1"));
    assert_eq!(by_region["total"]["value"], 668_422);
    let regions = by_region["rows"].as_array().expect("rows").clone();
    let known = regions.iter().filter(|row| row["status"] == "reported").count();
    assert_eq!((regions.len(), known), (17, 5), "the report gives shares of five regions");
    assert!(regions.iter().all(|row| row["derived"].as_bool().unwrap_or(false) == (row["status"] == "reported")));
    assert_eq!(value_of(&regions, "name", "Mangystau"), 213_895.0);
    let says = |answer: &Json, text: &str| {
        answer["notes"]
            .as_array()
            .expect("notes")
            .iter()
            .any(|note| note.as_str().is_some_and(|note| note.contains(text)))
    };
    assert!(says(&by_region, "Derived") && says(&by_region, "210,553 to 217,237"), "{}", by_region["notes"]);
    assert!(!says(&server.json(&format!("{VALUES}?by=admin0")), "Derived"), "the total is published");

    let by_year = server.json(&format!("{VALUES}?by=admin0&year=all"));
    let years: Vec<(&Json, &Json)> =
        by_year["rows"].as_array().expect("rows").iter().map(|row| (&row["value"], &row["derived"])).collect();
    let yes = Json::from(true);
    assert_eq!(years, [(&json!(185_663), &yes), (&json!(213_327), &yes), (&json!(269_432), &yes)]);
    assert!(says(&by_year, "14.9 per cent"), "{}", by_year["notes"]);

    let map = server.json("/maps/international_migrant_workers?by=admin1");
    assert!(says(&map, "Derived") && map["illustrative"] == false, "{map}");
    assert_eq!(map["total"]["value"], 668_422.0);
    let compact = server.json(&format!("{VALUES}?by=admin1&f=compact"));
    assert_eq!(compact["periods"][0]["derived"], true);
    let table = server.get(&format!("{VALUES}?by=admin1&f=csv")).text();
    assert!(
        table.contains("illustrative,derived")
            && table.contains("KZ-MAN,Mangystau,kaz-r1,window,213895,reported,,people,false,false,true"),
        "{table}"
    );
    let features = server.json("/collections/admin1/items?limit=100");
    assert!(says(&features, "Derived"), "{}", features["notes"]);
}

#[test]
fn what_the_report_leaves_open_stands_where_sources_are_described() {
    let server = serve();
    let sources = server.json("/sources");
    let report = &sources["sources"][0];
    assert!(report["notes"].as_array().is_some_and(|notes| notes.len() == 4), "{report}");
    let boundaries = sources["sources"]
        .as_array()
        .expect("sources")
        .iter()
        .find(|source| source["id"] == "natural-earth")
        .expect("a source");
    assert!(boundaries["notes"][0].as_str().is_some_and(|note| note.contains("before June 2018")), "{boundaries}");
    let answer = server.json(&format!("{VALUES}?by=admin0"));
    assert_eq!(answer["sources"][0]["notes"], Json::Null, "an answer cites its sources");
    let page = server.get("/sources?f=html").text();
    assert!(page.contains("142") && page.contains("270"), "notes are on the page");
    assert_eq!(rows(&server, &format!("{VALUES}?by=admin1&lang=kk"))[9]["name"], "Маңғыстау облысы");
}
