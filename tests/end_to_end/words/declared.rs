//! The words that a dataset declares.

use fixtures::Dataset;
use serde_json::json;
use tests::Server;

use super::displaced;

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
