//! Colours: palettes for amounts, for changes and for two variables at once; how places without a number look; themes.
//!
//! ```text
//! palette  ─┐
//! theme    ─┼─► colours of classes: equal steps of lightness, so that the order is seen in grey and by the colour-blind too
//! classes  ─┘
//! state    ─┬─► pattern (hatch, dots, outline) ─► sprite of a style, <pattern> of an SVG
//! theme    ─┘
//! ```
//!
//! A palette is offered only if it passes the tests of this room, in every theme and with every number of classes: lightness rises or falls in
//! one direction, and neighbours can be told apart, also with simulated deuteranopia, protanopia and tritanopia, and in grey.

mod bivariate;
mod colour;
mod diverging;
mod gradient;
mod sequential;
mod sprite;
mod states;
mod theme;
mod vision;

#[cfg(test)]
mod tests;

use geodata::figures::Normalisation;

use crate::classes::Class;

pub use bivariate::Bivariate;
pub use colour::Colour;
pub use diverging::Diverging;
pub use gradient::Maker;
pub use sequential::Sequential;
pub use sprite::{MOST_PIXELS, Sprite, sprite_name};
pub use states::{Marks, Pattern, State, Tile};
pub use theme::{Theme, ThemeColours};
pub use vision::Vision;

/// Where the source says nothing.
pub const NO_DATA: &str = "#d9d9d9";
/// Where a value is withheld.
pub const SUPPRESSED: &str = "#8c8c8c";
/// Where there is nobody to measure: the ground, between the borders.
pub const NOT_APPLICABLE: &str = "#f7f7f5";

/// A colour for each class.
pub fn colours(classes: &[Class], per: Normalisation) -> Vec<String> {
    let colours = if per == Normalisation::Change {
        let below = classes.iter().filter(|class| class.high <= 0.0 && class.low < 0.0).count() as i8;
        let above = classes.len() as i8 - below;
        let steps: Vec<i8> = (-below..0).chain(1..=above).collect();
        Diverging::CHANGES.colours(&steps, below.max(above), Theme::Light)
    } else {
        Sequential::AREAS.colours(classes.len(), Theme::Light)
    };
    colours.iter().map(Colour::to_string).collect()
}
