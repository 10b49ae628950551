//! Counts: people by group, place and year, or over the whole window.

use super::config::{CountTime, CountsConfig};
use super::parts;
use super::places::PlaceTable;
use super::report::Findings;
use super::rows::RowReader;
use super::stated::Located;
use super::values::{self, Section, sum_of_reported};
use crate::model::{Counts, Derivation, PlaceLevel, Value};

/// Reads the counts of all groups in all tables.
pub(super) fn read<'p>(
    tables: &[CountsConfig],
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    rows: &mut RowReader<'_>,
    findings: &mut Findings,
) -> Vec<Located<Counts>> {
    let sections = tables.iter().map(|section| {
        let CountsConfig { rows, combine, groups } = section;
        Section { rows, dimension: None, combine: *combine, groups }
    });
    let parts = values::read(sections, &places, rows, findings);
    let merged = parts::merge(parts, |times| times.sort_unstable(), &places, findings).into_iter();
    let counts = merged.map(|whole| Located {
        values: Counts {
            derived: Derivation::of_columns(whole.derived.iter().map(Option::as_ref)),
            round: whole.key.round,
            group: whole.key.group,
            level: whole.key.level,
            sources: whole.sources,
            years: whole.keys.into_iter().filter_map(CountTime::year).collect(),
            values: whole.values,
        },
        cells: whole.cells,
        ranges: whole.ranges,
        lost: whole.lost,
    });
    let counts: Vec<Located<Counts>> = counts.collect();
    for window in counts.iter().filter(|counts| counts.values.years.is_empty()) {
        let is_by_year = |other: &&Located<Counts>| {
            let (window, other) = (&window.values, &other.values);
            !other.years.is_empty()
                && (&window.round, &window.group, window.level) == (&other.round, &other.group, other.level)
        };
        if let (Some(by_year), Some(places)) = (counts.iter().find(is_by_year), places(window.values.level)) {
            compare(window, &by_year.values, places, findings);
        }
    }
    counts
}

/// Reports years that do not add up to the window that a source counts, once per group, with the first such place.
fn compare(window: &Located<Counts>, by_year: &Counts, places: &PlaceTable, findings: &mut Findings) {
    let Located { values: window, cells, .. } = window;
    let (mut compared, mut differing, mut first) = (0, 0, None);
    for place in 0..places.len() {
        let ([Value::Reported(whole)], Some(sum)) = (window.of_place(place), sum_of_reported(by_year.of_place(place)))
        else {
            continue;
        };
        compared += 1;
        if *whole != sum {
            differing += 1;
            first = first.or(Some((place, sum, *whole)));
        }
    }
    if let Some((place, sum, whole)) = first {
        let message = format!(
            "`{}`: in {differing} of {compared} places the years do not add up to the count of the window; the first is `{}`: years {sum}, window {whole}",
            window.group.id(),
            places.key(place),
        );
        findings.warning("window_differs", cells.row_of(place).unwrap_or_default(), message);
    }
}
