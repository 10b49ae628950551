//! Vector tiles and their TileJSON: `/tiles/{collection}/{z}/{x}/{y}.mvt` as map libraries ask, and the addresses of OGC API Tiles.

use actix_web::http::StatusCode;
use geodata::grid::TileId;
use geodata::query::Collection;
use geodata::tiles::mlt_from_mvt;
use serde_json::{Map, json};
use styles::attribution;

use super::clusters::{self, CLUSTER};
use super::parameters::{COLLECTION_ID, COLLECTIONS, GROUPS, KM, PER, PROPERTIES, ROUND, SERVICE, YEAR};
use super::tile_attributes::{GEOMETRY, INDICATOR, groups, provenance_of, selection};
use super::tile_layers::{self, LAYERS, VectorLayer, described};
use super::tilesets;
use super::tiling_schemes::{self as scheme, TILE_COL, TILE_MATRIX, TILE_MATRIX_SET_ID, TILE_ROW};
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};
use crate::published::MAX_ZOOM;

/// The parameters of tiles of a collection.
pub const OF_COLLECTION: &[Parameter] =
    &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM, GEOMETRY, LAYERS, CLUSTER];
/// The parameters of tiles of the dataset: what every collection understands.
pub const OF_DATASET: &[Parameter] = &[COLLECTIONS, ROUND, YEAR, GEOMETRY];
const Z: Parameter = Parameter::new("z", Kind::Integer { min: 0, max: MAX_ZOOM as u64 }, "Zoom").required();
const X: Parameter =
    Parameter::new("x", Kind::Integer { min: 0, max: u32::MAX as u64 }, "Column, from the west").required();
const Y: Parameter =
    Parameter::new("y", Kind::Integer { min: 0, max: u32::MAX as u64 }, "Row, from the north").required();
const ENCODING: Parameter =
    Parameter::new("encoding", Kind::Choice(&["mvt", "mlt"]), "What the tiles are: Mapbox Vector Tiles without it");

pub const TILE: Route = Route {
    path: "/tiles/{collection}/{z}/{x}/{y}.mvt",
    id: "getTile",
    tag: "Tiles",
    summary: "A vector tile, joined with the figures of a round and year; of a level of units also its borders and labels",
    path_parameters: &[COLLECTION_ID, Z, X, Y],
    parameters: OF_COLLECTION,
    formats: &[Format::Mvt],
    schema: "",
    statuses: &[(204, "Nothing there"), (404, "No such collection, or outside the tile grid")],
    handler: |call| {
        let collection = call.collection()?;
        let tile = scheme::tile(call.path(1), call.path(2), call.path(3))?;
        reply(call, bytes(call, collection, tile)?)
    },
};

pub const MLT_TILE: Route = Route {
    path: "/tiles/{collection}/{z}/{x}/{y}.mlt",
    id: "getMapLibreTile",
    summary: "The same tile as a MapLibre Tile",
    formats: &[Format::Mlt],
    ..TILE
};

pub const COLLECTION_TILE: Route = Route {
    path: "/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    id: "kerben.collection.vector.getTile",
    summary: "The same tile at the address of OGC API Tiles: row before column",
    path_parameters: &[COLLECTION_ID, TILE_MATRIX_SET_ID, TILE_MATRIX, TILE_ROW, TILE_COL],
    formats: &[Format::Mvt, Format::Mlt],
    statuses: &[
        (204, "Nothing there"),
        (404, "No such collection or tile matrix set, or outside the limits of the set"),
    ],
    handler: |call| {
        let collection = call.collection()?;
        scheme::require(call.path(1))?;
        ogc_tile(call, &[collection], scheme::tile(call.path(2), call.path(4), call.path(3))?)
    },
    ..TILE
};

pub const DATASET_TILE: Route = Route {
    path: "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    id: "kerben.dataset.vector.getTile",
    summary: "A vector tile with the layers of all collections, or of some",
    path_parameters: &[TILE_MATRIX_SET_ID, TILE_MATRIX, TILE_ROW, TILE_COL],
    parameters: OF_DATASET,
    statuses: &[(204, "Nothing there"), (404, "No such tile matrix set, or outside the limits of the set")],
    handler: |call| {
        let elsewhere = "tiles of a collection are at /tiles/{collection}/{z}/{x}/{y}.mvt";
        scheme::require(call.path(0))
            .map_err(|problem| Problem::not_found(format!("{}; {elsewhere}", problem.detail)))?;
        let collections = tilesets::chosen(call)?;
        ogc_tile(call, &collections, scheme::tile(call.path(1), call.path(3), call.path(2))?)
    },
    ..COLLECTION_TILE
};

pub const TILE_JSON: Route = Route {
    path: "/tiles/{collection}.json",
    id: "getTileJson",
    summary: "TileJSON 3.0 of a collection",
    path_parameters: &[COLLECTION_ID],
    parameters: &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM, GEOMETRY, LAYERS, CLUSTER, ENCODING],
    formats: &[Format::Json],
    schema: "TileJson",
    statuses: &[(404, "No such collection")],
    handler: tile_json,
    ..TILE
};

/// The layers of a collection in a tile, one after the other; nothing where there is nothing.
fn bytes(call: &Call, collection: Collection, id: TileId) -> Result<Vec<u8>, Problem> {
    let asked = tile_layers::asked(call, collection)?;
    let selection = selection(call, collection)?;
    let attributes = |rank: usize| selection.row(rank);
    let features = match clusters::at(call, collection, id.z(), selection.columns())? {
        _ if !asked.features => None,
        Some(zooms) => groups(call, collection)?.and_then(|groups| groups.tile(collection.id(), id, zooms, attributes)),
        None => call.published.tiles.layer(collection).and_then(|layer| layer.tile(collection.id(), id, attributes)),
    };
    let mut bytes = features.unwrap_or_default();
    bytes.extend(asked.beside(call, collection, id));
    Ok(bytes)
}

fn reply(call: &Call, bytes: Vec<u8>) -> Result<Reply, Problem> {
    if bytes.is_empty() {
        return Ok(Reply::empty(StatusCode::NO_CONTENT));
    }
    if call.format == Format::Mlt {
        let converted =
            mlt_from_mvt(&bytes).map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
        return Ok(Reply::bytes(Format::Mlt, converted));
    }
    Ok(Reply::bytes(Format::Mvt, bytes))
}

/// A tile at the address of OGC API Tiles, where what lies outside the limits of the set is not found (OGC 20-057, requirement 6).
fn ogc_tile(call: &Call, collections: &[Collection], id: TileId) -> Result<Reply, Problem> {
    let mut layers = Vec::new();
    for collection in collections {
        layers.extend(bytes(call, *collection, id)?);
    }
    // What holds something lies within the limits; for the rest they are worth finding out.
    let limits = || scheme::bounds(call, collections).and_then(|bounds| scheme::range(&bounds, id.z()));
    if layers.is_empty()
        && let Some(range) = limits()
        && !range.contains(id)
    {
        let ((west, east), (north, south)) = (range.columns, range.rows);
        return Err(Problem::not_found(format!(
            "outside the limits of the set: at zoom {} columns are {west} to {east} and rows {north} to {south}",
            id.z()
        )));
    }
    reply(call, layers)
}

fn tile_json(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection) = (call.atlas(), call.collection()?);
    let (layers, cluster) = described(call, collection)?;
    let provenance = provenance_of(call, collection)?;
    let encoding = call.query.text(ENCODING.name).unwrap_or("mvt");
    let query = call.query.written(&[(ENCODING.name, None)]);
    let id = collection.id();
    let mut document = Map::new();
    document.insert("tilejson".into(), "3.0.0".into());
    if encoding != "mvt" {
        // TileJSON knows no such member; MapLibre reads it here as well as in the source of a style.
        document.insert("encoding".into(), encoding.into());
    }
    document.insert("name".into(), format!("{}: {}", atlas.info.title, collection.title()).into());
    document.insert("description".into(), provenance.notes.join(" ").into());
    document.insert("version".into(), "1.0.0".into());
    let citations = provenance.sources.iter().map(|source| source.citation.as_str());
    document.insert("attribution".into(), attribution::of_citations(citations).into());
    document.insert("scheme".into(), "xyz".into());
    document.insert("tiles".into(), json!([call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.{encoding}{query}"))]));
    document.insert("minzoom".into(), 0.into());
    document.insert("maxzoom".into(), MAX_ZOOM.into());
    if let Some(bounds) = collection.bounds(atlas) {
        let center = bounds.center();
        document.insert("bounds".into(), json!(bounds.uncrossed()));
        document.insert("center".into(), json!([center.x(), center.y(), 6]));
    }
    if let Some(cluster) = cluster {
        document.insert("cluster".into(), cluster);
    }
    document.insert("vector_layers".into(), layers.into_iter().map(VectorLayer::in_tile_json).collect());
    Ok(Reply::document(format!("Tiles of {id}"), document.into()))
}
