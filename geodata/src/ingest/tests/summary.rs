use std::fmt::Write;

use fixtures::Dataset;

use super::dataset::read;
use crate::ingest::Summary;
use crate::model::PlaceLevel;

fn summary(dataset: &Dataset) -> Summary {
    read(dataset).report.summary
}

#[test]
fn rows_are_counted_by_how_they_found_their_places() {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C2,0,3,1", "C9,0,3,1");
    let joined = summary(&dataset).tallies.joined;
    let found = |file: &str| {
        let table = joined.iter().find(|joined| joined.table.file == file).expect("the table");
        (table.rows, table.by_code, table.unmatched)
    };
    assert_eq!(found("communities.csv"), (4, 4, 0));
    assert_eq!(found("counts.csv"), (4, 3, 1));
    assert_eq!(found("sex.csv"), (4, 4, 0));
}

#[test]
fn the_farthest_communities_outside_their_district_are_listed_with_metres() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.2,42.5", "74.6,42.5");
    let outside = summary(&dataset).tallies.outside;
    assert_eq!((outside.communities, outside.near), (1, 0));
    let [farthest] = outside.farthest.as_slice() else { panic!("{outside:?}") };
    assert_eq!(
        (farthest.unit.as_str(), farthest.location.to_string().as_str()),
        ("ZZ0101", "communities.csv, row 2, column district")
    );
    // A tenth of a degree at 42.5° N on WGS 84.
    assert!((farthest.metres - 8_220.0).abs() < 5.0, "{}", farthest.metres);
}

/// Sandland with a table of provinces beside that of communities: C1 and C2 are in the first province.
fn with_provinces(counts: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.append(
        "dataset.toml",
        "\n[[counts]]\nfile = \"provinces.csv\"\nround = \"zzz-r1\"\nlevel = \"admin1\"\nplace = \"province\"\nsources = [\"survey\"]\n\
         columns = [{ column = \"returns_2022\", group = \"return_migrants\", year = 2022 }, { column = \"returns_2023\", group = \"return_migrants\", year = 2023 }, { column = \"returns_2024\", group = \"return_migrants\", year = 2024 }]\n",
    );
    dataset.put("provinces.csv", format!("province,returns_2022,returns_2023,returns_2024\n{counts}"));
    dataset
}

#[test]
fn sums_that_the_source_states_of_larger_places_are_compared_with_their_parts() {
    let reported = read(&with_provinces("ZZ01,,999,\nZZ02,,999,\n")).report;
    let totals = &reported.summary.tallies.totals;
    assert_eq!((totals.compared, totals.differing), (2, 2), "{reported}");
    let found = reported.findings.iter().find(|finding| finding.code == "stated_sum_differs").expect("a warning");
    assert_eq!(found.location.to_string(), "provinces.csv, row 2, column returns_2023");
    assert_eq!(found.value.as_deref(), Some("999"));
    let sum = totals.first[0].sum;
    assert_eq!(
        found.message,
        format!(
            "the source states 999 `return_migrants` in `ZZ01`, but its parts add up to {sum}; so does another sum in this table"
        )
    );
    let others = totals.first[1].sum;
    let agreeing = summary(&with_provinces(&format!("ZZ01,,{sum},\nZZ02,,{others},\n")));
    assert_eq!((agreeing.tallies.totals.compared, agreeing.tallies.totals.differing, agreeing.warnings), (2, 0, 0));
}

/// Displaced people in 14 communities in two rounds: in the second half as many more, but ten times as many in C3.
fn two_rounds(third: u32) -> Dataset {
    let mut dataset = Dataset::displaced();
    let mut communities = "id,name,lon,lat,district,households\n".to_owned();
    let mut first = "community,idps,returnees\n".to_owned();
    let mut second = "community,idps,women,men,arrivals_2023,arrivals_2024\n".to_owned();
    for number in 1..=14_u32 {
        let (before, now) = (40 + number, if number == 3 { third } else { 60 + number });
        writeln!(communities, "C{number},Place {number},74.2,42.5,ZZ0101,10").expect("text");
        writeln!(first, "C{number},{before},1").expect("text");
        writeln!(second, "C{number},{now},{now},0,1,1").expect("text");
    }
    dataset.put("communities.csv", communities);
    dataset.put("round1.csv", first);
    dataset.put("round2.csv", second);
    dataset
}

#[test]
fn a_place_that_changed_much_more_than_the_others_since_the_round_before_is_a_warning() {
    let reported = read(&two_rounds(630)).report;
    let found: Vec<_> = reported.findings.iter().filter(|finding| finding.code == "outlier").collect();
    let [found] = found.as_slice() else { panic!("{reported}") };
    assert_eq!(found.location.to_string(), "round2.csv, row 4");
    assert_eq!(
        found.message,
        "`C3` has 630 `idps` in round `zzz-d2` and had 43 in `zzz-d1`, 14.7 times as many; the median of all places is 1.4 times: check both"
    );
    assert_eq!(found.place.as_ref().and_then(|place| place.level), Some(PlaceLevel::Community));
    let outlier = &reported.summary.tallies.outlying[0];
    assert_eq!((outlier.place.as_str(), outlier.value, outlier.value_before), ("C3", 630.0, 43.0));
    assert_eq!(reported.summary.errors, 0, "never an error");
    assert_eq!(summary(&two_rounds(63)).tallies.outliers, 0);
}
