//! The faces that a zoom draws: islands and exclaves that are too small are omitted.
//!
//! A part of a unit (connected by more than points, also across the antimeridian) is omitted at the zooms where it is smaller than a square
//! pixel, unless it is the largest part of its unit. It is drawn as the neighbour with the longest common border, so that an omitted
//! exclave leaves no gap; an island is drawn as the outer face. A part whose neighbours are all omitted is drawn as the first of them
//! is.

use super::Topology;
use super::half_edges::OUTER_FACE;
use super::hierarchy::UnitPosition;
use super::plane::{length, pixel, to_degrees};
use geo_types::Coord;

/// A part of a unit that a zoom does not show.
#[derive(Clone, Debug, PartialEq)]
pub struct DroppedFace {
    /// The unit that it is part of, of the finest level there.
    pub unit: UnitPosition,
    /// The unit that its area is drawn as; None for none.
    pub drawn_as: Option<UnitPosition>,
    /// Its size in square pixels of the zoom.
    pub square_pixels: f64,
    /// A place on its border, longitude and latitude in degrees (CRS84).
    pub at: Coord<f64>,
}

/// The faces and arcs of a topology that a zoom draws.
pub(super) struct VisibleFaces {
    /// For each face: the representative of the faces that are drawn as one with it (union-find).
    pub faces: Vec<u32>,
    /// The arcs that still separate different owners.
    pub arcs: Vec<u32>,
    pub dropped: Vec<DroppedFace>,
}

impl VisibleFaces {
    pub fn new(topology: &Topology, zoom: u8) -> Self {
        let pixel = pixel(zoom) as f64;
        let too_small = |face: usize| {
            let base_unit = topology.owners.only_base_unit(topology.face_owners[face]);
            base_unit.is_some_and(|base_unit| !topology.parts.is_largest(face, base_unit))
                && (topology.parts.doubled_area(face) as f64) < 2.0 * pixel * pixel
        };
        let dropped: Vec<bool> = (0..topology.doubled_areas.len()).map(too_small).collect();
        let (target, at) = targets(topology, &dropped);
        let owner = |face: u32| topology.face_owners[target[face as usize] as usize];

        let mut faces = target.clone();
        let mut arcs = Vec::new();
        for (arc, [left, right]) in topology.beside.iter().enumerate() {
            let owners = [owner(*left), owner(*right)];
            if owners[0] == owners[1] {
                let (left, right) = (root(&mut faces, *left), root(&mut faces, *right));
                faces[left.max(right) as usize] = left.min(right);
            } else if !owners.iter().all(|owner| topology.owners.is_empty(*owner)) {
                arcs.push(arc as u32);
            }
        }
        for face in 0..faces.len() as u32 {
            faces[face as usize] = root(&mut faces, face);
        }
        let part = |face: usize| {
            let named = |face: u32| topology.units.named(topology.face_owners[face as usize]).first().copied();
            Some(DroppedFace {
                unit: named(face as u32)?,
                drawn_as: named(target[face]),
                square_pixels: topology.doubled_areas[face] as f64 / (2.0 * pixel * pixel),
                at: at[face].map(|arc| to_degrees(topology.arcs.get(arc as usize)[0])).unwrap_or_default(),
            })
        };
        let dropped = (0..dropped.len()).filter(|face| dropped[*face]).filter_map(part).collect();
        Self { faces, arcs, dropped }
    }

    /// The owner set of a face at this zoom.
    pub fn owner(&self, topology: &Topology, face: u32) -> u32 {
        topology.face_owners[self.faces[face as usize] as usize]
    }
}

/// For each face: the face that it is drawn as; and, for omitted faces, an arc on their border.
fn targets(topology: &Topology, dropped: &[bool]) -> (Vec<u32>, Vec<Option<u32>>) {
    let mut target: Vec<u32> = (0..dropped.len() as u32).collect();
    let mut at = vec![None; dropped.len()];
    // Of each omitted part: its neighbours, with the length of the border.
    let mut borders: Vec<(u32, u32, f64)> = Vec::new();
    for (arc, [left, right]) in topology.beside.iter().enumerate() {
        for (part, other) in [(*left, *right), (*right, *left)] {
            if dropped[part as usize] {
                borders.push((part, other, length(topology.arcs.get(arc))));
                at[part as usize].get_or_insert(arc as u32);
            }
        }
    }
    borders.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    let mut open: Vec<&[(u32, u32, f64)]> = borders.chunk_by(|a, b| a.0 == b.0).collect();
    let mut settled: Vec<bool> = dropped.iter().map(|dropped| !dropped).collect();
    for units_only in [true, false] {
        loop {
            let mut choices: Vec<(u32, u32)> = Vec::new();
            for part in &open {
                let mut lengths: Vec<(u32, f64)> = Vec::new();
                for (_, other, length) in *part {
                    let goal = target[*other as usize];
                    let is_unit = !topology.owners.is_empty(topology.face_owners[goal as usize]);
                    if settled[*other as usize] && (is_unit || !units_only) {
                        match lengths.iter_mut().find(|(face, _)| *face == goal) {
                            Some((_, sum)) => *sum += length,
                            None => lengths.push((goal, *length)),
                        }
                    }
                }
                let longest = lengths.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
                choices.extend(longest.map(|(goal, _)| (part[0].0, goal)));
            }
            if choices.is_empty() {
                break;
            }
            for (part, goal) in choices {
                target[part as usize] = goal;
                settled[part as usize] = true;
            }
            open.retain(|part| !settled[part[0].0 as usize]);
        }
    }
    for part in open {
        target[part[0].0 as usize] = OUTER_FACE;
    }
    (target, at)
}

fn root(faces: &mut [u32], face: u32) -> u32 {
    let mut at = face;
    while faces[at as usize] != at {
        faces[at as usize] = faces[faces[at as usize] as usize];
        at = faces[at as usize];
    }
    at
}
