//! Methods that part sorted values into groups: each group but the last ends before one of the positions.

/// Where natural groups end.
pub(super) fn natural_breaks(sorted: &[f64], count: usize) -> Vec<usize> {
    // Squares of very large values would not be finite.
    let largest = sorted.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let scale = if largest > 1e100 { largest } else { 1.0 };
    let scaled: Vec<f64> = sorted.iter().map(|value| value / scale).collect();
    let Ok(groups) = ckmeans::ckmeans(&scaled, u8::try_from(count).unwrap_or(u8::MAX)) else { return Vec::new() };
    let end = |end: &mut usize, group: &Vec<f64>| {
        *end += group.len();
        Some(*end)
    };
    groups.iter().filter(|group| !group.is_empty()).scan(0, end).collect()
}

/// Where groups of about as many values end: behind all values up to a quantile, which lies between two values where none is there
/// (as NumPy and R have it, type 7 of Hyndman and Fan).
pub(super) fn quantiles(sorted: &[f64], count: usize) -> Vec<usize> {
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

/// Where heads end: behind the values up to the mean of all that are not in a group before.
pub(super) fn head_tail(sorted: &[f64], count: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    while ends.len() + 1 < count {
        let tail = sorted.get(start..).unwrap_or_default();
        let (Some(least), Some(most)) = (tail.first(), tail.last()) else { break };
        if least >= most {
            break;
        }
        // Published values are whole numbers of ten thousandths: their sum, and so whether a value is the mean, is exact.
        let parts = |value: f64| value * 1e4;
        let sum: f64 = tail.iter().map(|value| parts(*value).round()).sum();
        let is_head = |value: &f64| {
            if sum.is_finite() { parts(*value).round() * tail.len() as f64 <= sum } else { value <= least }
        };
        start += tail.partition_point(is_head);
        ends.push(start);
    }
    ends
}
