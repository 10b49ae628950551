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

#[test]
fn the_ready_vocabulary_of_displacement_is_taken_by_its_name() {
    let mut dataset = Dataset::displaced();
    let text = dataset.text("dataset.toml").to_owned();
    let (start, end) = (text.find("[vocabulary]").expect("a section"), text.find("[[sources]]").expect("a section"));
    dataset.put("dataset.toml", format!("vocabulary = \"iom-dtm\"\n{}{}", &text[..start], &text[end..]));
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"fr\", \"ar\"]");
    let arrivals = "[[rounds.groups]]\ngroup = \"arrivals\"\nyears = [2023, 2024]\npartial = { 2024 = \"January to October\" }\ndefinition = \"People who came in the year.\"\n";
    dataset.describe(arrivals, "");
    for year in [2023, 2024] {
        dataset.describe(&format!("  {{ column = \"arrivals_{year}\", group = \"arrivals\", year = {year} }},\n"), "");
    }
    dataset.describe("category = \"Women\"", "category = \"female\"");
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let title = |lang: &str| server.json(&format!("/maps/idps?lang={lang}"))["legend"]["title"].to_string();
    assert!(title("en").contains("Internally displaced persons, 31 October 2024"), "{}", title("en"));
    assert!(title("fr").contains("Personnes déplacées internes"), "{}", title("fr"));
    assert!(title("ar").contains("النازحون داخلياً"), "{}", title("ar"));
    let indicators = server.json("/indicators");
    let ids: Vec<&str> =
        indicators["indicators"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect();
    assert_eq!(ids, ["idps", "returnees"]);
    let path = "/indicators/idps/values?breakdown=sex&by=admin0&lang=fr";
    assert_eq!(server.json(path)["rows"][0]["category_label"], json!("Femmes"));
}

#[test]
fn breakdowns_are_by_the_dimensions_of_the_dataset() {
    let (server, _folder) = displaced();
    let row = |lang: &str| {
        let path = format!("/indicators/idps/values?breakdown=sex&by=admin0{lang}");
        server.json(&path)["rows"][0].clone()
    };
    let women = row("");
    assert_eq!(
        (&women["category"], &women["category_label"], &women["value"]),
        (&json!("Women"), &json!("Women"), &json!(103))
    );
    let breakdown = server.json("/rounds")["rounds"][1]["breakdowns"][0].clone();
    assert_eq!((&breakdown["label"], &breakdown["category_labels"]), (&json!("Sex"), &json!(["Women", "Men"])));
    let problem = server.get("/indicators/idps/values?breakdown=length_of_stay").json();
    assert_eq!((&problem["status"], &problem["accepted"]), (&json!(400), &json!("one of sex")));
    let mut other = Dataset::displaced();
    other.describe(
        "id = \"sex\"\nlabel = { en = \"Sex\", fr = \"Sexe\" }",
        "id = \"gender_of_head\"\nlabel = \"Gender of the head\"",
    );
    other.describe("dimension = \"sex\"", "dimension = \"gender_of_head\"");
    let folder = other.write();
    let csv =
        Server::start(folder.path()).get("/indicators/idps/values?breakdown=gender_of_head&by=admin0&f=csv").text();
    assert!(csv.starts_with("pcode,name,round,date,gender_of_head,value"), "{csv}");
}
