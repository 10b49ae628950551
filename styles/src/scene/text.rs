//! How wide text is in the fonts of the pictures, and where it is broken into lines.
//!
//! Widths are sums of advances, as a renderer without kerning draws them: kerned text is narrower by a percent or so, never
//! noticeably wider.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId};

/// How far apart lines of text are, by the size of the font.
pub const LINE_HEIGHT: f64 = 1.2;
/// How high capitals are, by the size of the font.
pub const CAP_HEIGHT: f64 = 0.714;
/// How far letters such as p reach below the baseline, by the size of the font.
pub const DESCENT: f64 = 0.24;

/// After what a line may end within a word.
const HYPHENS: [char; 4] = ['-', '\u{2010}', '\u{2013}', '/'];
/// How much wider lines may be to keep a word with hyphens whole.
const SPLIT_WORD: f64 = 0.25;

/// The name of the family.
pub const FAMILY: &str = "Noto Sans";

/// A font of the pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// Noto Sans Regular.
    #[default]
    Regular,
    /// Noto Sans Bold.
    Bold,
    /// Noto Sans Italic.
    Italic,
}

static REGULAR: &[u8] = include_bytes!("../../fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../../fonts/NotoSans-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../../fonts/NotoSans-Italic.ttf");

/// The advances of a font, by the em, of all characters that it has.
struct Advances {
    /// Those of the characters below `U+0600`: Latin, Greek, Cyrillic, and their marks.
    common: Vec<f32>,
    font: Option<FontRef<'static>>,
}

const COMMON: u32 = 0x600;

impl Advances {
    fn new(data: &'static [u8]) -> Self {
        let font = FontRef::try_from_slice(data).ok();
        let common =
            (0..COMMON).map(|code| char::from_u32(code).map_or(0.0, |character| advance(font.as_ref(), character)));
        Self { common: common.collect(), font }
    }

    fn of(&self, character: char) -> f64 {
        let known = self.common.get(u32::from(character) as usize).copied();
        f64::from(known.unwrap_or_else(|| advance(font_of(character, self.font.as_ref()), character)))
    }
}

/// Arabic, for which Noto Sans has no letters, with the Latin and Cyrillic ones that stand beside it.
pub static ARABIC: &[u8] = include_bytes!("../../fonts/KerbenArabic-Regular.ttf");

/// The font that a character is drawn with: where that of the face lacks it, the Arabic one if it has it. Its letters are measured alone, and are
/// narrower where they are joined.
fn font_of<'f>(character: char, face: Option<&'f FontRef<'static>>) -> Option<&'f FontRef<'static>> {
    static FONT: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::try_from_slice(ARABIC).ok());
    let has = |font: &&FontRef<'static>| font.glyph_id(character) != GlyphId(0);
    face.filter(has).or_else(|| FONT.as_ref().filter(has)).or(face)
}

/// What a renderer advances by for a character: that of the empty box where the font lacks it.
fn advance(font: Option<&FontRef<'static>>, character: char) -> f32 {
    if character.is_control() || is_invisible(character) {
        return 0.0;
    }
    let measured = font.and_then(|font| Some(font.h_advance_unscaled(font.glyph_id(character)) / font.units_per_em()?));
    measured.unwrap_or(0.6)
}

/// Characters that only say how others are joined or broken.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl Face {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Italic];

    /// The font file.
    pub fn data(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
            Self::Italic => ITALIC,
        }
    }

    /// The width of a text in pixels, in a font size in pixels.
    pub fn width(self, text: &str, size: f64) -> f64 {
        size * text.chars().map(|character| self.advances().of(character)).sum::<f64>()
    }

    /// Whether the font has all characters of a text.
    pub fn covers(self, text: &str) -> bool {
        let font = self.advances().font.as_ref();
        text.chars()
            .filter(|character| !character.is_control() && !is_invisible(*character))
            .all(|character| font.is_some_and(|font| font.glyph_id(character) != GlyphId(0)))
    }

    fn advances(self) -> &'static Advances {
        static FACES: [LazyLock<Advances>; 3] = [
            LazyLock::new(|| Advances::new(REGULAR)),
            LazyLock::new(|| Advances::new(BOLD)),
            LazyLock::new(|| Advances::new(ITALIC)),
        ];
        match self {
            Self::Regular => &FACES[0],
            Self::Bold => &FACES[1],
            Self::Italic => &FACES[2],
        }
    }

    /// Breaks a text into lines that are at most so wide, each as full as it can be. A word that is wider than a line is broken
    /// between characters: nothing is lost, and nothing is wider but for a single character.
    pub fn wrap(self, text: &str, size: f64, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let fits = |line: &str| self.width(line.trim_end(), size) <= width;
            let mut longer = format!("{line}{piece}");
            if !line.is_empty() && !fits(&longer) {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
                piece.trim_start().clone_into(&mut longer);
            }
            while !fits(&longer) {
                let Some(end) = self.last_fitting(&longer, size, width) else { break };
                let rest = longer.split_off(end);
                lines.push(std::mem::replace(&mut longer, rest));
            }
            line = longer;
        }
        if !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
        }
        lines
    }

    /// After which character of a word a line is full; none where all of it is one character.
    fn last_fitting(self, word: &str, size: f64, width: f64) -> Option<usize> {
        let mut reached = 0.0;
        let mut ends = word.char_indices().skip(1).map(|(start, _)| start).chain([word.len()]);
        let fitting = word.chars().zip(&mut ends).take_while(|(character, _)| {
            reached += size * self.advances().of(*character);
            reached <= width
        });
        let first = word.chars().next()?.len_utf8();
        // Marks stay with their letter, which take no room: the break is before the first character that takes some.
        Some(fitting.map(|(_, end)| end).last().unwrap_or(first).max(first)).filter(|end| *end < word.len())
    }

    /// Breaks a name into so many lines at spaces, or else at hyphens, so that the widest is as narrow as it can be. None where it
    /// has fewer words.
    pub fn balanced(self, name: &str, size: f64, lines: usize) -> Option<Vec<String>> {
        let pieces: Vec<&str> = pieces(name).collect();
        let mut best: Option<(f64, Vec<String>)> = None;
        self.break_from(&pieces, size, lines, &mut Vec::new(), &mut best);
        best.map(|(_, lines)| lines)
    }

    fn break_from(
        self,
        pieces: &[&str],
        size: f64,
        lines: usize,
        before: &mut Vec<String>,
        best: &mut Option<(f64, Vec<String>)>,
    ) {
        let most = match lines {
            0 => return,
            1 => pieces.len(),
            _ => 1,
        };
        for count in most..=pieces.len().saturating_sub(lines - 1) {
            before.push(pieces[..count].concat().trim().to_owned());
            if lines > 1 {
                self.break_from(&pieces[count..], size, lines - 1, before, best);
            } else if before.iter().all(|line| !line.is_empty()) {
                let widest = before.iter().map(|line| self.width(line, size)).fold(0.0, f64::max);
                let split_words = before.iter().filter(|line| line.ends_with(HYPHENS)).count();
                let cost = widest * (1.0 + SPLIT_WORD * split_words as f64);
                if best.as_ref().is_none_or(|(known, _)| cost < *known) {
                    *best = Some((cost, before.clone()));
                }
            }
            before.pop();
        }
    }
}

/// The parts of a text that a line may end after: words with the spaces behind them, and parts of words up to a hyphen or a
/// slash between letters. A space that does not break is a letter.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let mut previous = None;
        let is_space =
            |character: char| character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}');
        let end = rest.char_indices().find_map(|(start, character)| {
            let before = previous.replace(character)?;
            let joins = HYPHENS.contains(&before) && character.is_alphabetic() && start > 1;
            (joins || (is_space(before) && !is_space(character))).then_some(start)
        });
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 0.02
    }

    /// Advances of the font in thousandths of an em: A 639, l 258, Щ 1026, space 260; bold A 692.
    #[test]
    fn widths_are_sums_of_the_advances_of_the_font() {
        assert!(close(Face::Regular.width("A", 100.0), 63.9), "{}", Face::Regular.width("A", 100.0));
        assert!(close(Face::Regular.width("All", 100.0), 63.9 + 2.0 * 25.8));
        assert!(close(Face::Bold.width("A", 100.0), 69.2), "{}", Face::Bold.width("A", 100.0));
        assert!(close(Face::Regular.width("A\u{301}", 100.0), 63.9), "a combining accent takes no room");
        assert!(
            close(Face::Regular.width("Al\u{ad}l\u{200b}\n", 100.0), 63.9 + 2.0 * 25.8),
            "nor do marks for breaking"
        );
        assert!(Face::Italic.width("", 100.0).abs() < 1e-9);
    }

    #[test]
    fn the_fonts_have_the_letters_of_all_languages() {
        let letters = "AZazÄéñЁЯёяҢңӨөҮүӘәҒғҚқҰұҺһІі0189 «»“”„’–—…№−·\u{a0}\u{202f}";
        for face in [Face::Regular, Face::Bold, Face::Italic] {
            assert!(face.covers(letters), "{face:?}");
            for letter in "ҢңӨөҮүӘәҒғҚқҰұҺһІі".chars() {
                let width = face.width(&letter.to_string(), 100.0);
                assert!((20.0..110.0).contains(&width), "{face:?} {letter}: {width}");
            }
        }
        assert!(!Face::Regular.covers("吉尔吉斯"));
    }

    /// 600 thousandths, as wide as the box that a renderer draws.
    #[test]
    fn a_character_that_the_font_lacks_is_as_wide_as_the_box_in_its_place() {
        assert!(close(Face::Regular.width("吉", 100.0), 60.0), "{}", Face::Regular.width("吉", 100.0));
    }

    #[test]
    fn names_break_at_spaces_and_hyphens_into_even_lines() {
        let two = |name: &str| Face::Regular.balanced(name, 11.0, 2).map(|lines| lines.join("|"));
        assert_eq!(two("Jeti-Oguz").as_deref(), Some("Jeti-|Oguz"));
        assert_eq!(two("Kara-Buura district").as_deref(), Some("Kara-Buura|district"));
        assert_eq!(two("Ысык-Ата району").as_deref(), Some("Ысык-Ата|району"));
        assert_eq!(two("Naryn"), None);
        assert_eq!(two("-Naryn-"), None, "a hyphen joins letters");
        assert_eq!(two("Osh\u{a0}City"), None, "a space that does not break");
        assert_eq!(two("  Osh   City "), Some("Osh|City".to_owned()));
        let three = Face::Regular.balanced("Ust-Kamenogorsk city administration", 11.0, 3);
        assert_eq!(three.map(|lines| lines.join("|")).as_deref(), Some("Ust-Kamenogorsk|city|administration"));
        assert_eq!(Face::Regular.balanced("", 11.0, 1), None);
        assert_eq!(Face::Regular.balanced("Osh City", 11.0, 0), None);
    }

    #[test]
    fn text_is_wrapped_at_words_and_a_word_too_long_anywhere() {
        let lines = Face::Regular.wrap("Boundaries schematic. Numbers illustrative.", 10.0, 110.0);
        assert_eq!(lines, ["Boundaries schematic.", "Numbers illustrative."]);
        let lines = Face::Regular.wrap("Donaudampfschifffahrtsgesellschaft", 10.0, 60.0);
        assert!(lines.len() == 3 && lines.concat() == "Donaudampfschifffahrtsgesellschaft", "{lines:?}");
        assert_eq!(Face::Regular.wrap("abc", 10.0, 1.0), ["a", "b", "c"], "a character is never broken");
        assert!(Face::Regular.wrap("   ", 10.0, 100.0).is_empty());
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_and_keeps_to_the_width(text in "[a-zА-яӨҮ \\-]{0,80}", width in 20.0..200.0) {
            let lines = Face::Regular.wrap(&text, 10.0, width);
            let letters = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in &lines {
                prop_assert!(Face::Regular.width(line, 10.0) <= width && !line.trim().is_empty(), "{:?}", line);
            }
        }
    }
}
