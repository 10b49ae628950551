//! What the tables of zooms have in common: levels and units by their names, and the sources of the layers.

use crate::model::AdminLayer;
use crate::topology::{DEEPEST_ZOOM, Polylines, UnitPosition};

/// How many zooms an edition has.
pub(super) const ZOOMS: usize = DEEPEST_ZOOM as usize + 1;

/// Arcs with the covers on their left and right.
pub(super) type Borders = (Polylines, Vec<[u32; 2]>);

/// The position of a level among layers, and of a unit in it.
pub(super) fn find(layers: &[AdminLayer], level: &str, pcode: &str) -> Option<UnitPosition> {
    let at = layers.iter().position(|layer| layer.level.id() == level)?;
    Some(UnitPosition { level: at, unit: layers[at].position(pcode)? })
}

pub(super) fn level_id(layers: &[AdminLayer], at: UnitPosition) -> &'static str {
    layers.get(at.level).map_or("", |layer| layer.level.id())
}

pub(super) fn pcode(layers: &[AdminLayer], at: UnitPosition) -> &str {
    layers.get(at.level).and_then(|layer| layer.units.get(at.unit)).map_or("", |unit| unit.pcode.as_str())
}

/// All that came of the layers, for the sources to be named.
pub(super) fn sources(layers: &[AdminLayer]) -> impl Iterator<Item = &[String]> {
    layers.iter().map(|layer| layer.sources.as_slice())
}
