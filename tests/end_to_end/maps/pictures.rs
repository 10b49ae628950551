//! Pictures of maps: the same values and colours as the map on the pages, in files that other programs read.

use std::collections::BTreeMap;

use lopdf::Document as Pdf;
use roxmltree::Document as Xml;
use serde_json::Value as Json;
use tests::{Answer, Server};

const RATES: &str = "by=admin2&year=2023&per=per_1000_households";

pub fn svg(server: &Server, address: &str) -> String {
    let answer = server.get(address);
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (200, Some("image/svg+xml")),
        "{address}: {}",
        answer.text()
    );
    answer.text()
}

/// The fill of each unit by its code.
pub fn fills(svg: &str) -> BTreeMap<String, String> {
    let document = Xml::parse(svg).expect("XML");
    let paths = document.descendants().filter(|node| node.has_tag_name("path"));
    let of_units = paths.filter_map(|path| Some((path.attribute("data-pcode")?, path.attribute("fill")?)));
    of_units.map(|(pcode, fill)| (pcode.to_owned(), fill.to_owned())).collect()
}

/// What MapLibre paints a unit with: the colour of the last layer whose filter holds.
fn painted(style: &Json, status: &str, value: Option<f64>) -> Option<String> {
    let layers = style["layers"].as_array().expect("layers");
    let fills = layers.iter().filter(|layer| layer["type"] == "fill" && layer["source"] == "kerben");
    let mut of_unit = fills.filter(|layer| holds(&layer["filter"], status, value));
    Some(of_unit.next_back()?["paint"]["fill-color"].as_str()?.to_owned())
}

fn holds(filter: &Json, status: &str, value: Option<f64>) -> bool {
    let list = filter.as_array().expect("a filter");
    let operator = list[0].as_str().expect("an operator");
    match operator {
        "all" => list[1..].iter().all(|filter| holds(filter, status, value)),
        "any" => list[1..].iter().any(|filter| holds(filter, status, value)),
        "==" | "<" | "<=" | ">" | ">=" => match (list[1][1].as_str(), &list[2]) {
            (Some("status"), expected) => operator == "==" && expected == status,
            (Some("value"), edge) => {
                let (Some(value), Some(edge)) = (value, edge.as_f64()) else { return false };
                match operator {
                    "==" => value == edge,
                    "<" => value < edge,
                    "<=" => value <= edge,
                    ">" => value > edge,
                    _ => value >= edge,
                }
            }
            other => panic!("a filter that this test does not know: {other:?}"),
        },
        other => panic!("a filter that this test does not know: {other}"),
    }
}

/// For every indicator of the default round, level, and kind of measure: each unit has in the picture the colour that a browser paints it with.
#[test]
fn every_unit_has_the_same_colour_in_the_picture_and_in_the_style() {
    let server = Server::of_sample();
    let indicators = server.json("/indicators");
    let groups: Vec<String> = indicators["indicators"]
        .as_array()
        .expect("indicators")
        .iter()
        .filter_map(|indicator| Some(indicator["id"].as_str()?.to_owned()))
        .collect();
    let mut compared = 0;
    for indicator in groups.iter().filter(|id| !id.contains("beyond") && !id.contains("lacking")) {
        for choices in
            ["by=admin2", "by=admin2&per=per_1000_households", "by=admin1&per=share", "by=admin2&year=2023&per=change"]
        {
            let values = server.get(&format!("/indicators/{indicator}/values?{choices}"));
            if values.status != 200 {
                continue;
            }
            let map = server.json(&format!("/maps/{indicator}?{choices}"));
            let fills = fills(&svg(&server, &format!("/maps/{indicator}.svg?{choices}")));
            for row in values.json()["rows"].as_array().expect("rows") {
                let (pcode, status) =
                    (row["pcode"].as_str().expect("a code"), row["status"].as_str().expect("a status"));
                if status != "reported" {
                    continue;
                }
                let expected = painted(&map["style"], status, row["value"].as_f64());
                assert_eq!(fills.get(pcode).cloned(), expected, "{indicator} {choices} {pcode} {}", row["value"]);
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared} units compared");
}

/// Pages load it with their first view.
#[test]
fn a_picture_of_all_districts_with_their_names_and_what_lies_around_them_is_small() {
    let server = Server::of_sample();
    let address = format!("/maps/return_migrants.svg?{RATES}&width=640");
    let packed = server.request("GET", &address, &[("Accept-Encoding", "gzip")]);
    assert_eq!((packed.status, packed.header("content-encoding")), (200, Some("gzip")));
    assert!(packed.body.len() < 25_000, "{} bytes", packed.body.len());
}

#[test]
fn an_svg_names_what_it_shows_and_keeps_its_text() {
    let server = Server::of_sample();
    let svg = svg(&server, &format!("/maps/return_migrants.svg?{RATES}"));
    let map = server.json(&format!("/maps/return_migrants?{RATES}"));
    let document = Xml::parse(&svg).expect("XML");
    let root = document.root_element();
    let child = |name: &str| root.children().find(|node| node.has_tag_name(name)).and_then(|node| node.text());
    assert_eq!(child("title"), map["title"].as_str());
    let description = child("desc").expect("a description");
    assert_eq!(Some(description), map["summary"].as_str());
    assert!(description.contains("the highest of 45 districts") && description.contains("Lowest"), "{description}");
    assert_eq!(root.attribute("role"), Some("img"));

    assert_eq!(fills(&svg).len(), 45, "each district is one path");
    let titles =
        document.descendants().filter(|node| node.has_tag_name("path") && node.attribute("data-pcode").is_some());
    for unit in titles {
        let said = unit.children().find(|node| node.has_tag_name("title")).and_then(|title| title.text());
        assert!(said.is_some_and(|said| said.contains(": ")), "{said:?}");
    }
    let words: String =
        document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
    for expected in
        ["Return migrants per", "Issyk-Kul", "KAZAKHSTAN", "Sources:", "do not imply official", "Illustrative"]
    {
        assert!(words.contains(expected), "{expected} in {words}");
    }
}

/// Circles are as many as districts with somebody, and each district is a path below them.
#[test]
fn counts_are_circles_whose_areas_are_proportional() {
    let server = Server::of_sample();
    let address = "/maps/return_migrants.svg?by=admin2&year=2023";
    let svg = svg(&server, address);
    let document = Xml::parse(&svg).expect("XML");
    // On the map and in insets.
    let circles = document.descendants().filter(|node| node.attribute("class") == Some("circles"));
    let circles = circles.flat_map(|group| group.children());
    let mut radii: Vec<f64> = circles.filter_map(|node| node.attribute("r")?.parse().ok()).collect();
    let rows = server.json("/indicators/return_migrants/values?by=admin2&year=2023")["rows"].clone();
    let mut values: Vec<f64> = rows
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["value"].as_f64())
        .filter(|value| *value > 0.0)
        .collect();
    radii.sort_by(f64::total_cmp);
    values.sort_by(f64::total_cmp);
    assert_eq!(radii.len(), values.len());
    let (largest, most) = (radii[radii.len() - 1], values[values.len() - 1]);
    for (radius, value) in radii.iter().zip(&values) {
        let expected = (largest * (value / most).sqrt()).max(1.5);
        assert!((radius - expected).abs() < 0.02, "{radius} for {value}, expected {expected}");
    }
    assert_eq!(fills(&svg).len(), 45);
    let choropleth = super::pictures::svg(&server, &format!("{address}&marks=fill"));
    assert!(!choropleth.contains("class=\"circles\""));
    let both = super::pictures::svg(&server, &format!("{address}&per=per_1000_households&marks=both"));
    assert!(both.contains("class=\"circles\""));
}

fn png(answer: &Answer) -> (u32, u32, String) {
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/png")), "{}", answer.text());
    let number = |at: usize| u32::from_be_bytes(answer.body[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20), String::from_utf8_lossy(&answer.body).into_owned())
}

#[test]
fn a_png_has_its_size_its_density_and_its_sources() {
    let server = Server::of_sample();
    let (width, height, text) = png(&server.get(&format!("/maps/return_migrants.png?{RATES}&width=400")));
    assert_eq!(width, 400);
    for chunk in ["iTXtTitle", "iTXtDescription", "iTXtSource", "iTXtDisclaimer", "pHYs"] {
        assert!(text.contains(chunk), "no {chunk}");
    }
    assert!(text.contains("Baseline Mobility Assessment"));
    assert!(text.contains("2023. Illustrative numbers. Whole country:"), "title and summary");
    let (wide, high, _) = png(&server.get(&format!("/maps/return_migrants.png?{RATES}&width=400&scale=2")));
    assert_eq!((wide, high), (2 * width, 2 * height));
}

#[test]
fn a_pdf_is_tagged_and_has_text() {
    let server = Server::of_sample();
    let answer = server.get(&format!("/maps/return_migrants.pdf?{RATES}&paper=a4"));
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/pdf")));
    let pdf = Pdf::load_mem(&answer.body).expect("a PDF");
    assert_eq!(pdf.get_pages().len(), 1);
    let catalog = pdf.catalog().expect("a catalog");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"MarkInfo"), "{catalog:?}");
    assert_eq!(catalog.get(b"Lang").and_then(|lang| lang.as_str()).ok(), Some(&b"en"[..]));
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(|font| font.has(b"ToUnicode"));
    assert!(fonts.count() >= 2, "text is text, in regular and bold, and can be searched");
    let tags =
        pdf.objects.values().filter_map(|object| object.as_dict().ok()).filter(|tag| tag.has_type(b"StructElem"));
    let tags: Vec<_> = tags.collect();
    let has = |kind: &[u8]| tags.iter().any(|tag| tag.get(b"S").and_then(|name| name.as_name()).ok() == Some(kind));
    assert!(has(b"H1") && has(b"Figure") && has(b"P"), "{tags:?}");
    let alternative = tags.iter().find_map(|tag| tag.get(b"Alt").ok()?.as_str().ok());
    let alternative = alternative.map(|text| text.iter().filter(|byte| **byte != 0).copied().collect::<Vec<u8>>());
    let alternative = String::from_utf8_lossy(&alternative.unwrap_or_default()).into_owned();
    assert!(
        alternative.contains("the highest of 45 districts. Lowest: "),
        "the map has an alternative text: {alternative}"
    );
    let page = pdf.get_dictionary(pdf.get_pages()[&1]).expect("a page");
    let sides = page.get(b"MediaBox").and_then(|sides| sides.as_array()).expect("a size");
    let side = |at: usize| sides[at].as_float().expect("a number");
    assert!((side(2) - 841.9).abs() < 0.5 && (side(3) - 595.3).abs() < 0.5, "A4, landscape: {sides:?}");
}

#[test]
fn sizes_that_cannot_be_are_refused_in_words() {
    let server = Server::of_sample();
    for (query, parameter) in [
        ("width=100", "width"),
        ("width=9000", "width"),
        ("width=800&height=200", "height"),
        ("paper=a4&width=800", "paper"),
        ("paper=a0", "paper"),
        ("marks=dots", "marks"),
    ] {
        let answer = server.get(&format!("/maps/return_migrants.svg?{query}"));
        let problem = answer.json();
        assert_eq!((answer.status, problem["parameter"].as_str()), (400, Some(parameter)), "{query}: {problem}");
        assert!(problem["accepted"].as_str().is_some_and(|accepted| !accepted.is_empty()), "{problem}");
    }
    let answer = server.get("/maps/return_migrants.png?width=4000&height=4000&scale=4");
    assert_eq!((answer.status, answer.json()["parameter"].as_str()), (400, Some("scale")));
}
