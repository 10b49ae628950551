//! Columns of names, and the languages of the dataset.

use super::column::Column;
use super::lexicon;
use crate::model::Language;

/// A column of names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameColumn {
    /// The code of its language; none where nothing says it.
    pub(super) language: Option<String>,
    pub(super) column: String,
    /// Whether every row has one.
    pub(super) is_complete: bool,
}

/// The language that the last word of a header names: `name_ru`, `ADM2_EN`, `Название (кырг)`.
fn language_in(words: &[String]) -> Option<String> {
    const WORDS: [(&str, &[&str]); 5] = [
        ("en", &["en", "eng", "english", "англ", "английский"]),
        ("ru", &["ru", "rus", "russian", "рус", "русский"]),
        ("ky", &["ky", "kg", "kir", "kyr", "kyrgyz", "кырг", "кыргызча", "кыргызский"]),
        ("kk", &["kk", "kz", "kaz", "kazakh", "каз", "қазақша"]),
        ("fr", &["fr", "fra", "french", "francais"]),
    ];
    let (last, before) = words.split_last()?;
    let known = WORDS.into_iter().find(|(_, words)| words.contains(&last.as_str())).map(|(code, _)| code.to_owned());
    known.or_else(|| {
        Language::from_code(last)
            .filter(|_| !before.is_empty() && last.len() == 2 && last.is_ascii())
            .map(|language| language.code().to_owned())
    })
}

/// The language of Cyrillic names, by the letters that only Kyrgyz has among its neighbours here.
fn language_of_letters(column: &Column) -> Option<String> {
    let is_cyrillic = column.share(|cell| {
        cell.text().ok().flatten().is_some_and(|text| text.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}')))
    }) > 0.5;
    let is_kyrgyz = column.share(|cell| {
        cell.text().ok().flatten().is_some_and(|text| text.to_lowercase().contains(['ң', 'ө', 'ү', 'ӊ']))
    }) > 0.1;
    is_cyrillic.then(|| if is_kyrgyz { "ky" } else { "ru" }.to_owned())
}

/// The columns of names among some, one for each language. Where there are none, `otherwise` has the names.
pub(super) fn name_columns(columns: &[&Column], rows: usize, otherwise: Option<&Column>) -> Vec<NameColumn> {
    let is_name = |column: &&&Column| {
        column.says(lexicon::NAME) && !column.says(lexicon::ALIASES) && (column.has_words() || column.has_texts())
    };
    let mut named: Vec<&Column> = columns.iter().filter(is_name).copied().collect();
    // What is the same in many rows is the name of a larger unit.
    let share = |column: &Column| column.distinct as f64 / column.filled.max(1) as f64;
    let most = named.iter().map(|column| share(column)).fold(0.0, f64::max);
    named.retain(|column| share(column) > most * 0.7);
    // One that every place has first.
    named.sort_by_key(|column| column.filled * 10 < rows * 9);
    if named.first().is_some_and(|first| first.filled * 2 < rows) {
        named.clear();
    }
    if named.is_empty() {
        let different = columns.iter().filter(|column| column.has_words() && column.distinct * 10 >= rows * 7);
        named.extend(different.copied().take(1));
    }
    if named.is_empty() {
        named.extend(otherwise);
    }
    let mut found: Vec<NameColumn> = Vec::new();
    for column in named {
        let language = language_in(&column.words).or_else(|| language_of_letters(column));
        if found.iter().all(|known| known.language != language) {
            found.push(NameColumn { language, column: column.name.clone(), is_complete: column.filled >= rows });
        }
    }
    found
}

/// The languages of a dataset, the main one first, from the columns of names of its sections.
pub(super) fn languages_of(sections: &[&[NameColumn]]) -> Vec<String> {
    let mut known: Vec<&String> = Vec::new();
    for language in sections.iter().flat_map(|names| names.iter()).filter_map(|name| name.language.as_ref()) {
        if !known.contains(&language) {
            known.push(language);
        }
    }
    let english = "en".to_owned();
    let has = |names: &[NameColumn], language: &String| {
        names.iter().any(|name| name.language.as_ref().is_none_or(|known| known == language))
    };
    let mut by_use: Vec<&String> =
        std::iter::once(&english).chain(known.iter().copied().filter(|language| **language != english)).collect();
    let of_all = |language: &String| sections.iter().filter(|names| has(names, language)).count();
    // English first: where it is among the languages, it is the main one.
    by_use.sort_by_key(|language| std::cmp::Reverse(of_all(language)));
    let main = by_use.first().map_or(&english, |language| *language);
    let others = known.into_iter().filter(|language| *language != main && **language != english);
    std::iter::once(main).chain(others).filter(|language| Language::from_code(language).is_some()).cloned().collect()
}

/// The columns of names of a section by language: that in the main language first, whatever nothing says the language of, or else the first.
/// Every place needs a name in the main language: a column where all have one goes before one where some have none.
pub(super) fn names_for<'n>(names: &'n [NameColumn], languages: &[String]) -> Vec<(String, &'n str)> {
    let Some(main) = languages.first() else { return Vec::new() };
    let is_main = |name: &&NameColumn| name.language.as_ref() == Some(main);
    let is_untold = |name: &&NameColumn| name.language.is_none();
    let complete = || names.iter().filter(|name| name.is_complete);
    let first = complete().find(is_main).or_else(|| complete().find(is_untold));
    let first = first.or_else(|| names.iter().find(is_main)).or_else(|| names.iter().find(is_untold)).or(names.first());
    let mut by_language: Vec<(String, &str)> =
        first.map(|name| (main.clone(), name.column.as_str())).into_iter().collect();
    for language in &languages[1..] {
        let found = names.iter().find(|name| name.language.as_ref() == Some(language));
        by_language
            .extend(found.filter(|name| Some(*name) != first).map(|name| (language.clone(), name.column.as_str())));
    }
    by_language
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(&str, &str)]) -> Vec<NameColumn> {
        let name = |(language, column): &(&str, &str)| NameColumn {
            language: Some(*language).filter(|code| !code.is_empty()).map(str::to_owned),
            column: (*column).to_owned(),
            is_complete: *column != "some",
        };
        all.iter().map(name).collect()
    }

    #[test]
    fn the_main_language_is_one_that_all_sections_have() {
        let (layers, untold, russian) =
            (names(&[("en", "EN"), ("ru", "RU")]), names(&[("", "name")]), names(&[("ru", "имя")]));
        assert_eq!(languages_of(&[&layers, &untold]), ["en", "ru"]);
        assert_eq!(languages_of(&[&layers, &russian]), ["ru"], "with English, it would be the main one");
        assert_eq!(languages_of(&[&untold]), ["en"]);
        assert_eq!(languages_of(&[]), ["en"]);
        let partly = names(&[("en", "some"), ("", "all")]);
        assert_eq!(names_for(&partly, &["en".to_owned()]), [("en".to_owned(), "all")]);
        assert_eq!(names_for(&partly[..1], &["en".to_owned()]), [("en".to_owned(), "some")]);
        assert_eq!(names_for(&layers, &["ru".to_owned()]), [("ru".to_owned(), "RU")]);
        assert_eq!(names_for(&untold, &["en".to_owned(), "ru".to_owned()]), [("en".to_owned(), "name")]);
    }
}
