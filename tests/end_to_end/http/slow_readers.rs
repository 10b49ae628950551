use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tests::{Server, sample};

const READERS: usize = 1000;
/// A reply of more than a megabyte, as a client that does not unpack gets it.
const LARGE: &str = "/collections/communities/items?limit=10000";

/// A thousand connections need more than the thousand and twenty-four files that many systems begin with.
fn allow_connections() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = 4096.min(limit.maximum.unwrap_or(u64::MAX));
    if limit.current.is_some_and(|soft| soft < wanted) {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum });
    }
}

/// The median of how long a small answer takes.
fn median(server: &Server) -> Duration {
    let mut times: Vec<Duration> = (0..41)
        .map(|_| {
            let asked = Instant::now();
            assert_eq!(server.get("/tiles/admin2/6/45/23.mvt").status, 200);
            asked.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// Clients that ask for much and read a byte a second.
#[test]
fn a_thousand_slow_readers_delay_no_others_and_take_little_memory() {
    allow_connections();
    let server = Server::start_with(&sample(), &["--no-warm-up"]);
    let size = server.get(LARGE).body.len();
    assert!(size > 1 << 20, "{size} bytes");
    let (idle, before) = (median(&server), server.resident_mebibytes());

    let mut readers: Vec<TcpStream> = (0..READERS).map(|_| server.connect()).collect();
    for stream in &mut readers {
        // Four replies, one after the other: more than the system itself would hold for a client.
        let request = format!("GET {LARGE} HTTP/1.1\r\nHost: x\r\n\r\n").repeat(4);
        stream.write_all(request.as_bytes()).expect("sent");
    }
    // Each of them is being answered.
    for stream in &mut readers {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("the first byte");
        assert_eq!(&byte, b"H");
    }
    let begun = Instant::now();
    let mut busy = Vec::new();
    while begun.elapsed() < Duration::from_secs(3) {
        busy.push(median(&server));
        for stream in &mut readers {
            stream.read_exact(&mut [0]).expect("another byte");
        }
    }
    busy.sort_unstable();
    let (held, busy) = (server.resident_mebibytes().saturating_sub(before), busy[busy.len() / 2]);
    // Replies given whole to a thousand connections would take more than a gigabyte.
    let whole = (READERS * size) >> 20;
    assert!(held < whole / 6, "{held} MiB more for {READERS} slow readers of {size} bytes, {whole} MiB in all");
    // Generously: the machine may be busy with other things.
    let most = idle * 10 + Duration::from_millis(100);
    assert!(busy < most, "others wait {busy:?} instead of {idle:?}");

    // None of them was given up, and all of them still get every byte in its order.
    let reader = readers.pop().expect("a reader");
    drop(readers);
    let mut rest = Vec::new();
    let wanted = 2 * size as u64;
    reader.take(wanted).read_to_end(&mut rest).expect("the rest");
    assert_eq!(rest.len() as u64, wanted);
    let second = rest.windows(12).position(|window| window == b"HTTP/1.1 200").expect("the second answer");
    let body = rest[..second].len();
    assert!(rest[..body].ends_with(b"]}"), "the first answer is whole");
    assert_eq!(server.get("/health/ready").status, 200);
}
