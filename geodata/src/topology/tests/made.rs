//! Generated coverages.

use proptest::prelude::*;

use super::coverage::Plan;
use super::judge::{judge, positions, union_area, unit_area};
use crate::topology::{DEEPEST_ZOOM, Tolerance, Topology, TopologyFinding, UnitPosition, ZoomLevel};

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
            crate::topology::plane::turn(ring[(at + count - 1) % count], ring[*at], ring[(at + 1) % count]) != 0
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
