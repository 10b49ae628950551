//! A table of values as JSON: one document with its rows between a head and a trailer, written row by row, or collected for a page.

use std::sync::Arc;

use geodata::figures::{EstimateDifference, PeriodSelection, rounded};
use geodata::model::{PopulationGroup, Value};
use serde_json::{Map, Value as Json};

use super::table::{IndicatorTable, Observed, Row, RowWriter, Trailer};
use crate::routes::json_pieces::{close, element, open};
use crate::routes::rows::{place_row, put_provenance_in, put_reason, put_value, when};

/// Writes a table as JSON.
#[derive(Default)]
pub struct JsonRows {
    observed: Observed,
    has_rows: bool,
}

impl RowWriter for JsonRows {
    fn begin(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        open(out, &table.head(), "rows");
    }

    fn row(&mut self, table: &IndicatorTable, row: &Row, out: &mut Vec<u8>) {
        self.observed.add(row);
        element(out, &value_row(table, row), !std::mem::replace(&mut self.has_rows, true));
    }

    fn end(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        close(out, &trailer(table, self.observed));
    }
}

/// The same document as a value.
pub fn document(table: &Arc<IndicatorTable>) -> Json {
    let (mut document, mut observed) = (table.head(), Observed::default());
    let rows = table.rows().inspect(|row| observed.add(row)).map(|row| Json::Object(value_row(table, &row))).collect();
    document.insert("rows".into(), rows);
    document.extend(trailer(table, observed));
    document.into()
}

fn value_row(table: &IndicatorTable, row: &Row) -> Map<String, Json> {
    let mut json = place_row(&table.atlas, table.by, row.place, table.language);
    if let Some(category) = table.category(row) {
        json.insert("category".into(), category.into());
    }
    if let Some(label) = table.category_label(row) {
        json.insert("category_label".into(), label.into());
    }
    if table.periods == PeriodSelection::EveryYear || table.date().is_some() {
        let (name, when) = when(table.date(), row.period);
        json.insert(name.into(), when);
    }
    put_value(&mut json, row.estimate.value, table.is_whole());
    put_reason(&mut json, table.words(), (&table.indicator, table.by), row.estimate.undefined);
    if table.breakdown.is_none() {
        json.insert("partial".into(), row.partial.into());
    }
    if table.is_derived(row) {
        json.insert("derived".into(), true.into());
    }
    if table.rests_on_communities() {
        json.insert("communities".into(), row.communities.into());
        if table.breakdown.is_none() {
            json.insert(table.counted_column().into(), row.estimate.confirming.into());
            json.insert("communities_without_data".into(), row.estimate.missing.into());
        }
    }
    let compared: Vec<Json> = table.compared(row).map(|compared| compared_with(table, compared)).collect();
    if !compared.is_empty() {
        json.insert("compared".into(), compared.into());
    }
    json
}

/// An estimate beside a count, or the count beside it.
fn compared_with(
    table: &IndicatorTable,
    (group, value, difference): (&PopulationGroup, Value<f64>, Option<EstimateDifference>),
) -> Json {
    let mut json = Map::new();
    json.insert("indicator".into(), group.id().into());
    json.insert("label".into(), table.words().group(group).into());
    put_value(&mut json, value, table.is_whole());
    json.insert("difference".into(), difference.map(|of| of.difference as i64).into());
    json.insert("ratio".into(), difference.and_then(|of| of.ratio).map(rounded).into());
    json.into()
}

/// What is said after the rows.
pub fn trailer(table: &IndicatorTable, observed: Observed) -> Map<String, Json> {
    let mut members = Map::new();
    if let Some(total) = table.total {
        let mut json = Map::new();
        put_value(&mut json, total.value, table.is_whole());
        put_reason(&mut json, table.words(), (&table.indicator, table.by), total.undefined);
        members.insert("total".into(), json.into());
    }
    let Trailer { without_unit, provenance } = table.trailer(observed.is_missing.then(|| table.missing(true)));
    put_without_unit(&mut members, without_unit);
    put_provenance_in(&mut members, table.words(), &table.atlas, &provenance);
    members
}

/// Adds how many communities are in none of the units.
pub fn put_without_unit(members: &mut Map<String, Json>, without_unit: Option<usize>) {
    if let Some(communities) = without_unit {
        members.insert("communities_without_unit".into(), communities.into());
    }
}
