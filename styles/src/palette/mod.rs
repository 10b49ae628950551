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

/// The palette of a map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Palette {
    /// For amounts, rates and shares.
    Amounts(Sequential),
    /// For changes.
    Changes(Diverging),
}

impl Palette {
    /// The names of all, for amounts, for changes, and for two variables at once.
    pub const NAMES: [&'static str; Sequential::ALL.len() + Diverging::ALL.len() + Bivariate::ALL.len()] = {
        let mut names = [""; Sequential::ALL.len() + Diverging::ALL.len() + Bivariate::ALL.len()];
        let mut at = 0;
        while at < names.len() {
            let of_changes = at.checked_sub(Sequential::ALL.len());
            names[at] = match of_changes {
                Some(at) if at >= Diverging::ALL.len() => Bivariate::ALL[at - Diverging::ALL.len()].id,
                Some(at) => Diverging::ALL[at].id,
                None => Sequential::ALL[at].id,
            };
            at += 1;
        }
        names
    };

    /// Where nothing is asked.
    pub fn usual(per: Normalisation) -> Self {
        if per == Normalisation::Change { Self::Changes(Diverging::CHANGES) } else { Self::Amounts(Sequential::AREAS) }
    }

    /// The palette with this name, if it is one for what is shown.
    pub fn from_id(id: &str, per: Normalisation) -> Option<Self> {
        if per == Normalisation::Change {
            Diverging::from_id(id).map(Self::Changes)
        } else {
            Sequential::from_id(id).map(Self::Amounts)
        }
    }

    /// The names of those for what is shown.
    pub fn names(per: Normalisation) -> Vec<&'static str> {
        Self::NAMES.into_iter().filter(|name| Self::from_id(name, per).is_some()).collect()
    }

    /// The name used in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Amounts(palette) => palette.id,
            Self::Changes(palette) => palette.id,
        }
    }

    /// A colour for each class, by its step: classes that are not there shift no colours.
    pub fn colours(self, classes: &[Class], theme: Theme) -> Vec<Colour> {
        classes.iter().map(|class| self.colour(class, theme)).collect()
    }

    fn colour(self, class: &Class, theme: Theme) -> Colour {
        match self {
            Self::Amounts(palette) if class.kind == ClassKind::Zero => palette.zero(theme),
            Self::Amounts(palette) => {
                let shades = palette.colours(usize::from(class.steps), theme);
                let at = usize::try_from(class.step - 1).ok();
                at.and_then(|at| shades.get(at).copied()).unwrap_or_else(|| palette.zero(theme))
            }
            Self::Changes(palette) => palette.colour(class.step, i8::try_from(class.steps).unwrap_or(i8::MAX), theme),
        }
    }
}
