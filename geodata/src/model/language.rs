use std::fmt;
use std::str::FromStr;

use isolang::Language as Iso;
use serde::{Deserialize, Serialize};

/// A language of names and labels, by its ISO 639 code of two or three letters. A dataset says which it has; the code knows none but
/// English, in which everything is that no dataset translates.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language {
    /// In lower case; of a code of two letters the last byte is a zero.
    code: [u8; 3],
}

/// A text that is no code of a language.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no language; expected an ISO 639 code of two lower case letters, or of three where there is none of two, such as `en`, `fr` or `ar`"
)]
pub struct LanguageError(String);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self { code: *b"en\0" };
    /// No language in particular: that of a text of which nothing says in which language it is.
    pub const UNDETERMINED: Self = Self { code: *b"und" };

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        let is_known = match code.len() {
            2 => Iso::from_639_1(code).is_some(),
            // One code for each language: what has one of two letters has no other.
            3 => Iso::from_639_3(code).is_some_and(|language| language.to_639_1().is_none()),
            _ => false,
        };
        let is_lower = code.bytes().all(|byte| byte.is_ascii_lowercase());
        match *code.as_bytes() {
            [first, second] if is_known && is_lower => Some(Self { code: [first, second, 0] }),
            [first, second, third] if is_known && is_lower => Some(Self { code: [first, second, third] }),
            _ => None,
        }
    }

    /// Its ISO 639 code.
    pub fn code(&self) -> &str {
        let length = self.code.iter().position(|byte| *byte == 0).unwrap_or(self.code.len());
        // Made of letters only.
        std::str::from_utf8(&self.code[..length]).unwrap_or_default()
    }

    /// What ISO 639 calls it in English: `French`.
    pub fn english_name(self) -> &'static str {
        let code = self.code();
        let known = if code.len() == 2 { Iso::from_639_1(code) } else { Iso::from_639_3(code) };
        // `Swahili (macrolanguage)`, `Modern Greek (1453-)`
        let name = known.map_or("", |known| known.to_name());
        name.split_once(" (").map_or(name, |(name, _)| name)
    }
}

impl FromStr for Language {
    type Err = LanguageError;

    fn from_str(code: &str) -> Result<Self, LanguageError> {
        Self::from_code(code).ok_or_else(|| LanguageError(code.chars().take(40).collect()))
    }
}

impl TryFrom<String> for Language {
    type Error = LanguageError;

    fn try_from(code: String) -> Result<Self, LanguageError> {
        code.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::ENGLISH
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_any_of_iso_639() {
        for (code, name) in [("en", "English"), ("fr", "French"), ("ar", "Arabic"), ("prs", "Dari"), ("sw", "Swahili")]
        {
            let language = Language::from_code(code).unwrap_or_else(|| panic!("no {code}"));
            assert_eq!((language.code(), language.english_name(), language.to_string().as_str()), (code, name, code));
        }
        assert_eq!(Language::from_code("en"), Some(Language::ENGLISH));
        assert_eq!(Language::from_code("und"), Some(Language::UNDETERMINED));
        for bad in ["eng", "fra", "", "e", "EN", "Fr", "xx", "xyz", "french", "fr-CA", "é", "\u{661}", "f\0", "fr\0"] {
            assert_eq!(Language::from_code(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_language_is_written_as_its_code() {
        let dari = Language::from_code("prs").expect("Dari");
        assert_eq!(serde_json::to_string(&[dari, Language::ENGLISH]).expect("JSON"), r#"["prs","en"]"#);
        assert_eq!(serde_json::from_str::<Language>("\"prs\"").expect("Dari"), dari);
        let refused = serde_json::from_str::<Language>("\"persian\"").expect_err("no code").to_string();
        assert!(refused.starts_with("`persian` is no language; expected an ISO 639 code"), "{refused}");
    }
}
