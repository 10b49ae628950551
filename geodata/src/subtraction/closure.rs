//! Suppresses more cells until no suppressed value can be calculated any more.
//!
//! Each value that is given away is the sum of published cells, some of them negative; one of these cells is suppressed too. First choice is a sum that a
//! source states of the value, the smallest place first; then a cell of a breakdown; then another stated sum; then a count. Which of several
//! does not depend on what is withheld.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::bounds::{BoundedRow, Range, narrowed};
use super::elimination::{self, Determined, MINUS_ONE, ONE, Row, Work, determined};
use super::equations::{Cells, Equation, systems};
use super::places::Places;
use super::{Closure, Limits, Reason, Revealed, Table, TableCell};
use crate::model::Value;

/// What the tables of a group in a round give away, and what to suppress for that.
pub fn close(places: &Places, tables: &[Table<'_>], limits: Limits) -> Closure {
    if !tables.iter().any(|table| table.values.contains(&Value::Suppressed)) {
        return Closure::default();
    }
    let all = || Closure { hidden_tables: (0..tables.len()).collect(), ..Closure::default() };
    let Some(cells) = Cells::new(tables) else { return all() };
    let Some(systems) = systems(places, &cells, limits) else { return all() };
    let attempt = |shown: Shown| Search::new(places, &cells, &systems, shown, limits).closure();
    attempt(Shown::Everything).or_else(|| attempt(Shown::FirstFamily)).unwrap_or_else(all)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Everything,
    /// All other families are suppressed as a whole: whatever the first one says, there are many ways for their cells to add up to it.
    FirstFamily,
}

struct Search<'a, 'c> {
    places: &'a Places,
    cells: &'c Cells<'a>,
    /// Systems of equations that each may hold.
    systems: &'c [Vec<Equation>],
    first_family: usize,
    shown: Shown,
    limits: Limits,
    hidden: HashSet<u32>,
}

/// A suppressed value that can be calculated.
struct Found {
    cell: u32,
    /// Why.
    reasons: BTreeSet<Reason>,
    /// The published cells that are needed for that.
    known: BTreeSet<u32>,
}

impl<'a, 'c> Search<'a, 'c> {
    fn new(
        places: &'a Places,
        cells: &'c Cells<'a>,
        systems: &'c [Vec<Equation>],
        shown: Shown,
        limits: Limits,
    ) -> Self {
        let first_family = cells.tables().iter().map(|table| table.family).min().unwrap_or(0);
        Self { places, cells, systems, first_family, shown, limits, hidden: HashSet::new() }
    }

    fn closure(mut self) -> Option<Closure> {
        let (mut closure, mut work) = (Closure::default(), Work(self.limits.work));
        if self.shown == Shown::FirstFamily {
            let others = self.cells.tables().iter().enumerate().filter(|(_, table)| table.family != self.first_family);
            for (number, table) in others {
                if !has_choices(table) {
                    return None;
                }
                closure.hidden_tables.push(number);
            }
        }
        for pass in 0.. {
            let found = self.find(&mut work)?;
            if found.is_empty() {
                break;
            }
            if pass == 0 {
                closure.revealed = found.iter().map(|found| self.revealed(found)).collect();
            }
            let mut of_pass: HashSet<u32> = HashSet::new();
            for Found { cell, known, .. } in &found {
                if known.iter().any(|known| of_pass.contains(known)) {
                    continue;
                }
                let chosen = known.iter().copied().min_by_key(|known| self.preference(*cell, *known));
                let Some(chosen) = chosen else { continue };
                of_pass.insert(chosen);
                closure.hidden.push((self.cells.cell(chosen), self.cells.cell(*cell)));
            }
            if of_pass.is_empty() {
                // Given away by nothing that could be suppressed.
                return None;
            }
            self.hidden.extend(of_pass);
        }
        Some(closure)
    }

    fn is_shown(&self, cell: u32) -> bool {
        self.shown == Shown::Everything || self.cells.table(cell).family == self.first_family
    }

    fn is_unknown(&self, cell: u32) -> bool {
        !self.is_shown(cell) || self.cells.value(cell).reported().is_none() || self.hidden.contains(&cell)
    }

    /// The suppressed values that can be calculated, each once.
    fn find(&self, work: &mut Work) -> Option<Vec<Found>> {
        let mut found: BTreeMap<u32, Found> = BTreeMap::new();
        for equations in self.systems {
            self.find_in(equations, &mut found, work)?;
        }
        Some(found.into_values().collect())
    }

    /// Adds those that one system gives away.
    fn find_in(&self, equations: &[Equation], found: &mut BTreeMap<u32, Found>, work: &mut Work) -> Option<()> {
        let (mut rows, mut bounded) = (Vec::new(), Vec::new());
        for (number, equation) in (0_u32..).zip(equations) {
            work.spend(equation.left.len() + equation.right.len())?;
            let (unknown, known): (Vec<_>, Vec<_>) = equation.cells().partition(|(cell, _)| self.is_unknown(*cell));
            if unknown.is_empty() {
                continue;
            }
            let signed = |(cell, is_left): &(u32, bool)| {
                let value = i128::from(self.cells.value(*cell).reported().unwrap_or(0));
                if *is_left { -value } else { value }
            };
            let sum = known.iter().map(signed).sum();
            if equation.cells().all(|(cell, _)| self.is_shown(cell)) {
                let term = |(cell, is_left): &(u32, bool)| (*cell, if *is_left { ONE } else { MINUS_ONE });
                let mut unknown: Vec<(u32, u64)> = unknown.iter().map(term).collect();
                unknown.sort_unstable();
                rows.push(Row { unknown, equation: number });
            }
            bounded.push(BoundedRow { unknown, sum, equation: number });
        }
        let is_withheld = |cell: u32| self.cells.value(cell) == Value::Suppressed;
        for Determined { unknown: cell, combination } in determined(&rows, work)? {
            if is_withheld(cell) {
                let known = self.left_by(equations, &combination);
                let reasons = reasons(equations, combination.into_iter().map(|(equation, _)| equation));
                found.entry(cell).or_insert(Found { cell, reasons, known });
            }
        }
        for (cell, of_cell) in narrowed(&bounded, |cell| self.range(cell), self.limits.rounds, work)? {
            if is_withheld(cell) {
                found.entry(cell).or_insert_with(|| Found {
                    cell,
                    known: self.known_in(equations, &of_cell),
                    reasons: reasons(equations, of_cell),
                });
            }
        }
        Some(())
    }

    fn range(&self, cell: u32) -> Range {
        let TableCell { cell: at, .. } = self.cells.cell(cell);
        let stated = self.cells.table(cell).ranges.get(&at);
        stated.map_or(Range::ANY_COUNT, |range| Range {
            low: i128::from(*range.start()),
            high: Some(i128::from(*range.end())),
        })
    }

    /// The published cells that are left in the sum of equations, each times a number.
    fn left_by(&self, equations: &[Equation], combination: &[(u32, u64)]) -> BTreeSet<u32> {
        let mut sums: BTreeMap<u32, u64> = BTreeMap::new();
        for (number, factor) in combination {
            let Some(equation) = equations.get(*number as usize) else { continue };
            for (cell, is_left) in equation.cells().filter(|(cell, _)| !self.is_unknown(*cell)) {
                let sum = sums.entry(cell).or_default();
                *sum = elimination::add(*sum, elimination::times(*factor, if is_left { ONE } else { MINUS_ONE }));
            }
        }
        sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(cell, _)| cell).collect()
    }

    fn known_in(&self, equations: &[Equation], some: &[u32]) -> BTreeSet<u32> {
        let equations = some.iter().filter_map(|number| equations.get(*number as usize));
        equations.flat_map(Equation::cells).map(|(cell, _)| cell).filter(|cell| !self.is_unknown(*cell)).collect()
    }

    /// The less, the sooner a published cell is suppressed for a value that it helps to calculate.
    fn preference(&self, withheld: u32, known: u32) -> impl Ord + use<> {
        let (of, table) = (self.cells.table(withheld), self.cells.table(known));
        let ((place, column), (known_place, known_column)) =
            (self.cells.position(withheld), self.cells.position(known));
        let is_own = table.family == of.family;
        let is_sum = is_own
            && table.level < of.level
            && column == known_column
            && self.places.place_at(of.level, place, table.level) == Some(known_place);
        let is_finest =
            self.cells.tables().iter().all(|other| other.family != table.family || other.level <= table.level);
        let kind = match () {
            () if is_sum => 0,
            () if table.family != self.first_family && is_own => 1,
            () if table.family != self.first_family => 2,
            () if !is_finest => 3,
            () => 4,
        };
        let number = self.cells.value(known).reported().unwrap_or(0);
        (kind, std::cmp::Reverse(table.level), number == 0, number, known)
    }

    fn revealed(&self, found: &Found) -> Revealed {
        Revealed { cell: self.cells.cell(found.cell), reasons: found.reasons.iter().copied().collect() }
    }
}

/// Why some equations hold.
fn reasons(equations: &[Equation], some: impl IntoIterator<Item = u32>) -> BTreeSet<Reason> {
    some.into_iter().filter_map(|number| equations.get(number as usize)).map(|equation| equation.reason).collect()
}

/// Whether no row of a table consists of a single withheld cell, which is what the other tables add up to.
fn has_choices(table: &Table<'_>) -> bool {
    table
        .values
        .chunks(table.columns.max(1))
        .all(|row| !row.contains(&Value::Suppressed) || row.iter().filter(|value| **value != Value::NoData).count() > 1)
}
