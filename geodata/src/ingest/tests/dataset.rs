//! A small sound dataset that tests modify: one country, two provinces, three districts, four communities.

use std::collections::BTreeMap;
use std::fmt::Write;

use tempfile::TempDir;

use super::super::{Finding, Ingested, Severity, read_dataset};
use crate::progress::Silent;

/// The files of a dataset, by name.
#[derive(Clone)]
pub(super) struct Dataset {
    files: BTreeMap<String, Vec<u8>>,
}

const DESCRIPTION: &str = r#"[dataset]
id = "small"
title = "A small dataset"
country = "KG"
default_round = "r1"
languages = ["en", "ru"]

[[sources]]
id = "survey"
title = "Survey"
citation = "The survey, 2024."
publisher = "Surveyors"
licence = "CC BY 4.0"
date = "2024-04"
url = "https://example.org/survey"

[[layers]]
level = "admin0"
file = "admin0.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", name_en = "name_en" }

[[layers]]
level = "admin1"
file = "admin1.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en" }

[[layers]]
level = "admin2"
file = "admin2.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name_en", aliases = "aliases", population = "population" }

[[rounds]]
id = "r1"
country = "KG"
title = "Round 1"
collected = ["2024-02-01", "2024-04-30"]
method = "Interviews"
sources = ["survey"]
[[rounds.groups]]
group = "return_migrants"
years = [2023, 2024]
partial = { 2024 = "January to April" }
definition = "Those who came back."

[communities]
file = "communities.csv"
sources = ["survey"]
columns = { id = "id", name_en = "name_en", lon = "lon", lat = "lat", admin2 = "district", households = "households", origin = "origin" }

[[counts]]
file = "counts.csv"
round = "r1"
level = "community"
place = "id"
sources = ["survey"]
columns = [
  { column = "returns_2023", group = "return_migrants", year = 2023 },
  { column = "returns_2024", group = "return_migrants", year = 2024 },
]

[[breakdowns]]
file = "sex.csv"
round = "r1"
level = "community"
place = "id"
dimension = "sex"
sources = ["survey"]
columns = [
  { column = "women", group = "return_migrants", category = "women" },
  { column = "men", group = "return_migrants", category = "men" },
]

[[services]]
file = "services.csv"
round = "r1"
place = "id"
sources = ["survey"]
columns = [
  { service = "hospital", available = "hospital", band = "hospital_band" },
  { service = "school", available = "school", km = "school_km" },
  { service = "internet", available = "internet" },
]
"#;

/// A feature of a GeoJSON: a box from west to east, 42° to 43° north.
fn feature(properties: &str, west: f64, east: f64) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[[{west},42],[{east},42],[{east},43],[{west},43],[{west},42]]]}}}}"#
    )
}

pub(super) fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", features.join(",\n"))
}

impl Dataset {
    /// The dataset without errors.
    pub(super) fn sound() -> Self {
        let mut dataset = Self { files: BTreeMap::new() };
        dataset.put("dataset.toml", DESCRIPTION);
        dataset.put("admin0.geojson", collection(&[feature(r#""pcode":"KG","name_en":"Kyrgyzstan""#, 74.0, 76.0)]));
        dataset.put(
            "admin1.geojson",
            collection(&[
                feature(r#""pcode":"KG01","parent":"KG","name_en":"West""#, 74.0, 75.0),
                feature(r#""pcode":"KG02","parent":"KG","name_en":"East""#, 75.0, 76.0),
            ]),
        );
        dataset.put(
            "admin2.geojson",
            collection(&[
                feature(
                    r#""pcode":"KG0201","parent":"KG02","name_en":"Third\u00a0","aliases":"3rd; Üçünçü;3rd","population":3000"#,
                    75.0,
                    76.0,
                ),
                feature(r#""pcode":"KG0101","parent":"KG01","name_en":"First","population":1000"#, 74.0, 74.5),
                feature(r#""pcode":"KG0102","parent":"KG01","name_en":"Second","population":2000"#, 74.5, 75.0),
            ]),
        );
        dataset.put(
            "communities.csv",
            "id,name_en,lon,lat,district,households,origin\n\
             C3,Gamma,75.5,42.5,KG0201,300,real\n\
             C1,Alpha,74.2,42.5,KG0101,100,real\n\
             C2,Beta,74.7,42.5,KG0102,200,real\n\
             C4,Delta,75.6,42.2,KG0201,400,real\n",
        );
        dataset.put("counts.csv", "id,returns_2023,returns_2024\nC1,10,1\nC2,20,2\nC3,30,\nC4,0,0\n");
        dataset.put("sex.csv", "id,women,men\nC1,6,5\nC2,11,11\nC3,16,15\nC4,0,0\n");
        dataset.put(
            "services.csv",
            "id,hospital,hospital_band,school,school_km,internet\n\
             C1,yes,,yes,,yes\nC2,no,6-10,no,1.5,yes\nC3,no,>25,no,12,no\nC4,,,no,0,yes\n",
        );
        dataset
    }

    pub(super) fn put(&mut self, file: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(file.to_owned(), content.into());
    }

    pub(super) fn remove(&mut self, file: &str) {
        assert!(self.files.remove(file).is_some(), "there is a {file}");
    }

    /// Replaces the one occurrence of `from` in a file.
    pub(super) fn edit(&mut self, file: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.files[file].clone()).expect("text");
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {file}");
        self.put(file, text.replace(from, to));
    }

    /// Replaces the one occurrence of `from` in `dataset.toml`.
    pub(super) fn describe(&mut self, from: &str, to: &str) {
        self.edit("dataset.toml", from, to);
    }

    /// Adds to the end of a file.
    pub(super) fn append(&mut self, file: &str, more: &str) {
        let mut content = self.files[file].clone();
        content.extend(more.as_bytes());
        self.put(file, content);
    }

    /// Gives the country another geometry.
    pub(super) fn geometry_of_the_country(&mut self, geometry: &str) {
        let properties = r#""pcode":"KG","name_en":"Kyrgyzstan""#;
        let feature = format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#);
        self.put("admin0.geojson", collection(&[feature]));
    }

    pub(super) fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (file, content) in &self.files {
            std::fs::write(folder.path().join(file), content).expect("a file");
        }
        folder
    }

    pub(super) fn read(&self) -> Ingested {
        read_dataset(self.write().path(), &Silent)
    }
}

/// The findings as text: severity, code, location, message.
pub(super) fn lines<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut text = String::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(text, "{severity} {}\n  {}: {}", finding.code, finding.location, finding.message);
    }
    text
}
