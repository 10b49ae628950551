//! What people decided about names that name no unit: the rows of `matches.csv` in which the column `match` is filled.

use std::collections::HashMap;

use super::super::fingerprint::Fingerprint;
use super::super::folder::{FileError, Folder};
use super::super::report::{Findings, Location, NameCell};
use super::super::text::{comparable, excerpt};
use super::beside;
use super::matches_file::{MATCHES, MatchesError, MatchesFile};
use super::named::UnitId;
use super::unit_names::UnitNames;
use crate::model::AdminLevel;

/// What stands in `match` for rows that are left out.
pub(super) const LEFT_OUT: &str = "-";

/// What a person decided about a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Unit(UnitId),
    LeftOut,
}

/// The decisions by file, column, parent and name. A file or column that is left empty is any.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Decisions(HashMap<[String; 4], Vec<Entry>>);

/// A decision, and which rows with the name it is about.
#[derive(Debug)]
struct Entry {
    decision: Decision,
    /// The sheet, comparable; empty if it is any.
    sheet: String,
    /// The row of the table; none if it is any.
    row: Option<u64>,
    /// What stood beside the name there.
    beside: String,
    /// The row of `matches.csv`.
    number: u64,
}

/// What is decided about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// About all rows with the name.
    OfName(Decision),
    /// About this row.
    OfRow(Decision),
    /// About another row that stood here, in this row of `matches.csv`.
    Moved(u64),
}

impl Decided {
    pub(super) fn decision(self) -> Option<Decision> {
        match self {
            Self::OfName(decision) | Self::OfRow(decision) => Some(decision),
            Self::Moved(_) => None,
        }
    }
}

impl Decisions {
    /// Reads the decisions of a dataset, if it has any. One that names no unit is an error, if all units are known (`is_whole`).
    pub(in crate::ingest) fn read(
        folder: &Folder,
        names: &UnitNames,
        is_whole: bool,
        fingerprint: &mut Fingerprint,
        findings: &mut Findings,
    ) -> Self {
        let content = match folder.read(MATCHES, MatchesFile::MAX_BYTES) {
            Ok(content) => content,
            Err(FileError::Missing) => return Self::default(),
            Err(error) => {
                findings.error(error.code(), Location::file(MATCHES), error.to_string());
                return Self::default();
            }
        };
        match MatchesFile::parse(&content) {
            Ok(file) => Self::of(&file, (names, is_whole), fingerprint, findings),
            Err(MatchesError::Other) => {
                let message = "the file has other columns than those that `kerben check` writes: it is not read";
                findings.note("matches_ignored", Location::file(MATCHES), message);
                Self::default()
            }
            Err(error) => {
                findings.error("matches_unreadable", Location::file(MATCHES), error.to_string());
                Self::default()
            }
        }
    }

    fn of(
        file: &MatchesFile,
        (names, is_whole): (&UnitNames, bool),
        fingerprint: &mut Fingerprint,
        findings: &mut Findings,
    ) -> Self {
        let mut decisions: HashMap<[String; 4], Vec<Entry>> = HashMap::new();
        let mut filled: Vec<([String; 4], String)> = Vec::new();
        for row in file.rows() {
            let chosen = row.chosen();
            if chosen.is_empty() {
                continue;
            }
            let at = Location { row: Some(row.number), column: Some("match".to_owned()), ..Location::file(MATCHES) };
            let key = row.key();
            let of_cell = [row.sheet(), row.row(), row.beside()].into_iter().filter(|text| !text.is_empty());
            filled.push((key.clone(), std::iter::once(chosen).chain(of_cell).collect::<Vec<_>>().join("\n")));
            let of_row = row.row().parse::<u64>().ok().filter(|_| !row.file().is_empty());
            if of_row.is_none() && !row.row().is_empty() {
                let message = format!(
                    "`{}` in the column `row` does not say which row of a file is meant; write one number, and the file beside it",
                    excerpt(row.row())
                );
                let at = Location { column: Some("row".to_owned()), ..at };
                findings.error("match_row_unclear", at, message);
                continue;
            }
            let decision = match names.with_code_as_written(chosen) {
                _ if chosen == LEFT_OUT => Decision::LeftOut,
                Some(unit) => {
                    let level = names.level_of(unit);
                    if AdminLevel::from_id(row.level()).is_some_and(|expected| expected != level) {
                        let message = format!(
                            "`{chosen}` is a unit of the level `{}`, but the column has those of `{}`",
                            level.id(),
                            row.level()
                        );
                        findings.error("match_unknown", at, message);
                        continue;
                    }
                    Decision::Unit(unit)
                }
                None => {
                    // Where a layer could not be read, nobody knows.
                    if is_whole {
                        let message = format!(
                            "`{}` is the code of no unit; write one of the codes beside it, or `{LEFT_OUT}` to leave out the rows",
                            excerpt(chosen)
                        );
                        findings.error("match_unknown", at, message);
                    }
                    continue;
                }
            };
            let entries = decisions.entry(key).or_default();
            let sheet = comparable(row.sheet());
            match entries.iter().find(|entry| entry.sheet == sheet && entry.row == of_row) {
                Some(Entry { decision: other, number, .. }) if *other != decision => {
                    let message = format!("row {number} says something else of the same name; remove one of the two");
                    findings.error("match_twice", at, message);
                }
                Some(_) => {}
                None => {
                    let (beside, number) = (row.beside().to_owned(), row.number);
                    entries.push(Entry { decision, sheet, row: of_row, beside, number });
                }
            }
        }
        if !filled.is_empty() {
            // Only what decides: suggestions change nothing.
            filled.sort_unstable();
            fingerprint.add(MATCHES, format!("{filled:?}").as_bytes());
        }
        Self(decisions)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The decision about a name in a column of a file, with the names of its parents: that about the row, or else about all rows of the sheet, or of
    /// the file.
    pub(super) fn of_name(
        &self,
        [file, column, parent, name]: [&str; 4],
        cell: impl FnOnce() -> NameCell,
    ) -> Option<Decided> {
        if self.is_empty() {
            return None;
        }
        let [file, column, parent, name] = [file, column, parent, name].map(comparable);
        let keys = [[file.as_str(), column.as_str()], [&file, ""], ["", &column], ["", ""]];
        let of = |[file, column]: [&str; 2]| self.0.get(&[file, column, &parent, &name].map(str::to_owned));
        let mut entries = keys.into_iter().filter_map(of).peekable();
        entries.peek()?;
        let NameCell { sheet, row, beside } = cell();
        let sheet = sheet.map_or_else(String::new, |sheet| comparable(&sheet));
        let is_about = |entry: &&Entry| {
            (entry.sheet.is_empty() || entry.sheet == sheet) && entry.row.is_none_or(|number| number == row)
        };
        let most_exact = |entries: &'_ Vec<Entry>| -> Option<Decided> {
            let entry =
                entries.iter().filter(is_about).max_by_key(|entry| (entry.row.is_some(), !entry.sheet.is_empty()))?;
            Some(match entry.row {
                None => Decided::OfName(entry.decision),
                Some(_) if beside::differ(&entry.beside, &beside) => Decided::Moved(entry.number),
                Some(_) => Decided::OfRow(entry.decision),
            })
        };
        entries.find_map(most_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decisions(rows: &str) -> Decisions {
        let text = format!("file,sheet,column,level,parent,name,row,beside,match\n{rows}");
        let file = MatchesFile::parse(text.as_bytes()).expect("rows");
        let mut findings = Findings::default();
        let read = Decisions::of(&file, (&UnitNames::default(), true), &mut Fingerprint::default(), &mut findings);
        assert_eq!(findings.errors(), 0);
        read
    }

    fn cell(sheet: &str, row: u64, beside: &str) -> NameCell {
        NameCell { sheet: Some(sheet.to_owned()), row, beside: beside.to_owned() }
    }

    #[test]
    fn a_dash_leaves_out_all_rows_of_a_name_or_one() {
        let all = decisions("a.xlsx,,district,admin2,West,Nowhere,,,-\n");
        let of = |decisions: &Decisions, names, cell: NameCell| decisions.of_name(names, || cell);
        let left_out = Some(Decided::OfName(Decision::LeftOut));
        assert_eq!(of(&all, ["a.xlsx", "district", "West", "nowhere "], cell("S", 2, "")), left_out);
        assert_eq!(of(&all, ["a.xlsx", "district", "East", "Nowhere"], cell("S", 2, "")), None);
        assert_eq!(of(&all, ["b.xlsx", "district", "West", "Nowhere"], cell("S", 2, "")), None);
        let one = decisions("a.xlsx,S,district,admin2,,Nowhere,2,n = 5,-\n");
        let names = ["a.xlsx", "district", "", "Nowhere"];
        assert_eq!(of(&one, names, cell("S", 2, "N = 5")), Some(Decided::OfRow(Decision::LeftOut)));
        assert_eq!(of(&one, names, cell("S", 3, "n = 5")), None);
        assert_eq!(of(&one, names, cell("T", 2, "n = 5")), None);
        assert_eq!(of(&one, names, cell("S", 2, "n = 6")), Some(Decided::Moved(2)));
        // A row of matches.csv that is about one row is heard before one about all.
        let both = decisions("a.xlsx,,,,,Nowhere,,,-\na.xlsx,S,,,,Nowhere,2,,-\n");
        assert_eq!(of(&both, names, cell("S", 2, "")), Some(Decided::OfRow(Decision::LeftOut)));
        assert_eq!(of(&both, names, cell("S", 3, "")), left_out);
    }
}
