//! The connected parts of units: a face, or several faces that continue each other across the antimeridian.

use std::collections::HashMap;

use super::face_owners::FaceOwners;
use super::half_edges::OUTER_FACE;
use super::plane::WEST;
use super::polylines::Polylines;

/// Which faces form one part, and the areas of parts.
#[derive(Debug)]
pub(super) struct Parts {
    /// For each face: the face that represents its part.
    of_faces: Vec<u32>,
    /// For each face: twice the area of its part.
    doubled_areas: Vec<i64>,
    /// For each base unit: its largest part.
    largest: Vec<u32>,
}

impl Parts {
    pub fn new(
        arcs: &Polylines,
        beside: &[[u32; 2]],
        face_owners: &[u32],
        doubled_areas: &[i64],
        owners: &FaceOwners,
        base_units: usize,
    ) -> Self {
        let of_faces = joined(arcs, beside, face_owners, owners);
        let mut of_parts = vec![0; doubled_areas.len()];
        for (part, area) in of_faces.iter().zip(doubled_areas) {
            of_parts[*part as usize] += area;
        }
        let doubled_areas: Vec<i64> = of_faces.iter().map(|part| of_parts[*part as usize]).collect();
        let mut largest = vec![OUTER_FACE; base_units];
        for (face, owner) in (0u32..).zip(face_owners) {
            for base_unit in owners.base_units(*owner) {
                let best = &mut largest[*base_unit as usize];
                if doubled_areas[face as usize] > doubled_areas[*best as usize] {
                    *best = of_faces[face as usize];
                }
            }
        }
        Self { of_faces, doubled_areas, largest }
    }

    /// Whether a face belongs to the largest part of a base unit.
    pub fn is_largest(&self, face: usize, base_unit: u32) -> bool {
        self.largest[base_unit as usize] == self.of_faces[face]
    }

    /// Twice the area of the part that a face belongs to.
    pub fn doubled_area(&self, face: usize) -> i64 {
        self.doubled_areas[face]
    }
}

/// For each face: itself, or the lowest of the faces that continue it at the other end of the map.
fn joined(arcs: &Polylines, beside: &[[u32; 2]], face_owners: &[u32], owners: &FaceOwners) -> Vec<u32> {
    let mut parts: Vec<u32> = (0..face_owners.len() as u32).collect();
    let is_beyond = |face: &u32| owners.across(face_owners[*face as usize]).is_some();
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
    pairs.retain(|[west, east]| face_owners[*west as usize] == face_owners[*east as usize]);
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
