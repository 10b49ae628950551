//! A colour as it is written and shown (sRGB), and what is measured of it: how light it is, how far it is from another one.

use std::fmt;

use ::palette::color_difference::{Ciede2000, Wcag21RelativeContrast};
use ::palette::{Clamp, FromColor, IsWithinBounds, Lab, Lch, LinSrgb, Srgb, white_point::D65};
use serde::{Serialize, Serializer};

/// A colour of the sRGB space (IEC 61966-2-1), written as `#rrggbb`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, green, blue.
    pub channels: [u8; 3],
}

impl Colour {
    /// From a number such as `0x1f2933`.
    pub const fn rgb(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self { channels: [red, green, blue] }
    }

    /// From `#rrggbb`.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok().map(Self::rgb))?
    }

    /// From red, green and blue between 0 and 1; what lies outside is cut off.
    pub(super) fn from_unit(channels: [f64; 3]) -> Self {
        Self { channels: channels.map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8) }
    }

    /// Red, green and blue between 0 and 1.
    pub(super) fn unit(self) -> [f64; 3] {
        self.channels.map(|channel| f64::from(channel) / 255.0)
    }

    /// The colour with a lightness (CIE L*, 0 to 100), a chroma and a hue in degrees (CIE 1976 L*C*h, D65). Where sRGB has no such colour, the chroma
    /// is as large as it can be: lightness and hue are kept.
    pub fn of_lightness(lightness: f64, chroma: f64, hue: f64) -> Self {
        let with = |chroma: f64| Srgb::from_color(Lch::<D65, f64>::new(lightness, chroma, hue));
        let (mut low, mut high) = (0.0, chroma);
        let mut found = with(chroma);
        if !found.is_within_bounds() {
            for _ in 0..24 {
                let middle = f64::midpoint(low, high);
                if with(middle).is_within_bounds() { low = middle } else { high = middle }
            }
            found = with(low);
        }
        let (red, green, blue) = found.clamp().into_components();
        Self::from_unit([red, green, blue])
    }

    /// The colour that is seen where another lies over it, which hides so much of it (0 to 1).
    pub fn mixed(self, above: Self, opacity: f64) -> Self {
        let [below, above] = [self.unit(), above.unit()];
        Self::from_unit([0, 1, 2].map(|at| below[at] + (above[at] - below[at]) * opacity))
    }

    /// The same hue and chroma with another lightness; less chroma, where sRGB has no such colour.
    pub fn with_lightness(self, lightness: f64) -> Self {
        Self::of_lightness(lightness, self.chroma(), self.hue())
    }

    fn srgb(self) -> Srgb<f64> {
        let [red, green, blue] = self.unit();
        Srgb::new(red, green, blue)
    }

    fn lab(self) -> Lab<D65, f64> {
        Lab::from_color(self.srgb())
    }

    /// CIE L*, from 0 (black) to 100 (white).
    pub fn lightness(self) -> f64 {
        self.lab().l
    }

    /// CIE C*: how far from grey.
    pub fn chroma(self) -> f64 {
        let lab = self.lab();
        lab.a.hypot(lab.b)
    }

    /// CIE h, in degrees.
    pub fn hue(self) -> f64 {
        let lab = self.lab();
        lab.b.atan2(lab.a).to_degrees()
    }

    /// Relative luminance (WCAG 2.2), from 0 to 1.
    pub fn luminance(self) -> f64 {
        let LinSrgb { red, green, blue, .. } = self.srgb().into_linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast ratio (WCAG 2.2), from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        self.srgb().relative_contrast(other.srgb())
    }

    /// CIEDE2000 (CIE 142-2001; Sharma, Wu and Dalal 2005). About 1 is the least that can be seen side by side.
    pub fn distance(self, other: Self) -> f64 {
        self.lab().difference(other.lab())
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.channels;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Debug for Colour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by the Python package colorspacious 1.1.2.
    #[test]
    fn lightness_chroma_and_hue_are_those_of_the_cie() {
        for (number, l, a, b) in [
            (0xff_8000, 67.048_57, 42.836_75, 74.026_56),
            (0x08_306b, 20.930_92, 11.945_85, -38.062_65),
            (0x2f_6f97, 44.528_47, -7.022_22, -27.726_14),
            (0xff_ffff, 100.0, 0.0, 0.0),
        ] {
            let colour = Colour::rgb(number);
            let lab = colour.lab();
            for (found, expected) in [(lab.l, l), (lab.a, a), (lab.b, b)] {
                assert!((found - expected).abs() < 0.02, "{colour}: {found} and not {expected}");
            }
        }
    }

    #[test]
    fn contrast_and_luminance_are_those_of_wcag() {
        let (black, white, grey) = (Colour::rgb(0), Colour::rgb(0xff_ffff), Colour::rgb(0x76_7676));
        assert!((black.contrast(white) - 21.0).abs() < 1e-6 && (white.luminance() - 1.0).abs() < 1e-3);
        // The lightest grey with 4.5 : 1 on white.
        assert!(grey.contrast(white) > 4.5 && Colour::rgb(0x77_7777).contrast(white) < 4.5);
    }

    #[test]
    fn colours_are_read_as_they_are_written() {
        for text in ["#000000", "#1f2933", "#ffffff"] {
            assert_eq!(Colour::from_hex(text).map(|colour| colour.to_string()).as_deref(), Some(text));
        }
        for text in ["1f2933", "#1f293", "#1f29333", "#+f2933", "#gggggg", "", "#éé1"] {
            assert_eq!(Colour::from_hex(text), None, "{text}");
        }
    }

    #[test]
    fn another_lightness_keeps_the_hue_and_what_srgb_has_of_the_chroma() {
        let purple = Colour::rgb(0x2d_004b);
        let lilac = purple.with_lightness(78.0);
        assert!((lilac.lightness() - 78.0).abs() < 0.3 && (lilac.hue() - purple.hue()).abs() < 2.0, "{lilac}");
        assert!(lilac.chroma() > 20.0 && lilac.chroma() <= purple.chroma() + 0.5, "{lilac}");
    }
}
