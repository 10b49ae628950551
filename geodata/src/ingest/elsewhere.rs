//! Codes that are those of units of another edition of boundaries, for messages about a code that no unit has here.

use std::collections::HashMap;

use crate::model::{AdminLevel, Concordance};

/// Units of other editions by level and code, as far as concordances have them.
#[derive(Debug, Default)]
pub(super) struct Elsewhere(HashMap<(AdminLevel, String), UnitElsewhere>);

/// A unit of another edition.
#[derive(Debug)]
struct UnitElsewhere {
    /// The dataset that has it: the first, if several do.
    dataset: String,
    /// The units here that its area lies in.
    here: Vec<String>,
}

impl Elsewhere {
    pub(super) fn new(concordances: &[Concordance]) -> Self {
        let mut units: HashMap<(AdminLevel, String), UnitElsewhere> = HashMap::new();
        for concordance in concordances {
            for [code, here] in &concordance.pairs {
                let dataset = || UnitElsewhere { dataset: concordance.dataset.clone(), here: Vec::new() };
                let unit = units.entry((concordance.level, code.clone())).or_insert_with(dataset);
                if unit.dataset == concordance.dataset {
                    unit.here.push(here.clone());
                }
            }
        }
        Self(units)
    }

    /// What to say of a code that no unit of the level has here.
    pub(super) fn hint(&self, level: AdminLevel, code: &str) -> String {
        let found = self.0.get(&(level, code.to_owned()));
        found.map_or_else(String::new, |UnitElsewhere { dataset, here }| {
            let here = here.join(", ");
            format!("; it is a unit of `{dataset}`, which has other boundaries: here its area lies in {here}")
        })
    }
}
