//! Where the cells of a column are read.

use super::cell::Cell;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Language, RoundId, ServiceStatus};

/// Where the cells of a column are read.
#[derive(Clone, Copy, Debug)]
pub(super) enum CellSource {
    Unit(AdminLevel, UnitCell),
    Community(CommunityCell),
    Facility(FacilityCell),
    Border(BorderCell),
    /// Households of a community, or of those of a unit.
    Households,
    HouseholdsStatus,
    Round,
    Period,
    Date,
    Constant(Cell<'static>),
    /// With the position of the rollup in the atlas, as the next.
    Count(usize),
    CountStatus(usize),
    IndicatorValue,
    IndicatorStatus,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum UnitCell {
    Code,
    HasOfficialCode,
    Name(Language),
    ParentCode,
    ParentName,
    Population,
    AreaKm2,
    Communities,
}

impl UnitCell {
    pub fn read<'a>(self, atlas: &'a Atlas, level: AdminLevel, round: &RoundId, position: usize) -> Option<Cell<'a>> {
        let unit = atlas.unit(level, position)?;
        let parent = || atlas.unit(level.above()?, unit.parent?);
        Some(match self {
            Self::Code => Cell::Text(unit.pcode.as_str()),
            Self::HasOfficialCode => Cell::Bool(unit.pcode.is_official()),
            Self::Name(language) => Cell::Text(unit.names.get(language)?),
            Self::ParentCode => Cell::Text(parent()?.pcode.as_str()),
            Self::ParentName => Cell::Text(parent()?.names.main()),
            Self::Population => Cell::Int(unit.population?),
            Self::AreaKm2 => Cell::Float((unit.area_km2 * 10.0).round() / 10.0),
            Self::Communities => Cell::Int(atlas.assessed_at(&round.0, level.into(), position).count() as u64),
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum CommunityCell {
    Id,
    Name(Language),
    Origin,
    UnitCode(AdminLevel),
    UnitName(AdminLevel),
    /// With the position of the table among the services of the atlas, as the next two.
    Access(usize),
    AccessKm(usize),
    AccessBand(usize),
}

impl CommunityCell {
    pub fn read(self, atlas: &Atlas, position: usize) -> Option<Cell<'_>> {
        let community = || atlas.communities.get(position);
        let unit = |level| atlas.unit(level, atlas.unit_of_community(level, position)?);
        let status = |table: usize| atlas.services.get(table)?.status.get(position).copied();
        let bands = atlas.vocabulary.bands();
        let distance = |table| status(table).and_then(ServiceStatus::distance);
        Some(match self {
            Self::Id => Cell::Text(&community()?.id),
            Self::Name(language) => Cell::Text(community()?.names.get(language)?),
            Self::Origin => Cell::Text(community()?.origin.id()),
            Self::UnitCode(level) => Cell::Text(unit(level)?.pcode.as_str()),
            Self::UnitName(level) => Cell::Text(unit(level)?.names.main()),
            Self::Access(table) => Cell::Text(status(table)?.id()),
            Self::AccessKm(table) => Cell::Float(distance(table)?.km()?.get()),
            Self::AccessBand(table) => Cell::Text(bands.label(distance(table)?.band(bands)?)),
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum FacilityCell {
    Id,
    Name(Language),
    Service,
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

#[derive(Clone, Copy, Debug)]
pub(super) enum BorderCell {
    Id,
    Status,
    AsOf,
}

impl BorderCell {
    pub fn read(self, atlas: &Atlas, position: usize) -> Option<Cell<'_>> {
        let border = atlas.international_borders.list.get(position)?;
        Some(match self {
            Self::Id => Cell::Text(&border.id),
            Self::Status => Cell::Text(border.status.id()),
            Self::AsOf => Cell::Text(&border.as_of),
        })
    }
}
