//! What was found while a dataset was read: errors, warnings and notes, each with its place in the sources.

mod border;
mod findings;
mod location;
mod text;

use serde::Serialize;

pub use border::BorderPlace;
pub(super) use findings::{Findings, Reported};
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

/// Findings of one kind beyond those that are kept: only counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// How much each of them matters.
    pub severity: Severity,
    /// What kind of thing they are.
    pub code: &'static str,
    /// The file, sheet, layer and column that they have in common.
    pub location: Location,
    /// How many there are beyond those in the report.
    pub count: usize,
}

/// All that was found in a dataset. Of one kind in one column the first thousand are kept and the rest is counted, in the
/// summary too. As text, errors come first and long runs of one kind are shortened further.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The dataset in numbers.
    pub summary: Summary,
    /// The findings, in the order of reading.
    pub findings: Vec<Finding>,
    /// What was found beyond them, in the order in which each kind exceeded what is kept.
    pub omitted: Vec<Omitted>,
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
