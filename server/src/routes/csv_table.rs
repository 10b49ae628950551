//! A table of values as CSV: how its records are written.

use geodata::atlas::Atlas;
use geodata::figures::{CategoryRow, IndicatorQuery, Normalisation, UndefinedReason, ValueRow, rounded};
use geodata::formats::CsvRecords;
use geodata::model::{Language, Period, Value};
use geodata::query::{Cell, Collection};

/// What every record says of a value.
const VALUE_COLUMNS: [&str; 6] = ["value", "status", "reason", "unit", "partial", "illustrative"];

/// Writes the records of a question.
pub struct Table {
    collection: Collection,
    language: Language,
    unit: String,
    records: CsvRecords,
}

/// What one record says.
pub struct Row<'a> {
    place: usize,
    category: Option<&'a str>,
    period: Period,
    value: Value<f64>,
    undefined: Option<UndefinedReason>,
    partial: bool,
    /// Numbers of communities; without a value for communities themselves.
    communities: Vec<usize>,
}

impl Row<'_> {
    /// The same of a window that is counted only in part, or as a whole.
    pub fn of_window(self, partial: bool) -> Self {
        Self { partial, ..self }
    }
}

impl From<&ValueRow> for Row<'_> {
    fn from(row: &ValueRow) -> Self {
        Self {
            place: row.place,
            category: None,
            period: row.period,
            value: row.estimate.value,
            undefined: row.estimate.undefined,
            partial: row.partial,
            communities: vec![row.communities, row.estimate.confirming, row.estimate.missing],
        }
    }
}

impl<'a> From<&CategoryRow<'a>> for Row<'a> {
    fn from(row: &CategoryRow<'a>) -> Self {
        Self {
            place: row.place,
            category: Some(row.category),
            period: Period::Window,
            value: row.value,
            undefined: row.undefined,
            partial: false,
            communities: vec![row.communities],
        }
    }
}

impl Table {
    pub fn new(question: &IndicatorQuery<'_>, language: Language, unit: String) -> Self {
        let collection = Collection::of_places(question.by);
        Self { collection, language, unit, records: CsvRecords::default() }
    }

    /// Whether a place has communities to be counted.
    fn has_communities(&self) -> bool {
        self.collection != Collection::Communities
    }

    pub fn header(&mut self, category: Option<&str>, communities: &[&str], out: &mut Vec<u8>) {
        let place = [self.collection.key_column(), "name", "round", "year"];
        let has_communities = self.has_communities();
        let communities = communities.iter().filter(|_| has_communities).copied();
        let names = place.into_iter().chain(category).chain(VALUE_COLUMNS).chain(communities);
        self.records.write(out, names.map(Cell::Text));
    }

    /// Adds a record for a row of the answer to a question.
    pub fn record(&mut self, atlas: &Atlas, question: &IndicatorQuery<'_>, row: &Row<'_>, out: &mut Vec<u8>) {
        let (is_count, year) = (question.per == Normalisation::None, row.period.to_string());
        let number = match row.value.reported() {
            None => Cell::Null,
            Some(count) if is_count => Cell::Int(count as u64),
            Some(number) => Cell::Float(rounded(number)),
        };
        let place = [
            self.collection.feature_id(atlas, row.place).map_or(Cell::Null, Cell::Text),
            self.collection.name(atlas, row.place, self.language).map_or(Cell::Null, Cell::Text),
            Cell::Text(question.round),
            Cell::Text(&year),
        ];
        let value = [
            number,
            Cell::Text(row.value.status()),
            row.undefined.map_or(Cell::Null, |reason| Cell::Text(reason.id())),
            Cell::Text(&self.unit),
            Cell::Bool(row.partial),
            Cell::Bool(atlas.info.illustrative),
        ];
        let has_communities = self.has_communities();
        let communities = row.communities.iter().filter(|_| has_communities).map(|count| Cell::Int(*count as u64));
        let category = row.category.map(Cell::Text);
        self.records.write(out, place.into_iter().chain(category).chain(value).chain(communities));
    }
}
