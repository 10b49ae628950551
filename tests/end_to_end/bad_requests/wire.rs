//! Bytes that no honest client sends.

use tests::{Server, sample};

const CLOSE: &str = "Connection: close\r\n\r\n";

/// What is not HTTP, or more of it than is read: refused by the parser, before any route.
#[test]
fn malformed_http_is_refused_and_the_server_continues() {
    let server = Server::start(&sample());
    let long = "a".repeat(200_000);
    let many: String = (0..200).map(|number| format!("X-{number}: 1\r\n")).collect();
    let table: &[(&str, Vec<u8>, u16)] = &[
        ("no host", format!("GET /rounds HTTP/1.1\r\n{CLOSE}").into(), 400),
        ("two hosts", format!("GET /rounds HTTP/1.1\r\nHost: a\r\nHost: b\r\n{CLOSE}").into(), 400),
        ("a NUL in the path", format!("GET /a\0b HTTP/1.1\r\nHost: x\r\n{CLOSE}").into(), 400),
        ("a space in the path", format!("GET /a b HTTP/1.1\r\nHost: x\r\n{CLOSE}").into(), 400),
        ("letters that are not encoded", format!("GET /округи HTTP/1.1\r\nHost: x\r\n{CLOSE}").into(), 400),
        ("a byte that is no text", [b"GET /rounds?a=\xff HTTP/1.1\r\nHost: x\r\n", CLOSE.as_bytes()].concat(), 400),
        ("a NUL in a header", format!("GET /rounds HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n{CLOSE}").into(), 400),
        ("the beginning of TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), 400),
        ("HTTP/2 without asking", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), 400),
        (
            "two lengths (request smuggling)",
            format!("POST /rounds HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n{CLOSE}")
                .into(),
            400,
        ),
        ("a query of 200 kB", format!("GET /rounds?a={long} HTTP/1.1\r\nHost: x\r\n{CLOSE}").into(), 431),
        ("a header of 200 kB", format!("GET /rounds HTTP/1.1\r\nHost: x\r\nX: {long}\r\n{CLOSE}").into(), 431),
        ("200 headers", format!("GET /rounds HTTP/1.1\r\nHost: x\r\n{many}{CLOSE}").into(), 431),
    ];
    for (what, request, status) in table {
        let answer = server.send(request);
        assert_eq!(answer.status, *status, "{what}: {}", answer.text());
        assert_eq!(answer.header("Content-Type"), Some("application/problem+json"), "{what}");
        assert_eq!(answer.json()["status"], *status, "{what}: in words, too");
        assert_eq!(server.get("/health/ready").status, 200, "after {what}");
    }
}

/// Filters are typed by hand, and what a person types is not encoded: whether the parser takes it or not, there is an answer in words.
#[test]
fn a_raw_character_in_a_query_is_answered_with_a_problem_document() {
    let server = Server::start(&sample());
    for raw in [">", "<", "\"", "{", "}", "|", "\\", "^", "`", "[", "]", " ", "é", "Ош", "\u{7f}"] {
        for query in [format!("filter=households{raw}5"), format!("datetime={raw}"), format!("{raw}=1")] {
            let answer = server.get_as_written(&format!("/collections/admin2/items?{query}"));
            assert_eq!(answer.status, 400, "{query}: {}", answer.text());
            assert_eq!(answer.header("Content-Type"), Some("application/problem+json"), "{query}");
            assert_eq!(answer.header("Access-Control-Allow-Origin"), Some("*"), "{query}");
            let problem = answer.json();
            assert_eq!(problem["status"], 400, "{query}");
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{query}: {problem}");
        }
    }
    let answer = server.get_as_written("/collections/admin2/items?filter=households>5");
    assert!(answer.text().contains("percent-encoded: > is %3E"), "{}", answer.text());
    // What was asked before on the same connection is answered first.
    let asked = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /rounds?a>1 HTTP/1.1\r\nHost: x\r\n\r\n";
    let both = server.send(asked.as_bytes());
    assert_eq!(both.status, 200);
    let rest = both.text();
    assert!(rest.contains("HTTP/1.1 400 Bad Request") && rest.contains("percent-encoded"), "{rest}");
}

#[test]
fn the_size_of_a_problem_does_not_grow_with_the_request() {
    let server = Server::start(&sample());
    let long = "a".repeat(8000);
    for path in [
        format!("/{long}"),
        format!("/assets/{long}"),
        format!("/collections/{long}"),
        format!("/collections/admin2/items/{long}"),
        format!("/services/{long}/distance"),
        format!("/maps/{long}"),
        format!("/rounds?{long}=1"),
        format!("/collections/admin2/items?limit={long}"),
        format!("/collections/admin2/items?bbox={long}"),
        format!("/collections/admin2/items?properties={}", &long[..4000]),
        format!("/collections/admin2/items?sortby={}", &long[..4000]),
        format!("/collections/admin2/items?sortby={}name", "name,".repeat(1000)),
        format!("/collections/admin2/items?after={long}"),
    ] {
        let answer = server.get_as_written(&path);
        let shown = &path[..40];
        assert!(matches!(answer.status, 400 | 404), "{shown}: {}", answer.status);
        assert!(answer.body.len() < 1500, "{shown}: {} bytes", answer.body.len());
    }
    let answer = server.get_as_written(&format!("/rounds?a={long}{long}{long}"));
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["detail"], "the query string is longer than 12288 bytes");
}

/// Links begin with the host that the client asked for, so that they work behind any name; never with what is no host.
#[test]
fn a_forged_host_is_not_echoed() {
    let server = Server::start(&sample());
    for host in [
        "evil.example\"><script>alert(1)</script>",
        "user@evil.example",
        "evil.example/x?",
        "evil example",
        "",
        "evil:b:c",
        ":",
        "[]",
        "evil.example:99999",
    ] {
        for path in ["/?f=json", "/collections/admin2/items?limit=1", "/collections?f=html", "/tiles/admin2.json"] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{CLOSE}");
            let answer = server.send(request.as_bytes());
            assert_eq!(answer.status, 200, "{host} {path}");
            let all = format!("{:?} {}", answer.headers, answer.text());
            assert!(!all.contains("evil") && !all.contains("<script>alert"), "{host} comes back from {path}");
            // The address that the server listens on is nobody's business either.
            assert!(!all.contains(server.base.trim_start_matches("http://")), "{host}: {path} tells where it listens");
            assert!(
                path.ends_with("f=html") || all.contains("\"/collections") || all.contains("\"/tiles"),
                "{path}: {all}"
            );
        }
    }
    let forwarded = server.request(
        "GET",
        "/?f=json",
        &[("X-Forwarded-Host", "evil.example"), ("Forwarded", "host=evil.example"), ("X-Forwarded-Proto", "gopher")],
    );
    assert!(!forwarded.text().contains("evil") && !forwarded.text().contains("gopher"));
}

/// Names of services have underscores, and a request for a proxy names the host in its address: that one counts.
#[test]
fn a_host_is_taken_from_the_address_or_the_header() {
    let server = Server::start(&sample());
    for (address, header, expected) in [
        ("", "my_service:8080", "http://my_service:8080/"),
        ("", "[2001:db8::1]:81", "http://[2001:db8::1]:81/"),
        ("", "maps.example:65535", "http://maps.example:65535/"),
        ("http://maps.example:81", "other.example", "http://maps.example:81/"),
    ] {
        let request = format!("GET {address}/tiles/admin2.json HTTP/1.1\r\nHost: {header}\r\n{CLOSE}");
        // Twice: what was asked before is answered without another look.
        for _ in 0..2 {
            let answer = server.send(request.as_bytes());
            let tiles = answer.json()["tiles"][0].as_str().expect("an address").to_owned();
            assert!(tiles.starts_with(&format!("{expected}tiles/")), "{address} {header}: {tiles}");
        }
    }
}

#[test]
fn a_list_of_100_kb_is_refused_and_two_lines_are_one_list() {
    let server = Server::start(&sample());
    let commas = ",".repeat(100_000);
    for name in ["Accept", "Accept-Encoding", "If-None-Match"] {
        for value in [&*commas, &"*/*,".repeat(25_000)] {
            let request = format!("GET /rounds HTTP/1.1\r\nHost: x\r\n{name}: {value}\r\n{CLOSE}");
            let answer = server.send(request.as_bytes());
            assert_eq!(answer.status, 431, "{name}");
            assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains(&name.to_lowercase())));
        }
    }
    let plain = server.send(format!("GET /rounds HTTP/1.1\r\nHost: x\r\n{CLOSE}").as_bytes());
    let etag = plain.header("ETag").expect("a tag").to_owned();
    for _ in 0..2 {
        let two =
            format!("GET /rounds HTTP/1.1\r\nHost: x\r\nIf-None-Match: \"other\"\r\nIf-None-Match: {etag}\r\n{CLOSE}");
        assert_eq!(server.send(two.as_bytes()).status, 304);
        let two = format!("GET /rounds HTTP/1.1\r\nHost: x\r\nAccept: image/png\r\nAccept: text/html\r\n{CLOSE}");
        assert_eq!(server.send(two.as_bytes()).header("Content-Type"), Some("text/html; charset=utf-8"));
        let two = format!("GET /rounds HTTP/1.1\r\nHost: x\r\nAccept-Encoding: x\r\nAccept-Encoding: gzip\r\n{CLOSE}");
        assert_eq!(server.send(two.as_bytes()).header("Content-Encoding"), Some("gzip"));
    }
}

#[test]
fn a_line_break_in_a_parameter_ends_up_in_no_header() {
    let server = Server::start(&sample());
    for path in [
        "/collections/admin2/items?round=kgz-r3%0d%0aX-Evil:%201",
        "/collections/admin2/items?datetime=2024-02-01%0d%0aX-Evil:%201",
        "/collections/admin2%0d%0aX-Evil:%201/items",
        "/%0d%0aX-Evil:%201",
        "/maps/return_migrants?within=KG%0d%0aX-Evil:%201",
    ] {
        let answer = server.get_as_written(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert_eq!(answer.header("X-Evil"), None, "{path}");
    }
    // Where the query comes back in a header, it comes back encoded.
    let answer = server.get_as_written("/collections/admin2/items?properties=name%20%0d%0a&limit=1");
    assert_eq!(answer.header("X-Evil"), None);
}

/// The connection of a refused tunnel stays open for as long as any client may be silent, and no longer.
#[test]
fn connect_is_refused_and_its_connection_closed() {
    let server = Server::start(&sample());
    let started = std::time::Instant::now();
    let answer = server.send(format!("CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n{CLOSE}").as_bytes());
    assert_eq!(answer.status, 405);
    assert!(started.elapsed().as_secs() < 20, "closed after {:?}", started.elapsed());
}
