//! The table of communities.

use crate::bad_datasets::case::{Case, Change, Error};

pub const TABLE: &[Case] = &[
    Case {
        what: "a column that the table does not have",
        file: "dataset.toml",
        change: Change::Text { from: r#"households = "households""#, to: r#"households = "hh""# },
        errors: &[Error {
            code: "column_missing",
            at: r#"{"file": "communities.csv", "row": 1, "column": "hh"}"#,
            line: r#"communities.csv, row 1, column hh: line 54 of dataset.toml names this column, but the table has no such header; it has: `id`, `name`, `lon`, `lat`, `district`, `households`"#,
        }],
    },
    Case {
        what: "a community without an id",
        file: "communities.csv",
        change: Change::Text { from: r#"C2,Brim"#, to: r#",Brim"# },
        errors: &[Error {
            code: "id_missing",
            at: r#"{"file": "communities.csv", "row": 3, "column": "id"}"#,
            line: r#"communities.csv, row 3, column id: the community has no id"#,
        }],
    },
    Case {
        what: "an id given twice",
        file: "communities.csv",
        change: Change::Text { from: r#"C3,Cove"#, to: r#"C2,Cove"# },
        errors: &[Error {
            code: "duplicate_id",
            at: r#"{"file": "communities.csv", "row": 4, "column": "id"}"#,
            line: r#"communities.csv, row 4, column id: the id `C2` is already that of the community in row 3"#,
        }],
    },
    Case {
        what: "a community without a name",
        file: "communities.csv",
        change: Change::Text { from: r#"C2,Brim"#, to: r#"C2,"# },
        errors: &[Error {
            code: "name_missing",
            at: r#"{"file": "communities.csv", "row": 3, "column": "name"}"#,
            line: r#"communities.csv, row 3, column name: the English name is missing"#,
        }],
    },
    Case {
        what: "a district that does not exist",
        file: "communities.csv",
        change: Change::Text { from: r#"ZZ0102"#, to: r#"ZZ0199"# },
        errors: &[Error {
            code: "unknown_district",
            at: r#"{"file": "communities.csv", "row": 3, "column": "district"}"#,
            line: r#"communities.csv, row 3, column district: there is no district `ZZ0199` in the layer `admin2`"#,
        }],
    },
    Case {
        what: "a district that is empty",
        file: "communities.csv",
        change: Change::Text { from: r#"ZZ0102"#, to: r#""# },
        errors: &[Error {
            code: "pcode_empty",
            at: r#"{"file": "communities.csv", "row": 3, "column": "district"}"#,
            line: r#"communities.csv, row 3, column district: the P-code is empty"#,
        }],
    },
    Case {
        what: "a district code without the letters of its country",
        file: "communities.csv",
        change: Change::Text { from: r#"ZZ0102"#, to: r#"102"# },
        errors: &[Error {
            code: "pcode_without_letters",
            at: r#"{"file": "communities.csv", "row": 3, "column": "district"}"#,
            line: r#"communities.csv, row 3, column district: `102` has only digits: a P-code begins with the capital letters of its country (`KG06211000000`)"#,
        }],
    },
    Case {
        what: "longitude and latitude swapped",
        file: "communities.csv",
        change: Change::Text { from: r#"11.3,50.6"#, to: r#"50.6,11.3"# },
        errors: &[Error {
            code: "coordinates_swapped",
            at: r#"{"file": "communities.csv", "row": 4, "column": "lon"}"#,
            line: r#"communities.csv, row 4, column lon: longitude and latitude look swapped: 50.6, 11.3 is in no district, 11.3, 50.6 is in ZZ0201 (Shore)"#,
        }],
    },
    Case {
        what: "a longitude beyond the globe",
        file: "communities.csv",
        change: Change::Text { from: r#"11.3,"#, to: r#"211.3,"# },
        errors: &[Error {
            code: "coordinates_out_of_range",
            at: r#"{"file": "communities.csv", "row": 4, "column": "lon"}"#,
            line: r#"communities.csv, row 4, column lon: 211.3 is no longitude; expected degrees from -180 to 180 (of longitudes from 0 to 360 it would be -148.7, which is near no district)"#,
        }],
    },
    Case {
        what: "a latitude with separators between thousands",
        file: "communities.csv",
        change: Change::Text { from: r#"11.3,50.6"#, to: r#"11.3,"506.000,5""# },
        errors: &[Error {
            code: "thousands_separator",
            at: r#"{"file": "communities.csv", "row": 4, "column": "lat"}"#,
            line: r#"communities.csv, row 4, column lat: `506.000,5` has a separator between thousands; write the number without it"#,
        }],
    },
    Case {
        what: "a longitude that is missing",
        file: "communities.csv",
        change: Change::Text { from: r#"11.3,50.6"#, to: r#",50.6"# },
        errors: &[Error {
            code: "coordinate_missing",
            at: r#"{"file": "communities.csv", "row": 4, "column": "lon"}"#,
            line: r#"communities.csv, row 4, column lon: the longitude is missing"#,
        }],
    },
    Case {
        what: "households below zero",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",-240"# },
        errors: &[Error {
            code: "negative_number",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `-240` is negative; expected 0 or more"#,
        }],
    },
    Case {
        what: "half a household",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",240.5"# },
        errors: &[Error {
            code: "not_a_whole_number",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `240.5` is not a whole number"#,
        }],
    },
    Case {
        what: "households with a separator",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#","1,240""# },
        errors: &[Error {
            code: "ambiguous_separator",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `1,240` can mean 1240, if the comma separates thousands, or 1.24 with three decimals; write 1240 or 1.24"#,
        }],
    },
    Case {
        what: "households with a narrow space",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",1 240"# },
        errors: &[Error {
            code: "thousands_separator",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `1 240` has a separator between thousands; write the number without it"#,
        }],
    },
    Case {
        what: "households in scientific notation",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",2.4E+02"# },
        errors: &[Error {
            code: "scientific_notation",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `2.4E+02` is in scientific notation, digits may be lost; write the number in full"#,
        }],
    },
    Case {
        what: "households in words",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",about 240"# },
        errors: &[Error {
            code: "not_a_number",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `about 240` is not a number; leave the cell empty where there is no data"#,
        }],
    },
    Case {
        what: "more households than people",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",99999999999"# },
        errors: &[Error {
            code: "number_too_large",
            at: r#"{"file": "communities.csv", "row": 4, "column": "households"}"#,
            line: r#"communities.csv, row 4, column households: `99999999999` is more than all people on earth"#,
        }],
    },
    Case {
        what: "a row with a cell too many",
        file: "communities.csv",
        change: Change::Text { from: r#",240"#, to: r#",240,5"# },
        errors: &[Error {
            code: "ragged_row",
            at: r#"{"file": "communities.csv", "row": 4}"#,
            line: r#"communities.csv, row 4: the header has 6 cells, the row 7"#,
        }],
    },
    Case {
        what: "a row with a cell too few",
        file: "communities.csv",
        change: Change::Text { from: r#",ZZ0201,240"#, to: r#",240"# },
        errors: &[Error {
            code: "ragged_row",
            at: r#"{"file": "communities.csv", "row": 4}"#,
            line: r#"communities.csv, row 4: the header has 6 cells, the row 5"#,
        }],
    },
    Case {
        what: "two columns of one name",
        file: "communities.csv",
        change: Change::Text { from: r#"id,name,lon,lat"#, to: r#"id,name,lon,lon"# },
        errors: &[
            Error {
                code: "column_twice",
                at: r#"{"file": "communities.csv", "row": 1, "column": "lon"}"#,
                line: r#"communities.csv, row 1, column lon: two columns have this header; rename or remove one"#,
            },
            Error {
                code: "column_missing",
                at: r#"{"file": "communities.csv", "row": 1, "column": "lat"}"#,
                line: r#"communities.csv, row 1, column lat: line 54 of dataset.toml names this column, but the table has no such header; it has: `id`, `name`, `lon`, `lon`, `district`, `households`"#,
            },
        ],
    },
    Case {
        what: "a file that is not UTF-8",
        file: "communities.csv",
        change: Change::Bytes { from: "Cove", to: b"C\xf4ve" },
        errors: &[Error {
            code: "not_utf8",
            at: r#"{"file": "communities.csv", "row": 4}"#,
            line: r#"communities.csv, row 4: the text is not UTF-8; save the file as CSV UTF-8"#,
        }],
    },
    Case {
        what: "an empty file",
        file: "communities.csv",
        change: Change::Content(b""),
        errors: &[Error {
            code: "header_missing",
            at: r#"{"file": "communities.csv", "row": 1}"#,
            line: r#"communities.csv, row 1: there is no header in this row; `header_row` in dataset.toml says which row has the column names (1 if not given)"#,
        }],
    },
    Case {
        what: "an unclosed quote",
        file: "communities.csv",
        change: Change::Text { from: r#"Cove"#, to: r#""Cove"# },
        errors: &[Error {
            code: "quote_not_closed",
            at: r#"{"file": "communities.csv", "row": 4}"#,
            line: r#"communities.csv, row 4: a quotation mark in this row has no partner; close it, or double it where it belongs to the text"#,
        }],
    },
    Case {
        what: "an id that would break an address",
        file: "communities.csv",
        change: Change::Text { from: r#"C2,Brim"#, to: r#"C/2,Brim"# },
        errors: &[Error {
            code: "bad_id",
            at: r#"{"file": "communities.csv", "row": 3, "column": "id"}"#,
            line: r#"communities.csv, row 3, column id: `C/2` cannot be an id, since it is part of addresses; expected no `/`, `\`, `%`, `?`, `#` or control character"#,
        }],
    },
];
