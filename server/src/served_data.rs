//! Data as the server answers from them: an atlas, its layers made ready for tiles, caches of attributes, and a basemap. Immutable but for
//! the caches.

use std::sync::{Arc, OnceLock};

use geo_types::MultiPolygon;
use geodata::atlas::Atlas;
use geodata::formats::FeatureCaches;
use geodata::model::{AdminUnit, BBox};
use geodata::query::{Collection, PlaceNames};
use geodata::tiles::{DEEPEST_ZOOM, SimplifiedCoverages, TileData};
use geodata::topology::{UnitPosition, ZoomLevel};
use styles::{SharedScales, attribution};

use crate::archive::Archive;

/// The deepest zoom that tiles are offered for; maps draw closer views from these.
pub const MAX_ZOOM: u8 = DEEPEST_ZOOM;
/// How wide a dataset is drawn at least where its outline is taken from.
const OUTLINE_PIXELS: f64 = 400.0;
/// How wide a tile is drawn.
const TILE_PIXELS: f64 = 256.0;
/// How many bytes of memory cached attributes may take, unless the operator says otherwise.
pub const DEFAULT_ATTRIBUTE_BYTES: u64 = 512 << 20;

/// An atlas with everything that is derived from it once.
#[derive(Clone, Debug)]
pub struct ServedData {
    pub atlas: Arc<Atlas>,
    pub tiles: TileData,
    /// The attributes of pages of features.
    pub features: Arc<FeatureCaches>,
    /// The classes that maps of several years share.
    pub scales: Arc<SharedScales>,
    /// The names of its places as they are searched for, once somebody does.
    names: Arc<OnceLock<PlaceNames>>,
    /// Ready-made tiles that maps draw under the data.
    pub basemap: Option<Arc<Archive>>,
    /// The outline of all of it in the unit square, as coarse as a small map shows it.
    pub outline: Arc<MultiPolygon<f64>>,
}

impl ServedData {
    /// From an atlas and its boundaries as each zoom draws them.
    pub fn new(atlas: Atlas, zooms: SimplifiedCoverages) -> Self {
        let outline = Arc::new(outline(&atlas, &zooms));
        let atlas = Arc::new(atlas);
        let (of_tiles, of_pages) = shares(DEFAULT_ATTRIBUTE_BYTES);
        let tiles = TileData::new(Arc::clone(&atlas), zooms, of_tiles);
        let features = Arc::new(FeatureCaches::new(of_pages));
        Self { atlas, tiles, features, scales: Arc::default(), names: Arc::default(), basemap: None, outline }
    }

    /// Caches attributes of tiles and pages in as many bytes of memory at most.
    pub fn with_attribute_bytes(self, bytes: u64) -> Self {
        let (of_tiles, of_pages) = shares(bytes);
        Self { tiles: self.tiles.with_cache_bytes(of_tiles), features: Arc::new(FeatureCaches::new(of_pages)), ..self }
    }

    /// How many bytes cached attributes may grow to, about.
    pub fn attribute_bytes(&self) -> u64 {
        self.tiles.cache.bytes() + self.features.bytes()
    }

    /// The same with a basemap.
    pub fn with_basemap(self, archive: Archive) -> Self {
        Self { basemap: Some(Arc::new(archive)), ..self }
    }

    /// The names of its places as they are searched for.
    pub fn place_names(&self) -> &PlaceNames {
        self.names.get_or_init(|| PlaceNames::new(&self.atlas))
    }

    /// The smallest box around its places: its largest units, or its communities where it has no units.
    pub fn bounds(&self) -> Option<BBox> {
        Collection::of(&self.atlas).into_iter().find_map(|collection| collection.bounds(&self.atlas))
    }

    /// Whom to cite for the basemap, as HTML: the sources that the dataset gives for it, or else what its archive says.
    pub fn basemap_attribution(&self) -> String {
        let cited = self.atlas.info.basemap.iter().flat_map(|basemap| &basemap.sources);
        let cited: Vec<&str> =
            cited.filter_map(|id| self.atlas.source(id)).map(|source| source.citation.as_str()).collect();
        match self.basemap.as_ref().and_then(|archive| archive.html("attribution")) {
            Some(own) if cited.is_empty() => own,
            _ => attribution::of_citations(cited),
        }
    }
}

/// The units of the coarsest level, at the first zoom at which they are as wide as a small map.
fn outline(atlas: &Atlas, zooms: &SimplifiedCoverages) -> MultiPolygon<f64> {
    let Some(layer) = atlas.layers.first() else { return MultiPolygon::new(Vec::new()) };
    let width = BBox::around(layer.units.iter().flat_map(AdminUnit::boxes)).map_or(360.0, |bounds| bounds.width());
    let is_wide = |zoom: &&ZoomLevel| TILE_PIXELS * f64::from(1u32 << zoom.zoom()) * width / 360.0 >= OUTLINE_PIXELS;
    let Some(zoom) = zooms.borders.iter().find(is_wide).or(zooms.borders.last()) else {
        return MultiPolygon::new(Vec::new());
    };
    (0..layer.units.len()).flat_map(|unit| zoom.unit_square_area(UnitPosition { level: 0, unit })).collect()
}

/// The bytes of memory for attributes of tiles, and those for attributes of pages.
fn shares(bytes: u64) -> (u64, u64) {
    (bytes / 8 * 6, bytes / 8 * 2)
}
