//! How places and values are written in the rows of tables.

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, UndefinedReason, rounded};
use geodata::model::{Language, Period, PlaceLevel, Value};
use geodata::provenance::Provenance;
use serde_json::{Map, Value as Json, json};
use styles::words::Words;

use crate::http::route::RequestContext;

/// A row that begins with the key and the name of a place.
pub fn place_row(atlas: &Atlas, level: PlaceLevel, place: usize, language: Language) -> Map<String, Json> {
    let mut row = Map::new();
    match level.admin() {
        Some(level) => {
            if let Some(unit) = atlas.unit(level, place) {
                row.insert("pcode".into(), unit.pcode.as_str().into());
                row.insert("name".into(), unit.names.get_or_main(language).into());
            }
        }
        None => {
            if let Some(community) = atlas.communities.get(place) {
                row.insert("id".into(), (*community.id).into());
                row.insert("name".into(), community.names.get_or_main(language).into());
            }
        }
    }
    row
}

/// A value as a number, or null. Counts are whole numbers; everything else keeps four decimals.
pub fn number(value: Value<f64>, whole: bool) -> Json {
    match value.reported() {
        None => Json::Null,
        Some(number) if whole => json!(number as u64),
        Some(number) => json!(rounded(number)),
    }
}

/// Adds value and status.
pub fn put_value(row: &mut Map<String, Json>, value: Value<f64>, whole: bool) {
    row.insert("value".into(), number(value, whole));
    row.insert("status".into(), value.status().into());
}

/// Adds why there is no value although the numbers are there, for programs and for people.
pub fn put_reason(
    row: &mut Map<String, Json>,
    words: Words,
    (indicator, by): (&Indicator, PlaceLevel),
    undefined: Option<UndefinedReason>,
) {
    if let Some(reason) = undefined {
        row.insert("reason".into(), reason.id().into());
        row.insert("reason_label".into(), words.reason(reason, indicator, by).into());
    }
}

/// When a value is of, and what its member is called: the `year` of a flow, which may be `"window"`, or the `date` of a stock.
pub fn when(date: Option<&str>, period: Period) -> (&'static str, Json) {
    match (date, period) {
        (Some(date), _) => ("date", date.into()),
        (None, Period::Window) => ("year", "window".into()),
        (None, Period::Year(year)) => ("year", year.into()),
    }
}

/// Ends a document with what must be said beside it and what it rests on.
pub fn put_provenance(document: &mut Map<String, Json>, call: &RequestContext, provenance: &Provenance) {
    put_provenance_in(document, call.words(), call.atlas(), provenance);
}

/// The same of a document that outlives its request.
pub fn put_provenance_in(document: &mut Map<String, Json>, words: Words, atlas: &Atlas, provenance: &Provenance) {
    document.insert("disclaimer".into(), json!(provenance.disclaimer(atlas, words.language())));
    document.insert("notes".into(), json!(words.notes(&provenance.notes)));
    document.insert("sources".into(), json!(provenance.sources_in(words.language())));
}
