//! Borders between countries: `international_borders.parquet`, a row per border; only in editions of datasets that have some.

use geo::BoundingRect;
use geo_types::Rect;

use super::geoparquet::{geometry_cells, geometry_columns, set_geo_metadata};
use super::manifest::BordersEntry;
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema};
use super::writer::EditionWriter;
use super::{EditionError, geometry};
use crate::model::{BorderStatus, InternationalBorder, InternationalBorders};

pub(super) const FILE: &str = "international_borders.parquet";

const SCHEMA: Schema = Schema {
    message: concat!(
        "message international_border {
           REQUIRED BYTE_ARRAY id (STRING);
           REQUIRED BYTE_ARRAY status (STRING);
           REQUIRED BYTE_ARRAY as_of (STRING);",
        geometry_columns!(),
        "}"
    ),
    repeating: &["status", "as_of"],
    without_statistics: &["geometry"],
};

/// Rows of a row group.
const ROW_GROUP: usize = 4096;

/// Writes the borders, if there are any.
pub(super) fn write(
    borders: &InternationalBorders,
    writer: &mut EditionWriter<'_>,
) -> Result<Option<BordersEntry>, EditionError> {
    let InternationalBorders { list, sources } = borders;
    if list.is_empty() {
        return Ok(None);
    }
    let mut table = writer.begin(FILE, &SCHEMA, list.len())?;
    for rows in list.chunks(ROW_GROUP) {
        let mut columns = vec![
            Cells::text(rows.iter().map(|border| &*border.id)),
            Cells::text(rows.iter().map(|border| border.status.id())),
            Cells::text(rows.iter().map(|border| &*border.as_of)),
        ];
        let lines = rows.iter().map(|border| geometry::multi_line_string(&border.lines));
        columns.extend(geometry_cells(rows.iter().map(bbox), lines));
        writer.row_group(&mut table, rows.len(), columns)?;
    }
    set_geo_metadata(&mut table, "MultiLineString", list.iter().map(bbox));
    writer.finish(table, [sources.as_slice()])?;
    Ok(Some(BordersEntry { sources: sources.clone() }))
}

fn bbox(border: &InternationalBorder) -> Rect<f64> {
    let nowhere = geo_types::Coord { x: 0.0, y: 0.0 };
    border.lines.bounding_rect().unwrap_or(Rect::new(nowhere, nowhere))
}

/// Reads them back.
pub(super) fn read(entry: &BordersEntry, reader: &EditionReader<'_>) -> Result<InternationalBorders, EditionError> {
    let groups = reader.open(FILE, &SCHEMA)?.read_all(reader.progress, |_, group| of_group(group))?;
    Ok(InternationalBorders { list: groups.into_iter().flatten().collect(), sources: entry.sources.clone() })
}

fn of_group(group: &RowGroup<'_>) -> Result<Vec<InternationalBorder>, EditionError> {
    let statuses = group.map_bytes("status", |status| {
        let known = std::str::from_utf8(status).ok().and_then(BorderStatus::from_id);
        known.ok_or_else(|| group.invalid("status", "it is no status of borders"))
    })?;
    let lines = group.map_bytes("geometry", |bytes| {
        geometry::read_multi_line_string(bytes).map_err(|reason| group.invalid("geometry", reason))
    })?;
    let rows = group.texts("id")?.into_iter().zip(statuses).zip(group.texts("as_of")?).zip(lines);
    Ok(rows.map(|(((id, status), as_of), lines)| InternationalBorder { id, status, as_of, lines }).collect())
}
