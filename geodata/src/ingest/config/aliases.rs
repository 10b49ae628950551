//! `[[aliases]]`: other names of units.

use super::super::text::trimmed;
use super::check::Checker;
use super::schema::AliasSection;
use super::{AliasConfig, LocatedName};

impl Checker<'_> {
    /// The names that sections give to units.
    pub(super) fn aliases(&mut self, sections: &[AliasSection]) -> Vec<AliasConfig> {
        let mut all = Vec::with_capacity(sections.len());
        for section in sections {
            let unit: Option<LocatedName> = self.located_name(&section.unit);
            let names: Vec<String> = section.names.get_ref().0.iter().map(|name| trimmed(name).to_owned()).collect();
            if names.is_empty() || names.iter().any(String::is_empty) {
                self.error(&section.names, "empty_text", "`names` has no name, or an empty one");
            }
            all.extend(unit.map(|unit| AliasConfig { unit, names }));
        }
        all
    }
}
