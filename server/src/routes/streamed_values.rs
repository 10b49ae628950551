//! Tables of values with a great many rows. As data they are streamed: a million rows take no more memory than twenty thousand. As a
//! page they are cut, and the page says so.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{
    FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, ValueRow, ValueTable, total_of, values_of,
};
use geodata::model::{Language, PlaceLevel};
use serde_json::{Map, Value as Json};

use super::csv_values::Table;
use super::values::value_row;
use crate::http::route::Call;
use crate::http::stream::Chunks;

/// A table of more rows is streamed.
pub const MAX_ROWS: usize = 20_000;
/// So many rows of such a table are on its page.
pub const MAX_PAGE_ROWS: usize = 2_000;
/// The rows of so many places are made at once.
const PLACES_AT_ONCE: usize = 8_192;
/// So many rows are written at once.
const ROWS_AT_ONCE: usize = 256;

/// A table whose rows are made when they are wanted.
pub struct LongTable {
    atlas: Arc<Atlas>,
    language: Language,
    indicator: Indicator,
    by: PlaceLevel,
    round: String,
    periods: PeriodSelection,
    per: Normalisation,
    places: Vec<usize>,
}

/// How many rows a question has for each place.
pub fn rows_per_place(atlas: &Atlas, question: &IndicatorQuery<'_>) -> usize {
    match (question.periods, question.indicator) {
        (PeriodSelection::EveryYear, Indicator::Group(group)) => {
            let coverage = atlas.round(question.round).and_then(|round| round.coverage(group));
            coverage.map_or(1, |coverage| coverage.years.len())
        }
        _ => 1,
    }
}

/// The first rows of a table, and the total of all places.
pub fn first_rows(atlas: &Atlas, question: &IndicatorQuery<'_>, places: &[usize]) -> Result<ValueTable, FigureError> {
    let shown = (MAX_PAGE_ROWS / rows_per_place(atlas, question).max(1)).max(1).min(places.len());
    let rows = values_of(atlas, question, places.get(..shown).unwrap_or(places))?.rows;
    Ok(ValueTable { rows, total: total_of(atlas, question, places)? })
}

impl LongTable {
    pub fn new(call: &Call, question: &IndicatorQuery<'_>, places: Vec<usize>) -> Self {
        Self {
            atlas: Arc::clone(&call.published.atlas),
            language: call.language(),
            indicator: question.indicator,
            by: question.by,
            round: question.round.to_owned(),
            periods: question.periods,
            per: question.per,
            places,
        }
    }

    fn question(&self) -> IndicatorQuery<'_> {
        let Self { indicator, by, round, periods, per, .. } = self;
        IndicatorQuery { indicator: *indicator, by: *by, round, periods: *periods, per: *per, within: None }
    }

    /// What must be known before the first row is sent: that none of them is an error, what all places are together, and whether anything
    /// is missing anywhere.
    pub fn check(&self) -> Result<(ValueTable, bool), FigureError> {
        let question = self.question();
        let mut is_missing = false;
        for places in self.places.chunks(PLACES_AT_ONCE) {
            is_missing |= values_of(&self.atlas, &question, places)?.rows.iter().any(|row| row.estimate.missing > 0);
        }
        Ok((ValueTable { rows: Vec::new(), total: total_of(&self.atlas, &question, &self.places)? }, is_missing))
    }

    /// The document, its rows between what comes before and after them.
    pub fn into_chunks(self, before: &Map<String, Json>, after: &Map<String, Json>) -> Chunks {
        let (before, after) = (text(before), text(after));
        let head = before.strip_suffix('}').unwrap_or(&before).to_owned() + ",\"rows\":[";
        let end = "],".to_owned() + after.strip_prefix('{').unwrap_or(&after);
        let mut is_first = true;
        self.into_pieces(head.into_bytes(), end.into_bytes(), move |table, row, chunk| {
            if !std::mem::take(&mut is_first) {
                chunk.push(b',');
            }
            let row = value_row(&table.atlas, table.language, &table.question(), row);
            // Writing to memory does not fail.
            let _ = serde_json::to_writer(chunk, &row);
        })
    }

    /// The records of a CSV table after its header.
    pub fn into_csv(self, header: Vec<u8>, mut csv: Table) -> Chunks {
        self.into_pieces(header, Vec::new(), move |table, row, chunk| {
            csv.record(&table.atlas, &table.question(), &row.into(), chunk);
        })
    }

    /// Rows between a head and an end.
    fn into_pieces(
        self,
        head: Vec<u8>,
        end: Vec<u8>,
        mut write: impl FnMut(&Self, &ValueRow, &mut Vec<u8>) + Send + 'static,
    ) -> Chunks {
        let mut next = 0;
        let mut rows = Vec::new().into_iter();
        let pieces = std::iter::from_fn(move || {
            let mut chunk = Vec::new();
            for _ in 0..ROWS_AT_ONCE {
                let row = if let Some(row) = rows.next() {
                    row
                } else {
                    let places = self.places.get(next..)?;
                    let places = places.get(..PLACES_AT_ONCE).unwrap_or(places);
                    next += places.len();
                    rows = self.rows(places).into_iter();
                    let Some(row) = rows.next() else { break };
                    row
                };
                write(&self, &row, &mut chunk);
            }
            (!chunk.is_empty()).then_some(chunk)
        });
        Chunks::new(std::iter::once(head).chain(pieces).chain(std::iter::once(end)))
    }

    /// They were checked.
    fn rows(&self, places: &[usize]) -> Vec<ValueRow> {
        values_of(&self.atlas, &self.question(), places).map(|table| table.rows).unwrap_or_default()
    }
}

fn text(members: &Map<String, Json>) -> String {
    serde_json::to_string(members).unwrap_or_default()
}
