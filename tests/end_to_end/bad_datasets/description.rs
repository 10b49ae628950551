//! What `dataset.toml` says.

use crate::bad_datasets::case::{Case, case};

pub fn table() -> Vec<Case> {
    vec![
        case("toml that is no TOML")
            .describe("country = \"ZZ\"\ndefault", "country = ZZ\"\ndefault")
            .error("toml_syntax", r#"dataset.toml, line 4: missing opening quote, expected `"`, in `country = ZZ"`"#),
        case("a key that nothing reads")
            .describe(r#"languages = ["en"]"#, r#"languages = ["en"]
colour = "red""#)
            .error("unknown_key", r#"dataset.toml, line 7: unknown key `colour`, expected one of `id`, `title`, `country`, `illustrative`, `illustrative_note`, `default_round`, `languages`, `disclaimer`, `vocabulary`, in `colour = "red"`"#),
        case("a key that is missing")
            .describe("title = \"Sandland, first assessment\"\n", "")
            .error("missing_key", "dataset.toml, line 1: missing key `title`, in `[dataset]`"),
        case("a word where a number belongs")
            .describe(r#"title = "Round 1""#, r#"title = "Round 1"
key_informants = "many""#)
            .error("wrong_type", r#"dataset.toml, line 41: invalid type: string "many", expected a whole number, not negative, in `key_informants = "many"`"#),
        case("a group given twice")
            .describe("[communities]", r#"[[rounds.groups]]
group = "return_migrants"
years = [2022]
definition = "again"

[communities]"#)
            .error("duplicate_group", "dataset.toml, line 52: the group `return_migrants` is already given for this round on line 46"),
        case("counts given twice")
            .describe(r#"  { column = "returns_2024", group = "return_migrants", year = 2024 },"#, r#"  { column = "returns_2024", group = "return_migrants", year = 2024 },
  { column = "more_returns_2024", group = "return_migrants", year = 2024 },"#)
            .error("year_twice", "dataset.toml, line 66: `return_migrants` of 2024 has two columns in this table"),
        case("years as text")
            .describe("years = [2022, 2023, 2024]", r#"years = ["2022", "2023", "2024"]"#)
            .error("wrong_type", r#"dataset.toml, line 47: invalid type: string "2022", expected a whole number, not negative, in `years = ["2022", "2023", "2024"]`"#),
        case("a default round that does not exist")
            .describe(r#"default_round = "zzz-r1""#, r#"default_round = "zzz-r9""#)
            .error("unknown_round", "dataset.toml, line 5: the default round `zzz-r9` does not exist; rounds: `zzz-r1`"),
        case("an unknown language")
            .describe(r#"languages = ["en"]"#, r#"languages = ["en", "deutsch"]"#)
            .error("unknown_language", "dataset.toml, line 6: `deutsch` is no language; expected ISO 639 codes of two lower case letters, or of three where there is none of two, as in [\"en\", \"fr\", \"ar\"]"),
        case("a country without a unit")
            .describe("country = \"ZZ\"\ndefault", "country = \"ZY\"\ndefault")
            .error("unknown_country", "dataset.toml, line 4: the country `ZY` is not in the layer `admin0`; it has: `ZZ`"),
        case("a source given twice")
            .describe("[[layers]]\nlevel = \"admin0\"", r#"[[sources]]
id = "survey"
title = "a"
citation = "a"
publisher = "a"
licence = "a"
date = "2024"

[[layers]]
level = "admin0""#)
            .error("duplicate_source", "dataset.toml, line 17: the source `survey` is already given on line 9"),
        case("a source that nobody gave")
            .describe("sources = [\"survey\"]\ncolumns = { id", "sources = [\"census\"]\ncolumns = { id")
            .error("unknown_source", "dataset.toml, line 53: the source `census` does not exist; sources: `survey`"),
        case("a date that is none")
            .describe(r#"date = "2024-04""#, r#"date = "April 2024""#)
            .error("bad_date", "dataset.toml, line 14: `April 2024` is not a date; expected YYYY, YYYY-MM, YYYY-MM-DD"),
        case("a day that is not in the calendar")
            .describe(r#""2024-04-30"]"#, r#""2024-04-31"]"#)
            .error("bad_date", "dataset.toml, line 41: `2024-04-31` is not a date; expected YYYY-MM-DD"),
        case("a collection that ends before it begins")
            .describe(r#"["2024-02-01", "2024-04-30"]"#, r#"["2024-04-30", "2024-02-01"]"#)
            .error("collected_backwards", "dataset.toml, line 41: the last day `2024-02-01` is before the first `2024-04-30`"),
        case("an unknown level")
            .describe(r#"level = "admin1""#, r#"level = "province""#)
            .error("unknown_level", "dataset.toml, line 24: `province` is not an admin level; accepted: `admin0`, `admin1`, `admin2`, `admin3`")
            .error("layer_gap", "dataset.toml, line 31: there is no layer between `admin0` and `admin2`; levels must follow each other without a gap"),
        case("a level given twice")
            .describe(r#"level = "admin2""#, r#"level = "admin1""#)
            .error("duplicate_layer", "dataset.toml, line 31: the layer `admin1` is already given on line 24")
            .error("admin2_missing", "dataset.toml, line 51: communities belong to districts, but there is no layer `admin2`; add it to `[[layers]]`"),
        case("levels out of order")
            .describe(r#"level = "admin1"
file = "admin1.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[layers]]
level = "admin2"
file = "admin2.geojson""#, r#"level = "admin2"
file = "admin2.geojson"
boundaries = "official"
sources = ["survey"]
columns = { pcode = "pcode", parent = "parent", name_en = "name" }

[[layers]]
level = "admin1"
file = "admin1.geojson""#)
            .error("layer_gap", "dataset.toml, line 24: there is no layer between `admin0` and `admin2`; levels must follow each other without a gap")
            .error("layer_order", "dataset.toml, line 31: `admin1` comes after `admin2`; list the layers from the country down"),
        case("boundaries of an unknown kind")
            .describe(r#"level = "admin0"
file = "admin0.geojson"
boundaries = "official""#, r#"level = "admin0"
file = "admin0.geojson"
boundaries = "approximate""#)
            .error("unknown_boundaries", "dataset.toml, line 19: `approximate` is not a kind of boundaries; accepted: `official`, `generalised`, `schematic`"),
        case("an unknown group")
            .describe("group = \"return_migrants\"\nyears", "group = \"returnees\"\nyears")
            .error("unknown_group", "dataset.toml, line 46: `returnees` is not a population group; accepted: `return_migrants`, `emigrants`, `international_migrant_workers`, `internal_migrants`, `internal_out_migrants`"),
    ]
}
