//! What a round says of places: which round and year, and the counts of groups of people.

use super::cell::{Cell, CellKind};
use super::{CellSource, Column, PEOPLE};
use crate::atlas::Atlas;
use crate::figures::IndicatorQuery;
use crate::model::{GroupCoverage, Period, PlaceLevel, PopulationGroup, Round};

/// The counts of one group of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountColumn {
    pub group: PopulationGroup,
    /// The position of its sums in the atlas.
    pub sums: usize,
}

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
    for (name, description, kind, cell) in round_columns(atlas, round, period, &period.to_string()) {
        let source = match cell {
            Cell::Text(_) if name == YEAR => CellSource::Period,
            Cell::Text(_) => CellSource::Round,
            Cell::Int(number) => CellSource::Constant(Cell::Int(number)),
            Cell::Float(number) => CellSource::Constant(Cell::Float(number)),
            Cell::Bool(yes) => CellSource::Constant(Cell::Bool(yes)),
            Cell::Null => CellSource::Constant(Cell::Null),
        };
        list.push(Column::new(name, description, kind, source).always());
    }
}

pub(super) fn push_counts(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, level: PlaceLevel) {
    for &GroupCoverage { group, .. } in &round.groups {
        if let Some(sums) = atlas.rollup_index(&round.id.0, group, level) {
            let ([count, status], counted) = (count_descriptions(group), CountColumn { group, sums });
            let count = Column::new(group.id(), count, CellKind::Int, CellSource::Count(counted));
            list.push(count.titled(group.label()).in_unit(PEOPLE));
            let name = format!("{}_status", group.id());
            let status = Column::new(name, status, CellKind::Text, CellSource::CountStatus(counted)).one_of(STATUSES);
            list.push(status.titled(format!("{}: status", group.label())).always());
        }
    }
}

/// Name, description, kind and cell of the columns that say what the counts are of: the same for every feature.
pub(crate) fn round_columns<'a>(
    atlas: &Atlas,
    round: &'a Round,
    period: Period,
    period_in_words: &'a str,
) -> [(&'static str, &'static str, CellKind, Cell<'a>); 4] {
    let partial = is_partial(round.groups.iter(), period);
    [
        (ROUND, "Round of the counts", CellKind::Text, Cell::Text(&round.id.0)),
        (
            YEAR,
            "Year of the counts, or window: all years of the round. Always text",
            CellKind::Text,
            Cell::Text(period_in_words),
        ),
        (
            PARTIAL,
            "True where the counts cover only a part of the year, or hold such a year: never compare it with a full one",
            CellKind::Bool,
            Cell::Bool(partial),
        ),
        (
            "illustrative",
            "True where numbers were generated for illustration",
            CellKind::Bool,
            Cell::Bool(atlas.info.illustrative),
        ),
    ]
}

/// What the columns of a group of people say: the count, and its status.
pub(crate) fn count_descriptions(group: PopulationGroup) -> [String; 2] {
    let (id, label) = (group.id(), group.label());
    [format!("{label}, people. Null unless reported"), format!("Status of {id}: reported, no_data or suppressed")]
}

/// What the columns `value` and `status` of an indicator say.
pub(crate) fn indicator_descriptions(question: &IndicatorQuery<'_>) -> [String; 2] {
    let unit = question.indicator.unit_per(question.per);
    [
        format!("{}: {unit}. Null unless reported", question.indicator.label()),
        "reported, no_data, suppressed or not_applicable (nobody to measure)".to_owned(),
    ]
}
