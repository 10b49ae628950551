//! Vector files by GDAL, in the formats that are promised and any reference system, to features in longitude and latitude
//! (CRS84).
//!
//! A file comes from other people, and GDAL does much that a file asks for. So its content is read first ([`load`]),
//! unpacked where it is packed ([`zipped`]), searched for references to other files and addresses ([`inspect`]), and handed to GDAL
//! in memory ([`memory`]), where GDAL can neither read nor write other files.

mod antimeridian;
mod contents;
mod crossings;
mod curves;
mod encoding;
mod error;
mod file_names;
mod format;
mod geometry;
mod inspect;
mod load;
mod memory;
mod misread;
mod opening;
mod reference;
mod validity;
mod zipped;

use gdal::vector::{Feature, FieldValue, Layer, LayerAccess};
use geo::CoordsIter;
use geo_types::Geometry;

pub(super) use format::Format;
pub(super) use geometry::LONGITUDE_TOLERANCE;
pub(super) use validity::mend;

use super::config::{ColumnName, VectorFile, VectorPlace};
use super::fingerprint::Fingerprint;
use super::report::{Findings, Location};
use super::tables::{Cell, CellError, HeaderKind, Headers, MOST_EXACT};
use super::whereabouts;
use crate::gdal_process::Complaints;
use crate::progress::Progress;
use contents::Contents;
use error::Fault;
use geometry::GeometryError;
use misread::Misread;
use opening::Opened;
use reference::{ReferenceError, ToCrs84};

/// Features of one layer of a vector file.
#[derive(Debug)]
pub(super) struct Features {
    file: String,
    layer: Option<String>,
    /// The features that have a geometry on the globe; what is wrong with the others is reported.
    pub(super) list: Vec<FeatureRecord>,
}

/// One feature, its fields in the order in which they were asked for.
#[derive(Debug)]
pub(super) struct FeatureRecord {
    /// Place in the file, from 1.
    pub(super) number: u64,
    fields: Vec<Cell>,
    /// In longitude and latitude; none where it is missing or unusable, which is reported.
    pub(super) geometry: Option<Geometry<f64>>,
}

/// A field that was asked for: its place among the values of a record, and its name.
#[derive(Clone, Debug)]
pub(super) struct Field {
    position: usize,
    /// Its name in the file.
    pub(super) name: String,
}

/// No layer of units or facilities has more features, and all of them are held in memory.
const MOST_FEATURES: usize = 2_000_000;
/// No layer of a country has more vertices; generalised to a tenth of them it looks the same on any map.
const MOST_VERTICES: usize = 100_000_000;

impl Features {
    /// Reads the features of a layer with the `wanted` fields. None if the file as a whole cannot be used, which is
    /// reported.
    pub(super) fn read(
        source: &VectorFile,
        wanted: &[&ColumnName],
        fingerprint: &mut Fingerprint,
        progress: &dyn Progress,
        findings: &mut Findings,
    ) -> Option<(Self, Vec<Field>)> {
        let whole = Location { layer: source.layer.as_ref().map(|l| l.name.clone()), ..Location::file(source.shown()) };
        let refuse = |fault: Fault, findings: &mut Findings| {
            // A layer that is not there is no place.
            let at = if fault.code == "layer_missing" { Location::file(source.shown()) } else { whole.clone() };
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
        // LayerFields first: a format that learns its fields from its features has none of them either.
        if layer.try_feature_count() == Some(0) {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        let indices = field_indices(&layer, wanted, &whole, findings);
        let stated = match &opened.unread_reference {
            Some(text) if source.crs.is_none() => Err(ReferenceError::Unread(text.clone())),
            _ => Ok(layer.spatial_ref()),
        };
        let given = source.crs.as_ref().map(|crs| crs.name.as_str());
        let to_crs84 = match stated.and_then(|stated| ToCrs84::new(stated, given)) {
            Ok(to_crs84) => to_crs84,
            Err(error) => {
                let location = match &source.crs {
                    Some(crs) if error.is_in_override() => Location::line(super::config::FILE, crs.line),
                    _ => whole,
                };
                findings.error(error.code(), location, error.to_string());
                return None;
            }
        };
        if indices.len() < wanted.len() {
            return None;
        }
        progress.stage(source.shown(), layer.try_feature_count());
        let mut features = Self { file: whole.file.clone(), layer: whole.layer.clone(), list: Vec::new() };
        // GDAL ends a damaged file like a short one; only its complaint, while it looks for the next feature, tells them
        // apart.
        let mut damage = None;
        complaints.forget();
        let (mut number, mut vertices) = (0, 0);
        let mut off_the_globe: Vec<(u64, f64, f64)> = Vec::new();
        let mut misread = Misread::of(wanted.len());
        let mut iterator = layer.features();
        loop {
            let next = iterator.next();
            damage = damage.or_else(|| complaints.failure());
            let Some(feature) = next else { break };
            number += 1;
            let fields: Vec<Cell> = indices.iter().map(|index| cell(&feature, *index)).collect();
            misread.look(number, &fields);
            let geometry = match geometry::read(&feature, &to_crs84) {
                Ok(geometry) => Some(geometry),
                Err(GeometryError::OffTheGlobe { x, y }) => {
                    off_the_globe.push((number, x, y));
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
            if features.list.len() > MOST_FEATURES || vertices > MOST_VERTICES {
                let message = format!(
                    "the layer has more than {MOST_FEATURES} features or {MOST_VERTICES} vertices, which is the most that is read"
                );
                findings.error("layer_too_large", whole, message);
                return None;
            }
            progress.advance(1);
            complaints.forget();
        }
        if let Some(damage) = damage {
            let message = format!("the file is damaged; GDAL says: {}", opened.readable(&damage));
            findings.error("vector_damaged", whole, message);
            return None;
        }
        features.report_off_the_globe(&off_the_globe, findings);
        if features.list.is_empty() {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        if matches!(&source.place, VectorPlace::Remote(remote) if remote.is_database()) {
            // It has no files whose content could be taken.
            fingerprint.add_value(source.shown(), &features.list);
        }
        misread.report(wanted, &whole, findings);
        let fields = wanted.iter().enumerate().map(|(position, c)| Field { position, name: c.name.clone() }).collect();
        Some((features, fields))
    }

    /// Opens the only dataset there is, or of several the first that has the layer.
    fn open<'c>(
        gathered: &'c mut [Contents],
        source: &VectorFile,
        complaints: &Complaints,
    ) -> Result<Opened<'c>, Fault> {
        let several = gathered.len() > 1;
        let mut missing = Fault::new("zip_without_vector", "there is no vector file");
        for contents in gathered {
            let opened = Opened::new(contents, source, complaints)?;
            match opened.layer(source).map(|_| ()) {
                Err(fault) if several && fault.code == "layer_missing" => missing = fault,
                _ => return Ok(opened),
            }
        }
        Err(missing)
    }

    /// Where most features are off the globe it is told once, with what their coordinates look like.
    pub(super) fn report_off_the_globe(&self, features: &[(u64, f64, f64)], findings: &mut Findings) {
        if features.len() >= 2 && features.len() * 2 > self.list.len() {
            let coordinates = features.iter().map(|(_, x, y)| (*x, *y));
            let message = whereabouts::off_the_globe(coordinates, "features", self.list.len());
            findings.error("coordinates_out_of_range", self.at(), message);
            return;
        }
        for (number, x, y) in features {
            let error = GeometryError::OffTheGlobe { x: *x, y: *y };
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

    /// What a field has.
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

/// The fields that are wanted, by their places in the layer; those that are not there are reported.
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
        // What GDAL cannot hold it replaces by the largest number that it can.
        Ok(Some(FieldValue::Integer64Value(number @ (i64::MIN | i64::MAX)))) => Cell::Number(number as f64),
        // Exceeds this a number would lose its last digits, and ids are as long as that.
        Ok(Some(FieldValue::Integer64Value(number))) if number.unsigned_abs() > MOST_EXACT => {
            Cell::from_text(&number.to_string())
        }
        Ok(Some(FieldValue::Integer64Value(number))) => Cell::Number(number as f64),
        Ok(Some(FieldValue::RealValue(number))) => Cell::Number(number),
        Ok(Some(FieldValue::DateValue(_) | FieldValue::DateTimeValue(_))) => Cell::Date,
        Ok(Some(FieldValue::StringListValue(texts))) => Cell::from_text(&texts.join(";")),
        Ok(None) => Cell::Empty,
        Ok(Some(_)) | Err(_) => {
            // Lists of numbers, binary fields: GDAL's own rendering shows a person what is there.
            feature.field_as_string(index).ok().flatten().map_or(Cell::Empty, |text| Cell::from_text(&text))
        }
    }
}
