//! Boundaries and places as they come: what `kerben check` says of them, and what the server makes of them.

mod antimeridian;
mod extent;
mod levels;
mod misplaced;
mod rings;

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
use tempfile::TempDir;
use tests::{binary, dataset};

/// The report on a dataset, as JSON.
fn report(dataset: &Path) -> Json {
    let output = Command::new(binary()).arg("check").arg(dataset).args(["--format", "json"]).output();
    serde_json::from_slice(&output.expect("the binary runs").stdout).expect("JSON")
}

/// The findings of a kind.
fn findings<'a>(report: &'a Json, code: &str) -> Vec<&'a Json> {
    report["findings"].as_array().expect("findings").iter().filter(|finding| finding["code"] == code).collect()
}

/// A dataset with other content in some files.
fn changed(name: &str, changes: &[(&str, &dyn Fn(String) -> String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in std::fs::read_dir(dataset(name)).expect("a dataset") {
        let file = file.expect("a file");
        let mut content = std::fs::read_to_string(file.path()).expect("text");
        for (_, change) in changes.iter().filter(|(of, _)| file.file_name() == *of) {
            content = change(content);
        }
        std::fs::write(folder.path().join(file.file_name()), content).expect("a file");
    }
    folder
}
