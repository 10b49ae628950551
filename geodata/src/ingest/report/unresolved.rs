//! Names in tables that name no unit, with what they may mean.

use std::collections::HashMap;

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
}

impl UnresolvedNames {
    /// Counts a row with a name; its candidates are looked for once. None if there are too many names already.
    pub(in crate::ingest) fn add(
        &mut self,
        [file, column, parent, name]: [&str; 4],
        level: AdminLevel,
        candidates: impl FnOnce() -> Vec<Candidate>,
    ) -> Option<&UnresolvedName> {
        let key = [file, column, parent, name].map(str::to_owned);
        let position = match self.positions.get(&key) {
            Some(position) => *position,
            None if self.list.len() >= MAX_NAMES => return None,
            None => {
                let [file, column, parent, name] = key.clone();
                let candidates = candidates();
                self.list.push(UnresolvedName { file, column, level, parent, name, rows: 0, candidates });
                self.positions.insert(key, self.list.len() - 1);
                self.list.len() - 1
            }
        };
        let unresolved = self.list.get_mut(position)?;
        unresolved.rows += 1;
        Some(unresolved)
    }

    pub(super) fn into_list(self) -> Vec<UnresolvedName> {
        self.list
    }
}
