//! Palettes as their makers made them: a colour for each position between two ends.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::colour::Colour;

/// Where a palette is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    /// Cynthia Brewer, Mark Harrower and the Pennsylvania State University: colorbrewer2.org.
    ColorBrewer,
    /// Made for matplotlib by Stéfan van der Walt and Nathaniel Smith; cividis by Jamie Nuñez, Christopher Anderton and Ryan Renslow.
    Matplotlib,
    /// Fabio Crameri, *Scientific colour maps*, doi:10.5281/zenodo.1243862.
    Crameri,
}

impl Maker {
    /// The name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ColorBrewer => "ColorBrewer",
            Self::Matplotlib => "matplotlib",
            Self::Crameri => "Crameri",
        }
    }
}

/// A colour for each position from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) enum Gradient {
    /// Of the crate `colorous`, which interpolates ColorBrewer's nine or eleven colours by a spline.
    Colorous(colorous::Gradient),
    /// A table of `palettes/crameri.txt`.
    Crameri(&'static str),
}

impl Gradient {
    /// Red, green and blue between 0 and 1 at a position.
    pub(super) fn at(self, position: f64) -> [f64; 3] {
        match self {
            Self::Colorous(gradient) => {
                let colour = gradient.eval_continuous(position);
                Colour { channels: [colour.r, colour.g, colour.b] }.unit()
            }
            Self::Crameri(name) => between(CRAMERI.get(name).map_or(&[], Vec::as_slice), position),
        }
    }

    pub(super) fn colour(self, position: f64) -> Colour {
        Colour::from_unit(self.at(position))
    }

    /// The position between two others that has a lightness; the nearest of both, where neither is so light or so dark. Lightness rises or falls all
    /// the way between them.
    pub(super) fn with_lightness(self, lightness: f64, [mut from, mut to]: [f64; 2]) -> f64 {
        if self.colour(from).lightness() > self.colour(to).lightness() {
            std::mem::swap(&mut from, &mut to);
        }
        for _ in 0..16 {
            let middle = f64::midpoint(from, to);
            if self.colour(middle).lightness() < lightness { from = middle } else { to = middle }
        }
        f64::midpoint(from, to)
    }
}

/// Crameri's tables by name.
static CRAMERI: LazyLock<HashMap<&'static str, Vec<Colour>>> = LazyLock::new(|| {
    let lines = include_str!("../../palettes/crameri.txt").lines().filter(|line| !line.starts_with('#'));
    let colours = |digits: &str| -> Vec<Colour> {
        let numbers = (0..digits.len()).step_by(6).filter_map(|at| digits.get(at..at + 6));
        numbers.filter_map(|number| u32::from_str_radix(number, 16).ok()).map(Colour::rgb).collect()
    };
    lines.filter_map(|line| line.split_once(' ')).map(|(name, digits)| (name, colours(digits))).collect()
});

/// A position between colours that lie at equal distances.
fn between(colours: &[Colour], position: f64) -> [f64; 3] {
    let exact = position.clamp(0.0, 1.0) * colours.len().saturating_sub(1) as f64;
    let at = |index: usize| colours.get(index).or(colours.last()).map_or([0.0; 3], |colour| colour.unit());
    let (low, high) = (at(exact as usize), at(exact as usize + 1));
    std::array::from_fn(|channel| low[channel] + (high[channel] - low[channel]) * exact.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_whole() {
        assert_eq!(CRAMERI.len(), 25);
        for (name, colours) in CRAMERI.iter() {
            assert_eq!(colours.len(), 52, "{name}");
        }
    }

    /// The first, the last and the 128th of 256 colours of the table of cmcrameri 1.10.
    #[test]
    fn colours_are_those_of_the_tables() {
        let batlow = Gradient::Crameri("batlow");
        for (position, expected) in [(0.0, [1, 25, 89]), (127.0 / 255.0, [129, 130, 50]), (1.0, [250, 204, 250])] {
            let found = batlow.colour(position).channels;
            let is_near = found.iter().zip(expected).all(|(one, other): (&u8, u8)| one.abs_diff(other) <= 1);
            assert!(is_near, "{found:?} and not {expected:?}");
        }
    }
}
