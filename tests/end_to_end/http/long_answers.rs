//! Answers of any length take little memory, and nobody waits for them but who asked.

use std::io::{Read, Write};
use std::time::Duration;

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::{Answer, Server, wait_until};

use crate::http::metric;

const COMMUNITIES: usize = 50_000;
const YEARS: [u16; 5] = [2019, 2020, 2021, 2022, 2023];
const ROWS: usize = COMMUNITIES * YEARS.len();
const ALL: &str = "/indicators/return_migrants/values?by=community&year=all";
/// For a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_secs(300);
/// What one answer may take, in mebibytes.
const MOST: usize = 32;

/// How far a school is.
const SERVICES: &str = r#"
[[services]]
file = "services.csv"
round = "zzz-r1"
place = "community"
sources = ["survey"]
columns = [{ service = "school", available = "school", km = "school_km" }]
"#;

/// Where those who came back came from.
const BREAKDOWN: &str = r#"
[[breakdowns]]
file = "country.csv"
round = "zzz-r1"
level = "community"
dimension = "country"
place = "community"
sources = ["survey"]
columns = [
  { column = "near", group = "return_migrants", category = "Near" },
  { column = "far", group = "return_migrants", category = "Far" },
]
"#;

fn crowd() -> (tempfile::TempDir, Server) {
    let mut dataset = Dataset::crowd(COMMUNITIES, &YEARS);
    dataset.append("dataset.toml", &[BREAKDOWN, SERVICES].concat());
    let rows = (0..COMMUNITIES).map(|at| format!("C{at:05},no,{}\n", at % 97 + 1));
    let table: String = std::iter::once("community,school,school_km\n".to_owned()).chain(rows).collect();
    dataset.put("services.csv", table);
    let rows = (0..COMMUNITIES).map(|at| format!("C{at:05},{},{}\n", YEARS.len() * (at % 70), 0));
    let table: String = std::iter::once("community,near,far\n".to_owned()).chain(rows).collect();
    dataset.put("country.csv", table);
    let folder = dataset.write();
    let server = Server::start_with(folder.path(), &["--no-warm-up", "--timeout", "600"]);
    (folder, server)
}

/// Asks, however long the answer takes.
fn ask(server: &Server, path: &str, encoding: &str) -> Answer {
    let mut stream = server.connect();
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("the whole answer");
    let mut answer = Answer::parse(&bytes).expect("an answer");
    if answer.header("Transfer-Encoding") == Some("chunked") {
        answer.body = dechunked(&answer.body);
    }
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer
}

fn dechunked(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|window| window == b"\r\n").expect("the length of a chunk");
        let length = std::str::from_utf8(&chunks[..end]).ok().and_then(|text| usize::from_str_radix(text, 16).ok());
        let (begin, length) = (end + 2, length.expect("a length"));
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[begin..begin + length]);
        chunks = &chunks[begin + length + 2..];
    }
}

fn decoded(answer: &Answer) -> Vec<u8> {
    let mut plain = Vec::new();
    match answer.header("Content-Encoding") {
        None => plain.clone_from(&answer.body),
        Some("gzip") => drop(flate2::read::GzDecoder::new(&answer.body[..]).read_to_end(&mut plain).expect("gzip")),
        Some("br") => drop(brotli::Decompressor::new(&answer.body[..], 4096).read_to_end(&mut plain).expect("Brotli")),
        Some("zstd") => plain = zstd::stream::decode_all(&answer.body[..]).expect("zstd"),
        Some(other) => panic!("{other}"),
    }
    plain
}

#[test]
fn a_quarter_of_a_million_rows_are_streamed_in_little_memory() {
    let (_folder, server) = crowd();
    assert_eq!(server.get("/rounds").status, 200);
    let before = server.resident_mebibytes();
    server.forget_peak();
    let plain = ask(&server, ALL, "identity");
    let held = server.peak_mebibytes().saturating_sub(before);
    assert!(held < MOST, "{held} MiB more for {} bytes", plain.body.len());
    assert_eq!(plain.header("Transfer-Encoding"), Some("chunked"));
    assert_eq!(plain.header("Cache-Control"), Some("no-store"));
    assert_eq!(plain.header("ETag"), None);
    assert_eq!(plain.header("Content-Type"), Some("application/json"));

    // The document is the one of a smaller question, with more rows.
    let document = plain.json();
    let of_one_year = server.json("/indicators/return_migrants/values?by=admin2&year=all");
    let names = |document: &Json| document.as_object().expect("members").keys().cloned().collect::<Vec<_>>();
    let of_units = ["communities_without_unit".to_owned()];
    assert_eq!(
        names(&document),
        names(&of_one_year).into_iter().filter(|name| !of_units.contains(name)).collect::<Vec<_>>()
    );
    let rows = document["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), ROWS);
    for (at, row) in rows.iter().enumerate() {
        let (community, year) = (at / YEARS.len(), YEARS[at % YEARS.len()]);
        assert_eq!(row["id"], format!("C{community:05}"));
        assert_eq!((&row["year"], &row["value"]), (&Json::from(year), &Json::from(community % 70)), "{row}");
    }
    assert!(
        metric(&server, "kerben_response_bytes_total{route=\"/indicators/{indicator}/values\"}")
            >= plain.body.len() as f64
    );

    // The same in every encoding, and several at once.
    let at_once = std::thread::scope(|scope| {
        let server = &server;
        server.forget_peak();
        let before = server.resident_mebibytes();
        let asked = ["gzip", "br", "zstd", "identity"].map(|encoding| scope.spawn(move || ask(server, ALL, encoding)));
        for answer in asked {
            let answer = answer.join().expect("an answer");
            assert!(decoded(&answer) == plain.body, "{:?}", answer.header("Content-Encoding"));
        }
        server.peak_mebibytes().saturating_sub(before)
    });
    assert!(at_once < 4 * MOST, "{at_once} MiB more for four");

    let head = server.send(format!("HEAD {ALL} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes());
    assert_eq!((head.status, head.body.len(), head.header("Transfer-Encoding")), (200, 0, Some("chunked")));

    // As a table it is streamed, too.
    server.forget_peak();
    let before = server.resident_mebibytes();
    let csv = ask(&server, &format!("{ALL}&f=csv"), "identity");
    let held = server.peak_mebibytes().saturating_sub(before);
    assert!(held < MOST, "{held} MiB more for {} bytes", csv.body.len());
    assert_eq!(csv.header("Transfer-Encoding"), Some("chunked"));
    let text = csv.text();
    let mut records = text.lines();
    let names: Vec<&str> = records.next().expect("a header").split(',').collect();
    let value = names.iter().position(|name| *name == "value").expect("a column");
    let mut count = 0;
    for (record, row) in records.zip(rows) {
        let cells: Vec<&str> = record.split(',').collect();
        assert_eq!(
            (cells[0], cells[value]),
            (row["id"].as_str().expect("an id"), &*row["value"].to_string()),
            "{record}"
        );
        count += 1;
    }
    assert_eq!(count, ROWS);

    // A page has some of them, and says so.
    let page = ask(&server, &format!("{ALL}&f=html"), "identity").text();
    assert!(page.len() < 2 << 20, "{} bytes", page.len());
    assert!(page.contains("C00399") && !page.contains("C00400"), "the first rows");
    assert!(page.contains("the first rows of 250,000") && page.contains("This page as data"));
    let of_year = ask(&server, "/indicators/return_migrants/values?by=community&year=2023&f=html", "identity").text();
    assert!(of_year.contains("C01999") && !of_year.contains("C02000"), "the first rows");

    // A total is that of all rows, and what is wrong is found before the first of them.
    let of_year = ask(&server, "/indicators/return_migrants/values?by=community&year=2023", "identity").json();
    let sum: usize = (0..COMMUNITIES).map(|at| at % 70).sum();
    assert_eq!(
        (of_year["rows"].as_array().map(Vec::len), &of_year["total"]["value"]),
        (Some(COMMUNITIES), &sum.into())
    );
    for wrong in ["&within=nope", "&per=per_1000_population", "&round=nope"] {
        assert_eq!(server.get(&format!("{ALL}{wrong}")).status, 400, "{wrong}");
    }
}

/// The same of other tables by community: for joining to tiles, and by category.
#[test]
fn other_long_tables_are_streamed_too() {
    let (_folder, server) = crowd();
    assert_eq!(server.get("/rounds").status, 200);
    let in_little_memory = |path: &str| {
        let before = server.resident_mebibytes();
        server.forget_peak();
        let answer = ask(&server, path, "gzip");
        let held = server.peak_mebibytes().saturating_sub(before);
        assert!(held < MOST, "{path}: {held} MiB more");
        assert_eq!(answer.header("Transfer-Encoding"), Some("chunked"), "{path}");
        serde_json::from_slice::<Json>(&decoded(&answer)).expect("JSON")
    };
    let names = |document: &Json| {
        let names = document.as_object().expect("members").keys().filter(|name| *name != "communities_without_unit");
        names.cloned().collect::<Vec<_>>()
    };

    let compact = in_little_memory(&format!("{ALL}&f=compact"));
    let of_units = server.json("/indicators/return_migrants/values?by=admin2&year=all&f=compact");
    assert_eq!(names(&compact), names(&of_units));
    let ids = compact["ids"].as_array().expect("ids");
    assert!(ids.len() == COMMUNITIES && ids.iter().enumerate().all(|(at, id)| *id == format!("C{at:05}")));
    let periods = compact["periods"].as_array().expect("periods");
    assert_eq!(periods.iter().map(|period| period["year"].clone()).collect::<Vec<_>>(), YEARS.map(Json::from));
    for (period, of_units) in periods.iter().zip(of_units["periods"].as_array().expect("periods")) {
        assert_eq!(names(period), names(of_units));
        let values = period["values"].as_array().expect("values");
        assert!(values.len() == COMMUNITIES && values.iter().enumerate().all(|(at, value)| *value == at % 70));
        assert_eq!((&period["no_data"], &period["partial"]), (&Json::Array(Vec::new()), &Json::Bool(false)));
    }
    // A change from nobody is not measured, and the places of which that holds are listed.
    let change = in_little_memory(&format!("{ALL}&f=compact&per=change"));
    let none = change["periods"][1]["not_applicable"].as_array().expect("ids");
    assert_eq!(none.len(), COMMUNITIES.div_ceil(70));
    assert!(none.iter().enumerate().all(|(at, id)| *id == format!("C{:05}", 70 * at)));
    assert_eq!(change["periods"][0]["no_data"].as_array().map(Vec::len), Some(COMMUNITIES));

    let by_country = "/indicators/return_migrants/values?by=community&breakdown=country";
    let breakdown = in_little_memory(by_country);
    let of_units = server.json("/indicators/return_migrants/values?by=admin2&breakdown=country");
    assert_eq!(names(&breakdown), names(&of_units));
    let rows = breakdown["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 2 * COMMUNITIES);
    for (at, row) in rows.iter().enumerate() {
        let (id, category) = (format!("C{:05}", at / 2), ["Near", "Far"][at % 2]);
        let count = if at % 2 == 0 { YEARS.len() * (at / 2 % 70) } else { 0 };
        assert_eq!((&row["id"], &row["category"], &row["value"]), (&id.into(), &category.into(), &count.into()));
    }
    let page = ask(&server, &format!("{by_country}&f=html"), "identity").text();
    assert!(page.contains("C00999") && !page.contains("C01000") && page.contains("rows of 100,000"));
}

/// Communities that lack a service: all of them at once are the pages one after the other.
#[test]
fn a_long_list_of_communities_is_streamed_and_its_page_is_short() {
    let (_folder, server) = crowd();
    assert_eq!(server.get("/rounds").status, 200);
    let all = "/services/school/communities?limit=1000000";
    let mut pages = Vec::new();
    let mut next = Some("/services/school/communities?limit=10000".to_owned());
    let of_page = server.json("/services/school/communities");
    while let Some(path) = next {
        let page = ask(&server, &path, "identity");
        assert!(page.header("Transfer-Encoding").is_none() && page.header("ETag").is_some(), "{path}");
        let page = page.json();
        pages.extend(page["features"].as_array().expect("features").clone());
        let links = page["links"].as_array().expect("links");
        let link = links.iter().find(|link| link["rel"] == "next").and_then(|link| link["href"].as_str());
        next = link.map(|link| link.strip_prefix("http://x").expect("an address of the server").to_owned());
    }
    assert_eq!(pages.len(), COMMUNITIES);
    for encoding in ["identity", "gzip"] {
        let before = server.resident_mebibytes();
        server.forget_peak();
        let answer = ask(&server, all, encoding);
        let held = server.peak_mebibytes().saturating_sub(before);
        assert!(held < MOST, "{held} MiB more for {} bytes", answer.body.len());
        assert_eq!(answer.header("Transfer-Encoding"), Some("chunked"));
        assert_eq!(answer.header("Cache-Control"), Some("no-store"));
        assert_eq!(answer.header("Content-Type"), Some("application/geo+json"));
        let document: Json = serde_json::from_slice(&decoded(&answer)).expect("JSON");
        assert!(document["features"].as_array() == Some(&pages), "the same communities in the same order");
        assert_eq!(document["numberReturned"], COMMUNITIES);
        let names = |document: &Json| document.as_object().expect("members").keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&document), names(&of_page));
    }
    // A part of it has a link to the rest.
    let part = ask(&server, "/services/school/communities?limit=20000", "identity").json();
    assert_eq!(part["features"].as_array().map(Vec::len), Some(20_000));
    let links = part["links"].as_array().expect("links");
    let next = links.iter().find(|link| link["rel"] == "next").and_then(|link| link["href"].as_str());
    let next = next.and_then(|next| next.strip_prefix("http://x")).expect("an address");
    assert_eq!(ask(&server, next, "identity").json()["features"][0], pages[20_000]);

    let page = ask(&server, &format!("{all}&f=html"), "identity").text();
    let id = |at: usize| pages[at]["id"].as_str().expect("an id").to_owned();
    assert!(page.contains(&id(1999)) && !page.contains(&format!(">{}<", id(2000))), "the first communities");
    assert!(page.contains(&format!("after={}", id(1999))), "a link to the rest");
}

/// Whoever asks for a long answer and does not read it holds neither a thread nor much memory, and is given up.
#[test]
fn a_client_that_reads_no_stream_delays_no_others() {
    let folder = Dataset::crowd(COMMUNITIES, &YEARS).write();
    let arguments = ["--no-warm-up", "--timeout", "600", "--write-timeout", "20"];
    let server = Server::start_with(folder.path(), &arguments);
    let before = server.resident_mebibytes();
    let request = format!("GET {ALL} HTTP/1.1\r\nHost: x\r\n\r\n");
    let mut deaf = Vec::new();
    for _ in 0..3 {
        let mut stream = server.connect();
        stream.write_all(request.as_bytes()).expect("sent");
        let mut begin = [0; 15];
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.read_exact(&mut begin).expect("an answer");
        assert_eq!(&begin, b"HTTP/1.1 200 OK");
        deaf.push(stream);
    }
    assert_eq!(ask(&server, ALL, "identity").json()["rows"].as_array().map(Vec::len), Some(ROWS));
    // Nobody has so many of them that there are none for others.
    let more: Vec<_> = (0..6)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(request.as_bytes()).expect("sent");
            stream
        })
        .collect();
    let refused = more.into_iter().filter(|mut stream| {
        let mut begin = [0; 15];
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.read_exact(&mut begin).is_ok() && &begin == b"HTTP/1.1 429 To"
    });
    assert!(refused.count() >= 1, "none is refused");
    let held = server.resident_mebibytes().saturating_sub(before);
    assert!(held < 4 * MOST, "{held} MiB more");
    wait_until("nothing is held for them any more", || metric(&server, "kerben_unread_bytes") == 0.0);
}
