//! Addresses of pages as they come back from the world: with what others hung on them, half of it missing, or wrong.

use serde_json::Value as Json;
use tests::{Server, project, sample};

use crate::http::pages::BROWSER;
use crate::http::{at_home, metric};

/// What social networks, mail programs and careless editors make of a query.
const NOISE: [&str; 9] = [
    "fbclid=IwAR0_x",
    "utm_source=newsletter&utm_medium=e%2Dmail",
    "year=&year=2023&x=%FF&&=&%00",
    "indicator=",
    "indicator=households_beyond",
    "indicator=nope&by=admin9&lang=xx&km=-1&controls=1",
    "lang=ru-RU",
    "f=",
    "f=xml",
];

#[test]
fn pages_ignore_unknown_parameters() {
    let server = at_home();
    for page in ["/", "/embed", "/embed/"] {
        let plain = server.request("GET", page, &[BROWSER]);
        assert_eq!((plain.status, plain.header("Content-Type")), (200, Some("text/html; charset=utf-8")), "{page}");
        // The page of a map has the map that its address asks for; of that, noise says nothing.
        let says_nothing =
            |noise: &str| !noise.contains("indicator=") && !noise.contains("year=2023") && !noise.contains("lang=");
        for noise in NOISE.iter().filter(|noise| says_nothing(noise)) {
            let path = format!("{page}?{noise}");
            let answer = server.request("GET", &path, &[BROWSER]);
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.body == plain.body, "{path} is another page");
            assert_eq!(answer.header("ETag"), plain.header("ETag"), "{path}");
        }
        let long = server.request("GET", &format!("{page}?fbclid={}", "x".repeat(20_000)), &[BROWSER]);
        assert!(long.status == 200 && long.body == plain.body, "{page} with a long query: {}", long.status);
    }
    // The start page is also the landing page of the API, and as such as strict as the rest of it.
    for path in ["/?fbclid=1", "/?f=json&fbclid=1", "/rounds?fbclid=1", "/maps/return_migrants?fbclid=1"] {
        let answer = server.get(path);
        assert_eq!((answer.status, &answer.json()["parameter"]), (400, &Json::from("fbclid")), "{path}");
    }
}

#[test]
fn unknown_parameters_of_pages_add_no_cache_entries() {
    let server = Server::start_with(&sample(), &["--no-warm-up"]);
    const PAGES: [&str; 4] = ["/", "/embed", "/embed/", "/embed.json"];
    let ask = |noise: usize| {
        for page in PAGES {
            let path = format!("{page}?fbclid={noise}&year=x{noise}");
            assert_eq!(server.request("GET", &path, &[BROWSER]).status, 200, "{path}");
        }
    };
    ask(0);
    let hits = || metric(&server, "kerben_cache_hits_total");
    let before = hits();
    (1..=200).for_each(ask);
    // Every one of them was found in the cache, so none was added.
    assert_eq!(hits() - before, 200.0 * PAGES.len() as f64);
}

#[test]
fn embed_with_a_trailing_slash_refers_to_the_same_files() {
    let server = at_home();
    let (page, below) = (server.get("/embed").text(), server.get("/embed/").text());
    let files = |html: &str| -> Vec<String> {
        let references = html.split(['"', '\'']).filter(|part| part.starts_with("./") || part.starts_with("../"));
        references.map(str::to_owned).collect()
    };
    let (files, below) = (files(&page), files(&below));
    assert!(files.len() >= 3, "{files:?}");
    assert_eq!(files.iter().map(|file| format!(".{file}")).collect::<Vec<_>>(), below);
    assert!(files.iter().all(|file| server.get(&file[1..]).status == 200), "{files:?}");
}

#[test]
fn favicon_and_robots_txt_are_served() {
    let server = at_home();
    let icon = server.get("/favicon.ico");
    assert_eq!((icon.status, icon.header("Content-Type")), (200, Some("image/x-icon")));
    assert_eq!(icon.body[..4], [0, 0, 1, 0], "an icon");
    let robots = server.get("/robots.txt");
    assert_eq!((robots.status, robots.header("Content-Type")), (200, Some("text/plain; charset=utf-8")));
    assert!(robots.text().contains("User-agent: *") && robots.text().contains("Disallow: /tiles/"));
}

/// A query; members of the map that a page shows for it; how each of the sentences begins that readers are told.
type Mended = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const MENDED: &[Mended] = &[
    ("", &[("indicator", "return_migrants"), ("year", "window"), ("by", "admin2")], &[]),
    ("indicator=&year=&by=&lang=&utm_source=x", &[("indicator", "return_migrants"), ("year", "window")], &[]),
    (
        "indicator=households_beyond",
        &[("indicator", "households_beyond"), ("service", "hospital"), ("km", "25.0")],
        &[
            "No distance was chosen: the map is for more than 25 km.",
            "No service was chosen: the map is for a hospital.",
        ],
    ),
    (
        "indicator=communities_lacking",
        &[("indicator", "communities_lacking"), ("service", "hospital")],
        &["No service was chosen: the map is for a hospital."],
    ),
    (
        "indicator=households_beyond&service=internet&km=18",
        &[("service", "hospital"), ("km", "25.0")],
        &[
            "The service that was asked for is left out: round `kgz-r3` knows whether internet is available, but no distances to it.",
            "The distance that was asked for is left out: round `kgz-r3` knows the distance to hospital only in bands",
            "No distance was chosen: the map is for more than 25 km.",
            "No service was chosen: the map is for a hospital.",
        ],
    ),
    (
        "year=1999",
        &[("year", "window")],
        &[
            "The year that was asked for is left out: round `kgz-r3` counts return_migrants in 2020, 2021, 2022, 2023, 2024, not in 1999.",
        ],
    ),
    (
        "per=change&year=2024",
        &[("per", "change"), ("year", "2023")],
        &[
            "The year that was asked for is left out: 2024 is counted only in part",
            "No year was chosen: the map is for 2023.",
        ],
    ),
    ("per=change", &[("per", "change"), ("year", "2023")], &["No year was chosen: the map is for 2023."]),
    (
        "indicator=internal_migrants&per=change",
        &[("indicator", "internal_migrants"), ("per", "none")],
        &["The way of counting that was asked for is left out: a change is between two full years"],
    ),
    (
        "indicator=nope&within=KG99&round=r9&by=admin7",
        &[("indicator", "return_migrants"), ("round", "kgz-r3"), ("by", "admin2")],
        &[
            "The indicator that was asked for is left out: it is none that can be chosen.",
            "The level that was asked for is left out: it is none that can be chosen.",
            "The round that was asked for is left out: there is no round `r9`.",
            "The area that was asked for is left out: there is no unit `KG99`.",
        ],
    ),
    (
        "indicator=emigrants&service=clinic&km=5",
        &[("indicator", "emigrants")],
        &["The service that was asked for is left out", "The distance that was asked for is left out"],
    ),
    (
        "by=admin1&within=KG06211000000",
        &[("by", "admin1")],
        &["The area that was asked for is left out: `within` names a unit of admin2"],
    ),
    ("by=admin3", &[("by", "admin2")], &["The level that was asked for is left out: the dataset has no admin3 layer."]),
    (
        "indicator=emigrants&per=per_1000_population",
        &[("per", "none")],
        &["The way of counting that was asked for is left out"],
    ),
    (
        "indicator=communities_lacking&service=school&year=2023",
        &[("year", "window")],
        &["The year that was asked for is left out"],
    ),
];

#[test]
fn embed_json_answers_every_query_with_a_map_and_notices() {
    let server = Server::start(&sample());
    for (query, members, told) in MENDED {
        let map = server.json(&format!("/embed.json?{query}"));
        for (name, expected) in *members {
            let found = map[name].as_str().map_or_else(|| map[name].to_string(), str::to_owned);
            assert_eq!(found, *expected, "{name} of {query}");
        }
        let notices: Vec<&str> = map["notices"].as_array().expect("notices").iter().filter_map(Json::as_str).collect();
        assert_eq!(notices.len(), told.len(), "{query}: {notices:?}");
        for words in *told {
            assert!(notices.iter().any(|notice| notice.starts_with(words)), "{query}: {words}\nin {notices:?}");
        }
        let has_entries = map["legend"]["entries"].as_array().is_some_and(|entries| !entries.is_empty());
        assert!(has_entries || map["legend"]["circles"].is_object(), "{query}");
    }
    // What the address of an API root says is not overruled.
    let map = server.json("/at/kgz-r3/2023/embed.json?year=2022&indicator=emigrants&fbclid=1");
    assert_eq!(
        (&map["year"], map["notices"].as_array().map(Vec::len)),
        (&Json::from(2023), Some(1)),
        "{}",
        map["notices"]
    );
    assert_eq!(server.request("GET", "/at/kgz-r3/2023/embed?year=2022&fbclid=1", &[BROWSER]).status, 200);
    // What a client wrote is in no word that another one might get.
    let map = server.get("/embed.json?year=%3Cscript%3E&service=%3Cscript%3E").text();
    assert!(!map.contains("script"), "{map}");
}

#[test]
fn defaults_of_the_embed_exist_in_the_dataset() {
    let server = Server::start(&project().join("tests/datasets/provinces"));
    let shown = |query: &str| {
        let map = server.json(&format!("/embed.json?{query}"));
        let choice =
            ["indicator", "by", "round", "year", "per"].map(|name| map[name].as_str().unwrap_or_default().to_owned());
        let notices: Vec<String> =
            map["notices"].as_array().expect("notices").iter().map(ToString::to_string).collect();
        (choice.join(" "), notices.join(" "))
    };
    assert_eq!(shown(""), ("internal_migrants admin1 b window none".into(), String::new()));
    let (choice, notices) = shown("indicator=emigrants&per=share_of_all");
    assert_eq!(choice, "emigrants admin1 a window none");
    assert!(
        notices.contains("No round was chosen: the map is for Round A.") && notices.contains("way of counting"),
        "{notices}"
    );
    let (choice, notices) = shown("indicator=emigrants&per=change&round=b&by=admin2");
    assert_eq!(choice, "emigrants admin1 a  change", "of the year 2022");
    assert!(
        notices.contains("round") && notices.contains("the map is for 2022") && notices.contains("level"),
        "{notices}"
    );
    let (choice, notices) = shown("indicator=households_beyond&service=clinic&km=5&year=2023");
    assert_eq!(choice.split(' ').next(), Some("internal_migrants"), "{notices}");
    assert!(notices.contains("The indicator that was asked for is left out"), "{notices}");
    let (choice, _) = shown("indicator=return_migrants");
    assert_eq!(choice, "internal_migrants admin1 b window none");
}
