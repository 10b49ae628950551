//! Tongues and bays: long, and narrower than what borders may move.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::judge::{judge, unit_area};
use crate::topology::plane::{distance_to_segment, pixel, shift, to_fine};
use crate::topology::{LevelAreas, TOLERANCE_PIXELS, Tolerance, Topology, UnitPosition, Vertex, ZoomLevel};

const ZOOM: u8 = 8;
const UNIT: UnitPosition = UnitPosition { level: 0, unit: 0 };

/// Degrees in a pixel of the zoom; at the equator, where it is a square.
const DEGREES: f64 = 360.0 / 256.0 / (1 << ZOOM) as f64;

/// A unit of 40 by 30 pixels with a tongue of three, given from its root on the one side to that on the other; or the same as a
/// bay in what surrounds it.
fn with_tongue(tongue: &[(f64, f64)], bay: bool) -> (Polygon<f64>, Topology) {
    let land = [(20.0, -0.5), (20.0, -30.0), (-20.0, -30.0), (-20.0, 0.0)];
    let sea = [(20.0, -0.5), (20.0, 30.0), (-20.0, 30.0), (-20.0, 0.0)];
    let around = if bay { sea } else { land };
    let degrees = |(x, y): &(f64, f64)| Coord { x: 10.0 + x * DEGREES, y: 1.0 - y * DEGREES };
    let ring: LineString<f64> = tongue.iter().chain(&around).map(degrees).collect();
    let unit = Polygon::new(ring, vec![]);
    let areas = MultiPolygon(vec![unit.clone()]);
    let (topology, _) =
        Topology::build(&[LevelAreas { areas: vec![&areas], parents: vec![None] }], Tolerance::default());
    (unit, topology)
}

/// How far the vertices of a unit are from the border that is drawn of it, in pixels.
fn furthest(unit: &Polygon<f64>, zoom: &ZoomLevel) -> f64 {
    let fine = |at: &Vertex| Vertex { x: at.x << shift(ZOOM), y: at.y << shift(ZOOM) };
    let rings = zoom.polygons(UNIT).into_iter().flatten();
    let lines: Vec<[Vertex; 2]> = rings
        .flat_map(|ring| {
            (0..ring.len()).map(|at| [fine(&ring[at]), fine(&ring[(at + 1) % ring.len()])]).collect::<Vec<_>>()
        })
        .collect();
    let way = |at: &Coord<f64>| {
        let at = to_fine(*at).unwrap();
        lines.iter().map(|[a, b]| distance_to_segment(at, *a, *b)).fold(f64::INFINITY, f64::min)
    };
    unit.exterior().coords().map(way).fold(0.0, f64::max) / pixel(ZOOM) as f64
}

/// Each side is crooked by less than the tolerance, and without its bends lies on the other.
const CROOKED: [(f64, f64); 6] = [(0.0, 0.0), (-0.09, 1.6), (0.0, 3.0), (0.1, 2.1), (0.01, 1.2), (1.5, -0.5)];

#[test]
fn a_tongue_that_is_wider_than_the_grid_stays_however_its_sides_are_simplified() {
    for bay in [false, true] {
        let (unit, topology) = with_tongue(&CROOKED, bay);
        let zoom = topology.at_zoom(ZOOM);
        judge(&topology, &zoom);
        let furthest = furthest(&unit, &zoom);
        assert!(furthest <= TOLERANCE_PIXELS + 0.05, "bay: {bay}: {furthest} pixels from what is drawn");
        assert!(zoom.vertex_count() < unit.exterior().0.len() + 1, "simplified all the same");
    }
}

#[test]
fn a_tongue_that_is_narrower_than_the_grid_is_gone_and_leaves_nothing_behind() {
    for bay in [false, true] {
        let narrow = [(0.0, 0.0), (0.0, 3.0), (0.01, 3.0), (0.01, 0.1), (1.5, -0.5)];
        let (unit, topology) = with_tongue(&narrow, bay);
        let zoom = topology.at_zoom(ZOOM);
        judge(&topology, &zoom);
        assert!(furthest(&unit, &zoom) > 2.5, "bay: {bay}: a tongue of a hundredth of a pixel");
        let given = topology.square_pixels(UNIT, ZOOM);
        let drawn = unit_area(&zoom, UNIT) as f64 / 2.0 / 256.0;
        assert!((given - drawn).abs() < 2.0, "bay: {bay}: {drawn} of {given} square pixels");
    }
}
