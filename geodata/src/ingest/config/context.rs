//! `context`: what lies in and around the country. `context = false` leaves it out; the section chooses kinds of it, and may name files of
//! the dataset in place of Natural Earth.

use super::check::Checker;
use super::context_section::{ContextColumns, ContextFileSection, ContextSection, Switch};
use super::schema::VectorSection;
use super::{ColumnName, NameColumns, VectorFile};
use crate::model::ContextKind;

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
