//! What is left of a colour for eyes that lack one kind of cone, and in grey.

use ::palette::{LinSrgb, Srgb};

use super::colour::Colour;

/// How a map is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vision {
    /// By most people.
    Usual,
    /// Without cones for medium wavelengths: red and green are alike. The most common kind.
    Deuteranopia,
    /// Without cones for long wavelengths: red and green are alike, and red is dark.
    Protanopia,
    /// Without cones for short wavelengths: blue and green are alike. Rare.
    Tritanopia,
    /// Printed or copied in grey.
    Grey,
}

impl Vision {
    /// All, the usual one first.
    pub const ALL: [Self; 5] = [Self::Usual, Self::Deuteranopia, Self::Protanopia, Self::Tritanopia, Self::Grey];

    /// The name, as it stands above a column.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Deuteranopia => "deuteranopia",
            Self::Protanopia => "protanopia",
            Self::Tritanopia => "tritanopia",
            Self::Grey => "grey",
        }
    }

    /// How a colour is seen.
    ///
    /// The matrices are those of Machado, Oliveira and Fernandes, *A Physiologically-based Model for Simulation of Color Vision Deficiency*, IEEE
    /// Transactions on Visualization and Computer Graphics 15 (6), 2009, for a severity of 1; they apply to linear RGB. Grey keeps the luminance.
    pub fn sees(self, colour: Colour) -> Colour {
        let [red, green, blue] = match self {
            Self::Usual => return colour,
            Self::Deuteranopia => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Protanopia => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Tritanopia => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
            Self::Grey => [[0.2126, 0.7152, 0.0722]; 3],
        };
        let linear: [f64; 3] = Srgb::from(colour.unit()).into_linear().into();
        let mixed =
            |row: [f64; 3]| row.iter().zip(linear).map(|(part, channel)| part * channel).sum::<f64>().clamp(0.0, 1.0);
        Colour::from_unit(Srgb::from_linear(LinSrgb::new(mixed(red), mixed(green), mixed(blue))).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by the Python package colorspacious 1.1.2.
    #[test]
    fn colours_become_what_the_model_says() {
        let [orange, navy, blue] = [0xff_8000, 0x08_306b, 0x2f_6f97].map(Colour::rgb);
        for (vision, expected) in [
            (Vision::Protanopia, [[166, 145, 0], [4, 55, 109], [93, 111, 153]]),
            (Vision::Deuteranopia, [[196, 174, 0], [0, 46, 106], [78, 101, 150]]),
            (Vision::Tritanopia, [[255, 98, 109], [0, 63, 72], [0, 121, 125]]),
        ] {
            assert_eq!([orange, navy, blue].map(|colour| vision.sees(colour).channels), expected, "{vision:?}");
        }
    }

    #[test]
    fn grey_is_as_light_as_the_colour() {
        for number in [0xff_8000, 0x08_306b, 0x2f_6f97, 0xff_ffff, 0] {
            let colour = Colour::rgb(number);
            let grey = Vision::Grey.sees(colour);
            assert!(grey.chroma() < 0.05 && (grey.lightness() - colour.lightness()).abs() < 0.4, "{colour} and {grey}");
        }
    }
}
