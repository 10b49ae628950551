//! The words of a dataset: the population groups that it counts, the dimensions by which it breaks them down, the services that it asks for,
//! and the bands of its distances.
//!
//! They are declared by the dataset and not by the code, because missions count different people and ask for different services. A dataset
//! takes a ready list by its name, or declares words of its own; what is declared is checked once, here, wherever it comes from.

mod check;
mod labels;

use serde::{Deserialize, Serialize};

use super::{Dimension, DistanceBands, Language, PopulationGroup, Service};
pub use check::{VocabularyError, VocabularyPart};
pub use labels::Labels;

/// The ready lists by name, as they are written.
const READY: [(&str, &str); 2] = [
    (Vocabulary::USUAL, include_str!("../vocabularies/iom-bma.toml")),
    ("iom-dtm", include_str!("../vocabularies/iom-dtm.toml")),
];

/// The checked words of a dataset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "VocabularyDefinition", into = "VocabularyDefinition")]
pub struct Vocabulary {
    groups: Vec<PopulationGroup>,
    dimensions: Vec<Dimension>,
    services: Vec<Service>,
    bands: DistanceBands,
    definition: VocabularyDefinition,
}

/// Words as a dataset declares them.
#[derive(Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VocabularyDefinition {
    /// The upper edges of the distance bands in kilometres, nearest first; the last band has none.
    #[serde(default = "usual_bands")]
    pub bands: Vec<f64>,
    /// The population groups, in the order in which they are listed.
    pub groups: Vec<GroupDefinition>,
    /// The dimensions of breakdowns, in the order in which they are listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DimensionDefinition>,
    /// The services, in the order in which they are listed.
    #[serde(default)]
    pub services: Vec<ServiceDefinition>,
    /// The id of the service that is shown where none is chosen; the first without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usual_service: Option<String>,
}

/// A population group as a dataset declares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupDefinition {
    /// The name used in data and addresses.
    pub id: String,
    /// What readers see.
    pub label: Labels,
    /// The label within a sentence, as in "against return migrants"; without it the label, with a small letter at its beginning where the
    /// language wants one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_sentence: Option<Labels>,
    /// How it is counted.
    #[serde(default, skip_serializing_if = "GroupKind::is_flow")]
    pub kind: GroupKind,
    /// The id of the group that it estimates: the same people, as key informants give them for whole units, beside what was counted. Estimates
    /// are never added to counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate_of: Option<String>,
}

/// How a population group is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// By year: those who moved in it.
    #[default]
    Flow,
    /// At the date of a round: those who are there on that day.
    Stock,
}

impl GroupKind {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_flow(&self) -> bool {
        *self == Self::Flow
    }
}

/// A dimension as a dataset declares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DimensionDefinition {
    /// The name used in data and addresses.
    pub id: String,
    /// What readers see.
    pub label: Labels,
    /// Labels of categories. The tables say which categories there are; one without a label is shown as it is written there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryDefinition>,
}

/// The label of a category of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryDefinition {
    /// The category as tables name it.
    pub id: String,
    /// What readers see.
    pub label: Labels,
}

/// A service as a dataset declares it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceDefinition {
    /// The name used in data and addresses.
    pub id: String,
    /// What readers see.
    pub label: Labels,
    /// The label within a sentence, as in "without a hospital"; the label itself without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_sentence: Option<Labels>,
}

/// The bands of a vocabulary that gives none: those of the usual one.
pub(crate) fn usual_bands() -> Vec<f64> {
    Vocabulary::default().definition.bands
}

impl VocabularyDefinition {
    /// Everything that is wrong with it. Where the main language of the dataset is given, labels must be in it, or in English.
    pub fn faults(&self, main: Option<Language>) -> Vec<VocabularyError> {
        check::faults(self, main)
    }

    fn in_main_language(mut self, main: Language) -> Self {
        let labels =
            self.groups.iter_mut().flat_map(|group| [Some(&mut group.label), group.in_sentence.as_mut()]).flatten();
        let of_services =
            self.services.iter_mut().flat_map(|service| [Some(&mut service.label), service.in_sentence.as_mut()]);
        let of_dimensions = self.dimensions.iter_mut().flat_map(|dimension| {
            let of_categories = dimension.categories.iter_mut().map(|category| &mut category.label);
            std::iter::once(&mut dimension.label).chain(of_categories)
        });
        for labels in labels.chain(of_services.flatten()).chain(of_dimensions) {
            *labels = std::mem::take(labels).in_main_language(main);
        }
        self
    }

    fn texts(&self) -> impl Iterator<Item = &Labels> {
        let of_groups = self.groups.iter().flat_map(|group| [Some(&group.label), group.in_sentence.as_ref()]);
        let of_services = self.services.iter().flat_map(|service| [Some(&service.label), service.in_sentence.as_ref()]);
        let of_dimensions = self.dimensions.iter().flat_map(|dimension| {
            std::iter::once(&dimension.label).chain(dimension.categories.iter().map(|category| &category.label))
        });
        of_groups.chain(of_services).flatten().chain(of_dimensions)
    }

    /// Whether a text has the form of a word's id.
    pub fn is_id(text: &str) -> bool {
        check::is_id(text)
    }

    fn into_vocabulary(self) -> Vocabulary {
        Vocabulary {
            groups: self.groups.iter().cloned().map(PopulationGroup::new).collect(),
            dimensions: self.dimensions.iter().cloned().map(Dimension::new).collect(),
            services: self.services.iter().cloned().map(Service::new).collect(),
            bands: DistanceBands::new(&self.bands),
            definition: self,
        }
    }
}

impl Vocabulary {
    /// The name of the list of datasets that declare nothing.
    pub const USUAL: &'static str = "iom-bma";

    /// The names of the ready lists.
    pub fn ready_names() -> impl Iterator<Item = &'static str> {
        READY.into_iter().map(|(name, _)| name)
    }

    /// Whether any group or service has a label of its own in a language.
    pub fn has_labels_in(&self, language: Language) -> bool {
        let groups = self.definition.groups.iter().map(|group| &group.label);
        groups.chain(self.definition.services.iter().map(|service| &service.label)).any(|labels| labels.has(language))
    }

    /// The ready list with this name.
    pub fn ready(name: &str) -> Option<Self> {
        let (_, text) = READY.into_iter().find(|(known, _)| *known == name)?;
        // The tests read all of them.
        toml::from_str(text).ok().map(|vocabulary: Self| vocabulary.in_main_language(Language::ENGLISH))
    }

    /// The same words for a dataset with this main language.
    #[must_use]
    pub fn in_main_language(self, main: Language) -> Self {
        self.definition.in_main_language(main).into_vocabulary()
    }

    /// The labels of all words.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Labels> {
        self.definition.texts()
    }

    /// The population groups, in the order in which they are declared.
    pub fn groups(&self) -> &[PopulationGroup] {
        &self.groups
    }

    /// The group with this name.
    pub fn group(&self, id: &str) -> Option<&PopulationGroup> {
        self.groups.iter().find(|group| group.id() == id)
    }

    /// The groups that are estimates of a group.
    pub fn estimates_of<'a>(&'a self, group: &'a PopulationGroup) -> impl Iterator<Item = &'a PopulationGroup> {
        self.groups.iter().filter(|estimate| estimate.estimate_of() == Some(group.id()))
    }

    /// The dimensions of breakdowns, in the order in which they are declared.
    pub fn dimensions(&self) -> &[Dimension] {
        &self.dimensions
    }

    /// The dimension with this name.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id() == id)
    }

    /// The services, in the order in which they are declared.
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// The service with this name.
    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id() == id)
    }

    /// The service that is shown where none is chosen, if there is any.
    pub fn usual_service(&self) -> Option<&Service> {
        let named = self.definition.usual_service.as_deref().and_then(|id| self.service(id));
        named.or(self.services.first())
    }

    /// The distance bands.
    pub fn bands(&self) -> &DistanceBands {
        &self.bands
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::ready(Self::USUAL).unwrap_or_else(|| VocabularyDefinition::default().into_vocabulary())
    }
}

impl TryFrom<VocabularyDefinition> for Vocabulary {
    type Error = VocabularyError;

    fn try_from(definition: VocabularyDefinition) -> Result<Self, VocabularyError> {
        match definition.faults(None).into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(definition.into_vocabulary()),
        }
    }
}

impl From<Vocabulary> for VocabularyDefinition {
    fn from(vocabulary: Vocabulary) -> Self {
        vocabulary.definition
    }
}

#[cfg(test)]
mod tests;
