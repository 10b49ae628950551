//! Data as the server answers from them: an atlas, its layers made ready for tiles, caches of attributes, and a basemap. Immutable but for
//! the caches.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::formats::FeatureCaches;
use geodata::tiles::{DEEPEST_ZOOM, SimplifiedCoverages, TileData};
use styles::attribution;

use crate::archive::Archive;

/// The deepest zoom that tiles are offered for; maps draw closer views from these.
pub const MAX_ZOOM: u8 = DEEPEST_ZOOM;
/// How many bytes of memory cached attributes may take, unless the operator says otherwise.
pub const DEFAULT_ATTRIBUTE_BYTES: u64 = 512 << 20;

/// An atlas with everything that is derived from it once.
#[derive(Clone, Debug)]
pub struct ServedData {
    pub atlas: Arc<Atlas>,
    pub tiles: TileData,
    /// The attributes of pages of features.
    pub features: Arc<FeatureCaches>,
    /// Ready-made tiles that maps draw under the data.
    pub basemap: Option<Arc<Archive>>,
}

impl ServedData {
    /// From an atlas and its boundaries as each zoom draws them.
    pub fn new(atlas: Atlas, zooms: SimplifiedCoverages) -> Self {
        let atlas = Arc::new(atlas);
        let (of_tiles, of_pages) = shares(DEFAULT_ATTRIBUTE_BYTES);
        let tiles = TileData::new(Arc::clone(&atlas), zooms, of_tiles);
        Self { atlas, tiles, features: Arc::new(FeatureCaches::new(of_pages)), basemap: None }
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

/// The bytes of memory for attributes of tiles, and those for attributes of pages.
fn shares(bytes: u64) -> (u64, u64) {
    (bytes / 8 * 6, bytes / 8 * 2)
}
