//! Rounds: those of files, of sheets, of a column, and of the days on which people were counted.

use super::tables::workbook;
use super::{Files, counts};

fn ids(parts: &crate::model::DatasetParts) -> Vec<&str> {
    parts.rounds.iter().map(|round| round.id.0.as_str()).collect()
}

const FIRST: &str = "id,idps,returnees\nC1,1,10\nC2,2,20\nC3,3,30\nC4,4,40\n";
const SECOND: &str = "id,idps,returnees\nC1,5,50\nC2,6,60\nC3,7,70\nC4,8,80\n";
const BOTH: &str = "idps community 1,2,3,4\nidps community 5,6,7,8\nreturnees community 10,20,30,40\nreturnees community 50,60,70,80\n";

fn sorted(counts: &str) -> String {
    let mut lines: Vec<&str> = counts.lines().collect();
    lines.sort_unstable();
    lines.join("\n") + "\n"
}

#[test]
fn files_of_two_rounds_are_two_rounds() {
    for [first, second] in [
        ["DTM_Tarnia_R1.csv", "DTM_Tarnia_R2.csv"],
        ["Round 9.csv", "Round 10.csv"],
        ["idps_2024-03.csv", "idps_2024-06.csv"],
        ["IDPs March 2024.csv", "IDPs December 2024.csv"],
    ] {
        let (parts, proposal) = Files::sandland().put(first, FIRST).put(second, SECOND).decided();
        assert_eq!(sorted(&counts(&parts)), BOTH, "{}", proposal.text);
        assert_eq!(parts.rounds.len(), 2, "{first}: {}", proposal.text);
        assert!(proposal.unused.is_empty(), "{:?}", proposal.unused);
    }
    let (parts, _) = Files::sandland().put("Round 9.csv", FIRST).put("Round 10.csv", SECOND).decided();
    assert_eq!(ids(&parts), ["zz-r9", "zz-r10"]);
}

#[test]
fn sheets_of_two_rounds_are_two_rounds() {
    let first: &[&[&str]] = &[&["id", "idps"], &["C1", "1"], &["C2", "2"], &["C3", "3"], &["C4", "4"]];
    let second: &[&[&str]] = &[&["id", "idps"], &["C1", "5"], &["C2", "6"], &["C3", "7"], &["C4", "8"]];
    let files = Files::sandland().put("site assessment.xlsx", workbook(&[("R1", first), ("R2", second)]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "idps community 1,2,3,4\nidps community 5,6,7,8\n", "{}", proposal.text);
    assert_eq!(ids(&parts), ["zz-r1", "zz-r2"]);
}

#[test]
fn two_tables_of_one_round_stay_in_it() {
    let returns = "id,return migrants 2023\nC1,1\nC2,2\nC3,3\nC4,4\n";
    let files =
        Files::sandland().put("r3 returns.csv", returns).put("r3 emigrants.csv", returns.replace("return mi", "emi"));
    assert_eq!(ids(&files.decided().0), ["zz-r3"]);
}

#[test]
fn a_column_may_call_its_rounds_by_more_than_a_number() {
    let table = "Round,ADM2_PCODE,IDPs\nRound 1,ZZ0101,1\nRound 1,ZZ0102,2\nRound 1,ZZ0201,3\nRound 2,ZZ0101,4\nRound 2,ZZ0102,5\nRound 2,ZZ0201,6\n";
    let (parts, proposal) = Files::boundaries().put("mt.csv", table).decided();
    assert_eq!(counts(&parts), "idps admin2 1,2,3\nidps admin2 4,5,6\n");
    assert_eq!(ids(&parts), ["zz-r1", "zz-r2"]);
    assert!(proposal.text.contains("title = \"Round 1\""), "{}", proposal.text);
}

#[test]
fn people_who_are_there_on_several_days_are_counted_in_several_rounds() {
    let rows = "ZZ0101,2023-10-31,1\nZZ0101,2023-11-30,4\nZZ0102,2023-10-31,2\nZZ0102,2023-11-30,5\nZZ0201,2023-10-31,3\nZZ0201,2023-11-30,6\n";
    let (parts, proposal) = Files::boundaries().put("idps.csv", format!("ADM2_PCODE,Date,IDPs\n{rows}")).decided();
    assert_eq!(counts(&parts), "idps admin2 1,2,3\nidps admin2 4,5,6\n", "{}", proposal.text);
    assert_eq!(ids(&parts), ["zz-r2023-10-31", "zz-r2023-11-30"]);
    assert!(proposal.text.contains("vocabulary = \"iom-dtm\""), "{}", proposal.text);
}
