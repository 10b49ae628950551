//! What a cartographer looks for in a picture: circles that hide nothing, a hierarchy of borders, enclaves, cities, and where north is.

use std::collections::BTreeSet;
use std::path::Path;

use roxmltree::{Document as Xml, Node};
use tests::Server;

use super::pictures::svg;

const CIRCLES: &str = "/maps/return_migrants.svg?by=admin2&year=2023&per=none";
const RATES: &str = "/maps/return_migrants.svg?by=admin2&year=2023&per=per_1000_households";

fn groups<'a>(document: &'a Xml<'_>, class: &'a str) -> impl Iterator<Item = Node<'a, 'a>> + 'a {
    document.descendants().filter(move |node| node.attribute("class") == Some(class))
}

fn texts(document: &Xml<'_>) -> Vec<String> {
    document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
        .filter_map(|node| Some(node.text()?.to_owned()))
        .collect()
}

/// Centres and radii of the circles of each group of them: those on the map, and those of each inset.
fn circles(document: &Xml<'_>) -> Vec<Vec<[f64; 3]>> {
    let number = |node: Node<'_, '_>, name: &str| node.attribute(name)?.parse::<f64>().ok();
    let of = |group: Node<'_, '_>| {
        let circle = |node: Node<'_, '_>| Some([number(node, "cx")?, number(node, "cy")?, number(node, "r")?]);
        group.children().filter_map(circle).collect()
    };
    groups(document, "circles").map(of).collect()
}

fn hidden(circles: &[[f64; 3]]) -> usize {
    let apart = |a: &[f64; 3], b: &[f64; 3]| (a[0] - b[0]).hypot(a[1] - b[1]);
    let is_hidden = |one: &[f64; 3]| circles.iter().any(|other| other != one && apart(one, other) < other[2]);
    circles.iter().filter(|one| is_hidden(one)).count()
}

#[test]
fn circles_never_hide_a_centre_and_cities_have_insets() {
    let server = Server::of_sample();
    for (width, marks, insets) in [(1280, "circles", 2), (1280, "both", 2), (800, "circles", 2), (360, "circles", 0)] {
        let per = if marks == "both" { "per_1000_households" } else { "none" };
        let address = format!("/maps/return_migrants.svg?year=2023&per={per}&marks={marks}&width={width}");
        let text = svg(&server, &address);
        let document = Xml::parse(&text).expect("XML");
        let circles = circles(&document);
        assert_eq!(circles.iter().map(Vec::len).sum::<usize>(), 45, "{address}");
        assert_eq!((circles.len(), groups(&document, "inset").count()), (insets + 1, insets), "{address}");
        for group in &circles {
            assert_eq!(hidden(group), 0, "{address}: {group:?}");
        }
    }
}

#[test]
fn every_district_is_named_beside_or_on_its_circle_at_1280_pixels() {
    let server = Server::of_sample();
    let text = svg(&server, &format!("{CIRCLES}&width=1280"));
    let document = Xml::parse(&text).expect("XML");
    // A name may be in several lines.
    let parts = |name: &str| name.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let written: BTreeSet<String> = texts(&document).iter().flat_map(|text| parts(text)).collect();
    let rows = server.json("/indicators/return_migrants/values?by=admin2&year=2023")["rows"].clone();
    let names: Vec<&str> = rows.as_array().expect("rows").iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names.len(), 45);
    let missing: Vec<&&str> =
        names.iter().filter(|name| !parts(name).iter().all(|part| written.contains(part))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn circles_are_as_large_as_the_map_allows() {
    let server = Server::of_sample();
    let largest = |question: &str| {
        let text = svg(&server, &format!("/maps/return_migrants.svg?{question}"));
        let document = Xml::parse(&text).expect("XML");
        circles(&document).into_iter().flatten().map(|[_, _, radius]| radius).fold(0.0, f64::max)
    };
    for (question, map_width) in [
        ("year=2023&width=1280", 1235.0),
        ("year=2023&width=360", 344.0),
        ("per=none&multiples=years&width=800", 193.0),
    ] {
        let radius = largest(question);
        assert!(radius > 0.02 * map_width && radius < 0.06 * map_width, "{question}: {radius} of {map_width}");
    }
    let both = largest("year=2023&per=per_1000_households&marks=both&width=1280");
    assert!(both < 0.8 * largest("year=2023&width=1280"), "colours below are seen: {both}");
}

/// In grey, and for some eyes, only the outline parts a circle from the colour below.
#[test]
fn circles_on_colours_have_a_stronger_outline() {
    let server = Server::of_sample();
    let outline = |question: &str| -> f64 {
        let text = svg(&server, &format!("/maps/return_migrants.svg?year=2023{question}"));
        let document = Xml::parse(&text).expect("XML");
        let group = groups(&document, "circles").next().expect("circles");
        group.attribute("stroke-width").expect("a width").parse().expect("a number")
    };
    assert!(outline("&per=per_1000_households&marks=both") >= 1.4 && outline("") >= 1.0);
    assert!(outline("&per=per_1000_households&marks=both") > outline(""));
}

#[test]
fn borders_of_provinces_are_wider_than_those_of_districts_and_have_an_edge() {
    let server = Server::of_sample();
    for theme in ["light", "dark", "print"] {
        let text = svg(&server, &format!("{RATES}&theme={theme}"));
        let document = Xml::parse(&text).expect("XML");
        let stroke = |class: &str| {
            let group = groups(&document, class).next().unwrap_or_else(|| panic!("{theme}: {class}"));
            let width: f64 = group.attribute("stroke-width").expect("a width").parse().expect("a number");
            (group.attribute("stroke").expect("a colour").to_owned(), width)
        };
        let [(country, wide), (province, middle), (district, thin), (edge, around)] =
            ["admin0", "admin1", "admin2", "edge"].map(stroke);
        assert_eq!((wide, middle, thin), (1.4, 0.9, 0.6), "{theme}");
        assert!(around > middle + 1.0 && edge == district && province != district && country != province, "{theme}");
    }
}

#[test]
fn enclaves_are_ground_of_their_countries() {
    let server = Server::of_sample();
    let count = |question: &str, name: &str| {
        let text = svg(&server, &format!("{RATES}{question}"));
        let document = Xml::parse(&text).expect("XML");
        let holes = groups(&document, "enclaves").next().expect("enclaves");
        assert_eq!(
            holes.attribute("fill"),
            groups(&document, "countries").next().and_then(|group| group.attribute("fill"))
        );
        assert!(holes.children().filter(Node::is_element).count() >= 3, "Sokh, Vorukh, Shakhimardan");
        texts(&document).iter().filter(|text| *text == name).count()
    };
    assert_eq!(count("&width=800", "UZBEKISTAN"), 1);
    assert!(count("&width=1280", "UZBEKISTAN") >= 2 && count("&width=1280", "TAJIKISTAN") >= 2);
    assert!(count("&paper=a4&theme=print", "UZBEKISTAN") >= 2);
}

#[test]
fn capitals_are_stars_and_no_city_repeats_a_unit() {
    let server = Server::of_sample();
    let text = svg(&server, &format!("{RATES}&width=1280"));
    let document = Xml::parse(&text).expect("XML");
    let places = groups(&document, "places").next().expect("places");
    let names: Vec<&str> =
        places.children().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
    assert!(names.contains(&"Tashkent") && names.contains(&"Almaty"), "{names:?}");
    assert!(!names.iter().any(|name| ["Osh", "Naryn", "Talas"].contains(name)), "{names:?}");
    assert!(
        places.children().any(|node| node.has_tag_name("path"))
            && places.children().any(|node| node.has_tag_name("circle"))
    );
}

#[test]
fn an_arrow_says_where_north_is_only_where_it_is_not_up() {
    let kyrgyzstan = Server::of_sample();
    let has_arrow = |server: &Server, address: &str| svg(server, address).contains("class=\"north\"");
    assert!(!has_arrow(&kyrgyzstan, RATES));
    let kazakhstan = Server::start(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../geodata/samples/kazakhstan"));
    assert!(has_arrow(&kazakhstan, "/maps/international_migrant_workers.svg"));
}
