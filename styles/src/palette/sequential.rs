//! Palettes for amounts: from little to much in equal steps of lightness.

use colorous as brewer;

use super::colour::Colour;
use super::gradient::{Gradient, Maker};
use super::theme::Theme;

/// A palette whose lightness changes in one direction.
#[derive(Clone, Copy, Debug)]
pub struct Sequential {
    /// The name used in addresses and data.
    pub id: &'static str,
    /// Where it is from.
    pub maker: Maker,
    gradient: Gradient,
}

impl PartialEq for Sequential {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

const fn by(maker: Maker, id: &'static str, gradient: brewer::Gradient) -> Sequential {
    Sequential { id, maker, gradient: Gradient::Colorous(gradient) }
}

const fn by_crameri(id: &'static str, table: &'static str) -> Sequential {
    Sequential { id, maker: Maker::Crameri, gradient: Gradient::Crameri(table) }
}

use Maker::{ColorBrewer, Matplotlib};

impl Sequential {
    /// For areas where nothing else is asked: a blue, because it is neither good nor bad news, and is seen alike by nearly everybody. Not
    /// ColorBrewer's Blues, which begin in the colour of lakes; this one begins in lilac.
    pub const AREAS: Self = by(ColorBrewer, "purple_blue", brewer::PURPLE_BLUE);
    /// For circles where nothing else is asked: an orange brown, the opposite of blue, so that it stands out over areas and water.
    pub const CIRCLES: Self = by(ColorBrewer, "yellow_orange_brown", brewer::YELLOW_ORANGE_BROWN);

    /// All that are offered.
    pub const ALL: &'static [Self] = &[
        by(ColorBrewer, "blues", brewer::BLUES),
        by(ColorBrewer, "greens", brewer::GREENS),
        by(ColorBrewer, "greys", brewer::GREYS),
        by(ColorBrewer, "oranges", brewer::ORANGES),
        by(ColorBrewer, "purples", brewer::PURPLES),
        by(ColorBrewer, "reds", brewer::REDS),
        by(ColorBrewer, "blue_green", brewer::BLUE_GREEN),
        by(ColorBrewer, "blue_purple", brewer::BLUE_PURPLE),
        by(ColorBrewer, "green_blue", brewer::GREEN_BLUE),
        by(ColorBrewer, "orange_red", brewer::ORANGE_RED),
        Self::AREAS,
        by(ColorBrewer, "purple_blue_green", brewer::PURPLE_BLUE_GREEN),
        by(ColorBrewer, "purple_red", brewer::PURPLE_RED),
        by(ColorBrewer, "red_purple", brewer::RED_PURPLE),
        by(ColorBrewer, "yellow_green", brewer::YELLOW_GREEN),
        by(ColorBrewer, "yellow_green_blue", brewer::YELLOW_GREEN_BLUE),
        Self::CIRCLES,
        by(ColorBrewer, "yellow_orange_red", brewer::YELLOW_ORANGE_RED),
        by(Matplotlib, "viridis", brewer::VIRIDIS),
        by(Matplotlib, "cividis", brewer::CIVIDIS),
        by(Matplotlib, "inferno", brewer::INFERNO),
        by(Matplotlib, "magma", brewer::MAGMA),
        by(Matplotlib, "plasma", brewer::PLASMA),
        by_crameri("acton", "acton"),
        by_crameri("bamako", "bamako"),
        by_crameri("batlow", "batlow"),
        by_crameri("batlow_k", "batlowK"),
        by_crameri("batlow_w", "batlowW"),
        by_crameri("bilbao", "bilbao"),
        by_crameri("davos", "davos"),
        by_crameri("devon", "devon"),
        by_crameri("glasgow", "glasgow"),
        by_crameri("imola", "imola"),
        by_crameri("lajolla", "lajolla"),
        by_crameri("lapaz", "lapaz"),
        by_crameri("lipari", "lipari"),
        by_crameri("navia", "navia"),
        by_crameri("oslo", "oslo"),
        by_crameri("tokyo", "tokyo"),
        by_crameri("turku", "turku"),
    ];

    /// The palette with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|palette| palette.id == id)
    }

    /// Colours of classes, least first, in equal steps of lightness. A single class has the lightness in the middle.
    pub fn colours(self, classes: usize, theme: Theme) -> Vec<Colour> {
        let [least, most] = theme.sequential_lightness();
        let step = |at: usize| match classes {
            1 => 0.5,
            _ => at as f64 / (classes - 1) as f64,
        };
        (0..classes).map(|at| self.of_lightness(least + (most - least) * step(at))).collect()
    }

    /// The colour of a zero beside classes of larger values: the hue of the first class, and so pale that it is no class.
    pub fn zero(self, theme: Theme) -> Colour {
        let [least, _] = theme.sequential_lightness();
        let first = self.of_lightness(least);
        Colour::of_lightness(theme.zero_lightness(), (first.chroma() * 0.6).min(ZERO_CHROMA), first.hue())
    }

    /// The colour of circles, which their size tells apart.
    pub fn circles(self, theme: Theme) -> Colour {
        self.of_lightness(theme.circle_lightness())
    }

    fn of_lightness(self, lightness: f64) -> Colour {
        self.gradient.colour(self.gradient.with_lightness(lightness, [0.0, 1.0])).with_lightness(lightness)
    }
}

/// A zero is hardly coloured.
const ZERO_CHROMA: f64 = 10.0;
