//! Which admin level each layer of areas is, and which of its columns have what.
//!
//! The layouts of COD-AB, geoBoundaries and GADM say it themselves. Of other files the name may say it, or how many units they have: one country,
//! some provinces, more districts.

use std::collections::HashSet;

use geo_types::Rect;

use super::super::config::{LayerAreas, LayerConfig};
use super::super::layers::Layout;
use super::super::matching::ParsedName;
use super::super::tables::Cell;

use super::column::Column;
use super::inventory::{Inventory, Shape, VectorSheet};
use super::languages::{NameColumn, name_columns};
use super::lexicon;
use super::words::find_any;
use crate::model::{AdminLevel, BoundaryStatus, CodeKind, UnitCode};

/// A layer of the dataset.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) level: AdminLevel,
    /// Its files, each with what `layer` says; of a layer that is made of another none.
    pub(super) files: Vec<(String, Option<String>)>,
    /// The level that it is made of.
    pub(super) dissolve: Option<AdminLevel>,
    pub(super) columns: LayerColumns,
    pub(super) units: Units,
    pub(super) extent: Option<Rect<f64>>,
    /// How its level and its columns were recognised.
    pub(super) why: String,
}

/// The columns of a layer.
#[derive(Debug)]
pub(super) enum LayerColumns {
    /// They are recognised when the layer is read; whose layout they are, and the names by language.
    Recognised { publisher: &'static str, names: Vec<NameColumn> },
    /// They are named.
    Named {
        /// None if no column has codes.
        pcode: Option<String>,
        parent: Option<String>,
        names: Vec<NameColumn>,
        population: Option<String>,
        aliases: Option<String>,
    },
}

/// The units of a level.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub(super) kind: CodeKind,
    pub(super) codes: HashSet<String>,
    /// The spellings of their names in all languages.
    pub(super) names: HashSet<String>,
    /// The first code.
    pub(super) first: Option<String>,
}

impl LayerColumns {
    pub(super) fn names(&self) -> &[NameColumn] {
        match self {
            Self::Recognised { names, .. } | Self::Named { names, .. } => names,
        }
    }
}

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
            None => inventory.unused(
                sheet.shown(),
                "its areas are those of no level: the other files have all; if they belong to one of these, name the file in `[[layers.files]]`".to_owned(),
            ),
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
        known.units.names.extend(layer.units.names);
    } else {
        let level = layer.level.id();
        inventory.unused(sheet.shown(), format!("it has units of `{level}`, as {} has", of.shown()));
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
        }
    });
    let names: Vec<NameColumn> = names.collect();
    let units = units(sheet, code, layout.codes, &names);
    Layer {
        level,
        files: vec![(sheet.file.clone(), sheet.layer.clone())],
        dissolve: None,
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

/// The level that words name.
fn level_in(words: &[String]) -> Option<AdminLevel> {
    const NOUNS: [(AdminLevel, &[&str]); 4] = [
        (
            AdminLevel::Admin3,
            &["subdistrict*", "jamoat*", "communes", "municipalit*", "okmotu", "aimak*", "аймак*", "джамоат*"],
        ),
        (AdminLevel::Admin2, &["district*", "rayon*", "raion*", "район*", "cercles"]),
        (
            AdminLevel::Admin1,
            &["province*", "oblast*", "region*", "governorate*", "област*", "облус*", "state", "states"],
        ),
        (AdminLevel::Admin0, &["country", "national", "стран*", "pays"]),
    ];
    const PREFIXES: [&str; 6] = ["adm", "admin", "admbnda", "level", "a", "gadm"];
    let numbered = words.windows(2).find_map(|pair| {
        let number: usize = pair[1].parse().ok().filter(|_| PREFIXES.contains(&pair[0].as_str()))?;
        AdminLevel::ALL.get(number).copied()
    });
    numbered.or_else(|| NOUNS.into_iter().find_map(|(level, nouns)| find_any(words, nouns).map(|_| level)))
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

/// The column with the codes of units, and what they are.
fn code_column(sheet: &VectorSheet, level: AdminLevel) -> Option<(&Column, CodeKind)> {
    /// `Text` fits nearly everything, and comes last.
    const KINDS: [CodeKind; 5] = [CodeKind::PCode, CodeKind::Iso3166, CodeKind::Gadm, CodeKind::Number, CodeKind::Text];
    let kind_of = |column: &Column| {
        let fits = |kind: CodeKind| {
            column.share(|cell| match cell {
                Cell::Text(text) => UnitCode::new(text, kind, level).is_ok(),
                Cell::Number(number) => kind == CodeKind::Number && number.fract() == 0.0 && *number >= 0.0,
                _ => false,
            }) >= 1.0
        };
        KINDS.into_iter().find(|kind| fits(*kind))
    };
    let rank = |column: &Column, kind: CodeKind| {
        let says = usize::from(column.says(lexicon::ID) && !column.says(lexicon::POPULATION));
        let is_name = column.says(lexicon::NAME);
        match kind {
            CodeKind::PCode => 2 + 4 * says,
            _ if is_name && says == 0 => 0,
            CodeKind::Iso3166 | CodeKind::Gadm => 1 + 4 * says,
            _ => 4 * says,
        }
    };
    let all =
        sheet.columns.iter().filter(|column| column.distinct == sheet.features && column.filled == sheet.features);
    let ranked = all.filter_map(|column| {
        let kind = kind_of(column)?;
        Some((rank(column, kind), column, kind)).filter(|(rank, ..)| *rank > 0)
    });
    // The first of the best.
    let best = ranked.fold(None::<(usize, &Column, CodeKind)>, |best, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, column, kind)| (column, kind))
}

fn column<'s>(sheet: &'s VectorSheet, name: &str) -> Option<&'s Column> {
    sheet.columns.iter().find(|column| column.name == name)
}

fn units(sheet: &VectorSheet, code: Option<&Column>, kind: CodeKind, names: &[NameColumn]) -> Units {
    let mut units = Units { kind, ..Units::default() };
    let Some(code) = code else { return units };
    for row in 0..code.cells.len() {
        let Some(own) = code.text(row) else { continue };
        for name in names.iter().filter_map(|name| column(sheet, &name.column)?.text(row)) {
            units.names.extend(ParsedName::of(&name).spellings);
        }
        units.first.get_or_insert_with(|| own.clone());
        units.codes.insert(own);
    }
    units
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
