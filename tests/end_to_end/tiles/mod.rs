//! Vector tiles: everything is in the tiles that cover it, at its place, valid, and with the figures of the other answers.

mod addresses;
mod antimeridian;
mod areas;
mod attributes;
mod borders;
mod choices;
pub mod decoded;
mod groups;
mod labels;
mod layers;
mod maplibre_tiles;
mod points;
mod published;
mod tilesets;
mod unit_points;

pub use decoded::Tile;
use serde_json::Value as Json;
use tests::Server;

/// The box of the country, as the TileJSON has it.
pub fn bounds(server: &Server) -> [f64; 4] {
    let bounds = server.json("/tiles/admin0.json")["bounds"].clone();
    let at = |position: usize| bounds[position].as_f64().expect("degrees");
    [at(0), at(1), at(2), at(3)]
}

/// The rows of an answer.
fn rows(server: &Server, path: &str) -> Vec<Json> {
    server.json(path)["rows"].as_array().unwrap_or_else(|| panic!("{path} has no rows")).clone()
}
