//! Rounds of two editions of boundaries: a country of four districts, of which one splits and two merge.

use std::path::Path;
use std::process::Command;

use serde_json::{Value as Json, json};
use tempfile::TempDir;
use tests::{Server, binary};

const OLD: [(&str, &str, f64, f64); 4] = [
    ("ZZ01", "Alma", 74.0, 75.0),
    ("ZZ02", "Bulak", 75.0, 76.0),
    ("ZZ03", "Char", 76.0, 77.0),
    ("ZZ04", "Dala", 77.0, 78.0),
];
const NEW: [(&str, &str, f64, f64); 4] = [
    ("ZZ01", "Alma", 74.0, 74.6),
    ("ZZ05", "Alma City", 74.6, 75.0),
    ("ZZ02", "Bulak", 75.0, 76.0),
    ("ZZ06", "Char and Dala", 76.0, 78.0),
];
/// What had merged is apart again.
const NEWEST: [(&str, &str, f64, f64); 5] = [
    ("ZZ01", "Alma", 74.0, 74.6),
    ("ZZ05", "Alma City", 74.6, 75.0),
    ("ZZ02", "Bulak", 75.0, 76.0),
    ("ZZ07", "Char", 76.0, 77.0),
    ("ZZ08", "Dala", 77.0, 78.0),
];
const CONCORDANCE: &str = "before,now\nZZ01,ZZ01\nZZ01,ZZ05\nZZ02,ZZ02\nZZ03,ZZ06\nZZ04,ZZ06\n";
const LINK: &str = r#"
[boundary_edition]
id = "2018"
valid_from = "2018-06"

[[concordances]]
dataset = "land-2017"
level = "admin1"
file = "concordance.csv"
from = "before"
to = "now"
sources = ["office"]
"#;
const COMPARE: &str = "/land-2018/rounds/compare?a=land-2017/zzz-d1&b=zzz-d2";

fn layer(units: &[(&str, &str, f64, f64)], parent: Option<&str>) -> String {
    let feature = |(code, name, west, east): &(&str, &str, f64, f64)| {
        let ring = [[*west, 42.0], [*east, 42.0], [*east, 43.0], [*west, 43.0], [*west, 42.0]];
        json!({
            "type": "Feature",
            "properties": { "pcode": code, "name": name, "parent": parent },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        })
    };
    let features: Vec<Json> = units.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}

/// A dataset of one edition of boundaries, with a round of displaced people.
struct Dataset {
    id: &'static str,
    round: &'static str,
    units: &'static [(&'static str, &'static str, f64, f64)],
    counts: String,
    further: String,
    concordance: String,
}

impl Dataset {
    fn old() -> Self {
        let counts = "district,idps\nZZ01,100\nZZ02,20\nZZ03,30\nZZ04,50\n".to_owned();
        let further = "[boundary_edition]\nid = \"2017\"\n".to_owned();
        Self { id: "land-2017", round: "zzz-d1", units: &OLD, counts, further, concordance: String::new() }
    }

    fn new() -> Self {
        let counts = "district,idps\nZZ01,60\nZZ05,70\nZZ02,20\nZZ06,40\n".to_owned();
        let (further, concordance) = (LINK.to_owned(), CONCORDANCE.to_owned());
        Self { id: "land-2018", round: "zzz-d2", units: &NEW, counts, further, concordance }
    }

    fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).expect("a file");
        let Self { id, round, units, counts, further, concordance } = self;
        let (from, to) = match *round {
            "zzz-d1" => ("2017-01-01", "2017-01-31"),
            "zzz-d2" => ("2019-01-01", "2019-01-31"),
            _ => ("2023-01-01", "2023-01-31"),
        };
        put("admin0.geojson", &layer(&[("ZZ", "Land", 74.0, 78.0)], None));
        put("admin1.geojson", &layer(units, Some("ZZ")));
        put("counts.csv", counts);
        put("concordance.csv", concordance);
        let description = format!(
            r#"
[dataset]
id = "{id}"
title = "Land"
country = "ZZ"
default_round = "{round}"

[vocabulary]
[[vocabulary.groups]]
id = "idps"
label = {{ en = "Displaced people" }}
kind = "stock"

[[sources]]
id = "office"
title = "Office of Land"
citation = "Office of Land, {id}."
publisher = "Office of Land"
licence = "CC BY 4.0"
date = "2019"

[[layers]]
level = "admin0"
file = "admin0.geojson"
boundaries = "official"
sources = ["office"]
columns = {{ pcode = "pcode", name_en = "name" }}

[[layers]]
level = "admin1"
file = "admin1.geojson"
boundaries = "official"
sources = ["office"]
columns = {{ pcode = "pcode", parent = "parent", name_en = "name" }}

[[rounds]]
id = "{round}"
country = "ZZ"
title = "A round"
collected = ["{from}", "{to}"]
method = "Key informant interviews"
sources = ["office"]

[[rounds.groups]]
group = "idps"
definition = "People who had to leave their homes and are still away."

[[counts]]
file = "counts.csv"
round = "{round}"
level = "admin1"
place = "district"
sources = ["office"]
suppressed = ["<5"]
columns = [{{ column = "idps", group = "idps" }}]

{further}
"#
        );
        put("dataset.toml", &description);
        folder
    }
}

/// An edition after both, with a concordance with each of them.
fn newest() -> TempDir {
    let counts = "district,idps\nZZ01,1\nZZ05,2\nZZ02,30\nZZ07,400\nZZ08,5000\n".to_owned();
    let (of_2018, of_2017) = (LINK.replace("land-2017", "land-2018").replace("\"2018\"", "\"2022\""), LINK);
    let (_, of_2017) = of_2017.split_once("[[concordances]]").expect("a section");
    let further = format!("{of_2018}\n[[concordances]]{}", of_2017.replace("concordance.csv", "2017.csv"));
    let concordance = "before,now\nZZ01,ZZ01\nZZ05,ZZ05\nZZ02,ZZ02\nZZ06,ZZ07\nZZ06,ZZ08\n".to_owned();
    let folder = Dataset { id: "land-2022", round: "zzz-d3", units: &NEWEST, counts, further, concordance }.write();
    let of_2017 = "before,now\nZZ01,ZZ01\nZZ01,ZZ05\nZZ02,ZZ02\nZZ03,ZZ07\nZZ04,ZZ08\n";
    std::fs::write(folder.path().join("2017.csv"), of_2017).expect("a file");
    folder
}

#[test]
fn three_editions_are_compared_two_by_two() {
    let (old, new, newest) = (Dataset::old().write(), Dataset::new().write(), newest());
    let server =
        Server::start_with(old.path(), &[new.path(), newest.path()].map(|path| path.to_str().expect("a path")));
    let compared = |a: &str| rows(&server.json(&format!("/land-2022/rounds/compare?a={a}&b=zzz-d3")));
    let before = [
        row("ZZ01", "ZZ01", Some(60), Some(1)),
        row("ZZ05", "ZZ05", Some(70), Some(2)),
        row("ZZ02", "ZZ02", Some(20), Some(30)),
        row("ZZ06", "ZZ07 ZZ08", Some(40), Some(5400)),
    ];
    let mut of_2018 = compared("land-2018/zzz-d2");
    of_2018.sort_by_key(|row| before.iter().position(|known| known.0 == row.0));
    assert_eq!(of_2018, before);
    // The districts of 2017 and of 2022 are the same again, whatever was between.
    let first = [
        row("ZZ01", "ZZ01 ZZ05", Some(100), Some(3)),
        row("ZZ02", "ZZ02", Some(20), Some(30)),
        row("ZZ03", "ZZ07", Some(30), Some(400)),
        row("ZZ04", "ZZ08", Some(50), Some(5000)),
    ];
    assert_eq!(compared("land-2017/zzz-d1"), first);
    let detail = server.get("/land-2022/collections/admin1/items/ZZ06").json()["detail"].clone();
    assert!(detail.as_str().unwrap_or_default().contains("here its area lies in ZZ07, ZZ08"), "{detail}");
}

#[test]
fn a_code_of_another_edition_in_a_table_is_an_error_that_names_it() {
    let mut dataset = Dataset::new();
    dataset.counts = "district,idps\nZZ01,60\nZZ05,70\nZZ02,20\nZZ03,40\n".to_owned();
    let folder = dataset.write();
    let check = Command::new(binary()).arg("check").arg(folder.path()).output().expect("a check");
    let report = String::from_utf8_lossy(&check.stdout).into_owned();
    let words = "there is no province `ZZ03` in the dataset; it is a unit of `land-2017`, which has other boundaries: here its area lies in ZZ06";
    assert!(report.contains(words), "{report}");
}

fn served(old: &Path, new: &Path) -> Server {
    Server::start_with(old, &[new.to_str().expect("a path")])
}

/// The codes of the units of each side, the values and the difference of each row.
fn rows(answer: &Json) -> Vec<(String, String, Json, Json)> {
    let codes = |side: &Json| {
        let units = side["units"].as_array().expect("units");
        units.iter().map(|unit| unit["pcode"].as_str().expect("a code")).collect::<Vec<_>>().join(" ")
    };
    let row = |row: &Json| (codes(&row["a"]), codes(&row["b"]), row["a"]["value"].clone(), row["b"]["value"].clone());
    answer["rows"].as_array().expect("rows").iter().map(row).collect()
}

fn row(a: &str, b: &str, of_a: Option<u64>, of_b: Option<u64>) -> (String, String, Json, Json) {
    (a.to_owned(), b.to_owned(), json!(of_a), json!(of_b))
}

#[test]
fn units_that_split_or_merge_are_compared_as_the_areas_that_both_editions_have() {
    let (old, new) = (Dataset::old().write(), Dataset::new().write());
    let server = served(old.path(), new.path());
    let answer = server.json(COMPARE);
    let expected = [
        row("ZZ01", "ZZ01 ZZ05", Some(100), Some(130)),
        row("ZZ02", "ZZ02", Some(20), Some(20)),
        row("ZZ03 ZZ04", "ZZ06", Some(80), Some(40)),
    ];
    assert_eq!(rows(&answer), expected);
    let names: Vec<&Json> = answer["rows"].as_array().expect("rows").iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["Alma = Alma + Alma City", "Bulak", "Char + Dala = Char and Dala"]);
    assert_eq!((&answer["rows"][0]["change"], &answer["rows"][1]["difference"]), (&json!(30), &json!("the same")));
    assert_eq!((&answer["total"]["a"]["value"], &answer["total"]["b"]["value"]), (&json!(200), &json!(190)));
    assert_eq!((&answer["a"]["dataset"], &answer["a"]["boundary_edition"]), (&json!("land-2017"), &json!("2017")));
    assert!(answer["notes"].to_string().contains("editions 2017 and 2018"), "{answer}");
    // The other way round, from the other dataset.
    let turned = server.json("/land-2017/rounds/compare?a=land-2018/zzz-d2&b=zzz-d1");
    assert_eq!(rows(&turned)[0], row("ZZ01 ZZ05", "ZZ01", Some(130), Some(100)));
    // The country as a whole.
    assert_eq!(rows(&server.json(&format!("{COMPARE}&by=admin0"))), [row("ZZ", "ZZ", Some(200), Some(190))]);
    let csv = server.get(&format!("{COMPARE}&f=csv")).text();
    assert!(
        csv.contains("Char + Dala = Char and Dala,land-2017,zzz-d1,ZZ03 ZZ04,80,reported,,land-2018,zzz-d2,ZZ06,40,"),
        "{csv}"
    );
    assert!(server.get(&format!("{COMPARE}&f=html")).text().contains("Alma City"));
    let edition = &server.json("/land-2018/rounds")["boundary_edition"];
    assert_eq!((&edition["id"], &edition["concordances"][0]["dataset"]), (&json!("2018"), &json!("land-2017")));
    assert_eq!(&server.json("/land-2018/collections")["boundary_edition"], edition);
}

#[test]
fn an_edition_on_disk_keeps_the_concordance() {
    let (old, new, editions) = (Dataset::old().write(), Dataset::new().write(), tempfile::tempdir().expect("a folder"));
    let build =
        Command::new(binary()).arg("build").arg(new.path()).arg("-o").arg(editions.path()).output().expect("a build");
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
    let server = served(old.path(), editions.path());
    assert_eq!(rows(&server.json(COMPARE)).len(), 3);
}

#[test]
fn what_is_withheld_of_a_unit_is_withheld_of_the_areas_with_it() {
    let mut new = Dataset::new();
    new.counts = "district,idps\nZZ01,60\nZZ05,<5\nZZ02,<5\nZZ06,40\n".to_owned();
    // The source states the country as a whole: that is no reason to show it for an area.
    new.further += r#"
[[counts]]
file = "country.csv"
round = "zzz-d2"
level = "admin0"
place = "country"
sources = ["office"]
columns = [{ column = "idps", group = "idps" }]
"#;
    let (old, folder) = (Dataset::old().write(), new.write());
    std::fs::write(folder.path().join("country.csv"), "country,idps\nZZ,106\n").expect("a file");
    let server = served(old.path(), folder.path());
    let answer = server.json(COMPARE);
    let expected = [
        row("ZZ01", "ZZ01 ZZ05", Some(100), None),
        row("ZZ02", "ZZ02", Some(20), None),
        row("ZZ03 ZZ04", "ZZ06", Some(80), Some(40)),
    ];
    assert_eq!(rows(&answer), expected);
    for at in [0, 1] {
        let row = &answer["rows"][at];
        assert_eq!(answer["total"]["b"]["status"], "suppressed");
        assert_eq!((&row["b"]["status"], row.get("difference"), row.get("change")), (&json!("suppressed"), None, None));
    }
    // No number of the answer tells what a unit has, in no format.
    for format in ["json", "csv", "html"] {
        let text = server.get(&format!("{COMPARE}&f={format}")).text();
        assert!(!text.contains("106"), "{format}: {text}");
    }
}

#[test]
fn what_cannot_be_compared_says_why() {
    let (old, new) = (Dataset::old().write(), Dataset::new().write());
    let server = served(old.path(), new.path());
    for (query, parameter, words) in [
        ("a=land-2016/zzz-d1&b=zzz-d2", "a", "this server has no dataset `land-2016`"),
        ("a=land-2017/zzz-d9&b=zzz-d2", "a", "there is no round `land-2017/zzz-d9`"),
        ("a=land-2017/zzz-d1&b=zzz-d2&by=community", "by", "not by community"),
        ("a=land-2017/zzz-d1&b=zzz-d2&within=ZZ01", "within", "may reach over its border"),
        ("a=land-2018/zzz-d2&b=zzz-d2", "b", "are the same round"),
    ] {
        let answer = server.get(&format!("/land-2018/rounds/compare?{query}"));
        assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        let problem = answer.json();
        assert_eq!(problem["parameter"], parameter, "{query}: {problem}");
        assert!(problem["detail"].as_str().unwrap_or_default().contains(words), "{query}: {problem}");
    }
    // A unit of before is looked for in vain, and the answer says where it is.
    for path in ["/land-2018/collections/admin1/items/ZZ03", "/land-2018/indicators/idps/values?within=ZZ03"] {
        let detail = server.get(path).json()["detail"].clone();
        let words = "it is a unit of the dataset `land-2017`, which has other boundaries; here its area lies in ZZ06";
        assert!(detail.as_str().unwrap_or_default().contains(words), "{path}: {detail}");
    }
    // Without a concordance, equal codes prove nothing.
    let mut alone = Dataset::new();
    alone.further = "[boundary_edition]\nid = \"2018\"\n".to_owned();
    let alone = alone.write();
    let server = served(old.path(), alone.path());
    let problem = server.get(COMPARE).json();
    assert_eq!(problem["parameter"], "by", "{problem}");
    assert!(
        problem["detail"].as_str().unwrap_or_default().contains("no concordance between `land-2017` and `land-2018`")
    );
    // A unit of the older edition that the table leaves out.
    let mut short = Dataset::new();
    short.concordance = CONCORDANCE.replace("ZZ04,ZZ06\n", "");
    let short = short.write();
    let server = served(old.path(), short.path());
    let detail = server.get(COMPARE).json()["detail"].clone();
    assert!(
        detail.as_str().unwrap_or_default().contains("says nothing of `ZZ04`, a unit of admin1 of `land-2017`"),
        "{detail}"
    );
}

#[test]
fn a_concordance_is_checked() {
    let findings = |change: &dyn Fn(&mut Dataset)| {
        let mut dataset = Dataset::new();
        change(&mut dataset);
        let folder = dataset.write();
        let check = Command::new(binary())
            .arg("check")
            .arg(folder.path())
            .args(["--format", "json"])
            .output()
            .expect("a check");
        String::from_utf8_lossy(&check.stdout).into_owned()
    };
    for (words, change) in [
        (
            "unknown_place",
            &(|dataset: &mut Dataset| dataset.concordance.push_str("ZZ04,ZZ77\n")) as &dyn Fn(&mut Dataset),
        ),
        ("concordance_unit_missing", &|dataset| dataset.concordance = CONCORDANCE.replace("ZZ02,ZZ02\n", "")),
        ("concordance_code_missing", &|dataset| dataset.concordance = CONCORDANCE.replace("ZZ02,ZZ02", ",ZZ02")),
        ("concordance_with_itself", &|dataset| dataset.further = LINK.replace("land-2017", "land-2018")),
        ("boundary_edition_missing", &|dataset| {
            dataset.further = LINK.split_once("[[conc").map(|(_, rest)| format!("[[conc{rest}")).expect("a section")
        }),
        ("level_not_loaded", &|dataset| dataset.further = LINK.replace("admin1", "admin2")),
    ] {
        let report = findings(change);
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(!findings(&|_| {}).contains("concordance_"));
}
