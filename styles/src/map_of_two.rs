//! Maps of two variables.
//!
//! ```text
//! MapValues of returns ────┐
//!                          ├─ crossed ─► MapValues with TwoVariables: [returns, distance], a field of 3 × 3 for each unit
//! MapValues of distance ───┘
//! ```

use geodata::atlas::Atlas;

use crate::legend::{LegendEntry, class_labels};
use crate::map_request::{LegendKind, MapRequest};
use crate::map_values::{MapUnit, MapValues};
use crate::palette::Bivariate;
use crate::two_variables::{Axis, TwoVariables, UnitOfTwo, positions, three_classes};
use crate::words::{Circumstances, Ranking, Words};

impl MapValues {
    /// A map of two variables, from a map of each. Both are of the same units.
    #[must_use]
    pub fn crossed(self, other: &Self, requests: [&MapRequest<'_>; 2], atlas: &Atlas, palette: Bivariate) -> Self {
        let [first, second] = requests;
        let words = Words::of(first.language);
        let axes = [axis(&self, first), axis(other, second)];
        let units = self
            .units
            .iter()
            .zip(&other.units)
            .map(|(one, two)| UnitOfTwo::new(&axes, [one, two].map(|unit| (unit.value, unit.undefined))))
            .collect();
        let two = TwoVariables { axes, units, colours: palette.colours(first.theme) };

        let title = words.map_title_of_two(requests, first.extent(atlas));
        let mut legend = self.legend.clone();
        legend.method = words.method(first.classification.method());
        legend.entries = entries([&self, other], &two, words);
        let mut crossed = self;
        crossed.add_provenance(other);
        crossed.subtitle = crossed.subtitle.and(&other.subtitle);
        crossed.is_illustrative |= other.is_illustrative;
        let around =
            Circumstances { is_illustrative: crossed.is_illustrative, total: None, without: &legend.without_number() };
        let summary = summary((&two, &crossed.units, around), atlas, requests);
        Self {
            summary,
            title,
            classes: two.axes[0].classes.clone(),
            labels: two.axes[0].labels.clone(),
            legend,
            circles: None,
            total: None,
            total_in_words: None,
            two: Some(two),
            ..crossed
        }
    }
}

/// A line for each status without a number, where a unit has it.
fn entries(of: [&MapValues; 2], two: &TwoVariables, words: Words) -> Vec<LegendEntry> {
    let entry = |kind: LegendKind| {
        let units = two.units.iter().filter(|unit| unit.lacks() == Some(kind)).count();
        let mut found = of.iter().flat_map(|values| &values.legend.entries).filter(|entry| entry.kind == kind);
        let entry = found.next().filter(|_| units > 0)?;
        let is_same = found.all(|other| other.label == entry.label);
        let label = if is_same { entry.label.clone() } else { words.without_number(kind) };
        Some(LegendEntry { label, units, ..entry.clone() })
    };
    LegendKind::WITHOUT_NUMBER.into_iter().filter_map(entry).collect()
}

/// What a map of two variables shows in words: where there is much of each, and of both.
fn summary(
    (two, units, around): (&TwoVariables, &[MapUnit], Circumstances<'_>),
    atlas: &Atlas,
    requests: [&MapRequest<'_>; 2],
) -> String {
    let words = Words::of(requests[0].language);
    let name = |at: usize| {
        let unit = atlas.unit(requests[0].by, units.get(at)?.position)?;
        Some(unit.names.get_or_main(requests[0].language))
    };
    let [first, second] = [0, 1].map(|at| {
        let value = |unit: (usize, &UnitOfTwo)| Some((name(unit.0)?, unit.1.values[at].reported()?));
        let Axis { unit, classes, .. } = &two.axes[at];
        let named = two.units.iter().enumerate().filter_map(value).collect();
        Ranking { named, places: two.units.len(), unit, decimals: classes.decimals.max(1) }
    });
    let highest: Vec<&str> = two.highest_in_both().into_iter().filter_map(name).collect();
    let with_both = two.units.iter().filter(|unit| unit.field.is_some()).count();
    let measures = [(two.axes[0].name.as_str(), &first), (two.axes[1].name.as_str(), &second)];
    words.summary_of_two(measures, (&highest, with_both), (requests, around))
}

/// The variable of a map.
fn axis(values: &MapValues, request: &MapRequest<'_>) -> Axis {
    let words = Words::of(request.language);
    let reported: Vec<f64> = values.units.iter().filter_map(|unit| unit.value.reported()).collect();
    let classes = three_classes(&reported, request.classification.method(), request.per);
    Axis {
        name: words.indicator(&request.indicator),
        indicator: request.indicator.clone(),
        unit: values.unit.clone(),
        labels: class_labels(&classes, request.per, words),
        positions: positions(&classes, request.per),
        classes,
    }
}
