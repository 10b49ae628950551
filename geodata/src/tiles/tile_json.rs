//! TileJSON 3.0: what map libraries read before they ask for tiles.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::field::TileField;
use super::points::ClusterInfo;
use super::tileset::VectorLayer;
use crate::query::CellKind;

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

/// Layers as the member `vector_layers`.
pub fn vector_layers<'a>(layers: impl Iterator<Item = &'a VectorLayer>, (minzoom, maxzoom): (u8, u8)) -> Json {
    let entry = |layer: &VectorLayer| {
        json!({
            "id": layer.id,
            "description": layer.title,
            "geometry": layer.geometry,
            "minzoom": minzoom,
            "maxzoom": maxzoom,
            "fields": fields(&layer.fields),
        })
    };
    layers.map(entry).collect()
}

impl ClusterInfo {
    /// As the member `cluster`.
    pub fn to_tile_json(&self) -> Json {
        let mut description = Map::new();
        description.insert("mode".into(), self.mode.id().into());
        description.insert("zooms".into(), self.zooms.map_or(json!([]), |zooms| json!([0, zooms.last])));
        if self.zooms.is_some() {
            description.insert("fields".into(), fields(&self.fields));
        }
        description.into()
    }
}

/// Fields by name, each with its type and what it says.
fn fields(fields: &[TileField]) -> Json {
    let entry = |field: &TileField| {
        let kind = match field.kind {
            CellKind::Text => "String",
            CellKind::Int | CellKind::Float => "Number",
            CellKind::Bool => "Boolean",
        };
        (field.name.clone(), Json::from(format!("{kind}: {}", field.description)))
    };
    Json::Object(fields.iter().map(entry).collect())
}
