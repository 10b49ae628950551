//! What decoded tiles hold: every border of the units of a level, once.

use std::collections::{BTreeMap, BTreeSet};

use fast_mvt::{MvtReaderRef, MvtValueRef};
use geo_types::{Coord, Rect};
use proptest::prelude::*;

use super::*;
use crate::grid::tiles_covering;
use crate::tiles::BUFFER;
use crate::tiles::boundaries::Boundaries;
use crate::topology::tests::coverage::Plan;
use crate::topology::{UnitPosition, Vertex, ZoomLevel};

type Edge = [(i64, i64); 2];

/// A segment without its direction.
fn undirected(a: (i64, i64), b: (i64, i64)) -> Edge {
    if a <= b { [a, b] } else { [b, a] }
}

/// A feature of a decoded tile: its id, its attributes as text, and its lines on the grid of the zoom.
struct Drawn {
    id: u64,
    attributes: BTreeMap<String, String>,
    lines: Vec<Vec<(i64, i64)>>,
}

fn drawn(bytes: &[u8], tile: TileId) -> Vec<Drawn> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    let layer = reader.layers().next().unwrap();
    let text = |value: MvtValueRef<'_>| match value {
        MvtValueRef::String(text) => text.to_owned(),
        MvtValueRef::Bool(yes) => yes.to_string(),
        other => panic!("{other:?}"),
    };
    let global = |at: &Coord<i32>| {
        let origin = |tile: u32| i64::from(tile) * i64::from(EXTENT);
        (i64::from(at.x) + origin(tile.x()), i64::from(at.y) + origin(tile.y()))
    };
    let features = layer.features().map(|feature| {
        let lines = match feature.geometry().unwrap() {
            geo_types::Geometry::LineString(line) => vec![line],
            geo_types::Geometry::MultiLineString(lines) => lines.0,
            other => panic!("{other:?}"),
        };
        Drawn {
            id: feature.id().unwrap(),
            attributes: feature.properties_vec().unwrap().into_iter().map(|(k, v)| (k.to_owned(), text(v))).collect(),
            lines: lines.iter().map(|line| line.0.iter().map(global).collect()).collect(),
        }
    });
    features.collect()
}

/// The edges of the polygons of a level at a zoom, each with the units that it is an edge of.
fn edges(zoom: &ZoomLevel, level: usize, units: usize) -> BTreeMap<Edge, BTreeSet<usize>> {
    let mut edges: BTreeMap<Edge, BTreeSet<usize>> = BTreeMap::new();
    let whole = |at: &Vertex| (i64::from(at.x), i64::from(at.y));
    for unit in 0..units {
        for ring in zoom.polygons(UnitPosition { level, unit }).iter().flatten() {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                edges.entry(undirected(whole(a), whole(b))).or_default().insert(unit);
            }
        }
    }
    edges
}

/// The box of a tile with its margin, on the grid of its zoom.
fn buffered_bounds(tile: TileId) -> ((i64, i64), (i64, i64)) {
    let side =
        |tile: u32| (i64::from(tile) * 4096 - i64::from(BUFFER), (i64::from(tile) + 1) * 4096 + i64::from(BUFFER));
    (side(tile.x()), side(tile.y()))
}

/// Every segment in a tile is an edge of the units that it names, or what the box leaves of one; no edge is there twice; and
/// all together they are as long as what the box leaves of all edges.
fn judge(of: &Boundaries, level: usize, zooms: impl IntoIterator<Item = u8>, every: usize) {
    let borders = Borders::of_layers(&of.layers, &of.zooms).remove(level);
    let units = &of.layers[level].units;
    for z in zooms {
        let zoom = &of.zooms[usize::from(z)];
        let edges = edges(zoom, level, units.len());
        let side = f64::from(EXTENT) * f64::from(1u32 << z);
        let square = |at: &(i64, i64)| Coord { x: at.0 as f64 / side, y: at.1 as f64 / side };
        let corners = edges.keys().flatten().map(square);
        let Some(around) = corners.map(|at| Rect::new(at, at)).reduce(|a, b| {
            let (low, high) = (
                (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
                (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
            );
            Rect::new(low, high)
        }) else {
            continue;
        };
        let tiles: Vec<TileId> = tiles_covering(around, z).collect();
        for tile in tiles.into_iter().step_by(every) {
            let ((west, east), (north, south)) = buffered_bounds(tile);
            let expected: BTreeMap<&Edge, f64> = edges
                .keys()
                .filter_map(|edge| Some((edge, within_box(*edge, (west, east), (north, south))?)))
                .collect();
            let bytes = borders.layer("borders", tile);
            assert_eq!(bytes, borders.layer("borders", tile), "equal requests give equal bytes");
            let features = bytes.map_or(Vec::new(), |bytes| drawn(&bytes, tile));
            let ids: BTreeSet<u64> = features.iter().map(|feature| feature.id).collect();
            assert_eq!(ids.len(), features.len(), "{tile:?}: a border is one feature");
            let mut seen = BTreeSet::new();
            let (mut length, mut cut) = (0.0, 0);
            for feature in &features {
                for pair in feature.lines.iter().flat_map(|line| line.windows(2)) {
                    let segment = undirected(pair[0], pair[1]);
                    assert!(seen.insert(segment), "{tile:?}: {segment:?} twice");
                    length += ((pair[0].0 - pair[1].0) as f64).hypot((pair[0].1 - pair[1].1) as f64);
                    let on_side = |at: (i64, i64)| at.0 == west || at.0 == east || at.1 == north || at.1 == south;
                    let Some(beside) = edges.get(&segment) else {
                        assert!(on_side(pair[0]) || on_side(pair[1]), "{tile:?}: {segment:?} is no border");
                        cut += 1;
                        continue;
                    };
                    let named = ["left", "right"].into_iter().filter_map(|side| feature.attributes.get(side));
                    let named: BTreeSet<&str> = named.map(String::as_str).collect();
                    let beside: BTreeSet<&str> = beside.iter().map(|unit| units[*unit].pcode.as_str()).collect();
                    assert_eq!(named, beside, "{tile:?}: {segment:?}");
                    let outer = if beside.len() == 1 { "true" } else { "false" };
                    assert_eq!(feature.attributes["outer"], outer);
                }
            }
            let whole: f64 = expected.values().sum();
            // Cut ends are rounded: each end is off by half a unit, at most.
            assert!(
                (whole - length).abs() <= f64::from(cut) + 1e-6 * whole,
                "{tile:?}: {length} of {whole}, {cut} cut"
            );
        }
    }
}

/// How long the part of a segment in a box is; None where it has none.
fn within_box([a, b]: Edge, (west, east): (i64, i64), (north, south): (i64, i64)) -> Option<f64> {
    let (a, b) = ((a.0 as f64, a.1 as f64), (b.0 as f64, b.1 as f64));
    let step = (b.0 - a.0, b.1 - a.1);
    let (mut low, mut high) = (0.0f64, 1.0f64);
    for (start, way, from, to) in [(a.0, step.0, west as f64, east as f64), (a.1, step.1, north as f64, south as f64)] {
        if way == 0.0 {
            if start < from || start > to {
                return None;
            }
            continue;
        }
        let (one, other) = ((from - start) / way, (to - start) / way);
        low = low.max(one.min(other));
        high = high.min(one.max(other));
    }
    (high > low).then(|| (high - low) * step.0.hypot(step.1))
}

#[test]
fn the_sample_has_each_border_once_at_every_zoom() {
    let sample = Boundaries::sample();
    for level in 0..3 {
        judge(&sample, level, 0..=8, 1);
        judge(&sample, level, [10, 12], 41);
    }
}

#[test]
fn the_published_boundaries_have_each_border_once() {
    let Some(published) = Boundaries::published() else { return };
    for level in 0..3 {
        judge(&published, level, [0, 3, 6, 7], 1);
        judge(&published, level, [9, 11], 37);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn coverages_have_each_border_once(
        (cells, steps, units, provinces) in (2..6usize, 1..12usize, 1..14usize, 1..5usize),
        size in -3.0..1.0f64,
        (holes, islands) in (0..4usize, 0..4usize),
        seed in any::<u64>(),
    ) {
        let degrees = 10f64.powf(size).min(2.0);
        let made = Boundaries::generated(&Plan { cells, steps, degrees, units, provinces, holes, islands, seed, ..Plan::default() });
        for level in 0..3 {
            judge(&made, level, [0, 4, 6], 1);
            judge(&made, level, [9, 14], 101);
        }
    }
}

/// The borders of the sample by the P-codes on their sides.
fn borders_of_sample(z: u8) -> BTreeMap<(String, Option<String>), Drawn> {
    let sample = Boundaries::sample();
    let borders = Borders::of_layers(&sample.layers, &sample.zooms).remove(2);
    let world = tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z);
    let all = world.flat_map(|tile| borders.layer("b", tile).map_or(Vec::new(), |bytes| drawn(&bytes, tile)));
    all.map(|mut feature| {
        let right = feature.attributes.remove("right");
        ((feature.attributes.remove("left").unwrap(), right), feature)
    })
    .collect()
}

#[test]
fn a_border_has_its_level_and_boundary_status() {
    let borders = borders_of_sample(5);
    let words = |left: &str, right: Option<&str>| {
        let attributes = &borders[&(left.to_owned(), right.map(str::to_owned))].attributes;
        ["level", "outer", "boundaries"].map(|key| attributes[key].clone())
    };
    // Two districts of a province, two of different provinces, and one at the border of the country.
    assert_eq!(words("KG02205000000", Some("KG02210000000")), ["admin2", "false", "schematic"]);
    assert_eq!(words("KG02210000000", Some("KG04220000000")), ["admin1", "false", "generalised"]);
    assert_eq!(words("KG02205000000", None), ["admin0", "true", "generalised"]);
}

#[test]
fn a_border_has_one_id_at_all_zooms_and_its_first_unit_on_its_left() {
    let (far, near) = (borders_of_sample(3), borders_of_sample(6));
    assert!(far.len() > 80, "{}", far.len());
    for (sides, border) in &far {
        assert_eq!(border.id, near[sides].id, "{sides:?}");
        assert!(sides.1.as_ref().is_none_or(|right| sides.0 < *right), "{sides:?}");
    }
    // The border of the country, walked with the country on its left: against the clock, as drawn.
    let sample = Boundaries::sample();
    let bytes = Borders::of_layers(&sample.layers, &sample.zooms)[0].layer("b", TileId::new(0, 0, 0).unwrap()).unwrap();
    let country = &drawn(&bytes, TileId::new(0, 0, 0).unwrap())[0];
    let longest = country.lines.iter().max_by_key(|line| line.len()).unwrap();
    assert_eq!(longest.first(), longest.last(), "arcs that go on from each other are one line");
    let area: i64 = longest.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum();
    assert!(area < 0, "with y down, a ring against the clock has a negative area");
}
