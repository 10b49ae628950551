//! Palettes for two variables at once: 3 × 3 colours, each a blend of a step of one hue with a step of another.

use super::colour::Colour;
use super::theme::Theme;

/// Two hues that can be told apart in all nine blends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bivariate {
    /// The name used in addresses and data: the hue of the first variable, and that of the second.
    pub id: &'static str,
    /// CIE h in degrees.
    hues: [f64; 2],
}

impl Bivariate {
    /// All that are offered.
    pub const ALL: &'static [Self] = &[
        Self::USUAL,
        Self { id: "blue_by_orange", hues: [282.0, 47.0] },
        Self { id: "purple_by_green", hues: [318.0, 130.0] },
    ];

    /// Where nothing is asked.
    pub const USUAL: Self = Self { id: "blue_by_ochre", hues: [285.0, 85.0] };

    /// The palette with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|palette| palette.id == id)
    }

    /// The colours: `[little, middle, much]` of the first variable, of which each has `[little, middle, much]` of the second.
    ///
    /// As in Joshua Stevens's *Bivariate choropleth maps* (2015), two transparent sheets lie over each other: on a light ground colours are
    /// multiplied, so that much of both is darkest; on a dark one their complements, so that it is lightest. Hues and strengths are our own.
    pub fn colours(self, theme: Theme) -> [[Colour; 3]; 3] {
        let (none, lightness, chroma) = if theme.is_dark() {
            (Colour::of_lightness(22.0, 2.0, 250.0), [54.0, 62.0], 50.0)
        } else {
            (Colour::of_lightness(90.0, 2.0, 250.0), [50.0, 58.0], 55.0)
        };
        let none = none.unit();
        let sheet = |variable: usize, step: usize| -> [f64; 3] {
            let full = Colour::of_lightness(lightness[variable], chroma, self.hues[variable]).unit();
            std::array::from_fn(|channel| none[channel] + (full[channel] - none[channel]) * step as f64 / 2.0)
        };
        let blend = |first: usize, second: usize| {
            let (below, above) = (sheet(0, first), sheet(1, second));
            Colour::from_unit(std::array::from_fn(|channel| {
                let (below, above, none) = (below[channel], above[channel], none[channel]);
                if theme.is_dark() { 1.0 - (1.0 - below) * (1.0 - above) / (1.0 - none) } else { below * above / none }
            }))
        };
        std::array::from_fn(|first| std::array::from_fn(|second| blend(first, second)))
    }
}
