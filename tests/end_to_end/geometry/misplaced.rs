//! Layers and points in places where they cannot be: told once, where the fault is, with its likely cause.

use std::path::Path;

use serde_json::Value as Json;
use tests::{Server, dataset};

use crate::geometry::{changed, report};

/// The findings on a dataset but for those that every small one has: severity, code, file and what there, message.
fn told(folder: &Path) -> Vec<(String, String, String, String)> {
    let report = report(folder);
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let place = |at: &Json| match (&at["row"], &at["feature"]) {
        (Json::Number(row), _) => format!("{} row {row}", text(&at["file"])),
        (_, Json::Number(feature)) => format!("{} feature {feature}", text(&at["file"])),
        _ => text(&at["file"]),
    };
    let findings = report["findings"].as_array().expect("findings").iter();
    findings
        .filter(|finding| finding["code"] != "group_without_counts")
        .map(|found| {
            (text(&found["severity"]), text(&found["code"]), place(&found["location"]), text(&found["message"]))
        })
        .collect()
}

/// Severity, code and place of each, and one message.
fn is_only(folder: &Path, severity: &str, code: &str, place: &str, words: &[&str]) {
    let told = told(folder);
    let [(found_severity, found_code, found_place, message)] = &told[..] else { panic!("{told:#?}") };
    assert_eq!([found_severity, found_code, found_place], [severity, code, place], "{message}");
    for words in words {
        assert!(message.contains(words), "`{words}` in {message}");
    }
}

/// A GeoJSON with other coordinates.
fn moved(text: &str, to: impl Fn(f64, f64) -> (f64, f64)) -> String {
    fn walk(json: &mut Json, to: &impl Fn(f64, f64) -> (f64, f64)) {
        let Some(list) = json.as_array_mut() else { return };
        if let (2, Some(x), Some(y)) = (list.len(), list[0].as_f64(), list.get(1).and_then(Json::as_f64)) {
            let (x, y) = to(x, y);
            *json = serde_json::json!([x, y]);
        } else {
            list.iter_mut().for_each(|member| walk(member, to));
        }
    }
    let mut document: Json = serde_json::from_str(text).expect("GeoJSON");
    for feature in document["features"].as_array_mut().expect("features") {
        walk(&mut feature["geometry"]["coordinates"], &to);
    }
    document.to_string()
}

const SOUND: &str = "metres-as-km";

/// The sound dataset has distances that are none of this.
fn sound(changes: &[(&str, &dyn Fn(String) -> String)]) -> tempfile::TempDir {
    let near = |text: String| text.replace("3500", "3.5").replace("12000", "12").replace("800", "0.8");
    let mut all: Vec<(&str, &dyn Fn(String) -> String)> = vec![("services.csv", &near)];
    all.extend(changes);
    changed(SOUND, &all)
}

#[test]
fn well_placed_features_have_no_findings() {
    assert_eq!(told(sound(&[]).path()), []);
}

#[test]
fn swapped_boundaries_are_one_finding_without_findings_for_points() {
    let words =
        ["longitude and latitude of the areas look swapped", "Kyrgyzstan", "longitude 42 to 43, latitude 74 to 76"];
    is_only(&dataset("boundaries-swapped"), "error", "layer_axes_swapped", "a.geojson", &words);
}

#[test]
fn only_the_swapped_layer_is_reported() {
    let folder = sound(&[("a1.geojson", &|text| moved(&text, |x, y| (y, x)))]);
    let words = ["those of the layer `admin0`"];
    is_only(folder.path(), "error", "layer_axes_swapped", "a1.geojson", &words);
}

#[test]
fn many_swapped_points_are_one_finding_and_few_are_one_each() {
    let swap = |text: String| text.replace("lon,lat", "lat,lon");
    let words = ["look swapped in all 4 points: 40.5, 70.5 is in no district, 70.5, 40.5 is in KG01001 (A)"];
    is_only(sound(&[("communities.csv", &swap)]).path(), "error", "coordinates_swapped", "communities.csv", &words);
    let swap_one = |text: String| text.replace("71.5,40.5", "40.5,71.5");
    let words = ["40.5, 71.5 is in no district, 71.5, 40.5 is in KG01002 (B)"];
    is_only(
        sound(&[("communities.csv", &swap_one)]).path(),
        "error",
        "coordinates_swapped",
        "communities.csv row 3",
        &words,
    );
}

#[test]
fn swapped_axes_of_an_unknown_country_name_both_suspects() {
    let folder = changed(
        "boundaries-swapped",
        &[("dataset.toml", &|text| text.replace("country = \"KG\"", "country = \"ZZ\""))],
    );
    let words = ["either those of the points or those of the areas"];
    is_only(folder.path(), "error", "coordinates_swapped", "communities.csv", &words);
}

#[test]
fn facilities_are_placed_like_communities() {
    let told = told(&dataset("facility-anywhere"));
    let [swapped, zero] = &told[..] else { panic!("{told:#?}") };
    assert_eq!([&swapped.0, &swapped.1, &swapped.2], ["error", "coordinates_swapped", "f.geojson feature 1"]);
    assert!(swapped.3.contains("40.5, 70.5 is in no district, 70.5, 40.5 is in KG01001 (A)"), "{}", swapped.3);
    assert_eq!([&zero.0, &zero.1, &zero.2], ["warning", "point_outside_districts", "f.geojson feature 2"]);
    assert!(zero.3.contains("0, 0 is what is written where no position is known"), "{}", zero.3);
    // All of them swapped is one fault.
    let swap = |text: String| {
        moved(&text.replace("[0, 0]", "[40.6, 71.6]").replace("[70.5, 40.5]", "[40.2, 70.2]"), |x, y| (x, y))
    };
    let folder = changed("facility-anywhere", &[("f.geojson", &swap)]);
    is_only(folder.path(), "error", "coordinates_swapped", "f.geojson", &["in all 3 points"]);
}

#[test]
fn metres_taken_for_degrees_are_one_finding() {
    let metres = |x: f64, y: f64| (x * 70_000.0 - 4_500_000.0, y * 111_000.0);
    let folder = sound(&[("a2.geojson", &|text| moved(&text, metres))]);
    let words = ["all 4 features are off the globe", "metres of a projection"];
    is_only(folder.path(), "error", "coordinates_out_of_range", "a2.geojson", &words);
    let metres = |text: String| {
        text.replace("70.5,40.5", "435000,4495500").replace("71.5,", "505000,").replace("70.5,", "435100,")
    };
    let words = ["3 of 4 points", "metres of a projection"];
    let folder = sound(&[("communities.csv", &|text| metres(text).replace("505000,41.5", "71.5,41.5"))]);
    is_only(folder.path(), "error", "coordinates_out_of_range", "communities.csv", &words);
}

#[test]
fn degrees_taken_for_metres_are_one_finding() {
    let folder = sound(&[("dataset.toml", &|text| {
        text.replace("file = \"a2.geojson\"", "file = \"a2.geojson\"\ncrs = \"EPSG:32643\"")
    })]);
    let words =
        ["all areas together are 2 m wide and 2 m high", "Degrees look like this under a reference system in metres"];
    is_only(folder.path(), "error", "layer_too_small", "a2.geojson", &words);
}

#[test]
fn a_layer_of_another_country_is_one_finding() {
    let folder = sound(&[("a1.geojson", &|text| moved(&text, |x, y| (x - 30.0, y)))]);
    let words = ["longitude 40 to 42, latitude 40 to 42", "those of the layer `admin0`"];
    is_only(folder.path(), "warning", "layer_elsewhere", "a1.geojson", &words);
}

#[test]
fn distances_larger_than_the_country_are_one_finding_per_column() {
    let words = ["3 of 3 distances to the service `school`", "(222 km)", "the farthest 12000 km: are these metres?"];
    is_only(&dataset(SOUND), "warning", "distances_too_large", "services.csv", &words);
}

/// As charts of the Pacific write them, like areas.
#[test]
fn longitudes_beyond_180_are_wrapped_if_that_puts_points_inside() {
    let to_360 = |text: String| text.replace("-179.9,", "180.1,").replace("-179.95,", "180.05,");
    let school = |text: String| text.replace("[179.95,", "[-180.05,");
    let folder = changed("antimeridian-districts", &[("communities.csv", &to_360), ("f.geojson", &school)]);
    let told = told(folder.path());
    let notes = [
        ("note", "communities.csv", "2 longitudes go beyond 180 degrees: 180.1, the first, is taken for -179.9"),
        ("note", "f.geojson", "the longitude -180.05 goes beyond 180 degrees: it is taken for 179.95"),
    ];
    let expected =
        notes.map(|(severity, place, message)| [severity, "longitude_beyond_180", place, message].map(str::to_owned));
    let found: Vec<[String; 4]> = told.into_iter().map(|(a, b, c, d)| [a, b, c, d]).collect();
    assert_eq!(found, expected);
    let items = |folder: &Path, collection: &str| {
        Server::start(folder).json(&format!("/collections/{collection}/items"))["features"].clone()
    };
    for collection in ["communities", "facilities"] {
        assert_eq!(items(folder.path(), collection), items(&dataset("antimeridian-districts"), collection));
    }
}

/// A wrong digit would look the same.
#[test]
fn longitudes_beyond_180_are_errors_if_wrapping_puts_points_elsewhere() {
    let typo = |text: String| text.replace("-179.9,", "274.6,");
    let school = |text: String| text.replace("[179.95,", "[274.6,");
    let folder = changed("antimeridian-districts", &[("communities.csv", &typo)]);
    let words =
        ["274.6 is no longitude; expected degrees from -180 to 180", "it would be -85.4, which is near no district"];
    is_only(folder.path(), "error", "coordinates_out_of_range", "communities.csv row 4", &words);
    let folder = changed("antimeridian-districts", &[("f.geojson", &school)]);
    is_only(
        folder.path(),
        "error",
        "coordinates_out_of_range",
        "f.geojson feature 1",
        &["off the globe: 274.6, -17.5"],
    );
}
