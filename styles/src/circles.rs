//! Proportional circles: areas as values, so that a count twice as large is drawn twice as large.
//!
//! ```
//! use styles::CircleScale;
//!
//! let scale = CircleScale::new([100.0, 2_500.0]).unwrap();
//! assert_eq!(scale.radius(2_500.0, 50.0), 50.0);
//! assert_eq!(scale.radius(100.0, 50.0), 10.0); // a fifth as wide: 1/25 of the area
//! ```

use crate::view::WINDOW;

/// What the areas of the circles of a map stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CircleScale {
    /// The value of the largest circle.
    pub largest: f64,
}

impl CircleScale {
    /// The least radius of a value that is not zero, in pixels: a smaller circle is not seen.
    pub const LEAST_RADIUS: f64 = 1.5;

    /// The scale of the values of a map; none where nothing is above zero.
    pub fn new(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let largest = values.into_iter().filter(|value| value.is_finite()).fold(0.0, f64::max);
        (largest > 0.0).then_some(Self { largest })
    }

    /// The radius of the largest circle, by the width of the map.
    pub const LARGEST_OF_WIDTH: f64 = 0.03;
    /// The same where the colours of areas below are to be seen.
    pub const LARGEST_ON_COLOURS: f64 = 0.022;

    /// The radius of a value, where the largest has a radius of so many pixels. Nothing for nothing.
    pub fn radius(&self, value: f64, largest: f64) -> f64 {
        if value <= 0.0 { 0.0 } else { (largest * (value / self.largest).sqrt()).max(Self::LEAST_RADIUS) }
    }

    /// Round values for a legend, the largest first: about the largest, and two that are well told apart from it.
    pub fn examples(&self) -> Vec<f64> {
        let mut examples: Vec<f64> = [1.0, 0.36, 0.09].map(|part| round_down(self.largest * part)).into();
        examples.retain(|value| *value > 0.0);
        examples.dedup();
        examples
    }
}

/// How large circles are on a map in a browser: they grow with its zoom, more slowly than the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CircleGrowth {
    /// The zoom that the map opens with.
    pub zoom: f64,
    /// The radius of the largest circle when it opens, in pixels.
    largest: f64,
}

impl CircleGrowth {
    /// How much wider a circle is at the next zoom: twice its area.
    pub const OF_A_ZOOM: f64 = std::f64::consts::SQRT_2;
    /// Within how many zooms of the one that the map opens with circles grow.
    const REACH: f64 = 2.0;

    /// The growth on a map that opens with a zoom, where the largest circle has a radius of this part of the width.
    pub fn new(zoom: f64, largest_of_width: f64) -> Self {
        Self { zoom, largest: largest_of_width * WINDOW.0 }
    }

    /// Between which zooms circles grow.
    pub fn zooms(self) -> [f64; 2] {
        [self.zoom - Self::REACH, self.zoom + Self::REACH]
    }

    /// The radius of the largest circle at a zoom, in pixels.
    pub fn largest(self, zoom: f64) -> f64 {
        let [least, most] = self.zooms();
        self.largest * Self::OF_A_ZOOM.powf(zoom.clamp(least, most) - self.zoom)
    }
}

/// The greatest number of one digit, or one and a half, up to a number; below ten the whole number.
fn round_down(value: f64) -> f64 {
    if value < 10.0 {
        return value.floor();
    }
    let power = 10f64.powf(value.log10().floor());
    let steps = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
    let step = steps.into_iter().rev().find(|step| step * power <= value).unwrap_or(1.0);
    step * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_are_proportional_to_values() {
        let scale = CircleScale::new([1.0, f64::NAN, 400.0]).expect("a scale");
        let area = |value: f64| scale.radius(value, 100.0).powi(2);
        assert!((area(400.0) / area(200.0) - 2.0).abs() < 1e-9 && (area(400.0) / area(40.0) - 10.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_has_no_circle_and_the_least_is_seen() {
        let scale = CircleScale::new([1e9]).expect("a scale");
        assert_eq!((scale.radius(0.0, 40.0), scale.radius(1.0, 40.0)), (0.0, CircleScale::LEAST_RADIUS));
        assert_eq!(CircleScale::new([0.0, -3.0]), None);
    }

    #[test]
    fn circles_are_twice_as_wide_two_zooms_closer_and_grow_no_further() {
        let growth = CircleGrowth::new(5.0, CircleScale::LARGEST_OF_WIDTH);
        assert!((growth.largest(7.0) / growth.largest(5.0) - 2.0).abs() < 1e-9);
        assert!((growth.largest(5.0) - 21.6).abs() < 1e-9);
        assert_eq!((growth.largest(12.0), growth.largest(0.0)), (growth.largest(7.0), growth.largest(3.0)));
    }

    #[test]
    fn examples_are_round_and_at_most_the_largest() {
        let examples = |largest: f64| CircleScale { largest }.examples();
        assert_eq!(examples(2_754.0), [2_500.0, 900.0, 200.0]);
        assert_eq!(examples(3.0), [3.0, 1.0]);
        assert_eq!(examples(0.5), [] as [f64; 0]);
    }
}
