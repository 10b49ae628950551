use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tests::{Answer, Server, sample, wait_until};

use crate::http::metric;

#[test]
fn every_request_is_counted_by_route_and_status() {
    let server = Server::start(&sample());
    let metrics = server.get("/metrics");
    assert_eq!(metrics.header("Content-Type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    let mut bytes = 0;
    for _ in 0..5 {
        bytes += server.get("/rounds").body.len();
    }
    for _ in 0..3 {
        assert_eq!(server.get("/rounds?x=1").status, 400);
    }
    for pcode in ["KG02205000000", "KG06211000000"] {
        server.json(&format!("/collections/admin2/items/{pcode}"));
    }
    assert_eq!(server.get("/collections/admin2/items/nope").status, 404);
    assert_eq!(server.get("/nothing").status, 404);
    assert_eq!(server.request("POST", "/rounds", &[]).status, 405);
    assert_eq!(server.get("/tiles/admin2/8/0/0.mvt").status, 204);

    let requests = |route: &str, status: u16| {
        metric(&server, &format!("kerben_requests_total{{route=\"{route}\",status=\"{status}\"}}"))
    };
    assert_eq!(requests("/rounds", 200), 5.0);
    assert_eq!(requests("/rounds", 400), 3.0);
    // By route, not by address: clients cannot make the list of measures grow.
    assert_eq!(requests("/collections/{collection}/items/{feature}", 200), 2.0);
    assert_eq!(requests("/collections/{collection}/items/{feature}", 404), 1.0);
    assert_eq!(requests("/tiles/{collection}/{z}/{x}/{y}.mvt", 204), 1.0);
    assert_eq!(requests("files", 404), 1.0);
    assert_eq!(requests("methods", 405), 1.0);
    assert_eq!(metric(&server, "kerben_request_seconds_count{route=\"/rounds\"}"), 8.0);
    assert!(metric(&server, "kerben_response_bytes_total{route=\"/rounds\"}") >= bytes as f64);
    assert_eq!(metric(&server, "kerben_requests_in_flight"), 1.0, "the one that asks");
}

#[test]
fn equivalent_queries_share_a_cache_entry() {
    let server = Server::start(&sample());
    let ask = |query: &str| server.get(&format!("/tiles/admin2/6/45/23.mvt{query}"));
    let first = ask("?year=2023&per=share&indicator=emigrants");
    assert_eq!(first.status, 200);
    for same in [
        "?indicator=emigrants&year=2023&per=share",
        "?per=share&&indicator=emigrants&year=2023&",
        "?year=2023&per=%73hare&indicator=emigrants",
    ] {
        assert_eq!(ask(same).body, first.body, "{same}");
    }
    assert_eq!(ask("?year=2023&per=share&indicator=emigrants&noise=1").status, 400);
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 1.0);
    assert_eq!(metric(&server, "kerben_cache_hits_total"), 3.0);
    assert_ne!(ask("?year=2022&per=share&indicator=emigrants").body, first.body);
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 2.0);
}

#[test]
fn metrics_count_cached_bytes() {
    let server = Server::start(&sample());
    let kept = || ["kerben_cache_bytes", "kerben_attributes_bytes"].map(|name| metric(&server, name));
    let before = kept();
    let body = server.get("/tiles/communities/8/181/95.mvt?year=2023").body;
    // Kept replies are counted in passing, not with each reply.
    wait_until("what is kept is counted", || {
        server.get("/tiles/communities/8/181/95.mvt?year=2023");
        let now = kept();
        now[0] >= before[0] + body.len() as f64 && now[1] > before[1]
    });
}

#[test]
fn concurrent_equal_requests_are_computed_once() {
    let server = Server::start(&sample());
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| server.json("/collections/communities/items?limit=10000"));
        }
    });
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 1.0);
}

#[test]
fn without_a_cache_every_response_is_computed() {
    let server = Server::start_with(&sample(), &["--cache", "0"]);
    for _ in 0..3 {
        server.json("/rounds");
    }
    assert_eq!(metric(&server, "kerben_cache_misses_total"), 3.0);
}

/// Clients go away while they wait; what they asked for is not in flight for ever.
#[test]
fn requests_of_disconnected_clients_leave_the_in_flight_count() {
    let server = Server::start(&sample());
    let waiting: Vec<TcpStream> = (0..40)
        .map(|number| {
            let mut stream = server.connect();
            let path = format!("/collections/communities/items?limit=10000&f=html&offset={number}");
            stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).expect("sent");
            stream
        })
        .collect();
    let in_flight = || metric(&server, "kerben_requests_in_flight");
    wait_until("the requests are in flight", || in_flight() > 10.0);
    drop(waiting);
    wait_until("only the request for the metrics is in flight", || in_flight() == 1.0);
}

#[test]
fn each_request_is_one_line_of_json_in_the_log() {
    let mut server = Server::start(&sample());
    server.json("/rounds");
    server.get("/collections/admin2/items?limit=1&properties=name%0a%7B%22level%22:%22ERROR%22%7D");
    server.get_as_written("/%0d%0a%7B%22level%22:%22ERROR%22%7D");
    server.request("BREW", "/rounds", &[]);
    server.signal("TERM");
    server.wait();
    let log = server.log();
    let lines: Vec<Json> = log.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let requests: Vec<&Json> = lines.iter().filter(|line| line["message"] == "request").collect();
    assert_eq!(requests.len(), 4, "{log}");
    for line in &requests {
        for member in ["timestamp", "level", "method", "path", "query", "route", "status", "milliseconds", "bytes"] {
            assert!(!line[member].is_null(), "{member} of {line}");
        }
    }
    assert_eq!((&requests[0]["route"], &requests[0]["status"]), (&Json::from("/rounds"), &Json::from(200)));
    assert_eq!(requests[3]["method"], "BREW");
}

/// Connections that have been accepted, each with a request that takes a while.
fn busy(server: &Server, count: usize) -> Vec<TcpStream> {
    let mut streams: Vec<TcpStream> = (0..count).map(|_| server.connect()).collect();
    for stream in &mut streams {
        stream.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
        let mut answer = [0; 4096];
        let read = stream.read(&mut answer).expect("an answer");
        assert!(answer[..read].starts_with(b"HTTP/1.1 200 OK"));
    }
    for stream in &mut streams {
        let request =
            "GET /collections/communities/items?limit=10000&f=html HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        stream.write_all(request.as_bytes()).expect("sent");
    }
    streams
}

#[test]
fn sigterm_finishes_requests_in_flight() {
    let mut server = Server::start(&sample());
    let streams = busy(&server, 8);
    // All eight have been read, and none has been answered: they take longer than this.
    wait_until("the requests are in flight", || metric(&server, "kerben_requests_in_flight") >= 9.0);
    let told = Instant::now();
    server.signal("TERM");
    for mut stream in streams {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("the whole answer");
        let answer = Answer::parse(&bytes).unwrap_or_else(|| panic!("no answer, {} bytes", bytes.len()));
        assert_eq!(answer.status, 200);
        let length: usize = answer.header("Content-Length").and_then(|text| text.parse().ok()).expect("a length");
        assert_eq!(answer.body.len(), length, "the whole body");
        assert!(answer.text().ends_with("</html>"));
    }
    let status = server.wait();
    assert_eq!(status.code(), Some(0), "{}", server.log());
    assert!(told.elapsed() < Duration::from_secs(30), "stopped after {:?}", told.elapsed());
    assert!(server.log().lines().last().is_some_and(|line| line.contains("\"stopped\"")), "{}", server.log());
    let address = server.base.trim_start_matches("http://");
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}

#[test]
fn sigterm_stops_an_idle_server_at_once_despite_open_connections() {
    let mut server = Server::start(&sample());
    let _silent: Vec<TcpStream> = (0..5).map(|_| server.connect()).collect();
    assert_eq!(server.get("/health/ready").status, 200);
    let told = Instant::now();
    server.signal("TERM");
    assert_eq!(server.wait().code(), Some(0));
    assert!(told.elapsed() < Duration::from_secs(15), "stopped after {:?}", told.elapsed());
}

#[test]
fn health_names_the_dataset() {
    let server = Server::start(&sample());
    assert_eq!(server.json("/health/live")["status"], "live");
    let ready = server.json("/health/ready");
    assert_eq!((&ready["status"], &ready["communities"]), (&Json::from("ready"), &Json::from(999)));
    let again = Server::start(&sample());
    assert_eq!(ready["fingerprint"], again.json("/health/ready")["fingerprint"], "the same data, the same fingerprint");
}
