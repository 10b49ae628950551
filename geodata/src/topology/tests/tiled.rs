//! What tiles cut from a zoom hold.

use std::sync::Arc;

use geo::{BoundingRect, MapCoords};
use geo_types::Rect;

use super::coverage::Plan;
use super::judge::doubled_area;
use crate::grid::EXTENT;
use crate::grid::{TileId, tiles_covering};
use crate::tiles::{BUFFER, Clipper, ZoomArcs, ZoomAreas};
use crate::topology::{Tolerance, Topology, UnitPosition};

/// Twice the part of a box, in units of the grid, that a tile with its margin has.
fn doubled_part(around: Rect<f64>, tile: TileId) -> i64 {
    let (extent, margin) = (f64::from(EXTENT), f64::from(BUFFER));
    let side = |start: f64, end: f64, at: u32| {
        let origin = f64::from(at) * extent;
        (end - origin).min(extent + margin) - (start - origin).max(-margin)
    };
    let (min, max) = (around.min(), around.max());
    (2.0 * side(min.x, max.x, tile.x()) * side(min.y, max.y, tile.y())) as i64
}

/// The coast is a rectangle, so what all units have of a tile must be its part of the rectangle, exactly.
#[test]
fn tiles_of_a_zoom_have_no_gap_and_no_overlap() {
    let plan = Plan { cells: 6, degrees: 0.7, steps: 40, units: 30, ..Plan::default() };
    let (topology, _) = Topology::build(&plan.make().levels(), Tolerance::default());
    for zoom in [5, 7, 9, 11] {
        let level = topology.at_zoom(zoom);
        let country = level.unit_square_area(UnitPosition { level: 0, unit: 0 }).bounding_rect().unwrap();
        let grid = f64::from(EXTENT) * f64::from(1u32 << zoom);
        let around = country.map_coords(|at| at * grid);
        let areas = ZoomAreas::new(&Arc::new(ZoomArcs::new(level)), 2);
        let mut clipper = Clipper::default();
        let tiles: Vec<TileId> = tiles_covering(country, zoom).collect();
        for tile in tiles.iter().step_by(tiles.len().div_ceil(40)) {
            let mut of_tile = |unit: usize| clipper.clip(&areas, unit, *tile).rings().map(doubled_area).sum::<i64>();
            let sum: i64 = (0..areas.len()).map(&mut of_tile).sum();
            assert_eq!(sum, doubled_part(around, *tile), "{tile:?}");
        }
    }
}
