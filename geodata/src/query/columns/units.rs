//! What admin units say, besides counts.

use super::cell::{Cell, CellKind};
use super::names::push_names;
use super::{CellSource, Column, HOUSEHOLDS, PEOPLE};
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
    let said = atlas.fields_of_units(level);
    let pcode = "P-code, or a provisional id that starts with x-";
    list.push(Column::new("pcode", pcode, CellKind::Text, of(UnitCell::Pcode)).titled("P-code").always());
    let official = "False for a provisional id";
    list.push(
        Column::new("pcode_official", official, CellKind::Bool, of(UnitCell::HasOfficialPcode))
            .titled("Official P-code")
            .always(),
    );
    push_names(list, &said.languages, |language| of(UnitCell::Name(language)));
    if level.above().is_some_and(|above| atlas.layer(above).is_some()) {
        let parent = "P-code of the unit above";
        list.push(
            Column::new("parent", parent, CellKind::Text, of(UnitCell::ParentPcode)).titled("P-code of the parent"),
        );
        let name = "Name of the unit above";
        list.push(
            Column::new("parent_name", name, CellKind::Text, of(UnitCell::ParentName)).titled("Name of the parent"),
        );
    }
    if said.population {
        let population = Column::new("population", "Inhabitants", CellKind::Int, of(UnitCell::Population));
        list.push(population.in_unit(PEOPLE));
    }
    let area = "Area on the ellipsoid, square kilometres";
    list.push(
        Column::new("area_km2", area, CellKind::Float, of(UnitCell::AreaKm2)).titled("Area").in_unit("km2").always(),
    );
    let boundaries = atlas.layer(level).map_or("official", |layer| layer.boundaries.id());
    list.push(
        Column::new(
            "boundaries",
            "How far the boundary may be trusted: official, generalised or schematic",
            CellKind::Text,
            CellSource::Constant(Cell::Text(boundaries)),
        )
        .one_of(["official", "generalised", "schematic"])
        .always(),
    );
    let communities = Column::new("communities", "Assessed communities", CellKind::Int, of(UnitCell::Communities));
    list.push(communities.in_unit("{community}").always());
    let households = "Households of the assessed communities";
    list.push(Column::new("households", households, CellKind::Int, CellSource::Households).in_unit(HOUSEHOLDS));
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
