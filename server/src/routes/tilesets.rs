//! Sets of tiles as OGC API Tiles (OGC 20-057) describes them: of one collection, and of the dataset, whose tiles have the layers of
//! several collections.

use geodata::model::BBox;
use geodata::query::{CellKind, Collection};
use geodata::tiles::{TileField, Tileset, VectorLayer};
use serde_json::{Map, Value as Json, json};
use styles::words::{Words, say};

use super::links::{CRS84, HTML, JSON, link};
use super::parameters::COLLECTION_ID;
use super::rows::put_provenance;
use super::tile_request::{self, OF_COLLECTION, OF_DATASET, ZOOM_OF_CENTRE, layer_requests};
use super::tiling_schemes::{self as scheme, TILE_MATRIX_SET_ID, TILING_SCHEME};
use crate::http::problem::Problem;
use crate::http::response::{Format, HandlerResponse};
use crate::http::route::{Handler, RequestContext, Route};
use crate::served_data::MAX_ZOOM;

/// The relation of a link to the collection that tiles, or a layer of them, are made from.
const GEODATA: &str = "http://www.opengis.net/def/rel/ogc/1.0/geodata";
/// That of a link to the dataset.
const DATASET: &str = "http://www.opengis.net/def/rel/ogc/1.0/dataset";

pub const COLLECTION_TILESETS: Route = Route {
    method: Route::GET,
    path: "/collections/{collection}/tiles",
    id: "kerben.collection.vector.getTileSetsList",
    tag: "Tiles",
    summary: "The sets of vector tiles of a collection",
    path_parameters: &[COLLECTION_ID],
    parameters: &[],
    formats: &[Format::Json, Format::Html],
    schema: "Tilesets",
    statuses: &[(404, "No such collection")],
    handler: Handler::Data(|call| list(&TilesetPage::of_collection(call)?)),
};

pub const COLLECTION_TILESET: Route = Route {
    path: "/collections/{collection}/tiles/{tileMatrixSetId}",
    id: "kerben.collection.vector.getTileSet",
    summary: "A set of vector tiles of a collection: layers with their attributes, limits, addresses of the tiles. The tiles are those of the same parameters",
    path_parameters: &[COLLECTION_ID, TILE_MATRIX_SET_ID],
    parameters: OF_COLLECTION,
    schema: "Tileset",
    statuses: &[(404, "No such collection or tile matrix set")],
    handler: Handler::Data(|call| {
        let tileset = TilesetPage::of_collection(call)?;
        scheme::require(call.path(1))?;
        one(&tileset)
    }),
    ..COLLECTION_TILESETS
};

pub const DATASET_TILESETS: Route = Route {
    path: "/tiles",
    id: "kerben.dataset.vector.getTileSetsList",
    summary: "The sets of vector tiles of the dataset: each tile has the layers of all collections",
    path_parameters: &[],
    statuses: &[],
    handler: Handler::Data(|call| list(&TilesetPage::of_dataset(call)?)),
    ..COLLECTION_TILESETS
};

pub const DATASET_TILESET: Route = Route {
    path: "/tiles/{tileMatrixSetId}",
    id: "kerben.dataset.vector.getTileSet",
    summary: "A set of vector tiles of the dataset. The tiles are those of the same parameters",
    path_parameters: &[TILE_MATRIX_SET_ID],
    parameters: OF_DATASET,
    schema: "Tileset",
    statuses: &[(404, "No such tile matrix set")],
    handler: Handler::Data(|call| {
        scheme::require(call.path(0))?;
        one(&TilesetPage::of_dataset(call)?)
    }),
    ..COLLECTION_TILESETS
};

/// A set of tiles.
struct TilesetPage<'a> {
    call: &'a RequestContext,
    title: String,
    /// The path of the list that it is in.
    list: String,
    /// What its tiles have layers of.
    collections: Vec<Collection>,
    /// What there is besides: what the tiles are made from, and other descriptions of them.
    related: Vec<Json>,
}

impl<'a> TilesetPage<'a> {
    fn of_collection(call: &'a RequestContext) -> Result<Self, Problem> {
        let (collection, words) = (call.collection()?, call.words());
        let id = collection.id();
        let tile_json = call.link(&format!("/tiles/{id}.json{}", call.query.written(&[("f", None), ("lang", None)])));
        Ok(Self {
            call,
            title: words.collection(collection),
            list: format!("/collections/{id}/tiles"),
            collections: vec![collection],
            related: vec![
                link("describedby", JSON, say!(words, "link-tile-json"), &tile_json),
                link(GEODATA, JSON, say!(words, "link-collection"), &data(call, collection)),
            ],
        })
    }

    fn of_dataset(call: &'a RequestContext) -> Result<Self, Problem> {
        Ok(Self {
            call,
            title: call.atlas().info.title.get(call.language()).to_owned(),
            list: "/tiles".to_owned(),
            collections: tile_request::collections(call)?,
            related: vec![link(DATASET, JSON, say!(call.words(), "link-dataset"), &call.link("/?f=json"))],
        })
    }

    /// An address below that of the set, in a format, with what was asked for.
    fn link(&self, below: &str, format: Format) -> String {
        let query = self.call.query.written(&[("f", Some(format.word())), ("lang", None)]);
        self.call.link(&format!("{}/{}{below}{query}", self.list, scheme::ID))
    }

    fn links(&self) -> Vec<Json> {
        let words = self.call.words();
        let tiles = |format: Format, title: String| {
            let href = self.link("/{tileMatrix}/{tileRow}/{tileCol}", format);
            json!({ "rel": "item", "type": format.media_type(), "title": title, "href": href, "templated": true })
        };
        let own = [
            link("self", JSON, say!(words, "link-tileset"), &self.link("", Format::Json)),
            link("alternate", HTML, say!(words, "link-tileset-as-page"), &self.link("", Format::Html)),
            link(TILING_SCHEME, JSON, say!(words, "link-tile-matrix-set"), &scheme::address(self.call)),
            tiles(Format::Mvt, say!(words, "link-tiles")),
            tiles(Format::Mlt, say!(words, "link-tiles-as-mlt")),
        ];
        own.into_iter().chain(self.related.iter().cloned()).collect()
    }

    /// What a list of sets says of it.
    fn summary(&self) -> Map<String, Json> {
        let mut members = Map::new();
        members.insert("title".into(), self.title.as_str().into());
        members.insert("dataType".into(), "vector".into());
        members.insert("crs".into(), scheme::CRS.into());
        members.insert("tileMatrixSetId".into(), scheme::ID.into());
        members.insert("tileMatrixSetURI".into(), scheme::URI.into());
        if let Some(bounds) = scheme::bounds(self.call, &self.collections) {
            members.insert("tileMatrixSetLimits".into(), scheme::limits(&bounds));
        }
        members.insert("links".into(), self.links().into());
        members
    }

    /// All that is said of it.
    fn metadata(&self) -> Result<Map<String, Json>, Problem> {
        let (call, words) = (self.call, self.call.words());
        let tileset = Tileset::describe(&call.snapshot.tiles, &layer_requests(call, &self.collections)?)?;
        let provenance = tileset.provenance();
        let mut layers = Vec::new();
        for of in &tileset.collections {
            for layer in &of.layers {
                let mut layer = layer_metadata(words, layer);
                if let Some(bounds) = &of.bounds {
                    layer.insert("boundingBox".into(), bounding_box(bounds));
                }
                let collection = link(GEODATA, JSON, say!(words, "link-collection"), &data(call, of.collection));
                layer.insert("links".into(), json!([collection]));
                layers.push(layer);
            }
        }
        let mut members = self.summary();
        members.insert("description".into(), words.notes(&provenance.notes).join(" ").into());
        let citations: Vec<&str> = provenance.sources.iter().map(|source| source.citation.as_str()).collect();
        members.insert("attribution".into(), citations.join(" | ").into());
        members.insert("mediaTypes".into(), json!([Format::Mvt, Format::Mlt].map(Format::media_type)));
        if let Some(bounds) = scheme::bounds(call, &self.collections) {
            let center = bounds.center();
            members.insert("boundingBox".into(), bounding_box(&bounds));
            members.insert(
                "centerPoint".into(),
                json!({ "coordinates": [center.x(), center.y()], "crs": CRS84, "tileMatrix": ZOOM_OF_CENTRE.to_string() }),
            );
        }
        members.insert("layers".into(), json!(layers));
        put_provenance(&mut members, call, &provenance);
        Ok(members)
    }
}

/// A layer in the metadata of a tileset (OGC 17-083r4).
fn layer_metadata(words: Words, layer: &VectorLayer) -> Map<String, Json> {
    let dimension = match layer.geometry {
        "point" => 0,
        "line" => 1,
        _ => 2,
    };
    let property = |field: &TileField| {
        (field.name.clone(), json!({ "description": words.column(&field.meaning), "type": json_type(field.kind) }))
    };
    let properties: Map<String, Json> = layer.fields.iter().map(property).collect();
    let members = [
        ("id", json!(layer.id)),
        ("title", json!(words.vector_layer(layer))),
        ("dataType", json!("vector")),
        ("geometryDimension", json!(dimension)),
        ("minTileMatrix", json!("0")),
        ("maxTileMatrix", json!(MAX_ZOOM.to_string())),
        ("propertiesSchema", json!({ "type": "object", "properties": properties })),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The type of a field in JSON Schema.
fn json_type(kind: CellKind) -> &'static str {
    match kind {
        CellKind::Text => "string",
        CellKind::Int => "integer",
        CellKind::Float => "number",
        CellKind::Bool => "boolean",
    }
}

/// The address of a collection.
fn data(call: &RequestContext, collection: Collection) -> String {
    call.link(&format!("/collections/{}?f=json", collection.id()))
}

/// The west is above the east where the box crosses the antimeridian, as in the extent of a collection.
fn bounding_box(bounds: &BBox) -> Json {
    let [west, south, east, north] = bounds.edges();
    json!({ "lowerLeft": [west, south], "upperRight": [east, north], "crs": CRS84, "orderedAxes": ["Lon", "Lat"] })
}

fn list(tileset: &TilesetPage<'_>) -> Result<HandlerResponse, Problem> {
    let words = tileset.call.words();
    let address = |format: &str| tileset.call.link(&format!("{}?f={format}", tileset.list));
    let document = json!({
        "title": tileset.title,
        "tilesets": [tileset.summary()],
        "links": [
            link("self", JSON, say!(words, "link-document"), &address("json")),
            link("alternate", HTML, say!(words, "link-document-as-page"), &address("html")),
        ],
    });
    Ok(HandlerResponse::document(say!(words, "answer-tilesets", title = tileset.title.as_str()), document))
}

fn one(tileset: &TilesetPage<'_>) -> Result<HandlerResponse, Problem> {
    let title = say!(tileset.call.words(), "answer-tilesets", title = tileset.title.as_str());
    Ok(HandlerResponse::document(title, tileset.metadata()?.into()))
}
