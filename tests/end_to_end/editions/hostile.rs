//! Editions that attack, with all checksums right.

use std::path::Path;
use std::process::Command;

use crate::editions::{built, kerben};

/// Writes the checksum of a manifest that was changed.
fn sign(edition: &Path) {
    let sum = Command::new("sha256sum").arg("manifest.json").current_dir(edition).output().expect("sha256sum");
    std::fs::write(edition.join("manifest.json.sha256"), sum.stdout).expect("written");
}

fn refusal(editions: &Path) -> String {
    let output = kerben(&["serve", &editions.to_string_lossy(), "--listen", "127.0.0.1:0"]);
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn script_links_in_editions_are_refused_as_in_datasets() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = built(folder.path());
    let path = edition.join("manifest.json");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    let link = text.lines().find(|line| line.contains("\"url\": \"https://")).expect("a source with an address");
    std::fs::write(&path, text.replacen(link, "\"url\": \"javascript:alert(1)\",", 1)).expect("written");
    sign(&edition);
    let words = refusal(folder.path());
    assert!(words.contains("`javascript:alert(1)` is no web address"), "{words}");
}
