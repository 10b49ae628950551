//! The columns of names, the same for all collections.

use super::cell::CellKind;
use super::cell_source::CellSource;
use super::column::Column;
use super::meaning::Meaning;
use crate::model::Language;

/// English, and of the other languages those in which any place of the collection has a name.
pub(super) fn push_names(list: &mut Vec<Column>, known: &[Language], source: impl Fn(Language) -> CellSource) {
    let column =
        |name: &str, language: Language| Column::new(name, Meaning::Name(language), CellKind::Text, source(language));
    list.push(column("name", Language::En).always());
    for (language, name) in [(Language::Ru, "name_ru"), (Language::Ky, "name_ky"), (Language::Kk, "name_kk")] {
        if known.contains(&language) {
            list.push(column(name, language));
        }
    }
}
