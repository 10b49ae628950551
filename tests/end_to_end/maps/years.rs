//! Maps of several years in one picture: panels with the same classes, one legend, and in each the values of its year.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document as Xml, Node};
use tests::Server;

use super::pictures::svg;

fn class<'a>(document: &'a Xml<'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.attribute("class") == Some(name)).collect()
}

/// The panels by their titles, each with the fill of its units.
fn panels(document: &Xml<'_>) -> Vec<(String, BTreeMap<String, String>)> {
    let panel = |panel: &Node<'_, '_>| {
        let title =
            panel.children().find(|node| node.has_tag_name("text")).and_then(|node| node.text()).expect("a title");
        let units = panel
            .descendants()
            .filter_map(|node| Some((node.attribute("data-pcode")?.to_owned(), node.attribute("fill")?.to_owned())));
        (title.to_owned(), units.collect())
    };
    class(document, "panel").iter().map(panel).collect()
}

fn values(server: &Server, address: &str) -> BTreeMap<String, f64> {
    let rows = server.json(address)["rows"].clone();
    let rows = rows.as_array().expect("rows").iter();
    rows.filter_map(|row| Some((row["pcode"].as_str()?.to_owned(), row["value"].as_f64()?))).collect()
}

#[test]
fn the_maps_of_all_years_have_the_same_classes() {
    let server = Server::of_sample();
    for per in ["per_1000_households", "change"] {
        let svg = svg(&server, &format!("/maps/return_migrants.svg?per={per}&multiples=years"));
        let document = Xml::parse(&svg).expect("XML");
        let panels = panels(&document);
        let titles: Vec<&str> = panels.iter().map(|(title, _)| title.as_str()).collect();
        match per {
            "change" => assert_eq!(titles, ["2021", "2022", "2023"], "no change of 2020, nor of a part of 2024"),
            _ => assert_eq!(titles, ["2020", "2021", "2022", "2023", "2024 (January to April only)"]),
        }
        // The colours of all years follow the values of all years together: no two of them overlap.
        let mut ranges: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for (title, fills) in &panels {
            let year = &title[..4];
            let values =
                values(&server, &format!("/indicators/return_migrants/values?by=admin2&year={year}&per={per}"));
            assert_eq!(fills.len(), 45, "{year}");
            for (pcode, value) in &values {
                let (low, high) = ranges.entry(fills[pcode].as_str()).or_insert((*value, *value));
                (*low, *high) = (low.min(*value), high.max(*value));
            }
        }
        let mut ordered: Vec<(f64, f64)> = ranges.values().copied().collect();
        ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
        assert!(ordered.windows(2).all(|pair| pair[0].1 < pair[1].0), "{per}: {ordered:?}");
        assert!(ordered.len() >= 4, "{per}: {ordered:?}");
        // One legend has all of them.
        let legends = class(&document, "legend");
        assert_eq!(legends.len(), 1);
        let shown: BTreeSet<&str> = legends[0].descendants().filter_map(|node| node.attribute("fill")).collect();
        assert!(ranges.keys().all(|fill| shown.contains(fill)), "{per}: {ranges:?} in {shown:?}");
    }
}

#[test]
fn circles_of_all_years_have_one_scale() {
    let server = Server::of_sample();
    let svg = svg(&server, "/maps/return_migrants.svg?multiples=years");
    let document = Xml::parse(&svg).expect("XML");
    let circles = class(&document, "circles");
    let years = ["2020", "2021", "2022", "2023", "2024"];
    assert_eq!(circles.len(), years.len());
    let mut by_area: Vec<(f64, f64)> = Vec::new();
    for (year, circles) in years.iter().zip(circles) {
        let radii = circles.children().filter_map(|node| node.attribute("r")?.parse::<f64>().ok());
        let largest = radii.fold(0.0, f64::max);
        let values = values(&server, &format!("/indicators/return_migrants/values?by=admin2&year={year}"));
        by_area.push((largest.powi(2), values.values().copied().fold(0.0, f64::max)));
    }
    let per_area = by_area[3].1 / by_area[3].0;
    for (area, value) in &by_area {
        assert!((value / area / per_area - 1.0).abs() < 0.05, "{by_area:?}");
    }
    assert!(!svg.contains("in all."), "no year's sum stands for all");
}

#[test]
fn panels_fit_the_size_and_say_what_they_are() {
    let server = Server::of_sample();
    for size in [
        "width=300",
        "width=360",
        "width=800",
        "width=1200&height=800",
        "paper=a4",
        "paper=a3",
        "width=600&height=1200",
    ] {
        let svg = svg(&server, &format!("/maps/return_migrants.svg?per=per_1000_households&multiples=years&{size}"));
        let document = Xml::parse(&svg).expect("XML");
        let root = document.root_element();
        let side = |name: &str| root.attribute(name).and_then(|side| side.parse::<f64>().ok()).expect("a size");
        match size {
            "width=1200&height=800" => assert_eq!((side("width"), side("height")), (1200.0, 800.0)),
            "paper=a4" => assert!((side("height") - 794.0).abs() < 1.0, "{}", side("height")),
            _ => {}
        }
        let titles = document.descendants().filter(|node| node.has_tag_name("title"));
        let title = titles.into_iter().next().and_then(|node| node.text()).expect("a title");
        assert_eq!(title, "Return migrants per 1,000 households by district, each year 2020–2024");
        let description = document.descendants().find(|node| node.has_tag_name("desc")).and_then(|node| node.text());
        assert!(
            description.is_some_and(|text| text.contains("2023: ") && text.contains("Highest of each year")),
            "{description:?}"
        );
        assert_eq!(panels(&document).len(), 5);
    }
}

#[test]
fn years_that_cannot_be_compared_are_refused_in_words() {
    let server = Server::of_sample();
    for (address, parameter) in [
        ("return_migrants.svg?multiples=rounds", "multiples"),
        ("return_migrants.svg?multiples=years&year=2023", "year"),
        ("return_migrants.svg?multiples=years&breaks=own", "breaks"),
        ("return_migrants.svg?multiples=years&against=emigrants", "against"),
        ("return_migrants.svg?multiples=years&width=800&height=300", "height"),
        ("internal_migrants.svg?multiples=years", "multiples"),
        ("communities_lacking.svg?service=hospital&multiples=years", "multiples"),
    ] {
        let answer = server.get(&format!("/maps/{address}"));
        let problem = answer.json();
        assert_eq!((answer.status, problem["parameter"].as_str()), (400, Some(parameter)), "{address}: {problem}");
        assert!(problem["accepted"].as_str().is_some_and(|accepted| !accepted.is_empty()), "{address}: {problem}");
    }
}
