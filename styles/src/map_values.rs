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
use geodata::model::{AdminLevel, AdminUnit, BBox, PlaceLevel, Source, Value};
use geodata::provenance::{Note, Provenance};

use crate::circles::{CircleGrowth, CircleScale};
use crate::classes::{Breaks, Classes, SharedScales, classify};
use crate::legend::{CircleLegend, Legend, class_colours, class_labels, legend_entries, unmeasured_entries};
use crate::map_request::{MapRequest, Marks};
use crate::two_variables::TwoVariables;
use crate::view::opening_zoom;
use crate::words::{Circumstances, Named, Ranking, Subtitle, Words};

/// The values of a map, and what is said of them.
#[derive(Clone, Debug)]
pub struct MapValues {
    /// A title in words.
    pub title: String,
    /// Our title, where an editor has another one.
    pub generated_title: Option<String>,
    /// Country and round, who was asked, what is counted, and what rates are of.
    pub subtitle: Subtitle,
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
    pub classes: Classes,
    /// The range of each class in words.
    pub labels: Vec<String>,
    /// The colour of each class.
    pub colours: Vec<String>,
    /// The colour of areas of each class: that of the ground, where circles show the values instead.
    pub fills: Vec<String>,
    /// What the colours mean.
    pub legend: Legend,
    /// A second variable beside the first, where the map is of two.
    pub two: Option<TwoVariables>,
    /// What circles stand for, where there are any.
    pub circles: Option<CircleScale>,
    /// What the map shows, for those who do not see it: without the title.
    pub summary: String,
    /// The units shown, taken together.
    pub total: Option<Value<f64>>,
    /// The same in words: `Whole country: 47,467 people.`; none of shares and changes, which do not add up to anything that is worth saying.
    pub total_in_words: Option<String>,
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
    /// What its circle stands for: its count.
    pub count: Option<f64>,
    /// How many communities of it were assessed.
    pub communities: usize,
    /// How many of these count for the value.
    pub confirming: usize,
}

impl MapValues {
    /// Computes the values of a map. `scales` remembers those that its classes are shared with; `basemap` is whether it lies on one, whose sources are cited then.
    pub fn new(
        atlas: &Atlas,
        scales: &SharedScales,
        request: &MapRequest<'_>,
        basemap: bool,
    ) -> Result<Self, FigureError> {
        let MapRequest { ref indicator, by, round, period, per, ref classification, within, language, .. } = *request;
        let asked = IndicatorQuery {
            indicator: indicator.clone(),
            by: by.into(),
            round: &round.id.0,
            periods: PeriodSelection::One(period),
            per,
            within,
        };
        let answer = values(atlas, &asked)?;
        let counts = match request.marks {
            Marks::Fill => None,
            Marks::Circles => Some(answer.clone()),
            Marks::Both => Some(values(atlas, &IndicatorQuery { per: Normalisation::None, ..asked.clone() })?),
        };
        // As tiles have them: what is rounded must not fall into another class.
        let reported: Vec<f64> =
            answer.rows.iter().filter_map(|row| row.estimate.value.reported().map(rounded)).collect();
        let words = Words::of(language);
        let classes = match classification.breaks() {
            Breaks::Shared => scales.scale(atlas, &asked, classification).classes(&reported),
            Breaks::Own | Breaks::Given(_) => classify(&reported, classification, per),
        };
        let labels = class_labels(&classes, per, words);
        let (colours, fills) = class_colours(&classes, request);
        let coverage = indicator.coverage(round);
        let mut provenance = provenance(atlas, request);
        if answer.rows.iter().any(|row| row.estimate.missing > 0) {
            provenance.note(Note::missing(atlas, &round.id.0, indicator, false));
        }
        let without_unit = without_unit(atlas, &asked);
        provenance.left_out(by.into(), without_unit);
        if let (true, Some(basemap)) = (basemap, &atlas.info.basemap) {
            provenance.cite(atlas, &basemap.sources);
        }
        provenance.boundaries_policy(atlas);
        if !basemap {
            provenance.surroundings(atlas);
        }
        let citation = round.sources.first().and_then(|id| atlas.source(id)).map(|source| source.citation.clone());

        let name = |(level, unit)| atlas.unit(level, unit).map(|unit| unit.names.get_or_main(language));
        let unit = words.unit(indicator, per);
        let units = units(&answer, &classes, counts.as_ref());
        let bounds = bounds(atlas, by, within);
        // Maps that compare have circles of one scale, too.
        let of_others = match classification.breaks() {
            Breaks::Shared if request.marks.has_circles() => {
                let per = if request.marks == Marks::Both { Normalisation::None } else { per };
                scales.scale(atlas, &IndicatorQuery { per, ..asked.clone() }, classification).largest()
            }
            _ => None,
        };
        let circles = CircleScale::new(units.iter().filter_map(|unit| unit.count).chain(of_others));
        let legend_title = words.with_period(words.indicator(indicator), period, coverage);
        let circle_legend = |scale: CircleScale| {
            let unit = if request.marks == Marks::Both { words.counted(indicator.unit()) } else { unit.clone() };
            let with_circle = units.iter().filter(|unit| unit.count.is_some_and(|count| count > 0.0)).count();
            let growth = CircleGrowth::new(bounds.map_or(0.0, opening_zoom), request.marks.largest_circle_of_width());
            CircleLegend::new((scale, growth), (&legend_title, unit), (with_circle, request.circle_colour()), words)
        };
        let legend = Legend {
            circles: circles.map(circle_legend),
            title: legend_title.clone(),
            unit: unit.clone(),
            breaks: classification.breaks().id(),
            decimals: classes.decimals,
            method: words.method(classification.method()),
            entries: legend_entries((&classes, &labels), (&fills, request.marks), unmeasured_entries(request, &answer)),
        };
        let misleads = per == Normalisation::None && request.marks == Marks::Fill;
        let notes = misleads.then(|| words.colours_of_counts()).into_iter();
        let total_in_words = answer.total.and_then(|total| {
            let is_partial = total.missing > 0 || without_unit.communities > 0;
            words.picture_total((&total, is_partial), (request, &unit), request.extent(atlas))
        });
        let title = words.map_title(request, request.extent(atlas), coverage);
        let is_illustrative = atlas.is_illustrative(&round.id.0);
        let around =
            Circumstances { is_illustrative, total: total_in_words.as_deref(), without: &legend.without_number() };
        let summary = summary(atlas, request, (&units, &unit, classes.decimals), around);
        Ok(Self {
            summary,
            two: None,
            circles,
            title,
            generated_title: None,
            subtitle: words.map_subtitle(
                request,
                atlas.find_unit(&round.country).and_then(name),
                assessed_communities(atlas, request),
            ),
            unit,
            date: coverage.and_then(|coverage| coverage.date.clone()),
            partial_note: coverage.and_then(|coverage| words.partial(coverage, period)),
            is_illustrative,
            units,
            bounds,
            classes,
            labels,
            colours,
            fills,
            legend,
            total: answer.total.map(|total| total.value),
            total_in_words,
            notes: notes.chain(words.notes(&provenance.notes)).collect(),
            disclaimer: provenance.disclaimer(atlas, language).map(str::to_owned),
            sources: provenance.sources_in(language),
            citation,
        })
    }
}

impl MapValues {
    /// Adds what another map in the same picture rests on, and what must be said beside it.
    pub(crate) fn add_provenance(&mut self, other: &Self) {
        for note in &other.notes {
            if !self.notes.contains(note) {
                self.notes.push(note.clone());
            }
        }
        for source in &other.sources {
            if !self.sources.iter().any(|known| known.id == source.id) {
                self.sources.push(source.clone());
            }
        }
    }
}

/// How many communities of a map its round assessed, where what is shown rests on them.
fn assessed_communities(atlas: &Atlas, request: &MapRequest<'_>) -> Option<usize> {
    let of_communities = match &request.indicator {
        Indicator::Group(group) => {
            let counts = atlas.counts_of(&request.round.id.0, group);
            counts.is_some_and(|counts| counts.level == PlaceLevel::Community)
        }
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => true,
    };
    let round = request.round.id.0.as_str();
    let assessed = match request.within {
        Some((level, unit)) => atlas.assessed_at(round, level.into(), unit).count(),
        None => (0..atlas.communities.len()).filter(|community| atlas.is_assessed(round, *community)).count(),
    };
    (of_communities && assessed > 0).then_some(assessed)
}

/// The units of an answer, each with its class, and its count where that is drawn. Both answers have the same units in the same order.
fn units(answer: &ValueTable, classes: &Classes, counts: Option<&ValueTable>) -> Vec<MapUnit> {
    let count_of = |at: usize| counts?.rows.get(at)?.estimate.value.reported().map(rounded);
    let unit = |(at, row): (usize, &ValueRow)| {
        let value = row.estimate.value.map(rounded);
        let class = value.reported().and_then(|value| classes.position(value));
        let ValueRow { place: position, estimate, communities, .. } = row;
        MapUnit {
            position: *position,
            value,
            undefined: estimate.undefined,
            class,
            count: count_of(at),
            communities: *communities,
            confirming: estimate.confirming,
        }
    };
    answer.rows.iter().enumerate().map(unit).collect()
}

/// The units of a map with their names, for what is said of them. `value` is what each has.
pub(crate) fn ranking<'a>(
    atlas: &'a Atlas,
    request: &MapRequest<'_>,
    (units, value): (&[MapUnit], impl Fn(&MapUnit) -> Option<f64>),
    (unit, decimals): (&'a str, usize),
) -> Ranking<'a> {
    let named = |of: &MapUnit| -> Option<Named<'a>> {
        let place = atlas.unit(request.by, of.position)?;
        Some((place.names.get_or_main(request.language), value(of)?))
    };
    Ranking { named: units.iter().filter_map(named).collect(), places: units.len(), unit, decimals: decimals.max(1) }
}

/// What a map shows in words.
fn summary(
    atlas: &Atlas,
    request: &MapRequest<'_>,
    (units, unit, decimals): (&[MapUnit], &str, usize),
    around: Circumstances<'_>,
) -> String {
    let words = Words::of(request.language);
    let values = ranking(atlas, request, (units, |unit| unit.value.reported()), (unit, decimals));
    let counted = words.counted(request.indicator.unit());
    let circles = (request.marks == Marks::Both)
        .then(|| ranking(atlas, request, (units, |unit: &MapUnit| unit.count), (&counted, 0)));
    words.map_summary(&values, circles.as_ref(), (request, around))
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
    if request.names_round {
        // Who asks for a round needs no reason why it is not another one; nor does the map change when there is a newer one.
        provenance.notes.retain(|note| !matches!(note, Note::OtherRound { .. }));
    }
    provenance.boundaries(atlas, request.by);
    provenance.international_borders(atlas);
    provenance
}

/// How a map counts where nothing is chosen and what is counted is drawn as areas, which mislead where they stand for counts.
pub fn usual_rate(indicator: &Indicator) -> Normalisation {
    match default_per(indicator) {
        Normalisation::None => Normalisation::Per1000Households,
        rate => rate,
    }
}

/// How a map counts where nothing is chosen. A number of households says more of how many live in a place than of what they lack.
pub fn default_per(indicator: &Indicator) -> Normalisation {
    match indicator {
        Indicator::Group(_) => Normalisation::None,
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => Normalisation::ShareOfAll,
    }
}
