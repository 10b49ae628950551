//! Builds a topology from areas: rings, arcs, snapping, faces, owners.

use std::collections::HashMap;
use std::sync::Arc;

use geo_types::LineString;

use super::build_arcs::{ArcSet, build_arcs};
use super::face_owners::{self, FaceOwners, NO_OWNER, UnitsByFace, label_between, owners_of_sides};
use super::half_edges::{HalfEdgeGraph, OUTER_FACE};
use super::hierarchy::{Hierarchy, LevelAreas, UnitPosition};
use super::min_zoom::min_zooms;
use super::parts::Parts;
use super::plane::{Vertex, doubled_area, length, metres_per_unit, to_degrees, to_fine};
use super::polylines::Polylines;
use super::signed_labels::{SignedLabelId, SignedLabelInterner};
use super::snap_rounding::{crossings, snap};
use super::snap_vertices::{SnapReport, snap_vertices};
use super::{Tolerance, Topology, TopologyFinding, antimeridian, compare};
use crate::progress::{Progress, Silent};

impl Topology {
    /// Builds the topology of levels that lie over each other, the coarsest first.
    ///
    /// Only the areas of base units are used: the units of the finest level, and coarser units without children. The area of every other
    /// unit is compared with the union of its children; a difference above the tolerance is reported.
    pub fn build(levels: &[LevelAreas<'_>], tolerance: Tolerance) -> (Self, Vec<TopologyFinding>) {
        Self::build_watched(levels, tolerance, &Silent)
    }

    /// As [`Self::build`], reporting progress in hundredths of the usual time.
    pub fn build_watched(
        levels: &[LevelAreas<'_>],
        tolerance: Tolerance,
        progress: &dyn Progress,
    ) -> (Self, Vec<TopologyFinding>) {
        progress.stage("Sharing borders", Some(100));
        let mut findings = Vec::new();
        let hierarchy = Hierarchy::new(levels);
        let within = tolerance.fine_units();

        let mut interner = SignedLabelInterner::new();
        let arc_set = rings_of_base_units(levels, &hierarchy, within, &mut interner, &mut findings);
        progress.advance(20);
        let (arc_set, mut report) = snap_vertices(arc_set, &mut interner, within);
        let arc_set = antimeridian::match_ends(arc_set, &mut interner, within);
        progress.advance(30);
        let arc_set = node(arc_set, &mut interner, &mut report);
        progress.advance(25);
        report_snapped(&report, &mut findings);

        let mut owners = FaceOwners::new();
        let (arcs, of_arcs) = assign_faces(&arc_set, interner, &mut owners, within, &hierarchy, &mut findings);
        progress.advance(10);
        let mut faces = HalfEdgeGraph::new(&arcs);
        let mut face_owners = vec![NO_OWNER; faces.len()];
        let mut beside = Vec::with_capacity(arcs.len());
        // The ground beyond each end of the map is a separate face without area.
        let mut beyond: HashMap<u32, u32> = HashMap::new();
        for (arc, sides) in of_arcs.into_iter().enumerate() {
            let mut between = faces.beside(arc);
            for (face, owner) in between.iter_mut().zip(sides) {
                if owners.across(owner).is_some() {
                    *face = *beyond.entry(owner).or_insert_with(|| {
                        face_owners.push(owner);
                        faces.doubled_areas.push(0);
                        face_owners.len() as u32 - 1
                    });
                }
                face_owners[*face as usize] = owner;
            }
            beside.push(between);
        }
        face_owners[OUTER_FACE as usize] = NO_OWNER;

        let units = Arc::new(UnitsByFace::new(&owners, &hierarchy));
        let topology = Self {
            min_zooms: min_zooms(&arcs),
            parts: Parts::new(
                &arcs,
                &beside,
                &face_owners,
                &faces.doubled_areas,
                &owners,
                hierarchy.base_units().len(),
            ),
            unit_areas: unit_areas(&faces, &face_owners, &units, &hierarchy),
            arcs,
            beside,
            doubled_areas: faces.doubled_areas,
            face_owners,
            owners,
            units,
        };
        progress.advance(10);
        compare::report_differences(&topology, levels, &hierarchy, within, &mut findings);
        progress.advance(5);
        (topology, findings)
    }
}

/// The rings of all base units on the fine grid, directed so that the inside is on the left.
fn rings_of_base_units(
    levels: &[LevelAreas<'_>],
    hierarchy: &Hierarchy,
    within: f64,
    interner: &mut SignedLabelInterner,
    findings: &mut Vec<TopologyFinding>,
) -> ArcSet {
    let (mut rings, mut labels) = (Polylines::default(), Vec::new());
    for (base_unit, at) in (0u32..).zip(hierarchy.base_units()) {
        let label = interner.number(&mut vec![(base_unit, 1)]);
        let before = findings.len();
        for polygon in levels[at.level].areas[at.unit] {
            if !add_ring(polygon.exterior(), true, within, &mut rings) {
                report_once(before, *at, findings);
                continue;
            }
            labels.push(label);
            for hole in polygon.interiors() {
                if add_ring(hole, false, within, &mut rings) {
                    labels.push(label);
                } else {
                    report_once(before, *at, findings);
                }
            }
        }
    }
    build_arcs(&rings, &labels, interner)
}

fn report_once(before: usize, unit: UnitPosition, findings: &mut Vec<TopologyFinding>) {
    if findings.len() == before {
        findings.push(TopologyFinding::RingLeftOut { unit });
    }
}

/// Adds a ring with positive area where it is an outer one, and negative where it is a hole. False where it has none.
fn add_ring(ring: &LineString<f64>, outer: bool, within: f64, rings: &mut Polylines) -> bool {
    let start = rings.unended();
    for degrees in &ring.0 {
        match to_fine(*degrees).map(|at| antimeridian::drawn_in(at, within)) {
            Some(at) if rings.points[start..].last() == Some(&at) => {}
            Some(at) => rings.points.push(at),
            None => {
                rings.points.truncate(start);
                return false;
            }
        }
    }
    if let [first, .., last] = rings.points[start..]
        && first != last
    {
        rings.points.push(first);
    }
    let area = doubled_area(&rings.points[start..]);
    if area == 0 {
        rings.points.truncate(start);
        return false;
    }
    if (area > 0) != outer {
        rings.points[start..].reverse();
    }
    rings.end();
    true
}

/// Splits borders so that they meet only in vertices.
fn node(arc_set: ArcSet, interner: &mut SignedLabelInterner, report: &mut SnapReport) -> ArcSet {
    let crossings = crossings(&arc_set.arcs);
    let snapped = snap(&arc_set.arcs, 0, &crossings);
    let added = snapped.points.len().saturating_sub(arc_set.arcs.points.len() + crossings.len() * 2);
    report.noded += added;
    if snapped == arc_set.arcs {
        return arc_set;
    }
    build_arcs(&snapped, &arc_set.labels, interner)
}

fn report_snapped(report: &SnapReport, findings: &mut Vec<TopologyFinding>) {
    if let Some((way, at)) = report.furthest {
        let furthest_metres = way * metres_per_unit(at);
        findings.push(TopologyFinding::VerticesMoved { count: report.moved, furthest_metres, at: to_degrees(at) });
    }
    if report.noded > 0 {
        findings.push(TopologyFinding::JunctionsNoded { count: report.noded });
    }
}

/// Assigns each face to its owners and closes slivers. Returns the arcs between faces of different owners, with the owners on their left
/// and right.
fn assign_faces(
    arc_set: &ArcSet,
    mut interner: SignedLabelInterner,
    owners: &mut FaceOwners,
    within: f64,
    hierarchy: &Hierarchy,
    findings: &mut Vec<TopologyFinding>,
) -> (Polylines, Vec<[u32; 2]>) {
    let faces = HalfEdgeGraph::new(&arc_set.arcs);
    let mut owners_of_faces = face_owners::owners_of_faces(&faces, &arc_set.labels, &mut interner, owners);
    close_slivers(&arc_set.arcs, &faces, &mut owners_of_faces, owners, within, hierarchy, findings);
    let mut interner = SignedLabelInterner::new();
    let sides = (0..arc_set.arcs.len()).map(|arc| faces.beside(arc).map(|face| owners_of_faces[face as usize]));
    let sides: Vec<[u32; 2]> = sides.collect();
    let across = antimeridian::look_across(&arc_set.arcs, &sides, owners);
    let (arcs, sides) = across.as_ref().map_or((&arc_set.arcs, &sides), |(arcs, sides)| (arcs, sides));
    let parted: Vec<SignedLabelId> = sides.iter().map(|sides| label_between(*sides, &mut interner)).collect();
    let ArcSet { arcs, labels: of_arcs } = build_arcs(arcs, &parted, &mut interner);
    let sides = of_arcs.iter().map(|label| owners_of_sides(interner.get(*label))).collect();
    (arcs, sides)
}

/// A face with no owner (a gap), or with several (an overlap).
struct Flaw {
    face: u32,
    perimeter: f64,
    at: Vertex,
    /// The faces around it, with the length of border to each.
    around: Vec<(u32, f64)>,
}

/// Gives gaps and overlaps that are narrow to the neighbour with the longest border, and reports the others.
fn close_slivers(
    arcs: &Polylines,
    faces: &HalfEdgeGraph,
    owners_of_faces: &mut [u32],
    owners: &FaceOwners,
    within: f64,
    hierarchy: &Hierarchy,
    findings: &mut Vec<TopologyFinding>,
) {
    let is_flaw = |face: u32| face != OUTER_FACE && owners.only_base_unit(owners_of_faces[face as usize]).is_none();
    let mut borders: Vec<(u32, u32, f64, Vertex)> = Vec::new();
    for arc in 0..arcs.len() {
        let [left, right] = faces.beside(arc);
        for (face, other) in [(left, right), (right, left)] {
            if is_flaw(face) {
                borders.push((face, other, length(arcs.get(arc)), arcs.get(arc)[0]));
            }
        }
    }
    borders.sort_by_key(|(face, other, ..)| (*face, *other));
    let mut flaws: Vec<Flaw> = borders
        .chunk_by(|a, b| a.0 == b.0)
        .map(|own| Flaw {
            face: own[0].0,
            perimeter: own.iter().map(|border| border.2).sum(),
            at: own[0].3,
            around: own.chunk_by(|a, b| a.1 == b.1).map(|to| (to[0].1, to.iter().map(|b| b.2).sum())).collect(),
        })
        .collect();
    let square = |flaw: &Flaw| faces.doubled_areas[flaw.face as usize] as f64 / 2.0;
    let width = |flaw: &Flaw| 2.0 * square(flaw) / flaw.perimeter;
    let (mut closed, mut largest) = (0, 0.0f64);
    loop {
        let before = flaws.len();
        flaws.retain(|flaw| {
            let own = owners.base_units(owners_of_faces[flaw.face as usize]);
            // A gap goes to a unit, an overlap to one of those that claim it.
            let mut claims: Vec<(u32, f64)> = Vec::new();
            for (other, length) in &flaw.around {
                let owner = owners_of_faces[*other as usize];
                if owners.only_base_unit(owner).is_some_and(|base_unit| own.is_empty() || own.contains(&base_unit)) {
                    match claims.iter_mut().find(|(claim, _)| *claim == owner) {
                        Some((_, sum)) => *sum += length,
                        None => claims.push((owner, *length)),
                    }
                }
            }
            let longest = claims.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((owner, _)) = longest.filter(|_| width(flaw) <= within) else { return true };
            owners_of_faces[flaw.face as usize] = owner;
            let metres = metres_per_unit(flaw.at);
            largest = largest.max(square(flaw) * metres * metres);
            closed += 1;
            false
        });
        if flaws.len() == before {
            break;
        }
    }
    if closed > 0 {
        findings.push(TopologyFinding::SliversClosed { count: closed, largest_square_metres: largest });
    }
    let named = |face: u32| {
        owners
            .base_units(owners_of_faces[face as usize])
            .iter()
            .map(|base_unit| hierarchy.base_units()[*base_unit as usize])
    };
    for flaw in &flaws {
        let metres = metres_per_unit(flaw.at);
        let (square_metres, width_metres) = (square(flaw) * metres * metres, width(flaw) * metres);
        let at = to_degrees(flaw.at);
        findings.push(if owners_of_faces[flaw.face as usize] == NO_OWNER {
            let mut around: Vec<UnitPosition> = flaw.around.iter().flat_map(|(face, _)| named(*face)).collect();
            around.sort_unstable();
            around.dedup();
            TopologyFinding::Gap { square_metres, width_metres, at, around }
        } else {
            let between = named(flaw.face).collect();
            TopologyFinding::Overlap { square_metres, width_metres, at, between }
        });
    }
}

/// For each level and unit: its area in square fine units.
fn unit_areas(faces: &HalfEdgeGraph, face_owners: &[u32], units: &UnitsByFace, hierarchy: &Hierarchy) -> Vec<Vec<f64>> {
    let of_level = |level: usize| {
        let mut areas = vec![0.0; hierarchy.count(level)];
        for (owner, doubled) in face_owners.iter().zip(&faces.doubled_areas) {
            for unit in units.at(*owner, level) {
                areas[*unit as usize] += *doubled as f64 / 2.0;
            }
        }
        areas
    };
    (0..hierarchy.levels()).map(of_level).collect()
}
