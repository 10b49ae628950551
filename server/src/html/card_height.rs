//! How high a card is in a box of a width, before any browser has laid it out: for frames, whose height a page states before it knows what is in them.
//! It follows `server/web/src/element/element.css`, and is a little more rather than less, so that nothing is cut off.

use styles::LegendEntry;
use styles::scene::text::Face;

use super::card::Card;

/// From which width on the legend stands beside the map.
const SIDE_BY_SIDE: f64 = 760.0;
/// The width of the legend there.
const ASIDE: f64 = 270.0;
/// The room around the card, and between its parts.
const PADDING: f64 = 14.0;
const GAP: f64 = 12.0;
/// A little more where lines are long, for fonts that are wider: there a line that is not counted is not made up for by others.
const SLACK: f64 = 56.0;
/// From which width on they are.
const LONG_LINES: f64 = 480.0;
/// How high a line is, by the size of its font.
const LINE: f64 = 1.45;
/// The fonts of readers are about as wide as this part of the one that is measured.
const WIDTH_OF_FONT: f64 = 0.96;

/// The height in pixels, in tens.
pub fn of(card: &Card, width: f64) -> u32 {
    let inner = (width - 2.0 * PADDING).max(100.0);
    let parts = [head(card, inner), notices(card, inner), body(card, inner, width), below(card, inner)];
    let parts: Vec<f64> = parts.into_iter().filter(|height| *height > 0.0).collect();
    let gaps = GAP * (parts.len() as f64 - 1.0);
    (((parts.iter().sum::<f64>() + gaps + 2.0 * PADDING) / 10.0).ceil() * 10.0) as u32
}

/// Lines of text in a font, each so high.
fn text(text: &str, face: Face, (size, line): (f64, f64), width: f64) -> f64 {
    face.wrap(text, size * WIDTH_OF_FONT, width).len() as f64 * size * line
}

fn plain(words: &str, size: f64, width: f64) -> f64 {
    text(words, Face::Regular, (size, LINE), width)
}

fn head(card: &Card, inner: f64) -> f64 {
    let title = if card.has_title() { text(&card.title(), Face::Bold, (20.0, 1.25), inner) } else { 0.0 };
    let subtitle = if card.has_subtitle() { plain(&card.document.subtitle, 16.0, inner) } else { 0.0 };
    title + subtitle
}

fn listed(lines: &[String], inner: f64) -> f64 {
    let height = |line: &String| plain(line, 15.0, inner - 24.0) + 3.0;
    if lines.is_empty() { 0.0 } else { 16.0 + lines.iter().map(height).sum::<f64>() }
}

fn notices(card: &Card, inner: f64) -> f64 {
    listed(&card.notices, inner)
}

fn body(card: &Card, inner: f64, width: f64) -> f64 {
    let is_beside = width >= SIDE_BY_SIDE;
    let of_stage = if is_beside { inner - GAP - ASIDE } else { inner };
    let tags = card.document.illustrative || card.document.partial || card.document.boundaries != "official";
    let map = match card.aspect {
        Some(aspect) => (of_stage - 2.0) * aspect,
        None => (0.62 * width).clamp(240.0, 560.0),
    };
    // Tags may need a second line.
    let tags = if tags { 7.0 + 13.0 * LINE * if of_stage < 560.0 { 2.0 } else { 1.0 } } else { 0.0 };
    let stage = map + tags + 2.0;
    let aside = aside(card, if is_beside { ASIDE } else { inner }, is_beside);
    if is_beside { stage.max(aside) } else { stage + GAP + aside }
}

fn aside(card: &Card, width: f64, is_one_column: bool) -> f64 {
    let legend = &card.document.legend;
    let (line, small) = (16.0 * LINE, 14.0 * LINE);
    let mut height = text(&legend.title, Face::Bold, (16.0, 1.3), width);
    if let Some(circles) = &legend.circles {
        let largest = card.largest_circle.unwrap_or(30.0);
        height += small + 6.0 + (2.0 * largest + 9.0).max(16.0 * circles.values.len() as f64 + 8.0) + line;
    }
    if card.document.marks != "circles" {
        height += plain(&legend.unit, 14.0, width) + legend.method.as_deref().map_or(0.0, |_| small);
    }
    let columns = if is_one_column { 1 } else { (((width + 18.0) / 258.0).floor() as usize).max(1) };
    let column = (width + 18.0) / columns as f64 - 18.0;
    // Beside a swatch and the number of units.
    let entry = |entry: &LegendEntry| {
        let units = Face::Regular.width(&card.units(entry.units), 14.0);
        plain(&entry.label, 16.0, (column - 42.0 - units).max(40.0)) + 4.0
    };
    let rows = legend.entries.chunks(columns).map(|row| row.iter().map(entry).fold(0.0, f64::max));
    height += if legend.entries.is_empty() { 0.0 } else { 6.0 + rows.sum::<f64>() };
    height + card.total.as_ref().map_or(0.0, |total| 10.0 + plain(total, 16.0, width))
}

fn below(card: &Card, inner: f64) -> f64 {
    let map = &card.document;
    let notes = listed(&map.notes, inner);
    let said = [&map.disclaimer, &map.citation].into_iter().flatten();
    let credits = said.map(|words| plain(words, 13.0, inner) + 5.0).sum::<f64>() + 32.0;
    // The table and the downloads are closed.
    notes + 10.0 + 44.0 + 10.0 + 32.0 + 10.0 + credits + if inner < LONG_LINES { 0.0 } else { SLACK }
}
