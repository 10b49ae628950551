//! Colours. One hue from light to dark for amounts, so that the order survives greyscale and colour blindness; two hues
//! around a light middle for changes.

use colorous::{BLUES, Color, PURPLE_ORANGE};
use geodata::figures::Per;

use crate::classes::Class;

/// Where the source says nothing.
pub const NO_DATA: &str = "#d9d9d9";
/// Where a value is withheld.
pub const SUPPRESSED: &str = "#8c8c8c";

/// A colour for each class.
pub fn colours(classes: &[Class], per: Per) -> Vec<String> {
    let hex = |colour: Color| format!("#{colour:x}");
    let below = classes.iter().filter(|class| class.high <= 0.0 && class.low < 0.0).count();
    if per == Per::Change {
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
