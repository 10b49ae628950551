//! The names of what lies around, as attributes of tiles.

use std::borrow::Cow;

use super::super::attributes::{AttributeValue, Attributes};
use super::super::field::TileField;
use crate::atlas::Atlas;
use crate::model::{Language, Names};
use crate::query::{CellKind, Meaning, name_column};

/// In which languages things are named: those of the dataset, with the same keys as in its other tiles.
pub(super) struct Naming {
    keys: Vec<(Language, String)>,
}

impl Naming {
    pub fn of(atlas: &Atlas) -> Self {
        let main = atlas.info.main_language();
        let languages = atlas.info.languages_by_rank();
        Self { keys: languages.into_iter().map(|language| (language, name_column(main, language))).collect() }
    }

    pub fn fields(&self) -> Vec<TileField> {
        let field =
            |(language, key): &(Language, String)| TileField::new(key, CellKind::Text, Meaning::Name(*language));
        self.keys.iter().map(field).collect()
    }

    /// A name in each language, where there is one in any: that in English where it is missing, so that no map has a gap.
    pub fn attributes<const N: usize>(&self, names: &Names, more: [(&'static str, AttributeValue); N]) -> Attributes {
        let name = |(language, key): &(Language, String)| {
            let name = names.get(*language).or(names.get(Language::ENGLISH)).unwrap_or(names.main());
            (!name.is_empty()).then(|| (Cow::Owned(key.clone()), AttributeValue::from(name)))
        };
        let more = more.into_iter().map(|(key, value)| (Cow::Borrowed(key), value));
        let is_blank = |value: &AttributeValue| matches!(value, AttributeValue::Text(text) if text.is_empty());
        Attributes::new(self.keys.iter().filter_map(name).chain(more.filter(|(_, value)| !is_blank(value))))
    }
}
