//! Services and distance bands that no other dataset has: checked, built, served, mapped, tiled, paged and exported under their own names.

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;

use crate::archives::opened::{Archive, Pmtiles};
use crate::codes::{assert_edition_is_the_same, findings, kerben, texts};
use crate::tiles::Tile;

const BANDS: [&str; 3] = ["0-0.5", "0.5-2", ">2"];

/// Ids and labels of the usual vocabulary, and its bands: none of them is a word of this dataset.
const WORDS_OF_OTHERS: [&str; 16] = [
    "hospital",
    "clinic",
    "internet",
    "market",
    "drinking_water",
    "school",
    "employment_center",
    "bank_atm_post",
    "public_service_center",
    "Safe drinking water",
    "Public service centre",
    "6-10",
    "16-20",
    "over_25",
    "\">25\"",
    "25 km",
];

fn served() -> (tempfile::TempDir, Server) {
    let dataset = Dataset::own_services().write();
    let server = Server::start(dataset.path());
    (dataset, server)
}

#[test]
fn a_dataset_with_its_own_services_and_bands_is_sound_and_survives_an_edition() {
    let dataset = Dataset::own_services().write();
    assert_eq!(findings(dataset.path()), Vec::<Json>::new());
    assert_edition_is_the_same(
        dataset.path(),
        &[
            "/services",
            "/services/health_post/distance?by=admin0",
            "/services/health_post/beyond?km=1&by=admin1",
            "/services/well/communities?beyond_km=0.4",
            "/indicators/households_beyond/values?service=well&km=2",
            "/collections/communities/schema",
            "/collections/communities/items?f=csv",
            "/collections/facilities/items",
            "/tiles/communities/6/45/23.mvt",
            "/maps/communities_lacking?service=radio",
            "/embed.json?indicator=households_beyond",
        ],
    );
}

#[test]
fn services_are_listed_with_their_labels_bands_and_edges() {
    let (_dataset, server) = served();
    let services = server.json("/services")["services"].clone();
    assert_eq!(texts(&services, "id"), ["health_post", "well", "radio"]);
    assert_eq!(texts(&services, "label"), ["Health post", "Well", "Radio"]);
    let of = |position: usize, member: &str| services[position][member].clone();
    assert_eq!([of(0, "distances"), of(1, "distances"), of(2, "distances")], ["bands", "kilometres", "none"]);
    assert_eq!([of(0, "bands"), of(2, "bands")], [json!(BANDS), json!([])]);
    assert_eq!([of(0, "edges"), of(2, "edges")], [json!([0.5, 2.0]), json!([])]);
    assert_eq!([of(0, "default"), of(1, "default"), of(2, "default")], [false, true, false]);
    // What has no word in a language has that of the main one.
    let french = server.json("/services?lang=fr")["services"].clone();
    assert_eq!(texts(&french, "label"), ["Poste de santé", "Puits", "Radio"]);
}

#[test]
fn distances_are_answered_in_the_bands_of_the_dataset() {
    let (_dataset, server) = served();
    let row = server.json("/services/health_post/distance?by=admin0")["rows"][0].clone();
    assert_eq!(row["bands"], json!({ "0-0.5": 60, "0.5-2": 80, "over_2": 120 }));
    assert_eq!(row["beyond"], json!({ "0.5": 200, "2": 120 }));
    let beyond = |km: &str| {
        server.json(&format!("/services/health_post/beyond?km={km}&by=admin0"))["rows"][0]["households"].clone()
    };
    assert_eq!(beyond("1"), json!({ "low": 120, "high": 200, "exact": false }));
    assert_eq!(beyond("0.5"), json!({ "low": 200, "high": 200, "exact": true }));
    let wells = server.json("/services/well/distance?by=admin0")["rows"][0].clone();
    assert_eq!(wells["bands"], json!({ "0-0.5": 60, "0.5-2": 0, "over_2": 120 }));
    let far = server.json("/services/health_post/communities?beyond_km=0.5");
    assert_eq!(texts(&far["features"], "id"), ["C1", "C2"]);
    assert_eq!(texts(&far["features"], "distance_band"), [">2", "0.5-2"]);

    let values = |query: &str| server.json(&format!("/indicators/households_beyond/values?by=admin0&{query}"));
    assert_eq!(values("service=health_post&km=2")["total"]["value"], 120);
    assert_eq!(values("service=well&km=0.4")["total"]["value"], 120);
    let inside = server.get("/indicators/households_beyond/values?by=admin0&service=health_post&km=1");
    assert_eq!(inside.status, 400);
    assert!(inside.text().contains("use one of the edges 0.5, 2, or"), "{}", inside.text());
    let lacking = server.json("/indicators/communities_lacking/values?by=admin0&service=radio");
    assert_eq!(lacking["total"]["value"], 2);
}

#[test]
fn columns_of_communities_and_facilities_have_the_words_of_the_dataset() {
    let (_dataset, server) = served();
    let schema = server.json("/collections/communities/schema")["properties"].clone();
    let columns: Vec<&str> = ["health_post", "health_post_band", "well", "well_km", "well_band", "radio"].into();
    for column in &columns {
        assert!(schema.get(column).is_some(), "{column}: {schema}");
    }
    assert!(schema.get("health_post_km").is_none() && schema.get("radio_band").is_none());
    assert_eq!(schema["well_band"]["enum"], json!([BANDS[0], BANDS[1], BANDS[2], null]));
    assert!(schema["well_km"]["title"].as_str().is_some_and(|title| title.contains("Well")), "{schema}");

    let items = server.json("/collections/communities/items?sortby=id");
    let of = |position: usize, column: &str| items["features"][position]["properties"][column].clone();
    assert_eq!([of(0, "health_post"), of(0, "health_post_band")], ["lacking", ">2"]);
    assert_eq!([of(1, "health_post_band"), of(3, "health_post_band")], ["0.5-2", "0-0.5"]);
    assert_eq!([of(0, "well_km"), of(0, "well_band"), of(3, "well_band")], [json!(3.5), json!(">2"), json!("0-0.5")]);
    let csv = server.get("/collections/communities/items?f=csv").text();
    let header = csv.lines().next().unwrap_or_default();
    assert!(header.contains(",health_post,health_post_band,well,well_km,well_band,radio,"), "{header}");

    let facilities = server.json("/collections/facilities/items?sortby=id");
    assert_eq!(texts(&facilities["features"], "service"), ["well", "health_post"]);
    let of_facilities = server.json("/collections/facilities/schema");
    assert_eq!(of_facilities["properties"]["service"]["enum"], json!(["health_post", "well", "radio"]));
    assert_eq!(of_facilities["properties"]["service"]["type"], "string");
}

#[test]
fn maps_and_embeds_take_the_usual_service_and_the_last_edge() {
    let (_dataset, server) = served();
    let map = server.json("/maps/households_beyond?service=health_post&km=2&by=admin2");
    let title = map["title"].as_str().unwrap_or_default();
    assert!(title.contains("more than 2 km from a health post"), "{title}");
    let french = server.json("/maps/communities_lacking?service=health_post&by=admin2&lang=fr")["title"].clone();
    assert!(french.as_str().is_some_and(|title| title.contains("un poste de santé")), "{french}");

    let embedded = server.json("/embed.json?indicator=households_beyond");
    assert_eq!([&embedded["service"], &embedded["km"]], [&json!("well"), &json!(2.0)]);
    let notices = embedded["notices"].to_string();
    assert!(notices.contains("2 km") && notices.contains("a well"), "{notices}");
    // A service that the dataset does not have is left out, and the page says so.
    let mended = server.json("/embed.json?indicator=communities_lacking&service=hospital");
    assert_eq!(mended["service"], "well");
    assert!(mended["notices"].to_string().contains("none that can be chosen"), "{}", mended["notices"]);
    let indicators = server.json("/indicators")["indicators"].clone();
    let beyond = indicators.as_array().into_iter().flatten().find(|one| one["id"] == "households_beyond");
    let map = beyond.and_then(|one| one["map"].as_str()).unwrap_or_default().to_owned();
    assert!(map.contains("service=well") && map.contains("km=2") && !map.contains("km=25"), "{map}");
}

#[test]
fn what_names_a_service_that_the_dataset_lacks_is_told_which_there_are() {
    let (_dataset, server) = served();
    let declared = "one of health_post, well, radio";
    for (path, status) in [
        ("/indicators/communities_lacking/values?service=hospital", 400),
        ("/indicators/communities_lacking/values", 400),
        ("/maps/communities_lacking?service=hospital", 400),
        ("/tiles/communities/6/45/23.mvt?indicator=communities_lacking&service=hospital", 400),
        ("/services/hospital/communities", 404),
        ("/services/hospital/distance", 404),
        ("/services/hospital/beyond?km=2", 404),
    ] {
        let answer = server.get(path);
        let problem = answer.json();
        assert_eq!((answer.status, &problem["parameter"]), (status, &json!("service")), "{path}: {problem}");
        assert_eq!(problem["accepted"], declared, "{path}");
    }

    let mut dataset = Dataset::own_services();
    dataset.describe("service = \"radio\"", "service = \"hospital\"");
    let message = &findings(dataset.write().path())[0]["message"];
    assert_eq!(*message, "`hospital` is not a service; accepted: `health_post`, `well`, `radio`");
    let mut dataset = Dataset::own_services();
    dataset.edit("facilities.geojson", "\"service\":\"well\"", "\"service\":\"school\"");
    let message = &findings(dataset.write().path())[0]["message"];
    assert_eq!(*message, "`school` is not a service; accepted: `health_post`, `well`, `radio`");
    let mut dataset = Dataset::own_services();
    dataset.edit("services.csv", "Over 2 km", "Over 25 km");
    let finding = findings(dataset.write().path())[0].clone();
    assert_eq!(finding["message"], "`Over 25 km` is not a distance band; accepted: `0-0.5`, `0.5-2`, `>2`");
    let mut dataset = Dataset::own_services();
    dataset.describe("usual_service = \"well\"", "usual_service = \"clinic\"");
    let message = findings(dataset.write().path())[0]["message"].to_string();
    assert!(message.contains("it declares health_post, well, radio"), "{message}");
}

#[test]
fn no_answer_names_the_services_and_bands_of_other_datasets() {
    let (_dataset, server) = served();
    for path in [
        "/api?f=json",
        "/api?f=html",
        "/rounds",
        "/services",
        "/services?f=html",
        "/indicators",
        "/collections/communities/schema",
        "/collections/communities/queryables",
        "/collections/facilities/schema",
        "/collections/communities/items",
        "/tiles/communities.json",
        "/services/health_post/distance",
        "/services/health_post/distance?f=html",
        "/embed.json?indicator=households_beyond",
        "/maps/communities_lacking?service=well",
        "/?f=html",
    ] {
        let text = server.get(path).text();
        for word in WORDS_OF_OTHERS {
            assert!(!text.contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn tiles_and_archives_have_the_columns_of_the_dataset() {
    let (dataset, server) = served();
    let tile = Tile { z: 6, x: 45, y: 23 };
    let communities = tile.features(&server, "communities", "?cluster=false");
    let brim = communities.iter().find(|one| one.attributes["id"] == "C2").expect("Brim");
    assert_eq!(brim.attributes["health_post_band"], "0.5-2");
    let fields = &server.json("/tiles/communities.json")["vector_layers"][0]["fields"];
    assert!(fields["well_km"].as_str().is_some_and(|text| text.contains("Well")), "{fields}");

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("communities.pmtiles");
    let (from, to) = (dataset.path().to_string_lossy(), archive.to_string_lossy());
    kerben(&[
        "export",
        "communities",
        &from,
        "-o",
        &to,
        "--maxzoom",
        "6",
        "--indicator",
        "communities_lacking",
        "--service",
        "radio",
    ]);
    let fields = Pmtiles::open(&archive).metadata()["vector_layers"][0]["fields"].clone();
    assert!(fields.get("health_post_band").is_some() && fields.get("hospital").is_none(), "{fields}");
}
