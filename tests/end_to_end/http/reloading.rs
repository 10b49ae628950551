//! Other data are taken up, and the server is stopped, without a request that is lost.

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use fixtures::Dataset;
use tests::{Server, binary, sample, wait_until};

fn communities(server: &Server) -> u64 {
    server.json("/health/ready")["communities"].as_u64().expect("a number")
}

/// Asks all the time while something happens: every answer is there, and of one of the data alone.
fn asking_all_the_time(server: &Server, happens: impl FnOnce()) {
    let (is_over, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let answer = server.json("/indicators/return_migrants/values?by=admin0&year=2023");
                    let row = &answer["rows"][0];
                    let count = row["communities"].as_u64().expect("a number");
                    assert_eq!(row["value"], (0..count).map(|at| at % 70).sum::<u64>(), "{row}");
                    let items = server.json("/collections/communities/items?limit=1&properties=name");
                    assert!(items["numberMatched"].as_u64().is_some_and(|matched| matched == 100 || matched == 200));
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        happens();
        let before = asked.load(Ordering::Relaxed);
        wait_until("the last requests are answered", || asked.load(Ordering::Relaxed) > before + 3);
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn sighup_reloads_the_data_without_losing_a_request() {
    let folder = Dataset::crowd(100, &[2023]).write();
    let server = Server::start(folder.path());
    let tag = |server: &Server| server.get("/tiles/communities/0/0/0.mvt").header("ETag").map(str::to_owned);
    let before = tag(&server);
    asking_all_the_time(&server, || {
        Dataset::crowd(200, &[2023]).write_to(folder.path());
        server.signal("HUP");
        wait_until("the data are loaded again", || communities(&server) == 200);
    });
    assert_ne!(tag(&server), before);

    // What cannot be used is not: the former data stay, and the log says why.
    std::fs::write(folder.path().join("counts.csv"), "community,returns_2023\nnobody,x\n").expect("written");
    server.signal("HUP");
    wait_until("the log says why the former data stay", || server.log().contains("the former data is still served"));
    assert!(server.log().contains("counts.csv"), "{}", server.log());
    assert_eq!(communities(&server), 200);
    Dataset::crowd(100, &[2023]).write_to(folder.path());
    server.signal("HUP");
    wait_until("the data are loaded again", || communities(&server) == 100);
}

fn build(dataset: &Path, editions: &Path) {
    let status = Command::new(binary()).arg("build").arg(dataset).arg("-o").arg(editions).output().expect("it runs");
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn a_new_current_edition_is_loaded_without_losing_a_request() {
    let (dataset, editions) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    Dataset::crowd(100, &[2023]).write_to(dataset.path());
    build(dataset.path(), editions.path());
    let server = Server::start_with(editions.path(), &["--archive-check", "1"]);
    assert_eq!(communities(&server), 100);
    Dataset::crowd(200, &[2023]).write_to(dataset.path());
    asking_all_the_time(&server, || {
        build(dataset.path(), editions.path());
        wait_until("the edition is taken up", || communities(&server) == 200);
    });
    // One that is current and damaged is not.
    let pointer = editions.path().join("current");
    std::fs::write(&pointer, "no-such-edition\n").expect("written");
    server.signal("HUP");
    wait_until("the log says why the former data stay", || server.log().contains("the former data is still served"));
    assert_eq!(communities(&server), 200);
}

/// Requests that were sent before the signal are answered: one after the other on a connection, on connections that were idle, and on
/// those that nobody has accepted yet.
#[test]
fn sigterm_answers_every_request_already_sent() {
    let mut server = Server::start_with(&sample(), &["--no-warm-up"]);
    let heavy = "GET /collections/communities/items?limit=10000&f=html HTTP/1.1\r\nHost: x\r\n\r\n";
    let light = "GET /rounds HTTP/1.1\r\nHost: x\r\n\r\n";
    let mut idle: Vec<_> = (0..10).map(|_| server.connect()).collect();
    for stream in &mut idle {
        stream.write_all(b"HEAD /rounds HTTP/1.1\r\nHost: x\r\n\r\n").expect("sent");
        let mut head = [0; 2048];
        assert!(stream.read(&mut head).expect("an answer") > 15);
    }
    let mut expected = Vec::new();
    let mut streams = Vec::new();
    for mut stream in idle {
        stream.write_all(light.as_bytes()).expect("sent");
        streams.push(stream);
        expected.push(1);
    }
    for _ in 0..4 {
        let mut stream = server.connect();
        stream.write_all(format!("{heavy}{light}{light}").as_bytes()).expect("sent");
        streams.push(stream);
        expected.push(3);
    }
    for _ in 0..50 {
        let mut stream = server.connect();
        stream.write_all(light.as_bytes()).expect("sent");
        streams.push(stream);
        expected.push(1);
    }
    server.signal("TERM");
    for (mut stream, expected) in streams.into_iter().zip(expected) {
        let mut answers = Vec::new();
        stream.read_to_end(&mut answers).expect("answers");
        let answers = String::from_utf8_lossy(&answers);
        assert_eq!(answers.matches("HTTP/1.1 200 OK\r\n").count(), expected, "{}", answers.len());
    }
    assert_eq!(server.wait().code(), Some(0), "{}", server.log());
}
