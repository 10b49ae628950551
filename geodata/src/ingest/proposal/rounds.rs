//! Which round a table is of, where no column says it: the names of files, sheets and titles do.

use super::counted::{Group, are_stocks};
use super::figures::PlaceTable;
use super::round_names::period_in;
use super::table::Table;

/// Says of each table which round it is of, where several tables count the same of the same places in rounds, or stocks at several times.
pub(super) fn divide(found: &mut [PlaceTable], tables: &[Table], is_same: &dyn Fn(&PlaceTable, &PlaceTable) -> bool) {
    let has_column = |table: &PlaceTable| table.figures.long.as_ref().is_some_and(|long| long.round.is_some());
    let by_number = |table: &PlaceTable| tables[table.table].round.clone();
    let by_time = |table: &PlaceTable| {
        let groups: Vec<&Group> = table.figures.counts.iter().map(|count| &count.group).collect();
        period_in(&tables[table.table].words).filter(|_| are_stocks(&groups))
    };
    let mut rounds: Vec<Option<String>> = vec![None; found.len()];
    for of in [&by_number as &dyn Fn(&PlaceTable) -> Option<String>, &by_time] {
        let said: Vec<Option<String>> =
            found.iter().map(|table| of(table).filter(|_| !has_column(table) && !table.figures.is_empty())).collect();
        let are_rounds = (0..found.len()).any(|at| {
            (0..at).any(|before| {
                said[at].is_some()
                    && said[before].is_some()
                    && said[at] != said[before]
                    && is_same(&found[before], &found[at])
            })
        });
        if are_rounds {
            rounds = said;
            break;
        }
    }
    for (table, round) in found.iter_mut().zip(rounds) {
        table.round = round;
    }
}
