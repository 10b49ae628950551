//! The values of a map with their classes, colours and words: computed once, and used by the document, the MapLibre style and the picture, so
//! that they cannot differ.
//!
//! ```text
//! MapRequest ─► MapValues { units: [(Osh, 29 592, class 5), …], classes, legend, title, notes } ─► MapDocument · style · Scene
//! ```

use geodata::atlas::Atlas;
use geodata::figures::{
    FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason, ValueRow, ValueTable,
    rounded, values, without_unit,
};
use geodata::model::{AdminLevel, AdminUnit, BBox, Source, Value};
use geodata::provenance::{Note, Provenance};

use crate::classes::{Class, classify};
use crate::legend::{Legend, class_labels, legend_entries, unmeasured_entries};
use crate::map_request::MapRequest;
use crate::palette;
use crate::words::Words;

/// The values of a map, and what is said of them.
#[derive(Clone, Debug)]
pub struct MapValues {
    /// A title in words.
    pub title: String,
    /// Country and round.
    pub subtitle: String,
    /// The unit of the values.
    pub unit: String,
    /// The day on which a stock was counted, as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Which part of the period the counts cover, where they do not cover all of it.
    pub partial_note: Option<String>,
    /// True where numbers were generated for illustration.
    pub is_illustrative: bool,
    /// The units shown.
    pub units: Vec<MapUnit>,
    /// The classes, lowest first.
    pub classes: Vec<Class>,
    /// The range of each class in words.
    pub labels: Vec<String>,
    /// The colour of each class.
    pub colours: Vec<String>,
    /// What the colours mean.
    pub legend: Legend,
    /// The units shown, taken together.
    pub total: Option<Value<f64>>,
    /// What the map shows, in degrees.
    pub bounds: Option<BBox>,
    /// What must be said beside the map.
    pub notes: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The disclaimer to show.
    pub disclaimer: Option<String>,
    /// The citation of the round.
    pub citation: Option<String>,
}

/// A unit of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapUnit {
    /// Its position in its level.
    pub position: usize,
    /// What it has, as tiles have it: rounded.
    pub value: Value<f64>,
    /// Why it has no value although its numbers are there.
    pub undefined: Option<UndefinedReason>,
    /// The position of the class that its value falls in.
    pub class: Option<usize>,
}

impl MapValues {
    /// Computes the values of a map. `basemap` is whether it lies on one, whose sources are cited then.
    pub fn new(atlas: &Atlas, request: &MapRequest<'_>, basemap: bool) -> Result<Self, FigureError> {
        let MapRequest { ref indicator, by, round, period, per, method, within, language } = *request;
        let asked = IndicatorQuery {
            indicator: indicator.clone(),
            by: by.into(),
            round: &round.id.0,
            periods: PeriodSelection::One(period),
            per,
            within,
        };
        let answer = values(atlas, &asked)?;
        // As tiles have them: what is rounded must not fall into another class.
        let reported: Vec<f64> =
            answer.rows.iter().filter_map(|row| row.estimate.value.reported().map(rounded)).collect();
        let words = Words::of(language);
        let classes = classify(&reported, method, per);
        let labels = class_labels(&classes, per, words);
        let colours = palette::colours(&classes, per);
        let coverage = match indicator {
            Indicator::Group(group) => round.coverage(group),
            Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => None,
        };
        let mut provenance = provenance(atlas, request);
        if answer.rows.iter().any(|row| row.estimate.missing > 0) {
            provenance.note(Note::missing(atlas, &round.id.0, indicator, false));
        }
        provenance.left_out(by.into(), without_unit(atlas, &asked));
        if let (true, Some(basemap)) = (basemap, &atlas.info.basemap) {
            provenance.cite(atlas, &basemap.sources);
        }
        let citation = round.sources.first().and_then(|id| atlas.source(id)).map(|source| source.citation.clone());

        let name = |(level, unit)| atlas.unit(level, unit).map(|unit| unit.names.get_or_main(language));
        let unit = words.unit(indicator, per);
        let legend = Legend {
            title: words.with_period(words.indicator(indicator), period, coverage),
            unit: unit.clone(),
            method: words.method(method),
            entries: legend_entries((&classes, &labels), &colours, unmeasured_entries(request, &answer)),
        };
        Ok(Self {
            title: words.map_title(request, within.and_then(name), coverage),
            subtitle: words.map_subtitle(atlas.find_unit(&round.country).and_then(name), &round.title),
            unit,
            date: coverage.and_then(|coverage| coverage.date.clone()),
            partial_note: coverage.and_then(|coverage| words.partial(coverage, period)),
            is_illustrative: atlas.is_illustrative(&round.id.0),
            units: units(&answer, &classes),
            bounds: bounds(atlas, by, within),
            classes,
            labels,
            colours,
            legend,
            total: answer.total.map(|total| total.value),
            notes: words.notes(&provenance.notes),
            disclaimer: provenance.disclaimer(atlas).map(str::to_owned),
            sources: provenance.sources,
            citation,
        })
    }
}

/// The units of an answer, each with its class.
fn units(answer: &ValueTable, classes: &[Class]) -> Vec<MapUnit> {
    let unit = |row: &ValueRow| {
        let value = row.estimate.value.map(rounded);
        let class = value.reported().and_then(|value| classes.iter().rposition(|class| class.low <= value));
        MapUnit { position: row.place, value, undefined: row.estimate.undefined, class }
    };
    answer.rows.iter().map(unit).collect()
}

/// What a map of a level, or of a part of it, opens on.
fn bounds(atlas: &Atlas, by: AdminLevel, within: Option<(AdminLevel, usize)>) -> Option<BBox> {
    match within {
        Some((level, unit)) => atlas.unit(level, unit).and_then(|unit: &AdminUnit| BBox::around(unit.boxes())),
        None => geodata::query::Collection::Admin(by).bounds(atlas),
    }
}
fn provenance(atlas: &Atlas, request: &MapRequest<'_>) -> Provenance {
    let mut provenance = Provenance::of_round(atlas, &request.round.id.0);
    let MapRequest { ref indicator, per, by, round, period, .. } = *request;
    provenance.indicator(atlas, round, (indicator, per), by.into(), Some(period));
    provenance.boundaries(atlas, request.by);
    provenance.international_borders(atlas);
    provenance
}

/// How a map counts where nothing is chosen. A number of households says more of how many live in a place than of what they lack.
pub fn default_per(indicator: &Indicator) -> Normalisation {
    match indicator {
        Indicator::Group(_) => Normalisation::None,
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => Normalisation::ShareOfAll,
    }
}
