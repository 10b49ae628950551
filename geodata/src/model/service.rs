//! Services, and what a round says of them.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::{Distance, Labels, Language, RoundId, ServiceDefinition};

/// A service of a dataset. It comes from the dataset's vocabulary and from nowhere else, so that there is none which the dataset does not
/// declare; it carries what is declared of it.
#[derive(Clone)]
pub struct Service(Arc<ServiceDefinition>);

impl Service {
    pub(super) fn new(definition: ServiceDefinition) -> Self {
        Self(Arc::new(definition))
    }

    /// The name used in data and addresses.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// What readers see, in all languages.
    pub fn labels(&self) -> &Labels {
        &self.0.label
    }

    /// What readers see, in a language; or in the main language of the dataset, or in English, or in any other.
    pub fn label(&self, language: Language) -> &str {
        self.0.label.get(language)
    }

    /// The same within a sentence, as in "without a hospital".
    pub fn in_sentence(&self, language: Language) -> &str {
        let ServiceDefinition { label, in_sentence, .. } = &*self.0;
        // A label in the reader's language is better than a sentence in another.
        let said = in_sentence.as_ref().filter(|said| said.has(language) || !label.has(language));
        said.unwrap_or(label).get(language)
    }
}

// Within a vocabulary no two services have the same id.
impl PartialEq for Service {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }
}

impl Eq for Service {}

impl Hash for Service {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Service {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// The status of one service in one community.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub enum ServiceStatus {
    /// The community has it.
    Available,
    /// The community lacks it; the nearest is this far.
    Lacking(Distance),
    /// The source has no value.
    #[default]
    NoData,
    /// The source withholds whether the community has it, or how far the nearest is.
    Suppressed,
}

impl ServiceStatus {
    /// The names used in data; `suppressed` only where a source withholds something.
    pub const IDS: [&str; 3] = ["available", "lacking", "no_data"];

    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Lacking(_) => "lacking",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
        }
    }

    /// The distance, if the service is lacking.
    pub fn distance(self) -> Option<Distance> {
        match self {
            Self::Lacking(distance) => Some(distance),
            Self::Available | Self::NoData | Self::Suppressed => None,
        }
    }
}

/// The precision of the distances to a service in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DistanceDetail {
    /// Kilometres.
    Kilometres,
    /// Bands only.
    Bands,
    /// Only whether the community has the service.
    None,
}

impl DistanceDetail {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Kilometres => "kilometres",
            Self::Bands => "bands",
            Self::None => "none",
        }
    }
}

/// The status of one service in one round, by community.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceTable {
    /// The round.
    pub round: RoundId,
    /// The service.
    pub service: Service,
    /// How precise the distances are.
    pub detail: DistanceDetail,
    /// Ids of the sources.
    pub sources: Vec<String>,
    /// A status per community, in the order of the communities.
    pub status: Vec<ServiceStatus>,
}
