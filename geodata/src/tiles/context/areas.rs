//! Countries and lakes in a tile.

use geo::orient::{Direction, Orient};
use geo::{BoundingRect, Intersects, MapCoords};
use geo_types::{Coord, LineString, Polygon, Rect};

use super::super::attributes::Attributes;
use super::super::clip::{Clipper, across};
use super::super::mvt::LayerWriter;
use super::super::tile::feature_id;
use crate::grid::{EXTENT, TileId, project};
use crate::model::Bounded;
use crate::topology::{GridBox, Vertex};

/// Vertices are put on every so manieth line of the grid: half a pixel of a tile that is drawn at 512 pixels.
pub(super) const STEP: i32 = 4;

/// A polygon on the unit square, its outer ring of positive area.
#[derive(Debug)]
pub(super) struct ProjectedArea {
    pub polygon: Polygon<f64>,
    around: Rect<f64>,
}

impl ProjectedArea {
    pub fn all(polygons: &[Bounded<Polygon<f64>>]) -> Vec<Self> {
        let projected = |polygon: &Bounded<Polygon<f64>>| {
            let polygon = polygon.geometry.map_coords(project).orient(Direction::Default);
            Some(Self { around: polygon.bounding_rect()?, polygon })
        };
        polygons.iter().filter_map(projected).collect()
    }

    /// Its rings on the grid of a zoom.
    fn rings(&self, side: f64) -> impl Iterator<Item = (Vec<Vertex>, GridBox)> {
        let rings = std::iter::once(self.polygon.exterior()).chain(self.polygon.interiors());
        rings.filter_map(move |ring| on_grid(ring, side))
    }
}

/// A ring without what is smaller than a step; None where nothing is left. The same vertex always comes to the same place, so that neighbours
/// stay neighbours.
fn on_grid(ring: &LineString<f64>, side: f64) -> Option<(Vec<Vertex>, GridBox)> {
    let step = f64::from(STEP);
    let rounded = |at: f64| (at * side / step).round() as i32 * STEP;
    let mut vertices: Vec<Vertex> = ring.0.iter().map(|at| Coord { x: rounded(at.x), y: rounded(at.y) }).collect();
    vertices.dedup();
    if vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    let bounds = GridBox::bounding(&vertices)?;
    (vertices.len() >= 3).then_some((vertices, bounds))
}

/// The features of a tile as an MVT layer; None where there are none.
pub(super) fn area_layer(name: &str, features: &[(Attributes, Vec<ProjectedArea>)], tile: TileId) -> Option<Vec<u8>> {
    let side = f64::from(1u32 << tile.z()) * f64::from(EXTENT);
    let mut clipper = Clipper::default();
    let bounds = clipper.buffered_bounds(tile);
    // The tile, and in its margin the other end of the map.
    let views: Vec<(i32, Rect<f64>)> = std::iter::once((0, bounds))
        .chain(across(tile, bounds).map(|end| (end.offset, end.around)))
        .map(|(offset, around)| (offset, on_unit_square(around, side)))
        .collect();
    let mut writer = LayerWriter::new(name, EXTENT);
    for (position, (attributes, areas)) in features.iter().enumerate() {
        let near = areas.iter().flat_map(|area| {
            let seen = views.iter().filter(|(_, around)| around.intersects(&area.around));
            seen.flat_map(|(offset, _)| area.rings(side).map(move |ring| moved(ring, *offset)))
        });
        let mut near = near.peekable();
        if near.peek().is_none() {
            continue;
        }
        writer.add_area(feature_id(position), attributes, clipper.clip_rings(near, tile).rings());
    }
    writer.finish()
}

fn moved((mut vertices, bounds): (Vec<Vertex>, GridBox), offset: i32) -> (Vec<Vertex>, GridBox) {
    let by = Vertex { x: offset, y: 0 };
    for vertex in &mut vertices {
        *vertex = *vertex + by;
    }
    (vertices, GridBox { min: bounds.min + by, max: bounds.max + by })
}

fn on_unit_square(around: GridBox, side: f64) -> Rect<f64> {
    let corner = |at: Vertex| Coord { x: f64::from(at.x) / side, y: f64::from(at.y) / side };
    Rect::new(corner(around.min), corner(around.max))
}
