//! Sprites: the patterns of styles.

use tests::Server;

const THEMES: [&str; 4] = ["light", "dark", "plain", "print"];

#[test]
fn a_style_finds_all_its_patterns_in_the_sprite_of_its_theme() {
    let server = Server::of_sample();
    for theme in THEMES {
        let style = server.json(&format!("/maps/return_migrants/style.json?theme={theme}"));
        let sprite = style["sprite"].as_str().expect("an address").strip_prefix(&server.base).expect("of the server");
        assert_eq!(sprite, format!("/sprites/{theme}"));
        let layers = style["layers"].as_array().expect("layers");
        let patterns: Vec<&str> = layers.iter().filter_map(|layer| layer["paint"]["fill-pattern"].as_str()).collect();
        assert_eq!(patterns, ["kerben-no-data", "kerben-suppressed"]);
        // As clients do, for screens with one pixel and with two for each pixel of a style.
        for (density, pixels) in [("", 1), ("@2x", 2)] {
            let index = server.json(&format!("{sprite}{density}.json"));
            let picture = server.get(&format!("{sprite}{density}.png"));
            assert_eq!(picture.header("Content-Type"), Some("image/png"));
            let number = |at: usize| u32::from_be_bytes(picture.body[at..at + 4].try_into().expect("four bytes"));
            // Width and height stand in the first chunk (PNG, section 11.2.2).
            let (width, height) = (u64::from(number(16)), u64::from(number(20)));
            assert_eq!(index.as_object().expect("patterns").len(), patterns.len(), "nothing else: {index}");
            for pattern in &patterns {
                let of = |name: &str| index[pattern][name].as_u64().unwrap_or_else(|| panic!("{name} of {pattern}"));
                assert!(of("x") + of("width") <= width && of("y") + of("height") <= height, "{index}");
                assert_eq!(of("pixelRatio"), pixels);
            }
        }
    }
}

#[test]
fn sprites_are_kept_long_and_may_be_used_by_other_sites() {
    let server = Server::of_sample();
    for path in ["/sprites/light.json", "/sprites/dark@2x.png"] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("Cache-Control")), (200, Some("public, max-age=2592000")), "{path}");
        assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"), "{path}");
    }
    assert_ne!(server.get("/sprites/light.png").body, server.get("/sprites/dark.png").body);
}

#[test]
fn an_unknown_sprite_is_404_and_names_those_that_there_are() {
    let server = Server::of_sample();
    for name in ["sepia", "light@3x", "light@2x@2x", "@2x"] {
        let answer = server.get(&format!("/sprites/{name}.png"));
        let detail = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
        assert!(answer.status == 404 && detail.contains("light@2x, dark"), "{name}: {} {detail}", answer.status);
    }
}
