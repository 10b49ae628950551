//! The report as lines of text.

use std::fmt;

use super::groups::{Group, Kind};
use super::{Report, Severity};
use crate::visible::Visible;

/// How many findings of one kind in one column are printed; the rest are counted. Enough to see a pattern.
const MAX_SHOWN_PER_KIND: usize = 20;

/// What a line of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The name of the dataset.
    Title,
    /// What was read, in a sentence.
    Summary,
    /// How many findings of one severity follow.
    Severity(Severity),
    /// What to do about those that follow.
    Action(Severity),
    /// A finding.
    Finding(Severity),
    /// How many more there are of this kind.
    More,
    /// How to mend the findings above.
    Remedy,
    /// The count of all findings.
    Count,
}

/// A line of a report, without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Where it is about, of a finding.
    pub location: Option<String>,
    /// What it says.
    pub text: String,
}

impl LineKind {
    /// How many spaces such a line begins with.
    pub fn indentation(self) -> usize {
        match self {
            Self::Title | Self::Summary | Self::Severity(_) | Self::Count => 0,
            Self::Action(_) => 2,
            Self::Finding(_) | Self::More | Self::Remedy => 4,
        }
    }

    /// Whether a blank line comes before it.
    pub fn is_apart(self) -> bool {
        matches!(self, Self::Severity(_) | Self::Count)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.kind == LineKind::Remedy { "→ " } else { "" };
        write!(f, "{:indentation$}{mark}", "", indentation = self.kind.indentation())?;
        if let Some(location) = &self.location {
            write!(f, "{location}: ")?;
        }
        f.write_str(&self.text)
    }
}

/// The report as plain text, a line for each finding.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, line) in self.lines().iter().enumerate() {
            let before = match number {
                0 => "",
                _ if line.kind.is_apart() => "\n\n",
                _ => "\n",
            };
            write!(f, "{before}{line}")?;
        }
        Ok(())
    }
}

impl Report {
    /// The report as lines, for a terminal or a log: errors come first, and of one kind not more than a few.
    pub fn lines(&self) -> Vec<Line> {
        let summary = &self.summary;
        let mut lines = Lines(Vec::new());
        if let (Some(dataset), Some(title)) = (&summary.dataset, &summary.title) {
            lines.add(LineKind::Title, &format!("{dataset}: {title}"));
        }
        let read = if summary.files_read {
            summary.counted()
        } else {
            "The files of the dataset were not read: dataset.toml must be mended first.".to_owned()
        };
        lines.add(LineKind::Summary, &read);
        for sentence in summary.tallies.sentences() {
            lines.add(LineKind::Summary, &sentence);
        }
        let left_out: usize = self.left_out_groups().iter().map(Group::count).sum();
        if left_out > 0 {
            let title = format!("Left out, because --allow names these errors ({left_out})");
            lines.add(LineKind::Severity(Severity::Error), &title);
            for group in self.left_out_groups() {
                lines.group(Severity::Error, &group);
            }
        }
        for (severity, title, count) in [
            (Severity::Error, "Errors", summary.errors),
            (Severity::Warning, "Warnings", summary.warnings),
            (Severity::Note, "Notes", summary.notes),
        ] {
            if count > 0 {
                lines.add(LineKind::Severity(severity), &format!("{title} ({count})"));
                for group in self.groups(severity) {
                    lines.group(severity, &group);
                }
            }
        }
        let (errors, warnings, notes) = (summary.errors, summary.warnings, summary.notes);
        let counts = [counted(errors, "error"), counted(warnings, "warning"), counted(notes, "note")];
        let left_out = if left_out > 0 { format!(", {left_out} left out") } else { String::new() };
        lines.add(LineKind::Count, &format!("{}{left_out}", counts.join(", ")));
        lines.0
    }
}

struct Lines(Vec<Line>);

impl Lines {
    fn add(&mut self, kind: LineKind, text: &str) {
        self.0.push(Line { kind, location: None, text: Visible(text).to_string() });
    }

    fn group(&mut self, severity: Severity, group: &Group<'_>) {
        self.add(LineKind::Action(severity), &format!("{} ({})", group.action.title(), group.count()));
        for (position, kind) in group.kinds.iter().enumerate() {
            self.kind(severity, kind);
            // Kinds of the same code in several columns have one remedy.
            let is_last = group.kinds.get(position + 1).is_none_or(|next| next.code() != kind.code());
            if let Some(remedy) = kind.findings.first().map(|first| first.remedy).filter(|_| is_last) {
                self.add(LineKind::Remedy, remedy);
            }
        }
    }

    fn kind(&mut self, severity: Severity, kind: &Kind<'_>) {
        let shown = &kind.findings[..kind.findings.len().min(MAX_SHOWN_PER_KIND)];
        for finding in shown {
            self.0.push(Line {
                kind: LineKind::Finding(severity),
                location: Some(Visible(&finding.location.to_string()).to_string()),
                text: Visible(&finding.message).to_string(),
            });
        }
        if let (Some(first), Some(more @ 1..)) = (shown.first(), kind.count.checked_sub(shown.len())) {
            let text = format!("… and {more} more like this ({}, {})", first.location.file, first.code);
            self.add(LineKind::More, &text);
        }
    }
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::super::{Findings, Location, Summary};
    use super::*;

    fn negative(findings: &mut Findings, rows: std::ops::Range<u64>) {
        for row in rows {
            let at = Location { row: Some(row), column: Some("n".into()), ..Location::file("c.csv") };
            findings.error("negative_number", at, "`-1` is negative; expected 0 or more");
        }
    }

    #[test]
    fn errors_come_first_and_long_runs_are_counted() {
        let mut findings = Findings::default();
        findings.warning("geometry_mended", Location::file("a.geojson"), "mended");
        negative(&mut findings, 2..27);
        let report = findings.into_report(Summary { files_read: true, ..Summary::default() });
        let text = report.to_string();
        assert_eq!(text.matches("is negative").count(), MAX_SHOWN_PER_KIND);
        assert!(
            text.contains("    … and 5 more like this (c.csv, negative_number)\n    → Write 0 or more.\n"),
            "{text}"
        );
        assert!(text.find("Errors (25)") < text.find("Warnings (1)"), "{text}");
        assert!(text.ends_with("25 errors, 1 warning, 0 notes"), "{text}");
        assert_eq!(report.findings.len(), 26);
    }

    #[test]
    fn findings_are_grouped_by_what_to_do_in_the_order_of_doing_it() {
        let mut findings = Findings::default();
        negative(&mut findings, 2..3);
        findings.error("unknown_place", Location::file("c.csv"), "there is no community `X`");
        findings.error("file_missing", Location::file("d.csv"), "the file does not exist");
        findings.error("unknown_place", Location::file("e.csv"), "there is no community `Y`");
        let report = findings.into_report(Summary { files_read: true, ..Summary::default() });
        insta::assert_snapshot!(report.to_string());
    }

    #[test]
    fn omitted_findings_are_counted_in_all_sums() {
        let mut findings = Findings::default();
        negative(&mut findings, 0..5000);
        let text = findings.into_report(Summary { files_read: true, ..Summary::default() }).to_string();
        assert!(text.contains("Errors (5000)"), "{text}");
        assert!(text.contains("… and 4980 more like this (c.csv, negative_number)"), "{text}");
        assert!(text.ends_with("5000 errors, 0 warnings, 0 notes"), "{text}");
    }

    #[test]
    fn control_characters_of_the_data_are_escaped() {
        let mut findings = Findings::default();
        findings.error("bad_id", Location::file("a\u{1b}[2J.csv"), "`\u{7}x\u{9b}1m\r\n\u{202e}y` cannot be an id");
        let text = findings.into_report(Summary { files_read: true, ..Summary::default() }).to_string();
        assert!(text.contains(r"a\u001b[2J.csv: `\u0007x\u009b1m\r\n\u202ey` cannot be an id"), "{text}");
    }
}
