//! Tables of counts, breakdowns and services.

use crate::bad_datasets::case::{Case, Change, Error};

pub const TABLE: &[Case] = &[
    Case {
        what: "a count below zero",
        file: "counts.csv",
        change: Change::Text { from: r#"C2,0,3,1"#, to: r#"C2,0,-3,1"# },
        errors: &[Error {
            code: "negative_number",
            at: r#"{"file": "counts.csv", "row": 3, "column": "returns_2023"}"#,
            line: r#"counts.csv, row 3, column returns_2023: `-3` is negative; expected 0 or more"#,
        }],
    },
    Case {
        what: "a count that is no number",
        file: "counts.csv",
        change: Change::Text { from: r#"C2,0,3,1"#, to: r#"C2,n/a,3,1"# },
        errors: &[Error {
            code: "not_a_number",
            at: r#"{"file": "counts.csv", "row": 3, "column": "returns_2022"}"#,
            line: r#"counts.csv, row 3, column returns_2022: `n/a` is not a number; leave the cell empty where there is no data"#,
        }],
    },
    Case {
        what: "a count of a community that does not exist",
        file: "counts.csv",
        change: Change::Text { from: r#"C4,1"#, to: r#"C9,1"# },
        errors: &[Error {
            code: "unknown_place",
            at: r#"{"file": "counts.csv", "row": 5, "column": "community"}"#,
            line: r#"counts.csv, row 5, column community: there is no community `C9` in the dataset"#,
        }],
    },
    Case {
        what: "a community counted twice",
        file: "counts.csv",
        change: Change::Text { from: r#"C4,1"#, to: r#"C3,1"# },
        errors: &[Error {
            code: "duplicate_place",
            at: r#"{"file": "counts.csv", "row": 5, "column": "community"}"#,
            line: r#"counts.csv, row 5, column community: `C3` already has a row, row 4"#,
        }],
    },
    Case {
        what: "a count of nobody knows where",
        file: "counts.csv",
        change: Change::Text { from: r#"C4,1"#, to: r#",1"# },
        errors: &[Error {
            code: "place_missing",
            at: r#"{"file": "counts.csv", "row": 5, "column": "community"}"#,
            line: r#"counts.csv, row 5, column community: the row does not say which place it is about"#,
        }],
    },
    Case {
        what: "a service neither there nor not",
        file: "services.csv",
        change: Change::Text { from: r#"C3,yes"#, to: r#"C3,maybe"# },
        errors: &[Error {
            code: "neither_yes_nor_no",
            at: r#"{"file": "services.csv", "row": 4, "column": "hospital"}"#,
            line: r#"services.csv, row 4, column hospital: `maybe` is neither yes nor no; accepted: yes, no, true, false, 1, 0, or an empty cell for no data"#,
        }],
    },
    Case {
        what: "a band that is none",
        file: "services.csv",
        change: Change::Text { from: r#"6-10"#, to: r#"5-10"# },
        errors: &[Error {
            code: "unknown_band",
            at: r#"{"file": "services.csv", "row": 3, "column": "hospital_band"}"#,
            line: r#"services.csv, row 3, column hospital_band: `5-10` is not a distance band; accepted: `0-5`, `6-10`, `11-15`, `16-20`, `21-25`, `>25`"#,
        }],
    },
    Case {
        what: "kilometres below zero",
        file: "services.csv",
        change: Change::Text { from: r#"no,0.4"#, to: r#"no,-0.4"# },
        errors: &[Error {
            code: "negative_number",
            at: r#"{"file": "services.csv", "row": 5, "column": "school_km"}"#,
            line: r#"services.csv, row 5, column school_km: `-0.4` is negative; expected 0 or more"#,
        }],
    },
    Case {
        what: "kilometres in words",
        file: "services.csv",
        change: Change::Text { from: r#"no,0.4"#, to: r#"no,near"# },
        errors: &[Error {
            code: "not_a_number",
            at: r#"{"file": "services.csv", "row": 5, "column": "school_km"}"#,
            line: r#"services.csv, row 5, column school_km: `near` is not a number"#,
        }],
    },
    Case {
        what: "two delimiters",
        file: "counts.csv",
        change: Change::Text { from: r#"C2,0,3,1"#, to: r#"C2;0;3;1"# },
        errors: &[Error {
            code: "ragged_row",
            at: r#"{"file": "counts.csv", "row": 3}"#,
            line: r#"counts.csv, row 3: the header has 4 cells, the row 1"#,
        }],
    },
];
