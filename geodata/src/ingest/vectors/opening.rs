//! Opens a vector file: GeoJSON and GeoParquet with the crates of their names, all else with GDAL, with only the driver and options that its format needs.

use gdal::vector::LayerAccess;
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};

use super::super::config::{LocatedName, VectorFile};
use super::super::text::{collapsed, listed};
use super::contents::DatasetFiles;
use super::encoding::TextEncoding;
use super::error::VectorError;
use super::format::Format;
use super::geojson::GeoJsonFile;
use super::geoparquet::GeoParquetFile;
use super::inspect;
use super::layer::OpenLayer;
use super::memory::MemoryFolder;
use crate::gdal_process;
use crate::gdal_process::Complaints;
use crate::visible::without_secrets;

/// A dataset that is open, in memory.
pub(super) struct OpenDataset<'c> {
    content: Content<'c>,
    stem: String,
    format: Format,
    computed: Vec<String>,
    /// The warning, if the encoding of its text was guessed.
    pub(super) guessed_encoding: Option<String>,
}

/// What reads it.
enum Content<'c> {
    Gdal {
        // Declared first, so that it is dropped before its files.
        dataset: Dataset,
        memory: MemoryFolder<'c>,
        complaints: &'c Complaints,
    },
    GeoJson(GeoJsonFile<'c>),
    GeoParquet(GeoParquetFile),
}

impl<'c> OpenDataset<'c> {
    /// Opens a dataset.
    pub(super) fn new(
        contents: &'c mut DatasetFiles,
        source: &VectorFile,
        complaints: &'c Complaints,
    ) -> Result<Self, VectorError> {
        let (format, stem) = (contents.format, contents.stem.clone());
        inspect::inspect(contents)?;
        // Also what GDAL does not read has a reference system that it resolves.
        gdal_process::set_up();
        let (text, computed) = (TextEncoding::of(contents, source)?, contents.computed.clone());
        let content = match format {
            Format::GeoJson | Format::GeoJsonSequence => Content::GeoJson(GeoJsonFile::open(contents)?),
            Format::GeoParquet => Content::GeoParquet(GeoParquetFile::open(contents)?),
            _ => Content::by_gdal(contents, text.name, complaints)?,
        };
        Ok(Self { content, stem, format, computed, guessed_encoding: text.guessed })
    }

    /// The layer that `layer` names, also by the name of the file if it is the only layer; without `layer`, the only layer.
    pub(super) fn layer(&self, source: &VectorFile) -> Result<OpenLayer<'_>, VectorError> {
        let names = self.content.layers();
        let position = match &source.layer {
            Some(wanted) => self.position(wanted, &names).ok_or_else(|| {
                let message = format!("the file has no layer `{}`; it has: {}", wanted.name, listed(&names));
                VectorError::new("layer_missing", message)
            })?,
            None if names.len() == 1 => 0,
            None if names.is_empty() => return Err(VectorError::new("layer_ambiguous", "the file has no layers")),
            None => {
                let all = listed(&names);
                let message = format!("the file has several layers: {all}; say which with `layer` in dataset.toml");
                return Err(VectorError::new("layer_ambiguous", message));
            }
        };
        let name = &names[position];
        if self.computed.iter().any(|computed| computed.eq_ignore_ascii_case(name)) {
            let message = format!(
                "`{name}` is a view, or has columns that are computed, which could do anything when it is read; save it as a table"
            );
            return Err(VectorError::new("layer_computed", message));
        }
        match &self.content {
            Content::GeoJson(file) => Ok(OpenLayer::GeoJson(file)),
            Content::GeoParquet(file) => Ok(OpenLayer::GeoParquet(file)),
            Content::Gdal { dataset, memory, complaints } => {
                let layer = dataset.layer(position).map_err(|error| {
                    VectorError::new("vector_unreadable", format!("the layer cannot be read: {error}"))
                })?;
                Ok(OpenLayer::Gdal { layer, memory, complaints, implied_crs: self.format.implied_crs() })
            }
        }
    }

    /// The names of its layers, without those that are computed.
    pub(super) fn layer_names(&self) -> Vec<String> {
        let is_computed = |name: &String| self.computed.iter().any(|computed| computed.eq_ignore_ascii_case(name));
        self.content.layers().into_iter().filter(|name| !is_computed(name)).collect()
    }

    /// The position of a layer: the one with that name, the only one that is equal up to white space, or the only layer if the name is
    /// that of the file.
    fn position(&self, wanted: &LocatedName, names: &[String]) -> Option<usize> {
        let exact = names.iter().position(|name| *name == wanted.written || *name == wanted.name);
        let similar = || {
            let name = collapsed(&wanted.written);
            let mut similar = (0..names.len()).filter(|position| collapsed(&names[*position]) == name);
            similar.next().filter(|_| similar.next().is_none())
        };
        let only = || (names.len() == 1 && self.matches_name(&wanted.name)).then_some(0);
        // GDAL names the tables of the default schema without it.
        let in_default_schema = || {
            let table = wanted.name.strip_prefix("public.").filter(|_| self.format == Format::PostGis)?;
            names.iter().position(|name| name == table)
        };
        exact.or_else(similar).or_else(only).or_else(in_default_schema)
    }

    /// Whether `layer` is the name of the file.
    fn matches_name(&self, wanted: &str) -> bool {
        let name = wanted.rsplit('/').next().unwrap_or(wanted);
        let stem =
            name.rsplit_once('.').filter(|_| Format::of(name) == Some(self.format)).map_or(name, |(stem, _)| stem);
        stem == self.stem
    }
}

impl<'c> Content<'c> {
    /// Gives a dataset that was looked through to GDAL, in memory.
    fn by_gdal(
        contents: &'c mut DatasetFiles,
        encoding: Option<String>,
        complaints: &'c Complaints,
    ) -> Result<Self, VectorError> {
        let (format, opened, database) = (contents.format, contents.main_name().to_owned(), contents.database.clone());
        let unreadable = |reason: &str| {
            let name = format.name();
            let message = if reason.contains("not recognized as") {
                format!("this is not {name}, as which its ending makes it read")
            } else {
                format!("GDAL cannot read this as {name}: {reason}")
            };
            VectorError::new("vector_unreadable", message)
        };
        let memory = MemoryFolder::new(&mut contents.files).map_err(|error| unreadable(&error.to_string()))?;
        complaints.forget();
        let options = open_options(format, encoding);
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
        Ok(Self::Gdal { dataset, memory, complaints })
    }

    /// The names of the layers.
    fn layers(&self) -> Vec<String> {
        match self {
            Self::Gdal { dataset, .. } => dataset.layers().map(|layer| layer.name()).collect(),
            Self::GeoJson(file) => vec![file.layer.clone()],
            Self::GeoParquet(file) => vec![file.layer.clone()],
        }
    }
}

/// The open options for the driver of a format.
fn open_options(format: Format, encoding: Option<String>) -> Vec<String> {
    match format {
        // Otherwise views that are not registered in the GeoPackage are listed, too.
        Format::GeoPackage => vec!["LIST_ALL_TABLES=NO".to_owned()],
        // The registry has URLs of schemas, and may be in the working directory.
        Format::Gml => ["DOWNLOAD_SCHEMA=NO", "WRITE_GFS=NO", "REGISTRY=/vsimem/none"].map(str::to_owned).into(),
        Format::Shapefile => encoding.map(|name| format!("ENCODING={name}")).into_iter().collect(),
        _ => Vec::new(),
    }
}
