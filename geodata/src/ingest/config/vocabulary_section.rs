//! The form of the key `vocabulary` of `dataset.toml`: a name, or a section. Both keep their positions in the file.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_spanned::Spanned;

use crate::model::{DimensionDefinition, GroupDefinition, ServiceDefinition};

/// What stands at the key `vocabulary`.
#[derive(Debug)]
pub(super) enum VocabularySection {
    /// The name of a ready one.
    Ready(String),
    /// A section.
    Own(OwnVocabulary),
}

/// The section `[vocabulary]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OwnVocabulary {
    pub(super) bands: Option<Spanned<Vec<f64>>>,
    pub(super) groups: Vec<Spanned<GroupDefinition>>,
    #[serde(default)]
    pub(super) dimensions: Vec<Spanned<DimensionDefinition>>,
    #[serde(default)]
    pub(super) services: Vec<Spanned<ServiceDefinition>>,
    pub(super) usual_service: Option<Spanned<String>>,
}

// Written out, because an untagged enum would forget where its values stand.
impl<'de> Deserialize<'de> for VocabularySection {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextOrTable;

        impl<'de> Visitor<'de> for TextOrTable {
            type Value = VocabularySection;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a ready vocabulary, or a section `[vocabulary]`")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(VocabularySection::Ready(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, section: A) -> Result<Self::Value, A::Error> {
                OwnVocabulary::deserialize(MapAccessDeserializer::new(section)).map(VocabularySection::Own)
            }
        }

        deserializer.deserialize_any(TextOrTable)
    }
}
