//! The addresses and what answers there. A route only reads its parameters, calls one function of the libraries, and
//! shapes the answer.

#![allow(clippy::unnecessary_wraps, reason = "every handler has the type of `Route::handler`")]

mod against;
mod archives;
mod arguments;
mod bundle;
mod collections;
mod community_properties;
mod context;
mod crs;
mod curves;
mod datetime;
mod distances;
mod embed;
mod file_names;
mod fonts;
mod health;
mod indicators;
mod items;
mod json_pieces;
mod landing;
mod links;
mod listings;
mod maps;
mod nearest;
mod new_centres;
mod oembed;
mod pages;
mod parameters;
mod pictures;
mod places;
mod presentation;
mod rounds;
mod rows;
mod schema;
mod services_asked;
mod sprites;
mod tile_request;
mod tiles;
mod tilesets;
mod tiling_schemes;
mod underserved_communities;
mod underserved_rows;
mod values;
mod years;

pub use arguments::Arguments;
pub use pictures::{PNG as PICTURE, Picture, picture};
pub use tile_request::layer_request;
pub use tiles::{TILE, reply as tile_reply};

use crate::http::route::Route;

/// All routes, in the order of the OpenAPI document.
pub const ROUTES: &[&Route] = &[
    &landing::LANDING,
    &landing::CONFORMANCE,
    &landing::API,
    &collections::COLLECTIONS,
    &collections::COLLECTION,
    &schema::SCHEMA_OF_FEATURES,
    &schema::QUERYABLES,
    &items::ITEMS,
    &items::ITEM,
    &tilesets::COLLECTION_TILESETS,
    &tilesets::COLLECTION_TILESET,
    &tiles::COLLECTION_TILE,
    &context::CONTEXT_TILE,
    &tiles::TILE,
    &tiles::MLT_TILE,
    &context::CONTEXT_TILE_JSON,
    &tiles::TILE_JSON,
    &tilesets::DATASET_TILESETS,
    &tilesets::DATASET_TILESET,
    &tiles::DATASET_TILE,
    &tiling_schemes::TILE_MATRIX_SETS,
    &tiling_schemes::TILE_MATRIX_SET,
    &listings::ROUNDS,
    &rounds::COMPARE,
    &rounds::TREND,
    &indicators::INDICATORS,
    &values::VALUES,
    &pictures::SVG,
    &pictures::PNG,
    &pictures::PDF,
    &bundle::ZIP,
    &maps::MAP,
    &maps::STYLE,
    &fonts::GLYPHS,
    &sprites::INDEX,
    &sprites::PICTURE,
    &archives::BASEMAP_TILE,
    &archives::BASEMAP_JSON,
    &listings::SERVICES,
    &underserved_communities::COMMUNITIES,
    &distances::DISTANCE,
    &distances::BEYOND,
    &curves::CURVE,
    &new_centres::NEW_CENTRES,
    &nearest::NEAREST,
    &places::PLACES,
    &listings::SOURCES,
    &embed::EMBED,
    &embed::EMBED_FOLDER,
    &oembed::OEMBED,
    &embed::EMBEDDED_MAP,
    &embed::CARD,
    &pages::BUILDER,
    &pages::EXPLORE,
    &pages::PLANNER,
    &health::LIVE,
    &health::READY,
    &health::METRICS,
];

/// The routes of an archive that is served alone.
pub const ARCHIVE_ROUTES: &[&Route] = &[
    &archives::ARCHIVE_LANDING,
    &archives::ARCHIVE_API,
    &archives::ARCHIVED_TILE,
    &archives::ARCHIVED_TILE_JSON,
    &health::LIVE,
    &health::READY,
    &health::METRICS,
];
