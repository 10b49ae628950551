use std::process::Command;

use serde_json::json;
use tests::geojson::{area, features};
use tests::{Server, binary, dataset};

use crate::geometry::{findings, report};

#[test]
fn an_uncut_ring_across_the_antimeridian_is_cut_and_reported() {
    let folder = dataset("antimeridian-uncut");
    let report = report(&folder);
    assert_eq!(report["summary"]["errors"], 0);
    let mended = findings(&report, "geometry_mended");
    assert_eq!(mended.len(), 1);
    assert_eq!(mended[0]["location"]["feature"], 2);
    let message = mended[0]["message"].as_str().expect("a message");
    assert!(message.contains("it crosses the antimeridian without being cut there"), "{message}");

    let server = Server::start(&folder);
    let units = server.json("/collections/admin1/items");
    let of = |position: usize| &features(&units)[position];
    assert_eq!(of(1)["id"], "FJ2");
    let km2 = of(1)["properties"]["area_km2"].as_f64().expect("an area");
    assert!((km2 - 23_630.0).abs() < 1.0, "{km2}");
    assert!(area(of(1)).0.iter().flat_map(|part| &part.exterior().0).all(|at| (179.0..=180.0).contains(&at.x.abs())));
    assert_eq!(server.json("/collections/admin1")["extent"]["spatial"]["bbox"], json!([[177.0, -18.0, -179.0, -16.0]]));
    // It is not where it would lead around the earth.
    assert_eq!(server.json("/collections/admin1/items?bbox=-178,-17,176,-16")["numberMatched"], 0);
}

#[test]
fn nearest_finds_neighbours_across_the_antimeridian() {
    let server = Server::start(&dataset("antimeridian-districts"));
    let nearest = server.json("/nearest?lon=-179.96&lat=-17.5&limit=3");
    let places = features(&nearest).iter().map(|place| &place["properties"]);
    let places: Vec<(&str, f64)> = places
        .map(|place| (place["id"].as_str().expect("an id"), place["distance_m"].as_f64().expect("metres")))
        .collect();
    assert_eq!(places[0].0, "c5");
    assert_eq!(places[1].0, "c4", "57 km to the west, across the antimeridian");
    assert!((places[1].1 - 57_340.0).abs() < 200.0, "{places:?}");
}

/// What an edition keeps of borders and areas is what the dataset has.
#[test]
fn an_edition_has_the_same_tiles_at_both_ends_of_the_map() {
    let folder = tempfile::tempdir().expect("a folder");
    let built = Command::new(binary())
        .arg("build")
        .arg(dataset("antimeridian-districts"))
        .arg("-o")
        .arg(folder.path())
        .output();
    let built = built.expect("the binary runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let (fresh, edition) = (Server::start(&dataset("antimeridian-districts")), Server::start(folder.path()));
    for z in [0_u32, 2, 6, 9] {
        let rows = [-16.5_f64, -17.5].map(|lat| {
            let y = (1.0 - lat.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0;
            (y * f64::from(1_u32 << z)) as u32
        });
        for (x, y) in [0, (1_u32 << z) - 1].into_iter().flat_map(|x| rows.map(|y| (x, y))) {
            let path = format!("/tiles/admin2/{z}/{x}/{y}.mvt");
            let [one, other] = [&fresh, &edition].map(|server| server.get(&path));
            assert!(one.status == 200 && one.body == other.body, "{path}");
        }
    }
}
