//! Names that have a place.

use geo_types::{Coord, Rect};

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// What it says.
    pub text: String,
    /// The middle of its baseline.
    pub at: Coord<f64>,
}

/// A name on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The position of its area.
    pub area: usize,
    /// Its lines, from the top.
    pub lines: Vec<TextLine>,
    /// The size of the font in pixels.
    pub size: f64,
    /// The box that the text fills.
    pub bounds: Rect<f64>,
    /// The line from the name to a place in its area, where it stands outside.
    pub leader: Option<[Coord<f64>; 2]>,
}

/// The names that have a place, and the areas whose names have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// By the position of their areas.
    pub placed: Vec<Label>,
    /// Positions of areas, ascending.
    pub unplaced: Vec<usize>,
}
