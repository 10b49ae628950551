//! Withheld numbers of categories that no column reads, and those of which a spreadsheet made dates: neither must be calculated from the rest.

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::ingest::{Allowed, Ingested};
use crate::model::Value;

/// A breakdown by sex in a long table, of which two categories are read and a third is withheld in `C1`.
fn long(more: &str, withheld: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    let text = dataset.text("dataset.toml");
    let (before, rest) = text.split_once("\n[[breakdowns]]").expect("a breakdown");
    let (_, after) = rest.split_once("\n[[services]]").expect("what follows");
    let breakdown = format!(
        "\n[[breakdowns]]\nfile = \"sex.csv\"\nround = \"zzz-r1\"\nlevel = \"community\"\nplace = \"community\"\ndimension = \"sex\"\n\
         sources = [\"survey\"]\nsuppressed = [\"<5\"]\ncategory_column = \"sex\"\n{more}\ncolumns = [\n  \
         {{ column = \"n\", group = \"return_migrants\", category = \"Women\" }},\n  \
         {{ column = \"n\", group = \"return_migrants\", category = \"Men\" }},\n]\n\n[[services]]"
    );
    let text = format!("{before}{breakdown}{after}");
    dataset.put("dataset.toml", text);
    let counted = ["C1", "C2", "C3", "C4"].map(|place| format!("{place},Women,1\n{place},Men,1\n"));
    let rows = format!("community,sex,n\n{}{withheld}", counted.concat());
    dataset.put("sex.csv", rows);
    dataset
}

/// The counts of `C1` and of `C2`.
fn counts(dataset: &Dataset) -> [Vec<Value>; 2] {
    let Ingested { report, parts, .. } = read(dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    [0, 1].map(|place| parts.counts[0].of_place(place).to_vec())
}

#[test]
fn a_withheld_category_that_nothing_reads_cannot_be_calculated_from_the_count() {
    let plain = counts(&long("", ""));
    assert!(plain.iter().flatten().all(|value| value.reported().is_some()), "{plain:?}");
    for more in ["", "unless = { sex = [\"Unknown\"] }", "where = { sex = [\"Women\", \"Men\"] }", "combine = \"sum\""]
    {
        let [c1, c2] = counts(&long(more, "C1,Unknown,<5\n"));
        assert!(c1.iter().all(|value| *value == Value::Suppressed), "{more}: {c1:?}");
        assert_eq!(c2, plain[1], "{more}");
    }
    // A total is no category, and what is read is protected as ever.
    assert_eq!(counts(&long("", "C1,Total,<5\n")), plain);
}

#[test]
fn a_date_that_may_have_been_a_range_is_withheld_and_cannot_be_allowed() {
    for text in ["04-Jan", "2024-04-01", "1/4/2024"] {
        let mut dataset = Dataset::sandland();
        dataset.edit("counts.csv", "C4,1,0,0", format!("C4,{text},0,0"));
        let report = read(&dataset).report;
        let found = lines(report.findings.iter().filter(|finding| finding.code == "looks_withheld"));
        assert!(found.contains("is a date in a column of numbers"), "{text}: {found}");
    }
    assert!("looks_withheld".parse::<Allowed>().is_err());
}
