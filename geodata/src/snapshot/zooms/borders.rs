use super::{Borders, ZOOMS, sources, vertices};
use crate::model::AdminLayer;
use crate::parallel;
use crate::snapshot::SnapshotError;
use crate::snapshot::reading::Reading;
use crate::snapshot::table::{Cells, RowGroup, Schema};
use crate::snapshot::writing::Writing;
use crate::topology::{Chains, CoverUnits, Vertex, ZoomLevel};

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
    writing: &mut Writing<'_>,
) -> Result<(), SnapshotError> {
    let mut table = writing.begin(FILE, &SCHEMA, zooms.iter().map(ZoomLevel::arc_count).sum())?;
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
            writing.row_group(&mut table, arcs.len(), columns)?;
            start = end;
        }
    }
    writing.finish(table, sources(layers))
}

/// What a row group has: a stretch of one zoom.
struct Stretch {
    zoom: usize,
    points: Vec<Vertex>,
    ends: Vec<u32>,
    beside: Vec<[u32; 2]>,
}

/// The borders of every zoom.
pub(super) fn read(
    layers: &[AdminLayer],
    units: &CoverUnits,
    reading: &Reading<'_>,
) -> Result<Vec<Borders>, SnapshotError> {
    let table = reading.open(FILE, &SCHEMA)?;
    let stretches = table.read_all(reading.progress, |_, group| read_stretch(layers, units, group))?;
    if !stretches.is_sorted_by_key(|stretch| stretch.zoom) {
        return Err(table.faulty("the zooms are not in order"));
    }
    let mut zooms: Vec<Vec<Stretch>> = std::iter::repeat_with(Vec::new).take(ZOOMS).collect();
    for stretch in stretches {
        // Those of other zooms were refused already.
        zooms[stretch.zoom].push(stretch);
    }
    let zooms = parallel::map_all(zooms, join);
    zooms
        .into_iter()
        .enumerate()
        .map(|(zoom, borders)| borders.ok_or_else(|| table.faulty(format!("zoom {zoom} has too many vertices"))))
        .collect()
}

/// All borders of a zoom; None where they have too many vertices.
fn join(stretches: Vec<Stretch>) -> Option<Borders> {
    if let [_] = stretches.as_slice() {
        return stretches.into_iter().next().map(|only| (Chains::of(only.points, only.ends), only.beside));
    }
    let vertices = stretches.iter().map(|stretch| stretch.points.len()).sum();
    u32::try_from(vertices).ok()?;
    let borders = stretches.iter().map(|stretch| stretch.ends.len()).sum();
    let mut points = Vec::with_capacity(vertices);
    let (mut ends, mut beside) = (Vec::with_capacity(borders), Vec::with_capacity(borders));
    for mut stretch in stretches {
        let start = points.len() as u32;
        points.append(&mut stretch.points);
        ends.extend(stretch.ends.iter().map(|end| start + end));
        beside.append(&mut stretch.beside);
    }
    Some((Chains::of(points, ends), beside))
}

fn read_stretch(layers: &[AdminLayer], units: &CoverUnits, group: &RowGroup<'_>) -> Result<Stretch, SnapshotError> {
    let zooms = group.small("zoom")?;
    let zoom = zooms.first().and_then(|zoom| usize::try_from(*zoom).ok()).filter(|zoom| *zoom < ZOOMS);
    let zoom = zoom.filter(|_| zooms.iter().all(|other| *other == zooms[0]));
    let zoom = zoom.ok_or_else(|| group.faulty("zoom", "the borders are not those of one zoom"))?;
    let sides = group.small("left")?.into_iter().zip(group.small("right")?);
    let beside: Vec<[u32; 2]> = sides.map(|(left, right)| [left.cast_unsigned(), right.cast_unsigned()]).collect();
    if !beside.iter().flatten().all(|side| (*side as usize) < units.count()) {
        return Err(group.faulty("left", "there is no such cover"));
    }
    let mut sides = beside.iter();
    group.map_bytes("level", |level| {
        let parted = sides.next().and_then(|sides| units.coarsest_parted(*sides)).and_then(|level| layers.get(level));
        let is_it = parted.is_some_and(|layer| layer.level.id().as_bytes() == level);
        if is_it { Ok(()) } else { Err(group.faulty("level", "it is not the coarsest that the border parts")) }
    })?;
    let mut points = Vec::with_capacity(ROW_GROUP_VERTICES + ROW_GROUP_VERTICES / 8);
    let ends = group.map_bytes("vertices", |bytes| {
        vertices::decode(bytes, &mut points).map_err(|reason| group.faulty("vertices", reason))?;
        u32::try_from(points.len()).map_err(|_| group.faulty("vertices", "there are too many"))
    })?;
    points.shrink_to_fit();
    Ok(Stretch { zoom, points, ends, beside })
}
