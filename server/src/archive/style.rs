//! How a map draws an archive.

use styles::{Basemap, BasemapKind};

use super::Archive;

impl Archive {
    /// The basemap layer that draws the archive below the data.
    pub fn basemap(&self, tiles: String, attribution: String) -> Basemap {
        let layers = self.layers();
        let kind = if !self.kind.is_vector() {
            BasemapKind::Pictures
        } else if ["earth", "water", "roads"].iter().all(|layer| layers.contains(layer)) {
            BasemapKind::Protomaps
        } else {
            BasemapKind::UnknownVector
        };
        Basemap { tiles, attribution, kind, zooms: self.zooms, bounds: self.bounds }
    }
}
