//! `/at/{round}/{year}` is a complete API root: everything is there, about that round and year, and every link stays below it.

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::{Server, sample};

use crate::http::{routes, routes_below};

const PUBLIC: &str = "https://maps.example/kerben";

/// Every text in a document that is an address of the server.
fn addresses(document: &Json, found: &mut Vec<String>) {
    match document {
        Json::String(text) if text.contains("://maps.example") => found.push(text.clone()),
        Json::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        Json::Object(members) => members.values().for_each(|member| addresses(member, found)),
        _ => {}
    }
}

fn hrefs(html: &str) -> Vec<&str> {
    html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_route_and_its_links_work_below_an_api_root() {
    let alone = Server::start_with(&sample(), &["--public-url", PUBLIC]);
    let other = Dataset::sandland().write();
    let other = other.path().to_str().expect("a path");
    let beside_another = Server::start_with(&sample(), &["--public-url", PUBLIC, other]);
    let roots = ["/at/kgz-r3/2023", "/at/kgz-r3/window", "/kyrgyzstan", "/kyrgyzstan/at/kgz-r3/2023"];
    for (server, roots) in [(&alone, &roots[..]), (&beside_another, &roots[2..])] {
        every_link_stays_below(server, roots);
    }
}

fn every_link_stays_below(server: &Server, roots: &[&str]) {
    let mut seen = 0;
    for root in roots {
        assert_eq!(server.json(&format!("{root}/api"))["servers"][0]["url"], format!("{PUBLIC}{root}"));
        for route in routes_below(server, root) {
            let path = &route.address;
            let answer = server.get(path);
            assert_eq!(answer.status, 200, "{path}: {}", answer.text());
            let mut links: Vec<String> = answer
                .header("Link")
                .into_iter()
                .flat_map(|links| links.split('<').skip(1))
                .map(str::to_owned)
                .collect();
            if answer.header("Content-Type").is_some_and(|media_type| media_type.contains("json")) {
                addresses(&answer.json(), &mut links);
            }
            seen += links.len();
            for link in links {
                assert!(link.starts_with(&format!("{PUBLIC}{root}")), "{path} leads to {link}");
            }
            // The pages of scripts are files of their own.
            if route.is_page()
                && !["/", "/embed", "/embed/builder", "/explore", "/planner"].contains(&route.template.as_str())
            {
                let html = server.request("GET", path, &[("Accept", "text/html")]).text();
                let own =
                    hrefs(&html).into_iter().filter(|href| !href.starts_with("http") || href.contains("maps.example"));
                // The same page in another language is below the same root.
                for href in own.filter(|href| !href.starts_with("data:") && !href.starts_with('?')) {
                    // The list of all datasets is above them.
                    let is_of_server = href.ends_with("../?f=html") || href == "..";
                    assert!(
                        is_of_server || href.starts_with(&format!("{PUBLIC}{root}/")),
                        "{path} as a page leads to {href}"
                    );
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 300, "{seen} links");
}

/// Also of what does not know under which address it is reached: then links of pages are relative.
#[test]
fn navigation_links_keep_the_api_root_and_the_proxy_prefix() {
    let server = Server::start(&sample());
    for (path, root) in [
        ("/collections", "."),
        ("/collections/admin2", ".."),
        ("/collections/admin2/items/KG06211000000", "../../.."),
        ("/at/kgz-r3/2023/collections", "."),
        ("/at/kgz-r3/2023/collections/admin2/items", "../.."),
        ("/at/kgz-r3/2023/nothing/here", ".."),
        ("/nothing/here", ".."),
        ("/api", "."),
    ] {
        let html = server.request("GET", path, &[("Accept", "text/html")]).text();
        let sources = format!("href=\"{root}/sources?f=html\"");
        assert!(html.contains(&sources), "{path} has no {sources}: {:?}", hrefs(&html));
    }
}

#[test]
fn round_and_year_of_the_root_are_the_defaults_of_routes_that_take_them() {
    let server = Server::start(&sample());
    let without_links = |path: &str| {
        let mut document = server.json(path);
        if let Some(members) = document.as_object_mut() {
            members.retain(|name, _| {
                !["links", "tiles", "style", "style_url", "picture", "values"].contains(&name.as_str())
            });
        }
        document
    };
    for year in ["2021", "2023", "window"] {
        for path in [
            "/collections/admin2/items?",
            "/collections/communities/items?limit=20&sortby=-return_migrants&",
            "/collections/admin2/items/KG06211000000?",
            "/indicators/return_migrants/values?by=admin2&",
            "/tiles/admin2.json?",
            "/maps/emigrants?",
        ] {
            let explicit = without_links(&format!("{path}round=kgz-r3&year={year}"));
            assert_eq!(without_links(&format!("/at/kgz-r3/{year}{path}")), explicit, "{path} at {year}");
            // Asked again it is the same.
            assert_eq!(without_links(&format!("/at/kgz-r3/{year}{path}year={year}&round=kgz-r3")), explicit, "{path}");
        }
        for tile in ["/tiles/admin2/5/22/11.mvt", "/tiles/communities/6/44/23.mvt"] {
            let explicit = server.get(&format!("{tile}?year={year}"));
            let below = server.get(&format!("/at/kgz-r3/{year}{tile}"));
            assert_eq!((below.status, &below.body), (200, &explicit.body), "{tile} at {year}");
        }
        // What has no years is what it is everywhere.
        for path in [
            "/rounds",
            "/services/hospital/beyond?km=18",
            "/indicators/households_beyond/values?service=hospital&km=25",
            "/indicators/communities_lacking/values?service=hospital",
            "/indicators/return_migrants/values?breakdown=country",
            "/maps/households_beyond?service=hospital&km=25",
        ] {
            assert_eq!(without_links(&format!("/at/kgz-r3/{year}{path}")), without_links(path), "{path} at {year}");
        }
        let only = "/tiles/admin2/5/22/11.mvt?geometry=only";
        assert_eq!(server.get(&format!("/at/kgz-r3/{year}{only}")).body, server.get(only).body);
    }
    // A map below a root asks for tiles below it, and they are there.
    for path in ["/maps/households_beyond?service=hospital&km=25", "/maps/return_migrants?within=KG06000000000"] {
        let map = server.json(&format!("/at/kgz-r3/2023{path}"));
        for (name, address) in [("tiles", &map["tiles"]), ("values", &map["values"])] {
            let address = address.as_str().expect("an address").replace("{z}/{x}/{y}", "5/22/11");
            let below = address.strip_prefix(&server.base).expect("an address of the server");
            assert!(below.starts_with("/at/kgz-r3/2023/"), "{name}: {below}");
            assert_eq!(server.get(below).status, 200, "{name}: {below}");
        }
    }
}

#[test]
fn parameters_that_contradict_the_api_root_are_refused() {
    let server = Server::start(&sample());
    for (path, status, parameter, accepted) in [
        ("/at/kgz-r3/2023/collections/admin2/items?year=2022", 400, "year", "2023"),
        ("/at/kgz-r3/2023/collections/admin2/items?year=window", 400, "year", "2023"),
        ("/at/kgz-r3/2023/indicators/emigrants/values?year=all", 400, "year", "2023"),
        ("/at/kgz-r3/window/tiles/admin2/5/22/11.mvt?year=2023", 400, "year", "window"),
        ("/at/kgz-r3/2023/services/hospital/distance?round=kgz-r2", 400, "round", "kgz-r3"),
        ("/at/kgz-r2/2023/collections", 404, "round", "kgz-r1, kgz-r3"),
        ("/at/%3Cb%3E/2023/", 404, "round", "kgz-r1, kgz-r3"),
        ("/at/kgz-r3/2019/collections", 404, "year", "window, 2020, 2021, 2022, 2023, 2024"),
        ("/at/kgz-r3/all/", 404, "year", "window, 2020"),
        ("/at/kgz-r3//", 404, "year", "window, 2020"),
        ("/at/kgz-r3", 404, "year", "window, 2020"),
        ("/at", 404, "round", "kgz-r1, kgz-r3"),
        ("/at/", 404, "round", "kgz-r1, kgz-r3"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(answer.header("Content-Type"), Some("application/problem+json"), "{path}");
        let problem = answer.json();
        assert_eq!(problem["parameter"], parameter, "{path}: {problem}");
        assert!(problem["accepted"].as_str().is_some_and(|known| known.starts_with(accepted)), "{path}: {problem}");
    }
    for path in ["/at/kgz-r3/2023/nothing", "/at/kgz-r3/2023/at/kgz-r3/2023/", "/att/kgz-r3/2023/"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.json()["detail"], format!("there is nothing at {path}"));
    }
}

#[test]
fn an_api_root_works_without_trailing_slash_and_serves_files() {
    let server = Server::start(&sample());
    let landing = server.json("/at/kgz-r3/2023");
    assert_eq!(landing, server.json("/at/kgz-r3/2023/"));
    assert_eq!(landing, server.json("/at/%6bgz-r3/2023/"), "however it is written");
    // Relative links of a page would lead elsewhere.
    let page = server.request("GET", "/at/kgz-r3/2023?f=html", &[]);
    assert_eq!((page.status, page.header("Location")), (301, Some("2023/?f=html")));
    let page = server.request("GET", "/at/kgz-r3/2023/", &[("Accept", "text/html")]);
    // The map that it begins with is that of the round and year.
    assert!(page.status == 200 && page.text().contains("Return migrants by district, 2023"), "{}", page.text());
    assert_eq!(server.get("/at/kgz-r3/2023/kerben-map.js").body, server.get("/kerben-map.js").body);
}

/// Replies are kept by what they depend on, and the root is a part of it; they are counted by route.
#[test]
fn cached_responses_are_separate_for_each_api_root() {
    let server = Server::start(&sample());
    let bodies = |path: &str| -> Vec<Vec<u8>> {
        let roots = ["", "/at/kgz-r3/2020", "/at/kgz-r3/2023", "/at/kgz-r3/window"];
        roots.iter().map(|root| server.get(&format!("{root}{path}")).body).collect()
    };
    for path in ["/collections/admin2/items", "/collections", "/tiles/admin2/5/22/11.mvt", "/rounds?f=html"] {
        let first = bodies(path);
        for _ in 0..3 {
            assert_eq!(bodies(path), first, "{path}");
        }
        assert!(path.starts_with("/rounds") || first[1] != first[2], "{path}");
    }
    let answered = |route: &str| {
        let metrics = server.get("/metrics").text();
        let lines = metrics.lines().filter(|line| line.starts_with("kerben_requests_total") && line.contains(route));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum::<f64>()
    };
    let before = answered("\"/collections/{collection}/items\"");
    server.get("/at/kgz-r3/2020/collections/admin2/items");
    assert!((answered("\"/collections/{collection}/items\"") - before - 1.0).abs() < 0.5);
    assert_eq!(answered("/at/"), 0.0);
    assert!(routes(&server).iter().all(|route| !route.template.contains("/at/")), "paths are documented once");
}
