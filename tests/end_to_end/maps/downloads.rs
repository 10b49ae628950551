//! Files to take along: the values of a map as CSV, workbook and GeoJSON, and all of it in one file. Each number is the same in each of them.

use std::collections::{BTreeMap, HashMap};
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value as Json;
use tests::{Answer, Server};
use zip::ZipArchive;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A value of a place and period: the number, or the status that stands in its place.
type Values = BTreeMap<(String, String), Result<f64, String>>;

fn value(number: Option<f64>, status: &str) -> Result<f64, String> {
    number.ok_or_else(|| status.to_owned())
}

/// Those of the JSON, which says when where it has several periods.
fn of_json(json: &Json) -> Values {
    let rows = json["rows"].as_array().unwrap_or_else(|| panic!("no rows: {json}"));
    let one = |row: &Json| {
        let key = row["pcode"].as_str().or(row["id"].as_str()).expect("a key").to_owned();
        let when = if row["year"].is_null() { json["year"].clone() } else { row["year"].clone() };
        let when = row["category"].as_str().map_or_else(|| when.to_string().replace('"', ""), str::to_owned);
        ((key, when), value(row["value"].as_f64(), row["status"].as_str().expect("a status")))
    };
    rows.iter().map(one).collect()
}

fn of_csv(body: &[u8], category: Option<&str>) -> Values {
    let mut reader = csv::Reader::from_reader(body);
    let names: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let at =
        |name: &str| names.iter().position(|known| known == name).unwrap_or_else(|| panic!("no {name}: {names:?}"));
    let key = names.iter().position(|name| name == "pcode" || name == "id").expect("a key");
    let when = at(category.unwrap_or("year"));
    let one = |row: csv::StringRecord| {
        let status = row[at("status")].to_owned();
        ((row[key].to_owned(), row[when].to_owned()), value(row[at("value")].parse().ok(), &status))
    };
    reader.records().map(|row| one(row.expect("a record"))).collect()
}

/// The sheets of a workbook, each as its cells.
fn sheets(body: &[u8]) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(body.to_vec())).expect("a workbook");
    let names = workbook.sheet_names();
    let mut cells =
        |name: &String| workbook.worksheet_range(name).expect("a sheet").rows().map(<[Data]>::to_vec).collect();
    names.iter().map(|name| (name.clone(), cells(name))).collect()
}

/// The values of an English workbook.
fn of_workbook(body: &[u8], category: Option<&str>) -> Values {
    let (_, rows) = &sheets(body)[0];
    let names: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    let at =
        |name: &str| names.iter().position(|known| known == name).unwrap_or_else(|| panic!("no {name}: {names:?}"));
    let codes = HashMap::from([
        ("reported", "reported"),
        ("no data", "no_data"),
        ("suppressed", "suppressed"),
        ("not applicable", "not_applicable"),
    ]);
    let one = |row: &Vec<Data>| {
        let number = match &row[at("Value")] {
            Data::Float(number) => Some(*number),
            Data::Int(number) => Some(*number as f64),
            Data::Empty => None,
            other => panic!("no number: {other:?}"),
        };
        let status = row[at("Status")].to_string();
        let when = row[at(category.unwrap_or("Year"))].to_string();
        ((row[at("Code")].to_string(), when), value(number, codes[status.as_str()]))
    };
    rows[1..].iter().map(one).collect()
}

fn of_geojson(json: &Json, periods: &[&str]) -> Values {
    let features = json["features"].as_array().unwrap_or_else(|| panic!("no features: {json}"));
    let mut values = Values::new();
    for feature in features {
        assert!(feature["geometry"].is_object(), "{feature}");
        let properties = &feature["properties"];
        for period in periods {
            let of = |name: &str| match periods {
                [_] => &properties[name],
                _ => &properties[format!("{name}_{period}")],
            };
            let status = of("status").as_str().unwrap_or_else(|| panic!("no status of {period}: {properties}"));
            let key = feature["id"].as_str().expect("an id").to_owned();
            values.insert((key, (*period).to_owned()), value(of("value").as_f64(), status));
        }
    }
    values
}

fn ok(server: &Server, address: &str, media_type: &str) -> Answer {
    let answer = server.get(address);
    assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{address}: {}", answer.text());
    answer
}

/// Compares the values of an address in all formats, and returns them.
fn compared(server: &Server, address: &str) -> Values {
    let json = server.json(address);
    let expected = of_json(&json);
    assert!(!expected.is_empty(), "{address}");
    let mut periods: Vec<&str> = Vec::new();
    for (_, period) in expected.keys() {
        if !periods.contains(&period.as_str()) {
            periods.push(period);
        }
    }
    let dimension = json["breakdown"].as_str();
    let csv = ok(server, &format!("{address}&f=csv"), "text/csv; charset=utf-8");
    assert_eq!(of_csv(&csv.body, dimension), expected, "{address}");
    let geojson = ok(server, &format!("{address}&f=geojson"), "application/geo+json").json();
    assert_eq!(of_geojson(&geojson, &periods), expected, "{address}");
    for name in ["disclaimer", "sources", "notes", "illustrative", "indicator", "unit"] {
        assert_eq!(geojson[name], json[name], "{address}: {name}");
    }
    if dimension.is_none() {
        // Categories and windows are in words there.
        let workbook = ok(server, &format!("{address}&f=xlsx"), XLSX);
        let found = of_workbook(&workbook.body, None);
        let numbers =
            |values: &Values| values.iter().map(|((key, _), value)| (key.clone(), value.clone())).collect::<Vec<_>>();
        assert_eq!(numbers(&found), numbers(&expected), "{address}");
    }
    expected
}

#[test]
fn every_number_is_the_same_in_all_formats_and_on_the_map() {
    let server = Server::of_sample();
    let mut numbers = 0;
    for (indicator, choices, per_of_map) in [
        ("return_migrants", "by=admin2&year=2023&per=none", ""),
        ("return_migrants", "by=admin2&year=2023&per=per_1000_households", ""),
        ("return_migrants", "by=admin1&year=window&per=share", ""),
        ("emigrants", "by=admin2&year=2022&per=change", ""),
        ("return_migrants", "by=admin2&year=2024&per=none&within=KG06000000000", ""),
        ("households_beyond", "by=admin2&service=hospital&km=25&per=share_of_all", ""),
        ("communities_lacking", "by=admin2&service=school&per=none", ""),
    ] {
        let values = compared(&server, &format!("/indicators/{indicator}/values?{choices}"));
        let map = server.json(&format!("/maps/{indicator}?{choices}{per_of_map}&breaks=own"));
        let known: Vec<f64> = values.values().filter_map(|value| value.clone().ok()).collect();
        let in_classes: u64 =
            map["classes"].as_array().expect("classes").iter().filter_map(|of| of["units"].as_u64()).sum();
        assert_eq!(in_classes, known.len() as u64, "{indicator} {choices}");
        let json = server.json(&format!("/indicators/{indicator}/values?{choices}"));
        let totals = [&map, &json].map(|of| of["total"]["value"].as_f64().map(|total| (total * 1e4).round()));
        assert!(totals[0].is_some() && totals[0] == totals[1], "{indicator} {choices}: {totals:?}");
        numbers += known.len();
    }
    assert!(numbers > 150, "{numbers}");
    for more in
        ["by=community&year=2023&per=none", "by=admin1&year=all&per=none", "by=admin1&breakdown=country&per=share"]
    {
        compared(&server, &format!("/indicators/return_migrants/values?{more}"));
    }
}

#[test]
fn a_workbook_has_numbers_first_and_what_must_be_said_beside_them_second() {
    let server = Server::of_sample();
    let address = "/indicators/return_migrants/values?by=admin2&year=2023&per=none";
    let json = server.json(address);
    let answer = ok(&server, &format!("{address}&f=xlsx"), XLSX);
    let name = "attachment; filename=\"return_migrants-kgz-r3-2023-admin2-en.xlsx\"";
    assert_eq!(answer.header("content-disposition"), Some(name));
    let sheets = sheets(&answer.body);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Data", "Sources and definitions"]);
    let said: String = sheets[1].1.iter().flatten().map(|cell| format!("{cell}\n")).collect();
    let disclaimer = json["disclaimer"].as_str().expect("a disclaimer");
    for text in [disclaimer, "Illustrative numbers", "How to cite", "Definition", "Licence:", "f=xlsx"] {
        assert!(said.contains(text), "{text}: {said}");
    }
    for source in json["sources"].as_array().expect("sources") {
        assert!(said.contains(source["citation"].as_str().expect("a citation")), "{source}: {said}");
    }
    let total = &json["total"]["value"];
    assert!(said.replace(',', "").contains(&total.to_string()), "{total}: {said}");
    // Equal tables make equal bytes, or proxies could not keep them.
    assert_eq!(server.get(&format!("{address}&f=xlsx")).header("etag"), answer.header("etag"));
    let russian = ok(&server, &format!("{address}&f=xlsx&lang=ru"), XLSX);
    assert!(russian.header("content-disposition").is_some_and(|name| name.contains("-ru.xlsx")));
    let russian = self::sheets(&russian.body);
    assert_eq!(russian[0].0, "Данные");
    assert!(russian[0].1[0].contains(&Data::String("Значение".to_owned())), "{:?}", russian[0].1[0]);
    assert!(russian[0].1[1].iter().any(|cell| *cell == "есть значение"), "{:?}", russian[0].1[1]);
}

#[test]
fn what_is_accepted_chooses_the_format_and_files_have_names_that_say_what_they_are() {
    let server = Server::of_sample();
    let address = "/indicators/households_beyond/values?service=hospital&km=25&by=admin1&per=share";
    for (accept, extension) in [(XLSX, "xlsx"), ("application/geo+json", "geojson"), ("text/csv", "csv")] {
        let answer = server.request("GET", address, &[("Accept", accept)]);
        assert!(answer.header("content-type").is_some_and(|found| found.starts_with(accept)), "{accept}");
        let name = format!(
            "attachment; filename=\"households_beyond-hospital-25km-share-kgz-r3-window-admin1-en.{extension}\""
        );
        assert_eq!(answer.header("content-disposition"), Some(&*name));
    }
    let json = server.request("GET", address, &[("Accept", "application/json")]);
    assert_eq!(json.header("content-type"), Some("application/json"));
    assert!(json.header("link").is_some_and(|link| link.contains("f=xlsx") && link.contains("f=geojson")));
}

/// The files of an archive by name.
fn files(body: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(body.to_vec())).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        files.insert(file.name().expect("a name").into_owned(), bytes);
    }
    files
}

#[test]
fn an_archive_has_the_map_its_values_and_its_citation() {
    let server = Server::of_sample();
    let choices = "by=admin1&year=2023&per=per_1000_households&lang=ky&palette=reds";
    let choices = if server.get(&format!("/maps/emigrants?{choices}")).status == 200 {
        choices
    } else {
        "by=admin1&year=2023&per=per_1000_households&lang=ky"
    };
    let answer = ok(&server, &format!("/maps/emigrants.zip?{choices}"), "application/zip");
    let stem = "emigrants-per_1000_households-kgz-r3-2023-admin1-ky";
    assert_eq!(answer.header("content-disposition"), Some(&*format!("attachment; filename=\"{stem}.zip\"")));
    let files = files(&answer.body);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let extensions = ["csv", "geojson", "pdf", "png", "svg", "xlsx"];
    let expected: Vec<String> =
        std::iter::once("README.txt".to_owned()).chain(extensions.map(|of| format!("{stem}.{of}"))).collect();
    assert_eq!(names, expected);
    let values = "/indicators/emigrants/values?by=admin1&year=2023&per=per_1000_households&lang=ky";
    let json = server.json(values);
    let expected = of_json(&json);
    assert_eq!(files[&format!("{stem}.csv")], server.get(&format!("{values}&f=csv")).body);
    let geojson: Json = serde_json::from_slice(&files[&format!("{stem}.geojson")]).expect("GeoJSON");
    assert_eq!(of_geojson(&geojson, &["2023"]), expected);
    assert_eq!(sheets(&files[&format!("{stem}.xlsx")])[0].1.len(), expected.len() + 1);
    let svg = server.get(&format!("/maps/emigrants.svg?{choices}"));
    assert_eq!(files[&format!("{stem}.svg")], svg.body, "the picture is that of the same address");
    let png = server.get(&format!("/maps/emigrants.png?{choices}&scale=2"));
    let width = |png: &[u8]| u32::from_be_bytes([png[16], png[17], png[18], png[19]]);
    assert_eq!(width(&files[&format!("{stem}.png")]), width(&png.body), "twice as dense");
    assert!(files[&format!("{stem}.pdf")].starts_with(b"%PDF"));
    let text = String::from_utf8(files["README.txt"].clone()).expect("UTF-8");
    let map = server.json(&format!("/maps/emigrants?{choices}"));
    for said in [&map["title"], &map["disclaimer"], &map["citation"], &map["unit"]] {
        assert!(text.contains(said.as_str().expect("a text")), "{said}: {text}");
    }
    for note in map["notes"].as_array().expect("notes") {
        assert!(text.contains(note.as_str().expect("a note")), "{note}: {text}");
    }
    for source in map["sources"].as_array().expect("sources") {
        assert!(text.contains(source["citation"].as_str().expect("a citation")), "{source}: {text}");
    }
}

#[test]
fn archives_of_two_variables_and_of_all_years_have_the_values_of_each() {
    let server = Server::of_sample();
    let two = "/maps/return_migrants.zip?by=admin1&year=2023&against=households_beyond&against_service=hospital&against_km=10";
    let two = files(&ok(&server, two, "application/zip").body);
    assert_eq!(two.keys().filter(|name| name.ends_with(".csv")).count(), 2, "{:?}", two.keys());
    let years = files(&ok(&server, "/maps/return_migrants.zip?by=admin1&multiples=years", "application/zip").body);
    let csv = years.iter().find(|(name, _)| name.ends_with(".csv")).expect("a table").1;
    let expected = of_json(&server.json("/indicators/return_migrants/values?by=admin1&year=all"));
    assert_eq!(of_csv(csv, None), expected);
    let refused = server.get("/maps/return_migrants.zip?by=admin1&scale=9");
    assert_eq!((refused.status, refused.json()["parameter"].as_str()), (400, Some("scale")));
}
