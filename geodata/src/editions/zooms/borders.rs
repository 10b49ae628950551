use std::ops::Range;

use super::columns::{Borders, ZOOMS, sources};
use super::vertices;
use crate::editions::EditionError;
use crate::editions::reader::EditionReader;
use crate::editions::table::{Cells, RowGroup, Schema};
use crate::editions::writer::EditionWriter;
use crate::model::AdminLayer;
use crate::topology::{Polylines, UnitsByFace, Vertex, ZoomLevel};

pub(super) const FILE: &str = "borders.parquet";

const SCHEMA: Schema = Schema {
    message: "message border {
        REQUIRED INT32 zoom;
        REQUIRED BYTE_ARRAY level (STRING);
        REQUIRED INT32 left;
        REQUIRED INT32 right;
        REQUIRED BYTE_ARRAY vertices;
    }",
    repeating: &["zoom", "level"],
    without_statistics: &["vertices"],
};

/// Borders of a row group have about so many vertices: enough to compress well, few enough that several processors can read a
/// zoom at once.
const ROW_GROUP_VERTICES: usize = 1 << 20;

pub(super) fn write(
    zooms: &[ZoomLevel],
    layers: &[AdminLayer],
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    let mut table = writer.begin(FILE, &SCHEMA, zooms.iter().map(ZoomLevel::arc_count).sum())?;
    for zoom in zooms {
        let mut start = 0;
        while start < zoom.arc_count() {
            let (mut end, mut count) = (start, 0);
            while end < zoom.arc_count() && count < ROW_GROUP_VERTICES {
                count += zoom.vertices(end).len();
                end += 1;
            }
            let arcs = start..end;
            let level = |arc: usize| layers.get(zoom.arc(arc)?.level).map(|layer| layer.level.id());
            let columns = vec![
                Cells::small(arcs.clone().map(|_| i32::from(zoom.zoom()))),
                Cells::text(arcs.clone().map(|arc| level(arc).unwrap_or_default())),
                Cells::small(arcs.clone().map(|arc| zoom.sides(arc)[0].cast_signed())),
                Cells::small(arcs.clone().map(|arc| zoom.sides(arc)[1].cast_signed())),
                Cells::bytes(arcs.clone().map(|arc| vertices::encode(zoom.vertices(arc)))),
            ];
            writer.row_group(&mut table, arcs.len(), columns)?;
            start = end;
        }
    }
    writer.finish(table, sources(layers))
}

/// The borders of a zoom, as far as they are read.
#[derive(Default)]
struct Read {
    points: Vec<Vertex>,
    ends: Vec<u32>,
    beside: Vec<[u32; 2]>,
}

/// The borders of every zoom.
pub(super) fn read(
    layers: &[AdminLayer],
    units: &UnitsByFace,
    reader: &EditionReader<'_>,
) -> Result<Vec<Borders>, EditionError> {
    let table = reader.open(FILE, &SCHEMA)?;
    let zooms = table.map_row_groups(zoom_of)?;
    if !zooms.is_sorted() {
        return Err(table.invalid("the zooms are not in order"));
    }
    let of_zoom = |zoom| zooms.partition_point(|of| *of < zoom)..zooms.partition_point(|of| *of <= zoom);
    let together: Vec<Range<usize>> = (0..ZOOMS).map(of_zoom).collect();
    // Each zoom into one array: copying them together would take as long as reading them.
    let read = table.read_ranges(reader.progress, &together, |group, zoom| read_group(layers, units, group, zoom))?;
    let borders = read.into_iter().map(|Read { mut points, ends, beside }| {
        points.shrink_to_fit();
        (Polylines::of(points, ends), beside)
    });
    Ok(borders.collect())
}

/// The zoom that a row group is of.
fn zoom_of(group: &RowGroup<'_>) -> Result<usize, EditionError> {
    let zooms = group.small("zoom")?;
    let zoom = zooms.first().and_then(|zoom| usize::try_from(*zoom).ok()).filter(|zoom| *zoom < ZOOMS);
    let zoom = zoom.filter(|_| zooms.iter().all(|other| *other == zooms[0]));
    zoom.ok_or_else(|| group.invalid("zoom", "the borders are not those of one zoom"))
}

fn read_group(
    layers: &[AdminLayer],
    units: &UnitsByFace,
    group: &RowGroup<'_>,
    Read { points, ends, beside }: &mut Read,
) -> Result<(), EditionError> {
    let sides = group.small("left")?.into_iter().zip(group.small("right")?);
    let before = beside.len();
    beside.extend(sides.map(|(left, right)| [left.cast_unsigned(), right.cast_unsigned()]));
    let beside = &beside[before..];
    if !beside.iter().flatten().all(|side| (*side as usize) < units.count()) {
        return Err(group.invalid("left", "there is no such cover"));
    }
    let mut sides = beside.iter();
    group.map_bytes("level", |level| {
        let parted =
            sides.next().and_then(|sides| units.coarsest_separated(*sides)).and_then(|level| layers.get(level));
        let is_it = parted.is_some_and(|layer| layer.level.id().as_bytes() == level);
        if is_it { Ok(()) } else { Err(group.invalid("level", "it is not the coarsest that the border parts")) }
    })?;
    ends.extend(group.map_bytes("vertices", |bytes| {
        vertices::decode(bytes, points).map_err(|reason| group.invalid("vertices", reason))?;
        u32::try_from(points.len()).map_err(|_| group.invalid("vertices", "there are too many"))
    })?);
    Ok(())
}
