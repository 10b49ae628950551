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

use crate::classes::{Class, ClassKind};

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

/// A colour for each class, by its step: classes that are not there shift no colours.
pub fn colours(classes: &[Class], per: Normalisation) -> Vec<String> {
    let theme = Theme::Light;
    let colour = |class: &Class| {
        let reach = i8::try_from(class.steps).unwrap_or(i8::MAX);
        let found = match (class.kind, per) {
            (ClassKind::Zero, _) => Some(Sequential::AREAS.zero(theme)),
            (_, Normalisation::Change) => Diverging::CHANGES.colours(&[class.step], reach, theme).pop(),
            _ => {
                let shades = Sequential::AREAS.colours(usize::from(class.steps), theme);
                usize::try_from(class.step - 1).ok().and_then(|at| shades.get(at).copied())
            }
        };
        found.unwrap_or_else(|| theme.colours().ground).to_string()
    };
    classes.iter().map(colour).collect()
}
