//! Vector files by GDAL: any format and reference system that it reads, to features in longitude and latitude (CRS84).

mod complaints;
mod curves;
mod reference;
mod shape;
mod validity;

use gdal::vector::{Feature, FieldValue, LayerAccess};
use gdal::{Dataset, DatasetOptions, GdalOpenFlags};
use geo_types::Geometry;

pub(super) use validity::mend;

use super::config::{ColumnName, VectorFile};
use super::fingerprint::Fingerprint;
use super::progress::Progress;
use super::report::{Findings, Location};
use super::table::{Cell, CellError};
use super::text::listed;
use complaints::Complaints;
use reference::ToCrs84;

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

/// Formats that only point at other files or services. What they read could be neither checked to lie in the folder nor
/// made part of the fingerprint.
const INDIRECT_FORMATS: [&str; 4] = ["OGR_VRT", "WFS", "OAPIF", "HTTP"];

/// Files that belong to a file of this extension and must be hashed with it.
const COMPANIONS: [(&str, &[&str]); 3] =
    [("shp", &["dbf", "shx", "prj", "cpg"]), ("tab", &["dat", "map", "id", "ind"]), ("mif", &["mid"])];

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
        let whole =
            Location { layer: source.layer.as_ref().map(|l| l.name.clone()), ..Location::file(&source.file.shown) };
        if let Err(error) = hash(source, fingerprint) {
            findings.error("file_unreadable", whole, format!("cannot be read: {error}"));
            return None;
        }
        let complaints = Complaints::listen();
        let dataset = match open(source) {
            Ok(dataset) => dataset,
            Err(error) => {
                let reason = without_path(&complaints.last().unwrap_or(error.to_string()), source);
                findings.error("vector_unreadable", whole, format!("GDAL cannot read this as vector data: {reason}"));
                return None;
            }
        };
        let format = dataset.driver().short_name();
        if INDIRECT_FORMATS.contains(&format.as_str()) {
            let message = format!("the format {format} only points at data elsewhere; name the file that has the data");
            findings.error("vector_indirect", whole, message);
            return None;
        }
        let mut layer = pick_layer(&dataset, source, &whole, findings)?;
        // Said first: a format that learns its fields from its features has none of them either.
        if layer.try_feature_count() == Some(0) {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        let names: Vec<String> = layer.defn().fields().map(|field| field.name()).collect();
        let indices: Vec<usize> = wanted
            .iter()
            .filter_map(|column| {
                let index = names.iter().position(|name| *name == column.name);
                if index.is_none() {
                    let at = Location { column: Some(column.name.clone()), ..whole.clone() };
                    findings.error(
                        "column_missing",
                        at,
                        format!(
                            "line {} of dataset.toml names this column, but the file has no such field; it has: {}",
                            column.line,
                            listed(&names)
                        ),
                    );
                }
                index
            })
            .collect();
        let to_crs84 = match ToCrs84::new(layer.spatial_ref(), source.crs.as_ref().map(|crs| crs.name.as_str())) {
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
        progress.stage(&source.file.shown, layer.try_feature_count());
        let mut features = Self { file: whole.file.clone(), layer: whole.layer.clone(), list: Vec::new() };
        // GDAL ends a damaged file like a short one; only its complaint, while it looks for the next feature, tells them
        // apart.
        let mut damage = None;
        complaints.forget();
        let mut number = 0;
        let mut iterator = layer.features();
        loop {
            let next = iterator.next();
            damage = damage.or_else(|| complaints.failure());
            let Some(feature) = next else { break };
            number += 1;
            let fields = indices.iter().map(|index| cell(&feature, *index)).collect();
            let geometry = match shape::read(&feature, &to_crs84) {
                Ok(geometry) => Some(geometry),
                Err(error) => {
                    let at = Location { feature: Some(number), ..whole.clone() };
                    findings.error(error.code(), at, error.to_string());
                    None
                }
            };
            features.list.push(FeatureRecord { number, fields, geometry });
            progress.advance(1);
            complaints.forget();
        }
        if let Some(damage) = damage {
            let message = format!("the file is damaged; GDAL says: {}", without_path(&damage, source));
            findings.error("vector_damaged", whole, message);
            return None;
        }
        if features.list.is_empty() {
            findings.error("layer_empty", whole, "there are no features in it");
            return None;
        }
        let fields = wanted.iter().enumerate().map(|(position, c)| Field { position, name: c.name.clone() }).collect();
        Some((features, fields))
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

    /// Reads a field with `read`; an error is reported there.
    pub(super) fn value<T>(
        &self,
        record: &FeatureRecord,
        field: &Field,
        findings: &mut Findings,
        read: impl FnOnce(&Cell) -> Result<T, CellError>,
    ) -> Option<T> {
        match read(record.fields.get(field.position).unwrap_or(&Cell::Empty)) {
            Ok(value) => Some(value),
            Err(error) => {
                findings.error(error.code(), self.at_field(record.number, field), error.to_string());
                None
            }
        }
    }
}

/// GDAL names files by where they are on this machine, which nobody else need know.
fn without_path(complaint: &str, source: &VectorFile) -> String {
    complaint.replace(&*source.file.path().to_string_lossy(), &source.file.shown)
}

fn open(source: &VectorFile) -> gdal::errors::Result<Dataset> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_READONLY
            | GdalOpenFlags::GDAL_OF_VECTOR
            | GdalOpenFlags::GDAL_OF_VERBOSE_ERROR,
        ..DatasetOptions::default()
    };
    let zipped = source.file.path().extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    if zipped {
        // Boundaries are often handed out as a zipped shapefile.
        Dataset::open_ex(format!("/vsizip/{}", source.file.path().display()), options)
    } else {
        Dataset::open_ex(source.file.path(), options)
    }
}

fn pick_layer<'a>(
    dataset: &'a Dataset,
    source: &VectorFile,
    whole: &Location,
    findings: &mut Findings,
) -> Option<gdal::vector::Layer<'a>> {
    let names: Vec<String> = dataset.layers().map(|layer| layer.name()).collect();
    let position = match &source.layer {
        Some(wanted) => {
            let position = names.iter().position(|name| *name == wanted.name);
            if position.is_none() {
                let message = format!("the file has no layer `{}`; it has: {}", wanted.name, listed(&names));
                findings.error("layer_missing", Location::file(&whole.file), message);
            }
            position?
        }
        None if names.len() == 1 => 0,
        None => {
            let message = if names.is_empty() {
                "the file has no layers".to_owned()
            } else {
                format!("the file has several layers: {}; say which with `layer` in dataset.toml", listed(&names))
            };
            findings.error("layer_ambiguous", whole.clone(), message);
            return None;
        }
    };
    match dataset.layer(position) {
        Ok(layer) => Some(layer),
        Err(error) => {
            findings.error("vector_unreadable", whole.clone(), format!("the layer cannot be read: {error}"));
            None
        }
    }
}

fn hash(source: &VectorFile, fingerprint: &mut Fingerprint) -> std::io::Result<()> {
    let path = source.file.path();
    fingerprint.add_path(&source.file.shown, &path)?;
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    for (of, companions) in COMPANIONS {
        if of != extension {
            continue;
        }
        for companion in companions {
            for companion in [(*companion).to_owned(), companion.to_uppercase()] {
                let beside = path.with_extension(&companion);
                if beside.is_file() {
                    let shown = std::path::Path::new(&source.file.shown).with_extension(&companion);
                    fingerprint.add_path(&shown.to_string_lossy(), &beside)?;
                }
            }
        }
    }
    Ok(())
}

fn cell(feature: &Feature<'_>, index: usize) -> Cell {
    match feature.field(index) {
        Ok(Some(FieldValue::StringValue(text))) => Cell::from_text(&text),
        Ok(Some(FieldValue::IntegerValue(number))) => Cell::Number(f64::from(number)),
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
