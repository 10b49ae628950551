//! The report of reading a dataset: errors, warnings and notes, each with its location in the sources, what stands there, and what to do
//! about it.

mod actions;
mod allowed;
mod border;
mod findings;
mod groups;
mod location;
mod one_decision;
mod remedies;
mod summary;
mod tallies;
mod text;
mod unresolved;

use serde::Serialize;

use crate::model::PlaceLevel;

pub use actions::Action;
pub use allowed::{Allowed, AllowedError};
pub use border::BorderDetails;
pub(super) use findings::{Findings, Reported};
pub use groups::{Group, Kind};
pub use location::Location;
pub use summary::{LayerSummary, Summary};
pub use tallies::{DifferentTotal, Joined, Outlier, Outlying, Outside, Tallies, Totals};
pub use text::{Line, LineKind};
pub use unresolved::{Candidate, NameCell, UnresolvedName};

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

/// The place that a finding is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FoundPlace {
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<PlaceLevel>,
    /// Its code, or its id, if it has a readable one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its longitude in degrees, where its row says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Its latitude.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
}

/// One thing found in a dataset.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Whether it is an error that is allowed: its row or cell is left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// The kind of finding, in `snake_case`; stable between versions.
    pub code: &'static str,
    /// Where it is.
    pub location: Location,
    /// What is wrong, and what is expected instead, without the location.
    pub message: String,
    /// What stands there: the text of a cell, of a field, or of a value in `dataset.toml`, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The kind of work that it asks for.
    pub action: Action,
    /// What to do about findings of this code. The message may know more about this one.
    pub remedy: &'static str,
    /// The place that it is about, if it is about one that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<FoundPlace>,
    /// Details of a finding about borders; the message has them too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub border: Option<BorderDetails>,
}

/// Findings of one kind beyond those that are listed: only counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Omitted {
    /// How much each of them matters.
    pub severity: Severity,
    /// Whether they are errors that are allowed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
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
    /// The names in tables that name no unit, with what they may mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unresolved: Vec<UnresolvedName>,
}

impl Report {
    /// True if the dataset cannot be published: it has errors that are not allowed.
    pub fn has_errors(&self) -> bool {
        self.summary.errors > 0
    }

    /// The findings of one severity, in the order of reading.
    pub fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity == severity)
    }
}
