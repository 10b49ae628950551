use serde::Serialize;

use super::Tallies;
use crate::model::{AdminLevel, LeftOut};

/// The number of units of one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LayerSummary {
    /// The level.
    pub level: AdminLevel,
    /// How many units it has.
    pub units: usize,
}

/// What was read, in numbers, without what could not be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// How rows found their places, and which figures stand out.
    #[serde(flatten)]
    pub tallies: Tallies,
    /// What is left out because of errors that are allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LeftOut>,
    /// How many errors the report has, without those that are allowed.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
}

impl Summary {
    /// What was read, as a sentence.
    pub(super) fn counted(&self) -> String {
        let mut parts: Vec<String> = self
            .layers
            .iter()
            .map(|layer| {
                format!("{} {} unit{}", layer.units, layer.level.id(), if layer.units == 1 { "" } else { "s" })
            })
            .collect();
        for (count, one, many) in [
            (self.communities, "community", "communities"),
            (self.facilities, "facility", "facilities"),
            (self.rounds.len(), "round", "rounds"),
            (self.counts, "table of counts", "tables of counts"),
            (self.breakdowns, "breakdown", "breakdowns"),
            (self.services, "table of services", "tables of services"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {}", if count == 1 { one } else { many }));
            }
        }
        if parts.is_empty() { "Nothing was read.".to_owned() } else { format!("Read: {}.", parts.join(", ")) }
    }
}
