use styles::{Basemap, BasemapKind};

use super::Archive;

impl Archive {
    /// How a map draws it under its data.
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
