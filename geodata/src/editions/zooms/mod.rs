//! What is derived from the layers once, when an edition is built, since it takes long: the boundaries as each zoom shows them.
//!
//! ```text
//! covers.parquet      what can be on a side of a border: a row per cover, level and unit that is there
//!   cover: int32        number of the cover; 0, which has no row, is what no unit covers
//!   level, pcode: text  the unit; several of one level only where areas overlap
//!   across: bool        true where the cover stands for what goes on at the other end of the map, beyond the antimeridian: nothing
//!                       is drawn there, and what it is on the side of is an end of areas, but a border only between units
//! borders.parquet     a row per zoom and border: a stretch of line with the same units on its left and right all along
//!   zoom: int32         0 to 14
//!   level: text         the coarsest level of which it parts units; `admin0` for a coast
//!   left, right: int32  covers, seen along the line with y down: its left as drawn is `right`
//!   vertices: bytes     x and y of each vertex in units of the grid of the zoom, 2^zoom · 4096 each way over the square of web
//!                       Mercator, from its north-western corner: differences to the vertex before (for the first, to 0, 0),
//!                       zigzag-encoded varints as in Protocol Buffers
//! areas.parquet       a row per zoom, level and unit: what is around it
//!   zoom: int32, level, pcode: text
//!   arcs: list          rows of `borders.parquet` of that zoom, from 0, all rings one after the other; −1 − row where a border is
//!                       walked backwards, as in TopoJSON
//!   rings: list         how many arcs there are to each ring
//!   polygons: list      how many rings there are to each polygon; the first is the outer one
//! left_out.parquet    a row per zoom and part of a unit (or whole unit) that is too small for it
//!   zoom: int32, level, pcode: text
//!   what: text          `part` or `unit`
//!   drawn_as_level, drawn_as: text  the unit that a part is drawn as; none for the sea
//!   square_pixels: double           its size at the zoom
//!   lon, lat: double                a place on the border of a part
//! labels.parquet      a row per level, unit and zoom that draws it: where its name stands
//!   level, pcode: text, zoom: int32
//!   x, y: int32         the place, in units of the grid of the zoom
//!   room: double        how far the nearest border of the unit is, in the same units; 0 for a place on the border
//! ```
//!
//! What else is derived from layers, and costly, belongs here.

mod areas;
mod borders;
mod covers;
mod labels;
mod left_out;
mod vertices;

use std::sync::Arc;

use super::EditionError;
use super::reading::Reading;
use super::writing::Writing;
use crate::model::AdminLayer;
use crate::parallel;
use crate::tiles::SimplifiedCoverages;
use crate::topology::{Chains, DEEPEST_ZOOM, UnitPosition, ZoomLevel, ZoomParts};

/// The files, in the order in which they are read.
pub(super) const FILES: [&str; 5] = [covers::FILE, borders::FILE, areas::FILE, left_out::FILE, labels::FILE];

/// How many zooms an edition has.
const ZOOMS: usize = DEEPEST_ZOOM as usize + 1;

/// The reason why zooms are not those of some layers, if there is one.
pub(super) fn check(
    SimplifiedCoverages { borders: zooms, labels }: &SimplifiedCoverages,
    layers: &[AdminLayer],
) -> Result<(), String> {
    if !zooms.iter().map(ZoomLevel::zoom).eq(0..=DEEPEST_ZOOM) {
        return Err(format!("the borders are not those of the zooms 0 to {DEEPEST_ZOOM}"));
    }
    for zoom in zooms {
        let units = (0..zoom.levels()).map(|level| zoom.unit_count(level));
        if !units.eq(layers.iter().map(|layer| layer.units.len())) {
            return Err(format!("zoom {}: the borders are not those of the layers", zoom.zoom()));
        }
        if zoom.cover_units() != zooms[0].cover_units() {
            return Err(format!("zoom {}: the units beside borders are not those of other zooms", zoom.zoom()));
        }
    }
    if !labels.counts().eq(layers.iter().map(|layer| layer.units.len())) {
        return Err("the places of names are not those of the layers".into());
    }
    Ok(())
}

/// Writes all zooms of some layers.
pub(super) fn write(
    SimplifiedCoverages { borders: zooms, labels }: &SimplifiedCoverages,
    layers: &[AdminLayer],
    writing: &mut Writing<'_>,
) -> Result<(), EditionError> {
    covers::write(zooms, layers, writing)?;
    borders::write(zooms, layers, writing)?;
    areas::write(zooms, layers, writing)?;
    left_out::write(zooms, layers, writing)?;
    labels::write(labels, layers, writing)
}

/// Reads the zooms of some layers back.
pub(super) fn read(layers: &[AdminLayer], reading: &Reading<'_>) -> Result<SimplifiedCoverages, EditionError> {
    let units = Arc::new(covers::read(layers, reading)?);
    let borders = borders::read(layers, &units, reading)?;
    let areas = areas::read(layers, &borders, reading)?;
    let left_out = left_out::read(layers, reading)?;
    let labels = labels::read(layers, reading)?;
    let parts = (0_u8..).zip(borders).zip(areas).zip(left_out);
    let parts = parts.map(|(((zoom, (arcs, beside)), rings), (dropped, lost))| {
        let units = Arc::clone(&units);
        ZoomParts { zoom, arcs, beside, units, rings, dropped, lost }
    });
    reading.progress.stage("Checking borders", Some(ZOOMS as u64));
    let zooms = parallel::each_of(parts.collect(), ZoomLevel::assemble, |_| reading.progress.advance(1));
    let borders: Result<Vec<ZoomLevel>, String> = zooms.into_iter().collect();
    let borders = borders.map_err(|reason| reading.unsound(reason))?;
    Ok(SimplifiedCoverages { borders, labels })
}

/// Arcs with the covers on their left and right.
type Borders = (Chains, Vec<[u32; 2]>);

/// The position of a level among layers, and of a unit in it.
fn find(layers: &[AdminLayer], level: &str, pcode: &str) -> Option<UnitPosition> {
    let at = layers.iter().position(|layer| layer.level.id() == level)?;
    Some(UnitPosition { level: at, unit: layers[at].position(pcode)? })
}

fn level_id(layers: &[AdminLayer], at: UnitPosition) -> &'static str {
    layers.get(at.level).map_or("", |layer| layer.level.id())
}

fn pcode(layers: &[AdminLayer], at: UnitPosition) -> &str {
    layers.get(at.level).and_then(|layer| layer.units.get(at.unit)).map_or("", |unit| unit.pcode.as_str())
}

/// All that came of the layers, for the sources to be named.
fn sources(layers: &[AdminLayer]) -> impl Iterator<Item = &[String]> {
    layers.iter().map(|layer| layer.sources.as_slice())
}
