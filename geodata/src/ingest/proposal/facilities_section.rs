//! Writes the section of the facilities.

use super::super::config::OPEN;
use super::description::{Description, SURVEY, inline_table};
use super::facilities::FacilityServices;
use super::languages::names_for;
use super::toml_text::{TomlText, behind, list};

impl Description<'_> {
    /// Writes the section of the facilities. Returns what was recognised.
    pub(super) fn facilities_section(&self, out: &mut TomlText) -> Option<String> {
        let facilities = self.facilities?;
        let table = &self.tables[facilities.table];
        let id_of = |service: usize| self.words.choice.service_id(service);
        out.section("[facilities]");
        out.text("file", &table.file);
        if let Some(layer) = &table.layer {
            out.text("layer", layer);
        }
        out.key("sources", &list(&[SURVEY]));
        let names = names_for(&facilities.names, &self.languages).into_iter();
        let mut columns = vec![("id".to_owned(), facilities.id.clone())];
        columns.extend(names.map(|(code, column)| (format!("name_{code}"), column.to_owned())));
        match &facilities.services {
            FacilityServices::All(service) => {
                let id = id_of(*service).unwrap_or(OPEN);
                out.line(&format!(
                    "service = {}{}",
                    super::toml_text::quoted(id),
                    behind("a guess: the name of the file")
                ));
            }
            FacilityServices::Column(column, kinds) => {
                columns.push(("service".to_owned(), column.clone()));
                let id = |service: &Option<usize>| service.and_then(id_of).unwrap_or(OPEN).to_owned();
                let said: Vec<(String, String)> =
                    kinds.iter().map(|(kind, service)| (kind.clone(), id(service))).collect();
                if said.iter().any(|(_, service)| service == OPEN) {
                    out.comment("What `?` stands behind is none of the services that are known: name one, or write \"-\" to leave such facilities out.");
                }
                let meant: Vec<(String, String)> = said.into_iter().filter(|(kind, service)| kind != service).collect();
                if !meant.is_empty() {
                    out.line(&format!("services = {}{}", inline_table(&meant), behind("likely: words in the column")));
                }
            }
        }
        out.line(&format!("columns = {}", inline_table(&columns)));
        let ids: Vec<String> =
            facilities.services().into_iter().filter_map(id_of).map(|id| format!("`{id}`")).collect();
        Some(format!("facilities ({}): {} in {}", ids.join(", "), table.rows, table.shown()))
    }
}
