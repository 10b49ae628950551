//! Texts of a dataset in a page of another language: each is marked with its own, so that it is read out and hyphenated as what it is.
//!
//! ```text
//! page in Russian, dataset without a Russian label of the group "Returned families":
//! <span lang="en">Returned families</span> по районам, 2023 г.
//! ```

use std::sync::Arc;

use geodata::model::{DatasetParts, Language};
use maud::{Markup, html};
use styles::words::{Words, has_own_direction, say};

/// The texts that a dataset does not have in the language of a page, to find them again in the sentences of the page.
#[derive(Clone, Debug, Default)]
pub struct Fallbacks(Arc<[Fallback]>);

/// What stands in for a text, and the language that it is in.
#[derive(Debug)]
struct Fallback {
    text: String,
    language: Language,
}

impl Fallbacks {
    /// Those of a page in the language of the words; none where the dataset has everything in it.
    pub fn of(parts: &DatasetParts, words: Words) -> Self {
        let asked = words.language();
        let missing = parts.texts().filter(|text| !text.has(asked)).filter_map(|text| {
            let language = text.language_of(asked).filter(|own| attribute(Some(*own), words).is_some())?;
            Some(Fallback { text: text.get(asked).to_owned(), language })
        });
        let mut missing: Vec<Fallback> = missing.filter(|fallback| !fallback.text.is_empty()).collect();
        // The longest that matches is the one that was written.
        missing.sort_unstable_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        missing.dedup_by(|a, b| a.text == b.text);
        Self(missing.into())
    }

    /// A sentence of the page, in which each of them is marked.
    pub fn mark(&self, sentence: &str, words: Words) -> Markup {
        let (mut parts, mut begin, mut is_in_word) = (Vec::new(), 0, false);
        for (at, letter) in sentence.char_indices() {
            let is_start = !std::mem::replace(&mut is_in_word, letter.is_alphanumeric());
            if !is_start || at < begin {
                continue;
            }
            if let Some(found) = self.0.iter().find(|fallback| is_whole(&sentence[at..], &fallback.text)) {
                parts.push((&sentence[begin..at], None));
                parts.push((&*found.text, Some(found.language)));
                begin = at + found.text.len();
            }
        }
        if parts.is_empty() {
            return marked(sentence, None, words);
        }
        parts.push((&sentence[begin..], None));
        html! { @for (text, language) in parts { (marked(text, language, words)) } }
    }
}

/// Whether a text begins with another one, and a word does not go on after it.
fn is_whole(text: &str, beginning: &str) -> bool {
    text.strip_prefix(beginning).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// A text whose language is known, on a page in the language of the words.
pub fn marked(text: &str, language: Option<Language>, words: Words) -> Markup {
    let own = attribute(language, words);
    match (own, has_own_direction(text)) {
        (Some(own), true) => html! { bdi lang=(own) { (text) } },
        (Some(own), false) => html! { span lang=(own) { (text) } },
        (None, true) => html! { bdi { (text) } },
        (None, false) => html! { (text) },
    }
}

/// The language of a text, where it is another one than that of the page.
pub fn attribute(language: Option<Language>, words: Words) -> Option<String> {
    let language = language?;
    (say!(words, "language-code") != language.code()).then(|| language.code().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_another_language_than_the_page_says_so() {
        let [ru, ar] = ["ru", "ar"].map(|code| Language::from_code(code).expect("a language"));
        let words = Words::of(ru);
        let written = |text, language| marked(text, language, words).into_string();
        assert_eq!(written("Ош", Some(ru)), "Ош");
        assert_eq!(written("Osh", Some(Language::ENGLISH)), "<span lang=\"en\">Osh</span>");
        assert_eq!(written("حلب", Some(ar)), "<bdi lang=\"ar\">حلب</bdi>");
        assert_eq!(written("Osh", None), "Osh");
        // Maltese has no catalogue of sentences: the page is English.
        let maltese = Language::from_code("mt").expect("a language");
        assert_eq!(marked("Osh", Some(Language::ENGLISH), Words::of(maltese)).into_string(), "Osh");
    }

    #[test]
    fn texts_that_fall_back_are_found_in_sentences_the_longest_first_and_only_as_whole_words() {
        let ru = Language::from_code("ru").expect("a language");
        let [long, short] =
            ["Return migrants", "Return"].map(|text| Fallback { text: text.into(), language: Language::ENGLISH });
        let (fallbacks, words) = (Fallbacks([long, short].into()), Words::of(ru));
        let written = |text| fallbacks.mark(text, words).into_string();
        assert_eq!(
            written("Return migrants по районам; Return, Returned. <b>"),
            "<span lang=\"en\">Return migrants</span> по районам; <span lang=\"en\">Return</span>, Returned. &lt;b&gt;"
        );
        assert_eq!(written("Вернувшиеся"), "Вернувшиеся");
        assert_eq!(written("«Return migrants»"), "«<span lang=\"en\">Return migrants</span>»");
        assert_eq!(written("unReturn"), "unReturn");
        assert_eq!(written(""), "");
        assert_eq!(Fallbacks::default().mark("Return & حلب", words).into_string(), "<bdi>Return &amp; حلب</bdi>");
    }
}
