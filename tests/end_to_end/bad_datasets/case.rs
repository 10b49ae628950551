//! A dataset with a fault, what `kerben check` must say of it, and whether it does.

use std::path::Path;
use std::process::{Command, Output};

use fixtures::Dataset;
use serde_json::{Map, Value as Json};
use tests::binary;

/// A dataset with one thing broken, and what must be said of it.
pub struct Case {
    pub what: &'static str,
    pub dataset: Dataset,
    pub findings: Vec<Finding>,
}

/// A finding of a report.
pub struct Finding {
    severity: &'static str,
    code: String,
    /// Place and message, as the text for people has them.
    line: String,
}

/// A case that is sound so far.
pub fn case(what: &'static str) -> Case {
    Case { what, dataset: Dataset::sandland(), findings: Vec::new() }
}

impl Case {
    /// Replaces text that occurs once in a file.
    pub fn edit(mut self, file: &str, from: &str, to: impl AsRef<[u8]>) -> Self {
        self.dataset.edit(file, from, to);
        self
    }

    /// The same in `dataset.toml`.
    pub fn describe(self, from: &str, to: &str) -> Self {
        self.edit("dataset.toml", from, to)
    }

    /// Gives a file other content.
    pub fn put(mut self, file: &str, content: impl Into<Vec<u8>>) -> Self {
        self.dataset.put(file, content);
        self
    }

    pub fn remove(mut self, file: &str) -> Self {
        self.dataset.remove(file);
        self
    }

    /// Expects an error, with its line of the report: place and message.
    pub fn error(self, code: &str, line: &str) -> Self {
        self.finding("error", code, line)
    }

    /// Expects a warning or a note.
    pub fn finding(mut self, severity: &'static str, code: &str, line: &str) -> Self {
        self.findings.push(Finding { severity, code: code.to_owned(), line: line.to_owned() });
        self
    }
}

impl Finding {
    pub fn error(code: &str, line: String) -> Self {
        Self { severity: "error", code: code.to_owned(), line }
    }

    fn place(&self) -> &str {
        self.line.split_once(": ").map_or("", |(place, _)| place)
    }

    fn message(&self) -> &str {
        self.line.split_once(": ").map_or("", |(_, message)| message)
    }

    /// The place as JSON has it: of `round.xlsx, sheet Counts, row 5, column C (returns)` a file, a sheet, a row, a column and its letter.
    fn location(&self) -> Json {
        let mut parts = self.place().split(", ");
        let mut location = Map::from_iter([("file".to_owned(), Json::from(parts.next()))]);
        for part in parts {
            let (what, value) = part.split_once(' ').unwrap_or((part, ""));
            let value = match (what, value.split_once(" (")) {
                ("line" | "row" | "feature", _) => Json::from(value.parse::<u64>().expect("a number")),
                ("column", Some((letter, name))) => {
                    location.insert("column_letter".to_owned(), letter.into());
                    Json::from(name.trim_end_matches(')'))
                }
                _ => Json::from(value),
            };
            location.insert(what.to_owned(), value);
        }
        Json::Object(location)
    }
}

/// Checks that each case is told in the expected words.
pub fn check_all(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let different = differences(case.dataset.write().path(), &case.findings);
        if !different.is_empty() {
            wrong.push(format!("{}\n    {}", case.what, different.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// Runs `kerben check`.
pub fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(binary()).arg("check").arg(folder).args(arguments).output().expect("the binary runs")
}

/// What a report says otherwise than expected, in either form. No error at all is exit 0, any error is exit 1. The errors are exactly
/// those that are expected; of warnings and notes there may be others.
pub fn differences(folder: &Path, expected: &[Finding]) -> Vec<String> {
    let (errors, others): (Vec<&Finding>, Vec<&Finding>) =
        expected.iter().partition(|finding| finding.severity == "error");
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
    // The text is grouped by what to do; JSON is in the order of reading.
    let sorted = |mut lines: Vec<&str>| {
        lines.sort_unstable();
        lines.join("\n")
    };
    let lines: Vec<&str> = errors.iter().map(|error| error.line.as_str()).collect();
    compare("lines", sorted(error_lines(&text)), sorted(lines));
    let count = format!("{} error{},", errors.len(), if errors.len() == 1 { "" } else { "s" });
    let last = text.lines().last().unwrap_or_default();
    compare("last line", last.get(..count.len()).unwrap_or(last).to_owned(), count);

    let json: Json = serde_json::from_slice(&json.stdout).expect("JSON");
    compare("summary", json["summary"]["errors"].to_string(), errors.len().to_string());
    let all = json["findings"].as_array().expect("findings");
    let findings: Vec<&Json> = all.iter().filter(|finding| finding["severity"] == "error").collect();
    compare("findings", findings.len().to_string(), errors.len().to_string());
    for (finding, error) in findings.iter().zip(errors) {
        compare("code", finding["code"].as_str().unwrap_or_default().to_owned(), error.code.clone());
        // Maps are equal whatever the order of their members.
        if finding["location"] != error.location() {
            compare("location", finding["location"].to_string(), error.location().to_string());
        }
        let message = finding["message"].as_str().unwrap_or_default();
        compare("message", format!("…: {message}"), format!("…: {}", error.message()));
    }
    for other in others {
        let named = all.iter().find(|found| found["code"] == other.code && found["severity"] == other.severity);
        let is_told = text.contains(&format!("  {}\n", other.line));
        if !is_told || named.is_none_or(|found| found["location"] != other.location()) {
            compare(other.severity, text.clone(), format!("{}: {}", other.code, other.line));
        }
    }
    different
}

/// The lines under `Errors` that are findings, and not what to do about them.
pub fn error_lines(text: &str) -> Vec<&str> {
    let under = text.lines().skip_while(|line| !line.starts_with("Errors ("));
    let lines = under.skip(1).take_while(|line| line.starts_with("  ")).filter_map(|line| line.strip_prefix("    "));
    lines.filter(|line| !line.starts_with("→ ")).collect()
}
