use super::{find, level_id, pcode, sources};
use crate::model::AdminLayer;
use crate::snapshot::SnapshotError;
use crate::snapshot::reading::Reading;
use crate::snapshot::table::{Cells, RowGroup, Schema};
use crate::snapshot::writing::Writing;
use crate::topology::{CoverUnits, UnitPosition, ZoomLevel};

pub(super) const FILE: &str = "covers.parquet";

const SCHEMA: Schema = Schema {
    message: "message cover {
        REQUIRED INT32 cover;
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED BYTE_ARRAY pcode (STRING);
    }",
    repeating: &["level"],
    without_statistics: &[],
};

const ROW_GROUP: usize = 1 << 17;

pub(super) fn write(
    zooms: &[ZoomLevel],
    layers: &[AdminLayer],
    writing: &mut Writing<'_>,
) -> Result<(), SnapshotError> {
    let rows: Vec<(i32, UnitPosition)> = zooms.first().map(|zoom| rows(zoom.cover_units())).unwrap_or_default();
    let mut table = writing.begin(FILE, &SCHEMA, rows.len())?;
    for rows in rows.chunks(ROW_GROUP) {
        let columns = vec![
            Cells::small(rows.iter().map(|(cover, _)| *cover)),
            Cells::text(rows.iter().map(|(_, at)| level_id(layers, *at))),
            Cells::text(rows.iter().map(|(_, at)| pcode(layers, *at))),
        ];
        writing.row_group(&mut table, rows.len(), columns)?;
    }
    writing.finish(table, sources(layers))
}

fn rows(units: &CoverUnits) -> Vec<(i32, UnitPosition)> {
    let mut rows = Vec::new();
    for cover in 0..units.count() as u32 {
        for level in 0..units.levels() {
            let at = units.at(cover, level).iter();
            rows.extend(at.map(|unit| (cover.cast_signed(), UnitPosition { level, unit: *unit as usize })));
        }
    }
    rows
}

pub(super) fn read(layers: &[AdminLayer], reading: &Reading<'_>) -> Result<CoverUnits, SnapshotError> {
    let table = reading.open(FILE, &SCHEMA)?;
    let rows = table.read_all(reading.progress, |_, group| read_rows(layers, group))?;
    // The empty cover has no rows.
    let mut units: Vec<Vec<u32>> = vec![Vec::new(); layers.len()];
    let mut cover = 0;
    for (number, at) in rows.into_iter().flatten() {
        if number == cover + 1 {
            cover = number;
            units.resize(units.len() + layers.len(), Vec::new());
        } else if number != cover || number == 0 {
            return Err(table.faulty(format!("cover {number} follows after cover {cover}")));
        }
        let list = &mut units[number as usize * layers.len() + at.level];
        if list.last().is_some_and(|last| *last >= at.unit as u32) {
            return Err(table.faulty(format!("the units of cover {cover} are not in order")));
        }
        list.push(at.unit as u32);
    }
    Ok(CoverUnits::of(layers.len(), units.into_iter().map(Vec::into_boxed_slice).collect()))
}

fn read_rows(layers: &[AdminLayer], group: &RowGroup<'_>) -> Result<Vec<(i32, UnitPosition)>, SnapshotError> {
    let levels = group.texts("level")?;
    let mut levels = levels.iter();
    let units = group.map_bytes("pcode", |pcode| {
        let level = levels.next().map_or("", |level| level);
        let pcode = group.text("pcode", pcode)?;
        find(layers, level, pcode).ok_or_else(|| group.faulty("pcode", &format!("there is no {level} `{pcode}`")))
    })?;
    Ok(group.small("cover")?.into_iter().zip(units).collect())
}
