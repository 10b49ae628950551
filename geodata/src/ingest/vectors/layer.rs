//! A layer that is open, whichever library reads it: its fields, its reference system, and its features one after the other.

use gdal::vector::{Feature, FieldValue, Layer, LayerAccess};

use super::super::tables::Cell;
use super::crs::{CrsError, ToCrs84};
use super::error::VectorError;
use super::geojson::GeoJsonFile;
use super::geometry;
use super::geoparquet::GeoParquetFile;
use super::memory::MemoryFolder;
use super::record::{Damage, Record};
use crate::gdal_process::Complaints;

/// A layer of a dataset.
pub(super) enum OpenLayer<'d> {
    /// GDAL reads it.
    Gdal {
        layer: Layer<'d>,
        memory: &'d MemoryFolder<'d>,
        complaints: &'d Complaints,
        /// The reference system of its format, where the file states none.
        implied_crs: Option<&'static str>,
    },
    /// The only layer of a GeoJSON file.
    GeoJson(&'d GeoJsonFile<'d>),
    /// The only layer of a GeoParquet file.
    GeoParquet(&'d GeoParquetFile),
}

impl OpenLayer<'_> {
    /// How many features there are, if that is known.
    pub(super) fn count(&self) -> Option<u64> {
        match self {
            Self::Gdal { layer, .. } => layer.try_feature_count(),
            Self::GeoJson(file) => Some(file.count() as u64),
            Self::GeoParquet(file) => Some(file.count()),
        }
    }

    /// The names of all fields.
    pub(super) fn field_names(&self) -> Vec<String> {
        match self {
            Self::Gdal { layer, .. } => layer.defn().fields().map(|field| field.name()).collect(),
            Self::GeoJson(file) => file.fields.clone(),
            Self::GeoParquet(file) => file.fields.clone(),
        }
    }

    /// A reference system that the file states and that cannot be resolved.
    pub(super) fn unreadable_crs(&self) -> Option<&str> {
        match self {
            Self::Gdal { .. } => None,
            Self::GeoJson(file) => file.unreadable_crs.as_deref(),
            Self::GeoParquet(file) => file.unreadable_crs(),
        }
    }

    /// The transformation of coordinates from the reference system that the file states, or from the one that is `given`.
    pub(super) fn to_crs84(&self, given: Option<&str>) -> Result<ToCrs84, CrsError> {
        match self {
            Self::Gdal { layer, implied_crs, .. } => {
                let stated = layer.spatial_ref();
                let implied = implied_crs.filter(|_| stated.is_none());
                ToCrs84::new(stated, given.or(implied))
            }
            Self::GeoJson(file) => file.to_crs84(given),
            Self::GeoParquet(file) => file.to_crs84(given),
        }
    }

    /// The features with some of the fields, by their positions among the names.
    pub(super) fn records<'l>(
        &'l mut self,
        fields: &'l [usize],
    ) -> Box<dyn Iterator<Item = Result<Record, Damage>> + 'l> {
        match self {
            Self::Gdal { layer, memory, complaints, .. } => Box::new(gdal_records(layer, memory, complaints, fields)),
            Self::GeoJson(file) => Box::new(file.records(fields)),
            Self::GeoParquet(file) => Box::new(file.records(fields)),
        }
    }
}

/// The features that GDAL reads. It ends a damaged file like a short one: only the error that it reports while it reads the next
/// feature tells them apart.
fn gdal_records<'l>(
    layer: &'l mut Layer<'_>,
    memory: &'l MemoryFolder<'_>,
    complaints: &'l Complaints,
    fields: &'l [usize],
) -> impl Iterator<Item = Result<Record, Damage>> + 'l {
    let (mut features, mut failure) = (layer.features(), None);
    std::iter::from_fn(move || {
        if let Some(failure) = failure.take() {
            return Some(Err(failure));
        }
        complaints.forget();
        let feature = features.next();
        failure = complaints.failure().map(|complaint| {
            let message = format!("the file is damaged; GDAL says: {}", memory.without_folder(&complaint));
            Damage { feature: None, error: VectorError::new("vector_damaged", message) }
        });
        match feature {
            Some(feature) => {
                let fields = fields.iter().map(|index| cell(&feature, *index)).collect();
                Some(Ok(Record { fields, geometry: geometry::read(&feature) }))
            }
            None => failure.take().map(Err),
        }
    })
}

fn cell(feature: &Feature<'_>, index: usize) -> Cell {
    match feature.field(index) {
        Ok(Some(FieldValue::StringValue(text))) => Cell::from_text(&text),
        Ok(Some(FieldValue::IntegerValue(number))) => Cell::Number(f64::from(number)),
        // GDAL replaces a number that it cannot hold by the largest that it can.
        Ok(Some(FieldValue::Integer64Value(number @ (i64::MIN | i64::MAX)))) => Cell::Number(number as f64),
        Ok(Some(FieldValue::Integer64Value(number))) => Cell::from_whole(number.into()),
        Ok(Some(FieldValue::RealValue(number))) => Cell::Decimal(number),
        Ok(Some(FieldValue::DateValue(_) | FieldValue::DateTimeValue(_))) => Cell::Date(None),
        Ok(Some(FieldValue::StringListValue(texts))) => Cell::from_text(&texts.join(";")),
        Ok(None) => Cell::Empty,
        Ok(Some(_)) | Err(_) => {
            // Lists of numbers, binary fields: GDAL's own text form.
            feature.field_as_string(index).ok().flatten().map_or(Cell::Empty, |text| Cell::from_text(&text))
        }
    }
}
