//! Boundaries and places as they come: what `kerben check` says of them, and what the server makes of them.

mod antimeridian;
mod extent;
mod rings;

use std::path::Path;
use std::process::Command;

use serde_json::Value as Json;
use tests::binary;

/// The report on a dataset, as JSON.
fn report(dataset: &Path) -> Json {
    let output = Command::new(binary()).arg("check").arg(dataset).args(["--format", "json"]).output();
    serde_json::from_slice(&output.expect("the binary runs").stdout).expect("JSON")
}

/// The findings of a kind.
fn findings<'a>(report: &'a Json, code: &str) -> Vec<&'a Json> {
    report["findings"].as_array().expect("findings").iter().filter(|finding| finding["code"] == code).collect()
}
