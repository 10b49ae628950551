//! What must hold for every address in the OpenAPI document, also those that come later.

use serde_json::{Value as Json, json};
use tests::{Server, sample, sample_address};

/// Path of each operation with the names of its query parameters. What is a page alone takes anything: see `http/shared_links.rs`.
fn operations(server: &Server) -> Vec<(String, Vec<String>)> {
    let api = server.json("/api");
    let paths = api["paths"].as_object().expect("paths");
    let operation = |(path, item): (&String, &Json)| {
        let address = sample_address(path);
        let parameters = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
        let in_query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        (address, in_query.map(|parameter| parameter["name"].as_str().expect("a name").to_owned()).collect())
    };
    let strict = paths.iter().filter(|(_, item)| item["get"]["responses"]["200"]["content"] != html_alone());
    let operations: Vec<_> = strict.map(operation).collect();
    assert!(operations.len() >= 24, "{} operations", operations.len());
    operations
}

fn html_alone() -> Json {
    json!({ "text/html; charset=utf-8": { "schema": { "type": "string" } } })
}

#[test]
fn no_route_takes_a_parameter_that_it_does_not_declare() {
    let server = Server::start(&sample());
    // Consumers of oEmbed add parameters of their own.
    for (path, _) in operations(&server).into_iter().filter(|(path, _)| path != "/oembed") {
        let answer = server.get_as_written(&format!("{path}?colour=red"));
        assert_eq!(answer.status, 400, "{path}");
        assert_eq!(answer.json()["parameter"], "colour", "{path}");
        assert_eq!(answer.json()["detail"], "there is no parameter `colour` here", "{path}");
    }
}

#[test]
fn no_parameter_of_any_route_may_be_empty_or_repeated_or_undecodable() {
    let server = Server::start(&sample());
    let mut tried = 0;
    for (path, parameters) in operations(&server).into_iter().filter(|(path, _)| path != "/oembed") {
        for parameter in parameters {
            for (query, expected) in [
                (format!("{parameter}="), format!("`{parameter}` does not accept ``")),
                (format!("{parameter}=%FF"), format!("`{parameter}` is not percent-encoded UTF-8 text")),
                (format!("{parameter}=1%00"), format!("`{parameter}` contains a NUL character")),
            ] {
                let answer = server.get_as_written(&format!("{path}?{query}"));
                assert_eq!(answer.status, 400, "{path}?{query}");
                assert_eq!(answer.json()["parameter"], parameter.as_str(), "{path}?{query}");
                assert_eq!(answer.json()["detail"], expected, "{path}?{query}");
                tried += 1;
            }
            // A value that every kind of parameter refuses comes first, or two that are both fine: a 400 either way.
            for value in ["1", "json", "en", "window", "true", "admin1", "hospital", "emigrants", "none", "reason"] {
                let answer = server.get_as_written(&format!("{path}?{parameter}={value}&{parameter}={value}"));
                assert_eq!(answer.status, 400, "{path}?{parameter}={value} twice");
                let problem = answer.json();
                assert_eq!(problem["parameter"], parameter.as_str(), "{path}?{parameter}={value} twice: {problem}");
                tried += 1;
            }
        }
    }
    assert!(tried > 1000, "{tried} requests");
}

#[test]
fn every_route_answers_other_methods_with_405_and_allow() {
    let server = Server::start(&sample());
    let paths = operations(&server).into_iter().map(|(path, _)| path);
    for path in paths.chain(["/nothing".to_owned(), "/kerben-map.js".to_owned()]) {
        for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            let request =
                format!("{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            let answer = server.send(request.as_bytes());
            assert_eq!(answer.status, 405, "{method} {path}");
            assert_eq!(answer.header("Allow"), Some("GET, HEAD, OPTIONS"), "{method} {path}");
            assert_eq!(answer.header("Content-Type"), Some("application/problem+json"), "{method} {path}");
            assert_eq!(answer.json()["detail"], "only GET, HEAD, OPTIONS are answered here", "{method} {path}");
        }
    }
}
