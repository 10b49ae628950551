//! Labels say what is in a class: their numbers, read again, put each value where its colour is.

use geodata::model::Language;

use super::*;
use crate::words::Words;

/// The numbers of a label, with their exclusion: "2.15 to under 3" is from 2.15 to what is below 3.
pub(super) struct Printed {
    pub low: f64,
    pub high: f64,
    pub holds_low: bool,
    pub holds_high: bool,
}

impl Printed {
    pub(super) fn read(label: &str) -> Self {
        let number = |text: &str| -> f64 {
            let plain = text.replace(',', "").replace('\u{2212}', "-");
            plain.parse().unwrap_or_else(|_| panic!("no number in {label:?}: {text:?}"))
        };
        let (holds_low, holds_high) = match () {
            () if label.starts_with("between ") => (false, false),
            () if label.starts_with("above ") => (false, true),
            () => (true, !label.contains(" to under ")),
        };
        let bare = label.replace("between ", "").replace("above ", "").replace("under ", "").replace(" and ", " to ");
        let (low, high) = bare.split_once(" to ").unwrap_or((&bare, &bare));
        assert!(low != high || !label.contains(" to "), "one value has two numbers: {label:?}");
        Self { low: number(low), high: number(high), holds_low, holds_high }
    }

    pub(super) fn holds(&self, value: f64) -> bool {
        let is_above = if self.holds_low { self.low <= value } else { self.low < value };
        is_above && if self.holds_high { value <= self.high } else { value < self.high }
    }
}

/// The labels of classes in English.
pub(super) fn labels(classes: &Classes, per: Normalisation) -> Vec<String> {
    classes.iter().map(|class| Words::of(Language::ENGLISH).class(class, classes.decimals, per)).collect()
}

fn labels_of(values: &[f64], method: Method, per: Normalisation) -> Vec<String> {
    labels(&classify(values, &Classification::own(method), per), per)
}

#[test]
fn one_value_has_one_number() {
    for method in methods() {
        assert_eq!(labels_of(&[57.1429, 57.1429], method, Normalisation::Share), ["57.1"], "{method:?}");
    }
    assert_eq!(labels_of(&[0.0, 12.5, 57.1429], Method::NaturalBreaks, Normalisation::Share), ["0", "12.5", "57.1"]);
    assert_eq!(
        labels_of(&[57.1429, 57.1134, 3.0], Method::NaturalBreaks, Normalisation::Share),
        ["3", "57.11", "57.14"]
    );
}

#[test]
fn a_break_is_printed_as_it_is() {
    let labels = labels_of(&[2.1, 2.12, 2.16, 2.19, 9.0, 9.1], Method::NaturalBreaks, Normalisation::Share);
    assert!(labels.iter().any(|label| label.contains("2.15")), "{labels:?}");
}

#[test]
fn counts_are_whole() {
    let counts = [0.0, 1.0, 2.0, 3.0, 48.0, 98.0, 103.0, 110.0, 480.0, 530.0];
    let labels = labels_of(&counts, Method::NaturalBreaks, Normalisation::None);
    assert_eq!(labels, ["0", "1 to 39", "48", "50 to 399", "480", "530"]);
}

#[test]
fn changes_are_signed_and_mirrored() {
    let labels = labels_of(&[-57.0, -12.0, -7.0, 0.0, 9.0, 60.0, 244.0], Method::NaturalBreaks, Normalisation::Change);
    assert!(labels.iter().any(|label| label.starts_with("between \u{2212}") && label.contains(" and +")), "{labels:?}");
}
