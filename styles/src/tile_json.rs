//! What a TileJSON says of layers and their fields, in words.

use geodata::atlas::Atlas;
use geodata::query::CellKind;
use geodata::tiles::points::ClusterInfo;
use geodata::tiles::{ContextTiles, DEEPEST_ZOOM_OF_CONTEXT, TileField, VectorLayer};
use serde_json::{Map, Value as Json, json};

use crate::words::Words;

/// Layers as the member `vector_layers`.
pub fn vector_layers<'a>(
    words: Words,
    layers: impl Iterator<Item = &'a VectorLayer>,
    (minzoom, maxzoom): (u8, u8),
) -> Json {
    let entry = |layer: &VectorLayer| {
        json!({
            "id": layer.id,
            "description": words.vector_layer(layer),
            "geometry": layer.geometry,
            "minzoom": minzoom,
            "maxzoom": maxzoom,
            "fields": fields(words, &layer.fields),
        })
    };
    layers.map(entry).collect()
}

/// The layers of what lies around and in the country, likewise.
pub fn context_layers(words: Words, atlas: &Atlas) -> Json {
    let entry = |(id, of): (&str, Vec<TileField>)| json!({ "id": id, "minzoom": 0, "maxzoom": DEEPEST_ZOOM_OF_CONTEXT, "fields": fields(words, &of) });
    ContextTiles::fields(atlas).into_iter().map(entry).collect()
}

/// How points are clustered, as the member `cluster`.
pub fn cluster(words: Words, info: &ClusterInfo) -> Json {
    let mut description = Map::new();
    description.insert("mode".into(), info.mode.id().into());
    description.insert("zooms".into(), info.zooms.map_or(json!([]), |zooms| json!([0, zooms.last])));
    if info.zooms.is_some() {
        description.insert("fields".into(), fields(words, &info.fields));
    }
    description.into()
}

/// Fields by name, each with its type and what it says.
fn fields(words: Words, fields: &[TileField]) -> Json {
    let entry = |field: &TileField| {
        let kind = match field.kind {
            CellKind::Text => "String",
            CellKind::Int | CellKind::Float => "Number",
            CellKind::Bool => "Boolean",
        };
        (field.name.clone(), Json::from(format!("{kind}: {}", words.column(&field.meaning))))
    };
    Json::Object(fields.iter().map(entry).collect())
}
