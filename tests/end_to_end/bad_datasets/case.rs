use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value as Json;
use tests::binary;

use crate::bad_datasets::valid;

/// A dataset with one thing broken, and what must be said of it.
pub struct Case {
    pub what: &'static str,
    pub file: &'static str,
    pub change: Change,
    pub errors: &'static [Error],
}

/// How a file of the valid dataset is broken.
pub enum Change {
    /// One piece of text is another one.
    Text { from: &'static str, to: &'static str },
    /// One piece of text is bytes.
    Bytes { from: &'static str, to: &'static [u8] },
    /// The whole content is this.
    Content(&'static [u8]),
    /// The file is not there.
    Remove,
}

/// An error of a report.
#[derive(Debug, PartialEq)]
pub struct Error {
    pub code: &'static str,
    /// Its place, as JSON.
    pub at: &'static str,
    /// Place and message, as the text for people has them.
    pub line: &'static str,
}

/// Writes the valid dataset into a folder.
pub fn write_valid(folder: &Path) {
    for (file, content) in valid::FILES {
        std::fs::write(folder.join(file), content).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
}

impl Case {
    /// Breaks the dataset in a folder.
    pub fn break_it(&self, folder: &Path) {
        let path = folder.join(self.file);
        let before = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", self.file));
        let replaced = |from: &str, to: &[u8]| -> Vec<u8> {
            let text = String::from_utf8(before.clone()).expect("text");
            let places: Vec<usize> = text.match_indices(from).map(|(place, _)| place).collect();
            assert_eq!(places.len(), 1, "{}: {from:?} must occur once in {}", self.what, self.file);
            let end = places[0] + from.len();
            [&before[..places[0]], to, &before[end..]].concat()
        };
        let after = match self.change {
            Change::Text { from, to } => replaced(from, to.as_bytes()),
            Change::Bytes { from, to } => replaced(from, to),
            Change::Content(content) => content.to_vec(),
            Change::Remove => return std::fs::remove_file(path).expect("the file is removed"),
        };
        std::fs::write(path, after).expect("the file is written");
    }

    /// Checks the broken dataset, as text and as JSON; says what differs from what is expected.
    pub fn differences(&self) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        write_valid(folder.path());
        self.break_it(folder.path());
        differences(folder.path(), self.errors)
    }
}

/// Runs `kerben check`.
pub fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(binary()).arg("check").arg(folder).args(arguments).output().expect("the binary runs")
}

/// What a report says otherwise than expected, in either form. No error at all is exit 0, any error is exit 1.
pub fn differences(folder: &Path, errors: &[Error]) -> Vec<String> {
    let (text, json) = (check(folder, &[]), check(folder, &["--format", "json"]));
    let mut different = Vec::new();
    let mut compare = |what: &str, found: String, expected: String| {
        if found != expected {
            different.push(format!("{what}\n      is       {found}\n      expected {expected}"));
        }
    };
    let status = i32::from(!errors.is_empty()).to_string();
    for output in [&text, &json] {
        compare(
            "exit status",
            output.status.code().map_or("a signal".to_owned(), |code| code.to_string()),
            status.clone(),
        );
        compare("stderr", String::from_utf8_lossy(&output.stderr).into_owned(), String::new());
    }

    let text = String::from_utf8(text.stdout).expect("UTF-8");
    let lines: Vec<&str> = errors.iter().map(|error| error.line).collect();
    compare("lines", error_lines(&text).join("\n"), lines.join("\n"));
    let count = format!("{} error{},", errors.len(), if errors.len() == 1 { "" } else { "s" });
    let last = text.lines().last().unwrap_or_default();
    compare("last line", last.get(..count.len()).unwrap_or(last).to_owned(), count);

    let json: Json = serde_json::from_slice(&json.stdout).expect("JSON");
    compare("summary", json["summary"]["errors"].to_string(), errors.len().to_string());
    let findings = json["findings"].as_array().expect("findings").iter();
    let findings: Vec<&Json> = findings.filter(|finding| finding["severity"] == "error").collect();
    compare("findings", findings.len().to_string(), errors.len().to_string());
    for (finding, error) in findings.iter().zip(errors) {
        compare("code", finding["code"].as_str().unwrap_or_default().to_owned(), error.code.to_owned());
        let at: Json = serde_json::from_str(error.at).expect("the expected place is JSON");
        // Maps are equal whatever the order of their members.
        if finding["location"] != at {
            compare("location", finding["location"].to_string(), at.to_string());
        }
        let message = finding["message"].as_str().unwrap_or_default();
        compare(
            "message",
            format!("…: {message}"),
            format!("…: {}", error.line.split_once(": ").map_or("", |(_, m)| m)),
        );
    }
    different
}

/// The lines under `Errors`.
fn error_lines(text: &str) -> Vec<&str> {
    let under = text.lines().skip_while(|line| !line.starts_with("Errors ("));
    under.skip(1).take_while(|line| line.starts_with("  ")).map(str::trim_start).collect()
}
