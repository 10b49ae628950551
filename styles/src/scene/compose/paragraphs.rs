//! The text above and below the map.

use geo_types::Coord;

use super::composer::Composer;
use crate::palette::Colour;
use crate::presentation::Part;
use crate::scene::text::{Face, LINE_HEIGHT};
use crate::scene::{Anchor, Group, Node, Text};

/// The width under which a subtitle takes three lines, and not two.
const NARROW: f64 = 560.0;

/// Lines of text, one below the other.
pub struct Paragraphs {
    lines: Vec<Line>,
    /// How many of them are the title.
    title_lines: usize,
    pub height: f64,
}

struct Line {
    text: String,
    size: f64,
    face: Face,
    colour: Colour,
    /// Where its baseline is, from the top of all.
    baseline: f64,
}

impl Paragraphs {
    /// Title and subtitle.
    pub fn head(composer: &Composer<'_>, width: f64) -> Self {
        let (values, sizes, theme) = (composer.values, composer.sizes, composer.theme());
        let mut head = Self { lines: Vec::new(), title_lines: 0, height: 0.0 };
        let shown = |part: Part, text| if composer.hides(part) { "" } else { text };
        head.add(shown(Part::Title, &values.title), (sizes.title, Face::Bold, theme.text), width);
        head.title_lines = head.lines.len();
        head.height += sizes.subtitle * 0.25;
        let style = (sizes.subtitle, Face::Regular, theme.quiet_text);
        let most = if width < NARROW { 3 } else { 2 };
        let fits = |text: &String| Face::Regular.wrap(text, sizes.subtitle, width).len() <= most;
        let shortened = values.subtitle.shortened();
        let [.., shortest] = &shortened;
        let subtitle = shortened.iter().find(|text| fits(text)).unwrap_or(shortest);
        head.add(shown(Part::Subtitle, subtitle), style, width);
        head.add(shown(Part::Total, values.total_in_words.as_deref().unwrap_or_default()), style, width);
        head
    }

    /// Sources, notes, disclaimer.
    pub fn foot(composer: &Composer<'_>, width: f64) -> Self {
        let (values, sizes, theme) = (composer.values, composer.sizes, composer.theme());
        let mut foot = Self { lines: Vec::new(), title_lines: 0, height: 0.0 };
        let mut citations: Vec<&str> = Vec::new();
        for source in &values.sources {
            if !citations.contains(&source.citation.as_str()) {
                citations.push(&source.citation);
            }
        }
        let sources = composer.words.picture_sources(&citations);
        let style = (sizes.foot, Face::Regular, theme.quiet_text);
        foot.add(&sources, style, width);
        foot.add(&values.notes.join(" "), style, width);
        foot.add(values.disclaimer.as_deref().unwrap_or_default(), style, width);
        foot
    }

    fn add(&mut self, text: &str, (size, face, colour): (f64, Face, Colour), width: f64) {
        for line in face.wrap(text, size, width) {
            self.lines.push(Line { text: line, size, face, colour, baseline: self.height + size });
            self.height += size * LINE_HEIGHT;
        }
    }

    /// The lines of the title, from the top left.
    pub fn title(&self, at: Coord<f64>) -> Group {
        group("title", self.lines.iter().take(self.title_lines), at)
    }

    /// The lines below the title.
    pub fn rest(&self, at: Coord<f64>) -> Group {
        group("subtitle", self.lines.iter().skip(self.title_lines), at)
    }

    /// All lines.
    pub fn all(&self, class: &'static str, at: Coord<f64>) -> Group {
        group(class, self.lines.iter(), at)
    }
}

fn group<'a>(class: &'static str, lines: impl Iterator<Item = &'a Line>, at: Coord<f64>) -> Group {
    let text = |line: &Line| {
        let at = Coord { x: at.x, y: at.y + line.baseline };
        let style = (line.size, line.face, line.colour.to_string());
        Node::Text(Text::plain(line.text.clone(), at, Anchor::Start, style))
    };
    Group { class, nodes: lines.map(text).collect(), ..Group::default() }
}
