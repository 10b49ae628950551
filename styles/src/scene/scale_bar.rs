//! How long a scale bar is, and what it says.

/// How much of the width of the map a bar takes at most.
const LONGEST: f64 = 0.25;

/// A bar as long as a round distance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// The distance in metres: 1, 2 or 5 by a power of ten.
    pub metres: f64,
    /// How long that is on the map.
    pub pixels: f64,
}

/// What a distance is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleUnit {
    /// Kilometres.
    Kilometres,
    /// Metres.
    Metres,
}

impl ScaleBar {
    /// The longest bar that takes at most a quarter of a map. None where the map has no scale or no width.
    pub fn new(metres_per_pixel: f64, map_width: f64) -> Option<Self> {
        let longest = metres_per_pixel * map_width * LONGEST;
        if !(longest.is_finite() && longest > 0.0 && metres_per_pixel > 0.0) {
            return None;
        }
        let power = 10f64.powi(longest.log10().floor() as i32);
        // Both powers beside: the logarithm of a power of ten may be rounded to either side.
        let rounds = [10.0, 5.0, 2.0, 1.0, 0.5].map(|factor| factor * power);
        let metres = rounds.into_iter().find(|metres| *metres <= longest * (1.0 + 1e-12))?;
        Some(Self { metres, pixels: metres / metres_per_pixel })
    }

    /// The number that stands at its end, and its unit.
    pub fn distance(&self) -> (f64, ScaleUnit) {
        if self.metres >= 1000.0 {
            (self.metres / 1000.0, ScaleUnit::Kilometres)
        } else {
            (self.metres, ScaleUnit::Metres)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bar_is_the_longest_round_distance_in_a_quarter_of_the_map() {
        let bar = ScaleBar::new(1000.0, 1158.0).expect("a bar");
        assert_eq!((bar.metres, bar.pixels, bar.distance()), (200_000.0, 200.0, (200.0, ScaleUnit::Kilometres)));
        let bar = ScaleBar::new(1000.0, 800.0).expect("a bar");
        assert!((bar.metres - 200_000.0).abs() < 1e-6, "exactly a quarter is not too long");
        let bar = ScaleBar::new(1000.0, 799.0).expect("a bar");
        assert!((bar.metres - 100_000.0).abs() < 1e-6);
    }

    #[test]
    fn short_distances_are_in_metres() {
        let bar = ScaleBar::new(5.0, 400.0).expect("a bar");
        assert_eq!((bar.metres, bar.pixels, bar.distance()), (500.0, 100.0, (500.0, ScaleUnit::Metres)));
    }

    #[test]
    fn a_map_without_scale_has_no_bar() {
        for (scale, width) in [(0.0, 800.0), (1.0, 0.0), (-1.0, -800.0), (f64::NAN, 800.0), (f64::INFINITY, 800.0)] {
            assert_eq!(ScaleBar::new(scale, width), None, "{scale} {width}");
        }
    }

    proptest! {
        #[test]
        fn a_bar_takes_between_a_tenth_and_a_quarter(scale in 0.01..1e5_f64, width in 100.0..5000.0_f64) {
            let bar = ScaleBar::new(scale, width).ok_or_else(|| TestCaseError::fail("no bar"))?;
            prop_assert!(bar.pixels <= width * 0.25 + 1e-6 && bar.pixels >= width * 0.0999, "{bar:?}");
            let digits = bar.metres / 10f64.powi(bar.metres.log10().round() as i32);
            prop_assert!([0.5, 1.0, 2.0, 0.2, 5.0].iter().any(|round| (digits / round - 1.0).abs() < 1e-9), "{bar:?}");
        }
    }
}
