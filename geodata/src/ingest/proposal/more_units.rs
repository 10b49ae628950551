//! Files with more units of a level that another file has, in columns of their own: cities beside districts.

use geo::{BoundingRect, Contains, InteriorPoint, Intersects};
use geo_types::{Point, Rect};

use super::column::Column;
use super::inventory::{Inventory, VectorSheet, around};
use super::languages::{NameColumn, name_columns};
use super::layer::{Layer, MoreUnits, code_column, level_in};
use super::lexicon;
use super::words::{id_of, words_of};
use crate::model::{CodeKind, UnitCode};

/// Units whose codes and units above are listed one by one.
const MAX_LISTED: usize = 30;
/// Areas that are compared with those of the level.
const MAX_COMPARED: usize = 200;
/// The share of areas that may lie in units of the level.
const MAX_INSIDE: f64 = 0.1;

/// Adds the units to the level that they belong to, or to what is not used.
pub(super) fn add(layers: &mut [(Layer, VectorSheet)], sheet: VectorSheet, inventory: &mut Inventory) {
    let named = level_in(&sheet.words);
    let has_files = |layer: &Layer| layer.dissolve.is_none();
    let is_near = |layer: &Layer| layer.extent.zip(sheet.extent).is_some_and(|(layer, sheet)| layer.intersects(&sheet));
    let at = if let Some(level) = named {
        layers.iter().position(|(layer, _)| layer.level == level && has_files(layer))
    } else {
        let fitting = layers.iter().enumerate().filter(|(_, (layer, _))| has_files(layer) && is_near(layer));
        fitting.max_by_key(|(_, (layer, _))| layer.level).map(|(at, _)| at)
    };
    let Some(at) = at else {
        return inventory.unused(
            sheet.shown(),
            "its areas are those of no level: the other files have all; if they belong to one of these, name the file in `[[layers.files]]`".to_owned(),
        );
    };
    let level = layers[at].0.level;
    if inside(&sheet, &layers[at].1) > MAX_INSIDE {
        let of = layers[at].1.shown();
        return inventory.unused(sheet.shown(), format!("it has units of `{}`, as {of} has", level.id()));
    }
    let above = layers.iter().map(|(layer, _)| layer).find(|layer| Some(layer.level) == level.above());
    let more = read(&sheet, &layers[at].0, above, named.is_some());
    let (layer, of) = &mut layers[at];
    layer.units.codes.extend(more.keys.iter().map(|(_, code)| code.clone()));
    layer.units.add_names(spellings(&sheet, &more.names));
    layer.extent = layer.extent.into_iter().chain(sheet.extent).reduce(around);
    layer.more.push(more);
    of.areas.extend(sheet.areas);
}

/// The share of the areas of a file whose middle lies in areas of another.
fn inside(sheet: &VectorSheet, of: &VectorSheet) -> f64 {
    let boxes: Vec<Option<Rect<f64>>> = of.areas.iter().map(BoundingRect::bounding_rect).collect();
    let is_inside = |point: &Point<f64>| {
        let near =
            of.areas.iter().zip(&boxes).filter(|(_, bounds)| bounds.is_some_and(|bounds| bounds.contains(point)));
        near.map(|(area, _)| area).any(|area| area.contains(point))
    };
    let middles = sheet.areas.iter().take(MAX_COMPARED).filter_map(InteriorPoint::interior_point);
    let middles: Vec<Point<f64>> = middles.collect();
    let inside = middles.iter().filter(|point| is_inside(point)).count();
    if middles.is_empty() { 1.0 } else { inside as f64 / middles.len() as f64 }
}

fn read(sheet: &VectorSheet, layer: &Layer, above: Option<&Layer>, is_named: bool) -> MoreUnits {
    let kind = layer.units.kind;
    let is_code = |text: &str| UnitCode::new(text, kind, layer.level).is_ok();
    let code = code_column(sheet, layer.level).map(|(column, _)| column);
    let code = code.filter(|column| column.texts().all(|text| is_code(&text)));
    // Another column tells the units apart; what it has stands for codes.
    let key = code.or_else(|| key_column(sheet));
    let parent = above.and_then(|above| {
        let belongs = |column: &&Column| {
            column.filled == sheet.features && column.texts().all(|text| above.units.codes.contains(&text))
        };
        sheet.columns.iter().find(belongs)
    });
    let is_free = |column: &&Column| [key, parent].into_iter().flatten().all(|used| used.name != column.name);
    let free: Vec<&Column> = sheet.columns.iter().filter(is_free).collect();
    let names = name_columns(&free, sheet.features, key);
    let is_small = sheet.features <= MAX_LISTED;
    let code_or_key = code.or(key.filter(|_| is_small));
    let keys = code_or_key.filter(|_| is_small).map(|column| keys(sheet, column, code.is_some(), &names, layer));
    let of_level = if is_named { "its name says so" } else { "its areas lie beside those of the other files" };
    MoreUnits {
        file: sheet.file.clone(),
        layer: sheet.layer.clone(),
        code: code_or_key.map(|column| column.name.clone()),
        keys: keys.unwrap_or_default(),
        has_provisional_codes: code.is_none() && code_or_key.is_some(),
        parent: parent.map(|column| column.name.clone()),
        names,
        count: sheet.features,
        why: format!("{}: {of_level}", if is_named { "likely" } else { "a guess" }),
    }
}

/// A column with another text in every row: one that says that it has ids, or else any.
fn key_column(sheet: &VectorSheet) -> Option<&Column> {
    let all =
        || sheet.columns.iter().filter(|column| column.distinct == sheet.features && column.filled == sheet.features);
    all().find(|column| column.says(lexicon::ID)).or_else(|| all().find(|column| column.has_words())).or(all().next())
}

/// What stands in a column, and the code of each: itself, or a provisional one of its name.
fn keys(
    sheet: &VectorSheet,
    column: &Column,
    is_code: bool,
    names: &[NameColumn],
    layer: &Layer,
) -> Vec<(String, String)> {
    let name_column = names.first().and_then(|name| sheet.columns.iter().find(|column| column.name == name.column));
    let mut keys: Vec<(String, String)> = Vec::new();
    for row in 0..sheet.features {
        let Some(key) = column.text(row) else { continue };
        let name = name_column.and_then(|column| column.text(row)).unwrap_or_default();
        let named = format!("x-{}", id_of(&words_of(&name), "-"));
        let is_free = |code: &String, keys: &[(String, String)]| {
            UnitCode::new(code, CodeKind::PCode, layer.level).is_ok()
                && !layer.units.codes.contains(code)
                && keys.iter().all(|(_, other)| other != code)
        };
        let code = match is_code {
            true => key.clone(),
            false if is_free(&named, &keys) => named,
            false => format!("x-{}", id_of(&words_of(&format!("{key} {name}")), "-")),
        };
        keys.push((key, code));
    }
    keys
}

fn spellings(sheet: &VectorSheet, names: &[NameColumn]) -> Vec<String> {
    let columns = sheet.columns.iter().filter(|column| names.iter().any(|name| name.column == column.name));
    columns.flat_map(Column::texts).flat_map(|text| super::super::matching::ParsedName::of(&text).spellings).collect()
}
