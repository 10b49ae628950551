//! The columns of communities, besides counts: themselves, the units that they lie in, and distances to services.

use super::cell::CellKind;
use super::cell_source::{CellSource, CommunityCell};
use super::column::{Column, HOUSEHOLDS};
use super::counts::push_households_status;
use super::meaning::Meaning;
use super::names::push_names;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, DistanceDetail, PlaceOrigin, Round, ServiceStatus};

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas) {
    let text = |name: String, meaning: Meaning, cell: CommunityCell| {
        Column::new(name, meaning, CellKind::Text, CellSource::Community(cell))
    };
    list.push(text("id".to_owned(), Meaning::CommunityId, CommunityCell::Id).always());
    let languages = &atlas.fields_of_communities().languages;
    push_names(list, atlas.info.main_language(), languages, |language| {
        CellSource::Community(CommunityCell::Name(language))
    });
    let origin = text("origin".to_owned(), Meaning::Origin, CommunityCell::Origin);
    list.push(origin.one_of([PlaceOrigin::Real, PlaceOrigin::Generated].map(PlaceOrigin::id)).always());
    for level in [AdminLevel::Admin3, AdminLevel::Admin2, AdminLevel::Admin1] {
        if atlas.layer(level).is_some() {
            let id = level.id();
            list.push(text(
                id.to_owned(),
                Meaning::CodeOfUnit(level, atlas.codes_of(level)),
                CommunityCell::UnitCode(level),
            ));
            list.push(text(format!("{id}_name"), Meaning::NameOfUnit(level), CommunityCell::UnitName(level)));
        }
    }
    let households = Column::new("households", Meaning::Households, CellKind::Int, CellSource::Households);
    list.push(households.in_unit(HOUSEHOLDS));
    push_households_status(list, atlas);
}

pub(super) fn push_access(list: &mut Vec<Column>, atlas: &Atlas, round: &Round) {
    let column = |name: String, meaning: Meaning, kind: CellKind, cell: CommunityCell| {
        Column::new(name, meaning, kind, CellSource::Community(cell))
    };
    let tables = atlas.services.iter().enumerate();
    for (position, table) in tables.filter(|(_, table)| table.round == round.id) {
        let (service, id) = (&table.service, table.service.id());
        let access = Meaning::Access(service.clone());
        let access = column(id.to_owned(), access, CellKind::Text, CommunityCell::Access(position));
        let is_suppressed = table.status.contains(&ServiceStatus::Suppressed);
        let suppressed = Some(ServiceStatus::Suppressed.id()).filter(|_| is_suppressed);
        list.push(access.one_of(ServiceStatus::IDS.into_iter().chain(suppressed)).always());
        if table.detail == DistanceDetail::Kilometres {
            let km = Meaning::AccessKm(service.clone());
            let km = column(format!("{id}_km"), km, CellKind::Float, CommunityCell::AccessKm(position));
            list.push(km.in_unit("km"));
        }
        if table.detail != DistanceDetail::None {
            let band = Meaning::AccessBand(service.clone());
            let band = column(format!("{id}_band"), band, CellKind::Text, CommunityCell::AccessBand(position));
            list.push(band.one_of(atlas.vocabulary.bands().labels().iter().cloned()));
        }
    }
}
