//! Areas made of others: those of provinces, where a source has only their districts.

use std::collections::HashMap;

use geo::CoordsIter;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::half_edges::NodeIndex;
use super::hierarchy::LevelAreas;
use super::plane::{pack, to_degrees, to_fine};
use super::rings::{UnitRings, vertices};
use super::{Tolerance, Topology};
use crate::progress::Progress;

/// The areas of groups that each area belongs to one of (a number below `count`), longitude and latitude in degrees (CRS84).
///
/// Borders that the members of a group share are gone, also where they differ by less than the tolerance. What is left are borders of the
/// members: a vertex is exactly where it was in the source, unless it was moved to that of a neighbour.
pub fn dissolve(
    areas: &[&MultiPolygon<f64>],
    groups: &[usize],
    count: usize,
    progress: &dyn Progress,
) -> Vec<MultiPolygon<f64>> {
    let nothing = MultiPolygon(Vec::new());
    let above = LevelAreas { areas: vec![&nothing; count], parents: vec![None; count] };
    let below = LevelAreas { areas: areas.to_vec(), parents: groups.iter().map(|group| Some(*group)).collect() };
    let (topology, _) = Topology::build_watched(&[above, below], Tolerance::default(), progress);

    let beside: Vec<[u32; 2]> =
        topology.beside.iter().map(|faces| faces.map(|face| topology.face_owners[face as usize])).collect();
    let nodes = NodeIndex::new(&topology.arcs);
    let rings = UnitRings::new(&topology.arcs, &beside, &nodes, &topology.units, 0, count);

    let mut exact: HashMap<u64, Coord<f64>> = HashMap::new();
    for at in areas.iter().flat_map(|area| area.coords_iter()) {
        if let Some(vertex) = to_fine(at) {
            exact.entry(pack(vertex)).or_insert(at);
        }
    }
    let ring = |half_edges: &[u32]| {
        let vertices = vertices(&topology.arcs, half_edges);
        let degrees = |vertex| exact.get(&pack(vertex)).copied().unwrap_or_else(|| to_degrees(vertex));
        let mut line: Vec<Coord<f64>> = vertices.into_iter().map(degrees).collect();
        line.extend(line.first().copied());
        LineString(line)
    };
    let area = |unit: usize| {
        let polygons = rings.of(unit).filter_map(|polygon| {
            let mut rings = polygon.map(ring);
            rings.next().map(|outer| Polygon::new(outer, rings.collect()))
        });
        MultiPolygon(polygons.collect())
    };
    (0..count).map(area).collect()
}

#[cfg(test)]
mod tests {
    use geo::Area;
    use geo_types::Rect;

    use super::*;
    use crate::progress::Silent;

    fn rectangle(west: f64, south: f64, east: f64, north: f64) -> Polygon<f64> {
        Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north }).to_polygon()
    }

    fn sorted(area: &MultiPolygon<f64>) -> Vec<(f64, f64)> {
        let mut at: Vec<(f64, f64)> = area.coords_iter().map(|at| (at.x, at.y)).collect();
        at.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        at.dedup();
        at
    }

    #[test]
    fn shared_borders_go_and_the_others_stay_where_they_were() {
        // The last is a little beside the second, and the third is a hole in the first that belongs to another group.
        let mut first = rectangle(74.0, 42.0, 75.0, 43.123_456_789);
        first.interiors_push(rectangle(74.25, 42.25, 74.5, 42.5).exterior().clone());
        let areas = [
            MultiPolygon(vec![first]),
            MultiPolygon(vec![rectangle(75.0, 42.0, 76.0, 43.123_456_789)]),
            MultiPolygon(vec![rectangle(74.25, 42.25, 74.5, 42.5)]),
            MultiPolygon(vec![rectangle(76.000_001, 42.0, 77.0, 43.123_456_789)]),
        ];
        let dissolved = dissolve(&areas.each_ref(), &[1, 1, 0, 1], 2, &Silent);
        assert_eq!(sorted(&dissolved[0]), sorted(&areas[2]));
        assert_eq!((dissolved[1].0.len(), dissolved[1].0[0].interiors().len()), (1, 1));
        let corners = sorted(&dissolved[1]);
        for corner in [(74.0, 42.0), (74.0, 43.123_456_789), (77.0, 42.0), (77.0, 43.123_456_789), (74.25, 42.5)] {
            assert!(corners.contains(&corner), "{corner:?}: {corners:?}");
        }
        let expected = 3.0 * 1.123_456_789 - 0.0625;
        assert!((dissolved[1].unsigned_area() - expected).abs() < 1e-9);
    }
}
