//! What `dataset.toml` says of files, tables and their columns.

use crate::bad_datasets::case::{Case, case};

pub fn table() -> Vec<Case> {
    vec![
        case("a column for a year that the round does not count")
            .describe("year = 2024 }", "year = 2025 }")
            .error("year_not_in_round", "dataset.toml, line 65: the round `zzz-r1` has no year 2025 for `return_migrants`; its years: `2022`, `2023`, `2024`")
            .error("year_without_column", "dataset.toml, line 62: `return_migrants` has no column for 2024, which the round counts"),
        case("a year that has no column")
            .describe(r#"  { column = "returns_2023", group = "return_migrants", year = 2023 },
"#, "")
            .error("year_without_column", "dataset.toml, line 62: `return_migrants` has no column for 2023, which the round counts"),
        case("a partial year outside the years")
            .describe("partial = { 2024", "partial = { 2025")
            .error("unknown_partial_year", "dataset.toml, line 48: the partial year `2025` is not among the years of the group: `2022`, `2023`, `2024`"),
        case("a round that nobody gave")
            .describe(r#"file = "counts.csv"
round = "zzz-r1""#, r#"file = "counts.csv"
round = "r1""#)
            .error("unknown_round", "dataset.toml, line 58: the round `r1` does not exist; rounds: `zzz-r1`"),
        case("an unknown dimension")
            .describe(r#"dimension = "sex""#, r#"dimension = "gender""#)
            .error("unknown_dimension", "dataset.toml, line 73: `gender` is not a dimension; accepted: `country`, `sex`, `length_of_stay`, `reason`, `movement`"),
        case("a category with two columns")
            .describe(r#"category = "Men""#, r#"category = "Women""#)
            .error("category_twice", "dataset.toml, line 77: the category `Women` of `return_migrants` has two columns"),
        case("an unknown service")
            .describe(r#"service = "hospital""#, r#"service = "clinics""#)
            .error("unknown_service", "dataset.toml, line 86: `clinics` is not a service; accepted: `clinic`, `hospital`, `internet`, `market`, `drinking_water`, `school`, `employment_center`, `bank_atm_post`, `public_service_center`"),
        case("kilometres and bands at once")
            .describe(r#"band = "hospital_band""#, r#"band = "hospital_band", km = "km""#)
            .error("km_and_band", "dataset.toml, line 86: give the distance either in `km` or as a `band`, not both"),
        case("a path that leaves the folder")
            .describe(r#"file = "counts.csv""#, r#"file = "../counts.csv""#)
            .error("path_leaves_folder", "dataset.toml, line 57: `../counts.csv` leaves the folder of the dataset; give a path inside it, without `..`"),
        case("a path of the whole machine")
            .describe(r#"file = "counts.csv""#, r#"file = "/etc/passwd""#)
            .error("path_leaves_folder", "dataset.toml, line 57: `/etc/passwd` leaves the folder of the dataset; give a path inside it, without `..`")
            .error("unknown_table_format", "dataset.toml, line 57: `/etc/passwd` is not a kind of table that is read; accepted: .csv, .xlsx, .xls, .xlsb, .ods, .json, and vector files, whose features are rows: .geojson, .json, .geojsonl, .geojsons, .ndjson, .topojson, .shp, .gpkg, .fgb, .parquet, .geoparquet, .gml, .kml, .gdb, .tab, .mif, .zip, .shz, .kmz, and .geojson.gz, .json.gz, .topojson.gz"),
        case("a file that does not exist")
            .describe(r#"file = "counts.csv""#, r#"file = "count.csv""#)
            .error("file_missing", "dataset.toml, line 57: the file `count.csv` does not exist in the folder of the dataset"),
        case("a kind of table that is not read")
            .describe(r#"file = "counts.csv""#, r#"file = "dataset.toml""#)
            .error("unknown_table_format", "dataset.toml, line 57: `dataset.toml` is not a kind of table that is read; accepted: .csv, .xlsx, .xls, .xlsb, .ods, .json, and vector files, whose features are rows: .geojson, .json, .geojsonl, .geojsons, .ndjson, .topojson, .shp, .gpkg, .fgb, .parquet, .geoparquet, .gml, .kml, .gdb, .tab, .mif, .zip, .shz, .kmz, and .geojson.gz, .json.gz, .topojson.gz"),
        case("no dataset.toml")
            .remove("dataset.toml")
            .error("description_missing", "dataset.toml: there is no dataset.toml in this folder"),
        case("a column that stands for two categories")
            .describe(r#"column = "men""#, r#"column = "women""#)
            .error("column_used_twice", "dataset.toml, line 77: the column `women` is already used on line 76; a column has one meaning"),
    ]
}
