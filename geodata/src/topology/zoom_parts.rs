//! Assembles a zoom level from its stored parts, after checking their consistency.

use std::sync::Arc;

use super::face_owners::UnitsByFace;
use super::half_edges::HalfEdge;
use super::hierarchy::UnitPosition;
use super::plane::{DEEPEST_ZOOM, Vertex};
use super::polylines::Polylines;
use super::rings::UnitRings;
use super::visible_faces::DroppedFace;
use super::zoom::{MergedUnit, ZoomLevel};
use crate::grid::EXTENT;

/// The parts of a [`ZoomLevel`].
#[derive(Debug)]
pub(crate) struct ZoomParts {
    pub zoom: u8,
    pub arcs: Polylines,
    /// For each arc: the owner sets on its left and right.
    pub beside: Vec<[u32; 2]>,
    pub units: Arc<UnitsByFace>,
    /// The polygons of each level.
    pub rings: Vec<UnitRings>,
    pub dropped: Vec<DroppedFace>,
    pub lost: Vec<MergedUnit>,
}

impl ZoomLevel {
    /// The vertices of an arc.
    pub(crate) fn vertices(&self, arc: usize) -> &[Vertex] {
        self.arcs.get(arc)
    }

    /// The owner sets on the left and right of an arc.
    pub(crate) fn sides(&self, arc: usize) -> [u32; 2] {
        self.beside.get(arc).copied().unwrap_or_default()
    }

    /// The units of owner sets: the same for all zooms of a topology.
    pub(crate) fn owner_units(&self) -> &UnitsByFace {
        &self.units
    }

    /// The polygons of a level, as the arcs around them.
    pub(crate) fn rings(&self, level: usize) -> Option<&UnitRings> {
        self.rings.get(level)
    }

    /// How many units a level has.
    pub(crate) fn unit_count(&self, level: usize) -> usize {
        self.rings.get(level).map_or(0, UnitRings::count)
    }

    /// Assembles a zoom. An error, where its parts do not fit each other: code that walks around areas relies on it.
    pub(crate) fn assemble(parts: ZoomParts) -> Result<Self, String> {
        parts.check().map_err(|reason| format!("zoom {}: {reason}", parts.zoom))?;
        let ZoomParts { zoom, arcs, beside, units, rings, dropped, lost } = parts;
        Ok(Self { zoom, arcs, beside, units, rings, dropped, lost })
    }
}

impl ZoomParts {
    fn check(&self) -> Result<(), String> {
        if self.zoom > DEEPEST_ZOOM {
            return Err(format!("there is no zoom deeper than {DEEPEST_ZOOM}"));
        }
        let side = EXTENT.cast_signed() << self.zoom;
        let is_on_grid = |at: &Vertex| (0..=side).contains(&at.x) && (0..=side).contains(&at.y);
        if !self.arcs.points.iter().all(is_on_grid) {
            return Err("a border leaves the map".into());
        }
        if let Some(arc) = self.arcs.iter().position(|points| points.len() < 2) {
            return Err(format!("border {arc} has less than two vertices"));
        }
        let owners = self.units.count() as u32;
        let is_known = self.beside.len() == self.arcs.len() && self.beside.iter().flatten().all(|side| *side < owners);
        if !is_known {
            return Err("a border has nothing on a side".into());
        }
        if self.rings.len() != self.units.levels() {
            return Err("there are not as many levels of areas as of units".into());
        }
        // A separate array, because they are read often.
        let ends: Vec<[Vertex; 2]> = self.arcs.iter().map(|points| [points[0], points[points.len() - 1]]).collect();
        (0..self.rings.len()).try_for_each(|level| self.check_level(level, &ends))?;
        let exists = |at: &UnitPosition| self.rings.get(at.level).is_some_and(|rings| at.unit < rings.count());
        let named = self.dropped.iter().flat_map(|part| std::iter::once(&part.unit).chain(&part.drawn_as));
        if named.chain(self.lost.iter().map(|lost| &lost.unit)).all(exists) {
            return Ok(());
        }
        Err("a unit that is left out does not exist".into())
    }

    /// Every arc of a ring begins where the one before ends, and has the unit on its left and not on its right.
    fn check_level(&self, level: usize, ends: &[[Vertex; 2]]) -> Result<(), String> {
        for unit in 0..self.rings[level].count() {
            for polygon in self.rings[level].of(unit) {
                for ring in polygon {
                    let at = |reason: &str| Err(format!("unit {unit} of level {level}: {reason}"));
                    if ring.iter().any(|half| *half as usize / 2 >= self.arcs.len()) {
                        return at("a border of it does not exist");
                    }
                    // The first and the last vertex of an arc as it is walked.
                    let walked = |half: &HalfEdge| {
                        let [start, end] = ends[*half as usize / 2];
                        if half.is_multiple_of(2) { [start, end] } else { [end, start] }
                    };
                    let mut before = ring.last().map(|last| walked(last)[1]);
                    let follows = |half: &HalfEdge| {
                        let [start, end] = walked(half);
                        before.replace(end) == Some(start)
                    };
                    if !ring.iter().all(follows) {
                        return at("a ring of it is not closed");
                    }
                    if !ring.iter().all(|half| self.parts(*half, level, unit as u32)) {
                        return at("a border of it is not its own");
                    }
                }
            }
        }
        Ok(())
    }

    fn parts(&self, half: HalfEdge, level: usize, unit: u32) -> bool {
        let [left, right] = self.beside[half as usize / 2];
        let (inside, outside) = if half.is_multiple_of(2) { (left, right) } else { (right, left) };
        self.units.at(inside, level).contains(&unit) && !self.units.at(outside, level).contains(&unit)
    }
}
