//! What the server answers from: an atlas and its layers made ready for tiles. Immutable; publishing another one is a single swap.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::formats::FeatureCaches;
use geodata::model::{DatasetInfo, DatasetParts};
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
    /// Ready-made tiles: the basemap under the data; without data, what is served.
    pub archive: Option<Arc<Archive>>,
    /// How often something else was published before.
    generation: u64,
}

impl ServedData {
    /// From an atlas and its boundaries as each zoom draws them.
    pub fn new(atlas: Atlas, zooms: SimplifiedCoverages) -> Self {
        let atlas = Arc::new(atlas);
        let (of_tiles, of_pages) = shares(DEFAULT_ATTRIBUTE_BYTES);
        let tiles = TileData::new(Arc::clone(&atlas), zooms, of_tiles);
        Self { atlas, tiles, features: Arc::new(FeatureCaches::new(of_pages)), archive: None, generation: 0 }
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
    pub fn with_basemap(mut self, archive: Archive) -> Self {
        self.archive = Some(Arc::new(archive));
        self
    }

    /// An archive alone: there are no places and no figures.
    pub fn of_archive(archive: Archive) -> Self {
        let info = DatasetInfo {
            id: archive.name.clone(),
            title: archive.title().to_owned(),
            country: String::new(),
            illustrative: false,
            illustrative_note: None,
            default_round: String::new(),
            languages: Vec::new(),
            disclaimer: archive.text("disclaimer").map(str::to_owned),
            basemap: None,
        };
        Self::without_places(info, archive.fingerprint).with_basemap(archive)
    }

    /// A dataset with a description and nothing else.
    pub fn without_places(info: DatasetInfo, fingerprint: u64) -> Self {
        let nothing = DatasetParts {
            info,
            sources: Vec::new(),
            layers: Vec::new(),
            communities: Vec::new(),
            community_sources: Vec::new(),
            facilities: Vec::new(),
            facility_sources: Vec::new(),
            rounds: Vec::new(),
            counts: Vec::new(),
            breakdowns: Vec::new(),
            services: Vec::new(),
            fingerprint,
        };
        Self::new(Atlas::new(nothing), SimplifiedCoverages::default())
    }

    /// The same with the archive that was put in the place of its archive.
    pub fn with_reloaded_archive(&self, archive: Archive) -> Self {
        let again =
            if self.is_archive_alone() { Self::of_archive(archive) } else { self.clone().with_basemap(archive) };
        again.after(self)
    }

    /// The same, published in place of what was published before.
    pub fn after(self, former: &Self) -> Self {
        Self { generation: former.generation + 1, ..self }
    }

    /// A dataset has at least one layer of boundaries.
    fn is_archive_alone(&self) -> bool {
        self.atlas.layers.is_empty()
    }

    /// Differs between all that was ever published: what is kept of replies is kept under it.
    pub fn fingerprint(&self) -> u64 {
        self.atlas.fingerprint.wrapping_add(self.generation)
    }

    /// Whom to cite for the basemap, as HTML: the sources that the dataset gives for it, or else what its archive says.
    pub fn basemap_attribution(&self) -> String {
        let cited = self.atlas.info.basemap.iter().flat_map(|basemap| &basemap.sources);
        let cited: Vec<&str> =
            cited.filter_map(|id| self.atlas.source(id)).map(|source| source.citation.as_str()).collect();
        match self.archive.as_ref().and_then(|archive| archive.html("attribution")) {
            Some(own) if cited.is_empty() => own,
            _ => attribution::of_citations(cited),
        }
    }
}

/// The bytes of memory for attributes of tiles, and those for attributes of pages.
fn shares(bytes: u64) -> (u64, u64) {
    (bytes / 8 * 6, bytes / 8 * 2)
}
