//! Colours. One hue from light to dark for amounts, so that the order survives greyscale and colour blindness; two hues
//! around a light middle for changes.

use colorous::{BLUES, Color, PURPLE_ORANGE};
use geodata::figures::Normalisation;

use crate::classes::Class;

/// Where the source says nothing.
pub const NO_DATA: &str = "#d9d9d9";
/// Where a value is withheld.
pub const SUPPRESSED: &str = "#8c8c8c";

/// Where there is nobody to measure: the ground, between the borders.
pub const NOT_APPLICABLE: &str = "#f7f7f5";

/// A colour for each class.
pub fn colours(classes: &[Class], per: Normalisation) -> Vec<String> {
    let hex = |colour: Color| format!("#{colour:x}");
    let below = classes.iter().filter(|class| class.high <= 0.0 && class.low < 0.0).count();
    if per == Normalisation::Change {
        let above = classes.len() - below;
        let decline = (0..below).map(|i| PURPLE_ORANGE.eval_continuous(0.88 - 0.26 * i as f64 / below.max(1) as f64));
        let growth = (0..above)
            .map(|i| PURPLE_ORANGE.eval_continuous(0.40 - 0.32 * i as f64 / above.saturating_sub(1).max(1) as f64));
        return decline.chain(growth).map(hex).collect();
    }
    // The ends of the scale are left out: the lightest is lost on a light background, the darkest hides the borders.
    let last = classes.len().saturating_sub(1).max(1) as f64;
    (0..classes.len()).map(|i| hex(BLUES.eval_continuous(0.12 + 0.76 * i as f64 / last))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a hex colour")) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn class(low: f64, high: f64) -> Class {
        Class { low, high, units: 1 }
    }

    #[test]
    fn sequential_classes_get_darker_in_greyscale() {
        let classes: Vec<Class> = (0..5).map(|i| class(f64::from(i), f64::from(i + 1))).collect();
        let colours = colours(&classes, Normalisation::None);
        assert!(colours.windows(2).all(|pair| luminance(&pair[0]) > luminance(&pair[1]) * 1.2), "{colours:?}");
    }

    #[test]
    fn diverging_classes_have_two_hues_around_a_light_middle() {
        let classes = [class(-50.0, -10.0), class(-10.0, 0.0), class(0.0, 10.0), class(10.0, 50.0)];
        let colours = colours(&classes, Normalisation::Change);
        assert!(luminance(&colours[1]) > luminance(&colours[0]) && luminance(&colours[2]) > luminance(&colours[3]));
        assert_ne!(colours[0], colours[3]);
    }
}
