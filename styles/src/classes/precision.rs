//! How many decimals values need, so that what is printed of them falls in the class that has their colour.

use super::class::{Class, ClassKind};
use super::round_numbers::{DECIMALS, power_of_ten, to_decimals};

/// A class with the least and the largest of the values in it.
pub(super) type ClassRange = (Class, [f64; 2]);

/// The fewest decimals with which, or with more of which, no printed value is in another class. Only the outermost values of each class matter, since
/// rounding keeps their order.
pub(super) fn decimals_needed(classes: &[ClassRange]) -> usize {
    let fit = |decimals: &usize| {
        let is_in_its_class = |at: usize| {
            let Some((class, ends)) = classes.get(at) else { return true };
            let beside = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| classes.get(at)));
            ends.iter().flat_map(|end| printed(*end, *decimals)).all(|shown| {
                let is_in =
                    class.is_one_value() && class.kind == ClassKind::Range && shown != 0.0 || class.holds(shown);
                is_in
                    && beside.into_iter().flatten().all(|(other, ends)| {
                        !other.holds(shown) && ends.iter().all(|end| !printed(*end, *decimals).contains(&shown))
                    })
            })
        };
        (0..classes.len()).all(is_in_its_class)
    };
    (0..DECIMALS).rev().take_while(fit).last().unwrap_or(DECIMALS)
}

/// What a value may be printed as: halves are rounded to even, or away from zero.
fn printed(value: f64, decimals: usize) -> [f64; 2] {
    let to_even = format!("{value:.decimals$}").parse().unwrap_or(value);
    let (parts, unit) = ((value * 1e4).round(), power_of_ten(DECIMALS.saturating_sub(decimals)));
    let away = (parts / unit).round() * unit / 1e4;
    [to_even, if away.is_finite() { to_decimals(away, decimals) } else { value }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: f64, high: f64, ends: [f64; 2]) -> ClassRange {
        let class = Class { high, holds_high: false, ..Class::of_value(ClassKind::Range, low, (1, 2)) };
        (class, ends)
    }

    #[test]
    fn values_are_printed_finely_enough_for_their_class() {
        let decimals = |below: f64, at: f64, above: f64| {
            decimals_needed(&[range(0.0, at, [0.5, below]), range(at, 100.0, [above, 90.0])])
        };
        assert_eq!(decimals(2.0, 5.0, 7.0), 0);
        assert_eq!(decimals(2.14, 2.15, 2.2), 1, "2.1 is below 2.15, and 2.2 is not; 2 is");
        assert_eq!(decimals(4.96, 5.0, 7.0), 2, "5.0 is in the class above");
        assert_eq!(decimals(4.46, 4.5, 7.0), 2, "4 and 4.46 are below 4.5; 4.5 is not");
    }

    #[test]
    fn single_values_stay_apart() {
        let one = |value| (Class::of_value(ClassKind::Range, value, (1, 2)), [value, value]);
        assert_eq!(decimals_needed(&[one(57.14), one(57.12)]), 2);
        assert_eq!(decimals_needed(&[one(57.1429)]), 0);
        assert_eq!(decimals_needed(&[(Class::of_value(ClassKind::Zero, 0.0, (0, 1)), [0.0, 0.0]), one(0.04)]), 2);
    }
}
