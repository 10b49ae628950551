//! What the server answers from: an atlas and its layers made ready for tiles. Immutable; publishing another one is a single swap.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::tiles::TileLayers;
use geodata::topology::ZoomLevel;

use crate::selections::{DEFAULT_BYTES, Selections};

/// The deepest zoom that tiles are offered for; maps draw closer views from these.
pub const MAX_ZOOM: u8 = 14;

/// An atlas with everything that is derived from it once.
#[derive(Debug)]
pub struct Published {
    pub atlas: Arc<Atlas>,
    pub tiles: TileLayers,
    pub selections: Selections,
}

impl Published {
    /// From an atlas and the borders of its layers at each zoom.
    pub fn new(atlas: Atlas, zooms: &[ZoomLevel]) -> Self {
        let tiles = TileLayers::from_zooms(&atlas, zooms);
        Self { atlas: Arc::new(atlas), tiles, selections: Selections::new(DEFAULT_BYTES) }
    }

    /// Keeps attributes of tiles in as many bytes of memory at most.
    pub fn keep_attributes(mut self, bytes: u64) -> Self {
        self.selections = Selections::new(bytes);
        self
    }
}
