//! Another archive in the place of one that is served.

use std::path::Path;

use tests::{Server, sample, wait_until};

use crate::archives::export;
use crate::archives::hostile::metadata_bomb;
use crate::archives::opened::{Archive, Pmtiles};
use crate::archives::served::{PNG, pictures};

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

/// Districts and provinces as archives.
fn archives(folder: &Path, extension: &str) -> [std::path::PathBuf; 2] {
    ["admin2", "admin1"].map(|layer| {
        let path = folder.join(format!("{layer}.{extension}"));
        export(layer, &path, &["--maxzoom", "7"]);
        path
    })
}

fn stored(path: &Path, z: u8, x: u32, y: u32) -> (u16, Vec<u8>) {
    (200, Pmtiles::open(path).tile(z, x, y).expect("a tile"))
}

#[test]
fn a_replaced_archive_is_served_without_restart_and_never_mixed() {
    let folder = tempfile::tempdir().expect("a folder");
    let [districts, provinces] = archives(folder.path(), "pmtiles");
    let place = folder.path().join("x.pmtiles");
    put(&districts, &place);
    // It is noticed when a tile is read, long before anybody looks.
    let server = Server::start_with(&place, &["--archive-check", "3600"]);
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
}

/// What is asked for is kept, and so no tile is read: somebody looks all the same.
#[test]
fn a_replaced_archive_is_noticed_behind_cache_hits() {
    let folder = tempfile::tempdir().expect("a folder");
    for extension in ["pmtiles", "mbtiles"] {
        let [districts, provinces] = archives(folder.path(), extension);
        let place = folder.path().join(format!("x.{extension}"));
        put(&districts, &place);
        let server = Server::start_with(&place, &["--archive-check", "1"]);
        let layer = || server.json("/tiles/x.json")["vector_layers"][0]["id"].clone();
        let kept = || packed(&server, "/tiles/x/6/45/23.mvt");
        let (former, title) = (kept(), server.get("/?f=html").text());
        assert_eq!((layer(), former.0), ("admin2".into(), 200));
        put(&provinces, &place);
        wait_until("the TileJSON is that of the new archive", || layer() == "admin1");
        assert_ne!(kept(), former, "the tile is that of the former archive");
        assert_ne!(server.get("/?f=html").text(), title);
    }
}

#[test]
fn a_replaced_basemap_is_noticed_behind_cache_hits() {
    let folder = tempfile::tempdir().expect("a folder");
    let [place, new] = ["relief.mbtiles", "new.mbtiles"].map(|name| folder.path().join(name));
    pictures(&place, "The former ones");
    pictures(&new, "The new ones");
    let server = Server::start_with(&sample(), &["--basemap", &place.to_string_lossy(), "--archive-check", "1"]);
    let cited = || server.json("/basemap.json")["attribution"].clone();
    let drawn = || server.json("/maps/return_migrants")["style"]["sources"]["basemap"]["attribution"].clone();
    assert_eq!(
        (server.get("/basemap/1/1/0").status, cited(), drawn()),
        (200, "The former ones".into(), "The former ones".into())
    );
    put(&new, &place);
    wait_until("the new basemap is cited", || cited() == "The new ones");
    assert_eq!(drawn(), "The new ones");
}

/// Whatever is put in the place of a good archive: the good one is served until there is another good one, and it is said once.
#[test]
fn a_damaged_replacement_leaves_the_former_archive_served() {
    let folder = tempfile::tempdir().expect("a folder");
    for extension in ["pmtiles", "mbtiles"] {
        let [districts, provinces] = archives(folder.path(), extension);
        let (place, bad) = (folder.path().join(format!("x.{extension}")), folder.path().join("bad"));
        put(&districts, &place);
        let server = Server::start_with(&place, &["--archive-check", "1"]);
        let former = packed(&server, "/tiles/x/6/45/23.mvt");
        let rest = crate::archives::around(7);
        for (number, bytes) in [b"half written".to_vec(), metadata_bomb(), Vec::new()].into_iter().enumerate() {
            std::fs::write(&bad, bytes).expect("a file");
            put(&bad, &place);
            let refusals = || server.log().matches("cannot be opened").count();
            wait_until("the bad archive is refused", || refusals() == number + 1);
            for (z, x, y) in rest.iter().skip(10 * number).take(10) {
                let status = server.get(&format!("/tiles/x/{z}/{x}/{y}.mvt")).status;
                assert!(matches!(status, 200 | 204), "{z}/{x}/{y}: {status}");
            }
            assert_eq!(packed(&server, "/tiles/x/6/45/23.mvt"), former);
            assert_eq!(server.json("/tiles/x.json")["vector_layers"][0]["id"], "admin2");
            assert_eq!(refusals(), number + 1, "it is said once: {}", server.log());
        }
        let peak = peak_memory(server.pid());
        assert!(peak < 400 << 20, "{peak} bytes for metadata that claim gigabytes");
        put(&provinces, &place);
        wait_until("the good archive is opened", || server.json("/tiles/x.json")["vector_layers"][0]["id"] == "admin1");
    }
}

#[test]
fn a_damaged_replacement_leaves_the_former_basemap_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let [place, bad] = ["relief.mbtiles", "bad"].map(|name| folder.path().join(name));
    pictures(&place, "Nobody");
    let server = Server::start_with(&sample(), &["--basemap", &place.to_string_lossy(), "--archive-check", "1"]);
    std::fs::write(&bad, "no archive").expect("a file");
    put(&bad, &place);
    wait_until("the bad basemap is refused", || server.log().contains("cannot be opened"));
    let answer = server.get("/basemap/1/1/0");
    assert_eq!((answer.status, answer.body.as_slice()), (200, PNG));
    assert_eq!(server.json("/basemap.json")["attribution"], "Nobody");
    assert_eq!(server.get("/tiles/admin2/6/45/23.mvt?year=2023").status, 200);
}

/// What was written over is gone: only what is kept of it is served, and nothing is mixed.
#[test]
fn an_archive_overwritten_in_place_is_not_mixed_with_the_new_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let [districts, provinces] = archives(folder.path(), "pmtiles");
    let place = folder.path().join("x.pmtiles");
    std::fs::copy(&districts, &place).expect("a copy");
    let server = Server::start_with(&place, &["--archive-check", "3600"]);
    let (kept, other) = ("/tiles/x/6/45/23.mvt", "/tiles/x/7/91/47.mvt");
    assert_eq!(packed(&server, kept), stored(&districts, 6, 45, 23));
    std::fs::write(&place, "half written").expect("written over");
    let refused = server.get(other);
    assert_eq!(refused.status, 503);
    assert!(refused.text().contains("replaced"));
    assert_eq!(packed(&server, kept), stored(&districts, 6, 45, 23), "what is kept is whole");
    std::fs::copy(&provinces, &place).expect("a copy");
    wait_until("the archive is opened again", || packed(&server, other) == stored(&provinces, 7, 91, 47));
    assert_eq!(packed(&server, kept), stored(&provinces, 6, 45, 23));
}

#[test]
fn a_replaced_basemap_does_not_change_the_data() {
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

/// The most memory that a process ever had, in bytes.
fn peak_memory(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a running process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
}
