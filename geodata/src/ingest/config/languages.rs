//! The languages of the dataset: those that it lists, and those of its columns of names.

use serde_spanned::Spanned;

use super::super::text::{listed, trimmed};
use super::check::Checker;
use super::name_keys::{PREFIX, WithNames};
use super::schema::{DatasetToml, LayerSection, Text};
use super::vocabulary_section::VocabularySection;
use super::{LocatedName, NameColumns};
use crate::model::{DatasetInfo, Labels, Language, Vocabulary};

impl DatasetToml {
    /// The keys of columns of names in all sections.
    fn name_keys(&self) -> impl Iterator<Item = &(String, Text)> {
        let of_layers =
            self.layers.iter().flat_map(LayerSection::all_columns).flat_map(|columns| &columns.get_ref().names);
        let communities = self.communities.iter().flat_map(|section| &section.get_ref().columns.get_ref().names);
        let facilities = self.facilities.iter().flat_map(|section| &section.columns.get_ref().names);
        of_layers.chain(communities).chain(facilities)
    }

    /// The ready vocabulary that is named, if one is.
    fn ready_vocabulary(&self) -> Option<Vocabulary> {
        let named = self.dataset.vocabulary.as_ref().map(|name| name.get_ref().as_str());
        let section = self.vocabulary.as_ref().and_then(|section| match section.get_ref() {
            VocabularySection::Ready(name) => Some(name.as_str()),
            VocabularySection::Own(_) => None,
        });
        Vocabulary::ready(trimmed(named.or(section)?))
    }

    /// The labels of an own vocabulary.
    fn labels(&self) -> impl Iterator<Item = &Labels> {
        let own = self.vocabulary.as_ref().and_then(|section| match section.get_ref() {
            VocabularySection::Own(own) => Some(own),
            VocabularySection::Ready(_) => None,
        });
        own.into_iter().flat_map(|own| {
            let groups = own.groups.iter().map(|group| &group.get_ref().label);
            groups.chain(own.services.iter().map(|service| &service.get_ref().label))
        })
    }
}

impl Checker<'_> {
    /// The languages of the dataset. Columns of names in others are those of further languages: it is worth a warning, no more.
    pub(super) fn languages_of(&mut self, parsed: &DatasetToml) -> Vec<Language> {
        let written = parsed.dataset.languages.as_ref();
        let mut languages = written.map_or_else(Vec::new, |codes| self.listed_languages(codes));
        let before = languages.clone();
        for (code, column) in parsed.name_keys() {
            let Some(language) = Language::from_code(code) else {
                let message = format!(
                    "`{PREFIX}{code}` is no column of names: `{code}` is no language; expected an ISO 639 code of two letters, or of three where there is none of two"
                );
                self.error(column, "unknown_language", message);
                continue;
            };
            if languages.contains(&language) {
                continue;
            }
            languages.push(language);
            if written.is_some() {
                let message = format!(
                    "there are names in {} (`{PREFIX}{code}`), which `languages` does not list; it counts as one of the languages of the \
                     dataset: add `{code}`",
                    language.english_name()
                );
                self.warning(column, "language_not_listed", message);
            }
        }
        if languages.is_empty() || (written.is_none() && !languages.contains(&Language::ENGLISH)) {
            languages.insert(0, Language::ENGLISH);
        }
        // Where there are no names in the main language, every section has an error.
        let main = DatasetInfo::by_rank(&languages).first().copied();
        let ready = parsed.ready_vocabulary();
        let is_used = |language: &Language| {
            Some(*language) == main
                || parsed.name_keys().any(|(code, _)| code == language.code())
                || parsed.labels().any(|labels| labels.has(*language))
                || ready.as_ref().is_some_and(|ready| ready.has_labels_in(*language))
                // Which languages have names there is not known yet.
                || parsed.layers.iter().any(LayerSection::has_unnamed_columns)
        };
        if let Some(written) = written {
            for language in before.iter().filter(|language| !is_used(language)) {
                let at = written.get_ref().iter().find(|code| trimmed(code.get_ref()) == language.code());
                let message = format!(
                    "`languages` lists `{language}`, but there are no names and no labels in {}; name a column, as in `{PREFIX}{language} = \
                     \"…\"`",
                    language.english_name()
                );
                self.warning(at.unwrap_or(&written.get_ref()[0]), "language_unused", message);
            }
        }
        languages
    }

    fn listed_languages(&mut self, codes: &Spanned<Vec<Text>>) -> Vec<Language> {
        let accepted = "expected ISO 639 codes of two lower case letters, or of three where there is none of two, as in [\"en\", \"fr\", \"ar\"]";
        let mut languages: Vec<Language> = Vec::new();
        for code in codes.get_ref() {
            let text = trimmed(code.get_ref());
            match Language::from_code(text).filter(|language| *language != Language::UNDETERMINED) {
                None => self.error(code, "unknown_language", format!("`{text}` is no language; {accepted}")),
                Some(language) if languages.contains(&language) => {
                    self.error(code, "duplicate_language", format!("the language `{text}` is given twice"));
                }
                Some(language) => languages.push(language),
            }
        }
        if codes.get_ref().is_empty() {
            self.error(codes, "no_languages", format!("no languages are given; {accepted}"));
        }
        languages
    }

    /// The columns of names of a section. There must be one in the main language.
    pub(super) fn name_columns<T>(
        &mut self,
        columns: &Spanned<WithNames<T>>,
        aliases: Option<&Text>,
    ) -> Option<NameColumns> {
        let names = &columns.get_ref().names;
        let by_rank = DatasetInfo::by_rank(&self.languages);
        let mut by_language: Vec<(Language, LocatedName)> = Vec::with_capacity(names.len());
        for language in by_rank.iter().copied() {
            let column = names.iter().find(|(code, _)| code == language.code());
            by_language.extend(column.and_then(|(_, column)| Some((language, self.located_name(column)?))));
        }
        let aliases = aliases.and_then(|column| self.located_name(column));
        let main = *by_rank.first()?;
        if !names.iter().any(|(code, _)| code == main.code()) {
            let message = format!(
                "`columns` has no `{PREFIX}{main}`: name the column with the {} name of each place; {} is the main language of the dataset, \
                 whose languages are {}",
                main.english_name(),
                main.english_name(),
                listed(by_rank.iter().map(Language::code))
            );
            self.error(columns, "name_column_missing", message);
            return None;
        }
        by_language.first().is_some_and(|(first, _)| *first == main).then_some(NameColumns { by_language, aliases })
    }
}
