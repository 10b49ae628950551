//! The keys that all sections with a row per place have, borrowed.

use std::collections::BTreeMap;

use serde_spanned::Spanned;

use super::larger_units::LargerKeys;
use super::schema::{BreakdownSection, CountsSection, ServicesSection};
use super::table_section::TableSection;
use super::words::Text;

/// The keys that all sections with a row per place have.
#[derive(Clone, Copy)]
pub(super) struct PlaceSection<'a> {
    pub(super) table: TableSection<'a>,
    pub(super) rounds: RoundKeys<'a>,
    /// Services have no level: their rows are communities.
    pub(super) level: Option<&'a Text>,
    pub(super) place: &'a Text,
    pub(super) larger: LargerKeys<'a>,
    pub(super) sources: &'a Spanned<Vec<Text>>,
}

/// The keys that say which round a table is about: one, or one for each text of a column.
#[derive(Clone, Copy)]
pub(super) struct RoundKeys<'a> {
    pub(super) round: Option<&'a Text>,
    pub(super) column: Option<&'a Text>,
    pub(super) rounds: &'a BTreeMap<Text, Text>,
}

impl CountsSection {
    pub(super) fn rows(&self) -> PlaceSection<'_> {
        let rounds = RoundKeys { round: self.round.as_ref(), column: self.round_column.as_ref(), rounds: &self.rounds };
        let (place, sources) = (&self.place, &self.sources);
        let larger = LargerKeys { columns: self.within.as_ref(), sheet: self.within_sheet.as_ref() };
        PlaceSection { table: self.table(), rounds, level: Some(&self.level), place, larger, sources }
    }
}

impl BreakdownSection {
    pub(super) fn rows(&self) -> PlaceSection<'_> {
        let rounds = RoundKeys { round: self.round.as_ref(), column: self.round_column.as_ref(), rounds: &self.rounds };
        let (place, sources) = (&self.place, &self.sources);
        let larger = LargerKeys { columns: self.within.as_ref(), sheet: self.within_sheet.as_ref() };
        PlaceSection { table: self.table(), rounds, level: Some(&self.level), place, larger, sources }
    }
}

impl ServicesSection {
    pub(super) fn rows(&self) -> PlaceSection<'_> {
        let rounds = RoundKeys { round: self.round.as_ref(), column: self.round_column.as_ref(), rounds: &self.rounds };
        let (place, sources) = (&self.place, &self.sources);
        PlaceSection { table: self.table(), rounds, level: None, place, larger: LargerKeys::default(), sources }
    }
}
