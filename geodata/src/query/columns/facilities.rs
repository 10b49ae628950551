//! The columns of facilities. They have no counts.

use super::cell::CellKind;
use super::cell_source::{CellSource, FacilityCell};
use super::column::Column;
use super::meaning::Meaning;
use super::names::push_names;
use crate::atlas::Atlas;
use crate::model::Service;

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas) {
    let of = CellSource::Facility;
    list.push(Column::new("id", Meaning::FacilityId, CellKind::Text, of(FacilityCell::Id)).always());
    push_names(list, atlas.info.main_language(), &atlas.fields_of_facilities().languages, |language| {
        of(FacilityCell::Name(language))
    });
    let service = Column::new("service", Meaning::FacilityService, CellKind::Text, of(FacilityCell::Service));
    list.push(service.one_of(atlas.vocabulary.services().iter().map(Service::id)).always());
}
