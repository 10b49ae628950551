//! Which admin level each layer of areas is, and which of its columns have what.
//!
//! The layouts of COD-AB, geoBoundaries and GADM say it themselves. Of other files the name may say it, or how many units they have: one country,
//! some provinces, more districts.

use std::collections::HashSet;

use super::super::config::{LayerAreas, LayerConfig};
use super::super::layers::Layout;

use super::column::Column;
use super::inventory::{Inventory, Shape, VectorSheet, around};
use super::languages::{NameColumn, name_columns};
use super::layer::{Layer, LayerColumns, code_column, column, level_in, units};
use super::lexicon;
use super::more_units;
use crate::model::{AdminLevel, BoundaryStatus, CodeKind};

/// Recognises the layers of areas. What is none of the dataset is added to what is not used.
pub(super) fn recognise(inventory: &mut Inventory) -> Vec<Layer> {
    let areas: Vec<VectorSheet> = inventory.layers.extract_if(.., |sheet| sheet.shape == Shape::Areas).collect();
    let mut layers: Vec<(Layer, VectorSheet)> = Vec::new();
    let mut others: Vec<VectorSheet> = Vec::new();
    for sheet in areas {
        match published(&sheet) {
            Some((layout, level)) => add(&mut layers, published_layer(&sheet, &layout, level), sheet, inventory),
            None => others.push(sheet),
        }
    }
    add_dissolved(&mut layers);
    others.sort_by(|a, b| (a.features, &a.file, &a.layer).cmp(&(b.features, &b.file, &b.layer)));
    let levels = levels_of(&others, &layers);
    for (sheet, level) in others.into_iter().zip(levels) {
        let is_taken =
            |level: AdminLevel| layers.iter().any(|(layer, _)| layer.level == level && layer.dissolve.is_some());
        match level.filter(|level| !is_taken(*level)) {
            Some(level) => {
                let above = layers.iter().rev().find(|(layer, _)| Some(layer.level) == level.above());
                let layer = own_layer(&sheet, level, above.map(|(layer, _)| layer));
                add(&mut layers, layer, sheet, inventory);
            }
            None => more_units::add(&mut layers, sheet, inventory),
        }
    }
    layers.sort_by_key(|(layer, _)| layer.level);
    keep_contiguous(&mut layers, inventory);
    layers.into_iter().map(|(layer, _)| layer).collect()
}

/// Adds a layer, or its file to one of the same level with other units and the same columns.
fn add(layers: &mut Vec<(Layer, VectorSheet)>, layer: Layer, sheet: VectorSheet, inventory: &mut Inventory) {
    let Some((known, of)) = layers.iter_mut().find(|(known, _)| known.level == layer.level && known.dissolve.is_none())
    else {
        layers.retain(|(known, _)| known.level != layer.level);
        layers.push((layer, sheet));
        return;
    };
    let names = |sheet: &VectorSheet| sheet.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    if known.units.codes.is_disjoint(&layer.units.codes)
        && names(of) == names(&sheet)
        && layer.files.iter().all(|(_, layer)| layer.is_none())
    {
        known.files.extend(layer.files);
        known.units.codes.extend(layer.units.codes);
        known.units.ambiguous.extend(layer.units.ambiguous);
        known.units.add_names(layer.units.names);
        known.extent = known.extent.into_iter().chain(layer.extent).reduce(around);
        of.areas.extend(sheet.areas);
    } else {
        more_units::add(layers, sheet, inventory);
    }
}

/// The configuration by which a layout is recognised.
fn config(level: AdminLevel) -> LayerConfig {
    LayerConfig {
        level,
        codes: None,
        above: None,
        areas: LayerAreas::Files(Vec::new()),
        boundaries: BoundaryStatus::Schematic,
        note: None,
        sources: Vec::new(),
        languages: Vec::new(),
    }
}

fn fields(sheet: &VectorSheet) -> Vec<String> {
    sheet.columns.iter().map(|column| column.name.clone()).collect()
}

/// Whose layout a file has, and the level of its units: the smallest whose codes are all different.
fn published(sheet: &VectorSheet) -> Option<(Layout, AdminLevel)> {
    let fields = fields(sheet);
    let levels = AdminLevel::ALL.into_iter().rev();
    let mut fitting: Vec<(Layout, AdminLevel)> = levels
        .filter_map(|level| Some((Layout::recognise(&fields, &config(level), None, false).ok()?, level)))
        .filter(|(layout, _)| column(sheet, &layout.code).is_some_and(|column| column.distinct == sheet.features))
        .collect();
    if fitting.iter().all(|(layout, _)| layout.says_level()) {
        return (!fitting.is_empty()).then(|| fitting.swap_remove(0));
    }
    // geoBoundaries has the same columns at each level.
    let stated = sheet.columns.iter().find(|column| column.words == ["shape", "type"]);
    let stated = stated.and_then(|column| column.different(2).first().map(|text| super::words::words_of(text)));
    let level = stated.and_then(|words| level_in(&words)).or_else(|| level_in(&sheet.words));
    let level = level.unwrap_or(if sheet.features == 1 { AdminLevel::Admin0 } else { AdminLevel::Admin1 });
    fitting.into_iter().find(|(_, known)| *known == level)
}

fn published_layer(sheet: &VectorSheet, layout: &Layout, level: AdminLevel) -> Layer {
    let code = column(sheet, &layout.code);
    let names = layout.name_columns().into_iter().map(|(language, beside, name)| {
        let by_value = beside.and_then(|beside| column(sheet, &beside)?.different(2).pop());
        NameColumn {
            language: language.map(|language| language.code().to_owned()).or(by_value.map(|code| code.to_lowercase())),
            column: name,
            is_complete: true,
        }
    });
    let names: Vec<NameColumn> = names.collect();
    let units = units(sheet, code, layout.codes, &names);
    Layer {
        level,
        files: vec![(sheet.file.clone(), sheet.layer.clone())],
        dissolve: None,
        more: Vec::new(),
        extent: sheet.extent,
        why: format!("sure: its columns are those of {}", layout.publisher),
        columns: LayerColumns::Recognised { publisher: layout.publisher, names },
        units,
    }
}

/// Adds the levels above that a published file has in columns of their own, and no file has.
fn add_dissolved(layers: &mut Vec<(Layer, VectorSheet)>) {
    let mut made: Vec<(Layer, VectorSheet)> = Vec::new();
    for (layer, sheet) in layers.iter() {
        for level in AdminLevel::ALL.into_iter().filter(|level| *level < layer.level) {
            let is_there = layers.iter().chain(&made).any(|(other, _)| other.level == level);
            let Ok(layout) = Layout::recognise(&fields(sheet), &config(level), None, true) else { continue };
            if is_there {
                continue;
            }
            let mut made_of = published_layer(sheet, &layout, level);
            (made_of.files, made_of.dissolve) = (Vec::new(), Some(layer.level));
            made_of.why =
                format!("sure: no file has it, and the one of `{}` says to which each unit belongs", layer.level.id());
            let empty = VectorSheet {
                columns: Vec::new(),
                areas: Vec::new(),
                words: Vec::new(),
                file: sheet.file.clone(),
                layer: sheet.layer.clone(),
                ..*sheet
            };
            made.push((made_of, empty));
        }
    }
    layers.extend(made);
}

/// The levels of layers in no known layout, which are sorted by how many units they have.
fn levels_of(sheets: &[VectorSheet], known: &[(Layer, VectorSheet)]) -> Vec<Option<AdminLevel>> {
    let named: Vec<Option<AdminLevel>> = sheets.iter().map(|sheet| level_in(&sheet.words)).collect();
    let is_free = |level: &AdminLevel| known.iter().all(|(layer, _)| layer.level != *level || layer.dissolve.is_some());
    if !known.is_empty() {
        return named.into_iter().map(|level| level.filter(is_free)).collect();
    }
    let ascends = named.iter().all(Option::is_some) && named.windows(2).all(|pair| pair[0] <= pair[1]);
    if ascends {
        return named;
    }
    let mut next = 0;
    let by_count = sheets.iter().map(|sheet| {
        let level = if sheet.features == 1 && next == 0 { 0 } else { next.max(1) };
        next = level + 1;
        AdminLevel::ALL.get(level).copied()
    });
    by_count.collect()
}

/// A layer in no known layout.
fn own_layer(sheet: &VectorSheet, level: AdminLevel, above: Option<&Layer>) -> Layer {
    let code = code_column(sheet, level);
    let kind = code.map_or(CodeKind::PCode, |(_, kind)| kind);
    let code = code.map(|(column, _)| column);
    let is_other = |column: &&Column| code.is_none_or(|code| code.name != column.name);
    let parent = above.and_then(|above| {
        let belongs = |column: &&Column| {
            is_other(column)
                && column.share(|cell| cell.text().ok().flatten().is_some_and(|text| above.units.codes.contains(&text)))
                    > 0.99
        };
        sheet.columns.iter().find(belongs)
    });
    let is_free = |column: &&Column| is_other(column) && parent.is_none_or(|parent| parent.name != column.name);
    let free: Vec<&Column> = sheet.columns.iter().filter(is_free).collect();
    let names = name_columns(&free, sheet.features, code);
    let population = free.iter().find(|column| column.says(lexicon::POPULATION) && column.has_counts());
    let aliases = free.iter().find(|column| column.says(lexicon::ALIASES) && column.has_words());
    let units = units(sheet, code, kind, &names);
    let stated = if level_in(&sheet.words) == Some(level) { "its name says so" } else { "by the number of its units" };
    Layer {
        level,
        files: vec![(sheet.file.clone(), sheet.layer.clone())],
        dissolve: None,
        more: Vec::new(),
        extent: sheet.extent,
        why: format!("likely: {stated}"),
        columns: LayerColumns::Named {
            pcode: code.map(|column| column.name.clone()),
            parent: parent.map(|column| column.name.clone()),
            names,
            population: population.map(|column| column.name.clone()),
            aliases: aliases.map(|column| column.name.clone()),
        },
        units,
    }
}

/// Keeps the layers that follow each other without a gap, from the lowest level up.
fn keep_contiguous(layers: &mut Vec<(Layer, VectorSheet)>, inventory: &mut Inventory) {
    let Some(mut lowest) = layers.last().map(|(layer, _)| layer.level) else { return };
    let mut kept = HashSet::from([lowest]);
    while let Some(above) = lowest.above().filter(|above| layers.iter().any(|(layer, _)| layer.level == *above)) {
        kept.insert(above);
        lowest = above;
    }
    for (layer, sheet) in layers.extract_if(.., |(layer, _)| !kept.contains(&layer.level)) {
        let message = format!(
            "it has units of `{}`, but no file has the level below: levels must follow each other",
            layer.level.id()
        );
        inventory.unused(sheet.shown(), message);
    }
}
