//! Reads vector files, in the formats of [`Format`] and any reference system, into features in longitude and latitude (CRS84).
//!
//! GeoJSON is read by the `geojson` crate ([`mod@geojson`]), GeoParquet by the `parquet` crate ([`geoparquet`]), all other formats by GDAL. Files come from other people, and GDAL follows
//! many instructions in a file. So its content is read first ([`load`]), unpacked where it is packed ([`zipped`]), searched for
//! references to other files and addresses ([`inspect`]), and handed to GDAL in memory ([`memory`]), where GDAL can neither read nor
//! write other files.

mod antimeridian;
mod contents;
mod crossings;
mod crs;
mod curves;
mod encoding;
mod error;
mod file_names;
mod format;
mod geojson;
mod geometry;
mod geoparquet;
mod inspect;
mod layer;
mod listing;
mod load;
mod memory;
mod mojibake;
mod opening;
mod record;
mod validity;
mod zipped;

use geo::CoordsIter;
use geo_types::Geometry;

pub(super) use format::Format;
pub(super) use geometry::{LONGITUDE_TOLERANCE, polygons_of};
pub(super) use listing::{belonging, layers};
pub(super) use validity::make_valid;

use super::config::{ColumnName, VectorFile, VectorLocation};
use super::fingerprint::{Fingerprint, ValueHash};
use super::plausibility;
use super::report::{Findings, Location};
use super::tables::{Cell, CellError, HeaderKind, Headers};
use crate::gdal_process::Complaints;
use crate::progress::Progress;
use contents::DatasetFiles;
use crs::CrsError;
use error::VectorError;
use geometry::GeometryError;
use layer::OpenLayer;
use mojibake::MojibakeColumns;
use opening::OpenDataset;
use record::{Damage, MAX_FEATURES};

/// Features of one layer of a vector file.
#[derive(Debug)]
pub(super) struct Features {
    file: String,
    layer: Option<String>,
    /// The features of the layer.
    pub(super) list: Vec<FeatureRecord>,
}

/// One feature, with its fields in the order of the request.
#[derive(Debug)]
pub(super) struct FeatureRecord {
    /// Position in the file, from 1.
    pub(super) number: u64,
    pub(super) fields: Vec<Cell>,
    /// In longitude and latitude; none if it is missing or unusable, which is reported.
    pub(super) geometry: Option<Geometry<f64>>,
}

/// A requested field: its position among the values of a record, and its name.
#[derive(Clone, Debug)]
pub(super) struct Field {
    position: usize,
    /// Its name in the file.
    pub(super) name: String,
}

/// What is done with the geometries of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GeometryNeed {
    /// Every feature must have one.
    Required,
    /// A feature without one is one that is nowhere.
    Optional,
    /// Nobody asks for them.
    None,
}

/// A layer that was read, without its features.
#[derive(Debug)]
pub(super) struct ReadLayer {
    /// The layer as a location.
    pub(super) at: Location,
    /// The requested fields.
    pub(super) fields: Vec<Field>,
}

/// Chooses fields from the names of all.
type Choose<'c> = dyn FnMut(&[String], &Location, &mut Findings) -> Option<Vec<ColumnName>> + 'c;

/// The largest number of vertices of a layer; generalised to a tenth of them it looks the same on any map.
const MAX_VERTICES: usize = 100_000_000;

impl Features {
    /// Reads the features of a layer with the `wanted` fields. None if the file cannot be used as a whole, which is reported.
    pub(super) fn read(
        source: &VectorFile,
        wanted: &[&ColumnName],
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<(Self, Vec<Field>)> {
        let wanted: Vec<ColumnName> = wanted.iter().map(|column| (*column).clone()).collect();
        let mut choose = |_: &[String], _: &Location, _: &mut Findings| Some(wanted.clone());
        Self::read_choosing(source, &mut choose, fingerprint, progress, findings)
    }

    /// Reads the features of a layer with the fields that `choose` chooses from the names of all; where it chooses none, it reports why,
    /// at the location that it is given.
    pub(super) fn read_choosing(
        source: &VectorFile,
        choose: &mut Choose<'_>,
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<(Self, Vec<Field>)> {
        let mut list = Vec::new();
        let keep = &mut |record: FeatureRecord, _: &mut Findings| {
            list.push(record);
            Some(())
        };
        let need = GeometryNeed::Required;
        let ReadLayer { at, fields } = Self::stream(source, choose, need, fingerprint, progress, findings, keep)?;
        Some((Self { file: at.file, layer: at.layer, list }, fields))
    }

    /// Reads the features of a layer one after the other, and hands each to `each`, which can end it. In memory is one at a time, apart from
    /// the file.
    // A reader has inputs, and three ways to tell of it.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn stream(
        source: &VectorFile,
        choose: &mut Choose<'_>,
        need: GeometryNeed,
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
        each: &mut dyn FnMut(FeatureRecord, &mut Findings) -> Option<()>,
    ) -> Option<ReadLayer> {
        let whole =
            Location { layer: source.layer.as_ref().map(|l| l.name.clone()), ..Location::file(source.display_name()) };
        let refuse = |fault: VectorError, findings: &mut Findings| {
            // A missing layer is not a location.
            let at = if fault.code == "layer_missing" { Location::file(source.display_name()) } else { whole.clone() };
            findings.error(fault.code, at, fault.message);
        };
        let mut gathered = match load::load(source, fingerprint) {
            Ok(gathered) => gathered,
            Err(fault) => {
                refuse(fault, findings);
                return None;
            }
        };
        let complaints = Complaints::listen();
        let opened = match Self::open(&mut gathered, source, &complaints) {
            Ok(opened) => opened,
            Err(fault) => {
                refuse(fault, findings);
                return None;
            }
        };
        let mut layer = match opened.layer(source) {
            Ok(layer) => layer,
            Err(fault) => {
                refuse(fault, findings);
                return None;
            }
        };
        if let Some(guessed) = &opened.guessed_encoding {
            findings.warning_once("encoding_guessed", whole.clone(), guessed);
        }
        // First, since a format that infers its fields from its features has no fields either.
        if layer.count() == Some(0) {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        let wanted = choose(&layer.field_names(), &whole, findings)?;
        let wanted: &[&ColumnName] = &wanted.iter().collect::<Vec<_>>();
        let indices = field_indices(&layer, wanted, &whole, findings);
        let given = source.crs.as_ref().map(|crs| crs.name.as_str());
        let to_crs84 = match layer.unreadable_crs().filter(|_| given.is_none()) {
            Some(text) => Err(CrsError::Unread(text.to_owned())),
            None => layer.to_crs84(given),
        };
        let to_crs84 = match to_crs84 {
            Ok(to_crs84) => Some(to_crs84),
            Err(_) if need == GeometryNeed::None => None,
            Err(error) => {
                let location = match &source.crs {
                    Some(crs) if error.is_in_dataset_toml() => Location::line(super::config::FILE, crs.line),
                    _ => whole,
                };
                findings.error(error.code(), location, error.to_string());
                return None;
            }
        };
        if indices.len() < wanted.len() {
            return None;
        }
        progress.stage(source.display_name(), layer.count());
        // A database has no files to hash.
        let is_database = matches!(&source.location, VectorLocation::Remote(remote) if remote.is_database());
        let mut damage = None;
        let mut hash = ValueHash::default();
        let (mut number, mut vertices) = (0, 0);
        let mut describe_out_of_range: Vec<(u64, f64, f64)> = Vec::new();
        let mut mojibake = MojibakeColumns::of(wanted.len());
        for record in layer.records(&indices) {
            let record = match record {
                Ok(record) => record,
                Err(found) => {
                    damage = damage.or(Some(found));
                    continue;
                }
            };
            number += 1;
            let fields = record.fields;
            mojibake.check(number, &fields);
            let in_degrees = |to_crs84| record.geometry.and_then(|shape| geometry::in_degrees(shape, to_crs84));
            let geometry = match to_crs84.as_ref().filter(|_| need != GeometryNeed::None).map(in_degrees).transpose() {
                Ok(geometry) => geometry,
                Err(GeometryError::Missing) if need == GeometryNeed::Optional => None,
                Err(GeometryError::OutOfRange { x, y }) => {
                    describe_out_of_range.push((number, x, y));
                    None
                }
                Err(error) => {
                    let at = Location { feature: Some(number), ..whole.clone() };
                    findings.error(error.code(), at, error.to_string());
                    None
                }
            };
            vertices += geometry.as_ref().map_or(0, CoordsIter::coords_count);
            let record = FeatureRecord { number, fields, geometry };
            if is_database {
                hash.add(&record);
            }
            each(record, findings)?;
            if number > MAX_FEATURES as u64 || vertices > MAX_VERTICES {
                let message = format!(
                    "the layer has more than {MAX_FEATURES} features or {MAX_VERTICES} vertices, which is the most that is read"
                );
                findings.error("layer_too_large", whole, message);
                return None;
            }
            progress.advance(1);
        }
        if let Some(Damage { feature, error }) = damage {
            findings.error(error.code, Location { feature, ..whole }, error.message);
            return None;
        }
        report_out_of_range(&describe_out_of_range, number as usize, &whole, findings);
        if number == 0 {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        if is_database {
            fingerprint.add_values(source.display_name(), &hash);
        }
        mojibake.report(wanted, &whole, findings);
        let fields = wanted.iter().enumerate().map(|(position, c)| Field { position, name: c.name.clone() }).collect();
        Some(ReadLayer { at: whole, fields })
    }

    /// Opens the only dataset, or of several the first that has the layer.
    fn open<'c>(
        gathered: &'c mut [DatasetFiles],
        source: &VectorFile,
        complaints: &'c Complaints,
    ) -> Result<OpenDataset<'c>, VectorError> {
        let several = gathered.len() > 1;
        let mut missing = VectorError::new("zip_without_vector", "there is no vector file");
        for contents in gathered {
            let opened = OpenDataset::new(contents, source, complaints)?;
            match opened.layer(source).map(|_| ()) {
                Err(fault) if several && fault.code == "layer_missing" => missing = fault,
                _ => return Ok(opened),
            }
        }
        Err(missing)
    }

    /// Reports features with coordinates out of range: once for all if they are most features, with the likely cause.
    pub(super) fn report_out_of_range(&self, features: &[(u64, f64, f64)], findings: &mut Findings) {
        report_out_of_range(features, self.list.len(), &self.at(), findings);
    }

    /// Puts other texts in place of those in a field.
    pub(super) fn replace(&mut self, field: &Field, mut other: impl FnMut(&str) -> Option<String>) {
        for cell in self.list.iter_mut().filter_map(|record| record.fields.get_mut(field.position)) {
            if let Some(text) = cell.text().ok().flatten().and_then(|text| other(&text)) {
                *cell = Cell::from_text(&text);
            }
        }
    }

    /// The whole layer as a location.
    pub(super) fn at(&self) -> Location {
        Location { layer: self.layer.clone(), ..Location::file(&self.file) }
    }

    /// A feature as a location.
    pub(super) fn at_feature(&self, number: u64) -> Location {
        Location { feature: Some(number), ..self.at() }
    }

    /// A field of a feature as a location, with what stands in it.
    pub(super) fn at_field(&self, record: &FeatureRecord, field: &Field) -> Location {
        let location = Location { column: Some(field.name.clone()), ..self.at_feature(record.number) };
        location.holding(Some(self.cell(record, field).shown()))
    }

    /// The value of a field.
    // `self` keeps the field and the record of the same file together.
    #[allow(clippy::unused_self)]
    pub(super) fn cell<'r>(&self, record: &'r FeatureRecord, field: &Field) -> &'r Cell {
        record.fields.get(field.position).unwrap_or(&Cell::Empty)
    }

    /// Reads a field with `read`; an error is reported there.
    pub(super) fn value<T>(
        &self,
        record: &FeatureRecord,
        field: &Field,
        findings: &mut Findings,
        read: impl FnOnce(&Cell) -> Result<T, CellError>,
    ) -> Option<T> {
        match read(self.cell(record, field)) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.error(error.code(), self.at_field(record, field), error.to_string());
                None
            }
        }
    }
}

/// Reports those of `all` features of a layer whose coordinates are out of range.
fn report_out_of_range(features: &[(u64, f64, f64)], all: usize, whole: &Location, findings: &mut Findings) {
    if features.len() >= 2 && features.len() * 2 > all {
        let coordinates = features.iter().map(|(_, x, y)| (*x, *y));
        let message = plausibility::describe_out_of_range(coordinates, "features", all);
        findings.error("coordinates_out_of_range", whole.clone(), message);
        return;
    }
    for (number, x, y) in features {
        let error = GeometryError::OutOfRange { x: *x, y: *y };
        findings.error(error.code(), Location { feature: Some(*number), ..whole.clone() }, error.to_string());
    }
}

/// The positions of the `wanted` fields in the layer. Fields that are missing are reported.
fn field_indices(
    layer: &OpenLayer<'_>,
    wanted: &[&ColumnName],
    whole: &Location,
    findings: &mut Findings,
) -> Vec<usize> {
    let mut fields = Headers::default();
    for name in layer.field_names() {
        fields.push(&Cell::from_text(&name), &name);
    }
    let find = |column: &&ColumnName| {
        let not_found = match fields.find(column) {
            Ok(index) => return Some(index),
            Err(not_found) => not_found,
        };
        not_found.report(column, HeaderKind::Field, &fields.listed(), whole.clone(), findings);
        None
    };
    wanted.iter().filter_map(find).collect()
}
