use serde::{Deserialize, Serialize};

/// The languages of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English: every place has a name in it.
    #[default]
    En,
    /// Russian.
    Ru,
    /// Kyrgyz.
    Ky,
    /// Kazakh.
    Kk,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Self; 4] = [Self::En, Self::Ru, Self::Ky, Self::Kk];

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
            Self::Ky => "ky",
            Self::Kk => "kk",
        }
    }

    /// The language of an ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// The names of a place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Names {
    /// English name; never empty.
    pub en: Box<str>,
    /// Russian name.
    pub ru: Option<Box<str>>,
    /// Kyrgyz name.
    pub ky: Option<Box<str>>,
    /// Kazakh name.
    pub kk: Option<Box<str>>,
    /// Other spellings under which sources know the place.
    pub aliases: Vec<Box<str>>,
}

impl Names {
    /// The name in `language`, if there is one.
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => Some(&self.en),
            Language::Ru => self.ru.as_deref(),
            Language::Ky => self.ky.as_deref(),
            Language::Kk => self.kk.as_deref(),
        }
    }

    /// The name in `language`, or the English one.
    pub fn in_or_english(&self, language: Language) -> &str {
        self.get(language).unwrap_or(&self.en)
    }
}
