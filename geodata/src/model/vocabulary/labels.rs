use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Language;

/// A word or a text for readers, in as many languages as the dataset gives.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Labels {
    /// What stands in for a language that is missing first: the text in the main language of the dataset, or the English one.
    by_language: Vec<(Language, String)>,
    /// Codes that are none of a language.
    unknown: Vec<String>,
}

/// The two ways to write one: a text, or a text for each language.
#[derive(Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "expected a text in English, or in the main language where that is another one, or a text for each language: { en = \"Hospital\", fr = \"Hôpital\" }"
)]
enum Written {
    Text(String),
    ByLanguage(BTreeMap<String, String>),
}

impl From<Written> for Labels {
    fn from(written: Written) -> Self {
        let texts = match written {
            Written::Text(text) => BTreeMap::from([(Language::UNDETERMINED.into(), text)]),
            Written::ByLanguage(texts) => texts,
        };
        let (mut by_language, mut unknown) = (Vec::new(), Vec::new());
        for (code, text) in texts {
            match Language::from_code(&code) {
                Some(language) => by_language.push((language, text)),
                None => unknown.push(code),
            }
        }
        Self { by_language, unknown }.with_first(Language::ENGLISH)
    }
}

impl From<&str> for Labels {
    fn from(text: &str) -> Self {
        Self::of_main_language(text)
    }
}

impl From<String> for Labels {
    fn from(text: String) -> Self {
        Self::of_main_language(text)
    }
}

impl From<Labels> for Written {
    fn from(labels: Labels) -> Self {
        if let [(Language::UNDETERMINED, text)] = labels.by_language.as_slice() {
            return Self::Text(text.clone());
        }
        Self::ByLanguage(labels.by_language.into_iter().map(|(language, text)| (language.into(), text)).collect())
    }
}

/// The longest label, in characters: it has to fit into titles and legends.
const MAX_CHARS: usize = 200;

impl Labels {
    /// A text in the main language of the dataset, whichever that is.
    pub fn of_main_language(text: impl Into<String>) -> Self {
        Self { by_language: vec![(Language::UNDETERMINED, text.into())], unknown: Vec::new() }
    }

    /// The label in a language; or in the main language of the dataset, or in English, or in any other.
    pub fn get(&self, language: Language) -> &str {
        let exact = self.by_language.iter().find(|(known, _)| *known == language);
        exact.or(self.by_language.first()).map_or("", |(_, text)| text)
    }

    /// The language of what [`Labels::get`] gives, where that is known.
    pub fn language_of(&self, language: Language) -> Option<Language> {
        let exact = self.by_language.iter().find(|(known, _)| *known == language);
        let (language, _) = exact.or(self.by_language.first())?;
        (*language != Language::UNDETERMINED).then_some(*language)
    }

    /// The text in the main language of the dataset.
    pub fn main(&self) -> &str {
        self.by_language.first().map_or("", |(_, text)| text)
    }

    /// The text in a language alone, or what stands in for it.
    #[must_use]
    pub fn only(&self, language: Language) -> Self {
        Self::of_main_language(self.get(language))
    }

    /// The same texts, each changed.
    #[must_use]
    pub fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for (_, text) in &mut self.by_language {
            *text = change(text);
        }
        self
    }

    /// Whether there is one in this language.
    pub fn has(&self, language: Language) -> bool {
        self.by_language.iter().any(|(known, _)| *known == language)
    }

    /// The same for a dataset with this main language: its text stands in for those that are missing, and what is written without a
    /// language is in it.
    #[must_use]
    pub fn in_main_language(mut self, main: Language) -> Self {
        let is_translated = self.has(main);
        self.by_language.retain(|(language, _)| !is_translated || *language != Language::UNDETERMINED);
        for (language, _) in &mut self.by_language {
            if *language == Language::UNDETERMINED {
                *language = main;
            }
        }
        self.with_first(Language::ENGLISH).with_first(main)
    }

    /// Puts the text in the main language of the dataset first: it stands in for those that are missing.
    pub(crate) fn put_first(&mut self, main: Language) {
        *self = std::mem::take(self).with_first(Language::ENGLISH).with_first(main);
    }

    fn with_first(mut self, first: Language) -> Self {
        self.by_language.sort_by_key(|(language, _)| *language != first);
        self
    }

    /// Whether a code is none of a language.
    pub(crate) fn has_unknown_language(&self) -> bool {
        !self.unknown.is_empty()
    }

    /// Why a text of any length cannot be shown, if it cannot.
    pub(crate) fn fault_of_text(&self, main: Option<Language>) -> Option<String> {
        if let [(Language::UNDETERMINED, text)] = self.by_language.as_slice() {
            return text.trim().is_empty().then(|| "the text is empty".to_owned());
        }
        if let Some((language, _)) = self.by_language.iter().find(|(_, text)| text.trim().is_empty()) {
            return Some(format!("the text in `{language}` is empty"));
        }
        self.fault_of_languages(main)
    }

    /// Why they cannot be shown, if they cannot. Where the main language of the dataset is known, there must be a text in it, or in English.
    pub(super) fn fault(&self, main: Option<Language>) -> Option<String> {
        self.fault_beyond(MAX_CHARS, main)
    }

    /// The same for a text of at most so many characters.
    pub(crate) fn fault_beyond(&self, most: usize, main: Option<Language>) -> Option<String> {
        for (language, text) in &self.by_language {
            if text.trim().is_empty() || text.chars().any(char::is_control) || text.chars().count() > most {
                let language = Some(*language).filter(|language| *language != Language::UNDETERMINED).or(main);
                let of_language = language.map_or_else(String::new, |language| format!(" in `{language}`"));
                return Some(format!(
                    "the text{of_language} is empty, longer than {most} characters, or more than a line"
                ));
            }
        }
        self.fault_of_languages(main)
    }

    /// Why the languages are not those that are needed.
    fn fault_of_languages(&self, main: Option<Language>) -> Option<String> {
        if let Some(code) = self.unknown.first() {
            return Some(format!(
                "`{code}` is no language; expected an ISO 639 code of two letters, or of three where there is none of two"
            ));
        }
        let main = main.unwrap_or(Language::UNDETERMINED);
        if self.has(Language::UNDETERMINED) || self.has(Language::ENGLISH) || self.has(main) {
            return None;
        }
        match main {
            Language::UNDETERMINED if !self.by_language.is_empty() => None,
            Language::UNDETERMINED | Language::ENGLISH => Some("there is no text in English (`en`)".to_owned()),
            main => Some(format!(
                "there is no text in {} (`{main}`), the main language of the dataset, and none in English (`en`)",
                main.english_name()
            )),
        }
    }
}
