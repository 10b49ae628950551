//! The areas of a level on the grid of a zoom: what its tiles are clipped from.

use std::ops::Range;
use std::sync::Arc;

use super::arcs::{ArcWalk, ZoomArcs};
use super::packed_rtree::PackedRTree;
use crate::topology::{GridBox, HalfEdge, UnitRings, Vertex};

/// The areas of a level at a zoom: rings of arcs, which they share with their neighbours and with the other levels.
#[derive(Debug)]
pub struct ZoomAreas {
    zoom: Arc<ZoomArcs>,
    level: usize,
    /// The box around each ring of the level.
    rings: Vec<GridBox>,
    /// For each polygon of the level: true where its rings touch each other.
    touching: Vec<bool>,
    /// The units that the zoom draws.
    boxes: PackedRTree<u32>,
}

/// One polygon of a unit.
#[derive(Clone, Copy)]
pub(super) struct GridPolygon<'a> {
    areas: &'a ZoomAreas,
    polygon: usize,
}

/// One ring: outer rings have positive area by the surveyor's formula, holes negative.
#[derive(Clone, Copy)]
pub(super) struct GridRing<'a> {
    zoom: &'a ZoomArcs,
    half_edges: &'a [HalfEdge],
    /// The box around all of it.
    pub bounds: GridBox,
}

impl ZoomAreas {
    /// The areas of the units of a level.
    pub fn new(zoom: &Arc<ZoomArcs>, level: usize) -> Self {
        let mut areas = Self {
            zoom: Arc::clone(zoom),
            level,
            rings: Vec::new(),
            touching: Vec::new(),
            boxes: PackedRTree::new(Vec::new()),
        };
        let Some(rings) = zoom.rings(level) else { return areas };
        let mut boxes = Vec::with_capacity(rings.count());
        for unit in 0..rings.count() {
            let mut around: Option<GridBox> = None;
            for polygon in rings.polygons(unit) {
                let start = areas.rings.len();
                areas.rings.extend(rings.rings(polygon).map(|ring| around_ring(zoom, rings.half_edges(ring))));
                around = around.into_iter().chain(areas.rings.get(start).copied()).reduce(GridBox::union);
                areas.touching.push(touch(zoom, rings, polygon));
            }
            boxes.extend(around.map(|around| (around, unit as u32)));
        }
        areas.rings.shrink_to_fit();
        areas.touching.shrink_to_fit();
        areas.boxes = PackedRTree::new(boxes);
        areas
    }

    /// Which zoom.
    pub fn zoom(&self) -> u8 {
        self.zoom.zoom()
    }

    /// How many units the level has.
    pub fn len(&self) -> usize {
        self.zoom.unit_count(self.level)
    }

    /// True where the level has no unit.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The units whose box meets a box of the grid, ascending. A superset of those whose area does.
    pub fn near(&self, around: GridBox) -> Vec<u32> {
        let mut units = self.boxes.query(around);
        units.sort_unstable();
        units
    }

    /// The polygons of a unit; none for a unit that is not shown or does not exist.
    pub(super) fn polygons(&self, unit: usize) -> impl Iterator<Item = GridPolygon<'_>> + Clone {
        let polygons = self.zoom.rings(self.level).map_or(0..0, |rings| rings.polygons(unit));
        polygons.map(|polygon| GridPolygon { areas: self, polygon })
    }
}

impl<'a> GridPolygon<'a> {
    /// The rings, the outer first.
    pub fn rings(self) -> impl Iterator<Item = GridRing<'a>> + Clone {
        let Self { areas, polygon } = self;
        let rings = areas.zoom.rings(areas.level);
        let positions: Range<usize> = rings.map_or(0..0, |rings| rings.rings(polygon));
        positions.zip(std::iter::repeat(rings)).filter_map(|(ring, rings)| {
            Some(GridRing { zoom: &areas.zoom, half_edges: rings?.half_edges(ring), bounds: *areas.rings.get(ring)? })
        })
    }

    /// True where its rings touch each other.
    pub fn is_touching(self) -> bool {
        self.areas.touching.get(self.polygon).copied().unwrap_or_default()
    }
}

impl<'a> GridRing<'a> {
    /// The arcs around it, as they are walked: each begins where the one before ends.
    pub fn walks(self) -> impl Iterator<Item = ArcWalk<'a>> + Clone {
        self.half_edges.iter().map(move |half| self.zoom.walk(*half))
    }

    /// The vertices, the first not repeated at the end.
    pub fn vertices(self) -> impl Iterator<Item = Vertex> {
        self.walks().flat_map(|walk| {
            let mut vertices = walk.vertices();
            vertices.next_back();
            vertices
        })
    }
}

fn around_ring(zoom: &ZoomArcs, half_edges: &[HalfEdge]) -> GridBox {
    let boxes = half_edges.iter().filter_map(|half| zoom.walk(*half).around());
    let nowhere = Vertex { x: 0, y: 0 };
    boxes.reduce(GridBox::union).unwrap_or(GridBox { min: nowhere, max: nowhere })
}

/// Whether rings of a polygon touch each other: they can do so only where arcs end.
fn touch(zoom: &ZoomArcs, rings: &UnitRings, polygon: usize) -> bool {
    let rings = rings.rings(polygon).map(|ring| rings.half_edges(ring));
    if rings.len() < 2 {
        return false;
    }
    let start = |half: &HalfEdge| zoom.walk(*half).ends().map(|[start, _]| (start.x, start.y));
    let mut starts: Vec<_> = rings.flatten().filter_map(start).collect();
    starts.sort_unstable();
    starts.windows(2).any(|pair| pair[0] == pair[1])
}
