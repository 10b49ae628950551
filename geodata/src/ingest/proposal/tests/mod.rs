//! Proposals for files as they are published. The check must accept them but for what is left open, and wholly once that is decided.

mod boundaries;
mod doubts;
mod facilities;
mod files;
mod forms;
mod offices;
mod real;
mod rounds;
mod tables;

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use fixtures::boundaries::{collection, feature, rectangle};
use tempfile::TempDir;

use super::super::{Folder, Ingested, Proposal, ProposedFile, Severity, propose, read_dataset};
use super::OPEN;
use crate::model::{DatasetParts, Value};
use crate::progress::Silent;

/// Files in a folder.
pub(super) struct Files {
    folder: TempDir,
    names: Vec<String>,
}

impl Files {
    pub(super) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder"), names: Vec::new() }
    }

    pub(super) fn put(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        std::fs::write(self.folder.path().join(name), content).expect("written");
        self.names.push(name.to_owned());
        self
    }

    /// The districts of Sandland and what is above them, in a layout without a name, and four communities.
    pub(super) fn sandland() -> Self {
        Self::boundaries().put("communities.csv", COMMUNITIES)
    }

    /// The boundaries alone.
    pub(super) fn boundaries() -> Self {
        Self::larger_units().put(
            "districts.geojson",
            collection(&[
                feature(r#""pcode":"ZZ0101","parent":"ZZ01","name":"Dunes""#, &rectangle([74.0, 42.0, 74.5, 43.0])),
                feature(r#""pcode":"ZZ0102","parent":"ZZ01","name":"Oasis""#, &rectangle([74.5, 42.0, 75.0, 43.0])),
                feature(r#""pcode":"ZZ0201","parent":"ZZ02","name":"Shore""#, &rectangle([75.0, 42.0, 76.0, 43.0])),
            ]),
        )
    }

    /// Five districts, of which two have one name.
    pub(super) fn sandland_of_two_dunes() -> Self {
        let districts =
            [("ZZ0101", "Dunes"), ("ZZ0102", "Oasis"), ("ZZ0103", "Spring"), ("ZZ0201", "Dunes"), ("ZZ0202", "Shore")];
        let features = districts.iter().zip([74.0, 74.2, 74.6, 75.0, 75.5]).zip([74.2, 74.6, 75.0, 75.5, 76.0]);
        let features = features.map(|(((code, name), west), east)| {
            let properties = format!(r#""pcode":"{code}","parent":"{}","name":"{name}""#, &code[..4]);
            feature(&properties, &rectangle([west, 42.0, east, 43.0]))
        });
        Self::larger_units().put("districts.geojson", collection(&features.collect::<Vec<_>>()))
    }

    /// The country and its two provinces.
    pub(super) fn larger_units() -> Self {
        Self::new()
            .put(
                "country.geojson",
                collection(&[feature(r#""pcode":"ZZ","name":"Sandland""#, &rectangle([74.0, 42.0, 76.0, 43.0]))]),
            )
            .put(
                "provinces.geojson",
                collection(&[
                    feature(r#""pcode":"ZZ01","parent":"ZZ","name":"West""#, &rectangle([74.0, 42.0, 75.0, 43.0])),
                    feature(r#""pcode":"ZZ02","parent":"ZZ","name":"East""#, &rectangle([75.0, 42.0, 76.0, 43.0])),
                ]),
            )
    }

    pub(super) fn proposal(&self) -> Proposal {
        let folder = Arc::new(Folder::open(self.folder.path()).expect("opened"));
        let files = self.names.iter().map(|name| ProposedFile { folder: Arc::clone(&folder), name: name.clone() });
        propose(&files.collect::<Vec<_>>(), "sandland", &Silent).expect("something is usable")
    }

    fn check(&self, text: &str) -> Ingested {
        std::fs::write(self.folder.path().join("dataset.toml"), text).expect("written");
        read_dataset(self.folder.path(), &Silent)
    }

    /// The dataset as it is proposed, once everything that is open is decided. Before, nothing else may be wrong.
    pub(super) fn decided(&self) -> (DatasetParts, Proposal) {
        let proposal = self.proposal();
        let open = self.check(&proposal.text);
        let others: Vec<_> = open.report.of(Severity::Error).filter(|finding| finding.code != "open_choice").collect();
        assert!(others.is_empty(), "{others:#?}\n{}", proposal.text);
        assert_eq!(open.report.of(Severity::Error).count(), proposal.open_choices, "{}", proposal.text);
        let text = decide(&proposal.text);
        let decided = self.check(&text);
        let parts = decided.parts.unwrap_or_else(|| panic!("{}\n{text}", decided.report));
        (parts, proposal)
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Decides what is open, as anybody could.
fn decide(text: &str) -> String {
    let open = format!("\"{OPEN}\"");
    let mut decided = String::new();
    // The first of those that the comment offers.
    let mut above = String::new();
    for line in text.lines() {
        let key = line.split(" = ").next().unwrap_or_default().trim();
        let mut line = match key {
            "collected" => line.replace(&format!("[{open}, {open}]"), "[\"2024-12-01\", \"2024-12-31\"]"),
            "date" => line.replace(&open, "\"2024\""),
            "boundaries" => line.replace(&open, "\"official\""),
            "country" => line.replace(&open, "\"ZZ\""),
            "group" => line.replace(&open, "\"emigrants\""),
            "where" => line.replace(&open, "\"Displacement in Sandland\""),
            _ if line.contains(" each belongs: ") => {
                let offered = line.split(" each belongs: ").nth(1).unwrap_or_default();
                above = offered.split([' ', ',']).next().unwrap_or_default().to_owned();
                line.to_owned()
            }
            "parents" => line.replace(&open, &format!("\"{above}\"")),
            "years" => line.replace(&open, "2023"),
            "combine" => line.replace(&open, "\"sum\""),
            "default_round" => {
                let last = line.split_whitespace().next_back().unwrap_or_default();
                line.replace(&open, &format!("\"{last}\""))
            }
            "services" => line.replace(&open, "\"-\""),
            _ if line.starts_with('#') => line.to_owned(),
            _ if line.trim_start().starts_with('{') => line
                .replace(&format!("group = {open}"), "group = \"emigrants\"")
                .replace(&format!("year = {open}"), "year = 2023"),
            _ => line.replace(&open, "\"Decided\""),
        };
        line.push('\n');
        decided.push_str(&line);
    }
    decided
}

/// The counts of a dataset: group, time, and the value of each place.
pub(super) fn counts(parts: &DatasetParts) -> String {
    let mut text = String::new();
    for counts in &parts.counts {
        let _ = write!(text, "{} {}", counts.group.id(), counts.level.id());
        for (at, year) in counts.years.iter().enumerate() {
            let of_year = (0..counts.places()).map(|place| shown(counts.of_place(place)[at]));
            let _ = write!(text, " {year}:{}", of_year.collect::<Vec<_>>().join(","));
        }
        if counts.years.is_empty() {
            let values = (0..counts.places()).map(|place| shown(counts.of_place(place)[0]));
            let _ = write!(text, " {}", values.collect::<Vec<_>>().join(","));
        }
        text.push('\n');
    }
    text
}

fn shown(value: Value) -> String {
    match value {
        Value::Reported(number) => number.to_string(),
        other => other.status().to_owned(),
    }
}

pub(super) const COMMUNITIES: &str = "id,name,lon,lat,district,households\n\
    C1,Adra,74.2,42.5,ZZ0101,120\nC2,Brim,74.7,42.4,ZZ0102,80\nC3,Cove,75.3,42.6,ZZ0201,240\nC4,Dock,75.8,42.2,ZZ0201,60\n";
