use geo_types::Coord;

use super::columns::{ZOOMS, find, level_id, pcode, sources};
use crate::editions::EditionError;
use crate::editions::reader::EditionReader;
use crate::editions::table::{Cells, RowGroup, Schema};
use crate::editions::writer::EditionWriter;
use crate::model::AdminLayer;
use crate::topology::{DroppedFace, MergedUnit, UnitPosition, ZoomLevel};

pub(super) const FILE: &str = "left_out.parquet";

const SCHEMA: Schema = Schema {
    message: "message left_out {
        REQUIRED INT32 zoom;
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED BYTE_ARRAY pcode (STRING);
        REQUIRED BYTE_ARRAY what (STRING);
        OPTIONAL BYTE_ARRAY drawn_as_level (STRING);
        OPTIONAL BYTE_ARRAY drawn_as (STRING);
        REQUIRED DOUBLE square_pixels;
        OPTIONAL DOUBLE lon;
        OPTIONAL DOUBLE lat;
    }",
    repeating: &["zoom", "level", "what", "drawn_as_level"],
    without_statistics: &[],
};

const ROW_GROUP: usize = 1 << 17;
const PART: &str = "part";
const UNIT: &str = "unit";

/// A row.
#[derive(Clone, Debug)]
enum Omitted {
    Part(DroppedFace),
    Unit(MergedUnit),
}

impl Omitted {
    fn unit(&self) -> UnitPosition {
        match self {
            Self::Part(part) => part.unit,
            Self::Unit(lost) => lost.unit,
        }
    }

    fn what(&self) -> &'static str {
        match self {
            Self::Part(_) => PART,
            Self::Unit(_) => UNIT,
        }
    }

    fn part(&self) -> Option<&DroppedFace> {
        match self {
            Self::Part(part) => Some(part),
            Self::Unit(_) => None,
        }
    }

    fn square_pixels(&self) -> f64 {
        match self {
            Self::Part(part) => part.square_pixels,
            Self::Unit(lost) => lost.square_pixels,
        }
    }
}

pub(super) fn write(
    zooms: &[ZoomLevel],
    layers: &[AdminLayer],
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    let of_zoom = |zoom: &ZoomLevel| {
        let parts = zoom.dropped().iter().cloned().map(Omitted::Part);
        let units = zoom.lost().iter().copied().map(Omitted::Unit);
        let number = i32::from(zoom.zoom());
        parts.chain(units).map(move |what| (number, what)).collect::<Vec<_>>()
    };
    let rows: Vec<(i32, Omitted)> = zooms.iter().flat_map(of_zoom).collect();
    let mut table = writer.begin(FILE, &SCHEMA, rows.len())?;
    for rows in rows.chunks(ROW_GROUP) {
        let drawn_as = |(_, what): &(i32, Omitted)| what.part()?.drawn_as;
        let columns = vec![
            Cells::small(rows.iter().map(|(zoom, _)| *zoom)),
            Cells::text(rows.iter().map(|(_, what)| level_id(layers, what.unit()))),
            Cells::text(rows.iter().map(|(_, what)| pcode(layers, what.unit()))),
            Cells::text(rows.iter().map(|(_, what)| what.what())),
            Cells::optional_text(rows.iter().map(|row| drawn_as(row).map(|at| level_id(layers, at)))),
            Cells::optional_text(rows.iter().map(|row| drawn_as(row).map(|at| pcode(layers, at)))),
            Cells::double(rows.iter().map(|(_, what)| what.square_pixels())),
            Cells::optional_double(rows.iter().map(|(_, what)| what.part().map(|part| part.at.x))),
            Cells::optional_double(rows.iter().map(|(_, what)| what.part().map(|part| part.at.y))),
        ];
        writer.row_group(&mut table, rows.len(), columns)?;
    }
    writer.finish(table, sources(layers))
}

/// What a zoom leaves out.
type ZoomOmissions = (Vec<DroppedFace>, Vec<MergedUnit>);

/// What every zoom leaves out: parts, and whole units.
pub(super) fn read(layers: &[AdminLayer], reader: &EditionReader<'_>) -> Result<Vec<ZoomOmissions>, EditionError> {
    let table = reader.open(FILE, &SCHEMA)?;
    let rows = table.read_all(reader.progress, |_, group| read_rows(layers, group))?;
    let mut zooms: Vec<ZoomOmissions> = vec![(Vec::new(), Vec::new()); ZOOMS];
    for (zoom, what) in rows.into_iter().flatten() {
        let (parts, units) = zooms.get_mut(zoom).ok_or_else(|| table.invalid(format!("there is no zoom {zoom}")))?;
        match what {
            Omitted::Part(part) => parts.push(part),
            Omitted::Unit(lost) => units.push(lost),
        }
    }
    Ok(zooms)
}

fn read_rows(layers: &[AdminLayer], group: &RowGroup<'_>) -> Result<Vec<(usize, Omitted)>, EditionError> {
    let known = |column: &str, level: &str, pcode: &str| {
        let unknown = || group.invalid(column, &format!("there is no {level} `{pcode}`"));
        find(layers, level, pcode).ok_or_else(unknown)
    };
    let (zooms, whats, sizes) = (group.small("zoom")?, group.texts("what")?, group.double("square_pixels")?);
    let (levels, pcodes) = (group.texts("level")?, group.texts("pcode")?);
    let (to_levels, to_pcodes) = (group.optional_texts("drawn_as_level")?, group.optional_texts("drawn_as")?);
    let (lons, lats) = (group.optional_double("lon")?, group.optional_double("lat")?);
    let row = |row: usize| {
        let (unit, square_pixels) = (known("pcode", &levels[row], &pcodes[row])?, sizes[row]);
        let omitted = match (&*whats[row], lons[row], lats[row]) {
            (PART, Some(x), Some(y)) => {
                let drawn_as = to_levels[row].as_deref().zip(to_pcodes[row].as_deref());
                let drawn_as = drawn_as.map(|(level, pcode)| known("drawn_as", level, pcode)).transpose()?;
                Omitted::Part(DroppedFace { unit, drawn_as, square_pixels, at: Coord { x, y } })
            }
            (UNIT, None, None) => Omitted::Unit(MergedUnit { unit, square_pixels }),
            (what, ..) => {
                return Err(group.invalid("what", &format!("`{what}` is neither a part with its place nor a unit")));
            }
        };
        Ok((usize::try_from(zooms[row]).unwrap_or(usize::MAX), omitted))
    };
    (0..group.rows()).map(row).collect()
}
