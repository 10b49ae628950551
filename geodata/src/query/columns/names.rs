//! The columns of names, the same for all collections.

use super::cell::CellKind;
use super::{CellSource, Column};
use crate::model::Language;

/// English, and of the other languages those in which any place of the collection has a name.
pub(super) fn push_names(list: &mut Vec<Column>, known: &[Language], source: impl Fn(Language) -> CellSource) {
    let column = |name: &str, description: &str, language: Language| {
        Column::new(name, description, CellKind::Text, source(language)).titled(description)
    };
    list.push(column("name", "Name in English", Language::En).always());
    for (language, name, description) in [
        (Language::Ru, "name_ru", "Name in Russian"),
        (Language::Ky, "name_ky", "Name in Kyrgyz"),
        (Language::Kk, "name_kk", "Name in Kazakh"),
    ] {
        if known.contains(&language) {
            list.push(column(name, description, language));
        }
    }
}
