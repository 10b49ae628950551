//! The words that a dataset declares.

use fixtures::Dataset;
use serde_json::json;
use tests::Server;

use super::displaced;

/// Ids of groups of the usual vocabulary.
const OTHERS: [&str; 4] = ["return_migrants", "emigrants", "internal_migrants", "international_migrant_workers"];

#[test]
fn answers_name_the_words_of_the_dataset_and_nobody_elses() {
    let (server, _folder) = displaced();
    for (path, named) in [
        ("/api?f=json", true),
        ("/api?f=html", true),
        ("/indicators", true),
        ("/indicators?f=html", true),
        ("/rounds", true),
        ("/collections/admin2/schema", true),
        ("/collections/admin2/queryables", true),
        ("/collections/communities/items", true),
        ("/collections/admin2/items?f=csv", true),
        ("/tiles/admin2.json", true),
        ("/tiles/communities.json", true),
        ("/embed.json", true),
        ("/", false),
        ("/embed", false),
        ("/?f=json", false),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        let text = answer.text();
        assert!(!named || text.contains("idps"), "{path} names the groups");
        for other in OTHERS {
            assert!(!text.contains(other), "{path} names {other}");
        }
    }
}

#[test]
fn a_map_is_of_the_first_group_that_the_round_counts() {
    let (server, _folder) = displaced();
    let shown = |query: &str| server.json(&format!("/embed.json{query}"))["indicator"].clone();
    assert_eq!(shown(""), "idps");
    assert_eq!(shown("?year=2023"), "arrivals", "which has years");
    assert_eq!(shown("?round=zzz-d1&year=2023"), "idps", "there is nothing by year");
    let mut other = Dataset::displaced();
    other.describe(
        "[[rounds.groups]]\ngroup = \"arrivals\"\nyears = [2023, 2024]\npartial = { 2024 = \"January to October\" }\ndefinition = \"People who came in the year.\"\n",
        "",
    );
    let arrivals = "[[rounds.groups]]\ngroup = \"arrivals\"\nyears = [2023, 2024]\npartial = { 2024 = \"January to October\" }\ndefinition = \"People who came in the year.\"\n\n";
    let second = "collected = [\"2024-10-01\", \"2024-10-31\"]\nmethod = \"Key informant interviews\"\nsources = [\"survey\"]\n\n";
    other.describe(second, &format!("{second}{arrivals}"));
    let folder = other.write();
    assert_eq!(Server::start(folder.path()).json("/embed.json")["indicator"], json!("arrivals"));
}

#[test]
fn an_unknown_indicator_is_answered_with_those_of_the_dataset() {
    let (server, _folder) = displaced();
    assert_eq!(server.get("/indicators/return_migrants/values").status, 404);
    let problem = server.get("/tiles/admin2/5/22/11.mvt?indicator=return_migrants").json();
    assert_eq!((&problem["status"], &problem["accepted"]), (&json!(400), &json!("one of idps, returnees, arrivals")));
    let problem = server.get("/collections/admin2/items?groups=emigrants").json();
    assert_eq!(problem["accepted"], "idps, arrivals");
}
