//! What does not keep a dataset from being published, and somebody should know: said, with exit 0.

use serde_json::{Value as Json, json};

use crate::bad_datasets::case::{Case, Change, check, write_valid};

struct Suspicion {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    severity: &'static str,
    code: &'static str,
    line: &'static str,
}

/// The border between Dunes and Oasis is the meridian 10.5: at 50.5° north a degree of longitude is 71 km long.
const TABLE: &[Suspicion] = &[
    Suspicion {
        what: "a year that was not over when collection ended, and is not stated to be partial",
        file: "dataset.toml",
        from: "partial = { 2024 = \"January to April\" }\n",
        to: "",
        severity: "warning",
        code: "partial_year_not_stated",
        line: "dataset.toml, line 47: collection ended on 2024-04-30, before 2024 was over, but 2024 is not under `partial`: it is shown and compared as a full year; say `partial = { 2024 = \"...\" }` if it is not",
    },
    Suspicion {
        what: "a community in another district than stated",
        file: "communities.csv",
        from: "10.2,50.5",
        to: "10.6,50.5",
        severity: "warning",
        code: "point_outside_district",
        line: "communities.csv, row 2, column district: the stated district is ZZ0101 (Dunes), but the point lies in ZZ0102 (Oasis), 7095 m outside the stated one; the stated one is used",
    },
    Suspicion {
        what: "a community in no district",
        file: "communities.csv",
        from: "11.8,50.2",
        to: "11.8,49.9",
        severity: "warning",
        code: "point_outside_district",
        line: "communities.csv, row 5, column district: the stated district is ZZ0201 (Shore), but the point lies in no district, 11.1 km outside the stated one; the stated one is used",
    },
    Suspicion {
        what: "a community a few metres across the border",
        file: "communities.csv",
        from: "10.2,50.5",
        to: "10.5003,50.5",
        severity: "note",
        code: "point_near_district",
        line: "communities.csv, row 2, column district: the stated district is ZZ0101 (Dunes), but the point lies in ZZ0102 (Oasis), 21 m outside the stated one; the stated one is used",
    },
    Suspicion {
        what: "unknown households",
        file: "communities.csv",
        from: "ZZ0201,240",
        to: "ZZ0201,",
        severity: "warning",
        code: "households_missing",
        line: "communities.csv, row 4, column households: the number of households is missing: the community is left out of all figures of households",
    },
    Suspicion {
        what: "a community without counts",
        file: "counts.csv",
        from: "C4,1,0,0\n",
        to: "",
        severity: "warning",
        code: "place_without_row",
        line: "counts.csv: there is no row for the community `C4`: it has no data",
    },
    Suspicion {
        what: "categories that are more than the count",
        file: "sex.csv",
        from: "C3,15,25",
        to: "C3,15,30",
        severity: "warning",
        code: "breakdown_does_not_add_up",
        line: "sex.csv, row 4: `return_migrants` by `sex`: in 1 of 4 places the categories do not add up to the count of all years; the first is `C3`: categories 45, count 40",
    },
    Suspicion {
        what: "a distance to what is there",
        file: "services.csv",
        from: "C3,yes,,",
        to: "C3,yes,0-5,",
        severity: "warning",
        code: "distance_of_available_service",
        line: "services.csv, row 4, column hospital_band: the service `hospital` is available, so its distance is not used",
    },
    // Two triangles, half of the country's 15,784 km² together.
    Suspicion {
        what: "an area that crosses itself",
        file: "admin0.geojson",
        from: "[[[10, 50], [12, 50], [12, 51], [10, 51], [10, 50]]]",
        to: "[[[10, 50], [12, 51], [12, 50], [10, 51], [10, 50]]]",
        severity: "warning",
        code: "geometry_mended",
        line: "admin0.geojson, feature 1: the area of ZZ was not valid (self-intersection at or near point 11 50.5) and was mended; it has 7892.2 km² now",
    },
];

#[test]
fn what_is_suspicious_is_said_and_kept() {
    let mut wrong = Vec::new();
    for Suspicion { what, file, from, to, severity, code, line } in TABLE {
        let folder = tempfile::tempdir().expect("a folder");
        write_valid(folder.path());
        Case { what, file, change: Change::Text { from, to }, errors: &[] }.break_it(folder.path());
        let output = check(folder.path(), &["--format", "json"]);
        let report: Json = serde_json::from_slice(&output.stdout).expect("JSON");
        let text = String::from_utf8(check(folder.path(), &[]).stdout).expect("UTF-8");
        let findings = report["findings"].as_array().expect("findings").clone();
        let named = findings.iter().any(|found| found["code"] == *code && found["severity"] == *severity);
        if output.status.code() != Some(0) || !named || !text.contains(&format!("  {line}\n")) {
            wrong.push(format!("{what}: exit {:?}\n{text}{}", output.status.code(), json!(findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
