//! Which column of a table says what place a row is about.

use std::collections::HashSet;

use super::super::matching::ParsedName;
use super::super::text::comparable;
use super::column::Column;
use super::inventory::Table;
use super::layer::Layer;
use crate::model::{AdminLevel, PlaceLevel};

/// The column of the place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    pub(super) column: String,
    pub(super) level: PlaceLevel,
    /// Whether it has names and not codes.
    pub(super) by_name: bool,
    /// The share of its texts that are codes or names of places.
    pub(super) share: f64,
    /// Whether several rows are about one place.
    pub(super) repeats: bool,
    /// The columns of the larger units, largest first, in which a name is looked for.
    pub(super) within: Vec<(AdminLevel, String)>,
}

/// The share of the texts of a column that must be places.
const MIN_SHARE: f64 = 0.6;

impl Place {
    /// The ids of communities in their own table.
    pub(super) fn of_communities(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            level: PlaceLevel::Community,
            by_name: false,
            share: 1.0,
            repeats: false,
            within: Vec::new(),
        }
    }

    /// How sure it is, and why.
    pub(super) fn why(&self) -> String {
        let what = if self.by_name { "names" } else { "codes" };
        let what = if self.level == PlaceLevel::Community { "ids" } else { what };
        let noun = self.level.admin().map_or("communities".to_owned(), |level| format!("units of `{}`", level.id()));
        match self.share {
            share if share >= 1.0 => format!("sure: all are {what} of {noun}"),
            share if share > 0.9 => format!("likely: {:.0} % are {what} of {noun}", (share * 100.0).floor()),
            share => format!("a guess: only {:.0} % are {what} of {noun}", (share * 100.0).floor()),
        }
    }
}

/// The share of the texts of a column that are among some keys, also where a spreadsheet took the zeros in front.
fn share_of(column: &Column, is_known: impl Fn(&str) -> bool) -> f64 {
    let totals = |text: &str| super::lexicon::TOTALS.contains(&comparable(text).as_str());
    let (mut all, mut known) = (0_u32, 0_u32);
    for text in column.texts().filter(|text| !totals(text)) {
        all += 1;
        known += u32::from(is_known(&text));
    }
    if all == 0 { 0.0 } else { f64::from(known) / f64::from(all) }
}

/// The column of the place: communities before units, small units before large ones, codes before names. `communities` are the ids of communities.
pub(super) fn find(table: &Table, layers: &[Layer], communities: Option<&HashSet<String>>) -> Option<Place> {
    let candidate = |column: &Column, level: PlaceLevel, by_name: bool, is_known: IsKnown<'_>| {
        let share = if by_name { share_of_names(column, is_known) } else { share_of(column, is_known) };
        let repeats = column.distinct * 10 < column.filled * 9 || column.distinct + 1 < column.filled;
        let is_place = share >= MIN_SHARE && fills(column, table, level);
        is_place.then(|| Place { column: column.name.clone(), level, by_name, share, repeats, within: Vec::new() })
    };
    let best = |level: PlaceLevel, by_name: bool, is_known: IsKnown<'_>| {
        let found = table.columns.iter().filter_map(|column| candidate(column, level, by_name, is_known));
        // The first of the best.
        found.fold(None::<Place>, |best, next| match best {
            Some(best) if best.share >= next.share => Some(best),
            _ => Some(next),
        })
    };
    if let Some(found) = communities.and_then(|ids| best(PlaceLevel::Community, false, &|text| ids.contains(text))) {
        return Some(found);
    }
    let found = layers.iter().rev().find_map(|layer| unit_column(layer, &best))?;
    let is_above = |layer: &&Layer| PlaceLevel::from(layer.level) != found.level && layer.level != AdminLevel::Admin0;
    let above = layers.iter().take_while(|layer| PlaceLevel::from(layer.level) != found.level).filter(is_above);
    let within = above.filter_map(|layer| Some((layer.level, unit_column(layer, &best)?.column)));
    let within: Vec<(AdminLevel, String)> = within.filter(|(_, column)| *column != found.column).collect();
    Some(Place { within: if found.by_name { within } else { Vec::new() }, ..found })
}

/// Whether a column says the level of a row, by its number.
pub(super) fn has_levels(column: &Column) -> bool {
    column.words.starts_with(&["admin".to_owned(), "level".to_owned()])
}

/// Whether a column has a text in most rows: in a table of several levels, in most of those of the level.
fn fills(column: &Column, table: &Table, level: PlaceLevel) -> bool {
    let levels = table.columns.iter().find(|column| has_levels(column));
    let number = level.admin().map(|level| level.id().trim_start_matches("admin").to_owned());
    let is_of_level = |row: &usize| levels.is_some_and(|levels| levels.text(*row) == number);
    let of_level: Vec<usize> = (0..table.rows).filter(is_of_level).collect();
    if of_level.is_empty() {
        return column.filled * 2 > table.rows;
    }
    of_level.iter().filter(|row| column.text(**row).is_some()).count() * 2 > of_level.len()
}

/// Whether a text is a place.
type IsKnown<'k> = &'k dyn Fn(&str) -> bool;

/// The column with the units of a layer.
fn unit_column(layer: &Layer, best: &dyn Fn(PlaceLevel, bool, IsKnown<'_>) -> Option<Place>) -> Option<Place> {
    let level = PlaceLevel::from(layer.level);
    let by_code = best(level, false, &|text| has_code(layer, text));
    by_code.or_else(|| best(level, true, &|text| has_name(layer, text)))
}

/// Different texts of a column that are looked at as names.
const MAX_NAMES: usize = 300;

/// The share of the different texts of a column that are names of units.
fn share_of_names(column: &Column, is_known: impl Fn(&str) -> bool) -> f64 {
    let texts = if column.has_texts() { column.different(MAX_NAMES) } else { Vec::new() };
    let known = texts.iter().filter(|text| is_known(text)).count();
    if texts.is_empty() { 0.0 } else { known as f64 / texts.len() as f64 }
}

/// Whether a unit of the layer has a name.
fn has_name(layer: &Layer, text: &str) -> bool {
    ParsedName::of(text).spellings.iter().any(|spelling| layer.units.names.contains(spelling))
}

/// Whether a unit of the layer has a code, also without the zeros in front of it.
fn has_code(layer: &Layer, text: &str) -> bool {
    layer.units.codes.contains(text)
        || (text.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=3).any(|zeros| layer.units.codes.contains(&format!("{}{text}", "0".repeat(zeros)))))
}

/// The column with the unit that each community belongs to: of the smallest level.
pub(super) fn unit_of(table: &Table, layers: &[Layer]) -> Option<(AdminLevel, Place)> {
    let found = find(table, layers, None)?;
    found.level.admin().filter(|level| *level != AdminLevel::Admin0).map(|level| (level, found))
}

/// Whether a column has codes or names of units.
pub(super) fn is_of_units(column: &Column, layers: &[Layer]) -> bool {
    layers.iter().any(|layer| {
        share_of(column, |text| has_code(layer, text)) > 0.8
            || share_of_names(column, |text| has_name(layer, text)) > 0.6
    })
}
