//! Rows whose unit follows from one decision about a name that several units have: each of them may mean another one.
//!
//! One such row is no problem, nor are several that count different things. Two that would be added up, or would be two values of the same, are.

use std::collections::{HashMap, HashSet};

use super::unresolved::{Candidate, NameCell};
use super::{Findings, Location};
use crate::model::AdminLevel;

/// For so many rows it is kept what stands beside the name.
const MAX_CELLS: usize = 10_000;

/// The rows by the decision that they follow from.
#[derive(Debug, Default)]
pub(in crate::ingest) struct OneDecisions {
    names: Vec<DecidedName>,
    positions: HashMap<[String; 4], usize>,
    cells: usize,
}

/// A name that a person said one unit of.
#[derive(Debug)]
struct DecidedName {
    /// File, column, parent and name.
    key: [String; 4],
    level: AdminLevel,
    candidates: Vec<Candidate>,
    /// By sheet and layer the numbers of the rows.
    rows: HashMap<[Option<String>; 2], HashSet<u64>>,
    cells: Vec<NameCell>,
    is_refused: bool,
}

impl OneDecisions {
    /// Adds a row.
    pub(in crate::ingest) fn add(
        &mut self,
        key: [&str; 4],
        level: AdminLevel,
        row: &Location,
        cell: impl FnOnce() -> NameCell,
        candidates: impl FnOnce() -> Vec<Candidate>,
    ) {
        let key = key.map(str::to_owned);
        let position = *self.positions.entry(key.clone()).or_insert_with(|| {
            let (rows, cells, candidates) = (HashMap::new(), Vec::new(), candidates());
            self.names.push(DecidedName { key, level, candidates, rows, cells, is_refused: false });
            self.names.len() - 1
        });
        let Some(name) = self.names.get_mut(position) else { return };
        let is_new = name.rows.entry(table_of(row)).or_default().insert(number_of(row));
        if is_new && self.cells < MAX_CELLS {
            self.cells += 1;
            name.cells.push(cell());
        }
    }

    fn of(&self, row: &Location) -> Option<usize> {
        let has = |name: &DecidedName| {
            name.key[0] == row.file && name.rows.get(&table_of(row)).is_some_and(|rows| rows.contains(&number_of(row)))
        };
        self.names.iter().position(has)
    }
}

fn table_of(row: &Location) -> [Option<String>; 2] {
    [row.sheet.clone(), row.layer.clone()]
}

fn number_of(row: &Location) -> u64 {
    row.row.or(row.feature).unwrap_or(0)
}

impl Findings {
    /// Whether two rows follow from one decision. Then this is reported in place of what else would be wrong with the second.
    pub(in crate::ingest) fn refuse_one_decision(&mut self, first: &Location, second: &Location, at: Location) -> bool {
        let decision = self.one_decisions.of(second);
        if decision.is_none() || decision != self.one_decisions.of(first) {
            return false;
        }
        self.refuse(decision, at, &format!("this row and {first}"));
        true
    }

    /// Refuses the decision that a row follows from, if others do so too.
    pub(in crate::ingest) fn refuse_decision_of_several(&mut self, row: &Location, at: Location) {
        let decision = self.one_decisions.of(row);
        let names = &self.one_decisions.names;
        let rows =
            decision.and_then(|position| names.get(position)).map(|name| name.rows.values().map(HashSet::len).sum());
        if let Some(rows @ 2..) = rows {
            self.refuse(decision, at, &format!("{rows} rows"));
        }
    }

    fn refuse(&mut self, decision: Option<usize>, at: Location, rows: &str) {
        let Some(name) = decision.and_then(|position| self.one_decisions.names.get_mut(position)) else { return };
        let message = format!(
            "`{}` may mean several units, and one decision is about {rows}; say for each row which unit it means",
            super::super::text::excerpt(&name.key[3])
        );
        if !std::mem::replace(&mut name.is_refused, true) {
            let [file, column, parent, text] = &name.key;
            for cell in &name.cells {
                let candidates = || name.candidates.clone();
                self.unresolved.add([file, column, parent, text], name.level, candidates, |_| Some(cell.clone()));
            }
        }
        self.error("one_decision_for_several", at, message);
    }
}
