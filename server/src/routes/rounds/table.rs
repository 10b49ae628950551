//! The values of several rounds by place: made and written block by block, as those of one round are.

use std::sync::Arc;

use geodata::atlas::Atlas;
use geodata::figures::{
    Caveat, Estimate, FigureError, Indicator, Normalisation, PlaceRow, RoundsQuery, UndefinedReason, places_within,
    rounded,
};
use geodata::model::{AdminLevel, GroupCoverage, Language, Period, PlaceLevel, Value};
use geodata::provenance::{Note, Provenance};
use geodata::query::{Cell, Collection};
use serde_json::{Map, Value as Json, json};
use styles::words::Words;

use crate::http::chunks::Chunks;
use crate::http::response::{Body, Format};
use crate::routes::rows::{put_provenance_in, put_reason, put_value};

/// A table of more values is streamed.
const MAX_VALUES: usize = 20_000;
/// A page shows so many places.
const MAX_PAGE_PLACES: usize = 2_000;
/// So many values are made at once, about.
const VALUES_PER_BLOCK: usize = 40_000;
/// So many places are written at once.
const PLACES_PER_CHUNK: usize = 256;

/// The values of an indicator in several rounds. It owns what it needs, so that it can outlive the request that it is streamed for.
pub struct RoundsTable {
    pub atlas: Arc<Atlas>,
    pub language: Language,
    pub indicator: Indicator,
    pub by: PlaceLevel,
    pub rounds: Vec<String>,
    pub period: Period,
    pub per: Normalisation,
    pub within: Option<(AdminLevel, usize)>,
    pub places: Vec<usize>,
    /// All places together, of each round.
    pub totals: Vec<Estimate>,
    /// How many places there are, where only the first of them are shown.
    pub shortened: Option<usize>,
}

impl RoundsTable {
    /// Whether the values of a round rest on communities.
    pub fn rests_on_communities(&self, round: &str) -> bool {
        self.by.admin().is_some() && self.indicator.rests_on_communities(&self.atlas, round)
    }

    /// Fails where the question has no answer in one of the rounds, or one of its rows has none.
    pub fn new(atlas: Arc<Atlas>, question: &RoundsQuery<'_>, language: Language) -> Result<Self, FigureError> {
        let places = places_within(&atlas, question.by, question.within)?;
        let totals = question.totals(&atlas, &places)?;
        let RoundsQuery { ref indicator, by, ref rounds, period, per, within } = *question;
        let rounds = rounds.iter().map(|round| (*round).to_owned()).collect();
        let indicator = indicator.clone();
        Ok(Self { atlas, language, indicator, by, rounds, period, per, within, places, totals, shortened: None })
    }

    /// Keeps the first places of a table that is too long for a page.
    pub fn shorten(&mut self) {
        if self.places.len() > MAX_PAGE_PLACES {
            self.shortened = Some(self.places.len());
            self.places.truncate(MAX_PAGE_PLACES);
        }
    }

    /// The rows, place by place.
    pub fn rows(self: &Arc<Self>) -> impl Iterator<Item = PlaceRow> + Send + use<> {
        let (table, mut next) = (Arc::clone(self), 0);
        let per_block = (VALUES_PER_BLOCK / self.rounds.len().max(1)).max(1);
        let blocks = std::iter::from_fn(move || {
            let rest = table.places.get(next..).filter(|rest| !rest.is_empty())?;
            let places = rest.get(..per_block).unwrap_or(rest);
            next += places.len();
            // They were found to have no error.
            Some(table.question().rows(&table.atlas, places).unwrap_or_default())
        });
        blocks.flatten()
    }

    fn question(&self) -> RoundsQuery<'_> {
        let Self { ref indicator, by, ref rounds, period, per, within, .. } = *self;
        RoundsQuery {
            indicator: indicator.clone(),
            by,
            rounds: rounds.iter().map(String::as_str).collect(),
            period,
            per,
            within,
        }
    }

    /// A body of what comes before the rows, each row as `write` writes it, and what comes after them: as bytes, or as a stream where it is
    /// large. `write` is told whether a row is the first.
    pub fn body(
        self: Arc<Self>,
        format: Format,
        [begin, end]: [Vec<u8>; 2],
        mut write: impl FnMut(&Self, &PlaceRow, bool, &mut Vec<u8>) + Send + 'static,
    ) -> Body {
        let (mut rows, mut is_first) = (self.rows(), true);
        let is_long = self.places.len() * self.rounds.len() > MAX_VALUES;
        let pieces = std::iter::from_fn(move || {
            let mut piece = Vec::new();
            for row in rows.by_ref().take(PLACES_PER_CHUNK) {
                write(&self, &row, std::mem::take(&mut is_first), &mut piece);
            }
            (!piece.is_empty()).then_some(piece)
        });
        let pieces = std::iter::once(begin).chain(pieces).chain(std::iter::once(end));
        if is_long {
            Body::Stream { format, chunks: Chunks::new(pieces) }
        } else {
            Body::Bytes { format, bytes: pieces.collect::<Vec<_>>().concat() }
        }
    }

    pub fn words(&self) -> Words {
        Words::of(self.language)
    }

    /// Whether values are whole numbers.
    pub fn is_whole(&self) -> bool {
        self.per == Normalisation::None
    }

    /// The unit of the values.
    pub fn unit(&self) -> String {
        self.words().unit(&self.indicator, self.per)
    }

    /// The day on which a round counts a stock, or else the period: for programs.
    pub fn when(&self, round: &str) -> String {
        let date = self.coverage(round).and_then(|coverage| coverage.date.clone());
        date.unwrap_or_else(|| self.period.to_string())
    }

    /// The same for readers: a day in words, the window with its years.
    pub fn when_in_words(&self, round: &str) -> String {
        match self.coverage(round) {
            Some(coverage) if self.period == Period::Window || coverage.date.is_some() => self.words().window(coverage),
            _ => self.when(round),
        }
    }

    fn coverage(&self, round: &str) -> Option<&GroupCoverage> {
        match &self.indicator {
            Indicator::Group(group) => self.atlas.round(round)?.coverage(group),
            _ => None,
        }
    }

    /// Adds a value of one round with its status.
    pub fn put_estimate(&self, json: &mut Map<String, Json>, estimate: Estimate) {
        put_value(json, estimate.value, self.is_whole());
        put_reason(json, self.words(), (&self.indicator, self.by), estimate.undefined);
    }

    /// How far apart the values of two rounds are, in words, and in what the rounds differ.
    pub fn difference(&self, values: [f64; 2], caveats: &[Caveat]) -> String {
        let words = self.words();
        words.qualified_difference(&words.value_difference(values, self.is_whole()), caveats)
    }

    /// The number of a record.
    pub fn cell(&self, value: Value<f64>) -> Cell<'static> {
        match value.reported() {
            None => Cell::Null,
            Some(count) if self.is_whole() => Cell::Int(count as u64),
            Some(number) => Cell::Float(rounded(number)),
        }
    }

    /// Key and name of a place, as a record begins.
    pub fn place_cells(&self, place: usize) -> [Cell<'_>; 2] {
        let collection = Collection::of_places(self.by);
        [
            collection.feature_id(&self.atlas, place).map_or(Cell::Null, Cell::Text),
            collection.name(&self.atlas, place, self.language).map_or(Cell::Null, Cell::Text),
        ]
    }

    /// What every document begins with.
    pub fn head(&self) -> Map<String, Json> {
        super::head(&self.indicator, self.by.id(), self.period, self.per, self.unit(), self.is_illustrative())
    }

    /// Whether the numbers of any of the rounds are made up.
    pub fn is_illustrative(&self) -> bool {
        self.rounds.iter().any(|round| self.atlas.is_illustrative(round))
    }

    /// What all rounds rest on.
    pub fn provenance(&self) -> Provenance {
        let atlas = &*self.atlas;
        let mut provenance = Provenance::default();
        for round in &self.rounds {
            provenance.add(Provenance::of_round(atlas, round));
        }
        provenance.note(Note::RoundsDiffer);
        for round in self.rounds.iter().filter_map(|id| atlas.round(id)) {
            provenance.indicator(atlas, round, (&self.indicator, self.per), self.by, Some(self.period));
        }
        if let Some(rows) = self.shortened {
            provenance.note(Note::FirstRows { rows });
        }
        provenance
    }

    /// Ends a document with them.
    pub fn put_provenance(&self, members: &mut Map<String, Json>) {
        put_provenance_in(members, self.words(), &self.atlas, &self.provenance());
    }
}

/// The numbers of two rounds, where both are reported.
pub fn both(estimates: &[Estimate]) -> Option<[f64; 2]> {
    let [a, b] = estimates else { return None };
    Some([a.value.reported()?, b.value.reported()?])
}

/// The second value less the first.
pub fn change([a, b]: [f64; 2], is_whole: bool) -> Json {
    if is_whole { json!(b as i64 - a as i64) } else { json!(rounded(rounded(b) - rounded(a))) }
}

/// The reason of a record.
pub fn reason_cell(reason: Option<UndefinedReason>) -> Cell<'static> {
    reason.map_or(Cell::Null, |reason| Cell::Text(reason.id()))
}
