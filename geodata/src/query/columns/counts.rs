//! The columns that a round adds to places: its id and period, and the counts of population groups.

use super::cell::{Cell, CellKind};
use super::cell_source::CellSource;
use super::column::{Column, PEOPLE};
use super::meaning::Meaning;
use crate::atlas::Atlas;
use crate::model::{GroupCoverage, Period, PlaceLevel, Round};

/// The possible statuses of a count.
const STATUSES: [&str; 3] = ["reported", "no_data", "suppressed"];

/// The column of the round.
const ROUND: &str = "round";
/// The column of the year.
const YEAR: &str = "year";
/// The column of the status of households.
pub(crate) const HOUSEHOLDS_STATUS: &str = "households_status";
/// The column of the date.
const DATE: &str = "date";

pub(super) fn push_round(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, period: Period) {
    for (name, meaning, kind, cell) in round_columns(atlas, round, period, &period.to_string()) {
        let source = match cell {
            Cell::Text(_) if name == YEAR => CellSource::Period,
            Cell::Text(_) if name == DATE => CellSource::Date,
            Cell::Text(_) => CellSource::Round,
            Cell::Int(number) => CellSource::Constant(Cell::Int(number)),
            Cell::Float(number) => CellSource::Constant(Cell::Float(number)),
            Cell::Bool(yes) => CellSource::Constant(Cell::Bool(yes)),
            Cell::Null => CellSource::Constant(Cell::Null),
        };
        list.push(Column::new(name, meaning, kind, source).always());
    }
}

pub(super) fn push_counts(list: &mut Vec<Column>, atlas: &Atlas, (round, period): (&Round, Period), level: PlaceLevel) {
    for GroupCoverage { group, .. } in round.shown_with(period) {
        if let Some(rollup) = atlas.rollup_index(&round.id.0, group, level) {
            let count =
                Column::new(group.id(), Meaning::Count(group.clone()), CellKind::Int, CellSource::Count(rollup));
            list.push(count.in_unit(PEOPLE));
            let (name, meaning) = (format!("{}_status", group.id()), Meaning::CountStatus(group.clone()));
            let status = Column::new(name, meaning, CellKind::Text, CellSource::CountStatus(rollup));
            list.push(status.one_of(STATUSES).always());
        }
    }
}

/// The status of households; only where those of any community are suppressed.
pub(super) fn push_households_status(list: &mut Vec<Column>, atlas: &Atlas) {
    if atlas.has_suppressed_households() {
        let (meaning, source) = (Meaning::HouseholdsStatus, CellSource::HouseholdsStatus);
        list.push(Column::new(HOUSEHOLDS_STATUS, meaning, CellKind::Text, source).one_of(STATUSES).always());
    }
}

/// Name, meaning, kind and cell of the columns that are the same for every feature: round, the year of flows and whether it is partial, the
/// date of stocks, whether the numbers are illustrative. What the round does not count has no column.
pub(crate) fn round_columns<'a>(
    atlas: &Atlas,
    round: &'a Round,
    period: Period,
    period_in_words: &'a str,
) -> Vec<(&'static str, Meaning, CellKind, Cell<'a>)> {
    let partial = round.groups.iter().any(|coverage| coverage.is_partial_in(period));
    let mut columns = vec![(ROUND, Meaning::Round, CellKind::Text, Cell::Text(&round.id.0))];
    if round.counts_flows() {
        columns.push((YEAR, Meaning::Year, CellKind::Text, Cell::Text(period_in_words)));
    }
    if round.shown_with(period).any(|coverage| coverage.date.is_some()) {
        columns.push((DATE, Meaning::Date, CellKind::Text, Cell::Text(round.date())));
    }
    if round.counts_flows() {
        columns.push(("partial", Meaning::Partial, CellKind::Bool, Cell::Bool(partial)));
    }
    columns.push((
        "illustrative",
        Meaning::Illustrative,
        CellKind::Bool,
        Cell::Bool(atlas.is_illustrative(&round.id.0)),
    ));
    columns
}
