use crate::http::{at_home, routes};

#[test]
fn head_is_get_without_a_body() {
    let server = at_home();
    let mut addresses: Vec<String> =
        routes(&server).iter().filter(|route| !route.is_of_the_moment()).map(|route| route.address.clone()).collect();
    addresses.extend(
        ["/nothing", "/rounds?x=1", "/collections/nope", "/tiles/admin2/8/0/0.mvt", "/kerben-map.js", "/?f=html"]
            .map(str::to_owned),
    );
    for path in addresses {
        for encoding in ["identity", "br"] {
            // On a connection that the server closes afterwards: a body would be seen.
            let ask = |method: &str| {
                server.send(
                    format!(
                        "{method} {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
                    )
                    .as_bytes(),
                )
            };
            let (get, head) = (ask("GET"), ask("HEAD"));
            assert_eq!(head.status, get.status, "{path}");
            assert_eq!(head.body, b"", "{path}");
            let headers = |answer: &tests::Answer| {
                let mut headers = answer.headers.clone();
                headers.retain(|(name, _)| !name.eq_ignore_ascii_case("date"));
                headers.iter_mut().for_each(|(name, _)| name.make_ascii_lowercase());
                headers.sort();
                headers
            };
            assert_eq!(headers(&head), headers(&get), "{path}");
        }
    }
}

/// Any page of the web may ask, without credentials, and read what it needs.
#[test]
fn cors_allows_every_response() {
    let server = at_home();
    let origin = ("Origin", "https://iom.example");
    for (path, status) in [
        ("/rounds", 200),
        ("/tiles/admin2/5/22/11.mvt", 200),
        ("/tiles/admin2/8/0/0.mvt", 204),
        ("/kerben-map.js", 200),
        ("/rounds?x=1", 400),
        ("/nothing", 404),
    ] {
        let answer = server.request("GET", path, &[origin]);
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"), "{path}");
        assert_eq!(answer.header("Access-Control-Allow-Credentials"), None, "{path}");
        let readable = answer.header("Access-Control-Expose-Headers").unwrap_or_default();
        assert!(readable.contains("ETag") && readable.contains("Link"), "{path}: {readable}");
    }
    assert_eq!(server.request("POST", "/rounds", &[origin]).header("Access-Control-Allow-Origin"), Some("*"));
}

#[test]
fn cors_preflight_lists_the_allowed_methods() {
    let server = at_home();
    for route in routes(&server) {
        let asked = [
            ("Origin", "https://iom.example"),
            ("Access-Control-Request-Method", "GET"),
            ("Access-Control-Request-Headers", "if-none-match"),
        ];
        let answer = server.request("OPTIONS", &route.address, &asked);
        assert_eq!((answer.status, answer.body.len()), (204, 0), "{}", route.address);
        assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"));
        assert_eq!(answer.header("Access-Control-Allow-Methods"), Some("GET, HEAD, OPTIONS"));
        assert_eq!(answer.header("Access-Control-Allow-Headers"), Some("*"));
        assert_eq!(answer.header("Access-Control-Max-Age"), Some("86400"));
    }
}
