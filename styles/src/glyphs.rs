//! Glyphs for labels: 256 characters of a font as signed distance fields, in the protocol buffers that MapLibre and its relatives fetch.
//!
//! MapLibre GL JS before 5.12, MapLibre Native and Mapbox GL draw no `text-field` without them. The numbers are those of
//! [node-fontnik](https://github.com/mapbox/node-fontnik), to which all these clients are tuned: an em of 24 pixels, a border of 3, distances up to 8
//! pixels, of which the part outside of the outline takes three quarters of a byte's range.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlinedGlyph, Point, ScaleFont, point};
use prost::Message;
use sdf_glyph_renderer::{BitmapGlyph, clamp_to_u8};

/// Name of the font that styles ask for.
pub const FONT: &str = "Noto Sans Regular";

/// Noto Sans covers Latin, Cyrillic with the letters of Kyrgyz and Kazakh, Greek, and punctuation.
static NOTO_SANS: LazyLock<Option<FontRef<'static>>> =
    LazyLock::new(|| FontRef::try_from_slice(include_bytes!("../fonts/NotoSans-Regular.ttf")).ok());

/// How many characters a range has.
pub const RANGE: u32 = 256;
/// Pixels of an em.
const EM: f32 = 24.0;
/// Pixels around each glyph.
const BORDER: usize = 3;
/// The distance in pixels beyond which all is equally far from the outline.
const RADIUS: usize = 8;
/// The part of a byte's range that stands for the inside.
const CUTOFF: f64 = 0.25;

/// The file of a range (`glyphs.proto` of Mapbox GL).
#[derive(Clone, PartialEq, Message)]
struct Glyphs {
    #[prost(message, repeated, tag = "1")]
    stacks: Vec<Fontstack>,
}

#[derive(Clone, PartialEq, Message)]
struct Fontstack {
    #[prost(string, required, tag = "1")]
    name: String,
    #[prost(string, required, tag = "2")]
    range: String,
    #[prost(message, repeated, tag = "3")]
    glyphs: Vec<SdfGlyph>,
}

#[derive(Clone, PartialEq, Eq, Hash, Message)]
struct SdfGlyph {
    /// The character.
    #[prost(uint32, required, tag = "1")]
    id: u32,
    /// A byte for each pixel, border included, row by row; nothing where there is no outline.
    #[prost(bytes = "vec", optional, tag = "2")]
    bitmap: Option<Vec<u8>>,
    /// Pixels without the border.
    #[prost(uint32, required, tag = "3")]
    width: u32,
    #[prost(uint32, required, tag = "4")]
    height: u32,
    /// From the pen to the left edge.
    #[prost(sint32, required, tag = "5")]
    left: i32,
    /// From the top of the line, as high as the font's ascender, up to the top edge.
    #[prost(sint32, required, tag = "6")]
    top: i32,
    /// From this pen to the next.
    #[prost(uint32, required, tag = "7")]
    advance: u32,
}

/// Whether there is a font with this name.
pub fn has_font(name: &str) -> bool {
    name == FONT
}

/// The 256 characters from a multiple of 256 on; those that the font lacks are left out. None where no range begins.
pub fn glyph_range(start: u32) -> Option<Vec<u8>> {
    if !start.is_multiple_of(RANGE) || start > u32::from(char::MAX) {
        return None;
    }
    let characters = (start..start + RANGE).filter_map(char::from_u32);
    let glyphs = NOTO_SANS.iter().flat_map(|font| characters.clone().filter_map(|character| glyph(font, character)));
    let range = format!("{start}-{}", start + RANGE - 1);
    let stack = Fontstack { name: FONT.to_owned(), range, glyphs: glyphs.collect() };
    Some(Glyphs { stacks: vec![stack] }.encode_to_vec())
}

fn glyph(font: &FontRef<'_>, character: char) -> Option<SdfGlyph> {
    let id = font.glyph_id(character);
    if id == GlyphId(0) {
        return None;
    }
    // ab_glyph scales by the height of a line, this by the em.
    let scale = EM * font.height_unscaled() / font.units_per_em()?;
    let scaled = font.as_scaled(scale);
    let outlined = font.outline_glyph(id.with_scale_and_position(scale, point(0.0, 0.0)));
    let (left, top, bitmap) = match outlined {
        None => (0, 0, None),
        Some(outline) => {
            let Point { x, y } = outline.px_bounds().min;
            (x as i32, -y as i32 - scaled.ascent().ceil() as i32, Some(coverage(&outline)?))
        }
    };
    let (width, height) = bitmap.as_ref().map_or((0, 0), |(_, width, height)| (*width, *height));
    let bitmap = match bitmap {
        None => None,
        Some((pixels, width, height)) => {
            let distances = BitmapGlyph::from_unbuffered(&pixels, width, height, BORDER).ok()?.render_sdf(RADIUS);
            Some(clamp_to_u8(&distances, CUTOFF).ok()?)
        }
    };
    Some(SdfGlyph {
        id: character.into(),
        bitmap,
        width: width as u32,
        height: height as u32,
        left,
        top,
        advance: scaled.h_advance(id).round() as u32,
    })
}

/// How much of each pixel an outline covers, with width and height.
fn coverage(outline: &OutlinedGlyph) -> Option<(Vec<u8>, usize, usize)> {
    let bounds = outline.px_bounds();
    let (width, height) = (bounds.width() as usize, bounds.height() as usize);
    let mut pixels = vec![0; width * height];
    outline.draw(|x, y, covered| {
        if let Some(pixel) = pixels.get_mut(y as usize * width + x as usize) {
            *pixel = (covered * 255.0).round() as u8;
        }
    });
    (width > 0 && height > 0).then_some((pixels, width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(start: u32) -> Fontstack {
        let bytes = glyph_range(start).expect("a range");
        let mut glyphs = Glyphs::decode(bytes.as_slice()).expect("a file of glyphs");
        assert_eq!(glyphs.stacks.len(), 1);
        glyphs.stacks.remove(0)
    }

    fn of(character: char) -> SdfGlyph {
        let font = NOTO_SANS.as_ref().expect("the font");
        glyph(font, character).unwrap_or_else(|| panic!("no {character}"))
    }

    #[test]
    fn a_range_has_its_characters() {
        let latin = range(0);
        assert_eq!((latin.name.as_str(), latin.range.as_str()), (FONT, "0-255"));
        assert!(latin.glyphs.iter().all(|glyph| glyph.id < 256) && latin.glyphs.len() > 180);
        assert!(latin.glyphs.contains(&of('A')));
    }

    #[test]
    fn the_font_has_the_letters_of_all_languages() {
        let letters = "AZazÄéñЁЯёяҢңӨөҮүӘәҒғҚқҰұҺһІі0189«»“”„’–—…№−·";
        for character in letters.chars() {
            let glyph = of(character);
            let pixels = (glyph.width as usize + 2 * BORDER) * (glyph.height as usize + 2 * BORDER);
            assert_eq!(glyph.bitmap.map(|bitmap| bitmap.len()), Some(pixels), "{character}");
            assert!(glyph.advance > 3 && glyph.advance < 30, "{character}");
        }
    }

    #[test]
    fn a_space_has_an_advance_and_no_bitmap() {
        let space = of(' ');
        assert_eq!((space.bitmap, space.width, space.height, space.advance), (None, 0, 0, 6));
    }

    /// The lowercase l is a bar: 0.258 em to the next pen, 0.083 to its left edge, 0.089 wide, 0.765 high. The ascender is 1.069 em.
    #[test]
    fn metrics_are_those_of_the_font_at_24_pixels() {
        let bar = of('l');
        assert_eq!((bar.advance, bar.left, bar.top), (6, 2, 19 - 26));
        assert!(bar.height == 19 && bar.width <= 3, "{bar:?}");
    }

    /// 192 is where the outline runs, which MapLibre takes for granted; more is inside, less is outside.
    #[test]
    fn signed_distances_change_sign_at_the_outline() {
        let bar = of('l');
        let (bitmap, row) = (bar.bitmap.expect("a bitmap"), bar.width as usize + 2 * BORDER);
        let middle = &bitmap[(bar.height as usize / 2 + BORDER) * row..][..row];
        let edge = 191;
        assert!(middle[0] < edge && middle[row - 1] < edge, "{middle:?}");
        assert!(middle.iter().any(|distance| *distance > edge), "{middle:?}");
        let rises = middle.windows(2).take_while(|pair| pair[0] <= pair[1]).count();
        assert!(middle[rises..].windows(2).all(|pair| pair[0] >= pair[1]), "up and down again: {middle:?}");
    }

    #[test]
    fn characters_that_the_font_lacks_are_an_empty_range() {
        let chinese = range(0x4E00);
        assert_eq!((chinese.name.as_str(), chinese.range.as_str(), chinese.glyphs.len()), (FONT, "19968-20223", 0));
        assert!(range(0xD800).glyphs.is_empty(), "surrogates are no characters");
    }

    #[test]
    fn ranges_begin_at_multiples_of_256() {
        assert!(glyph_range(255).is_none() && glyph_range(0x11_0000).is_none() && glyph_range(u32::MAX).is_none());
        assert!(glyph_range(0).is_some() && glyph_range(0x10_FF00).is_some());
    }

    #[test]
    fn the_font_parses() {
        assert!(NOTO_SANS.is_some() && has_font(FONT) && !has_font("Noto Sans"));
    }
}
