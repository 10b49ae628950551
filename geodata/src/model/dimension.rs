use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{DimensionDefinition, Labels, Language};

/// A dimension by which counts are broken down, such as sex or country of origin. It comes from the dataset's vocabulary and from nowhere
/// else, and carries what is declared of it.
#[derive(Clone)]
pub struct Dimension(Arc<DimensionDefinition>);

impl Dimension {
    pub(super) fn new(definition: DimensionDefinition) -> Self {
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

    /// What readers see of a category, in all languages, where the vocabulary says so.
    pub fn category_labels(&self, category: &str) -> Option<&Labels> {
        self.0.categories.iter().find(|known| known.id == category).map(|known| &known.label)
    }

    /// What readers see, in a language; or in the main language of the dataset, or in English, or in any other.
    pub fn label(&self, language: Language) -> &str {
        self.0.label.get(language)
    }

    /// What readers see of a category, where the vocabulary says so.
    pub fn category_label(&self, category: &str, language: Language) -> Option<&str> {
        self.category_labels(category).map(|labels| labels.get(language))
    }

    /// Whether any of its categories has a label.
    pub fn has_category_labels(&self) -> bool {
        !self.0.categories.is_empty()
    }
}

// Within a vocabulary no two dimensions have the same id.
impl PartialEq for Dimension {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.id == other.0.id
    }
}

impl Eq for Dimension {}

impl Hash for Dimension {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl fmt::Debug for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
