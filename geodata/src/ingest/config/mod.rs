//! Reads `dataset.toml`: which files a dataset has, what is in them, and where they come from.
//!
//! It is read in two steps. [`schema`] parses the keys and their types, and keeps the position of every value; [`check`] then
//! resolves the values (which round, which file, which group), and reports by line those that it cannot resolve. A
//! [`DatasetConfig`] refers to nothing that does not exist, so that the readers of the data need not check again.

mod aliases;
mod basemap;
mod borders;
mod cell_words;
mod check;
mod concordances;
mod context;
mod context_section;
mod count_year;
mod counts;
mod dates;
mod described_layers;
mod described_tables;
mod facilities;
mod facilities_section;
mod file_names;
mod files;
mod forms;
mod languages;
mod larger_units;
mod layers;
mod name_keys;
mod open_choices;
mod place_section;
mod rounds;
mod schema;
mod suppressed;
mod table_files;
mod table_section;
mod tables;
mod toml_error;
mod vocabulary;
mod vocabulary_section;
mod words;

use std::path::Path;
use std::sync::Arc;

use super::fingerprint::Fingerprint;
use super::folder::{FileError, Folder};
use super::remote::RemoteFiles;
use super::report::{Findings, Location};
use super::text::line_number;
use super::zipped_files::{self, Opened};
use crate::model::DatasetInfo;
use crate::model::{
    AdminLevel, BorderStatus, CodeKind, Dimension, DistanceDetail, Labels, PlaceLevel, PopulationGroup, Round, RoundId,
    Service, Source, Vocabulary,
};

pub(super) use cell_words::{Answer, CellWords, SuppressedTexts};
pub(super) use context::{ContextConfig, ContextFile, ContextLayerConfig};
pub(super) use dates::is_date;
pub(super) use described_layers::{
    LayerAreas, LayerColumns, LayerConfig, LayerFile, NameColumns, NamedColumns, PartOf, Replacement, VectorFile,
    VectorLocation,
};
pub(super) use described_tables::{
    Expected, FormFile, GeometryUse, HeaderRows, LatestRows, ParentTable, RowCondition, TableContent, TableEnd,
    TableFile, TableFormat, TableLayout, WatchedColumns,
};
pub(super) use larger_units::Larger;
pub(super) use open_choices::OPEN;

/// The file that describes a dataset.
pub(super) const FILE: &str = "dataset.toml";

/// The largest size of `dataset.toml`: a country with a thousand columns takes a tenth of it.
const MAX_BYTES: u64 = 16 << 20;

/// The checked contents of `dataset.toml`.
#[derive(Debug)]
pub(super) struct DatasetConfig {
    /// The folder of the dataset.
    pub(super) folder: Arc<Folder>,
    pub(super) info: DatasetInfo,
    pub(super) vocabulary: Vocabulary,
    /// The line with the country of the dataset.
    pub(super) country_line: usize,
    pub(super) sources: Vec<Source>,
    /// Country first, without a gap.
    pub(super) layers: Vec<LayerConfig>,
    pub(super) rounds: Vec<Round>,
    /// The places that they assessed, where a source lists them.
    pub(super) locations: Vec<LocationsConfig>,
    /// The lines with the countries of the rounds.
    pub(super) round_country_lines: Vec<usize>,
    /// Other names of units.
    pub(super) aliases: Vec<AliasConfig>,
    pub(super) communities: Option<CommunitiesConfig>,
    pub(super) facilities: Option<FacilitiesConfig>,
    pub(super) borders: Option<BordersConfig>,
    pub(super) context: ContextConfig,
    pub(super) counts: Vec<CountsConfig>,
    pub(super) breakdowns: Vec<BreakdownConfig>,
    pub(super) services: Vec<ServicesConfig>,
    pub(super) concordances: Vec<ConcordanceConfig>,
}

/// A table with the units of another edition of boundaries and those of this dataset.
#[derive(Debug)]
pub(super) struct ConcordanceConfig {
    pub(super) tables: Vec<TableFile>,
    /// The other dataset.
    pub(super) dataset: String,
    pub(super) level: AdminLevel,
    pub(super) from: ColumnName,
    pub(super) to: ColumnName,
    pub(super) sources: Vec<String>,
}

impl DatasetConfig {
    /// The files of a layer: its own, or those of the layer that it is made of, with its columns.
    pub(super) fn files_of(&self, layer: &LayerConfig) -> Vec<LayerFile> {
        match &layer.areas {
            LayerAreas::Files(files) => files.clone(),
            LayerAreas::Dissolved { from, columns } => {
                let below = self.layers.iter().filter(|below| below.level == *from);
                let files = below.flat_map(|below| match &below.areas {
                    LayerAreas::Files(files) => &files[..],
                    LayerAreas::Dissolved { .. } => &[],
                });
                let is_next = from.above() == Some(layer.level);
                let with_columns = |file: &LayerFile| LayerFile {
                    vector: file.vector.clone(),
                    columns: columns.clone(),
                    pcodes: Vec::new(),
                    parents: Vec::new(),
                    part_of: file.part_of(is_next),
                };
                files.map(with_columns).collect()
            }
        }
    }
}

/// A file of the dataset that exists.
#[derive(Clone, Debug)]
pub(super) struct DataFile {
    /// The path as it is written in `dataset.toml`.
    pub(super) display_name: String,
    pub(super) folder: Arc<Folder>,
}

impl DataFile {
    /// Opens the file, which may be one in a zip, if it has at most `max_bytes`.
    pub(super) fn open(&self, max_bytes: u64) -> Result<Opened, FileError> {
        zipped_files::open(&self.folder, &self.display_name, max_bytes)
    }

    /// Reads its content, of at most `max_bytes`.
    pub(super) fn read(&self, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        self.folder.read(&self.display_name, max_bytes)
    }
}

/// A name that `dataset.toml` gives, and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LocatedName {
    /// Without white space around it.
    pub(super) name: String,
    /// With it.
    pub(super) written: String,
    pub(super) line: usize,
}

/// The header of a column, or the name of a field.
pub(super) type ColumnName = LocatedName;

/// Other names of a unit.
#[derive(Debug)]
pub(super) struct AliasConfig {
    /// The code of the unit.
    pub(super) unit: LocatedName,
    pub(super) names: Vec<String>,
}

/// What the codes of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LayerCodes {
    pub(super) kind: CodeKind,
    pub(super) level: AdminLevel,
}

/// Where rows of a table say their positions.
#[derive(Clone, Debug)]
pub(super) enum Positions<C> {
    /// Nowhere.
    None,
    /// In two columns.
    Columns { lon: C, lat: C },
    /// In the geometry of the feature that is a row.
    Geometry(GeometryUse),
}

impl<C> Positions<C> {
    /// What geometries say.
    pub(super) fn geometry(&self) -> GeometryUse {
        match self {
            Self::Geometry(geometry) => *geometry,
            Self::None | Self::Columns { .. } => GeometryUse::Ignored,
        }
    }

    /// The columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = &C> {
        let columns = match self {
            Self::None | Self::Geometry(_) => [None, None],
            Self::Columns { lon, lat } => [Some(lon), Some(lat)],
        };
        columns.into_iter().flatten()
    }
}

#[derive(Debug)]
pub(super) struct CommunitiesConfig {
    pub(super) tables: Vec<TableFile>,
    pub(super) sources: Vec<String>,
    pub(super) id: ColumnName,
    pub(super) names: NameColumns,
    pub(super) positions: Positions<ColumnName>,
    /// The column with the code or name of its unit.
    pub(super) unit: ColumnName,
    /// What has those of larger units.
    pub(super) larger: Larger<ColumnName>,
    /// What the codes in it are, and of which level.
    pub(super) codes: LayerCodes,
    pub(super) households: Option<ColumnName>,
    pub(super) origin: Option<ColumnName>,
}

/// A list of the places that a round assessed.
#[derive(Debug)]
pub(super) struct LocationsConfig {
    pub(super) round: RoundId,
    pub(super) tables: Vec<TableFile>,
    pub(super) name: ColumnName,
    /// The columns with the units that they lie in, largest first.
    pub(super) within: Vec<(LayerCodes, ColumnName)>,
}

/// Borders between countries.
#[derive(Debug)]
pub(super) struct BordersConfig {
    pub(super) vector: VectorFile,
    pub(super) sources: Vec<String>,
    /// Without it they go by their number in the file.
    pub(super) id: Option<ColumnName>,
    pub(super) status: ColumnName,
    pub(super) as_of: AsOf,
    /// Words of the file, as [`comparable`](super::text::comparable), and what they stand for.
    pub(super) statuses: Vec<(String, BorderStatus)>,
}

/// Where it stands for when the status of a border is stated.
#[derive(Debug)]
pub(super) enum AsOf {
    Column(ColumnName),
    Date(String),
}

#[derive(Debug)]
pub(super) struct FacilitiesConfig {
    pub(super) vector: VectorFile,
    pub(super) sources: Vec<String>,
    pub(super) id: ColumnName,
    pub(super) names: NameColumns,
    pub(super) services: FacilityServices,
}

/// What says which service a facility offers.
#[derive(Debug)]
pub(super) enum FacilityServices {
    /// All offer the same.
    All(Service),
    /// A column does, by the ids of services or by words for them; those of no service are left out.
    Column { column: ColumnName, words: Vec<(String, Option<Service>)> },
}

/// Tables with a row per place, alike except for their file or sheet.
#[derive(Debug)]
pub(super) struct PlaceTableConfig {
    pub(super) tables: Vec<TableFile>,
    pub(super) round: RoundId,
    pub(super) level: PlaceLevel,
    /// The column with the key of the place.
    pub(super) place: ColumnName,
    /// What has the codes or names of the units that it lies in.
    pub(super) larger: Larger<ColumnName>,
    pub(super) sources: Vec<String>,
}

impl PlaceTableConfig {
    /// The columns that say which place a row is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &ColumnName> {
        std::iter::once(&self.place).chain(&self.larger.columns)
    }

    /// Adds a column that says something else of what a row is about.
    fn add_key(&mut self, column: Option<&ColumnName>) {
        for table in &mut self.tables {
            table.layout.keys.extend(column.cloned());
        }
    }
}

/// The columns of one population group: a column per year in a table of counts, a column per category in a breakdown.
#[derive(Debug)]
pub(super) struct GroupColumns<K> {
    pub(super) group: PopulationGroup,
    /// Whether the columns count a flow over its whole window, and not by year.
    pub(super) of_window: bool,
    /// What each column counts: a year, the date or window of the round, or a category.
    pub(super) keys: Vec<K>,
    pub(super) columns: Vec<ValueColumn>,
}

/// A column of values, and the rows in which it holds one.
#[derive(Clone, Debug)]
pub(super) struct ValueColumn {
    pub(super) name: ColumnName,
    /// All rows if none.
    pub(super) conditions: Vec<RowCondition>,
    /// How the values were calculated, if nobody published them.
    pub(super) derived: Option<Labels>,
}

/// What becomes of several values of the same in one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Combine {
    /// An error.
    Refuse,
    /// Their sum.
    Sum,
}

/// When a column of counts counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CountTime {
    /// In a year.
    Year(u16),
    /// On the day of a stock.
    Date,
    /// In the whole window of a flow.
    Window,
}

impl CountTime {
    pub(super) fn year(self) -> Option<u16> {
        match self {
            Self::Year(year) => Some(year),
            Self::Date | Self::Window => None,
        }
    }
}

#[derive(Debug)]
pub(super) struct CountsConfig {
    pub(super) rows: PlaceTableConfig,
    pub(super) combine: Combine,
    /// Each group with a column for each year of the round's window that this table has, in that order; a stock, and a flow over its whole window,
    /// with one column.
    pub(super) groups: Vec<GroupColumns<CountTime>>,
}

#[derive(Debug)]
pub(super) struct BreakdownConfig {
    pub(super) rows: PlaceTableConfig,
    pub(super) dimension: Dimension,
    pub(super) combine: Combine,
    /// Each group with a column for each category, in the order of `dataset.toml`.
    pub(super) groups: Vec<GroupColumns<String>>,
}

#[derive(Debug)]
pub(super) struct ServicesConfig {
    pub(super) rows: PlaceTableConfig,
    pub(super) services: Vec<ServiceColumns>,
}

#[derive(Clone, Debug)]
pub(super) struct ServiceColumns {
    pub(super) service: Service,
    pub(super) available: ColumnName,
    /// The column of the distance, in kilometres or as a band, as `detail` says; none if there is none.
    pub(super) distance: Option<ColumnName>,
    pub(super) detail: DistanceDetail,
}

/// Reads `dataset.toml` in `dir`. None if it has any error; all errors are reported. Remote sources are errors if `remote` is none.
pub(super) fn read(
    dir: &Path,
    (remote, reserved_ids): (Option<Arc<dyn RemoteFiles>>, &[String]),
    fingerprint: &mut Fingerprint,
    findings: &mut Findings,
) -> Option<DatasetConfig> {
    let folder = match Folder::open(dir) {
        Ok(folder) => Arc::new(folder),
        Err(error) => {
            let (code, message) = if !dir.exists() {
                ("folder_missing", format!("the folder {} does not exist", dir.display()))
            } else if !dir.is_dir() {
                ("folder_missing", format!("{} is not a folder; expected the folder of a dataset", dir.display()))
            } else {
                ("file_unreadable", format!("the folder cannot be read: {error}"))
            };
            findings.error(code, Location::file(FILE), message);
            return None;
        }
    };
    let content = match folder.read(FILE, MAX_BYTES) {
        Ok(content) => content,
        Err(FileError::Missing) => {
            let message = format!("there is no {FILE} in this folder");
            findings.error("description_missing", Location::file(FILE), message);
            return None;
        }
        Err(error) => {
            findings.error(error.code(), Location::file(FILE), error.to_string());
            return None;
        }
    };
    fingerprint.add(FILE, &content);
    let text = match String::from_utf8(content) {
        Ok(text) => text,
        Err(error) => {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            findings.error("not_utf8", Location::line(FILE, line_number(before)), "the text is not UTF-8");
            return None;
        }
    };
    let text = open_choices::settle(&text, findings)?;
    let parsed = toml_error::parse(&text, findings)?;
    check::Checker::new(&folder, remote, &text, findings).dataset(&parsed, reserved_ids)
}
