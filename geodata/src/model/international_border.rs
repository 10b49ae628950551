use geo_types::MultiLineString;
use serde::{Deserialize, Serialize};

use super::Labels;

/// How far a border between countries is settled, in the words of the maps of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BorderStatus {
    /// An international boundary.
    Agreed,
    /// An undetermined international boundary.
    Undetermined,
    /// A boundary that is disputed.
    Disputed,
    /// A line of control.
    LineOfControl,
    /// An armistice line, or an international administrative line.
    ArmisticeLine,
    /// Another line of separation.
    LineOfSeparation,
}

impl BorderStatus {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Agreed,
        Self::Undetermined,
        Self::Disputed,
        Self::LineOfControl,
        Self::ArmisticeLine,
        Self::LineOfSeparation,
    ];

    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Undetermined => "undetermined",
            Self::Disputed => "disputed",
            Self::LineOfControl => "line_of_control",
            Self::ArmisticeLine => "armistice_line",
            Self::LineOfSeparation => "line_of_separation",
        }
    }

    /// The one with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.id() == id)
    }
}

/// What the maps of a dataset do with borders between countries that are not agreed, and say of them.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoundariesPolicy {
    /// How they are drawn.
    #[serde(default)]
    pub policy: BoundaryPolicy,
    /// What is said beside every map, in place of the note of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Labels>,
}

impl BoundariesPolicy {
    /// Whether it is that of a dataset that says nothing.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// How borders that are not agreed are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoundaryPolicy {
    /// By their status: undetermined ones dashed, disputed ones dotted.
    #[default]
    ByStatus,
    /// The same, with the note that maps of the United Nations have.
    Un,
    /// As the layer of the country has them, all alike.
    AsGiven,
}

impl BoundaryPolicy {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ByStatus, Self::Un, Self::AsGiven];

    /// The word in `dataset.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::ByStatus => "by_status",
            Self::Un => "un",
            Self::AsGiven => "as_given",
        }
    }
}

/// A stretch of a border between countries.
#[derive(Clone, Debug, PartialEq)]
pub struct InternationalBorder {
    /// Its id in the dataset.
    pub id: Box<str>,
    /// How far it is settled.
    pub status: BorderStatus,
    /// The day, month or year for which the status is stated: `2024-05-01`, `2024-05`, `2024`.
    pub as_of: Box<str>,
    /// Its lines, longitude and latitude in degrees (CRS84).
    pub lines: MultiLineString<f64>,
}

/// The borders between countries that a dataset shows beside its units.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct InternationalBorders {
    /// Sorted by id; empty if the dataset has none.
    pub list: Vec<InternationalBorder>,
    /// Ids of their sources.
    pub sources: Vec<String>,
}
