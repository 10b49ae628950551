//! Breakdowns: the count of a group over its whole window, by country, sex, length of stay, reason or movement.

use super::config::BreakdownConfig;
use super::fingerprint::Fingerprint;
use super::places::{PlaceRows, PlaceTable};
use super::report::Findings;
use super::tables::Table;
use super::values::{self, GroupValues, Located};
use crate::model::{Breakdown, Counts, Value};
use crate::progress::Progress;

/// Reads the breakdowns of all groups in a table, and compares their sums with the counts.
pub(super) fn read(
    config: &BreakdownConfig,
    places: Option<&PlaceTable>,
    counts: &[Located<Counts>],
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<Located<Breakdown>>> {
    let BreakdownConfig { rows, dimension, groups } = config;
    let GroupValues { table, rows: matched, values, cells, ranges } =
        values::read(rows, groups, places, fingerprint, progress, findings)?;
    let breakdowns = groups.iter().zip(values).map(|(group, values)| Breakdown {
        round: rows.round.clone(),
        group: group.group.clone(),
        dimension: *dimension,
        level: rows.level,
        sources: rows.sources.clone(),
        categories: group.keys.clone(),
        values,
    });
    let all: Vec<Breakdown> = breakdowns.collect();
    if let Some(places) = places {
        for breakdown in &all {
            let of = counts.iter().map(|located| &located.values).find(|counts| {
                (&counts.round, &counts.group, counts.level) == (&breakdown.round, &breakdown.group, breakdown.level)
            });
            if let Some(counts) = of {
                compare(breakdown, counts, places, &table, &matched, findings);
            }
        }
    }
    let located = all.into_iter().zip(cells.into_iter().zip(ranges));
    Some(located.map(|(values, (cells, ranges))| Located { values, cells, ranges }).collect())
}

/// Reports a breakdown that does not add up to the count of the window, once per group, with the first such place. Places with a
/// missing category cannot be compared.
fn compare(
    breakdown: &Breakdown,
    counts: &Counts,
    places: &PlaceTable,
    table: &Table,
    matched: &PlaceRows,
    findings: &mut Findings,
) {
    let mut differing = 0;
    let mut first = None;
    for (place, row) in matched.rows.iter().copied() {
        let (Some(parts), Some(whole)) = (sum(breakdown.of_place(place)), sum(counts.of_place(place))) else {
            continue;
        };
        if parts != whole {
            differing += 1;
            first = first.or(Some((place, row, parts, whole)));
        }
    }
    if let Some((place, row, parts, whole)) = first {
        let of = if breakdown.group.is_stock() { "" } else { " of all years" };
        let message = format!(
            "`{}` by `{}`: in {differing} of {} places the categories do not add up to the count{of}; \
             the first is `{}`: categories {parts}, count {whole}",
            breakdown.group.id(),
            breakdown.dimension.id(),
            matched.rows.len(),
            places.key(place),
        );
        findings.warning("breakdown_does_not_add_up", table.at_row(row), message);
    }
}

/// The sum, if every value is reported.
fn sum(values: &[Value]) -> Option<u64> {
    values.iter().map(|value| value.reported()).try_fold(0_u64, |sum, value| Some(sum.saturating_add(value?)))
}
