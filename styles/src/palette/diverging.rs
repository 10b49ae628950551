//! Palettes for changes: two hues around a colourless middle, equally strong at equal distances from it.

use colorous as brewer;

use super::colour::Colour;
use super::gradient::{Gradient, Maker};
use super::theme::Theme;

/// A palette with a middle.
#[derive(Clone, Copy, Debug)]
pub struct Diverging {
    /// The name used in addresses and data. A name of two colours has that of declines first.
    pub id: &'static str,
    /// Where it is from.
    pub maker: Maker,
    /// From the strongest decline to the strongest growth.
    gradient: Gradient,
}

impl PartialEq for Diverging {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

const fn brewed(id: &'static str, gradient: brewer::Gradient) -> Diverging {
    Diverging { id, maker: Maker::ColorBrewer, gradient: Gradient::Colorous(gradient) }
}

const fn by_crameri(id: &'static str) -> Diverging {
    Diverging { id, maker: Maker::Crameri, gradient: Gradient::Crameri(id) }
}

impl Diverging {
    /// For changes where nothing else is asked: no colour of danger or of gain, for more people in a place are neither; told apart by
    /// everybody.
    pub const CHANGES: Self = brewed("purple_orange", brewer::PURPLE_ORANGE);

    /// All that are offered.
    pub const ALL: &'static [Self] = &[
        Self::CHANGES,
        brewed("brown_teal", brewer::BROWN_GREEN),
        brewed("purple_green", brewer::PURPLE_GREEN),
        brewed("pink_green", brewer::PINK_GREEN),
        brewed("red_blue", brewer::RED_BLUE),
        brewed("red_grey", brewer::RED_GREY),
        brewed("red_yellow_blue", brewer::RED_YELLOW_BLUE),
        by_crameri("bam"),
        by_crameri("berlin"),
        by_crameri("broc"),
        by_crameri("lisbon"),
        by_crameri("managua"),
        by_crameri("roma"),
        by_crameri("vanimo"),
        by_crameri("vik"),
    ];

    /// The palette with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|palette| palette.id == id)
    }

    /// Colours of steps away from no change, which is 0: negative ones are declines; `reach` is the strongest step that the map could have,
    /// whether it is there or not. Equally strong steps are equally light.
    pub fn colours(self, steps: &[i8], reach: i8, theme: Theme) -> Vec<Colour> {
        steps.iter().map(|step| self.colour(*step, reach, theme)).collect()
    }

    /// The colour of one of these steps.
    pub fn colour(self, step: i8, reach: i8, theme: Theme) -> Colour {
        let [middle, end] = theme.diverging_lightness();
        let reach = f64::from(reach.max(1));
        // A map with one step to each side needs no colours as strong as one with three.
        let lightness_of_step = ((end - middle) / reach).clamp(-LONGEST_STEP, LONGEST_STEP);
        let distance = f64::from(step.unsigned_abs()).min(reach);
        self.of(step.signum(), distance / reach, middle + lightness_of_step * distance)
    }

    /// The colour of a side, -1 or 1, at a distance from the middle of 0 to 1, with a lightness: where the palette has it, else the colour at that
    /// distance made as light. Palettes with a light middle have no light end for dark themes.
    fn of(self, side: i8, distance: f64, lightness: f64) -> Colour {
        let middle = self.gradient.colour(MIDDLE);
        let end = match side {
            0 => return Colour::of_lightness(lightness, middle.chroma().min(MIDDLE_CHROMA), middle.hue()),
            1.. => 1.0,
            _ => 0.0,
        };
        let (from, to) = (middle.lightness(), self.gradient.colour(end).lightness());
        let position = if (from.min(to)..=from.max(to)).contains(&lightness) {
            self.gradient.with_lightness(lightness, [MIDDLE, end])
        } else {
            MIDDLE + (end - MIDDLE) * distance
        };
        self.gradient.colour(position).with_lightness(lightness)
    }
}

/// Where gradients have their middle.
const MIDDLE: f64 = 0.5;
/// CIE L* from one step to the next at most.
const LONGEST_STEP: f64 = 29.0;
/// The middle is hardly coloured.
const MIDDLE_CHROMA: f64 = 4.0;
