//! Values that a source withholds: which cells are suppressed, what that makes of sums, and when a suppressed value is given away.

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::atlas::Atlas;
use crate::atlas::tests::{dimension, group};
use crate::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection, breakdown, values};
use crate::ingest::{Ingested, ReadOptions, read_dataset_with};
use crate::model::{AdminLevel, Period, PlaceLevel, ServiceStatus, Value};
use crate::progress::Silent;

const GROUP: &str = "return_migrants";
/// The line of the section of counts that a list of suppressed texts stands behind.
pub(super) const COUNTS: &str = "file = \"counts.csv\"\n";
const BREAKDOWNS: &str = "file = \"sex.csv\"\n";
const STATED: &str = r#"
[[counts]]
file = "LEVEL.csv"
round = "zzz-r1"
level = "LEVEL"
place = "pcode"
sources = ["survey"]
suppressed = ["<5"]
columns = [
  { column = "returns_2022", group = "return_migrants", year = 2022 },
  { column = "returns_2023", group = "return_migrants", year = 2023 },
  { column = "returns_2024", group = "return_migrants", year = 2024 },
]
"#;

fn suppressing(section: &str, list: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.describe(section, &format!("{section}suppressed = {list}\n"));
    dataset
}

/// C4 of 2022 is withheld.
pub(super) fn withheld() -> Dataset {
    let mut dataset = suppressing(COUNTS, r#"["<5", " * "]"#);
    dataset.edit("counts.csv", "C4,1,0,0", "C4,\" <5\u{a0}\",0,0");
    dataset
}

pub(super) fn state(dataset: &mut Dataset, level: &str, rows: &str) {
    dataset.append("dataset.toml", &STATED.replace("LEVEL", level));
    dataset.put(&format!("{level}.csv"), format!("pcode,returns_2022,returns_2023,returns_2024\n{rows}"));
}

fn atlas(dataset: &Dataset) -> Atlas {
    let Ingested { report, parts, .. } = read(dataset);
    Atlas::of_parts(parts.unwrap_or_else(|| panic!("{report}")))
}

pub(super) fn findings(dataset: &Dataset, code: &str) -> String {
    lines(read(dataset).report.findings.iter().filter(|finding| finding.code == code))
}

fn rows(atlas: &Atlas, by: PlaceLevel, period: Period, per: Normalisation) -> Vec<Value<f64>> {
    let (round, indicator) = ("zzz-r1", Indicator::Group(group(GROUP)));
    let asked = IndicatorQuery {
        indicator: indicator.clone(),
        by,
        round,
        periods: PeriodSelection::One(period),
        per,
        within: None,
    };
    values(atlas, &asked).expect("values").rows.iter().map(|row| row.estimate.value).collect()
}

#[test]
fn cells_with_a_listed_text_are_suppressed() {
    let mut dataset = suppressing(COUNTS, r#"["<5", " wk ", "-"]"#);
    dataset.edit("counts.csv", "C1,5,7,2", "C1, <5 ,WK,-");
    let counts = read(&dataset).parts.expect("sound").counts;
    assert_eq!(counts[0].of_place(0), [Value::Suppressed; 3]);
    assert_eq!(counts[0].of_place(1), [Value::Reported(0), Value::Reported(3), Value::Reported(1)]);
    assert_eq!(
        findings(&dataset, "suppressed_cells"),
        "note suppressed_cells\n  counts.csv: the source withholds 3 cells: shown as suppressed, as is every sum of it that no source states\n"
    );
    dataset.edit("counts.csv", "C2,0,3,1", "C2,<6,3,1");
    assert!(findings(&dataset, "looks_withheld").contains("`<6` looks like a value that the source withholds"));
    let mut dataset = suppressing(BREAKDOWNS, r#"["*"]"#);
    dataset.edit("sex.csv", "C1,8,6", "C1,*,*");
    assert_eq!(read(&dataset).parts.expect("sound").breakdowns[0].of_place(0), [Value::Suppressed; 2]);
}

#[test]
fn texts_that_look_withheld_are_no_data_for_nobody() {
    for text in ["<6", "< 5", "1-4", "*", "less than 5", "менее 5"] {
        let mut dataset = Dataset::sandland();
        dataset.edit("counts.csv", "C2,0,3,1", format!("C2,{text},3,1"));
        let found = findings(&dataset, "looks_withheld");
        assert!(found.starts_with("error looks_withheld\n  counts.csv, row 3, column returns_2022"), "{text}: {found}");
        assert!(found.contains(&format!("list it in dataset.toml, as `suppressed = [\"{text}\"]`")), "{found}");
        let mut dataset = Dataset::sandland();
        dataset.describe(COUNTS, &format!("{COUNTS}no_data = [\"{text}\"]\n"));
        let found = findings(&dataset, "looks_withheld");
        assert!(found.starts_with("error looks_withheld\n  dataset.toml, line 58"), "{text}: {found}");
    }
    let mut dataset = Dataset::sandland();
    dataset.edit("services.csv", "C1,no,>25,no,3.5", "C1,*,,no,3.5");
    assert!(findings(&dataset, "looks_withheld").contains("column"));
    assert_eq!(findings(&dataset, "neither_yes_nor_no"), "");
}

#[test]
fn lists_that_could_be_values_are_refused() {
    for (section, list, expected) in [
        (COUNTS, r#"["<5", "  "]"#, "error suppressed_empty_text\n  dataset.toml, line 58: an empty text cannot"),
        (COUNTS, r#"["5"]"#, "error suppressed_number\n  dataset.toml, line 58: `5` is a number"),
        (COUNTS, r#"["-99"]"#, "error suppressed_number\n  dataset.toml, line 58: `-99` is a number"),
        (COUNTS, r#"["1.000"]"#, "error suppressed_number\n  dataset.toml, line 58: `1.000` is a number"),
        (COUNTS, r#"["1E+05"]"#, "error suppressed_number"),
        (COUNTS, r#"["n", "N "]"#, "error suppressed_twice\n  dataset.toml, line 58: `N` is given twice"),
        (COUNTS, "[]", "error suppressed_empty\n  dataset.toml, line 58: `suppressed` names no text"),
        ("file = \"services.csv\"\n", r#"["No"]"#, "error suppressed_answer"),
        ("file = \"services.csv\"\n", r#"["> 25 km"]"#, "error suppressed_answer"),
    ] {
        let found = lines(&read(&suppressing(section, list)).report.findings);
        assert!(found.starts_with(expected), "{list}: {found}");
    }
}

#[test]
fn every_sum_of_a_suppressed_count_is_suppressed() {
    let atlas = atlas(&withheld());
    for (level, place) in [(PlaceLevel::Admin0, 0), (PlaceLevel::Admin1, 1), (PlaceLevel::Admin2, 2)] {
        for period in [Period::Year(2022), Period::Window] {
            assert_eq!(
                rows(&atlas, level, period, Normalisation::None)[place],
                Value::Suppressed,
                "{level:?} {period}"
            );
        }
        assert!(rows(&atlas, level, Period::Year(2023), Normalisation::None)[place].reported().is_some());
        for per in [Normalisation::Share, Normalisation::Per1000Households] {
            assert_eq!(rows(&atlas, level, Period::Window, per)[place], Value::Suppressed, "{level:?} {per:?}");
        }
        assert_eq!(rows(&atlas, level, Period::Year(2023), Normalisation::Change)[place], Value::Suppressed);
    }
    assert_eq!(rows(&atlas, PlaceLevel::Community, Period::Window, Normalisation::None)[3], Value::Suppressed);
}

#[test]
fn sums_that_a_source_states_are_shown_as_stated() {
    let mut dataset = withheld();
    dataset.edit("counts.csv", "C3,12,20,8", "C3,<5,20,8");
    dataset.without("[[breakdowns]]");
    state(&mut dataset, "admin2", "ZZ0101,6,7,2\nZZ0102,0,3,1\nZZ0201,14,20,8\n");
    assert_eq!(findings(&dataset, "suppressed_value_revealed"), "", "two are unknown");
    let atlas = atlas(&dataset);
    let of = |level, period, per| rows(&atlas, level, period, per);
    let reported = |numbers: &[f64]| numbers.iter().copied().map(Value::Reported).collect::<Vec<_>>();
    // 6 is stated of Dunes, although its only community has 5.
    assert_eq!(of(PlaceLevel::Admin2, Period::Year(2022), Normalisation::None), reported(&[6.0, 0.0, 14.0]));
    assert_eq!(of(PlaceLevel::Admin2, Period::Window, Normalisation::None), reported(&[15.0, 4.0, 42.0]));
    assert_eq!(of(PlaceLevel::Admin1, Period::Window, Normalisation::None), reported(&[19.0, 42.0]));
    assert_eq!(of(PlaceLevel::Admin0, Period::Window, Normalisation::None), reported(&[61.0]));
    assert_eq!(
        of(PlaceLevel::Community, Period::Year(2022), Normalisation::Share)[0],
        Value::Reported(100.0 * 5.0 / 20.0),
        "of the total that is stated, by every level"
    );
    assert_eq!(
        of(PlaceLevel::Admin2, Period::Year(2023), Normalisation::Change)[2],
        Value::Reported(100.0 * 6.0 / 14.0),
        "of two sums that are stated"
    );
    assert_eq!(of(PlaceLevel::Community, Period::Window, Normalisation::None)[3], Value::Suppressed);
    assert_eq!((atlas.counts.len(), atlas.stated_counts.len()), (1, 1));
}

#[test]
fn totals_and_rates_are_those_that_a_source_states() {
    let mut dataset = withheld();
    dataset.without("[[breakdowns]]");
    dataset.edit("counts.csv", "C3,12,20,8", "C3,<5,20,8");
    state(&mut dataset, "admin1", "ZZ01,5,10,3\nZZ02,14,20,8\n");
    let atlas = atlas(&dataset);
    let (period, none) = (Period::Year(2022), Normalisation::None);
    let total = |by, within, per| {
        let (round, indicator) = ("zzz-r1", Indicator::Group(group(GROUP)));
        let asked = IndicatorQuery { indicator, by, round, periods: PeriodSelection::One(period), per, within };
        values(&atlas, &asked).expect("values").total.expect("a total").value
    };
    for by in [PlaceLevel::Community, PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0] {
        assert_eq!(total(by, None, none), Value::Reported(19.0), "{by:?}");
    }
    let shore = Some((AdminLevel::Admin1, 1));
    assert_eq!(total(PlaceLevel::Community, shore, none), Value::Reported(14.0));
    assert_eq!(
        total(PlaceLevel::Community, Some((AdminLevel::Admin2, 2)), none),
        Value::Suppressed,
        "nobody states it"
    );
    let per_household = Normalisation::Per1000Households;
    let rate = |people: f64, households: f64| Value::Reported(1000.0 * people / households);
    assert_eq!(rows(&atlas, PlaceLevel::Admin1, period, per_household), [rate(5.0, 200.0), rate(14.0, 300.0)]);
    assert_eq!(rows(&atlas, PlaceLevel::Admin2, period, per_household)[2], Value::Suppressed);
    assert_eq!(rows(&atlas, PlaceLevel::Community, period, per_household)[2..], [Value::Suppressed; 2]);
    assert_eq!(total(PlaceLevel::Community, shore, per_household), rate(14.0, 300.0));
}

#[test]
fn a_suppressed_sum_is_suppressed_although_its_parts_are_not() {
    let mut dataset = Dataset::sandland();
    state(&mut dataset, "admin2", "ZZ0101,<5,7,2\nZZ0102,,3,1\nZZ0201,13,20,8\n");
    let atlas = atlas(&dataset);
    let of = |level| rows(&atlas, level, Period::Year(2022), Normalisation::None);
    assert_eq!(of(PlaceLevel::Admin2), [Value::Suppressed, Value::Reported(0.0), Value::Reported(13.0)]);
    assert_eq!(of(PlaceLevel::Admin1), [Value::Suppressed, Value::Reported(13.0)]);
    assert_eq!(of(PlaceLevel::Admin0), [Value::Suppressed]);
    let given_away = findings(&dataset, "suppressed_value_revealed");
    assert!(
        given_away
            .contains("admin2.csv, row 2, column returns_2022: the suppressed value can be calculated: it is the sum"),
        "{given_away}"
    );
}

#[test]
fn stated_sums_that_give_a_value_away_are_reported() {
    let mut dataset = withheld();
    state(&mut dataset, "admin1", "ZZ01,5,10,3\nZZ02,13,20,8\n");
    assert_eq!(
        findings(&dataset, "suppressed_value_revealed"),
        "warning suppressed_value_revealed\n  counts.csv, row 5, column returns_2022: the suppressed value can be calculated: \
         the sum in admin1.csv, row 3, column returns_2022 and its other parts leave one number for it; suppress another part, or the sum\n"
    );
    // Two are unknown, and nothing is left for them.
    dataset.edit("counts.csv", "C3,12,20,8", "C3,<5,20,8");
    dataset.edit("admin1.csv", "ZZ02,13", "ZZ02,0");
    assert_eq!(findings(&dataset, "suppressed_value_revealed").matches("warning").count(), 2);
    // The country and one province give the other away, and that its communities.
    dataset.edit("admin1.csv", "ZZ02,0", "ZZ02,<5");
    dataset.edit("counts.csv", "C3,<5,20,8", "C3,12,20,8");
    state(&mut dataset, "admin0", "ZZ,18,30,11\n");
    assert_eq!(findings(&dataset, "suppressed_value_revealed").matches("warning").count(), 2);
}

/// The counts of 2022 of districts, provinces and the country, where the districts and the country are stated.
pub(super) fn stated_sums(dataset: &Dataset, allowed: &str) -> [Vec<Value<f64>>; 3] {
    let options = ReadOptions { allowed: allowed.parse().expect("codes"), ..ReadOptions::default() };
    let Ingested { report, parts, .. } = read_dataset_with(dataset.write().path(), options, &Silent);
    let atlas = Atlas::of_parts(parts.unwrap_or_else(|| panic!("{report}")));
    [PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0]
        .map(|level| rows(&atlas, level, Period::Year(2022), Normalisation::None))
}

/// C4 is withheld; the source states the districts and the country.
pub(super) fn withheld_with_sums() -> Dataset {
    let mut dataset = withheld();
    dataset.without("[[breakdowns]]");
    dataset.without("[[services]]");
    state(&mut dataset, "admin2", "ZZ0101,5,7,2\nZZ0102,0,3,1\nZZ0201,13,20,8\n");
    state(&mut dataset, "admin0", "ZZ,18,30,11\n");
    dataset
}

#[test]
fn stated_sums_that_give_a_value_away_are_suppressed_up_to_the_country() {
    let mut dataset = withheld();
    dataset.without("[[breakdowns]]");
    state(&mut dataset, "admin2", "ZZ0101,5,7,2\nZZ0102,0,3,1\nZZ0201,13,20,8\n");
    state(&mut dataset, "admin1", "ZZ01,5,10,3\nZZ02,13,20,8\n");
    state(&mut dataset, "admin0", "ZZ,18,30,11\n");
    assert_eq!(
        findings(&dataset, "suppressed_too").lines().skip(1).step_by(2).map(str::trim).collect::<Vec<_>>(),
        [
            "admin2.csv, row 4, column returns_2022: shown as suppressed too: the suppressed value in counts.csv, row 5, column returns_2022 could be calculated with it",
            "admin1.csv, row 3, column returns_2022: shown as suppressed too: the suppressed value in counts.csv, row 5, column returns_2022 could be calculated with it",
            "admin0.csv, row 2, column returns_2022: shown as suppressed too: the suppressed value in counts.csv, row 5, column returns_2022 could be calculated with it",
        ]
    );
    let sums = |atlas: &Atlas, year| {
        [PlaceLevel::Admin2, PlaceLevel::Admin1, PlaceLevel::Admin0]
            .map(|level| rows(atlas, level, Period::Year(year), Normalisation::None).last().copied())
    };
    assert_eq!(sums(&atlas(&dataset), 2022), [Some(Value::Suppressed); 3]);
    assert_eq!(sums(&atlas(&dataset), 2023), [20.0, 20.0, 30.0].map(|sum| Some(Value::Reported(sum))));
    // A second one in the district, and all sums are shown.
    dataset.edit("counts.csv", "C3,12,20,8", "C3,<5,20,8");
    assert_eq!(findings(&dataset, "suppressed_too"), "");
    assert_eq!(sums(&atlas(&dataset), 2022), [13.0, 13.0, 18.0].map(|sum| Some(Value::Reported(sum))));
    // But for two below five the sum of eight leaves four and four.
    for (file, from, to) in
        [("admin2.csv", "ZZ0201,13", "ZZ0201,8"), ("admin1.csv", "ZZ02,13", "ZZ02,8"), ("admin0.csv", "ZZ,18", "ZZ,13")]
    {
        dataset.edit(file, from, to);
    }
    assert_eq!(findings(&dataset, "suppressed_value_revealed").matches("counts.csv").count(), 2);
    assert_eq!(sums(&atlas(&dataset), 2022), [Some(Value::Suppressed); 3]);
    assert_eq!(sums(&atlas(&dataset), 2023), [20.0, 20.0, 30.0].map(|sum| Some(Value::Reported(sum))));
}

#[test]
fn parts_of_a_withheld_sum_are_suppressed_too() {
    let mut dataset = Dataset::sandland();
    dataset.without("[[breakdowns]]");
    state(&mut dataset, "admin2", "ZZ0101,5,7,2\nZZ0102,0,3,1\nZZ0201,<5,20,8\n");
    let atlas = atlas(&dataset);
    let of = |level, per| rows(&atlas, level, Period::Year(2022), per);
    let communities = of(PlaceLevel::Community, Normalisation::None);
    assert_eq!(communities[2..], [Value::Reported(12.0), Value::Suppressed], "the smaller one");
    assert_eq!(of(PlaceLevel::Admin2, Normalisation::None)[2], Value::Suppressed);
    assert_eq!(of(PlaceLevel::Admin2, Normalisation::Per1000Households)[2], Value::Suppressed);
}

#[test]
fn several_sums_together_give_a_value_away() {
    // 13 of C3 and C4 by one sum, 12 of C3 by the sum of the women and men that are shown of it.
    let mut dataset = withheld();
    dataset.edit("counts.csv", "C3,12,20,8", "C3,*,20,8");
    dataset.describe(BREAKDOWNS, &format!("{BREAKDOWNS}suppressed = [\"*\"]\n"));
    dataset.edit("sex.csv", "C4,0,1", "C4,*,*");
    state(&mut dataset, "admin2", "ZZ0101,5,7,2\nZZ0102,0,3,1\nZZ0201,13,20,8\n");
    let given_away = findings(&dataset, "suppressed_value_revealed");
    assert_eq!(given_away.matches("warning").count(), 2, "{given_away}");
    assert!(
        given_away.contains(
            "counts.csv, row 5, column returns_2022: the suppressed value can be calculated: the sum in admin2.csv, row 4, \
             column returns_2022, the counts by year and the breakdown by sex together leave one number for it"
        ),
        "{given_away}"
    );
    let atlas = atlas(&dataset);
    let counts = rows(&atlas, PlaceLevel::Admin2, Period::Year(2022), Normalisation::None);
    assert_eq!(counts[2], Value::Reported(13.0), "of two withheld parts");
    assert_eq!(atlas.breakdowns[0].of_place(2), [Value::Suppressed, Value::Reported(25)], "the smaller category");
}

#[test]
fn tables_that_add_up_to_the_same_may_give_a_value_away() {
    let mut dataset = withheld();
    let found = findings(&dataset, "suppressed_value_revealed");
    assert!(found.contains("the counts by year and the breakdown by sex add up to the same"), "{found}");
    dataset.describe(BREAKDOWNS, &format!("{BREAKDOWNS}suppressed = [\"*\"]\n"));
    dataset.edit("sex.csv", "C4,0,1", "C4,*,1");
    assert_eq!(findings(&dataset, "suppressed_value_revealed"), "");
    let atlas = atlas(&dataset);
    let (round, by, per) = ("zzz-r1", PlaceLevel::Admin2, Normalisation::Share);
    let periods = PeriodSelection::One(Period::Window);
    let asked = IndicatorQuery { indicator: Indicator::Group(group(GROUP)), by, round, periods, per, within: None };
    let of_shore = |per| {
        let rows = breakdown(&atlas, &IndicatorQuery { per, ..asked.clone() }, &dimension("sex")).expect("a breakdown");
        rows.iter().filter(|row| row.place == 2).map(|row| row.value).collect::<Vec<_>>()
    };
    assert_eq!(of_shore(Normalisation::None), [Value::Suppressed, Value::Reported(26.0)]);
    assert_eq!(of_shore(Normalisation::Share), [Value::Suppressed; 2]);
}

#[test]
fn breakdowns_are_stated_by_several_levels_too() {
    let mut dataset = suppressing(BREAKDOWNS, r#"["*"]"#);
    dataset.edit("sex.csv", "C3,15,25", "C3,*,*");
    dataset.edit("sex.csv", "C4,0,1", "C4,*,*");
    let section = r#"
[[breakdowns]]
file = "sex2.csv"
round = "zzz-r1"
level = "admin2"
place = "pcode"
dimension = "sex"
sources = ["survey"]
columns = [
  { column = "men", group = "return_migrants", category = "Men" },
  { column = "women", group = "return_migrants", category = "Women" },
]
"#;
    dataset.append("dataset.toml", section);
    dataset.put("sex2.csv", "pcode,men,women\nZZ0101,6,8\nZZ0102,2,2\nZZ0201,30,15\n");
    let atlas = atlas(&dataset);
    let periods = PeriodSelection::One(Period::Window);
    let (round, indicator, per) = ("zzz-r1", Indicator::Group(group(GROUP)), Normalisation::None);
    let of = |by| {
        let asked = IndicatorQuery { indicator: indicator.clone(), by, round, periods, per, within: None };
        let rows = breakdown(&atlas, &asked, &dimension("sex")).expect("a breakdown");
        rows.iter().filter_map(|row| row.value.reported()).collect::<Vec<_>>()
    };
    assert_eq!(of(PlaceLevel::Admin2), [8.0, 6.0, 2.0, 2.0, 15.0, 30.0], "women first, as in the other table");
    assert_eq!(of(PlaceLevel::Admin0), [25.0, 38.0]);
    dataset.edit(
        "dataset.toml",
        "{ column = \"men\", group = \"return_migrants\", category = \"Men\" },\n  { column = \"women\"",
        "{ column = \"men\", group = \"return_migrants\", category = \"Boys\" },\n  { column = \"women\"",
    );
    assert!(lines(&read(&dataset).report.findings).contains("error categories_differ"));
}

#[test]
fn households_and_services_are_withheld_too() {
    let mut dataset = suppressing("file = \"services.csv\"\n", r#"["*"]"#);
    dataset.describe("file = \"communities.csv\"\n", "file = \"communities.csv\"\nsuppressed = [\"<50\"]\n");
    dataset.edit("communities.csv", "ZZ0201,60", "ZZ0201,<50");
    dataset.edit("services.csv", "C1,no,>25,no,3.5", "C1,no,*,*,");
    dataset.edit("services.csv", "C3,yes,,yes,", "C3,yes,*,yes,");
    assert_eq!(findings(&dataset, "suppressed_cells").matches("note").count(), 2);
    let atlas = atlas(&dataset);
    assert_eq!(atlas.communities[3].households, Value::Suppressed);
    assert_eq!(atlas.services[0].status[0], ServiceStatus::Suppressed, "the distance is withheld");
    assert_eq!(atlas.services[1].status[0], ServiceStatus::Suppressed, "the answer is withheld");
    assert_eq!(atlas.services[0].status[2], ServiceStatus::Available, "it has no distance");
    assert_eq!(atlas.households_at("zzz-r1", PlaceLevel::Admin1, 1), Value::Suppressed);
    assert_eq!(
        rows(&atlas, PlaceLevel::Admin1, Period::Window, Normalisation::Per1000Households)[1],
        Value::Suppressed
    );
    assert_eq!(findings(&dataset, "households_missing"), "");
}
