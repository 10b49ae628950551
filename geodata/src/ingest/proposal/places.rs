//! Which column of a table says what place a row is about.

use std::collections::HashSet;

use super::super::matching::ParsedName;
use super::super::tables::moment;
use super::super::text::comparable;
use super::super::total_words::looks_like_total;
use super::column::Column;
use super::forms;
use super::larger_rows::{self, LargerRows};
use super::layer::{Layer, is_among};
use super::lexicon;
use super::table::Table;
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
    /// Whether the names of the sheets are those of larger units, without which some names are those of several.
    pub(super) is_within_sheet: bool,
    /// Names of several units, which no column of the table tells apart.
    pub(super) ambiguous: HashSet<String>,
    /// Rows about larger units.
    pub(super) larger: LargerRows,
    /// What only a person can decide.
    pub(super) open: Option<Open>,
}

/// What is not known of the place of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Open {
    /// Which of these columns says where people are. Of columns of origins alone none does.
    Column(Vec<String>),
    /// Of which of these levels the units with these names are.
    Level(Vec<AdminLevel>),
}

impl Open {
    /// What is to be decided, for a comment.
    pub(super) fn why(&self) -> String {
        match self {
            Self::Column(columns) if columns.is_empty() => {
                "the only column with units says where people came from, and not where they are".to_owned()
            }
            Self::Column(columns) => {
                let columns: Vec<String> = columns.iter().map(|name| format!("`{name}`")).collect();
                format!("several columns have units of one level: which says where people are? {}", columns.join(", "))
            }
            Self::Level(levels) => {
                let levels: Vec<String> = levels.iter().map(|level| format!("`{}`", level.id())).collect();
                format!("units of several levels have these names: which are meant? {}", levels.join(", "))
            }
        }
    }
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
            is_within_sheet: false,
            ambiguous: HashSet::new(),
            larger: LargerRows::default(),
            open: None,
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

impl Place {
    /// Whether several submissions in a table are about one place where most places have one: those that were corrected and sent again.
    pub(super) fn is_submitted_again(&self, table: &Table) -> bool {
        let columns = table.column(&self.column).zip(table.submitted.as_deref().and_then(|time| table.column(time)));
        let Some((places, time)) = columns.filter(|_| self.open.is_none() && !forms::is_added(&self.column)) else {
            return false;
        };
        let pairs = (0..table.rows).filter_map(|row| Some((places.text(row)?, moment(time.cells.get(row)?)?)));
        let submissions: HashSet<_> = pairs.collect();
        let submitted: HashSet<&String> = submissions.iter().map(|(place, _)| place).collect();
        !submissions.is_empty()
            && (self.level == PlaceLevel::Community || submitted.len() * 10 >= submissions.len() * 7)
    }
}

/// The column of the country and what stands in it for the only one that there are boundaries of, in a table of several countries.
pub(super) fn country_in(table: &Table, layers: &[Layer]) -> Option<(String, String)> {
    let own = layers.iter().find(|layer| layer.level == AdminLevel::Admin0 && layer.units.codes.len() == 1)?;
    let smaller: Vec<&Layer> = layers.iter().filter(|layer| layer.level != AdminLevel::Admin0).collect();
    let is_unit = |text: &str| smaller.iter().any(|layer| layer.has_code(text) || layer.has_name(text));
    let is_of_country = |column: &&Column| {
        column.says(lexicon::COUNTRY)
            && !column.says(lexicon::ORIGIN)
            && (2..=MAX_NAMES).contains(&column.different(MAX_NAMES + 1).len())
    };
    let columns = || table.columns.iter().filter(is_of_country);
    let own_text = |column: &Column, is_own: &dyn Fn(&str) -> bool| column.texts().find(|text| is_own(text));
    let by_code = columns().find_map(|column| Some((column, own_text(column, &|text| own.has_code(text))?)));
    let (column, text) = by_code
        .or_else(|| columns().find_map(|column| Some((column, own_text(column, &|text| own.has_name(text))?))))?;
    // Its units stand in its rows, and hardly any in those of others.
    let found = |is_own: bool| {
        let rows = (0..table.rows).filter(|row| (column.text(*row).as_ref() == Some(&text)) == is_own).take(MAX_NAMES);
        let is_found = |row: &usize| {
            table
                .columns
                .iter()
                .any(|other| other.name != column.name && other.text(*row).is_some_and(|text| is_unit(&text)))
        };
        let rows: Vec<usize> = rows.collect();
        rows.iter().filter(|row| is_found(row)).count() as f64 / rows.len().max(1) as f64
    };
    (found(true) > 0.5 && found(false) < 0.2).then(|| (column.name.clone(), text))
}

/// Whether several rows of a table are about the place that a column names.
pub(super) fn repeats_in(table: &Table, column: &str) -> bool {
    table.column(column).is_some_and(repeats)
}

/// Whether a row with a text where its place should stand is one of totals.
pub(super) fn is_total(text: &str) -> bool {
    looks_like_total(text) || lexicon::TOTALS.contains(&comparable(text).as_str())
}

/// The share of the texts of a column that are among some keys, also where a spreadsheet took the zeros in front.
fn share_of(column: &Column, is_known: impl Fn(&str) -> bool) -> f64 {
    let (mut all, mut known) = (0_u32, 0_u32);
    for text in column.texts().filter(|text| !is_total(text)) {
        all += 1;
        known += u32::from(is_known(&text));
    }
    if all == 0 { 0.0 } else { f64::from(known) / f64::from(all) }
}

/// The column of the place: communities before units, small units before large ones, codes before names. `communities` are the ids of communities.
pub(super) fn find(table: &Table, layers: &[Layer], communities: Option<&HashSet<String>>) -> Option<Place> {
    if let Some(found) = communities.and_then(|ids| of_communities(table, ids)) {
        return Some(found);
    }
    let candidates = unit_columns(table, layers);
    let deepest = |is_one: &dyn Fn(&UnitColumn<'_>) -> bool| {
        candidates.iter().filter(|one| is_one(one)).map(UnitColumn::deepest).max_by_key(|at| layers[*at].level)
    };
    // Where people came from is not where they are.
    let level = deepest(&|one| !one.is_origin()).or_else(|| deepest(&|_| true))?;
    let of_level: Vec<&UnitColumn<'_>> = candidates.iter().filter(|one| one.deepest() == level).collect();
    let by_code: Vec<&UnitColumn<'_>> = of_level.iter().copied().filter(|one| !one.by_name).collect();
    let of_kind = if by_code.iter().any(|one| !one.is_origin()) || of_level.iter().all(|one| !one.by_name) {
        by_code
    } else {
        of_level.iter().copied().filter(|one| one.by_name).collect()
    };
    let presence: Vec<&UnitColumn<'_>> = of_kind.iter().copied().filter(|one| !one.is_origin()).collect();
    // The first of the best.
    let best = presence.iter().chain(&of_kind).copied().reduce(|best, next| {
        if next.share > best.share && next.is_origin() == best.is_origin() { next } else { best }
    })?;
    let is_doubtful = presence.is_empty() || of_kind.iter().any(|other| other.names_other_units(best));
    let open = if is_doubtful {
        Some(Open::Column(presence.iter().map(|one| one.column.name.clone()).collect()))
    } else {
        (best.levels.len() > 1).then(|| Open::Level(best.levels.iter().map(|at| layers[*at].level).collect()))
    };
    let column = best.column;
    let within = if best.by_name && open.is_none() { within(&candidates, layers, level) } else { Vec::new() };
    let ambiguous = if best.by_name && within.is_empty() { ambiguous(column, &layers[level]) } else { HashSet::new() };
    Some(Place {
        column: column.name.clone(),
        level: PlaceLevel::from(layers[level].level),
        by_name: best.by_name,
        share: best.share,
        repeats: repeats(column),
        is_within_sheet: open.is_none() && !ambiguous.is_empty() && are_units(&table.sheets, &layers[..level]),
        ambiguous,
        within,
        larger: if open.is_none() { larger_rows::find(table, column, layers, level) } else { LargerRows::default() },
        open,
    })
}

/// Whether all sheets have names of units of some layers: a sheet for each province.
fn are_units(sheets: &[String], layers: &[Layer]) -> bool {
    let smaller_than_country = || layers.iter().filter(|layer| layer.level != AdminLevel::Admin0);
    let is_unit = |sheet: &String| smaller_than_country().any(|layer| layer.has_name(sheet) || layer.has_code(sheet));
    !sheets.is_empty() && sheets.iter().all(is_unit)
}

/// The columns of the units above a level, largest first: codes before names.
fn within(candidates: &[UnitColumn<'_>], layers: &[Layer], level: usize) -> Vec<(AdminLevel, String)> {
    let above = layers.iter().enumerate().take(level).filter(|(_, layer)| layer.level != AdminLevel::Admin0);
    let column = |at: usize| {
        let of_level = || candidates.iter().filter(move |one| one.levels == [at] && !one.is_origin());
        of_level().find(|one| !one.by_name).or_else(|| of_level().next())
    };
    above.filter_map(|(at, layer)| Some((layer.level, column(at)?.column.name.clone()))).collect()
}

/// Whether a column has a text in most rows: in a table of several levels, in most of those of the level.
fn fills(column: &Column, table: &Table, level: PlaceLevel) -> bool {
    let levels = table.columns.iter().find(|column| column.has_levels());
    let number = level.admin().map(|level| level.id().trim_start_matches("admin").to_owned());
    let is_of_level = |row: &usize| levels.is_some_and(|levels| levels.text(*row) == number);
    let of_level: Vec<usize> = (0..table.rows).filter(is_of_level).collect();
    if of_level.is_empty() {
        return column.filled * 2 > table.rows;
    }
    of_level.iter().filter(|row| column.text(**row).is_some()).count() * 2 > of_level.len()
}

/// The column with most ids of communities, if one has them.
fn of_communities(table: &Table, ids: &HashSet<String>) -> Option<Place> {
    let found = table.columns.iter().filter(|column| column.filled * 2 > table.rows);
    let found = found.map(|column| (column, share_of(column, |text| is_among(ids, text))));
    let found: Vec<(&Column, f64)> = found.filter(|(_, share)| *share >= MIN_SHARE).collect();
    // The first of the best.
    let (column, share) = found.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let is_other = |(other, _): &(&Column, f64)| differ(column, other) > 0.0;
    let names = found.iter().filter(|(other, _)| !other.says(lexicon::ORIGIN)).map(|(other, _)| other.name.clone());
    let is_doubtful = column.says(lexicon::ORIGIN) || found.iter().any(is_other);
    let open = is_doubtful.then(|| Open::Column(names.collect()));
    Some(Place { share, repeats: repeats(column), open, ..Place::of_communities(&column.name) })
}

/// The names in a column that several units of a layer have.
fn ambiguous(column: &Column, layer: &Layer) -> HashSet<String> {
    let has_several =
        |text: &String| ParsedName::of(text).spellings.iter().any(|name| layer.units.ambiguous.contains(name));
    column.different(MAX_NAMES).into_iter().filter(has_several).map(|text| comparable(&text)).collect()
}

/// Whether several rows are about one place.
fn repeats(column: &Column) -> bool {
    column.distinct * 10 < column.filled * 9 || column.distinct + 1 < column.filled
}

/// A column with codes or names of units.
struct UnitColumn<'t> {
    column: &'t Column,
    /// The layers whose units it has, by their positions; several where the names are those of units of several levels.
    levels: Vec<usize>,
    /// All layers whose units it may have, as far as its cells tell.
    possible: Vec<usize>,
    by_name: bool,
    share: f64,
}

impl UnitColumn<'_> {
    /// The position of the smallest level.
    fn deepest(&self) -> usize {
        self.levels.last().copied().unwrap_or_default()
    }

    /// Whether its header says that people came from there.
    fn is_origin(&self) -> bool {
        self.column.says(lexicon::ORIGIN)
    }

    /// Whether it and another column of the level say different units in some rows. Names may be written in two ways, or in two languages.
    fn names_other_units(&self, other: &Self) -> bool {
        let different = differ(self.column, other.column);
        if !self.by_name {
            // Numbers of people may look like codes.
            let is_count = self.column.has_counts() && !self.column.says(lexicon::ID);
            return different > 0.0 && !is_count;
        }
        let known: HashSet<String> = other.column.different(MAX_NAMES).iter().map(|text| comparable(text)).collect();
        let own = self.column.different(MAX_NAMES);
        let shared = own.iter().filter(|text| known.contains(&comparable(text))).count();
        different > 0.2 && shared * 4 > own.len()
    }
}

/// The columns with codes or names of units, each with its level. Codes decide the level; names that are those of several levels have the one that
/// the header says, or that the columns beside them leave.
fn unit_columns<'t>(table: &'t Table, layers: &[Layer]) -> Vec<UnitColumn<'t>> {
    let mut found: Vec<UnitColumn<'t>> =
        table.columns.iter().filter_map(|column| unit_column(column, table, layers)).collect();
    // Countries alone are the place where there is nothing smaller.
    for one in &mut found {
        if one.levels.len() > 1 {
            one.levels.retain(|at| layers[*at].level != AdminLevel::Admin0);
        }
    }
    for at in 0..found.len() {
        let own_code = |code: &&UnitColumn<'_>| {
            !code.by_name && found[at].possible.contains(&code.deepest()) && are_paired(code.column, found[at].column)
        };
        if found[at].by_name
            && let Some(level) = found.iter().find(own_code).map(UnitColumn::deepest)
        {
            found[at].levels = vec![level];
        }
    }
    for at in 0..found.len() {
        if let [larger, smaller] = found[at].levels[..] {
            let one = &found[at];
            let has_finer = found.iter().any(|other| {
                other.deepest() == smaller && !other.is_origin() && other.column.distinct > one.column.distinct
            });
            let has_coarser = found.iter().any(|other| {
                other.levels.first() == Some(&larger)
                    && !other.is_origin()
                    && other.column.distinct < one.column.distinct
            });
            match (has_finer, has_coarser) {
                (true, false) => found[at].levels = vec![larger],
                (false, true) => found[at].levels = vec![smaller],
                _ => {}
            }
        }
    }
    found
}

/// The units that a column has, if it has some.
fn unit_column<'t>(column: &'t Column, table: &Table, layers: &[Layer]) -> Option<UnitColumn<'t>> {
    let best = |shares: &[(usize, f64)]| shares.iter().map(|(_, share)| *share).fold(0.0, f64::max);
    let shares = |share: &dyn Fn(&Layer) -> f64| {
        let filled = layers.iter().enumerate().filter(|(_, layer)| fills(column, table, PlaceLevel::from(layer.level)));
        let of_layers = filled.map(|(at, layer)| (at, share(layer)));
        of_layers.filter(|(_, share)| *share >= MIN_SHARE).collect::<Vec<(usize, f64)>>()
    };
    let codes = shares(&|layer| share_of(column, |text| layer.has_code(text)));
    if !codes.is_empty() {
        let share = best(&codes);
        let level = codes.iter().rev().find(|(_, of_layer)| *of_layer >= share)?.0;
        return Some(UnitColumn { column, levels: vec![level], possible: vec![level], by_name: false, share });
    }
    let names = shares(&|layer| share_of_names(column, |text| layer.has_name(text)));
    let possible: Vec<usize> = names.iter().map(|(at, _)| *at).collect();
    let said = said_level(column).and_then(|level| names.iter().find(|(at, _)| layers[*at].level == level));
    let (levels, share) = if let Some((at, share)) = said {
        (vec![*at], *share)
    } else {
        let share = best(&names);
        (names.iter().filter(|(_, of_layer)| *of_layer >= share).map(|(at, _)| *at).collect(), share)
    };
    (!possible.is_empty()).then_some(UnitColumn { column, levels, possible, by_name: true, share })
}

/// The smallest level that a header says.
fn said_level(column: &Column) -> Option<AdminLevel> {
    lexicon::LEVELS.iter().rev().find(|(_, patterns)| column.says(patterns)).map(|(level, _)| *level)
}

/// The share of the rows in which two columns have different texts.
fn differ(a: &Column, b: &Column) -> f64 {
    let pairs = (0..a.cells.len()).filter_map(|row| Some((a.text(row)?, b.text(row)?)));
    let (all, different) = pairs.fold((0_u32, 0_u32), |(all, different), (a, b)| {
        (all + 1, different + u32::from(comparable(&a) != comparable(&b)))
    });
    if all == 0 { 0.0 } else { f64::from(different) / f64::from(all) }
}

/// Whether each text of a column always stands beside the same text of another, and the other way round.
fn are_paired(a: &Column, b: &Column) -> bool {
    let pairs: HashSet<(String, String)> =
        (0..a.cells.len()).filter_map(|row| Some((a.text(row)?, comparable(&b.text(row)?)))).collect();
    let of_a: HashSet<&String> = pairs.iter().map(|(a, _)| a).collect();
    let of_b: HashSet<&String> = pairs.iter().map(|(_, b)| b).collect();
    pairs.len() == of_a.len() && pairs.len() == of_b.len()
}

/// Different texts of a column that are looked at as names.
const MAX_NAMES: usize = 300;

/// The share of the different texts of a column that are names of units.
fn share_of_names(column: &Column, is_known: impl Fn(&str) -> bool) -> f64 {
    let mut texts = if column.has_texts() { column.different(MAX_NAMES) } else { Vec::new() };
    texts.retain(|text| !is_total(text));
    let known = texts.iter().filter(|text| is_known(text)).count();
    if texts.is_empty() { 0.0 } else { known as f64 / texts.len() as f64 }
}

/// The column with the unit that each community belongs to: of the smallest level.
pub(super) fn unit_of(table: &Table, layers: &[Layer]) -> Option<(AdminLevel, Place)> {
    let found = find(table, layers, None)?;
    found.level.admin().filter(|level| *level != AdminLevel::Admin0).map(|level| (level, found))
}

/// Whether a column has codes or names of units.
pub(super) fn is_of_units(column: &Column, layers: &[Layer]) -> bool {
    layers.iter().any(|layer| {
        share_of(column, |text| layer.has_code(text)) > 0.8 || share_of_names(column, |text| layer.has_name(text)) > 0.6
    })
}
