//! The values of all maps that one is compared with when its year or its round is changed: they share a scale, so that the same colour is the same
//! number in each of them.

use geodata::atlas::Atlas;
use geodata::cache::SelectionCache;
use geodata::figures::{
    Indicator, IndicatorQuery, Normalisation, PeriodSelection, RoundOf, count_the_same, places_within, rounds_with,
    rows_of,
};
use geodata::model::{AdminLevel, Period, PlaceLevel, Round};

use super::classification::{Breaks, Classification, Method};
use super::scale::Scale;

/// Where breaks come from if nothing is chosen: they are shared wherever the year can be changed. The whole window is no year.
pub fn usual_breaks(round: &Round, indicator: &Indicator, period: Period) -> Breaks {
    let years = match (indicator, period) {
        (Indicator::Group(group), Period::Year(_)) => round.coverage(group).map_or(0, |coverage| coverage.years.len()),
        _ => 0,
    };
    if years > 1 { Breaks::Shared } else { Breaks::Own }
}

/// The values of an indicator in all years and rounds that count the same as those asked for, of the same places and normalised in the same way. Of a
/// window, or of what has no years, those of other rounds alone.
fn comparable_values(atlas: &Atlas, asked: &IndicatorQuery<'_>) -> Vec<f64> {
    let (Some(round), Ok(places)) = (atlas.round(asked.round), places_within(atlas, asked.by, asked.within)) else {
        return Vec::new();
    };
    let (period, periods) = match asked.periods {
        PeriodSelection::One(Period::Window) => (Period::Window, asked.periods),
        PeriodSelection::One(year) => (year, PeriodSelection::EveryYear),
        PeriodSelection::EveryYear => return Vec::new(),
    };
    let is_comparable = |other: &&Round| {
        let sides = [round, *other].map(|round| RoundOf { atlas, round, indicator: &asked.indicator });
        atlas.is_illustrative(&other.id.0) == atlas.is_illustrative(asked.round) && count_the_same(period, sides)
    };
    let rounds = rounds_with(atlas, &asked.indicator, Period::Window).into_iter().filter(is_comparable);
    let rows = rounds.filter_map(|round| {
        // A round may not have the level, or the number of inhabitants.
        rows_of(atlas, &IndicatorQuery { round: &round.id.0, periods, ..asked.clone() }, &places).ok()
    });
    rows.flatten().filter_map(|row| row.estimate.value.reported()).collect()
}

/// What a shared scale depends on. Of the years of a round it is the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct ScaleKey {
    indicator: Indicator,
    by: PlaceLevel,
    round: String,
    is_window: bool,
    per: Normalisation,
    within: Option<(AdminLevel, usize)>,
    method: Method,
    classes: u8,
}

/// How many bytes of memory shared scales of an atlas may take.
const CACHE_BYTES: u64 = 4 << 20;

/// The shared scales of an atlas, each computed once: those of 5,000 districts over 20 years take a tenth of a second.
#[derive(Debug)]
pub struct SharedScales(SelectionCache<ScaleKey, Scale>);

impl Default for SharedScales {
    fn default() -> Self {
        Self(SelectionCache::new(CACHE_BYTES, Scale::memory))
    }
}

impl SharedScales {
    /// The scale of all maps that one is compared with.
    pub fn scale(
        &self,
        atlas: &Atlas,
        asked: &IndicatorQuery<'_>,
        classification: &Classification,
    ) -> std::sync::Arc<Scale> {
        let key = ScaleKey {
            indicator: asked.indicator.clone(),
            by: asked.by,
            round: asked.round.to_owned(),
            is_window: asked.periods == PeriodSelection::One(Period::Window),
            per: asked.per,
            within: asked.within,
            method: classification.method(),
            classes: classification.classes(),
        };
        self.0.get_or_compute(&key, || Scale::new(&comparable_values(atlas, asked), classification, asked.per))
    }
}
