//! What communities say, besides counts: themselves, the units that they lie in, and how far services are.

use super::cell::{Cell, CellKind};
use super::names::push_names;
use super::{CellSource, Column, HOUSEHOLDS};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, DistanceBand, DistanceDetail, Language, PlaceOrigin, Round, ServiceStatus};

#[derive(Clone, Copy, Debug)]
pub(super) enum CommunityCell {
    Id,
    Name(Language),
    Origin,
    UnitPcode(AdminLevel),
    UnitName(AdminLevel),
    /// With the position of the table among the services of the atlas, as the next two.
    Access(usize),
    AccessKm(usize),
    AccessBand(usize),
}

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas) {
    let of = CellSource::Community;
    let id = "Key of the community in the dataset";
    list.push(Column::new("id", id, CellKind::Text, of(CommunityCell::Id)).always());
    push_names(list, &atlas.fields_of_communities().languages, |language| of(CommunityCell::Name(language)));
    let origin = "real, or generated for an illustrative sample";
    let origin = Column::new("origin", origin, CellKind::Text, of(CommunityCell::Origin));
    list.push(origin.one_of([PlaceOrigin::Real, PlaceOrigin::Generated].map(PlaceOrigin::id)).always());
    for level in [AdminLevel::Admin2, AdminLevel::Admin1] {
        if atlas.layer(level).is_some() {
            let (id, label) = (level.id(), level.label());
            let pcode = format!("P-code of its {label}");
            list.push(Column::new(id, &pcode, CellKind::Text, of(CommunityCell::UnitPcode(level))).titled(&pcode));
            let (column, name) = (format!("{id}_name"), format!("Name of its {label}"));
            list.push(Column::new(column, &name, CellKind::Text, of(CommunityCell::UnitName(level))).titled(&name));
        }
    }
    let households = Column::new("households", "Households of the community", CellKind::Int, CellSource::Households);
    list.push(households.in_unit(HOUSEHOLDS));
}

pub(super) fn push_access(list: &mut Vec<Column>, atlas: &Atlas, round: &Round) {
    let column = |name: String, description: String, kind: CellKind, cell: CommunityCell| {
        Column::new(name, description, kind, CellSource::Community(cell))
    };
    let tables = atlas.services.iter().enumerate();
    for (position, table) in tables.filter(|(_, table)| table.round == round.id) {
        let (id, label) = (table.service.id(), table.service.label());
        let access = format!("{label} in the community: available, lacking or no_data");
        let access = column(id.to_owned(), access, CellKind::Text, CommunityCell::Access(position));
        list.push(access.titled(label).one_of(ServiceStatus::IDS).always());
        if table.detail == DistanceDetail::Kilometres {
            let km = format!("Where lacking: kilometres to the nearest ({label})");
            let km = column(format!("{id}_km"), km, CellKind::Float, CommunityCell::AccessKm(position));
            list.push(km.titled(format!("{label}: distance")).in_unit("km"));
        }
        if table.detail != DistanceDetail::None {
            let band = format!("Where lacking: distance band to the nearest in kilometres ({label})");
            let band = column(format!("{id}_band"), band, CellKind::Text, CommunityCell::AccessBand(position));
            let bands = DistanceBand::ALL.map(DistanceBand::label);
            list.push(band.titled(format!("{label}: distance band")).one_of(bands));
        }
    }
}

impl CommunityCell {
    pub fn read(self, atlas: &Atlas, position: usize) -> Option<Cell<'_>> {
        let community = || atlas.communities.get(position);
        let unit = |level| atlas.unit(level, atlas.unit_of_community(level, position)?);
        let status = |table: usize| atlas.services.get(table)?.status.get(position).copied();
        let distance = |table| status(table).and_then(ServiceStatus::distance);
        Some(match self {
            Self::Id => Cell::Text(&community()?.id),
            Self::Name(language) => Cell::Text(community()?.names.get(language)?),
            Self::Origin => Cell::Text(community()?.origin.id()),
            Self::UnitPcode(level) => Cell::Text(unit(level)?.pcode.as_str()),
            Self::UnitName(level) => Cell::Text(&unit(level)?.names.en),
            Self::Access(table) => Cell::Text(status(table)?.id()),
            Self::AccessKm(table) => Cell::Float(distance(table)?.km()?.get()),
            Self::AccessBand(table) => Cell::Text(distance(table)?.band()?.label()),
        })
    }
}
