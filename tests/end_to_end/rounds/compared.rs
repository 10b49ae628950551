//! Two rounds side by side.

use serde_json::{Value as Json, json};
use tests::Server;

use super::{alike, displaced, redefined, served};

const D1_D2: &str = "/rounds/compare?a=zzz-d1&b=zzz-d2";

fn refusal(server: &Server, path: &str) -> Json {
    let answer = server.get(path);
    assert_eq!(answer.status, 400, "{path}: {}", answer.text());
    answer.json()
}

#[test]
fn rounds_that_count_the_same_stand_side_by_side_with_their_difference() {
    let (server, _folder) = served(&alike());
    let answer = server.json(&format!("{D1_D2}&by=admin2"));
    assert_eq!((&answer["indicator"], &answer["differences"]), (&json!("idps"), &json!([])));
    assert_eq!((&answer["a"]["round"], &answer["a"]["date"]), (&json!("zzz-d1"), &json!("2024-04-30")));
    let row = &answer["rows"][0];
    assert_eq!((&row["pcode"], &row["name"]), (&json!("ZZ0101"), &json!("Dunes")));
    assert_eq!((&row["a"]["value"], &row["b"]["value"]), (&json!(40), &json!(30)));
    assert_eq!((&row["change"], &row["difference"]), (&json!(-10), &json!("10 fewer (\u{2212}25 %)")));
    // Each round is what it is by itself, and nothing is their sum.
    for (side, round) in [("a", "zzz-d1"), ("b", "zzz-d2")] {
        let alone = server.json(&format!("/indicators/idps/values?by=admin2&round={round}"));
        assert_eq!(answer["total"][side]["value"], alone["total"]["value"]);
        for (row, alone) in answer["rows"].as_array().expect("rows").iter().zip(alone["rows"].as_array().expect("rows"))
        {
            assert_eq!((&row["pcode"], &row[side]["value"]), (&alone["pcode"], &alone["value"]));
        }
    }
}

#[test]
fn what_differs_must_be_acknowledged_and_is_said_in_words() {
    let mut dataset = super::Dataset::displaced();
    redefined(&mut dataset);
    let (server, _folder) = served(&dataset);
    let problem = refusal(&server, D1_D2);
    assert_eq!(problem["parameter"], "acknowledge");
    assert_eq!(problem["accepted"], "definition,population");
    let detail = problem["detail"].as_str().expect("a detail");
    for words in [
        "People who had to leave their homes and are still away.",
        "People who fled in the last two years.",
        "zzz-d1 says something of 4 assessed communities, zzz-d2 of 3; 3 are in both.",
        "add `acknowledge=definition,population`",
    ] {
        assert!(detail.contains(words), "{words:?} in {detail}");
    }
    let kinds: Vec<&Json> =
        problem["differences"].as_array().expect("a list").iter().map(|one| &one["difference"]).collect();
    assert_eq!(kinds, ["definition", "coverage"]);
    // Part of it is not enough, and more than all of it is.
    for some in ["definition", "population", "window", "definition,window"] {
        assert_eq!(refusal(&server, &format!("{D1_D2}&acknowledge={some}"))["accepted"], "definition,population");
    }
    for all in ["definition,population", "population,definition", "definition,population,window"] {
        let answer = server.json(&format!("{D1_D2}&by=admin2&acknowledge={all}"));
        assert_eq!(answer["differences"].as_array().map(Vec::len), Some(2));
        let row = &answer["rows"][0];
        assert_eq!(row["difference"], "10 fewer (\u{2212}25 %); the rounds differ in definition, population");
        assert_eq!(row.get("change"), None, "no number of what is not the same thing");
    }
}

#[test]
fn what_no_round_or_only_one_can_answer_is_refused_whatever_is_acknowledged() {
    let (server, _folder) = displaced();
    let all = "acknowledge=definition,population,window";
    for (query, parameter, words) in [
        ("a=zzz-d1&b=zzz-d1", "b", "are the same round, `zzz-d1`"),
        ("a=zzz-d1&b=zzz-d9", "b", "there is no round `zzz-d9`"),
        ("a=zzz-d9&b=zzz-d1", "a", "there is no round `zzz-d9`"),
        ("a=zzz-d1", "b", "`b` is required"),
        ("b=zzz-d1", "a", "`a` is required"),
        ("a=zzz-d1&b=zzz-d2&indicator=returnees", "b", "round `zzz-d2` does not count returnees"),
        ("a=zzz-d1&b=zzz-d2&indicator=arrivals", "a", "round `zzz-d1` does not count arrivals"),
        ("a=zzz-d1&b=zzz-d2&year=2024", "year", "it is a stock"),
        ("a=zzz-d1&b=zzz-d2&per=change", "per", "it is a stock"),
        ("a=zzz-d1&b=zzz-d2&acknowledge=everything", "acknowledge", "does not accept `everything`"),
        ("a=zzz-d1&b=zzz-d2&by=admin1&within=ZZ0101", "within", "contains no admin1"),
        ("a=zzz-d1&b=zzz-d2&round=zzz-d1", "round", "there is no parameter `round` here"),
    ] {
        let all = if query.contains("acknowledge") { "by=admin1" } else { all };
        let all = if query.contains("by=") || !all.contains("by=") { all } else { "by=admin0" };
        let problem = refusal(&server, &format!("/rounds/compare?{query}&{all}"));
        assert_eq!(problem["parameter"], parameter, "{query}: {problem}");
        assert!(problem["detail"].as_str().unwrap_or_default().contains(words), "{query}: {problem}");
    }
}

#[test]
fn withheld_values_stay_withheld_beside_others() {
    let mut dataset = alike();
    // Of two communities of a district one is withheld: so is the district, in this round, and no difference tells of it.
    dataset.edit("round2.csv", "C4,11,6,5,1,0", "C4,<5,,,1,0");
    dataset.edit("dataset.toml", "file = \"round2.csv\"\nround = \"zzz-d2\"\nlevel = \"community\"\nplace = \"community\"\nsources = [\"survey\"]\ncolumns = [\n  { column = \"idps\"", "file = \"round2.csv\"\nround = \"zzz-d2\"\nlevel = \"community\"\nplace = \"community\"\nsources = [\"survey\"]\nsuppressed = [\"<5\"]\ncolumns = [\n  { column = \"idps\"");
    let (server, _folder) = served(&dataset);
    let answer = server.json(&format!("{D1_D2}&by=community"));
    let row = answer["rows"].as_array().expect("rows").iter().find(|row| row["id"] == "C4").expect("C4");
    assert_eq!(
        (&row["a"]["value"], &row["b"]["value"], &row["b"]["status"]),
        (&json!(7), &json!(null), &json!("suppressed"))
    );
    assert_eq!((row.get("difference"), row.get("change")), (None, None));
    assert_eq!((&answer["total"]["b"]["status"], answer["total"].get("difference")), (&json!("suppressed"), None));
    let csv = server.get(&format!("{D1_D2}&by=community&f=csv")).text();
    let line = csv.lines().find(|line| line.starts_with("C4,")).expect("C4");
    assert!(line.contains("zzz-d2,2024-10-31,,suppressed,"), "{line}");
}

#[test]
fn a_flow_is_compared_over_windows_only_when_they_are_acknowledged_and_by_a_year_that_both_count() {
    let mut dataset = alike();
    let arrivals = "[[rounds.groups]]\ngroup = \"arrivals\"\nyears = [2022, 2023]\ndefinition = \"People who came in the year.\"\n";
    let returnees =
        "[[rounds.groups]]\ngroup = \"returnees\"\ndefinition = \"People who were displaced and are back.\"\n";
    dataset.edit("dataset.toml", returnees, format!("{returnees}\n{arrivals}"));
    dataset.edit(
        "dataset.toml",
        "  { column = \"returnees\", group = \"returnees\" },\n",
        "  { column = \"returnees\", group = \"returnees\" },\n  { column = \"y22\", group = \"arrivals\", year = 2022 },\n  { column = \"y23\", group = \"arrivals\", year = 2023 },\n",
    );
    dataset.put("round1.csv", "community,idps,returnees,y22,y23\nC1,40,10,1,2\nC2,0,25,3,4\nC3,120,,5,6\nC4,7,3,7,8\n");
    let (server, _folder) = served(&dataset);
    let path = format!("{D1_D2}&indicator=arrivals&by=admin0");
    let problem = refusal(&server, &path);
    assert_eq!(problem["accepted"], "window");
    assert!(problem["detail"].as_str().expect("a detail").contains("zzz-d1 counts 2022 to 2023, zzz-d2 2023 to 2024"));
    let windows = server.json(&format!("{path}&acknowledge=window"));
    assert_eq!((&windows["total"]["a"]["value"], &windows["total"]["b"]["value"]), (&json!(36), &json!(43)));
    // Of a year that both count fully the windows do not matter.
    let year = server.json(&format!("{path}&year=2023"));
    assert_eq!((&year["year"], &year["rows"][0]["change"]), (&json!(2023), &json!(6)));
    let problem = refusal(&server, &format!("{path}&year=2024&acknowledge=window"));
    assert_eq!(problem["parameter"], "year");
}

#[test]
fn a_part_of_a_year_beside_a_whole_one_is_refused() {
    let mut dataset = alike();
    let arrivals =
        "[[rounds.groups]]\ngroup = \"arrivals\"\nyears = [2024]\ndefinition = \"People who came in the year.\"\n";
    let returnees =
        "[[rounds.groups]]\ngroup = \"returnees\"\ndefinition = \"People who were displaced and are back.\"\n";
    dataset.edit("dataset.toml", returnees, format!("{returnees}\n{arrivals}"));
    dataset.edit(
        "dataset.toml",
        "  { column = \"returnees\", group = \"returnees\" },\n",
        "  { column = \"returnees\", group = \"returnees\" },\n  { column = \"arrived\", group = \"arrivals\", year = 2024 },\n",
    );
    dataset.put("round1.csv", "community,idps,returnees,arrived\nC1,40,10,1\nC2,0,25,2\nC3,120,,3\nC4,7,3,4\n");
    let (server, _folder) = served(&dataset);
    let path = format!("{D1_D2}&indicator=arrivals&year=2024&acknowledge=definition,population,window");
    let detail = refusal(&server, &path)["detail"].as_str().expect("a detail").to_owned();
    assert!(detail.contains("round `zzz-d1` counts all of it, round `zzz-d2` January to October"), "{detail}");
}

#[test]
fn the_page_leads_from_what_differs_to_the_rounds_side_by_side() {
    let (server, _folder) = displaced();
    let list = server.get("/rounds?f=html").text();
    assert!(list.contains("rounds/compare?a=zzz-d1&amp;b=zzz-d2&amp;indicator=idps"), "{list}");
    let refused = server.get(&format!("{D1_D2}&f=html"));
    assert_eq!((refused.status, refused.header("Content-Type")), (400, Some("text/html; charset=utf-8")));
    let text = refused.text();
    let (_, link) = text.split_once("class=\"acknowledge\" href=\"").expect("a link");
    let link = link.split('"').next().expect("an address").replace("&amp;", "&");
    let shown = server.get(link.strip_prefix("..").expect("a relative address"));
    assert_eq!(shown.status, 200, "{link}");
    let text = shown.text();
    for words in
        ["Dunes", "10 fewer", "zzz-d1 says something of 4 assessed communities", "never added up", "Suppressed"]
    {
        let words = if words == "Dunes" { "West" } else { words };
        let is_there = text.contains(words);
        assert_eq!(is_there, !["10 fewer", "Suppressed"].contains(&words), "{words}: {text}");
    }
    assert!(text.contains("2 more"), "{text}");
}
