//! What `dataset.toml` says of a layer of a vector file, and of the units in it.

use encoding_rs::Encoding;

use super::super::remote::RemoteFile;
use super::{ColumnName, DataFile, LayerCodes, LocatedName};
use crate::model::{AdminLevel, BoundaryStatus, CodeKind, Labels, Language};

/// The location of a vector file.
#[derive(Clone, Debug)]
pub(in crate::ingest) enum VectorLocation {
    /// In the folder of the dataset.
    File(DataFile),
    /// At an address, if remote sources are allowed.
    Remote(RemoteFile),
}

/// A layer in a vector file.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct VectorFile {
    pub(in crate::ingest) location: VectorLocation,
    /// The only layer if none.
    pub(in crate::ingest) layer: Option<LocatedName>,
    /// Overrides the reference system of the file.
    pub(in crate::ingest) crs: Option<LocatedName>,
    /// Overrides the text encoding of the file, with its line.
    pub(in crate::ingest) encoding: Option<(&'static Encoding, usize)>,
    /// The country code in lower case (`kg`), which makes some encodings more likely than others.
    pub(in crate::ingest) country: Option<String>,
}

impl VectorFile {
    /// Its name in the report.
    pub(in crate::ingest) fn display_name(&self) -> &str {
        match &self.location {
            VectorLocation::File(file) => &file.display_name,
            VectorLocation::Remote(remote) => &remote.display_name,
        }
    }
}

/// The columns with names.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct NameColumns {
    /// That in the main language of the dataset, which every place has, first.
    pub(in crate::ingest) by_language: Vec<(Language, ColumnName)>,
    pub(in crate::ingest) aliases: Option<ColumnName>,
}

/// Boundaries of one level.
#[derive(Debug)]
pub(in crate::ingest) struct LayerConfig {
    pub(in crate::ingest) level: AdminLevel,
    /// What its codes are, if it says so.
    pub(in crate::ingest) codes: Option<CodeKind>,
    /// What those of the level above are, if there is one.
    pub(in crate::ingest) above: Option<LayerCodes>,
    pub(in crate::ingest) areas: LayerAreas,
    pub(in crate::ingest) boundaries: BoundaryStatus,
    pub(in crate::ingest) note: Option<Labels>,
    pub(in crate::ingest) sources: Vec<String>,
    /// Those of the dataset.
    pub(in crate::ingest) languages: Vec<Language>,
}

/// Where the areas of a layer come from.
#[derive(Debug)]
pub(in crate::ingest) enum LayerAreas {
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
pub(in crate::ingest) struct LayerFile {
    pub(in crate::ingest) vector: VectorFile,
    pub(in crate::ingest) columns: LayerColumns,
    /// What to read in place of what stands in the column of codes.
    pub(in crate::ingest) pcodes: Vec<Replacement>,
    /// The same for the column of the unit above.
    pub(in crate::ingest) parents: Vec<Replacement>,
    /// Of a layer that is made of another: what to read where the file has none of the columns.
    pub(in crate::ingest) part_of: Option<PartOf>,
}

/// How a file with columns of its own says of which larger unit its features are parts.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct PartOf {
    /// The column with the unit of the level above the parts.
    pub(in crate::ingest) column: ColumnName,
    /// What to read in place of what stands there.
    pub(in crate::ingest) codes: Vec<Replacement>,
    /// Whether that level is the one that is made of the parts.
    pub(in crate::ingest) is_next: bool,
}

impl LayerFile {
    pub(in crate::ingest::config) fn part_of(&self, is_next: bool) -> Option<PartOf> {
        let LayerColumns::Named(columns) = &self.columns else { return None };
        columns.parent.clone().map(|column| PartOf { column, codes: self.parents.clone(), is_next })
    }
}

/// A value that is read in place of another.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Replacement {
    /// What stands in the file, and the line of `dataset.toml` that says so.
    pub(in crate::ingest) found: LocatedName,
    pub(in crate::ingest) meant: String,
}

/// The columns of a file of a layer.
#[derive(Clone, Debug)]
pub(in crate::ingest) enum LayerColumns {
    /// As `dataset.toml` names them.
    Named(Box<NamedColumns>),
    /// It names none: they are recognised.
    Recognised,
}

/// The columns of a file of a layer, as `dataset.toml` names them.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct NamedColumns {
    pub(in crate::ingest) pcode: ColumnName,
    /// Present if there is a level above.
    pub(in crate::ingest) parent: Option<ColumnName>,
    pub(in crate::ingest) names: NameColumns,
    pub(in crate::ingest) population: Option<ColumnName>,
}
