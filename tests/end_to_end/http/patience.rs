use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use tests::{Server, sample, wait_until};

/// Clients that say nothing, begin and stop, or send a letter now and then.
#[test]
fn slow_clients_delay_no_others_and_are_disconnected() {
    let server = Server::start(&sample());
    let connect = |begin: &[u8]| {
        let mut stream = server.connect();
        stream.write_all(begin).expect("sent");
        stream
    };
    let begun = Instant::now();
    let mut half: Vec<TcpStream> = (0..100).map(|_| connect(b"GET /rounds HTTP/1.1\r\nHo")).collect();
    let mut silent: Vec<TcpStream> = (0..100).map(|_| connect(b"")).collect();
    let mut trickle = connect(b"GET /rounds HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    wait_until("a client that sends a letter now and then is let go", || {
        let asked = Instant::now();
        assert_eq!(server.get("/rounds").status, 200);
        let waited = asked.elapsed();
        assert!(waited < Duration::from_secs(3), "others wait {waited:?}");
        // Once the server has closed the connection, writing fails (a write or two later).
        trickle.write_all(b"a").is_err()
    });
    // They began before that client, and so nobody waits long for their end.
    for stream in half.iter_mut().chain(&mut silent) {
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        let mut rest = Vec::new();
        let ended = stream.read_to_end(&mut rest);
        let reset = ended.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset);
        assert!(ended.is_ok() || reset, "still open after {:?}: {ended:?}", begun.elapsed());
        if !rest.is_empty() {
            assert!(rest.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&rest));
        }
    }
}

#[test]
fn a_hundred_clients_at_once_are_all_answered() {
    let server = Server::start(&sample());
    let server = &server;
    let expected = server.get("/indicators/return_migrants/values?by=admin2").body;
    std::thread::scope(|scope| {
        for _ in 0..100 {
            let expected = &expected;
            scope.spawn(move || {
                for _ in 0..3 {
                    let answer = server.get("/indicators/return_migrants/values?by=admin2");
                    assert_eq!((answer.status, &answer.body), (200, expected));
                }
            });
        }
    });
}

/// Several requests on one connection, the second sent before the first is answered.
#[test]
fn pipelined_requests_are_answered_in_order() {
    let server = Server::start(&sample());
    let mut stream = server.connect();
    let requests = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n\
                    HEAD /rounds HTTP/1.1\r\nHost: x\r\n\r\nGET /health/ready HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(requests.as_bytes()).expect("sent");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).expect("answers");
    let statuses: Vec<&str> = answers
        .match_indices("HTTP/1.1 ")
        .map(|(at, found)| &answers[at + found.len()..at + found.len() + 3])
        .collect();
    assert_eq!(statuses, ["200", "404", "200", "200"], "{answers}");
}
