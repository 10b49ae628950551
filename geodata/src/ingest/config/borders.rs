//! The section `[borders]`: borders between countries.

use serde_spanned::Spanned;

use super::super::text::{comparable, listed, trimmed};
use super::check::Checker;
use super::schema::{BordersSection, BoundariesSection, Text};
use super::{AsOf, BordersConfig};
use crate::model::{BorderStatus, BoundariesPolicy, BoundaryPolicy, DatasetInfo};

/// The longest note on boundaries, in characters: it stands beside every map.
const MAX_NOTE: usize = 600;

impl Checker<'_> {
    pub(super) fn borders(&mut self, spanned: &Spanned<BordersSection>) -> Option<BordersConfig> {
        let section = spanned.get_ref();
        let vector = self.vector_file(section.vector());
        let sources = self.sources_of(&section.sources);
        let columns = &section.columns;
        let id = columns.id.as_ref().and_then(|id| self.located_name(id));
        let status = self.located_name(&columns.status);
        let as_of = match (&columns.as_of, &section.as_of) {
            (Some(column), None) => self.located_name(column).map(AsOf::Column),
            (None, Some(date)) => self.date(date, &[1, 2, 3]).map(AsOf::Date),
            (Some(_), Some(date)) => {
                self.error(date, "as_of_twice", "give `as_of` for all lines, or as a column, not both");
                None
            }
            (None, None) => {
                let message = "borders change: say for when their status is stated, as `as_of = \"2024-05-01\"` or by a column `as_of`";
                self.error(spanned, "as_of_missing", message);
                None
            }
        };
        let mut statuses = Vec::new();
        for (word, status) in &section.statuses {
            statuses.extend(self.border_status(status).map(|status| (comparable(word.get_ref()), status)));
        }
        Some(BordersConfig { vector: vector?, sources: sources?, id, status: status?, as_of: as_of?, statuses })
    }

    /// What maps do with borders, and say of them.
    pub(super) fn boundaries(&mut self, section: &BoundariesSection) -> BoundariesPolicy {
        let policy = section.policy.as_ref().and_then(|policy| {
            let (code, what) = ("unknown_policy", "a policy of boundaries");
            self.one_of(policy, code, what, &BoundaryPolicy::ALL, BoundaryPolicy::id)
        });
        let main = DatasetInfo::by_rank(&self.languages).first().copied();
        let note = section.note.as_ref().map(|note| {
            if let Some(fault) = note.get_ref().fault_beyond(MAX_NOTE, main) {
                self.error(note, "bad_note", format!("`note` of `[boundaries]`: {fault}"));
            }
            note.get_ref().clone().in_main_language(main.unwrap_or_default())
        });
        BoundariesPolicy { policy: policy.unwrap_or_default(), note }
    }

    fn border_status(&mut self, text: &Text) -> Option<BorderStatus> {
        let status = BorderStatus::from_id(trimmed(text.get_ref()));
        if status.is_none() {
            let accepted = listed(BorderStatus::ALL.map(BorderStatus::id));
            self.not_one_of(text, "unknown_border_status", "a status of borders", &accepted);
        }
        status
    }
}
