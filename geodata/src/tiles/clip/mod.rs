//! Clips areas to a tile and its margin: integer coordinates, always valid polygons.
//!
//! Areas are on the grid of the tile's zoom already ([`crate::topology`]), so that only the crossings of borders with the sides of the clip
//! rectangle are rounded:
//!
//! 1. By their bounding boxes, chunks of border outside are skipped and those inside copied. A ring wholly inside is not clipped.
//! 2. The rest becomes paths, from where a border enters to where it leaves (`clipped_paths`). Crossings are exact fractions, the same
//!    from both sides of a border (`clip_rect`).
//! 3. Paths are joined along the sides of the rectangle to rings (`ring_assembler`): after leaving, a border continues where the next
//!    path enters.
//! 4. Rounding a crossing moves the end of its edge by less than a unit. Where that could make a ring touch or cross anything, which is
//!    rare, the unit is clipped by an overlay that repairs it (`overlay`).
//!
//! Neighbours share their border: shared edges are cut and rounded to the same vertices.

mod clip_rect;
mod clipped_area;
mod clipped_paths;
mod overlay;
mod polygonize;
mod ring_assembler;
#[cfg(test)]
mod tests;

use clip_rect::ClipRect;
pub use clipped_area::ClippedArea;
use clipped_paths::ClippedPaths;
use overlay::OverlayClipper;
pub(super) use overlay::united;
use ring_assembler::RingAssembler;

use super::arcs::ArcWalk;
use super::areas::{GridPolygon, GridRing, ZoomAreas};
use crate::grid::{EXTENT, TileId};
use crate::topology::{GridBox, Vertex};

/// Margin around a tile that areas are drawn in too, in units of the grid: 8 pixels of a tile of 512, so that outlines up to
/// twice as wide go over the edge of a tile without a seam.
pub const BUFFER: u16 = 64;

/// Clips areas to tiles. Reuses its buffers, so that clipping does not allocate after a while.
pub struct Clipper {
    rect: ClipRect,
    paths: ClippedPaths,
    assembler: RingAssembler,
    area: ClippedArea,
    /// Created on first use, which is rare.
    overlay: Option<OverlayClipper>,
}

impl Default for Clipper {
    fn default() -> Self {
        Self::with_buffer(BUFFER)
    }
}

impl Clipper {
    /// A clipper that leaves a margin of so many units of the grid around a tile.
    pub fn with_buffer(buffer: u16) -> Self {
        let rect = ClipRect { low: -i32::from(buffer), high: EXTENT.cast_signed() + i32::from(buffer) };
        Self {
            rect,
            paths: ClippedPaths::default(),
            assembler: RingAssembler::default(),
            area: ClippedArea::default(),
            overlay: None,
        }
    }

    /// The tile with its margin, as a box on the grid of its zoom.
    pub fn buffered_bounds(&self, tile: TileId) -> GridBox {
        let (origin, ClipRect { low, high }) = (origin(tile), self.rect);
        GridBox { min: origin + Vertex { x: low, y: low }, max: origin + Vertex { x: high, y: high } }
    }

    /// What a tile shows of a unit. The tile is one of the zoom of the areas.
    pub fn clip(&mut self, areas: &ZoomAreas, unit: usize, tile: TileId) -> &ClippedArea {
        let origin = origin(tile);
        if !self.cut(areas, unit, origin) {
            self.overlay(areas, unit, origin, [0]);
        }
        &self.area
    }

    /// The same of a unit that goes on across the antimeridian, at the other end of the map: the tile shows it as one there.
    pub fn clip_across(&mut self, areas: &ZoomAreas, unit: usize, tile: TileId) -> &ClippedArea {
        let ends = across(tile, self.buffered_bounds(tile)).map(|end| end.offset);
        self.overlay(areas, unit, origin(tile), std::iter::once(0).chain(ends));
        &self.area
    }

    /// What a tile shows of rings on the grid of its zoom, which are of no unit, each with the box around it: outer rings have positive area, as in
    /// [`ClippedArea`].
    pub(super) fn clip_rings(
        &mut self,
        rings: impl IntoIterator<Item = (impl IntoIterator<Item = Vertex>, GridBox)>,
        tile: TileId,
    ) -> &ClippedArea {
        self.area.clear();
        let overlay = self.overlay.get_or_insert_with(|| OverlayClipper::new(self.rect));
        overlay.clip(rings, origin(tile), &mut self.area);
        &self.area
    }

    /// Takes a unit as it is and moved to the east by offsets.
    fn overlay(&mut self, areas: &ZoomAreas, unit: usize, origin: Vertex, offsets: impl IntoIterator<Item = i32>) {
        let moved = offsets.into_iter().map(|x| Vertex { x, y: 0 });
        let rings = moved.flat_map(|by| {
            areas.polygons(unit).flat_map(GridPolygon::rings).map(move |ring| {
                let bounds = GridBox { min: ring.bounds.min + by, max: ring.bounds.max + by };
                (ring.vertices().map(move |at| at + by), bounds)
            })
        });
        self.area.clear();
        let overlay = self.overlay.get_or_insert_with(|| OverlayClipper::new(self.rect));
        overlay.clip(rings, origin, &mut self.area);
    }

    /// False where rounding needs repair, or rings touch, so that paths alone do not determine the polygons.
    fn cut(&mut self, areas: &ZoomAreas, unit: usize, origin: Vertex) -> bool {
        let rect = self.rect;
        self.paths.clear();
        self.area.clear();
        let polygons = || areas.polygons(unit).enumerate();
        for (position, polygon) in polygons() {
            let before = self.paths.list().len();
            let clear = self.paths.add(position, polygon, origin, rect).is_ok();
            if !clear || (polygon.is_touching() && self.paths.list().len() > before) {
                return false;
            }
        }
        if !self.paths.can_be_rounded(rect) || !self.assembler.connect(&self.paths, rect) {
            return false;
        }
        let mut cut = self.paths.list().iter().map(|path| path.polygon).peekable();
        for (position, polygon) in polygons() {
            let mut has_paths = false;
            while cut.next_if_eq(&position).is_some() {
                has_paths = true;
            }
            let surrounds = !has_paths && surrounds(polygon, origin, rect);
            self.assembler.add(position, &self.paths, rect, surrounds, &mut self.area);
        }
        true
    }
}

/// Ground in the margin of a tile that is at the other end of the map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Across {
    /// Where it is there.
    pub around: GridBox,
    /// How far to the east it is moved to lie beside the tile.
    pub offset: i32,
}

/// What of a tile's margin is at the other end of the map: nothing, for tiles that are not along an end.
pub(super) fn across(tile: TileId, buffered_bounds: GridBox) -> impl Iterator<Item = Across> + Clone {
    let world = (EXTENT << tile.z()).cast_signed();
    let west = (tile.x() == 0).then(|| Across {
        around: GridBox {
            min: Vertex { x: buffered_bounds.min.x + world, ..buffered_bounds.min },
            max: Vertex { x: world, ..buffered_bounds.max },
        },
        offset: -world,
    });
    let is_last = tile.x() + 1 == 1 << tile.z();
    let east = is_last.then(|| Across {
        around: GridBox {
            min: Vertex { x: 0, ..buffered_bounds.min },
            max: Vertex { x: buffered_bounds.max.x - world, ..buffered_bounds.max },
        },
        offset: world,
    });
    west.into_iter().chain(east)
}

/// Where a tile begins on the grid of its zoom.
fn origin(tile: TileId) -> Vertex {
    Vertex { x: (tile.x() * EXTENT).cast_signed(), y: (tile.y() * EXTENT).cast_signed() }
}

/// Whether a polygon with no border through the rectangle contains all of it, except for rings that lie inside.
///
/// All places between the side and the first vertices inside are alike: the one half a unit from the north-western corner
/// tells. Rings inside do not wind around it.
fn surrounds(polygon: GridPolygon<'_>, origin: Vertex, rect: ClipRect) -> bool {
    let low = i64::from(rect.low);
    let mut inside = false;
    for chunk in polygon.rings().flat_map(GridRing::walks).flat_map(ArcWalk::chunks) {
        let (north, south) = (i64::from(chunk.around.min.y - origin.y), i64::from(chunk.around.max.y - origin.y));
        if south <= low || north > low || i64::from(chunk.around.max.x - origin.x) <= low {
            continue;
        }
        for edge in chunk.edges() {
            let [a, b] = edge.map(|at| at - origin);
            let [ax, ay, bx, by] = [a.x, a.y, b.x, b.y].map(i64::from);
            // In half units: the place is at 2 · low + 1.
            let to = 2 * low + 1;
            let side = (bx - ax) * (to - 2 * ay) - (by - ay) * (to - 2 * ax);
            if (ay <= low) != (by <= low) && (side > 0) == (by > ay) {
                inside = !inside;
            }
        }
    }
    inside
}
