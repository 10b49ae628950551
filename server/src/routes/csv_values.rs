//! Values of an indicator as CSV: a record for each place and period, or category. Each says what it counts and whether it was invented; its
//! status tells a value that is not known, or may not be told, from an empty cell.

use geodata::atlas::Atlas;
use geodata::figures::{
    CategoryRow, Indicator, IndicatorQuery, Normalisation, UndefinedReason, ValueRow, breakdown_of, places_within,
    rounded, values_of,
};
use geodata::formats::CsvRecords;
use geodata::model::{Dimension, Language, Period, Value};
use geodata::query::{Cell, Collection};

use super::links::{self, CSV, JSON, link};
use super::streamed_values::{LongTable, MAX_ROWS, rows_per_place};
use crate::http::problem::Problem;
use crate::http::reply::{Content, Format, Reply};
use crate::http::route::Call;

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

/// Answers a question with a table. One of a great many rows is streamed.
pub fn reply(call: &Call, question: &IndicatorQuery<'_>, dimension: Option<Dimension>) -> Result<Reply, Problem> {
    let (atlas, words) = (call.atlas(), call.words());
    let unit = match (dimension, question.per) {
        (Some(_), Normalisation::Share) => words.unit_of_category_share(),
        _ => words.unit(&question.indicator, question.per),
    };
    let (mut table, mut out) = (Table::new(question, call.language(), unit), Vec::new());
    let content = if let Some(dimension) = dimension {
        table.header(Some(dimension.id()), &["communities"], &mut out);
        let partial = is_partial(atlas, question);
        breakdown_of(atlas, question, dimension, &[])?;
        let places = places_within(atlas, question.by, question.within)?;
        let one = breakdown_of(atlas, question, dimension, places.get(..1).unwrap_or_default())?.len();
        if places.len() * one > MAX_ROWS {
            let rows = LongTable::new(call, question, places);
            Content::Stream { format: Format::Csv, chunks: rows.into_csv_by_category(dimension, out, table, partial) }
        } else {
            for row in breakdown_of(atlas, question, dimension, &places)? {
                table.record(atlas, question, &Row::from(&row).of_window(partial), &mut out);
            }
            Content::Bytes { format: Format::Csv, bytes: out }
        }
    } else {
        let is_service = !matches!(question.indicator, Indicator::Group(_));
        let counted = if is_service { "communities_counted" } else { "communities_confirming" };
        table.header(None, &["communities", counted, "communities_without_data"], &mut out);
        let places = places_within(atlas, question.by, question.within)?;
        if places.len() * rows_per_place(atlas, question) > MAX_ROWS {
            let rows = LongTable::new(call, question, places);
            rows.check()?;
            Content::Stream { format: Format::Csv, chunks: rows.into_csv(out, table) }
        } else {
            for row in values_of(atlas, question, &places)?.rows {
                table.record(atlas, question, &Row::from(&row), &mut out);
            }
            Content::Bytes { format: Format::Csv, bytes: out }
        }
    };
    let links = [
        link("self", CSV, "These values", &call.link_with(&[])),
        link("alternate", JSON, "These values with notes and sources", &call.link_with(&[("f", Some("json"))])),
    ];
    Ok(Reply::content(content).header("Link", links::header(&links)))
}

/// Whether the window that categories are of holds a year that is counted only in part.
fn is_partial(atlas: &Atlas, question: &IndicatorQuery<'_>) -> bool {
    let Indicator::Group(group) = question.indicator else { return false };
    let coverage = atlas.round(question.round).and_then(|round| round.coverage(group));
    coverage.is_some_and(|coverage| coverage.is_partial_in(Period::Window))
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
    fn new(question: &IndicatorQuery<'_>, language: Language, unit: String) -> Self {
        let collection = question.by.admin().map_or(Collection::Communities, Collection::Admin);
        Self { collection, language, unit, records: CsvRecords::default() }
    }

    /// Whether a place has communities to be counted.
    fn has_communities(&self) -> bool {
        self.collection != Collection::Communities
    }

    fn header(&mut self, category: Option<&str>, communities: &[&str], out: &mut Vec<u8>) {
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
