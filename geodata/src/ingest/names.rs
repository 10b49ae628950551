//! Reads the names of places from the columns that a source has.

use super::config::{ColumnName, NameColumns};
use super::text::trimmed;
use crate::model::Names;

/// The name columns of a table or a vector file.
#[derive(Debug)]
pub(super) struct NameFields<C> {
    /// The column of the English name, which every place needs.
    pub(super) en: C,
    ru: Option<C>,
    ky: Option<C>,
    kk: Option<C>,
    aliases: Option<C>,
}

impl<C> NameFields<C> {
    /// Finds each requested column; none if one is missing.
    pub(super) fn find(columns: &NameColumns, mut find: impl FnMut(&ColumnName) -> Option<C>) -> Option<Self> {
        let en = find(&columns.en);
        let mut complete = en.is_some();
        let [ru, ky, kk, aliases] = [&columns.ru, &columns.ky, &columns.kk, &columns.aliases].map(|column| {
            let found = column.as_ref().map(&mut find);
            complete &= !matches!(found, Some(None));
            found.flatten()
        });
        en.filter(|_| complete).map(|en| Self { en, ru, ky, kk, aliases })
    }

    /// The names of one place; `text` returns the text of a column. The English name is empty if it is missing.
    pub(super) fn read(&self, mut text: impl FnMut(&C) -> Option<String>) -> Names {
        let en = text(&self.en).unwrap_or_default().into_boxed_str();
        let mut other = |column: &Option<C>| column.as_ref().and_then(&mut text);
        let [ru, ky, kk] = [&self.ru, &self.ky, &self.kk].map(|column| other(column).map(String::into_boxed_str));
        let mut aliases: Vec<Box<str>> = Vec::new();
        for alias in other(&self.aliases).unwrap_or_default().split(';').map(trimmed) {
            if !alias.is_empty() && !aliases.iter().any(|known| **known == *alias) {
                aliases.push(alias.into());
            }
        }
        Names { en, ru, ky, kk, aliases }
    }
}

impl NameColumns {
    /// All requested columns.
    pub(super) fn all(&self) -> impl Iterator<Item = &ColumnName> {
        let others = [&self.ru, &self.ky, &self.kk, &self.aliases].into_iter().flatten();
        std::iter::once(&self.en).chain(others)
    }
}
