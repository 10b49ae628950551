//! Polygons from simple rings: which ring is a hole of which.
//!
//! Rings come one connected component after the other, from a walk around it. Where the component has one outer ring, its holes touch that
//! ring and belong to it. Other holes lie loose in the plane, and belong to the smallest outer ring around them.

use std::borrow::Cow;

use super::grid_box::GridBox;
use super::plane::{Vertex, encloses};

/// Polygons that are being built, as their rings, the outer first.
pub(crate) struct PolygonBuilder<R> {
    polygons: Vec<Vec<R>>,
    loose_holes: Vec<R>,
}

/// An outer ring, ready to be asked what it encloses.
struct Outer<'a> {
    vertices: Cow<'a, [Vertex]>,
    bounding_box: Option<GridBox>,
    area: i64,
}

impl<R> PolygonBuilder<R> {
    pub fn new() -> Self {
        Self { polygons: Vec::new(), loose_holes: Vec::new() }
    }

    /// Adds the rings of a component. A ring with a negative area is a hole.
    pub fn add_component(&mut self, rings: Vec<R>, area: impl Fn(&R) -> i64) {
        let (mut outer, mut holes): (Vec<R>, Vec<R>) = rings.into_iter().partition(|ring| area(ring) > 0);
        if outer.len() == 1 {
            outer.append(&mut holes);
            self.polygons.push(outer);
        } else {
            self.polygons.extend(outer.into_iter().map(|ring| vec![ring]));
            self.loose_holes.append(&mut holes);
        }
    }

    /// The polygons. `vertices` gives those of a ring, the first not repeated at the end.
    pub fn finish(self, vertices: impl Fn(&R) -> Cow<'_, [Vertex]>, area: impl Fn(&R) -> i64) -> Vec<Vec<R>> {
        let Self { mut polygons, mut loose_holes } = self;
        if let [polygon] = polygons.as_mut_slice() {
            polygon.append(&mut loose_holes);
        }
        if loose_holes.is_empty() {
            return polygons;
        }
        let outers: Vec<Option<Outer<'_>>> = polygons
            .iter()
            .map(|rings| {
                let ring = rings.first()?;
                let vertices = vertices(ring);
                Some(Outer { bounding_box: GridBox::bounding(&vertices), vertices, area: area(ring) })
            })
            .collect();
        let smallest_around = |hole: &R| {
            let at = *vertices(hole).first()?;
            let around = outers.iter().enumerate().filter_map(|(polygon, outer)| Some((polygon, outer.as_ref()?)));
            let around = around.filter(|(_, outer)| outer.encloses(at));
            around.min_by_key(|(_, outer)| outer.area).map(|(polygon, _)| polygon)
        };
        let places: Vec<Option<usize>> = loose_holes.iter().map(smallest_around).collect();
        drop(outers);
        for (hole, place) in loose_holes.into_iter().zip(places) {
            if let Some(polygon) = place.and_then(|place| polygons.get_mut(place)) {
                polygon.push(hole);
            }
        }
        polygons
    }
}

impl Outer<'_> {
    fn encloses(&self, at: Vertex) -> bool {
        self.bounding_box.is_some_and(|around| around.contains(at)) && encloses(&self.vertices, at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::plane::doubled_ring_area;
    use super::*;

    fn square(low: i32, high: i32) -> Vec<Vertex> {
        [(low, low), (high, low), (high, high), (low, high)].map(Vertex::from).to_vec()
    }

    fn hole(low: i32, high: i32) -> Vec<Vertex> {
        square(low, high).into_iter().rev().collect()
    }

    fn areas(components: Vec<Vec<Vec<Vertex>>>) -> Vec<Vec<i64>> {
        let mut builder = PolygonBuilder::new();
        for rings in components {
            builder.add_component(rings, |ring| doubled_ring_area(ring));
        }
        let polygons = builder.finish(|ring| ring.into(), |ring| doubled_ring_area(ring));
        polygons.iter().map(|rings| rings.iter().map(|ring| doubled_ring_area(ring)).collect()).collect()
    }

    #[test]
    fn a_loose_hole_belongs_to_the_smallest_ring_around_it() {
        let islands = vec![vec![square(0, 100)], vec![hole(10, 90)], vec![square(20, 80)], vec![hole(30, 40)]];
        assert_eq!(areas(islands), [[20_000, -12_800], [7_200, -200]]);
    }

    #[test]
    fn a_hole_that_touches_its_only_outer_ring_stays_with_it() {
        let touching = vec![square(0, 10), hole(0, 5)];
        assert_eq!(areas(vec![touching, vec![square(20, 30)]]), [vec![200, -50], vec![200]]);
    }

    #[test]
    fn a_hole_inside_nothing_is_left_out() {
        assert_eq!(areas(vec![vec![square(0, 10)], vec![square(20, 30)], vec![hole(12, 15)]]), [[200], [200]]);
    }
}
