//! Reading the small datasets of the tests, and what the tests of this room add to them.

use std::fmt::Write;

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};

use super::super::{Finding, Ingested, Severity, read_dataset};
use crate::progress::Silent;

pub(super) fn read(dataset: &Dataset) -> Ingested {
    read_dataset(dataset.write().path(), &Silent)
}

/// Sandland with what a dataset may leave out: population and aliases of districts, the origin of communities, a service without
/// distances. Districts and communities are in no order.
pub(super) fn with_optional_columns() -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.describe(
        "file = \"admin2.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { ",
        "file = \"admin2.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { aliases = \"aliases\", population = \"population\", ",
    );
    dataset.describe("households = \"households\" }", "households = \"households\", origin = \"origin\" }");
    dataset.append("dataset.toml", INTERNET);
    dataset.put("internet.csv", "community,internet\nC1,yes\nC2,yes\nC3,no\nC4,yes\n");
    let district = |properties: &str, west: f64, east: f64| feature(properties, &rectangle([west, 42.0, east, 43.0]));
    dataset.put(
        "admin2.geojson",
        collection(&[
            district(
                r#""pcode":"ZZ0201","parent":"ZZ02","name":"Shore\u00a0","aliases":"3rd; Üçünçü;3rd","population":3000"#,
                75.0,
                76.0,
            ),
            district(r#""pcode":"ZZ0101","parent":"ZZ01","name":"Dunes","population":1000"#, 74.0, 74.5),
            district(r#""pcode":"ZZ0102","parent":"ZZ01","name":"Oasis","population":2000"#, 74.5, 75.0),
        ]),
    );
    dataset.put(
        "communities.csv",
        "id,name,lon,lat,district,households,origin\n\
         C3,Cove,75.3,42.6,ZZ0201,240,real\n\
         C1,Adra,74.2,42.5,ZZ0101,120,real\n\
         C2,Brim,74.7,42.4,ZZ0102,80,real\n\
         C4,Dock,75.8,42.2,ZZ0201,60,real\n",
    );
    dataset
}

const INTERNET: &str = r#"
[[services]]
file = "internet.csv"
round = "zzz-r1"
place = "community"
sources = ["survey"]
columns = [{ service = "internet", available = "internet" }]
"#;

/// The layer of the country with another geometry.
pub(super) fn country(geometry: &str) -> String {
    collection(&[feature(r#""pcode":"ZZ","name":"Sandland""#, geometry)])
}

/// The findings as text: severity, code, location, message.
pub(super) fn lines<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> String {
    let mut text = String::new();
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let _ = writeln!(text, "{severity} {}\n  {}: {}", finding.code, finding.location, finding.message);
    }
    text
}
