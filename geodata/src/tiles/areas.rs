//! The areas of a level as one zoom shows them, on the grid of that zoom: what its tiles are cut from.

use std::collections::HashSet;
use std::ops::Range;

use super::boxes::Boxes;
use crate::topology::{GridBox, UnitPosition, Vertex, ZoomLevel};

/// Edges to a run: enough that boxes are few, few enough that a tile has little to look at beside what it shows.
pub(super) const RUN: usize = 32;

/// The areas of a level at a zoom. Vertices of all rings lie in one array, in units of the grid of the zoom.
#[derive(Debug)]
pub struct ZoomAreas {
    zoom: u8,
    vertices: Vec<Vertex>,
    /// The box around each run of [`RUN`] edges of a ring.
    runs: Vec<GridBox>,
    rings: Vec<RingSpan>,
    polygons: Vec<PolygonSpan>,
    /// Where in `polygons` each unit ends.
    units: Vec<u32>,
    boxes: Boxes<u32>,
}

/// A ring ends where the next begins.
#[derive(Clone, Copy, Debug)]
struct RingSpan {
    vertices_end: u32,
    runs_end: u32,
    bounds: GridBox,
}

#[derive(Clone, Copy, Debug)]
struct PolygonSpan {
    rings_end: u32,
    touching: bool,
}

/// One polygon of a unit.
#[derive(Clone, Copy)]
pub(super) struct GridPolygon<'a> {
    areas: &'a ZoomAreas,
    /// Positions of its rings.
    first: usize,
    end: usize,
    /// True where its rings touch each other.
    pub touching: bool,
}

/// One ring: outer rings have positive area by the surveyor's formula, holes negative.
#[derive(Clone, Copy)]
pub(super) struct GridRing<'a> {
    /// The vertices, the first not repeated at the end.
    pub vertices: &'a [Vertex],
    /// The box around each run of [`RUN`] edges, both ends of each edge counted in.
    pub runs: &'a [GridBox],
    /// The box around all of them.
    pub bounds: GridBox,
}

impl ZoomAreas {
    /// The areas of the units of a level.
    pub fn new(zoom: &ZoomLevel, level: usize, units: usize) -> Self {
        Self::of(zoom.zoom(), (0..units).map(|unit| zoom.polygons(UnitPosition { level, unit })))
    }

    /// The areas of units, each given by the rings of its polygons.
    pub(super) fn of(zoom: u8, units: impl Iterator<Item = Vec<Vec<Vec<Vertex>>>>) -> Self {
        let mut areas = Self {
            zoom,
            vertices: Vec::new(),
            runs: Vec::new(),
            rings: Vec::new(),
            polygons: Vec::new(),
            units: Vec::with_capacity(units.size_hint().0),
            boxes: Boxes::new(Vec::new()),
        };
        let mut boxes = Vec::with_capacity(units.size_hint().0);
        for (unit, polygons) in (0u32..).zip(units) {
            let mut around: Option<GridBox> = None;
            for polygon in polygons {
                for ring in &polygon {
                    areas.add_ring(ring);
                }
                let bounds = polygon.first().and_then(|outer| GridBox::around(outer));
                around = around.into_iter().chain(bounds).reduce(GridBox::with);
                areas.polygons.push(PolygonSpan { rings_end: areas.rings.len() as u32, touching: touch(&polygon) });
            }
            areas.units.push(areas.polygons.len() as u32);
            boxes.extend(around.map(|around| (around, unit)));
        }
        areas.vertices.shrink_to_fit();
        areas.runs.shrink_to_fit();
        areas.boxes = Boxes::new(boxes);
        areas
    }

    fn add_ring(&mut self, ring: &[Vertex]) {
        let Some(bounds) = GridBox::around(ring) else { return };
        self.vertices.extend_from_slice(ring);
        for (run, vertices) in ring.chunks(RUN).enumerate() {
            let next = ring.get((run + 1) * RUN).or(ring.first());
            self.runs.extend(GridBox::around(vertices).zip(next).map(|(around, next)| around.with_vertex(*next)));
        }
        let (vertices_end, runs_end) = (self.vertices.len() as u32, self.runs.len() as u32);
        self.rings.push(RingSpan { vertices_end, runs_end, bounds });
    }

    /// Which zoom.
    pub fn zoom(&self) -> u8 {
        self.zoom
    }

    /// How many units the level has.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// True where the level has no unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The units whose box meets a box of the grid, ascending. A superset of those whose area does.
    pub fn near(&self, around: GridBox) -> Vec<u32> {
        let mut units = self.boxes.meeting(around);
        units.sort_unstable();
        units
    }

    /// The polygons of a unit; none for a unit that is not shown or does not exist.
    pub(super) fn polygons(&self, unit: usize) -> impl Iterator<Item = GridPolygon<'_>> + Clone {
        span(&self.units, unit, |end| *end).map(|polygon| {
            let rings = span(&self.polygons, polygon, |polygon| polygon.rings_end);
            GridPolygon { areas: self, first: rings.start, end: rings.end, touching: self.polygons[polygon].touching }
        })
    }

    fn ring(&self, ring: usize) -> GridRing<'_> {
        GridRing {
            vertices: &self.vertices[span(&self.rings, ring, |ring| ring.vertices_end)],
            runs: &self.runs[span(&self.rings, ring, |ring| ring.runs_end)],
            bounds: self.rings[ring].bounds,
        }
    }
}

impl<'a> GridPolygon<'a> {
    /// The rings, the outer first.
    pub fn rings(self) -> impl Iterator<Item = GridRing<'a>> + Clone {
        (self.first..self.end).map(move |ring| self.areas.ring(ring))
    }
}

/// The part of a list that belongs to a position, from where parts end. Empty for a position that does not exist.
fn span<T>(parts: &[T], position: usize, end: impl Fn(&T) -> u32) -> Range<usize> {
    let start = position.checked_sub(1).and_then(|before| parts.get(before)).map_or(0, &end) as usize;
    start..parts.get(position).map_or(start, |part| end(part) as usize)
}

/// Whether rings of a polygon touch each other. Vertices are all they can have in common.
fn touch(rings: &[Vec<Vertex>]) -> bool {
    let mut seen = HashSet::new();
    rings.len() > 1 && rings.iter().flatten().any(|vertex| !seen.insert((vertex.x, vertex.y)))
}
