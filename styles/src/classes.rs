use geodata::figures::Normalisation;
use serde::Serialize;

use crate::words::Words;

/// A range of values that share a colour.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Class {
    /// Smallest value of the class.
    pub low: f64,
    /// Where the next class begins; for the last class, the largest value.
    pub high: f64,
    /// The range in words.
    pub label: String,
    /// How many units fall in it.
    pub units: usize,
}

/// How many classes a map has at most: more shades than this are hard to tell apart.
const MOST_CLASSES: usize = 5;

/// Divides values into at most five natural classes: groups with the least variance inside (Jenks' criterion, solved
/// exactly by Ckmeans, Wang and Song 2011), then the roundest edge that parts the same groups.
///
/// Changes are divided on both sides of zero, so that no class holds both growth and decline.
pub fn classify(values: &[f64], per: Normalisation, words: &Words) -> Vec<Class> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };

    let mut edges = Vec::new();
    if per == Normalisation::Change && first < 0.0 && last >= 0.0 {
        let (negative, positive) = sorted.split_at(sorted.partition_point(|value| *value < 0.0));
        edges.extend(inner_edges(negative, 2));
        edges.push(0.0);
        edges.extend(inner_edges(positive, MOST_CLASSES - 2));
    } else {
        edges = inner_edges(&sorted, MOST_CLASSES);
    }

    // Values are published with four decimals; the ends lie outside of what rounding makes of the outermost ones.
    let (first, last) = ((first * 1e4).floor() / 1e4, (last * 1e4).ceil() / 1e4);
    let whole = per == Normalisation::None;
    let lows = std::iter::once(first).chain(edges.iter().copied());
    let highs = edges.iter().copied().map(Some).chain([None]);
    lows.zip(highs)
        .map(|(low, high)| Class {
            low,
            high: high.unwrap_or(last),
            label: label(words, low, high, last, whole),
            units: sorted.iter().filter(|value| **value >= low && high.is_none_or(|high| **value < high)).count(),
        })
        .collect()
}

/// The edges between natural groups of sorted values.
fn inner_edges(sorted: &[f64], most: usize) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let count = most.min(distinct.len());
    if count < 2 {
        return Vec::new();
    }
    let Ok(groups) = ckmeans::ckmeans(sorted, u8::try_from(count).unwrap_or(u8::MAX)) else { return Vec::new() };
    let groups: Vec<&Vec<f64>> = groups.iter().filter(|group| !group.is_empty()).collect();
    groups
        .windows(2)
        .filter_map(|pair| {
            let (below, above) = (pair[0].last()?, pair[1].first()?);
            (below < above).then(|| nice_break(*below, *above))
        })
        .collect()
}

/// The number with the fewest digits in `(below, above]`.
fn nice_break(below: f64, above: f64) -> f64 {
    let mut exponent = above.abs().max(below.abs()).max(f64::MIN_POSITIVE).log10().ceil() as i32;
    let lowest = exponent - 15;
    while exponent > lowest {
        for digit in [5.0, 2.0, 1.0] {
            // Dividing by a power of ten is exact where multiplying by its inverse is not: 3 / 10, not 3 × 0.1.
            let (scale, divide) = (10f64.powi(exponent.abs()), exponent < 0);
            let step = if divide { digit / scale } else { digit * scale };
            let times = (above / step).floor();
            let candidate = if divide { times * digit / scale } else { times * step };
            if candidate > below && candidate <= above {
                return candidate;
            }
        }
        exponent -= 1;
    }
    above
}

fn label(words: &Words, low: f64, high: Option<f64>, last: f64, whole: bool) -> String {
    if whole {
        // Counts are whole: a class that ends below 120 ends with 119.
        let top = high.map_or(last, |high| high.ceil() - 1.0);
        return if top <= low { number(low, 0) } else { words.range(number(low, 0), number(top, 0)) };
    }
    match high {
        Some(high) => words.range_below(number(low, 1), number(high, 1)),
        None if last <= low => number(low, 1),
        None => words.range(number(low, 1), number(last, 1)),
    }
}

/// A number with thousands parted by a comma, and at most this many decimals.
fn number(value: f64, decimals: usize) -> String {
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

    fn classify(values: &[f64], per: Normalisation) -> Vec<Class> {
        super::classify(values, per, Words::of(Language::En))
    }

    #[test]
    fn classes_follow_the_gaps_and_have_round_edges() {
        let classes = classify(&[1.0, 2.0, 3.0, 98.0, 103.0, 110.0, 480.0, 530.0], Normalisation::None);
        assert!(classes.iter().all(|class| class.units > 0), "{classes:?}");
        assert_eq!(classes.iter().map(|class| class.units).sum::<usize>(), 8);
        assert_eq!(classes[0].label, "1 to 49");
    }

    #[test]
    fn a_zero_is_in_a_class_and_no_values_make_no_class() {
        assert_eq!(classify(&[0.0, 0.0], Normalisation::None)[0].label, "0");
        assert!(classify(&[], Normalisation::None).is_empty());
        assert!(classify(&[f64::NAN], Normalisation::None).is_empty());
    }

    #[test]
    fn growth_and_decline_never_share_a_class() {
        let classes = classify(&[-40.0, -3.0, 1.0, 2.0, 90.0], Normalisation::Change);
        assert!(classes.iter().all(|class| class.high <= 0.0 || class.low >= 0.0), "{classes:?}");
    }

    #[test]
    fn outer_edges_include_the_rounded_extremes() {
        let classes = classify(&[13.098_841, 20.5, 68.591_733], Normalisation::Share);
        let (first, last) = (&classes[0], &classes[classes.len() - 1]);
        assert!(first.low <= 13.0988 && last.high >= 68.5917 && last.high < 68.592, "{classes:?}");
    }

    #[test]
    fn numbers_are_formatted_for_readers() {
        assert_eq!(number(1_234_567.0, 0), "1,234,567");
        assert_eq!(number(-12.50, 1), "\u{2212}12.5");
        assert_eq!(number(3.0, 1), "3");
    }

    #[test]
    fn the_roundest_break_is_chosen() {
        assert!((nice_break(97.0, 131.0) - 100.0).abs() < f64::EPSILON);
        assert!((nice_break(0.31, 0.38) - 0.35).abs() < 1e-12);
        assert!((nice_break(-38.0, -3.0) - -5.0).abs() < 1e-12 || nice_break(-38.0, -3.0) <= -3.0);
    }
}
