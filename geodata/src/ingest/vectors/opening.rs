//! Opening a vector file by GDAL, with no more than its format needs.

use gdal::vector::{Layer, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};

use super::super::config::{Named, VectorFile};
use super::super::text::{collapsed, listed};
use super::contents::Contents;
use super::encoding::TextEncoding;
use super::error::Fault;
use super::format::Format;
use super::inspect;
use super::memory::Memory;
use crate::gdal_process;
use crate::gdal_process::Complaints;
use crate::visible::without_secrets;

/// A dataset that GDAL has open in memory.
pub(super) struct Opened<'c> {
    // Closed before its files are gone.
    dataset: Dataset,
    memory: Memory<'c>,
    stem: String,
    format: Format,
    computed: Vec<String>,
    /// The reference system that the file states and that cannot be read.
    pub(super) unread_reference: Option<String>,
    /// What to say where the encoding of its text was guessed.
    pub(super) guessed_encoding: Option<String>,
}

impl<'c> Opened<'c> {
    /// Looks through the files of a dataset and opens it.
    pub(super) fn new(contents: &'c mut Contents, source: &VectorFile, complaints: &Complaints) -> Result<Self, Fault> {
        gdal_process::set_up();
        inspect::inspect(contents)?;
        let text = TextEncoding::of(contents, source)?;
        let (format, opened, database) = (contents.format, contents.opened().to_owned(), contents.database.clone());
        let unreadable = |reason: &str| {
            let name = format.name();
            let message = if reason.contains("not recognized as") {
                format!("this is not {name}, as which its ending makes it read")
            } else {
                format!("GDAL cannot read this as {name}: {reason}")
            };
            Fault::new("vector_unreadable", message)
        };
        let memory = Memory::new(&mut contents.files).map_err(|error| unreadable(&error.to_string()))?;
        complaints.forget();
        let options = open_options(format, text.name);
        let options = DatasetOptions {
            open_flags: GdalOpenFlags::GDAL_OF_READONLY
                | GdalOpenFlags::GDAL_OF_VECTOR
                | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
            allowed_drivers: Some(format.drivers()),
            open_options: Some(&options.iter().map(String::as_str).collect::<Vec<_>>()),
            ..DatasetOptions::default()
        };
        let path = database.unwrap_or_else(|| memory.path(&opened));
        let dataset = Dataset::open_ex(path, options).map_err(|error| {
            let reason = complaints.last().unwrap_or(error.to_string());
            unreadable(&without_secrets(&memory.without_folder(&reason)))
        })?;
        let (stem, computed) = (contents.stem.clone(), contents.computed.clone());
        let (unread_reference, guessed_encoding) = (contents.unread_reference.clone(), text.guessed);
        Ok(Self { dataset, memory, stem, format, computed, unread_reference, guessed_encoding })
    }

    /// The layer that is asked for by its name, or by the name of the file if it is the only one; or the only one.
    pub(super) fn layer(&self, source: &VectorFile) -> Result<Layer<'_>, Fault> {
        let names: Vec<String> = self.dataset.layers().map(|layer| layer.name()).collect();
        let position = match &source.layer {
            Some(wanted) => self.position(wanted, &names).ok_or_else(|| {
                let message = format!("the file has no layer `{}`; it has: {}", wanted.name, listed(&names));
                Fault::new("layer_missing", message)
            })?,
            None if names.len() == 1 => 0,
            None if names.is_empty() => return Err(Fault::new("layer_ambiguous", "the file has no layers")),
            None => {
                let all = listed(&names);
                let message = format!("the file has several layers: {all}; say which with `layer` in dataset.toml");
                return Err(Fault::new("layer_ambiguous", message));
            }
        };
        let name = &names[position];
        if self.computed.iter().any(|computed| computed.eq_ignore_ascii_case(name)) {
            let message = format!(
                "`{name}` is a view, or has columns that are computed, which could do anything when it is read; save it as a table"
            );
            return Err(Fault::new("layer_computed", message));
        }
        let unreadable = |error: gdal::errors::GdalError| {
            Fault::new("vector_unreadable", format!("the layer cannot be read: {error}"))
        };
        self.dataset.layer(position).map_err(unreadable)
    }

    /// The position of a layer: of that name; of the only one that is the same up to white space; of the only one, where the
    /// name is that of the file.
    fn position(&self, wanted: &Named, names: &[String]) -> Option<usize> {
        let exact = names.iter().position(|name| *name == wanted.written || *name == wanted.name);
        let similar = || {
            let name = collapsed(&wanted.written);
            let mut similar = (0..names.len()).filter(|position| collapsed(&names[*position]) == name);
            similar.next().filter(|_| similar.next().is_none())
        };
        let only = || (names.len() == 1 && self.is_called(&wanted.name)).then_some(0);
        exact.or_else(similar).or_else(only)
    }

    /// Whether `layer` asks for the file.
    fn is_called(&self, wanted: &str) -> bool {
        let name = wanted.rsplit('/').next().unwrap_or(wanted);
        let stem =
            name.rsplit_once('.').filter(|_| Format::of(name) == Some(self.format)).map_or(name, |(stem, _)| stem);
        stem == self.stem
    }

    /// What GDAL says, as far as it says anything to people.
    pub(super) fn readable(&self, complaint: &str) -> String {
        self.memory.without_folder(complaint)
    }
}

/// What the driver of a format is told.
fn open_options(format: Format, encoding: Option<String>) -> Vec<String> {
    match format {
        // Otherwise views that the standard does not know are listed, too.
        Format::GeoPackage => vec!["LIST_ALL_TABLES=NO".to_owned()],
        // The register has addresses of schemas, and may lie in the working folder.
        Format::Gml => ["DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO", "REGISTRY=/vsimem/none"].map(str::to_owned).into(),
        Format::Shapefile => encoding.map(|name| format!("ENCODING={name}")).into_iter().collect(),
        _ => Vec::new(),
    }
}
