//! The columns of admin units, besides counts.

use super::cell::{Cell, CellKind};
use super::cell_source::{CellSource, UnitCell};
use super::column::{Column, HOUSEHOLDS, PEOPLE};
use super::counts::push_households_status;
use super::meaning::Meaning;
use super::names::push_names;
use crate::atlas::Atlas;
use crate::model::AdminLevel;

pub(super) fn push_columns(list: &mut Vec<Column>, atlas: &Atlas, level: AdminLevel) {
    let of = |cell| CellSource::Unit(level, cell);
    let fields = atlas.fields_of_units(level);
    let column =
        |name: &str, meaning: Meaning, kind: CellKind, cell: UnitCell| Column::new(name, meaning, kind, of(cell));
    let codes = atlas.codes_of(level);
    list.push(column("pcode", Meaning::Code(codes), CellKind::Text, UnitCell::Code).always());
    let official = Meaning::HasOfficialCode(codes);
    list.push(column("pcode_official", official, CellKind::Bool, UnitCell::HasOfficialCode).always());
    push_names(list, atlas.info.main_language(), &fields.languages, |language| of(UnitCell::Name(language)));
    if let Some(above) = level.above().filter(|above| atlas.layer(*above).is_some()) {
        let parent = Meaning::ParentCode(atlas.codes_of(above));
        list.push(column("parent", parent, CellKind::Text, UnitCell::ParentCode));
        list.push(column("parent_name", Meaning::ParentName, CellKind::Text, UnitCell::ParentName));
    }
    if fields.population {
        list.push(column("population", Meaning::Population, CellKind::Int, UnitCell::Population).in_unit(PEOPLE));
    }
    list.push(column("area_km2", Meaning::Area, CellKind::Float, UnitCell::AreaKm2).in_unit("km2").always());
    let boundaries = atlas.layer(level).map_or("official", |layer| layer.boundaries.id());
    let boundaries = CellSource::Constant(Cell::Text(boundaries));
    list.push(
        Column::new("boundaries", Meaning::Boundaries, CellKind::Text, boundaries)
            .one_of(["official", "generalised", "schematic"])
            .always(),
    );
    let communities = column("communities", Meaning::AssessedCommunities, CellKind::Int, UnitCell::Communities);
    list.push(communities.in_unit("{community}").always());
    let households = Column::new("households", Meaning::HouseholdsOfUnit, CellKind::Int, CellSource::Households);
    list.push(households.in_unit(HOUSEHOLDS));
    push_households_status(list, atlas);
}
