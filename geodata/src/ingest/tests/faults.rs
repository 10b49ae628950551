//! Datasets with one error each: the report has exactly one error, with its code and location. The texts are in the snapshots.

use fixtures::Dataset;

use super::super::Severity;
use super::dataset::{country, lines, read, with_optional_columns};

type Fault = (&'static str, fn(&mut Dataset));

fn findings_of(spoil: fn(&mut Dataset)) -> (Vec<super::super::Finding>, bool) {
    let mut dataset = Dataset::sandland();
    spoil(&mut dataset);
    let ingested = read(&dataset);
    (ingested.report.findings, ingested.parts.is_some())
}

/// The snapshots do not repeat the list of errors.
fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text) });
}

/// Each case makes one error with its code and no other finding, and there is no dataset.
fn check_errors(faults: &[Fault]) -> String {
    let (mut text, mut wrong) = (String::new(), String::new());
    for (code, spoil) in faults {
        let (findings, is_published) = findings_of(*spoil);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        if errors.len() != 1 || errors[0].code != *code || is_published {
            wrong = format!("{wrong}expected one {code}, found:\n{}\n", lines(&findings));
        }
        text.push_str(&lines(&findings));
    }
    assert!(wrong.is_empty(), "{wrong}");
    text
}

/// Each case makes one warning or note with its code and no other finding, and there is a dataset.
fn check_harmless(faults: &[Fault]) -> String {
    let (mut text, mut wrong) = (String::new(), String::new());
    for (code, spoil) in faults {
        let (mut findings, is_published) = findings_of(*spoil);
        // A changed area differs from its parts, too.
        findings.retain(|finding| finding.border.is_none());
        if findings.len() != 1 || findings[0].code != *code || !is_published {
            wrong = format!("{wrong}expected only {code}, found:\n{}\n", lines(&findings));
        }
        text.push_str(&lines(&findings));
    }
    assert!(wrong.is_empty(), "{wrong}");
    text
}

#[test]
fn errors_in_dataset_toml_have_the_line_as_location() {
    snapshot(
        "description",
        &check_errors(&[
            ("description_missing", |d| d.remove("dataset.toml")),
            ("not_utf8", |d| d.put("dataset.toml", b"[dataset]\nid = \"\xff\"\n".as_slice())),
            ("toml_syntax", |d| d.describe("id = \"sandland\"", "id = sandland")),
            ("unknown_key", |d| d.describe("publisher =", "publischer =")),
            ("missing_key", |d| d.describe("licence = \"CC BY 4.0\"\n", "")),
            ("wrong_type", |d| d.describe("year = 2023", "year = \"2023\"")),
            ("bad_id", |d| d.describe("id = \"sandland\"", "id = \"Small data\"")),
            ("empty_text", |d| d.describe("Sandland, first assessment", "\u{a0}")),
            ("bad_country", |d| d.describe("country = \"ZZ\"\ndefault", "country = \"Kyrgyzstan\"\ndefault")),
            ("unknown_country", |d| d.describe("country = \"ZZ\"\ndefault", "country = \"KZ\"\ndefault")),
            ("unknown_round", |d| d.describe("default_round = \"zzz-r1\"", "default_round = \"zzz-r2\"")),
            ("unknown_language", |d| d.describe("languages = [\"en\"]", "languages = [\"en\", \"french\"]")),
            ("duplicate_language", |d| d.describe("languages = [\"en\"]", "languages = [\"en\", \"en\"]")),
            ("duplicate_source", |d| {
                d.append("dataset.toml", "\n[[sources]]\nid = \"survey\"\ntitle = \"T\"\ncitation = \"C\"\npublisher = \"P\"\nlicence = \"L\"\ndate = \"2024\"\n");
            }),
            ("bad_date", |d| d.describe("date = \"2024-04\"", "date = \"April 2024\"")),
            ("bad_url", |d| d.describe("date = \"2024-04\"", "date = \"2024-04\"\nurl = \"javascript:alert(1)\"")),
            ("unknown_level", |d| d.describe("level = \"admin0\"", "level = \"country\"")),
            ("unknown_boundaries", |d| {
                d.describe(
                    "file = \"admin0.geojson\"\nboundaries = \"official\"",
                    "file = \"admin0.geojson\"\nboundaries = \"rough\"",
                );
            }),
            ("layer_order", |d| {
                d.describe("level = \"admin0\"", "level = \"admin3\"");
                d.describe("level = \"admin1\"", "level = \"admin0\"");
                d.describe("level = \"admin2\"", "level = \"admin1\"");
                d.describe("level = \"admin3\"", "level = \"admin2\"");
                d.describe(
                "file = \"admin0.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\",",
                "file = \"admin0.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\",",
            );
            }),
            ("layer_gap", |d| {
                d.describe("level = \"admin1\"", "level = \"admin9\"");
                d.describe("[[layers]]\nlevel = \"admin9\"\nfile = \"admin1.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n", "");
            }),
            ("duplicate_layer", |d| {
                d.describe("level = \"admin1\"", "level = \"admin0\"");
                d.append("dataset.toml", "\n[[layers]]\nlevel = \"admin1\"\nfile = \"admin1.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n");
                d.describe("[[layers]]\nlevel = \"admin2\"\nfile = \"admin2.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n", "");
                d.append("dataset.toml", "\n[[layers]]\nlevel = \"admin2\"\nfile = \"admin2.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n");
            }),
            ("parent_column_missing", |d| {
                d.describe(
                    "file = \"admin1.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\",",
                    "file = \"admin1.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\",",
                );
            }),
            ("unknown_source", |d| {
                d.describe(
                    "file = \"communities.csv\"\nsources = [\"survey\"]",
                    "file = \"communities.csv\"\nsources = [\"surwey\"]",
                );
            }),
            ("no_sources", |d| {
                d.describe(
                    "file = \"communities.csv\"\nsources = [\"survey\"]",
                    "file = \"communities.csv\"\nsources = []",
                );
            }),
            ("bad_collected", |d| d.describe("[\"2024-02-01\", \"2024-04-30\"]", "[\"2024-02-01\"]")),
            ("collected_backwards", |d| {
                d.describe("[\"2024-02-01\", \"2024-04-30\"]", "[\"2024-04-30\", \"2024-02-01\"]");
            }),
            ("unknown_group", |d| d.describe("group = \"return_migrants\"\nyears", "group = \"returnees\"\nyears")),
            ("years_not_ascending", |d| d.describe("years = [2022, 2023, 2024]", "years = [2022, 2024, 2023]")),
            ("unknown_partial_year", |d| d.describe("partial = { 2024", "partial = { 2021")),
            ("file_missing", |d| d.describe("file = \"sex.csv\"", "file = \"sexes.csv\"")),
            ("path_leaves_folder", |d| d.describe("file = \"sex.csv\"", "file = \"../sex.csv\"")),
            ("path_leaves_folder", |d| d.describe("file = \"sex.csv\"", "file = \"/etc/passwd.csv\"")),
            ("path_backslash", |d| d.describe("file = \"sex.csv\"", "file = 'data\\sex.csv'")),
            ("unknown_table_format", |d| d.describe("file = \"sex.csv\"", "file = \"dataset.toml\"\n#")),
            ("sheet_of_a_csv", |d| d.describe("file = \"sex.csv\"", "file = \"sex.csv\"\nsheet = \"Sex\"")),
            ("unknown_delimiter", |d| d.describe("file = \"sex.csv\"", "file = \"sex.csv\"\ndelimiter = \":\"")),
            ("delimiter_of_a_workbook", |d| {
                d.put("sex.xlsx", "");
                d.describe("file = \"sex.csv\"", "file = \"sex.xlsx\"\ndelimiter = '\t'");
            }),
            ("bad_header_row", |d| d.describe("file = \"sex.csv\"", "file = \"sex.csv\"\nheader_row = 0")),
            ("group_not_in_round", |d| {
                d.describe(
                    "column = \"women\", group = \"return_migrants\"",
                    "column = \"women\", group = \"emigrants\"",
                );
            }),
            ("year_without_column", |d| {
                d.describe("  { column = \"returns_2024\", group = \"return_migrants\", year = 2024 },\n", "");
            }),
            ("unknown_dimension", |d| d.describe("dimension = \"sex\"", "dimension = \"gender\"")),
            ("unknown_round", |d| {
                d.describe("file = \"sex.csv\"\nround = \"zzz-r1\"", "file = \"sex.csv\"\nround = \"r9\"");
            }),
            ("duplicate_group", |d| {
                d.describe(
                "[communities]",
                "[[rounds.groups]]\ngroup = \"return_migrants\"\nyears = [2023, 2024]\ndefinition = \"Again.\"\n\n[communities]",
            );
            }),
            ("duplicate_round", |d| {
                d.append(
                "dataset.toml",
                "\n[[rounds]]\nid = \"zzz-r1\"\ncountry = \"ZZ\"\ntitle = \"T\"\ncollected = [\"2024-02-01\", \"2024-02-02\"]\nmethod = \"M\"\nsources = [\"survey\"]\ngroups = [{ group = \"return_migrants\", years = [2023, 2024], definition = \"D\" }]\n",
            );
            }),
            ("admin2_missing", |d| {
                d.describe("[[layers]]\nlevel = \"admin2\"\nfile = \"admin2.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n", "");
            }),
            ("category_twice", |d| d.describe("category = \"Men\"", "category = \"Women\"")),
            ("unknown_service", |d| d.describe("service = \"school\"", "service = \"schools\"")),
            ("given_twice", |d| d.describe("service = \"school\"", "service = \"hospital\"")),
            ("km_and_band", |d| d.describe("km = \"school_km\"", "km = \"school_km\", band = \"band\"")),
            ("column_used_twice", |d| d.describe("column = \"men\"", "column = \"women\"")),
            ("column_used_twice", |d| d.describe("km = \"school_km\"", "km = \"hospital_band\"")),
            ("year_after_collection", |d| {
                d.describe("[\"2024-02-01\", \"2024-04-30\"]", "[\"2023-02-01\", \"2023-12-31\"]");
            }),
            ("level_not_loaded", |d| {
                d.describe(
                    "level = \"community\"\nplace = \"community\"\ndimension",
                    "level = \"admin3\"\nplace = \"community\"\ndimension",
                );
            }),
            ("no_columns", |d| {
                d.describe("columns = [\n  { column = \"women\", group = \"return_migrants\", category = \"Women\" },\n  { column = \"men\", group = \"return_migrants\", category = \"Men\" },\n]", "columns = []");
            }),
        ]),
    );
}

#[test]
fn several_errors_in_dataset_toml_are_reported_together() {
    let mut dataset = Dataset::sandland();
    dataset.describe("date = \"2024-04\"", "date = \"April 2024\"");
    dataset.describe("file = \"sex.csv\"", "file = \"sexes.csv\"");
    dataset.describe("years = [2022, 2023, 2024]", "years = [2022, 2023]");
    insta::assert_snapshot!(read(&dataset).report.to_string());
}

/// What stands above `[dataset]`, or in it; and what is reported.
#[test]
fn words_that_cannot_be_used_are_named_by_line() {
    let own = |word: &str| format!("[vocabulary]\n[[vocabulary.groups]]\nid = \"idps\"\nlabel = {word}\n\n[dataset]");
    for (above, code, message) in [
        (
            "vocabulary = \"iom-bam\"\n[dataset]".to_owned(),
            "unknown_vocabulary",
            "accepted: `iom-bma`, `iom-dtm`, or a section",
        ),
        ("[dataset]\nvocabulary = \"dtm\"".to_owned(), "unknown_vocabulary", "there is no ready vocabulary `dtm`"),
        (own("{ fr = \"Déplacés\" }"), "bad_vocabulary", "no text in English"),
        (own("3"), "wrong_type", "expected a text in English"),
        ("vocabulary = 3\n[dataset]".to_owned(), "wrong_type", "the name of a ready vocabulary"),
        (
            "vocabulary = \"iom-bma\"\n[dataset]\nvocabulary = \"iom-bma\"".to_owned(),
            "vocabulary_twice",
            "already named",
        ),
    ] {
        let mut dataset = Dataset::sandland();
        dataset.describe("[dataset]", &above);
        let findings = read(&dataset).report.findings;
        let found = findings.iter().find(|finding| finding.code == code);
        assert!(found.is_some_and(|found| found.message.contains(message)), "{code}: {}", lines(&findings));
        assert_eq!(findings.len(), 1, "{}", lines(&findings));
    }
}

#[test]
fn the_usual_words_can_be_named() {
    for above in ["vocabulary = \"iom-bma\"\n[dataset]", "[dataset]\nvocabulary = \"iom-bma\""] {
        let mut dataset = Dataset::sandland();
        dataset.describe("[dataset]", above);
        let named = read(&dataset);
        assert_eq!(lines(&named.report.findings), "");
        assert_eq!(
            named.parts.map(|parts| parts.vocabulary),
            read(&Dataset::sandland()).parts.map(|parts| parts.vocabulary)
        );
    }
}

#[test]
fn errors_in_boundaries_have_the_feature_as_location() {
    snapshot(
        "boundaries",
        &check_errors(&[
            ("vector_unreadable", |d| d.put("admin0.geojson", "not a map")),
            ("layer_empty", |d| d.put("admin0.geojson", r#"{"type":"FeatureCollection","features":[]}"#)),
            ("column_missing", |d| {
                d.describe(
                    "columns = { pcode = \"pcode\", name_en = \"name\" }",
                    "columns = { pcode = \"pcode\", name_en = \"label\" }",
                );
            }),
            ("layer_missing", |d| {
                d.describe("file = \"admin0.geojson\"", "file = \"admin0.geojson\"\nlayer = \"countries\"");
            }),
            ("crs_unknown", |d| {
                d.describe("file = \"admin0.geojson\"", "file = \"admin0.geojson\"\ncrs = \"EPSG:999999\"");
            }),
            ("pcode_empty", |d| d.edit("admin1.geojson", "\"ZZ01\"", "null")),
            ("pcode_is_a_number", |d| d.edit("admin0.geojson", "\"ZZ\"", "41702000000000")),
            ("pcode_malformed", |d| d.edit("admin0.geojson", "\"ZZ\"", "\"Kyrgyzstan 1\"")),
            ("duplicate_pcode", |d| d.edit("admin2.geojson", "\"pcode\": \"ZZ0102\"", "\"pcode\": \"ZZ0101\"")),
            ("duplicate_pcode", |d| d.edit("admin2.geojson", "\"pcode\": \"ZZ0102\"", "\"pcode\": \"ZZ01\"")),
            ("name_missing", |d| d.edit("admin2.geojson", "\"Oasis\"", "\"\u{a0} \"")),
            ("parent_missing", |d| d.edit("admin2.geojson", "\"parent\": \"ZZ02\"", "\"parent\": null")),
            ("parent_unknown", |d| d.edit("admin2.geojson", "\"parent\": \"ZZ02\"", "\"parent\": \"ZZ09\"")),
            ("negative_number", |d| {
                *d = with_optional_columns();
                d.edit("admin2.geojson", "\"population\":2000", "\"population\":-2000");
            }),
            ("not_a_whole_number", |d| {
                *d = with_optional_columns();
                d.edit("admin2.geojson", "\"population\":2000", "\"population\":2000.5");
            }),
            ("geometry_missing", |d| d.put("admin0.geojson", country("null"))),
            ("geometry_missing", |d| d.put("admin0.geojson", country(r#"{"type":"Polygon","coordinates":[]}"#))),
            ("geometry_type", |d| {
                d.put("admin0.geojson", country(r#"{"type":"LineString","coordinates":[[74,42],[75,43]]}"#));
            }),
            ("geometry_type", |d| d.put("admin0.geojson", country(r#"{"type":"Point","coordinates":[74,42]}"#))),
            ("geometry_not_mendable", |d| {
                d.put("admin0.geojson", country(r#"{"type":"Polygon","coordinates":[[[74,42],[75,43],[74,42]]]}"#));
            }),
            ("coordinates_out_of_range", |d| {
                d.put("admin0.geojson", country(r#"{"type":"Polygon","coordinates":[[[466000,4740000],[467000,4740000],[467000,4750000],[466000,4740000]]]}"#));
            }),
        ]),
    );
}

#[test]
fn errors_in_tables_have_row_and_column_as_location() {
    snapshot(
        "tables",
        &check_errors(&[
            ("not_utf8", |d| d.edit("communities.csv", "Adra", "\0")),
            ("quote_not_closed", |d| d.edit("communities.csv", "C1,Adra", "C1,\"Adra")),
            ("header_missing", |d| d.put("communities.csv", "")),
            ("table_empty", |d| d.put("counts.csv", "community,returns_2022,returns_2023,returns_2024\n")),
            ("ragged_row", |d| d.edit("counts.csv", "C2,0,3,1", "C2,0,3")),
            ("column_missing", |d| d.edit("communities.csv", "households", "hh")),
            ("column_twice", |d| {
                d.put(
                    "counts.csv",
                    "community,returns_2022,returns_2023,returns_2024,returns_2023\nC1,1,1,1,1\nC2,1,1,1,1\nC3,1,1,1,1\nC4,1,1,1,1\n",
                );
            }),
            ("id_missing", |d| {
                d.append("communities.csv", ",Epsilon,74.3,42.5,ZZ0101,1\n");
            }),
            ("digits_lost", |d| d.append("communities.csv", "4.1702E+13,Epsilon,74.3,42.5,ZZ0101,1\n")),
            ("duplicate_id", |d| d.append("communities.csv", "C1,Epsilon,74.3,42.5,ZZ0101,1\n")),
            ("name_missing", |d| d.edit("communities.csv", "Adra", "")),
            ("coordinate_missing", |d| d.edit("communities.csv", "74.2", "")),
            ("not_a_number", |d| d.edit("communities.csv", "74.2", "74°12'")),
            ("thousands_separator", |d| d.edit("communities.csv", "74.2", "\"742.000,5\"")),
            ("coordinates_out_of_range", |d| d.edit("communities.csv", "74.2", "742")),
            ("coordinates_swapped", |d| d.edit("communities.csv", "74.2,42.5", "42.5,74.2")),
            ("pcode_empty", |d| d.edit("communities.csv", "ZZ0101", "")),
            ("pcode_is_a_number", |d| d.edit("communities.csv", "ZZ0101", "4.1702E+13")),
            ("pcode_malformed", |d| d.edit("communities.csv", "ZZ0101", "First1")),
            ("name_unknown", |d| d.edit("communities.csv", "ZZ0101", "First")),
            ("unknown_district", |d| d.edit("communities.csv", "ZZ0101", "ZZ0109")),
            ("negative_number", |d| d.edit("communities.csv", ",120", ",-120")),
            ("not_a_whole_number", |d| d.edit("communities.csv", ",120", ",120.5")),
            ("ambiguous_separator", |d| d.edit("communities.csv", ",120", ",\"1,120\"")),
            ("ambiguous_separator", |d| d.edit("communities.csv", ",120", ",1.500")),
            ("scientific_notation", |d| d.edit("communities.csv", ",120", ",1E+02")),
            ("number_too_large", |d| d.edit("communities.csv", ",120", ",100000000000")),
            ("unknown_origin", |d| {
                *d = with_optional_columns();
                d.edit("communities.csv", "ZZ0101,120,real", "ZZ0101,120,true");
            }),
            ("generated_but_not_illustrative", |d| {
                *d = with_optional_columns();
                d.edit("communities.csv", "ZZ0101,120,real", "ZZ0101,120,generated");
            }),
            ("place_missing", |d| d.append("counts.csv", ",1,1,1\n")),
            ("digits_lost", |d| d.append("counts.csv", "4.1702E+13,1,1,1\n")),
            ("unknown_place", |d| d.append("counts.csv", "C9,1,1,1\n")),
            ("duplicate_place", |d| d.append("counts.csv", "C1,1,1,1\n")),
            ("not_a_number", |d| d.edit("counts.csv", "C2,0,3,1", "C2,0,n/a,1")),
            ("formula_failed", |d| d.edit("counts.csv", "C2,0,3,1", "C2,0,#N/A,1")),
            ("formula_failed", |d| d.edit("communities.csv", "Adra", "#REF!")),
            ("negative_number", |d| d.edit("sex.csv", "C2,2,2", "C2,-2,2")),
            ("neither_yes_nor_no", |d| d.edit("services.csv", "C3,yes", "C3,maybe")),
            ("unknown_band", |d| d.edit("services.csv", "6-10", "5-10")),
            ("negative_number", |d| d.edit("services.csv", "3.5", "-3.5")),
            ("ambiguous_separator", |d| {
                d.edit("services.csv", "3.5", "3.500");
                // Which would show that a point is a decimal mark.
                d.edit("services.csv", "0.4", "4");
            }),
            ("distance_too_large", |d| d.edit("services.csv", "3.5", "150000")),
            ("availability_missing", |d| d.edit("services.csv", "C4,no,16-20", "C4,,16-20")),
        ]),
    );
}

#[test]
fn tolerable_problems_are_warnings_or_notes() {
    snapshot(
        "harmless",
        &check_harmless(&[
            ("illustrative_note_missing", |d| {
                d.describe("country = \"ZZ\"\ndefault", "country = \"ZZ\"\nillustrative = true\ndefault");
            }),
            ("geometry_mended", |d| {
                d.edit(
                    "admin2.geojson",
                    "[74, 42], [74.5, 42], [74.5, 43], [74, 43], [74, 42]",
                    "[74, 42], [74.5, 43], [74.5, 42], [74, 43], [74, 42]",
                );
            }),
            ("unit_outside_parent", |d| d.edit("admin2.geojson", "\"parent\": \"ZZ02\"", "\"parent\": \"ZZ01\"")),
            ("households_missing", |d| d.edit("communities.csv", ",120\n", ",\n")),
            ("point_outside_district", |d| d.edit("communities.csv", "ZZ0101", "ZZ0102")),
            ("point_outside_district", |d| d.edit("communities.csv", "74.2,42.5", "73.9,42.5")),
            ("point_near_district", |d| d.edit("communities.csv", "74.2,42.5", "73.9996,42.5")),
            ("place_without_row", |d| d.edit("counts.csv", "C4,1,0,0\n", "")),
            ("breakdown_does_not_add_up", |d| d.edit("sex.csv", "C2,2,2", "C2,2,3")),
            ("distance_of_available_service", |d| d.edit("services.csv", "C3,yes,,", "C3,yes,0-5,")),
            ("group_without_counts", |d| {
                d.describe("definition = \"People who came back.\"", "definition = \"People who came back.\"\n[[rounds.groups]]\ngroup = \"emigrants\"\nyears = [2023]\ndefinition = \"Those who left.\"");
            }),
        ]),
    );
}

#[test]
fn an_error_is_not_reported_again_for_rows_that_refer_to_it() {
    let (findings, _) = findings_of(|d| d.edit("admin2.geojson", "\"Dunes\"", "\"\""));
    assert_eq!(findings.len(), 1, "{}", lines(&findings));
    let (findings, _) = findings_of(|d| d.put("admin2.geojson", "not a map"));
    assert_eq!(findings.len(), 1, "{}", lines(&findings));
    let (findings, _) = findings_of(|d| d.put("communities.csv", ""));
    assert_eq!(findings.len(), 1, "{}", lines(&findings));
}

/// Counting lines from the beginning for each value would take minutes.
#[test]
fn a_long_dataset_toml_is_read_in_time() {
    let source = |number: usize| {
        format!(
            "\n[[sources]]\nid = \"s{number}\"\ntitle = \"T\"\ncitation = \"C.\"\npublisher = \"P\"\nlicence = \"L\"\ndate = \"2024\"\n"
        )
    };
    let more: Vec<String> = (0..10_000).map(source).collect();
    let mut dataset = Dataset::sandland();
    dataset.append("dataset.toml", &more.concat());
    let start = std::time::Instant::now();
    let ingested = read(&dataset);
    assert!(!ingested.report.has_errors(), "{}", ingested.report);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn all_errors_of_a_row_are_reported_at_once() {
    let (findings, _) = findings_of(|d| {
        *d = with_optional_columns();
        d.edit("communities.csv", "C1,Adra,74.2,42.5,ZZ0101,120,real", "C1,,abc,95,ZZ0109,-1,unreal");
    });
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(
        codes,
        [
            "name_missing",
            "unknown_origin",
            "not_a_number",
            "coordinates_out_of_range",
            "unknown_district",
            "negative_number"
        ]
    );
}
