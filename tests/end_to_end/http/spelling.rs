//! A request may be written in many ways; the answer does not depend on which, nor on who asked before.

use serde_json::Value as Json;
use tests::{Server, sample};

fn link<'d>(document: &'d Json, rel: &str) -> &'d str {
    let links = document["links"].as_array().expect("links");
    let link = links.iter().find(|link| link["rel"] == rel).unwrap_or_else(|| panic!("no link {rel}"));
    link["href"].as_str().expect("an address")
}

#[test]
fn links_do_not_depend_on_how_another_client_wrote_its_query() {
    let server = Server::of_sample();
    for writings in [
        ["/collections/admin2/items?limit=5&year=2023", "/collections/admin2/items?year=%32023&limit=5"],
        ["/collections/admin2/items?limit=5&year=2023", "/%63ollections/admin%32/items?%79ear=2023&limit=005"],
        ["/collections/admin2/items?limit=10000", "/collections/admin2/items?limit=99999999999999999999"],
        ["/collections/admin2/items/KG06211000000?year=2023", "/collections/admin2/items/%4BG06211000000?year=2023"],
        ["/collections/admin2/items?limit=2&bbox=70,40,75,42", "/collections/admin2/items?bbox=70%2C40,75,42&limit=2"],
    ] {
        let pages: Vec<Vec<u8>> = writings.iter().map(|path| server.get_as_written(path).body).collect();
        assert_eq!(pages[0], pages[1], "{writings:?}");
        // A server that has not been asked before says the same.
        let fresh = Server::start_with(&sample(), &["--cache", "0"]);
        assert_eq!(fresh.get_as_written(writings[1]).body, pages[0], "{writings:?}");
    }
}

#[test]
fn the_self_link_has_the_given_parameters_only() {
    let server = Server::of_sample();
    for query in ["", "?limit=100", "?limit=7&year=2023", "?groups=emigrants&limit=1&properties=name%2Cemigrants"] {
        // In either order: what is given counts, also where it is the default.
        for first in [query.to_owned(), "?limit=100".to_owned()] {
            server.get(&format!("/collections/admin2/items{first}"));
        }
        let page = server.json(&format!("/collections/admin2/items{query}"));
        assert_eq!(link(&page, "self"), format!("{}/collections/admin2/items{query}", server.base));
    }
}

/// A plus in a path is a plus, however it is written, and a slash that is encoded parts nothing.
#[test]
fn paths_are_decoded_once() {
    let server = Server::of_sample();
    for (written, read) in [("K%2BX", "K+X"), ("K+X", "K+X"), ("K%20X", "K X"), ("K%2FX", "K/X"), ("K%252FX", "K%2FX")]
    {
        let answer = server.get_as_written(&format!("/collections/admin2/items/{written}"));
        assert_eq!((answer.status, &answer.json()["detail"]), (404, &format!("there is no `{read}` in admin2").into()));
    }
}
