//! Which edition of boundaries a dataset has, and how its units follow from those of other editions.
//!
//! A dataset has one edition of boundaries, that of its rounds. Where units split or merge, the rounds from then on are a dataset of their own, and
//! a concordance says which units of the two make the same area.

use serde::{Deserialize, Serialize};

use super::AdminLevel;

/// An edition of boundaries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundaryEdition {
    /// What it is called: `2018`.
    pub id: String,
    /// Since when it holds: a year, a month or a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// How its units follow from those of other datasets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concordances: Vec<Concordance>,
}

/// Which units of another dataset and of this one cover each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concordance {
    /// The id of the other dataset.
    pub dataset: String,
    /// The level of the units.
    pub level: AdminLevel,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// Codes of units that have ground in common: that of the other dataset, and that of this one. In order, each pair once.
    pub pairs: Vec<[String; 2]>,
}
