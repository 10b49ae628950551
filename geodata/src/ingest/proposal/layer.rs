//! A layer of the dataset, as it was recognised: its files, its columns and its units.

use std::collections::HashSet;

use geo_types::Rect;

use super::super::matching::ParsedName;
use super::super::tables::Cell;
use super::column::Column;
use super::inventory::VectorSheet;
use super::languages::NameColumn;
use super::lexicon;
use super::words::find_any;
use crate::model::{AdminLevel, CodeKind, UnitCode};

/// A layer of the dataset.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) level: AdminLevel,
    /// Its files, each with what `layer` says; of a layer that is made of another none.
    pub(super) files: Vec<(String, Option<String>)>,
    /// The level that it is made of.
    pub(super) dissolve: Option<AdminLevel>,
    pub(super) columns: LayerColumns,
    /// Files with more of its units, in columns of their own.
    pub(super) more: Vec<MoreUnits>,
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
    /// The spellings that are those of several units.
    pub(super) ambiguous: HashSet<String>,
    /// The first code.
    pub(super) first: Option<String>,
    /// Codes with a name, for people: not all of many.
    pub(super) listed: Vec<(String, String)>,
}

/// Units of a level that are shown to people.
const MAX_LISTED: usize = 30;

impl Layer {
    /// How many units its own files have.
    pub(super) fn own_units(&self) -> usize {
        self.units.codes.len() - self.more.iter().map(|more| more.keys.len()).sum::<usize>()
    }

    /// Whether one of its units has a name.
    pub(super) fn has_name(&self, text: &str) -> bool {
        ParsedName::of(text).spellings.iter().any(|spelling| self.units.names.contains(spelling))
    }

    /// Whether one of its units has a code.
    pub(super) fn has_code(&self, text: &str) -> bool {
        is_among(&self.units.codes, text)
    }

    /// The id of its source.
    pub(super) fn source_id(&self) -> &'static str {
        match &self.columns {
            LayerColumns::Recognised { publisher: "geoBoundaries", .. } => "geoboundaries",
            LayerColumns::Recognised { publisher: "GADM", .. } => "gadm",
            LayerColumns::Recognised { .. } => "cod-ab",
            LayerColumns::Named { .. } => "boundaries",
        }
    }

    /// It in one line, for people.
    pub(super) fn shown(&self) -> String {
        let from = match (&self.dissolve, &self.files[..]) {
            (Some(below), _) => format!("made of `{}`", below.id()),
            (None, files) => {
                format!("in {}", files.iter().map(|(file, _)| file.as_str()).collect::<Vec<_>>().join(", "))
            }
        };
        let noun = if self.own_units() == 1 { "unit" } else { "units" };
        format!("{}: {} {noun} {from} ({})", self.level.id(), self.own_units(), self.why)
    }
}

impl LayerColumns {
    pub(super) fn names(&self) -> &[NameColumn] {
        match self {
            Self::Recognised { names, .. } | Self::Named { names, .. } => names,
        }
    }
}

/// A file with more units.
#[derive(Debug)]
pub(super) struct MoreUnits {
    pub(super) file: String,
    /// What `layer` says.
    pub(super) layer: Option<String>,
    /// The column with their codes, or with what stands for them.
    pub(super) code: Option<String>,
    /// What stands in it, and the code of each; empty of many units.
    pub(super) keys: Vec<(String, String)>,
    /// Whether the codes are made of the names.
    pub(super) has_provisional_codes: bool,
    /// The column with the codes of the units above.
    pub(super) parent: Option<String>,
    pub(super) names: Vec<NameColumn>,
    pub(super) count: usize,
    pub(super) why: String,
}

/// The level that words name.
pub(super) fn level_in(words: &[String]) -> Option<AdminLevel> {
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

/// The column with the codes of units, and what they are.
pub(super) fn code_column(sheet: &VectorSheet, level: AdminLevel) -> Option<(&Column, CodeKind)> {
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

pub(super) fn column<'s>(sheet: &'s VectorSheet, name: &str) -> Option<&'s Column> {
    sheet.columns.iter().find(|column| column.name == name)
}

impl Units {
    /// Adds the spellings of the names of other units.
    pub(super) fn add_names(&mut self, spellings: impl IntoIterator<Item = String>) {
        for spelling in spellings {
            if let Some(known) = self.names.replace(spelling) {
                self.ambiguous.insert(known);
            }
        }
    }
}

pub(super) fn units(sheet: &VectorSheet, code: Option<&Column>, kind: CodeKind, names: &[NameColumn]) -> Units {
    let mut units = Units { kind, ..Units::default() };
    let Some(code) = code else { return units };
    for row in 0..code.cells.len() {
        let Some(own) = code.text(row) else { continue };
        let in_row: Vec<String> = names.iter().filter_map(|name| column(sheet, &name.column)?.text(row)).collect();
        let spellings: HashSet<String> = in_row.iter().flat_map(|name| ParsedName::of(name).spellings).collect();
        if units.codes.contains(&own) {
            units.names.extend(spellings);
        } else {
            units.add_names(spellings);
        }
        if units.listed.len() < MAX_LISTED && !units.codes.contains(&own) {
            units.listed.push((own.clone(), in_row.into_iter().next().unwrap_or_default()));
        }
        units.first.get_or_insert_with(|| own.clone());
        units.codes.insert(own);
    }
    units
}

/// Whether a text is one of some codes, also in small letters, or without the zeros in front of it.
pub(super) fn is_among(codes: &HashSet<String>, text: &str) -> bool {
    codes.contains(text)
        || (text.chars().any(char::is_lowercase) && codes.contains(&text.to_uppercase()))
        || (text.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=3).any(|zeros| codes.contains(&format!("{}{text}", "0".repeat(zeros)))))
}
