//! What the server answers from: an atlas and its layers made ready for tiles. Immutable; publishing another one is a single swap.

use geodata::atlas::Atlas;
use geodata::query::Collection;
use geodata::tiles::{PreparedPoints, PreparedPolygons};

/// The deepest zoom that tiles are offered for; maps draw closer views from these.
pub const MAX_ZOOM: u8 = 14;

/// An atlas with everything that is derived from it once.
#[derive(Debug)]
pub struct Published {
    pub atlas: Atlas,
    layers: Vec<(Collection, TileLayer)>,
}

/// The geometries of a collection, projected for tiles.
#[derive(Debug)]
pub enum TileLayer {
    Areas(PreparedPolygons),
    Points(PreparedPoints),
}

impl Published {
    pub fn new(atlas: Atlas) -> Self {
        let layers = Collection::of(&atlas)
            .into_iter()
            .map(|collection| (collection, TileLayer::new(&atlas, collection)))
            .collect();
        Self { atlas, layers }
    }

    /// The tile layer of a collection of this atlas.
    pub fn tile_layer(&self, collection: Collection) -> Option<&TileLayer> {
        self.layers.iter().find(|(of, _)| *of == collection).map(|(_, layer)| layer)
    }
}

impl TileLayer {
    fn new(atlas: &Atlas, collection: Collection) -> Self {
        match collection {
            Collection::Admin(level) => {
                let units = atlas.layer(level).map_or(&[][..], |layer| &layer.units);
                Self::Areas(PreparedPolygons::new(units.iter().map(|unit| &unit.area)))
            }
            Collection::Communities => {
                Self::Points(PreparedPoints::new(atlas.communities.iter().map(|community| community.point)))
            }
            Collection::Facilities => {
                Self::Points(PreparedPoints::new(atlas.facilities.iter().map(|facility| facility.point)))
            }
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
