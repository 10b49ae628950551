//! A table of values as compact JSON: for joining in the browser to tiles that carry only the key, so that another year costs one small
//! request.
//!
//! ```json
//! {"key": "pcode", "ids": ["A1", "A2"], "periods": [{"year": 2023, "values": [12, null], "no_data": ["A2"]}]}
//! ```
//!
//! Names, totals, and the reasons of single values are left to the full rows. Values stand by period, and rows are made by place: a place is
//! made once, and its values wait until the places of its period are complete.

use std::sync::Arc;
use std::vec;

use geodata::model::Value;
use geodata::query::Collection;
use serde_json::{Map, Value as Json, json};

use super::json::put_without_unit;
use super::table::{IndicatorTable, Observed, Row, Trailer, block};
use crate::routes::json_pieces::{JsonList, close, open};
use crate::routes::rows::{number, put_reason, when};

/// So many ids are written at once.
const IDS_PER_PIECE: usize = 4_096;
/// So many values wait to be written, about. Where there are more, the places are made once more for further periods: each value takes up
/// to twenty bytes.
const MAX_WAITING_VALUES: usize = 1 << 20;

/// What a compact table is called where there is no value, in the order of [`Column::without_value`].
const STATUSES: [&str; 3] = ["no_data", "suppressed", "not_applicable"];

/// The document, piece by piece.
pub fn pieces(table: &Arc<IndicatorTable>) -> impl Iterator<Item = Vec<u8>> + Send + use<> {
    let mut head = table.head();
    head.insert("key".into(), Collection::of_places(table.by).key_column().into());
    let mut begin = Vec::new();
    open(&mut begin, &head, "ids");
    let (of_ids, mut next) = (Arc::clone(table), 0);
    let ids = std::iter::from_fn(move || {
        let places = block(&of_ids.places, next, IDS_PER_PIECE)?;
        let mut piece = if next > 0 { b",".to_vec() } else { Vec::new() };
        next += places.len();
        let ids: JsonList = places.iter().map(|place| of_ids.key(*place)).collect();
        piece.extend(ids.into_pieces().concat());
        Some(piece)
    });
    let begin_of_periods = b"],\"periods\":[".to_vec();
    std::iter::once(begin)
        .chain(ids)
        .chain(std::iter::once(begin_of_periods))
        .chain(Periods::new(table, MAX_WAITING_VALUES))
}

/// The periods of a document, and what comes after them.
struct Periods {
    table: Arc<IndicatorTable>,
    observed: Observed,
    /// So many values may wait.
    max_waiting: usize,
    /// The first period that is not made yet.
    next: usize,
    /// Periods that wait to be written.
    columns: vec::IntoIter<Column>,
    /// Pieces of a period.
    pieces: vec::IntoIter<Vec<u8>>,
    is_first: bool,
    has_ended: bool,
}

/// The values of one period.
#[derive(Debug, Default)]
struct Column {
    /// The year or the date, with the name of its member.
    when: (&'static str, Json),
    partial: bool,
    derived: bool,
    values: JsonList,
    /// Places without a value, by the reason.
    without_value: [Vec<usize>; STATUSES.len()],
}

impl Periods {
    fn new(table: &Arc<IndicatorTable>, max_waiting: usize) -> Self {
        Self {
            table: Arc::clone(table),
            observed: Observed::default(),
            max_waiting,
            next: 0,
            columns: Vec::new().into_iter(),
            pieces: Vec::new().into_iter(),
            is_first: true,
            has_ended: false,
        }
    }

    /// Makes the rows of all places, and keeps those of the next periods.
    fn fill(&mut self) {
        let count = self.table.period_count();
        let fit = (self.max_waiting / self.table.places.len().max(1)).max(1);
        let periods = self.next..count.min(self.next + fit);
        let mut columns: Vec<Column> = periods.clone().map(|_| Column::default()).collect();
        for (position, row) in self.table.rows().enumerate() {
            self.observed.add(&row);
            let period = (position % count).checked_sub(periods.start);
            if let Some(column) = period.and_then(|at| columns.get_mut(at)) {
                column.push(&self.table, &row);
            }
        }
        (self.next, self.columns) = (periods.end, columns.into_iter());
    }

    fn end(&self) -> Vec<u8> {
        let (table, mut members) = (&self.table, Map::new());
        put_reason(&mut members, table.words(), (&table.indicator, table.by), self.observed.nobody);
        let Trailer { without_unit, provenance } =
            table.trailer(self.observed.is_missing.then(|| table.missing(false)));
        put_without_unit(&mut members, without_unit);
        members.insert("disclaimer".into(), json!(provenance.disclaimer(&table.atlas, table.words().language())));
        members.insert("notes".into(), json!(table.words().notes(&provenance.notes)));
        members.insert("sources".into(), provenance.sources.iter().map(|source| source.citation.as_str()).collect());
        let mut end = Vec::new();
        close(&mut end, &members);
        end
    }
}

impl Iterator for Periods {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        loop {
            if let Some(piece) = self.pieces.next() {
                return Some(piece);
            } else if let Some(column) = self.columns.next() {
                let is_first = std::mem::replace(&mut self.is_first, false);
                self.pieces = column.into_pieces(&self.table, is_first).into_iter();
            } else if self.next < self.table.period_count() {
                self.fill();
            } else if !std::mem::replace(&mut self.has_ended, true) {
                return Some(self.end());
            } else {
                return None;
            }
        }
    }
}

impl Column {
    fn push(&mut self, table: &IndicatorTable, row: &Row) {
        (self.when, self.partial) = (when(table.date(), row.period), row.partial);
        self.derived |= table.is_derived(row);
        self.values.push(&number(row.estimate.value, table.is_whole()));
        let [no_data, suppressed, not_applicable] = &mut self.without_value;
        match row.estimate.value {
            Value::Reported(_) => {}
            Value::NoData => no_data.push(row.place),
            Value::Suppressed => suppressed.push(row.place),
            Value::NotApplicable => not_applicable.push(row.place),
        }
    }

    fn into_pieces(self, table: &IndicatorTable, is_first: bool) -> Vec<Vec<u8>> {
        let (comma, Self { when: (name, when), partial, derived, values, without_value }) =
            (if is_first { "" } else { "," }, self);
        let derived = if derived { ",\"derived\":true" } else { "" };
        let mut pieces =
            vec![format!("{comma}{{\"{name}\":{when},\"partial\":{partial}{derived},\"values\":[").into_bytes()];
        pieces.extend(values.into_pieces());
        for (name, places) in STATUSES.into_iter().zip(without_value) {
            pieces.push(format!("],\"{name}\":[").into_bytes());
            let ids: JsonList = places.iter().map(|place| table.key(*place)).collect();
            pieces.extend(ids.into_pieces());
        }
        pieces.push(b"]}".to_vec());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use geodata::atlas::Atlas;
    use geodata::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection};
    use geodata::ingest::read_dataset;
    use geodata::model::{Language, PlaceLevel};
    use geodata::progress::Silent;
    use geodata::protection::{Policy, protect};

    use super::*;

    #[test]
    fn periods_that_do_not_fit_together_are_written_in_further_passes() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../geodata/samples/kyrgyzstan");
        let parts = read_dataset(&sample, &Silent).parts.expect("the sample");
        let query = IndicatorQuery {
            indicator: Indicator::Group(parts.vocabulary.group("return_migrants").expect("a group").clone()),
            by: PlaceLevel::Community,
            round: "kgz-r3",
            periods: PeriodSelection::EveryYear,
            per: Normalisation::Change,
            within: None,
        };
        let atlas = Arc::new(Atlas::new(protect(parts, Policy::default())));
        let table = IndicatorTable::new(atlas, &query, None, Language::ENGLISH).expect("a table");
        let (table, places) = (Arc::new(table), 999);
        assert_eq!((table.places.len(), table.period_count()), (places, 5));
        let written = |max_waiting| Periods::new(&table, max_waiting).collect::<Vec<_>>().concat();
        let whole = written(MAX_WAITING_VALUES);
        assert!(whole.len() > 5 * places);
        for max_waiting in [0, 2 * places, 4 * places + 1] {
            assert!(written(max_waiting) == whole, "{max_waiting}");
        }
    }
}
