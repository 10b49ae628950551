//! A table of values: a row for each place and period, or for each place and category.
//!
//! ```text
//! IndicatorQuery ─► IndicatorTable ─► rows, block by block ─► JSON, compact JSON, CSV, GeoJSON ─► bytes, or a stream
//!                                                           └► XLSX ─► bytes
//! ```
//!
//! Rows are made while they are written, so a million of them take no more memory than [`ROWS_PER_BLOCK`]. Whatever can be wrong with a
//! question is found when its table is made: the status of a stream is sent before its first row.

use std::collections::HashMap;
use std::sync::Arc;

use geo::CoordsIter;
use geodata::atlas::Atlas;
use geodata::figures::{
    CategoryRow, Estimate, EstimateDifference, FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection,
    UndefinedReason, ValueRow, WithoutUnit, breakdown_of, counterparts, places_within, rows_of, total_of, without_unit,
};
use geodata::model::{AdminLevel, Dimension, GroupCoverage, Language, Period, PlaceLevel, PopulationGroup, Value};
use geodata::provenance::{Note, Provenance};
use geodata::query::Collection;
use serde_json::{Map, Value as Json};
use styles::words::Words;

use crate::http::chunks::Chunks;
use crate::http::response::{Body, Format};
use crate::routes::rows::when;

/// A table of more rows is streamed.
const MAX_ROWS: usize = 20_000;
/// Features with more vertices are streamed.
const MAX_VERTICES: usize = 100_000;
/// A page shows so many rows of such a table.
const MAX_PAGE_ROWS: usize = 2_000;
/// So many rows are made at once, about. One block is enough for a table that is not streamed.
const ROWS_PER_BLOCK: usize = 40_000;
/// So many rows are written at once.
const ROWS_PER_CHUNK: usize = 256;

/// The answer to a question. It owns what it needs, so that it can outlive the request that it is streamed for.
pub struct IndicatorTable {
    pub atlas: Arc<Atlas>,
    pub language: Language,
    pub indicator: Indicator,
    pub by: PlaceLevel,
    pub round: String,
    pub periods: PeriodSelection,
    pub per: Normalisation,
    within: Option<(AdminLevel, usize)>,
    pub breakdown: Option<Dimension>,
    /// The categories of the breakdown.
    categories: Vec<String>,
    /// All places together; for a single period, and not for breakdowns.
    pub total: Option<Estimate>,
    pub places: Vec<usize>,
    rows_per_place: usize,
    /// How many rows there are, where only the first of them are shown.
    shortened: Option<usize>,
    /// Whether the window is counted only in part.
    is_window_partial: bool,
    /// The day on which a stock was counted.
    date: Option<String>,
    /// The periods whose values were calculated from what was published.
    derived_periods: Vec<Period>,
    /// The same of categories.
    derived_categories: Vec<usize>,
    /// The groups that each row is compared with: estimates, or what was counted.
    counterparts: Vec<PopulationGroup>,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    pub place: usize,
    pub period: Period,
    /// Position of the category in the breakdown.
    pub category: Option<usize>,
    pub estimate: Estimate,
    /// True where the counts cover only a part of the period.
    pub partial: bool,
    /// Communities of the place that the round assessed.
    pub communities: usize,
    /// The values of the counterparts of the table.
    pub counterparts: Vec<Value<f64>>,
}

/// What the rows that were written have in common.
#[derive(Clone, Copy, Debug, Default)]
pub struct Observed {
    /// Whether anything is missing anywhere.
    pub is_missing: bool,
    /// Why a value is not applicable; it is the same wherever nobody can be measured.
    pub nobody: Option<UndefinedReason>,
}

/// What is said after the rows.
pub struct Trailer {
    /// Communities in none of the units.
    pub without_unit: Option<usize>,
    pub provenance: Provenance,
}

/// A format that is written row by row.
pub trait RowWriter {
    /// So many rows are written at once.
    const ROWS_PER_CHUNK: usize = ROWS_PER_CHUNK;

    /// Writes what comes before the rows.
    fn begin(&mut self, table: &IndicatorTable, out: &mut Vec<u8>);
    /// Writes one row.
    fn row(&mut self, table: &IndicatorTable, row: &Row, out: &mut Vec<u8>);
    /// Writes what comes after the rows.
    fn end(&mut self, table: &IndicatorTable, out: &mut Vec<u8>);
}

impl IndicatorTable {
    /// Fails where the question has no answer, or one of its rows has none.
    pub fn new(
        atlas: Arc<Atlas>,
        question: &IndicatorQuery<'_>,
        breakdown: Option<Dimension>,
        language: Language,
    ) -> Result<Self, FigureError> {
        if let Some(dimension) = &breakdown {
            // What is wrong with a breakdown comes before what is wrong with its places.
            breakdown_of(&atlas, question, dimension, &[])?;
        }
        let places = places_within(&atlas, question.by, question.within)?;
        let total = if breakdown.is_none() { total_of(&atlas, question, &places)? } else { None };
        let IndicatorQuery { ref indicator, by, round, periods, per, within } = *question;
        let coverage = coverage(&atlas, question);
        let categories = match (&breakdown, indicator) {
            (Some(dimension), Indicator::Group(group)) => {
                atlas.breakdown_of(round, group, dimension).map(|table| table.categories.clone()).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let rows_per_place = match (&breakdown, periods, coverage) {
            (Some(_), ..) => categories.len(),
            (None, PeriodSelection::EveryYear, Some(coverage)) => coverage.years.len(),
            _ => 1,
        };
        let date = coverage.and_then(|coverage| coverage.date.clone());
        let (derived_periods, derived_categories) = derived(&atlas, question, breakdown.as_ref(), coverage);
        let counterparts = if breakdown.is_none() { counterparts(&atlas, question) } else { Vec::new() };
        let is_window_partial = coverage.is_some_and(|coverage| coverage.is_partial_in(Period::Window));
        Ok(Self {
            atlas,
            language,
            indicator: indicator.clone(),
            by,
            round: round.to_owned(),
            periods,
            per,
            within,
            breakdown,
            categories,
            total,
            places,
            rows_per_place,
            shortened: None,
            is_window_partial,
            date,
            derived_periods,
            derived_categories,
            counterparts,
        })
    }

    /// The day on which a stock was counted, as `YYYY-MM-DD`.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Whether any value was calculated from what was published.
    pub fn has_derived(&self) -> bool {
        !(self.derived_periods.is_empty() && self.derived_categories.is_empty())
    }

    /// Whether the value of a row was calculated from what was published.
    pub fn is_derived(&self, row: &Row) -> bool {
        let is_derived = match row.category {
            Some(category) => self.derived_categories.contains(&category),
            None => self.derived_periods.contains(&row.period),
        };
        is_derived && row.estimate.value.reported().is_some()
    }

    /// Whether a place has a row for each year, or each category.
    pub fn has_several_rows_per_place(&self) -> bool {
        self.breakdown.is_some() || self.periods == PeriodSelection::EveryYear
    }

    /// All that the round counts of the indicator, or when it was collected, in words.
    pub fn window(&self) -> String {
        let round = self.atlas.round(&self.round);
        match round.and_then(|round| self.indicator.coverage(round)) {
            Some(coverage) => self.words().window(coverage),
            None => String::new(),
        }
    }

    /// How the round must be cited.
    pub fn citation(&self) -> Option<&str> {
        let source = self.atlas.round(&self.round)?.sources.first()?;
        self.atlas.source(source).map(|source| source.citation.as_str())
    }

    /// The unit that it stays inside.
    pub fn within(&self) -> Option<(AdminLevel, usize)> {
        self.within
    }

    /// The question that it answers.
    fn question(&self) -> IndicatorQuery<'_> {
        let Self { ref indicator, by, ref round, periods, per, within, .. } = *self;
        IndicatorQuery { indicator: indicator.clone(), by, round, periods, per, within }
    }

    /// Keeps the first rows of a table that is too long for a page.
    pub fn shorten(&mut self) {
        let rows = self.row_count();
        if rows > MAX_ROWS {
            self.shortened = Some(rows);
            self.places.truncate((MAX_PAGE_ROWS / self.rows_per_place).max(1));
        }
    }

    /// The rows, place by place.
    pub fn rows(self: &Arc<Self>) -> impl Iterator<Item = Row> + Send + use<> {
        let (table, mut next) = (Arc::clone(self), 0);
        let blocks = std::iter::from_fn(move || {
            let places = block(&table.places, next, (ROWS_PER_BLOCK / table.rows_per_place.max(1)).max(1))?;
            next += places.len();
            Some(table.rows_of(places))
        });
        blocks.flatten()
    }

    /// The table in a format: as bytes, or as a stream where it is large.
    pub fn body(self: Arc<Self>, format: Format, writer: impl RowWriter + Send + 'static) -> Body {
        let pieces = self.pieces(writer);
        self.body_of(format, pieces)
    }

    /// The same of pieces that were written otherwise.
    pub fn body_of(&self, format: Format, pieces: impl Iterator<Item = Vec<u8>> + Send + 'static) -> Body {
        if self.row_count() > MAX_ROWS || (format == Format::GeoJson && self.vertices() > MAX_VERTICES) {
            Body::Stream { format, chunks: Chunks::new(pieces) }
        } else {
            Body::Bytes { format, bytes: pieces.collect::<Vec<_>>().concat() }
        }
    }

    /// The same, piece by piece.
    pub fn pieces<W: RowWriter>(self: &Arc<Self>, mut writer: W) -> impl Iterator<Item = Vec<u8>> + use<W> {
        let (table, mut rows, mut has_begun) = (Arc::clone(self), Some(self.rows()), false);
        std::iter::from_fn(move || {
            let (mut piece, mut count) = (Vec::new(), 0);
            if !std::mem::replace(&mut has_begun, true) {
                writer.begin(&table, &mut piece);
            }
            for row in rows.as_mut()?.by_ref().take(W::ROWS_PER_CHUNK) {
                writer.row(&table, &row, &mut piece);
                count += 1;
            }
            if count < W::ROWS_PER_CHUNK {
                writer.end(&table, &mut piece);
                rows = None;
            }
            Some(piece)
        })
    }

    pub fn row_count(&self) -> usize {
        self.places.len() * self.rows_per_place
    }

    /// How many vertices the places have together.
    fn vertices(&self) -> usize {
        let of_unit = |unit: usize| {
            let unit = self.by.admin().and_then(|level| self.atlas.unit(level, unit));
            unit.map_or(1, |unit| unit.area.coords_count())
        };
        self.places.iter().map(|place| of_unit(*place)).sum()
    }

    /// How many periods each place has a row for.
    pub fn period_count(&self) -> usize {
        if self.places.is_empty() { 0 } else { self.rows_per_place }
    }

    /// The rows of some places. They were found to have no error.
    fn rows_of(&self, places: &[usize]) -> Vec<Row> {
        let (atlas, question) = (&self.atlas, self.question());
        match &self.breakdown {
            None => rows_of(atlas, &question, places)
                .map(|rows| self.with_counterparts(rows.into_iter().map(Row::from).collect(), places)),
            Some(dimension) => breakdown_of(atlas, &question, dimension, places)
                .map(|rows| rows.into_iter().map(|row| Row::of_category(row, self.is_window_partial)).collect()),
        }
        .unwrap_or_default()
    }

    /// Adds the values of the counterparts to rows of some places.
    fn with_counterparts(&self, mut rows: Vec<Row>, places: &[usize]) -> Vec<Row> {
        for group in &self.counterparts {
            let question = IndicatorQuery { indicator: Indicator::Group(group.clone()), ..self.question() };
            let others = rows_of(&self.atlas, &question, places).unwrap_or_default();
            let others: HashMap<(usize, Period), Value<f64>> =
                others.into_iter().map(|row| ((row.place, row.period), row.estimate.value)).collect();
            for row in &mut rows {
                row.counterparts.push(others.get(&(row.place, row.period)).copied().unwrap_or_default());
            }
        }
        rows
    }

    /// The counterparts of a row, each with its value and how the estimate differs from the count.
    pub fn compared<'r>(
        &'r self,
        row: &'r Row,
    ) -> impl Iterator<Item = (&'r PopulationGroup, Value<f64>, Option<EstimateDifference>)> {
        self.counterparts.iter().zip(&row.counterparts).map(|(group, value)| {
            let is_estimated =
                matches!(&self.indicator, Indicator::Group(own) if own.estimate_of() == Some(group.id()));
            let own = row.estimate.value;
            let (estimate, count) = if is_estimated { (own, *value) } else { (*value, own) };
            (group, *value, EstimateDifference::of(estimate, count))
        })
    }

    /// The groups that each row is compared with.
    pub fn counterparts(&self) -> &[PopulationGroup] {
        &self.counterparts
    }

    /// The key of a place.
    pub fn key(&self, place: usize) -> Option<&str> {
        Collection::of_places(self.by).feature_id(&self.atlas, place)
    }

    /// The category of a row.
    pub fn category(&self, row: &Row) -> Option<&str> {
        self.categories.get(row.category?).map(String::as_str)
    }

    /// What readers see of the category of a row, where the vocabulary says so.
    pub fn category_label(&self, row: &Row) -> Option<&str> {
        self.breakdown.as_ref()?.category_label(self.category(row)?, self.language)
    }

    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// The unit of the values; the shares of categories have their own.
    pub fn unit(&self) -> String {
        match (&self.breakdown, self.per) {
            (Some(_), Normalisation::Share) => self.words().unit_of_category_share(),
            _ => self.words().unit(&self.indicator, self.per),
        }
    }

    /// Whether values are whole numbers.
    pub fn is_whole(&self) -> bool {
        self.per == Normalisation::None
    }

    /// Whether a place has communities to be counted.
    pub fn has_communities(&self) -> bool {
        self.by != PlaceLevel::Community
    }

    /// Whether a value rests on communities, and not on units that were counted as a whole.
    pub fn rests_on_communities(&self) -> bool {
        self.has_communities() && self.indicator.rests_on_communities(&self.atlas, &self.round)
    }

    /// What the number of communities is called on which a value rests.
    pub fn counted_column(&self) -> &'static str {
        if matches!(self.indicator, Indicator::Group(_)) { "communities_confirming" } else { "communities_counted" }
    }

    /// What was asked, as every document of values begins.
    pub fn head(&self) -> Map<String, Json> {
        let mut head = Map::new();
        head.insert("indicator".into(), self.indicator.id().into());
        head.insert("round".into(), self.round.as_str().into());
        head.insert("by".into(), self.by.id().into());
        let (name, when) = match self.periods {
            PeriodSelection::EveryYear => ("year", "all".into()),
            PeriodSelection::One(period) => when(self.date(), period),
        };
        head.insert(name.into(), when);
        head.insert("per".into(), self.per.id().into());
        head.insert("unit".into(), self.unit().into());
        head.insert("illustrative".into(), self.atlas.is_illustrative(&self.round).into());
        if let Some(dimension) = &self.breakdown {
            head.insert("breakdown".into(), dimension.id().into());
        }
        head
    }

    /// What is said where something is missing from the values; `is_counted` where the rows say how much.
    pub fn missing(&self, is_counted: bool) -> Note {
        Note::missing(&self.atlas, &self.round, &self.indicator, is_counted)
    }

    /// What the table leaves out, and what it rests on; with a note where something is missing from its values.
    pub fn trailer(&self, missing: Option<Note>) -> Trailer {
        let (atlas, question) = (&*self.atlas, self.question());
        let mut provenance = Provenance::of_round(atlas, &self.round);
        if let Some(round) = atlas.round(&self.round) {
            let period = match self.periods {
                PeriodSelection::One(period) => Some(period),
                PeriodSelection::EveryYear => None,
            };
            provenance.indicator(atlas, round, (&self.indicator, self.per), self.by, period);
        }
        if let (Some(dimension), Indicator::Group(group)) = (&self.breakdown, &self.indicator)
            && let Some(table) = atlas.breakdown_of(&self.round, group, dimension)
        {
            provenance.breakdown(atlas, table, self.by);
        }
        if let Some(rows) = self.shortened {
            provenance.note(Note::FirstRows { rows });
        }
        if let Some(note) = missing {
            provenance.note(note);
        }
        if self.by == PlaceLevel::Community {
            provenance.communities(atlas);
        }
        let without_unit = self.has_communities().then(|| {
            let left_out = without_unit(atlas, &question);
            // Categories have sums of their own.
            let measured = left_out.measured.filter(|_| self.breakdown.is_none());
            provenance.left_out(self.by, WithoutUnit { measured, ..left_out });
            left_out.communities
        });
        Trailer { without_unit, provenance }
    }
}

impl Row {
    fn of_category(row: CategoryRow, partial: bool) -> Self {
        let CategoryRow { place, category, value, undefined, communities } = row;
        let estimate = Estimate { value, undefined, ..Estimate::default() };
        Self {
            place,
            period: Period::Window,
            category: Some(category),
            estimate,
            partial,
            communities,
            counterparts: Vec::new(),
        }
    }
}

impl From<ValueRow> for Row {
    fn from(row: ValueRow) -> Self {
        let ValueRow { place, period, estimate, partial, communities } = row;
        Self { place, period, category: None, estimate, partial, communities, counterparts: Vec::new() }
    }
}

impl Observed {
    pub fn add(&mut self, row: &Row) {
        self.is_missing |= row.estimate.missing > 0;
        if row.estimate.value == Value::NotApplicable {
            self.nobody = self.nobody.or(row.estimate.undefined);
        }
    }
}

/// The periods and the categories of an answer whose values were calculated from what was published.
fn derived(
    atlas: &Atlas,
    question: &IndicatorQuery<'_>,
    breakdown: Option<&Dimension>,
    coverage: Option<&GroupCoverage>,
) -> (Vec<Period>, Vec<usize>) {
    let IndicatorQuery { ref indicator, by, round, periods, .. } = *question;
    let (Indicator::Group(group), Some(coverage)) = (indicator, coverage) else { return Default::default() };
    if let Some(dimension) = breakdown {
        let Some(table) = atlas.breakdown_of(round, group, dimension) else { return Default::default() };
        let is_derived = |category: &usize| !atlas.derivations_of_category(table, by, *category).is_empty();
        return (Vec::new(), (0..table.categories.len()).filter(is_derived).collect());
    }
    let periods = match periods {
        PeriodSelection::One(period) => vec![period],
        PeriodSelection::EveryYear => coverage.years.iter().copied().map(Period::Year).collect(),
    };
    let is_derived = |period: &Period| !atlas.derivations(round, group, by, *period).is_empty();
    (periods.into_iter().filter(is_derived).collect(), Vec::new())
}

/// What a round says of the group that a question is about.
fn coverage<'a>(atlas: &'a Atlas, question: &IndicatorQuery<'_>) -> Option<&'a GroupCoverage> {
    let Indicator::Group(group) = &question.indicator else { return None };
    atlas.round(question.round)?.coverage(group)
}

/// At most so many of some places, from a position on; none after the last one.
pub fn block(places: &[usize], from: usize, most: usize) -> Option<&[usize]> {
    let rest = places.get(from..).filter(|rest| !rest.is_empty())?;
    Some(rest.get(..most).unwrap_or(rest))
}
