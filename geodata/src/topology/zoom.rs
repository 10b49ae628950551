//! The coverage of a zoom level: simplified arcs and the polygons of units.

use std::sync::Arc;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::Topology;
use super::build_arcs::build_arcs;
use super::face_owners::{UnitsByFace, label_between, owners_of_sides};
use super::half_edges::{HalfEdge, NodeIndex};
use super::hierarchy::UnitPosition;
use super::plane::{DEEPEST_ZOOM, Vertex, orient2d, pixel};
use super::polylines::Polylines;
use super::rings::{UnitRings, vertices};
use super::signed_labels::SignedLabelInterner;
use super::simplify::simplify;
use super::visible_faces::{DroppedFace, VisibleFaces};
use crate::grid::EXTENT;

/// The coverage of a zoom: arcs on its grid, and the units they enclose.
///
/// Coordinates are units of the grid of the zoom, 2^zoom · [`EXTENT`] each way over the world: a tile is a box of [`EXTENT`] by
/// [`EXTENT`] of them. Arcs meet only at their ends. The areas of the units of a level partition the plane exactly: no gap, no
/// overlap that the source did not have.
#[derive(Debug, PartialEq)]
pub struct ZoomLevel {
    pub(super) zoom: u8,
    pub(super) arcs: Polylines,
    /// For each arc: the owner sets on its left and right.
    pub(super) beside: Vec<[u32; 2]>,
    pub(super) units: Arc<UnitsByFace>,
    /// The polygons of each level.
    pub(super) rings: Vec<UnitRings>,
    pub(super) dropped: Vec<DroppedFace>,
    pub(super) lost: Vec<MergedUnit>,
}

/// A stretch of border at a zoom.
#[derive(Clone, Copy, Debug)]
pub struct BorderArc<'a> {
    /// Its vertices in units of the grid of the zoom. The same at the start and the end where it is closed.
    pub vertices: &'a [Vertex],
    /// The coarsest level whose units it separates: 0 for a coast or the border of a country.
    pub level: usize,
    owners: [u32; 2],
    units: &'a UnitsByFace,
}

impl<'a> BorderArc<'a> {
    /// The units of a level on its left, seen along it by the surveyor's formula (with y down: right, as drawn). Almost always
    /// one, none outside; more only where areas of the source overlap.
    pub fn left(&self, level: usize) -> &'a [u32] {
        self.units.at(self.owners[0], level)
    }

    /// The units of a level on its right.
    pub fn right(&self, level: usize) -> &'a [u32] {
        self.units.at(self.owners[1], level)
    }
}

/// An arc walked in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ArcRef {
    /// The position of the arc in its zoom.
    pub arc: usize,
    /// True where it is walked from its end to its start.
    pub backwards: bool,
}

/// A unit that disappears at a zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MergedUnit {
    /// Which one.
    pub unit: UnitPosition,
    /// Its size in square pixels of the zoom: under 1, but for a unit that is narrower than the grid everywhere.
    pub square_pixels: f64,
}

impl ZoomLevel {
    pub(super) fn new(topology: &Topology, zoom: u8) -> Self {
        let zoom = zoom.min(DEEPEST_ZOOM);
        let visible = VisibleFaces::new(topology, zoom);
        let simplified = simplify(topology, &visible, zoom);
        let mut interner = SignedLabelInterner::new();
        let parted = visible.arcs.iter().map(|arc| {
            let owners = topology.beside[*arc as usize].map(|face| visible.owner(topology, face));
            label_between(owners, &mut interner)
        });
        let parted: Vec<_> = parted.collect();
        let arc_set = build_arcs(&simplified, &parted, &mut interner);
        let sides: Vec<[u32; 2]> = arc_set.labels.iter().map(|label| owners_of_sides(interner.get(*label))).collect();
        // Where rounding leaves nothing of a unit at the end of the map, its arcs separate nothing.
        let parts = |sides: &[u32; 2]| !sides.iter().all(|owner| topology.units.is_empty(*owner));
        let (arcs, beside) =
            without_straight_vertices(arc_set.arcs.iter().zip(sides).filter(|(_, sides)| parts(sides)));

        let nodes = NodeIndex::new(&arcs);
        let units = Arc::clone(&topology.units);
        let rings: Vec<UnitRings> = (0..units.levels())
            .map(|level| UnitRings::new(&arcs, &beside, &nodes, &units, level, topology.unit_count(level)))
            .collect();
        let pixel = pixel(zoom) as f64;
        let positions = |level: usize| (0..topology.unit_count(level)).map(move |unit| UnitPosition { level, unit });
        let lost = (0..units.levels())
            .flat_map(positions)
            .filter(|at| rings[at.level].of(at.unit).len() == 0)
            .map(|unit| MergedUnit { unit, square_pixels: topology.unit_area(unit) / (pixel * pixel) })
            .filter(|lost| lost.square_pixels > 0.0)
            .collect();
        Self { zoom, arcs, beside, units, rings, dropped: visible.dropped, lost }
    }

    /// Which zoom.
    pub fn zoom(&self) -> u8 {
        self.zoom
    }

    /// How many arcs there are.
    pub fn arc_count(&self) -> usize {
        self.arcs.len()
    }

    /// How many vertices all arcs have together.
    pub fn vertex_count(&self) -> usize {
        self.arcs.points.len()
    }

    /// How many levels there are.
    pub fn levels(&self) -> usize {
        self.rings.len()
    }

    /// The arc at a position.
    pub fn arc(&self, arc: usize) -> Option<BorderArc<'_>> {
        let owners = *self.beside.get(arc)?;
        let level = self.units.coarsest_separated(owners)?;
        Some(BorderArc { vertices: self.arcs.get(arc), level, owners, units: &self.units })
    }

    /// All arcs: every border once.
    pub fn arcs(&self) -> impl Iterator<Item = BorderArc<'_>> {
        (0..self.arcs.len()).filter_map(|arc| self.arc(arc))
    }

    /// The polygons of a unit as the arcs around them: rings of each polygon, the outer first. Nothing for a unit that is lost or
    /// does not exist.
    pub fn arc_refs(&self, at: UnitPosition) -> Vec<Vec<Vec<ArcRef>>> {
        let arc_ref = |half: &HalfEdge| ArcRef { arc: *half as usize / 2, backwards: half % 2 == 1 };
        self.map_rings(at, |ring| ring.iter().map(arc_ref).collect())
    }

    /// The polygons of a unit as the vertices around them, each ring without repeating its first vertex. Outer rings have
    /// positive area by the surveyor's formula, holes negative, as in vector tiles (MVT 2.1, section 4.3.4.4). Valid by OGC
    /// Simple Features.
    pub fn polygons(&self, at: UnitPosition) -> Vec<Vec<Vec<Vertex>>> {
        self.map_rings(at, |ring| vertices(&self.arcs, ring))
    }

    /// The area of a unit in the unit square (see [`crate::grid`]), exactly where the grid has it.
    pub fn unit_square_area(&self, at: UnitPosition) -> MultiPolygon<f64> {
        let side = f64::from(EXTENT) * f64::from(1u32 << self.zoom);
        let in_square = |vertex: &Vertex| Coord { x: f64::from(vertex.x) / side, y: f64::from(vertex.y) / side };
        let line = |ring: &Vec<Vertex>| ring.iter().chain(ring.first()).map(in_square).collect::<LineString<f64>>();
        let polygon = |rings: &Vec<Vec<Vertex>>| {
            let mut rings = rings.iter().map(line);
            rings.next().map(|outer| Polygon::new(outer, rings.collect()))
        };
        MultiPolygon(self.polygons(at).iter().filter_map(polygon).collect())
    }

    /// Parts of units that are too small for the zoom, by the rule in [`crate::topology`].
    pub fn dropped(&self) -> &[DroppedFace] {
        &self.dropped
    }

    /// Units that disappear at this zoom.
    pub fn lost(&self) -> &[MergedUnit] {
        &self.lost
    }

    fn map_rings<T>(&self, at: UnitPosition, map: impl Fn(&[HalfEdge]) -> T) -> Vec<Vec<T>> {
        let Some(rings) = self.rings.get(at.level) else { return Vec::new() };
        rings.of(at.unit).map(|polygon| polygon.map(&map).collect()).collect()
    }
}

/// Arcs without vertices in the middle of straight lines, with the owner sets on their sides.
fn without_straight_vertices<'a>(all: impl Iterator<Item = (&'a [Vertex], [u32; 2])>) -> (Polylines, Vec<[u32; 2]>) {
    let (mut arcs, mut beside) = (Polylines::default(), Vec::new());
    for (points, sides) in all {
        let start = arcs.points.len();
        for (position, point) in points.iter().enumerate() {
            let before = arcs.points.last().copied().filter(|_| arcs.points.len() > start);
            let is_straight = |(before, after): (Vertex, &Vertex)| orient2d(before, *point, *after) == 0;
            if !before.zip(points.get(position + 1)).is_some_and(is_straight) {
                arcs.points.push(*point);
            }
        }
        arcs.end();
        beside.push(sides);
    }
    arcs.shrink();
    (arcs, beside)
}
