//! The words of the dataset: the name of a ready vocabulary, or a section `[vocabulary]` with words of its own.

use serde_spanned::Spanned;

use super::super::report::Location;
use super::super::text::{listed, trimmed};
use super::FILE;
use super::check::Checker;
use super::schema::Text;
use super::vocabulary_section::{OwnVocabulary, VocabularySection};
use crate::model::{DatasetInfo, Language, Vocabulary, VocabularyDefinition, VocabularyPart, usual_bands};

impl Checker<'_> {
    /// The words that the dataset names or declares; the usual ones where it does neither.
    pub(super) fn vocabulary_of(
        &mut self,
        named: Option<&Text>,
        section: Option<&Spanned<VocabularySection>>,
    ) -> Option<Vocabulary> {
        let main = DatasetInfo::by_rank(&self.languages).first().copied().unwrap_or_default();
        let found = match (named, section) {
            (None, None) => Some(Vocabulary::default()),
            (Some(named), None) => self.ready_vocabulary(named, named.get_ref()),
            (None, Some(section)) => match section.get_ref() {
                VocabularySection::Ready(name) => self.ready_vocabulary(section, name),
                VocabularySection::Own(own) => self.own_vocabulary(section, own, main),
            },
            (Some(_), Some(section)) => {
                let message = "the vocabulary is already named in `[dataset]`; give it in one place";
                self.error(section, "vocabulary_twice", message);
                None
            }
        };
        found.map(|vocabulary| vocabulary.in_main_language(main))
    }

    fn ready_vocabulary<T>(&mut self, at: &Spanned<T>, name: &str) -> Option<Vocabulary> {
        let found = Vocabulary::ready(trimmed(name));
        if found.is_none() {
            let ready = listed(Vocabulary::ready_names());
            let message =
                format!("there is no ready vocabulary `{name}`; accepted: {ready}, or a section `[vocabulary]`");
            self.error(at, "unknown_vocabulary", message);
        }
        found
    }

    fn own_vocabulary<T>(&mut self, section: &Spanned<T>, own: &OwnVocabulary, main: Language) -> Option<Vocabulary> {
        let definition = VocabularyDefinition {
            bands: own.bands.as_ref().map_or_else(usual_bands, |bands| bands.get_ref().clone()),
            groups: own.groups.iter().map(|group| group.get_ref().clone()).collect(),
            dimensions: own.dimensions.iter().map(|dimension| dimension.get_ref().clone()).collect(),
            services: own.services.iter().map(|service| service.get_ref().clone()).collect(),
            usual_service: own.usual_service.as_ref().map(|usual| usual.get_ref().clone()),
        };
        let faults = definition.faults(Some(main));
        let is_sound = faults.is_empty();
        for fault in faults {
            let line = match fault.part {
                VocabularyPart::Group(position) => own.groups.get(position).map(|group| self.line(group)),
                VocabularyPart::Dimension(position) => own.dimensions.get(position).map(|known| self.line(known)),
                VocabularyPart::Service(position) => own.services.get(position).map(|service| self.line(service)),
                VocabularyPart::Bands => own.bands.as_ref().map(|bands| self.line(bands)),
                VocabularyPart::UsualService => own.usual_service.as_ref().map(|usual| self.line(usual)),
                VocabularyPart::Groups | VocabularyPart::Dimensions | VocabularyPart::Services => None,
            };
            let line = line.unwrap_or_else(|| self.line(section));
            self.findings.error("bad_vocabulary", Location::line(FILE, line), fault.message);
        }
        Vocabulary::try_from(definition).ok().filter(|_| is_sound)
    }
}
