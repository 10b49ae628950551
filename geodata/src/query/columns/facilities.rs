//! What facilities say: they have no counts.

use super::cell::{Cell, CellKind};
use super::names::push_names;
use super::{CellSource, Column, Meaning};
use crate::atlas::Atlas;
use crate::model::{Language, Service};

#[derive(Clone, Copy, Debug)]
pub(super) enum FacilityCell {
    Id,
    Name(Language),
    Service,
}

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas) {
    let of = CellSource::Facility;
    list.push(Column::new("id", Meaning::FacilityId, CellKind::Text, of(FacilityCell::Id)).always());
    push_names(list, &atlas.fields_of_facilities().languages, |language| of(FacilityCell::Name(language)));
    let service = Column::new("service", Meaning::FacilityService, CellKind::Text, of(FacilityCell::Service));
    list.push(service.one_of(Service::ALL.map(Service::id)).always());
}

impl FacilityCell {
    pub fn read(self, atlas: &Atlas, position: usize) -> Option<Cell<'_>> {
        let facility = atlas.facilities.get(position)?;
        Some(match self {
            Self::Id => Cell::Text(&facility.id),
            Self::Name(language) => Cell::Text(facility.names.get(language)?),
            Self::Service => Cell::Text(facility.service.id()),
        })
    }
}
