//! What a round says of places: which round and year, and the counts of groups of people.

use super::cell::{Cell, CellKind};
use super::{CellSource, Column};
use crate::atlas::Atlas;
use crate::figures::Question;
use crate::model::{GroupCoverage, Period, PlaceLevel, PopulationGroup, Round};

/// The counts of one group of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub group: PopulationGroup,
    /// The position of its sums in the atlas.
    pub sums: usize,
}

/// The column of the round.
const ROUND: &str = "round";
/// The column that says whether a year is partial.
pub(crate) const PARTIAL: &str = "partial";
/// What the column of the year says of all years of the round together.
const WINDOW: &str = "window";

/// Whether groups of people are counted only in a part of a year.
pub(crate) fn is_partial<'a>(mut groups: impl Iterator<Item = &'a GroupCoverage>, period: Period) -> bool {
    matches!(period, Period::Year(year) if groups.any(|group| group.is_partial(year)))
}

pub(super) fn push_round(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, period: Period) {
    for (name, description, kind, cell) in round_columns(atlas, round, period) {
        let source = match cell {
            // Of texts only that of the window is the same in every atlas.
            Cell::Text(_) if name == ROUND => CellSource::Round,
            Cell::Text(_) => CellSource::Constant(Cell::Text(WINDOW)),
            Cell::Int(number) => CellSource::Constant(Cell::Int(number)),
            Cell::Float(number) => CellSource::Constant(Cell::Float(number)),
            Cell::Bool(yes) => CellSource::Constant(Cell::Bool(yes)),
            Cell::Null => CellSource::Constant(Cell::Null),
        };
        list.push(Column::new(name, description, kind, source));
    }
}

pub(super) fn push_counts(list: &mut Vec<Column>, atlas: &Atlas, round: &Round, level: PlaceLevel) {
    for &GroupCoverage { group, .. } in &round.groups {
        if let Some(sums) = atlas.sums_position(&round.id.0, group, level) {
            let ([count, status], counted) = (count_descriptions(group), Counted { group, sums });
            list.push(Column::new(group.id(), count, CellKind::Int, CellSource::Count(counted)));
            let name = format!("{}_status", group.id());
            list.push(Column::new(name, status, CellKind::Text, CellSource::CountStatus(counted)));
        }
    }
}

/// Name, description, kind and cell of the columns that say what the counts are of: the same for every feature.
pub(crate) fn round_columns<'a>(
    atlas: &Atlas,
    round: &'a Round,
    period: Period,
) -> [(&'static str, &'static str, CellKind, Cell<'a>); 4] {
    let (kind, year) = match period {
        Period::Window => (CellKind::Text, Cell::Text(WINDOW)),
        Period::Year(year) => (CellKind::Int, Cell::Int(year.into())),
    };
    let partial = is_partial(round.groups.iter(), period);
    [
        (ROUND, "Round of the counts", CellKind::Text, Cell::Text(&round.id.0)),
        ("year", "Year of the counts, or window: all years of the round", kind, year),
        (
            PARTIAL,
            "True where the counts cover only a part of the year: never compare it with a full one",
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
pub(crate) fn indicator_descriptions(question: &Question<'_>) -> [String; 2] {
    let unit = question.indicator.unit_per(question.per);
    [
        format!("{}: {unit}. Null unless reported", question.indicator.label()),
        "reported, no_data, suppressed or not_applicable (nobody to measure)".to_owned(),
    ]
}
