use super::columns::{Borders, ZOOMS, sources};
use crate::editions::EditionError;
use crate::editions::long_tables::{expect, expect_constant};
use crate::editions::reader::EditionReader;
use crate::editions::table::{Cells, RowGroup, Schema};
use crate::editions::writer::EditionWriter;
use crate::model::AdminLayer;
use crate::topology::{ArcRef, UnitPosition, UnitRings, ZoomLevel};

pub(super) const FILE: &str = "areas.parquet";

const SCHEMA: Schema = Schema {
    message: "message area {
        REQUIRED INT32 zoom;
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED BYTE_ARRAY pcode (STRING);
        REQUIRED GROUP arcs (LIST) { REPEATED GROUP list { REQUIRED INT32 element; } }
        REQUIRED GROUP rings (LIST) { REPEATED GROUP list { REQUIRED INT32 element; } }
        REQUIRED GROUP polygons (LIST) { REPEATED GROUP list { REQUIRED INT32 element; } }
    }",
    repeating: &["zoom", "level"],
    without_statistics: &["arcs", "rings", "polygons"],
};

/// A row group is a level of a zoom; those without units have none.
fn row_groups(layers: &[AdminLayer]) -> impl Iterator<Item = (usize, usize)> {
    let levels = move |zoom| (0..layers.len()).map(move |level| (zoom, level));
    (0..ZOOMS).flat_map(levels).filter(|(_, level)| !layers[*level].units.is_empty())
}

pub(super) fn write(
    zooms: &[ZoomLevel],
    layers: &[AdminLayer],
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    let units: usize = layers.iter().map(|layer| layer.units.len()).sum();
    let mut table = writer.begin(FILE, &SCHEMA, units * zooms.len())?;
    let signed = |arc: &ArcRef| if arc.backwards { !small(arc.arc) } else { small(arc.arc) };
    for (zoom, level) in row_groups(layers) {
        let (zoom, layer) = (&zooms[zoom], &layers[level]);
        let count = layer.units.len();
        let areas: Vec<_> = (0..count).map(|unit| zoom.arc_refs(UnitPosition { level, unit })).collect();
        let columns = vec![
            Cells::small(areas.iter().map(|_| i32::from(zoom.zoom()))),
            Cells::constant(layer.level.id(), count),
            Cells::text(layer.units.iter().map(|unit| unit.pcode.as_str())),
            Cells::small_lists(areas.iter().map(|area| area.iter().flatten().flatten().map(signed))),
            Cells::small_lists(areas.iter().map(|area| area.iter().flatten().map(|ring| small(ring.len())))),
            Cells::small_lists(areas.iter().map(|area| area.iter().map(|polygon| small(polygon.len())))),
        ];
        writer.row_group(&mut table, count, columns)?;
    }
    writer.finish(table, sources(layers))
}

/// No zoom has two thousand million arcs.
fn small(number: usize) -> i32 {
    (number as u32).cast_signed()
}

/// The areas of every level, for every zoom with its borders.
pub(super) fn read(
    layers: &[AdminLayer],
    borders: &[Borders],
    reader: &EditionReader<'_>,
) -> Result<Vec<Vec<UnitRings>>, EditionError> {
    let table = reader.open(FILE, &SCHEMA)?;
    let groups: Vec<(usize, usize)> = row_groups(layers).collect();
    if !groups.iter().map(|(_, level)| layers[*level].units.len()).eq(table.row_groups().iter().copied()) {
        return Err(table.invalid("there is not one row per zoom, level and unit"));
    }
    let read = table.read_all(reader.progress, |number, group| {
        let (zoom, level) = groups[number];
        read_level(zoom, &layers[level], borders[zoom].1.len(), group)
    })?;
    let mut zooms: Vec<Vec<UnitRings>> = Vec::with_capacity(ZOOMS);
    zooms.resize_with(ZOOMS, || layers.iter().map(|_| UnitRings::default()).collect());
    for ((zoom, level), rings) in groups.into_iter().zip(read) {
        zooms[zoom][level] = rings;
    }
    Ok(zooms)
}

fn read_level(
    zoom: usize,
    layer: &AdminLayer,
    borders: usize,
    group: &RowGroup<'_>,
) -> Result<UnitRings, EditionError> {
    if !group.small("zoom")?.iter().all(|found| usize::try_from(*found) == Ok(zoom)) {
        return Err(group.invalid("zoom", &format!("another one where {zoom} belongs")));
    }
    expect_constant(group, "level", layer.level.id())?;
    expect(group, "pcode", layer.units.iter().map(|unit| unit.pcode.as_str()))?;
    // A border is around one unit on each side, and around several only where areas overlap.
    let most = borders.saturating_mul(2).saturating_mul(layer.units.len());
    let (arcs, arc_ends) = group.small_lists("arcs", most)?;
    let (in_ring, ring_ends) = group.small_lists("rings", arcs.len())?;
    let (in_polygon, polygon_ends) = group.small_lists("polygons", in_ring.len())?;
    let (mut arcs, mut in_ring, mut in_polygon) = (Parts::new(&arcs), Parts::new(&in_ring), Parts::new(&in_polygon));
    let mut rings = UnitRings::default();
    for ((arc_end, ring_end), polygon_end) in arc_ends.into_iter().zip(ring_ends).zip(polygon_ends) {
        let (arcs, in_ring, in_polygon) = (arcs.up_to(arc_end), in_ring.up_to(ring_end), in_polygon.up_to(polygon_end));
        let pushed = rings.push(arcs, in_ring, in_polygon);
        pushed.ok_or_else(|| group.invalid("rings", "the arcs, rings and polygons of a unit do not fit together"))?;
    }
    Ok(rings)
}

/// A list taken apart from its start on.
struct Parts<'a> {
    all: &'a [i32],
    start: usize,
}

impl<'a> Parts<'a> {
    fn new(all: &'a [i32]) -> Self {
        Self { all, start: 0 }
    }

    fn up_to(&mut self, end: usize) -> &'a [i32] {
        let part = self.all.get(self.start..end).unwrap_or_default();
        self.start = end;
        part
    }
}
