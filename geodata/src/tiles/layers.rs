//! The layers of an atlas, indexed for tiles: areas simplified for each zoom together with their neighbours, points unchanged.

use std::sync::Arc;

use super::arcs::ZoomArcs;
use super::areas::ZoomAreas;
use super::borders::Borders;
use super::coverages::SimplifiedCoverages;
use super::international_borders::BorderLines;
use super::labels::{LabelAnchors, Labels};
use super::mvt::FeatureAttributes;
use super::points::{CommunityAggregates, ZOrderPoints, point_layer};
use super::tile::polygon_layer;
use crate::atlas::Atlas;
use crate::grid::TileId;
use crate::model::AdminLevel;
use crate::parallel;
use crate::query::Collection;
use crate::topology::ZoomLevel;

/// All layers of an atlas.
#[derive(Debug)]
pub struct TileLayers {
    layers: Vec<(Collection, TileLayer)>,
    /// Sums over ranges of communities.
    pub community_aggregates: CommunityAggregates,
    /// The borders of all levels at each zoom from 0.
    zooms: Vec<Arc<ZoomArcs>>,
    /// By level, beside the areas.
    outlines: Vec<(AdminLevel, Borders, Labels)>,
}

/// One layer.
#[derive(Debug)]
pub enum TileLayer {
    /// Areas, by zoom from 0.
    Areas(Vec<ZoomAreas>),
    /// Points, the same at every zoom.
    Points(ZOrderPoints),
    /// Lines, cut for each tile.
    Lines(BorderLines),
}

impl TileLayers {
    /// Indexes the layers of an atlas, from its boundaries as each zoom draws them: all levels together, so that coinciding borders keep
    /// coinciding.
    pub fn from_zooms(atlas: &Atlas, zooms: SimplifiedCoverages) -> Self {
        // Points use one processor, boundaries all.
        let labels = zooms.labels;
        let ((communities, facilities, community_aggregates), (zooms, mut areas, outlines)) =
            parallel::join(|| points(atlas), || boundaries(atlas, zooms.borders, &labels));
        let (mut communities, mut facilities) = (Some(communities), Some(facilities));
        let layers = Collection::of(atlas).into_iter().filter_map(|collection| {
            let layer = match collection {
                Collection::Admin(level) => {
                    let position = areas.iter().position(|(of, _)| *of == level)?;
                    TileLayer::Areas(areas.swap_remove(position).1)
                }
                Collection::Communities => TileLayer::Points(communities.take()?),
                Collection::Facilities => TileLayer::Points(facilities.take()?),
                Collection::InternationalBorders => {
                    TileLayer::Lines(BorderLines::new(&atlas.international_borders.list))
                }
            };
            Some((collection, layer))
        });
        Self { layers: layers.collect(), zooms, outlines, community_aggregates }
    }

    /// The boundaries of all levels as a zoom draws them, or the deepest one where there are none so deep.
    pub fn coverage(&self, zoom: u8) -> Option<&ZoomLevel> {
        self.zooms.get(usize::from(zoom)).or(self.zooms.last()).map(|arcs| &***arcs)
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

/// Communities and facilities, and the sums of communities.
fn points(atlas: &Atlas) -> (ZOrderPoints, ZOrderPoints, CommunityAggregates) {
    let communities = ZOrderPoints::new(atlas.communities.iter().map(|community| community.point));
    let sums = CommunityAggregates::new(atlas, &communities);
    (communities, ZOrderPoints::new(atlas.facilities.iter().map(|facility| facility.point)), sums)
}

type Areas = Vec<(AdminLevel, Vec<ZoomAreas>)>;
type Outlines = Vec<(AdminLevel, Borders, Labels)>;

/// All borders by zoom, the areas of each level by zoom, and its borders and labels.
fn boundaries(atlas: &Atlas, borders: Vec<ZoomLevel>, labels: &LabelAnchors) -> (Vec<Arc<ZoomArcs>>, Areas, Outlines) {
    let zooms: Vec<Arc<ZoomArcs>> = parallel::map_from_last(borders, |zoom| Arc::new(ZoomArcs::new(zoom)));
    let levels = atlas.layers.len();
    let made =
        parallel::map_from_last(0..zooms.len() * levels, |job| ZoomAreas::new(&zooms[job / levels], job % levels));
    let mut areas: Areas = atlas.layers.iter().map(|layer| (layer.level, Vec::with_capacity(zooms.len()))).collect();
    for (job, of_zoom) in made.into_iter().enumerate() {
        areas[job % levels].1.push(of_zoom);
    }
    let borders = atlas.layers.iter().zip(Borders::of_layers(&atlas.layers, &zooms));
    let outlines = borders.enumerate().map(|(position, (layer, borders))| {
        let languages = &atlas.fields_of_units(layer.level).languages;
        (layer.level, borders, Labels::new(layer, languages, labels.level(position)))
    });
    let outlines = outlines.collect();
    (zooms, areas, outlines)
}

impl TileLayer {
    /// A tile of the layer as an MVT layer; None where it is empty, and for areas deeper than [`crate::topology::DEEPEST_ZOOM`]. `attributes`
    /// returns those of the feature at a rank, or None to omit it. The rank of an area is its position, that of a point its index in
    /// Z-order.
    pub fn tile<'a, A: Into<FeatureAttributes<'a>>>(
        &self,
        name: &str,
        tile: TileId,
        attributes: impl FnMut(usize) -> Option<A>,
    ) -> Option<Vec<u8>> {
        match self {
            Self::Areas(zooms) => polygon_layer(name, zooms.get(usize::from(tile.z()))?, tile, attributes),
            Self::Points(points) => point_layer(name, points, tile, attributes),
            Self::Lines(lines) => lines.layer(name, tile, attributes),
        }
    }

    /// The type of its geometries, in the words of TileJSON producers.
    pub fn geometry(&self) -> &'static str {
        match self {
            Self::Areas(_) => "polygon",
            Self::Points(_) => "point",
            Self::Lines(_) => "line",
        }
    }
}
