//! Facilities: points of which a column, or the name of the file, says which service they offer.

use super::super::keys;
use super::column::Column;
use super::languages::{NameColumn, name_columns};
use super::lexicon::{self, SERVICES};
use super::table::Table;
use super::words::{find_any, words_of};

/// Different texts of a column of kinds of facilities.
const MAX_KINDS: usize = 60;
/// The share of the facilities whose service must be known.
const MIN_KNOWN: f64 = 0.5;

/// The file of the facilities, and its columns.
#[derive(Debug)]
pub(super) struct Facilities {
    /// Its position among the tables.
    pub(super) table: usize,
    pub(super) id: String,
    pub(super) names: Vec<NameColumn>,
    pub(super) services: FacilityServices,
}

/// What says which service each offers. Services are positions in the lexicon.
#[derive(Debug)]
pub(super) enum FacilityServices {
    /// The name of the file, for all.
    All(usize),
    /// A column, and what each text in it means.
    Column(String, Vec<(String, Option<usize>)>),
}

impl Facilities {
    /// The services that they offer.
    pub(super) fn services(&self) -> Vec<usize> {
        let mut all = match &self.services {
            FacilityServices::All(service) => vec![*service],
            FacilityServices::Column(_, kinds) => kinds.iter().filter_map(|(_, service)| *service).collect(),
        };
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Finds the file with most of them among points that are not those of communities. The others are returned with why they are not used.
pub(super) fn find(tables: &[Table], communities: Option<usize>) -> (Option<Facilities>, Vec<(usize, &'static str)>) {
    let mut found: Vec<Facilities> = Vec::new();
    let mut unused = Vec::new();
    for (at, table) in tables.iter().enumerate().filter(|(at, table)| table.is_points && Some(*at) != communities) {
        let Some(services) = services_of(table) else { continue };
        let free: Vec<&Column> = table.columns.iter().collect();
        let keys = || free.iter().copied().filter(|column| is_id(column, table.rows));
        let Some(id) = keys().find(|column| column.says(lexicon::ID)).or_else(|| keys().next()) else {
            unused.push((at, "they are facilities, but no column tells them apart: each needs an id"));
            continue;
        };
        let is_kind = |column: &Column| matches!(&services, FacilityServices::Column(name, _) if *name == column.name);
        let nameable: Vec<&Column> = free
            .iter()
            .copied()
            .filter(|column| !is_kind(column) && (column.name != id.name || id.has_words()))
            .collect();
        let names = name_columns(&nameable, table.rows, Some(id));
        found.push(Facilities { table: at, id: id.name.clone(), names, services });
    }
    found.sort_by_key(|facilities| (std::cmp::Reverse(tables[facilities.table].rows), facilities.table));
    let others = found
        .iter()
        .skip(1)
        .map(|other| (other.table, "they are facilities, and there is one file of them: put the files together"));
    unused.extend(others);
    (found.into_iter().next(), unused)
}

/// Whether a column has an id for each of some rows.
fn is_id(column: &Column, rows: usize) -> bool {
    let is_fit = |cell: &super::super::tables::Cell| matches!(cell.text(), Ok(Some(text)) if keys::invalid_reason(&text).is_none());
    column.filled == rows && column.distinct == rows && column.share(is_fit) >= 1.0
}

/// Which services points offer: what a column says of most of them, or the name of the file of all.
pub(super) fn services_of(table: &Table) -> Option<FacilityServices> {
    if table.columns.iter().any(|column| column.says(lexicon::HOUSEHOLDS) || column.says(lexicon::POPULATION)) {
        return None;
    }
    let kinds = |column: &Column| {
        let kinds = column.different(MAX_KINDS + 1);
        let is_kind = !kinds.is_empty() && kinds.len() <= MAX_KINDS && column.filled * 10 >= table.rows * 9;
        let kinds: Vec<(String, Option<usize>)> =
            kinds.into_iter().map(|kind| (kind.clone(), service_in(&kind))).collect();
        (is_kind && column.has_words()).then_some(kinds)
    };
    let known = |column: &Column| {
        let known = column.texts().filter(|text| service_in(text).is_some()).count();
        known as f64 / table.rows.max(1) as f64
    };
    // Names have such words, too, but another one each.
    let columns = table.columns.iter().filter(|column| column.distinct * 2 <= column.filled || column.distinct == 1);
    let columns =
        columns.filter_map(|column| Some((column, kinds(column)?))).filter(|(column, _)| known(column) >= MIN_KNOWN);
    let best = columns.reduce(|best, next| if known(next.0) > known(best.0) { next } else { best });
    if let Some((column, kinds)) = best {
        return Some(FacilityServices::Column(column.name.clone(), kinds));
    }
    let is_named = SERVICES.iter().position(|known| find_any(&table.words, known.patterns).is_some());
    is_named.filter(|_| find_any(&table.words, lexicon::COMMUNITY).is_none()).map(FacilityServices::All)
}

/// The service that a text means.
fn service_in(text: &str) -> Option<usize> {
    let words = words_of(text);
    SERVICES.iter().position(|known| find_any(&words, known.patterns).is_some())
}
