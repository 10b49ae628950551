//! Matches the rows of a table to places by key: units by their code or their name, communities by their id.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::codes::CodeError;
use super::communities::LoadedCommunities;
use super::config::{ColumnName, Larger, LayerCodes};
use super::matching::{About, Citation, Cited, How, MATCHES, Respelled, UnitFinder};
use super::report::{Findings, FoundPlace, Joined, Location};
use super::tables::{Cell, Column, Row, Table};
use super::text::{comparable, excerpt};
use super::total_words::looks_like_total;
use crate::model::{PlaceLevel, UnitCodeError};

/// The places of one level by key. The position of a place is that of its key in the layer.
#[derive(Debug)]
pub(super) struct PlaceTable {
    level: PlaceLevel,
    /// What the keys of units are.
    codes: Option<LayerCodes>,
    /// Finds units by their names.
    finder: Arc<UnitFinder>,
    keys: Arc<[Arc<str>]>,
    positions: HashMap<Arc<str>, usize>,
    /// Keys that are numbers with zeros in front, without these zeros: spreadsheets drop them. None where two keys are the same then.
    without_zeros: HashMap<String, Option<usize>>,
    complete: bool,
    /// The keys of places that are left out on purpose.
    left_out: HashSet<Arc<str>>,
    /// The keys of places that are left out because of errors that are allowed.
    with_errors: HashSet<Arc<str>>,
}

/// The rows of a table, each with the position of its place.
#[derive(Debug)]
pub(super) struct PlaceRows {
    /// How many places there are.
    pub(super) places: usize,
    /// The rows of known places with their positions; each place once, unless places may have several rows.
    pub(super) rows: Vec<(usize, Row)>,
    /// Rows that have totals, as `dataset.toml` says.
    pub(super) totals: Vec<Row>,
    /// Rows with the key of no place.
    pub(super) unknown: Vec<(Row, String)>,
    /// The column of the key.
    pub(super) column: Column,
    /// The units that the place lies in.
    larger: Larger<Column>,
    /// How the rows found their places.
    pub(super) joined: Joined,
    /// How many rows are about places that are left out because of errors that are allowed.
    left_out: usize,
    /// Rows that are about no known place: left out on purpose, or with an error.
    lost: Vec<Row>,
    /// Rows that are refused for another reason, or of which a number cannot be read.
    refused: Vec<Row>,
}

/// Which rows are matched, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matching<'a> {
    /// The column of the key.
    pub(super) place: &'a ColumnName,
    /// The units that the place lies in.
    pub(super) larger: &'a Larger<ColumnName>,
    /// The texts in that column in rows of totals.
    pub(super) totals: &'a [String],
    /// Whether a place may have several rows.
    pub(super) repeats: bool,
}

impl PlaceTable {
    /// The units of a layer, in the order of `keys`, which are unique. `complete` unless some unit has no readable key.
    pub(super) fn of_units(codes: LayerCodes, keys: &[String], complete: bool, finder: Arc<UnitFinder>) -> Self {
        let keys = keys.iter().map(|key| key.as_str().into()).collect();
        Self { codes: Some(codes), finder, ..Self::new(codes.level.into(), keys, complete) }
    }

    /// The communities.
    pub(super) fn of_communities(communities: &LoadedCommunities) -> Self {
        let LoadedCommunities { keys, complete, left_out, with_errors, .. } = communities;
        Self {
            left_out: left_out.clone(),
            with_errors: with_errors.clone(),
            ..Self::new(PlaceLevel::Community, Arc::clone(keys), *complete)
        }
    }

    fn new(level: PlaceLevel, keys: Arc<[Arc<str>]>, complete: bool) -> Self {
        let positions = keys.iter().enumerate().map(|(position, key)| (Arc::clone(key), position)).collect();
        let mut without_zeros: HashMap<String, Option<usize>> = HashMap::new();
        for (position, key) in keys.iter().enumerate().filter(|(_, key)| key.starts_with('0') && is_digits(key)) {
            let one = without_zeros.entry(key.trim_start_matches('0').to_owned());
            one.and_modify(|known| *known = None).or_insert(Some(position));
        }
        Self {
            level,
            codes: None,
            finder: Arc::default(),
            keys,
            positions,
            without_zeros,
            complete,
            left_out: HashSet::new(),
            with_errors: HashSet::new(),
        }
    }

    /// The key of a place.
    pub(super) fn key(&self, position: usize) -> &str {
        self.keys.get(position).map_or("", |key| key)
    }

    /// Code and message of the finding for a key that no place has.
    fn unknown(&self, key: &str, cell: &Cell) -> (&'static str, String) {
        // What is no code at all is not missing, it is wrong.
        if let Some(Err(error @ (CodeError::Code(UnitCodeError::Number { .. }) | CodeError::Cell(_)))) =
            self.codes.map(|codes| codes.of_cell(cell))
        {
            return (error.code(), error.to_string());
        }
        let elsewhere = self.codes.map(|codes| self.finder.elsewhere.hint(codes.level, key));
        let hint = LayerCodes::hint(key, |key| self.positions.contains_key(key)) + &elsewhere.unwrap_or_default();
        ("unknown_place", format!("there is no {} `{key}` in the dataset{hint}", self.noun()))
    }

    /// The citation of a unit in a row; none if places are communities.
    fn citation<'a>(
        &self,
        table: &'a Table,
        row: Row,
        column: &'a Column,
        larger: &'a Larger<Column>,
    ) -> Option<Citation<'a>> {
        let Larger { columns, is_sheet } = larger;
        let citation = |codes| Citation {
            table,
            row,
            column,
            within: columns,
            within_sheet: *is_sheet,
            codes,
            about: About::Unit,
        };
        self.codes.map(citation)
    }

    /// The position of the unit that a row cites, counted by how it does. The error is what it cites instead.
    fn cited(
        &self,
        key: &str,
        citation: Option<Citation<'_>>,
        (joined, respelled): (&mut Joined, &mut Respelled),
        findings: &mut Findings,
    ) -> Result<usize, Cited> {
        let compare_parents = |position: usize, findings: &mut Findings| {
            if let Some(citation) = citation.filter(|citation| !citation.within.is_empty() || citation.within_sheet) {
                self.finder.compare_parents(citation, self.key(position), findings);
            }
        };
        if let Some(position) = self.position(key) {
            joined.by_code += 1;
            compare_parents(position, findings);
            return Ok(position);
        }
        let Some(citation) = citation else {
            let is_left_out = self.left_out.contains(key);
            joined.by_decision += usize::from(is_left_out);
            return Err(if is_left_out { Cited::LeftOut } else { Cited::Code });
        };
        let cited = self.finder.find(citation);
        cited.count_in(joined);
        respelled.add(&cited, citation, &self.finder);
        if matches!(cited, Cited::OneOfSeveral(..)) {
            self.finder.remember(citation, findings);
        }
        let (unit, how) = match cited {
            Cited::Unit(unit, how) | Cited::OneOfSeveral(unit, how) => (unit, how),
            other => return Err(other),
        };
        let position = self.positions.get(self.finder.names.code(unit)).copied().ok_or(Cited::Code)?;
        if how == How::Code {
            compare_parents(position, findings);
        }
        Ok(position)
    }

    /// Reports a row with the key of no place.
    fn report_unknown(
        &self,
        key: &str,
        (table, row, column): (&Table, Row, &Column),
        larger: &Larger<Column>,
        findings: &mut Findings,
    ) {
        let citation = self.citation(table, row, column, larger);
        if let Some((Cited::Unknown(uncited), citation)) =
            citation.map(|citation| (self.finder.find(citation), citation))
        {
            self.finder.report(&uncited, citation, findings);
            return;
        }
        let (code, message) = self.unknown(key, &table.cell(row, column));
        findings.error(code, table.at_cell(row, column), message);
    }

    /// The number of places.
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// A place as findings say it.
    pub(super) fn found(&self, position: usize) -> FoundPlace {
        FoundPlace { level: Some(self.level), id: Some(self.key(position).to_owned()), ..FoundPlace::default() }
    }

    /// Warns of a place that no table has; `of` says which rows are meant.
    pub(super) fn report_missing(&self, position: usize, of: &str, tables: Location, findings: &mut Findings) {
        let message = format!("there is no row{of} for the {} `{}`: it has no data", self.noun(), self.key(position));
        let listed = findings.listed();
        findings.warning("place_without_row", tables, message);
        findings.are_about(listed, || self.found(position));
    }

    /// The noun for a place of this level in messages.
    fn noun(&self) -> &'static str {
        self.level.admin().map_or("community", crate::model::AdminLevel::label)
    }

    /// Whether a key is that of a place, or of one that is left out because of an error.
    fn knows(&self, key: &str) -> bool {
        self.position(key).is_some() || self.with_errors.contains(key)
    }

    /// The place with a key, also if a spreadsheet took the zeros in front of it.
    fn position(&self, key: &str) -> Option<usize> {
        let without_zeros = || self.without_zeros.get(key).copied().flatten().filter(|_| is_digits(key));
        self.positions.get(key).copied().or_else(without_zeros)
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Matches the rows of a table to places by key. Rows without a key are errors, as are rows with the key of an earlier row unless places may
/// have several. Text below the last place is a footnote if no other requested column has anything. Without `places` (they could not
/// be read) every row counts as a place, so that its cells are still checked.
pub(super) fn match_by_key(
    table: &Table,
    matching: Matching<'_>,
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) -> Option<PlaceRows> {
    let column = table.column(matching.place, findings)?;
    let larger = matching.larger.find(table, findings)?;
    let count = places.map_or(table.len(), PlaceTable::len);
    let joined =
        Joined { table: table.at_column(&column), level: places.map(|places| places.level), ..Joined::default() };
    let mut matched = PlaceRows {
        places: count,
        rows: Vec::new(),
        totals: Vec::new(),
        unknown: Vec::new(),
        column,
        larger,
        joined,
        left_out: 0,
        lost: Vec::new(),
        refused: Vec::new(),
    };
    matched.rows.reserve(table.len());
    let mut row_of = vec![None; places.map_or(0, PlaceTable::len)];
    // Keys of rows whose place is not known, if the places are incomplete. Otherwise an unknown place is an error by itself.
    let mut unknown: HashMap<String, Row> = HashMap::new();
    let is_complete = places.is_some_and(|places| places.complete);
    let mut restored = Restored::default();
    let mut respelled = Respelled::default();
    // The first row that is left out on purpose, and how many are.
    let mut left_out: Option<(Row, usize)> = None;
    // Rows that may be footnotes: they have no place and no values.
    let mut texts: Vec<(Row, Option<String>)> = Vec::new();
    for (order, row) in table.rows().enumerate() {
        let column = &matched.column;
        let Some(key) = table.value(row, column, findings, Cell::key) else {
            matched.lost.push(row);
            continue;
        };
        let Some(key) = key else {
            let label = matched.total_beside(table, row, matching.totals);
            match places {
                _ if label.as_ref().is_some_and(|label| matching.totals.contains(&comparable(label))) => {
                    matched.totals.push(row);
                }
                // Notes often stand in the first column, which may be that of the larger unit.
                Some(_) if table.is_empty_but_for(row, &matched.larger.columns.iter().chain([column])) => {
                    texts.push((row, None));
                }
                _ if label.is_some() => matched.unknown.extend(label.map(|label| (row, label))),
                _ => {
                    matched.lost.push(row);
                    report_no_key(table, row, column, findings);
                }
            }
            continue;
        };
        if !matching.totals.is_empty() && matching.totals.contains(&comparable(&key)) {
            matched.totals.push(row);
            continue;
        }
        // Of a choice of a form its name may be the code, and its label, or the other way round.
        let spelled = places.and_then(|places| column.spellings(&key).find(|key| places.knows(key)));
        let key = spelled.map_or_else(|| key.clone(), str::to_owned);
        if places.is_some_and(|places| places.with_errors.contains(key.as_str())) {
            matched.left_out += 1;
            matched.lost.push(row);
            continue;
        }
        let cited = places.map(|places| {
            let citation = places.citation(table, row, column, &matched.larger);
            places.cited(&key, citation, (&mut matched.joined, &mut respelled), findings)
        });
        if matches!(cited, Some(Err(Cited::LeftOut))) {
            left_out.get_or_insert((row, 0)).1 += 1;
            matched.lost.push(row);
            continue;
        }
        let position = cited.and_then(Result::ok);
        let before = match position {
            Some(position) => row_of[position],
            None => unknown.get(&key).copied(),
        };
        if let Some(before) = before.filter(|_| !matching.repeats) {
            let at = table.at_cell(row, column);
            if findings.refuse_one_decision(&table.at_row(before), &table.at_row(row), at) {
                continue;
            }
            let message = format!(
                "`{key}` already has a row, row {}; remove one, or say in dataset.toml which rows are meant, as `where = {{ column = \"text\" }}`{}",
                table.number(before),
                table.latest_hint()
            );
            findings.error("duplicate_place", table.at_cell(row, column), message);
            matched.refused.push(row);
            continue;
        }
        match position {
            Some(position) => {
                row_of[position] = Some(row);
                restored.add(places, &key, position, row);
            }
            None if is_complete => {}
            None => {
                unknown.insert(key.clone(), row);
            }
        }
        match (places, position) {
            (None, _) => matched.rows.push((order, row)),
            (Some(_), Some(position)) => matched.rows.push((position, row)),
            (Some(_), None) if is_complete && table.is_empty_but_for(row, &[column]) => texts.push((row, Some(key))),
            (Some(_), None) if is_complete => matched.unknown.push((row, key)),
            (Some(_), None) => matched.refused.push(row),
        }
    }
    matched.split_texts(table, texts, findings);
    restored.report(table, &matched.column, findings);
    respelled.report(table, &matched.column, &mut matched.joined, findings);
    if let Some((first, count)) = left_out {
        let rows = if count == 1 { "one row is".to_owned() } else { format!("{count} rows are") };
        let message = format!("{rows} left out, as {MATCHES} says");
        findings.note("rows_left_out", table.at_cell(first, &matched.column), message);
    }
    Some(matched)
}

impl PlaceRows {
    /// Takes text below the last place for footnotes, and reports other rows without values like those with them.
    fn split_texts(&mut self, table: &Table, texts: Vec<(Row, Option<String>)>, findings: &mut Findings) {
        let last = self.rows.iter().map(|(_, row)| *row).max();
        let (notes, others): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|(row, _)| last.is_some_and(|last| *row > last));
        if let Some((first, text)) = notes.first() {
            let count = notes.len();
            let text = text.as_ref().map_or_else(String::new, |text| format!(", `{}`", excerpt(text)));
            let message = match count {
                1 => format!("the row below the last place has no values: it is taken for a footnote{text}"),
                count => {
                    format!("{count} rows below the last place have no values: they are taken for footnotes{text}")
                }
            };
            findings.note("footnotes", table.at_row(*first), message);
        }
        for (row, key) in others {
            match key {
                Some(key) => self.unknown.push((row, key)),
                None => report_no_key(table, row, &self.column, findings),
            }
        }
        self.unknown.sort_by_key(|(row, _)| *row);
    }

    /// The rows about no known place, and those that `dataset.toml` leaves out, with the places that they are about. Rows of totals are none of
    /// them: they are no parts of larger places.
    pub(super) fn lost<'a>(
        &'a self,
        table: &'a Table,
        places: Option<&'a PlaceTable>,
        is_total: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (Row, Option<usize>)> + 'a {
        let unknown = self.unknown.iter().map(|(row, _)| *row);
        let excluded = table.excluded_rows().filter_map(move |row| {
            let Some(key) = table.cell(row, &self.column).key().ok().flatten() else { return Some((row, None)) };
            let place = places.and_then(|places| {
                let citation = places.citation(table, row, &self.column, &self.larger);
                let counted = (&mut Joined::default(), &mut Respelled::default());
                places.cited(&key, citation, counted, &mut Findings::default()).ok()
            });
            (place.is_some() || !is_total(&key)).then_some((row, place))
        });
        unknown.chain(self.lost.iter().copied()).map(|row| (row, None)).chain(excluded)
    }

    /// What a row without a place is called in the cells beside it, if that is a total: one of `totals`, or a word that says it.
    fn total_beside(&self, table: &Table, row: Row, totals: &[String]) -> Option<String> {
        let texts = self
            .larger
            .columns
            .iter()
            .chain(table.neighbours())
            .filter_map(|column| table.text_beside(row, column).ok()?);
        let texts: Vec<String> = texts.collect();
        let named = texts.iter().find(|text| totals.contains(&comparable(text)));
        named.or_else(|| texts.iter().find(|text| looks_like_total(text))).cloned()
    }

    /// Says that numbers of a row are not those that its source has.
    pub(super) fn refuse(&mut self, rows: impl IntoIterator<Item = Row>) {
        self.refused.extend(rows);
    }

    /// The rows that belong to the sums of the others, and are not among them.
    pub(super) fn missing(&self) -> Vec<Row> {
        let unknown = self.unknown.iter().map(|(row, _)| *row);
        unknown.chain(self.lost.iter().copied()).chain(self.refused.iter().copied()).collect()
    }

    /// Says that a row that looked like one of totals is about no known place.
    pub(super) fn lose(&mut self, row: Row) {
        self.lost.push(row);
    }

    /// Reports the rows with the key of no place.
    pub(super) fn report_unknown(&self, table: &Table, places: Option<&PlaceTable>, findings: &mut Findings) {
        let Some(places) = places else { return };
        findings.left_out_rows(self.left_out, table.at());
        let unmatched = self.unknown.len();
        let rows = self.joined.matched() + unmatched;
        findings.tallies.joined.push(Joined { rows, unmatched, ..self.joined.clone() });
        for (row, key) in &self.unknown {
            places.report_unknown(key, (table, *row, &self.column), &self.larger, findings);
        }
    }
}

fn report_no_key(table: &Table, row: Row, column: &Column, findings: &mut Findings) {
    findings.error("place_missing", table.at_cell(row, column), "the row does not say which place it is about");
}

/// Keys that were found although they had lost the zeros in front.
#[derive(Debug, Default)]
struct Restored {
    count: usize,
    first: Option<(Row, String)>,
}

impl Restored {
    fn add(&mut self, places: Option<&PlaceTable>, key: &str, position: usize, row: Row) {
        let is_digits = is_digits(key);
        let Some(places) = places.filter(|places| is_digits && places.key(position) != key) else { return };
        self.count += 1;
        self.first.get_or_insert_with(|| (row, format!("`{key}` is taken for `{}`", places.key(position))));
    }

    fn report(self, table: &Table, column: &Column, findings: &mut Findings) {
        let Some((row, first)) = self.first else { return };
        let others = if self.count > 1 { format!(", as are {} others", self.count - 1) } else { String::new() };
        let message = format!("{first}{others}: a spreadsheet drops the zeros in front of a number");
        findings.note("zeros_restored", table.at_cell(row, column), message);
    }
}
