//! What a scene is made of: shapes and text in pixels from the top left, in the order in which they are drawn.

use geo_types::{Coord, Rect};
use geodata::model::Language;

use super::text::Face;
use crate::words::Words;

/// A map with all that stands around it.
#[derive(Clone, Debug)]
pub struct Scene {
    /// In pixels of 1/96 inch.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// What it is called.
    pub title: String,
    /// What it shows, for those who do not see it: beside the title.
    pub description: String,
    /// The language of its words.
    pub language: Language,
    /// Whether its words run from right to left.
    pub is_right_to_left: bool,
    /// What areas may be filled with beside colours.
    pub patterns: Vec<Pattern>,
    /// In the order of drawing, which is the order of reading, too.
    pub sections: Vec<Section>,
}

impl Scene {
    /// What stands in the place of the picture for those who do not see it.
    pub fn alternative(&self) -> String {
        Words::of(self.language).title_and_summary(&self.title, &self.description)
    }
}

/// A part of a picture with a meaning of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// What it is for a reader.
    pub role: Role,
    /// What is drawn.
    pub group: Group,
}

/// What a section is for a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing that is read.
    Ground,
    /// What the map is called.
    Title,
    /// The map with its legend; its text is the description of the scene.
    Map,
    /// A paragraph.
    Text,
}

/// A part of a scene.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Nodes that belong together.
    Group(Group),
    /// Lines or areas.
    Path(Path),
    /// A circle.
    Circle(Circle),
    /// A line of text.
    Text(Text),
    /// What is drawn where the scene is shown in a box of a certain width.
    ForWidth(ForWidth),
}

/// What is drawn where a scene is shown in a box of a certain width: a style sheet chooses.
#[derive(Clone, Debug, PartialEq)]
pub struct ForWidth {
    /// What a style sheet chooses it by.
    pub class: &'static str,
    /// How much larger it is drawn than its own pixels, from the top left.
    pub scale: f64,
    /// Whether it is drawn where there is no style sheet.
    pub is_usual: bool,
    /// In the order of drawing.
    pub nodes: Vec<Node>,
}

/// Nodes that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// What they are: `units`, `labels`. Each scene has a class once.
    pub class: &'static str,
    /// How all of them are painted that do not say otherwise.
    pub paint: Paint,
    /// What of them is seen; all, if none.
    pub clip: Option<Rect<f64>>,
    /// In the order of drawing.
    pub nodes: Vec<Node>,
}

/// Lines or areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Each a line, or a ring that is closed.
    pub lines: Vec<PathLine>,
    /// How it is painted.
    pub paint: Paint,
    /// The unit that it draws.
    pub unit: Option<Unit>,
}

/// A line, or a ring without its first point again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathLine {
    /// In order.
    pub points: Vec<Coord<f64>>,
    /// Whether the last point is joined with the first.
    pub is_closed: bool,
}

/// What a shape says of the unit that it draws.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Its code.
    pub pcode: String,
    /// Its name and value in words: `Osh City: 2,317`.
    pub title: String,
    /// Whether it is drawn again, larger, in an inset.
    pub is_in_inset: bool,
}

/// A circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    /// Its middle.
    pub center: Coord<f64>,
    /// In pixels.
    pub radius: f64,
    /// How it is painted.
    pub paint: Paint,
    /// The code of the unit that it stands for.
    pub unit: Option<String>,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// Where its baseline begins, has its middle, or ends.
    pub at: Coord<f64>,
    /// Which of these it is.
    pub anchor: Anchor,
    /// Height of the font in pixels.
    pub size: f64,
    /// Regular, bold or italic.
    pub face: Face,
    /// `#rrggbb`.
    pub colour: String,
    /// Colour and width of what surrounds the letters.
    pub halo: Option<(String, f64)>,
    /// Space between letters in pixels.
    pub spacing: f64,
    /// Whether it reads upwards: turned around its place by a right angle anticlockwise.
    pub is_upright: bool,
}

/// Which part of a line of text stands at its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    #[default]
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// How a shape is painted. What is none is as in the group around it; without one, nothing is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paint {
    /// What its area has.
    pub fill: Option<Fill>,
    /// What its outline has.
    pub stroke: Option<Stroke>,
    /// How much it hides of what lies below: 1, or less.
    pub opacity: Option<f64>,
}

/// What an area is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Fill {
    /// Nothing.
    None,
    /// `#rrggbb`.
    Colour(String),
    /// A pattern of the scene, by its name.
    Pattern(&'static str),
}

/// How a line is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    /// `#rrggbb`; nothing is drawn without one.
    pub colour: Option<String>,
    /// In pixels.
    pub width: f64,
    /// Lengths of dashes and gaps in pixels; a line without gaps, if empty.
    pub dashes: Vec<f64>,
    /// Whether its ends are round: lines that meet at their ends look like one.
    pub has_round_ends: bool,
}

/// An area that is repeated.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its name in the scene.
    pub name: &'static str,
    /// Width and height of what is repeated, in pixels.
    pub size: f64,
    /// Its ground and its lines or dots.
    pub nodes: Vec<Node>,
}

impl Paint {
    /// Filled with a colour, without an outline.
    pub fn filled(colour: &str) -> Self {
        Self { fill: Some(Fill::Colour(colour.to_owned())), stroke: None, opacity: None }
    }

    /// A line of a colour and width, not filled.
    pub fn line(colour: &str, width: f64) -> Self {
        Self { fill: Some(Fill::None), stroke: Some(Stroke::new(colour, width)), opacity: None }
    }

    /// The same with dashes.
    pub fn dashed(mut self, dashes: &[f64]) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.dashes = dashes.to_vec();
        }
        self
    }

    /// The same with round ends.
    pub fn round_ends(mut self) -> Self {
        if let Some(stroke) = &mut self.stroke {
            stroke.has_round_ends = true;
        }
        self
    }

    /// The same with an outline.
    pub fn outlined(self, colour: &str, width: f64) -> Self {
        Self { stroke: Some(Stroke::new(colour, width)), ..self }
    }

    /// The same, less or more opaque.
    pub fn opacity(self, opacity: f64) -> Self {
        Self { opacity: Some(opacity), ..self }
    }
}

impl Text {
    /// A line of text that reads from left to right, without a halo.
    pub fn plain(text: String, at: Coord<f64>, anchor: Anchor, (size, face, colour): (f64, Face, String)) -> Self {
        Self { text, at, anchor, size, face, colour, halo: None, spacing: 0.0, is_upright: false }
    }
}

impl Stroke {
    /// A line without gaps.
    pub fn new(colour: &str, width: f64) -> Self {
        Self { colour: Some(colour.to_owned()), width, dashes: Vec::new(), has_round_ends: false }
    }
}

impl Path {
    /// A rectangle.
    pub fn rect(rect: Rect<f64>, paint: Paint) -> Self {
        let (min, max) = (rect.min(), rect.max());
        let points = vec![min, Coord { x: max.x, y: min.y }, max, Coord { x: min.x, y: max.y }];
        Self { lines: vec![PathLine { points, is_closed: true }], paint, unit: None }
    }

    /// A straight line.
    pub fn segment(from: Coord<f64>, to: Coord<f64>, paint: Paint) -> Self {
        Self { lines: vec![PathLine { points: vec![from, to], is_closed: false }], paint, unit: None }
    }
}
