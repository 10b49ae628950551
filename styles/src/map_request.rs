//! What a map is asked to show, and what its colours can stand for.

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, Normalisation};
use geodata::model::{AdminLevel, Language, Period, Round, Value};
use serde::Serialize;

use crate::circles::CircleScale;
use crate::classes::Classification;
use crate::palette::{Colour, Palette, Sequential, Theme};
use crate::presentation::Presentation;

/// What a map is asked to show.
#[derive(Clone, Debug)]
pub struct MapRequest<'a> {
    /// The indicator.
    pub indicator: Indicator,
    /// By which units.
    pub by: AdminLevel,
    /// In which round.
    pub round: &'a Round,
    /// Whether that was asked for by its name.
    pub names_round: bool,
    /// When.
    pub period: Period,
    /// How normalised.
    pub per: Normalisation,
    /// How values are divided into classes.
    pub classification: Classification,
    /// What values are drawn as.
    pub marks: Marks,
    /// The colours of classes, or of circles where there is nothing else; the usual ones, if none.
    pub palette: Option<Palette>,
    /// The colours of everything else.
    pub theme: Theme,
    /// Only inside this unit.
    pub within: Option<(AdminLevel, usize)>,
    /// Language of names and words.
    pub language: Language,
    /// What an editor adds to it, or takes away.
    pub presentation: Presentation,
}

impl MapRequest<'_> {
    /// The colours of classes.
    pub(crate) fn class_palette(&self) -> Palette {
        self.palette.unwrap_or_else(|| Palette::usual(self.per))
    }

    /// The colour of circles: a palette that is asked for is that of the areas below them, where there are any.
    pub(crate) fn circle_colour(&self) -> Colour {
        match self.palette {
            Some(Palette::Amounts(palette)) if self.marks == Marks::Circles => palette.circles(self.theme),
            _ => Sequential::CIRCLES.circles(self.theme),
        }
    }
}

impl MapRequest<'_> {
    /// The name of the unit that the map stays inside.
    pub(crate) fn place<'a>(&self, atlas: &'a Atlas) -> Option<&'a str> {
        let (level, unit) = self.within?;
        atlas.unit(level, unit).map(|unit| unit.names.get_or_main(self.language))
    }

    /// All that the map shows.
    pub(crate) fn extent<'a>(&self, atlas: &'a Atlas) -> Extent<'a> {
        match self.place(atlas) {
            Some(place) => Extent::Inside(place),
            None if atlas.layer(AdminLevel::Admin0).is_some_and(|layer| layer.units.len() > 1) => Extent::Countries,
            None => Extent::Country,
        }
    }
}

/// All that a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent<'a> {
    /// A unit with this name.
    Inside(&'a str),
    /// A country.
    Country,
    /// Several of them.
    Countries,
}

/// What values are drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Areas in the colours of classes.
    Fill,
    /// Circles whose area is proportional to counts.
    Circles,
    /// Areas in colours, with the counts as circles on them.
    Both,
}

impl Marks {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fill, Self::Circles, Self::Both];

    /// The name used in addresses and data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Circles => "circles",
            Self::Both => "both",
        }
    }

    /// The one with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|marks| marks.id() == id)
    }

    /// What values of a normalisation are drawn as where nothing is chosen: counts as circles, since a large district is not more because it is
    /// large.
    pub fn usual(per: Normalisation) -> Self {
        if per == Normalisation::None { Self::Circles } else { Self::Fill }
    }

    /// The radius of the largest circle, by the width of the map.
    pub const fn largest_circle_of_width(self) -> f64 {
        match self {
            Self::Fill | Self::Circles => CircleScale::LARGEST_OF_WIDTH,
            Self::Both => CircleScale::LARGEST_ON_COLOURS,
        }
    }

    /// Whether counts are circles.
    pub fn has_circles(self) -> bool {
        self != Self::Fill
    }
}

/// What a colour stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegendKind {
    /// A class of reported values.
    Class,
    /// The source says nothing.
    NoData,
    /// Withheld to protect people.
    Suppressed,
    /// There is nobody to measure.
    NotApplicable,
}

impl LegendKind {
    /// Those of places without a number.
    pub(crate) const WITHOUT_NUMBER: [Self; 3] = [Self::NoData, Self::Suppressed, Self::NotApplicable];

    /// Why a value is no number; none where it is one.
    pub fn of(value: Value<f64>) -> Option<Self> {
        match value {
            Value::Reported(_) => None,
            Value::NoData => Some(Self::NoData),
            Value::Suppressed => Some(Self::Suppressed),
            Value::NotApplicable => Some(Self::NotApplicable),
        }
    }

    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "not_applicable",
        }
    }
}
