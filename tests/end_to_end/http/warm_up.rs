use std::time::{Duration, Instant};

use tests::{Server, sample};

fn measure(server: &Server, name: &str) -> f64 {
    let text = server.get("/metrics").text();
    let line = text.lines().find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(' ')));
    line.map_or(0.0, |line| line.rsplit(' ').next().and_then(|value| value.parse().ok()).expect("a number"))
}

#[test]
fn tiles_of_low_zooms_are_ready_before_anyone_asks() {
    let server = Server::start(&sample());
    assert_eq!(server.get("/health/ready").status, 200, "readiness does not wait for it");
    let deadline = Instant::now() + Duration::from_secs(120);
    while !server.log().contains("\"warmed up\"") {
        assert!(Instant::now() < deadline, "still warming up:\n{}", server.log());
        std::thread::sleep(Duration::from_millis(50));
    }
    let collections = 4.0;
    assert!(measure(&server, "kerben_warmed_up_tiles_total") >= collections);
    assert_eq!(measure(&server, "kerben_cache_misses_total"), 0.0, "nobody has asked");
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        let path = format!("/tiles/{collection}/0/0/0.mvt");
        let packed = server.request("GET", &path, &[("Accept-Encoding", "gzip, deflate, br, zstd")]);
        assert_eq!((packed.status, packed.header("Content-Encoding")), (200, Some("zstd")), "{path}");
        let plain = server.get(&path);
        assert_eq!(zstd::decode_all(&packed.body[..]).expect("zstd"), plain.body, "{path}");
    }
    assert_eq!(measure(&server, "kerben_cache_misses_total"), 0.0, "what is asked first is ready");
    assert_eq!(measure(&server, "kerben_cache_hits_total"), 4.0);
    assert_eq!(measure(&server, "kerben_cache_transcoded_total"), 4.0, "plain bytes are unpacked, not computed again");
}

#[test]
fn it_can_be_turned_off() {
    for arguments in [&["--no-warm-up"][..], &["--cache", "0"]] {
        let server = Server::start_with(&sample(), arguments);
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(measure(&server, "kerben_warmed_up_tiles_total"), 0.0, "{arguments:?}");
        assert!(!server.log().contains("warmed up"));
    }
}
