//! The parts of units: faces, or several that go on in each other across the antimeridian.

use std::collections::HashMap;

use super::chains::Chains;
use super::covers::Covers;
use super::faces::OUTSIDE;
use super::plane::WEST;

/// Which faces are one part, and how large parts are.
#[derive(Debug)]
pub(super) struct Parts {
    /// For each face: the one that stands for the part.
    of_faces: Vec<u32>,
    /// For each face: twice the area of the part.
    doubled_areas: Vec<i64>,
    /// For each atom: its largest part.
    largest: Vec<u32>,
}

impl Parts {
    pub fn new(
        arcs: &Chains,
        beside: &[[u32; 2]],
        face_covers: &[u32],
        doubled_areas: &[i64],
        covers: &Covers,
        atoms: usize,
    ) -> Self {
        let of_faces = joined(arcs, beside, face_covers, covers);
        let mut of_parts = vec![0; doubled_areas.len()];
        for (part, area) in of_faces.iter().zip(doubled_areas) {
            of_parts[*part as usize] += area;
        }
        let doubled_areas: Vec<i64> = of_faces.iter().map(|part| of_parts[*part as usize]).collect();
        let mut largest = vec![OUTSIDE; atoms];
        for (face, cover) in (0u32..).zip(face_covers) {
            for atom in covers.atoms(*cover) {
                let best = &mut largest[*atom as usize];
                if doubled_areas[face as usize] > doubled_areas[*best as usize] {
                    *best = of_faces[face as usize];
                }
            }
        }
        Self { of_faces, doubled_areas, largest }
    }

    /// Whether a face belongs to the largest part of an atom.
    pub fn is_largest(&self, face: usize, atom: u32) -> bool {
        self.largest[atom as usize] == self.of_faces[face]
    }

    /// Twice the area of the part that a face belongs to.
    pub fn doubled_area(&self, face: usize) -> i64 {
        self.doubled_areas[face]
    }
}

/// For each face: itself, or the lowest of those that it goes on in, at the other end of the map.
fn joined(arcs: &Chains, beside: &[[u32; 2]], face_covers: &[u32], covers: &Covers) -> Vec<u32> {
    let mut parts: Vec<u32> = (0..face_covers.len() as u32).collect();
    let is_beyond = |face: &u32| covers.across(face_covers[*face as usize]).is_some();
    // By the stretch of the meridian: the faces at its ends of the map, in the west and in the east.
    let mut stretches: HashMap<(i32, i32), [Option<u32>; 2]> = HashMap::new();
    for (points, sides) in arcs.iter().zip(beside) {
        if let ([first, .., last], Some(inside)) = (points, sides.iter().find(|face| !is_beyond(face)))
            && sides.iter().any(is_beyond)
        {
            let stretch = stretches.entry((first.y.min(last.y), first.y.max(last.y))).or_default();
            stretch[usize::from(first.x != WEST)] = Some(*inside);
        }
    }
    let mut pairs: Vec<[u32; 2]> = stretches.into_values().filter_map(|ends| Some([ends[0]?, ends[1]?])).collect();
    pairs.retain(|[west, east]| face_covers[*west as usize] == face_covers[*east as usize]);
    pairs.sort_unstable();
    for [west, east] in pairs {
        let (one, other) = (parts[west as usize], parts[east as usize]);
        if one != other {
            // Few faces are at the ends of the map.
            parts.iter_mut().filter(|part| **part == one.max(other)).for_each(|part| *part = one.min(other));
        }
    }
    parts
}
