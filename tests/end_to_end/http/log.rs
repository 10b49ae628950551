//! Whoever reads the log cannot stop, slow or grow the server by not reading it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use tests::{Server, sample};

use crate::http::metric;

/// Lines that can never be written are counted, and nothing else happens.
fn goes_on_without_its_log(server: &Server) {
    let before = server.resident_mebibytes();
    let long = "a".repeat(60_000);
    let asked = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for number in 0..250 {
                    // An address that is not there: the longest line that a client can cause.
                    let answer = server.get_as_written(&format!("/{number}{long}"));
                    assert_eq!(answer.status, 404);
                }
            });
        }
    });
    assert!(asked.elapsed() < Duration::from_secs(120), "2,000 requests took {:?}", asked.elapsed());
    let held = server.resident_mebibytes().saturating_sub(before);
    assert!(held < 64, "{held} MiB more");
    let asked = Instant::now();
    assert_eq!(server.get("/rounds").status, 200);
    assert!(asked.elapsed() < Duration::from_secs(5));
}

/// Far more lines than are queued.
fn more_than_is_queued(server: &Server) {
    let query = "&".repeat(500);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let request = format!("GET /health/live?{query} HTTP/1.1\r\nHost: x\r\n\r\n");
                let mut stream = server.connect();
                let mut answers = BufReader::new(stream.try_clone().expect("a stream"));
                for _ in 0..1000 {
                    stream.write_all(request.as_bytes()).expect("sent");
                    read_answer(&mut answers);
                }
            });
        }
    });
}

/// Reads one answer of a connection that stays open.
fn read_answer(answers: &mut impl BufRead) {
    let mut length = 0;
    let mut line = String::new();
    while answers.read_line(&mut line).expect("a line") > 2 {
        let header = line.to_ascii_lowercase();
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        line.clear();
    }
    answers.read_exact(&mut vec![0; length]).expect("a body");
}

#[test]
fn an_unread_log_only_loses_lines() {
    let (mut read, write) = std::io::pipe().expect("a pipe");
    let server = Server::start_logging_to(&sample(), &["--no-warm-up"], write.into());
    goes_on_without_its_log(&server);
    more_than_is_queued(&server);
    let dropped = metric(&server, "kerben_log_dropped_total");
    assert!(dropped > 1000.0, "{dropped} lines dropped");
    // Somebody reads it after all. What is there is whole lines, and short ones.
    drop(server);
    let mut log = String::new();
    read.read_to_string(&mut log).expect("text");
    let lines: Vec<&str> = log.lines().collect();
    assert!(lines.len() > 10, "{} lines", lines.len());
    for line in lines {
        assert!(line.len() < 4096, "{} bytes", line.len());
        assert!(serde_json::from_str::<Json>(line).is_ok(), "{line}");
    }
}

#[test]
fn a_closed_log_pipe_does_not_stop_the_server() {
    let (read, write) = std::io::pipe().expect("a pipe");
    let server = Server::start_logging_to(&sample(), &["--no-warm-up"], write.into());
    drop(read);
    goes_on_without_its_log(&server);
    assert!(metric(&server, "kerben_log_dropped_total") >= 1000.0);
}

#[test]
fn a_full_disk_under_the_log_does_not_stop_the_server() {
    let full = File::options().write(true).open("/dev/full").expect("/dev/full");
    let server = Server::start_logging_to(&sample(), &["--no-warm-up"], Stdio::from(full));
    goes_on_without_its_log(&server);
    assert!(metric(&server, "kerben_log_dropped_total") >= 1000.0);
}

/// However long what a client sends, its line in the log is short.
#[test]
fn log_lines_have_a_largest_length() {
    let mut server = Server::start(&sample());
    let long = "\u{1}".repeat(20_000);
    server.send(format!("{} /rounds HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "BREW".repeat(1000)).as_bytes());
    server.get_as_written(&format!("/{}", "%01".repeat(20_000)));
    server.get_as_written(&format!("/rounds?{}", "%01".repeat(20_000)));
    assert_eq!(server.send(format!("GET /{long} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).status, 400);
    server.signal("TERM");
    server.wait();
    let log = server.log();
    let requests: Vec<&str> = log.lines().filter(|line| line.contains("\"request\"")).collect();
    assert!(requests.len() >= 3, "{log}");
    assert!(requests.iter().all(|line| line.len() < 4096), "{log}");
}
