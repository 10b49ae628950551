//! What communities say, besides counts: themselves, the units that they lie in, and how far services are.

use super::cell::{Cell, CellKind};
use super::names::push_names;
use super::{CellSource, Column};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, DistanceDetail, Language, Round, ServiceStatus};

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
    list.push(Column::new("id", "Key of the community in the dataset", CellKind::Text, of(CommunityCell::Id)));
    push_names(list, &atlas.said_of_communities().languages, |language| of(CommunityCell::Name(language)));
    let mut push = |name: &str, description: &str, kind: CellKind, source: CellSource| {
        list.push(Column::new(name, description, kind, source));
    };
    push("origin", "real, or generated for an illustrative sample", CellKind::Text, of(CommunityCell::Origin));
    for level in [AdminLevel::Admin2, AdminLevel::Admin1] {
        if atlas.layer(level).is_some() {
            let (id, label) = (level.id(), level.label());
            push(id, &format!("P-code of its {label}"), CellKind::Text, of(CommunityCell::UnitPcode(level)));
            let name = format!("{id}_name");
            push(&name, &format!("Name of its {label}"), CellKind::Text, of(CommunityCell::UnitName(level)));
        }
    }
    push("households", "Households of the community", CellKind::Int, CellSource::Households);
}

pub(super) fn push_access(list: &mut Vec<Column>, atlas: &Atlas, round: &Round) {
    let of = CellSource::Community;
    let mut push = |name: &str, description: &str, kind: CellKind, cell: CommunityCell| {
        list.push(Column::new(name, description, kind, of(cell)));
    };
    let tables = atlas.services.iter().enumerate();
    for (position, table) in tables.filter(|(_, table)| table.round == round.id) {
        let (id, label) = (table.service.id(), table.service.label());
        push(
            id,
            &format!("{label} in the community: available, lacking or no_data"),
            CellKind::Text,
            CommunityCell::Access(position),
        );
        if table.detail == DistanceDetail::Kilometres {
            push(
                &format!("{id}_km"),
                &format!("Where lacking: kilometres to the nearest ({label})"),
                CellKind::Float,
                CommunityCell::AccessKm(position),
            );
        }
        if table.detail != DistanceDetail::None {
            push(
                &format!("{id}_band"),
                &format!("Where lacking: distance band to the nearest in kilometres ({label})"),
                CellKind::Text,
                CommunityCell::AccessBand(position),
            );
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
