//! Coverages on both sides of the antimeridian.

use geo_types::{MultiPolygon, Polygon, Rect};

use super::coverage::Plan;
use super::judge::{judge, positions, unit_area};
use crate::topology::plane::{EAST, WEST, shift};
use crate::topology::{DEEPEST_ZOOM, LevelAreas, Tolerance, Topology, TopologyFinding, UnitPosition, ZoomLevel};

fn boxes(boxes: &[[f64; 4]]) -> MultiPolygon<f64> {
    let part = |[west, south, east, north]: &[f64; 4]| Rect::new((*west, *south), (*east, *north)).to_polygon();
    MultiPolygon(boxes.iter().map(part).collect())
}

/// A country of three districts: one on both sides, and below it one on each.
fn fiji(error: f64) -> [Vec<MultiPolygon<f64>>; 2] {
    let north = [[179.0, -17.0, 180.0, -16.0], [-180.0, -17.0 + error, -179.0, -16.0]];
    let (west, east) = ([179.0, -18.0, 180.0, -17.0], [-180.0, -18.0, -179.0, -17.0 + error]);
    [
        vec![boxes(&[[179.0, -18.0, 180.0, -16.0], [-180.0, -18.0, -179.0, -16.0]])],
        vec![boxes(&north), boxes(&[west]), boxes(&[east])],
    ]
}

fn build(areas: &[Vec<MultiPolygon<f64>>; 2]) -> (Topology, Vec<TopologyFinding>) {
    let parents = [vec![None], vec![Some(0); areas[1].len()]];
    let level = |at: usize| LevelAreas { areas: areas[at].iter().collect(), parents: parents[at].clone() };
    Topology::build(&[level(0), level(1)], Tolerance::default())
}

/// The districts on both sides of each arc along an end of the map, by the ground: of the western end, then of the eastern.
fn along_the_ends(zoom: &ZoomLevel) -> [Vec<[Vec<u32>; 2]>; 2] {
    let cells = |end: i32| end >> shift(zoom.zoom());
    [WEST, EAST].map(|end| {
        let along = (0..zoom.arc_count()).filter(|arc| zoom.vertices(*arc).iter().all(|at| at.x == cells(end)));
        let mut sides: Vec<[Vec<u32>; 2]> = along
            .map(|arc| {
                let mut sides = zoom.sides(arc).map(|owner| zoom.owner_units().on_ground(owner, 1).to_vec());
                sides.sort();
                sides
            })
            .collect();
        sides.sort();
        sides
    })
}

#[test]
fn outlines_along_the_ends_of_the_map_know_what_is_across() {
    // The second has its corner in the east 40 cm further south: within the tolerance.
    for error in [0.0, -4e-6] {
        let (topology, findings) = build(&fiji(error));
        assert!(findings.iter().all(|finding| !matches!(finding, TopologyFinding::Gap { .. })), "{findings:?}");
        for zoom in topology.zooms().iter().filter(|zoom| zoom.zoom() > 3) {
            judge(&topology, zoom);
            let expected = vec![[vec![0], vec![0]], [vec![1], vec![2]]];
            assert_eq!(along_the_ends(zoom), [expected.clone(), expected], "zoom {}", zoom.zoom());
        }
    }
}

#[test]
fn a_coast_along_the_end_of_the_map_is_one_where_nothing_is_across() {
    let mut areas = fiji(0.0);
    // The one in the south-east ends in the middle.
    areas[1][2] = boxes(&[[-180.0, -17.5, -179.0, -17.0]]);
    let (topology, _) = build(&areas);
    let zoom = topology.at_zoom(10);
    judge(&topology, &zoom);
    let expected = vec![[vec![0], vec![0]], [vec![1], vec![2]]];
    assert_eq!(along_the_ends(&zoom), [expected.clone(), expected]);
    // Half a degree of the one in the south-west has no neighbour: it is part of its coast.
    let ends = zoom
        .arcs()
        .find(|arc| arc.left(1) == [1] && arc.right(1).is_empty() || arc.right(1) == [1] && arc.left(1).is_empty());
    let on_end = ends.unwrap().vertices.iter().filter(|at| at.x == EAST >> shift(10)).count();
    assert_eq!(on_end, 2, "from the corner to where the other begins");
}

/// A coverage moved so that the antimeridian passes through it, and cut there.
fn moved(areas: &[MultiPolygon<f64>], middle: f64) -> Vec<MultiPolygon<f64>> {
    use geo::{BooleanOps, MapCoords};
    let half = |area: &MultiPolygon<f64>, (west, east): (f64, f64), home: f64| {
        let half = MultiPolygon(vec![Rect::new((west, -90.0), (east, 90.0)).to_polygon()]);
        let on_end = |x: f64| if (x.abs() - 180.0).abs() < 1e-7 { 180.0 * x.signum() } else { x };
        let cut = area.intersection(&half);
        cut.map_coords(|at| geo_types::Coord { x: on_end(at.x - middle + home), y: at.y }).0
    };
    let cut = |area: &MultiPolygon<f64>| -> Vec<Polygon<f64>> {
        half(area, (middle - 180.0, middle), 180.0)
            .into_iter()
            .chain(half(area, (middle, middle + 180.0), -180.0))
            .collect()
    };
    areas.iter().map(|area| MultiPolygon(cut(area))).collect()
}

#[test]
fn a_coverage_across_the_antimeridian_has_the_areas_and_borders_that_it_has_elsewhere() {
    for seed in 1..6 {
        let made = Plan { seed, holes: 4, islands: 3, degrees: 0.7, ..Plan::default() }.make();
        let here: Vec<LevelAreas<'_>> = made.levels();
        let (here, _) = Topology::build(&here, Tolerance::default());
        let all: MultiPolygon<f64> = made.areas[2].iter().flat_map(|area| area.0.clone()).collect();
        let around = geo::BoundingRect::bounding_rect(&all).unwrap();
        let areas = [0, 1, 2].map(|level| moved(&made.areas[level], around.center().x));
        let there: Vec<LevelAreas<'_>> = (0..3)
            .map(|level| LevelAreas { areas: areas[level].iter().collect(), parents: made.parents[level].clone() })
            .collect();
        let (there, _) = Topology::build(&there, Tolerance::default());
        for zoom in 0..=DEEPEST_ZOOM {
            let (here_zoom, there_zoom) = (here.at_zoom(zoom), there.at_zoom(zoom));
            judge(&there, &there_zoom);
            for at in
                (0..3).flat_map(|level| positions(&here, level)).filter(|at| here.square_pixels(*at, zoom) > 2000.0)
            {
                let [here, there] = [&here_zoom, &there_zoom].map(|zoom| unit_area(zoom, at) as f64);
                assert!((here - there).abs() < here * 0.05, "zoom {zoom}, {at}: {here} {there}");
            }
            if here.square_pixels(UnitPosition { level: 0, unit: 0 }, zoom) > 20_000.0 {
                let [here, there] = [&here_zoom, &there_zoom].map(border_length);
                assert!((here - there).abs() < here * 0.03, "zoom {zoom}: {here} {there}");
            }
        }
    }
}

/// How long all borders are on the ground: those along the ends of the map count once, and only between units.
fn border_length(zoom: &ZoomLevel) -> f64 {
    let units = zoom.owner_units();
    let is_border = |arc: &usize| {
        let [left, right] = zoom.sides(*arc);
        let is_west = units.is_across(left) || units.is_across(right);
        let is_west = is_west && zoom.vertices(*arc).iter().all(|at| at.x == 0);
        !is_west && units.on_ground(left, 2) != units.on_ground(right, 2)
    };
    (0..zoom.arc_count()).filter(is_border).map(|arc| crate::topology::plane::length(zoom.vertices(arc))).sum()
}
