//! The schema of `dataset.toml`: which keys it has, and of which types. Every value keeps its position in the file;
//! [`super::check`] interprets the values.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_spanned::Spanned;

use super::context_section::{ContextSection, Switch};
use super::count_year::CountYear;
use super::facilities_section::FacilitiesSection;
use super::file_names::FileNames;
use super::name_keys::WithNames;
use super::table_section::{Conditions, ParentSection, TableSection, table_sections};
use super::vocabulary_section::VocabularySection;
use super::words::Words;

pub(super) use super::words::{Said, Text};
use crate::model::Labels;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatasetToml {
    pub(super) dataset: DatasetSection,
    pub(super) vocabulary: Option<Spanned<VocabularySection>>,
    #[serde(default)]
    pub(super) sources: Vec<SourceSection>,
    #[serde(default)]
    pub(super) layers: Vec<LayerSection>,
    #[serde(default)]
    pub(super) rounds: Vec<RoundSection>,
    #[serde(default)]
    pub(super) aliases: Vec<AliasSection>,
    pub(super) communities: Option<Spanned<CommunitiesSection>>,
    pub(super) facilities: Option<FacilitiesSection>,
    pub(super) borders: Option<Spanned<BordersSection>>,
    pub(super) boundaries: Option<BoundariesSection>,
    pub(super) context: Option<Switch<ContextSection>>,
    pub(super) basemap: Option<Spanned<BasemapSection>>,
    pub(super) boundary_edition: Option<BoundaryEditionSection>,
    #[serde(default)]
    pub(super) concordances: Vec<Spanned<ConcordanceSection>>,
    #[serde(default)]
    pub(super) counts: Vec<Spanned<CountsSection>>,
    #[serde(default)]
    pub(super) breakdowns: Vec<Spanned<BreakdownSection>>,
    #[serde(default)]
    pub(super) services: Vec<Spanned<ServicesSection>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatasetSection {
    pub(super) id: Text,
    pub(super) title: Said,
    pub(super) country: Text,
    #[serde(default)]
    pub(super) illustrative: bool,
    pub(super) illustrative_note: Option<Said>,
    pub(super) default_round: Text,
    pub(super) languages: Option<Spanned<Vec<Text>>>,
    pub(super) disclaimer: Option<Said>,
    /// The name of a ready vocabulary; it may stand here or above all sections.
    pub(super) vocabulary: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundaryEditionSection {
    pub(super) id: Text,
    pub(super) valid_from: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceSection {
    pub(super) id: Text,
    pub(super) title: Said,
    pub(super) citation: Text,
    pub(super) publisher: Text,
    pub(super) licence: Text,
    pub(super) date: Text,
    pub(super) url: Option<Text>,
    pub(super) disclaimer: Option<Said>,
    #[serde(default)]
    pub(super) notes: Vec<Said>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerSection {
    pub(super) level: Text,
    pub(super) file: Option<Spanned<FileNames>>,
    /// Further files, which differ from it.
    #[serde(default)]
    pub(super) files: Vec<LayerFileSection>,
    /// The level below that it is made of, in place of files.
    pub(super) dissolve: Option<Text>,
    pub(super) layer: Option<Text>,
    pub(super) crs: Option<Text>,
    pub(super) encoding: Option<Text>,
    #[serde(default)]
    pub(super) remote: bool,
    pub(super) codes: Option<Text>,
    pub(super) boundaries: Option<Text>,
    pub(super) note: Option<Said>,
    pub(super) sources: Option<Spanned<Vec<Text>>>,
    /// Without it, the columns are recognised.
    pub(super) columns: Option<Spanned<WithNames<LayerColumns>>>,
}

/// One of several files of a layer. What it does not say is as in the section of the layer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerFileSection {
    pub(super) file: Text,
    pub(super) layer: Option<Text>,
    pub(super) crs: Option<Text>,
    pub(super) encoding: Option<Text>,
    pub(super) remote: Option<bool>,
    pub(super) columns: Option<Spanned<WithNames<LayerColumns>>>,
    /// Codes in place of what stands in the column of codes.
    #[serde(default)]
    pub(super) pcodes: BTreeMap<Text, Text>,
    /// The same for the column of the unit above.
    #[serde(default)]
    pub(super) parents: BTreeMap<Text, Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LayerColumns {
    pub(super) pcode: Text,
    pub(super) parent: Option<Text>,
    /// Stands for the columns of names in the list of keys that an error shows; [`WithNames`] reads them.
    #[serde(rename = "name_…")]
    _names: Option<Text>,
    pub(super) aliases: Option<Text>,
    pub(super) population: Option<Text>,
}

/// Other names of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AliasSection {
    pub(super) unit: Text,
    pub(super) names: Spanned<Words>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundSection {
    pub(super) id: Text,
    pub(super) country: Text,
    pub(super) title: Said,
    pub(super) collected: Spanned<Vec<Text>>,
    pub(super) method: Said,
    pub(super) illustrative: Option<bool>,
    pub(super) key_informants: Option<u64>,
    pub(super) sources: Spanned<Vec<Text>>,
    #[serde(default)]
    pub(super) notes: Vec<Said>,
    pub(super) locations: Option<Spanned<LocationsSection>>,
    pub(super) groups: Vec<GroupSection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupSection {
    pub(super) group: Text,
    /// Those of a flow.
    pub(super) years: Option<Spanned<Vec<Spanned<u16>>>>,
    #[serde(default)]
    pub(super) partial: BTreeMap<Text, Said>,
    pub(super) definition: Said,
}

table_sections! {
    ConcordanceSection {
        /// The other dataset.
        dataset: Text,
        level: Text,
        /// The columns with the codes of the other dataset, and with those of this one.
        from: Text,
        to: Text,
        sources: Spanned<Vec<Text>>,
    }

    CommunitiesSection {
        sources: Spanned<Vec<Text>>,
        /// What stands for the areas of a vector file.
        areas: Option<Text>,
        /// Whether the name of the sheet is that of a larger unit.
        within_sheet: Option<Spanned<bool>>,
        columns: Spanned<WithNames<CommunityColumns>>,
    }

    LocationsSection {
        columns: Spanned<LocationColumns>,
    }

    CountsSection {
        round: Option<Text>,
        /// The column that says which round a row is about, in place of `round`.
        round_column: Option<Text>,
        /// The rounds by what stands in that column.
        #[serde(default)]
        rounds: BTreeMap<Text, Text>,
        level: Text,
        place: Text,
        /// The columns of larger units, where places are named.
        within: Option<Spanned<Words>>,
        /// Whether the name of the sheet is that of a larger unit.
        within_sheet: Option<Spanned<bool>>,
        sources: Spanned<Vec<Text>>,
        /// The column of the year, where a row is about one year.
        year_column: Option<Text>,
        combine: Option<Text>,
        /// How all its values were calculated, if nobody published them.
        derived: Option<Said>,
        columns: Spanned<Vec<CountColumn>>,
    }

    BreakdownSection {
        round: Option<Text>,
        /// The column that says which round a row is about, in place of `round`.
        round_column: Option<Text>,
        /// The rounds by what stands in that column.
        #[serde(default)]
        rounds: BTreeMap<Text, Text>,
        level: Text,
        place: Text,
        /// The columns of larger units, where places are named.
        within: Option<Spanned<Words>>,
        /// Whether the name of the sheet is that of a larger unit.
        within_sheet: Option<Spanned<bool>>,
        dimension: Text,
        sources: Spanned<Vec<Text>>,
        /// The column of the category, where a row is about one category.
        category_column: Option<Text>,
        combine: Option<Text>,
        /// As in `[[counts]]`.
        derived: Option<Said>,
        columns: Spanned<Vec<BreakdownColumn>>,
    }

    ServicesSection {
        round: Option<Text>,
        /// The column that says which round a row is about, in place of `round`.
        round_column: Option<Text>,
        /// The rounds by what stands in that column.
        #[serde(default)]
        rounds: BTreeMap<Text, Text>,
        place: Text,
        sources: Spanned<Vec<Text>>,
        yes: Option<Spanned<Words>>,
        no: Option<Spanned<Words>>,
        columns: Spanned<Vec<ServiceColumn>>,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommunityColumns {
    pub(super) id: Text,
    /// Stands for the columns of names in the list of keys that an error shows; [`WithNames`] reads them.
    #[serde(rename = "name_…")]
    _names: Option<Text>,
    pub(super) aliases: Option<Text>,
    /// Both or neither.
    pub(super) lon: Option<Text>,
    pub(super) lat: Option<Text>,
    /// In their place, the question of a form that asks for the position.
    pub(super) point: Option<Text>,
    pub(super) admin1: Option<Text>,
    pub(super) admin2: Option<Text>,
    pub(super) admin3: Option<Text>,
    pub(super) households: Option<Text>,
    pub(super) origin: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LocationColumns {
    pub(super) name: Text,
    pub(super) admin1: Option<Text>,
    pub(super) admin2: Option<Text>,
    pub(super) admin3: Option<Text>,
}

/// Borders between countries.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BordersSection {
    pub(super) file: Text,
    pub(super) layer: Option<Text>,
    pub(super) crs: Option<Text>,
    pub(super) encoding: Option<Text>,
    #[serde(default)]
    pub(super) remote: bool,
    pub(super) sources: Spanned<Vec<Text>>,
    /// For all lines, unless a column says it.
    pub(super) as_of: Option<Text>,
    /// The statuses that words of the file stand for.
    #[serde(default)]
    pub(super) statuses: BTreeMap<Text, Text>,
    pub(super) columns: BorderColumns,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BorderColumns {
    pub(super) id: Option<Text>,
    pub(super) status: Text,
    pub(super) as_of: Option<Text>,
}

/// What maps do with borders between countries, and say of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BoundariesSection {
    pub(super) policy: Option<Text>,
    pub(super) note: Option<Spanned<Labels>>,
}

impl BordersSection {
    pub(super) fn vector(&self) -> VectorSection<'_> {
        let (layer, crs, encoding) = (self.layer.as_ref(), self.crs.as_ref(), self.encoding.as_ref());
        VectorSection { file: &self.file, layer, crs, encoding, remote: self.remote }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountColumn {
    pub(super) column: Text,
    pub(super) group: Text,
    /// That of a flow, unless the table has a column of the year.
    pub(super) year: Option<Spanned<CountYear>>,
    pub(super) derived: Option<Said>,
    #[serde(default, rename = "where")]
    pub(super) conditions: Conditions,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakdownColumn {
    pub(super) column: Text,
    pub(super) group: Text,
    pub(super) category: Text,
    /// What stands for the category in `category_column`, if it is not its name.
    pub(super) value: Option<Spanned<Words>>,
    pub(super) derived: Option<Said>,
    #[serde(default, rename = "where")]
    pub(super) conditions: Conditions,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceColumn {
    pub(super) service: Text,
    pub(super) available: Text,
    pub(super) band: Option<Text>,
    pub(super) km: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BasemapSection {
    pub(super) title: Text,
    pub(super) file: Option<Text>,
    pub(super) url: Option<Text>,
    pub(super) sources: Spanned<Vec<Text>>,
}

/// The keys that all sections with a vector file have.
#[derive(Clone, Copy)]
pub(super) struct VectorSection<'a> {
    pub(super) file: &'a Text,
    pub(super) layer: Option<&'a Text>,
    pub(super) crs: Option<&'a Text>,
    pub(super) encoding: Option<&'a Text>,
    pub(super) remote: bool,
}

impl LayerSection {
    /// A section for each file.
    pub(super) fn vectors<'a>(&'a self, names: &'a [Text]) -> Vec<VectorSection<'a>> {
        let (layer, crs, encoding) = (self.layer.as_ref(), self.crs.as_ref(), self.encoding.as_ref());
        let named = names.iter().map(|file| VectorSection { file, layer, crs, encoding, remote: self.remote });
        let others = self.files.iter().map(|section| VectorSection {
            file: &section.file,
            layer: section.layer.as_ref().or(layer),
            crs: section.crs.as_ref().or(crs),
            encoding: section.encoding.as_ref().or(encoding),
            remote: section.remote.unwrap_or(self.remote),
        });
        named.chain(others).collect()
    }

    /// Its columns, and those of its files.
    pub(super) fn all_columns(&self) -> impl Iterator<Item = &Spanned<WithNames<LayerColumns>>> {
        self.columns.iter().chain(self.files.iter().filter_map(|file| file.columns.as_ref()))
    }

    /// Whether the columns of a file are to be recognised.
    pub(super) fn has_unnamed_columns(&self) -> bool {
        let has_files = self.file.is_some() || self.dissolve.is_some();
        self.columns.is_none() && (has_files || self.files.iter().any(|file| file.columns.is_none()))
    }
}
