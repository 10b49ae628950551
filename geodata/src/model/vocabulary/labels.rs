use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A word for readers, in English and in as many other languages as the dataset gives, by ISO 639 code.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "BTreeMap<String, String>")]
pub struct Labels(BTreeMap<String, String>);

/// The two ways to write one: a text in English, or a text for each language.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a text in English, or a text for each language: { en = \"Hospital\", fr = \"Hôpital\" }"
)]
enum Written {
    English(String),
    ByLanguage(BTreeMap<String, String>),
}

impl From<Written> for Labels {
    fn from(written: Written) -> Self {
        match written {
            Written::English(text) => Self(BTreeMap::from([(ENGLISH.to_owned(), text)])),
            Written::ByLanguage(texts) => Self(texts),
        }
    }
}

impl From<Labels> for BTreeMap<String, String> {
    fn from(labels: Labels) -> Self {
        labels.0
    }
}

const ENGLISH: &str = "en";

/// The longest label, in characters: it has to fit into titles and legends.
const MAX_CHARS: usize = 200;

impl Labels {
    /// The label in a language, or the English one.
    pub fn in_or_english(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.get(ENGLISH)).map_or("", String::as_str)
    }

    /// Why they cannot be shown, if they cannot.
    pub(super) fn fault(&self) -> Option<String> {
        let is_language =
            |code: &str| matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase());
        for (language, text) in &self.0 {
            if !is_language(language) {
                return Some(format!("`{language}` is no language; expected an ISO 639 code of two or three letters"));
            }
            if text.trim().is_empty() || text.chars().any(char::is_control) || text.chars().count() > MAX_CHARS {
                return Some(format!(
                    "the text in `{language}` is empty, longer than {MAX_CHARS} characters, or more than a line"
                ));
            }
        }
        (!self.0.contains_key(ENGLISH)).then(|| "there is no text in English (`en`)".to_owned())
    }
}
