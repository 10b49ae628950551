//! `suppressed = ["<5", "*"]`: what a table writes in cells whose value is known and withheld.

use std::ops::RangeInclusive;

use serde_spanned::Spanned;

use super::super::tables::number::Notation;
use super::super::text::trimmed;
use super::cell_words::SuppressedTexts;
use super::check::Checker;
use super::schema::Text;

/// More are a list of values, not of ways to withhold one.
const MAX_TEXTS: usize = 32;

impl SuppressedTexts {
    /// The numbers that a text stands for: `<5`, `< 5`, `<=4`, `≤ 4`, `1-4` or `1–4`. Nobody can be among "fewer than five".
    pub(in crate::ingest) fn range(text: &str) -> Option<RangeInclusive<u64>> {
        let number = |text: &str| trimmed(text).parse::<u64>().ok();
        let text = trimmed(text);
        if let Some(most) = text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
            return Some(0..=number(most)?);
        }
        if let Some(more) = text.strip_prefix('<') {
            return Some(0..=number(more)?.checked_sub(1)?);
        }
        let (least, most) = text.split_once(['-', '–'])?;
        Some(number(least)?..=number(most)?).filter(|range| !range.is_empty())
    }
}

impl Checker<'_> {
    /// The texts of withheld cells. A text that can also be meant as a value is refused: the number in a cell would silently get lost.
    pub(super) fn suppressed_texts(&mut self, list: Option<&Spanned<Vec<Text>>>) -> SuppressedTexts {
        let mut texts = SuppressedTexts::default();
        let Some(list) = list else { return texts };
        if list.get_ref().is_empty() {
            let message = "`suppressed` names no text; give what stands in withheld cells, as `suppressed = [\"<5\", \"*\"]`, or remove it";
            self.error(list, "suppressed_empty", message);
        }
        if list.get_ref().len() > MAX_TEXTS {
            let message =
                format!("`suppressed` names {} texts; at most {MAX_TEXTS} are accepted", list.get_ref().len());
            self.error(list, "suppressed_too_many", message);
        }
        for text in list.get_ref() {
            let shown = trimmed(text.get_ref());
            if shown.is_empty() {
                let message = "an empty text cannot stand for a suppressed value: an empty cell is no data";
                self.error(text, "suppressed_empty_text", message);
            } else if Notation::of(shown) != Notation::Other {
                let message = format!(
                    "`{shown}` is a number, and cannot stand for a suppressed value: a cell that means the number could not be told from it"
                );
                self.error(text, "suppressed_number", message);
            } else if texts.contains(shown) {
                self.error(text, "suppressed_twice", format!("`{shown}` is given twice"));
            } else {
                texts.add(shown);
            }
        }
        texts
    }

    /// Refuses texts that are answers in a table of services.
    pub(super) fn refuse_answers(&mut self, list: Option<&Spanned<Vec<Text>>>, is_answer: impl Fn(&str) -> bool) {
        for text in list.into_iter().flat_map(Spanned::get_ref) {
            let shown = trimmed(text.get_ref());
            if is_answer(shown) {
                let message = format!("`{shown}` is an answer about a service, and cannot stand for a suppressed one");
                self.error(text, "suppressed_answer", message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_what_they_can_stand_for() {
        for (text, range) in [
            ("<5", Some(0..=4)),
            (" < 5\u{a0}", Some(0..=4)),
            ("<=4", Some(0..=4)),
            ("≤ 4", Some(0..=4)),
            ("1-4", Some(1..=4)),
            ("1 – 4", Some(1..=4)),
            ("4-1", None),
            ("<0", None),
            ("*", None),
            (">5", None),
            ("n/a", None),
        ] {
            assert_eq!(SuppressedTexts::range(text), range, "{text}");
        }
    }
}
