//! From areas to a topology.

use std::collections::HashMap;
use std::sync::Arc;

use geo_types::LineString;

use super::chains::Chains;
use super::clean::{Mended, clean};
use super::covers::{self, Covers, NO_OWNER, UnitsByFace, of_sides, parting};
use super::faces::{Faces, OUTSIDE};
use super::hierarchy::{Hierarchy, LevelAreas, UnitPosition};
use super::parts::Parts;
use super::plane::{Vertex, doubled_area, length, metres_per_unit, to_degrees, to_fine};
use super::rank::ranks;
use super::snap::{crossings, snap};
use super::tallies::{Tallies, Tally};
use super::weave::{Woven, weave};
use super::{Tolerance, Topology, TopologyFinding, antimeridian, compare};
use crate::progress::{Progress, Silent};

impl Topology {
    /// Builds the topology of levels that lie over each other, the coarsest first.
    ///
    /// Only the areas of the finest level count, and those of coarser units that have no parts; the areas of all others are
    /// compared with what their parts come to, and reported where they differ by more than the tolerance.
    pub fn build(levels: &[LevelAreas<'_>], tolerance: Tolerance) -> (Self, Vec<TopologyFinding>) {
        Self::build_watched(levels, tolerance, &Silent)
    }

    /// The same, saying how far it has come: in hundredths of the time that it usually takes.
    pub fn build_watched(
        levels: &[LevelAreas<'_>],
        tolerance: Tolerance,
        progress: &dyn Progress,
    ) -> (Self, Vec<TopologyFinding>) {
        progress.stage("Sharing borders", Some(100));
        let mut findings = Vec::new();
        let hierarchy = Hierarchy::new(levels);
        let within = tolerance.fine_units();

        let mut tallies = Tallies::new();
        let woven = rings_of_atoms(levels, &hierarchy, within, &mut tallies, &mut findings);
        progress.advance(20);
        let (woven, mut mended) = clean(woven, &mut tallies, within);
        let woven = antimeridian::match_ends(woven, &mut tallies, within);
        progress.advance(30);
        let woven = node(woven, &mut tallies, &mut mended);
        progress.advance(25);
        report_mended(&mended, &mut findings);

        let mut covers = Covers::new();
        let (arcs, of_arcs) = cover(&woven, tallies, &mut covers, within, &hierarchy, &mut findings);
        progress.advance(10);
        let mut faces = Faces::new(&arcs);
        let mut face_covers = vec![NO_OWNER; faces.len()];
        let mut beside = Vec::with_capacity(arcs.len());
        // Exceeds the ends of the map are faces of their own, without area.
        let mut beyond: HashMap<u32, u32> = HashMap::new();
        for (arc, sides) in of_arcs.into_iter().enumerate() {
            let mut between = faces.beside(arc);
            for (face, cover) in between.iter_mut().zip(sides) {
                if covers.across(cover).is_some() {
                    *face = *beyond.entry(cover).or_insert_with(|| {
                        face_covers.push(cover);
                        faces.doubled_areas.push(0);
                        face_covers.len() as u32 - 1
                    });
                }
                face_covers[*face as usize] = cover;
            }
            beside.push(between);
        }
        face_covers[OUTSIDE as usize] = NO_OWNER;

        let units = Arc::new(UnitsByFace::new(&covers, &hierarchy));
        let topology = Self {
            ranks: ranks(&arcs),
            parts: Parts::new(&arcs, &beside, &face_covers, &faces.doubled_areas, &covers, hierarchy.atoms().len()),
            unit_areas: unit_areas(&faces, &face_covers, &units, &hierarchy),
            arcs,
            beside,
            doubled_areas: faces.doubled_areas,
            face_covers,
            covers,
            units,
        };
        progress.advance(10);
        compare::report_differences(&topology, levels, &hierarchy, within, &mut findings);
        progress.advance(5);
        (topology, findings)
    }
}

/// The rings of all atoms, on the fine grid, turned so that the inside is on the left.
fn rings_of_atoms(
    levels: &[LevelAreas<'_>],
    hierarchy: &Hierarchy,
    within: f64,
    tallies: &mut Tallies,
    findings: &mut Vec<TopologyFinding>,
) -> Woven {
    let (mut rings, mut labels) = (Chains::default(), Vec::new());
    for (atom, at) in (0u32..).zip(hierarchy.atoms()) {
        let label = tallies.number(&mut vec![(atom, 1)]);
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
    weave(&rings, &labels, tallies)
}

fn report_once(before: usize, unit: UnitPosition, findings: &mut Vec<TopologyFinding>) {
    if findings.len() == before {
        findings.push(TopologyFinding::RingLeftOut { unit });
    }
}

/// Adds a ring with positive area where it is an outer one, and negative where it is a hole. False where it has none.
fn add_ring(ring: &LineString<f64>, outer: bool, within: f64, rings: &mut Chains) -> bool {
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

/// Makes borders meet only in vertices.
fn node(woven: Woven, tallies: &mut Tallies, mended: &mut Mended) -> Woven {
    let crossings = crossings(&woven.arcs);
    let snapped = snap(&woven.arcs, 0, &crossings);
    let added = snapped.points.len().saturating_sub(woven.arcs.points.len() + crossings.len() * 2);
    mended.noded += added;
    if snapped == woven.arcs {
        return woven;
    }
    weave(&snapped, &woven.tallies, tallies)
}

fn report_mended(mended: &Mended, findings: &mut Vec<TopologyFinding>) {
    if let Some((way, at)) = mended.furthest {
        let furthest_metres = way * metres_per_unit(at);
        findings.push(TopologyFinding::VerticesMoved { count: mended.moved, furthest_metres, at: to_degrees(at) });
    }
    if mended.noded > 0 {
        findings.push(TopologyFinding::JunctionsNoded { count: mended.noded });
    }
}

/// Finds what covers each face, closes slivers, and leaves the arcs between different covers, with those left and right.
fn cover(
    woven: &Woven,
    mut tallies: Tallies,
    covers: &mut Covers,
    within: f64,
    hierarchy: &Hierarchy,
    findings: &mut Vec<TopologyFinding>,
) -> (Chains, Vec<[u32; 2]>) {
    let faces = Faces::new(&woven.arcs);
    let mut of_faces = covers::of_faces(&faces, &woven.tallies, &mut tallies, covers);
    close_slivers(&woven.arcs, &faces, &mut of_faces, covers, within, hierarchy, findings);
    let mut tallies = Tallies::new();
    let sides = (0..woven.arcs.len()).map(|arc| faces.beside(arc).map(|face| of_faces[face as usize]));
    let sides: Vec<[u32; 2]> = sides.collect();
    let across = antimeridian::look_across(&woven.arcs, &sides, covers);
    let (arcs, sides) = across.as_ref().map_or((&woven.arcs, &sides), |(arcs, sides)| (arcs, sides));
    let parted: Vec<Tally> = sides.iter().map(|sides| parting(*sides, &mut tallies)).collect();
    let Woven { arcs, tallies: of_arcs } = weave(arcs, &parted, &mut tallies);
    let sides = of_arcs.iter().map(|tally| of_sides(tallies.get(*tally))).collect();
    (arcs, sides)
}

/// A face that no unit covers, or several.
struct Flaw {
    face: u32,
    perimeter: f64,
    at: Vertex,
    /// The faces around it, with the length of border to each.
    around: Vec<(u32, f64)>,
}

/// Gives gaps and overlaps that are narrow to the neighbour with the longest border, and reports the others.
fn close_slivers(
    arcs: &Chains,
    faces: &Faces,
    of_faces: &mut [u32],
    covers: &Covers,
    within: f64,
    hierarchy: &Hierarchy,
    findings: &mut Vec<TopologyFinding>,
) {
    let is_flaw = |face: u32| face != OUTSIDE && covers.only_atom(of_faces[face as usize]).is_none();
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
            let own = covers.atoms(of_faces[flaw.face as usize]);
            // A gap goes to a unit, an overlap to one of those that claim it.
            let mut claims: Vec<(u32, f64)> = Vec::new();
            for (other, length) in &flaw.around {
                let cover = of_faces[*other as usize];
                if covers.only_atom(cover).is_some_and(|atom| own.is_empty() || own.contains(&atom)) {
                    match claims.iter_mut().find(|(claim, _)| *claim == cover) {
                        Some((_, sum)) => *sum += length,
                        None => claims.push((cover, *length)),
                    }
                }
            }
            let longest = claims.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            let Some((cover, _)) = longest.filter(|_| width(flaw) <= within) else { return true };
            of_faces[flaw.face as usize] = cover;
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
    let named = |face: u32| covers.atoms(of_faces[face as usize]).iter().map(|atom| hierarchy.atoms()[*atom as usize]);
    for flaw in &flaws {
        let metres = metres_per_unit(flaw.at);
        let (square_metres, width_metres) = (square(flaw) * metres * metres, width(flaw) * metres);
        let at = to_degrees(flaw.at);
        findings.push(if of_faces[flaw.face as usize] == NO_OWNER {
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
fn unit_areas(faces: &Faces, face_covers: &[u32], units: &UnitsByFace, hierarchy: &Hierarchy) -> Vec<Vec<f64>> {
    let of_level = |level: usize| {
        let mut areas = vec![0.0; hierarchy.count(level)];
        for (cover, doubled) in face_covers.iter().zip(&faces.doubled_areas) {
            for unit in units.at(*cover, level) {
                areas[*unit as usize] += *doubled as f64 / 2.0;
            }
        }
        areas
    };
    (0..hierarchy.levels()).map(of_level).collect()
}
