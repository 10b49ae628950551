//! The ways a name can be written: in one line or several, in full or short, in the size asked for or smaller.

use geo_types::{Coord, Rect};

use super::label::TextLine;
use super::request::{Lettering, NamedArea};

/// How far the letters reach above the baseline, by the size of the font: capitals with most marks.
const ASCENT: f64 = 0.78;
/// How far they reach below it.
const DESCENT: f64 = 0.22;
/// How far apart baselines are.
const LEADING: f64 = 1.1;
/// Into how many lines a name is broken at most.
const MOST_LINES: usize = 3;

/// What it costs to break a name once.
const BROKEN: f64 = 0.25;
/// What it costs to write it as small as it may be.
const SMALL: f64 = 0.3;
/// What it costs to write the short name.
const SHORT: f64 = 0.6;

/// A name as it is written.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    lines: Vec<String>,
    pub(super) size: f64,
    /// Whether it is in the size asked for.
    pub(super) is_as_asked: bool,
    pub(super) width: f64,
    pub(super) height: f64,
    /// How far it is from the best way: 0 is the full name in one line in the size asked for.
    pub(super) cost: f64,
}

impl Setting {
    /// Its lines where the text fills a box.
    pub(super) fn lines_in(&self, bounds: Rect<f64>) -> Vec<TextLine> {
        let baseline = |line: usize| bounds.min().y + self.size * (ASCENT + LEADING * line as f64);
        let at = |line: usize| Coord { x: bounds.center().x, y: baseline(line) };
        self.lines.iter().enumerate().map(|(line, text)| TextLine { text: text.clone(), at: at(line) }).collect()
    }

    pub(super) fn is_one_line(&self) -> bool {
        self.lines.len() == 1
    }

    /// The box that it fills around a place.
    pub(super) fn around(&self, center: Coord<f64>) -> Rect<f64> {
        let half = Coord { x: self.width / 2.0, y: self.height / 2.0 };
        Rect::new(center - half, center + half)
    }
}

/// All ways to write the name of an area, the best first.
pub(super) fn settings(named: &NamedArea<'_>, lettering: Lettering) -> Vec<Setting> {
    let Lettering { face, size: largest, least_size, .. } = lettering;
    let least_size = least_size.min(largest);
    let mut sizes = vec![largest, f64::midpoint(largest, least_size), least_size];
    sizes.dedup();
    let short = named.short.filter(|short| *short != named.name);
    let mut settings = Vec::new();
    for (name, of_name) in std::iter::once((named.name, 0.0)).chain(short.map(|short| (short, SHORT))) {
        for count in 1..=MOST_LINES {
            let Some(lines) = face.balanced(name, largest, count) else { break };
            let widest = lines.iter().map(|line| face.width(line, 1.0)).fold(0.0, f64::max);
            for size in sizes.iter().copied() {
                let smaller = (largest - size) / (largest - least_size).max(1e-9);
                settings.push(Setting {
                    lines: lines.clone(),
                    size,
                    is_as_asked: size >= largest,
                    width: widest * size,
                    height: size * (ASCENT + DESCENT + LEADING * (count - 1) as f64),
                    cost: of_name + BROKEN * (count - 1) as f64 + SMALL * smaller,
                });
            }
        }
    }
    settings.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    settings
}
