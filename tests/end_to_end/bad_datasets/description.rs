//! What `dataset.toml` says.

use crate::bad_datasets::case::{Case, Change, Error};

pub const TABLE: &[Case] = &[
    Case {
        what: "toml that is no TOML",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"country = "ZZ"
default"#,
            to: r#"country = ZZ"
default"#,
        },
        errors: &[Error {
            code: "toml_syntax",
            at: r#"{"file": "dataset.toml", "line": 4}"#,
            line: r#"dataset.toml, line 4: missing opening quote, expected `"`, in `country = ZZ"`"#,
        }],
    },
    Case {
        what: "a key that nothing reads",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"languages = ["en"]"#,
            to: r#"languages = ["en"]
colour = "red""#,
        },
        errors: &[Error {
            code: "unknown_key",
            at: r#"{"file": "dataset.toml", "line": 7}"#,
            line: r#"dataset.toml, line 7: unknown key `colour`, expected one of `id`, `title`, `country`, `illustrative`, `illustrative_note`, `default_round`, `languages`, `disclaimer`, in `colour = "red"`"#,
        }],
    },
    Case {
        what: "a key that is missing",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"title = "Sandland, first assessment"
"#,
            to: r#""#,
        },
        errors: &[Error {
            code: "missing_key",
            at: r#"{"file": "dataset.toml", "line": 1}"#,
            line: r#"dataset.toml, line 1: missing key `title`, in `[dataset]`"#,
        }],
    },
    Case {
        what: "a word where a number belongs",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"title = "Round 1""#,
            to: r#"title = "Round 1"
key_informants = "many""#,
        },
        errors: &[Error {
            code: "wrong_type",
            at: r#"{"file": "dataset.toml", "line": 41}"#,
            line: r#"dataset.toml, line 41: invalid type: string "many", expected a whole number, not negative, in `key_informants = "many"`"#,
        }],
    },
    Case {
        what: "a group given twice",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"[communities]"#,
            to: r#"[[rounds.groups]]
group = "return_migrants"
years = [2022]
definition = "again"

[communities]"#,
        },
        errors: &[Error {
            code: "duplicate_group",
            at: r#"{"file": "dataset.toml", "line": 52}"#,
            line: r#"dataset.toml, line 52: the group `return_migrants` is already given for this round on line 46"#,
        }],
    },
    Case {
        what: "counts given twice",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"  { column = "returns_2024", group = "return_migrants", year = 2024 },"#,
            to: r#"  { column = "returns_2024", group = "return_migrants", year = 2024 },
  { column = "more_returns_2024", group = "return_migrants", year = 2024 },"#,
        },
        errors: &[Error {
            code: "year_twice",
            at: r#"{"file": "dataset.toml", "line": 66}"#,
            line: r#"dataset.toml, line 66: `return_migrants` of 2024 has two columns in this table"#,
        }],
    },
    Case {
        what: "years as text",
        file: "dataset.toml",
        change: Change::Text { from: r#"years = [2022, 2023, 2024]"#, to: r#"years = ["2022", "2023", "2024"]"# },
        errors: &[Error {
            code: "wrong_type",
            at: r#"{"file": "dataset.toml", "line": 47}"#,
            line: r#"dataset.toml, line 47: invalid type: string "2022", expected a whole number, not negative, in `years = ["2022", "2023", "2024"]`"#,
        }],
    },
    Case {
        what: "a default round that does not exist",
        file: "dataset.toml",
        change: Change::Text { from: r#"default_round = "zzz-r1""#, to: r#"default_round = "zzz-r9""# },
        errors: &[Error {
            code: "unknown_round",
            at: r#"{"file": "dataset.toml", "line": 5}"#,
            line: r#"dataset.toml, line 5: the default round `zzz-r9` does not exist; rounds: `zzz-r1`"#,
        }],
    },
    Case {
        what: "an unknown language",
        file: "dataset.toml",
        change: Change::Text { from: r#"languages = ["en"]"#, to: r#"languages = ["en", "de"]"# },
        errors: &[Error {
            code: "unknown_language",
            at: r#"{"file": "dataset.toml", "line": 6}"#,
            line: r#"dataset.toml, line 6: `de` is not a known language; accepted: `en`, `ru`, `ky`, `kk`"#,
        }],
    },
    Case {
        what: "a country without a unit",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"country = "ZZ"
default"#,
            to: r#"country = "ZY"
default"#,
        },
        errors: &[Error {
            code: "unknown_country",
            at: r#"{"file": "dataset.toml", "line": 4}"#,
            line: r#"dataset.toml, line 4: the country `ZY` is not in the layer `admin0`; it has: `ZZ`"#,
        }],
    },
    Case {
        what: "a source given twice",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"[[layers]]
level = "admin0""#,
            to: r#"[[sources]]
id = "survey"
title = "a"
citation = "a"
publisher = "a"
licence = "a"
date = "2024"

[[layers]]
level = "admin0""#,
        },
        errors: &[Error {
            code: "duplicate_source",
            at: r#"{"file": "dataset.toml", "line": 17}"#,
            line: r#"dataset.toml, line 17: the source `survey` is already given on line 9"#,
        }],
    },
    Case {
        what: "a source that nobody gave",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"sources = ["survey"]
columns = { id"#,
            to: r#"sources = ["census"]
columns = { id"#,
        },
        errors: &[Error {
            code: "unknown_source",
            at: r#"{"file": "dataset.toml", "line": 53}"#,
            line: r#"dataset.toml, line 53: the source `census` does not exist; sources: `survey`"#,
        }],
    },
    Case {
        what: "a date that is none",
        file: "dataset.toml",
        change: Change::Text { from: r#"date = "2024-04""#, to: r#"date = "April 2024""# },
        errors: &[Error {
            code: "bad_date",
            at: r#"{"file": "dataset.toml", "line": 14}"#,
            line: r#"dataset.toml, line 14: `April 2024` is not a date; expected YYYY, YYYY-MM, YYYY-MM-DD"#,
        }],
    },
    Case {
        what: "a day that is not in the calendar",
        file: "dataset.toml",
        change: Change::Text { from: r#""2024-04-30"]"#, to: r#""2024-04-31"]"# },
        errors: &[Error {
            code: "bad_date",
            at: r#"{"file": "dataset.toml", "line": 41}"#,
            line: r#"dataset.toml, line 41: `2024-04-31` is not a date; expected YYYY-MM-DD"#,
        }],
    },
    Case {
        what: "a collection that ends before it begins",
        file: "dataset.toml",
        change: Change::Text { from: r#"["2024-02-01", "2024-04-30"]"#, to: r#"["2024-04-30", "2024-02-01"]"# },
        errors: &[Error {
            code: "collected_backwards",
            at: r#"{"file": "dataset.toml", "line": 41}"#,
            line: r#"dataset.toml, line 41: the last day `2024-02-01` is before the first `2024-04-30`"#,
        }],
    },
    Case {
        what: "an unknown level",
        file: "dataset.toml",
        change: Change::Text { from: r#"level = "admin1""#, to: r#"level = "province""# },
        errors: &[
            Error {
                code: "unknown_level",
                at: r#"{"file": "dataset.toml", "line": 24}"#,
                line: r#"dataset.toml, line 24: `province` is not an admin level; accepted: `admin0`, `admin1`, `admin2`, `admin3`"#,
            },
            Error {
                code: "layer_gap",
                at: r#"{"file": "dataset.toml", "line": 31}"#,
                line: r#"dataset.toml, line 31: there is no layer between `admin0` and `admin2`; levels must follow each other without a gap"#,
            },
        ],
    },
    Case {
        what: "a level given twice",
        file: "dataset.toml",
        change: Change::Text { from: r#"level = "admin2""#, to: r#"level = "admin1""# },
        errors: &[
            Error {
                code: "duplicate_layer",
                at: r#"{"file": "dataset.toml", "line": 31}"#,
                line: r#"dataset.toml, line 31: the layer `admin1` is already given on line 24"#,
            },
            Error {
                code: "admin2_missing",
                at: r#"{"file": "dataset.toml", "line": 51}"#,
                line: r#"dataset.toml, line 51: communities belong to districts, but there is no layer `admin2`; add it to `[[layers]]`"#,
            },
        ],
    },
    Case {
        what: "levels out of order",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"level = "admin1"
file = "admin1.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[layers]]
level = "admin2"
file = "admin2.geojson""#,
            to: r#"level = "admin2"
file = "admin2.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[layers]]
level = "admin1"
file = "admin1.geojson""#,
        },
        errors: &[
            Error {
                code: "layer_gap",
                at: r#"{"file": "dataset.toml", "line": 24}"#,
                line: r#"dataset.toml, line 24: there is no layer between `admin0` and `admin2`; levels must follow each other without a gap"#,
            },
            Error {
                code: "layer_order",
                at: r#"{"file": "dataset.toml", "line": 31}"#,
                line: r#"dataset.toml, line 31: `admin1` comes after `admin2`; list the layers from the country down"#,
            },
        ],
    },
    Case {
        what: "boundaries of an unknown kind",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"level = "admin0"
file = "admin0.geojson"
boundaries = "official""#,
            to: r#"level = "admin0"
file = "admin0.geojson"
boundaries = "approximate""#,
        },
        errors: &[Error {
            code: "unknown_boundaries",
            at: r#"{"file": "dataset.toml", "line": 19}"#,
            line: r#"dataset.toml, line 19: `approximate` is not a kind of boundaries; accepted: `official`, `generalised`, `schematic`"#,
        }],
    },
    Case {
        what: "an unknown group",
        file: "dataset.toml",
        change: Change::Text {
            from: r#"group = "return_migrants"
years"#,
            to: r#"group = "returnees"
years"#,
        },
        errors: &[Error {
            code: "unknown_group",
            at: r#"{"file": "dataset.toml", "line": 46}"#,
            line: r#"dataset.toml, line 46: `returnees` is not a population group; accepted: `return_migrants`, `emigrants`, `international_migrant_workers`, `internal_migrants`, `internal_out_migrants`"#,
        }],
    },
];
