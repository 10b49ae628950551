//! The layers of tiles: which of them are asked for, and what is said of them.

use geodata::grid::TileId;
use geodata::model::AdminLevel;
use geodata::query::{CellKind, Collection};
use geodata::tiles::{Borders, Labels, TileField, TileLayer};
use serde_json::{Map, Value as Json, json};

use super::tile_attributes::columns;
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::route::Call;
use crate::published::MAX_ZOOM;

pub const LAYERS: Parameter = Parameter::new(
    "layers",
    Kind::Choices(&["areas", "borders", "labels"]),
    "Of a level of units: which layers; all without it. `borders` are lines, `labels` points with the names: {id}_borders, {id}_labels",
);

/// Which layers a tile shall have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The areas of a level, or the points of a collection.
    pub features: bool,
    /// The level whose borders are asked for.
    pub borders: Option<AdminLevel>,
    /// The level whose labels are asked for.
    pub labels: Option<AdminLevel>,
}

pub fn asked(call: &Call, collection: Collection) -> Result<Asked, Problem> {
    let words = call.query.text(LAYERS.name);
    let has = |word: &str| words.is_none_or(|words| words.split(',').any(|asked| asked == word));
    match (collection, words) {
        (Collection::Admin(level), _) => Ok(Asked {
            features: has("areas"),
            borders: has("borders").then_some(level),
            labels: has("labels").then_some(level),
        }),
        (_, None) => Ok(Asked { features: true, borders: None, labels: None }),
        (_, Some(_)) => {
            let detail = format!("{} have one layer; `layers` belongs to levels of units", collection.id());
            Err(Problem::bad_request(detail).blame(LAYERS.name))
        }
    }
}

impl Asked {
    /// The layers beside the features, one after the other.
    pub fn beside(self, call: &Call, collection: Collection, tile: TileId) -> Vec<u8> {
        let (layers, id) = (&call.published.tiles, collection.id());
        let borders = self.borders.and_then(|level| layers.borders(level)?.layer(&format!("{id}_borders"), tile));
        let labels = self.labels.and_then(|level| layers.labels(level)?.layer(&format!("{id}_labels"), tile));
        [borders, labels].into_iter().flatten().flatten().collect()
    }

    /// The same, described.
    fn described(self, call: &Call, collection: Collection) -> impl Iterator<Item = VectorLayer> {
        let layer = |level: AdminLevel| call.atlas().layer(level);
        let id = collection.id();
        let borders = self.borders.and_then(layer).map(|_| VectorLayer {
            id: format!("{id}_borders"),
            title: format!("{}: borders, each once", collection.title()),
            geometry: "line",
            fields: Borders::fields(),
        });
        let labels = self.labels.and_then(layer).map(|layer| VectorLayer {
            id: format!("{id}_labels"),
            title: format!("{}: where the name of each unit stands", collection.title()),
            geometry: "point",
            fields: Labels::fields(layer),
        });
        borders.into_iter().chain(labels)
    }
}

/// A layer of tiles as it is described.
#[derive(Clone, Debug)]
pub struct VectorLayer {
    pub id: String,
    pub title: String,
    /// `polygon`, `line` or `point`.
    pub geometry: &'static str,
    pub fields: Vec<TileField>,
}

/// The layers that tiles of a collection have for a request, and where points are grouped, what is said of groups.
pub fn described(call: &Call, collection: Collection) -> Result<(Vec<VectorLayer>, Option<Json>), Problem> {
    let (columns, groups) = columns(call, collection)?;
    let asked = asked(call, collection)?;
    let mut fields: Vec<TileField> = columns
        .columns()
        .iter()
        .map(|column| TileField {
            name: column.name.clone(),
            description: column.description.clone(),
            kind: column.kind,
        })
        .collect();
    fields.extend(groups.iter().flat_map(|groups| groups.fields(&columns)));
    let features = VectorLayer {
        id: collection.id().to_owned(),
        title: collection.title().to_owned(),
        geometry: call.published.tiles.layer(collection).map_or("polygon", TileLayer::geometry),
        fields,
    };
    let layers = asked.features.then_some(features).into_iter().chain(asked.described(call, collection)).collect();
    Ok((layers, groups.map(|groups| groups.describe(&columns))))
}

impl VectorLayer {
    /// As an entry of `vector_layers` in TileJSON.
    pub fn in_tile_json(self) -> Json {
        let fields: Map<String, Json> = self.fields.into_iter().map(in_words).collect();
        json!({
            "id": self.id,
            "description": self.title,
            "geometry": self.geometry,
            "minzoom": 0,
            "maxzoom": MAX_ZOOM,
            "fields": fields,
        })
    }

    /// As an entry of `layers` in the metadata of a tileset (OGC 17-083r4).
    pub fn in_tileset(self) -> Map<String, Json> {
        let dimension = match self.geometry {
            "point" => 0,
            "line" => 1,
            _ => 2,
        };
        let property =
            |field: TileField| (field.name, json!({ "description": field.description, "type": json_type(field.kind) }));
        let properties: Map<String, Json> = self.fields.into_iter().map(property).collect();
        let members = [
            ("id", json!(self.id)),
            ("title", json!(self.title)),
            ("dataType", json!("vector")),
            ("geometryDimension", json!(dimension)),
            ("minTileMatrix", json!("0")),
            ("maxTileMatrix", json!(MAX_ZOOM.to_string())),
            ("propertiesSchema", json!({ "type": "object", "properties": properties })),
        ];
        members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// What a TileJSON says of a field.
pub fn in_words(field: TileField) -> (String, Json) {
    let kind = match field.kind {
        CellKind::Text => "String",
        CellKind::Int | CellKind::Float => "Number",
        CellKind::Bool => "Boolean",
    };
    (field.name, format!("{kind}: {}", field.description).into())
}

/// The same in the words of JSON Schema.
fn json_type(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Text => "string",
        CellKind::Int => "integer",
        CellKind::Float => "number",
        CellKind::Bool => "boolean",
    }
}
