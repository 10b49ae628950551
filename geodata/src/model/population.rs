use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{GroupDefinition, GroupKind, Language};

/// A population group of a dataset. It comes from the dataset's vocabulary and from nowhere else, so that there is none which the dataset
/// does not declare; it carries what is declared of it.
#[derive(Clone)]
pub struct PopulationGroup(Arc<GroupDefinition>);

impl PopulationGroup {
    pub(super) fn new(definition: GroupDefinition) -> Self {
        Self(Arc::new(definition))
    }

    /// The name used in data and addresses.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// What readers see, in a language; or in the main language of the dataset, or in English, or in any other.
    pub fn label(&self, language: Language) -> &str {
        self.0.label.get(language)
    }

    /// The same within a sentence, as in "against return migrants", where the vocabulary says it.
    pub fn in_sentence(&self, language: Language) -> Option<&str> {
        let GroupDefinition { label, in_sentence, .. } = &*self.0;
        // A label in the reader's language is better than a sentence in another.
        let said = in_sentence.as_ref().filter(|said| said.has(language) || !label.has(language));
        said.map(|said| said.get(language))
    }

    /// Whether it is counted by year or at a date.
    pub fn kind(&self) -> GroupKind {
        self.0.kind
    }

    /// Whether it is counted at the date of a round.
    pub fn is_stock(&self) -> bool {
        self.kind() == GroupKind::Stock
    }

    /// The id of the group of which it is an estimate.
    pub fn estimate_of(&self) -> Option<&str> {
        self.0.estimate_of.as_deref()
    }

    /// What the dataset declares.
    pub fn definition(&self) -> &GroupDefinition {
        &self.0
    }
}

// Within a vocabulary no two groups have the same id.
impl PartialEq for PopulationGroup {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }
}

impl Eq for PopulationGroup {}

impl Hash for PopulationGroup {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl fmt::Debug for PopulationGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for PopulationGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
