//! Texts of a dataset in a page of another language: each is marked with its own, so that it is read out and hyphenated as what it is.

use geodata::model::Language;
use maud::{Markup, html};
use styles::words::{Words, has_own_direction, say};

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
}
