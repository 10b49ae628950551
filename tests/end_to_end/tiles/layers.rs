use tests::Server;

use crate::tiles::decoded::Tile;

const TILE: Tile = Tile { z: 6, x: 45, y: 23 };

#[test]
fn a_tile_has_the_requested_layers() {
    let server = Server::of_sample();
    for (layers, expected) in [
        ("", &["admin1", "admin1_borders", "admin1_labels"][..]),
        ("?layers=areas,borders,labels", &["admin1", "admin1_borders", "admin1_labels"]),
        ("?layers=labels,areas", &["admin1", "admin1_labels"]),
        ("?layers=borders", &["admin1_borders"]),
        ("?layers=points", &["admin1_points"]),
        ("?layers=areas,points", &["admin1", "admin1_points"]),
    ] {
        let found: Vec<String> = TILE.layers(&server, "admin1", layers).into_keys().collect();
        assert_eq!(found, expected, "{layers}");
        let document = server.json(&format!("/tiles/admin1.json{layers}"));
        let described = document["vector_layers"].as_array().expect("layers");
        let ids: Vec<&str> = described.iter().map(|layer| layer["id"].as_str().expect("an id")).collect();
        assert_eq!(ids, expected, "{layers}");
        let template = document["tiles"][0].as_str().expect("a template");
        assert!(layers.is_empty() || template.contains("layers="), "{template} asks for the same layers");
    }
}

/// What the TileJSON promises of a layer is what its features have.
#[test]
fn the_fields_of_every_layer_are_described() {
    let server = Server::of_sample();
    for collection in ["admin0", "admin1", "admin2"] {
        let query = "?layers=areas,borders,labels,points";
        let document = server.json(&format!("/tiles/{collection}.json{query}"));
        let mut layers = TILE.layers(&server, collection, query);
        for (layer, geometry) in
            document["vector_layers"].as_array().expect("layers").iter().zip(["polygon", "line", "point", "point"])
        {
            assert_eq!(layer["geometry"], geometry);
            let fields = layer["fields"].as_object().expect("fields");
            for feature in layers.remove(layer["id"].as_str().expect("an id")).expect("the layer") {
                let unknown = feature.attributes.keys().find(|name| !fields.contains_key(*name));
                assert_eq!(unknown, None, "{}", layer["id"]);
            }
        }
        assert!(layers.is_empty(), "layers that are not described: {:?}", layers.keys());
    }
}

#[test]
fn tiles_of_areas_alone_have_no_further_layers() {
    let server = Server::of_sample();
    let path = TILE.path("admin2");
    let [all, areas, others, points] = ["", "?layers=areas", "?layers=borders,labels", "?layers=points"]
        .map(|query| server.get(&format!("{path}{query}")).body);
    assert_eq!(all, [areas, others].concat(), "a tile of several layers is their bytes one after the other");
    let with_points = server.get(&format!("{path}?layers=areas,borders,labels,points")).body;
    assert_eq!(with_points, [all, points].concat(), "points are only where they are asked for");
}

#[test]
fn unknown_layers_are_refused() {
    let server = Server::of_sample();
    for layers in ["", "areas,", "roads", "areas,roads", "Areas"] {
        let answer = server.get(&format!("{}?layers={layers}", TILE.path("admin1")));
        assert_eq!(answer.status, 400, "{layers}");
        let problem = answer.json();
        assert_eq!(problem["parameter"], "layers", "{problem}");
        assert_eq!(problem["accepted"], "some of areas, borders, labels, points, separated by commas");
    }
    for path in ["/tiles/communities/6/45/23.mvt?layers=areas", "/tiles/communities.json?layers=labels"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.json()["parameter"], "layers");
    }
}
