//! Sums that sources state and that contradict their parts, and estimates of whole units beside counts.

use fixtures::Dataset;

use super::super::Finding;
use super::dataset::{lines, read};
use crate::model::{Counts, DatasetParts, PlaceLevel, Value};

/// The findings with these codes.
fn said(dataset: &Dataset, codes: &[&str]) -> String {
    lines(read(dataset).report.findings.iter().filter(|finding: &&Finding| codes.contains(&finding.code)))
}

fn parts(dataset: &Dataset) -> DatasetParts {
    let read = read(dataset);
    read.parts.unwrap_or_else(|| panic!("{}", read.report))
}

/// The displaced people of the first round, with the totals of districts that a source states.
fn with_stated(districts: &str) -> Dataset {
    stating(Dataset::displaced(), districts)
}

fn stating(mut dataset: Dataset, districts: &str) -> Dataset {
    dataset.append(
        "dataset.toml",
        "\n[[counts]]\nfile = \"districts.csv\"\nround = \"zzz-d1\"\nlevel = \"admin2\"\nplace = \"district\"\nsources = [\"survey\"]\n\
         columns = [{ column = \"idps\", group = \"idps\" }, { column = \"returnees\", group = \"returnees\" }]\n",
    );
    dataset.put("districts.csv", format!("district,idps,returnees\n{districts}"));
    dataset
}

#[test]
fn a_stated_sum_that_its_parts_cannot_have_is_a_warning_with_both_numbers() {
    let codes = ["stated_sum_differs"];
    assert_eq!(said(&with_stated("ZZ0101,40,10\nZZ0102,0,25\nZZ0201,127,3\n"), &codes), "");
    // A village of the last district has no data of returnees: it may be the difference, but not less than nothing.
    assert_eq!(said(&with_stated("ZZ0101,40,10\nZZ0102,0,25\nZZ0201,127,50\n"), &codes), "");
    insta::assert_snapshot!(said(&with_stated("ZZ0101,909,10\nZZ0102,0,25\nZZ0201,100,2\n"), &codes), @r#"
    warning stated_sum_differs
      districts.csv, row 2, column idps: the source states 909 `idps` in `ZZ0101`, but its parts add up to 40; so does another sum in this table
    warning stated_sum_differs
      districts.csv, row 4, column returnees: the source states 2 `returnees` in `ZZ0201`, but the parts that are known add up to 3
    "#);
    // So are those of provinces, beside the districts that are stated.
    let mut provinces = with_stated("ZZ0101,40,10\nZZ0102,,\nZZ0201,127,3\n");
    provinces.append(
        "dataset.toml",
        "\n[[counts]]\nfile = \"provinces.csv\"\nround = \"zzz-d1\"\nlevel = \"admin1\"\nplace = \"province\"\nsources = [\"survey\"]\n\
         columns = [{ column = \"idps\", group = \"idps\" }]\n",
    );
    provinces.put("provinces.csv", "province,idps\nZZ01,41\nZZ02,127\n");
    insta::assert_snapshot!(said(&provinces, &codes), @r#"
    warning stated_sum_differs
      provinces.csv, row 2, column idps: the source states 41 `idps` in `ZZ01`, but its parts add up to 40
    "#);
}

#[test]
fn categories_that_a_source_states_of_larger_places_are_compared_too() {
    let mut dataset = Dataset::displaced();
    dataset.append(
        "dataset.toml",
        "\n[[breakdowns]]\nfile = \"sexes.csv\"\nround = \"zzz-d2\"\nlevel = \"admin1\"\nplace = \"province\"\ndimension = \"sex\"\n\
         sources = [\"survey\"]\ncolumns = [{ column = \"women\", group = \"idps\", category = \"Women\" }, { column = \"men\", group = \"idps\", category = \"Men\" }]\n",
    );
    dataset.put("sexes.csv", "province,women,men\nZZ01,23,19\nZZ02,70,70\n");
    insta::assert_snapshot!(said(&dataset, &["stated_sum_differs"]), @r#"
    warning stated_sum_differs
      sexes.csv, row 3, column women: the source states 70 `idps` by `sex` in `ZZ02`, but the parts that are known add up to 80
    "#);
}

#[test]
fn estimates_are_kept_apart_from_counts_and_compared() {
    let dataset = Dataset::displaced_with_estimates();
    let all = parts(&dataset);
    let of = |id: &str| {
        all.counts.iter().find(|counts| counts.round.0 == "zzz-d1" && counts.group.id() == id).expect("counts")
    };
    assert_eq!((of("idps").level, of("idps_by_area").level), (PlaceLevel::Community, PlaceLevel::Admin2));
    assert_eq!((all.stated_counts.len(), of("idps_by_area").values.len()), (0, 3));
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    note estimate_far_from_count
      areas.csv, row 4: in 2 of 3 places the estimate `idps_by_area` is 2 times the count `idps` or more, or half of it or less; the farthest is `ZZ0201`: estimate 300, count 127
    "#);
}

#[test]
fn what_an_estimate_is_of_is_checked() {
    for (estimate, expected) in [
        (
            "idp",
            "`idps_by_area` is to be an estimate of `idp`, which is no group of the vocabulary; it declares idps, returnees, arrivals, idps_by_area",
        ),
        (
            "idps_by_area",
            "`idps_by_area` is to be an estimate of `idps_by_area`, which is an estimate itself; name the group that is counted",
        ),
        (
            "arrivals",
            "`idps_by_area` is a stock and `arrivals`, of which it is to be an estimate, a flow: give both the same `kind`",
        ),
    ] {
        let mut dataset = Dataset::displaced_with_estimates();
        dataset.describe("estimate_of = \"idps\"", &format!("estimate_of = \"{estimate}\""));
        let said = said(&dataset, &["bad_vocabulary"]);
        assert!(said.ends_with(&format!("{expected}\n")), "{said}");
    }
}

#[test]
fn an_estimate_is_no_equation_about_withheld_counts_unless_it_is_a_copy_of_them() {
    let withheld = |estimates: &str| {
        let mut dataset = Dataset::displaced_with_estimates();
        dataset.edit("round1.csv", "C4,7,3", "C4,<9,3");
        dataset.describe(
            "[[counts]]\nfile = \"round1.csv\"\n",
            "[[counts]]\nfile = \"round1.csv\"\nsuppressed = [\"<9\"]\n",
        );
        dataset.put("areas.csv", format!("district,estimate\n{estimates}"));
        dataset
    };
    let estimates = |dataset: &Dataset| {
        let all = parts(dataset);
        all.counts.iter().find(|counts| counts.group.id() == "idps_by_area").expect("estimates").values.clone()
    };
    // The village that is withheld has 7 people; 120 live in the other one of its district.
    let apart = withheld("ZZ0101,45\nZZ0102,60\nZZ0201,127\n");
    assert_eq!(estimates(&apart), [45, 60, 127].map(Value::Reported));
    assert_eq!(said(&apart, &["estimates_equal_counts", "suppressed_too"]), "");
    let copy = withheld("ZZ0101,40\nZZ0102,0\nZZ0201,127\n");
    assert_eq!(estimates(&copy), [Value::Reported(40), Value::Reported(0), Value::Suppressed]);
    insta::assert_snapshot!(said(&copy, &["estimates_equal_counts", "suppressed_value_revealed", "suppressed_too"]), @r#"
    warning estimates_equal_counts
      areas.csv, column estimate: the estimates `idps_by_area` are the counts `idps` in 1 of 1 numbers: they look like sums, and what is withheld of one is protected from the other; if they are sums, give them as `idps`
    warning suppressed_value_revealed
      round1.csv, row 5, column idps: the suppressed value can be calculated: the sum in areas.csv, row 4, column estimate and its other parts leave one number for it; suppress another part, or the sum
    warning suppressed_too
      areas.csv, row 4, column estimate: shown as suppressed too: the suppressed value in round1.csv, row 5, column idps could be calculated with it
    "#);
}

#[test]
fn an_estimate_that_is_a_suppressed_sum_is_suppressed_with_it() {
    let estimates = |district: u32, province: u32| {
        let mut dataset = stating(Dataset::displaced_with_estimates(), "ZZ0101,40,10\nZZ0102,0,25\nZZ0201,127,3\n");
        dataset.edit("round1.csv", "C4,7,3", "C4,<9,3");
        dataset.describe(
            "[[counts]]\nfile = \"round1.csv\"\n",
            "[[counts]]\nfile = \"round1.csv\"\nsuppressed = [\"<9\"]\n",
        );
        dataset.put("areas.csv", format!("district,estimate\nZZ0101,45\nZZ0102,60\nZZ0201,{district}\n"));
        dataset.append(
            "dataset.toml",
            "\n[[counts]]\nfile = \"provinces.csv\"\nround = \"zzz-d1\"\nlevel = \"admin1\"\nplace = \"province\"\nsources = [\"survey\"]\n\
             columns = [{ column = \"estimate\", group = \"idps_by_area\" }]\n",
        );
        dataset.put("provinces.csv", format!("province,estimate\nZZ01,105\nZZ02,{province}\n"));
        assert_eq!(said(&dataset, &["estimates_equal_counts"]), "");
        let all = parts(&dataset);
        let of = |counts: &[Counts]| {
            let estimates = counts.iter().find(|counts| counts.group.id() == "idps_by_area");
            estimates.expect("estimates").values.clone()
        };
        (of(&all.counts), of(&all.stated_counts))
    };
    let [low, middle, sum, other] = [45, 60, 105, 128].map(Value::Reported);
    assert_eq!(estimates(128, 128), (vec![low, middle, other], vec![sum, other]));
    // 127 is stated of the district, and hidden: seven are withheld of a village beside another with 120. Nor may the province say it.
    assert_eq!(estimates(127, 127), (vec![low, middle, Value::Suppressed], vec![sum, Value::Suppressed]));
}
