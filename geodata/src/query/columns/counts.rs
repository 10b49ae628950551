//! What a round says of places: which round and year, and the counts of groups of people.

use super::cell::{Cell, CellKind};
use super::cell_source::{CellSource, CountColumn};
use super::column::{Column, PEOPLE};
use super::meaning::Meaning;
use crate::atlas::Atlas;
use crate::model::{GroupCoverage, Period, PlaceLevel, Round};

/// What the status of a count may be.
const STATUSES: [&str; 3] = ["reported", "no_data", "suppressed"];

/// The column of the round.
const ROUND: &str = "round";
/// The column of the year.
const YEAR: &str = "year";
/// The column that says whether a period is partial.
pub(crate) const PARTIAL: &str = "partial";

/// Whether any groups of people are counted only in a part of a period.
pub(crate) fn is_partial<'a>(mut groups: impl Iterator<Item = &'a GroupCoverage>, period: Period) -> bool {
    groups.any(|group| group.is_partial_in(period))
}

pub(super) fn push_round(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, period: Period) {
    for (name, meaning, kind, cell) in round_columns(atlas, round, period, &period.to_string()) {
        let source = match cell {
            Cell::Text(_) if name == YEAR => CellSource::Period,
            Cell::Text(_) => CellSource::Round,
            Cell::Int(number) => CellSource::Constant(Cell::Int(number)),
            Cell::Float(number) => CellSource::Constant(Cell::Float(number)),
            Cell::Bool(yes) => CellSource::Constant(Cell::Bool(yes)),
            Cell::Null => CellSource::Constant(Cell::Null),
        };
        list.push(Column::new(name, meaning, kind, source).always());
    }
}

pub(super) fn push_counts(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, level: PlaceLevel) {
    for &GroupCoverage { group, .. } in &round.groups {
        if let Some(sums) = atlas.rollup_index(&round.id.0, group, level) {
            let counted = CountColumn { group, sums };
            let count = Column::new(group.id(), Meaning::Count(group), CellKind::Int, CellSource::Count(counted));
            list.push(count.in_unit(PEOPLE));
            let (name, meaning) = (format!("{}_status", group.id()), Meaning::CountStatus(group));
            let status = Column::new(name, meaning, CellKind::Text, CellSource::CountStatus(counted));
            list.push(status.one_of(STATUSES).always());
        }
    }
}

/// Name, meaning, kind and cell of the columns that say what the counts are of: the same for every feature.
pub(crate) fn round_columns<'a>(
    atlas: &Atlas,
    round: &'a Round,
    period: Period,
    period_in_words: &'a str,
) -> [(&'static str, Meaning, CellKind, Cell<'a>); 4] {
    let partial = is_partial(round.groups.iter(), period);
    [
        (ROUND, Meaning::Round, CellKind::Text, Cell::Text(&round.id.0)),
        (YEAR, Meaning::Year, CellKind::Text, Cell::Text(period_in_words)),
        (PARTIAL, Meaning::Partial, CellKind::Bool, Cell::Bool(partial)),
        ("illustrative", Meaning::Illustrative, CellKind::Bool, Cell::Bool(atlas.info.illustrative)),
    ]
}
