//! Displacement data as the API of the Displacement Tracking Matrix sends them, and as the table that the Humanitarian Data Exchange makes of them.

use std::process::Command;

use fixtures::Dataset;
use serde_json::json;
use tests::{Server, binary};

#[test]
fn rounds_of_one_file_are_served_as_stocks_whether_it_is_json_or_a_table() {
    let folders = [Dataset::dtm().write(), Dataset::dtm_of_all_levels().write()];
    let [records, table] = [Server::start(folders[0].path()), Server::start(folders[1].path())];
    let values = |round: &str| {
        let answer = records.json(&format!("/indicators/idps/values?by=admin2&round={round}"));
        let rows = answer["rows"].as_array().expect("rows").iter().map(|row| row["value"].clone()).collect::<Vec<_>>();
        (answer["date"].clone(), answer["total"]["value"].clone(), rows)
    };
    assert_eq!(values("zzz-r11"), (json!("2023-12-31"), json!(475), vec![json!(120), json!(30), json!(325)]));
    assert_eq!(values("zzz-r12"), (json!("2024-06-30"), json!(1440), vec![json!(140), json!(0), json!(1300)]));
    for path in [
        "/indicators/idps/values?by=admin2&round=zzz-r11",
        "/indicators/idps/values?by=admin0&round=zzz-r12",
        "/indicators/idps/values?by=admin1&breakdown=displacement_reason",
        "/indicators/idps/values?by=admin2&breakdown=sex&f=csv",
        "/collections/admin2/items?f=csv",
    ] {
        let [a, b] = [&records, &table].map(|server| {
            let origin = server.json("/")["links"][0]["href"].as_str().unwrap_or_default().to_owned();
            let origin = origin.split('/').take(3).collect::<Vec<_>>().join("/");
            server.get(path).text().replace(&origin, "")
        });
        assert_eq!(a, b, "{path}");
    }
    for folder in &folders {
        let check = Command::new(binary()).arg("check").arg(folder.path()).output().expect("kerben runs");
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    }
}

#[test]
fn an_answer_that_is_an_error_of_the_service_is_reported_with_what_it_says() {
    let mut dataset = Dataset::dtm();
    let refused =
        r#"{"result": null, "isSuccess": false, "errorMessages": ["Access denied due to invalid subscription key."]}"#;
    dataset.put("displacement-admin2.json", refused);
    let check = Command::new(binary()).arg("check").arg(dataset.write().path()).output().expect("kerben runs");
    let said = String::from_utf8_lossy(&check.stdout);
    assert!(!check.status.success() && said.contains("Access denied due to invalid subscription key."), "{said}");
}

#[test]
fn figures_of_districts_that_were_counted_as_a_whole_say_nothing_of_communities() {
    let folder = Dataset::dtm().write();
    let server = Server::start(folder.path());
    for path in [
        "/indicators/idps/values?by=admin2&round=zzz-r11",
        "/indicators/idps/values?by=admin0&round=zzz-r11",
        "/indicators/idps/values?by=admin1&breakdown=sex",
        "/rounds/compare?a=zzz-r11&b=zzz-r12&by=admin1",
        "/rounds/trend?indicator=idps&by=admin2",
    ] {
        let answer = server.json(path);
        let rows = answer["rows"].as_array().expect("rows");
        let text = serde_json::to_string(rows).expect("JSON");
        assert!(!rows.is_empty() && !text.contains("communities"), "{path}: {text}");
    }
    let csv = server.get("/indicators/idps/values?by=admin2&f=csv").text();
    assert!(!csv.contains("communities"), "{csv}");
    // Where villages were counted, their numbers stand beside each value.
    let folder = Dataset::displaced().write();
    let rows = Server::start(folder.path()).json("/indicators/idps/values?by=admin2")["rows"].clone();
    assert!(rows[0]["communities"].is_u64() && rows[0]["communities_confirming"].is_u64(), "{rows}");
}
