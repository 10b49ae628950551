//! Sets of tiles as OGC API Tiles describes them: of a collection, and of the dataset.

use serde_json::{Value as Json, json};
use tests::Server;

use crate::tiles::decoded::Tile;

const TILE: Tile = Tile { z: 6, x: 45, y: 23 };

fn path(tile: Tile) -> String {
    format!("/tiles/WebMercatorQuad/{}/{}/{}", tile.z, tile.y, tile.x)
}

fn collections(server: &Server) -> Vec<String> {
    let listed = server.json("/collections")["collections"].clone();
    listed.as_array().expect("collections").iter().map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
}

/// The href of the first link with a relation and a media type, as a path of this server.
fn href(server: &Server, document: &Json, rel: &str, media_type: &str) -> String {
    let links = document["links"].as_array().expect("links");
    let link = links.iter().find(|link| link["rel"] == rel && link["type"] == media_type);
    let href = link.unwrap_or_else(|| panic!("no link to {rel} as {media_type}"))["href"].as_str().expect("an address");
    href.strip_prefix(&server.base).expect("an address of this server").to_owned()
}

#[test]
fn a_dataset_tile_has_all_collections_in_the_requested_order() {
    let server = Server::of_sample();
    let body = |path: String| server.get(&path).body;
    for query in ["", "year=2023", "geometry=only"] {
        let tile = |collection: &str| body(format!("{}?{query}", TILE.path(collection)));
        let of = |names: &[&str]| names.iter().flat_map(|name| tile(name)).collect::<Vec<u8>>();
        let known = collections(&server);
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        assert_eq!(body(format!("{}?{query}", path(TILE))), of(&known), "{query}");
        let some = body(format!("{}?collections=communities,admin1,communities&{query}", path(TILE)));
        assert_eq!(some, of(&["communities", "admin1"]), "{query}");
        assert!(some.len() > 100);
    }
}

/// As MapLibre Tiles, too: by parameter and by header.
#[test]
fn a_tile_of_the_dataset_comes_in_both_encodings() {
    let server = Server::of_sample();
    let by_parameter = server.get(&format!("{}?collections=admin1,admin0&f=mlt", path(TILE)));
    let accept = ("Accept", "application/vnd.maplibre-tile");
    let by_header = server.request("GET", &format!("{}?collections=admin1,admin0", path(TILE)), &[accept]);
    assert_eq!((by_parameter.status, by_header.status), (200, 200));
    assert_eq!(by_parameter.header("Content-Type"), Some("application/vnd.maplibre-tile"));
    assert_eq!(by_parameter.body, by_header.body);
}

/// What the metadata says of layers is what the tiles have: names, kinds of attributes.
#[test]
fn layers_are_described_as_they_are_in_the_tiles() {
    let server = Server::of_sample();
    let described = server.json("/tiles/WebMercatorQuad");
    let mut by_collection = Vec::new();
    for collection in collections(&server) {
        let own = server.json(&format!("/collections/{collection}/tiles/WebMercatorQuad"));
        let mut layers = TILE.layers(&server, &collection, "");
        for layer in own["layers"].as_array().expect("layers") {
            let properties = layer["propertiesSchema"]["properties"].as_object().expect("properties");
            for feature in layers.remove(layer["id"].as_str().expect("an id")).expect("the layer is in the tile") {
                for (name, value) in &feature.attributes {
                    let kind =
                        properties.get(name).unwrap_or_else(|| panic!("{collection} has {name}"))["type"].as_str();
                    let fits = match kind {
                        Some("string") => value.is_string(),
                        Some("integer") => value.is_u64() || value.is_i64(),
                        Some("number") => value.is_number(),
                        Some("boolean") => value.is_boolean(),
                        _ => false,
                    };
                    assert!(fits, "{collection} {name}: {value} is a {kind:?}");
                }
            }
            let address = format!("{}/collections/{collection}?f=json", server.base);
            assert_eq!(layer["links"][0]["href"], address.as_str());
            by_collection.push(layer.clone());
        }
        assert!(layers.is_empty(), "layers that are not described: {:?}", layers.keys());
    }
    assert_eq!(described["layers"], Json::from(by_collection), "the dataset has the layers of its collections");
    assert!(described["attribution"].as_str().is_some_and(|text| text.contains("IOM")));
    assert!(described["description"].as_str().is_some_and(|text| text.contains("llustrative")));
}

/// A set that was asked for with parameters leads to the tiles of these parameters.
#[test]
fn templates_keep_the_parameters_of_the_set() {
    let server = Server::of_sample();
    let fill =
        |template: String| template.replace("{tileMatrix}", "6").replace("{tileRow}", "23").replace("{tileCol}", "45");
    let mvt = "application/vnd.mapbox-vector-tile";
    for (set, tile) in [
        ("/collections/admin2/tiles/WebMercatorQuad", TILE.path("admin2")),
        ("/collections/admin2/tiles/WebMercatorQuad?f=json", TILE.path("admin2")),
        (
            "/collections/admin2/tiles/WebMercatorQuad?indicator=emigrants&f=json&year=2023&layers=areas,labels",
            format!("{}?indicator=emigrants&year=2023&layers=areas,labels", TILE.path("admin2")),
        ),
        ("/tiles/WebMercatorQuad?collections=admin1&year=2022", format!("{}?year=2022", TILE.path("admin1"))),
    ] {
        let described = server.json(set);
        let answer = server.get(&fill(href(&server, &described, "item", mvt)));
        assert_eq!((answer.status, &answer.body), (200, &server.get(&tile).body), "{set}");
        let again = href(&server, &described, "self", "application/json");
        assert_eq!(server.json(&again), described, "{set}");
        let page = server.get(&href(&server, &described, "alternate", "text/html"));
        assert_eq!(page.header("Content-Type"), Some("text/html; charset=utf-8"), "{set}");
    }
    let tile_json = server.json("/collections/admin1/tiles/WebMercatorQuad?year=2023");
    let tile_json = server.json(&href(&server, &tile_json, "describedby", "application/json"));
    assert!(tile_json["tiles"][0].as_str().is_some_and(|template| template.ends_with(".mvt?year=2023")));
}

/// A template is no address: pages show it as text.
#[test]
fn pages_do_not_link_to_templates() {
    let server = Server::of_sample();
    for set in
        ["/tiles", "/tiles/WebMercatorQuad", "/collections/admin2/tiles", "/collections/admin2/tiles/WebMercatorQuad"]
    {
        let page = server.get(&format!("{set}?f=html")).text();
        assert!(page.contains("{tileMatrix}/{tileRow}/{tileCol}"), "{set} shows them");
        let linked = page.split("href=\"").skip(1).any(|rest| rest.split('"').next().unwrap_or_default().contains('{'));
        assert!(!linked, "{set}");
    }
}

/// OGC 20-057, requirements 2 to 4 and 23: names and types of path parameters, ends of operation ids.
#[test]
fn the_api_describes_tiles_in_the_words_of_the_standard() {
    let server = Server::of_sample();
    let api = server.json("/api");
    let tile = "{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}";
    for (path, suffix) in [
        ("/tiles".to_owned(), ".dataset.vector.getTileSetsList"),
        ("/tiles/{tileMatrixSetId}".to_owned(), ".dataset.vector.getTileSet"),
        (format!("/tiles/{tile}"), ".dataset.vector.getTile"),
        ("/collections/{collection}/tiles".to_owned(), ".collection.vector.getTileSetsList"),
        ("/collections/{collection}/tiles/{tileMatrixSetId}".to_owned(), ".collection.vector.getTileSet"),
        (format!("/collections/{{collection}}/tiles/{tile}"), ".collection.vector.getTile"),
    ] {
        let operation = &api["paths"][path.as_str()]["get"];
        assert!(operation["operationId"].as_str().is_some_and(|id| id.ends_with(suffix)), "{path}");
        for parameter in operation["parameters"].as_array().expect("parameters") {
            match parameter["name"].as_str() {
                Some("tileMatrix" | "tileMatrixSetId") => assert_eq!(parameter["schema"]["type"], "string", "{path}"),
                Some("tileRow" | "tileCol") => {
                    let (kind, least) = (&parameter["schema"]["type"], &parameter["schema"]["minimum"]);
                    assert_eq!((kind, least), (&json!("integer"), &json!(0)), "{path}");
                }
                Some("collections") => {
                    assert_eq!(parameter["schema"]["items"]["enum"], json!(collections(&server)), "{path}");
                }
                _ => {}
            }
        }
    }
    let landing = server.json("/?f=json");
    for (rel, path) in [("tilesets-vector", "/tiles?f=json"), ("tiling-schemes", "/tileMatrixSets?f=json")] {
        let rel = format!("http://www.opengis.net/def/rel/ogc/1.0/{rel}");
        assert_eq!(href(&server, &landing, &rel, "application/json"), path);
    }
    let conforms_to = server.json("/conformance")["conformsTo"].clone();
    for class in [
        "core",
        "tileset",
        "tilesets-list",
        "dataset-tilesets",
        "geodata-tilesets",
        "collections-selection",
        "oas30",
        "mvt",
    ] {
        let class = format!("http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{class}");
        assert!(conforms_to.as_array().is_some_and(|classes| classes.contains(&json!(class))), "{class}");
    }
}
