//! The report of reading a dataset: errors, warnings and notes, each with its location in the sources.

mod border;
mod findings;
mod location;
mod text;

use serde::Serialize;

pub use border::BorderDetails;
pub(super) use findings::{Findings, Reported};
pub use location::Location;

use crate::model::AdminLevel;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The dataset cannot be published until this is fixed.
    Error,
    /// The dataset can be published, but somebody should check this.
    Warning,
    /// Something was repaired or omitted; nothing to do.
    Note,
}

/// One thing found in a dataset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// The kind of finding, in `snake_case`; stable between versions.
    pub code: &'static str,
    /// Where it is.
    pub location: Location,
    /// What is wrong, and what is expected instead, without the location.
    pub message: String,
    /// Details of a finding about borders; the message has them too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<BorderDetails>,
}

/// The number of units of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LayerSummary {
    /// The level.
    pub level: AdminLevel,
    /// How many units it has.
    pub units: usize,
}

/// What was read, in numbers, without what could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// The id of the dataset, if `dataset.toml` could be read.
    pub dataset: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// False if errors in `dataset.toml` prevented reading the files.
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

/// Findings of one kind beyond those that are listed: only counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// How much each of them matters.
    pub severity: Severity,
    /// Their code.
    pub code: &'static str,
    /// The file, sheet, layer and column that they have in common.
    pub location: Location,
    /// How many there are beyond those that are listed.
    pub count: usize,
}

/// All findings in a dataset. Of one kind in one column the first thousand are listed, and the rest are counted, also in the summary.
/// As text, errors come first, and fewer of one kind are listed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The dataset in numbers.
    pub summary: Summary,
    /// The findings, in the order of reading.
    pub findings: Vec<Finding>,
    /// Counts of findings beyond the listed ones, in the order in which each kind exceeded the limit.
    pub omitted: Vec<Omitted>,
}

impl Report {
    /// True if the dataset cannot be published.
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }

    /// The findings of one severity, in the order of reading.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}
