//! What a picture is asked to be: its size, its theme, and what stands around the map.

/// The size of a picture in pixels of 1/96 inch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureSize {
    /// From left to right.
    pub width: f64,
    /// As high as map and text need, if none.
    pub height: Option<f64>,
    /// How much more room it has than its text grows with.
    pub room: f64,
}

/// A size of paper (ISO 216, and Letter of ANSI Y14.1), landscape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 420 × 297 mm.
    A3,
    /// 297 × 210 mm.
    A4,
    /// 210 × 148 mm.
    A5,
    /// 11 × 8.5 inches.
    Letter,
    /// 1200 × 630 pixels, as sites show it of a page that is shared.
    Preview,
}

impl Paper {
    /// All sizes.
    pub const ALL: [Self; 5] = [Self::A3, Self::A4, Self::A5, Self::Letter, Self::Preview];

    /// The name used in addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::A3 => "a3",
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::Letter => "letter",
            Self::Preview => "preview",
        }
    }

    /// The size with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.id() == id)
    }

    /// Width and height in millimetres.
    fn millimetres(self) -> (f64, f64) {
        match self {
            Self::A3 => (420.0, 297.0),
            Self::A4 => (297.0, 210.0),
            Self::A5 => (210.0, 148.0),
            Self::Letter => (279.4, 215.9),
            Self::Preview => (317.5, 166.6875),
        }
    }

    /// The whole sheet.
    pub fn size(self) -> PictureSize {
        let (width, height) = self.millimetres();
        let pixels = |millimetres: f64| millimetres / 25.4 * 96.0;
        PictureSize::new(pixels(width), Some(pixels(height)))
    }
}

impl PictureSize {
    /// The least and the greatest width, and height, of a picture.
    pub const RANGE: std::ops::RangeInclusive<f64> = 200.0..=4000.0;
    /// The width where none is chosen.
    pub const DEFAULT_WIDTH: f64 = 800.0;

    /// So wide, and so high if that is said.
    pub fn new(width: f64, height: Option<f64>) -> Self {
        Self { width, height, room: 1.0 }
    }

    /// The same sheet with more room on it: everything is a little smaller by its size.
    #[must_use]
    pub fn roomier(self) -> Self {
        const MORE: f64 = 1.1;
        Self { width: self.width * MORE, height: self.height.map(|height| height * MORE), room: self.room * MORE }
    }

    /// How much larger everything is than in a picture of 800 pixels.
    pub(super) fn factor(self) -> f64 {
        self.width / (Self::DEFAULT_WIDTH * self.room)
    }
}

impl Default for PictureSize {
    fn default() -> Self {
        Self::new(Self::DEFAULT_WIDTH, None)
    }
}
