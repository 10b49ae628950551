//! What the server answers from: an atlas and its layers made ready for tiles. Immutable; publishing another one is a single swap.

use geodata::atlas::Atlas;
use geodata::tiles::TileLayers;
use geodata::topology::ZoomLevel;

/// The deepest zoom that tiles are offered for; maps draw closer views from these.
pub const MAX_ZOOM: u8 = 14;

/// An atlas with everything that is derived from it once.
#[derive(Debug)]
pub struct Published {
    pub atlas: Atlas,
    pub tiles: TileLayers,
}

impl Published {
    /// From an atlas and the borders of its layers at each zoom.
    pub fn new(atlas: Atlas, zooms: &[ZoomLevel]) -> Self {
        let tiles = TileLayers::from_zooms(&atlas, zooms);
        Self { atlas, tiles }
    }
}
