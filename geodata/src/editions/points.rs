//! Layers of points: `communities.parquet` and `facilities.parquet`, a row per point.

use std::collections::HashMap;
use std::sync::Arc;

use geo_types::{Point, Rect};

use super::geoparquet::{geometry_cells, geometry_columns, optional_geometry_cells, set_geo_metadata};
use super::manifest::PointsEntry;
use super::names::{name_cells, read_names};
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema, name_columns};
use super::writer::EditionWriter;
use super::{EditionError, geometry};
use crate::model::{AdminLayer, AdminLevel, Community, Facility, Households, Language, PlaceOrigin, Value};
use crate::model::{DatasetParts, Vocabulary};

pub(super) const COMMUNITIES: &str = "communities.parquet";
pub(super) const FACILITIES: &str = "facilities.parquet";

/// The schema of communities: the column with their unit has the name of its level, one is there only where households are suppressed, and
/// those of the geometry are optional only where some community has none.
macro_rules! community_schema {
    ($unit:literal, $status:literal, [$($optional:ident)?]) => {
        &const {
            Schema {
                message: concat!(
                    "message community {
           REQUIRED BYTE_ARRAY id (STRING);",
                    name_columns!(),
                    " REQUIRED BYTE_ARRAY ",
                    $unit,
                    " (STRING);
           OPTIONAL INT64 households;",
                    $status,
                    "
           REQUIRED BYTE_ARRAY origin (STRING);",
                    geometry_columns!($($optional)?),
                    "}"
                ),
                repeating: &[$unit, "origin"],
                without_statistics: &["geometry"],
            }
        }
    };
    ($unit:literal, $status:literal, if $optional:expr) => {
        if $optional {
            community_schema!($unit, $status, [optional])
        } else {
            community_schema!($unit, $status, [])
        }
    };
    ($unit:literal, $entry:ident) => {
        if $entry.households_status {
            community_schema!(
                $unit,
                "
           REQUIRED BYTE_ARRAY households_status (STRING);",
                if $entry.optional_geometry
            )
        } else {
            community_schema!($unit, "", if $entry.optional_geometry)
        }
    };
}

fn community_schema(entry: &PointsEntry) -> &'static Schema {
    match entry.community_level() {
        AdminLevel::Admin0 => community_schema!("admin0", entry),
        AdminLevel::Admin1 => community_schema!("admin1", entry),
        AdminLevel::Admin2 => community_schema!("admin2", entry),
        AdminLevel::Admin3 => community_schema!("admin3", entry),
    }
}

const FACILITY_SCHEMA: Schema = Schema {
    message: concat!(
        "message facility {
           REQUIRED BYTE_ARRAY id (STRING);",
        name_columns!(),
        " REQUIRED BYTE_ARRAY service (STRING);",
        geometry_columns!(),
        "}"
    ),
    repeating: &["service"],
    without_statistics: &["geometry"],
};

/// Rows of a row group: what DuckDB likes best, and small enough for dictionaries of districts.
const ROW_GROUP: usize = 122_880;

/// Writes the communities.
pub(super) fn write_communities(
    parts: &DatasetParts,
    writer: &mut EditionWriter<'_>,
) -> Result<PointsEntry, EditionError> {
    let entry = PointsEntry {
        sources: parts.community_sources.clone(),
        level: Some(parts.community_level).filter(|level| *level != AdminLevel::Admin2),
        households_status: parts.communities.iter().any(|community| community.households == Value::Suppressed),
        optional_geometry: parts.communities.iter().any(|community| community.point.is_none()),
    };
    let mut table = writer.begin(COMMUNITIES, community_schema(&entry), parts.communities.len())?;
    let layer = parts.layer(parts.community_level);
    let unit = |community: &Community| layer.and_then(|layer| layer.units.get(community.unit));
    for communities in parts.communities.chunks(ROW_GROUP) {
        let mut columns = vec![Cells::text(communities.iter().map(|community| &*community.id))];
        columns.extend(name_cells(communities.iter().map(|community| &community.names), &writer.languages()));
        columns.extend([
            Cells::text(communities.iter().filter_map(|community| Some(unit(community)?.pcode.as_str()))),
            Cells::optional_whole(communities.iter().map(|community| Some(community.households.reported()?.0))),
        ]);
        if entry.households_status {
            columns.push(Cells::text(communities.iter().map(|community| community.households.status())));
        }
        columns.push(Cells::text(communities.iter().map(|community| community.origin.id())));
        let points = communities.iter().map(|community| community.point);
        columns.extend(if entry.optional_geometry {
            let geometries = points.clone().map(|point| point.map(geometry::point));
            optional_geometry_cells(points.map(|point| point.map(bbox)), geometries)
        } else {
            point_cells(points.flatten())
        });
        writer.row_group(&mut table, communities.len(), columns)?;
    }
    let boxes = parts.communities.iter().filter_map(|community| community.point.map(bbox));
    set_geo_metadata(&mut table, "Point", boxes);
    writer.finish(table, [parts.community_sources.as_slice()])?;
    Ok(entry)
}

/// Writes the facilities.
pub(super) fn write_facilities(
    parts: &DatasetParts,
    writer: &mut EditionWriter<'_>,
) -> Result<PointsEntry, EditionError> {
    let mut table = writer.begin(FACILITIES, &FACILITY_SCHEMA, parts.facilities.len())?;
    for facilities in parts.facilities.chunks(ROW_GROUP) {
        let mut columns = vec![Cells::text(facilities.iter().map(|facility| &*facility.id))];
        columns.extend(name_cells(facilities.iter().map(|facility| &facility.names), &writer.languages()));
        columns.extend([Cells::text(facilities.iter().map(|facility| facility.service.id()))]);
        columns.extend(point_cells(facilities.iter().map(|facility| facility.point)));
        writer.row_group(&mut table, facilities.len(), columns)?;
    }
    set_geo_metadata(&mut table, "Point", parts.facilities.iter().map(|facility| bbox(facility.point)));
    writer.finish(table, [parts.facility_sources.as_slice()])?;
    let sources = parts.facility_sources.clone();
    Ok(PointsEntry { sources, level: None, households_status: false, optional_geometry: false })
}

fn point_cells(points: impl Iterator<Item = Point<f64>> + Clone) -> [Cells; 5] {
    geometry_cells(points.clone().map(bbox), points.map(geometry::point))
}

fn bbox(point: Point<f64>) -> Rect<f64> {
    Rect::new(point.0, point.0)
}

/// Reads the communities back.
pub(super) fn read_communities(
    layers: &[AdminLayer],
    entry: &PointsEntry,
    reader: &EditionReader<'_>,
) -> Result<Vec<Community>, EditionError> {
    let level = entry.community_level();
    let table = reader.open(COMMUNITIES, community_schema(entry))?;
    let layer = layers.iter().find(|layer| layer.level == level);
    let units = layer.into_iter().flat_map(|layer| &layer.units).enumerate();
    let units = units.map(|(position, unit)| (unit.pcode.as_str().as_bytes(), position)).collect();
    let (stated, main) = (Stated { level, units }, reader.manifest().dataset.main_language());
    let groups = table.read_all(reader.progress, |_, group| communities_of(group, &stated, entry, main))?;
    Ok(groups.into_iter().flatten().collect())
}

/// The level that communities state their unit at, and the positions of its units by the bytes of their codes.
struct Stated<'a> {
    level: AdminLevel,
    units: HashMap<&'a [u8], usize>,
}

fn communities_of(
    group: &RowGroup<'_>,
    stated: &Stated<'_>,
    entry: &PointsEntry,
    main: Language,
) -> Result<Vec<Community>, EditionError> {
    let (column, label) = (stated.level.id(), stated.level.label());
    let units = group.map_bytes(column, |code| {
        let unknown = || group.invalid(column, &format!("there is no {label} `{}`", String::from_utf8_lossy(code)));
        stated.units.get(code).copied().ok_or_else(unknown)
    })?;
    let origins = group.map_bytes("origin", |origin| {
        let known =
            [PlaceOrigin::Real, PlaceOrigin::Generated].into_iter().find(|known| known.id().as_bytes() == origin);
        known.ok_or_else(|| group.invalid("origin", "it is neither `real` nor `generated`"))
    })?;
    let points = if entry.optional_geometry {
        group.map_optional_bytes("geometry", |point| point.map(|point| point_of(group, point)).transpose())?
    } else {
        group.map_bytes("geometry", |point| point_of(group, point).map(Some))?
    };
    let ids = group.map_bytes("id", |id| group.text("id", id).map(Arc::from))?;
    let rows = ids.into_iter().zip(read_names(group, main)?).zip(points);
    let rows = rows.zip(units).zip(households_of(group, entry.households_status)?).zip(origins);
    Ok(rows
        .map(|(((((id, names), point), unit), households), origin)| Community {
            id,
            names,
            point,
            unit,
            households,
            origin,
        })
        .collect())
}

fn households_of(group: &RowGroup<'_>, with_status: bool) -> Result<Vec<Value<Households>>, EditionError> {
    let numbers = group.optional_whole("households")?.into_iter().map(|known| known.map(Households));
    if !with_status {
        return Ok(numbers.map(Value::known).collect());
    }
    let mut numbers = numbers;
    group.map_bytes("households_status", |status| match (numbers.next().flatten(), status) {
        (Some(number), b"reported") => Ok(Value::Reported(number)),
        (None, b"no_data") => Ok(Value::NoData),
        (None, b"suppressed") => Ok(Value::Suppressed),
        _ => Err(group.invalid("households_status", "it does not go with the number of households")),
    })
}

fn point_of(group: &RowGroup<'_>, bytes: &[u8]) -> Result<Point<f64>, EditionError> {
    geometry::read_point(bytes).map_err(|reason| group.invalid("geometry", reason))
}

/// Reads the facilities back.
pub(super) fn read_facilities(reader: &EditionReader<'_>) -> Result<Vec<Facility>, EditionError> {
    let table = reader.open(FACILITIES, &FACILITY_SCHEMA)?;
    let manifest = reader.manifest();
    let main = manifest.dataset.main_language();
    let groups = table.read_all(reader.progress, |_, group| facilities_of(group, main, &manifest.vocabulary))?;
    Ok(groups.into_iter().flatten().collect())
}

fn facilities_of(group: &RowGroup<'_>, main: Language, vocabulary: &Vocabulary) -> Result<Vec<Facility>, EditionError> {
    let services = group.map_bytes("service", |service| {
        let known = std::str::from_utf8(service).ok().and_then(|id| vocabulary.service(id));
        known.cloned().ok_or_else(|| group.invalid("service", "the vocabulary has no such service"))
    })?;
    let points = group.map_bytes("geometry", |point| point_of(group, point))?;
    let rows = group.texts("id")?.into_iter().zip(read_names(group, main)?).zip(services).zip(points);
    Ok(rows.map(|(((id, names), service), point)| Facility { id, names, service, point }).collect())
}
