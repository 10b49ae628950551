//! `context`: what lies in and around the country. `context = false` leaves it out; the section chooses kinds of it, and may name files of
//! the dataset in place of Natural Earth.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_spanned::Spanned;

use super::check::Checker;
use super::name_keys::WithNames;
use super::schema::{Text, VectorSection};
use super::{ColumnName, NameColumns, VectorFile};
use crate::model::ContextKind;

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
    countries: Option<Switch<ContextFileSection>>,
    lakes: Option<Switch<ContextFileSection>>,
    rivers: Option<Switch<ContextFileSection>>,
    places: Option<Switch<ContextFileSection>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContextFileSection {
    file: Text,
    layer: Option<Text>,
    crs: Option<Text>,
    encoding: Option<Text>,
    #[serde(default)]
    remote: bool,
    sources: Spanned<Vec<Text>>,
    columns: Option<Spanned<WithNames<ContextColumns>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextColumns {
    /// Stands for the columns of names in the list of keys that an error shows; [`WithNames`] reads them.
    #[serde(rename = "name_…")]
    _names: Option<Text>,
    /// Of countries and places: the alpha-2 code of the country.
    country: Option<Text>,
    /// Of places: what they are.
    rank: Option<Text>,
}

/// What is shown of context.
#[derive(Debug, Default)]
pub(in crate::ingest) struct ContextConfig {
    pub(in crate::ingest) countries: ContextLayerConfig,
    pub(in crate::ingest) lakes: ContextLayerConfig,
    pub(in crate::ingest) rivers: ContextLayerConfig,
    pub(in crate::ingest) places: ContextLayerConfig,
}

/// Where one kind comes from.
#[derive(Debug, Default)]
pub(in crate::ingest) enum ContextLayerConfig {
    #[default]
    NaturalEarth,
    Nothing,
    File(Box<ContextFile>),
}

/// A file of the dataset with context of one kind.
#[derive(Debug)]
pub(in crate::ingest) struct ContextFile {
    pub(in crate::ingest) vector: VectorFile,
    pub(in crate::ingest) sources: Vec<String>,
    pub(in crate::ingest) names: Option<NameColumns>,
    pub(in crate::ingest) country: Option<ColumnName>,
    pub(in crate::ingest) rank: Option<ColumnName>,
}

impl Checker<'_> {
    pub(super) fn context(&mut self, section: Option<&Switch<ContextSection>>) -> Option<ContextConfig> {
        let section = match section {
            None | Some(Switch::All(true)) => return Some(ContextConfig::default()),
            Some(Switch::All(false)) => {
                let nothing = || ContextLayerConfig::Nothing;
                let (countries, lakes, rivers, places) = (nothing(), nothing(), nothing(), nothing());
                return Some(ContextConfig { countries, lakes, rivers, places });
            }
            Some(Switch::Section(section)) => section,
        };
        let countries = self.context_layer(section.countries.as_ref(), ContextKind::Countries);
        let lakes = self.context_layer(section.lakes.as_ref(), ContextKind::Lakes);
        let rivers = self.context_layer(section.rivers.as_ref(), ContextKind::Rivers);
        let places = self.context_layer(section.places.as_ref(), ContextKind::Places);
        Some(ContextConfig { countries: countries?, lakes: lakes?, rivers: rivers?, places: places? })
    }

    fn context_layer(
        &mut self,
        switch: Option<&Switch<ContextFileSection>>,
        kind: ContextKind,
    ) -> Option<ContextLayerConfig> {
        let section = match switch {
            None | Some(Switch::All(true)) => return Some(ContextLayerConfig::NaturalEarth),
            Some(Switch::All(false)) => return Some(ContextLayerConfig::Nothing),
            Some(Switch::Section(section)) => section,
        };
        let (layer, crs, encoding) = (section.layer.as_ref(), section.crs.as_ref(), section.encoding.as_ref());
        let vector =
            self.vector_file(VectorSection { file: &section.file, layer, crs, encoding, remote: section.remote });
        let sources = self.sources_of(&section.sources);
        let mut file = ContextFile { vector: vector?, sources: sources?, names: None, country: None, rank: None };
        let Some(columns) = &section.columns else {
            if kind == ContextKind::Places {
                let message = "places have names: say in which columns they are, as `columns = { name_en = \"name\" }`";
                self.error(&section.file, "name_column_missing", message);
                return None;
            }
            return Some(ContextLayerConfig::File(Box::new(file)));
        };
        if !columns.get_ref().names.is_empty() || kind == ContextKind::Places {
            file.names = Some(self.name_columns(columns, None)?);
        }
        let ContextColumns { _names: _, country, rank } = &columns.get_ref().others;
        for (key, column, kinds) in [
            ("country", country, &[ContextKind::Countries, ContextKind::Places][..]),
            ("rank", rank, &[ContextKind::Places]),
        ] {
            let Some(column) = column.as_ref().filter(|_| !kinds.contains(&kind)) else { continue };
            let of = kinds.iter().map(|kind| format!("`{}`", kind.id())).collect::<Vec<_>>().join(" and ");
            self.error(column, "column_of_other_kind", format!("`{key}` is a column of {of}, not of `{}`", kind.id()));
            return None;
        }
        file.country = country.as_ref().and_then(|column| self.located_name(column));
        file.rank = rank.as_ref().and_then(|column| self.located_name(column));
        Some(ContextLayerConfig::File(Box::new(file)))
    }
}
