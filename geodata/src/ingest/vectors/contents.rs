//! The files of a dataset of GDAL, in memory.

use super::file_names::stem;
use super::format::Format;

/// The files of one dataset of GDAL.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) format: Format,
    /// The name without folder and ending, for which `layer` may ask.
    pub(super) stem: String,
    /// Each with its name; the first is the one that names the others.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// The address of a database, which has no files.
    pub(super) database: Option<String>,
    /// The names of layers that are computed when they are read, and so are not read.
    pub(super) computed: Vec<String>,
    /// The reference system that it states and that cannot be read.
    pub(super) unread_reference: Option<String>,
}

impl Contents {
    /// Files, of which the one at this path names the others.
    pub(super) fn new(format: Format, path: &str, files: Vec<(String, Vec<u8>)>) -> Self {
        let stem = stem(path).to_owned();
        let format = files.first().map_or(format, |(_, content)| format.within(content));
        Self { format, stem, files, database: None, computed: Vec::new(), unread_reference: None }
    }

    /// A database, which has no files.
    pub(super) fn of_database(address: &str) -> Self {
        Self { database: Some(address.to_owned()), ..Self::new(Format::PostGis, "", Vec::new()) }
    }

    /// The name that GDAL opens, of what is in memory.
    pub(super) fn opened(&self) -> &str {
        let first = self.files.first().map_or("", |(name, _)| name);
        if self.format == Format::Geodatabase { first.split('/').next().unwrap_or(first) } else { first }
    }
}
