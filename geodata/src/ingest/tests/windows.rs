//! Counts of a whole window, beside those by year, and what is calculated from what was published.

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::atlas::Atlas;
use crate::atlas::tests::group;
use crate::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection, ValueTable, values};
use crate::model::{Period, PlaceLevel, Value};

const GROUP: &str = "return_migrants";

/// Sandland as a report describes it: the total of the country over the window, shares of one province, and years that only follow from changes.
fn report() -> Dataset {
    let mut dataset = Dataset::sandland();
    for table in ["[[counts]]", "[[breakdowns]]", "[[services]]"] {
        dataset.without(table);
    }
    dataset.append("dataset.toml", COUNTRY);
    dataset.append("dataset.toml", PROVINCES);
    dataset.put("country.csv", "country,returns,returns_2022,returns_2023,returns_2024\nZZ,1000,300,500,200\n");
    dataset.put("provinces.csv", "province,returns\nZZ01,600\nZZ02,\n");
    dataset
}

const COUNTRY: &str = r#"
[[counts]]
file = "country.csv"
round = "zzz-r1"
level = "admin0"
place = "country"
sources = ["survey"]
columns = [
  { column = "returns", group = "return_migrants", year = "window" },
  { column = "returns_2022", group = "return_migrants", year = 2022, derived = "From the changes." },
  { column = "returns_2023", group = "return_migrants", year = 2023, derived = "From the changes." },
  { column = "returns_2024", group = "return_migrants", year = 2024, derived = "What is left." },
]
"#;

const PROVINCES: &str = r#"
[[counts]]
file = "provinces.csv"
round = "zzz-r1"
level = "admin1"
place = "province"
sources = ["survey"]
derived = "Share times total."
columns = [{ column = "returns", group = "return_migrants", year = "window" }]
"#;

fn atlas(dataset: &Dataset) -> Atlas {
    let ingested = read(dataset);
    Atlas::of_parts(ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)))
}

fn asked(atlas: &Atlas, by: PlaceLevel, period: Period, per: Normalisation) -> ValueTable {
    let (round, indicator) = ("zzz-r1", Indicator::Group(group(GROUP)));
    let query = IndicatorQuery { indicator, by, round, periods: PeriodSelection::One(period), per, within: None };
    values(atlas, &query).expect("values")
}

fn rows(atlas: &Atlas, by: PlaceLevel, period: Period, per: Normalisation) -> Vec<Value<f64>> {
    asked(atlas, by, period, per).rows.iter().map(|row| row.estimate.value).collect()
}

fn findings(dataset: &Dataset) -> String {
    lines(&read(dataset).report.findings)
}

#[test]
fn a_window_that_is_counted_is_not_the_sum_of_its_years() {
    let atlas = atlas(&report());
    let (admin0, admin1) = (PlaceLevel::Admin0, PlaceLevel::Admin1);
    assert_eq!(rows(&atlas, admin0, Period::Window, Normalisation::None), [Value::Reported(1000.0)]);
    assert_eq!(rows(&atlas, admin1, Period::Window, Normalisation::None), [Value::Reported(600.0), Value::NoData]);
    assert_eq!(rows(&atlas, admin1, Period::Window, Normalisation::Share), [Value::Reported(60.0), Value::NoData]);
    assert_eq!(rows(&atlas, admin0, Period::Year(2023), Normalisation::None), [Value::Reported(500.0)]);
    assert_eq!(rows(&atlas, admin1, Period::Year(2023), Normalisation::None), [Value::NoData, Value::NoData]);
    let change = rows(&atlas, admin0, Period::Year(2023), Normalisation::Change);
    assert_eq!(change, [Value::Reported(100.0 * 200.0 / 300.0)], "although no province is counted by year");
    let total = asked(&atlas, admin1, Period::Window, Normalisation::None).total.expect("a total");
    assert_eq!(total.value, Value::Reported(1000.0), "as it is stated, with what is in no province");
}

#[test]
fn derived_values_are_known_by_place_and_period() {
    let atlas = atlas(&report());
    let of = |by, period| {
        atlas
            .derivations("zzz-r1", &group(GROUP), by, period)
            .into_iter()
            .map(crate::model::Labels::main)
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!(of(PlaceLevel::Admin0, Period::Window), "");
    assert_eq!(of(PlaceLevel::Admin1, Period::Window), "Share times total.");
    assert_eq!(of(PlaceLevel::Admin0, Period::Year(2023)), "From the changes.");
    assert_eq!(of(PlaceLevel::Admin0, Period::Year(2024)), "What is left.");
    assert_eq!(of(PlaceLevel::Admin1, Period::Year(2023)), "", "provinces have no years");

    let mut published = report();
    published.without("[[counts]]\nfile = \"provinces.csv\"");
    published.remove("provinces.csv");
    let atlas = self::atlas(&published);
    let of = |period| atlas.derivations("zzz-r1", &group(GROUP), PlaceLevel::Admin0, period).len();
    assert_eq!((of(Period::Window), of(Period::Year(2022))), (0, 1), "a window that is published beside derived years");
}

#[test]
fn a_sum_of_derived_parts_is_derived() {
    let mut dataset = report();
    dataset.edit("provinces.csv", "ZZ02,", "ZZ02,400");
    dataset.describe("{ column = \"returns\", group = \"return_migrants\", year = \"window\" },\n", "");
    let atlas = atlas(&dataset);
    let group = group(GROUP);
    let derived = atlas.derivations("zzz-r1", &group, PlaceLevel::Admin0, Period::Window);
    assert_eq!(derived.iter().map(|how| how.main()).collect::<Vec<_>>(), ["Share times total."]);
    let value = rows(&atlas, PlaceLevel::Admin0, Period::Window, Normalisation::None);
    assert_eq!(value, [Value::Reported(1000.0)]);
}

#[test]
fn communities_may_be_counted_by_year_and_the_country_over_the_window() {
    let mut dataset = Dataset::sandland();
    let (head, _) = COUNTRY.split_once("  { column = \"returns_2022\"").expect("columns");
    dataset.append("dataset.toml", &format!("{head}]\n"));
    dataset.put("country.csv", "country,returns\nZZ,64\n");
    let atlas = atlas(&dataset);
    let of = |by, period| rows(&atlas, by, period, Normalisation::None);
    assert_eq!(of(PlaceLevel::Admin0, Period::Window), [Value::Reported(64.0)]);
    let of_communities = of(PlaceLevel::Admin1, Period::Window);
    assert_eq!(of_communities, [Value::Reported(18.0), Value::Reported(41.0)], "the sums of their years");
    assert_eq!(of(PlaceLevel::Admin0, Period::Year(2022)), [Value::Reported(18.0)]);
    let shares = rows(&atlas, PlaceLevel::Admin1, Period::Window, Normalisation::Share);
    assert_eq!(shares[0], Value::Reported(100.0 * 18.0 / 64.0));
}

#[test]
fn years_and_window_of_the_same_places_are_compared() {
    let mut dataset = report();
    assert_eq!(findings(&dataset), "");
    dataset.edit("country.csv", "1000,", "1001,");
    assert_eq!(
        findings(&dataset),
        "warning window_differs\n  country.csv, row 2: `return_migrants`: in 1 of 1 places the years do not add up to the count of the window; the first is `ZZ`: years 1000, window 1001\n"
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let refused = |from: &str, to: &str| {
        let mut dataset = report();
        dataset.describe(from, to);
        findings(&dataset)
    };
    let year = "year = 2022, derived = \"From the changes.\"";
    let unknown = refused(year, "year = \"all\"");
    assert!(unknown.contains("expected a year, or \"window\" for all years of the round together"), "{unknown}");
    let twice = refused(year, "year = \"window\"");
    assert!(twice.contains("`return_migrants` of the window has two columns in this table"), "{twice}");
    let some = refused(
        "  { column = \"returns_2022\", group = \"return_migrants\", year = 2022, derived = \"From the changes.\" },\n",
        "",
    );
    assert!(some.contains("`return_migrants` has no column for 2022"), "{some}");
    let empty = refused("derived = \"Share times total.\"", "derived = \" \"");
    assert!(empty.contains("error empty_text"), "{empty}");
}

#[test]
fn stocks_may_be_derived() {
    let mut dataset = Dataset::displaced();
    dataset.describe("file = \"round1.csv\"\n", "file = \"round1.csv\"\nderived = \"Estimated.\"\n");
    let atlas = atlas(&dataset);
    let group = atlas.vocabulary.group("idps").expect("a group").clone();
    let of = |round| {
        atlas
            .derivations(round, &group, PlaceLevel::Admin1, Period::Window)
            .into_iter()
            .map(crate::model::Labels::main)
            .collect::<Vec<_>>()
            .join("; ")
    };
    assert_eq!((of("zzz-d1"), of("zzz-d2")), ("Estimated.".to_owned(), String::new()));
}

/// Sandland with a list of locations behind its round.
fn listing(rows: &str, columns: &str) -> Dataset {
    let mut dataset = report();
    let section =
        format!("\n[rounds.locations]\nfile = \"locations.csv\"\ncolumns = {{ {columns} }}\n\n[[rounds.groups]]\n");
    dataset.describe("\n[[rounds.groups]]\n", &section);
    dataset.put("locations.csv", format!("province,district,village\n{rows}"));
    dataset
}

#[test]
fn locations_are_listed_with_the_smallest_unit_that_is_certain() {
    let columns = "name = \"village\", admin1 = \"province\", admin2 = \"district\"";
    let dataset = listing("West,Dunes,Adra\nWest,Shore,Brim\nZZ02,Shore,Cove\nNorth,Peak,Dock\n", columns);
    let atlas = atlas(&dataset);
    let listed: Vec<(&str, &str, Option<&str>)> = atlas.rounds[0]
        .locations
        .iter()
        .map(|location| (&*location.name, &*location.within[1], location.unit.as_deref()))
        .collect();
    let expected = [
        ("Adra", "Dunes", Some("ZZ0101")),
        ("Brim", "Shore", Some("ZZ01")),
        ("Cove", "Shore", Some("ZZ0201")),
        ("Dock", "Peak", None),
    ];
    assert_eq!(listed, expected, "a district of another province is not meant");
    assert_eq!(atlas.communities.len(), 4, "they are no communities");
    let said = findings(&dataset);
    assert!(said.starts_with("note locations_listed\n  locations.csv: 4 locations; of 2 "), "{said}");
}

#[test]
fn locations_without_a_name_or_a_unit_are_refused() {
    let nowhere = findings(&listing("West,Dunes,Adra\n", "name = \"village\""));
    assert!(nowhere.contains("error location_unit_missing"), "{nowhere}");
    let nameless = findings(&listing("West,Dunes,\n", "name = \"village\", admin1 = \"province\""));
    assert!(nameless.contains("error location_name_missing\n  locations.csv, row 2, column village"), "{nameless}");
}

#[test]
fn a_round_may_be_illustrative_where_the_dataset_is_not() {
    let mut dataset = report();
    dataset.describe(
        "method = \"Key informant interviews\"\n",
        "method = \"Key informant interviews\"\nillustrative = true\n",
    );
    let made_up = atlas(&dataset);
    assert!(made_up.is_illustrative("zzz-r1") && !made_up.info.illustrative);
    assert!(!atlas(&report()).is_illustrative("zzz-r1"));
}

#[test]
fn notes_of_sources_and_rounds_are_kept() {
    let mut dataset = report();
    dataset.describe("date = \"2024-04\"\n", "date = \"2024-04\"\nnotes = [\"It says 270, and 142.\"]\n");
    dataset.describe(
        "method = \"Key informant interviews\"\n",
        "method = \"Key informant interviews\"\nnotes = [\"Asked twice.\"]\n",
    );
    let atlas = atlas(&dataset);
    assert_eq!(atlas.sources[0].notes, ["It says 270, and 142.".into()]);
    assert_eq!(atlas.rounds[0].notes, ["Asked twice.".into()]);
    assert!(atlas.sources[0].as_cited().notes.is_empty());
}
