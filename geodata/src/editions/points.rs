//! Layers of points: `communities.parquet` and `facilities.parquet`, a row per point.

use std::collections::HashMap;

use geo_types::{Point, Rect};

use super::geoparquet::{geometry_cells, geometry_columns, set_geo_metadata};
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

/// The schema of communities: the column with their unit has the name of its level, and one is there only where households are suppressed.
macro_rules! community_schema {
    ($unit:literal, $status:literal) => {
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
                    geometry_columns!(),
                    "}"
                ),
                repeating: &[$unit, "origin"],
                without_statistics: &["geometry"],
            }
        }
    };
    ($unit:literal, if $has_status:ident) => {
        if $has_status {
            community_schema!(
                $unit,
                "
           REQUIRED BYTE_ARRAY households_status (STRING);"
            )
        } else {
            community_schema!($unit, "")
        }
    };
}

fn community_schema(level: AdminLevel, households_status: bool) -> &'static Schema {
    match level {
        AdminLevel::Admin0 => community_schema!("admin0", if households_status),
        AdminLevel::Admin1 => community_schema!("admin1", if households_status),
        AdminLevel::Admin2 => community_schema!("admin2", if households_status),
        AdminLevel::Admin3 => community_schema!("admin3", if households_status),
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
    let households_status = parts.communities.iter().any(|community| community.households == Value::Suppressed);
    let mut table = writer.begin(
        COMMUNITIES,
        community_schema(parts.community_level, households_status),
        parts.communities.len(),
    )?;
    let layer = parts.layer(parts.community_level);
    let unit = |community: &Community| layer.and_then(|layer| layer.units.get(community.unit));
    for communities in parts.communities.chunks(ROW_GROUP) {
        let mut columns = vec![Cells::text(communities.iter().map(|community| &*community.id))];
        columns.extend(name_cells(communities.iter().map(|community| &community.names), &writer.languages()));
        columns.extend([
            Cells::text(communities.iter().filter_map(|community| Some(unit(community)?.pcode.as_str()))),
            Cells::optional_whole(communities.iter().map(|community| Some(community.households.reported()?.0))),
        ]);
        if households_status {
            columns.push(Cells::text(communities.iter().map(|community| community.households.status())));
        }
        columns.push(Cells::text(communities.iter().map(|community| community.origin.id())));
        columns.extend(point_cells(communities.iter().map(|community| community.point)));
        writer.row_group(&mut table, communities.len(), columns)?;
    }
    set_geo_metadata(&mut table, "Point", parts.communities.iter().map(|community| bbox(community.point)));
    writer.finish(table, [parts.community_sources.as_slice()])?;
    let level = Some(parts.community_level).filter(|level| *level != AdminLevel::Admin2);
    Ok(PointsEntry { sources: parts.community_sources.clone(), level, households_status })
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
    Ok(PointsEntry { sources: parts.facility_sources.clone(), level: None, households_status: false })
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
    let table = reader.open(COMMUNITIES, community_schema(level, entry.households_status))?;
    let layer = layers.iter().find(|layer| layer.level == level);
    let units = layer.into_iter().flat_map(|layer| &layer.units).enumerate();
    let units = units.map(|(position, unit)| (unit.pcode.as_str().as_bytes(), position)).collect();
    let (stated, main) = (Stated { level, units }, reader.manifest().dataset.main_language());
    let groups =
        table.read_all(reader.progress, |_, group| communities_of(group, &stated, entry.households_status, main))?;
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
    households_status: bool,
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
    let rows = group.texts("id")?.into_iter().zip(read_names(group, main)?).zip(points_of(group)?);
    let rows = rows.zip(units).zip(households_of(group, households_status)?).zip(origins);
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

fn points_of(group: &RowGroup<'_>) -> Result<Vec<Point<f64>>, EditionError> {
    group.map_bytes("geometry", |geometry| {
        geometry::read_point(geometry).map_err(|reason| group.invalid("geometry", reason))
    })
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
    let rows = group.texts("id")?.into_iter().zip(read_names(group, main)?).zip(services).zip(points_of(group)?);
    Ok(rows.map(|(((id, names), service), point)| Facility { id, names, service, point }).collect())
}
