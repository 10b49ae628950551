//! Which columns a request wants: those of some population groups, or those with some names. The rules are the same for the columns of
//! features and for those of their clusters.

use super::meaning::Meaning;
use crate::model::{Period, PopulationGroup, Round};

/// A column, as far as it can be selected.
pub(crate) trait SelectableColumn {
    fn name(&self) -> &str;
    fn meaning(&self) -> &Meaning;
    /// Gives every cell the same value.
    fn set_constant(&mut self, value: bool);
}

/// The population groups that columns count.
pub(crate) fn counted_groups(list: &[impl SelectableColumn]) -> Vec<PopulationGroup> {
    let group = |meaning: &Meaning| if let Meaning::Count(group) = meaning { Some(group.clone()) } else { None };
    list.iter().filter_map(|column| group(column.meaning())).collect()
}

/// Keeps only the counts of the named population groups, and all columns that are no counts. Whether the period is partial then refers to
/// these groups alone.
pub(crate) fn keep_groups(
    list: &mut Vec<impl SelectableColumn>,
    names: &[String],
    round: Option<&Round>,
    period: Period,
) {
    let is_wanted = |group: &PopulationGroup| names.iter().any(|name| name == group.id());
    list.retain(|column| match column.meaning() {
        Meaning::Count(group) | Meaning::CountStatus(group) => is_wanted(group),
        _ => true,
    });
    let groups = round.map_or(&[][..], |round| &round.groups);
    let is_partial = groups.iter().any(|coverage| is_wanted(&coverage.group) && coverage.is_partial_in(period));
    // Without flows, or stocks, nothing has their time.
    let has = |is_stock: bool| groups.iter().any(|of| is_wanted(&of.group) && of.group.is_stock() == is_stock);
    let (has_flows, has_stocks) = (has(false), has(true));
    list.retain(|column| match column.meaning() {
        Meaning::Year | Meaning::Partial => has_flows || !has_stocks,
        Meaning::Date => has_stocks,
        _ => true,
    });
    for column in list.iter_mut().filter(|column| *column.meaning() == Meaning::Partial) {
        column.set_constant(is_partial);
    }
}

/// Keeps only the columns that are named, and those that must stay.
pub(crate) fn keep_named<C: SelectableColumn>(list: &mut Vec<C>, names: &[String], must_stay: impl Fn(&C) -> bool) {
    list.retain(|column| must_stay(column) || names.iter().any(|name| name == column.name()));
}
