//! Reads GeoJSON (RFC 7946) and text sequences of it (RFC 8142) with the [`geojson`] crate.
//!
//! ```text
//! text ─► GeoJsonFile: the text of each feature, the names of their properties, the reference system
//!              └─► records: one feature after the other, parsed when its turn comes
//! ```
//!
//! GDAL does not see GeoJSON. Its driver follows a `crs` that is a link, gives all values of a property one type, and cannot say
//! which feature is damaged.

mod crs;
mod document;
mod geometry;

use std::collections::HashSet;

use geojson::Feature;
use geojson::feature::Id;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::super::tables::Cell;
use super::super::text::line_number;
use super::contents::DatasetFiles;
use super::crs::{CrsError, ToCrs84};
use super::error::VectorError;
use super::format::Format;
use super::record::{Damage, Record};
use crs::StatedCrs;
use document::{Outline, Texts};

/// The largest length of the text of one feature: it is parsed as a whole. The ungeneralised outline of a country takes half of it.
const MAX_FEATURE_BYTES: usize = 200 << 20;

/// The field of the ids of features, where no property has that name.
const ID: &str = "id";

/// A GeoJSON file, whose features are not parsed yet.
pub(super) struct GeoJsonFile<'c> {
    text: &'c str,
    features: Vec<&'c RawValue>,
    /// The name of its layer: the member `name` of the collection, or else the name of the file.
    pub(super) layer: String,
    /// The names of all properties, in the order in which they first occur.
    pub(super) fields: Vec<String>,
    crs: Option<String>,
    /// A reference system that the file states and that cannot be resolved.
    pub(super) unreadable_crs: Option<String>,
}

impl<'c> GeoJsonFile<'c> {
    /// Takes a file apart into its features.
    pub(super) fn open(contents: &'c mut DatasetFiles) -> Result<Self, VectorError> {
        let (format, stem) = (contents.format, contents.stem.clone());
        let Some((_, content)) = contents.files.first_mut() else {
            return Err(VectorError::new("vector_unreadable", "there is no file"));
        };
        let text = document::prepare(format, content)?;
        let texts = match format {
            Format::GeoJsonSequence => Texts::of_sequence(text)?,
            _ => Texts::of_document(text)?,
        };
        let mut file = Self {
            text,
            features: texts.features,
            layer: texts.name.unwrap_or(stem),
            fields: Vec::new(),
            crs: None,
            unreadable_crs: None,
        };
        file.take_crs(texts.crs, true)?;
        file.look_through()?;
        Ok(file)
    }

    /// Gathers the names of properties, and the reference systems that features state.
    fn look_through(&mut self) -> Result<(), VectorError> {
        let (mut known, mut has_ids) = (HashSet::new(), false);
        for text in self.features.clone() {
            // What cannot be read is reported when its turn comes.
            let Ok(outline) = serde_json::from_str::<Outline<'_>>(text.get()) else { continue };
            for name in outline.properties.0 {
                if !known.contains(&name) {
                    known.insert(name.clone());
                    self.fields.push(name);
                }
            }
            has_ids |= outline.id.is_string() || outline.id.is_number();
            let of_geometry = outline.geometry.and_then(|geometry| geometry.crs);
            for crs in [outline.crs, of_geometry] {
                self.take_crs(crs, false)?;
            }
        }
        if has_ids && !known.contains(ID) {
            self.fields.push(ID.to_owned());
        }
        Ok(())
    }

    fn take_crs(&mut self, crs: Option<&RawValue>, is_of_the_whole: bool) -> Result<(), VectorError> {
        let Some(crs) = crs else { return Ok(()) };
        match StatedCrs::of(crs, is_of_the_whole)? {
            StatedCrs::Unreadable(text) => self.unreadable_crs = Some(text),
            StatedCrs::Known(name) if is_of_the_whole => self.crs = Some(name),
            StatedCrs::Known(_) | StatedCrs::None => {}
        }
        Ok(())
    }

    /// How many features there are.
    pub(super) fn count(&self) -> usize {
        self.features.len()
    }

    /// The transformation of its coordinates: from the system that the file states, or else longitude and latitude; from that of
    /// `given` in place of both.
    pub(super) fn to_crs84(&self, given: Option<&str>) -> Result<ToCrs84, CrsError> {
        given.or(self.crs.as_deref()).map_or(Ok(ToCrs84::Same), |name| ToCrs84::new(None, Some(name)))
    }

    /// The features with some of the fields; nothing comes after one that cannot be read.
    pub(super) fn records<'l>(&'l self, fields: &'l [usize]) -> impl Iterator<Item = Result<Record, Damage>> + 'l {
        let mut is_over = false;
        self.features.iter().zip(1..).map_while(move |(text, number)| {
            let record = (!is_over).then(|| self.record(text.get(), fields))?;
            is_over = record.is_err();
            Some(record.map_err(|error| Damage { feature: Some(number), error }))
        })
    }

    fn record(&self, text: &str, fields: &[usize]) -> Result<Record, VectorError> {
        if text.len() > MAX_FEATURE_BYTES {
            let most = MAX_FEATURE_BYTES >> 20;
            let message = format!("the feature has more than {most} MiB, which is the most that is read of one");
            return Err(VectorError::new("layer_too_large", message));
        }
        let damaged = |line: usize, reason: &str| {
            // Counted from the start of the file, not from that of the feature.
            let before = (text.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
            let first = line_number(&self.text.as_bytes()[..before.min(self.text.len())]);
            let line = first + line.saturating_sub(1);
            VectorError::new("vector_damaged", format!("the feature, in line {line}, is not GeoJSON: {reason}"))
        };
        let feature: Feature = serde_json::from_str(text)
            .map_err(|error| damaged(error.line(), document::without_place(&error.to_string())))?;
        let geometry = geometry::plane(feature.geometry).map_err(|short| damaged(1, &short.to_string()))?;
        let properties = feature.properties.unwrap_or_default();
        let field = |position: &usize| {
            let name = self.fields.get(*position)?;
            let id = || feature.id.as_ref().filter(|_| name == ID).map(id);
            properties.get(name).map(cell).or_else(id)
        };
        let fields = fields.iter().map(|position| field(position).unwrap_or_default()).collect();
        Ok(Record { fields, geometry })
    }
}

fn id(id: &Id) -> Cell {
    match id {
        Id::String(text) => Cell::from_text(text),
        Id::Number(number) => self::number(number),
    }
}

fn cell(json: &Json) -> Cell {
    match json {
        Json::Null => Cell::Empty,
        Json::Bool(value) => Cell::Logical(*value),
        Json::Number(number) => self::number(number),
        Json::String(text) => Cell::from_text(text),
        // Several values of one field.
        Json::Array(values) if !values.iter().any(|value| value.is_array() || value.is_object()) => {
            let texts = values.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            Cell::from_text(&texts.collect::<Vec<_>>().join(";"))
        }
        Json::Array(_) | Json::Object(_) => Cell::from_text(&json.to_string()),
    }
}

fn number(number: &serde_json::Number) -> Cell {
    let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    whole.map(Cell::from_whole).or_else(|| number.as_f64().map(Cell::Decimal)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
