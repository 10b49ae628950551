//! A table of values as CSV. Each record says what it counts and whether it was invented; its status tells a value that is not known, or may
//! not be told, from an empty cell.

use geodata::figures::{UndefinedReason, rounded};
use geodata::formats::CsvRecords;
use geodata::model::{Dimension, Period};
use geodata::query::{Cell, Collection};

use super::table::{IndicatorTable, Row, RowWriter};
use crate::routes::rows::when;

/// What every record says of a value.
const VALUE_COLUMNS: [&str; 6] = ["value", "status", "reason", "unit", "partial", "illustrative"];
/// Whether it was calculated from what was published; only in tables where any value was.
const DERIVED: &str = "derived";

/// What a record says of an estimate beside a count, or of the count beside it, behind the name of its group.
const COMPARED_COLUMNS: [&str; 4] = ["", "_status", "_difference", "_ratio"];

/// Writes a table as CSV.
pub struct CsvRows {
    collection: Collection,
    unit: String,
    records: CsvRecords,
}

impl CsvRows {
    pub fn new(table: &IndicatorTable) -> Self {
        Self { collection: Collection::of_places(table.by), unit: table.unit(), records: CsvRecords::default() }
    }
}

impl RowWriter for CsvRows {
    fn begin(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        let (when, _) = when(table.date(), Period::Window);
        let place = [self.collection.key_column(), "name", "round", when];
        let category = table.breakdown.as_ref().map(Dimension::id);
        let communities = ["communities", table.counted_column(), "communities_without_data"];
        let derived = table.has_derived().then_some(DERIVED);
        let names = place.into_iter().chain(category).chain(VALUE_COLUMNS).chain(derived);
        let names = names.chain(communities.into_iter().take(community_columns(table)));
        let compared: Vec<String> = table
            .counterparts()
            .iter()
            .flat_map(|group| COMPARED_COLUMNS.map(|ending| format!("{}{ending}", group.id())))
            .collect();
        let names = names.chain(compared.iter().map(String::as_str));
        self.records.write(out, names.map(Cell::Text));
    }

    fn row(&mut self, table: &IndicatorTable, row: &Row, out: &mut Vec<u8>) {
        let estimate = row.estimate;
        let when = table.date().map_or_else(|| row.period.to_string(), str::to_owned);
        let number = match estimate.value.reported() {
            None => Cell::Null,
            Some(count) if table.is_whole() => Cell::Int(count as u64),
            Some(number) => Cell::Float(rounded(number)),
        };
        let place = [
            text(table.key(row.place)),
            text(self.collection.name(&table.atlas, row.place, table.language)),
            Cell::Text(&table.round),
            Cell::Text(&when),
        ];
        let category = table.category(row).map(Cell::Text);
        let value = [
            number,
            Cell::Text(estimate.value.status()),
            text(estimate.undefined.map(UndefinedReason::id)),
            Cell::Text(&self.unit),
            Cell::Bool(row.partial),
            Cell::Bool(table.atlas.is_illustrative(&table.round)),
        ];
        let communities = [row.communities, estimate.confirming, estimate.missing].map(|count| Cell::Int(count as u64));
        let compared = table.compared(row).flat_map(|(_, value, difference)| {
            [
                value.reported().map_or(Cell::Null, |count| Cell::Int(count as u64)),
                Cell::Text(value.status()),
                difference.map_or(Cell::Null, |of| Cell::Float(of.difference)),
                difference.and_then(|of| of.ratio).map_or(Cell::Null, |ratio| Cell::Float(rounded(ratio))),
            ]
        });
        let derived = table.has_derived().then(|| Cell::Bool(table.is_derived(row)));
        let cells = place.into_iter().chain(category).chain(value).chain(derived);
        let cells = cells.chain(communities.into_iter().take(community_columns(table)));
        self.records.write(out, cells.chain(compared));
    }

    fn end(&mut self, _: &IndicatorTable, _: &mut Vec<u8>) {}
}

fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, Cell::Text)
}

/// How many numbers of communities a record has: none of a community itself or of units that were counted as a whole, and of a category only how many were assessed.
fn community_columns(table: &IndicatorTable) -> usize {
    match (table.rests_on_communities(), &table.breakdown) {
        (false, _) => 0,
        (true, Some(_)) => 1,
        (true, None) => 3,
    }
}
