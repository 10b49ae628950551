//! How places without a number look. Defined once, for pages, styles, pictures and paper: as lines and dots in a tile that is repeated.

use std::fmt::Write;

use serde::Serialize;

use super::colour::Colour;
use super::theme::Theme;

/// Why a place has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// The source says nothing.
    NoData,
    /// Withheld to protect people.
    Suppressed,
    /// There is nobody to measure.
    NotApplicable,
}

/// What fills a place: a colour, and marks on it. In data, the colour below the marks stands beside the pattern.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Pattern {
    /// The colour below the marks. A client that draws no patterns has it alone.
    #[serde(skip)]
    pub ground: Colour,
    /// The colour of the marks.
    #[serde(rename = "color")]
    pub ink: Colour,
    /// The marks.
    #[serde(flatten)]
    pub marks: Marks,
}

/// Marks of a pattern. Lengths are in pixels of a picture at scale 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Marks {
    /// Lines that rise to the right by 45°.
    Hatch {
        /// From a line to the next, along the horizontal.
        every: f64,
        /// How wide a line is.
        width: f64,
    },
    /// Dots, every second row between those of the first.
    Dots {
        /// From a dot to the next of its row; two rows are half as far apart.
        every: f64,
        /// Of a dot.
        radius: f64,
    },
    /// Nothing inside; a line around the place.
    Outline {
        /// How wide the line is.
        width: f64,
    },
}

/// A square that is repeated to all sides, with what is drawn in it. What crosses an edge comes in again at the opposite one.
#[derive(Clone, Debug, PartialEq)]
pub struct Tile {
    /// Of a side. Whole, so that pictures of the tile fit each other.
    pub side: u32,
    /// Ends of lines.
    pub lines: Vec<[(f64, f64); 2]>,
    /// How wide they are.
    pub width: f64,
    /// Centres of dots.
    pub dots: Vec<(f64, f64)>,
    /// Of a dot.
    pub radius: f64,
}

impl State {
    /// All.
    pub const ALL: [Self; 3] = [Self::NoData, Self::Suppressed, Self::NotApplicable];

    /// The name used in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::NoData => "no_data",
            Self::Suppressed => "suppressed",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// How places in this state look.
    pub const fn pattern(self, theme: Theme) -> Pattern {
        let colours = theme.colours();
        let ink = colours.state;
        match self {
            // 6 px from line to line, across them: a tile of 17 px has two.
            Self::NoData => Pattern { ground: colours.no_data, ink, marks: Marks::Hatch { every: 8.5, width: 1.1 } },
            Self::Suppressed => {
                Pattern { ground: colours.suppressed, ink, marks: Marks::Dots { every: 8.0, radius: 1.2 } }
            }
            Self::NotApplicable => Pattern { ground: colours.ground, ink, marks: Marks::Outline { width: 0.6 } },
        }
    }
}

impl Pattern {
    /// The tile of its marks, if it has any inside.
    pub fn tile(&self) -> Option<Tile> {
        let empty = Tile { side: 0, lines: Vec::new(), width: 0.0, dots: Vec::new(), radius: 0.0 };
        match self.marks {
            Marks::Hatch { every, width } => {
                let side = 2.0 * every;
                // From beyond the left edge to beyond the right one, so that the ends of lines are not seen.
                let line = |at: i32| {
                    let sum = f64::from(at) * every;
                    [(-width, sum + width), (side + width, sum - side - width)]
                };
                Some(Tile { side: side as u32, lines: (0..=4).map(line).collect(), width, ..empty })
            }
            Marks::Dots { every, radius } => {
                let dots = vec![(every / 4.0, every / 4.0), (every * 0.75, every * 0.75)];
                Some(Tile { side: every as u32, dots, radius, ..empty })
            }
            Marks::Outline { .. } => None,
        }
    }

    /// As the content of an SVG `<pattern>`, with its tags. None without marks inside.
    pub fn svg(&self, id: &str, scale: f64) -> Option<String> {
        let Tile { side, lines, width, dots, radius } = self.tile()?;
        let Self { ground, ink, .. } = self;
        let mut svg = format!(
            r#"<pattern id="{id}" width="{side}" height="{side}" patternUnits="userSpaceOnUse" patternTransform="scale({scale})">"#
        );
        // Writing into a string cannot fail.
        let _ = write!(svg, r#"<rect width="{side}" height="{side}" fill="{ground}"/>"#);
        for [(x1, y1), (x2, y2)] in lines {
            let _ = write!(svg, r#"<path d="M{x1} {y1}L{x2} {y2}" stroke="{ink}" stroke-width="{width}"/>"#);
        }
        for (x, y) in dots {
            let _ = write!(svg, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{ink}"/>"#);
        }
        Some(svg + "</pattern>")
    }
}
