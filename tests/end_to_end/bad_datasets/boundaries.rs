//! Boundaries.

use crate::bad_datasets::case::{Case, Change, Error};

pub const TABLE: &[Case] = &[
    Case {
        what: "a field that the boundaries do not have",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"columns = { pcode = "pcode", name_en"#,
            to: r#"columns = { pcode = "code", name_en"#,
        },
        errors: &[Error {
            code: "column_missing",
            at: r#"{"file": "admin0.geojson", "column": "code"}"#,
            line: r#"admin0.geojson, column code: line 21 of dataset.toml names this column, but the file has no such field; it has: `pcode`, `name`"#,
        }],
    },
    Case {
        what: "a P-code that became a number",
        file: "admin2.geojson",
        change: Change::Text { from: r#""pcode": "ZZ0201""#, to: r#""pcode": 4.1702e13"# },
        errors: &[Error {
            code: "pcode_is_a_number",
            at: r#"{"file": "admin2.geojson", "feature": 3, "column": "pcode"}"#,
            line: r#"admin2.geojson, feature 3, column pcode: `41702000000000.0` is a number, not a P-code: the column was probably read as numbers; store it as text"#,
        }],
    },
    Case {
        what: "a P-code in small letters",
        file: "admin2.geojson",
        change: Change::Text { from: r#""pcode": "ZZ0201""#, to: r#""pcode": "zz0201""# },
        errors: &[Error {
            code: "pcode_malformed",
            at: r#"{"file": "admin2.geojson", "feature": 3, "column": "pcode"}"#,
            line: r#"admin2.geojson, feature 3, column pcode: `zz0201` is not a P-code: expected two or three capital letters and then digits or capitals (`KG06211000000`), or a provisional id that starts with `x-` (`x-osh-city`)"#,
        }],
    },
    Case {
        what: "a P-code given twice",
        file: "admin2.geojson",
        change: Change::Text { from: r#""pcode": "ZZ0102""#, to: r#""pcode": "ZZ0101""# },
        errors: &[Error {
            code: "duplicate_pcode",
            at: r#"{"file": "admin2.geojson", "feature": 2, "column": "pcode"}"#,
            line: r#"admin2.geojson, feature 2, column pcode: the P-code `ZZ0101` is already that of admin2.geojson, feature 1"#,
        }],
    },
    Case {
        what: "a P-code that is empty",
        file: "admin1.geojson",
        change: Change::Text { from: r#""pcode": "ZZ02""#, to: r#""pcode": " ""# },
        errors: &[Error {
            code: "pcode_empty",
            at: r#"{"file": "admin1.geojson", "feature": 2, "column": "pcode"}"#,
            line: r#"admin1.geojson, feature 2, column pcode: the P-code is empty"#,
        }],
    },
    Case {
        what: "a parent that does not exist",
        file: "admin2.geojson",
        change: Change::Text { from: r#""parent": "ZZ02""#, to: r#""parent": "ZZ03""# },
        errors: &[Error {
            code: "parent_unknown",
            at: r#"{"file": "admin2.geojson", "feature": 3, "column": "parent"}"#,
            line: r#"admin2.geojson, feature 3, column parent: there is no province `ZZ03` in the layer `admin1`"#,
        }],
    },
    Case {
        what: "a parent that is missing",
        file: "admin2.geojson",
        change: Change::Text { from: r#""parent": "ZZ02", "#, to: r#""# },
        errors: &[Error {
            code: "parent_missing",
            at: r#"{"file": "admin2.geojson", "feature": 3, "column": "parent"}"#,
            line: r#"admin2.geojson, feature 3, column parent: the P-code of the unit above is missing"#,
        }],
    },
    Case {
        what: "a unit without a name",
        file: "admin1.geojson",
        change: Change::Text { from: r#""name": "East""#, to: r#""name": """# },
        errors: &[Error {
            code: "name_missing",
            at: r#"{"file": "admin1.geojson", "feature": 2, "column": "name"}"#,
            line: r#"admin1.geojson, feature 2, column name: the English name is missing"#,
        }],
    },
    Case {
        what: "a unit without a geometry",
        file: "admin1.geojson",
        change: Change::Text {
            from: r#""geometry": {"type": "Polygon", "coordinates": [[[11, 50], [12, 50], [12, 51], [11, 51], [11, 50]]]}"#,
            to: r#""geometry": null"#,
        },
        errors: &[Error {
            code: "geometry_missing",
            at: r#"{"file": "admin1.geojson", "feature": 2}"#,
            line: r#"admin1.geojson, feature 2: the feature has no geometry"#,
        }],
    },
    Case {
        what: "a unit that is a point",
        file: "admin1.geojson",
        change: Change::Text {
            from: r#"{"type": "Polygon", "coordinates": [[[11, 50], [12, 50], [12, 51], [11, 51], [11, 50]]]}"#,
            to: r#"{"type": "Point", "coordinates": [11, 50]}"#,
        },
        errors: &[Error {
            code: "geometry_type",
            at: r#"{"file": "admin1.geojson", "feature": 2}"#,
            line: r#"admin1.geojson, feature 2: the geometry has no polygon; expected one or more"#,
        }],
    },
    Case {
        what: "coordinates that are metres",
        file: "admin0.geojson",
        change: Change::Text { from: r#"[12, 51]"#, to: r#"[1200000, 6600000]"# },
        errors: &[Error {
            code: "coordinates_out_of_range",
            at: r#"{"file": "admin0.geojson", "feature": 1}"#,
            line: r#"admin0.geojson, feature 1: a coordinate is off the globe: 1200000, 6600000; expected a longitude from -180 to 180 and a latitude from -90 to 90; is the coordinate reference system right?"#,
        }],
    },
    Case {
        what: "boundaries that are cut off",
        file: "admin0.geojson",
        change: Change::Text {
            from: r#"51], [10, 51], [10, 50]]]}}
]}
"#,
            to: r#""#,
        },
        errors: &[Error {
            code: "vector_unreadable",
            at: r#"{"file": "admin0.geojson"}"#,
            line: r#"admin0.geojson: GDAL cannot read this as GeoJSON: Failed to read GeoJSON data"#,
        }],
    },
    Case {
        what: "boundaries without units",
        file: "admin0.geojson",
        change: Change::Content(br#"{"type": "FeatureCollection", "features": []}"#),
        errors: &[Error {
            code: "layer_empty",
            at: r#"{"file": "admin0.geojson"}"#,
            line: r#"admin0.geojson: there are no features in it"#,
        }],
    },
];
