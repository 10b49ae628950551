//! Long tables: several rows about one place, of which columns say the year, the category, the group or the round.

use super::super::text::comparable;
use super::column::Column;
use super::counted::{CountColumn, Dimension, Group, are_stocks, dimension_in, dimension_of, group_in};
use super::lexicon;
use super::places::Place;
use super::table::Table;
use super::words::{find_any, words_of, year};

/// Different texts of a column that tells rows apart.
const MAX_TEXTS: usize = 60;

/// What tells the rows of a long table apart.
#[derive(Debug, Default)]
pub(super) struct Long {
    /// The column of the year, and the years in it.
    pub(super) year: Option<(String, Vec<u16>)>,
    /// What stands in it.
    pub(super) dates: Vec<String>,
    /// Columns of categories: their dimension and texts.
    pub(super) categories: Vec<(String, Dimension, Vec<String>)>,
    /// The column of the round, and the texts in it.
    pub(super) round: Option<(String, Vec<String>)>,
    /// A column of the admin level of a row, and the level of the places.
    pub(super) level: Option<(String, String)>,
    /// A column of several operations, and their names.
    pub(super) operation: Option<(String, Vec<String>)>,
    /// A column that names groups, and its texts.
    pub(super) groups: Option<(String, Vec<String>)>,
    /// Columns that say of some rows that they count what others count part by part, and what they say.
    pub(super) totals: Vec<(String, Vec<String>)>,
}

impl Long {
    /// Whether it has a column.
    pub(super) fn uses(&self, column: &str) -> bool {
        let named = [
            self.year.as_ref().map(|(name, _)| name),
            self.round.as_ref().map(|(name, _)| name),
            self.groups.as_ref().map(|(name, _)| name),
            self.level.as_ref().map(|(name, _)| name),
            self.operation.as_ref().map(|(name, _)| name),
        ];
        let several = self.categories.iter().map(|(name, ..)| name).chain(self.totals.iter().map(|(name, _)| name));
        named.into_iter().flatten().chain(several).any(|name| name == column)
    }
}

/// Reads what tells the rows apart. None if nothing does.
pub(super) fn read(table: &Table, place: &Place, free: &[&Column]) -> Option<Long> {
    let places = table.columns.iter().find(|column| column.name == place.column)?;
    let mut long = Long::default();
    for column in free.iter().copied().filter(|column| column.filled * 2 > table.rows) {
        let texts = column.different(MAX_TEXTS + 1);
        if texts.is_empty() || texts.len() > MAX_TEXTS {
            continue;
        }
        let (totals, texts): (Vec<String>, Vec<String>) = texts.into_iter().partition(|text| is_total(text));
        if texts.is_empty() {
            continue;
        }
        if !totals.is_empty() {
            long.totals.push((column.name.clone(), totals));
        }
        if column.has_levels() {
            let level = place.level.admin().map(|level| level.id().trim_start_matches("admin").to_owned());
            long.level = level
                .filter(|level| texts.contains(level) && texts.len() > 1)
                .map(|level| (column.name.clone(), level));
            continue;
        }
        if column.says(lexicon::OPERATION) && !is_of_place(column, places) {
            long.operation = (texts.len() > 1).then(|| (column.name.clone(), texts));
            continue;
        }
        let years: Vec<Option<u16>> = texts.iter().map(|text| year_at_start(text)).collect();
        // One date of all rows is when they were collected.
        let is_one_date = matches!(&texts[..], [date] if date.len() > 4 && column.says(lexicon::DATE));
        if is_one_date {
            continue;
        }
        if years.iter().all(Option::is_some) && !column.says(lexicon::ROUND) {
            let is_named = column.says(lexicon::YEAR) || column.says(lexicon::DATE);
            if is_named || long.year.is_none() {
                let mut years: Vec<u16> = years.into_iter().flatten().collect();
                years.sort_unstable();
                years.dedup();
                let is_year = column.says(lexicon::YEAR);
                if long.year.is_none() || is_year {
                    long.year = Some((column.name.clone(), years));
                    long.dates = texts;
                }
            }
        } else if column.says(lexicon::ROUND) && long.round.is_none() {
            long.round = Some((column.name.clone(), texts));
        } else if column.has_words() && !is_of_place(column, places) {
            let words: Vec<Vec<String>> = texts.iter().map(|text| words_of(text)).collect();
            let counted = words.iter().filter(|words| counted_by(words).is_some()).count();
            let dimension = dimension_in(&column.words);
            let by_texts = || words.iter().find_map(|words| dimension_of(words));
            // One of several words may be by chance, unless the header says what they are.
            let is_of_groups =
                counted > 1 || counted == words.len() || column.says(&["population group*", "group", "groups"]);
            if counted > 0 && is_of_groups && dimension.is_none() {
                long.groups = Some((column.name.clone(), texts));
            } else if let Some(dimension) = dimension.or_else(by_texts) {
                long.categories.push((column.name.clone(), dimension, texts));
            }
        }
    }
    let is_long = !long.totals.is_empty()
        || long.year.is_some()
        || long.round.is_some()
        || long.groups.is_some()
        || !long.categories.is_empty();
    is_long.then_some(long)
}

/// The year of `2023`, `2023-04` and `2023-04-30`.
fn year_at_start(text: &str) -> Option<u16> {
    let (start, rest) = text.split_at_checked(4)?;
    year(start).filter(|_| rest.is_empty() || rest.starts_with('-'))
}

/// Whether a text says that a row counts all categories.
fn is_total(text: &str) -> bool {
    let text = comparable(text);
    lexicon::TOTALS.contains(&text.as_str()) || lexicon::ALL_CATEGORIES.contains(&text.as_str())
}

/// Whether a column has the same text in all rows of a place: it says something of the place.
fn is_of_place(column: &Column, places: &Column) -> bool {
    let mut known = std::collections::HashMap::new();
    let (mut repeated, mut same) = (0, 0);
    for row in 0..column.cells.len() {
        let (Some(place), Some(text)) = (places.text(row), column.text(row)) else { continue };
        let text = comparable(&text);
        match known.get(&place) {
            None => {
                known.insert(place, text);
            }
            Some(before) => {
                repeated += 1;
                same += usize::from(*before == text);
            }
        }
    }
    repeated > 0 && same == repeated
}

/// The group that people are counted of in the rows with a text: no households, plans or changes.
fn counted_by(words: &[String]) -> Option<Group> {
    let is_other = find_any(words, lexicon::HOUSEHOLDS).is_some() || find_any(words, lexicon::PERCENT).is_some();
    let is_doubtful = lexicon::DOUBTS.iter().any(|(patterns, _)| find_any(words, patterns).is_some());
    group_in(words).map(|(group, _)| group).filter(|_| !is_other && !is_doubtful)
}

/// Takes the dates of stocks for those of rounds: people who are there on several days must not be added.
pub(super) fn rounds_of_stocks(long: &mut Long, counts: &[CountColumn]) {
    let groups: Vec<&Group> = counts.iter().map(|count| &count.group).collect();
    if long.round.is_none() && are_stocks(&groups) {
        let dates = std::mem::take(&mut long.dates);
        long.round = long.year.take().map(|(column, _)| (column, dates));
    }
}

/// Where a column names the groups: each is counted in the rows that name it.
pub(super) fn by_group(long: &Long, unknown: &[&Column], counts: &mut Vec<CountColumn>) {
    let Some((column, texts)) = &long.groups else { return };
    let [value] = unknown else { return };
    for text in texts {
        let Some(group) = counted_by(&words_of(text)) else { continue };
        if counts.iter().all(|count| count.group != group) {
            counts.push(CountColumn {
                column: value.name.clone(),
                group,
                year: None,
                is_year_stated: false,
                condition: Some((column.clone(), text.clone())),
                why: format!("likely: whole numbers, and `{text}` in the column `{column}`"),
            });
        }
    }
}
