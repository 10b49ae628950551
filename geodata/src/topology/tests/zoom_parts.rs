//! Parts of a zoom that do not fit each other are no zoom.

use std::sync::Arc;

use super::coverage::Plan;
use crate::topology::zoom_parts::ZoomParts;
use crate::topology::{Polylines, Tolerance, Topology, UnitRings, UnitsByFace, Vertex, ZoomLevel};

fn zoom() -> ZoomLevel {
    let plan = Plan { cells: 3, units: 4, holes: 2, ..Plan::default() };
    Topology::build(&plan.make().levels(), Tolerance::default()).0.at_zoom(11)
}

fn parts() -> ZoomParts {
    let ZoomLevel { zoom, arcs, beside, units, rings, dropped, lost } = zoom();
    ZoomParts { zoom, arcs, beside, units, rings, dropped, lost }
}

/// The rings of the finest level, as they are pushed: those of the first unit changed.
fn changed(change: impl Fn(&mut Vec<i32>)) -> ZoomParts {
    let mut parts = parts();
    let mut rings = UnitRings::default();
    for unit in 0..parts.rings[2].count() {
        let polygons: Vec<Vec<Vec<i32>>> = (parts.rings[2].of(unit))
            .map(|polygon| polygon.map(|ring| ring.iter().map(|half| signed(*half)).collect()).collect())
            .collect();
        let mut arcs: Vec<i32> = polygons.iter().flatten().flatten().copied().collect();
        let in_ring: Vec<i32> = polygons.iter().flatten().map(|ring| (ring.len() as u32).cast_signed()).collect();
        let in_polygon: Vec<i32> = polygons.iter().map(|polygon| (polygon.len() as u32).cast_signed()).collect();
        if unit == 0 {
            change(&mut arcs);
        }
        rings.push(&arcs, &in_ring, &in_polygon).unwrap();
    }
    parts.rings[2] = rings;
    parts
}

fn signed(half: u32) -> i32 {
    let arc = (half / 2).cast_signed();
    if half % 2 == 1 { !arc } else { arc }
}

fn refusal(parts: ZoomParts) -> String {
    ZoomLevel::assemble(parts).err().unwrap_or_default()
}

#[test]
fn what_was_taken_apart_is_the_same_put_together() {
    assert_eq!(ZoomLevel::assemble(parts()), Ok(zoom()));
    assert_eq!(ZoomLevel::assemble(changed(|_| ())), Ok(zoom()));
}

#[test]
fn a_vertex_beyond_the_edge_of_the_map_is_refused() {
    for at in [Vertex { x: -1, y: 0 }, Vertex { x: 0, y: (4096 << 11) + 1 }] {
        let mut parts = parts();
        parts.arcs.points[5] = at;
        assert_eq!(refusal(parts), "zoom 11: a border leaves the map");
    }
}

#[test]
fn borders_that_are_no_lines_are_refused() {
    let mut parts = parts();
    let mut ends: Vec<u32> = (0..parts.arcs.len()).map(|arc| parts.arcs.span(arc).end as u32).collect();
    ends[0] = ends[1];
    parts.arcs = Polylines::of(parts.arcs.points.clone(), ends);
    assert_eq!(refusal(parts), "zoom 11: border 1 has less than two vertices");
}

#[test]
fn sides_that_nobody_knows_are_refused() {
    let mut parts = parts();
    parts.beside[0][1] = parts.units.count() as u32;
    assert_eq!(refusal(parts), "zoom 11: a border has nothing on a side");
}

#[test]
fn rings_that_are_not_around_their_unit_are_refused() {
    let count = (parts().arcs.len() as u32).cast_signed();
    let refused = |change: &dyn Fn(&mut Vec<i32>)| refusal(changed(change));
    assert_eq!(refused(&|arcs| arcs[0] = count), "zoom 11: unit 0 of level 2: a border of it does not exist");
    assert_eq!(refused(&|arcs| arcs[0] = i32::MIN), "zoom 11: unit 0 of level 2: a border of it does not exist");
    assert_eq!(refused(&|arcs| arcs[0] = !arcs[0]), "zoom 11: unit 0 of level 2: a ring of it is not closed");
    let reversed = |arcs: &mut Vec<i32>| {
        arcs.reverse();
        for arc in arcs {
            *arc = !*arc;
        }
    };
    let reason = refused(&reversed);
    assert!(reason.starts_with("zoom 11: unit 0 of level 2: a "), "{reason}");
}

#[test]
fn numbers_of_rings_that_do_not_fit_are_refused() {
    for (arcs, in_ring, in_polygon) in [
        (&[0, 1][..], &[1][..], &[1][..]),
        (&[0, 1], &[3], &[1]),
        (&[0, 1], &[2], &[2]),
        (&[0, 1], &[2, 0], &[2]),
        (&[0, 1], &[-1, 3], &[2]),
        (&[0, 1], &[2], &[]),
    ] {
        assert_eq!(UnitRings::default().push(arcs, in_ring, in_polygon), None, "{arcs:?} {in_ring:?} {in_polygon:?}");
    }
}

#[test]
fn levels_and_units_must_be_those_of_the_covers() {
    let mut parts = parts();
    parts.rings.pop();
    assert_eq!(refusal(parts), "zoom 11: there are not as many levels of areas as of units");
    let mut parts = self::parts();
    parts.units =
        Arc::new(UnitsByFace::of(3, vec![Box::default(); parts.units.count() * 3], vec![false; parts.units.count()]));
    assert_eq!(refusal(parts), "zoom 11: unit 0 of level 0: a border of it is not its own");
    let mut parts = self::parts();
    parts.zoom = 15;
    assert_eq!(refusal(parts), "zoom 15: there is no zoom deeper than 14");
}
