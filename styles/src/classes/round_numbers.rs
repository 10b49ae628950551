//! Numbers with few digits: for breaks, and for the ends of the outermost classes.

/// How many decimals values are published with.
pub(super) const DECIMALS: usize = 4;

/// The number with the fewest digits in `(below, above]`.
pub(super) fn nice_break(below: f64, above: f64) -> f64 {
    let mut exponent = above.abs().max(below.abs()).max(f64::MIN_POSITIVE).log10().ceil() as i32;
    let lowest = exponent - 15;
    while exponent > lowest {
        for digit in [5.0, 2.0, 1.0] {
            let step = Step { digit, exponent };
            let candidate = step.times((above / step.width()).floor());
            if candidate > below && candidate <= above {
                return candidate;
            }
        }
        exponent -= 1;
    }
    above
}

/// A digit and a power of ten: 2 · 10³, 5 · 10⁻².
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub digit: f64,
    pub exponent: i32,
}

impl Step {
    pub(super) fn width(self) -> f64 {
        self.times(1.0)
    }

    /// A multiple. Dividing by a power of ten is exact where multiplying by its inverse is not: 3 / 10, not 3 × 0.1.
    pub(super) fn times(self, times: f64) -> f64 {
        let scale = 10f64.powi(self.exponent.abs());
        if self.exponent < 0 { times * self.digit / scale } else { times * self.digit * scale }
    }
}

/// How many decimals a number is written with.
pub(crate) fn decimals_of(number: f64) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// Below this, all whole numbers can be told apart, and halves.
const EXACT: f64 = (1u64 << 52) as f64;

/// 1, 10, 100, …
pub(super) fn power_of_ten(zeros: usize) -> f64 {
    10f64.powi(i32::try_from(zeros).unwrap_or(i32::MAX))
}

/// The nearest number with so many decimals.
pub(super) fn to_decimals(number: f64, decimals: usize) -> f64 {
    let scale = power_of_ten(decimals);
    // Huge numbers have no more decimals to begin with.
    if (number * scale).abs() < EXACT { (number * scale).round() / scale + 0.0 } else { number }
}

/// A direction to round to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outward {
    Down,
    Up,
}

/// A published value, rounded away from others to so many decimals; to more where it would become zero or change its sign.
pub(super) fn outward(value: f64, decimals: usize, to: Outward) -> f64 {
    let rounded = |decimals: usize| {
        let nearest = to_decimals(value, decimals);
        let unit = 1.0 / power_of_ten(decimals);
        match to {
            Outward::Down if nearest > value => to_decimals(nearest - unit, decimals),
            Outward::Up if nearest < value => to_decimals(nearest + unit, decimals),
            _ => nearest,
        }
    };
    let is_outward = |candidate: &f64| match to {
        Outward::Down => *candidate <= value,
        Outward::Up => *candidate >= value,
    };
    let has_its_sign = |candidate: &f64| *candidate != 0.0 && candidate.signum() == value.signum();
    let mut candidates = (decimals..DECIMALS).map(rounded);
    candidates.find(|candidate| is_outward(candidate) && has_its_sign(candidate)).unwrap_or(value)
}

/// A number close to one that parts sorted values (`value < exact` from the others), with as few digits as possible: it parts them in the same
/// way, and is off by no more than a hundredth of the width of a class.
pub(super) fn readable(exact: f64, width: f64, sorted: &[f64]) -> f64 {
    // What lies on a break up to the error of a division lies on it.
    let error = exact.abs() * 8.0 * f64::EPSILON + width * 1e-12;
    let below = sorted.partition_point(|value| *value < exact - error);
    let finest = width.max(f64::MIN_POSITIVE).log10().ceil() as i32;
    let mut candidates = (0..8).map(|digits| {
        let step = Step { digit: 1.0, exponent: finest - digits };
        step.times((exact / step.width()).round())
    });
    let is_close = |candidate: &f64| {
        (candidate - exact).abs() <= width / 100.0 && sorted.partition_point(|value| value < candidate) == below
    };
    candidates.find(is_close).or_else(|| sorted.get(below).copied()).unwrap_or(exact)
}
