//! Glyphs for the labels of styles.

use tests::Server;

const CYRILLIC: &str = "/fonts/Noto%20Sans%20Regular/1024-1279.pbf";

#[test]
fn glyphs_have_a_long_max_age_and_are_compressed() {
    let server = Server::of_sample();
    let plain = server.get(CYRILLIC);
    assert_eq!((plain.status, plain.header("Content-Type")), (200, Some("application/x-protobuf")));
    assert_eq!(plain.header("Cache-Control"), Some("public, max-age=2592000"));
    assert_eq!(plain.header("Access-Control-Allow-Origin"), Some("*"));
    let packed = server.request("GET", CYRILLIC, &[("Accept-Encoding", "gzip")]);
    assert_eq!(packed.header("Content-Encoding"), Some("gzip"));
    assert!(packed.body.len() * 2 < plain.body.len());
    let tag = plain.header("ETag").expect("a tag");
    assert_eq!(server.request("GET", CYRILLIC, &[("If-None-Match", tag)]).status, 304);
}

/// Clients name several fonts where one may lack a letter: the first that there is serves them all.
#[test]
fn the_first_available_font_of_a_stack_is_served() {
    let server = Server::of_sample();
    let alone = server.get(CYRILLIC).body;
    for stack in ["Noto%20Sans%20Regular,Arial%20Unicode%20MS%20Regular", "DIN%20Pro,%20Noto%20Sans%20Regular"] {
        assert_eq!(server.get(&format!("/fonts/{stack}/1024-1279.pbf")).body, alone, "{stack}");
    }
}

#[test]
fn a_range_without_glyphs_is_empty() {
    let server = Server::of_sample();
    for range in ["19968-20223", "55296-55551", "1113856-1114111"] {
        let answer = server.get(&format!("/fonts/Noto%20Sans%20Regular/{range}.pbf"));
        assert_eq!(answer.status, 200, "{range}");
        // One stack (field 1) with the name of the font (field 1 of it) and the range: no glyph after them.
        assert_eq!((answer.body[0], answer.body[2]), (0x0A, 0x0A), "{range}");
        assert!(answer.body.ends_with(range.as_bytes()), "{range}");
    }
}

#[test]
fn unknown_fonts_and_ranges_are_404_with_distinct_messages() {
    let server = Server::of_sample();
    for (path, detail) in [
        ("/fonts/Arial/0-255.pbf", "there is no font `Arial`; there is Noto Sans Regular"),
        ("/fonts/Arial,Noto%20Sans/0-255.pbf", "there is no font `Arial,Noto Sans`; there is Noto Sans Regular"),
        ("/fonts/Noto%20Sans%20Regular/0-256.pbf", "there is no range `0-256`; ranges are 0-255, 256-511 …"),
        ("/fonts/Noto%20Sans%20Regular/1-256.pbf", "there is no range `1-256`; ranges are 0-255, 256-511 …"),
        ("/fonts/Noto%20Sans%20Regular/abc.pbf", "there is no range `abc`; ranges are 0-255, 256-511 …"),
        (
            "/fonts/Noto%20Sans%20Regular/4294967040-4294967295.pbf",
            "there is no range `4294967040-4294967295`; ranges are 0-255, 256-511 …",
        ),
        ("/fonts/..%2F..%2FCargo/0-255.pbf", "there is no font `../../Cargo`; there is Noto Sans Regular"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.json()["detail"].as_str()), (404, Some(detail)), "{path}");
    }
}
