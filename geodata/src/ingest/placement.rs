//! Where a point lies among the units of a layer.

use geo_types::Point;

use super::report::{Findings, Location};
use super::text::listed;
use crate::index::SpatialIndex;
use crate::model::{AdminLayer, AdminUnit, Community};

/// Finds units by points.
#[derive(Debug)]
pub(super) struct Placement<'a> {
    layer: &'a AdminLayer,
    index: SpatialIndex,
}

impl<'a> Placement<'a> {
    pub(super) fn new(layer: &'a AdminLayer) -> Self {
        Self { layer, index: SpatialIndex::new(std::slice::from_ref(layer), &[], &[]) }
    }

    /// The unit that a point lies in.
    pub(super) fn unit_at(&self, point: Point<f64>) -> Option<&'a AdminUnit> {
        self.index.unit_at(self.layer, point).map(|position| &self.layer.units[position])
    }
}

/// So many ids are named of many.
const MOST_NAMED: usize = 3;

/// Reports the communities that belong to no unit of a layer below the districts: sums by its units will lack them. Once for the
/// layer, since the layer may cover only a part of the country.
pub(super) fn report_without_unit(
    layer: &AdminLayer,
    communities: &[Community],
    location: Location,
    findings: &mut Findings,
) {
    let index = SpatialIndex::new(std::slice::from_ref(layer), &[], &[]);
    let is_left_out = |community: &&Community| index.part_at(layer, community.admin2, community.point).is_none();
    let left_out: Vec<&str> = communities.iter().filter(is_left_out).map(|community| &*community.id).collect();
    let label = layer.level.label();
    let named = listed(left_out.iter().take(MOST_NAMED));
    let message = match left_out.len() {
        0 => return,
        1 => format!(
            "the community {named} lies in no {label} of its district: it is in the figures of larger units, and in none by {}",
            layer.level.id()
        ),
        count => format!(
            "{count} of {} communities lie in no {label} of their district: they are in the figures of larger units, and in none by {}; {named}{}",
            communities.len(),
            layer.level.id(),
            if count > MOST_NAMED { " …" } else { "" }
        ),
    };
    findings.warning("communities_without_unit", location, message);
}
