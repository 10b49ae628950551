//! Classes of a map in words.

use geodata::figures::Normalisation;

use super::Words;
use super::catalogue::{say, say_of};
use crate::classes::{Class, Method, decimals_of};

impl Words {
    /// The values of a class; with at least so many decimals, where they are one value.
    pub(crate) fn class(&self, class: &Class, decimals: usize, per: Normalisation) -> String {
        let Class { low, high, .. } = *class;
        if per == Normalisation::None {
            // Counts are whole: a class that ends below 120 ends with 119.
            let most = if class.holds_high { high } else { high - 1.0 };
            let (least, most) = (self.number(low, 0), self.number(most, 0));
            return if least == most { least } else { say!(self, "range-numbers", low = least, high = most) };
        }
        if class.is_one_value() {
            return self.signed(low, shown_decimals(low, decimals), per);
        }
        let (low, high) = (self.class_end(low, per), self.class_end(high, per));
        match (class.holds_low, class.holds_high) {
            (true, true) => say!(self, "range-numbers", low = low, high = high),
            (true, false) => say!(self, "range-below", low = low, high = high),
            (false, true) => say!(self, "range-above", low = low, high = high),
            (false, false) => say!(self, "range-between", low = low, high = high),
        }
    }

    /// Where a class begins or ends, exactly.
    pub(crate) fn class_end(&self, end: f64, per: Normalisation) -> String {
        self.signed(end, decimals_of(end), per)
    }

    /// A number; with its sign if it is a change.
    fn signed(&self, value: f64, decimals: usize, per: Normalisation) -> String {
        let sign = if per == Normalisation::Change && value > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.number(value, decimals))
    }

    /// How values are divided into classes, where that is not the usual way.
    pub(crate) fn method(&self, method: Method) -> Option<String> {
        (method != Method::default()).then(|| say_of!(self, "legend-method-", method.id()))
    }
}

/// How many decimals a value is shown with that needs so many to stay in its class: one, or as many as have two digits of a small fraction. Pages do the
/// same (`formatNumber`).
pub(super) fn shown_decimals(value: f64, needed: usize) -> usize {
    let size = value.abs();
    let usual = if size > 0.0 && size < 1.0 { 1 + (-size.log10().floor()).max(0.0) as usize } else { 1 };
    usual.max(needed)
}

/// A number with thousands parted by a comma, and at most this many decimals.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("\u{2212}", digits));
    let (integer, fraction) = digits.split_once('.').map_or((digits, None), |(i, f)| (i, Some(f)));
    let mut out = String::from(sign);
    for (position, digit) in integer.chars().enumerate() {
        if position > 0 && (integer.len() - position) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use geodata::model::Language;

    use super::*;
    use crate::classes::ClassKind;

    #[test]
    fn numbers_are_formatted_for_readers() {
        assert_eq!(number(1_234_567.0, 0), "1,234,567");
        assert_eq!(number(-12.50, 1), "\u{2212}12.5");
        assert_eq!(number(3.0, 1), "3");
    }

    fn class(low: f64, high: f64, holds_high: bool) -> Class {
        Class { kind: ClassKind::Range, low, high, holds_low: true, holds_high, units: 1, step: 1, steps: 1 }
    }

    #[test]
    fn ranges_of_counts_end_with_the_last_count_of_the_class() {
        let label = |low, high, holds_high| {
            Words::of(Language::ENGLISH).class(&class(low, high, holds_high), 0, Normalisation::None)
        };
        assert_eq!(label(1.0, 50.0, false), "1 to 49");
        assert_eq!(label(50.0, 51.0, false), "50");
        assert_eq!(label(0.0, 0.0, true), "0");
        assert_eq!(label(1000.0, 29_592.0, true), "1,000 to 29,592");
    }

    #[test]
    fn breaks_are_written_exactly() {
        let words = Words::of(Language::ENGLISH);
        let label = |low, high, holds_high, decimals| {
            words.class(&class(low, high, holds_high), decimals, Normalisation::Per1000Households)
        };
        assert_eq!(label(2.15, 3.0, false, 1), "2.15 to under 3");
        assert_eq!(label(50.0, 70.25, true, 1), "50 to 70.25");
        assert_eq!(label(57.1429, 57.1429, true, 0), "57.1", "one value, as pages show it");
        assert_eq!(label(57.1429, 57.1429, true, 2), "57.14");
        assert_eq!(label(0.0432, 0.0432, true, 0), "0.043");
    }

    #[test]
    fn changes_have_a_sign() {
        let words = Words::of(Language::ENGLISH);
        let label = |low, high, holds_low, holds_high| {
            let class = Class { holds_low, ..class(low, high, holds_high) };
            words.class(&class, 0, Normalisation::Change)
        };
        assert_eq!(label(5.0, 90.0, true, false), "+5 to under +90");
        assert_eq!(label(-90.0, -5.0, false, true), "above \u{2212}90 to \u{2212}5");
        assert_eq!(label(-5.0, 5.0, false, false), "between \u{2212}5 and +5");
        assert_eq!(label(0.0, 0.0, true, true), "0");
    }
}
