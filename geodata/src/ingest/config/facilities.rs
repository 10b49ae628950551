//! The section `[facilities]`: points that offer a service.

use super::check::Checker;
use super::facilities_section::FacilitiesSection;
use super::schema::VectorSection;
use super::{FacilitiesConfig, FacilityServices};
use crate::ingest::text::{comparable, trimmed};

/// What stands for no service: facilities of this kind are left out on purpose.
const LEFT_OUT: &str = "-";

impl Checker<'_> {
    pub(super) fn facilities(&mut self, section: &FacilitiesSection) -> Option<FacilitiesConfig> {
        let vector = self.vector_file(VectorSection {
            file: &section.file,
            layer: section.layer.as_ref(),
            crs: section.crs.as_ref(),
            encoding: section.encoding.as_ref(),
            remote: section.remote,
        });
        let sources = self.sources_of(&section.sources);
        let columns = &section.columns.get_ref().others;
        let id = self.located_name(&columns.id);
        let names = self.name_columns(&section.columns, None);
        let services = match (&columns.service, &section.service) {
            (Some(column), None) => self.located_name(column).map(|column| {
                let words = section.services.iter().filter_map(|(word, service)| {
                    let is_left_out = trimmed(service.get_ref()) == LEFT_OUT;
                    let service = if is_left_out { None } else { Some(self.service(service)?) };
                    Some((comparable(word.get_ref()), service))
                });
                FacilityServices::Column { words: words.collect(), column }
            }),
            (None, Some(service)) => self.service(service).map(FacilityServices::All),
            (Some(_), Some(service)) => {
                self.error(service, "service_twice", "give `service` for all facilities, or as a column, not both");
                None
            }
            (None, None) => {
                let message = "say which service the facilities offer: `service = \"…\"` for all of them, or a column `service` in `columns`";
                self.error(&section.columns, "service_missing", message);
                None
            }
        };
        Some(FacilitiesConfig { vector: vector?, sources: sources?, id: id?, names: names?, services: services? })
    }
}
