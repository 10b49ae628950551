//! The files of one dataset, in memory.

use super::file_names::stem;
use super::format::Format;

/// The files of one dataset: a shapefile with its companions, or a single file.
#[derive(Debug)]
pub(super) struct DatasetFiles {
    pub(super) format: Format,
    /// The file name without folder and extension, which `layer` may name.
    pub(super) stem: String,
    /// Names and contents; the first is the main file.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The connection string of a database, which has no files.
    pub(super) database: Option<String>,
    /// The names of views and other computed layers, which are not read.
    pub(super) computed: Vec<String>,
}

impl DatasetFiles {
    /// A dataset with these files; `path` is that of the main file.
    pub(super) fn new(format: Format, path: &str, files: Vec<(String, Vec<u8>)>) -> Self {
        let stem = stem(path).to_owned();
        let format = files.first().map_or(format, |(_, content)| format.refine_by_content(content));
        Self { format, stem, files, database: None, computed: Vec::new() }
    }

    /// A database, which has no files.
    pub(super) fn database(address: &str) -> Self {
        Self { database: Some(address.to_owned()), ..Self::new(Format::PostGis, "", Vec::new()) }
    }

    /// The name that GDAL opens.
    pub(super) fn main_name(&self) -> &str {
        let first = self.files.first().map_or("", |(name, _)| name);
        if self.format == Format::Geodatabase { first.split('/').next().unwrap_or(first) } else { first }
    }
}
