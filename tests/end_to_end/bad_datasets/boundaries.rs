//! Boundaries.

use crate::bad_datasets::case::{Case, case};

pub fn table() -> Vec<Case> {
    vec![
        case("a field that the boundaries do not have")
            .describe(r#"columns = { pcode = "pcode", name_en"#, r#"columns = { pcode = "code", name_en"#)
            .error("column_missing", "admin0.geojson, column code: line 21 of dataset.toml names this column, but the file has no such field; it has: `pcode`, `name`"),
        case("a P-code that became a number")
            .edit("admin2.geojson", r#""pcode": "ZZ0201""#, r#""pcode": 4.1702e13"#)
            .error("pcode_is_a_number", "admin2.geojson, feature 3, column pcode: `41702000000000` is a number, not a P-code: the column was probably read as numbers; store it as text"),
        case("a P-code in small letters")
            .edit("admin2.geojson", r#""pcode": "ZZ0201""#, r#""pcode": "zz0201""#)
            .error("pcode_malformed", "admin2.geojson, feature 3, column pcode: `zz0201` is not a P-code: expected two or three capital letters and then digits or capitals (`KG06211000000`), or a provisional id that starts with `x-` (`x-osh-city`)"),
        case("a P-code given twice")
            .edit("admin2.geojson", r#""pcode": "ZZ0102""#, r#""pcode": "ZZ0101""#)
            .error("duplicate_pcode", "admin2.geojson, feature 2, column pcode: the P-code `ZZ0101` is already that of admin2.geojson, feature 1"),
        case("a P-code that is empty")
            .edit("admin1.geojson", r#""pcode": "ZZ02""#, r#""pcode": " ""#)
            .error("pcode_empty", "admin1.geojson, feature 2, column pcode: the P-code is empty"),
        case("a parent that does not exist")
            .edit("admin2.geojson", r#""parent": "ZZ02""#, r#""parent": "ZZ03""#)
            .error("parent_unknown", "admin2.geojson, feature 3, column parent: there is no province `ZZ03` in the layer `admin1`"),
        case("a parent that is missing")
            .edit("admin2.geojson", r#""parent": "ZZ02", "#, "")
            .error("parent_missing", "admin2.geojson, feature 3, column parent: the P-code of the unit above is missing"),
        case("a unit without a name")
            .edit("admin1.geojson", r#""name": "East""#, r#""name": """#)
            .error("name_missing", "admin1.geojson, feature 2, column name: the English name is missing"),
        case("a unit without a geometry")
            .edit("admin1.geojson", r#""geometry": {"type": "Polygon", "coordinates": [[[75, 42], [76, 42], [76, 43], [75, 43], [75, 42]]]}"#, r#""geometry": null"#)
            .error("geometry_missing", "admin1.geojson, feature 2: the feature has no geometry"),
        case("a unit that is a point")
            .edit("admin1.geojson", r#"{"type": "Polygon", "coordinates": [[[75, 42], [76, 42], [76, 43], [75, 43], [75, 42]]]}"#, r#"{"type": "Point", "coordinates": [75, 42]}"#)
            .error("geometry_type", "admin1.geojson, feature 2: the geometry has no polygon; expected one or more"),
        case("coordinates that are metres")
            .edit("admin0.geojson", "[76, 43]", "[1200000, 6600000]")
            .error("coordinates_out_of_range", "admin0.geojson, feature 1: a coordinate is off the globe: 1200000, 6600000; expected a longitude from -180 to 180 and a latitude from -90 to 90; is the coordinate reference system right?"),
        case("boundaries that are cut off")
            .edit("admin0.geojson", "43], [74, 43], [74, 42]]]}}\n]}\n", "")
            .error("vector_unreadable", "admin0.geojson: this cannot be read as GeoJSON: EOF while parsing a value in line 2, column 145"),
        case("boundaries without units")
            .put("admin0.geojson", r#"{"type": "FeatureCollection", "features": []}"#)
            .error("layer_empty", "admin0.geojson: there are no features in it"),
    ]
}
