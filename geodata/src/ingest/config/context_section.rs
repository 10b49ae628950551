//! The keys of `context`.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_spanned::Spanned;

use super::name_keys::WithNames;
use super::words::Text;

/// A section, or `true` or `false` in its place.
#[derive(Debug)]
pub(super) enum Switch<T> {
    All(bool),
    Section(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Switch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SwitchVisitor(PhantomData))
    }
}

struct SwitchVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for SwitchVisitor<T> {
    type Value = Switch<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, or a section with keys")
    }

    fn visit_bool<E: Error>(self, all: bool) -> Result<Switch<T>, E> {
        Ok(Switch::All(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Switch<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Switch::Section)
    }
}

/// What is shown of each kind of context.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextSection {
    pub(super) countries: Option<Switch<ContextFileSection>>,
    pub(super) lakes: Option<Switch<ContextFileSection>>,
    pub(super) rivers: Option<Switch<ContextFileSection>>,
    pub(super) places: Option<Switch<ContextFileSection>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextFileSection {
    pub(super) file: Text,
    pub(super) layer: Option<Text>,
    pub(super) crs: Option<Text>,
    pub(super) encoding: Option<Text>,
    #[serde(default)]
    pub(super) remote: bool,
    pub(super) sources: Spanned<Vec<Text>>,
    pub(super) columns: Option<Spanned<WithNames<ContextColumns>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextColumns {
    /// Stands for the columns of names in the list of keys that an error shows; [`WithNames`] reads them.
    #[serde(rename = "name_…")]
    pub(super) _names: Option<Text>,
    /// Of countries and places: the alpha-2 code of the country.
    pub(super) country: Option<Text>,
    /// Of places: what they are.
    pub(super) rank: Option<Text>,
}
