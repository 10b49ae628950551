//! What is to be named, how, and what names have to keep off.

use geo_types::{Coord, MultiPolygon, Rect};

use crate::scene::text::Face;

/// An area and what it is called.
#[derive(Clone, Copy, Debug)]
pub struct NamedArea<'a> {
    /// Where it is, in pixels. Neighbours share their borders, vertex by vertex.
    pub area: &'a MultiPolygon<f64>,
    /// Its name; empty where it is to have none.
    pub name: &'a str,
    /// A shorter one, if there is one: taken where the other has no room.
    pub short: Option<&'a str>,
    /// Who comes first where not all have room: the lowest.
    pub rank: usize,
}

/// A circle that no name covers, and no line of another area crosses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Its centre in pixels.
    pub center: Coord<f64>,
    /// Its radius in pixels.
    pub radius: f64,
    /// The position of the area that it belongs to: a line may lead to it.
    pub area: Option<usize>,
}

/// What names have to keep off.
#[derive(Clone, Copy, Debug, Default)]
pub struct Obstacles<'a> {
    /// Legends, insets, other text.
    pub boxes: &'a [Rect<f64>],
    /// Circles of values.
    pub circles: &'a [Circle],
    /// Lines that lead to insets.
    pub lines: &'a [[Coord<f64>; 2]],
    /// Lakes: a name on one would be taken for its own.
    pub waters: &'a [MultiPolygon<f64>],
}

/// How names are written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lettering {
    /// The font.
    pub face: Face,
    /// The size in pixels that is tried first.
    pub size: f64,
    /// The smallest that is tried.
    pub least_size: f64,
    /// How many names there are at most.
    pub most: Option<usize>,
    /// How long the line to a name outside may be, in pixels, beyond the border.
    pub longest_leader: f64,
}

impl Default for Lettering {
    fn default() -> Self {
        Self { face: Face::Regular, size: 11.0, least_size: 10.0, most: None, longest_leader: 90.0 }
    }
}
