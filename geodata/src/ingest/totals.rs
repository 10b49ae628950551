//! Rows of totals: those that `dataset.toml` names, and those that call themselves so and are the sums of the others.
//!
//! A total is no place. It is compared with the sum of all rows, or of the rows between it and another total; where a row is missing from them, which is
//! reported by itself, it is not compared.

use super::places::PlaceRows;
use super::report::{DifferentTotal, Findings};
use super::tables::{Column, Row, Table};
use super::text::excerpt;
use super::total_words::looks_like_total;
use crate::model::Value;

/// Compares totals with the sums of rows, and takes the rows of totals from the unknown ones.
pub(super) fn check(
    table: &Table,
    matched: &mut PlaceRows,
    columns: &[Vec<Option<&Column>>],
    values: &[&[Value]],
    repeats: bool,
    findings: &mut Findings,
) {
    let mut found: Vec<Row> = matched.totals.clone();
    let unknown = std::mem::take(&mut matched.unknown);
    let (candidates, others): (Vec<_>, Vec<_>) = unknown.into_iter().partition(|(_, key)| looks_like_total(key));
    matched.unknown = others;
    found.extend(candidates.iter().map(|(row, _)| *row));
    if found.is_empty() {
        return;
    }
    found.sort_unstable();
    let missing = matched.missing();
    let sums = Sums { table, matched, columns, values, repeats, totals: &found, missing: &missing };
    let (mut count, mut uncompared) = (0, 0);
    let mut first = None;
    let mut lost = Vec::new();
    for row in found.iter().copied() {
        let name = candidates.iter().find(|(candidate, _)| *candidate == row);
        // A row that only seems to be a total is read without a report: it may be anything.
        let mut unseen = Findings::default();
        let RowTotals { compared, incomparable, differences } =
            sums.compare(row, if name.is_some() { &mut unseen } else { findings });
        if name.is_none() || compared > 0 {
            findings.tallies.totals.add(compared, differences.iter().cloned());
        }
        match (name, differences.first()) {
            (None, _) => {
                for DifferentTotal { location: at, stated, sum } in differences {
                    let message = format!("the source states a total of {stated}, but the rows add up to {sum}");
                    findings.warning("total_differs", at, message);
                }
            }
            (Some((_, name)), Some(DifferentTotal { stated, sum, .. })) => {
                let name = excerpt(name);
                let message = format!(
                    "`{name}` is no place; if it is a total, its {stated} is not the sum of the rows, {sum}: mend it, or say `totals = [\"{name}\"]` in dataset.toml if the source means it so"
                );
                findings.error("total_differs", table.at_cell(row, &matched.column), message);
                continue;
            }
            (Some((_, name)), None) if compared == 0 && incomparable == 0 => {
                let name = excerpt(name);
                let message =
                    format!("`{name}` is no place; say `totals = [\"{name}\"]` in dataset.toml if it is a total");
                findings.error("unknown_place", table.at_cell(row, &matched.column), message);
                lost.push(row);
                continue;
            }
            (Some(_), None) => {}
        }
        uncompared += usize::from(incomparable > 0);
        count += 1;
        first = first.or(Some(row));
    }
    for row in lost {
        matched.lose(row);
    }
    if let Some(first) = first {
        let parts_missing = match uncompared {
            0 => "",
            _ if uncompared == count => "; nothing is compared, since rows are missing from the sums",
            _ => "; those of sums with missing rows are not compared",
        };
        let message = match count {
            1 if uncompared > 0 => format!("the row has totals, and is no place{parts_missing}"),
            1 => "the row has totals: it is compared with the sums, and is no place".to_owned(),
            count if uncompared > 0 => format!("{count} rows have totals, and are no places{parts_missing}"),
            count => format!("{count} rows have totals: they are compared with the sums, and are no places"),
        };
        findings.note("totals", table.at_row(first), message);
    }
}

/// The sums of the rows of a table.
struct Sums<'a> {
    table: &'a Table,
    matched: &'a PlaceRows,
    columns: &'a [Vec<Option<&'a Column>>],
    values: &'a [&'a [Value]],
    repeats: bool,
    totals: &'a [Row],
    /// Rows that should be parts of the sums, and are not.
    missing: &'a [Row],
}

/// The totals of a row beside the sums of others.
#[derive(Default)]
struct RowTotals {
    /// How many could be compared.
    compared: usize,
    /// How many could not, since rows are missing.
    incomparable: usize,
    /// Those that differ.
    differences: Vec<DifferentTotal>,
}

impl Sums<'_> {
    /// Compares the totals of a row.
    fn compare(&self, row: Row, findings: &mut Findings) -> RowTotals {
        let mut found = RowTotals::default();
        // The rows since the last total.
        let before = self.totals.iter().copied().filter(|total| *total < row).max();
        let is_above = |other: Row| other < row && before.is_none_or(|before| other > before);
        // Those up to the next one: some tables have the total of a province above its districts.
        let next = self.totals.iter().copied().filter(|total| *total > row).min();
        let is_below = |other: Row| other > row && next.is_none_or(|next| other < next);
        let blocks: [&dyn Fn(Row) -> bool; 2] = [&is_above, &is_below];
        let is_whole = |block: &dyn Fn(Row) -> bool| !self.repeats && !self.missing.iter().any(|row| block(*row));
        let blocks: Vec<&dyn Fn(Row) -> bool> = blocks.into_iter().filter(|block| is_whole(*block)).collect();
        for (columns, group) in self.columns.iter().zip(self.values) {
            for (position, column) in columns.iter().enumerate() {
                let Some(column) = column else { continue };
                let Ok(Value::Reported(stated)) = self.table.counted(row, column, findings) else { continue };
                let value = |place: usize| group.get(place * columns.len() + position).copied().unwrap_or_default();
                let Some(all) = sum((0..self.matched.places).map(value)) else { continue };
                let sum_of = |block: &dyn Fn(Row) -> bool| {
                    sum(self.matched.rows.iter().filter(|(_, other)| block(*other)).map(|(place, _)| value(*place)))
                };
                if blocks.iter().any(|block| sum_of(*block) == Some(stated)) {
                    found.compared += 1;
                } else if !self.missing.is_empty() {
                    found.incomparable += 1;
                } else {
                    found.compared += 1;
                    if stated != all {
                        let location = self.table.at_cell(row, column);
                        found.differences.push(DifferentTotal { location, stated, sum: all });
                    }
                }
            }
        }
        found
    }
}

/// The sum of what is reported; none if anything is withheld.
fn sum(mut values: impl Iterator<Item = Value>) -> Option<u64> {
    values.try_fold(0_u64, |sum, value| match value {
        Value::Suppressed => None,
        value => Some(sum.saturating_add(value.reported().unwrap_or(0))),
    })
}
