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
mod count_year;
mod counts;
mod dates;
mod file_names;
mod files;
mod forms;
mod languages;
mod layers;
mod name_keys;
mod open_choices;
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

use encoding_rs::Encoding;

use super::fingerprint::Fingerprint;
use super::folder::{FileError, Folder};
use super::remote::{RemoteFile, RemoteFiles};
use super::report::{Findings, Location};
use super::tables::number::Mark;
use super::text::line_number;
use crate::model::DatasetInfo;
use crate::model::{
    AdminLevel, BorderStatus, BoundaryStatus, CodeKind, Dimension, DistanceDetail, Language, PlaceLevel,
    PopulationGroup, Round, RoundId, Service, Source, Vocabulary,
};

pub(super) use cell_words::{Answer, CellWords, SuppressedTexts};
pub(super) use dates::is_date;
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
    /// Opens the file, if it has at most `max_bytes`.
    pub(super) fn open(&self, max_bytes: u64) -> Result<std::fs::File, FileError> {
        let file = self.folder.file(&self.display_name)?;
        if file.metadata()?.len() > max_bytes { Err(FileError::TooLarge(max_bytes)) } else { Ok(file) }
    }

    /// Reads its content, of at most `max_bytes`.
    pub(super) fn read(&self, max_bytes: u64) -> Result<Vec<u8>, FileError> {
        self.folder.read(&self.display_name, max_bytes)
    }
}

/// A name that `dataset.toml` gives, and its line.
#[derive(Clone, Debug)]
pub(super) struct LocatedName {
    /// Without white space around it.
    pub(super) name: String,
    /// With it.
    pub(super) written: String,
    pub(super) line: usize,
}

/// The header of a column, or the name of a field.
pub(super) type ColumnName = LocatedName;

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableFormat {
    Csv,
    Xlsx,
    Xls,
    Xlsb,
    Ods,
    Json,
}

impl TableFormat {
    pub(super) const ALL: [Self; 6] = [Self::Csv, Self::Xlsx, Self::Xls, Self::Xlsb, Self::Ods, Self::Json];

    /// The extension of its files.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
            Self::Xls => ".xls",
            Self::Xlsb => ".xlsb",
            Self::Ods => ".ods",
            Self::Json => ".json",
        }
    }

    /// The format of files with an extension, in lower case and without its point.
    pub(super) fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            // With macros, which nobody runs.
            "xlsm" => Some(Self::Xlsx),
            // A record on each line.
            "jsonl" | "ndjson" => Some(Self::Json),
            _ => Self::ALL.into_iter().find(|format| format.extension()[1..] == *extension),
        }
    }
}

/// What has the rows of a table.
#[derive(Clone, Debug)]
pub(super) enum TableContent {
    /// A table in a file.
    Table { file: DataFile, format: TableFormat },
    /// A layer of a vector file: its features are the rows.
    Features(VectorFile),
}

/// What the geometries of a layer say where its features are rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GeometryUse {
    /// Nothing: the rows are about places that are known.
    Ignored,
    /// The position of each row: a point, or nothing.
    Points,
    /// The same, where an area stands for a point inside of it.
    PointsInside,
}

/// A table in a file.
#[derive(Clone, Debug)]
pub(super) struct TableFile {
    pub(super) content: TableContent,
    pub(super) layout: TableLayout,
    pub(super) words: CellWords,
    /// The rows that are read; all if none.
    pub(super) conditions: Vec<RowCondition>,
    /// What stands in the column of the key in rows that have totals, as [`comparable`](super::text::comparable).
    pub(super) totals: Vec<String>,
    /// The form that it is an export of.
    pub(super) form: Option<FormFile>,
    /// The table of submissions, if its rows are those of a repeated group.
    pub(super) parent: Option<ParentTable>,
    /// Which rows of a place are read, if it has several.
    pub(super) latest: Option<LatestRows>,
}

/// A workbook with a form (XLSForm).
#[derive(Clone, Debug)]
pub(super) struct FormFile {
    pub(super) file: DataFile,
    pub(super) format: TableFormat,
    pub(super) line: usize,
}

/// The table that the rows of a repeated group belong to.
#[derive(Clone, Debug)]
pub(super) struct ParentTable {
    pub(super) file: DataFile,
    pub(super) format: TableFormat,
    pub(super) layout: TableLayout,
    /// The column with the key of the row above, here and there; found if none.
    pub(super) key: Option<[ColumnName; 2]>,
    pub(super) line: usize,
}

/// The latest rows of each place are read.
#[derive(Clone, Debug)]
pub(super) struct LatestRows {
    /// The column of the place.
    pub(super) of: ColumnName,
    /// The column of the time.
    pub(super) time: ColumnName,
}

impl TableFile {
    /// The name of its file in the report.
    pub(super) fn display_name(&self) -> &str {
        match &self.content {
            TableContent::Table { file, .. } => &file.display_name,
            TableContent::Features(file) => file.display_name(),
        }
    }
}

/// What a column says in rows that are read.
#[derive(Clone, Debug)]
pub(super) struct RowCondition {
    pub(super) column: ColumnName,
    pub(super) expected: Expected,
}

/// What is expected in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// One of these texts, as [`comparable`](super::text::comparable).
    Texts(Vec<String>),
    /// None of these, of which an empty one stands for an empty cell.
    Unless(Vec<String>),
    /// One of these texts in the column of the round.
    Round {
        texts: Vec<String>,
        /// The texts of all rounds that are read.
        known: Vec<String>,
    },
    /// A year, alone or at the beginning of a date.
    Year(u16),
}

/// Where in its file a table is.
#[derive(Clone, Debug)]
pub(super) struct TableLayout {
    /// The sheet of a workbook; the only visible one if none.
    pub(super) sheet: Option<LocatedName>,
    /// The names that lead to the list of records in JSON, as `result.records`; found if none.
    pub(super) records: Option<LocatedName>,
    pub(super) header: HeaderRows,
    /// The delimiter of a CSV; detected if none.
    pub(super) delimiter: Option<u8>,
    /// The text encoding of a CSV; detected if none.
    pub(super) encoding: Option<&'static Encoding>,
    /// The country code in lower case (`kg`), which makes some encodings more likely than others.
    pub(super) country: Option<String>,
    /// What separates decimals in numbers that are texts; found out by column if none.
    pub(super) decimal_mark: Option<Mark>,
    pub(super) end: TableEnd,
}

/// The rows with the names of the columns, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderRows {
    /// The first rows with all names that are asked for.
    Found,
    /// From one row to another, inclusive.
    Given { first: u64, last: u64 },
}

/// Where a table ends before its file does.
#[derive(Clone, Debug, Default)]
pub(super) struct TableEnd {
    /// How the first cell of the row behind the table begins, as [`comparable`](super::text::comparable).
    pub(super) texts: Vec<String>,
    pub(super) last_row: Option<u64>,
}

/// The location of a vector file.
#[derive(Clone, Debug)]
pub(super) enum VectorLocation {
    /// In the folder of the dataset.
    File(DataFile),
    /// At an address, if remote sources are allowed.
    Remote(RemoteFile),
}

/// A layer in a vector file.
#[derive(Clone, Debug)]
pub(super) struct VectorFile {
    pub(super) location: VectorLocation,
    /// The only layer if none.
    pub(super) layer: Option<LocatedName>,
    /// Overrides the reference system of the file.
    pub(super) crs: Option<LocatedName>,
    /// Overrides the text encoding of the file, with its line.
    pub(super) encoding: Option<(&'static Encoding, usize)>,
    /// The country code in lower case (`kg`), which makes some encodings more likely than others.
    pub(super) country: Option<String>,
}

impl VectorFile {
    /// Its name in the report.
    pub(super) fn display_name(&self) -> &str {
        match &self.location {
            VectorLocation::File(file) => &file.display_name,
            VectorLocation::Remote(remote) => &remote.display_name,
        }
    }
}

/// The columns with names.
#[derive(Clone, Debug)]
pub(super) struct NameColumns {
    /// That in the main language of the dataset, which every place has, first.
    pub(super) by_language: Vec<(Language, ColumnName)>,
    pub(super) aliases: Option<ColumnName>,
}

/// Boundaries of one level.
#[derive(Debug)]
pub(super) struct LayerConfig {
    pub(super) level: AdminLevel,
    /// What its codes are, if it says so.
    pub(super) codes: Option<CodeKind>,
    /// What those of the level above are, if there is one.
    pub(super) above: Option<LayerCodes>,
    pub(super) areas: LayerAreas,
    pub(super) boundaries: BoundaryStatus,
    pub(super) note: Option<String>,
    pub(super) sources: Vec<String>,
    /// Those of the dataset.
    pub(super) languages: Vec<Language>,
}

/// Where the areas of a layer come from.
#[derive(Debug)]
pub(super) enum LayerAreas {
    /// One file or more.
    Files(Vec<LayerFile>),
    /// Another layer, whose files have these columns.
    Dissolved {
        /// The level of that layer, below this one.
        from: AdminLevel,
        columns: LayerColumns,
    },
}

/// A file of a layer.
#[derive(Clone, Debug)]
pub(super) struct LayerFile {
    pub(super) vector: VectorFile,
    pub(super) columns: LayerColumns,
    /// What to read in place of what stands in the column of codes.
    pub(super) pcodes: Vec<Replacement>,
    /// The same for the column of the unit above.
    pub(super) parents: Vec<Replacement>,
    /// Of a layer that is made of another: what to read where the file has none of the columns.
    pub(super) part_of: Option<PartOf>,
}

/// How a file with columns of its own says of which larger unit its features are parts.
#[derive(Clone, Debug)]
pub(super) struct PartOf {
    /// The column with the unit of the level above the parts.
    pub(super) column: ColumnName,
    /// What to read in place of what stands there.
    pub(super) codes: Vec<Replacement>,
    /// Whether that level is the one that is made of the parts.
    pub(super) is_next: bool,
}

impl LayerFile {
    fn part_of(&self, is_next: bool) -> Option<PartOf> {
        let LayerColumns::Named(columns) = &self.columns else { return None };
        columns.parent.clone().map(|column| PartOf { column, codes: self.parents.clone(), is_next })
    }
}

/// A value that is read in place of another.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    /// What stands in the file, and the line of `dataset.toml` that says so.
    pub(super) found: LocatedName,
    pub(super) meant: String,
}

/// The columns of a file of a layer.
#[derive(Clone, Debug)]
pub(super) enum LayerColumns {
    /// As `dataset.toml` names them.
    Named(Box<NamedColumns>),
    /// It names none: they are recognised.
    Recognised,
}

/// The columns of a file of a layer, as `dataset.toml` names them.
#[derive(Clone, Debug)]
pub(super) struct NamedColumns {
    pub(super) pcode: ColumnName,
    /// Present if there is a level above.
    pub(super) parent: Option<ColumnName>,
    pub(super) names: NameColumns,
    pub(super) population: Option<ColumnName>,
}

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
    /// The columns with those of larger units.
    pub(super) within: Vec<ColumnName>,
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
    pub(super) service: ColumnName,
}

/// Tables with a row per place, alike except for their file or sheet.
#[derive(Debug)]
pub(super) struct PlaceTableConfig {
    pub(super) tables: Vec<TableFile>,
    pub(super) round: RoundId,
    pub(super) level: PlaceLevel,
    /// The column with the key of the place.
    pub(super) place: ColumnName,
    /// The columns with the codes or names of the units that it lies in.
    pub(super) within: Vec<ColumnName>,
    pub(super) sources: Vec<String>,
}

impl PlaceTableConfig {
    /// The columns that say which place a row is about.
    pub(super) fn keys(&self) -> impl Iterator<Item = &ColumnName> {
        std::iter::once(&self.place).chain(&self.within)
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
    pub(super) derived: Option<String>,
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
    remote: Option<Arc<dyn RemoteFiles>>,
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
    check::Checker::new(&folder, remote, &text, findings).dataset(&parsed)
}
