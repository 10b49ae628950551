use geo_types::Coord;

use super::columns::{ZOOMS, sources};
use crate::editions::EditionError;
use crate::editions::long_tables::expect_constant;
use crate::editions::reader::EditionReader;
use crate::editions::table::{Cells, RowGroup, Schema};
use crate::editions::writer::EditionWriter;
use crate::grid::EXTENT;
use crate::model::AdminLayer;
use crate::tiles::{LabelAnchors, LabelPoint, UnitAnchors};

pub(super) const FILE: &str = "labels.parquet";

const SCHEMA: Schema = Schema {
    message: "message label {
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED BYTE_ARRAY pcode (STRING);
        REQUIRED INT32 zoom;
        REQUIRED INT32 x;
        REQUIRED INT32 y;
        REQUIRED DOUBLE room;
    }",
    repeating: &["level", "pcode", "zoom"],
    without_statistics: &[],
};

/// Units to a row group: their P-codes fit into a dictionary.
const ROW_GROUP: usize = 1 << 14;

/// A row group is a stretch of units of a level: the level, and the position of the first.
fn row_groups(layers: &[AdminLayer]) -> impl Iterator<Item = (usize, usize)> {
    let of_level = |(level, layer): (usize, &AdminLayer)| {
        (0..layer.units.len()).step_by(ROW_GROUP).map(move |first| (level, first))
    };
    layers.iter().enumerate().flat_map(of_level)
}

pub(super) fn write(
    labels: &LabelAnchors,
    layers: &[AdminLayer],
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    let groups: Vec<Vec<Row<'_>>> =
        row_groups(layers).map(|(level, first)| rows(labels, layers, level, first)).collect();
    let mut table = writer.begin(FILE, &SCHEMA, groups.iter().map(Vec::len).sum())?;
    for ((level, _), rows) in row_groups(layers).zip(groups) {
        let columns = vec![
            Cells::constant(layers[level].level.id(), rows.len()),
            Cells::text(rows.iter().map(|row| row.pcode)),
            Cells::small(rows.iter().map(|row| row.zoom)),
            Cells::small(rows.iter().map(|row| row.place.at.x)),
            Cells::small(rows.iter().map(|row| row.place.at.y)),
            Cells::double(rows.iter().map(|row| row.place.clearance)),
        ];
        writer.row_group(&mut table, rows.len(), columns)?;
    }
    writer.finish(table, sources(layers))
}

/// A unit at a zoom that draws it.
struct Row<'a> {
    pcode: &'a str,
    zoom: i32,
    place: LabelPoint,
}

fn rows<'a>(labels: &LabelAnchors, layers: &'a [AdminLayer], level: usize, first: usize) -> Vec<Row<'a>> {
    let units = layers[level].units.iter().zip(labels.level(level)).skip(first).take(ROW_GROUP);
    let of_unit = units.flat_map(|(unit, places)| {
        let row = |(zoom, place): (i32, &Option<LabelPoint>)| {
            Some(Row { pcode: unit.pcode.as_str(), zoom, place: (*place)? })
        };
        (0..).zip(places).filter_map(row)
    });
    of_unit.collect()
}

pub(super) fn read(layers: &[AdminLayer], reader: &EditionReader<'_>) -> Result<LabelAnchors, EditionError> {
    let table = reader.open(FILE, &SCHEMA)?;
    let groups: Vec<(usize, usize)> = row_groups(layers).collect();
    if groups.len() != table.row_groups().len() {
        return Err(table.invalid("its row groups are not those of the units"));
    }
    let read = table.read_all(reader.progress, |number, group| {
        let (level, first) = groups[number];
        read_units(&layers[level], first, group)
    })?;
    let mut levels: Vec<Vec<UnitAnchors>> = layers.iter().map(|layer| Vec::with_capacity(layer.units.len())).collect();
    for ((level, _), mut places) in groups.into_iter().zip(read) {
        levels[level].append(&mut places);
    }
    Ok(LabelAnchors::of_levels(levels))
}

fn read_units(layer: &AdminLayer, first: usize, group: &RowGroup<'_>) -> Result<Vec<UnitAnchors>, EditionError> {
    expect_constant(group, "level", layer.level.id())?;
    let units = &layer.units[first..layer.units.len().min(first + ROW_GROUP)];
    let mut places = vec![[None; ZOOMS]; units.len()];
    let (zooms, xs, ys, rooms) = (group.small("zoom")?, group.small("x")?, group.small("y")?, group.double("room")?);
    let mut rows = zooms.into_iter().zip(xs.into_iter().zip(ys)).zip(rooms);
    // Rows come in the order of the units.
    let mut unit = 0;
    group.map_bytes("pcode", |pcode| {
        while units.get(unit).is_some_and(|unit| unit.pcode.as_str().as_bytes() != pcode) {
            unit += 1;
        }
        let Some(places) = places.get_mut(unit) else {
            let pcode = String::from_utf8_lossy(pcode);
            return Err(group.invalid("pcode", &format!("`{pcode}` is no {} or not in order", layer.level.id())));
        };
        let Some(((zoom, (x, y)), room)) = rows.next() else {
            return Err(group.invalid("room", "there are not as many as places"));
        };
        let place = usize::try_from(zoom).ok().and_then(|zoom| places.get_mut(zoom));
        let Some(place) = place else { return Err(group.invalid("zoom", &format!("there is no zoom {zoom}"))) };
        let side = EXTENT.cast_signed() << zoom;
        if !(0..side).contains(&x) || !(0..side).contains(&y) {
            return Err(group.invalid("x", "a place is not on the map"));
        }
        if !(0.0..=f64::from(side)).contains(&room) {
            return Err(group.invalid("room", &format!("{room} is no distance on the map")));
        }
        *place = Some(LabelPoint { at: Coord { x, y }, clearance: room });
        Ok(())
    })?;
    Ok(places)
}
