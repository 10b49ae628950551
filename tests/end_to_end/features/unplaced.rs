//! Communities without coordinates: in every sum and list, on no map, and each answer that shows communities says so.

use std::process::Command;

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::{Server, binary};

use crate::tiles::decoded::{Feature, Tile};

/// The tile that the country lies in.
const TILE: Tile = Tile { z: 5, x: 22, y: 11 };

/// Brim (80 households, 5 who came back in 2023) has no coordinates.
fn without_brim() -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.7,42.4", ",");
    dataset
}

fn ids(page: &Json) -> Vec<&str> {
    let features = page["features"].as_array().expect("features");
    features.iter().map(|feature| feature["id"].as_str().expect("an id")).collect()
}

fn says_so(answer: &Json, communities: usize) -> bool {
    let notes = answer["notes"].as_array().expect("notes");
    let begin = match communities {
        1 => "1 community has no coordinates: it is counted, but".to_owned(),
        count => format!("{count} communities have no coordinates: they are counted, but"),
    };
    notes.iter().any(|note| note.as_str().is_some_and(|note| note.starts_with(&begin)))
}

#[test]
fn a_community_without_coordinates_is_in_sums_and_lists_and_nowhere_else() {
    let (whole, folder) = (Dataset::sandland().write(), without_brim().write());
    let server = Server::start(folder.path());

    // In the list, with nothing for a geometry.
    let page = server.json("/collections/communities/items");
    assert_eq!(ids(&page), ["C1", "C2", "C3", "C4"]);
    assert_eq!((&page["features"][1]["geometry"], says_so(&page, 1)), (&Json::Null, true));
    let one = server.json("/collections/communities/items/C2");
    assert_eq!(
        (&one["geometry"], &one["properties"]["admin2"], says_so(&one, 1)),
        (&Json::Null, &json!("ZZ0102"), true)
    );
    let mercator = "crs=http://www.opengis.net/def/crs/EPSG/0/3857";
    let projected = server.json(&format!("/collections/communities/items?{mercator}"));
    assert_eq!((&projected["features"][1]["geometry"], ids(&projected).len()), (&Json::Null, 4));
    assert!(server.get("/collections/communities/items?f=html").text().contains("Brim"));

    // As a table with two empty cells.
    for (query, x, y) in [("f=csv".to_owned(), "longitude", "latitude"), (format!("f=csv&{mercator}"), "x", "y")] {
        let table = server.get(&format!("/collections/communities/items?{query}")).text();
        let mut table = csv::Reader::from_reader(table.as_bytes());
        let header = table.headers().expect("a header").clone();
        let at = |name: &str| header.iter().position(|known| known == name).expect("the column");
        let brim = table.records().nth(1).expect("a second row").expect("a record");
        assert_eq!([&brim[at("name")], &brim[at(x)], &brim[at(y)]], ["Brim", "", ""]);
    }

    // Found by no place.
    for bbox in
        ["bbox=74,42,76,43".to_owned(), "bbox=-180,-90,180,90".to_owned(), format!("bbox=74,42,76,43&{mercator}")]
    {
        assert_eq!(ids(&server.json(&format!("/collections/communities/items?{bbox}"))), ["C1", "C3", "C4"], "{bbox}");
    }
    let nearest = server.json("/nearest?lon=74.7&lat=42.4&limit=1000");
    assert_eq!((ids(&nearest), says_so(&nearest, 1)), (vec!["C1", "C3", "C4"], true));
    let extent = &server.json("/collections/communities")["extent"]["spatial"]["bbox"][0];
    assert_eq!(*extent, json!([74.2, 42.2, 75.8, 42.6]));

    // On no tile, neither by itself nor in a cluster, and said in the description of the tiles.
    for (query, shown) in [("", 3), ("?cluster=true", 3)] {
        let features = TILE.features(&server, "communities", query);
        let counted = |feature: &Feature| feature.attributes.get("communities").and_then(Json::as_u64);
        let all: u64 = features.iter().map(|feature| counted(feature).unwrap_or(1)).sum();
        assert_eq!(all, shown, "{query}");
    }

    // In the sums of its district, as if it had coordinates.
    let before = Server::start(whole.path());
    for path in [
        "/indicators/return_migrants/values?by=admin2&year=2023",
        "/indicators/return_migrants/values?by=admin0&year=window&per=per_1000_households",
        "/services/hospital/distance?by=admin2",
        "/collections/admin2/items?year=2023",
    ] {
        let of = |server: &Server| server.get(path).text().replace(&server.base, "");
        assert_eq!(of(&server), of(&before), "{path}");
    }
    let by_community = server.json("/indicators/return_migrants/values?by=community&year=2023");
    assert!(says_so(&by_community, 1));

    // A planner's list has it, and a box of a map has not.
    let lacking = server.json("/services/hospital/communities");
    let all = ids(&lacking);
    assert!(says_so(&lacking, 1));
    let boxed = server.json("/services/hospital/communities?bbox=-180,-90,180,90");
    assert_eq!(ids(&boxed), all.iter().copied().filter(|id| *id != "C2").collect::<Vec<_>>());

    // And an edition answers the same.
    let editions = tempfile::tempdir().expect("a folder");
    let built = Command::new(binary()).arg("build").arg(folder.path()).arg("-o").arg(editions.path()).output();
    assert!(built.expect("kerben build").status.success());
    let edition = Server::start(editions.path());
    for path in ["/collections/communities/items", "/nearest?lon=74.7&lat=42.4", "/collections/communities"] {
        let of = |server: &Server| server.get(path).text().replace(&server.base, "");
        assert_eq!(of(&edition), of(&server), "{path}");
    }
}

#[test]
fn a_dataset_whose_communities_have_no_coordinates_is_served() {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"lon = "lon", lat = "lat", "#, "");
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let page = server.json("/collections/communities/items?sortby=-households");
    assert_eq!((ids(&page), says_so(&page, 4)), (vec!["C3", "C1", "C2", "C4"], true));
    assert_eq!(ids(&server.json("/nearest?lon=74.7&lat=42.4")), [""; 0]);
    assert!(server.json("/collections/communities")["extent"]["spatial"].is_null());
    assert_eq!(server.get("/tiles/communities/5/22/11.mvt").status, 204);
    for path in ["/", "/?f=html", "/tiles/communities.json", "/collections/communities/schema", "/maps/return_migrants"]
    {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}
