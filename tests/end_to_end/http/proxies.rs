//! What proxies say is believed from those that the operator trusts.

use tests::{Server, sample};

fn tiles(server: &Server, headers: &[(&str, &str)]) -> String {
    let answer = server.request("GET", "/tiles/admin2.json", headers);
    answer.json()["tiles"][0].as_str().expect("an address").to_owned()
}

#[test]
fn links_use_the_address_forwarded_by_a_trusted_proxy() {
    let server = Server::start_with(&sample(), &["--trust-proxy", "10.0.0.0/8", "127.0.0.1"]);
    // Again and again, in turn: what was answered under one address is not given under another.
    for _ in 0..3 {
        for (headers, expected) in [
            (vec![("Forwarded", "for=203.0.113.7;proto=https;host=maps.example")], "https://maps.example/tiles/"),
            (
                vec![
                    ("X-Forwarded-For", "203.0.113.7"),
                    ("X-Forwarded-Proto", "https"),
                    ("X-Forwarded-Host", "maps.example"),
                    ("X-Forwarded-Prefix", "/kg"),
                ],
                "https://maps.example/kg/tiles/",
            ),
            (vec![("X-Forwarded-Proto", "https")], &*format!("https{}/tiles/", &server.base[4..])),
            (
                vec![("X-Forwarded-Host", "evil.example/x"), ("X-Forwarded-Proto", "gopher")],
                &*format!("{}/tiles/", server.base),
            ),
            (vec![], &*format!("{}/tiles/", server.base)),
        ] {
            let tiles = tiles(&server, &headers);
            assert!(tiles.starts_with(expected), "{headers:?}: {tiles}");
        }
    }
    let prefix = [("X-Forwarded-Host", "maps.example"), ("X-Forwarded-Prefix", "/kg")];
    let page = server.request("GET", "/collections?f=html", &prefix).text();
    assert!(page.contains("href=\"http://maps.example/kg/collections/admin2"), "{page}");
}

#[test]
fn forwarding_headers_of_others_are_ignored() {
    let headers = [("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example;proto=https")];
    for trusted in [&["--trust-proxy", "10.0.0.0/8"][..], &[]] {
        let server = Server::start_with(&sample(), trusted);
        assert!(tiles(&server, &headers).starts_with(&server.base));
    }
}
