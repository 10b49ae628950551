//! Generated coverages.

use geo_types::{LineString, MultiPolygon, Polygon, Rect};
use proptest::prelude::*;

use super::coverage::Plan;
use super::judge::{judge, positions, union_area, unit_area};
use crate::topology::{
    BorderArc, DEEPEST_ZOOM, LevelAreas, Tolerance, Topology, TopologyFinding, UnitPosition, ZoomLevel,
};

fn build(plan: &Plan) -> (Topology, Vec<TopologyFinding>) {
    Topology::build(&plan.make().levels(), Tolerance::default())
}

fn judge_all(topology: &Topology) {
    for zoom in 0..=DEEPEST_ZOOM {
        judge(topology, &topology.at_zoom(zoom));
    }
}

#[test]
fn a_clean_coverage_has_no_findings() {
    let (topology, findings) = build(&Plan::default());
    assert_eq!(findings, []);
    judge_all(&topology);
}

#[test]
fn a_country_with_a_straight_coast_stays_a_rectangle_without_a_gap() {
    let country = UnitPosition { level: 0, unit: 0 };
    for degrees in [0.002, 0.1, 1.0] {
        let (topology, _) = build(&Plan { degrees, steps: 20, ..Plan::default() });
        // Smaller than a few pixels, its own corners go.
        let large_enough = |zoom: &ZoomLevel| topology.square_pixels(country, zoom.zoom()) > 400.0;
        let zooms: Vec<ZoomLevel> = topology.zooms().into_iter().filter(large_enough).collect();
        assert!(!zooms.is_empty());
        for zoom in zooms {
            let corners: Vec<usize> =
                zoom.polygons(country).iter().flatten().map(|ring| without_straight(ring)).collect();
            assert_eq!(corners, [4], "zoom {}", zoom.zoom());
        }
    }
}

fn without_straight(ring: &[crate::topology::Vertex]) -> usize {
    let count = ring.len();
    (0..count)
        .filter(|at| {
            crate::topology::plane::orient2d(ring[(at + count - 1) % count], ring[*at], ring[(at + 1) % count]) != 0
        })
        .count()
}

#[test]
fn vertices_that_are_nearly_the_same_become_the_same() {
    let (topology, findings) = build(&Plan { error: 4e-6, ..Plan::default() });
    assert!(
        matches!(findings.as_slice(), [TopologyFinding::VerticesMoved { furthest_metres, .. }, ..] if *furthest_metres < 1.0),
        "{findings:?}"
    );
    assert!(
        !findings.iter().any(|f| matches!(f, TopologyFinding::Gap { .. } | TopologyFinding::Overlap { .. })),
        "{findings:?}"
    );
    judge_all(&topology);
}

#[test]
fn borders_are_led_over_vertices_that_only_a_neighbour_has() {
    let plan = Plan { junctions: true, ..Plan::default() };
    let (topology, findings) = build(&plan);
    assert!(findings.iter().any(|f| matches!(f, TopologyFinding::JunctionsNoded { .. })), "{findings:?}");
    assert!(
        !findings.iter().any(|f| matches!(f, TopologyFinding::Gap { .. } | TopologyFinding::Overlap { .. })),
        "{findings:?}"
    );
    judge_all(&topology);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_zoom_of_every_coverage_is_a_coverage(
        (cells, steps, units, provinces) in (2..7usize, 1..16usize, 1..14usize, 1..5usize),
        size in -4.0..1.0f64,
        error in prop_oneof![Just(0.0), 1e-7..4e-6f64],
        (junctions, holes, islands) in (any::<bool>(), 0..6usize, 0..5usize),
        seed in any::<u64>(),
    ) {
        let degrees = 10f64.powf(size).min(2.0);
        // An error must be small beside the distance of vertices.
        let error = error.min(degrees / steps as f64 / 50.0);
        let plan = Plan { cells, steps, degrees, units, provinces, error, junctions, holes, islands, seed };
        let (topology, _) = build(&plan);
        judge_all(&topology);
    }
}

#[test]
fn levels_are_made_of_each_other() {
    let plan = Plan { holes: 3, islands: 4, ..Plan::default() };
    let made = plan.make();
    let (topology, _) = Topology::build(&made.levels(), Tolerance::default());
    for zoom in [3, 8, 12] {
        let zoom = topology.at_zoom(zoom);
        for province in positions(&topology, 1) {
            let parts = (0..plan.units).filter(|unit| made.parents[2][*unit] == Some(province.unit));
            let sum: i64 = parts.map(|unit| unit_area(&zoom, UnitPosition { level: 2, unit })).sum();
            assert_eq!(sum, unit_area(&zoom, province));
        }
        assert_eq!(union_area(&topology, &zoom, 0), union_area(&topology, &zoom, 2));
    }
}

/// A box in degrees.
fn area(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon<f64> {
    MultiPolygon(vec![Rect::new((west, south), (east, north)).to_polygon()])
}

fn one_level(areas: &[MultiPolygon<f64>]) -> (Topology, Vec<TopologyFinding>) {
    let level = LevelAreas { areas: areas.iter().collect(), parents: vec![None; areas.len()] };
    Topology::build(&[level], Tolerance::default())
}

#[test]
fn a_wide_overlap_is_reported_and_left() {
    let (topology, findings) = one_level(&[area(70.0, 40.0, 71.0, 41.0), area(70.99, 40.0, 72.0, 41.0)]);
    // The corners of each on the border of the other are junctions.
    let [
        TopologyFinding::JunctionsNoded { count: 4 },
        TopologyFinding::Overlap { square_metres, width_metres, between, .. },
    ] = findings.as_slice()
    else {
        panic!("{findings:?}");
    };
    // A hundredth of a degree of longitude by a degree of latitude.
    assert!((825.0..845.0).contains(width_metres) && (9.2e7..9.5e7).contains(square_metres), "{findings:?}");
    assert_eq!(between.iter().map(|at| at.unit).collect::<Vec<_>>(), [0, 1]);
    let zoom = topology.at_zoom(10);
    let [a, b] = [0, 1].map(|unit| unit_area(&zoom, UnitPosition { level: 0, unit }));
    assert!(a + b > union_area(&topology, &zoom, 0));
}

#[test]
fn a_wide_gap_is_reported_and_left() {
    let around = [
        area(70.0, 40.0, 71.0, 40.4),
        area(70.0, 40.6, 71.0, 41.0),
        area(70.0, 40.4, 70.4, 40.6),
        area(70.6, 40.4, 71.0, 40.6),
    ];
    let (topology, findings) = one_level(&around);
    let gap = findings.iter().find_map(|finding| match finding {
        TopologyFinding::Gap { around, .. } => Some(around.len()),
        _ => None,
    });
    assert_eq!(gap, Some(4), "{findings:?}");
    judge_all(&topology);
}

#[test]
fn a_unit_inside_another_without_a_hole_for_it_is_an_overlap() {
    let (_, findings) = one_level(&[area(70.0, 40.0, 71.0, 41.0), area(70.4, 40.4, 70.6, 40.6)]);
    assert!(matches!(findings.as_slice(), [TopologyFinding::Overlap { .. }]), "{findings:?}");
}

#[test]
fn narrow_gaps_and_overlaps_are_closed() {
    let (topology, findings) = one_level(&[area(70.0, 40.0, 71.0, 41.0), area(70.999_995, 39.0, 72.0, 42.0)]);
    assert!(
        !findings.iter().any(|f| matches!(f, TopologyFinding::Gap { .. } | TopologyFinding::Overlap { .. })),
        "{findings:?}"
    );
    assert_eq!(topology.arc_count(), 3);
    judge_all(&topology);
}

#[test]
fn an_exclave_too_small_for_a_zoom_goes_to_its_neighbour_and_an_island_to_the_sea() {
    let mut home = area(70.0, 40.0, 71.0, 41.0);
    home.0.extend(area(71.5, 40.5, 71.6, 40.6));
    home.0.extend(area(75.0, 40.5, 75.1, 40.6));
    let mut neighbour = area(71.0, 40.0, 72.0, 41.0);
    neighbour.0[0].interiors_push(area(71.5, 40.5, 71.6, 40.6).0[0].exterior().clone());
    let (topology, findings) = one_level(&[home, neighbour]);
    assert_eq!(findings, []);
    let [home, neighbour] = [0, 1].map(|unit| UnitPosition { level: 0, unit });
    // A tenth of a degree is 1.1 pixels at zoom 4 and half of it at zoom 3.
    let parts = |zoom: u8| {
        [home, neighbour].map(|unit| topology.at_zoom(zoom).polygons(unit).iter().map(Vec::len).collect::<Vec<_>>())
    };
    assert_eq!(parts(4), [vec![1, 1, 1], vec![2]]);
    assert_eq!(parts(3), [vec![1], vec![1]]);
    let drawn_as: Vec<_> = topology.at_zoom(3).dropped().iter().map(|part| (part.unit, part.drawn_as)).collect();
    assert_eq!(drawn_as, [(home, Some(neighbour)), (home, None)]);
    // Its only part stays, however small.
    assert!(one_level(&[area(75.0, 40.5, 75.1, 40.6)]).0.at_zoom(3).dropped().is_empty());
    judge_all(&topology);
}

#[test]
fn a_coarser_border_that_differs_from_that_of_its_parts_is_reported() {
    let parts = [area(70.0, 40.0, 71.0, 41.0), area(71.0, 40.0, 72.0, 41.0)];
    let given = area(70.0, 40.0, 72.001, 41.0);
    let levels = [
        LevelAreas { areas: vec![&given], parents: vec![None] },
        LevelAreas { areas: parts.iter().collect(), parents: vec![Some(0); 2] },
    ];
    let (topology, findings) = Topology::build(&levels, Tolerance::default());
    let [TopologyFinding::LevelDiffers { unit, metres, .. }] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(*unit, UnitPosition { level: 0, unit: 0 });
    assert!((83.0..86.0).contains(metres), "{metres}");
    assert_eq!(
        topology.at_zoom(9).arcs().map(|arc| arc.level).collect::<std::collections::BTreeSet<_>>(),
        [0, 1].into()
    );
}

#[test]
fn a_gap_between_parts_is_no_difference_of_the_border_around_them() {
    // A gap inside the country, 84 km away from its border, and one of the same size where the country has a hole.
    let gap = |west: f64| area(west, 40.4, west + 0.01, 40.6).0[0].exterior().clone();
    let mut west = area(70.0, 40.0, 71.0, 41.0);
    west.0[0].interiors_push(gap(70.5));
    let mut east = area(71.0, 40.0, 72.0, 41.0);
    east.0[0].interiors_push(gap(71.5));
    let mut given = area(70.0, 40.0, 72.0, 41.0);
    given.0[0].interiors_push(gap(71.5));
    let levels = [
        LevelAreas { areas: vec![&given], parents: vec![None] },
        LevelAreas { areas: vec![&west, &east], parents: vec![Some(0); 2] },
    ];
    let (_, findings) = Topology::build(&levels, Tolerance::default());
    let is_gap = |finding: &TopologyFinding| matches!(finding, TopologyFinding::Gap { .. });
    assert!(findings.len() == 2 && findings.iter().all(is_gap), "{findings:?}");

    // A hole of the country that its parts do not have is a difference.
    let parts = [area(70.0, 40.0, 71.0, 41.0), area(71.0, 40.0, 72.0, 41.0)];
    let levels = [
        LevelAreas { areas: vec![&given], parents: vec![None] },
        LevelAreas { areas: parts.iter().collect(), parents: vec![Some(0); 2] },
    ];
    let (_, findings) = Topology::build(&levels, Tolerance::default());
    assert!(matches!(findings[..], [TopologyFinding::LevelDiffers { .. }]), "{findings:?}");
}

#[test]
fn a_coarser_unit_without_parts_stands_for_itself() {
    let provinces = [area(70.0, 40.0, 71.0, 41.0), area(71.0, 40.0, 72.0, 41.0)];
    let districts = [area(70.0, 40.0, 70.5, 41.0), area(70.5, 40.0, 71.0, 41.0)];
    let levels = [
        LevelAreas { areas: provinces.iter().collect(), parents: vec![None; 2] },
        LevelAreas { areas: districts.iter().collect(), parents: vec![Some(0); 2] },
    ];
    let (topology, findings) = Topology::build(&levels, Tolerance::default());
    assert_eq!(findings, []);
    let zoom = topology.at_zoom(9);
    assert!(positions(&topology, 0).chain(positions(&topology, 1)).all(|at| zoom.polygons(at).len() == 1));
    let beside = |arc: &BorderArc<'_>| (arc.level, arc.left(0).len() + arc.right(0).len());
    assert!(zoom.arcs().any(|arc| beside(&arc) == (0, 2)), "the border between the provinces");
}

#[test]
fn rings_that_are_no_rings_are_reported_and_left_out() {
    let broken = Polygon::new(LineString::from(vec![(70.0, 40.0), (f64::NAN, 40.0), (70.0, 41.0)]), vec![]);
    let flat = Polygon::new(LineString::from(vec![(70.0, 40.0), (71.0, 40.0), (70.0, 40.0)]), vec![]);
    let (topology, findings) = one_level(&[MultiPolygon(vec![broken, flat]), area(70.0, 40.0, 71.0, 41.0)]);
    let unit = UnitPosition { level: 0, unit: 0 };
    assert_eq!(findings, [TopologyFinding::RingLeftOut { unit }]);
    assert!(topology.at_zoom(5).polygons(unit).is_empty());
    assert_eq!(Topology::build(&[], Tolerance::default()).0.at_zoom(0).arc_count(), 0);
}

#[test]
fn the_same_source_gives_the_same_zooms() {
    let plan = Plan { error: 3e-6, holes: 2, islands: 3, ..Plan::default() };
    let shapes = || {
        let topology = build(&plan).0;
        topology
            .zooms()
            .iter()
            .map(|zoom| format!("{:?}", zoom.arcs().map(|arc| arc.vertices).collect::<Vec<_>>()))
            .collect::<Vec<_>>()
    };
    assert_eq!(shapes(), shapes());
}
