//! Two variables of the same units at once: each in at most three classes, and nine colours for what the two have together.
//!
//! Zeros are a class of their own here, too: where there are any, they are the lowest of the three. Changes are decline, hardly any change, and growth.

use geodata::figures::{Indicator, Normalisation, UndefinedReason};
use geodata::model::Value;

use crate::classes::{Class, ClassKind, Classes, Classification, Method, classify};
use crate::map_request::LegendKind;
use crate::palette::Colour;

/// How many classes a variable has at most.
pub const CLASSES: u8 = 3;

/// Two variables of the units of a map.
#[derive(Clone, Debug)]
pub struct TwoVariables {
    /// The first, and the second.
    pub axes: [Axis; 2],
    /// What each unit has of them, in the order of the units of the map.
    pub units: Vec<UnitOfTwo>,
    /// `[little, middle, much]` of the first, of which each has `[little, middle, much]` of the second.
    pub colours: [[Colour; 3]; 3],
}

/// A variable with its classes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What is counted.
    pub indicator: Indicator,
    /// The same in words.
    pub name: String,
    /// The unit of its values.
    pub unit: String,
    /// At most three, the lowest first.
    pub classes: Classes,
    /// The range of each class in words.
    pub labels: Vec<String>,
    /// Where each class stands between little (0) and much (2).
    pub positions: Vec<usize>,
}

/// What a unit has of two variables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitOfTwo {
    /// The first and the second value.
    pub values: [Value<f64>; 2],
    /// Why one has no value although its numbers are there.
    pub undefined: [Option<UndefinedReason>; 2],
    /// Where it stands between little (0) and much (2) of the first and the second; none without both values.
    pub field: Option<[usize; 2]>,
}

/// How a variable is divided that is drawn with another.
#[must_use]
pub fn three_classes(values: &[f64], method: Method, per: Normalisation) -> Classes {
    let has_zeros = per != Normalisation::Change && values.contains(&0.0);
    classify(values, &Classification::in_classes(method, CLASSES - u8::from(has_zeros)), per)
}

/// Where classes stand between little (0) and much (2): a single one in the middle, two of them at the ends.
pub(crate) fn positions(classes: &[Class], per: Normalisation) -> Vec<usize> {
    let last = classes.len().saturating_sub(1);
    let position = |(at, class): (usize, &Class)| match (class.kind, per) {
        (_, Normalisation::Change) => usize::try_from(class.step.clamp(-1, 1) + 1).unwrap_or_default(),
        (ClassKind::Zero, _) => 0,
        _ if last == 0 => 1,
        _ if at == last => 2,
        _ => at.min(1),
    };
    classes.iter().enumerate().map(position).collect()
}

impl Axis {
    /// Where a value stands between little (0) and much (2).
    fn position(&self, value: Value<f64>) -> Option<usize> {
        self.positions.get(self.classes.position(value.reported()?)?).copied()
    }
}

impl UnitOfTwo {
    /// From the first and the second value, each with why it is none although its numbers are there.
    pub(crate) fn new(axes: &[Axis; 2], [first, second]: [(Value<f64>, Option<UndefinedReason>); 2]) -> Self {
        let field = axes[0].position(first.0).zip(axes[1].position(second.0));
        Self {
            values: [first.0, second.0],
            undefined: [first.1, second.1],
            field: field.map(|(first, second)| [first, second]),
        }
    }

    /// Why it is in no field: what the first variable lacks, or else the second.
    pub fn lacks(&self) -> Option<LegendKind> {
        self.values.iter().find_map(|value| LegendKind::of(*value))
    }
}

impl TwoVariables {
    /// The colour of a unit; none without both values.
    pub fn colour(&self, unit: &UnitOfTwo) -> Option<Colour> {
        unit.field.map(|field| self.colour_of(field))
    }

    /// The colour of a field.
    pub fn colour_of(&self, [first, second]: [usize; 2]) -> Colour {
        self.colours[first.min(2)][second.min(2)]
    }

    /// How many units are in a field.
    pub fn count(&self, field: [usize; 2]) -> usize {
        self.units.iter().filter(|unit| unit.field == Some(field)).count()
    }

    /// The positions of the units with much of both, those with the most of the first before others.
    pub(crate) fn highest_in_both(&self) -> Vec<usize> {
        let much = self.units.iter().enumerate().filter(|(_, unit)| unit.field == Some([2, 2]));
        let mut much: Vec<(usize, f64)> =
            much.filter_map(|(at, unit)| Some((at, unit.values[0].reported()?))).collect();
        much.sort_by(|a, b| b.1.total_cmp(&a.1));
        much.into_iter().map(|(at, _)| at).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(values: &[f64], per: Normalisation) -> Vec<usize> {
        let classes = three_classes(values, Method::Quantile, per);
        let positions = positions(&classes, per);
        values.iter().map(|value| positions[classes.position(*value).expect("a class")]).collect()
    }

    #[test]
    fn values_are_parted_into_three_of_about_as_many() {
        let values: Vec<f64> = (1..=9).map(f64::from).collect();
        assert_eq!(classified(&values, Normalisation::Per1000Households), [0, 0, 0, 1, 1, 1, 2, 2, 2]);
    }

    #[test]
    fn zeros_are_the_lowest_class_and_nothing_else_is_in_it() {
        let values = [0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0];
        assert_eq!(classified(&values, Normalisation::ShareOfAll), [0, 0, 0, 0, 1, 1, 2, 2]);
        assert_eq!(classified(&[0.0, 7.0], Normalisation::ShareOfAll), [0, 2]);
        assert_eq!(classified(&[0.0, 0.0], Normalisation::ShareOfAll), [0, 0], "nobody, not the middle");
    }

    #[test]
    fn equal_values_are_never_parted() {
        assert_eq!(classified(&[5.0, 5.0, 5.0, 5.0, 5.0, 9.0], Normalisation::Share), [0, 0, 0, 0, 0, 2]);
        assert_eq!(classified(&[5.0, 5.0, 5.0], Normalisation::Share), [1, 1, 1], "neither little nor much");
    }

    #[test]
    fn changes_are_decline_hardly_any_and_growth() {
        let values = [-60.0, -20.0, 0.5, 0.0, 30.0, 250.0];
        assert_eq!(classified(&values, Normalisation::Change), [0, 0, 1, 1, 2, 2]);
        assert_eq!(classified(&[20.0, 60.0, 90.0], Normalisation::Change), [2, 2, 2], "nothing declines");
    }

    #[test]
    fn no_more_than_three_classes_whatever_the_values() {
        let nasty: [&[f64]; 5] =
            [&[], &[0.0], &[1e-4], &[0.0, 1e-4, 1e12], &[0.0, 0.0, 0.1, 0.1, 0.1, 0.2, 0.3, 0.3, 7.0, 1e6]];
        for values in nasty {
            for method in [
                Method::Quantile,
                Method::NaturalBreaks,
                Method::EqualInterval,
                Method::HeadTail,
                Method::StandardDeviation,
            ] {
                let classes = three_classes(values, method, Normalisation::Share);
                assert!(classes.len() <= 3, "{method:?} {values:?}: {classes:?}");
                assert!(values.iter().all(|value| classes.position(*value).is_some()), "{method:?} {values:?}");
                let positions = positions(&classes, Normalisation::Share);
                assert!(positions.windows(2).all(|pair| pair[0] < pair[1]), "{method:?} {values:?}: {positions:?}");
            }
        }
    }
}
