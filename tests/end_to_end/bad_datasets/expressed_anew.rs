//! Folders that could not be described once: each passes after `dataset.toml` alone says more, as the documents tell, and its figures are
//! served.

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::{Server, dataset};

use super::case::check;

/// What came, what `dataset.toml` says in place of what, and the values that are served then, by place.
struct Case {
    name: &'static str,
    described: &'static [(&'static str, &'static str)],
    address: &'static str,
    values: &'static [(&'static str, Option<u64>, &'static str)],
}

const BY_COMMUNITY: &str = "/indicators/return_migrants/values?by=community&year=2023";
const BY_DISTRICT: &str = "/indicators/return_migrants/values?by=admin2&year=2023";
const REPORTED: [(&str, Option<u64>, &str); 4] = [
    ("c1", Some(10), "reported"),
    ("c2", Some(20), "reported"),
    ("c3", Some(30), "reported"),
    ("c4", Some(40), "reported"),
];

const CASES: [Case; 9] = [
    // The table has villages that the vector file does not have.
    Case {
        name: "communities-geojson",
        described: &[
            (r#"lon = "lon", lat = "lat", "#, ""),
            (r#"place = "id""#, "place = \"id\"\nunless = { id = [\"c2\", \"c3\", \"c4\"] }"),
        ],
        address: BY_COMMUNITY,
        values: &[("c1", Some(10), "reported")],
    },
    Case {
        name: "districts-by-name",
        described: &[],
        address: BY_DISTRICT,
        values: &[("KG01001", Some(1), "reported"), ("KG02002", Some(4), "reported")],
    },
    Case {
        name: "hxl-long-table",
        described: &[
            (r#"place = "admin2Pcode""#, "place = \"#adm2+code\"\nyear_column = \"#date+year\"\ncombine = \"sum\""),
            (
                r##"column = "numPresent", group = "return_migrants", year = 2023"##,
                r##"column = "#affected", group = "return_migrants""##,
            ),
            ("years = [2023]", "years = [2022, 2023]"),
        ],
        address: BY_DISTRICT,
        values: &[("KG01001", Some(9), "reported"), ("KG01002", Some(4), "reported"), ("KG02001", None, "no_data")],
    },
    Case {
        name: "sheet-per-province",
        described: &[],
        address: BY_COMMUNITY,
        values: &[("c1", Some(1), "reported"), ("c3", Some(3), "reported")],
    },
    Case {
        name: "suppressed",
        described: &[(r#"place = "id""#, "place = \"id\"\nsuppressed = [\"<5\", \"*\"]")],
        address: BY_COMMUNITY,
        values: &[("c1", None, "suppressed"), ("c2", None, "suppressed"), ("c3", Some(30), "reported")],
    },
    Case { name: "table-end-and-totals", described: &[], address: BY_COMMUNITY, values: &REPORTED },
    Case {
        name: "two-row-header",
        described: &[("header_row = 2\n", ""), (r#"column = "2023""#, r#"column = "Return migrants / 2023""#)],
        address: BY_COMMUNITY,
        values: &[("c1", Some(2), "reported"), ("c4", Some(8), "reported")],
    },
    Case {
        name: "unit-codes",
        described: &[(r#"level = "admin1""#, "level = \"admin1\"\ncodes = \"text\"")],
        address: "/collections/admin1/items",
        values: &[],
    },
    Case {
        name: "yes-no-words",
        described: &[(
            r#"file = "services.csv""#,
            "file = \"services.csv\"\nyes = [\"да\", \"Y\"]\nno = [\"нет\"]\nno_data = [\"не знаю\"]",
        )],
        address: BY_COMMUNITY,
        values: &REPORTED,
    },
];

/// The files as they came, with another description.
fn described(case: &Case) -> Dataset {
    let mut files = Dataset::of_folder(&dataset(case.name));
    for (from, to) in case.described {
        files.describe(from, to);
    }
    files
}

#[test]
fn each_passes_once_the_description_says_what_is_meant() {
    for case in &CASES {
        let name = case.name;
        let folder = described(case).write();
        let output = check(folder.path(), &["--format", "json"]);
        let report: Json = serde_json::from_slice(&output.stdout).expect("a report");
        assert_eq!((&report["summary"]["errors"], output.status.code()), (&0.into(), Some(0)), "{name}: {report}");
        let server = Server::start(folder.path());
        let answer = server.json(case.address);
        for (place, value, status) in case.values {
            let key = if place.starts_with('c') { "community" } else { "pcode" };
            let rows = answer["rows"].as_array().unwrap_or_else(|| panic!("{name}: {answer}"));
            let row = rows.iter().find(|row| row[key] == *place || row["id"] == *place);
            let row = row.unwrap_or_else(|| panic!("{name}, {place}: {answer}"));
            assert_eq!((row["value"].as_u64(), row["status"].as_str()), (*value, Some(*status)), "{name}: {row}");
        }
    }
}

#[test]
fn every_kind_of_code_is_one_of_text() {
    let case = CASES.iter().find(|case| case.name == "unit-codes").expect("the case");
    let folder = described(case).write();
    let answer = Server::start(folder.path()).json(case.address);
    let codes: Vec<&str> = answer["features"]
        .as_array()
        .expect("features")
        .iter()
        .filter_map(|unit| unit["properties"]["pcode"].as_str())
        .collect();
    assert_eq!(codes, ["05893", "12653089B9628", "41706207", "KG-O", "KGZ.1.2_1"]);
}

#[test]
fn villages_that_the_vector_file_does_not_have_are_named() {
    let mut case_of_three = described(&CASES[0]);
    case_of_three.describe("unless = { id = [\"c2\", \"c3\", \"c4\"] }\n", "");
    let output = check(case_of_three.write().path(), &["--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).expect("a report");
    let unknown =
        report["findings"].as_array().expect("findings").iter().filter(|finding| finding["code"] == "unknown_place");
    assert_eq!(unknown.map(|finding| &finding["value"]).collect::<Vec<_>>(), ["c2", "c3", "c4"]);
    assert_eq!(report["summary"]["errors"], 3, "{report}");
}
