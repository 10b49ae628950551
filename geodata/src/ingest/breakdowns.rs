//! Breakdowns: the count of a group over its whole window, by country, sex, length of stay, reason or movement.

use super::config::BreakdownConfig;
use super::counts::read_count;
use super::fingerprint::Fingerprint;
use super::places::{PlaceRows, Places, join};
use super::progress::Progress;
use super::report::Findings;
use super::table::{Column, Table};
use crate::model::{Breakdown, Counts, Value};

/// Reads the breakdowns of all groups in a table, and compares them with the counts.
pub(super) fn read(
    config: &BreakdownConfig,
    places: Option<&Places>,
    counts: &[Counts],
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<Breakdown>> {
    let table = Table::read(&config.rows.table, fingerprint, findings)?;
    let joined = join(&table, &config.rows, places, findings);
    let columns: Vec<Vec<Option<Column>>> = config
        .groups
        .iter()
        .map(|group| group.columns.iter().map(|column| table.column(column, findings)).collect())
        .collect();
    let joined = joined?;
    progress.stage(&config.rows.table.file.shown, Some(joined.rows.len() as u64));
    let mut all: Vec<Breakdown> = config
        .groups
        .iter()
        .map(|group| Breakdown {
            round: config.rows.round.clone(),
            group: group.group,
            dimension: config.dimension,
            level: config.rows.level,
            sources: config.rows.sources.clone(),
            categories: group.categories.clone(),
            values: vec![Value::NoData; joined.places * group.categories.len()],
        })
        .collect();
    for (place, row) in &joined.rows {
        for (breakdown, columns) in all.iter_mut().zip(&columns) {
            let values = breakdown.values.iter_mut().skip(place * columns.len());
            for (value, column) in values.zip(columns) {
                *value = read_count(&table, row, column.as_ref(), findings);
            }
        }
        progress.advance(1);
    }
    if let Some(places) = places {
        for breakdown in &all {
            let of = counts.iter().find(|counts| {
                (&counts.round, counts.group, counts.level) == (&breakdown.round, breakdown.group, breakdown.level)
            });
            if let Some(counts) = of {
                compare(breakdown, counts, places, &table, &joined, findings);
            }
        }
    }
    Some(all)
}

/// Reports a breakdown that does not add up to the count of the window, once for the group with the first place. Places
/// where any part is unknown cannot be compared.
fn compare(
    breakdown: &Breakdown,
    counts: &Counts,
    places: &Places,
    table: &Table,
    joined: &PlaceRows<'_>,
    findings: &mut Findings,
) {
    let mut differing = 0;
    let mut first = None;
    for (place, row) in &joined.rows {
        let (Some(parts), Some(whole)) = (sum(breakdown.of_place(*place)), sum(counts.of_place(*place))) else {
            continue;
        };
        if parts != whole {
            differing += 1;
            first = first.or(Some((*place, *row, parts, whole)));
        }
    }
    if let Some((place, row, parts, whole)) = first {
        let message = format!(
            "`{}` by `{}`: in {differing} of {} places the categories do not add up to the count of all years; \
             the first is `{}`: categories {parts}, count {whole}",
            breakdown.group.id(),
            breakdown.dimension.id(),
            joined.rows.len(),
            places.key(place),
        );
        findings.warning("breakdown_does_not_add_up", table.at_row(row), message);
    }
}

/// The sum, if every part is known.
fn sum(values: &[Value]) -> Option<u64> {
    values.iter().map(|value| value.reported()).try_fold(0_u64, |sum, value| Some(sum.saturating_add(value?)))
}
