//! Borders between countries as lines in tiles: projected once, and for each tile put on its grid, thinned and cut.

use geo::{BoundingRect, Intersects};
use geo_types::{Coord, LineString, Rect};

use super::DEEPEST_ZOOM;
use super::borders::LineClipper;
use super::mvt::{FeatureAttributes, LayerWriter};
use super::tile::feature_id;
use crate::grid::{EXTENT, TileId, project};
use crate::model::InternationalBorder;
use crate::topology::Vertex;

/// Vertices nearer to the one before, in units of the grid, are left out: half a pixel of a tile that is drawn at 512 pixels.
const NEAR: i32 = 4;

/// The lines of all borders, on the unit square.
#[derive(Debug)]
pub struct BorderLines {
    /// For each border its lines, and the boxes around them.
    borders: Vec<Vec<(LineString<f64>, Rect<f64>)>>,
}

impl BorderLines {
    /// Projects borders.
    pub fn new(borders: &[InternationalBorder]) -> Self {
        Self::of(borders.iter().map(|border| &border.lines.0))
    }

    /// Projects lines, those of each feature together.
    pub fn of<'l>(features: impl Iterator<Item = impl IntoIterator<Item = &'l LineString<f64>>>) -> Self {
        let projected = |line: &LineString<f64>| {
            let line = LineString(line.0.iter().map(|at| project(*at)).collect());
            let around = line.bounding_rect()?;
            Some((line, around))
        };
        Self { borders: features.map(|lines| lines.into_iter().filter_map(projected).collect()).collect() }
    }

    /// The borders of a tile as an MVT layer; None where there are none, and deeper than [`DEEPEST_ZOOM`]. `attributes` returns those of
    /// the border at a position, or None to omit it.
    pub fn layer<'a, A: Into<FeatureAttributes<'a>>>(
        &self,
        name: &str,
        tile: TileId,
        mut attributes: impl FnMut(usize) -> Option<A>,
    ) -> Option<Vec<u8>> {
        if tile.z() > DEEPEST_ZOOM {
            return None;
        }
        let side = f64::from(1u32 << tile.z()) * f64::from(EXTENT);
        let mut clipper = LineClipper::new(tile);
        let bounds = clipper.buffered_bounds();
        let corner = |at: Coord<i32>| Coord { x: f64::from(at.x) / side, y: f64::from(at.y) / side };
        let around = Rect::new(corner(bounds.min), corner(bounds.max));
        let mut writer = LayerWriter::new(name, EXTENT);
        for (position, lines) in self.borders.iter().enumerate() {
            clipper.clear();
            for (line, _) in lines.iter().filter(|(_, of_line)| of_line.intersects(&around)) {
                clipper.add(thinned(line, side));
                clipper.end();
            }
            if clipper.lines().next().is_none() {
                continue;
            }
            let Some(attributes) = attributes(position) else { continue };
            writer.add_lines(feature_id(position), attributes, clipper.lines());
        }
        writer.finish()
    }
}

/// The vertices of a line on a grid of so many units, without those that are near to the one before. Both ends stay.
fn thinned(line: &LineString<f64>, side: f64) -> Vec<Vertex> {
    let on_grid = |at: &Coord<f64>| Coord { x: (at.x * side).round() as i32, y: (at.y * side).round() as i32 };
    let mut kept: Vec<Vertex> = Vec::new();
    let last = line.0.len().saturating_sub(1);
    for (position, at) in line.0.iter().enumerate() {
        let vertex = on_grid(at);
        let is_near =
            kept.last().is_some_and(|before| (vertex.x - before.x).abs() < NEAR && (vertex.y - before.y).abs() < NEAR);
        if !is_near || position == last {
            kept.push(vertex);
        }
    }
    kept
}
