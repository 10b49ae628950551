use serde::{Deserialize, Serialize};

/// The population groups that mobility tracking counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PopulationGroup {
    /// Nationals who came back after a stay abroad.
    ReturnMigrants,
    /// Nationals who live abroad.
    Emigrants,
    /// Foreign nationals who came to work.
    InternationalMigrantWorkers,
    /// People who came from elsewhere in the country.
    InternalMigrants,
    /// People who left for elsewhere in the country.
    InternalOutMigrants,
}

impl PopulationGroup {
    /// All groups.
    pub const ALL: [Self; 5] = [
        Self::ReturnMigrants,
        Self::Emigrants,
        Self::InternationalMigrantWorkers,
        Self::InternalMigrants,
        Self::InternalOutMigrants,
    ];

    /// The name used in data and URLs.
    pub fn id(self) -> &'static str {
        match self {
            Self::ReturnMigrants => "return_migrants",
            Self::Emigrants => "emigrants",
            Self::InternationalMigrantWorkers => "international_migrant_workers",
            Self::InternalMigrants => "internal_migrants",
            Self::InternalOutMigrants => "internal_out_migrants",
        }
    }

    /// The group with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.id() == id)
    }
}
