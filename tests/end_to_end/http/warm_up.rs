use std::path::Path;

use tests::{Server, sample, wait_until};

use crate::http::metric;

#[test]
fn tiles_of_low_zooms_are_cached_by_warm_up() {
    let server = Server::start(&sample());
    assert_eq!(server.get("/health/ready").status, 200, "readiness does not wait for it");
    wait_until("the server has warmed up", || server.log().contains("\"warmed up\""));
    let collections = 4.0;
    assert!(metric(&server, "kerben_warmed_up_tiles_total") >= collections);
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 0.0, "nobody has asked");
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        let path = format!("/tiles/{collection}/0/0/0.mvt");
        let packed = server.request("GET", &path, &[("Accept-Encoding", "gzip, deflate, br, zstd")]);
        assert_eq!((packed.status, packed.header("Content-Encoding")), (200, Some("zstd")), "{path}");
        let plain = server.get(&path);
        assert_eq!(zstd::decode_all(&packed.body[..]).expect("zstd"), plain.body, "{path}");
    }
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 0.0, "what is asked first is ready");
    assert_eq!(metric(&server, "kerben_cache_hits_total"), 4.0);
    assert_eq!(metric(&server, "kerben_cache_transcoded_total"), 4.0, "plain bytes are unpacked, not computed again");
}

/// Whether the server has the thread that warms it up: it begins before the server says that it is ready.
fn is_warming_up(server: &Server) -> bool {
    let threads = std::fs::read_dir(Path::new("/proc").join(server.pid().to_string()).join("task")).expect("/proc");
    let mut names = threads.map(|thread| std::fs::read_to_string(thread.expect("a thread").path().join("comm")));
    names.any(|name| name.is_ok_and(|name| name.trim() == "warm-up"))
}

#[test]
fn warm_up_can_be_turned_off() {
    for (arguments, expected) in [(&[][..], true), (&["--no-warm-up"][..], false), (&["--cache", "0"], false)] {
        let mut server = Server::start_with(&sample(), arguments);
        let is_warming_up = is_warming_up(&server);
        let tiles = metric(&server, "kerben_warmed_up_tiles_total");
        server.signal("TERM");
        server.wait();
        // Where the thread is not there any more, the log has its last words.
        assert_eq!(is_warming_up || server.log().contains("warmed up"), expected, "{arguments:?}");
        assert!(expected || tiles == 0.0, "{arguments:?}: {tiles} tiles");
    }
}
