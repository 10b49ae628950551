//! Parent boundaries that differ from the union of their children.

use std::collections::HashSet;

use rstar::RTree;
use rstar::primitives::Line;

use super::face_owners::NO_OWNER;
use super::half_edges::OUTER_FACE;
use super::hierarchy::{Hierarchy, LevelAreas, UnitPosition};
use super::plane::{Vertex, metres_per_unit, pack, to_degrees, to_fine};
use super::{Topology, TopologyFinding};

/// Reports units whose boundary in the source is further than `within` fine units from the boundary of the union of their children.
/// Measured from the vertices of each to the other, except from borders of gaps between children, which are reported as gaps.
pub(super) fn report_differences(
    topology: &Topology,
    levels: &[LevelAreas<'_>],
    hierarchy: &Hierarchy,
    within: f64,
    findings: &mut Vec<TopologyFinding>,
) {
    for (level, given_level) in levels.iter().enumerate() {
        let derived = borders_of_units(topology, level);
        for unit in hierarchy.composed(level) {
            let given = given_level.areas[unit].iter().flat_map(|polygon| {
                std::iter::once(polygon.exterior())
                    .chain(polygon.interiors())
                    .map(|ring| ring.0.iter().filter_map(|degrees| to_fine(*degrees)).collect::<Vec<Vertex>>())
            });
            let given: Vec<Vec<Vertex>> = given.filter(|ring| !ring.is_empty()).collect();
            let arcs =
                |arcs: &mut dyn Iterator<Item = &usize>| arcs.map(|arc| topology.arcs.get(*arc)).collect::<Vec<_>>();
            let around = arcs(&mut derived[unit].iter());
            let outline = arcs(&mut derived[unit].iter().filter(|arc| !is_beside_gap(topology, **arc)));
            let given: Vec<&[Vertex]> = given.iter().map(Vec::as_slice).collect();
            let furthest = [furthest(&given, &around), furthest(&outline, &given)].into_iter().flatten();
            let Some((way, at)) = furthest.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
            if way > within {
                let (metres, at) = (way * metres_per_unit(at), to_degrees(at));
                findings.push(TopologyFinding::LevelDiffers { unit: UnitPosition { level, unit }, metres, at });
            }
        }
    }
}

/// Whether the face on one side of an arc is a gap: it has no owner and is not the outer face.
fn is_beside_gap(topology: &Topology, arc: usize) -> bool {
    topology.beside[arc].iter().any(|face| *face != OUTER_FACE && topology.face_owners[*face as usize] == NO_OWNER)
}

/// For each unit of a level: the arcs around it.
fn borders_of_units(topology: &Topology, level: usize) -> Vec<Vec<usize>> {
    let mut borders = vec![Vec::new(); topology.unit_count(level)];
    for (arc, beside) in topology.beside.iter().enumerate() {
        let [left, right] = beside.map(|face| topology.units.at(topology.face_owners[face as usize], level));
        for unit in left.iter().filter(|unit| !right.contains(unit)) {
            borders[*unit as usize].push(arc);
        }
        for unit in right.iter().filter(|unit| !left.contains(unit)) {
            borders[*unit as usize].push(arc);
        }
    }
    borders
}

/// The vertex of some lines that is furthest from others, and how far. None where either has none.
fn furthest(from: &[&[Vertex]], to: &[&[Vertex]]) -> Option<(f64, Vertex)> {
    let shared: HashSet<u64> = to.iter().flat_map(|line| line.iter().map(|at| pack(*at))).collect();
    let mut alone = from.iter().flat_map(|line| line.iter()).filter(|at| !shared.contains(&pack(**at))).peekable();
    alone.peek()?;
    let float = |at: Vertex| [f64::from(at.x), f64::from(at.y)];
    let segments = to.iter().flat_map(|line| line.windows(2).map(|pair| Line::new(float(pair[0]), float(pair[1]))));
    let tree = RTree::bulk_load(segments.collect());
    let way = |at: &Vertex| {
        let (_, squared) = tree.nearest_neighbor_iter_with_distance_2(&float(*at)).next()?;
        Some((squared.sqrt(), *at))
    };
    alone.filter_map(way).max_by(|a, b| a.0.total_cmp(&b.0))
}
