use serde::{Deserialize, Serialize};

use super::{Labels, Language};

/// A source of data, with its citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its id in the dataset.
    pub id: String,
    /// Its title.
    pub title: Labels,
    /// The citation that users of the data must give.
    pub citation: String,
    /// Its publisher.
    pub publisher: String,
    /// Its licence.
    pub licence: String,
    /// The date of publication: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: String,
    /// Its web page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// A disclaimer that must be shown with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclaimer: Option<Labels>,
    /// What users of it must know: where it contradicts itself, what it leaves open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Labels>,
}

impl Source {
    /// The texts for readers.
    pub(super) fn texts_mut(&mut self) -> impl Iterator<Item = &mut Labels> {
        std::iter::once(&mut self.title).chain(&mut self.disclaimer).chain(&mut self.notes)
    }

    /// The texts for readers.
    pub(super) fn texts(&self) -> impl Iterator<Item = &Labels> {
        std::iter::once(&self.title).chain(&self.disclaimer).chain(&self.notes)
    }

    /// The same with its texts in a language, or in what stands in for it.
    #[must_use]
    pub fn in_language(&self, language: Language) -> Self {
        let mut source = self.clone();
        source.texts_mut().for_each(|text| *text = text.only(language));
        source
    }

    /// What stands beside an answer that rests on it: all but the notes, which stand where sources are described.
    pub fn as_cited(&self) -> Self {
        Self { notes: Vec::new(), ..self.clone() }
    }
}

/// Whether a text is a URL that a page may link to: `http` or `https`, not a script (`javascript:…`) or a file.
pub fn is_web_address(text: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_control)
}
