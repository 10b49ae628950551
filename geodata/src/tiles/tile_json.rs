//! TileJSON 3.0: what map libraries read before they ask for tiles.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

/// A TileJSON document. Members that are empty are left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileJson {
    tilejson: &'static str,
    /// What the tiles are, unless they are Mapbox Vector Tiles. TileJSON knows no such member; MapLibre reads it here as well as in the
    /// source of a style.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Title.
    pub name: String,
    /// Texts by name: `description`, `attribution` (HTML), `disclaimer` and others.
    #[serde(flatten)]
    pub texts: Map<String, Json>,
    scheme: &'static str,
    /// Addresses of the tiles, with `{z}`, `{x}` and `{y}`.
    pub tiles: [String; 1],
    /// First zoom.
    pub minzoom: u8,
    /// Last zoom; maps draw closer views from it.
    pub maxzoom: u8,
    /// West, south, east, north in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[f64; 4]>,
    /// Longitude and latitude in degrees, and the zoom, at which to begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub center: Option<(f64, f64, u8)>,
    /// How points are clustered; a member of our own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Json>,
    /// The layers of vector tiles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector_layers: Option<Json>,
}

impl TileJson {
    /// A document of tiles at an address.
    pub fn new(name: String, tiles: String, (minzoom, maxzoom): (u8, u8)) -> Self {
        Self {
            tilejson: "3.0.0",
            encoding: None,
            name,
            texts: Map::new(),
            scheme: "xyz",
            tiles: [tiles],
            minzoom,
            maxzoom,
            bounds: None,
            center: None,
            cluster: None,
            vector_layers: None,
        }
    }

    /// Adds a text.
    pub fn text(mut self, name: &str, text: impl Into<String>) -> Self {
        self.texts.insert(name.to_owned(), Json::String(text.into()));
        self
    }

    /// As JSON.
    pub fn to_json(&self) -> Json {
        json!(self)
    }
}
