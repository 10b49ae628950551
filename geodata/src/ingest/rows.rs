//! Reads the rows of a section of `dataset.toml`, whatever has them: a table, or the features of a vector file. All that reads places, counts and
//! services reads rows, and need not know which of both they are.

use geo::InteriorPoint;
use geo_types::{Geometry, Point};

use super::config::{ColumnName, GeometryUse, TableContent, TableFile, VectorFile};
use super::fingerprint::Fingerprint;
use super::report::{Findings, Location};
use super::tables::{self, FeatureRows, Table};
use super::vectors::{FeatureRecord, Features, GeometryNeed, LONGITUDE_TOLERANCE, polygons_of};
use crate::progress::Progress;

/// Reads the `wanted` columns of the rows that meet the conditions of a section. An error that affects all rows (unreadable, no header, no
/// such layer) is reported, and then there are none.
pub(super) fn read(
    source: &TableFile,
    wanted: &[&ColumnName],
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Table> {
    read_placed(source, wanted, GeometryUse::Ignored, fingerprint, progress, findings)
}

/// The same, where the geometries of features say where the rows are.
pub(super) fn read_placed(
    source: &TableFile,
    wanted: &[&ColumnName],
    geometry: GeometryUse,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Table> {
    let TableFile { content, layout, words, conditions, form, parent, latest, .. } = source;
    let of_conditions = conditions.iter().map(|condition| &condition.column);
    let of_latest = latest.iter().flat_map(|latest| [&latest.of, &latest.time]);
    let wanted: Vec<&ColumnName> = wanted.iter().copied().chain(of_conditions).chain(of_latest).collect();
    progress.stage(source.display_name(), None);
    let table = match content {
        TableContent::Table { file, format } => {
            let export = (form.as_ref(), parent.as_ref());
            tables::read((file, *format, layout), export, &wanted, fingerprint, findings)?
        }
        TableContent::Features(file) => {
            let (rows, at, names) = read_features(file, &wanted, geometry, fingerprint, progress, findings)?;
            rows.finish(at, &wanted, names.iter().map(String::as_str), layout.decimal_mark)
        }
    };
    let mut table = table.with_words(words.clone());
    if !conditions.is_empty() {
        table = tables::select(table, conditions, findings)?;
    }
    match latest {
        Some(latest) => tables::select_latest(table, latest, findings),
        None => Some(table),
    }
}

/// The features of a layer as rows, where they are, and the names of the fields.
fn read_features(
    file: &VectorFile,
    wanted: &[&ColumnName],
    geometry: GeometryUse,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<(FeatureRows, Location, Vec<String>)> {
    let mut rows = FeatureRows::new(wanted.len(), geometry != GeometryUse::Ignored);
    let at =
        Location { layer: file.layer.as_ref().map(|layer| layer.name.clone()), ..Location::file(file.display_name()) };
    let need = if geometry == GeometryUse::Ignored { GeometryNeed::None } else { GeometryNeed::Optional };
    let columns: Vec<ColumnName> = wanted.iter().map(|column| (*column).clone()).collect();
    let mut choose = |_: &[String], _: &Location, _: &mut Findings| Some(columns.clone());
    let mut add = |record: FeatureRecord, findings: &mut Findings| {
        let FeatureRecord { number, fields, geometry: shape } = record;
        let position = shape.and_then(|shape| match position_of(shape, geometry) {
            // Projecting a point on the 180th meridian rounds it.
            Ok(point) if point.x().abs() <= 180.0 + LONGITUDE_TOLERANCE => {
                Some(Point::new(point.x().clamp(-180.0, 180.0), point.y().clamp(-90.0, 90.0)))
            }
            Ok(point) => Some(point),
            Err(message) => {
                findings.error("geometry_type", Location { feature: Some(number), ..at.clone() }, message);
                None
            }
        });
        rows.row(number, &fields, position, &at, findings)
    };
    let layer = Features::stream(file, &mut choose, need, fingerprint, progress, findings, &mut add)?;
    let names = layer.fields.into_iter().map(|field| field.name).collect();
    Some((rows, layer.at, names))
}

/// The position that a geometry stands for.
fn position_of(shape: Geometry<f64>, wanted: GeometryUse) -> Result<Point<f64>, &'static str> {
    match shape {
        Geometry::Point(point) => Ok(point),
        Geometry::GeometryCollection(members) if members.iter().all(|member| matches!(member, Geometry::Point(_))) => {
            Err("the geometry has several points; a row is at one place")
        }
        shape => {
            let Some(area) = polygons_of(shape) else { return Err("the geometry is not a point") };
            let inside = (wanted == GeometryUse::PointsInside).then(|| area.interior_point()).flatten();
            inside.ok_or(
                "the geometry is an area, and not a point; `areas = \"point_inside\"` takes a point inside of each",
            )
        }
    }
}
