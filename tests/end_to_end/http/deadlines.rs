//! Clients that begin and do not end: no connection is held for ever, and none holds much.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tests::{Server, sample, wait_until};

use crate::http::metric;

/// What the server gives a client for a request, in seconds.
const REQUEST: &str = "2";
/// Longer than the server needs to notice, on a busy machine.
const SOON: Duration = Duration::from_secs(20);

fn impatient(arguments: &[&str]) -> Server {
    let all = [&["--no-warm-up", "--request-timeout", REQUEST], arguments].concat();
    Server::start_with(&sample(), &all)
}

/// Reads until the server closes the connection; none where it does not.
fn read_until_closed(stream: &mut TcpStream) -> Option<Vec<u8>> {
    stream.set_read_timeout(Some(SOON)).expect("a timeout");
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => None,
        _ => Some(answer),
    }
}

fn begins_with_answer(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(SOON)).expect("a timeout");
    let mut begin = [0; 15];
    stream.read_exact(&mut begin).expect("an answer before the body has come");
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
}

#[test]
fn a_request_body_that_never_arrives_times_out() {
    let server = impatient(&[]);
    for head in [
        "GET /rounds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET /rounds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "GET /rounds HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
        "GET /rounds HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n",
        "HEAD /rounds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /rounds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
    ] {
        // Twice: what was asked before is answered a moment later without another look.
        for _ in 0..2 {
            let mut stream = server.connect();
            stream.write_all(head.as_bytes()).expect("sent");
            let answer = read_until_closed(&mut stream);
            let answer = answer.unwrap_or_else(|| panic!("open after {SOON:?}: {head:?}"));
            assert!(answer.starts_with(b"HTTP/1.1 "), "{head:?}: {}", String::from_utf8_lossy(&answer));
        }
    }
    assert_eq!(server.get("/rounds").status, 200);
}

#[test]
fn a_trickling_or_endless_request_body_is_cut_off() {
    let server = impatient(&[]);
    for (piece, pause) in [("1\r\na\r\n".to_owned(), 50), (format!("10000\r\n{}\r\n", "a".repeat(65_536)), 0)] {
        let mut stream = server.connect();
        stream.write_all(b"GET /rounds HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n").expect("sent");
        begins_with_answer(&mut stream);
        let begun = Instant::now();
        stream.set_write_timeout(Some(SOON)).expect("a timeout");
        while stream.write_all(piece.as_bytes()).is_ok() {
            assert!(begun.elapsed() < SOON, "still read after {SOON:?}");
            std::thread::sleep(Duration::from_millis(pause));
        }
    }
}

/// A small body is read to its end, and the connection serves the next request.
#[test]
fn a_small_body_of_a_get_is_skipped() {
    let server = impatient(&[]);
    let mut stream = server.connect();
    let with_body = "GET /health/live HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    stream.write_all(format!("{with_body}GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).expect("sent");
    let answers = String::from_utf8(read_until_closed(&mut stream).expect("closed when idle")).expect("text");
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 1, "{answers}");
    assert_eq!(answers.matches("HTTP/1.1 404").count(), 1, "{answers}");
}

#[test]
fn an_unfinished_second_request_is_disconnected() {
    let server = impatient(&[]);
    for letters in [false, true] {
        let mut stream = server.connect();
        stream.write_all(b"GET /rounds HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
        begins_with_answer(&mut stream);
        stream.write_all(b"GET /rounds HTTP/1.1\r\nHo").expect("sent");
        let begun = Instant::now();
        while letters && stream.write_all(b"a").is_ok() {
            assert!(begun.elapsed() < SOON, "open after {SOON:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
        assert!(read_until_closed(&mut stream).is_some(), "open after {SOON:?}");
    }
}

/// A connection that is used again and again is not taken for one that waits.
#[test]
fn a_busy_connection_stays_open_beyond_the_deadlines() {
    let server = impatient(&["--write-timeout", "1"]);
    let mut stream = server.connect();
    let mut head = || {
        stream.write_all(b"HEAD /rounds HTTP/1.1\r\nHost: x\r\n\r\n").expect("the connection is open");
        let mut answer = [0; 4096];
        let read = stream.read(&mut answer).expect("an answer");
        assert!(answer[..read].starts_with(b"HTTP/1.1 200 OK"));
    };
    // Several deadlines pass meanwhile, as another connection shows each time.
    for _ in 0..3 {
        head();
        let mut unfinished = server.connect();
        unfinished.write_all(b"GET /rounds HTTP/1.1\r\nHo").expect("sent");
        unfinished.set_nonblocking(true).expect("set");
        wait_until("an unfinished request is let go", || {
            head();
            !matches!(unfinished.read(&mut [0; 64]), Err(error) if error.kind() == ErrorKind::WouldBlock)
        });
    }
}

/// Replies of a megabyte each, all of them different.
fn large(number: usize) -> String {
    format!("/collections/communities/items?limit=10000&offset={number}")
}

/// Clients that ask for much, several times each, and read nothing.
fn deaf_clients(server: &Server, clients: usize) -> Vec<TcpStream> {
    (0..clients)
        .map(|client| {
            let mut stream = server.connect();
            let requests: String =
                (0..8).map(|_| format!("GET {} HTTP/1.1\r\nHost: x\r\n\r\n", large(client))).collect();
            stream.write_all(requests.as_bytes()).expect("sent");
            stream
        })
        .collect()
}

fn unread(server: &Server) -> usize {
    metric(server, "kerben_unread_bytes") as usize >> 20
}

#[test]
fn a_client_that_does_not_read_is_disconnected() {
    let server = impatient(&["--write-timeout", "3"]);
    let clients = deaf_clients(&server, 5);
    wait_until("something is held for them", || unread(&server) >= 1);
    wait_until("nothing is held for them any more", || metric(&server, "kerben_unread_bytes") == 0.0);
    for mut stream in clients {
        let answer = read_until_closed(&mut stream).expect("closed");
        assert!(answer.starts_with(b"HTTP/1.1 200 OK"));
    }
}

#[test]
fn memory_of_unread_responses_stays_within_the_budget() {
    let server = impatient(&["--unread", "8", "--cache", "0", "--write-timeout", "3600"]);
    assert_eq!(server.get(&large(0)).status, 200);
    let before = server.resident_mebibytes();
    let clients = deaf_clients(&server, 40);
    let mut most = 0;
    wait_until("the budget is used up", || {
        most = most.max(unread(&server));
        let answer = server.get(&large(0));
        answer.status == 503 && answer.header("Retry-After").is_some()
    });
    // Nobody else is refused what is small.
    assert_eq!(server.get("/rounds").status, 200);
    // Those who do not read are given up soon, and others get large replies again. Whoever comes next of the deaf may use it up again.
    wait_until("large replies are given again", || {
        most = most.max(unread(&server));
        server.get(&large(0)).status == 200
    });
    assert!(most < 24, "{most} MiB held");
    let held = server.resident_mebibytes().saturating_sub(before);
    assert!(held < 64, "{held} MiB more");
    drop(clients);
    wait_until("nothing is held for them any more", || metric(&server, "kerben_unread_bytes") == 0.0);
}
