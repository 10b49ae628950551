use std::io::Read;

use tests::Answer;

use crate::http::{at_home, routes};

fn unpack(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    match answer.header("Content-Encoding") {
        None => plain.clone_from(&answer.body),
        Some("gzip") => {
            flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain).expect("gzip");
        }
        Some("br") => {
            brotli::Decompressor::new(&answer.body[..], 4096).read_to_end(&mut plain).expect("brotli");
        }
        Some("zstd") => plain = zstd::decode_all(&answer.body[..]).expect("zstd"),
        Some(other) => panic!("{other} was not asked for"),
    }
    plain
}

#[test]
fn compressed_bodies_decompress_to_the_same_bytes() {
    let server = at_home();
    let mut addresses: Vec<String> =
        routes(&server).iter().filter(|route| !route.is_of_the_moment()).map(|route| route.address.clone()).collect();
    addresses.extend(
        [
            "/?f=html",
            "/collections/communities/items?limit=10000",
            "/collections/admin2/items?f=html&limit=1000",
            "/kerben-map.js",
            "/tiles/admin2/0/0/0.mvt?indicator=emigrants",
        ]
        .map(str::to_owned),
    );
    for path in &addresses {
        let plain = server.request("GET", path, &[("Accept-Encoding", "identity")]);
        assert_eq!(plain.status, 200, "{path}");
        assert_eq!(plain.header("Content-Encoding"), None, "{path}");
        assert_eq!(plain.header("Content-Length"), Some(plain.body.len().to_string().as_str()), "{path}");
        for encoding in ["gzip", "br", "zstd"] {
            let packed = server.request("GET", path, &[("Accept-Encoding", encoding)]);
            assert_eq!(packed.status, 200, "{path}");
            // Pictures are compressed in themselves.
            let is_packed =
                matches!(plain.header("Content-Type"), Some("image/png" | "application/pdf" | "application/zip"));
            let is_worth_it = plain.body.len() >= 256 && !is_packed;
            assert_eq!(packed.header("Content-Encoding"), is_worth_it.then_some(encoding), "{path}");
            assert_eq!(packed.header("Content-Length"), Some(packed.body.len().to_string().as_str()), "{path}");
            assert_eq!(unpack(&packed), plain.body, "{path} as {encoding}");
            assert_eq!(packed.header("Content-Type"), plain.header("Content-Type"), "{path}");
            if plain.body.len() > 1000 && !is_packed {
                assert!(packed.body.len() < plain.body.len(), "{path}: {encoding} makes it smaller");
            }
            // Packed once: what comes out is not packed again.
            let inside = unpack(&packed);
            let magic: [&[u8]; 2] = [&[0x1f, 0x8b], &[0x28, 0xb5, 0x2f, 0xfd]];
            assert!(!magic.iter().any(|magic| inside.starts_with(magic)), "{path} is packed twice");
        }
    }
}

#[test]
fn accept_encoding_selects_the_encoding() {
    let server = at_home();
    for (accepted, chosen) in [
        (None, None),
        (Some(""), None),
        (Some("identity"), None),
        (Some("gzip"), Some("gzip")),
        (Some("GZIP"), Some("gzip")),
        (Some("gzip, deflate"), Some("gzip")),
        (Some("gzip, deflate, br"), Some("br")),
        (Some("gzip, deflate, br, zstd"), Some("zstd")),
        (Some("br;q=0.1, gzip;q=0.9"), Some("gzip")),
        (Some("gzip;q=0"), None),
        (Some("*"), Some("zstd")),
        (Some("*;q=0"), None),
        (Some("zstd;q=0, br;q=0, *;q=0.5"), Some("gzip")),
        (Some("deflate, compress"), None),
        (Some("gzip;q=nonsense"), None),
        (Some("gzip;;;, ,br"), Some("br")),
    ] {
        let headers: Vec<(&str, &str)> = accepted.iter().map(|accepted| ("Accept-Encoding", *accepted)).collect();
        let answer = server.request("GET", "/rounds", &headers);
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("Content-Encoding"), chosen, "{accepted:?}");
    }
}

#[test]
fn small_bodies_and_problems_are_not_compressed() {
    let server = at_home();
    for path in ["/health/live", "/health/ready", "/rounds?colour=red", "/nothing", "/tiles/admin2/8/0/0.mvt"] {
        let answer = server.request("GET", path, &[("Accept-Encoding", "gzip, br, zstd")]);
        assert_eq!(answer.header("Content-Encoding"), None, "{path}");
    }
}
