//! What was found while a dataset was read: errors, warnings and notes, each with its place in the sources.

mod border;
mod location;
mod text;

use serde::Serialize;

pub use border::BorderPlace;
pub use location::Location;

use crate::model::AdminLevel;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The dataset cannot be published before this is mended.
    Error,
    /// The dataset can be published, but somebody should look.
    Warning,
    /// Something was mended or left out; nothing to do.
    Note,
}

/// One thing found in a dataset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What kind of thing it is, in `snake_case`; stays the same between versions.
    pub code: &'static str,
    /// Where it is.
    pub location: Location,
    /// What it is, and what is expected instead; does not repeat the location.
    pub message: String,
    /// Where on the map, and of whom, if it is about borders; the message says it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<BorderPlace>,
}

/// How many units of one level were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LayerSummary {
    /// The level.
    pub level: AdminLevel,
    /// How many units it has.
    pub units: usize,
}

/// What was read, in numbers. Parts that could not be read count nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The key of the dataset, once its description could be read.
    pub dataset: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// False where errors in `dataset.toml` kept the files that it names from being read at all.
    pub files_read: bool,
    /// The admin layers.
    pub layers: Vec<LayerSummary>,
    /// How many communities.
    pub communities: usize,
    /// How many facilities.
    pub facilities: usize,
    /// The rounds.
    pub rounds: Vec<String>,
    /// How many tables of counts, one for each round and group.
    pub counts: usize,
    /// How many breakdowns, one for each round, group and dimension.
    pub breakdowns: usize,
    /// How many tables of access to a service, one for each round and service.
    pub services: usize,
    /// How many errors the report has.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

/// All that was found in a dataset. As text, errors come first and long runs of one kind are shortened; serialized, it
/// has everything.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The dataset in numbers.
    pub summary: Summary,
    /// The findings, in the order of reading.
    pub findings: Vec<Finding>,
}

impl Report {
    /// True if something keeps the dataset from being published.
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }

    /// The findings of one severity, in the order of reading.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}

/// There is no value, and the findings say why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reported;

/// Collects findings while reading.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    /// Counted along, since readers compare it row by row.
    errors: usize,
}

impl Findings {
    pub(super) fn error(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Error, code, location, message);
    }

    pub(super) fn warning(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Warning, code, location, message);
    }

    pub(super) fn note(&mut self, code: &'static str, location: Location, message: impl Into<String>) {
        self.add(Severity::Note, code, location, message);
    }

    /// A finding about borders: a warning or a note.
    pub(super) fn border(
        &mut self,
        severity: Severity,
        code: &'static str,
        location: Location,
        message: String,
        border: BorderPlace,
    ) {
        self.list.push(Finding { severity, code, location, message, border: Some(border) });
    }

    pub(super) fn errors(&self) -> usize {
        self.errors
    }

    pub(super) fn into_report(self, mut summary: Summary) -> Report {
        summary.errors = self.errors;
        summary.warnings = self.count(Severity::Warning);
        summary.notes = self.count(Severity::Note);
        Report { summary, findings: self.list }
    }

    fn add(&mut self, severity: Severity, code: &'static str, location: Location, message: impl Into<String>) {
        self.errors += usize::from(severity == Severity::Error);
        self.list.push(Finding { severity, code, location, message: message.into(), border: None });
    }

    fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|finding| finding.severity == severity).count()
    }
}
