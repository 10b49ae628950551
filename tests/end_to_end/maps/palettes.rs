//! In which colours maps are drawn, and that their links keep them.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::Server;

const MAP: &str = "/maps/return_migrants?by=admin2&year=2023&per=per_1000_households";
const CHANGE: &str = "/maps/return_migrants?by=admin2&year=2023&per=change";

fn colours(map: &Json) -> Vec<String> {
    let classes = map["classes"].as_array().expect("classes");
    classes.iter().map(|class| class["color"].as_str().expect("a colour").to_owned()).collect()
}

/// The sum of red, green and blue: enough to order colours that differ by 10 L*.
fn brightness(colour: &str) -> u32 {
    (1..7).step_by(2).map(|at| u32::from_str_radix(&colour[at..at + 2], 16).expect("a colour")).sum()
}

#[test]
fn a_map_has_the_palette_that_is_asked_for_and_its_links_keep_it() {
    let server = Server::of_sample();
    let usual = server.json(MAP);
    assert_eq!(colours(&usual), colours(&server.json(&format!("{MAP}&palette=purple_blue"))), "the default, named");
    assert!(usual.get("palette").is_none() && usual.get("theme").is_none());
    assert!(!usual["style_url"].as_str().expect("an address").contains("palette"));

    let greens = server.json(&format!("{MAP}&palette=greens"));
    assert_eq!(greens["palette"], "greens");
    let (of_greens, of_usual) = (colours(&greens), colours(&usual));
    assert!(of_greens.iter().all(|colour| !of_usual.contains(colour)), "{of_greens:?} {of_usual:?}");
    assert!(of_greens.windows(2).all(|pair| brightness(&pair[0]) > brightness(&pair[1])), "{of_greens:?}");
    let style = greens["style_url"].as_str().expect("an address").strip_prefix(&server.base).expect("of the server");
    assert!(style.contains("&palette=greens"), "{style}");
    assert_eq!(server.json(style), greens["style"]);

    let svg = server.get(&format!("/maps/return_migrants.svg{}&palette=greens", &MAP[21..])).text();
    assert!(of_greens.iter().all(|colour| svg.contains(colour)), "the picture has the same colours");
}

#[test]
fn changes_take_palettes_with_a_middle_and_amounts_the_others() {
    let server = Server::of_sample();
    assert_eq!(server.json(&format!("{CHANGE}&palette=vik"))["palette"], "vik");
    let accepted = |address: String| -> BTreeSet<String> {
        let refused = server.get(&address);
        assert_eq!((refused.status, &refused.json()["parameter"]), (400, &"palette".into()), "{address}");
        let accepted = refused.json()["accepted"].as_str().expect("what is accepted").to_owned();
        accepted.trim_start_matches("one of ").split(", ").map(str::to_owned).collect()
    };
    let of_changes = accepted(format!("{CHANGE}&palette=viridis"));
    let of_amounts = accepted(format!("{MAP}&palette=vik"));
    assert!(of_changes.contains("vik") && !of_changes.contains("viridis"), "{of_changes:?}");
    assert!(of_amounts.contains("viridis") && of_amounts.is_disjoint(&of_changes), "{of_amounts:?}");
    // What is offered is accepted.
    for palette in &of_changes {
        assert_eq!(server.get(&format!("{CHANGE}&palette={palette}")).status, 200, "{palette}");
    }
    for palette in &of_amounts {
        assert_eq!(server.get(&format!("{MAP}&palette={palette}")).status, 200, "{palette}");
    }
    // A page mends what the API refuses.
    let mended = server.json("/embed.json?indicator=return_migrants&by=admin2&year=2023&palette=vik");
    assert_eq!(mended["notices"].as_array().map(Vec::len), Some(1), "{}", mended["notices"]);
}

#[test]
fn a_dark_theme_has_a_dark_ground_and_light_large_values() {
    let server = Server::of_sample();
    let (light, dark) = (server.json(MAP), server.json(&format!("{MAP}&theme=dark")));
    assert_eq!(dark["theme"], "dark");
    let ground = |map: &Json| map["style"]["layers"][0]["paint"]["background-color"].as_str().map(brightness);
    assert!(ground(&dark) < Some(200) && ground(&light) > Some(600));
    let of_dark = colours(&dark);
    assert!(of_dark.windows(2).all(|pair| brightness(&pair[0]) < brightness(&pair[1])), "{of_dark:?}");
    assert!(dark["style_url"].as_str().expect("an address").contains("&theme=dark"));
    let borders = |map: &Json| -> Vec<Json> {
        let layers = map["style"]["layers"].as_array().expect("layers").iter();
        layers.filter(|layer| layer["type"] == "line").map(|layer| layer["paint"]["line-color"].clone()).collect()
    };
    assert!(borders(&dark).iter().zip(borders(&light)).all(|(dark, light)| *dark != light));
}

/// White lines are lost between pale districts, and grey ones are too much between strong ones.
#[test]
fn borders_of_districts_are_seen_between_pale_colours_too() {
    let server = Server::of_sample();
    let of_zeros = "/maps/households_beyond.svg?service=drinking_water&km=25&per=share&by=admin2";
    let svg = server.get(of_zeros).text();
    let group = |class: &str| {
        let from = svg.find(&format!("class=\"{class}\"")).unwrap_or_else(|| panic!("no {class} in {of_zeros}"));
        svg[from..].split('>').next().unwrap_or_default().to_owned()
    };
    assert!(group("between-pale").contains("#9c9c9a"), "{}", group("between-pale"));
    let strong = server.get("/maps/return_migrants.svg?by=admin2&year=2023&per=per_1000_households").text();
    assert!(strong.contains("class=\"admin2\""), "most borders are those between strong colours");
}

/// One definition: the legend says which marks the sprite and the pictures draw.
#[test]
fn the_legend_says_how_places_without_a_number_look() {
    let server = Server::of_sample();
    let map = server.json("/maps/households_beyond?service=drinking_water&km=25&per=share&by=admin2");
    let entries = map["legend"]["entries"].as_array().expect("entries");
    let nobody = entries.iter().find(|entry| entry["kind"] == "not_applicable").expect("a line");
    assert_eq!(nobody["pattern"]["kind"], "outline");
    let outline = map["style"]["layers"].as_array().expect("layers").iter();
    let mut outline = outline.filter(|layer| layer["id"] == "kerben-fill-not-applicable");
    let paint = &outline.next().expect("a layer")["paint"];
    assert_eq!((&paint["fill-color"], &paint["fill-outline-color"]), (&nobody["color"], &nobody["pattern"]["color"]));
    assert!(entries.iter().filter(|entry| entry["kind"] == "class").all(|entry| entry.get("pattern").is_none()));
}
