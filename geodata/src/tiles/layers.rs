//! The layers of an atlas made ready for tiles: areas simplified for each zoom with their neighbours, points as they are.

use geo_types::MultiPolygon;

use super::attributes::Attributes;
use super::grid::TileId;
use super::prepared::{PreparedPoints, PreparedPolygons};
use super::tile::{point_layer, polygon_layer};
use crate::atlas::Atlas;
use crate::model::AdminLevel;
use crate::parallel;
use crate::query::Collection;
use crate::topology::{UnitPosition, ZoomLevel};

/// All layers of an atlas.
#[derive(Debug)]
pub struct TileLayers {
    layers: Vec<(Collection, TileLayer)>,
}

/// One layer.
#[derive(Debug)]
pub enum TileLayer {
    /// Areas, by zoom from 0; the last serves all deeper zooms.
    Areas(Vec<PreparedPolygons>),
    /// Points, the same at every zoom.
    Points(PreparedPoints),
}

impl TileLayers {
    /// Prepares the layers of an atlas, from the borders of its layers at each zoom: all levels together, so that borders that
    /// coincide keep doing so.
    pub fn from_zooms(atlas: &Atlas, zooms: &[ZoomLevel]) -> Self {
        let layers = Collection::of(atlas).into_iter().map(|collection| {
            let layer = match collection {
                Collection::Admin(level) => TileLayer::Areas(areas(atlas, level, zooms)),
                Collection::Communities => {
                    TileLayer::Points(PreparedPoints::new(atlas.communities.iter().map(|community| community.point)))
                }
                Collection::Facilities => {
                    TileLayer::Points(PreparedPoints::new(atlas.facilities.iter().map(|facility| facility.point)))
                }
            };
            (collection, layer)
        });
        Self { layers: layers.collect() }
    }

    /// The layer of a collection of the atlas.
    pub fn layer(&self, collection: Collection) -> Option<&TileLayer> {
        self.layers.iter().find(|(of, _)| *of == collection).map(|(_, layer)| layer)
    }
}

fn areas(atlas: &Atlas, level: AdminLevel, zooms: &[ZoomLevel]) -> Vec<PreparedPolygons> {
    let Some(level) = atlas.layers.iter().position(|layer| layer.level == level) else { return Vec::new() };
    let at_zoom = |zoom: usize| {
        let zoom = &zooms[zoom];
        let units = 0..atlas.layers[level].units.len();
        let areas: Vec<MultiPolygon<f64>> =
            units.map(|unit| zoom.unit_square_area(UnitPosition { level, unit })).collect();
        PreparedPolygons::of_unit_square(&areas)
    };
    parallel::each(zooms.len(), at_zoom, |_| ())
}

impl TileLayer {
    /// What a tile shows of the layer, as bytes of an MVT layer; None where it shows nothing. `attributes` gives those of the
    /// feature at a position, or None to leave it out.
    pub fn tile<'a>(
        &self,
        name: &str,
        tile: TileId,
        attributes: impl FnMut(usize) -> Option<&'a Attributes>,
    ) -> Option<Vec<u8>> {
        match self {
            Self::Areas(zooms) => {
                let areas = zooms.get(usize::from(tile.z())).or(zooms.last())?;
                polygon_layer(name, areas, tile, attributes)
            }
            Self::Points(points) => point_layer(name, points, tile, attributes),
        }
    }

    /// Whether its features are areas or points, in the words of TileJSON producers.
    pub fn geometry(&self) -> &'static str {
        match self {
            Self::Areas(_) => "polygon",
            Self::Points(_) => "point",
        }
    }
}
