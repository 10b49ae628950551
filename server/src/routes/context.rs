//! What lies around and in the country as vector tiles: quiet context of its maps, the same whatever they show.

use geodata::provenance::Provenance;
use geodata::tiles::{CONTEXT, DEEPEST_ZOOM_OF_CONTEXT, TileJson};
use styles::words::say;
use styles::{attribution, tile_json};

use super::tiles::{TILE, TILE_JSON, X, Y, Z, reply};
use super::tiling_schemes as scheme;
use crate::http::problem::Problem;
use crate::http::response::HandlerResponse;
use crate::http::route::{Handler, RequestContext, Route};

pub const CONTEXT_TILE: Route = Route {
    path: "/tiles/context/{z}/{x}/{y}.mvt",
    id: "getContextTile",
    summary: "A vector tile of what lies around and in the country, for orientation: the layers countries, lakes, rivers, places, labels",
    path_parameters: &[Z, X, Y],
    parameters: &[],
    statuses: &[(204, "Nothing there"), (404, "Outside the tile grid")],
    handler: Handler::Data(|call| {
        let id = scheme::tile(call.path(0), call.path(1), call.path(2))?;
        reply(call.snapshot.tiles.context().render(id), call.format)
    }),
    ..TILE
};

pub const CONTEXT_TILE_JSON: Route = Route {
    path: "/tiles/context.json",
    id: "getContextTileJson",
    summary: "TileJSON 3.0 of what lies around and in the country",
    path_parameters: &[],
    parameters: &[],
    statuses: &[],
    handler: Handler::Data(answer),
    ..TILE_JSON
};

fn answer(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let (words, atlas, zooms) = (call.words(), call.atlas(), (0, DEEPEST_ZOOM_OF_CONTEXT));
    let mut provenance = Provenance::default();
    provenance.surroundings(atlas);
    let dataset = atlas.info.title.get(call.language());
    let name = say!(words, "context-tiles", dataset = dataset);
    let citations = provenance.sources.iter().map(|source| source.citation.as_str());
    let mut document = TileJson::new(name, call.link(&format!("/tiles/{CONTEXT}/{{z}}/{{x}}/{{y}}.mvt")), zooms)
        .text("description", words.notes(&provenance.notes).join(" "))
        .text("version", "1.0.0")
        .text("attribution", attribution::of_citations(citations));
    document.vector_layers = Some(tile_json::context_layers(words, atlas));
    let title = say!(words, "answer-tiles", id = CONTEXT);
    Ok(HandlerResponse::document(title, document.to_json()))
}
