use serde::{Deserialize, Serialize};

use super::RoundId;

/// Rows and cells of one file that were left out of a dataset because they had an error that was allowed: nothing is known of them, which
/// is no zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The code of the error.
    pub code: String,
    /// The file, as `dataset.toml` names it.
    pub file: String,
    /// How many rows, or cells.
    pub count: usize,
    /// The round that the file is about; none for communities and facilities, which all answers rest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<RoundId>,
    /// The groups that it counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// The services that it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
}

impl LeftOut {
    /// Whether all answers rest on the file.
    pub fn concerns_all(&self) -> bool {
        self.round.is_none()
    }

    /// Whether the counts of a group in a round rest on the file.
    pub fn concerns_group(&self, round: &RoundId, group: &str) -> bool {
        self.round.as_ref() == Some(round) && self.groups.iter().any(|known| known == group)
    }

    /// Whether what a round says of a service rests on the file.
    pub fn concerns_service(&self, round: &RoundId, service: &str) -> bool {
        self.round.as_ref() == Some(round) && self.services.iter().any(|known| known == service)
    }
}
