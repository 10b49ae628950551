//! The legend of a map: a line for each class, and for each status without a number that occurs.
//!
//! ```text
//! ■ 1 to 49       12 districts
//! ■ 50 to 199      8
//! ▨ No data        3
//! ```

use geodata::figures::{Normalisation, ValueTable};
use geodata::model::Value;
use serde::Serialize;

use crate::circles::{CircleGrowth, CircleScale};
use crate::classes::{Class, ClassKind, Classes};
use crate::map_request::{LegendKind, MapRequest, Marks};
use crate::palette::{Colour, Pattern, State};
use crate::words::Words;

/// What the colours of a map mean.
#[derive(Clone, Debug, Serialize)]
pub struct Legend {
    /// What is shown.
    pub title: String,
    /// The unit of the values.
    pub unit: String,
    /// How values are divided into classes, in words, where that is not the usual way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Where the breaks between classes come from: `own`, `shared` with other years and rounds, or `given`.
    pub breaks: &'static str,
    /// How many decimals values are shown with at least, so that none that is printed falls in another class than its colour.
    pub decimals: usize,
    /// A line per colour that areas have.
    pub entries: Vec<LegendEntry>,
    /// What circles stand for, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circles: Option<CircleLegend>,
}

/// What the circles of a map stand for.
#[derive(Clone, Debug, Serialize)]
pub struct CircleLegend {
    /// What is counted.
    pub title: String,
    /// The unit of the counts.
    pub unit: String,
    /// How many units have a circle.
    pub units: usize,
    /// `#rrggbb`.
    pub color: String,
    /// The zoom of a map in a browser at which the radii hold: the one of its style.
    pub zoom: f64,
    /// Between which zooms circles grow: they are twice as wide two zooms closer.
    pub zooms: [f64; 2],
    /// Round values, the largest first.
    pub values: Vec<CircleExample>,
}

/// A value with its circle.
#[derive(Clone, Debug, Serialize)]
pub struct CircleExample {
    /// The value.
    pub value: f64,
    /// In words.
    pub label: String,
    /// In pixels.
    pub radius: f64,
}

impl CircleLegend {
    /// The legend of a scale on a map that opens with a zoom. `title` and `unit` say what is counted.
    pub(crate) fn new(
        (scale, growth): (CircleScale, CircleGrowth),
        (title, unit): (&str, String),
        (units, colour): (usize, Colour),
        words: Words,
    ) -> Self {
        let largest = growth.largest(growth.zoom);
        let example = |value: f64| {
            let radius = (scale.radius(value, largest) * 100.0).round() / 100.0;
            CircleExample { value, label: words.amount(value, 0), radius }
        };
        Self {
            title: title.to_owned(),
            unit,
            units,
            color: colour.to_string(),
            zoom: growth.zoom,
            zooms: growth.zooms(),
            values: scale.examples().into_iter().map(example).collect(),
        }
    }
}

impl Legend {
    /// The unit, with how values are divided into classes where that is not the usual way.
    pub(crate) fn unit_and_method(&self) -> String {
        match &self.method {
            Some(method) => format!("{}, {method}", self.unit),
            None => self.unit.clone(),
        }
    }
}

impl Legend {
    /// Why units have no number, with how many they are.
    pub(crate) fn without_number(&self) -> Vec<(&str, usize)> {
        let without = self.entries.iter().filter(|entry| entry.kind != LegendKind::Class && entry.units > 0);
        without.map(|entry| (entry.label.as_str(), entry.units)).collect()
    }
}

/// One line of a legend.
#[derive(Clone, Debug, Serialize)]
pub struct LegendEntry {
    /// What the colour stands for.
    pub kind: LegendKind,
    /// In words.
    pub label: String,
    /// `#rrggbb`.
    pub color: String,
    /// What is drawn on the colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<Pattern>,
    /// How many units have it.
    pub units: usize,
}

/// The range of each class in words.
pub(crate) fn class_labels(classes: &Classes, per: Normalisation, words: Words) -> Vec<String> {
    classes.iter().map(|class| words.class(class, classes.decimals, per)).collect()
}

/// The colour of each class, and that of its areas: the ground, where circles show the values instead.
pub(crate) fn class_colours(classes: &Classes, request: &MapRequest<'_>) -> (Vec<String>, Vec<String>) {
    let ground = request.theme.colours().ground;
    let colours = request.class_palette().colours(classes, request.theme);
    let fills = classes.iter().zip(&colours);
    let fills = fills.map(|(class, colour)| if is_filled(class, request.marks) { *colour } else { ground });
    (colours.iter().map(Colour::to_string).collect(), fills.map(|colour| colour.to_string()).collect())
}

/// Whether areas show a class by its colour: where counts are circles, only zero, which has none.
pub(crate) fn is_filled(class: &Class, marks: Marks) -> bool {
    marks != Marks::Circles || class.kind == ClassKind::Zero
}

/// The lines of classes that areas show, followed by the others.
pub(crate) fn legend_entries(
    (classes, labels): (&[Class], &[String]),
    (colours, marks): (&[String], Marks),
    others: Vec<LegendEntry>,
) -> Vec<LegendEntry> {
    let all = classes.iter().zip(labels).zip(colours);
    let of_class = all.filter(|((class, _), _)| is_filled(class, marks)).map(|((class, label), color)| LegendEntry {
        kind: LegendKind::Class,
        label: label.clone(),
        color: color.clone(),
        pattern: None,
        units: class.units,
    });
    of_class.chain(others).collect()
}

/// A line for each status without a number, where a unit has it.
pub(crate) fn unmeasured_entries(request: &MapRequest<'_>, answer: &ValueTable) -> Vec<LegendEntry> {
    let with = |value: Value<f64>| answer.rows.iter().filter(move |row| row.estimate.value == value);
    let words = Words::of(request.language);
    let why = with(Value::NotApplicable).find_map(|row| row.estimate.undefined);
    let label = |kind: LegendKind| match why.filter(|_| kind == LegendKind::NotApplicable) {
        Some(why) => words.reason(why, &request.indicator, request.by.into()),
        None => words.without_number(kind),
    };
    [
        (LegendKind::NoData, Value::NoData, State::NoData),
        (LegendKind::Suppressed, Value::Suppressed, State::Suppressed),
        (LegendKind::NotApplicable, Value::NotApplicable, State::NotApplicable),
    ]
    .into_iter()
    .map(|(kind, value, state)| {
        let pattern = state.pattern(request.theme);
        LegendEntry {
            kind,
            label: label(kind),
            color: pattern.ground.to_string(),
            pattern: Some(pattern),
            units: with(value).count(),
        }
    })
    .filter(|entry| entry.units > 0)
    .collect()
}
