use actix_web::http::StatusCode;
use geodata::provenance::Provenance;
use geodata::query::CellKind;
use geodata::tiles::{TileId, TileLayer, mlt_from_mvt};
use serde_json::{Map, Value as Json, json};

use super::clusters::{self, CLUSTER};
use super::parameters::{COLLECTION_ID, GROUPS, KM, PER, PROPERTIES, ROUND, SERVICE, YEAR};
use super::tile_attributes::{GEOMETRY, INDICATOR, columns, groups, provenance_of, selection};
use super::tile_layers::{self, LAYERS, kind_word};
use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::reply::{Format, Reply};
use crate::http::route::{Call, Route};
use crate::published::MAX_ZOOM;

const SELECTION: &[Parameter] =
    &[ROUND, YEAR, GROUPS, PROPERTIES, INDICATOR, PER, SERVICE, KM, GEOMETRY, LAYERS, CLUSTER];
const Z: Parameter = Parameter::new("z", Kind::Integer { min: 0, max: MAX_ZOOM as u64 }, "Zoom").required();
const X: Parameter =
    Parameter::new("x", Kind::Integer { min: 0, max: u32::MAX as u64 }, "Column, from the west").required();
const Y: Parameter =
    Parameter::new("y", Kind::Integer { min: 0, max: u32::MAX as u64 }, "Row, from the north").required();
const ENCODING: Parameter =
    Parameter::new("encoding", Kind::Choice(&["mvt", "mlt"]), "What the tiles are: Mapbox Vector Tiles without it");
const NO_TILE: &[(u16, &str)] = &[(204, "Nothing there"), (404, "No such collection, or outside the tile grid")];

pub const TILE: Route = Route {
    path: "/tiles/{collection}/{z}/{x}/{y}.mvt",
    id: "getTile",
    tag: "Tiles",
    summary: "A vector tile, joined with the figures of a round and year; of a level of units also its borders and labels",
    path_parameters: &[COLLECTION_ID, Z, X, Y],
    parameters: SELECTION,
    formats: &[Format::Mvt],
    schema: "",
    statuses: NO_TILE,
    handler: |call| tile(call, [1, 2, 3]),
};

pub const MLT_TILE: Route = Route {
    path: "/tiles/{collection}/{z}/{x}/{y}.mlt",
    id: "getMapLibreTile",
    summary: "The same tile as a MapLibre Tile",
    formats: &[Format::Mlt],
    ..TILE
};

pub const OGC_TILE: Route = Route {
    path: "/collections/{collection}/tiles/WebMercatorQuad/{z}/{y}/{x}",
    id: "getCollectionTile",
    summary: "The same tile at the address of OGC API Tiles: row before column",
    path_parameters: &[COLLECTION_ID, Z, Y, X],
    formats: &[Format::Mvt, Format::Mlt],
    handler: |call| tile(call, [1, 3, 2]),
    ..TILE
};

pub const OGC_TILESETS: Route = Route {
    path: "/collections/{collection}/tiles",
    id: "getTilesets",
    summary: "The tile sets of a collection",
    path_parameters: &[COLLECTION_ID],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Tilesets",
    statuses: &[(404, "No such collection")],
    handler: tilesets,
    ..TILE
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

fn tile(call: &Call, [z, x, y]: [usize; 3]) -> Result<Reply, Problem> {
    let collection = call.collection()?;
    let number = |position: usize| crate::http::parameter::whole(call.path(position));
    let id = match (number(z), number(x), number(y)) {
        (Some(z), Some(x), Some(y)) if z <= u64::from(MAX_ZOOM) => {
            u32::try_from(x).ok().zip(u32::try_from(y).ok()).and_then(|(x, y)| TileId::new(z as u8, x, y))
        }
        _ => None,
    };
    let id = id.ok_or_else(|| {
        Problem::not_found(format!(
            "outside the tile grid: zoom is 0 to {MAX_ZOOM}, column and row are below 2 to the zoom"
        ))
    })?;
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

fn attribution(provenance: &Provenance) -> String {
    provenance.sources.iter().map(|source| source.citation.as_str()).collect::<Vec<_>>().join(" | ")
}

/// What a TileJSON says of a column.
pub(super) fn field(kind: CellKind, description: &str) -> Json {
    format!("{}: {description}", kind_word(kind)).into()
}

fn tile_json(call: &Call) -> Result<Reply, Problem> {
    let (atlas, collection) = (call.atlas(), call.collection()?);
    let (columns, groups) = columns(call, collection)?;
    let asked = tile_layers::asked(call, collection)?;
    let provenance = provenance_of(call, collection)?;
    let shown = columns.columns().iter();
    let mut fields: Map<String, Json> =
        shown.map(|column| (column.name.clone(), field(column.kind, &column.description))).collect();
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
    document.insert("attribution".into(), attribution(&provenance).into());
    document.insert("scheme".into(), "xyz".into());
    document.insert("tiles".into(), json!([call.link(&format!("/tiles/{id}/{{z}}/{{x}}/{{y}}.{encoding}{query}"))]));
    document.insert("minzoom".into(), 0.into());
    document.insert("maxzoom".into(), MAX_ZOOM.into());
    if let Some(bounds) = collection.bounds(atlas) {
        let center = bounds.center();
        document.insert("bounds".into(), json!(bounds.uncrossed()));
        document.insert("center".into(), json!([center.x(), center.y(), 6]));
    }
    if let Some(groups) = &groups {
        groups.describe(&columns, &mut fields, &mut document);
    }
    let features = json!({
        "id": id,
        "description": collection.title(),
        "geometry": call.published.tiles.layer(collection).map(TileLayer::geometry),
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "fields": fields,
    });
    let features = asked.features.then_some(features).into_iter();
    let layers: Vec<Json> = features.chain(asked.described(call, collection)).collect();
    document.insert("vector_layers".into(), layers.into());
    Ok(Reply::document(format!("Tiles of {id}"), document.into()))
}

fn tilesets(call: &Call) -> Result<Reply, Problem> {
    let collection = call.collection()?;
    let id = collection.id();
    let template = format!("/collections/{id}/tiles/WebMercatorQuad/{{tileMatrix}}/{{tileRow}}/{{tileCol}}");
    let document = json!({
        "tilesets": [{
            "title": collection.title(),
            "dataType": "vector",
            "crs": "http://www.opengis.net/def/crs/EPSG/0/3857",
            "tileMatrixSetURI": "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
            "links": [
                { "rel": "item", "type": Format::Mvt.media_type(), "title": "Tiles", "href": call.link(&template), "templated": true },
                { "rel": "item", "type": Format::Mlt.media_type(), "title": "Tiles as MapLibre Tiles", "href": call.link(&format!("{template}?f=mlt")), "templated": true },
                { "rel": "describedby", "type": "application/json", "title": "TileJSON", "href": call.link(&format!("/tiles/{id}.json")) },
            ],
        }],
        "links": [{ "rel": "self", "type": "application/json", "title": "This document", "href": call.link_with(&[]) }],
    });
    Ok(Reply::document(format!("Tiles of {id}"), document))
}
