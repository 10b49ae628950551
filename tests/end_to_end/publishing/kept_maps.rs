//! An article keeps its map: what its address names does not change when a new round is published. Without these the map follows the newest round.

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::{Server, wait_until};

/// A second assessment, a year later, with ten times as many people.
fn next_round(mut dataset: Dataset) -> Dataset {
    let text = dataset.text("dataset.toml").to_owned();
    let (head, rest) = text.split_once("[[rounds]]").expect("rounds");
    let (round, rest) = rest.split_once("[communities]").expect("communities");
    let id = round.split("id = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id").to_owned();
    let later = round.replace(&format!("id = \"{id}\""), "id = \"later\"").replace("\"2024-0", "\"2025-0");
    let (tables, counts) = rest.split_once("[[counts]]").expect("counts");
    let (first, others) = counts.split_once("\n\n[[").expect("more");
    let second = first.replace("counts.csv", "later.csv").replace(&format!("round = \"{id}\""), "round = \"later\"");
    let more = |line: &str| -> String {
        let cells = line.split(',').enumerate().map(|(at, cell)| match cell.parse::<u64>() {
            Ok(count) if at > 0 => (count * 10 + 7).to_string(),
            _ => cell.to_owned(),
        });
        cells.collect::<Vec<_>>().join(",")
    };
    let counts: Vec<String> = dataset.text("counts.csv").lines().map(more).collect();
    dataset.put("later.csv", counts.join("\n") + "\n");
    let described = format!(
        "{head}[[rounds]]{round}[[rounds]]{later}[communities]{tables}[[counts]]{first}\n\n[[counts]]{second}\n\n[[{others}"
    );
    dataset.put("dataset.toml", described.replace(&format!("default_round = \"{id}\""), "default_round = \"later\""));
    dataset
}

/// The breaks between the classes of a map, as the line to embed it has them.
fn breaks(map: &Json) -> String {
    let classes = map["classes"].as_array().expect("classes").iter().filter(|class| class["kind"] != "zero");
    let lows = classes.skip(1).map(|class| class["low"].to_string());
    lows.collect::<Vec<_>>().join(",")
}

#[test]
fn a_named_round_needs_no_reason_why_it_is_not_the_newest() {
    let mut dataset = next_round(Dataset::sandland());
    let text = dataset.text("dataset.toml").to_owned();
    // Only the first round asked for services.
    assert!(text.contains("[[services]]"));
    dataset.put("dataset.toml", text);
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let notes =
        |more: &str| server.json(&format!("/maps/communities_lacking?service=hospital{more}"))["notes"].to_string();
    assert!(notes("").contains("has nothing on it"), "{}", notes(""));
    assert!(!notes("&round=zzz-r1").contains("has nothing on it"), "{}", notes("&round=zzz-r1"));
}

#[test]
fn a_map_that_names_its_round_and_breaks_does_not_change_by_a_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    Dataset::sandland().write_to(folder.path());
    let server = Server::start(folder.path());
    let rounds = |server: &Server| server.json("/rounds")["rounds"].as_array().map_or(0, Vec::len);
    assert_eq!(rounds(&server), 1);
    let latest = "indicator=return_migrants&by=admin2&per=per_1000_households";
    let shown = server.json(&format!("/embed.json?{latest}&year=2023"));
    let round = shown["round"].as_str().expect("a round").to_owned();
    let kept = [
        format!("{latest}&round={round}&year=2023&marks=fill&breaks={}", breaks(&shown)),
        format!("indicator=return_migrants&by=admin2&per=none&round={round}&year=2023&marks=circles&breaks=own"),
        format!(
            "{latest}&round={round}&year=window&marks=both&breaks={}",
            breaks(&server.json(&format!("/embed.json?{latest}&year=window")))
        ),
    ];
    let all = |server: &Server| {
        let answers = kept.iter().flat_map(|query| {
            let (_, parameters) = query.split_once('&').expect("an indicator");
            [
                format!("/embed?{query}"),
                format!("/embed/map?{query}"),
                format!("/embed.json?{query}"),
                format!("/maps/return_migrants.svg?{parameters}"),
                format!("/maps/return_migrants.png?{parameters}&paper=preview"),
                format!("/maps/return_migrants/style.json?{parameters}"),
            ]
        });
        let answers = answers.map(|path| {
            let answer = server.get(&path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            (path, answer.body)
        });
        answers.collect::<Vec<_>>()
    };
    let open = |server: &Server| server.json(&format!("/embed.json?{latest}"));
    let (before, before_open) = (all(&server), open(&server));

    next_round(Dataset::sandland()).write_to(folder.path());
    server.signal("HUP");
    wait_until("the next round is there", || rounds(&server) == 2);
    for ((path, before), (_, after)) in before.iter().zip(all(&server)) {
        assert!(
            *before == after,
            "{path} changed:\n{}\n{}",
            String::from_utf8_lossy(before),
            String::from_utf8_lossy(&after)
        );
    }
    // What names no round is of the newest one.
    let after_open = open(&server);
    assert_eq!((before_open["round"].as_str(), after_open["round"].as_str()), (Some(&*round), Some("later")));
    assert_ne!(before_open["classes"], after_open["classes"]);
}
