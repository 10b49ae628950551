use std::collections::BTreeSet;

use crate::http::{at_home, routes};

#[test]
fn unchanged_responses_are_304_without_a_body() {
    let server = at_home();
    let mut checked = 0;
    for route in routes(&server).iter().filter(|route| !route.is_of_the_moment()) {
        for encoding in ["identity", "gzip", "br", "zstd"] {
            let path = &route.address;
            let full = server.request("GET", path, &[("Accept-Encoding", encoding)]);
            assert_eq!(full.status, 200, "{path}");
            let etag = full.header("ETag").unwrap_or_else(|| panic!("{path} has no ETag")).to_owned();
            assert!(etag.starts_with('"') && etag.ends_with('"') && etag.len() > 20, "{path}: {etag} is strong");
            for tags in [etag.clone(), format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
                let asked = [("Accept-Encoding", encoding), ("If-None-Match", tags.as_str())];
                for method in ["GET", "HEAD"] {
                    let again = server.request(method, path, &asked);
                    assert_eq!(again.status, 304, "{method} {path} {tags}");
                    assert_eq!(again.body, b"", "{method} {path}");
                    // RFC 9110, section 15.4.5: what a 200 would have said of the cache.
                    for header in ["ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"] {
                        assert_eq!(again.header(header), full.header(header), "{header} of {method} {path}");
                    }
                    assert_eq!(again.header("Content-Encoding"), None, "{path}");
                }
            }
            let other = server.request("GET", path, &[("Accept-Encoding", encoding), ("If-None-Match", "\"other\"")]);
            assert_eq!((other.status, &other.body), (200, &full.body), "{path}");
            checked += 1;
        }
    }
    assert!(checked > 80, "{checked} answers");
}

#[test]
fn entity_tags_differ_by_encoding_and_by_content() {
    let server = at_home();
    for route in routes(&server).iter().filter(|route| !route.is_of_the_moment()) {
        let tag = |encoding: &str| {
            let answer = server.request("GET", &route.address, &[("Accept-Encoding", encoding)]);
            let packed = answer.header("Content-Encoding").map(str::to_owned);
            (packed, answer.header("ETag").expect("an ETag").to_owned())
        };
        // What is too small to be packed is the same in every encoding, and so is its tag.
        let tags: BTreeSet<(Option<String>, String)> = ["identity", "gzip", "br", "zstd"].map(tag).into();
        let different: BTreeSet<&String> = tags.iter().map(|(_, etag)| etag).collect();
        assert_eq!(tags.len(), different.len(), "{}: {tags:?}", route.address);
        // A tag of one encoding says nothing of another.
        let (_, gzip) = tag("gzip");
        if tags.len() > 1 {
            let asked = [("Accept-Encoding", "br"), ("If-None-Match", gzip.as_str())];
            assert_eq!(server.request("GET", &route.address, &asked).status, 200, "{}", route.address);
        }
    }
    let mut tags = BTreeSet::new();
    for year in ["2020", "2021", "2022", "2023", "2024", "window"] {
        for path in ["/tiles/admin2/5/22/11.mvt", "/collections/admin2/items", "/indicators/emigrants/values"] {
            let answer = server.get(&format!("{path}?year={year}"));
            assert!(tags.insert(answer.header("ETag").expect("an ETag").to_owned()), "{path}?year={year}");
        }
    }
}

#[test]
fn an_unchanged_dataset_has_the_same_tags_after_a_restart() {
    let tags = || -> Vec<(String, Option<String>)> {
        let server = at_home();
        let routes = routes(&server);
        let kept = routes.iter().filter(|route| !route.is_of_the_moment());
        let pages = ["/collections/communities/items?limit=10000", "/tiles/communities/6/44/23.mvt", "/kerben-map.js"];
        let addresses = kept.map(|route| route.address.clone()).chain(pages.map(str::to_owned));
        addresses
            .map(|path| {
                let answer = server.request("GET", &path, &[("Accept-Encoding", "br")]);
                (path, answer.header("ETag").map(str::to_owned))
            })
            .collect()
    };
    let before = tags();
    assert!(before.iter().all(|(_, etag)| etag.is_some()), "{before:?}");
    assert_eq!(before, tags());
}

#[test]
fn every_response_has_cache_control_and_vary() {
    let server = at_home();
    for route in routes(&server) {
        let answer = server.get(&route.address);
        let kept = match &route {
            route if route.is_of_the_moment() => "no-store",
            route if route.template.starts_with("/fonts/") || route.template.starts_with("/sprites/") => {
                "public, max-age=2592000"
            }
            _ => "public, max-age=60",
        };
        assert_eq!(answer.header("Cache-Control"), Some(kept), "{}", route.address);
        assert_eq!(answer.header("ETag").is_some(), !route.is_of_the_moment(), "{}", route.address);
        // Where the Accept header chooses between page and data, caches must keep both.
        // A page is in the language of its reader.
        let vary = match route.media_types.len() {
            1 if answer.header("Content-Type").is_some_and(|kind| kind.starts_with("text/html")) => {
                "Accept-Encoding, Accept-Language"
            }
            1 => "Accept-Encoding",
            _ => "Accept, Accept-Encoding",
        };
        assert_eq!(answer.header("Vary"), Some(vary), "{}", route.address);
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{}", route.address);
        if route.media_types.len() > 1 {
            let separator = if route.address.contains('?') { '&' } else { '?' };
            let word = if route.media_types[0].ends_with("vector-tile") { "mvt" } else { "json" };
            let chosen = server.get(&format!("{}{separator}f={word}", route.address));
            assert_eq!(chosen.header("Vary"), Some("Accept-Encoding"), "{} with f", route.address);
        }
    }
    let html = server.request("GET", "/", &[("Accept", "text/html")]).text();
    let assets: Vec<&str> =
        html.split('"').filter_map(|part| part.strip_prefix('.')).filter(|part| part.starts_with("/assets/")).collect();
    assert!(assets.len() >= 2, "the start page has a script and a style: {html}");
    for path in assets {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("public, max-age=31536000, immutable"), "{path}");
    }
    // The name that other sites embed stays the same while its content changes.
    assert_eq!(server.get("/kerben-map.js").header("Cache-Control"), Some("public, max-age=60"));
    for (path, status) in [("/nothing", 404), ("/rounds?x=1", 400), ("/tiles/admin2/0/9/9.mvt", 404)] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("Cache-Control")), (status, Some("no-store")), "{path}");
    }
}
