//! Ten thousand requests to a server of two datasets, each compared with the answer of a server that has one of them alone.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value as Json;
use tests::{Answer, Random, Server};

use super::Two;

const PUBLIC: &str = "https://maps.example";
const REQUESTS: usize = 10_000;
const IDS: [&str; 2] = ["sandland", "dunes"];

fn one_of<'a>(random: &mut Random, words: &[&'a str]) -> &'a str {
    words[random.position(words.len())]
}

/// Parameters, each of which is there or not.
fn query(random: &mut Random, parameters: &[(&str, &[&str])]) -> String {
    let mut pairs = Vec::new();
    for (name, values) in parameters {
        if random.position(3) > 0 {
            pairs.push(format!("{name}={}", one_of(random, values)));
        }
    }
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

/// A path below the address of a dataset. Some ask for what is not there.
fn path(random: &mut Random) -> String {
    let root = one_of(random, &["", "", "/at/zzz-r1/2023", "/at/zzz-r1/window", "/at/zzz-r1/2031"]);
    let collection = one_of(random, &["admin0", "admin1", "admin2", "communities", "facilities"]);
    let years: (&str, &[&str]) = ("year", &["2022", "2023", "2024", "window", "2030"]);
    let formats: (&str, &[&str]) = ("f", &["json", "html", "csv"]);
    let per: (&str, &[&str]) = ("per", &["none", "share", "per_1000_households", "change"]);
    let by: (&str, &[&str]) = ("by", &["admin0", "admin1", "admin2", "community"]);
    let rest = match random.position(9) {
        0 => {
            let sort: (&str, &[&str]) = ("sortby", &["name", "-households", "-return_migrants"]);
            let bbox: (&str, &[&str]) = ("bbox", &["74,42,75,43", "75,42,76,43", "0,0,1,1"]);
            let limit: (&str, &[&str]) = ("limit", &["1", "3", "50"]);
            format!("/collections/{collection}/items{}", query(random, &[limit, years, formats, sort, bbox]))
        }
        1 => {
            let feature = one_of(random, &["ZZ0101", "ZZ0201", "ZZ", "C1", "C00007", "x%2Fy"]);
            format!("/collections/{collection}/items/{feature}{}", query(random, &[years, ("f", &["json", "html"])]))
        }
        2 => {
            let formats = ("f", &["json", "html", "csv", "compact"][..]);
            let within = ("within", &["ZZ01", "ZZ02", "ZZ99"][..]);
            format!("/indicators/return_migrants/values{}", query(random, &[by, years, per, formats, within]))
        }
        3 => format!("/maps/return_migrants{}", query(random, &[by, years, per, ("f", &["json", "html", "style"])])),
        4 | 5 => {
            let (z, extension) = (random.position(8) as u32, one_of(random, &["mvt", "mlt"]));
            let place = |fraction: f64| (fraction * f64::from(1u32 << z)) as u32 + u32::from(z == 7);
            // Around 75 degrees east, 42 degrees north.
            let (x, y) = (place(0.708), place(0.371));
            format!("/tiles/{collection}/{z}/{x}/{y}.{extension}{}", query(random, &[years, ("geometry", &["only"])]))
        }
        6 => format!("/tiles/{collection}.json{}", query(random, &[years])),
        7 => {
            format!("/embed.json{}", query(random, &[by, years, per, ("indicator", &["return_migrants", "emigrants"])]))
        }
        _ => {
            let pages = [
                "/rounds",
                "/indicators",
                "/services",
                "/sources",
                "/collections",
                "/conformance",
                "/api",
                "/tiles",
                "/collections/admin1/schema",
                "/nearest?lon=75&lat=42.5",
                "/services/hospital/distance?by=admin1",
                "/services/hospital/beyond?km=18",
                "/tileMatrixSets",
                "/kerben-map.js",
                "/nothing",
                "/basemap.json",
            ];
            let page = one_of(random, &pages);
            let format = one_of(random, &["json", "html", "xml"]);
            format!("{page}{}f={format}", if page.contains('?') { '&' } else { '?' })
        }
    };
    root.to_owned() + &rest
}

/// The body as it was before it was compressed.
fn plain(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    match answer.header("Content-Encoding") {
        None => plain.clone_from(&answer.body),
        Some("gzip") => drop(flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain).expect("gzip")),
        Some("br") => drop(brotli::Decompressor::new(&answer.body[..], 4096).read_to_end(&mut plain).expect("brotli")),
        Some("zstd") => plain = zstd::decode_all(&answer.body[..]).expect("zstd"),
        Some(other) => panic!("{other} was not asked for"),
    }
    plain
}

/// What is compared: all but the prefix of links. `id` is that of a dataset which stands in addresses.
fn compared(answer: &Answer, id: Option<&str>) -> (u16, Vec<Option<String>>, Vec<u8>) {
    let without_prefix = |text: &str| match id {
        Some(id) => text.replace(&format!("/{id}/"), "/").replace(&format!("{PUBLIC}/{id}"), PUBLIC),
        None => text.to_owned(),
    };
    let headers = ["Content-Type", "Vary", "Cache-Control", "Link", "Content-Crs", "Access-Control-Allow-Origin"];
    let headers = headers.map(|name| answer.header(name).map(without_prefix)).to_vec();
    let body = plain(answer);
    let is_text = answer.header("Content-Type").is_some_and(|kind| kind.contains("json") || kind.starts_with("text/"));
    let body = if is_text {
        let text = without_prefix(std::str::from_utf8(&body).expect("text"));
        // A page of one of several leads to the list of all.
        text.split_once("\">All datasets</a>").map_or(text.clone(), |(before, after)| {
            format!("{}{after}", before.rsplit_once("<a href=\"").map_or(before, |(before, _)| before))
        })
    } else {
        return (answer.status, headers, body);
    };
    (answer.status, headers, body.into_bytes())
}

#[test]
fn two_datasets_answer_as_each_alone() {
    let two = Two::new();
    let options = ["--no-warm-up", "--public-url", PUBLIC];
    let together = two.serve(&options[1..]);
    let alone = [&two.sandland, &two.dunes].map(|folder| Server::start_with(folder.path(), &options));
    let (found, by_dataset) = (AtomicUsize::new(0), [AtomicUsize::new(0), AtomicUsize::new(0)]);
    std::thread::scope(|scope| {
        for seed in 0..4 {
            let (together, alone, found, by_dataset) = (&together, &alone, &found, &by_dataset);
            scope.spawn(move || {
                let mut random = Random(0x6b65_7262_656e + seed);
                let mut last = String::new();
                for number in 0..REQUESTS / 4 {
                    // Often the same question to the other dataset, while its answer is kept.
                    let path = if random.position(2) == 0 { last.clone() } else { path(&mut random) };
                    let path = if path.is_empty() { "/rounds".to_owned() } else { path };
                    let which = if path == last { number % 2 } else { random.position(2) };
                    let encoding = one_of(&mut random, &["gzip", "br", "zstd", "identity"]);
                    let accept = one_of(&mut random, &["*/*", "text/html", "application/json"]);
                    let headers = [("Accept-Encoding", encoding), ("Accept", accept)];
                    let (id, asked) = (IDS[which], format!("/{}{path}", IDS[which]));
                    let (one, other) =
                        (together.request("GET", &asked, &headers), alone[which].request("GET", &path, &headers));
                    let (one_seen, other_seen) = (compared(&one, Some(id)), compared(&other, None));
                    let shown = || (String::from_utf8_lossy(&one_seen.2), String::from_utf8_lossy(&other_seen.2));
                    assert_eq!(
                        (one_seen.0, &one_seen.1),
                        (other_seen.0, &other_seen.1),
                        "{asked} {headers:?}: {:?}",
                        shown()
                    );
                    assert!(one_seen.2 == other_seen.2, "{asked} {headers:?}: {:?}", shown());
                    found.fetch_add(usize::from(one.status == 200), Ordering::Relaxed);
                    by_dataset[which].fetch_add(1, Ordering::Relaxed);
                    last = path;
                }
            });
        }
    });
    assert!(found.into_inner() > REQUESTS / 3, "most of them ask for what is there");
    requests_are_counted_and_logged_by_dataset(together, by_dataset.map(AtomicUsize::into_inner));
}

fn requests_are_counted_and_logged_by_dataset(mut server: Server, asked: [usize; 2]) {
    let metrics = server.get("/metrics").text();
    let sum = |name: &str, id: &str| -> usize {
        let start = format!("{name}{{dataset=\"{id}\"");
        let lines = metrics.lines().filter(|line| line.starts_with(&start));
        lines.filter_map(|line| line.rsplit(' ').next()?.parse::<usize>().ok()).sum()
    };
    for (id, asked) in IDS.into_iter().zip(asked) {
        assert_eq!(sum("kerben_requests_total", id), asked, "{id}");
        assert_eq!(sum("kerben_request_seconds_count", id), asked, "{id}");
        assert!(sum("kerben_cache_hits_total", id) > 100 && sum("kerben_cache_misses_total", id) > 100, "{metrics}");
    }
    server.signal("TERM");
    server.wait();
    let mut logged = [0, 0];
    for line in server.log().lines() {
        let line: Json = serde_json::from_str(line).expect("JSON");
        let Some(path) = line["path"].as_str() else { continue };
        let position = IDS.iter().position(|id| path.starts_with(&format!("/{id}/")));
        assert_eq!(line["dataset"].as_str().expect("a dataset"), position.map_or("", |at| IDS[at]), "{line}");
        position.into_iter().for_each(|at| logged[at] += 1);
    }
    // Lines may be lost where nobody reads them fast enough; none is wrong.
    assert!(logged.iter().zip(asked).all(|(logged, asked)| *logged <= asked && *logged > asked / 2), "{logged:?}");
}
