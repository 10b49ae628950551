//! Whether several rows of a table are about the same, so that they would be added, and what tells them apart.
//!
//! Rows of a place that differ in a column with a known meaning (sex, year, round) are parts of one number. Where they differ in words of which
//! nothing is known, they may as well be the same people seen in several ways: arrived by bus, stayed overnight.

use std::collections::{HashMap, HashSet};

use super::super::text::{comparable, excerpt};
use super::column::Column;
use super::figures::PlaceTable;
use super::lexicon;
use super::places;
use super::table::Table;
use super::table_keys::column;

/// Different texts of a column that may tell rows apart.
const MAX_TEXTS: usize = 60;
/// So many of them are shown.
const MAX_SHOWN: usize = 8;

/// What adding the rows of a place means.
#[derive(Debug)]
pub(super) enum Adding<'t> {
    /// There is nothing to add.
    Nothing,
    /// They are parts, as far as the columns tell.
    Parts,
    /// They differ in the texts of a column of which nothing is known.
    Unknown(&'t Column),
}

/// What adding the rows about the same place, year, round and group means.
pub(super) fn of<'t>(place_table: &PlaceTable, table: &'t Table, year_column: Option<&str>) -> Adding<'t> {
    let place = &place_table.place;
    // What is not known to be about one place is not added.
    if place.open.is_some() {
        return Adding::Nothing;
    }
    let long = place_table.figures.long.as_ref();
    let round = long.and_then(|long| long.round.as_ref()).map(|(name, _)| name.as_str());
    let groups = long.and_then(|long| long.groups.as_ref()).map(|(name, _)| name.as_str());
    let names = [Some(place.column.as_str()), year_column, round, groups].into_iter().flatten();
    let names = names.chain(place.within.iter().map(|(_, column)| column.as_str()));
    let mut columns: Vec<&Column> = names.filter_map(|name| column(table, name)).collect();
    let (rows, again) = Repeated { place_table, table }.count(&columns);
    // A few are mistakes.
    if again * 20 <= rows {
        return Adding::Nothing;
    }
    let categories = long.iter().flat_map(|long| &long.categories).map(|(name, ..)| name.as_str());
    let totals = long.iter().flat_map(|long| &long.totals).map(|(name, _)| name.as_str());
    columns.extend(categories.chain(totals).filter_map(|name| column(table, name)));
    let unknown = Repeated { place_table, table }.told_apart_by(&columns);
    unknown.map_or(Adding::Parts, Adding::Unknown)
}

/// The rows about places in a table.
struct Repeated<'a, 't> {
    place_table: &'a PlaceTable,
    table: &'t Table,
}

impl<'t> Repeated<'_, 't> {
    /// How many rows are about places, and how many of these have the same in some columns, of which the first has the place, as one before.
    fn count(&self, columns: &[&Column]) -> (usize, usize) {
        let place = &self.place_table.place;
        let mut seen = HashSet::new();
        let (mut rows, mut again) = (0, 0);
        for row in 0..self.table.rows {
            let key: Vec<Option<String>> = columns.iter().map(|column| column.text(row)).collect();
            let of_place = key.first().and_then(Option::as_ref);
            if of_place.is_some_and(|text| !place.ambiguous.contains(&comparable(text)) && !places::is_total(text)) {
                rows += 1;
                again += usize::from(!seen.insert(key));
            }
        }
        (rows, again)
    }

    /// The column of unknown meaning that tells most of the rows apart which are the same in others.
    fn told_apart_by(&self, columns: &[&Column]) -> Option<&'t Column> {
        let (rows, again) = self.count(columns);
        if again * 20 <= rows || self.lists_smaller_places() {
            return None;
        }
        let with = |column: &'t Column| {
            let all: Vec<&Column> = columns.iter().copied().chain([column]).collect();
            (column, self.count(&all).1)
        };
        let free = self.table.columns.iter().filter(|column| self.is_unknown(column) && self.recurs(column));
        // Of those that do so equally, the first.
        let (column, left) = free.take(MAX_TEXTS).map(with).min_by_key(|(_, left)| *left)?;
        (left * 2 <= again).then_some(column)
    }

    /// Whether nothing is known of a column of words.
    fn is_unknown(&self, column: &Column) -> bool {
        let place = &self.place_table.place;
        let is_used = place.column == column.name
            || place.within.iter().any(|(_, name)| *name == column.name)
            || self.place_table.figures.long.as_ref().is_some_and(|long| long.uses(&column.name))
            || self.table.only.as_ref().is_some_and(|(name, _)| *name == column.name);
        !is_used
            && !column.is_of_parent
            && column.has_words()
            && (2..=MAX_TEXTS).contains(&column.distinct)
            && ![lexicon::ORIGIN, lexicon::NAME, lexicon::COMMUNITY].iter().any(|patterns| column.says(patterns))
    }

    /// Whether most texts of a column stand at several places: what is said of one place, as the name of a village, does not.
    fn recurs(&self, column: &Column) -> bool {
        let Some(of_place) = self.table.column(&self.place_table.place.column) else { return false };
        let mut places: HashMap<String, HashSet<String>> = HashMap::new();
        for row in 0..self.table.rows {
            if let Some((text, place)) = column.text(row).zip(of_place.text(row)) {
                places.entry(comparable(&text)).or_default().insert(place);
            }
        }
        places.values().filter(|places| places.len() > 1).count() * 2 > places.len()
    }

    /// Whether each row names a smaller place, which has people of its own.
    fn lists_smaller_places(&self) -> bool {
        let place = &self.place_table.place;
        self.table.columns.iter().any(|column| {
            column.name != place.column
                && column.has_words()
                && column.distinct * 10 >= self.table.rows * 7
                && (column.says(lexicon::NAME) || column.says(lexicon::COMMUNITY))
        })
    }
}

/// What is to be decided where the texts of a column tell rows apart.
pub(super) fn question(column: &Column) -> String {
    let texts = column.different(MAX_TEXTS);
    let mut shown: Vec<String> = texts.iter().take(MAX_SHOWN).map(|text| format!("`{}`", excerpt(text))).collect();
    if texts.len() > MAX_SHOWN {
        shown.push(format!("{} more", texts.len() - MAX_SHOWN));
    }
    let name = &column.name;
    format!(
        "rows of one place differ in `{name}`: {}. `sum`, if each counts other people, so that they may be added; if not, remove this, and say with `where = {{ … }}` which are read. If it is a dimension, `[[breakdowns]]` with `category_column` reads it",
        shown.join(", ")
    )
}
