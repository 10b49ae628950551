//! The layers that a tile of areas has beside the areas, and which of them are asked for.

use geodata::model::{AdminLayer, AdminLevel};
use geodata::query::{CellKind, Collection};
use geodata::tiles::{Borders, Labels, TileId};
use serde_json::{Map, Value as Json, json};

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

    /// The same as entries of `vector_layers` in TileJSON.
    pub fn described(self, call: &Call, collection: Collection) -> Vec<Json> {
        let layer = |level: AdminLevel| call.atlas().layer(level);
        let borders = self.borders.and_then(layer).map(|layer| describe(collection, layer, Beside::Borders));
        let labels = self.labels.and_then(layer).map(|layer| describe(collection, layer, Beside::Labels));
        borders.into_iter().chain(labels).collect()
    }
}

#[derive(Clone, Copy)]
enum Beside {
    Borders,
    Labels,
}

fn describe(collection: Collection, layer: &AdminLayer, what: Beside) -> Json {
    let (suffix, title, geometry, fields) = match what {
        Beside::Borders => ("borders", "borders, each once", "line", Borders::fields()),
        Beside::Labels => ("labels", "where the name of each unit stands", "point", Labels::fields(layer)),
    };
    let fields: Map<String, Json> = fields
        .into_iter()
        .map(|field| (field.name, format!("{}: {}", kind_word(field.kind), field.description).into()))
        .collect();
    json!({
        "id": format!("{}_{suffix}", collection.id()),
        "description": format!("{}: {title}", collection.title()),
        "geometry": geometry,
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "fields": fields,
    })
}

/// What the values of a field are, in the words of TileJSON.
pub fn kind_word(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Text => "String",
        CellKind::Int | CellKind::Float => "Number",
        CellKind::Bool => "Boolean",
    }
}
