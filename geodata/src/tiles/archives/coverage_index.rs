//! Which tiles may have content: those near an outline of a feature.
//!
//! A tile may be empty although one below it is not: features smaller than a pixel are omitted at far zooms. So an empty tile alone does
//! not end the traversal. But an empty tile without an outline near it lies outside of all features, and so do all tiles below it.

use std::collections::HashSet;

use geo_types::{Coord, Point, Polygon};

use crate::atlas::Atlas;
use crate::grid::{TileId, project};
use crate::model::AdminLevel;
use crate::query::Collection;

/// How near is near, as a share of the tile's side: 32 of 256 pixels. More than the margin that tiles draw beyond their edge and
/// the largest displacement of a simplified border together.
const NEAR: f64 = 1.0 / 8.0;

/// Outlines of areas, and points, on the unit square.
#[derive(Debug, Default)]
pub struct CoverageIndex {
    /// Lines one after the other.
    vertices: Vec<Coord<f64>>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl CoverageIndex {
    /// The index of some collections.
    pub fn of(atlas: &Atlas, collections: &[Collection]) -> Self {
        let mut coverage = Self::default();
        for collection in collections {
            match collection {
                Collection::Admin(level) => coverage.units(atlas, *level),
                Collection::Communities => {
                    coverage.points(atlas.communities.iter().filter_map(|community| community.point));
                }
                Collection::Facilities => coverage.points(atlas.facilities.iter().map(|facility| facility.point)),
                Collection::InternationalBorders => {
                    for line in atlas.international_borders.list.iter().flat_map(|border| &border.lines) {
                        coverage.line(line.coords().copied());
                    }
                }
            }
        }
        coverage
    }

    fn units(&mut self, atlas: &Atlas, level: AdminLevel) {
        let units = atlas.layer(level).into_iter().flat_map(|layer| &layer.units);
        for polygon in units.flat_map(|unit| &unit.area.0) {
            self.area(polygon);
        }
    }

    /// Adds the rings of an area in degrees.
    pub fn area(&mut self, area: &Polygon<f64>) {
        for ring in std::iter::once(area.exterior()).chain(area.interiors()) {
            self.line(ring.coords().copied());
        }
    }

    /// Adds points in degrees.
    pub fn points(&mut self, points: impl Iterator<Item = Point<f64>>) {
        for point in points {
            self.line(std::iter::once(point.0));
        }
    }

    fn line(&mut self, degrees: impl Iterator<Item = Coord<f64>>) {
        let finite = |at: &Coord<f64>| at.x.is_finite() && at.y.is_finite();
        self.vertices.extend(degrees.map(project).filter(finite));
        self.ends.push(self.vertices.len());
    }

    fn lines(&self) -> impl Iterator<Item = &[Coord<f64>]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.vertices[start..*end])
    }

    /// Columns and rows of the tiles of a zoom that an outline comes near to.
    pub fn tiles_near(&self, z: u8) -> HashSet<(u32, u32)> {
        let mut in_reach = TilesInReach {
            z,
            cells: f64::from(1u32 << z.min(crate::grid::MAX_ZOOM)),
            last: None,
            tiles: HashSet::new(),
        };
        for line in self.lines() {
            if let [only] = line {
                in_reach.around(*only, *only);
            }
            for edge in line.windows(2) {
                in_reach.edge(edge[0], edge[1]);
            }
        }
        in_reach.tiles
    }
}

/// The tiles of one zoom, while they are collected.
struct TilesInReach {
    z: u8,
    cells: f64,
    /// The corners that were added last: most edges are far shorter than a tile and add nothing new.
    last: Option<(TileId, TileId)>,
    tiles: HashSet<(u32, u32)>,
}

impl TilesInReach {
    /// A long edge goes piece by piece: its box would hold far more tiles than it passes.
    fn edge(&mut self, from: Coord<f64>, to: Coord<f64>) {
        let step = to - from;
        let pieces = (step.x.abs().max(step.y.abs()) * self.cells).ceil().max(1.0);
        let at = |piece: f64| from + step * (piece / pieces);
        let mut piece = 0.0;
        while piece < pieces {
            self.around(at(piece), at(piece + 1.0));
            piece += 1.0;
        }
    }

    fn around(&mut self, a: Coord<f64>, b: Coord<f64>) {
        let margin = NEAR / self.cells;
        let min = Coord { x: a.x.min(b.x) - margin, y: a.y.min(b.y) - margin };
        let max = Coord { x: a.x.max(b.x) + margin, y: a.y.max(b.y) + margin };
        let (Some(min), Some(max)) = (TileId::of(min, self.z), TileId::of(max, self.z)) else { return };
        if self.last == Some((min, max)) {
            return;
        }
        self.last = Some((min, max));
        // What is near an end of the map is near the other end.
        let last = (1u32 << min.z()) - 1;
        let west = (a.x.max(b.x) + margin > 1.0).then_some(0);
        let east = (a.x.min(b.x) - margin < 0.0).then_some(last);
        for y in min.y()..=max.y() {
            self.tiles.extend((min.x()..=max.x()).chain(west).chain(east).map(|x| (x, y)));
        }
    }
}
