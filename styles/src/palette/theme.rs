//! Themes: the colours of everything on a map that is not data.

use super::colour::Colour;

/// What a map is drawn for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// A light page.
    #[default]
    Light,
    /// A dark page: little is near the dark ground, much is light.
    Dark,
    /// A white page, with everything around the data in grey.
    Plain,
    /// Paper: white ground, black ink, no large tints.
    Print,
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeColours {
    /// The page that the map lies on.
    pub page: Colour,
    /// Behind everything, and of places where there is nobody to measure.
    pub ground: Colour,
    /// Other countries.
    pub neighbours: Colour,
    /// Borders between other countries.
    pub neighbours_border: Colour,
    /// Seas and lakes.
    pub water: Colour,
    /// Rivers and shores.
    pub water_line: Colour,
    /// Roads of a basemap.
    pub roads: Colour,
    /// The outline of the country.
    pub country: Colour,
    /// Borders of provinces.
    pub province: Colour,
    /// Borders of districts between strong colours.
    pub district: Colour,
    /// Borders of districts between colours that are as near to the ground as the one above is.
    pub district_between_pale: Colour,
    /// Titles, names, numbers.
    pub text: Colour,
    /// What stands behind: subtitles, counts, sources.
    pub quiet_text: Colour,
    /// Names of other countries.
    pub neighbours_text: Colour,
    /// Names of waters.
    pub water_text: Colour,
    /// Text over colours on which [`ThemeColours::text`] cannot be read.
    pub text_reversed: Colour,
    /// Around names on the ground.
    pub halo: Colour,
    /// Below the marks of places of which the source says nothing.
    pub no_data: Colour,
    /// Below the marks of places whose value is withheld.
    pub suppressed: Colour,
    /// Marks of places without a number, and their outlines.
    pub state: Colour,
}

const LIGHT: ThemeColours = ThemeColours {
    page: Colour::rgb(0xff_ffff),
    ground: Colour::rgb(0xf7_f7f5),
    neighbours: Colour::rgb(0xec_ebe6),
    neighbours_border: Colour::rgb(0xb4_b1a9),
    water: Colour::rgb(0xcf_e3ef),
    water_line: Colour::rgb(0x9f_c3da),
    roads: Colour::rgb(0xd5_d2ca),
    country: Colour::rgb(0x3d_3d3d),
    province: Colour::rgb(0x5e_5e5e),
    district: Colour::rgb(0xff_ffff),
    district_between_pale: Colour::rgb(0x9c_9c9a),
    text: Colour::rgb(0x1f_2933),
    quiet_text: Colour::rgb(0x56_606a),
    neighbours_text: Colour::rgb(0x66_6661),
    water_text: Colour::rgb(0x2a_6489),
    text_reversed: Colour::rgb(0xff_ffff),
    halo: Colour::rgb(0xf7_f7f5),
    no_data: Colour::rgb(0xee_eeec),
    suppressed: Colour::rgb(0xd4_d4d2),
    state: Colour::rgb(0x73_7373),
};

const DARK: ThemeColours = ThemeColours {
    page: Colour::rgb(0x10_1317),
    ground: Colour::rgb(0x16_1a1f),
    neighbours: Colour::rgb(0x22_272d),
    neighbours_border: Colour::rgb(0x4a_5058),
    water: Colour::rgb(0x13_2f42),
    water_line: Colour::rgb(0x2f_5a75),
    roads: Colour::rgb(0x3a_3f45),
    country: Colour::rgb(0xd9_d9d6),
    province: Colour::rgb(0xab_b0b4),
    district: Colour::rgb(0x0c_0f12),
    district_between_pale: Colour::rgb(0x6b_7278),
    text: Colour::rgb(0xf1_f2f3),
    quiet_text: Colour::rgb(0xa9_b1b8),
    neighbours_text: Colour::rgb(0x95_9ca3),
    water_text: Colour::rgb(0x8f_bcd6),
    text_reversed: Colour::rgb(0x0c_0f12),
    halo: Colour::rgb(0x16_1a1f),
    no_data: Colour::rgb(0x23_272c),
    suppressed: Colour::rgb(0x3f_444a),
    state: Colour::rgb(0x94_9a9f),
};

const PLAIN: ThemeColours = ThemeColours {
    ground: Colour::rgb(0xff_ffff),
    neighbours: Colour::rgb(0xf2_f2f2),
    water: Colour::rgb(0xe2_e6e9),
    water_line: Colour::rgb(0xbf_c6cb),
    roads: Colour::rgb(0xdc_dcdc),
    quiet_text: Colour::rgb(0x5a_5a5a),
    neighbours_text: Colour::rgb(0x6b_6b6b),
    water_text: Colour::rgb(0x55_636d),
    text: Colour::rgb(0x22_2222),
    halo: Colour::rgb(0xff_ffff),
    ..LIGHT
};

const PRINT: ThemeColours = ThemeColours {
    ground: Colour::rgb(0xff_ffff),
    neighbours: Colour::rgb(0xf6_f6f4),
    water: Colour::rgb(0xdc_ebf4),
    water_line: Colour::rgb(0x7d_acc9),
    country: Colour::rgb(0x00_0000),
    province: Colour::rgb(0x3a_3a3a),
    district_between_pale: Colour::rgb(0x80_8080),
    text: Colour::rgb(0x00_0000),
    quiet_text: Colour::rgb(0x40_4040),
    neighbours_text: Colour::rgb(0x55_5555),
    water_text: Colour::rgb(0x1f_5577),
    halo: Colour::rgb(0xff_ffff),
    state: Colour::rgb(0x60_6060),
    ..LIGHT
};

impl Theme {
    /// All themes.
    pub const ALL: [Self; 4] = [Self::Light, Self::Dark, Self::Plain, Self::Print];

    /// The name used in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Plain => "plain",
            Self::Print => "print",
        }
    }

    /// The theme with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.id() == id)
    }

    /// Its colours.
    pub const fn colours(self) -> &'static ThemeColours {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
            Self::Plain => &PLAIN,
            Self::Print => &PRINT,
        }
    }

    /// The colour of text over a fill: the one that can be read better.
    pub fn text_over(self, fill: Colour) -> Colour {
        let ThemeColours { text, text_reversed, .. } = *self.colours();
        if text.contrast(fill) >= text_reversed.contrast(fill) { text } else { text_reversed }
    }

    /// The colour of the border between two districts: that of the ground between strong colours, grey where one of both is pale.
    pub fn border_between(self, fills: [Colour; 2]) -> Colour {
        let ThemeColours { district, district_between_pale, .. } = *self.colours();
        let is_seen = |fill: &Colour| district.contrast(*fill) >= LEAST_BORDER_CONTRAST;
        if fills.iter().all(is_seen) { district } else { district_between_pale }
    }

    pub(super) const fn is_dark(self) -> bool {
        matches!(self, Self::Dark)
    }

    /// CIE L* of the classes with the least and the largest values.
    pub(super) const fn sequential_lightness(self) -> [f64; 2] {
        if self.is_dark() { [28.0, 88.0] } else { [88.0, 28.0] }
    }

    /// CIE L* of zero.
    pub(super) const fn zero_lightness(self) -> f64 {
        if self.is_dark() { 19.0 } else { 93.0 }
    }

    /// CIE L* of circles: as far from the ground as from black ink.
    pub(super) const fn circle_lightness(self) -> f64 {
        if self.is_dark() { 66.0 } else { 50.0 }
    }

    /// CIE L* of no change, and of the strongest one.
    pub(super) const fn diverging_lightness(self) -> [f64; 2] {
        if self.is_dark() { [24.0, 80.0] } else { [92.0, 34.0] }
    }
}

/// A thin line with less is lost.
const LEAST_BORDER_CONTRAST: f64 = 1.6;
