//! Maps of two variables: each unit has the colour of its two classes, which are found here again from the values alone.

use std::collections::BTreeMap;

use roxmltree::Document as Xml;
use tests::Server;

use super::pictures::{fills, svg};

const FIRST: &str = "/indicators/return_migrants/values?by=admin2&year=2023&per=per_1000_households";
const SECOND: &str = "/indicators/households_beyond/values?by=admin2&per=share_of_all&service=employment_center&km=10";
const MAP: &str = "by=admin2&year=2023&against=households_beyond&against_service=employment_center&against_km=10";

fn values(server: &Server, address: &str) -> BTreeMap<String, Option<f64>> {
    let rows = server.json(address)["rows"].clone();
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| (row["pcode"].as_str().expect("a code").to_owned(), row["value"].as_f64())).collect()
}

/// Where a value stands among others: zero is the lowest of three, or else the lowest is what is up to the first of two quantiles
/// (type 7 of Hyndman and Fan).
fn third(value: f64, all: &BTreeMap<String, Option<f64>>) -> usize {
    let mut above: Vec<f64> = all.values().filter_map(|value| value.filter(|value| *value > 0.0)).collect();
    above.sort_by(f64::total_cmp);
    let has_zeros = all.values().any(|value| *value == Some(0.0));
    if value == 0.0 {
        return 0;
    }
    let parts: usize = if has_zeros { 2 } else { 3 };
    let quantile = |part: usize| {
        let rank = ((above.len() - 1) * part) as f64 / parts as f64;
        let (below, next) = (above[rank.floor() as usize], above[(rank.floor() as usize + 1).min(above.len() - 1)]);
        below + (next - below) * rank.fract()
    };
    usize::from(has_zeros) + (1..parts).filter(|part| value > quantile(*part)).count()
}

fn brightness(fill: &str) -> u32 {
    let channel = |at: usize| u32::from_str_radix(&fill[at..at + 2], 16).expect("a colour");
    299 * channel(1) + 587 * channel(3) + 114 * channel(5)
}

#[test]
fn each_unit_has_the_colour_of_its_two_classes() {
    let server = Server::of_sample();
    let (first, second) = (values(&server, FIRST), values(&server, SECOND));
    let svg = svg(&server, &format!("/maps/return_migrants.svg?{MAP}"));
    let fills = fills(&svg);
    assert_eq!(fills.len(), first.len(), "each district is one path");
    let mut of_field: BTreeMap<[usize; 2], String> = BTreeMap::new();
    let mut units: BTreeMap<[usize; 2], usize> = BTreeMap::new();
    for (pcode, value) in &first {
        let (Some(one), Some(two)) = (value, second[pcode]) else {
            assert!(!fills[pcode].starts_with("#") || fills[pcode] == "#f7f7f5", "{pcode} {}", fills[pcode]);
            continue;
        };
        let field = [third(*one, &first), third(two, &second)];
        let known = of_field.entry(field).or_insert_with(|| fills[pcode].clone());
        assert_eq!(*known, fills[pcode], "{pcode} in {field:?}");
        *units.entry(field).or_default() += 1;
    }
    assert!(of_field.len() >= 5, "{of_field:?}");
    let mut colours: Vec<&String> = of_field.values().collect();
    colours.sort();
    colours.dedup();
    assert_eq!(colours.len(), of_field.len(), "no colour stands for two fields: {of_field:?}");
    for ([one, two], fill) in &of_field {
        for ([more_one, more_two], darker) in &of_field {
            if more_one + more_two > one + two && more_one >= one && more_two >= two {
                assert!(
                    brightness(darker) < brightness(fill),
                    "{fill} of {one} {two}, {darker} of {more_one} {more_two}"
                );
            }
        }
    }

    // The legend has the same colours with the number of their units, and the title of each path both values.
    let document = Xml::parse(&svg).expect("XML");
    let legend = document.descendants().find(|node| node.attribute("class") == Some("legend")).expect("a legend");
    let nodes: Vec<_> = legend.descendants().filter(|node| node.is_element()).collect();
    for (field, fill) in &of_field {
        let at = nodes.iter().position(|node| node.attribute("fill") == Some(fill) && node.has_tag_name("path"));
        let count = nodes[at.expect("the field") + 1].text().expect("a number");
        assert_eq!(count, units[field].to_string(), "{field:?}");
    }
    for path in document.descendants().filter(|node| node.attribute("data-pcode").is_some()) {
        let pcode = path.attribute("data-pcode").expect("a code");
        let said = path.children().find_map(|node| node.text()).expect("a title");
        assert!(said.contains("Return migrants: ") && said.contains("10 km"), "{said}");
        if let Some(Some(value)) = second.get(pcode).filter(|value| value.is_some_and(|value| value.fract() == 0.0)) {
            assert!(said.contains(&format!(": {value} (")), "{said} without {value}");
        }
    }
}

#[test]
fn title_and_description_name_both_variables() {
    let server = Server::of_sample();
    let svg = svg(&server, &format!("/maps/return_migrants.svg?{MAP}"));
    let document = Xml::parse(&svg).expect("XML");
    let said = |name: &str| {
        document
            .root_element()
            .children()
            .find(|node| node.has_tag_name(name))
            .and_then(|node| node.text())
            .expect("text")
    };
    assert_eq!(
        said("title"),
        "Return migrants per 1,000 households against households more than 10 km from an employment centre, share of all households, by district, 2023"
    );
    assert!(said("desc").contains("Highest in both ("), "{}", said("desc"));

    // Of communities, or of another year.
    let other = super::pictures::svg(
        &server,
        "/maps/communities_lacking.svg?service=hospital&against=return_migrants&against_year=2022",
    );
    assert!(other.contains("against return migrants per 1,000 households by district, 2022"), "{}", &other[..900]);
    let years =
        super::pictures::svg(&server, "/maps/return_migrants.svg?year=2023&against=return_migrants&against_year=2022");
    assert!(
        years.contains("households, 2023, against return migrants per 1,000 households, 2022, by district"),
        "{}",
        &years[..900]
    );
}

#[test]
fn what_cannot_be_drawn_is_refused_by_the_parameter_that_asks_for_it() {
    let server = Server::of_sample();
    for (query, parameter, accepted) in [
        ("against=nobody", "against", "return_migrants"),
        ("against=households_beyond&against_km=10", "against_service", "employment_center"),
        ("against=households_beyond&against_service=employment_center", "against_km", "kilometres"),
        ("against=households_beyond&against_service=palace&against_km=10", "against_service", "employment_center"),
        ("against=emigrants&against_km=10", "against_km", ""),
        ("against_per=share", "against_per", "against"),
        ("against=emigrants&per=none", "per", "per_1000_households"),
        ("against=emigrants&against_per=none", "against_per", "per_1000_households"),
        ("against=emigrants&against_per=per_1000_population", "against_per", ""),
        ("against=emigrants&against_year=1999", "against_year", ""),
        ("against=communities_lacking&against_service=hospital&against_year=2023", "against_year", "no `against_year`"),
        ("against=emigrants&marks=both", "marks", "fill"),
        ("against=emigrants&marks=circles", "marks", "fill"),
        ("against=emigrants&classes=4", "classes", "no `classes`"),
        ("against=emigrants&breaks=10,20", "breaks", "no `breaks`"),
        ("against=emigrants&method=pretty", "method", "quantile"),
        ("against=return_migrants", "against", "another"),
    ] {
        let answer = server.get(&format!("/maps/return_migrants.svg?{query}"));
        let problem = answer.json();
        assert_eq!((answer.status, problem["parameter"].as_str()), (400, Some(parameter)), "{query}: {problem}");
        let said = problem["accepted"].as_str().unwrap_or_default();
        assert!(said.contains(accepted), "{query}: {problem}");
    }
    let answer = server.get("/maps/return_migrants?against=emigrants");
    assert_eq!((answer.status, answer.json()["parameter"].as_str()), (400, Some("against")), "only pictures have two");
}
