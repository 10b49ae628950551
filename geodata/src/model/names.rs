use super::Language;

/// The names of a place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Names {
    /// The name in the main language of the dataset first.
    by_language: Box<[(Language, Box<str>)]>,
    /// Other spellings under which sources know the place.
    pub aliases: Vec<Box<str>>,
}

impl Names {
    /// Names by language, that in the main language of the dataset first: it stands in for those that are missing.
    pub fn new(by_language: impl IntoIterator<Item = (Language, Box<str>)>, aliases: Vec<Box<str>>) -> Self {
        Self { by_language: by_language.into_iter().collect(), aliases }
    }

    /// One name, in English.
    pub fn english(name: impl Into<Box<str>>) -> Self {
        Self::new([(Language::ENGLISH, name.into())], Vec::new())
    }

    /// The name in the main language of the dataset, which every place has.
    pub fn main(&self) -> &str {
        self.by_language.first().map_or("", |(_, name)| name)
    }

    /// The name in `language`, if there is one.
    pub fn get(&self, language: Language) -> Option<&str> {
        self.by_language.iter().find(|(known, _)| *known == language).map(|(_, name)| &**name)
    }

    /// The languages in which there are names.
    pub fn languages(&self) -> impl Iterator<Item = Language> + '_ {
        self.by_language.iter().map(|(language, _)| *language)
    }

    /// The name in `language`, or that in the main language of the dataset.
    pub fn get_or_main(&self, language: Language) -> &str {
        self.get(language).unwrap_or_else(|| self.main())
    }

    /// The language of what [`Names::get_or_main`] gives.
    pub fn language_of(&self, language: Language) -> Option<Language> {
        let has_own = self.get(language).is_some();
        if has_own { Some(language) } else { self.languages().next() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_missing_is_that_in_the_main_language() {
        let [fr, ar] = ["fr", "ar"].map(|code| Language::from_code(code).expect("a language"));
        let names = Names::new([(fr, "Le Caire".into()), (ar, "القاهرة".into())], Vec::new());
        assert_eq!((names.main(), names.get(ar), names.get(Language::ENGLISH)), ("Le Caire", Some("القاهرة"), None));
        assert_eq!((names.get_or_main(ar), names.get_or_main(Language::ENGLISH)), ("القاهرة", "Le Caire"));
        assert_eq!((names.language_of(ar), names.language_of(Language::ENGLISH)), (Some(ar), Some(fr)));
        assert_eq!(Names::english("Cairo").get(Language::ENGLISH), Some("Cairo"));
    }
}
