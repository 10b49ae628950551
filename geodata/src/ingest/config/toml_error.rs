//! Errors of the form of `dataset.toml`.

use serde::Deserialize;

use super::super::report::{Findings, Location};
use super::super::text::line_number;
use super::FILE;
use super::schema::DatasetToml;
use crate::visible::without_secrets;

/// How many characters of the line with the error are shown.
const MAX_EXCERPT_CHARS: usize = 60;

/// Parses `dataset.toml` by its schema. The parser stops at the first error, which names and shows its line.
pub(super) fn parse(text: &str, findings: &mut Findings) -> Option<DatasetToml> {
    let deserializer = match toml::Deserializer::parse(text) {
        Ok(deserializer) => deserializer,
        Err(error) => {
            report("toml_syntax", text, &error, findings);
            return None;
        }
    };
    match DatasetToml::deserialize(deserializer) {
        Ok(parsed) => Some(parsed),
        Err(error) => {
            // The kinds of errors of serde, by the words of its messages.
            let message = error.message();
            let code = if message.starts_with("unknown field") {
                "unknown_key"
            } else if message.starts_with("missing field") {
                "missing_key"
            } else {
                "wrong_type"
            };
            report(code, text, &error, findings);
            None
        }
    }
}

fn report(code: &'static str, text: &str, error: &toml::de::Error, findings: &mut Findings) {
    // serde calls keys fields, and names Rust types.
    let mut message = error.message().replace("unknown field", "unknown key").replace("missing field", "missing key");
    for number in ["expected u16", "expected u32", "expected u64"] {
        message = message.replace(number, "expected a whole number, not negative");
    }
    match error.span() {
        Some(format_bounds) => {
            let line = line_of(text, format_bounds.start);
            let excerpt = without_secrets(text.lines().nth(line - 1).unwrap_or_default().trim());
            let display_name: String = excerpt.chars().take(MAX_EXCERPT_CHARS).collect();
            let more = if display_name.len() < excerpt.len() { "…" } else { "" };
            findings.error(code, Location::line(FILE, line), format!("{message}, in `{display_name}{more}`"));
        }
        None => findings.error(code, Location::file(FILE), message),
    }
}

/// The line at a byte offset, from 1.
fn line_of(text: &str, offset: usize) -> usize {
    line_number(&text.as_bytes()[..offset.min(text.len())])
}

/// The byte offsets at which lines begin: counting lines for each of a hundred thousand values takes hours.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1).collect())
    }

    /// The line at a byte offset, from 1.
    pub(super) fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let text = "a\n\nb\r\nc";
        let lines = Lines::of(text);
        for offset in 0..=text.len() {
            assert_eq!(lines.at(offset), line_of(text, offset), "{offset}");
        }
    }
}
