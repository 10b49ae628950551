//! Errors that are allowed: their rows and cells are left out, which report, answers, logs and editions say; others keep a dataset from being
//! published as before.

use std::path::Path;
use std::process::{Command, Output};

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::{Server, binary};

use crate::bad_datasets::case::check;

/// Sandland with a count that is negative, a row about no community, and a community in no district.
fn broken() -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C2,0,3,1", "C2,0,-3,1\nC9,1,2,3");
    dataset.edit("communities.csv", "42.5,ZZ0101,120", "42.5,ZZ0909,120");
    dataset
}

/// Communities with coordinates in metres.
const UTM: &str = "id,name,lon,lat,district,households\nC1,A,500000,4700000,ZZ0101,1\nC2,B,500001,4700001,ZZ0101,1\n\
                   C3,C,500002,4700002,ZZ0101,1\nC4,D,500003,4700003,ZZ0101,1\n";

const ALL: &str = "negative_number,unknown_place,unknown_district";

fn json(output: &Output) -> Json {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn notes(answer: &Json) -> Vec<&str> {
    answer["notes"].as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

#[test]
fn a_dataset_is_served_in_part_only_if_every_kind_of_error_is_named() {
    let folder = broken().write();
    for allow in ["negative_number", "negative_number,unknown_place", "unknown_district,unknown_place"] {
        let output = check(folder.path(), &["--allow", allow]);
        assert_eq!(output.status.code(), Some(1), "{allow}");
    }
    let output = check(folder.path(), &["--allow", "negative_number", "--allow", "unknown_place,unknown_district"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stdout));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("Left out, because --allow names these errors (3)"), "{text}");
    assert!(
        text.contains("rows are about communities that are left out") || text.contains("one row is about"),
        "{text}"
    );
    assert!(text.trim_end().ends_with(", 3 left out") && text.contains("\n0 errors,"), "{text}");
    let report = json(&check(folder.path(), &["--allow", ALL, "--format", "json"]));
    assert_eq!(report["summary"]["errors"], 0);
    let left_out = report["summary"]["left_out"].as_array().expect("what is left out");
    let count = |code: &str, file: &str| {
        let found = left_out.iter().find(|of| of["code"] == code && of["file"] == file);
        found.map_or(Json::Null, |of| of["count"].clone())
    };
    assert_eq!(count("negative_number", "counts.csv"), 1);
    assert_eq!(count("unknown_place", "counts.csv"), 1);
    assert_eq!(count("unknown_district", "communities.csv"), 1);
    assert_eq!(count("rows_about_left_out", "counts.csv"), 1);
    let errors = report["findings"].as_array().into_iter().flatten().filter(|finding| finding["severity"] == "error");
    assert!(errors.clone().all(|finding| finding["left_out"] == true) && errors.count() == 3, "{report}");
}

#[test]
fn what_is_left_out_is_no_data_and_every_answer_that_rests_on_it_says_so() {
    let folder = broken().write();
    let server = Server::start_with(folder.path(), &["--allow", ALL]);
    let start = server.json("/?f=json");
    assert_eq!(start["left_out"].as_array().map(Vec::len), Some(6), "{start}");
    let of_counts = "3 rows or cells of counts.csv were left out because they have errors: they are no data, not zero.";
    let of_communities =
        "One row or cell of communities.csv was left out because it has an error: it is no data, not zero.";
    assert!(notes(&start).contains(&of_counts) && notes(&start).contains(&of_communities), "{start}");
    let values = server.json("/indicators/return_migrants/values?by=community&year=2023");
    assert!(notes(&values).contains(&of_counts) && notes(&values).contains(&of_communities), "{values}");
    let row = |id: &str| {
        let rows = values["rows"].as_array().expect("rows");
        rows.iter().find(|row| row["id"] == id || row["pcode"] == id).cloned().unwrap_or_default()
    };
    assert_eq!(row("C2")["status"], "no_data", "{values}");
    assert_eq!(row("C2")["value"], Json::Null);
    assert_eq!(row("C1"), Json::Null, "the community is left out as a whole: {values}");
    let map = server.json("/maps/return_migrants?by=admin2&year=2023");
    assert!(map.to_string().contains(of_counts), "{map}");
    let services = server.json("/services/school/communities?beyond_km=1");
    assert!(notes(&services).iter().any(|note| note.contains("of services.csv")), "{services}");
    assert!(!notes(&services).contains(&of_counts), "counts say nothing of services: {services}");
}

#[test]
fn an_edition_says_what_was_left_out_of_it() {
    let (folder, editions) = (broken().write(), tempfile::tempdir().expect("a folder"));
    let build = |arguments: &[&str]| {
        let mut command = Command::new(binary());
        command.arg("build").arg(folder.path()).arg("-o").arg(editions.path()).args(arguments);
        command.output().expect("the binary runs")
    };
    assert_eq!(build(&[]).status.code(), Some(1));
    let built = build(&["--allow", ALL]);
    assert_eq!(built.status.code(), Some(0), "{}", stderr(&built));
    assert!(stderr(&built).contains("Left out, because --allow names these errors (3)"), "{}", stderr(&built));
    let server = Server::start(editions.path());
    let values = server.json("/indicators/return_migrants/values?by=admin1&year=2023");
    assert!(notes(&values).iter().any(|note| note.starts_with("3 rows or cells of counts.csv")), "{values}");
}

#[test]
fn a_sound_dataset_is_the_same_whatever_is_allowed() {
    let folder = Dataset::sandland().write();
    let server = Server::start_with(folder.path(), &["--allow", ALL]);
    let start = server.json("/?f=json");
    assert!(start.get("left_out").is_none() && start.get("notes").is_none(), "{start}");
    assert_eq!(server.json("/indicators/return_migrants/values?by=admin0")["total"]["value"], 59);
}

#[test]
fn structural_errors_cannot_be_allowed() {
    let folder = Dataset::sandland().write();
    for (codes, reason) in [
        ("column_missing", "`column_missing` cannot be allowed: it is about more than a row or a cell"),
        ("negative_number,duplicate_place", "`duplicate_place` cannot be allowed"),
        ("nonsense", "`nonsense` is no code of an error; can be allowed: ambiguous_separator, "),
    ] {
        let output = check(folder.path(), &["--allow", codes]);
        assert_eq!(output.status.code(), Some(2), "a usage error");
        assert!(stderr(&output).contains(reason), "{}", stderr(&output));
    }
    // The same error in boundaries, or of a whole column, is about more than a row.
    let wrong = |change: fn(&mut Dataset)| {
        let mut dataset = Dataset::sandland();
        change(&mut dataset);
        exit_code(dataset.write().path())
    };
    assert_eq!(wrong(|dataset| dataset.edit("admin2.geojson", "\"Dunes\"", "\"\"")), Some(1), "a unit without a name");
    assert_eq!(wrong(|dataset| dataset.put("communities.csv", UTM)), Some(1), "a whole column in metres");
}

fn exit_code(folder: &Path) -> Option<i32> {
    check(folder, &["--allow", "name_missing,coordinates_out_of_range"]).status.code()
}
