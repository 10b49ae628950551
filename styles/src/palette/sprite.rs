//! The patterns as a sprite: a picture and where in it each one is, as MapLibre, its relatives and QGIS fetch them.

use serde_json::{Map, Value as Json, json};
use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::colour::Colour;
use super::states::{Pattern, State, Tile};
use super::theme::Theme;

/// How many pixels of a picture a pixel of a style has, at most.
pub const MOST_PIXELS: u8 = 2;

/// A sprite.
#[derive(Clone, Debug)]
pub struct Sprite {
    /// Where the patterns are.
    pub index: Map<String, Json>,
    /// The picture, as PNG.
    pub png: Vec<u8>,
}

/// The name of the pattern of a state in sprites, if it has one.
pub fn sprite_name(state: State) -> Option<&'static str> {
    match state {
        State::NoData => Some("kerben-no-data"),
        State::Suppressed => Some("kerben-suppressed"),
        State::NotApplicable => None,
    }
}

impl Sprite {
    /// The sprite of a theme. None of more pixels than [`MOST_PIXELS`].
    pub fn new(theme: Theme, pixels: u8) -> Option<Self> {
        if pixels == 0 || pixels > MOST_PIXELS {
            return None;
        }
        let pixels = u32::from(pixels);
        let tiles = State::ALL.into_iter().filter_map(|state| {
            let pattern = state.pattern(theme);
            Some((sprite_name(state)?, pattern, pattern.tile()?))
        });
        let tiles: Vec<(&str, Pattern, Tile)> = tiles.collect();
        let width = tiles.iter().map(|(.., tile)| tile.side * pixels).sum();
        let height = tiles.iter().map(|(.., tile)| tile.side * pixels).max()?;
        let mut picture = Pixmap::new(width, height)?;
        let (mut index, mut x) = (Map::new(), 0);
        for (name, pattern, tile) in &tiles {
            let side = tile.side * pixels;
            let drawn = draw(pattern, tile, pixels)?;
            picture.draw_pixmap(
                x.try_into().ok()?,
                0,
                drawn.as_ref(),
                &tiny_skia::PixmapPaint::default(),
                Transform::identity(),
                None,
            );
            let place = json!({ "x": x, "y": 0, "width": side, "height": side, "pixelRatio": pixels });
            index.insert((*name).to_owned(), place);
            x += side;
        }
        Some(Self { index, png: picture.encode_png().ok()? })
    }
}

/// A tile of a pattern as a picture.
fn draw(pattern: &Pattern, tile: &Tile, pixels: u32) -> Option<Pixmap> {
    let mut picture = Pixmap::new(tile.side * pixels, tile.side * pixels)?;
    let paint = |colour: Colour| {
        let [red, green, blue] = colour.channels;
        let mut paint = Paint { anti_alias: true, ..Paint::default() };
        paint.set_color_rgba8(red, green, blue, u8::MAX);
        paint
    };
    let [red, green, blue] = pattern.ground.channels;
    picture.fill(tiny_skia::Color::from_rgba8(red, green, blue, u8::MAX));
    let scale = Transform::from_scale(pixels as f32, pixels as f32);
    let ink = paint(pattern.ink);
    let stroke = Stroke { width: tile.width as f32, ..Stroke::default() };
    for line in &tile.lines {
        picture.stroke_path(&straight(*line)?, &ink, &stroke, scale, None);
    }
    for (x, y) in &tile.dots {
        let dot = PathBuilder::from_circle(*x as f32, *y as f32, tile.radius as f32)?;
        picture.fill_path(&dot, &ink, FillRule::Winding, scale, None);
    }
    Some(picture)
}

fn straight([(x1, y1), (x2, y2)]: [(f64, f64); 2]) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x1 as f32, y1 as f32);
    path.line_to(x2 as f32, y2 as f32);
    path.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::palette::{Sequential, Vision};

    /// CIE L* of the pixels of a tile, row by row.
    fn lightness(state: State, theme: Theme) -> (usize, Vec<f64>) {
        let pattern = state.pattern(theme);
        let Some(tile) = pattern.tile() else { return (1, vec![pattern.ground.lightness()]) };
        let picture = draw(&pattern, &tile, 1).unwrap();
        let pixels = picture.pixels().iter().map(|pixel| {
            let colour = Colour { channels: [pixel.red(), pixel.green(), pixel.blue()] };
            Vision::Grey.sees(colour).lightness()
        });
        (tile.side as usize, pixels.collect())
    }

    /// How different two fillings look in grey at most, however they are moved against each other: the mean difference of their pixels.
    fn difference((side, one): &(usize, Vec<f64>), (other_side, other): &(usize, Vec<f64>)) -> f64 {
        let whole = side * other_side;
        let at = |pixels: &[f64], side: usize, x: usize, y: usize| pixels[y % side * side + x % side];
        let moved = |dx: usize, dy: usize| {
            let pixels = (0..whole).flat_map(|y| (0..whole).map(move |x| (x, y)));
            let sum: f64 =
                pixels.map(|(x, y)| (at(one, *side, x + dx, y + dy) - at(other, *other_side, x, y)).abs()).sum();
            sum / (whole * whole) as f64
        };
        (0..*other_side)
            .flat_map(|dx| (0..*other_side).map(move |dy| (dx, dy)))
            .map(|(dx, dy)| moved(dx, dy))
            .fold(f64::MAX, f64::min)
    }

    #[test]
    fn states_and_zero_are_told_apart_in_grey() {
        for theme in Theme::ALL {
            let mut fillings: Vec<(&str, (usize, Vec<f64>))> =
                State::ALL.into_iter().map(|state| (state.id(), lightness(state, theme))).collect();
            let zero = Vision::Grey.sees(Sequential::AREAS.zero(theme)).lightness();
            fillings.push(("zero", (1, vec![zero])));
            for (at, (name, filling)) in fillings.iter().enumerate() {
                for (other_name, other) in &fillings[..at] {
                    let difference = difference(filling, other);
                    assert!(difference >= 4.0, "{theme:?}: {name} is like {other_name}: {difference:.1}");
                }
            }
        }
    }

    /// Moved along a line, or from a dot to the next, over the edges of the tile: the picture stays the same.
    #[test]
    fn tiles_meet_themselves_at_every_side() {
        for (state, right, down) in [(State::NoData, 1, 33), (State::Suppressed, 8, 8)] {
            let pattern = state.pattern(Theme::Light);
            let tile = pattern.tile().unwrap();
            let picture = draw(&pattern, &tile, 2).unwrap();
            let side = tile.side * 2;
            for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x, y))) {
                let pixel = |x: u32, y: u32| picture.pixel(x % side, y % side).unwrap().red();
                assert!(pixel(x, y).abs_diff(pixel(x + right, y + down)) <= 3, "{state:?} at {x}, {y}");
            }
        }
    }

    #[test]
    fn sprites_have_the_patterns_side_by_side() {
        for theme in Theme::ALL {
            for pixels in 1..=MOST_PIXELS {
                let Sprite { index, png } = Sprite::new(theme, pixels).unwrap();
                let picture = Pixmap::decode_png(&png).unwrap();
                let ratio = u32::from(pixels);
                assert_eq!((picture.width(), picture.height()), (25 * ratio, 17 * ratio));
                let expected =
                    json!({ "x": 17 * ratio, "y": 0, "width": 8 * ratio, "height": 8 * ratio, "pixelRatio": pixels });
                assert_eq!(index["kerben-suppressed"], expected);
                let corner = picture.pixel(17 * ratio, 0).unwrap();
                assert_eq!(
                    [corner.red(), corner.green(), corner.blue()],
                    State::Suppressed.pattern(theme).ground.channels
                );
                assert!(picture.pixels().iter().take((25 * ratio) as usize).all(|pixel| pixel.alpha() == u8::MAX));
            }
            assert!(Sprite::new(theme, 0).is_none() && Sprite::new(theme, 3).is_none());
        }
    }
}
