//! Names in tables that name no unit, with what they may mean.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use crate::model::AdminLevel;

/// More different names than a person resolves in a file.
const MAX_NAMES: usize = 10_000;

/// A unit that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// Its code.
    pub code: String,
    /// Its name in the main language.
    pub name: String,
    /// How similar the names are, from 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub why: String,
}

/// Where a name stands in its column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCell {
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row (or feature, or record), from 1.
    pub row: u64,
    /// What stands beside it, so that people see which row is meant, and a choice is not taken for another row after the table was sorted.
    pub beside: String,
}

/// A name that names no unit, in one column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnresolvedName {
    /// The file.
    pub file: String,
    /// The header of its column.
    pub column: String,
    /// The level of the units in that column.
    pub level: AdminLevel,
    /// What the columns of larger units have beside it.
    pub parent: String,
    /// The name.
    pub name: String,
    /// The only row that is meant, where each may mean another unit.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub cell: Option<NameCell>,
    /// How many rows have it.
    pub rows: usize,
    /// The most similar units, three at most.
    pub candidates: Vec<Candidate>,
}

/// The names that were not resolved so far.
#[derive(Debug, Default)]
pub(in crate::ingest) struct UnresolvedNames {
    list: Vec<UnresolvedName>,
    positions: HashMap<[String; 4], usize>,
    /// Of names that may mean several units the rows, by the position in the list.
    cells: BTreeMap<usize, BTreeMap<(Option<String>, u64), Cell>>,
    /// How many rows these are together.
    cell_count: usize,
    /// The names whose rows are asked for one by one, even if there is one only: a choice about it was made before.
    again: HashSet<usize>,
}

/// One of the rows of a name.
#[derive(Debug, Default)]
struct Cell {
    beside: String,
    rows: usize,
}

impl UnresolvedNames {
    /// Counts a row with a name; its candidates are looked for once. `cell` is the row, if the name may mean another unit in each. None if there are
    /// too many names already.
    pub(in crate::ingest) fn add(
        &mut self,
        [file, column, parent, name]: [&str; 4],
        level: AdminLevel,
        candidates: impl FnOnce() -> Vec<Candidate>,
        cell: impl FnOnce(&[Candidate]) -> Option<NameCell>,
    ) -> Option<&UnresolvedName> {
        let key = [file, column, parent, name].map(str::to_owned);
        let position = match self.positions.get(&key) {
            Some(position) => *position,
            None if self.list.len() >= MAX_NAMES => return None,
            None => {
                let [file, column, parent, name] = key.clone();
                let candidates = candidates();
                self.list.push(UnresolvedName { file, column, level, parent, name, cell: None, rows: 0, candidates });
                self.positions.insert(key, self.list.len() - 1);
                self.list.len() - 1
            }
        };
        let unresolved = self.list.get_mut(position)?;
        unresolved.rows += 1;
        if self.cell_count < MAX_NAMES
            && let Some(NameCell { sheet, row, beside }) = cell(&unresolved.candidates)
        {
            let cells = self.cells.entry(position).or_default();
            let before = cells.len();
            cells.entry((sheet, row)).or_insert_with(|| Cell { beside, rows: 0 }).rows += 1;
            self.cell_count += cells.len() - before;
        }
        self.list.get(position)
    }

    /// Counts a row of which it was chosen before what it means, and is no longer known.
    pub(in crate::ingest) fn add_again(
        &mut self,
        key: [&str; 4],
        level: AdminLevel,
        candidates: impl FnOnce() -> Vec<Candidate>,
        cell: NameCell,
    ) {
        self.add(key, level, candidates, |_| Some(cell));
        self.again.extend(self.positions.get(&key.map(str::to_owned)));
    }

    /// One for each name, or for each of the rows of one that may mean another unit in each.
    pub(super) fn into_list(mut self) -> Vec<UnresolvedName> {
        let mut all = Vec::with_capacity(self.list.len());
        for (position, name) in self.list.into_iter().enumerate() {
            match self.cells.remove(&position) {
                Some(cells) if cells.len() > 1 || self.again.contains(&position) => {
                    all.extend(cells.into_iter().map(|((sheet, row), Cell { beside, rows })| {
                        let cell = Some(NameCell { sheet, row, beside });
                        UnresolvedName { cell, rows, ..name.clone() }
                    }));
                }
                _ => all.push(name),
            }
        }
        all
    }
}
