//! Rows about larger units between those of the level that a table is about: a row for each province above those of its districts.
//!
//! They count the same people once more. Only where their texts say clearly that they are provinces are they left out: a code of the larger level,
//! "Osh oblast", or a column with the level of each row. A name alone may be that of a district as well.

use super::super::matching::{ParsedName, UnitType};
use super::super::text::comparable;
use super::column::Column;
use super::layer::{Layer, level_in};
use super::table::Table;
use super::words::words_of;
use crate::model::AdminLevel;

/// Different texts of a column that are looked at.
const MAX_TEXTS: usize = 2_000;
/// A column has no more words for levels.
const MAX_LEVELS: usize = 8;
/// The share of the rows with a word for a larger level that must be about units of it.
const MIN_SHARE: f64 = 0.8;

/// The rows about larger units.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LargerRows {
    /// The column that says what they are, and its texts in their rows.
    pub(super) units: Option<(String, Vec<String>)>,
    /// The names of the country in the column of the place, whose rows have totals.
    pub(super) country: Vec<String>,
}

/// Finds them in a table about units of `layers[level]`, which a column names.
pub(super) fn find(table: &Table, column: &Column, layers: &[Layer], level: usize) -> LargerRows {
    let (larger, own) = (layers.get(..level).unwrap_or_default(), &layers[level]);
    let is_own = |text: &str| own.has_code(text) || own.has_name(text);
    let country = larger.iter().find(|layer| layer.level == AdminLevel::Admin0);
    let texts = column.different(MAX_TEXTS);
    let is_country =
        |text: &&String| country.is_some_and(|layer| layer.has_code(text) || layer.has_name(text)) && !is_own(text);
    let units = || larger.iter().filter(|layer| layer.level != AdminLevel::Admin0);
    let is_larger = |text: &&String| {
        let said = said_level(text);
        let by_name = |layer: &Layer| said == Some(layer.level) && layer.has_name(text);
        units().any(|layer| (layer.has_code(text) && !own.has_code(text)) || by_name(layer))
    };
    let named: Vec<String> = texts.iter().filter(is_larger).cloned().collect();
    let by_place = (!named.is_empty()).then(|| (column.name.clone(), named));
    let is_unit = |text: &str, level: AdminLevel| {
        larger.iter().any(|layer| layer.level == level && (layer.has_code(text) || layer.has_name(text)))
    };
    LargerRows {
        units: by_level(table, column, own.level, &is_unit).or(by_place),
        country: texts.iter().filter(is_country).cloned().collect(),
    }
}

/// The column with the level of each row, and what it says in rows of larger units.
fn by_level(
    table: &Table,
    places: &Column,
    own: AdminLevel,
    is_unit: &dyn Fn(&str, AdminLevel) -> bool,
) -> Option<(String, Vec<String>)> {
    let columns =
        table.columns.iter().filter(|column| column.name != places.name && column.filled * 10 >= table.rows * 9);
    columns.filter(|column| (2..=MAX_LEVELS).contains(&column.distinct)).find_map(|column| {
        let larger = |text: &String| {
            let number = || AdminLevel::ALL.into_iter().find(|level| level.id().strip_prefix("admin") == Some(text));
            let level = level_in(&words_of(text)).or_else(|| number().filter(|_| column.has_levels()));
            level.filter(|level| *level < own).map(|level| (text.clone(), level))
        };
        let all = column.different(MAX_LEVELS);
        let found: Vec<(String, AdminLevel)> = all.iter().filter_map(larger).collect();
        if found.is_empty() || found.len() == all.len() {
            return None;
        }
        let level_of = |row: usize| {
            let text = column.text(row)?;
            found.iter().find(|(known, _)| comparable(known) == comparable(&text)).map(|(_, level)| *level)
        };
        let rows = (0..table.rows).filter_map(|row| Some((level_of(row)?, places.text(row)?)));
        let (all, fitting) = rows.fold((0_u32, 0_u32), |(all, fitting), (level, text)| {
            (all + 1, fitting + u32::from(is_unit(&text, level)))
        });
        let is_so = all > 0 && f64::from(fitting) >= f64::from(all) * MIN_SHARE;
        is_so.then(|| (column.name.clone(), found.into_iter().map(|(text, _)| text).collect()))
    })
}

/// The level that the name of a unit says: "Osh oblast" is a province.
fn said_level(name: &str) -> Option<AdminLevel> {
    match ParsedName::of(name).unit_type? {
        UnitType::Province => Some(AdminLevel::Admin1),
        UnitType::District => Some(AdminLevel::Admin2),
        UnitType::City | UnitType::Subdistrict | UnitType::Village => None,
    }
}
