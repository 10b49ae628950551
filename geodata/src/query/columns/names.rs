//! The columns of names, the same for all collections.

use super::cell::CellKind;
use super::cell_source::CellSource;
use super::column::Column;
use super::meaning::Meaning;
use crate::model::Language;

/// Names in the main language of the dataset, then in those others in which any place of the collection has one.
pub(super) fn push_names(
    list: &mut Vec<Column>,
    main: Language,
    known: &[Language],
    source: impl Fn(Language) -> CellSource,
) {
    let column = |language: Language| {
        let name = name_column(main, language);
        Column::new(name, Meaning::Name(language), CellKind::Text, source(language))
    };
    list.push(column(main).always());
    list.extend(known.iter().copied().filter(|language| *language != main).map(column));
}

/// What the name in a language is called in features and tiles of a dataset with a main language.
pub fn name_column(main: Language, language: Language) -> String {
    if language == main { "name".to_owned() } else { format!("name_{language}") }
}
