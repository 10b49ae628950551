//! The sections `[boundary_edition]` and `[[concordances]]`.

use std::collections::HashMap;

use serde_spanned::Spanned;

use super::super::text::trimmed;
use super::ConcordanceConfig;
use super::check::Checker;
use super::schema::{BoundaryEditionSection, ConcordanceSection};
use super::tables::FirstLines;
use crate::model::{AdminLevel, BoundaryEdition};

impl Checker<'_> {
    pub(super) fn boundary_edition(&mut self, section: &BoundaryEditionSection) -> Option<BoundaryEdition> {
        let id = self.non_empty(&section.id);
        let valid_from = section.valid_from.as_ref().map(|date| self.date(date, &[1, 2, 3]));
        Some(BoundaryEdition { id: id?, valid_from: valid_from.flatten(), concordances: Vec::new() })
    }

    pub(super) fn concordances(
        &mut self,
        sections: &[Spanned<ConcordanceSection>],
        own: Option<&str>,
        has_edition: bool,
    ) -> Vec<ConcordanceConfig> {
        let mut first: FirstLines<(String, AdminLevel)> = HashMap::new();
        let mut all = Vec::new();
        for spanned in sections {
            let section = spanned.get_ref();
            if !has_edition {
                let message = "a concordance is of an edition of boundaries: say which one the dataset has in `[boundary_edition]`, as `id = \"2018\"`";
                self.error(spanned, "boundary_edition_missing", message);
            }
            let words = self.cell_words(section.table(), false);
            let tables = self.table_files(section.table(), words);
            let dataset = self.id(&section.dataset);
            if dataset.is_some() && dataset.as_deref() == own {
                let message =
                    "this is the dataset itself; a concordance is with the dataset of another edition of boundaries";
                self.error(&section.dataset, "concordance_with_itself", message);
            }
            let level =
                self.one_of(&section.level, "unknown_level", "a level of units", &AdminLevel::ALL, AdminLevel::id);
            if let Some(level) = level.filter(|level| !self.levels.contains(level)) {
                let message = format!("the dataset has no places of the level `{}`", level.id());
                self.error(&section.level, "level_not_loaded", message);
            }
            if let (Some(dataset), Some(level)) = (&dataset, level) {
                self.check_unique(&mut first, (dataset.clone(), level), &section.dataset, || {
                    format!("a concordance with `{}` by `{}`", trimmed(section.dataset.get_ref()), level.id())
                });
            }
            let (from, to) = (self.located_name(&section.from), self.located_name(&section.to));
            let sources = self.sources_of(&section.sources);
            all.extend((|| {
                Some(ConcordanceConfig {
                    tables: tables?,
                    dataset: dataset?,
                    level: level?,
                    from: from?,
                    to: to?,
                    sources: sources?,
                })
            })());
        }
        all
    }
}
