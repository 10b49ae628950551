//! Breakdowns: the count of a group over its whole window, by the categories of a dimension.

use super::config::BreakdownConfig;
use super::inner_totals;
use super::parts;
use super::places::PlaceTable;
use super::report::{Findings, Location};
use super::rows::RowReader;
use super::stated::Located;
use super::values::{self, Section, sum_of_reported};
use crate::model::{Breakdown, Counts, Derivation, PlaceLevel};

/// Reads the breakdowns of all groups in all tables, and compares their sums with the counts.
pub(super) fn read<'p>(
    tables: &[BreakdownConfig],
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    counts: &[Located<Counts>],
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Vec<Located<Breakdown>> {
    let sections = tables.iter().map(|section| {
        let BreakdownConfig { rows, dimension, combine, groups } = section;
        Section { rows, dimension: Some(dimension), combine: *combine, groups }
    });
    let parts = values::read(sections, &places, rows, findings);
    let mut breakdowns: Vec<Located<Breakdown>> = Vec::new();
    for whole in parts::merge(parts, |_| {}, &places, findings) {
        let Some(dimension) = whole.key.dimension else { continue };
        let breakdown = Located {
            values: Breakdown {
                derived: Derivation::of_columns(whole.derived.iter().map(Option::as_ref)),
                round: whole.key.round,
                group: whole.key.group,
                dimension,
                level: whole.key.level,
                sources: whole.sources,
                categories: whole.keys,
                values: whole.values,
            },
            cells: whole.cells,
            ranges: whole.ranges,
            lost: whole.lost,
        };
        let values = &breakdown.values;
        inner_totals::check_categories(values, &breakdown.cells, places(values.level), findings);
        let of = counts.iter().map(|located| &located.values).filter(|counts| {
            (&counts.round, &counts.group, counts.level) == (&values.round, &values.group, values.level)
        });
        // Where a source counts the whole window, that is what it breaks down.
        let of = of.min_by_key(|counts| counts.years.len());
        if let (Some(counts), Some(places)) = (of, places(values.level)) {
            compare(&breakdown, counts, places, findings);
        }
        breakdowns.push(breakdown);
    }
    breakdowns
}

/// Reports a breakdown that does not add up to the count of the window, once per group, with the first such place in its table. Places with
/// a missing category cannot be compared.
fn compare(breakdown: &Located<Breakdown>, counts: &Counts, places: &PlaceTable, findings: &mut Findings) {
    let Located { values: breakdown, cells, .. } = breakdown;
    let (mut rows, mut differing, mut first) = (0, 0, None);
    for place in 0..places.len() {
        let Some(at) = cells.row_of(place) else { continue };
        rows += 1;
        let (Some(parts), Some(whole)) =
            (sum_of_reported(breakdown.of_place(place)), sum_of_reported(counts.of_place(place)))
        else {
            continue;
        };
        if parts != whole {
            differing += 1;
            if first.as_ref().is_none_or(|(_, first, ..): &(usize, Location, u64, u64)| at.row < first.row) {
                first = Some((place, at, parts, whole));
            }
        }
    }
    if let Some((place, at, parts, whole)) = first {
        let of = if counts.years.is_empty() { "" } else { " of all years" };
        let message = format!(
            "`{}` by `{}`: in {differing} of {rows} places the categories do not add up to the count{of}; \
             the first is `{}`: categories {parts}, count {whole}",
            breakdown.group.id(),
            breakdown.dimension.id(),
            places.key(place),
        );
        findings.warning("breakdown_does_not_add_up", at, message);
    }
}
