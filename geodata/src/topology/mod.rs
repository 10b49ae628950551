//! Shared borders as arcs, and simplification that keeps neighbours together.
//!
//! ```text
//! areas ─► fine grid ─► build_arcs ─► snap_vertices ─► snap_rounding ─► half_edges ─► Topology ─► min_zoom
//!                                                                                        │
//!          ZoomLevel ◄─ rings ◄─ build_arcs ◄─ snap_rounding ◄─ simplify ◄─ visible_faces
//! ```
//!
//! Each border between two units is one [arc](BorderArc), simplified once and rounded once per zoom. Whatever is drawn from
//! it, for either unit, at any level, in any tile, is the same line.
//!
//! # Rules
//!
//! **Plane.** Everything happens on whole coordinates of the web Mercator square: 2³⁰ units each way (3.7 cm at the equator) for
//! the source, 2^zoom · 4096 for a zoom. A *pixel* is 1/256 of a tile, 16 units of the grid of its zoom.
//!
//! **Snapping.** Vertices of different units within the [`Tolerance`] of each other become one; a border that passes a vertex of other
//! units within the tolerance gets a vertex there (a T-junction). Where borders still cross they get a vertex. A gap that units surround, or an overlap, goes to the neighbour with the longest border where its mean width (twice
//! its area by its perimeter) is within the tolerance; else it is reported and left. Two borders of the same unit are never
//! snapped together.
//!
//! **Levels.** Only base units (the finest units, and coarser ones without children) have borders of their own; the area of a coarser
//! unit is the union of its children. Where a parent boundary of the source differs from that union, the largest distance is reported.
//!
//! **Antimeridian.** The map ends there on both sides, and so do areas. What is within the tolerance of an end is drawn to it, both
//! ends have the same vertices, and an arc along one knows what is across: it is a border only where that is another unit.
//!
//! **Simplification.** Visvalingam's, weighted, with fixed ends of arcs, from one ranking for all zooms. A vertex is left out
//! at the zooms where its weighted triangle is smaller than [`LEAST_AREA_PIXELS`] *and* the border moves by less than
//! [`TOLERANCE_PIXELS`] without it, measured to all vertices left out before. Vertices are reinserted where segments
//! would conflict, a border would change sides with a vertex of another, a part of at least a quarter of a square pixel would
//! lose half its area, or rounding would collapse a narrow tongue of a unit, or a bay in it.
//!
//! **Rounding.** Snap rounding to the grid of the zoom: borders may fall together where a unit is narrower than the grid, and
//! never cross. A border moves by at most √½ units of the grid, 0.045 pixels; with the simplification 0.545 pixels. Where both sides
//! of a tongue or a bay fall together nothing of it is left, however long it is: only of what was given narrower than √2 units.
//!
//! **Small parts.** A part of a unit that is smaller than a square pixel is left out, unless it is the largest of its unit: an
//! exclave goes to the neighbour that it shares most border with, an island to the sea. A unit is lost only where rounding
//! leaves nothing of its largest part: where it is smaller than a pixel, or nowhere wider than 1/16 of one.
//!
//! **Order.** The same input gives the same output, to the last vertex.
//!
//! **Straight lines.** An edge is straight on the map, between its vertices, as everything that draws tiles has it.
//!
//! # Cost
//!
//! Near linear (`benches/topology.rs`, one core): 0.8 to 0.9 µs to build for each vertex of the source, 14 s for 50,000 units of
//! 300; 0.7 µs for each vertex that a zoom shows. At its height building takes about 90 bytes for each vertex of the source.
//!
//! # Papers
//!
//! - Visvalingam, Whyatt: *Line generalisation by repeated elimination of points*. The Cartographic Journal 30 (1), 1993.
//! - Zhou, Jones: *Shape-aware line generalisation with weighted effective area*. Developments in Spatial Data Handling, 2004.
//! - Saalfeld: *Topologically consistent line simplification with the Douglas-Peucker algorithm*. Cartography and GIS 26 (1), 1999.
//! - Hobby: *Practical segment intersection with finite precision output*. Computational Geometry 13 (4), 1999.
//!
//! # Tried and dropped
//!
//! - *Rounding each vertex to the nearest grid point, and mending what crosses*: a border can end up on the wrong side of a
//!   vertex beside it without crossing anything, and the mending is then each neighbour's own. Snap rounding needs no mending.
//! - *Visvalingam's area alone*: a spike of any length has little area if it is thin. The largest displacement was not bounded,
//!   so it became part of the ranking.
//! - *Moving all vertices to a coarse grid to bring them together*: moves everything, and leaves apart what lies on two sides of
//!   the edge of a cell.
//! - *Units left and right of each edge, kept through every step*: rounding two borders onto each other then needs cases.
//!   Adding up signed labels needs none: what was in between cancels out.

mod antimeridian;
mod build;
mod build_arcs;
mod collapsed;
mod compare;
mod dissolved;
mod face_owners;
mod finding;
mod grid_box;
mod half_edges;
mod hierarchy;
mod min_zoom;
mod parts;
mod plane;
mod polygon_builder;
mod polylines;
mod rings;
mod segment_chunks;
mod signed_labels;
mod simplified_arcs;
mod simplify;
mod snap_rounding;
mod snap_vertices;
mod visible_faces;
mod zoom;
mod zoom_parts;

use std::sync::Arc;

pub use dissolved::dissolve;
pub(crate) use face_owners::UnitsByFace;
pub use finding::TopologyFinding;
pub use grid_box::GridBox;
pub(crate) use half_edges::HalfEdge;
pub use hierarchy::{LevelAreas, UnitPosition};
pub use min_zoom::{LEAST_AREA_PIXELS, TOLERANCE_PIXELS};
pub use plane::{DEEPEST_ZOOM, GRID_UNITS_PER_PIXEL, Vertex};
pub(crate) use plane::{doubled_ring_area, has_area, orient2d, winds_around};
pub(crate) use polygon_builder::PolygonBuilder;
pub(crate) use polylines::Polylines;
pub(crate) use rings::UnitRings;
pub use visible_faces::DroppedFace;
pub use zoom::{ArcRef, BorderArc, MergedUnit, ZoomLevel};
pub(crate) use zoom_parts::ZoomParts;

use face_owners::FaceOwners;
use parts::Parts;

use crate::parallel;
use crate::progress::{Progress, Silent};

/// How far apart may lie what should coincide.
///
/// In degrees of longitude, and as far as that is on the map in any other direction: Mercator's projection keeps angles, so it
/// is a circle on the ground that shrinks with the cosine of the latitude.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Tolerance(f64);

impl Tolerance {
    /// The widest tolerance, in degrees of longitude: 1.1 km at the equator.
    pub const WIDEST_DEGREES: f64 = 0.01;

    /// A tolerance in degrees of longitude. None unless it is a number from 0 to [`Tolerance::WIDEST_DEGREES`].
    pub fn degrees(longitude: f64) -> Option<Self> {
        (0.0..=Self::WIDEST_DEGREES).contains(&longitude).then_some(Self(longitude))
    }

    fn fine_units(self) -> f64 {
        self.0 * plane::units_per_degree()
    }
}

/// A hundred-thousandth of a degree: 1.1 m at the equator, 0.8 m at 42° N. Below what boundaries are surveyed to, above what is
/// lost where coordinates are written with six digits.
impl Default for Tolerance {
    fn default() -> Self {
        Self(1e-5)
    }
}

/// Levels of areas as arcs that neighbours share.
#[derive(Debug)]
pub struct Topology {
    /// On the fine grid.
    arcs: Polylines,
    /// For each point of `arcs`: the lowest zoom that shows it.
    min_zooms: Vec<u8>,
    /// For each arc: the faces on its left and right.
    beside: Vec<[u32; 2]>,
    /// For each face: twice its area.
    doubled_areas: Vec<i64>,
    /// For each face: its owner set.
    face_owners: Vec<u32>,
    owners: FaceOwners,
    units: Arc<UnitsByFace>,
    parts: Parts,
    /// For each level and unit: its area in square fine units.
    unit_areas: Vec<Vec<f64>>,
}

impl Topology {
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
        self.unit_areas.len()
    }

    /// How many units a level has.
    pub fn unit_count(&self, level: usize) -> usize {
        self.unit_areas.get(level).map_or(0, Vec::len)
    }

    /// The size of a unit in square pixels of a zoom, before simplification.
    pub fn square_pixels(&self, at: UnitPosition, zoom: u8) -> f64 {
        let pixel = plane::pixel(zoom) as f64;
        self.unit_area(at) / (pixel * pixel)
    }

    /// The coverage at a zoom; at [`DEEPEST_ZOOM`] for a deeper one.
    pub fn at_zoom(&self, zoom: u8) -> ZoomLevel {
        ZoomLevel::new(self, zoom)
    }

    /// The coverage at every zoom from 0 to [`DEEPEST_ZOOM`], on all processors.
    pub fn zooms(&self) -> Vec<ZoomLevel> {
        self.zooms_watched(&Silent)
    }

    /// The same, saying how far it has come: in vertices that zooms show.
    pub fn zooms_watched(&self, progress: &dyn Progress) -> Vec<ZoomLevel> {
        let mut shown = [0_u64; DEEPEST_ZOOM as usize + 1];
        for rank in &self.min_zooms {
            for count in shown.get_mut(usize::from(*rank)..).unwrap_or_default() {
                *count += 1;
            }
        }
        progress.stage("Simplifying borders for each zoom", Some(shown.iter().sum()));
        parallel::map_from_last((0..=DEEPEST_ZOOM).zip(shown).collect::<Vec<_>>(), |(zoom, vertices)| {
            let coverage = self.at_zoom(zoom);
            progress.advance(vertices);
            coverage
        })
    }

    /// In square fine units.
    fn unit_area(&self, at: UnitPosition) -> f64 {
        self.unit_areas.get(at.level).and_then(|areas| areas.get(at.unit)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
pub(crate) mod tests;
