//! The layers of an atlas made ready for tiles: areas simplified for each zoom with their neighbours, points as they are.

use std::sync::Arc;

use super::arcs::ZoomArcs;
use super::areas::ZoomAreas;
use super::borders::Borders;
use super::grid::TileId;
use super::labels::Labels;
use super::mvt::FeatureAttributes;
use super::points::{CommunitySums, PreparedPoints, point_layer};
use super::tile::polygon_layer;
use super::zooms::Zooms;
use crate::atlas::Atlas;
use crate::model::AdminLevel;
use crate::parallel;
use crate::query::Collection;

/// All layers of an atlas.
#[derive(Debug)]
pub struct TileLayers {
    layers: Vec<(Collection, TileLayer)>,
    /// What groups of communities add up to.
    pub community_sums: CommunitySums,
    /// By level, beside the areas.
    outlines: Vec<(AdminLevel, Borders, Labels)>,
}

/// One layer.
#[derive(Debug)]
pub enum TileLayer {
    /// Areas, by zoom from 0.
    Areas(Vec<ZoomAreas>),
    /// Points, the same at every zoom.
    Points(PreparedPoints),
}

impl TileLayers {
    /// Prepares the layers of an atlas, from its boundaries as each zoom draws them: all levels together, so that borders that
    /// coincide keep doing so.
    pub fn from_zooms(atlas: &Atlas, zooms: Zooms) -> Self {
        let Zooms { borders, labels } = zooms;
        let zooms: Vec<Arc<ZoomArcs>> = parallel::map_all(borders, |zoom| Arc::new(ZoomArcs::new(zoom)));
        let mut community_sums = CommunitySums::default();
        let layers = Collection::of(atlas).into_iter().map(|collection| {
            let layer = match collection {
                Collection::Admin(level) => TileLayer::Areas(areas(atlas, level, &zooms)),
                Collection::Communities => {
                    let points = PreparedPoints::new(atlas.communities.iter().map(|community| community.point));
                    community_sums = CommunitySums::new(atlas, &points);
                    TileLayer::Points(points)
                }
                Collection::Facilities => {
                    TileLayer::Points(PreparedPoints::new(atlas.facilities.iter().map(|facility| facility.point)))
                }
            };
            (collection, layer)
        });
        let layers = layers.collect();
        let outlines = atlas.layers.iter().enumerate().map(|(position, layer)| {
            (layer.level, Borders::of(&atlas.layers, position, &zooms), Labels::new(layer, labels.level(position)))
        });
        Self { layers, outlines: outlines.collect(), community_sums }
    }

    /// The borders of a level of the atlas.
    pub fn borders(&self, level: AdminLevel) -> Option<&Borders> {
        self.outlines.iter().find(|(of, ..)| *of == level).map(|(_, borders, _)| borders)
    }

    /// The label points of a level of the atlas.
    pub fn labels(&self, level: AdminLevel) -> Option<&Labels> {
        self.outlines.iter().find(|(of, ..)| *of == level).map(|(.., labels)| labels)
    }

    /// The layer of a collection of the atlas.
    pub fn layer(&self, collection: Collection) -> Option<&TileLayer> {
        self.layers.iter().find(|(of, _)| *of == collection).map(|(_, layer)| layer)
    }
}

fn areas(atlas: &Atlas, level: AdminLevel, zooms: &[Arc<ZoomArcs>]) -> Vec<ZoomAreas> {
    let Some(level) = atlas.layers.iter().position(|layer| layer.level == level) else { return Vec::new() };
    parallel::map(zooms.len(), |zoom| ZoomAreas::new(&zooms[zoom], level))
}

impl TileLayer {
    /// What a tile shows of the layer, as bytes of an MVT layer; None where it shows nothing, and areas deeper than
    /// [`crate::topology::DEEPEST_ZOOM`]. `attributes` gives those of the
    /// feature at a rank, or None to leave it out: for areas their position, for points their place in Z-order.
    pub fn tile<'a, A: Into<FeatureAttributes<'a>>>(
        &self,
        name: &str,
        tile: TileId,
        attributes: impl FnMut(usize) -> Option<A>,
    ) -> Option<Vec<u8>> {
        match self {
            Self::Areas(zooms) => polygon_layer(name, zooms.get(usize::from(tile.z()))?, tile, attributes),
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
