//! `kerben init`: from files to a description that `check` accepts but for what is left open.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use fixtures::Dataset;
use serde_json::Value as Json;
use tempfile::TempDir;
use tests::binary;

/// The files of a small dataset, without a description.
fn downloads() -> TempDir {
    let mut dataset = Dataset::sandland();
    dataset.remove("dataset.toml");
    dataset.put("README.txt", "not read");
    dataset.write()
}

fn init(in_folder: &Path, arguments: &[&str]) -> Output {
    Command::new(binary()).arg("init").args(arguments).current_dir(in_folder).output().expect("run")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The codes of the errors that `check` finds.
fn errors(dir: &Path) -> Vec<String> {
    let output = Command::new(binary()).arg("check").arg(dir).args(["--format", "json"]).output().expect("run");
    let report: Json = serde_json::from_slice(&output.stdout).expect("a report");
    let findings = report["findings"].as_array().expect("findings").iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    errors.map(|finding| finding["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn files_elsewhere_are_copied_into_the_folder_and_described() {
    let (downloads, work) = (downloads(), tempfile::tempdir().expect("a folder"));
    let from = downloads.path().to_str().expect("UTF-8");
    let output = init(work.path(), &[from, "-o", "new/dataset"]);
    assert!(output.status.success(), "{}", said(&output));
    let dir = work.path().join("new/dataset");
    for line in [
        "admin2: 3 units in admin2.geojson",
        "communities: 4 in communities.csv",
        "counts of `return_migrants` in counts.csv",
        "Copied 7 files into new/dataset",
        "kerben check new/dataset",
    ] {
        assert!(said(&output).contains(line), "{line}: {}", said(&output));
    }
    assert!(!dir.join("README.txt").exists());
    let open = errors(&dir);
    assert!(open.len() > 5 && open.iter().all(|code| code == "open_choice"), "{open:?}");
}

#[test]
fn the_current_folder_is_described_where_none_is_named() {
    let downloads = downloads();
    let output = init(
        downloads.path(),
        &["admin0.geojson", "admin1.geojson", "admin2.geojson", "counts.csv", "communities.csv"],
    );
    assert!(output.status.success(), "{}", said(&output));
    assert!(!said(&output).contains("Copied"), "{}", said(&output));
    assert!(errors(downloads.path()).iter().all(|code| code == "open_choice"));
}

#[test]
fn nothing_is_overwritten_without_force() {
    let (downloads, work) = (downloads(), tempfile::tempdir().expect("a folder"));
    let from = downloads.path().to_str().expect("UTF-8");
    fs::write(work.path().join("dataset.toml"), "mine").expect("written");
    let output = init(work.path(), &[from]);
    assert!(
        !output.status.success() && said(&output).contains("./dataset.toml exists already; --force overwrites it"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_dir(work.path()).expect("listed").count(), 1, "nothing was copied");
    fs::remove_file(work.path().join("dataset.toml")).expect("removed");
    fs::write(work.path().join("counts.csv"), "mine").expect("written");
    let output = init(work.path(), &[from]);
    assert!(
        !output.status.success() && said(&output).contains("counts.csv exists and is another"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_dir(work.path()).expect("listed").count(), 1, "nothing was copied");
    assert!(init(work.path(), &[from, "--force"]).status.success());
    assert_ne!(fs::read_to_string(work.path().join("counts.csv")).expect("read"), "mine");
    // The same files are there already.
    fs::remove_file(work.path().join("dataset.toml")).expect("removed");
    let output = init(work.path(), &[from]);
    assert!(output.status.success() && !said(&output).contains("Copied"), "{}", said(&output));
}

#[test]
fn what_cannot_be_described_is_an_error_that_says_why() {
    let (downloads, work) = (downloads(), tempfile::tempdir().expect("a folder"));
    let file = |name: &str| downloads.path().join(name).to_str().expect("UTF-8").to_owned();
    for (files, reason) in [
        (vec![file("missing.csv")], "missing.csv cannot be read"),
        (vec![file("README.txt")], "none of the files is of a kind that is read: .csv, .xlsx"),
        (vec![file("counts.csv")], "none of the files has boundaries of admin units"),
    ] {
        let arguments: Vec<&str> = files.iter().map(String::as_str).chain(["-o", "new"]).collect();
        let output = init(work.path(), &arguments);
        assert!(!output.status.success() && said(&output).contains(reason), "{}", said(&output));
        assert!(!work.path().join("new").exists(), "nothing was made");
    }
    // What is of no known kind beside others is named, and does not stop them.
    let output = init(work.path(), &[&file("README.txt"), &file("admin2.geojson"), "-o", "new"]);
    assert!(
        output.status.success() && said(&output).contains("README.txt: it is not a kind of file that is read"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_shapefile_is_copied_with_all_its_parts() {
    let (downloads, work) = (downloads(), tempfile::tempdir().expect("a folder"));
    let from = downloads.path();
    let converted = Command::new("ogr2ogr")
        .args(["-f", "ESRI Shapefile", "districts.shp", "admin2.geojson"])
        .current_dir(from)
        .status();
    assert!(converted.expect("GDAL's tools").success());
    let output = init(work.path(), &[from.join("districts.shp").to_str().expect("UTF-8"), "-o", "new"]);
    assert!(output.status.success(), "{}", said(&output));
    for part in ["shp", "shx", "dbf", "prj"] {
        assert!(work.path().join(format!("new/districts.{part}")).exists(), "{part}: {}", said(&output));
    }
    assert!(errors(&work.path().join("new")).iter().all(|code| code == "open_choice"));
}

#[test]
fn the_sample_is_described_again() {
    let work = tempfile::tempdir().expect("a folder");
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../geodata/samples/kyrgyzstan");
    let output = init(work.path(), &[sample, "-o", "new"]);
    assert!(output.status.success(), "{}", said(&output));
    let open = errors(&work.path().join("new"));
    assert!(open.iter().all(|code| code == "open_choice"), "{open:?}");
    let text = fs::read_to_string(work.path().join("new/dataset.toml")).expect("read");
    for line in [
        "file = \"boundaries/admin2.geojson\"",
        "illustrative = true",
        "{ column = \"internal_out_migrants_2023\", group = \"internal_out_migrants\", year = 2023 }",
        "{ column = \"emigrants_united_states_of_america\", group = \"emigrants\", category = \"United States of America\" }",
        "{ service = \"clinic\", available = \"clinic\", band = \"clinic_band\" }",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}
