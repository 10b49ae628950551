//! Counts: people by group, place and year.

use super::config::CountsConfig;
use super::fingerprint::Fingerprint;
use super::places::PlaceTable;
use super::report::Findings;
use super::values::{self, Located};
use crate::model::Counts;
use crate::progress::Progress;

/// Reads the counts of all groups in a table.
pub(super) fn read(
    config: &CountsConfig,
    places: Option<&PlaceTable>,
    fingerprint: &mut Fingerprint,
    progress: &dyn Progress,
    findings: &mut Findings,
) -> Option<Vec<Located<Counts>>> {
    let CountsConfig { rows, groups } = config;
    let read = values::read(rows, groups, places, fingerprint, progress, findings)?;
    let counts = groups.iter().zip(read.values).zip(read.cells.into_iter().zip(read.ranges)).map(
        |((group, values), (cells, ranges))| Located {
            values: Counts {
                round: rows.round.clone(),
                group: group.group.clone(),
                level: rows.level,
                sources: rows.sources.clone(),
                years: group.keys.iter().filter_map(|time| time.year()).collect(),
                values,
            },
            cells,
            ranges,
        },
    );
    Some(counts.collect())
}
