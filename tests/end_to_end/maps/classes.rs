//! What the classes of maps say: that no map hides a zero, shows two numbers for one value, puts a place in another class than its label, or makes
//! a small decline look like a large growth; and that maps of several years compare.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::Server;

/// All maps of the sample: every indicator by every level, in every year and way of counting.
fn maps(server: &Server) -> Vec<(String, Json)> {
    let (indicators, rounds) = (server.json("/indicators"), server.json("/rounds"));
    let mut maps = Vec::new();
    for indicator in list(&indicators["indicators"]) {
        let (id, pers) = (text(&indicator["id"]), list(&indicator["per"]));
        let questions: Vec<String> = match id {
            "households_beyond" => ["hospital", "clinic", "school", "drinking_water"]
                .map(|service| format!("&service={service}&km=10"))
                .to_vec(),
            "communities_lacking" => ["hospital", "clinic", "school", "drinking_water", "internet"]
                .map(|service| format!("&service={service}"))
                .to_vec(),
            _ => vec![String::new()],
        };
        for round in list(&rounds["rounds"]) {
            let groups = list(&round["groups"]);
            let group = groups.iter().find(|group| group["group"] == id);
            let mut years = vec!["window".to_owned()];
            years.extend(group.iter().flat_map(|group| list(&group["years"])).map(|year| year.to_string()));
            for (by, year, per, question) in all(&["admin0", "admin1", "admin2"], &years, pers, &questions) {
                let year = if year == "window" { String::new() } else { format!("&year={year}") };
                let (round, per) = (text(&round["id"]), text(per));
                let address = format!("/maps/{id}?by={by}&round={round}{year}&per={per}{question}");
                let answer = server.get(&address);
                if answer.status == 200 {
                    maps.push((address, answer.json()));
                }
            }
        }
    }
    maps
}

fn all<'a, A: Copy, B, C, D>(a: &'a [A], b: &'a [B], c: &'a [C], d: &'a [D]) -> Vec<(A, &'a B, &'a C, &'a D)> {
    let with_d = |a: A, b, c| d.iter().map(move |d| (a, b, c, d));
    let with_c = |a: A, b| c.iter().flat_map(move |c| with_d(a, b, c));
    a.iter().flat_map(|a| b.iter().flat_map(move |b| with_c(*a, b))).collect()
}

fn list(of: &Json) -> &[Json] {
    of.as_array().map_or(&[], Vec::as_slice)
}

fn text(of: &Json) -> &str {
    of.as_str().expect("a text")
}

fn number(of: &Json) -> f64 {
    of.as_f64().expect("a number")
}

/// The reported values of a map.
fn values(server: &Server, map: &Json) -> Vec<f64> {
    let answer = server.json(text(&map["values"]).strip_prefix(&server.base).expect("of the server"));
    list(&answer["rows"]).iter().filter_map(|row| row["value"].as_f64()).collect()
}

/// Whether a class holds a value: its ends do, but for the break above it, and of changes, below zero, the one below it.
fn holds(map: &Json, at: usize, value: f64) -> bool {
    let classes = list(&map["classes"]);
    let (low, high) = (number(&classes[at]["low"]), number(&classes[at]["high"]));
    let mirrored = map["per"] == "change" && low < 0.0;
    let holds_low = !mirrored || at == 0 || low >= high;
    let holds_high = low >= high || if mirrored { high < 0.0 } else { at + 1 == classes.len() };
    let above = if holds_low { value >= low } else { value > low };
    above && if holds_high { value <= high } else { value < high }
}

/// Whether a label says that a value is in its class.
fn says(label: &str, value: f64) -> bool {
    let read = |text: &str| -> f64 {
        text.replace(',', "")
            .replace('\u{2212}', "-")
            .parse()
            .unwrap_or_else(|_| panic!("no number: {text:?} of {label:?}"))
    };
    let bare = label.replace("between ", "").replace("above ", "").replace("under ", "").replace(" and ", " to ");
    let Some((low, high)) = bare.split_once(" to ") else { return (read(&bare) - value).abs() < 1e-9 };
    assert_ne!(low, high, "one value has two numbers");
    let above = if label.starts_with("above ") || label.starts_with("between ") {
        value > read(low)
    } else {
        value >= read(low)
    };
    above
        && if label.contains("under ") || label.starts_with("between ") {
            value < read(high)
        } else {
            value <= read(high)
        }
}

/// A value as pages show it (`formatNumber`).
fn shown(value: f64, decimals: usize, is_count: bool) -> f64 {
    let size = value.abs();
    let usual = if size > 0.0 && size < 1.0 { 1 + (-size.log10().floor()).max(0.0) as usize } else { 1 };
    let decimals = if is_count { 0 } else { usual.max(decimals) };
    format!("{value:.decimals$}").parse().expect("a number")
}

/// 137 of 426 maps once had a class of zeros and others; "57.1 to 57.1" once stood in a legend; a break of 2.15 was once printed as 2.1.
#[test]
fn no_map_of_the_sample_misleads() {
    let server = Server::of_sample();
    let maps = maps(&server);
    assert!(maps.len() > 300, "{}", maps.len());
    let mut with_zeros = 0;
    for (address, map) in &maps {
        let (values, classes) = (values(&server, map), list(&map["classes"]));
        let decimals = map["legend"]["decimals"].as_u64().expect("a number") as usize;
        let units: u64 = classes.iter().filter_map(|class| class["units"].as_u64()).sum();
        assert_eq!(units, values.len() as u64, "{address}");
        for value in &values {
            let found: Vec<usize> = (0..classes.len()).filter(|at| holds(map, *at, *value)).collect();
            assert_eq!(found.len(), 1, "{address}: {value} is in {found:?} of {classes:?}");
            let class = &classes[found[0]];
            assert_eq!(
                *value == 0.0 && map["per"] != "change",
                class["kind"] == "zero",
                "{address}: {value} in {class}"
            );
            let shown = shown(*value, decimals, map["per"] == "none");
            let saying: Vec<&str> =
                classes.iter().map(|class| text(&class["label"])).filter(|label| says(label, shown)).collect();
            assert_eq!(saying, [text(&class["label"])], "{address}: {value}, shown as {shown}");
        }
        with_zeros += usize::from(classes.iter().any(|class| class["kind"] == "zero") && classes.len() > 1);
        let labels: BTreeSet<&str> = classes.iter().map(|class| text(&class["label"])).collect();
        let colours: BTreeSet<&str> = classes.iter().map(|class| text(&class["color"])).collect();
        assert_eq!((labels.len(), colours.len()), (classes.len(), classes.len()), "{address}");
    }
    assert!(with_zeros >= 30, "{with_zeros} maps have zeros beside others");
}

/// −7 % once looked like +244 %.
#[test]
fn equal_changes_up_and_down_are_equally_far_from_neutral() {
    let server = Server::of_sample();
    let mut seen = 0;
    for group in ["return_migrants", "emigrants", "international_migrant_workers"] {
        for (by, year) in [("admin1", 2022), ("admin2", 2022), ("admin2", 2023)] {
            for method in ["natural_breaks", "quantile", "equal_interval", "pretty", "head_tail", "standard_deviation"]
            {
                let address = format!("/maps/{group}?by={by}&year={year}&per=change&method={method}");
                let map = server.json(&address);
                let classes = list(&map["classes"]);
                let neutral = classes.iter().position(|class| class["kind"] == "neutral").expect("a neutral class");
                let ends = ["low", "high"].map(|end| number(&classes[neutral][end]));
                assert!(ends[0] + ends[1] == 0.0 && ends[1] <= 5.0, "{address}: {ends:?}");
                // Inner breaks are mirrored, as far as both sides are there.
                let up = classes[neutral..].iter().skip(1).map(|class| number(&class["low"]));
                let down = classes[..neutral].iter().rev().map(|class| -number(&class["high"]));
                assert!(up.zip(down).all(|(up, down)| up == down), "{address}: {classes:?}");
                let outer = [classes.first(), classes.last()].into_iter().flatten();
                assert!(outer.filter(|class| class["kind"] != "neutral").all(|class| class["units"] != 0), "{address}");
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 54);
    let (plain, given) = ("/maps/return_migrants?year=2022&per=change", "-100,-20,20,100");
    let map = server.json(&format!("{plain}&breaks={given}"));
    assert_eq!(map["breaks"], serde_json::json!([-100.0, -20.0, 20.0, 100.0]));
    assert!(map["style_url"].as_str().is_some_and(|style| style.contains("&method=manual&breaks=-100,-20,20,100")));
}

/// The classes of a map without what is counted in it.
fn scale(map: &Json) -> Vec<(f64, f64, String)> {
    let ranges = list(&map["classes"]).iter().filter(|class| class["kind"] == "range");
    ranges.map(|class| (number(&class["low"]), number(&class["high"]), text(&class["color"]).to_owned())).collect()
}

#[test]
fn maps_of_several_years_have_the_same_classes() {
    let server = Server::of_sample();
    for rest in [
        "by=admin2&per=per_1000_households",
        "by=admin1&per=share",
        "by=admin2&per=none",
        "by=admin2&within=KG06000000000&method=quantile&classes=4",
    ] {
        let of = |year: &str, more: &str| server.json(&format!("/maps/return_migrants?{rest}&year={year}{more}"));
        let years = ["2020", "2021", "2022", "2023", "2024"].map(|year| of(year, ""));
        assert!(years.iter().all(|map| scale(map) == scale(&years[0]) && !scale(map).is_empty()), "{rest}");
        assert!(years.iter().all(|map| map["legend"]["breaks"] == "shared" && map.get("breaks").is_none()));
        assert_eq!(of("2022", "&breaks=shared")["classes"], years[2]["classes"], "{rest}: what is usual, named");
        let own = of("2022", "&breaks=own");
        assert_ne!(scale(&own), scale(&years[2]), "{rest}");
        assert_eq!((&own["breaks"], &own["legend"]["breaks"]), (&"own".into(), &"own".into()));
        assert!(text(&own["style_url"]).contains("&breaks=own"), "the links of a map keep it");
        let window = of("window", "");
        assert_eq!(
            (&window["legend"]["breaks"], window["classes"] == years[0]["classes"]),
            (&"own".into(), false),
            "{rest}"
        );
    }
    let counted_once = server.json("/maps/internal_migrants?year=2023");
    assert_eq!(counted_once["legend"]["breaks"], "own");
}

#[test]
fn classes_are_as_many_as_asked_for_and_where_asked_for() {
    let server = Server::of_sample();
    let address = "/maps/return_migrants?by=admin2&year=2023&per=per_1000_households";
    for classes in 3..=7 {
        let map = server.json(&format!("{address}&classes={classes}"));
        assert_eq!((scale(&map).len(), &map["most_classes"]), (classes, &Json::from(classes)));
        assert!(text(&map["style_url"]).contains(&format!("&classes={classes}&")), "{}", map["style_url"]);
    }
    let given = server.json(&format!("{address}&breaks=25,62.5"));
    let breaks: Vec<f64> = scale(&given).iter().skip(1).map(|(low, ..)| *low).collect();
    assert_eq!(
        (breaks, &given["method"], &given["legend"]["breaks"]),
        (vec![25.0, 62.5], &"manual".into(), &"given".into())
    );
    assert_eq!(given["breaks"], serde_json::json!([25.0, 62.5]));
    assert_eq!(server.json(&format!("{address}&method=manual&breaks=25,62.5")), given);
    let style = text(&given["style_url"]).strip_prefix(&server.base).expect("of the server");
    assert_eq!(server.json(style), given["style"], "{style}");
    let embedded = server.json(&format!(
        "/embed.json?indicator=return_migrants&{}&breaks=25,62.5",
        &address["/maps/return_migrants?".len()..]
    ));
    assert_eq!(embedded["classes"], given["classes"]);
}

/// The legend of circles names about the largest count of all years.
#[test]
fn circles_of_several_years_have_one_scale() {
    let server = Server::of_sample();
    let address = |year: u16, more: &str| format!("/maps/return_migrants.svg?by=admin2&year={year}&per=none{more}");
    let years = 2020..=2024;
    let largest = |year: u16| {
        let map = server.json(&format!("/maps/return_migrants?by=admin2&year={year}&per=none"));
        values(&server, &map).into_iter().fold(0.0, f64::max)
    };
    let of_all = years.clone().map(largest).fold(0.0, f64::max);
    let least = years.clone().min_by(|a, b| largest(*a).total_cmp(&largest(*b))).expect("a year");
    let named = |picture: &str| -> f64 {
        let numbers =
            picture.split('>').filter_map(|part| part.split_once("</text")?.0.replace(',', "").parse::<f64>().ok());
        numbers.filter(|number| *number <= of_all && *number > 300.0).fold(0.0, f64::max)
    };
    let shared: BTreeSet<u64> = years.map(|year| named(&server.get(&address(year, "")).text()) as u64).collect();
    assert_eq!(shared.len(), 1, "{shared:?}");
    let own = named(&server.get(&address(least, "&breaks=own")).text());
    assert!((own as u64) < *shared.first().expect("a number"), "{own} {shared:?}");
}

/// The legend of a narrow picture is a bar with the breaks between its colours.
#[test]
fn pictures_print_breaks_exactly_and_one_value_once() {
    let server = Server::of_sample();
    let texts = |query: &str| -> Vec<String> {
        let svg = server
            .get(&format!("/maps/return_migrants.svg?year=2023&per=per_1000_households&width=400&{query}"))
            .text();
        let texts = svg.split("<text").skip(1).filter_map(|part| part.split_once('>')?.1.split_once("</text>"));
        texts.map(|(text, _)| text.replace("</tspan>", "").rsplit('>').next().unwrap_or_default().to_owned()).collect()
    };
    let given = texts("by=admin2&breaks=25.125,62.5");
    for exact in ["25.125", "62.5"] {
        assert_eq!(given.iter().filter(|text| *text == exact).count(), 1, "{exact}: {given:?}");
    }
    let map = server.json("/maps/return_migrants?year=2023&per=per_1000_households&by=admin0&breaks=own");
    let (label, alone) = (text(&map["classes"][0]["label"]).to_owned(), texts("by=admin0&breaks=own"));
    assert_eq!(alone.iter().filter(|text| **text == label).count(), 1, "{label}: {alone:?}");
}

#[test]
fn choices_without_an_answer_are_refused_with_what_is_accepted() {
    let server = Server::of_sample();
    for (query, parameter, says) in [
        ("classes=2", "classes", "from 3 to 7"),
        ("classes=8", "classes", "from 3 to 7"),
        ("breaks=20,10", "breaks", "the smallest first"),
        ("breaks=10,10", "breaks", "different"),
        ("breaks=1,2,3,4,5,6,7", "breaks", "1 to 6"),
        ("breaks=nan", "breaks", "numbers"),
        ("breaks=1,inf", "breaks", "numbers"),
        ("breaks=1e99", "breaks", "between"),
        ("breaks=none", "breaks", "shared, own"),
        ("method=manual", "method", "breaks=10,20,50"),
        ("method=manual&breaks=own", "method", "breaks=10,20,50"),
        ("method=quantile&breaks=10,20", "method", "finds breaks by itself"),
        ("method=manual&breaks=10,20&classes=3", "classes", "say how many"),
        ("per=change&breaks=10,20", "breaks", "both sides of zero"),
    ] {
        let refused = server.get(&format!("/maps/return_migrants?by=admin2&year=2023&{query}"));
        assert_eq!(refused.status, 400, "{query}");
        let problem = refused.json();
        assert_eq!(problem["parameter"], parameter, "{query}: {problem}");
        assert!(problem.to_string().contains(says), "{query}: {problem}");
        let mended = server.json(&format!("/embed.json?indicator=return_migrants&by=admin2&year=2023&{query}"));
        assert!(!list(&mended["notices"]).is_empty(), "a page mends it: {query}");
    }
}
