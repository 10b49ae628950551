//! Counts: people by group, place and year.

use super::config::{CountTime, CountsConfig};
use super::fingerprint::Fingerprint;
use super::parts::{self, Parts};
use super::places::PlaceTable;
use super::report::Findings;
use super::stated::Located;
use super::values::{self, Section};
use crate::model::{Counts, PlaceLevel};
use crate::progress::Progress;

/// Reads the counts of all groups in all tables.
pub(super) fn read<'p>(
    tables: &[CountsConfig],
    places: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Vec<Located<Counts>> {
    let mut parts = Parts::default();
    for CountsConfig { rows, combine, groups } in tables {
        let section = Section { rows, dimension: None, combine: *combine, groups };
        values::read(section, places(rows.level), &mut parts, fingerprint, progress, findings);
    }
    let merged = parts::merge(parts, |times| times.sort_unstable(), places, findings).into_iter();
    let counts = merged.map(|whole| Located {
        values: Counts {
            round: whole.key.round,
            group: whole.key.group,
            level: whole.key.level,
            sources: whole.sources,
            years: whole.keys.into_iter().filter_map(CountTime::year).collect(),
            values: whole.values,
        },
        cells: whole.cells,
        ranges: whole.ranges,
    });
    counts.collect()
}
