//! Another archive in the place of one that is served.

use std::path::Path;
use std::time::{Duration, Instant};

use tests::{Server, sample};

use crate::export;
use crate::opened::{Archive, Pmtiles};
use crate::served::{PNG, pictures};

/// As `mv` does it.
fn put(archive: &Path, place: &Path) {
    let beside = place.with_extension("beside");
    std::fs::copy(archive, &beside).expect("a copy");
    std::fs::rename(&beside, place).expect("renamed");
}

fn packed(server: &Server, tile: &str) -> (u16, Vec<u8>) {
    let answer = server.request("GET", tile, &[("Accept-Encoding", "gzip")]);
    (answer.status, answer.body)
}

#[test]
fn an_archive_in_the_place_of_another_is_served_without_a_restart_and_never_mixed_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let [districts, provinces] = ["admin2", "admin1"].map(|layer| {
        let path = folder.path().join(format!("{layer}.pmtiles"));
        export(layer, &path, &["--maxzoom", "7"]);
        path
    });
    let stored = |path: &Path, z: u8, x: u32, y: u32| (200, Pmtiles::open(path).tile(z, x, y).expect("a tile"));
    let place = folder.path().join("x.pmtiles");
    put(&districts, &place);
    let server = Server::start(&place);
    let (kept, other) = ("/tiles/x/6/45/23.mvt", "/tiles/x/7/91/47.mvt");
    assert_eq!(packed(&server, kept), stored(&districts, 6, 45, 23));

    // Gone is not replaced: it is still open.
    std::fs::remove_file(&place).expect("removed");
    assert_eq!(packed(&server, "/tiles/x/5/22/11.mvt"), stored(&districts, 5, 22, 11));

    put(&provinces, &place);
    assert_eq!(packed(&server, other), stored(&provinces, 7, 91, 47));
    assert_eq!(
        packed(&server, kept),
        stored(&provinces, 6, 45, 23),
        "what was kept of the former one is not sent any more"
    );
    assert_eq!(server.json("/tiles/x.json")["vector_layers"][0]["id"], "admin1");

    // What is no archive is not served, and what comes after it is.
    std::fs::write(folder.path().join("broken"), "half written").expect("a file");
    put(&folder.path().join("broken"), &place);
    let refused = server.get(other.replace("47.mvt", "46.mvt").as_str());
    assert_eq!(refused.status, 503);
    assert!(String::from_utf8_lossy(&refused.body).contains("replaced"));
    assert_eq!(packed(&server, kept), stored(&provinces, 6, 45, 23), "what is kept is whole");
    put(&districts, &place);
    let begun = Instant::now();
    while packed(&server, other) != stored(&districts, 7, 91, 47) {
        assert!(begun.elapsed() < Duration::from_secs(30), "it is not opened again");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(packed(&server, kept), stored(&districts, 6, 45, 23));
}

#[test]
fn another_basemap_leaves_the_data_as_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let [place, new] = ["relief.mbtiles", "new.mbtiles"].map(|name| folder.path().join(name));
    pictures(&place, "The former ones");
    pictures(&new, "The new ones");
    let server = Server::start_with(&sample(), &["--basemap", &place.to_string_lossy()]);
    let figures = server.get("/indicators/return_migrants/values?by=admin1&year=2023&f=json").body;
    let cited = || server.json("/basemap.json")["attribution"].clone();
    assert_eq!((server.get("/basemap/1/1/0").status, cited()), (200, "The former ones".into()));
    put(&new, &place);
    let answer = server.get("/basemap/0/0/0");
    assert_eq!((answer.status, answer.body.as_slice(), cited()), (200, PNG, "The new ones".into()));
    assert_eq!(server.get("/indicators/return_migrants/values?by=admin1&year=2023&f=json").body, figures);
    assert_eq!(server.get("/tiles/admin2/6/45/23.mvt?year=2023").status, 200);
}
