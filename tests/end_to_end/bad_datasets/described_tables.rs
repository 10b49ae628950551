//! What `dataset.toml` says of files, tables and their columns.

use crate::bad_datasets::case::{Case, Change, Error};

pub const TABLE: &[Case] = &[
    Case {
        what: "a column for a year that the round does not count",
        file: "dataset.toml",
        change: Change::Text { from: r#"year = 2024 }"#, to: r#"year = 2025 }"# },
        errors: &[
            Error {
                code: "year_not_in_round",
                at: r#"{"file": "dataset.toml", "line": 65}"#,
                line: r#"dataset.toml, line 65: the round `zzz-r1` has no year 2025 for `return_migrants`; its years: `2022`, `2023`, `2024`"#,
            },
            Error {
                code: "year_without_column",
                at: r#"{"file": "dataset.toml", "line": 62}"#,
                line: r#"dataset.toml, line 62: `return_migrants` has no column for 2024, which the round counts"#,
            },
        ],
    },
    Case {
        what: "a year that has no column",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"  { column = "returns_2023", group = "return_migrants", year = 2023 },
"#,
            to: r#""#,
        },
        errors: &[Error {
            code: "year_without_column",
            at: r#"{"file": "dataset.toml", "line": 62}"#,
            line: r#"dataset.toml, line 62: `return_migrants` has no column for 2023, which the round counts"#,
        }],
    },
    Case {
        what: "a partial year outside the years",
        file: "dataset.toml",
        change: Change::Text { from: r#"partial = { 2024"#, to: r#"partial = { 2025"# },
        errors: &[Error {
            code: "unknown_partial_year",
            at: r#"{"file": "dataset.toml", "line": 48}"#,
            line: r#"dataset.toml, line 48: the partial year `2025` is not among the years of the group: `2022`, `2023`, `2024`"#,
        }],
    },
    Case {
        what: "a round that nobody gave",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"file = "counts.csv"
round = "zzz-r1""#,
            to: r#"file = "counts.csv"
round = "r1""#,
        },
        errors: &[Error {
            code: "unknown_round",
            at: r#"{"file": "dataset.toml", "line": 58}"#,
            line: r#"dataset.toml, line 58: the round `r1` does not exist; rounds: `zzz-r1`"#,
        }],
    },
    Case {
        what: "an unknown dimension",
        file: "dataset.toml",
        change: Change::Text { from: r#"dimension = "sex""#, to: r#"dimension = "gender""# },
        errors: &[Error {
            code: "unknown_dimension",
            at: r#"{"file": "dataset.toml", "line": 73}"#,
            line: r#"dataset.toml, line 73: `gender` is not a dimension; accepted: `country`, `sex`, `length_of_stay`, `reason`, `movement`"#,
        }],
    },
    Case {
        what: "a category with two columns",
        file: "dataset.toml",
        change: Change::Text { from: r#"category = "Men""#, to: r#"category = "Women""# },
        errors: &[Error {
            code: "category_twice",
            at: r#"{"file": "dataset.toml", "line": 77}"#,
            line: r#"dataset.toml, line 77: the category `Women` of `return_migrants` has two columns"#,
        }],
    },
    Case {
        what: "an unknown service",
        file: "dataset.toml",
        change: Change::Text { from: r#"service = "hospital""#, to: r#"service = "clinics""# },
        errors: &[Error {
            code: "unknown_service",
            at: r#"{"file": "dataset.toml", "line": 86}"#,
            line: r#"dataset.toml, line 86: `clinics` is not a service; accepted: `clinic`, `hospital`, `internet`, `market`, `drinking_water`, `school`, `employment_center`, `bank_atm_post`, `public_service_center`"#,
        }],
    },
    Case {
        what: "kilometres and bands at once",
        file: "dataset.toml",
        change: Change::Text { from: r#"band = "hospital_band""#, to: r#"band = "hospital_band", km = "km""# },
        errors: &[Error {
            code: "km_and_band",
            at: r#"{"file": "dataset.toml", "line": 86}"#,
            line: r#"dataset.toml, line 86: give the distance either in `km` or as a `band`, not both"#,
        }],
    },
    Case {
        what: "a path that leaves the folder",
        file: "dataset.toml",
        change: Change::Text { from: r#"file = "counts.csv""#, to: r#"file = "../counts.csv""# },
        errors: &[Error {
            code: "path_leaves_folder",
            at: r#"{"file": "dataset.toml", "line": 57}"#,
            line: r#"dataset.toml, line 57: `../counts.csv` leaves the folder of the dataset; give a path inside it, without `..`"#,
        }],
    },
    Case {
        what: "a path of the whole machine",
        file: "dataset.toml",
        change: Change::Text { from: r#"file = "counts.csv""#, to: r#"file = "/etc/passwd""# },
        errors: &[
            Error {
                code: "path_leaves_folder",
                at: r#"{"file": "dataset.toml", "line": 57}"#,
                line: r#"dataset.toml, line 57: `/etc/passwd` leaves the folder of the dataset; give a path inside it, without `..`"#,
            },
            Error {
                code: "unknown_table_format",
                at: r#"{"file": "dataset.toml", "line": 57}"#,
                line: r#"dataset.toml, line 57: `/etc/passwd` is not a kind of table that is read; accepted: .csv, .xlsx"#,
            },
        ],
    },
    Case {
        what: "a file that does not exist",
        file: "dataset.toml",
        change: Change::Text { from: r#"file = "counts.csv""#, to: r#"file = "count.csv""# },
        errors: &[Error {
            code: "file_missing",
            at: r#"{"file": "dataset.toml", "line": 57}"#,
            line: r#"dataset.toml, line 57: the file `count.csv` does not exist in the folder of the dataset"#,
        }],
    },
    Case {
        what: "a kind of table that is not read",
        file: "dataset.toml",
        change: Change::Text { from: r#"file = "counts.csv""#, to: r#"file = "admin0.geojson""# },
        errors: &[Error {
            code: "unknown_table_format",
            at: r#"{"file": "dataset.toml", "line": 57}"#,
            line: r#"dataset.toml, line 57: `admin0.geojson` is not a kind of table that is read; accepted: .csv, .xlsx"#,
        }],
    },
    Case {
        what: "no dataset.toml",
        file: "dataset.toml",
        change: Change::Remove,
        errors: &[Error {
            code: "description_missing",
            at: r#"{"file": "dataset.toml"}"#,
            line: r#"dataset.toml: there is no dataset.toml in this folder"#,
        }],
    },
    Case {
        what: "a column that stands for two categories",
        file: "dataset.toml",
        change: Change::Text { from: r#"column = "men""#, to: r#"column = "women""# },
        errors: &[Error {
            code: "column_used_twice",
            at: r#"{"file": "dataset.toml", "line": 77}"#,
            line: r#"dataset.toml, line 77: the column `women` is already used on line 76; a column has one meaning"#,
        }],
    },
];
