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
    /// They name smaller places in a column, some of which have one name in one place: the name, and the place.
    Namesakes(&'t Column, [String; 2]),
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
    let (rows, again) = Repeated { place_table, table, year: year_column }.count(&columns);
    // A few are mistakes.
    if again * 20 <= rows {
        return Adding::Nothing;
    }
    let dated = year_column.and_then(|name| column(table, name));
    if let Some(dated) = dated.filter(|_| Repeated { place_table, table, year: None }.count(&columns).1 * 20 <= rows) {
        return Adding::Unknown(dated);
    }
    let categories = long.iter().flat_map(|long| &long.categories).map(|(name, ..)| name.as_str());
    let totals = long.iter().flat_map(|long| &long.totals).map(|(name, _)| name.as_str());
    columns.extend(categories.chain(totals).filter_map(|name| column(table, name)));
    Repeated { place_table, table, year: None }.what(&columns)
}

/// The rows about places in a table.
struct Repeated<'a, 't> {
    place_table: &'a PlaceTable,
    table: &'t Table,
    /// The column of which only the year tells rows apart, whatever the day.
    year: Option<&'a str>,
}

impl<'t> Repeated<'_, 't> {
    /// The rows that are read: those of larger units are not.
    fn rows(&self) -> impl Iterator<Item = usize> {
        let larger = self.place_table.place.larger.units.as_ref();
        let larger = larger.and_then(|(name, texts)| Some((self.table.column(name)?, texts)));
        let is_larger = move |row: usize| {
            larger.is_some_and(|(column, texts)| column.text(row).is_some_and(|text| texts.contains(&text)))
        };
        (0..self.table.rows).filter(move |row| !is_larger(*row))
    }

    /// What a row says in a column, as far as it tells rows apart.
    fn text(&self, column: &Column, row: usize) -> Option<String> {
        let text = column.text(row)?;
        let year = text.get(..4).filter(|_| self.year == Some(column.name.as_str()));
        Some(year.map_or_else(|| text.clone(), str::to_owned))
    }

    /// How many rows are about places, and how many of these have the same in some columns, of which the first has the place, as one before.
    fn count(&self, columns: &[&Column]) -> (usize, usize) {
        let place = &self.place_table.place;
        let mut seen = HashSet::new();
        let (mut rows, mut again) = (0, 0);
        for row in self.rows() {
            let key: Vec<Option<String>> = columns.iter().map(|column| self.text(column, row)).collect();
            let of_place = key.first().and_then(Option::as_ref);
            if of_place.is_some_and(|text| !place.ambiguous.contains(&comparable(text)) && !places::is_total(text)) {
                rows += 1;
                again += usize::from(!seen.insert(key));
            }
        }
        (rows, again)
    }

    /// What rows are that have the same in some columns.
    fn what(&self, columns: &[&Column]) -> Adding<'t> {
        let (rows, again) = self.count(columns);
        if again * 20 <= rows {
            return Adding::Parts;
        }
        let with = |column: &'t Column| {
            let all: Vec<&Column> = columns.iter().copied().chain([column]).collect();
            (column, self.count(&all).1)
        };
        // Each row names a smaller place, which has people of its own.
        let named = self.table.columns.iter().filter(|column| column.has_words() && names_places(column));
        let named = named.filter(|column| !self.is_used(column)).map(with).find(|(_, left)| left * 10 <= rows);
        if let Some((column, left)) = named {
            let all: Vec<&Column> = columns.iter().copied().chain([column]).collect();
            let twice = Some(()).filter(|()| left > 0).and_then(|()| self.first_again(&all));
            return twice.map_or(Adding::Parts, |twice| Adding::Namesakes(column, twice));
        }
        let free = self.table.columns.iter().filter(|column| self.is_unknown(column) && self.recurs(column));
        // Of those that do so equally, the first.
        let best = free.take(MAX_TEXTS).map(with).min_by_key(|(_, left)| *left);
        best.filter(|(_, left)| left * 2 <= again).map_or(Adding::Parts, |(column, _)| Adding::Unknown(column))
    }

    /// The last and the first text of the first row that has the same in some columns as one before.
    fn first_again(&self, columns: &[&Column]) -> Option<[String; 2]> {
        let mut seen = HashSet::new();
        self.rows().find_map(|row| {
            let key: Option<Vec<String>> = columns.iter().map(|column| column.text(row)).collect();
            let key = key?;
            let shown = [key.last()?.clone(), key.first()?.clone()];
            (!seen.insert(key)).then_some(shown)
        })
    }

    /// Whether a column has another meaning.
    fn is_used(&self, column: &Column) -> bool {
        let place = &self.place_table.place;
        place.column == column.name
            || place.within.iter().any(|(_, name)| *name == column.name)
            || self.place_table.figures.long.as_ref().is_some_and(|long| long.uses(&column.name))
            || self.table.only.as_ref().is_some_and(|(name, _)| *name == column.name)
    }

    /// Whether nothing is known of a column of words.
    fn is_unknown(&self, column: &Column) -> bool {
        !self.is_used(column)
            && !column.is_of_parent
            && column.has_words()
            && (2..=MAX_TEXTS).contains(&column.distinct)
            && !names_places(column)
            && ![lexicon::ORIGIN, lexicon::NAME].iter().any(|patterns| column.says(patterns))
    }

    /// Whether most texts of a column stand at several places: what is said of one place, as the name of a village, does not.
    fn recurs(&self, column: &Column) -> bool {
        let Some(of_place) = self.table.column(&self.place_table.place.column) else { return false };
        let mut places: HashMap<String, HashSet<String>> = HashMap::new();
        for row in self.rows() {
            if let Some((text, place)) = column.text(row).zip(of_place.text(row)) {
                places.entry(comparable(&text)).or_default().insert(place);
            }
        }
        places.values().filter(|places| places.len() > 1).count() * 2 > places.len()
    }
}

/// Whether a header says that a column names communities.
fn names_places(column: &Column) -> bool {
    column.says(lexicon::COMMUNITY) && !column.says(lexicon::KIND)
}

/// What is to be decided where smaller places have one name.
pub(super) fn question_of_namesakes(column: &Column, [name, place]: &[String; 2]) -> String {
    format!(
        "rows of one place are about its smaller places in `{}`, but one name stands there twice, as `{}` in `{}`. `sum`, if these are two places; if it is one, delete what counts it again first",
        column.name,
        excerpt(name),
        excerpt(place)
    )
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
