use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::Server;

use crate::http::{at_home, routes};

/// What Firefox sends for a page.
pub const BROWSER: (&str, &str) = ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

#[test]
fn accept_selects_html_for_browsers_and_json_for_programs() {
    let server = at_home();
    let mut pages = 0;
    for route in routes(&server).iter().filter(|route| route.is_page()) {
        let path = &route.address;
        let page = server.request("GET", path, &[BROWSER]);
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(page.header("Content-Type"), Some("text/html; charset=utf-8"), "{path}");
        let html = page.text();
        let begin: String = html.chars().take(15).collect::<String>().to_lowercase();
        assert_eq!(begin, "<!doctype html>", "{path}");
        assert!(html.contains("<title>") && html.contains("lang=\"en\""), "{path}");
        assert!(html.contains("name=\"viewport\""), "{path} is made for telephones too");
        pages += 1;
        if route.media_types.len() == 1 {
            continue;
        }
        let separator = if path.contains('?') { '&' } else { '?' };
        let chosen = server.request("GET", &format!("{path}{separator}f=html"), &[("Accept", "application/json")]);
        assert_eq!(chosen.header("Content-Type"), Some("text/html; charset=utf-8"), "{path} with f=html");
        for headers in [&[][..], &[("Accept", "*/*")], &[("Accept", "application/json")]] {
            let data = server.request("GET", path, headers);
            let media_type = data.header("Content-Type").unwrap_or_default();
            assert!(media_type.contains("json"), "{path} {headers:?}: {media_type}");
            assert!(data.json().is_object(), "{path}");
        }
        let data = server.request("GET", &format!("{path}{separator}f=json"), &[BROWSER]);
        assert!(data.header("Content-Type").is_some_and(|found| found.contains("json")), "{path} with f=json");
    }
    assert!(pages >= 18, "{pages} pages");
}

#[test]
fn html_pages_show_disclaimers_and_citations() {
    let server = at_home();
    for path in [
        "/collections/admin2",
        "/collections/admin2/items",
        "/collections/admin2/items/KG06211000000",
        "/indicators/return_migrants/values?by=admin2",
        "/maps/return_migrants",
        "/services/hospital/distance",
        "/services/hospital/beyond?km=25",
        "/services/hospital/communities?beyond_km=25",
        "/collections/communities/items",
    ] {
        let data: Json = server.json(path);
        let html = server.request("GET", path, &[BROWSER]).text();
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for note in data["notes"].as_array().expect("notes") {
            assert!(html.contains(&escaped(note.as_str().expect("a note"))), "{path} says: {note}");
        }
        assert!(html.contains("llustrative"), "{path}");
        for source in data["sources"].as_array().expect("sources") {
            assert!(html.contains(&escaped(source["citation"].as_str().expect("a citation"))), "{path} cites {source}");
        }
        let disclaimer = data["disclaimer"].as_str().expect("a disclaimer");
        assert!(html.contains(&escaped(disclaimer)), "{path} has the disclaimer");
    }
    for path in ["/collections/admin2/items", "/maps/return_migrants?by=admin2"] {
        let html = server.request("GET", path, &[BROWSER]).text();
        assert!(html.contains("chematic boundaries"), "{path}");
    }
}

#[test]
fn request_text_is_never_markup_in_a_page() {
    let server = at_home();
    for path in [
        "/collections/admin2/items?properties=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/collections/admin2/items?f=html&round=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/collections/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/collections/admin2/items?f=html&datetime=2024-03-01&x=%3Cscript%3Ealert(1)",
    ] {
        let answer = server.request("GET", path, &[BROWSER]);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert_eq!(answer.header("Content-Type"), Some("text/html; charset=utf-8"), "{path}: people get a page");
        assert!(!answer.text().contains("<script"), "{path}");
        let for_programs = server.get(&path.replace("f=html", "f=json"));
        assert_eq!(for_programs.header("Content-Type"), Some("application/problem+json"), "{path}");
    }
    // What is accepted comes back in links, encoded.
    let path = "/collections/admin2/items?f=html&limit=1&within=x".replace("&within=x", "&datetime=..%2F2024-03-01");
    let html = server.request("GET", &path, &[BROWSER]).text();
    assert!(!html.contains("<script>alert"));
    let csp = server.request("GET", "/", &[BROWSER]);
    let policy = csp.header("Content-Security-Policy").expect("a policy");
    assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe-eval"), "{policy}");
}

#[test]
fn cors_exposes_the_informative_headers() {
    let answer = at_home().get("/collections/admin2/items?limit=1");
    assert_eq!(answer.header("Access-Control-Expose-Headers"), Some("ETag, Link, Content-Encoding, Content-Crs"));
    assert!(answer.header("Content-Crs").is_some() && answer.header("Link").is_some());
}

/// Behind a proxy that takes away a part of the path, an absolute address would lead past it.
#[test]
fn page_links_are_relative_without_a_public_url() {
    let server = Server::of_sample();
    let mut followed = BTreeSet::new();
    for route in routes(&server).iter().filter(|route| route.is_page()) {
        let path = &route.address;
        let html = server.request("GET", path, &[BROWSER]).text();
        // What other sites read of a page must be absolute: its own address, and where the line to embed it is.
        let is_for_sites = |before: &str| {
            let tag = before.rsplit('<').next().unwrap_or_default();
            tag.contains("rel=\"canonical\"") || tag.contains("application/json+oembed")
        };
        let parts: Vec<&str> = html.split(" href=\"").collect();
        let hrefs = parts.windows(2).filter(|pair| !is_for_sites(pair[0]));
        let hrefs = hrefs.filter_map(|pair| pair[1].split('"').next());
        for href in hrefs.filter(|href| !href.starts_with("data:") && !href.starts_with('#')) {
            if href.starts_with("https://") || href.starts_with("http://www.opengis.net/") {
                continue;
            }
            // `?lang=ru` is the same page in another language.
            if href.starts_with('?') {
                continue;
            }
            assert!(href.starts_with('.'), "{path} leads to {href}");
            let below = href.split('?').next().unwrap_or_default().trim_start_matches("../").trim_start_matches("./");
            followed.insert(below.to_owned());
        }
    }
    assert!(followed.len() > 40, "{followed:?}");
    // A template is no link: it leads nowhere.
    let map = server.request("GET", "/maps/return_migrants", &[BROWSER]).text();
    assert!(map.contains("{z}/{x}/{y}") && !map.contains("href=\"../tiles/admin2/{z}"));
}

/// A page may do no more than it needs, and tells other sites no more than where it is.
#[test]
fn every_page_has_security_headers() {
    let server = at_home();
    let pages: Vec<String> =
        routes(&server).into_iter().filter(crate::http::Route::is_page).map(|route| route.address).collect();
    for path in pages.iter().map(String::as_str).chain(["/nothing", "/rounds?x=1", "/embed/", "/"]) {
        let page = server.request("GET", path, &[BROWSER]);
        assert_eq!(page.header("Content-Type"), Some("text/html; charset=utf-8"), "{path}");
        let policy = page.header("Content-Security-Policy").unwrap_or_default();
        assert!(
            policy.starts_with("default-src 'self'") || policy.starts_with("default-src 'none'"),
            "{path}: {policy}"
        );
        assert!(policy.contains("base-uri 'none'") && !policy.contains("script-src 'unsafe"), "{path}: {policy}");
        assert_eq!(page.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
        assert_eq!(page.header("Referrer-Policy"), Some("strict-origin-when-cross-origin"), "{path}");
    }
    assert_eq!(server.get("/rounds").header("Content-Security-Policy"), None, "no page");
}
