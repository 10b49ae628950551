//! The maps of several years of an indicator, side by side in one picture: with the same classes and circles, and one legend for all.

use geodata::atlas::Atlas;
use geodata::figures::Normalisation;
use geodata::model::Period;

use crate::circles::CircleScale;
use crate::classes::{Class, Classes};
use crate::legend::{LegendEntry, class_colours, class_labels, legend_entries};
use crate::map_request::{LegendKind, MapRequest};
use crate::map_values::{MapUnit, MapValues, ranking};
use crate::words::Words;

/// How many maps stand in one picture.
pub const PANELS: std::ops::RangeInclusive<usize> = 2..=8;

/// The maps of several years.
#[derive(Clone, Debug)]
pub struct MapOfYears {
    /// What is said once of all of them: title, legend, sources, notes.
    pub whole: MapValues,
    /// A map for each year.
    pub panels: Vec<Panel>,
}

/// The map of a year.
#[derive(Clone, Debug)]
pub struct Panel {
    /// The year in words: `2024 (January to April only)`.
    pub title: String,
    /// Its values.
    pub values: MapValues,
}

impl MapOfYears {
    /// The maps of years, the first before others, whose classes are parts of one scale; none without maps.
    pub fn new(atlas: &Atlas, maps: Vec<(u16, MapValues)>, request: &MapRequest<'_>) -> Option<Self> {
        let words = Words::of(request.language);
        let (first, last) = (maps.first()?.0, maps.last()?.0);
        let coverage = request.indicator.coverage(request.round);
        let mut panels: Vec<Panel> = Vec::new();
        for (year, values) in maps {
            let title = coverage.map_or(year.to_string(), |coverage| words.when(Period::Year(year), coverage));
            panels.push(Panel { title, values });
        }
        let circles =
            CircleScale::new(panels.iter().filter_map(|panel| panel.values.circles).map(|scale| scale.largest));
        for panel in &mut panels {
            panel.values.circles = circles;
        }

        let mut whole = panels.last()?.values.clone();
        for panel in &panels {
            whole.add_provenance(&panel.values);
        }
        // Each year has its own.
        (whole.total, whole.total_in_words) = (None, None);
        if request.per == Normalisation::Change {
            whole.subtitle.denominator.clear();
        }
        whole.title = words.map_title_of_years(request, request.extent(atlas), [first, last]);
        whole.summary = summary(&panels, atlas, request, whole.is_illustrative);
        whole.classes = classes(&panels);
        whole.labels = class_labels(&whole.classes, request.per, words);
        (whole.colours, whole.fills) = class_colours(&whole.classes, request);
        whole.legend.title = words.indicator(&request.indicator);
        whole.legend.circles = panels.iter().find_map(|panel| panel.values.legend.circles.clone());
        let fills = (whole.fills.as_slice(), request.marks);
        whole.legend.entries = legend_entries((&whole.classes, &whole.labels), fills, without_number(&panels));
        Some(Self { whole, panels })
    }
}

/// The classes of all maps: those of a scale that any of them has.
fn classes(panels: &[Panel]) -> Classes {
    let mut classes: Vec<Class> = Vec::new();
    for class in panels.iter().flat_map(|panel| panel.values.classes.iter()) {
        match classes.iter_mut().find(|known| (known.kind, known.step) == (class.kind, class.step)) {
            Some(known) => {
                // Breaks that are given end with the values of each map.
                known.low = known.low.min(class.low);
                known.high = known.high.max(class.high);
                known.units += class.units;
            }
            None => classes.push(*class),
        }
    }
    classes.sort_by(|a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
    let decimals = panels.iter().map(|panel| panel.values.classes.decimals).max().unwrap_or_default();
    Classes { classes, decimals }
}

/// A line for each status without a number that any of the maps has.
fn without_number(panels: &[Panel]) -> Vec<LegendEntry> {
    let entry = |kind: LegendKind| {
        let mut of_kind =
            panels.iter().flat_map(|panel| &panel.values.legend.entries).filter(|entry| entry.kind == kind);
        of_kind.next().cloned()
    };
    LegendKind::WITHOUT_NUMBER.into_iter().filter_map(entry).collect()
}

/// What the maps show in words: the highest place of each year.
fn summary(panels: &[Panel], atlas: &Atlas, request: &MapRequest<'_>, is_illustrative: bool) -> String {
    let mut years = Vec::new();
    for Panel { title, values } in panels {
        let of = (values.units.as_slice(), |unit: &MapUnit| unit.value.reported());
        years.push((title.as_str(), ranking(atlas, request, of, (&values.unit, values.classes.decimals))));
    }
    Words::of(request.language).summary_of_years(&years, (request, is_illustrative))
}
