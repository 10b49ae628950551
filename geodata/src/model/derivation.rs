use serde::{Deserialize, Serialize};

use super::Labels;

/// How values of a table were calculated that nobody published: a share times a total, years that follow from a total and its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Derivation {
    /// In the words of the dataset.
    pub how: Labels,
    /// The positions of the columns of the table, ascending.
    pub columns: Vec<usize>,
}

impl Derivation {
    /// Groups the derivations of the columns of a table by their words.
    pub fn of_columns<'a>(columns: impl IntoIterator<Item = Option<&'a Labels>>) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for (column, how) in columns.into_iter().enumerate() {
            let Some(how) = how else { continue };
            match all.iter_mut().find(|known| known.how == *how) {
                Some(known) => known.columns.push(column),
                None => all.push(Self { how: how.clone(), columns: vec![column] }),
            }
        }
        all
    }
}
