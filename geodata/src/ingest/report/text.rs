//! The report as people read it.

use std::fmt;

use super::{Finding, Report, Severity};

/// How many findings of one kind in one column are printed; the rest is counted. Enough to see a pattern.
const SHOWN_OF_A_KIND: usize = 20;

/// Findings of the same kind in the same column of the same file.
struct Kind<'a> {
    first: &'a Finding,
    members: Vec<&'a Finding>,
}

impl Kind<'_> {
    fn takes(&self, finding: &Finding) -> bool {
        let (a, b) = (&self.first.location, &finding.location);
        self.first.code == finding.code
            && (&a.file, &a.sheet, &a.layer, &a.column) == (&b.file, &b.sheet, &b.layer, &b.column)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(dataset), Some(title)) = (&self.summary.dataset, &self.summary.title) {
            writeln!(f, "{dataset}: {title}")?;
        }
        if self.summary.files_read {
            writeln!(f, "{}", self.what_was_read())?;
        } else {
            writeln!(f, "The files of the dataset were not read: dataset.toml must be mended first.")?;
        }
        for (severity, title) in
            [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Note, "Notes")]
        {
            let found: Vec<&Finding> = self.of(severity).collect();
            if found.is_empty() {
                continue;
            }
            writeln!(f, "\n{title} ({})", found.len())?;
            for kind in kinds(&found) {
                for finding in kind.members.iter().take(SHOWN_OF_A_KIND) {
                    writeln!(f, "  {}: {}", finding.location, finding.message)?;
                }
                if let Some(more) = kind.members.len().checked_sub(SHOWN_OF_A_KIND).filter(|more| *more > 0) {
                    writeln!(f, "  … and {more} more like this ({}, {})", kind.first.location.file, kind.first.code)?;
                }
            }
        }
        let summary = &self.summary;
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
    fn what_was_read(&self) -> String {
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

/// Groups findings, in the order in which each kind first appears.
fn kinds<'a>(findings: &[&'a Finding]) -> Vec<Kind<'a>> {
    let mut kinds: Vec<Kind<'a>> = Vec::new();
    for finding in findings {
        match kinds.iter_mut().find(|kind| kind.takes(finding)) {
            Some(kind) => kind.members.push(finding),
            None => kinds.push(Kind { first: finding, members: vec![finding] }),
        }
    }
    kinds
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
        assert_eq!(text.matches("is negative").count(), SHOWN_OF_A_KIND);
        assert!(text.contains("… and 5 more like this (c.csv, negative_number)"), "{text}");
        assert!(text.find("Errors (25)") < text.find("Notes (1)"), "{text}");
        assert!(text.ends_with("25 errors, 0 warnings, 1 note"), "{text}");
        assert_eq!(report.findings.len(), 26);
    }
}
