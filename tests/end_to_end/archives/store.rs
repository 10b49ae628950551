//! A stand-in for object stores and web servers.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

/// What a store does when it is asked.
pub enum Behaviour {
    /// Hands out parts of some bytes.
    Parts(Vec<u8>),
    /// The same to those who know user and password, in Base64.
    PartsFor(&'static str, Vec<u8>),
    /// Sends on to another address.
    SendsOn(String),
    /// Sends on from one path to another, and hands out parts there.
    SendsOnFrom(&'static str, String, Vec<u8>),
    /// Refuses, and says why.
    Refuses(&'static str),
    /// A bucket of this name with the files of a folder, as S3 and web servers hand them out.
    Bucket(&'static str, PathBuf),
    /// Never stops.
    Endless,
}

/// A web server for objects.
pub struct Store {
    pub base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Store {
    pub fn start(behaviour: Behaviour) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (behaviour, log) = (Arc::new(behaviour), Arc::clone(&asked));
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let (behaviour, log) = (Arc::clone(&behaviour), Arc::clone(&log));
                std::thread::spawn(move || answer(connection, &behaviour, &log));
            }
        });
        Self { base, asked }
    }

    pub fn times_asked(&self) -> usize {
        self.asked.lock().expect("the log").len()
    }
}

fn answer(mut connection: TcpStream, behaviour: &Behaviour, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(connection.try_clone().expect("a connection")).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let headers: Vec<String> = lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let header = |name: &str| headers.iter().find_map(|line| line.strip_prefix(name).map(str::trim).map(str::to_owned));
    log.lock().expect("the log").push(first.clone());
    let reply = |status: &str, headers: &str, body: &[u8]| {
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
        [head.as_bytes(), body].concat()
    };
    let parts = |bytes: &[u8]| {
        let range = header("range:").and_then(|range| {
            let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
            Some((from.parse::<usize>().ok()?, to.parse::<usize>().ok()?.min(bytes.len() - 1)))
        });
        match range {
            Some((from, to)) if from <= to => {
                let headers = format!(
                    "Content-Range: bytes {from}-{to}/{}\r\nETag: \"one\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n",
                    bytes.len()
                );
                reply("206 Partial Content", &headers, &bytes[from..=to])
            }
            _ => reply("416 Range Not Satisfiable", "", b""),
        }
    };
    let in_bucket = |bucket: &str, folder: &Path| {
        let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/');
        let Some(name) = path.strip_prefix(bucket).and_then(|rest| rest.strip_prefix('/')) else {
            return reply("404 Not Found", "", b"<Error><Code>NoSuchBucket</Code></Error>");
        };
        let is_inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        match std::fs::read(folder.join(name)) {
            Ok(bytes) if is_inside => parts(&bytes),
            _ => reply("404 Not Found", "", b"<Error><Code>NoSuchKey</Code></Error>"),
        }
    };
    let sends_on = |to: &str| reply("302 Found", &format!("Location: {to}\r\n"), b"");
    let answer = match behaviour {
        Behaviour::Parts(bytes) => parts(bytes),
        Behaviour::PartsFor(token, bytes) => {
            let is_known = header("authorization:") == Some(format!("basic {}", token.to_lowercase()));
            if is_known { parts(bytes) } else { reply("403 Forbidden", "", b"") }
        }
        Behaviour::Bucket(bucket, folder) => in_bucket(bucket, folder),
        Behaviour::SendsOn(to) => sends_on(to),
        Behaviour::SendsOnFrom(from, to, bytes) => {
            if first.contains(from) {
                sends_on(to)
            } else {
                parts(bytes)
            }
        }
        Behaviour::Refuses(why) => reply("403 Forbidden", "", why.as_bytes()),
        Behaviour::Endless => {
            let head = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-0/1\r\nTransfer-Encoding: chunked\r\n\
                        Last-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n";
            let chunk = [b"100000\r\n".as_slice(), &vec![b'x'; 1 << 20], b"\r\n"].concat();
            let mut goes_on = connection.write_all(head.as_bytes()).is_ok();
            while goes_on {
                goes_on = connection.write_all(&chunk).is_ok();
            }
            return;
        }
    };
    let _ = connection.write_all(&answer);
}
