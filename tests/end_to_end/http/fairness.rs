//! One client who asks for much does not keep others waiting.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use fixtures::Dataset;
use tests::{Server, wait_until};

use crate::http::metric;

const GREEDY: (&str, &str) = ("X-Forwarded-For", "203.0.113.1");
const MODEST: (&str, &str) = ("X-Forwarded-For", "203.0.113.2");

fn crowd() -> (tempfile::TempDir, Server) {
    let folder = Dataset::crowd(20_000, &[2022, 2023]).write();
    let server =
        Server::start_with(folder.path(), &["--no-warm-up", "--trust-proxy", "127.0.0.1", "--timeout", "3600"]);
    (folder, server)
}

/// Heavy questions, each of which is another one.
fn heavy(number: usize) -> String {
    format!("/collections/communities/items?limit=10000&f=html&offset={number}")
}

/// Sends a request and does not wait for its answer.
fn ask_and_go_on(server: &Server, path: &str, (name, value): (&str, &str)) -> TcpStream {
    let mut stream = server.connect();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\n{name}: {value}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    stream
}

/// What has come of an answer so far.
fn come(stream: &mut TcpStream) -> Option<String> {
    stream.set_read_timeout(Some(Duration::from_millis(50))).expect("a timeout");
    let mut answer = [0; 2048];
    match stream.read(&mut answer) {
        Ok(read) => Some(String::from_utf8_lossy(&answer[..read]).to_ascii_lowercase()),
        Err(error) => {
            assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
            None
        }
    }
}

#[test]
fn heavy_requests_of_one_client_barely_delay_another() {
    let (_folder, server) = crowd();
    let mut heavy_ones: Vec<TcpStream> = (0..40).map(|number| ask_and_go_on(&server, &heavy(number), GREEDY)).collect();
    wait_until("heavy questions wait", || metric(&server, "kerben_requests_waiting") >= 10.0);
    // None of them has been asked before.
    for path in
        ["/rounds", "/indicators", "/collections", "/tiles/admin2.json", "/tiles/admin2/6/33/21.mvt", "/sources"]
    {
        assert!(matches!(server.request("GET", path, &[MODEST]).status, 200 | 204), "{path}");
    }
    let answered = heavy_ones.iter_mut().filter_map(come).count();
    assert!(answered < 30, "{answered} of 40 heavy ones were answered before");
}

/// What waits to be computed is bounded for each client; what is kept is given to everyone.
#[test]
fn one_client_cannot_fill_the_queue() {
    let (_folder, server) = crowd();
    let kept = "/rounds";
    assert_eq!(server.request("GET", kept, &[MODEST]).status, 200);
    let mut streams: Vec<TcpStream> = (0..400).map(|number| ask_and_go_on(&server, &heavy(number), GREEDY)).collect();
    let mut refused = 0;
    for answer in streams.iter_mut().filter_map(come).filter(|answer| answer.starts_with("http/1.1 429")) {
        assert!(answer.contains("\r\nretry-after: 1\r\n"), "{answer}");
        refused += 1;
    }
    assert!(refused > 50, "{refused} of 400 are refused");
    for client in [GREEDY, MODEST] {
        assert_eq!(server.request("GET", kept, &[client]).status, 200);
    }
    assert_eq!(server.request("GET", "/sources", &[MODEST]).status, 200, "there is room for others");
}
