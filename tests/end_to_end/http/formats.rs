//! Which format a client gets: `f` decides, then its Accept header; of answers and of errors alike.

use crate::http::{at_home, routes};

const PAGE: &str = "text/html; charset=utf-8";
const PROBLEM: &str = "application/problem+json";

#[test]
fn an_unsupported_media_type_is_406() {
    let server = at_home();
    let mut refused = 0;
    for route in routes(&server).iter().filter(|route| route.media_types.len() > 1) {
        let separator = if route.address.contains('?') { '&' } else { '?' };
        for accept in ["image/tiff", "application/xml, text/calendar;q=0.5", "image/*", "*/*;q=0"] {
            // Twice: the second time the reply for those that accept it may be at hand.
            for _ in 0..2 {
                let answer = server.request("GET", &route.address, &[("Accept", accept)]);
                assert_eq!(answer.status, 406, "{} {accept}", route.address);
                assert_eq!(answer.header("Content-Type"), Some(PROBLEM), "{} {accept}", route.address);
                let accepted = answer.json()["accepted"].as_str().expect("what is offered").to_owned();
                assert!(accepted.contains(&route.media_types[0]), "{}: {accepted}", route.address);
                assert_eq!(server.get(&route.address).status, 200, "{}", route.address);
            }
            refused += 1;
        }
        let word = if route.media_types[0].ends_with("vector-tile") { "mvt" } else { "json" };
        let chosen = format!("{}{separator}f={word}", route.address);
        assert_eq!(server.request("GET", &chosen, &[("Accept", "image/tiff")]).status, 200, "{chosen}");
    }
    assert!(refused > 60, "{refused} refused");
}

#[test]
fn geojson_is_served_as_both_json_and_geojson() {
    let server = at_home();
    for path in ["/collections/admin2/items", "/collections/admin2/items/KG06211000000", "/nearest?lon=74&lat=42"] {
        let separator = if path.contains('?') { '&' } else { '?' };
        let named = server.request("GET", &format!("{path}{separator}f=geojson"), &[("Accept", "text/html")]);
        assert_eq!((named.status, named.header("Content-Type")), (200, Some("application/geo+json")), "{path}");
        assert_eq!(named.json()["features"], server.json(&format!("{path}{separator}f=json"))["features"], "{path}");
    }
    assert_eq!(server.get("/rounds?f=geojson").status, 400, "what has no features is no GeoJSON");
}

#[test]
fn f_selects_the_format_of_errors() {
    let server = at_home();
    for path in ["/collections/admin2/items?bbox=x", "/collections/nope", "/nothing", "/at/nope/2023/", "/rounds?x=1"] {
        let separator = if path.contains('?') { '&' } else { '?' };
        for (f, accept, media_type) in [
            ("f=html", "application/json", PAGE),
            ("f=json", "text/html", PROBLEM),
            ("f=geojson", "text/html", PROBLEM),
            ("%66=html", "*/*", PAGE),
            ("f=nope", "text/html", PAGE),
            ("f=nope", "application/json", PROBLEM),
        ] {
            let answer = server.request("GET", &format!("{path}{separator}{f}"), &[("Accept", accept)]);
            assert!(matches!(answer.status, 400 | 404), "{path} {f}: {}", answer.status);
            assert_eq!(answer.header("Content-Type"), Some(media_type), "{path} {f} {accept}");
        }
        for (accept, media_type) in [("text/html", PAGE), ("*/*", PROBLEM)] {
            let answer = server.request("GET", path, &[("Accept", accept)]);
            assert_eq!(answer.header("Content-Type"), Some(media_type), "{path} {accept}");
            let vary =
                if media_type == PAGE { "Accept, Accept-Encoding, Accept-Language" } else { "Accept, Accept-Encoding" };
            assert_eq!(answer.header("Vary"), Some(vary), "{path}");
        }
    }
}
