//! The table of communities.

use crate::bad_datasets::case::{Case, case};

pub fn table() -> Vec<Case> {
    vec![
        case("a column that the table does not have")
            .describe(r#"households = "households""#, r#"households = "hh""#)
            .error("column_missing", "communities.csv, row 1, column hh: line 54 of dataset.toml names this column, but the table has no such header; it has: `id`, `name`, `lon`, `lat`, `district`, `households`"),
        case("a community without an id")
            .edit("communities.csv", "C2,Brim", ",Brim")
            .error("id_missing", "communities.csv, row 3, column id: the community has no id"),
        case("an id given twice")
            .edit("communities.csv", "C3,Cove", "C2,Cove")
            .error("duplicate_id", "communities.csv, row 4, column id: the id `C2` is already that of the community in row 3"),
        case("a community without a name")
            .edit("communities.csv", "C2,Brim", "C2,")
            .error("name_missing", "communities.csv, row 3, column name: the English name is missing"),
        case("a district that does not exist")
            .edit("communities.csv", "ZZ0102", "ZZ0199")
            .error("unknown_district", "communities.csv, row 3, column district: there is no district `ZZ0199` in the layer `admin2`"),
        case("a district that is empty")
            .edit("communities.csv", "ZZ0102", "")
            .error("pcode_empty", "communities.csv, row 3, column district: the P-code is empty"),
        case("a district code without the letters of its country")
            .edit("communities.csv", "ZZ0102", "102")
            .error("pcode_without_letters", "communities.csv, row 3, column district: `102` has only digits: a P-code begins with the capital letters of its country (`KG06211000000`)"),
        case("longitude and latitude swapped")
            .edit("communities.csv", "75.3,42.6", "42.6,75.3")
            .error("coordinates_swapped", "communities.csv, row 4, column lon: longitude and latitude look swapped: 42.6, 75.3 is in no district, 75.3, 42.6 is in ZZ0201 (Shore)"),
        case("a longitude beyond the globe")
            .edit("communities.csv", "75.3,", "275.3,")
            .error("coordinates_out_of_range", "communities.csv, row 4, column lon: 275.3 is no longitude; expected degrees from -180 to 180 (of longitudes from 0 to 360 it would be -84.7, which is near no district)"),
        case("a latitude with separators between thousands")
            .edit("communities.csv", "75.3,42.6", r#"75.3,"506.000,5""#)
            .error("thousands_separator", "communities.csv, row 4, column lat: `506.000,5` has a separator between thousands; write the number without it"),
        case("a longitude that is missing")
            .edit("communities.csv", "75.3,42.6", ",42.6")
            .error("coordinate_missing", "communities.csv, row 4, column lon: the longitude is missing; a community has both coordinates, or neither"),
        case("a column of longitudes without one of latitudes")
            .describe(r#"lon = "lon", lat = "lat", "#, r#"lon = "lon", "#)
            .error("coordinate_column_missing", "dataset.toml, line 54: `columns` names `lon`, but not `lat`; name both, or neither where communities have no coordinates"),
        case("households below zero")
            .edit("communities.csv", ",240", ",-240")
            .error("negative_number", "communities.csv, row 4, column households: `-240` is negative; expected 0 or more"),
        case("half a household")
            .edit("communities.csv", ",240", ",240.5")
            .error("not_a_whole_number", "communities.csv, row 4, column households: `240.5` is not a whole number"),
        case("households with a separator")
            .edit("communities.csv", ",240", r#","1,240""#)
            .error("ambiguous_separator", "communities.csv, row 4, column households: `1,240` can mean 1240, if the comma separates thousands, or 1.24 with three decimals; write 1240 or 1.24"),
        case("households in scientific notation")
            .edit("communities.csv", ",240", ",2.4E+02")
            .error("scientific_notation", "communities.csv, row 4, column households: `2.4E+02` is in scientific notation, digits may be lost; write the number in full"),
        case("households in words")
            .edit("communities.csv", ",240", ",about 240")
            .error("not_a_number", "communities.csv, row 4, column households: `about 240` is not a number; leave the cell empty where there is no data, or list the words for it in dataset.toml, as `no_data = [\"n/a\"]`, and those of withheld values, as `suppressed = [\"<5\"]`"),
        case("more households than people")
            .edit("communities.csv", ",240", ",99999999999")
            .error("number_too_large", "communities.csv, row 4, column households: `99999999999` is more than all people on earth"),
        case("a row with a cell too many")
            .edit("communities.csv", ",240", ",240,5")
            .error("ragged_row", "communities.csv, row 4: the header has 6 cells, the row 7"),
        case("a row with a cell too few")
            .edit("communities.csv", ",ZZ0201,240", ",240")
            .error("ragged_row", "communities.csv, row 4: the header has 6 cells, the row 5"),
        case("two columns of one name")
            .edit("communities.csv", "id,name,lon,lat", "id,name,lon,lon")
            .error("column_twice", "communities.csv, row 1, column lon: two columns have this header; rename or remove one, or name the one that is meant by its letter: `C:C` or `D:D`")
            .error("column_missing", "communities.csv, row 1, column lat: line 54 of dataset.toml names this column, but the table has no such header; it has: `id`, `name`, `lon`, `lon`, `district`, `households`"),
        case("a file that is not UTF-8")
            .edit("communities.csv", "Cove", b"\xd0\x9e\xd1\x88 C\xf4ve")
            .error("not_utf8", "communities.csv, row 4: the text is not UTF-8; save the file as CSV UTF-8"),
        case("an empty file")
            .put("communities.csv", "")
            .error("header_missing", "communities.csv, row 1: there is no header in this row; `header_row` in dataset.toml says which row has the column names"),
        case("an unclosed quote")
            .edit("communities.csv", "Cove", r#""Cove"#)
            .error("quote_not_closed", "communities.csv, row 4: a quotation mark in this row has no partner; close it, or double it where it belongs to the text"),
        case("an id that would break an address")
            .edit("communities.csv", "C2,Brim", "C/2,Brim")
            .error("bad_id", r#"communities.csv, row 3, column id: `C/2` cannot be an id, since it is part of addresses; expected no `/`, `\`, `%`, `?`, `#` or control character"#),
    ]
}
