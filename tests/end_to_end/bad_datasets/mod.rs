//! Datasets with one thing broken each, and the exact words in which `kerben check` says so: which file, sheet, row and column, and
//! what is expected there.

mod allowed;
mod boundaries;
mod case;
mod communities;
mod described_tables;
mod description;
mod expressed_anew;
mod matches;
mod remote;
mod system_calls;
mod tables;
mod tables_of_others;
mod terminal;
mod vocabulary;
mod warnings;
mod workbook;

use std::process::Command;

use case::{check, check_all, differences};
use fixtures::Dataset;
use tests::{Server, binary, sample};

#[test]
fn errors_in_dataset_toml_have_its_line() {
    check_all(&description::table());
}

#[test]
fn errors_in_described_tables_have_the_line_of_dataset_toml() {
    check_all(&described_tables::table());
}

#[test]
fn errors_in_a_vocabulary_of_ones_own_have_the_line_of_dataset_toml() {
    check_all(&vocabulary::table());
}

#[test]
fn errors_in_boundaries_have_the_feature() {
    check_all(&boundaries::table());
}

#[test]
fn errors_in_communities_have_row_and_column() {
    check_all(&communities::table());
}

#[test]
fn errors_in_tables_have_row_and_column() {
    check_all(&tables::table());
}

#[test]
fn warnings_and_notes_do_not_keep_a_dataset_from_being_published() {
    check_all(&warnings::table());
}

#[test]
fn a_sound_dataset_has_no_findings() {
    let folder = Dataset::sandland().write();
    assert_eq!(differences(folder.path(), &[]), Vec::<String>::new());
    let text = String::from_utf8(check(folder.path(), &[]).stdout).expect("UTF-8");
    assert!(text.ends_with("\n0 errors, 0 warnings, 0 notes\n"), "{text}");
    let server = Server::start(folder.path());
    let answer = server.json("/indicators/return_migrants/values?by=admin0");
    assert_eq!(answer["total"]["value"], 59, "the counts add up to what the tables say");
}

#[test]
fn the_sample_that_ships_has_no_errors() {
    assert_eq!(differences(&sample(), &[]), Vec::<String>::new());
}

/// Nothing is half done: a server shows a dataset that is right, or does not start.
#[test]
fn a_broken_dataset_is_not_served() {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C2,0,3,1", "C2,0,-3,1");
    let folder = dataset.write();
    let serve = Command::new(binary())
        .arg("serve")
        .arg(folder.path())
        .args(["--listen", "127.0.0.1:0"])
        .output()
        .expect("the binary runs");
    assert_eq!(serve.status.code(), Some(1));
    assert_eq!(serve.stdout, b"", "it never says that it is ready");
    let said = String::from_utf8_lossy(&serve.stderr).into_owned();
    let line = "counts.csv, row 3, column returns_2023: `-3` is negative; expected 0 or more";
    assert!(said.contains(line), "{said}");
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let nowhere = folder.path().join("nowhere");
    let output = check(&nowhere, &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = format!("  dataset.toml: the folder {} does not exist\n", nowhere.display());
    assert!(said.contains(&line), "{said}");
}

/// Programs need no parser of messages: where, what stands there, what to do, and to which kind of work that belongs.
#[test]
fn findings_have_the_value_and_the_remedy_as_members() {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C2,0,3,1", "C2,0,-3,1");
    dataset.edit("communities.csv", "74.2,42.5", "74.6,42.5");
    let report: serde_json::Value =
        serde_json::from_slice(&check(dataset.write().path(), &["--format", "json"]).stdout).expect("JSON");
    let finding = |code: &str| {
        let found = report["findings"].as_array().into_iter().flatten().find(|finding| finding["code"] == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {report}"));
        ["value", "action", "remedy"].map(|member| found[member].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(finding("negative_number"), ["-3", "correct_values", "Write 0 or more."]);
    let [value, action, remedy] = finding("point_outside_district");
    assert_eq!((value.as_str(), action.as_str()), ("ZZ0101", "check_coordinates"), "{report}");
    assert!(remedy.starts_with("Check which is wrong on a map"), "{remedy}");
    let folder = {
        let mut dataset = Dataset::sandland();
        dataset.describe("years = [2022, 2023, 2024]", "years = [122, 2023, 2024]");
        dataset.write()
    };
    let report: serde_json::Value =
        serde_json::from_slice(&check(folder.path(), &["--format", "json"]).stdout).expect("JSON");
    let first = &report["findings"][0];
    assert_eq!((&first["value"], &first["location"]["file"]), (&"122".into(), &"dataset.toml".into()), "{report}");
}

#[test]
fn an_id_that_the_server_has_for_something_else_is_an_error_of_the_check() {
    for id in ["api", "rounds", "collections", "assets", "at"] {
        let mut dataset = Dataset::sandland();
        dataset.describe("id = \"sandland\"", &format!("id = \"{id}\""));
        let folder = dataset.write();
        let report: serde_json::Value =
            serde_json::from_slice(&check(folder.path(), &["--format", "json"]).stdout).expect("a report");
        let found = &report["findings"][0];
        assert_eq!((&found["code"], &found["location"]["line"]), (&"id_reserved".into(), &2.into()), "{id}: {report}");
        let message = found["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(&format!("the id `{id}` cannot be the beginning of addresses")), "{message}");
        assert!(message.contains("api") && message.contains("maps"), "{message}");
    }
}
