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
    /// Whether it reads upwards: each line is turned around its place by a right angle anticlockwise.
    pub is_upright: bool,
    /// Whether it stands on the circle of its area.
    pub is_on_circle: bool,
}

/// The names that have a place, and the areas whose names have none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labels {
    /// By the position of their areas.
    pub placed: Vec<Label>,
    /// Positions of areas, ascending.
    pub unplaced: Vec<usize>,
}

impl Label {
    fn moved(self, by: Coord<f64>) -> Self {
        let line = |line: TextLine| TextLine { at: line.at + by, ..line };
        Self {
            lines: self.lines.into_iter().map(line).collect(),
            bounds: Rect::new(self.bounds.min() + by, self.bounds.max() + by),
            leader: self.leader.map(|leader| leader.map(|end| end + by)),
            ..self
        }
    }
}

impl Labels {
    /// The same somewhere else on the picture.
    pub(in crate::scene) fn moved(self, by: Coord<f64>) -> Self {
        Self { placed: self.placed.into_iter().map(|label| label.moved(by)).collect(), ..self }
    }

    /// The same for areas that were some of others: for each, its position among these.
    pub(in crate::scene) fn of_areas(self, positions: &[usize]) -> Self {
        let placed = self.placed.into_iter().map(|label| Label { area: positions[label.area], ..label });
        Self { placed: placed.collect(), unplaced: self.unplaced.into_iter().map(|area| positions[area]).collect() }
    }
}
