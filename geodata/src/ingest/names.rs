//! Reads the names of places from the columns that a source has.

use super::config::{ColumnName, NameColumns};
use super::text::trimmed;
use crate::model::{Language, Names};

/// The name columns of a table or a vector file.
#[derive(Debug)]
pub(super) struct NameFields<C> {
    main: Language,
    /// The column of the name in the main language of the dataset, which every place needs.
    pub(super) main_column: C,
    others: Vec<(Language, C)>,
    aliases: Option<C>,
}

impl<C> NameFields<C> {
    /// Finds each requested column; none if one is missing.
    pub(super) fn find(columns: &NameColumns, mut find: impl FnMut(&ColumnName) -> Option<C>) -> Option<Self> {
        let found: Vec<Option<(Language, C)>> =
            columns.by_language.iter().map(|(language, column)| Some((*language, find(column)?))).collect();
        let aliases = columns.aliases.as_ref().map(find);
        let mut by_language = found.into_iter().collect::<Option<Vec<_>>>()?.into_iter();
        let (main, main_column) = by_language.next()?;
        let aliases = match aliases {
            Some(found) => Some(found?),
            None => None,
        };
        Some(Self { main, main_column, others: by_language.collect(), aliases })
    }

    /// Of columns by language, that in the main language first; none if there are none.
    pub(super) fn of(by_language: Vec<(Language, C)>) -> Option<Self> {
        let mut by_language = by_language.into_iter();
        let (main, main_column) = by_language.next()?;
        Some(Self { main, main_column, others: by_language.collect(), aliases: None })
    }

    /// The columns by language.
    pub(super) fn by_language(&self) -> impl Iterator<Item = (Language, &C)> {
        let others = self.others.iter().map(|(language, column)| (*language, column));
        std::iter::once((self.main, &self.main_column)).chain(others)
    }

    /// The names of one place; `text` returns the text of a column of names in a language. Where the name in the main language is missing, the error is its
    /// message.
    pub(super) fn read(&self, mut text: impl FnMut(&C, Language) -> Option<String>) -> Result<Names, String> {
        let main = text(&self.main_column, self.main).filter(|name| !name.is_empty());
        let others: Vec<Option<(Language, Box<str>)>> = self
            .others
            .iter()
            .map(|(language, column)| Some((*language, text(column, *language)?.into_boxed_str())))
            .collect();
        let mut aliases: Vec<Box<str>> = Vec::new();
        let written = self.aliases.as_ref().and_then(|column| text(column, self.main)).unwrap_or_default();
        for alias in written.split(';').map(trimmed) {
            if !alias.is_empty() && !aliases.iter().any(|known| **known == *alias) {
                aliases.push(alias.into());
            }
        }
        let main = main.ok_or_else(|| format!("the {} name is missing", self.main.english_name()))?;
        let by_language = std::iter::once((self.main, main.into_boxed_str())).chain(others.into_iter().flatten());
        Ok(Names::new(by_language, aliases))
    }
}

impl NameColumns {
    /// All requested columns.
    pub(super) fn all(&self) -> impl Iterator<Item = &ColumnName> {
        self.by_language.iter().map(|(_, column)| column).chain(&self.aliases)
    }
}
