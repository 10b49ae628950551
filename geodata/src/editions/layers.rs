//! Admin layers: `admin0.parquet` … `admin3.parquet`, a row per unit.

use std::ops::Range;

use geo::BoundingRect;

use super::geoparquet::{geometry_cells, geometry_columns, set_geo_metadata};
use super::manifest::LayerEntry;
use super::names::{name_cells, read_names};
use super::reader::EditionReader;
use super::table::{Cells, RowGroup, Schema, name_columns};
use super::writer::EditionWriter;
use super::{EditionError, geometry};
use crate::model::{AdminLayer, AdminLevel, AdminUnit, CodeKind, Language, UnitCode};

const SCHEMA: Schema = Schema {
    message: concat!(
        "message admin_unit {
           REQUIRED BYTE_ARRAY pcode (STRING);",
        name_columns!(),
        " OPTIONAL BYTE_ARRAY parent (STRING);
           OPTIONAL INT64 population;
           REQUIRED DOUBLE area_km2;
           REQUIRED BYTE_ARRAY boundaries (STRING);",
        geometry_columns!(),
        "}"
    ),
    repeating: &["parent", "boundaries"],
    without_statistics: &["geometry"],
};

/// A row group has about so many bytes of geometry: enough to compress well, little enough that several processors can read a
/// layer at once.
const ROW_GROUP_BYTES: usize = 8 << 20;

/// The file of a level.
pub(super) fn file_name(level: AdminLevel) -> String {
    format!("{}.parquet", level.id())
}

/// Writes a layer; `above` is the layer of the level above.
pub(super) fn write(
    layer: &AdminLayer,
    above: Option<&AdminLayer>,
    writer: &mut EditionWriter<'_>,
) -> Result<LayerEntry, EditionError> {
    let mut table = writer.begin(&file_name(layer.level), &SCHEMA, layer.units.len())?;
    let parent = |unit: &AdminUnit| above.zip(unit.parent).and_then(|(above, parent)| above.units.get(parent));
    for rows in row_groups(layer) {
        let units = &layer.units[rows];
        let mut columns = vec![Cells::text(units.iter().map(|unit| unit.pcode.as_str()))];
        columns.extend(name_cells(units.iter().map(|unit| &unit.names), &writer.languages()));
        columns.extend([
            Cells::optional_text(units.iter().map(|unit| parent(unit).map(|parent| parent.pcode.as_str()))),
            Cells::optional_whole(units.iter().map(|unit| unit.population)),
            Cells::double(units.iter().map(|unit| unit.area_km2)),
            Cells::constant(layer.boundaries.id(), units.len()),
        ]);
        let areas = units.iter().map(|unit| geometry::multi_polygon(&unit.area));
        columns.extend(geometry_cells(units.iter().map(|unit| unit.bbox), areas));
        writer.row_group(&mut table, units.len(), columns)?;
    }
    set_geo_metadata(&mut table, "MultiPolygon", layer.units.iter().flat_map(AdminUnit::boxes));
    writer.finish(table, [layer.sources.as_slice()])?;
    let AdminLayer { level, codes, boundaries, note, sources, units: _ } = layer;
    let (level, codes, boundaries) = (*level, Some(*codes).filter(|kind| *kind != CodeKind::default()), *boundaries);
    Ok(LayerEntry { level, codes, boundaries, note: note.clone(), sources: sources.clone() })
}

fn row_groups(layer: &AdminLayer) -> Vec<Range<usize>> {
    let (mut groups, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (position, unit) in layer.units.iter().enumerate() {
        bytes += geometry::multi_polygon_bytes(&unit.area);
        if bytes >= ROW_GROUP_BYTES {
            groups.push(start..position + 1);
            (start, bytes) = (position + 1, 0);
        }
    }
    if start < layer.units.len() {
        groups.push(start..layer.units.len());
    }
    groups
}

/// Reads a layer back; `above` is the layer of the level above.
pub(super) fn read(
    entry: &LayerEntry,
    above: Option<&AdminLayer>,
    reader: &EditionReader<'_>,
) -> Result<AdminLayer, EditionError> {
    let table = reader.open(&file_name(entry.level), &SCHEMA)?;
    let main = reader.manifest().dataset.main_language();
    let groups = table.read_all(reader.progress, |_, group| read_units(group, entry, above, main))?;
    let LayerEntry { level, codes, boundaries, note, sources } = entry.clone();
    let codes = codes.unwrap_or_default();
    Ok(AdminLayer { level, codes, boundaries, note, sources, units: groups.into_iter().flatten().collect() })
}

fn read_units(
    group: &RowGroup<'_>,
    entry: &LayerEntry,
    above: Option<&AdminLayer>,
    main: Language,
) -> Result<Vec<AdminUnit>, EditionError> {
    let areas = group.map_bytes("geometry", |geometry| {
        let area = geometry::read_multi_polygon(geometry).map_err(|reason| group.invalid("geometry", reason))?;
        let bbox = area.bounding_rect().ok_or_else(|| group.invalid("geometry", "an area is empty"))?;
        Ok((area, bbox))
    })?;
    let parents = group.map_optional_bytes("parent", |parent| {
        let Some(parent) = parent else { return Ok(None) };
        let parent = group.text("parent", parent)?;
        let position = above.and_then(|above| above.position(parent));
        position.map(Some).ok_or_else(|| group.invalid("parent", &format!("there is no unit `{parent}` above")))
    })?;
    let pcodes = group.map_bytes("pcode", |pcode| {
        let text = group.text("pcode", pcode)?;
        let pcode = UnitCode::new(text, entry.codes.unwrap_or_default(), entry.level);
        let pcode = pcode.map_err(|error| group.invalid("pcode", &error.to_string()))?;
        // Reading a code drops white space; written was none.
        let is_plain = pcode.as_str() == text;
        is_plain.then_some(pcode).ok_or_else(|| group.invalid("pcode", &format!("`{text}` has white space around it")))
    })?;
    let rows = pcodes.into_iter().zip(read_names(group, main)?).zip(parents);
    let rows = rows.zip(group.optional_whole("population")?).zip(group.double("area_km2")?).zip(areas);
    let unit = |(((((pcode, names), parent), population), area_km2), (area, bbox))| AdminUnit {
        pcode,
        parent,
        names,
        population,
        area,
        bbox,
        area_km2,
    };
    Ok(rows.map(unit).collect())
}
