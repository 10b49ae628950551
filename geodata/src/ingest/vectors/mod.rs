//! Reads vector files with GDAL, in the formats of [`Format`] and any reference system, into features in longitude and latitude
//! (CRS84).
//!
//! Files come from other people, and GDAL follows many instructions in a file. So its content is read first ([`load`]),
//! unpacked where it is packed ([`zipped`]), searched for references to other files and addresses ([`inspect`]), and handed to GDAL
//! in memory ([`memory`]), where GDAL can neither read nor write other files.

mod antimeridian;
mod contents;
mod crossings;
mod crs;
mod curves;
mod encoding;
mod error;
mod file_names;
mod format;
mod geometry;
mod inspect;
mod load;
mod memory;
mod mojibake;
mod opening;
mod validity;
mod zipped;

use gdal::vector::{Feature, FieldValue, Layer, LayerAccess};
use geo::CoordsIter;
use geo_types::Geometry;

pub(super) use format::Format;
pub(super) use geometry::LONGITUDE_TOLERANCE;
pub(super) use validity::make_valid;

use super::config::{ColumnName, VectorFile, VectorLocation};
use super::fingerprint::Fingerprint;
use super::plausibility;
use super::report::{Findings, Location};
use super::tables::{Cell, CellError, HeaderKind, Headers, MAX_EXACT};
use crate::gdal_process::Complaints;
use crate::progress::Progress;
use contents::DatasetFiles;
use crs::{CrsError, ToCrs84};
use error::VectorError;
use geometry::GeometryError;
use mojibake::MojibakeColumns;
use opening::OpenDataset;

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
    fields: Vec<Cell>,
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

/// The largest number of features of a layer: all of them are held in memory.
const MAX_FEATURES: usize = 2_000_000;
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
            findings.warning("encoding_guessed", whole.clone(), guessed);
        }
        // First, since a format that infers its fields from its features has no fields either.
        if layer.try_feature_count() == Some(0) {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        let indices = field_indices(&layer, wanted, &whole, findings);
        let stated = match &opened.unreadable_crs {
            Some(text) if source.crs.is_none() => Err(CrsError::Unread(text.clone())),
            _ => Ok(layer.spatial_ref()),
        };
        let given = source.crs.as_ref().map(|crs| crs.name.as_str());
        let to_crs84 = match stated.and_then(|stated| ToCrs84::new(stated, given)) {
            Ok(to_crs84) => to_crs84,
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
        progress.stage(source.display_name(), layer.try_feature_count());
        let mut features = Self { file: whole.file.clone(), layer: whole.layer.clone(), list: Vec::new() };
        // GDAL ends a damaged file like a short one. Only the error that it reports while it reads the next feature tells them
        // apart.
        let mut damage = None;
        complaints.forget();
        let (mut number, mut vertices) = (0, 0);
        let mut describe_out_of_range: Vec<(u64, f64, f64)> = Vec::new();
        let mut mojibake = MojibakeColumns::of(wanted.len());
        let mut iterator = layer.features();
        loop {
            let next = iterator.next();
            damage = damage.or_else(|| complaints.failure());
            let Some(feature) = next else { break };
            number += 1;
            let fields: Vec<Cell> = indices.iter().map(|index| cell(&feature, *index)).collect();
            mojibake.check(number, &fields);
            let geometry = match geometry::read(&feature, &to_crs84) {
                Ok(geometry) => Some(geometry),
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
            features.list.push(FeatureRecord { number, fields, geometry });
            if features.list.len() > MAX_FEATURES || vertices > MAX_VERTICES {
                let message = format!(
                    "the layer has more than {MAX_FEATURES} features or {MAX_VERTICES} vertices, which is the most that is read"
                );
                findings.error("layer_too_large", whole, message);
                return None;
            }
            progress.advance(1);
            complaints.forget();
        }
        if let Some(damage) = damage {
            let message = format!("the file is damaged; GDAL says: {}", opened.clean_message(&damage));
            findings.error("vector_damaged", whole, message);
            return None;
        }
        features.report_out_of_range(&describe_out_of_range, findings);
        if features.list.is_empty() {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        if matches!(&source.location, VectorLocation::Remote(remote) if remote.is_database()) {
            // A database has no files to hash.
            fingerprint.add_value(source.display_name(), &features.list);
        }
        mojibake.report(wanted, &whole, findings);
        let fields = wanted.iter().enumerate().map(|(position, c)| Field { position, name: c.name.clone() }).collect();
        Some((features, fields))
    }

    /// Opens the only dataset, or of several the first that has the layer.
    fn open<'c>(
        gathered: &'c mut [DatasetFiles],
        source: &VectorFile,
        complaints: &Complaints,
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
        if features.len() >= 2 && features.len() * 2 > self.list.len() {
            let coordinates = features.iter().map(|(_, x, y)| (*x, *y));
            let message = plausibility::describe_out_of_range(coordinates, "features", self.list.len());
            findings.error("coordinates_out_of_range", self.at(), message);
            return;
        }
        for (number, x, y) in features {
            let error = GeometryError::OutOfRange { x: *x, y: *y };
            findings.error(error.code(), self.at_feature(*number), error.to_string());
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

    /// A field of a feature as a location.
    pub(super) fn at_field(&self, number: u64, field: &Field) -> Location {
        Location { column: Some(field.name.clone()), ..self.at_feature(number) }
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
                findings.error(error.code(), self.at_field(record.number, field), error.to_string());
                None
            }
        }
    }
}

/// The positions of the `wanted` fields in the layer. Fields that are missing are reported.
fn field_indices(layer: &Layer<'_>, wanted: &[&ColumnName], whole: &Location, findings: &mut Findings) -> Vec<usize> {
    let mut fields = Headers::default();
    for field in layer.defn().fields() {
        fields.push(&Cell::from_text(&field.name()), &field.name());
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

fn cell(feature: &Feature<'_>, index: usize) -> Cell {
    match feature.field(index) {
        Ok(Some(FieldValue::StringValue(text))) => Cell::from_text(&text),
        Ok(Some(FieldValue::IntegerValue(number))) => Cell::Number(f64::from(number)),
        // GDAL replaces a number that it cannot hold by the largest that it can.
        Ok(Some(FieldValue::Integer64Value(number @ (i64::MIN | i64::MAX)))) => Cell::Number(number as f64),
        // A double would lose the last digits, and ids can be that long.
        Ok(Some(FieldValue::Integer64Value(number))) if number.unsigned_abs() > MAX_EXACT => {
            Cell::from_text(&number.to_string())
        }
        Ok(Some(FieldValue::Integer64Value(number))) => Cell::Number(number as f64),
        Ok(Some(FieldValue::RealValue(number))) => Cell::Number(number),
        Ok(Some(FieldValue::DateValue(_) | FieldValue::DateTimeValue(_))) => Cell::Date,
        Ok(Some(FieldValue::StringListValue(texts))) => Cell::from_text(&texts.join(";")),
        Ok(None) => Cell::Empty,
        Ok(Some(_)) | Err(_) => {
            // Lists of numbers, binary fields: GDAL's own text form.
            feature.field_as_string(index).ok().flatten().map_or(Cell::Empty, |text| Cell::from_text(&text))
        }
    }
}
