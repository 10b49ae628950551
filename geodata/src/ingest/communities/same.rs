//! Communities that look like one: the same name in the same unit, at the same position. A form that was corrected and sent again has another id, and
//! the people in it would count twice.

use std::collections::HashMap;

use geo_types::Point;

use super::super::report::{Findings, FoundPlace, Location};
use super::super::text::comparable;
use crate::index::geodesic_metres;
use crate::model::{Community, PlaceLevel};

/// Two visits of a place do not measure the very same position.
const SAME_METRES: f64 = 100.0;

/// Warns of each community that looks like one in another row. `at` is the row of a community.
pub(super) fn warn(list: &[Community], at: impl Fn(&Community) -> Location, findings: &mut Findings) {
    let mut of_name: HashMap<(usize, String), Vec<&Community>> = HashMap::new();
    for community in list {
        of_name.entry((community.unit, comparable(community.names.main()))).or_default().push(community);
    }
    let mut pairs: Vec<(Location, Location, &Community, &Community)> = Vec::new();
    for mut same_name in of_name.into_values().filter(|same_name| same_name.len() > 1) {
        let position = |community: &Community| community.point.map(|point| (point.x(), point.y()));
        same_name.sort_by(|one, other| {
            let order = position(one).partial_cmp(&position(other));
            order.unwrap_or(std::cmp::Ordering::Equal).then_with(|| one.id.cmp(&other.id))
        });
        for two in same_name.windows(2).filter(|two| is_same(two[0], two[1])) {
            let (one, other) = ((at(two[0]), two[0]), (at(two[1]), two[1]));
            let ((first, one), (again, other)) =
                if (&one.0.file, one.0.row) <= (&other.0.file, other.0.row) { (one, other) } else { (other, one) };
            pairs.push((again, first, other, one));
        }
    }
    pairs.sort_by(|one, other| (&one.0.file, one.0.row, &one.2.id).cmp(&(&other.0.file, other.0.row, &other.2.id)));
    for (again, first, other, one) in pairs {
        let what = if other.point.is_some() { "name, the unit and the position" } else { "name and the unit" };
        let message = format!(
            "`{}` (`{}`) has the {what} of `{}` in {first}: if both are one community, its people count twice",
            other.id,
            other.names.main(),
            one.id
        );
        let listed = findings.listed();
        findings.warning("community_twice", again, message);
        findings.are_about(listed, || FoundPlace {
            level: Some(PlaceLevel::Community),
            id: Some(other.id.to_string()),
            lon: other.point.map(Point::x),
            lat: other.point.map(Point::y),
        });
    }
}

/// Whether nothing tells two communities of the same name apart.
fn is_same(one: &Community, other: &Community) -> bool {
    match (one.point, other.point) {
        (Some(one), Some(other)) => geodesic_metres(one, other) <= SAME_METRES,
        (None, None) => one.households == other.households,
        _ => false,
    }
}
