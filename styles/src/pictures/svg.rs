//! A scene as SVG 1.1: text stays text, each unit is one `path` with its code, and what is painted alike is painted by its group.

use std::fmt::Write;

use geo_types::{Coord, Rect};

use crate::scene::text::Face;
use crate::scene::{
    Anchor, Circle, Fill, ForWidth, Group, Node, Paint, Path, PathLine, Pattern, Scene, Section, Stroke, Text,
};

/// The family of the fonts in `styles/fonts`, and what stands in for it where it is not installed.
const FAMILY: &str = "'Noto Sans',system-ui,sans-serif";

/// The same of lines with Arabic letters.
const ARABIC_FAMILY: &str = "'Kerben Arabic','Noto Sans Arabic',system-ui,sans-serif";

/// Letters and marks that the Arabic font has.
fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// A scene as an SVG document.
///
/// `id` begins the names of its patterns and clips: several documents in one page need different ones.
pub fn svg(scene: &Scene, id: &str) -> String {
    document(scene, id, &|_| true)
}

/// The sections of a scene that are wanted, each in its place.
pub(super) fn document(scene: &Scene, id: &str, wanted: &dyn Fn(&Section) -> bool) -> String {
    let mut writer =
        Writer { out: String::with_capacity(64 << 10), id, clips: 0, is_right_to_left: scene.is_right_to_left };
    writer.document(scene, wanted);
    writer.out
}

struct Writer<'a> {
    out: String,
    id: &'a str,
    /// How many clips have a name.
    clips: usize,
    /// Whether words are read from right to left.
    is_right_to_left: bool,
}

/// Writes into a string, which cannot fail.
macro_rules! put {
    ($writer:expr, $($argument:tt)*) => {
        let _: std::fmt::Result = write!($writer.out, $($argument)*);
    };
}

impl Writer<'_> {
    fn document(&mut self, scene: &Scene, wanted: &dyn Fn(&Section) -> bool) {
        let (width, height, id) = (short(scene.width), short(scene.height), self.id);
        put!(
            self,
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}""#
        );
        put!(self, r#" role="img" lang="{lang}" xml:lang="{lang}""#, lang = scene.language.code());
        // Everything has its place, also in a page that is read from right to left.
        put!(self, r#" direction="ltr""#);
        put!(self, r#" aria-labelledby="{id}-title" aria-describedby="{id}-desc" font-family="{FAMILY}">"#);
        put!(self, r#"<title id="{id}-title">{}</title>"#, Escaped(&scene.title));
        put!(self, r#"<desc id="{id}-desc">{}</desc>"#, Escaped(&scene.description));
        if !scene.patterns.is_empty() {
            put!(self, "<defs>");
            scene.patterns.iter().for_each(|pattern| self.pattern(pattern));
            put!(self, "</defs>");
        }
        for section in scene.sections.iter().filter(|section| wanted(section)) {
            self.group(&section.group);
        }
        put!(self, "</svg>\n");
    }

    fn pattern(&mut self, pattern: &Pattern) {
        let (id, name, size) = (self.id, pattern.name, short(pattern.size));
        put!(self, r#"<pattern id="{id}-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse""#);
        put!(self, ">");
        self.nodes(&pattern.nodes);
        put!(self, "</pattern>");
    }

    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Group(group) => self.group(group),
                Node::Path(path) => self.path(path),
                Node::Circle(circle) => self.circle(circle),
                Node::Text(text) => self.text(text),
                Node::ForWidth(part) => self.for_width(part),
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let clip = group.clip.map(|clip| self.clip(clip));
        put!(self, "<g");
        if !group.class.is_empty() {
            put!(self, r#" class="{}""#, group.class);
        }
        if let Some(clip) = clip {
            put!(self, r#" clip-path="url(#{}-clip-{clip})""#, self.id);
        }
        self.paint(&group.paint);
        put!(self, ">");
        self.nodes(&group.nodes);
        put!(self, "</g>");
    }

    fn for_width(&mut self, part: &ForWidth) {
        put!(self, r#"<g class="{}""#, part.class);
        if (part.scale - 1.0).abs() > 1e-9 {
            put!(self, r#" transform="scale({:.5})""#, part.scale);
        }
        if !part.is_usual {
            put!(self, r#" display="none""#);
        }
        put!(self, ">");
        self.nodes(&part.nodes);
        put!(self, "</g>");
    }

    /// Names a clip.
    fn clip(&mut self, clip: Rect<f64>) -> usize {
        self.clips += 1;
        let (id, number, min) = (self.id, self.clips, clip.min());
        put!(
            self,
            r#"<clipPath id="{id}-clip-{number}"><rect x="{}" y="{}" width="{}" height="{}"/></clipPath>"#,
            short(min.x),
            short(min.y),
            short(clip.width()),
            short(clip.height())
        );
        number
    }

    fn path(&mut self, path: &Path) {
        put!(self, "<path");
        if let Some(unit) = &path.unit {
            let name = if unit.is_in_inset { "data-for" } else { "data-pcode" };
            put!(self, r#" {name}="{}""#, Escaped(&unit.pcode));
        }
        self.paint(&path.paint);
        put!(self, r#" d=""#);
        path.lines.iter().for_each(|line| self.line(line));
        match &path.unit {
            Some(unit) => {
                put!(self, r#""><title>{}</title></path>"#, Escaped(&unit.title));
            }
            None => {
                put!(self, r#""/>"#);
            }
        }
    }

    /// A line in steps of tenths of a pixel, each from the point before, so that no error adds up.
    fn line(&mut self, line: &PathLine) {
        let tenths = |point: &Coord<f64>| ((point.x * 10.0).round() as i64, (point.y * 10.0).round() as i64);
        let mut points = line.points.iter().map(tenths);
        let Some(first) = points.next() else { return };
        put!(self, "M{}", Tenths(first.0));
        self.tenths(first.1);
        let (mut at, mut is_first) = (first, true);
        for point in points {
            let step = (point.0 - at.0, point.1 - at.1);
            if step == (0, 0) {
                continue;
            }
            at = point;
            match step {
                (x, 0) => {
                    put!(self, "h{}", Tenths(x));
                    is_first = true;
                }
                (0, y) => {
                    put!(self, "v{}", Tenths(y));
                    is_first = true;
                }
                (x, y) => {
                    if std::mem::take(&mut is_first) {
                        put!(self, "l{}", Tenths(x));
                    } else {
                        self.tenths(x);
                    }
                    self.tenths(y);
                }
            }
        }
        if line.is_closed {
            self.out.push('z');
        }
    }

    /// A number behind another: a minus parts them, too.
    fn tenths(&mut self, number: i64) {
        let space = if number < 0 { "" } else { " " };
        put!(self, "{space}{}", Tenths(number));
    }

    fn circle(&mut self, circle: &Circle) {
        let Circle { center, radius, paint, unit } = circle;
        put!(self, r#"<circle cx="{}" cy="{}" r="{}""#, short(center.x), short(center.y), short(*radius));
        if let Some(unit) = unit {
            put!(self, r#" data-for="{}""#, Escaped(unit));
        }
        self.paint(paint);
        put!(self, "/>");
    }

    fn text(&mut self, text: &Text) {
        put!(self, r#"<text x="{}" y="{}" font-size="{}""#, short(text.at.x), short(text.at.y), short(text.size));
        match text.face {
            Face::Regular => {}
            Face::Bold => {
                put!(self, r#" font-weight="700""#);
            }
            Face::Italic => {
                put!(self, r#" font-style="italic""#);
            }
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => {
                put!(self, r#" text-anchor="middle""#);
            }
            Anchor::End => {
                put!(self, r#" text-anchor="end""#);
            }
        }
        if text.is_upright {
            put!(self, r#" transform="rotate(-90 {} {})""#, short(text.at.x), short(text.at.y));
        }
        if text.spacing != 0.0 {
            put!(self, r#" letter-spacing="{}""#, short(text.spacing));
        }
        put!(self, r#" fill="{}""#, text.colour);
        if let Some((colour, width)) = &text.halo {
            put!(
                self,
                r#" stroke="{colour}" stroke-width="{}" stroke-linejoin="round" paint-order="stroke""#,
                short(*width * 2.0)
            );
        }
        if !text.text.chars().any(is_arabic) {
            put!(self, ">{}</text>", Escaped(&text.text));
            return;
        }
        // Of one font, also what else is in the line: where renderers look for fonts letter by letter, joined ones are lost. Where words are read
        // from the right, the line begins there, whatever letters it begins with.
        let [begin, end] = if self.is_right_to_left { ["\u{2067}", "\u{2069}"] } else { [""; 2] };
        put!(self, r#" font-family="{ARABIC_FAMILY}">{begin}{}{end}</text>"#, Escaped(&text.text));
    }

    fn paint(&mut self, paint: &Paint) {
        match &paint.fill {
            None => {}
            Some(Fill::None) => {
                put!(self, r#" fill="none""#);
            }
            Some(Fill::Colour(colour)) => {
                put!(self, r#" fill="{colour}""#);
            }
            Some(Fill::Pattern(name)) => {
                put!(self, r#" fill="url(#{}-{name})""#, self.id);
            }
        }
        if let Some(Stroke { colour, width, dashes, has_round_ends }) = &paint.stroke {
            if let Some(colour) = colour {
                put!(self, r#" stroke="{colour}" stroke-width="{}" stroke-linejoin="round""#, short(*width));
            } else {
                put!(self, r#" stroke="none""#);
            }
            if *has_round_ends {
                put!(self, r#" stroke-linecap="round""#);
            }
            if !dashes.is_empty() {
                let dashes: Vec<String> = dashes.iter().map(|length| short(*length)).collect();
                put!(self, r#" stroke-dasharray="{}""#, dashes.join(" "));
            }
        }
        if let Some(opacity) = paint.opacity {
            put!(self, r#" opacity="{}""#, short(opacity));
        }
    }
}

/// A number with at most two decimals.
fn short(number: f64) -> String {
    let number = format!("{number:.2}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    if number == "-0" { "0".to_owned() } else { number.to_owned() }
}

/// Tenths as a decimal number.
struct Tenths(i64);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenth) = (self.0.unsigned_abs() / 10, self.0.unsigned_abs() % 10);
        match (whole, tenth) {
            (_, 0) => write!(f, "{sign}{whole}"),
            (0, _) => write!(f, "{sign}.{tenth}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

/// Text as content or attribute of XML 1.0. Characters that no document may have (section 2.2) become U+FFFD.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(points: &[(f64, f64)], is_closed: bool) -> String {
        let mut writer = Writer { out: String::new(), id: "m", clips: 0, is_right_to_left: false };
        let points = points.iter().map(|(x, y)| Coord { x: *x, y: *y }).collect();
        writer.line(&PathLine { points, is_closed });
        writer.out
    }

    #[test]
    fn lines_are_steps_of_tenths() {
        assert_eq!(drawn(&[(1.0, 2.04), (1.5, 2.0), (1.5, 7.25), (0.0, -1.0)], true), "M1 2h.5v5.3l-1.5-8.3z");
        assert_eq!(drawn(&[(0.0, 0.0), (1.0, 1.0), (2.0, 3.0), (2.01, 3.01)], false), "M0 0l1 1 1 2");
        assert_eq!(drawn(&[], true), "");
    }

    #[test]
    fn upright_text_is_turned_around_its_place() {
        let text = |is_upright: bool| Text {
            text: "Chui".to_owned(),
            at: Coord { x: 10.0, y: 20.5 },
            anchor: Anchor::Middle,
            size: 11.0,
            face: Face::Regular,
            colour: "#333333".to_owned(),
            halo: None,
            spacing: 0.0,
            is_upright,
        };
        let drawn = |is_upright: bool| {
            let mut writer = Writer { out: String::new(), id: "m", clips: 0, is_right_to_left: false };
            writer.text(&text(is_upright));
            writer.out
        };
        assert!(drawn(true).contains(r#" transform="rotate(-90 10 20.5)""#), "{}", drawn(true));
        assert!(!drawn(false).contains("transform"));
    }

    #[test]
    fn text_is_no_markup() {
        assert_eq!(Escaped("a<b> & \"c\"\u{1}\n").to_string(), "a&lt;b&gt; &amp; &quot;c&quot;\u{fffd} ");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([-0.001, 1.0, 2.50, 6.789].map(short), ["0", "1", "2.5", "6.79"]);
    }
}
