//! From arcs back to polygons that are valid by OGC Simple Features.
//!
//! A walk that turns at every node to the first border of the unit, through the inside, goes around one connected component. Where it
//! passes a node twice, its rings touch, and the walk is split there.

use std::ops::Range;

use super::face_owners::UnitsByFace;
use super::half_edges::{HalfEdge, NodeIndex};
use super::plane::{Vertex, doubled_area};
use super::polygon_builder::PolygonBuilder;
use super::polylines::Polylines;

/// The polygons of all units of a level, as the arcs around them.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct UnitRings {
    half_edges: Vec<HalfEdge>,
    /// Where in `half_edges` each ring ends.
    rings: Vec<u32>,
    /// Where in `rings` each polygon ends. Its first ring is the outer one.
    polygons: Vec<u32>,
    /// Where in `polygons` each unit ends.
    units: Vec<u32>,
}

/// The range of the entry at a position, from the list of where entries end.
fn part(ends: &[u32], position: usize) -> Range<usize> {
    let start = position.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    start as usize..ends.get(position).copied().unwrap_or(start) as usize
}

impl UnitRings {
    /// The polygons of a level with `count` units, from arcs with the owner sets on their left and right.
    pub(super) fn new(
        arcs: &Polylines,
        beside: &[[u32; 2]],
        nodes: &NodeIndex,
        units: &UnitsByFace,
        level: usize,
        count: usize,
    ) -> Self {
        // Each half-edge with each unit that is on its left and not on its right.
        let mut borders: Vec<(u32, HalfEdge)> = Vec::new();
        for (arc, [left, right]) in (0u32..).zip(beside) {
            for (half, inside, outside) in [(arc * 2, *left, *right), (arc * 2 + 1, *right, *left)] {
                let (inside, outside) = (units.at(inside, level), units.at(outside, level));
                borders.extend(inside.iter().filter(|unit| !outside.contains(unit)).map(|unit| (*unit, half)));
            }
        }
        borders.sort_unstable();
        let mut walk = Walk {
            arcs,
            nodes,
            areas: arcs.iter().map(doubled_area).collect(),
            of_unit: vec![false; arcs.len() * 2],
            on_path: vec![u32::MAX; nodes.count()],
        };
        let mut rings = Self::default();
        let mut borders = borders.as_slice();
        for unit in 0..count as u32 {
            let (own, rest) = borders.split_at(borders.partition_point(|(owner, _)| *owner <= unit));
            borders = rest;
            for polygon in walk.polygons(own) {
                for ring in polygon {
                    rings.half_edges.extend(ring);
                    rings.rings.push(rings.half_edges.len() as u32);
                }
                rings.polygons.push(rings.rings.len() as u32);
            }
            rings.units.push(rings.polygons.len() as u32);
        }
        rings
    }

    /// The polygons of the next unit: signed arcs one ring after the other (−1 − arc where it is walked backwards), the arcs to
    /// each ring, and the rings to each polygon. None where these numbers do not fit.
    pub fn push(&mut self, arcs: &[i32], in_ring: &[i32], in_polygon: &[i32]) -> Option<()> {
        let ends = |counts: &[i32], start: usize, known: &mut Vec<u32>| {
            let mut end = start;
            for count in counts {
                end += usize::try_from(*count).ok().filter(|count| *count > 0)?;
                known.push(u32::try_from(end).ok()?);
            }
            Some(end)
        };
        let (before, rings_before) = (self.half_edges.len(), self.rings.len());
        self.half_edges.extend(
            arcs.iter().map(|arc| if *arc < 0 { (!arc).cast_unsigned() * 2 + 1 } else { arc.cast_unsigned() * 2 }),
        );
        let is_whole = ends(in_ring, before, &mut self.rings)? == self.half_edges.len()
            && ends(in_polygon, rings_before, &mut self.polygons)? == self.rings.len();
        self.units.push(u32::try_from(self.polygons.len()).ok()?);
        is_whole.then_some(())
    }

    /// How many units there are.
    pub fn count(&self) -> usize {
        self.units.len()
    }

    /// The polygons of a unit as their rings, the outer first, as half-edges.
    pub fn of(&self, unit: usize) -> impl ExactSizeIterator<Item = impl ExactSizeIterator<Item = &[HalfEdge]>> {
        self.polygons(unit).map(|polygon| self.rings(polygon).map(|ring| self.half_edges(ring)))
    }

    /// The positions of the polygons of a unit among those of all.
    pub fn polygons(&self, unit: usize) -> Range<usize> {
        part(&self.units, unit)
    }

    /// The positions of the rings of a polygon among those of all, the outer first.
    pub fn rings(&self, polygon: usize) -> Range<usize> {
        part(&self.polygons, polygon)
    }

    /// The half-edges around a ring.
    pub fn half_edges(&self, ring: usize) -> &[HalfEdge] {
        &self.half_edges[part(&self.rings, ring)]
    }
}

struct Walk<'a> {
    arcs: &'a Polylines,
    nodes: &'a NodeIndex,
    areas: Vec<i64>,
    /// The half-edges of the unit that have not been walked.
    of_unit: Vec<bool>,
    /// For each node: where on the path it was passed.
    on_path: Vec<u32>,
}

impl Walk<'_> {
    fn polygons(&mut self, borders: &[(u32, HalfEdge)]) -> Vec<Vec<Vec<HalfEdge>>> {
        for (_, half) in borders {
            self.of_unit[*half as usize] = true;
        }
        let mut polygons = PolygonBuilder::new();
        for (_, start) in borders {
            if self.of_unit[*start as usize] {
                let rings = self.simple_rings(*start);
                polygons.add_component(rings, |ring| self.area(ring));
            }
        }
        polygons.finish(|ring| vertices(self.arcs, ring).into(), |ring| self.area(ring))
    }

    /// Walks around a component from a half-edge on, and splits the walk into rings.
    fn simple_rings(&mut self, start: HalfEdge) -> Vec<Vec<HalfEdge>> {
        let mut rings = Vec::new();
        let mut path: Vec<HalfEdge> = Vec::new();
        let mut at = start;
        loop {
            self.of_unit[at as usize] = false;
            let node = self.nodes.origin(at) as usize;
            self.close(node, &mut path, &mut rings);
            self.on_path[node] = path.len() as u32;
            path.push(at);
            // The start is met again where the walk closes.
            match self.nodes.next_around_face(at).find(|half| self.of_unit[*half as usize] || *half == start) {
                Some(next) if next != start => at = next,
                _ => break,
            }
        }
        self.close(self.nodes.origin(start) as usize, &mut path, &mut rings);
        rings
    }

    /// Splits a ring off the path where a node is passed for the second time.
    fn close(&mut self, node: usize, path: &mut Vec<HalfEdge>, rings: &mut Vec<Vec<HalfEdge>>) {
        let since = self.on_path[node] as usize;
        if since < path.len() {
            let ring = path.split_off(since);
            for half in &ring {
                self.on_path[self.nodes.origin(*half) as usize] = u32::MAX;
            }
            rings.push(ring);
        }
    }

    fn area(&self, ring: &[HalfEdge]) -> i64 {
        let of = |half: &HalfEdge| {
            let area = self.areas[*half as usize / 2];
            if half.is_multiple_of(2) { area } else { area.wrapping_neg() }
        };
        ring.iter().map(of).fold(0, i64::wrapping_add)
    }
}

/// The vertices of a ring, the first not repeated at the end.
pub(super) fn vertices(arcs: &Polylines, ring: &[HalfEdge]) -> Vec<Vertex> {
    let mut points = Vec::with_capacity(ring.iter().map(|half| arcs.get(*half as usize / 2).len() - 1).sum());
    for half in ring {
        let arc = arcs.get(*half as usize / 2);
        match half % 2 {
            0 => points.extend_from_slice(&arc[..arc.len() - 1]),
            _ => points.extend(arc[1..].iter().rev()),
        }
    }
    points
}
