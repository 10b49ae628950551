//! Stores the boundaries of every zoom, derived from the layers once when an edition is built, because simplification
//! takes long.
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
//! Other expensive derivations of layers belong here, too.

mod areas;
mod borders;
mod columns;
mod covers;
mod labels;
mod omitted;
mod vertices;

use std::sync::Arc;

use super::EditionError;
use super::reader::EditionReader;
use super::writer::EditionWriter;
use crate::model::AdminLayer;
use crate::parallel;
use crate::tiles::SimplifiedCoverages;
use crate::topology::{DEEPEST_ZOOM, ZoomLevel, ZoomParts};
use columns::ZOOMS;

/// The files, in the order in which they are read.
pub(super) const FILES: [&str; 5] = [covers::FILE, borders::FILE, areas::FILE, omitted::FILE, labels::FILE];

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
        if zoom.owner_units() != zooms[0].owner_units() {
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
    writer: &mut EditionWriter<'_>,
) -> Result<(), EditionError> {
    covers::write(zooms, layers, writer)?;
    borders::write(zooms, layers, writer)?;
    areas::write(zooms, layers, writer)?;
    omitted::write(zooms, layers, writer)?;
    labels::write(labels, layers, writer)
}

/// Reads the zooms of some layers back.
pub(super) fn read(layers: &[AdminLayer], reader: &EditionReader<'_>) -> Result<SimplifiedCoverages, EditionError> {
    let units = Arc::new(covers::read(layers, reader)?);
    let borders = borders::read(layers, &units, reader)?;
    let areas = areas::read(layers, &borders, reader)?;
    let omitted = omitted::read(layers, reader)?;
    let labels = labels::read(layers, reader)?;
    let parts = (0_u8..).zip(borders).zip(areas).zip(omitted);
    let parts = parts.map(|(((zoom, (arcs, beside)), rings), (dropped, lost))| {
        let units = Arc::clone(&units);
        ZoomParts { zoom, arcs, beside, units, rings, dropped, lost }
    });
    reader.progress.stage("Checking borders", Some(ZOOMS as u64));
    let zooms = parallel::map_from_last(parts.collect::<Vec<_>>(), |parts| {
        let zoom = ZoomLevel::assemble(parts);
        reader.progress.advance(1);
        zoom
    });
    let borders: Result<Vec<ZoomLevel>, String> = zooms.into_iter().collect();
    let borders = borders.map_err(|reason| reader.inconsistent(reason))?;
    Ok(SimplifiedCoverages { borders, labels })
}
