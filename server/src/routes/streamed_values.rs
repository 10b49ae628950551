//! Tables of values with a great many rows. As data they are streamed: a million rows take no more memory than twenty thousand. As a
//! page they are cut, and the page says so.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{
    CategoryRow, Estimate, FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason,
    ValueRow, ValueTable, breakdown_of, total_of, values_of,
};
use geodata::model::{Dimension, Language, PlaceLevel, Value};
use geodata::query::Collection;
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::csv_table::{Row, Table};
use super::rows::{number, period};
use super::value_document::{category_row, value_row};
use crate::http::chunks::Chunks;
use crate::http::route::RequestContext;

/// A table of more rows is streamed.
pub const MAX_ROWS: usize = 20_000;
/// So many rows of such a table are on its page.
pub const MAX_PAGE_ROWS: usize = 2_000;
/// The rows of so many places are made at once.
const PLACES_AT_ONCE: usize = 8_192;
/// The same with a row for each category.
const PLACES_AND_CATEGORIES_AT_ONCE: usize = 512;
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
    pub fn new(call: &RequestContext, question: &IndicatorQuery<'_>, places: Vec<usize>) -> Self {
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
    pub fn check(&self) -> Result<Checked, FigureError> {
        let question = self.question();
        let mut checked = Checked::default();
        for places in self.places.chunks(PLACES_AT_ONCE) {
            for row in values_of(&self.atlas, &question, places)?.rows {
                checked.is_missing |= row.estimate.missing > 0;
                if row.estimate.value == Value::NotApplicable {
                    checked.nobody = checked.nobody.or(row.estimate.undefined);
                }
            }
        }
        checked.total = total_of(&self.atlas, &question, &self.places)?;
        Ok(checked)
    }

    /// The document, its rows between what comes before and after them.
    pub fn into_chunks(self, before: &Map<String, Json>, after: &Map<String, Json>) -> Chunks {
        let rows = self.value_pieces(|table, rows| {
            let question = table.question();
            elements(rows.map(|row| value_row(&table.atlas, table.language, &question, &row)))
        });
        document(before, "rows", rows, after)
    }

    /// The records of a CSV table after its header.
    pub fn into_csv(self, header: Vec<u8>, mut csv: Table) -> Chunks {
        let records = self.value_pieces(move |table, rows| {
            let (question, mut records) = (table.question(), Vec::new());
            rows.for_each(|row| csv.record(&table.atlas, &question, &Row::from(&row), &mut records));
            (!records.is_empty()).then_some(records)
        });
        Chunks::new(std::iter::once(header).chain(records))
    }

    /// The document of a breakdown, which was tried without places.
    pub fn into_chunks_by_category(
        self,
        dimension: Dimension,
        before: &Map<String, Json>,
        after: &Map<String, Json>,
    ) -> Chunks {
        let rows = self.category_pieces(dimension, |table, rows| {
            let question = table.question();
            elements(rows.iter().map(|row| category_row(&table.atlas, table.language, &question, row)))
        });
        document(before, "rows", rows, after)
    }

    /// The same as the records of a CSV table after its header; `partial` where the window is counted only in part.
    pub fn into_csv_by_category(self, dimension: Dimension, header: Vec<u8>, mut csv: Table, partial: bool) -> Chunks {
        let records = self.category_pieces(dimension, move |table, rows| {
            let (question, mut records) = (table.question(), Vec::new());
            for row in rows {
                csv.record(&table.atlas, &question, &Row::from(row).of_window(partial), &mut records);
            }
            (!records.is_empty()).then_some(records)
        });
        Chunks::new(std::iter::once(header).chain(records))
    }

    /// What is written of some rows after the other; none after the last ones.
    fn value_pieces(
        self,
        mut write: impl FnMut(&Self, &mut dyn Iterator<Item = ValueRow>) -> Option<Vec<u8>>,
    ) -> impl Iterator<Item = Vec<u8>> {
        let (mut next, mut rows) = (0, Vec::new().into_iter());
        std::iter::from_fn(move || {
            if rows.len() == 0 {
                let places = self.block(next, PLACES_AT_ONCE);
                next += places.len();
                rows = self.rows(places).into_iter();
            }
            write(&self, &mut rows.by_ref().take(ROWS_AT_ONCE))
        })
    }

    /// The same of rows by category.
    fn category_pieces(
        self,
        dimension: Dimension,
        mut write: impl FnMut(&Self, &[CategoryRow<'_>]) -> Option<Vec<u8>>,
    ) -> impl Iterator<Item = Vec<u8>> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let places = self.block(next, PLACES_AND_CATEGORIES_AT_ONCE);
            next += places.len();
            let rows = breakdown_of(&self.atlas, &self.question(), dimension, places).unwrap_or_default();
            write(&self, &rows)
        })
    }

    /// The compact document: the ids of the places, and for each period their values in the same order.
    pub fn into_compact_chunks(self, before: &Map<String, Json>, after: &Map<String, Json>) -> Chunks {
        let count = rows_per_place(&self.atlas, &self.question());
        let table = Arc::new(self);
        let (of_ids, mut next) = (Arc::clone(&table), 0);
        let ids = std::iter::from_fn(move || {
            let places = of_ids.block(next, PLACES_AT_ONCE);
            next += places.len();
            elements(places.iter().map(|place| of_ids.id(*place)))
        });
        let periods = (0..count).flat_map(move |position| {
            let comma = (position > 0).then(|| b",".to_vec());
            let lists = Default::default();
            comma.into_iter().chain(CompactPeriod {
                table: Arc::clone(&table),
                position,
                count,
                next: 0,
                lists,
                list: 0,
            })
        });
        let ids_and_periods = separated(ids).chain(std::iter::once(b"],\"periods\":[".to_vec())).chain(periods);
        document_of(before, "ids", ids_and_periods, after)
    }

    fn id(&self, place: usize) -> Option<&str> {
        Collection::of_places(self.by).feature_id(&self.atlas, place)
    }

    /// Some of the places, from a position on; none after the last one.
    fn block(&self, from: usize, most: usize) -> &[usize] {
        let rest = self.places.get(from..).unwrap_or_default();
        rest.get(..most).unwrap_or(rest)
    }

    /// The rows of some places, which were checked.
    fn rows(&self, places: &[usize]) -> Vec<ValueRow> {
        values_of(&self.atlas, &self.question(), places).map(|table| table.rows).unwrap_or_default()
    }
}

/// The values of one period in a compact document, and which places have none.
struct CompactPeriod {
    table: Arc<LongTable>,
    /// Which of how many periods.
    position: usize,
    count: usize,
    next: usize,
    /// Places without data, suppressed ones, and those where nobody can be measured.
    lists: [Vec<usize>; 3],
    /// Lists that are written.
    list: usize,
}

impl Iterator for CompactPeriod {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let places = self.table.block(self.next, PLACES_AT_ONCE);
        if places.is_empty() {
            let name = ["no_data", "suppressed", "not_applicable"].get(self.list)?;
            let ids = elements(self.lists.get(self.list)?.iter().map(|place| self.table.id(*place)));
            self.list += 1;
            let begin = format!("],\"{name}\":[").into_bytes();
            let end = if self.list == self.lists.len() { &b"]}"[..] } else { b"" };
            return Some([&begin, ids.as_deref().unwrap_or_default(), end].concat());
        }
        let rows = self.table.rows(places);
        let of_period = || rows.iter().skip(self.position).step_by(self.count.max(1));
        let mut piece = match of_period().next() {
            Some(first) if self.next == 0 => {
                let (year, partial) = (period(first.period), first.partial);
                format!("{{\"year\":{year},\"partial\":{partial},\"values\":[").into_bytes()
            }
            _ => b",".to_vec(),
        };
        let whole = self.table.per == Normalisation::None;
        piece.extend(elements(of_period().map(|row| number(row.estimate.value, whole))).unwrap_or_default());
        for row in of_period() {
            match row.estimate.value {
                Value::Reported(_) => {}
                Value::NoData => self.lists[0].push(row.place),
                Value::Suppressed => self.lists[1].push(row.place),
                Value::NotApplicable => self.lists[2].push(row.place),
            }
        }
        self.next += places.len();
        Some(piece)
    }
}

/// What is known of all rows of a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct Checked {
    pub total: Option<Estimate>,
    /// Whether anything is missing anywhere.
    pub is_missing: bool,
    /// Why nobody can be measured in some place; it is the same in all of them.
    pub nobody: Option<UndefinedReason>,
}

/// A document with a list of which pieces come one after the other.
fn document(
    before: &Map<String, Json>,
    name: &str,
    pieces: impl Iterator<Item = Vec<u8>> + Send + 'static,
    after: &Map<String, Json>,
) -> Chunks {
    document_of(before, name, separated(pieces), after)
}

fn document_of(
    before: &Map<String, Json>,
    name: &str,
    pieces: impl Iterator<Item = Vec<u8>> + Send + 'static,
    after: &Map<String, Json>,
) -> Chunks {
    let text = |members: &Map<String, Json>| serde_json::to_string(members).unwrap_or_default();
    let (before, after) = (text(before), text(after));
    let begin = before.strip_suffix('}').unwrap_or(&before).to_owned() + ",\"" + name + "\":[";
    let end = "],".to_owned() + after.strip_prefix('{').unwrap_or(&after);
    Chunks::new(std::iter::once(begin.into_bytes()).chain(pieces).chain(std::iter::once(end.into_bytes())))
}

/// Pieces of a list, with commas between them.
fn separated(pieces: impl Iterator<Item = Vec<u8>>) -> impl Iterator<Item = Vec<u8>> {
    let comma = |position: usize| if position == 0 { &b""[..] } else { b"," };
    pieces.enumerate().map(move |(position, piece)| [comma(position), &piece].concat())
}

/// Some elements of a list, with commas between them; none where there are none.
fn elements(items: impl Iterator<Item = impl Serialize>) -> Option<Vec<u8>> {
    let mut piece = Vec::new();
    for item in items {
        if !piece.is_empty() {
            piece.push(b',');
        }
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(&mut piece, &item);
    }
    (!piece.is_empty()).then_some(piece)
}
