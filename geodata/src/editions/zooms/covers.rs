use super::columns::{find, level_id, pcode, sources};
use crate::editions::EditionError;
use crate::editions::reader::EditionReader;
use crate::editions::table::{Cells, RowGroup, Schema};
use crate::editions::writer::EditionWriter;
use crate::model::AdminLayer;
use crate::topology::{UnitPosition, UnitsByFace, ZoomLevel};

pub(super) const FILE: &str = "covers.parquet";

const SCHEMA: Schema = Schema {
    message: "message cover {
        REQUIRED INT32 cover;
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED BYTE_ARRAY pcode (STRING);
        REQUIRED BOOLEAN across;
    }",
    repeating: &["level"],
    without_statistics: &[],
};

const ROW_GROUP: usize = 1 << 17;

pub(super) fn write(
    zooms: &[ZoomLevel],
    layers: &[AdminLayer],
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    let rows: Vec<Row> = zooms.first().map(|zoom| rows(zoom.owner_units())).unwrap_or_default();
    let mut table = writer.begin(FILE, &SCHEMA, rows.len())?;
    for rows in rows.chunks(ROW_GROUP) {
        let columns = vec![
            Cells::small(rows.iter().map(|row| row.cover)),
            Cells::text(rows.iter().map(|row| level_id(layers, row.unit))),
            Cells::text(rows.iter().map(|row| pcode(layers, row.unit))),
            Cells::bool(rows.iter().map(|row| row.across)),
        ];
        writer.row_group(&mut table, rows.len(), columns)?;
    }
    writer.finish(table, sources(layers))
}

struct Row {
    cover: i32,
    unit: UnitPosition,
    across: bool,
}

fn rows(units: &UnitsByFace) -> Vec<Row> {
    let mut rows = Vec::new();
    for cover in 0..units.count() as u32 {
        for level in 0..units.levels() {
            rows.extend(units.on_ground(cover, level).iter().map(|unit| Row {
                cover: cover.cast_signed(),
                unit: UnitPosition { level, unit: *unit as usize },
                across: units.is_across(cover),
            }));
        }
    }
    rows
}

pub(super) fn read(layers: &[AdminLayer], reader: &EditionReader<'_>) -> Result<UnitsByFace, EditionError> {
    let table = reader.open(FILE, &SCHEMA)?;
    let rows = table.read_all(reader.progress, |_, group| read_rows(layers, group))?;
    // The empty cover has no rows.
    let mut units: Vec<Vec<u32>> = vec![Vec::new(); layers.len()];
    let mut across = vec![false];
    let mut cover = 0;
    for row in rows.into_iter().flatten() {
        if row.cover == cover + 1 {
            cover = row.cover;
            units.resize(units.len() + layers.len(), Vec::new());
            across.push(row.across);
        } else if row.cover != cover || row.cover == 0 {
            return Err(table.invalid(format!("cover {} follows after cover {cover}", row.cover)));
        }
        let list = &mut units[row.cover as usize * layers.len() + row.unit.level];
        if list.last().is_some_and(|last| *last >= row.unit.unit as u32) {
            return Err(table.invalid(format!("the units of cover {cover} are not in order")));
        }
        if across.last() != Some(&row.across) {
            return Err(table.invalid(format!("the units of cover {cover} are on both sides of the antimeridian")));
        }
        list.push(row.unit.unit as u32);
    }
    Ok(UnitsByFace::of(layers.len(), units.into_iter().map(Vec::into_boxed_slice).collect(), across))
}

fn read_rows(layers: &[AdminLayer], group: &RowGroup<'_>) -> Result<Vec<Row>, EditionError> {
    let levels = group.texts("level")?;
    let mut levels = levels.iter();
    let units = group.map_bytes("pcode", |pcode| {
        let level = levels.next().map_or("", |level| level);
        let pcode = group.text("pcode", pcode)?;
        find(layers, level, pcode).ok_or_else(|| group.invalid("pcode", &format!("there is no {level} `{pcode}`")))
    })?;
    let rows = group.small("cover")?.into_iter().zip(units).zip(group.bool("across")?);
    Ok(rows.map(|((cover, unit), across)| Row { cover, unit, across }).collect())
}
