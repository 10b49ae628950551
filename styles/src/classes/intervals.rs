//! Methods that find breaks by arithmetic, wherever values lie: numbers between the least and the largest value, and how wide a class is.

use super::round_numbers::Step;

/// Breaks, and the width of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Intervals {
    pub breaks: Vec<f64>,
    pub width: f64,
}

impl Intervals {
    /// Without what lies outside of the values, or on the largest, which belongs to the class below.
    fn between((low, high): (f64, f64), breaks: impl Iterator<Item = f64>, width: f64) -> Self {
        let error = (high - low) * 1e-9;
        let breaks = breaks.filter(|at| *at > low + error && *at < high - error).collect();
        Self { breaks, width }
    }
}

/// Ranges of the same width.
pub(super) fn equal(low: f64, high: f64, count: usize) -> Intervals {
    let width = high / count as f64 - low / count as f64;
    Intervals::between((low, high), (1..count).map(|part| low + width * part as f64), width)
}

/// Between multiples of 1, 2 or 5 times a power of ten, about so many ranges (the documented rule of R's `pretty`).
pub(super) fn pretty(low: f64, high: f64, count: usize, most: usize) -> Intervals {
    let with = |count: usize| {
        let step = pretty_step(high / count as f64 - low / count as f64);
        let width = step.width();
        let first = (low / width + 1e-10).floor();
        let multiples = (1..=2 * count + 8).map(|at| step.times(first + at as f64));
        Intervals::between((low, high), multiples, width)
    };
    let found = (1..=count).rev().map(with).find(|found| found.breaks.len() < most);
    found.unwrap_or_default()
}

/// How much wider a rounder unit may be than the cell: 1.5 times as far above as below, and for a five 2.75 times.
const HIGH_BIAS: f64 = 1.5;
const FIVE_BIAS: f64 = 0.5 + 1.5 * HIGH_BIAS;

/// The unit of a range of about a width.
fn pretty_step(cell: f64) -> Step {
    let exponent = cell.log10().floor() as i32;
    let power = Step { digit: 1.0, exponent };
    let mut chosen = power;
    for (digit, bias) in [(2.0, HIGH_BIAS), (5.0, FIVE_BIAS), (10.0, HIGH_BIAS)] {
        if power.times(digit) - cell >= bias * (cell - chosen.width()) {
            break;
        }
        chosen = Step { digit, exponent };
    }
    chosen
}

/// Ranges a standard deviation wide: around the mean, or with an even number of them on both sides of it.
///
/// ```text
/// 5 classes  −2 −1 · +1 +2      4 classes  −1 0 +1
/// ```
pub(super) fn standard_deviation(sorted: &[f64], count: usize) -> Intervals {
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Intervals::default() };
    let values = sorted.len() as f64;
    let mean = sorted.iter().map(|value| value / values).sum::<f64>();
    let variance = sorted.iter().map(|value| (value - mean) * ((value - mean) / (values - 1.0).max(1.0))).sum::<f64>();
    let deviation = variance.sqrt();
    if !deviation.is_finite() || deviation == 0.0 {
        return Intervals::default();
    }
    // As many above the mean as below, and for an even number of classes the mean itself.
    let side = count.div_ceil(2);
    let above = (1..side).map(|multiple| multiple as f64);
    let mean_itself = count.is_multiple_of(2).then_some(0.0);
    let multiples = above.clone().rev().map(|multiple| -multiple).chain(mean_itself).chain(above);
    let breaks = multiples.map(|multiple| mean + deviation * multiple);
    Intervals::between((*low, *high), breaks, deviation)
}
