//! From values to classes: ranges of values, each of which a map draws in one colour, by one of several [`Method`]s.
//!
//! ```text
//! 1 2 3 98 103 110 480 530   natural breaks   1–49 | 50–199 | 200–530
//!                            quantile         1–2 | 3–49 | 50–104 | 105–199 | 200–530
//!                            equal interval   1–106 | 107–212 | … | 425–530
//! ```
//!
//! A class holds its lower edge and not its upper one, but for the last. What is measured is never compared across zero: of changes,
//! decline and growth are divided each for itself.

use geodata::figures::Normalisation;

/// A range of values that share a colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Smallest value of the class.
    pub low: f64,
    /// Where the next class begins; for the last class, the largest value.
    pub high: f64,
    /// How many units fall in it.
    pub units: usize,
}

/// How values are divided into classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Groups with the least variance inside (Jenks' criterion, solved exactly by Ckmeans, Wang and Song 2011).
    #[default]
    NaturalBreaks,
    /// Groups of about as many units each. Equal values are never parted, so that there may be fewer.
    Quantile,
    /// Ranges of the same width, whether there are values in them or not.
    EqualInterval,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 3] = [Self::NaturalBreaks, Self::Quantile, Self::EqualInterval];

    /// The name used in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NaturalBreaks => "natural_breaks",
            Self::Quantile => "quantile",
            Self::EqualInterval => "equal_interval",
        }
    }

    /// The method with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.id() == id)
    }
}

/// How many classes a map has at most: more shades than this are hard to tell apart.
const MOST_CLASSES: usize = 5;

/// Divides values into at most five classes, lowest first. The edges of groups are the roundest numbers that part them.
///
/// Changes are divided on both sides of zero, so that no class holds both growth and decline.
pub fn classify(values: &[f64], method: Method, per: Normalisation) -> Vec<Class> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };

    let is_whole = per == Normalisation::None;
    let edges_of = |sorted: &[f64], range, most| inner_edges(method, sorted, range, most, is_whole);
    let mut edges = Vec::new();
    if per == Normalisation::Change && first < 0.0 && last >= 0.0 {
        let (negative, positive) = sorted.split_at(sorted.partition_point(|value| *value < 0.0));
        edges.extend(edges_of(negative, (first, 0.0), 2));
        edges.push(0.0);
        edges.extend(edges_of(positive, (0.0, last), MOST_CLASSES - 2));
    } else {
        edges = edges_of(&sorted, (first, last), MOST_CLASSES);
    }

    // Values are published with four decimals; the ends lie outside of what rounding makes of the outermost ones.
    let (first, last) = ((first * 1e4).floor() / 1e4, (last * 1e4).ceil() / 1e4);
    let lows = std::iter::once(first).chain(edges.iter().copied());
    let highs = edges.iter().copied().map(Some).chain([None]);
    lows.zip(highs)
        .map(|(low, high)| Class {
            low,
            high: high.unwrap_or(last),
            units: sorted.iter().filter(|value| **value >= low && high.is_none_or(|high| **value < high)).count(),
        })
        .collect()
}

/// The edges between the classes of sorted values that lie in a range.
fn inner_edges(method: Method, sorted: &[f64], range: (f64, f64), most: usize, is_whole: bool) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let count = most.min(distinct.len());
    if count < 2 {
        return Vec::new();
    }
    match method {
        Method::NaturalBreaks => edges_between(sorted, natural_breaks(sorted, count)),
        Method::Quantile => edges_between(sorted, quantiles(sorted, count)),
        Method::EqualInterval => equal_intervals(range, count, is_whole),
    }
}

/// The roundest edges between groups of sorted values; each group but the last ends before one of the positions.
fn edges_between(sorted: &[f64], ends: Vec<usize>) -> Vec<f64> {
    let edge = |end: usize| {
        let (below, above) = (sorted.get(end.checked_sub(1)?)?, sorted.get(end)?);
        (below < above).then(|| nice_break(*below, *above))
    };
    ends.into_iter().filter_map(edge).collect()
}

/// Where natural groups end.
fn natural_breaks(sorted: &[f64], count: usize) -> Vec<usize> {
    let Ok(groups) = ckmeans::ckmeans(sorted, u8::try_from(count).unwrap_or(u8::MAX)) else { return Vec::new() };
    let end = |end: &mut usize, group: &Vec<f64>| {
        *end += group.len();
        Some(*end)
    };
    groups.iter().filter(|group| !group.is_empty()).scan(0, end).collect()
}

/// Where groups of about as many values end: behind all values up to a quantile, which lies between two values where none is there
/// (as NumPy and R have it, type 7 of Hyndman and Fan).
fn quantiles(sorted: &[f64], count: usize) -> Vec<usize> {
    let quantile = |part: usize| {
        let rank = (sorted.len().saturating_sub(1) * part) as f64 / count as f64;
        let below = rank.floor() as usize;
        let (low, high) = (sorted.get(below)?, sorted.get(below + 1).or(sorted.get(below))?);
        Some(low + (high - low) * rank.fract())
    };
    let end = |quantile: f64| sorted.partition_point(|value| *value <= quantile);
    let mut ends: Vec<usize> = (1..count).filter_map(quantile).map(end).collect();
    ends.dedup();
    ends
}

/// The edges of ranges of the same width. They lie on the values that there are: whole counts, or four decimals.
fn equal_intervals((low, high): (f64, f64), count: usize, is_whole: bool) -> Vec<f64> {
    let scale = if is_whole { 1.0 } else { 1e4 };
    let edge = |part: usize| {
        let exact = low + (high - low) * part as f64 / count as f64;
        // What lies on an edge up to the error of the division lies on it.
        (exact * scale - 1e-6).ceil() / scale
    };
    let mut edges: Vec<f64> = (1..count).map(edge).filter(|edge| *edge > low && *edge <= high).collect();
    edges.dedup();
    edges
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

#[cfg(test)]
mod tests;
