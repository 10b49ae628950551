//! Cleans text from spreadsheets and GIS files, and formats text for messages.

use encoding_rs::{Encoding, IBM866, KOI8_R, WINDOWS_1251, WINDOWS_1252};

/// The text without white space around it, including no-break and zero-width spaces, which spreadsheets leave behind.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}'))
}

/// Yes or no, as tables write it.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The original of a text that was decoded in the wrong encoding (mojibake): `Ошская` for `Îøñêàÿ`, `Ош` for `ÐžÑˆ`.
pub(super) fn undo_mojibake(text: &str) -> Option<String> {
    /// The share of such letters that is required: French and Kyrgyz in Latin letters have some, too.
    const SHARE: f64 = 0.7;
    if text.is_ascii() {
        return None;
    }
    if text.chars().any(|c| is_cyrillic(c) || is_box_drawing(c)) {
        return undo_cyrillic_mojibake(text);
    }
    let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
    if unmappable {
        return None;
    }
    // Some letters may be lost: a few bytes have no character in the Windows code page.
    let as_utf8 = String::from_utf8_lossy(&bytes);
    let lost = as_utf8.matches(char::REPLACEMENT_CHARACTER).count();
    if lost == 0 || as_utf8.chars().filter(|c| is_cyrillic(*c)).count() > lost {
        return Some(as_utf8.into_owned());
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let foreign = text.chars().filter(|c| matches!(c, 'À'..='ÿ')).count();
    if foreign < 3 || (foreign as f64) < SHARE * letters as f64 {
        return None;
    }
    let meant = WINDOWS_1251.decode_without_bom_handling(&bytes).0;
    meant.chars().filter(|c| c.is_alphabetic()).all(is_cyrillic).then(|| meant.into_owned())
}

/// The same if the wrong encoding was a Cyrillic one: `РћС€`, `╨Ю╤И`, `╬ °`, `ЃЁиЄҐЄ` and `вЙЫЛЕЛ` were all names of places.
fn undo_cyrillic_mojibake(text: &str) -> Option<String> {
    [WINDOWS_1251, IBM866].into_iter().find_map(|wrong: &'static Encoding| {
        let (bytes, _, unmappable) = wrong.encode(text);
        if unmappable {
            return None;
        }
        // Cyrillic text in these encodings is not valid UTF-8 by chance.
        if let Ok(meant) = std::str::from_utf8(&bytes) {
            return Some(meant.to_owned());
        }
        let others = [WINDOWS_1251, IBM866, KOI8_R].into_iter().filter(|other| *other != wrong && is_garbled(text));
        let meant = others.map(|other| other.decode_without_bom_handling(&bytes).0.into_owned());
        meant.into_iter().find(|meant| {
            !is_garbled(meant) && meant.chars().filter(|c| c.is_alphabetic()).all(|c| is_cyrillic(c) || c.is_ascii())
        })
    })
}

/// Whether a text does not look like a name: it has unusual characters, or capital letters inside words.
fn is_garbled(text: &str) -> bool {
    /// Punctuation that occurs in names.
    const SIGNS: &str = "-–—.,:;'’‘\"“”„«»()[]/\\№&+*!?#%";
    let is_strange = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !SIGNS.contains(c);
    let rises = text.chars().zip(text.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    rises || text.contains(is_strange)
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// The characters that DOS code pages have where others have letters.
fn is_box_drawing(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{259f}')
}

/// The text with each run of white space replaced by one space, and without white space around it.
pub(super) fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace).map(trimmed).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// A text as it is compared with a word in `dataset.toml`: in lower case, with each run of white space replaced by one space.
pub(super) fn comparable(text: &str) -> String {
    collapsed(text).to_lowercase()
}

/// The line, from 1, that the byte after `before` is on.
pub(super) fn line_number(before: &[u8]) -> usize {
    before.split(|byte| *byte == b'\n').count()
}

/// `a, b, c`, each in backticks. A long list is cut, so that a message stays short.
pub(super) fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    /// More names than tables usually have columns.
    const MAX_NAMES: usize = 200;
    listed_up_to(MAX_NAMES, names)
}

/// The same of the first few, where a count stands beside them.
pub(super) fn first_listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    listed_up_to(3, names)
}

fn listed_up_to<S: AsRef<str>>(most: usize, names: impl IntoIterator<Item = S>) -> String {
    let mut names = names.into_iter();
    let quoted: Vec<String> = names.by_ref().take(most).map(|name| format!("`{}`", excerpt(name.as_ref()))).collect();
    match (quoted.is_empty(), names.count()) {
        (true, _) => "none".to_owned(),
        (false, 0) => quoted.join(", "),
        (false, more) => format!("{} and {more} more", quoted.join(", ")),
    }
}

/// The beginning of a text from a file, so that a message stays short.
pub(super) fn excerpt(text: &str) -> String {
    /// Enough to recognise the cell.
    const MAX_CHARACTERS: usize = 80;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A distance for people: metres below ten kilometres, then kilometres with one decimal.
pub(super) fn metres(distance: f64) -> String {
    if distance < 10_000.0 { format!("{distance:.0} m") } else { format!("{:.1} km", distance / 1000.0) }
}

/// An area for people: square metres below a tenth of a square kilometre.
pub(super) fn square_metres(area: f64) -> String {
    if area < 100_000.0 { format!("{area:.0} m²") } else { format!("{:.1} km²", area / 1e6) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_white_space() {
        assert_eq!(collapsed(" Number\u{a0}of \r\n\u{200b} households\u{202f}"), "Number of households");
        assert_eq!(collapsed("\u{a0} "), "");
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(listed(["a", "b"]), "`a`, `b`");
        assert_eq!(listed::<&str>([]), "none");
        let many = listed((0..16_384).map(|number| number.to_string()));
        assert!(many.ends_with("`199` and 16184 more"), "{many}");
    }

    #[test]
    fn cyrillic_in_the_wrong_encoding_is_recognised_and_nothing_else_is() {
        for meant in ["Ошская", "Чуйская обл.", "Нарын", "Жалал-Абад", "Ысык-Көл"]
        {
            let as_latin = WINDOWS_1252.decode_without_bom_handling(meant.as_bytes()).0.into_owned();
            assert_eq!(undo_mojibake(&as_latin).as_deref(), Some(meant), "UTF-8 read as Latin");
            let (windows, _, unmappable) = WINDOWS_1251.encode(meant);
            if !unmappable {
                let as_latin = WINDOWS_1252.decode_without_bom_handling(&windows).0.into_owned();
                assert_eq!(undo_mojibake(&as_latin).as_deref(), Some(meant), "windows-1251 read as Latin");
            }
        }
        for meant in ["Бишкек", "Чуйская обл.", "Нарын", "Жалал-Абад"] {
            let encodings = [encoding_rs::UTF_8, WINDOWS_1251, IBM866, KOI8_R];
            for (right, wrong) in encodings.iter().flat_map(|right| [(*right, WINDOWS_1251), (*right, IBM866)]) {
                let read = wrong.decode_without_bom_handling(&right.encode(meant).0).0.into_owned();
                let is_wrong = right != wrong;
                // The box drawing characters of KOI8 are ambiguous in the DOS code page: both have letters there.
                if (right, wrong) != (KOI8_R, IBM866) {
                    assert_eq!(
                        undo_mojibake(&read).as_deref(),
                        is_wrong.then_some(meant),
                        "{right:?} read as {wrong:?}: {read}"
                    );
                }
            }
        }
        for sound in [
            "АО «Кумтор» (№ 3)",
            "г.Ош/Osh",
            "КыргызТелеком",
            "пгтКант",
            "Қызылорда",
            "Ўзган",
            "Ћуприја",
            "Їжакевич",
            "Єва",
            "СШ №5 им. Ч. Айтматова",
            "25°",
            "Ош — 2-й район…",
            "Osh",
            "Ошская",
            "Île-de-France",
            "Ñoño",
            "Çüy",
            "Üçünçü",
            "Þórshöfn",
            "Ysyk-Köl",
            "Öö",
            "ÉÈÊ 日本",
            "Cañón",
            "°",
        ] {
            assert_eq!(undo_mojibake(sound), None, "{sound}");
        }
    }

    #[test]
    fn invisible_spaces_go_and_inner_ones_stay() {
        assert_eq!(trimmed("\u{feff}\u{a0} Kara Suu\u{202f}\u{200b}"), "Kara Suu");
    }
}
