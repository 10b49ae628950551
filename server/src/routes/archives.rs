//! An archive of ready-made tiles: alone, or as the basemap beside the data.

use actix_web::http::StatusCode;
use geodata::grid;
use geodata::grid::TileId;
use geodata::tiles::archives::{CheckedTile, TileKind};
use serde_json::{Value as Json, json};
use styles::words::say;

use super::links::{self, JSON, link};
use crate::archive::{Archive, TileError};
use crate::encoding::Encoding;
use crate::http::parameter::{ParamType, Parameter, parse_uint};
use crate::http::problem::{Problem, truncated};
use crate::http::response::{Body, Format, HandlerResponse};
use crate::http::route::{BASEMAP, Handler, PAGES, RequestContext, Route};
use crate::openapi;

const NAME: Parameter = Parameter::new("name", ParamType::Text { max: 128 }, "Name of the archive").required();
const Z: Parameter = Parameter::new("z", ParamType::Integer { min: 0, max: grid::MAX_ZOOM as u64 }, "Zoom").required();
const X: Parameter =
    Parameter::new("x", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Column, from the west").required();
const Y: Parameter =
    Parameter::new("y", ParamType::Integer { min: 0, max: u32::MAX as u64 }, "Row, from the north").required();
const EXTENSION: Parameter =
    Parameter::new("extension", ParamType::Enum(&["mvt", "mlt", "png", "jpg", "webp", "avif"]), "What the tiles are")
        .required();

pub const ARCHIVED_TILE: Route = Route {
    method: Route::GET,
    path: "/tiles/{name}/{z}/{x}/{y}.{extension}",
    id: "getTile",
    tag: "Tiles",
    summary: "A tile as the archive has it",
    path_parameters: &[NAME, Z, X, Y, EXTENSION],
    parameters: &[],
    formats: &[Format::Precompressed],
    schema: "",
    statuses: &[
        (204, "Nothing there"),
        (404, "No such archive, or outside the tile grid"),
        (502, "The store of the archive failed, or the tile is damaged"),
    ],
    handler: Handler::Archive(archived_tile),
};

pub const ARCHIVED_TILE_JSON: Route = Route {
    path: "/tiles/{name}.json",
    id: "getTileJson",
    summary: "TileJSON 3.0 of the archive",
    path_parameters: &[NAME],
    formats: &[Format::Json],
    schema: "TileJson",
    statuses: &[(404, "No such archive")],
    handler: Handler::Archive(archived_tile_json),
    ..ARCHIVED_TILE
};

pub const BASEMAP_TILE: Route = Route {
    path: "/basemap/{z}/{x}/{y}",
    id: "getBasemapTile",
    tag: BASEMAP,
    summary: "A tile of the basemap, as its archive has it",
    path_parameters: &[Z, X, Y],
    statuses: &[
        (204, "Nothing there"),
        (404, "No basemap, or outside the tile grid"),
        (502, "The store of the archive failed, or the tile is damaged"),
    ],
    handler: Handler::Data(basemap_tile),
    ..ARCHIVED_TILE
};

pub const BASEMAP_JSON: Route = Route {
    path: "/basemap.json",
    id: "getBasemapTileJson",
    tag: BASEMAP,
    summary: "TileJSON 3.0 of the basemap",
    path_parameters: &[],
    statuses: &[(404, "No basemap")],
    handler: Handler::Data(basemap_json),
    ..ARCHIVED_TILE_JSON
};

pub const ARCHIVE_LANDING: Route = Route {
    path: "/",
    id: "getLanding",
    tag: PAGES,
    summary: "What is served",
    path_parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Landing",
    statuses: &[],
    handler: Handler::Archive(landing),
    ..ARCHIVED_TILE
};

pub const ARCHIVE_API: Route = Route {
    path: "/api",
    id: "getApi",
    tag: "Start",
    summary: "This document",
    formats: &[Format::OpenApi, Format::Html],
    schema: "OpenApi",
    handler: Handler::Any(|call| Ok(openapi::reply(super::ARCHIVE_ROUTES, call))),
    ..ARCHIVE_LANDING
};

/// The basemap, where there is one.
fn basemap(call: &RequestContext) -> Result<&Archive, Problem> {
    call.snapshot.basemap.as_deref().ok_or_else(|| Problem::not_found("there is no basemap here"))
}

/// The archive, where the path has its name.
fn named(call: &RequestContext<Archive>) -> Result<&Archive, Problem> {
    let archive = &*call.snapshot;
    if call.path(0) == archive.name {
        return Ok(archive);
    }
    Err(Problem::not_found(format!("there is no archive `{}`; see /", truncated(call.path(0)))))
}

fn archived_tile(call: &RequestContext<Archive>) -> Result<HandlerResponse, Problem> {
    let archive = named(call)?;
    if call.path(4) != archive.kind.extension() {
        let (name, extension) = (&archive.name, archive.kind.extension());
        return Err(Problem::not_found(format!(
            "the tiles of `{name}` are at /tiles/{name}/{{z}}/{{x}}/{{y}}.{extension}"
        )));
    }
    tile(call, archive, 1)
}

fn basemap_tile(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    tile(call, basemap(call)?, 0)
}

/// The tile whose zoom, column and row stand in the path from a position on.
fn tile<S>(call: &RequestContext<S>, archive: &Archive, first: usize) -> Result<HandlerResponse, Problem> {
    let number =
        |position: usize| parse_uint(call.path(first + position)).and_then(|number| u32::try_from(number).ok());
    let id = match (number(0), number(1), number(2)) {
        (Some(z), Some(x), Some(y)) => u8::try_from(z).ok().and_then(|z| TileId::new(z, x, y)),
        _ => None,
    };
    let id = id.ok_or_else(|| {
        Problem::not_found("outside the tile grid: zoom is 0 to 22, column and row are below 2 to the zoom")
    })?;
    let Some(CheckedTile { kind, compression, bytes }) = archive.tile(id)? else {
        return Ok(HandlerResponse::empty(StatusCode::NO_CONTENT));
    };
    let format = match kind {
        TileKind::Mvt => Format::Mvt,
        kind => Format::File(kind.media_type()),
    };
    Ok(HandlerResponse::new(match Encoding::from(compression) {
        Encoding::Identity => Body::Bytes { format, bytes: bytes.to_vec() },
        encoding => Body::Compressed { format, bytes, encoding },
    }))
}

impl From<TileError> for Problem {
    fn from(error: TileError) -> Self {
        let status = match error {
            TileError::Timeout | TileError::Replaced => StatusCode::SERVICE_UNAVAILABLE,
            TileError::Failed | TileError::Damaged => StatusCode::BAD_GATEWAY,
        };
        Self::new(status, error.to_string())
    }
}

fn archived_tile_json(call: &RequestContext<Archive>) -> Result<HandlerResponse, Problem> {
    let archive = named(call)?;
    let (name, extension) = (&archive.name, archive.kind.extension());
    let tiles = call.link(&format!("/tiles/{name}/{{z}}/{{x}}/{{y}}.{extension}"));
    Ok(HandlerResponse::document(archive.title(), archive.tile_json(&tiles)))
}

fn basemap_json(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let mut document = basemap(call)?.tile_json(&call.link(BASEMAP_TILE.path));
    let attribution = call.snapshot.basemap_attribution();
    if let Some(members) = document.as_object_mut()
        && !attribution.is_empty()
    {
        members.insert("attribution".into(), attribution.into());
    }
    Ok(HandlerResponse::document(say!(call.words(), "answer-basemap"), document))
}

fn landing(call: &RequestContext<Archive>) -> Result<HandlerResponse, Problem> {
    let (archive, words) = (&call.snapshot, call.words());
    let tile_json = call.link(&format!("/tiles/{}.json", archive.name));
    let described = link("describedby", JSON, say!(words, "link-tile-json"), &tile_json);
    let links: Vec<Json> =
        links::of_landing(call, say!(words, "link-document-as-page")).into_iter().chain([described]).collect();
    let document = json!({
        "title": archive.title(),
        "description": archive.text("description").unwrap_or_default(),
        "attribution": archive.html("attribution"),
        "tiles": archive.kind.media_type(),
        "minzoom": archive.zooms.0,
        "maxzoom": archive.zooms.1,
        "bounds": archive.bounds,
        "links": links,
        "disclaimer": archive.text("disclaimer"),
    });
    Ok(HandlerResponse::document(archive.title(), document))
}
