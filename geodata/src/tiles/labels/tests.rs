//! What decoded tiles hold: a point for each unit that is drawn, inside it.

use std::collections::BTreeMap;

use fast_mvt::MvtReaderRef;
use geo::{Intersects, Relate};
use geo_types::{LineString, Point, Polygon, Rect};
use proptest::prelude::*;

use super::anchors::float;
use super::pole::pole;
use super::*;
use crate::grid::tiles_covering;
use crate::tiles::boundaries::Boundaries;
use crate::topology::tests::coverage::Plan;
use crate::topology::{UnitPosition, ZoomLevel};

/// The labels of all tiles of a zoom: for each unit its place on the grid of the zoom. Fails where a unit has two.
fn labels_of(labels: &Labels, around: Rect<f64>, z: u8) -> BTreeMap<usize, Vertex> {
    let mut places = BTreeMap::new();
    for tile in tiles_covering(around, z) {
        let Some(bytes) = labels.layer("labels", tile) else { continue };
        let reader = MvtReaderRef::new(&bytes).unwrap();
        for feature in reader.layers().next().unwrap().features() {
            let geo_types::Geometry::Point(at) = feature.geometry().unwrap() else { panic!("not a point") };
            assert!((0..4096).contains(&at.x()) && (0..4096).contains(&at.y()));
            let on_grid = |local: i32, tile: u32| local + tile.cast_signed() * 4096;
            let whole = Vertex { x: on_grid(at.x(), tile.x()), y: on_grid(at.y(), tile.y()) };
            let unit = usize::try_from(feature.id().unwrap()).unwrap() - 1;
            assert_eq!(places.insert(unit, whole), None, "unit {unit} has two labels at zoom {z}");
        }
    }
    places
}

fn polygons(zoom: &ZoomLevel, at: UnitPosition) -> Vec<Polygon<f64>> {
    let line = |ring: &Vec<Vertex>| ring.iter().map(|at| float(*at)).collect::<LineString<f64>>();
    let polygon = |rings: &Vec<Vec<Vertex>>| Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect());
    zoom.polygons(at).iter().map(polygon).collect()
}

/// A box that all units lie in.
fn around(of: &Boundaries) -> Rect<f64> {
    let zoom = &of.zooms[14];
    let side = f64::from(EXTENT) * f64::from(1u32 << 14);
    let mut corners = zoom.arcs().flat_map(|arc| arc.vertices).map(|at| float(*at) / side);
    let Some(first) = corners.next() else { return Rect::new((0.0, 0.0), (0.0, 0.0)) };
    let (low, high) = corners.fold((first, first), |(low, high), at| {
        (Coord { x: low.x.min(at.x), y: low.y.min(at.y) }, Coord { x: high.x.max(at.x), y: high.y.max(at.y) })
    });
    Rect::new(low, high)
}

/// Each unit that is drawn has one label, inside of what is drawn; and at the zooms where it is a few pixels wide, the same
/// place. Gives how many labels stand on a border, where the unit is narrower than the grid.
fn judge(of: &Boundaries, level: usize, zooms: impl IntoIterator<Item = u8>) -> usize {
    let found = of.labels.level(level);
    let labels = Labels::new(&of.layers[level], &[Language::ENGLISH], found);
    let mut on_border = 0;
    for z in zooms {
        let zoom = &of.zooms[usize::from(z)];
        let places = labels_of(&labels, around(of), z);
        for (unit, steady) in found.iter().map(|places| places[14]).enumerate() {
            let at = UnitPosition { level, unit };
            let polygons = polygons(zoom, at);
            assert_eq!(places.contains_key(&unit), !polygons.is_empty(), "zoom {z}, {at}");
            let Some(place) = places.get(&unit) else { continue };
            let point = Point(float(*place));
            let holding = (0..).zip(&polygons).filter(|(_, polygon)| polygon.intersects(&point));
            let holding: Vec<(usize, &Polygon<f64>)> = holding.collect();
            assert!(!holding.is_empty(), "zoom {z}, {at}: {place:?} is outside of {polygons:?}");
            if !holding.iter().any(|(_, polygon)| polygon.relate(&point).is_contains()) {
                on_border += 1;
                // Another polygon of the unit may have more room, and be smaller.
                let all = zoom.polygons(at);
                let rooms = holding.iter().map(|(one, _)| pole(&all[*one]).map_or(0.0, |found| found.clearance));
                let widest = rooms.fold(f64::INFINITY, f64::min);
                assert!(widest < 1.0, "zoom {z}, {at}: on the border with {widest} units of clearance");
            }
            let steady = steady.expect("a unit that is drawn at all is drawn at the deepest zoom").at_zoom(z);
            // Two pixels: what simplification and rounding can take, twice.
            if steady.clearance > 32.0 {
                assert_eq!(*place, steady.at, "zoom {z}, {at}: not steady");
            }
        }
    }
    on_border
}

#[test]
fn every_unit_of_the_sample_has_its_label_inside_at_every_zoom() {
    let sample = Boundaries::sample();
    // Districts of a city are narrower than the grid at the first zooms.
    assert!((0..3).map(|level| judge(&sample, level, 0..=3)).sum::<usize>() < 10);
    assert_eq!((0..3).map(|level| judge(&sample, level, 4..=9)).sum::<usize>(), 0);
}

#[test]
fn every_published_unit_has_its_label_inside() {
    let Some(published) = Boundaries::published() else { return };
    // Small cities are narrower than the grid at the first zooms.
    assert!((0..3).map(|level| judge(&published, level, [0, 2, 4])).sum::<usize>() < 10);
    assert_eq!((0..3).map(|level| judge(&published, level, [6, 8])).sum::<usize>(), 0);
}

#[test]
fn labels_have_names_in_all_languages_and_their_clearance() {
    let sample = Boundaries::sample();
    let languages = ["en", "ru", "ky"].map(|code| Language::from_code(code).expect("a language"));
    let labels = Labels::new(&sample.layers[1], &languages, sample.labels.level(1));
    let fields: Vec<String> =
        Labels::fields(&sample.layers[1], &languages).into_iter().map(|field| field.name).collect();
    assert_eq!(fields, ["pcode", "name", "name_ru", "name_ky", "room_km", "rank"]);
    let value =
        |unit: usize, key: &str| labels.attributes[unit].iter().find(|(k, _)| *k == key).map(|(_, v)| v.clone());
    let naryn = sample.layers[1].units.iter().position(|unit| unit.names.main() == "Naryn").unwrap();
    assert_eq!(value(naryn, "name_ru"), Some("Нарынская область".into()));
    // No place of a lattice has more than 79.6 km; the search may stop 1 % of the size of the province before, 2.1 km.
    let Some(AttributeValue::Float(clearance)) = value(naryn, "room_km") else { panic!("no clearance") };
    assert!((77.4..=80.0).contains(&clearance), "{clearance}");
    let mut ranks: Vec<_> = (0..9).map(|unit| value(unit, "rank")).collect();
    ranks.sort_by_key(|rank| match rank {
        Some(AttributeValue::Uint(rank)) => *rank,
        other => panic!("{other:?}"),
    });
    assert_eq!(ranks, (1u64..=9).map(|rank| Some(rank.into())).collect::<Vec<_>>());
}

/// Two squares of a degree, which the antimeridian parts on the map.
#[test]
fn a_unit_that_the_antimeridian_cuts_has_its_label_in_the_middle_of_both_sides() {
    let boxes = [(179.0, 180.0), (-180.0, -179.0)];
    let parts = boxes.map(|(west, east)| Rect::new((west, -17.0), (east, -16.0)).to_polygon());
    let area = geo_types::MultiPolygon(parts.to_vec());
    let unit = |area: geo_types::MultiPolygon<f64>| {
        let level = crate::topology::LevelAreas { areas: vec![&area], parents: vec![None] };
        let (topology, _) = crate::topology::Topology::build(&[level], crate::topology::Tolerance::default());
        LabelAnchors::find(&topology.zooms(), &crate::progress::Silent).level(0)[0]
    };
    for (zoom, place) in (0..).zip(unit(area)) {
        let (place, world) = (place.unwrap(), (EXTENT << zoom).cast_signed());
        assert!(place.at.x.min(world - place.at.x) <= 1, "zoom {zoom}: {place:?}");
    }
}

#[test]
fn numbers_have_three_digits() {
    assert_eq!(
        [0.012_345, 1.0, 99.96, 123.4, 9999.0].map(|n| three_digits(n).to_string()),
        ["0.0123", "1", "100", "123", "10000"]
    );
    assert_eq!(three_digits(0.0).to_string(), "0");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn every_unit_of_a_coverage_has_its_label_inside(
        (cells, steps, units, provinces) in (2..6usize, 1..12usize, 1..14usize, 1..5usize),
        size in -4.0..1.0f64,
        (holes, islands) in (0..4usize, 0..4usize),
        seed in any::<u64>(),
    ) {
        let degrees = 10f64.powf(size).min(2.0);
        let plan = Plan { cells, steps, degrees, units, provinces, holes, islands, seed, ..Plan::default() };
        let made = Boundaries::generated(&plan);
        for level in 0..3 {
            judge(&made, level, 0..=7);
            if degrees < 0.1 {
                judge(&made, level, 8..=12);
            }
        }
    }
}
