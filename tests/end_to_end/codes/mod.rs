//! Units with other codes than P-codes, and datasets with other levels than the sample: checked, built, served, mapped, tiled, paged and
//! exported.

mod kinds;
mod levels;
mod numbers;

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
use tests::{Server, binary};

/// What `kerben check` finds.
pub fn findings(dataset: &Path) -> Vec<Json> {
    let output = Command::new(binary()).arg("check").arg(dataset).args(["--format", "json"]).output();
    let report: Json = serde_json::from_slice(&output.expect("the binary runs").stdout).expect("JSON");
    report["findings"].as_array().expect("findings").clone()
}

/// Runs `kerben`, which must succeed.
pub fn kerben(arguments: &[&str]) {
    let output = Command::new(binary()).args(arguments).output().expect("the binary runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// All texts of a member of rows or of the properties of features.
pub fn texts(rows: &Json, member: &str) -> Vec<String> {
    let text = |row: &Json| {
        let value = row.get(member).or_else(|| row["properties"].get(member));
        value.and_then(Json::as_str).unwrap_or_else(|| panic!("no text `{member}` in {row}")).to_owned()
    };
    rows.as_array().expect("a list").iter().map(text).collect()
}

/// The answers from an edition of a dataset are those from its sources.
pub fn assert_edition_is_the_same(dataset: &Path, paths: &[&str]) {
    let editions = tempfile::tempdir().expect("a folder");
    let (from, to) = (dataset.to_string_lossy(), editions.path().to_string_lossy());
    kerben(&["build", &from, "-o", &to]);
    let (sources, edition) = (Server::start(dataset), Server::start(editions.path()));
    for path in paths {
        let host = [("Host", "maps.example")];
        let (read, loaded) = (sources.request("GET", path, &host), edition.request("GET", path, &host));
        assert_eq!(read.status, 200, "{path}: {}", read.text());
        assert!(read.body == loaded.body, "{path} differs");
    }
}
