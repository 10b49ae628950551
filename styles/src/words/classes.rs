//! Classes of a map in words.

use super::Words;
use super::catalogue::{say, say_of};
use crate::classes::{Class, Method};

impl Words {
    /// The range of a class. `is_last` includes its upper end; `is_whole` is of counts.
    pub(crate) fn class(&self, class: &Class, is_last: bool, is_whole: bool) -> String {
        let Class { low, high, .. } = *class;
        if is_whole {
            // Counts are whole: a class that ends below 120 ends with 119.
            let top = if is_last { high } else { high.ceil() - 1.0 };
            return if top <= low { number(low, 0) } else { self.range(number(low, 0), number(top, 0)) };
        }
        match is_last {
            false => say!(self, "range-below", low = number(low, 1), high = number(high, 1)),
            true if high <= low => number(low, 1),
            true => self.range(number(low, 1), number(high, 1)),
        }
    }

    fn range(&self, low: String, high: String) -> String {
        say!(self, "range-numbers", low = low, high = high)
    }

    /// How values are divided into classes, where that is not the usual way.
    pub(crate) fn method(&self, method: Method) -> Option<String> {
        (method != Method::default()).then(|| say_of!(self, "legend-method-", method.id()))
    }
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

    #[test]
    fn numbers_are_formatted_for_readers() {
        assert_eq!(number(1_234_567.0, 0), "1,234,567");
        assert_eq!(number(-12.50, 1), "\u{2212}12.5");
        assert_eq!(number(3.0, 1), "3");
    }

    #[test]
    fn ranges_of_counts_end_with_the_last_count_of_the_class() {
        let words = Words::of(Language::ENGLISH);
        let class = |low: f64, high: f64| Class { low, high, units: 1 };
        assert_eq!(words.class(&class(1.0, 50.0), false, true), "1 to 49");
        assert_eq!(words.class(&class(50.0, 51.0), false, true), "50");
        assert_eq!(words.class(&class(0.0, 0.0), true, true), "0");
        assert_eq!(words.class(&class(1.5, 50.0), false, false), "1.5 to under 50");
        assert_eq!(words.class(&class(50.0, 70.25), true, false), "50 to 70.2");
    }
}
