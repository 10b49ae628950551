//! What lies in and around the country: chosen, left out, and from files of the dataset.

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};

use super::dataset::{lines, read};
use crate::model::{BoundaryPolicy, Context, ContextLayer, DatasetParts, Language, PlaceRank};

const FILES: &str = r#"
[context]
rivers = false
lakes = { file = "lakes.geojson", sources = ["survey"], columns = { name_en = "name", name_ru = "name_ru" } }
places = { file = "places.geojson", sources = ["survey"], columns = { name_en = "name", country = "iso", rank = "kind" } }
"#;

/// Sandland lies from 74° to 76° E and from 42° to 43° N.
fn lake(name: &str) -> String {
    feature(&format!(r#""name":{name},"name_ru":"Озеро""#), &rectangle([74.5, 42.5, 75.0, 42.7]))
}

fn place(properties: &str) -> String {
    feature(properties, r#"{"type":"Point","coordinates":[74.6,42.9]}"#)
}

fn town() -> String {
    place(r#""name":"Townton","iso":"KG","kind":"capital""#)
}

fn with(section: &str, lakes: &[String], places: &[String]) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.append("dataset.toml", section);
    dataset.put("lakes.geojson", collection(lakes));
    dataset.put("places.geojson", collection(places));
    dataset
}

fn parts(dataset: &Dataset) -> DatasetParts {
    let ingested = read(dataset);
    ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report))
}

/// A dataset with a line before its first section.
fn beginning_with(line: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    let text = format!("{line}\n{}", dataset.text("dataset.toml"));
    dataset.put("dataset.toml", text);
    dataset
}

#[test]
fn it_is_from_natural_earth_unless_the_dataset_says_something_else() {
    let usual = Context::default();
    assert_eq!(parts(&Dataset::sandland()).context, usual);
    assert_eq!(parts(&beginning_with("context = true")).context, usual);
    let none = parts(&beginning_with("context = false")).context;
    assert!(!none.countries.is_shown() && !none.lakes.is_shown() && !none.rivers.is_shown() && !none.places.is_shown());
    assert!(!none.has_natural_earth());
}

#[test]
fn a_dataset_has_files_of_its_own() {
    let named = lake(r#""Sandlake""#);
    let mut dataset = with(FILES, &[named, lake("null")], &[town()]);
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"ru\"]");
    let context = parts(&dataset).context;
    assert_eq!((context.countries.is_shown(), context.rivers.is_shown()), (true, false));
    let ContextLayer::Own { list, sources } = &context.lakes else { panic!("{context:?}") };
    let russian = Language::from_code("ru").unwrap();
    let names: Vec<_> = list.iter().map(|lake| (lake.names.main(), lake.names.get(russian))).collect();
    // A lake without a name is a lake.
    assert_eq!(
        (names, sources.as_slice()),
        (vec![("Sandlake", Some("Озеро")), ("", None)], &["survey".to_owned()][..])
    );
    let ContextLayer::Own { list, .. } = &context.places else { panic!("{context:?}") };
    let found: Vec<_> = list.iter().map(|place| (place.names.main(), &*place.country, place.rank)).collect();
    assert_eq!(found, [("Townton", "KG", PlaceRank::Capital)]);
    let around = crate::model::BBox { west: 74.0, south: 42.0, east: 76.0, north: 43.0 };
    let near = context.around(around);
    assert_eq!((near.lakes.len(), near.places.len()), (2, 1));
}

#[test]
fn boundaries_have_a_policy_and_a_note() {
    let of = |section: &str| {
        let mut dataset = Dataset::sandland();
        dataset.append("dataset.toml", section);
        parts(&dataset).info.boundaries
    };
    assert!(of("").is_usual());
    let un = of("\n[boundaries]\npolicy = \"un\"\n");
    assert_eq!((un.policy, un.note), (BoundaryPolicy::Un, None));
    let noted = of("\n[boundaries]\nnote = { en = \"No opinion.\", ru = \"Без мнения.\" }\n");
    assert_eq!(noted.policy, BoundaryPolicy::ByStatus);
    assert_eq!(noted.note.unwrap().get(Language::from_code("ru").unwrap()), "Без мнения.");
}

#[test]
fn faults_of_context_are_named() {
    let mut all = String::new();
    let good = || (vec![lake(r#""Sandlake""#)], vec![town()]);
    for (from, to) in [
        ("rivers = false", "seas = false"),
        ("rivers = false", "rivers = \"no\""),
        ("rivers = false", "rivers = { file = \"rivers.geojson\", sources = [\"survey\"] }"),
        ("lakes.geojson\", sources = [\"survey\"]", "lakes.geojson\", sources = [\"nobody\"]"),
        ("name_ru = \"name_ru\" }", "name_ru = \"name_ru\", rank = \"kind\" }"),
        (", columns = { name_en = \"name\", country = \"iso\", rank = \"kind\" }", ""),
        ("name_en = \"name\", country", "country"),
        ("rank = \"kind\"", "rank = \"size\""),
    ] {
        let (lakes, places) = good();
        assert!(FILES.contains(from), "{from}");
        all += &lines(&read(&with(&FILES.replace(from, to), &lakes, &places)).report.findings);
    }
    let other = |from: &str, to: &str| town().replace(from, to);
    for places in [
        other("\"KG\"", "\"Kyrgyzstan\""),
        other("\"capital\"", "\"big\""),
        other("\"Townton\"", "null"),
        other("[74.6,42.9]", "[181,42]"),
        other(
            "\"type\":\"Point\",\"coordinates\":[74.6,42.9]",
            "\"type\":\"LineString\",\"coordinates\":[[74,42],[75,42]]",
        ),
    ] {
        all += &lines(&read(&with(FILES, &good().0, &[places])).report.findings);
    }
    let line = lake(r#""Sandlake""#)
        .replace(&rectangle([74.5, 42.5, 75.0, 42.7]), r#"{"type":"Point","coordinates":[74,42]}"#);
    all += &lines(&read(&with(FILES, &[line], &good().1)).report.findings);
    for section in [
        "\n[boundaries]\npolicy = \"none\"\n",
        "\n[boundaries]\nnote = { qq = \"x\" }\n",
        "\n[boundaries]\nnote = \"\"\n",
        "\n[boundaries]\ndrawn = true\n",
    ] {
        let mut dataset = Dataset::sandland();
        dataset.append("dataset.toml", section);
        all += &lines(&read(&dataset).report.findings);
    }
    insta::assert_snapshot!(all, @r#"
    error unknown_key
      dataset.toml, line 91: unknown key `seas`, expected one of `countries`, `lakes`, `rivers`, `places`, in `seas = false`
    error wrong_type
      dataset.toml, line 91: invalid type: string "no", expected true, false, or a section with keys, in `rivers = "no"`
    error file_missing
      dataset.toml, line 91: the file `rivers.geojson` does not exist in the folder of the dataset
    error unknown_source
      dataset.toml, line 92: the source `nobody` does not exist; sources: `survey`
    error column_of_other_kind
      dataset.toml, line 92: `rank` is a column of `places`, not of `lakes`
    error name_column_missing
      dataset.toml, line 93: places have names: say in which columns they are, as `columns = { name_en = "name" }`
    error name_column_missing
      dataset.toml, line 93: `columns` has no `name_en`: name the column with the English name of each place; English is the main language of the dataset, whose languages are `en`
    error column_missing
      places.geojson, column size: line 93 of dataset.toml names this column, but the file has no such field; it has: `name`, `iso`, `kind`
    error bad_country
      places.geojson, feature 1, column iso: `Kyrgyzstan` is no code of a country; expected ISO 3166-1 alpha-2, as `KG`
    error unknown_rank
      places.geojson, feature 1, column kind: `big` is no rank of a place; accepted: `capital`, `large_city`, `city`
    error name_missing
      places.geojson, feature 1, column name: the English name is missing
    error coordinates_out_of_range
      places.geojson, feature 1: the longitude 181 is beyond 180 degrees; cut it at the antimeridian
    error geometry_type
      places.geojson, feature 1: the geometry is not a point
    error geometry_type
      lakes.geojson, feature 1: the geometry is not an area
    error unknown_policy
      dataset.toml, line 91: `none` is not a policy of boundaries; accepted: `by_status`, `un`, `as_given`
    error bad_note
      dataset.toml, line 91: `note` of `[boundaries]`: `qq` is no language; expected an ISO 639 code of two letters, or of three where there is none of two
    error bad_note
      dataset.toml, line 91: `note` of `[boundaries]`: the text in `en` is empty, longer than 600 characters, or more than a line
    error unknown_key
      dataset.toml, line 91: unknown key `drawn`, expected `policy` or `note`, in `drawn = true`
    "#);
}
