//! What stands in the cells of a table instead of a value: withheld values, no data, yes and no, and other words for values.

use std::collections::{BTreeMap, HashMap};

use serde_spanned::Spanned;

use super::super::tables::number::Notation;
use super::super::text::{comparable, excerpt, trimmed, yes_or_no};
use super::super::withheld::looks_withheld;
use super::check::Checker;
use super::schema::Text;
use super::table_section::TableSection;
use super::words::Words;

/// What stands in cells whose value is known and withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::ingest) struct SuppressedTexts {
    /// Trimmed, in lower case.
    texts: Vec<String>,
}

impl SuppressedTexts {
    /// Adds a trimmed text.
    pub(super) fn add(&mut self, text: &str) {
        self.texts.push(text.to_lowercase());
    }

    /// Whether the table withholds nothing.
    pub(in crate::ingest) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Whether a trimmed text is one of them, in upper or lower case.
    pub(in crate::ingest) fn contains(&self, text: &str) -> bool {
        self.texts.contains(&text.to_lowercase())
    }
}

/// An answer about a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Answer {
    Yes,
    No,
    NoData,
}

/// What the words in the cells of a table mean. All are [`comparable`].
#[derive(Clone, Debug, Default)]
pub(in crate::ingest) struct CellWords {
    pub(in crate::ingest) suppressed: SuppressedTexts,
    no_data: Vec<String>,
    values: HashMap<String, String>,
    answers: HashMap<String, Answer>,
}

impl CellWords {
    /// Whether a text stands for no data.
    pub(in crate::ingest) fn is_no_data(&self, text: &str) -> bool {
        !self.no_data.is_empty() && self.no_data.contains(&comparable(text))
    }

    /// The value that a text stands for.
    pub(in crate::ingest) fn value(&self, text: &str) -> Option<&str> {
        if self.values.is_empty() { None } else { self.values.get(&comparable(text)).map(String::as_str) }
    }

    /// The answer that a text stands for.
    pub(in crate::ingest) fn answer(&self, text: &str) -> Option<Answer> {
        if self.answers.is_empty() { None } else { self.answers.get(&comparable(text)).copied() }
    }

    /// Whether no word has a meaning of its own, except those that are withheld.
    pub(in crate::ingest) fn are_plain(&self) -> bool {
        self.no_data.is_empty() && self.values.is_empty()
    }
}

impl Checker<'_> {
    /// The words of a table. Answers have more of them, see [`Self::answer_words`].
    pub(super) fn cell_words(&mut self, section: TableSection<'_>, has_answers: bool) -> CellWords {
        let mut words = CellWords { suppressed: self.suppressed_texts(section.suppressed), ..CellWords::default() };
        for (text, at) in self.words(section.no_data, "no_data") {
            // A negative number is no count: forms write -999 where there is no answer.
            let is_value = Notation::of(&text) != Notation::Other && !text.starts_with(['-', '−']);
            if words.suppressed.contains(&text) {
                self.error(at, "word_twice", format!("`{text}` cannot stand for no data and for a suppressed value"));
            } else if looks_withheld(&text) && !has_answers {
                let message = format!(
                    "`{text}` looks like a value that the source withholds, which is not the same as no data: it could be calculated from the numbers beside it; list it under `suppressed`"
                );
                self.error(at, "looks_withheld", message);
            } else if is_value && has_answers {
                words.answers.insert(text, Answer::NoData);
            } else if is_value {
                let message = format!(
                    "`{text}` is a number, and cannot stand for no data: a cell that means the number could not be told from it"
                );
                self.error(at, "no_data_number", message);
            } else {
                words.no_data.push(text);
            }
        }
        words.values = self.value_words(section.values, &words);
        words
    }

    /// `values = { "none" = "0" }`: the text in a cell, and what it stands for.
    fn value_words(&mut self, values: &BTreeMap<Text, Text>, words: &CellWords) -> HashMap<String, String> {
        let mut meanings = HashMap::new();
        for (text, value) in values {
            let (shown, meaning) = (comparable(text.get_ref()), trimmed(value.get_ref()));
            if shown.is_empty() || meaning.is_empty() {
                let message =
                    "an empty text in `values`; an empty cell is no data, and `no_data` lists other words for it";
                self.error(text, "empty_text", message);
            } else if words.no_data.contains(&shown) || words.suppressed.contains(&shown) {
                self.error(text, "word_twice", format!("`{}` has two meanings", excerpt(text.get_ref())));
            } else if meanings.insert(shown, meaning.to_owned()).is_some() {
                self.error(text, "word_twice", format!("`{}` is given twice", excerpt(text.get_ref())));
            }
        }
        meanings
    }

    /// Adds the words for yes and no.
    pub(super) fn answer_words(
        &mut self,
        words: &mut CellWords,
        yes: Option<&Spanned<Words>>,
        no: Option<&Spanned<Words>>,
    ) {
        for (list, name, answer) in [(yes, "yes", Answer::Yes), (no, "no", Answer::No)] {
            for (text, at) in self.words(list, name) {
                let has_other_meaning = words.no_data.contains(&text)
                    || words.suppressed.contains(&text)
                    || yes_or_no(&text).is_some_and(|known| {
                        (known != (answer == Answer::Yes)) && !text.chars().all(|c| c.is_ascii_digit())
                    });
                let before = words.answers.insert(text.clone(), answer);
                if has_other_meaning || before.is_some_and(|before| before != answer) {
                    self.error(at, "word_twice", format!("`{text}` cannot mean {name}: it has another meaning"));
                }
            }
        }
    }

    /// The texts of a list, comparable; each once.
    pub(super) fn words<'w>(
        &mut self,
        list: Option<&'w Spanned<Words>>,
        key: &str,
    ) -> Vec<(String, &'w Spanned<Words>)> {
        let Some(list) = list else { return Vec::new() };
        let mut texts: Vec<(String, &Spanned<Words>)> = Vec::new();
        for text in &list.get_ref().0 {
            let text = comparable(text);
            if text.is_empty() {
                self.error(list, "empty_text", format!("an empty text in `{key}`"));
            } else if texts.iter().any(|(known, _)| *known == text) {
                self.error(list, "word_twice", format!("`{text}` is given twice in `{key}`"));
            } else {
                texts.push((text, list));
            }
        }
        if list.get_ref().0.is_empty() {
            self.error(list, "empty_text", format!("`{key}` names no text"));
        }
        texts
    }
}
