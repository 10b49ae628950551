//! What admin units say, besides counts.

use super::cell::{Cell, CellKind};
use super::names::push_names;
use super::{CellSource, Column};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Language, RoundId};

#[derive(Clone, Copy, Debug)]
pub(super) enum UnitCell {
    Pcode,
    HasOfficialPcode,
    Name(Language),
    ParentPcode,
    ParentName,
    Population,
    AreaKm2,
    Communities,
}

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas, level: AdminLevel) {
    let of = |cell| CellSource::Unit(level, cell);
    let said = atlas.said_of_units(level);
    let pcode = "P-code, or a provisional id that starts with x-";
    list.push(Column::new("pcode", pcode, CellKind::Text, of(UnitCell::Pcode)));
    let official = "False for a provisional id";
    list.push(Column::new("pcode_official", official, CellKind::Bool, of(UnitCell::HasOfficialPcode)));
    push_names(list, &said.languages, |language| of(UnitCell::Name(language)));
    let mut push = |name: &str, description: &str, kind: CellKind, source: CellSource| {
        list.push(Column::new(name, description, kind, source));
    };
    if level.above().is_some_and(|above| atlas.layer(above).is_some()) {
        push("parent", "P-code of the unit above", CellKind::Text, of(UnitCell::ParentPcode));
        push("parent_name", "Name of the unit above", CellKind::Text, of(UnitCell::ParentName));
    }
    if said.population {
        push("population", "Inhabitants", CellKind::Int, of(UnitCell::Population));
    }
    push("area_km2", "Area on the ellipsoid, square kilometres", CellKind::Float, of(UnitCell::AreaKm2));
    let boundaries = atlas.layer(level).map_or("official", |layer| layer.boundaries.id());
    push(
        "boundaries",
        "How far the boundary may be trusted: official, generalised or schematic",
        CellKind::Text,
        CellSource::Constant(Cell::Text(boundaries)),
    );
    push("communities", "Assessed communities", CellKind::Int, of(UnitCell::Communities));
    push("households", "Households of the assessed communities", CellKind::Int, CellSource::Households);
}

impl UnitCell {
    pub fn read<'a>(self, atlas: &'a Atlas, level: AdminLevel, round: &RoundId, position: usize) -> Option<Cell<'a>> {
        let unit = atlas.unit(level, position)?;
        let parent = || atlas.unit(level.above()?, unit.parent?);
        Some(match self {
            Self::Pcode => Cell::Text(unit.pcode.as_str()),
            Self::HasOfficialPcode => Cell::Bool(unit.pcode.is_official()),
            Self::Name(language) => Cell::Text(unit.names.get(language)?),
            Self::ParentPcode => Cell::Text(parent()?.pcode.as_str()),
            Self::ParentName => Cell::Text(&parent()?.names.en),
            Self::Population => Cell::Int(unit.population?),
            Self::AreaKm2 => Cell::Float((unit.area_km2 * 10.0).round() / 10.0),
            Self::Communities => Cell::Int(atlas.assessed_at(&round.0, level.into(), position).count() as u64),
        })
    }
}
