use serde_json::{Map, Value as Json, json};

use crate::tiles::TileJson;

/// The metadata of an archive, which each format writes in its own way.
#[derive(Clone, Debug, PartialEq)]
pub struct Metadata {
    /// Title.
    pub name: String,
    /// The notes that belong beside the map: the disclaimer, and whether numbers are illustrative.
    pub description: String,
    /// Citations of the sources.
    pub attribution: String,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Longitude and latitude in degrees, and the zoom, at which to begin.
    pub center: (f64, f64, u8),
    /// First and last zoom.
    pub zooms: (u8, u8),
    /// The layers of the tiles, as TileJSON 3.0 has them.
    pub vector_layers: Json,
    /// Further texts by name: the disclaimer, the program that wrote the archive, the fingerprint of the data.
    pub further: Vec<(&'static str, String)>,
}

/// The version of the metadata, not of the data: it changes when a member changes its meaning.
const VERSION: &str = "1";

impl Metadata {
    /// The JSON object of a PMTiles archive (PMTiles 3, section 5); bounds, centre and zooms are in its header.
    pub fn pmtiles(&self) -> Json {
        let mut document = Map::new();
        for (name, value) in self.texts() {
            document.insert(name.into(), value.into());
        }
        document.insert("vector_layers".into(), self.vector_layers.clone());
        document.into()
    }

    /// The rows of the table `metadata` of an MBTiles archive (MBTiles 1.3).
    pub fn mbtiles(&self) -> Vec<(&'static str, String)> {
        let ([west, south, east, north], (lon, lat, zoom)) = (self.bounds, self.center);
        let mut rows = vec![
            ("format", "pbf".to_owned()),
            ("bounds", format!("{west},{south},{east},{north}")),
            ("center", format!("{lon},{lat},{zoom}")),
            ("minzoom", self.zooms.0.to_string()),
            ("maxzoom", self.zooms.1.to_string()),
            ("json", json!({ "vector_layers": self.vector_layers }).to_string()),
        ];
        rows.extend(self.texts().into_iter().map(|(name, value)| (name, value.to_owned())));
        rows
    }

    /// TileJSON 3.0, with the address of the tiles.
    pub fn tile_json(&self, tiles: &str) -> Json {
        let mut document = TileJson::new(self.name.clone(), tiles.to_owned(), self.zooms);
        let is_text = |name: &&str| !matches!(*name, "name" | "type" | "version");
        for (name, value) in self.texts().into_iter().filter(|(name, _)| is_text(name)) {
            document = document.text(name, value);
        }
        document.bounds = Some(self.bounds);
        document.center = Some(self.center);
        document.vector_layers = Some(self.vector_layers.clone());
        document.to_json()
    }

    fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts = vec![
            ("name", self.name.as_str()),
            ("description", &self.description),
            ("attribution", &self.attribution),
            ("version", VERSION),
            ("type", "overlay"),
        ];
        texts.extend(self.further.iter().map(|(name, value)| (*name, value.as_str())));
        texts
    }
}
