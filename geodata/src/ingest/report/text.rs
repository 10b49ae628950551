//! Formats the report as text.

use std::collections::HashMap;
use std::fmt;

use super::findings::KindRef;
use super::{Finding, Report, Severity};
use crate::visible::Visible;

/// How many findings of one kind in one column are printed; the rest are counted. Enough to see a pattern.
const MAX_SHOWN_PER_KIND: usize = 20;

/// Findings of the same kind in the same column of the same file.
struct Kind<'a> {
    members: Vec<&'a Finding>,
    /// The number of findings, with those that are only counted.
    count: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(dataset), Some(title)) = (&self.summary.dataset, &self.summary.title) {
            writeln!(f, "{}", Visible(&format!("{dataset}: {title}")))?;
        }
        if self.summary.files_read {
            writeln!(f, "{}", self.read_summary())?;
        } else {
            writeln!(f, "The files of the dataset were not read: dataset.toml must be mended first.")?;
        }
        let summary = &self.summary;
        for (severity, title, count) in [
            (Severity::Error, "Errors", summary.errors),
            (Severity::Warning, "Warnings", summary.warnings),
            (Severity::Note, "Notes", summary.notes),
        ] {
            if count == 0 {
                continue;
            }
            writeln!(f, "\n{title} ({count})")?;
            for kind in self.kinds(severity) {
                let shown = &kind.members[..kind.members.len().min(MAX_SHOWN_PER_KIND)];
                for finding in shown {
                    writeln!(f, "  {}", Visible(&format!("{}: {}", finding.location, finding.message)))?;
                }
                if let (Some(first), Some(more @ 1..)) = (shown.first(), kind.count.checked_sub(shown.len())) {
                    writeln!(f, "  … and {more} more like this ({}, {})", Visible(&first.location.file), first.code)?;
                }
            }
        }
        write!(
            f,
            "\n{}, {}, {}",
            counted(summary.errors, "error"),
            counted(summary.warnings, "warning"),
            counted(summary.notes, "note")
        )
    }
}

impl Report {
    /// The findings of a severity, grouped by kind, in the order of their first appearance.
    fn kinds(&self, severity: Severity) -> Vec<Kind<'_>> {
        let mut kinds: Vec<Kind<'_>> = Vec::new();
        let mut positions: HashMap<KindRef<'_>, usize> = HashMap::new();
        for finding in self.of(severity) {
            let key = KindRef::new(severity, finding.code, &finding.location);
            let position = *positions.entry(key).or_insert_with(|| {
                kinds.push(Kind { members: Vec::new(), count: 0 });
                kinds.len() - 1
            });
            kinds[position].members.push(finding);
            kinds[position].count += 1;
        }
        for omitted in self.omitted.iter().filter(|omitted| omitted.severity == severity) {
            if let Some(position) = positions.get(&KindRef::new(severity, omitted.code, &omitted.location)) {
                kinds[*position].count += omitted.count;
            }
        }
        kinds
    }

    fn read_summary(&self) -> String {
        let summary = &self.summary;
        let mut parts: Vec<String> =
            summary.layers.iter().map(|layer| counted(layer.units, &format!("{} unit", layer.level.id()))).collect();
        for (count, one, many) in [
            (summary.communities, "community", "communities"),
            (summary.facilities, "facility", "facilities"),
            (summary.rounds.len(), "round", "rounds"),
            (summary.counts, "table of counts", "tables of counts"),
            (summary.breakdowns, "breakdown", "breakdowns"),
            (summary.services, "table of services", "tables of services"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        }
        if parts.is_empty() { "Nothing was read.".to_owned() } else { format!("Read: {}.", parts.join(", ")) }
    }
}

fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::super::{Findings, Location, Summary};
    use super::*;

    #[test]
    fn errors_come_first_and_long_runs_are_counted() {
        let mut findings = Findings::default();
        findings.note("geometry_mended", Location::file("a.geojson"), "mended");
        for row in 2..27 {
            let at = Location { row: Some(row), column: Some("n".into()), ..Location::file("c.csv") };
            findings.error("negative_number", at, "`-1` is negative; expected 0 or more");
        }
        let report = findings.into_report(Summary { files_read: true, ..Summary::default() });
        let text = report.to_string();
        assert_eq!(text.matches("is negative").count(), MAX_SHOWN_PER_KIND);
        assert!(text.contains("… and 5 more like this (c.csv, negative_number)"), "{text}");
        assert!(text.find("Errors (25)") < text.find("Notes (1)"), "{text}");
        assert!(text.ends_with("25 errors, 0 warnings, 1 note"), "{text}");
        assert_eq!(report.findings.len(), 26);
    }

    #[test]
    fn omitted_findings_are_counted_in_all_sums() {
        let mut findings = Findings::default();
        for row in 0..5000 {
            let at = Location { row: Some(row), column: Some("n".into()), ..Location::file("c.csv") };
            findings.error("negative_number", at, "`-1` is negative; expected 0 or more");
        }
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
