//! Vector tiles and their TileJSON: `/tiles/{collection}/{z}/{x}/{y}.mvt` as map libraries ask, and the addresses of OGC API Tiles.

use actix_web::http::StatusCode;
use geodata::grid::TileId;
use geodata::query::Collection;
use geodata::tiles::{self, TileJson, TileRequest, Tileset, mlt_from_mvt};
use styles::words::say;
use styles::{attribution, tile_json};

use super::parameters::{COLLECTION_ID, GROUPS, KM, PER, PROPERTIES, ROUND, SERVICE, YEAR};
use super::tile_request::{
    self, CLUSTER, GEOMETRY, INDICATOR, LAYERS, OF_COLLECTION, OF_DATASET, ZOOM_OF_CENTRE, layer_requests,
};
use super::tiling_schemes::{self as scheme, TILE_COL, TILE_MATRIX, TILE_MATRIX_SET_ID, TILE_ROW};
use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::MAX_ZOOM;

pub const Z: Parameter = Parameter::new("z", ParamType::Integer { min: 0, max: MAX_ZOOM as u64 }, "Zoom").required();
pub const X: Parameter =
    Parameter::new("x", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Column, from the west").required();
pub const Y: Parameter =
    Parameter::new("y", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Row, from the north").required();
const ENCODING: Parameter =
    Parameter::new("encoding", ParamType::Enum(&["mvt", "mlt"]), "What the tiles are: Mapbox Vector Tiles without it");

pub const TILE: Route = Route {
    method: Route::GET,
    path: "/tiles/{collection}/{z}/{x}/{y}.mvt",
    id: "getTile",
    tag: "Tiles",
    summary: "A vector tile, joined with the figures of a round and year; of a level of units also its borders and labels",
    path_parameters: &[COLLECTION_ID, Z, X, Y],
    parameters: OF_COLLECTION,
    formats: &[Format::Mvt],
    schema: "",
    statuses: &[(204, "Nothing there"), (404, "No such collection, or outside the tile grid")],
    handler: Handler::Data(|call| {
        let collection = call.collection()?;
        let id = scheme::tile(call.path(1), call.path(2), call.path(3))?;
        reply(render_tile(call, &[collection], id)?, call.format)
    }),
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
    handler: Handler::Data(|call| {
        let collection = call.collection()?;
        scheme::require(call.path(1))?;
        ogc_tile(call, &[collection], scheme::tile(call.path(2), call.path(4), call.path(3))?)
    }),
    ..TILE
};

pub const DATASET_TILE: Route = Route {
    path: "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    id: "kerben.dataset.vector.getTile",
    summary: "A vector tile with the layers of all collections, or of some",
    path_parameters: &[TILE_MATRIX_SET_ID, TILE_MATRIX, TILE_ROW, TILE_COL],
    parameters: OF_DATASET,
    statuses: &[(204, "Nothing there"), (404, "No such tile matrix set, or outside the limits of the set")],
    handler: Handler::Data(|call| {
        let elsewhere = "tiles of a collection are at /tiles/{collection}/{z}/{x}/{y}.mvt";
        scheme::require(call.path(0))
            .map_err(|problem| Problem::not_found(format!("{}; {elsewhere}", problem.detail)))?;
        let collections = tile_request::collections(call)?;
        ogc_tile(call, &collections, scheme::tile(call.path(1), call.path(3), call.path(2))?)
    }),
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
    handler: Handler::Data(answer_tile_json),
    ..TILE
};

/// A tile at the address of OGC API Tiles, where what lies outside the limits of the set is not found (OGC 20-057, requirement 6).
fn ogc_tile(call: &RequestContext, collections: &[Collection], id: TileId) -> Result<HandlerResponse, Problem> {
    let tile = render_tile(call, collections, id)?;
    // What holds something lies within the limits; for the rest they are worth finding out.
    let limits = || scheme::bounds(call, collections).and_then(|bounds| scheme::range(&bounds, id.z()));
    if tile.is_none()
        && let Some(range) = limits()
        && !range.contains(id)
    {
        let ((west, east), (north, south)) = (range.columns, range.rows);
        return Err(Problem::not_found(format!(
            "outside the limits of the set: at zoom {} columns are {west} to {east} and rows {north} to {south}",
            id.z()
        )));
    }
    reply(tile, call.format)
}

fn render_tile(call: &RequestContext, collections: &[Collection], id: TileId) -> Result<Option<Vec<u8>>, Problem> {
    Ok(tiles::render(&call.snapshot.tiles, &TileRequest { id, layers: &layer_requests(call, collections)? })?)
}

/// A rendered tile as a reply, in the format of MVT or MLT.
pub fn reply(tile: Option<Vec<u8>>, format: Format) -> Result<HandlerResponse, Problem> {
    let Some(bytes) = tile else { return Ok(HandlerResponse::empty(StatusCode::NO_CONTENT)) };
    if format == Format::Mlt {
        let converted =
            mlt_from_mvt(&bytes).map_err(|error| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()))?;
        return Ok(HandlerResponse::bytes(Format::Mlt, converted));
    }
    Ok(HandlerResponse::bytes(Format::Mvt, bytes))
}

fn answer_tile_json(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let collection = call.collection()?;
    let tileset = Tileset::describe(&call.snapshot.tiles, &layer_requests(call, &[collection])?)?;
    let (provenance, zooms) = (tileset.provenance(), (0, MAX_ZOOM));
    let encoding = call.query.text(ENCODING.name).unwrap_or("mvt");
    let (id, query, words) = (collection.id(), call.query.written(&[(ENCODING.name, None)]), call.words());
    let dataset = call.atlas().info.title.get(call.language());
    let name = say!(words, "answer-tile-json", dataset = dataset, collection = words.collection(collection));
    let citations = provenance.sources.iter().map(|source| source.citation.as_str());
    let mut document =
        TileJson::new(name, call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.{encoding}{query}")), zooms)
            .text("description", words.notes(&provenance.notes).join(" "))
            .text("version", "1.0.0")
            .text("attribution", attribution::of_citations(citations));
    document.encoding = (encoding != "mvt").then(|| encoding.to_owned());
    if let Some(bounds) = tileset.bounds() {
        let center = bounds.center();
        document.bounds = Some(bounds.uncrossed());
        document.center = Some((center.x(), center.y(), ZOOM_OF_CENTRE));
    }
    let clusters = tileset.collections.iter().find_map(|of| of.clusters.as_ref());
    document.cluster = clusters.map(|info| tile_json::cluster(words, info));
    document.vector_layers = Some(tile_json::vector_layers(words, tileset.layers(), zooms));
    Ok(HandlerResponse::document(say!(words, "answer-tiles", id = id), document.to_json()))
}
