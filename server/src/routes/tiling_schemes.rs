//! The tile matrix set that tiles follow (OGC 17-083r4), which OGC API Tiles also calls a tiling scheme.
//!
//! There is one, `WebMercatorQuad`: the grid of MapLibre, QGIS and all web maps.

use std::f64::consts::PI;

use geodata::grid::EXTENT;
use geodata::grid::{TileId, TileRange};
use geodata::model::BBox;
use geodata::query::Collection;
use geodata::tiles::BUFFER;
use serde_json::{Value as Json, json};
use styles::words::say;

use super::links::{HTML, JSON, link};
use crate::http::parameter::{ParamType, Parameter, parse_uint};
use crate::http::problem::{Problem, truncated};
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::MAX_ZOOM;

/// Its id in addresses.
pub const ID: &str = "WebMercatorQuad";
/// Its name in the register of the OGC.
pub const URI: &str = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
/// The CRS that its tiles are drawn in.
pub const CRS: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
/// The relation of a link to its definition, and that to the list of definitions.
pub const TILING_SCHEME: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
pub const TILING_SCHEMES: &str = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";

/// The radius of the sphere of the projection, in metres: the semi-major axis of WGS 84.
const RADIUS: f64 = 6_378_137.0;
/// A tile is so many cells wide and high: where scales and zooms meet, whatever a client draws.
const TILE_SIDE: u32 = 256;
/// The side of a pixel from which the OGC computes scales, in metres.
const PIXEL: f64 = 0.000_28;

/// The names of the tile matrices: the zooms.
const TILE_MATRICES: &[&str] = &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"];
const _: () = assert!(TILE_MATRICES.len() == MAX_ZOOM as usize + 1);

pub const TILE_MATRIX_SET_ID: Parameter =
    Parameter::new("tileMatrixSetId", ParamType::Enum(&[ID]), "A tile matrix set, as /tileMatrixSets lists them")
        .required();
pub const TILE_MATRIX: Parameter =
    Parameter::new("tileMatrix", ParamType::Enum(TILE_MATRICES), "A tile matrix of the set: the zoom").required();
pub const TILE_ROW: Parameter =
    Parameter::new("tileRow", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Row, from the north").required();
pub const TILE_COL: Parameter =
    Parameter::new("tileCol", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Column, from the west").required();

pub const TILE_MATRIX_SETS: Route = Route {
    method: Route::GET,
    path: "/tileMatrixSets",
    id: "getTileMatrixSetsList",
    tag: "Tiles",
    summary: "The tile matrix sets (tiling schemes) of the tiles",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "TileMatrixSets",
    statuses: &[],
    handler: Handler::Data(list),
};

pub const TILE_MATRIX_SET: Route = Route {
    path: "/tileMatrixSets/{tileMatrixSetId}",
    id: "getTileMatrixSet",
    summary: "The definition of a tile matrix set, as far as there are tiles for it",
    path_parameters: &[TILE_MATRIX_SET_ID],
    schema: "TileMatrixSet",
    statuses: &[(404, "No such tile matrix set")],
    handler: Handler::Data(one),
    ..TILE_MATRIX_SETS
};

/// The address of the definition.
pub fn address(call: &RequestContext) -> String {
    call.link(&format!("/tileMatrixSets/{ID}?f=json"))
}

/// Refuses every set but the one that there is.
pub fn require(id: &str) -> Result<(), Problem> {
    if id == ID {
        return Ok(());
    }
    Err(Problem::not_found(format!("there is no tile matrix set `{}`; see /tileMatrixSets", truncated(id))))
}

/// The tile of a matrix, column and row of a path.
pub fn tile(matrix: &str, column: &str, row: &str) -> Result<TileId, Problem> {
    let index = |text: &str| parse_uint(text).and_then(|number| u32::try_from(number).ok());
    let zoom = parse_uint(matrix).and_then(|zoom| u8::try_from(zoom).ok()).filter(|zoom| *zoom <= MAX_ZOOM);
    let id = zoom.zip(index(column).zip(index(row))).and_then(|(z, (x, y))| TileId::new(z, x, y));
    id.ok_or_else(|| {
        Problem::not_found(format!(
            "outside the tile grid: zoom is 0 to {MAX_ZOOM}, column and row are below 2 to the zoom"
        ))
    })
}

/// The box around some collections.
pub fn bounds(call: &RequestContext, collections: &[Collection]) -> Option<BBox> {
    let boxes = collections.iter().filter_map(|collection| collection.bounds(call.atlas()));
    BBox::around(boxes.flat_map(|bounds| bounds.parts()))
}

/// The tiles of a zoom that may hold something of a box, their buffers included.
pub fn range(bounds: &BBox, zoom: u8) -> Option<TileRange> {
    TileRange::of(bounds, f64::from(BUFFER) / f64::from(EXTENT), zoom)
}

/// The same of all zooms, as `tileMatrixSetLimits`.
pub fn limits(bounds: &BBox) -> Json {
    let of_zoom = |zoom: u8| {
        let TileRange { columns, rows } = range(bounds, zoom)?;
        Some(json!({
            "tileMatrix": zoom.to_string(),
            "minTileRow": rows.0,
            "maxTileRow": rows.1,
            "minTileCol": columns.0,
            "maxTileCol": columns.1,
        }))
    };
    (0..=MAX_ZOOM).filter_map(of_zoom).collect()
}

fn list(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let words = call.words();
    let document = json!({
        "tileMatrixSets": [{
            "id": ID,
            "title": TITLE,
            "uri": URI,
            "crs": CRS,
            "links": [link("self", JSON, say!(words, "link-tile-matrix-set-definition"), &address(call))],
        }],
        "links": [
            link("self", JSON, say!(words, "link-document"), &call.link("/tileMatrixSets?f=json")),
            link("alternate", HTML, say!(words, "link-document-as-page"), &call.link("/tileMatrixSets?f=html")),
        ],
    });
    Ok(HandlerResponse::document(say!(words, "answer-tile-matrix-sets"), document))
}

/// What the standard calls it.
const TITLE: &str = "Google Maps Compatible for the World";

fn one(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    require(call.path(0))?;
    let edge = PI * RADIUS;
    let matrix = |zoom: u8| {
        let side = 1u32 << zoom;
        let cell = 2.0 * edge / f64::from(TILE_SIDE) / f64::from(side);
        json!({
            "id": zoom.to_string(),
            "scaleDenominator": cell / PIXEL,
            "cellSize": cell,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-edge, edge],
            "tileWidth": TILE_SIDE,
            "tileHeight": TILE_SIDE,
            "matrixWidth": side,
            "matrixHeight": side,
        })
    };
    let (words, as_page) = (call.words(), format!("/tileMatrixSets/{ID}?f=html"));
    let document = json!({
        "id": ID,
        "title": TITLE,
        "uri": URI,
        "crs": CRS,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "boundingBox": { "lowerLeft": [-edge, -edge], "upperRight": [edge, edge], "crs": CRS, "orderedAxes": ["X", "Y"] },
        "tileMatrices": (0..=MAX_ZOOM).map(matrix).collect::<Json>(),
        "links": [
            link("self", JSON, say!(words, "link-document"), &address(call)),
            link("alternate", HTML, say!(words, "link-document-as-page"), &call.link(&as_page)),
        ],
    });
    Ok(HandlerResponse::document(TITLE, document))
}
