//! Features and values as CSV: the same as the JSON says, and nothing that a spreadsheet would run.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use tests::{Answer, Server, sample};

type Record = BTreeMap<String, String>;

/// The records of an answer, by the names of its header.
fn records(answer: &Answer) -> Vec<Record> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = answer.text();
    let lines = text.matches("\r\n").count();
    assert_eq!(text.matches('\n').count(), lines, "lines end as RFC 4180 wants");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|record| record.expect("a record")).collect()
}

/// A cell as it stands for a value of JSON.
fn cell(json: &Json) -> String {
    match json {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Numbers are equal as numbers: 12.0 of JSON is 12.
fn same(cell: &str, json: &Json) -> bool {
    match json.as_f64() {
        Some(number) => cell.parse() == Ok(number),
        None => cell == self::cell(json),
    }
}

fn array(json: &Json) -> &[Json] {
    json.as_array().expect("a list")
}

#[test]
fn csv_features_equal_those_of_geojson() {
    let server = Server::of_sample();
    for (path, points) in [
        ("/collections/admin2/items?limit=1000&year=2023", None),
        ("/collections/communities/items?limit=100&sortby=-households&offset=7", Some(["longitude", "latitude"])),
        ("/collections/communities/items?limit=5&crs=http://www.opengis.net/def/crs/EPSG/0/3857", Some(["x", "y"])),
        ("/collections/communities/items?bbox=0,0,1,1", Some(["longitude", "latitude"])),
        ("/collections/admin1/items?properties=name,emigrants,emigrants_status", None),
    ] {
        let page = server.json(path);
        let answer = server.get(&format!("{path}&f=csv"));
        let (features, records) = (array(&page["features"]), records(&answer));
        assert_eq!(records.len(), features.len(), "{path}");
        for (record, feature) in records.iter().zip(features) {
            let properties = feature["properties"].as_object().expect("properties");
            for (name, value) in properties {
                assert!(same(&record[name], value), "{path}: {name} is {value}, and {:?}", record[name]);
            }
            for (axis, number) in points.iter().flatten().zip(array(&feature["geometry"]["coordinates"])) {
                assert!(same(&record[*axis], number), "{path}: {axis}");
            }
            assert_eq!(record.len(), properties.len() + points.map_or(0, |axes| axes.len()), "{path}");
        }
        // Each format leads to the other, and to the next page in the same one.
        let links = array(&page["links"]);
        let csv = links.iter().find(|link| link["type"] == "text/csv").expect("a link");
        assert_eq!(csv["rel"], "alternate");
        let header = answer.header("link").expect("links");
        assert!(header.contains("rel=\"alternate\"; type=\"application/geo+json\""), "{header}");
        let next = links.iter().any(|link| link["rel"] == "next");
        assert_eq!(header.contains("rel=\"next\"; type=\"text/csv\""), next, "{header}");
    }
    let by_accept = server.request("GET", "/collections/admin1/items", &[("accept", "text/csv")]);
    assert_eq!(by_accept.body, server.get("/collections/admin1/items?f=csv").body);
}

#[test]
fn csv_values_equal_those_of_json() {
    let server = Server::of_sample();
    for (path, category) in [
        ("/indicators/return_migrants/values?by=admin2&year=all", None),
        ("/indicators/return_migrants/values?by=admin2&year=2023&per=change", None),
        ("/indicators/emigrants/values?by=community&per=per_1000_households&lang=ru", None),
        ("/indicators/households_beyond/values?by=admin2&service=hospital&km=25&per=share", None),
        ("/indicators/communities_lacking/values?by=community&service=school&per=share", None),
        ("/indicators/return_migrants/values?breakdown=country&per=share", Some("country")),
    ] {
        let document = server.json(path);
        let answer = server.get(&format!("{path}&f=csv"));
        let (rows, records) = (array(&document["rows"]), records(&answer));
        assert_eq!(records.len(), rows.len(), "{path}");
        for (record, row) in records.iter().zip(rows) {
            for (name, value) in row.as_object().expect("a row") {
                match (name.as_str(), category) {
                    // Words for people, in place of which the record has the code.
                    ("reason_label" | "category_label", _) => {}
                    ("category", Some(category)) => assert_eq!(record[category], cell(value), "{path}"),
                    _ => assert!(same(&record[name], value), "{path}: {name} is {value}, and {:?}", record[name]),
                }
            }
            assert_eq!(record["value"].is_empty(), record["status"] != "reported", "{path}: {record:?}");
            assert_eq!((&*record["illustrative"], &record["unit"]), ("true", &cell(&document["unit"])), "{path}");
        }
        let json = server.get(path);
        let header = json.header("link").expect("a link");
        assert!(header.contains("f=csv>; rel=\"alternate\"; type=\"text/csv\""), "{header}");
    }
    let api = server.json("/api");
    for path in ["/collections/{collection}/items", "/indicators/{indicator}/values"] {
        assert!(
            api["paths"][path]["get"]["responses"]["200"]["content"]["text/csv; charset=utf-8"].is_object(),
            "{path}"
        );
    }
    assert_eq!(server.get("/rounds?f=csv").status, 400);
}

#[test]
fn csv_escapes_names_that_begin_a_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&sample(), folder.path());
    let path = folder.path().join("communities.csv");
    let communities = fs::read_to_string(&path).expect("communities");
    let changed = communities.replacen("KGZ-C0001,Ak-Suu,", "KGZ-C0001,\"=HYPERLINK(\"\"x\"\", \"\"y\"\")\",", 1);
    assert_ne!(communities, changed);
    fs::write(&path, changed).expect("communities");
    let server = Server::start(folder.path());
    for path in [
        "/collections/communities/items?f=csv&limit=1&properties=id,name",
        "/indicators/emigrants/values?by=community&f=csv",
    ] {
        let first = records(&server.get(path)).remove(0);
        assert_eq!((&*first["id"], &*first["name"]), ("KGZ-C0001", "'=HYPERLINK(\"x\", \"y\")"), "{path}");
    }
    // A workbook says of each cell whether it is a text.
    let workbook = server.get("/indicators/emigrants/values?by=community&f=xlsx").body;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    assert_eq!(workbook.worksheet_formula("Data").map(|formulas| formulas.used_cells().count()).ok(), Some(0));
    let names = workbook.worksheet_range("Data").expect("a sheet");
    assert_eq!(names.get((1, 1)), Some(&Data::String("=HYPERLINK(\"x\", \"y\")".to_owned())));
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).expect("a copy");
        }
    }
}
