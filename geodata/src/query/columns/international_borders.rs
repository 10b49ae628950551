//! The columns of borders between countries. They have no counts.

use super::cell::CellKind;
use super::cell_source::{BorderCell, CellSource};
use super::column::Column;
use super::meaning::Meaning;
use crate::model::BorderStatus;

pub(super) fn push_columns(list: &mut Vec<Column>) {
    let column = |name: &str, meaning: Meaning, cell: BorderCell| {
        Column::new(name, meaning, CellKind::Text, CellSource::Border(cell)).always()
    };
    list.push(column("id", Meaning::BorderId, BorderCell::Id));
    let status = column("status", Meaning::BorderStatus, BorderCell::Status);
    list.push(status.one_of(BorderStatus::ALL.map(BorderStatus::id)));
    list.push(column("as_of", Meaning::BorderAsOf, BorderCell::AsOf));
}
