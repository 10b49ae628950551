//! Whether a zoom holds what the module states, by other means than those that made it.

use std::collections::HashMap;

use gdal::vector::ToGdal;
use geo::{CoordsIter, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{Overlay, ShapeType};
use i_overlay::i_float::int::point::IntPoint;
use i_overlay::vector::edge::{SUBJ_LEFT, SUBJ_RIGHT};
use rstar::RTree;
use rstar::primitives::{GeomWithData, Line};

use crate::topology::plane::{distance_to_segment, pack, pixel, segments_conflict, shift};
use crate::topology::simplify::simplify;
use crate::topology::visible_faces::VisibleFaces;
use crate::topology::{GRID_UNITS_PER_PIXEL, TOLERANCE_PIXELS, Topology, UnitPosition, Vertex, ZoomLevel};

pub type Rings = Vec<Vec<Vertex>>;

pub fn doubled_area(ring: &[Vertex]) -> i64 {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    ends.map(|(a, b)| i64::from(a.x) * i64::from(b.y) - i64::from(a.y) * i64::from(b.x)).sum()
}

pub fn unit_area(level: &ZoomLevel, at: UnitPosition) -> i64 {
    level.polygons(at).iter().flatten().map(|ring| doubled_area(ring)).sum()
}

pub fn positions(topology: &Topology, level: usize) -> impl Iterator<Item = UnitPosition> {
    (0..topology.unit_count(level)).map(move |unit| UnitPosition { level, unit })
}

/// Twice the area of the union of all units of a level, by i_overlay on whole coordinates.
pub fn union_area(topology: &Topology, zoom: &ZoomLevel, level: usize) -> i64 {
    let mut overlay = Overlay::new(0);
    for ring in positions(topology, level).flat_map(|at| zoom.polygons(at)).flatten() {
        overlay.add_path_iter(ring.iter().map(|at| IntPoint::new(at.x, at.y)), ShapeType::Subject);
    }
    let mut area = 0;
    for edge in overlay.build_separate_vectors(FillRule::Positive) {
        let term = i64::from(edge.a.x) * i64::from(edge.b.y) - i64::from(edge.a.y) * i64::from(edge.b.x);
        match edge.fill & (SUBJ_LEFT | SUBJ_RIGHT) {
            SUBJ_LEFT => area += term,
            SUBJ_RIGHT => area -= term,
            _ => {}
        }
    }
    area
}

/// Segments of all arcs meet only in vertices, and none is there twice.
fn assert_planar(zoom: &ZoomLevel) {
    let float = |at: Vertex| [f64::from(at.x), f64::from(at.y)];
    let segments: Vec<[Vertex; 2]> = zoom
        .arcs()
        .flat_map(|arc| arc.vertices.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>())
        .collect();
    let entries = segments.iter().enumerate().map(|(n, s)| GeomWithData::new(Line::new(float(s[0]), float(s[1])), n));
    let tree = RTree::bulk_load(entries.collect());
    for (one, other) in tree.intersection_candidates_with_other_tree(&tree).map(|(a, b)| (a.data, b.data)) {
        let conflicts = one < other && segments_conflict(segments[one], segments[other]);
        assert!(!conflicts, "zoom {}: {:?} {:?}", zoom.zoom(), segments[one], segments[other]);
    }
}

fn as_polygon(rings: &Rings) -> Polygon<f64> {
    let line = |ring: &Vec<Vertex>| {
        let float = |at: &Vertex| Coord { x: f64::from(at.x), y: f64::from(at.y) };
        ring.iter().chain(ring.first()).map(float).collect::<LineString<f64>>()
    };
    Polygon::new(line(&rings[0]), rings[1..].iter().map(line).collect())
}

fn assert_valid(zoom: &ZoomLevel, at: UnitPosition) {
    let polygons = zoom.polygons(at);
    for rings in &polygons {
        let signs: Vec<bool> = rings.iter().map(|ring| doubled_area(ring) > 0).collect();
        let outer_first = signs[0] && !signs[1..].contains(&true);
        assert!(outer_first, "zoom {}, {at}: rings turn {signs:?}", zoom.zoom());
    }
    if polygons.is_empty() {
        return;
    }
    let area = MultiPolygon(polygons.iter().map(as_polygon).collect());
    assert!(area.to_gdal().unwrap().is_valid(), "zoom {}, {at}: not valid by GEOS: {polygons:?}", zoom.zoom());
    // By a second judge, who takes the square of the number of vertices.
    if area.coords_count() < 400
        && let Err(reason) = area.check_validation()
    {
        panic!("zoom {}, {at}: {reason} in {polygons:?}", zoom.zoom());
    }
}

/// Each edge of a polygon is an edge of one neighbour, walked the other way, or of none.
fn assert_edges_match(topology: &Topology, zoom: &ZoomLevel, level: usize) {
    let mut edges: HashMap<(u64, u64), u32> = HashMap::new();
    for ring in positions(topology, level).flat_map(|at| zoom.polygons(at)).flatten() {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            *edges.entry((pack(*a), pack(*b))).or_default() += 1;
        }
    }
    assert!(edges.values().all(|count| *count == 1), "zoom {}, level {level}: an edge twice", zoom.zoom());
}

/// Panics unless all holds that must at a zoom, for a source without overlaps. Gives the largest displacement in pixels.
pub fn judge(topology: &Topology, zoom: &ZoomLevel) -> f64 {
    assert_planar(zoom);
    for level in 0..topology.levels() {
        for at in positions(topology, level) {
            assert_valid(zoom, at);
        }
        assert_edges_match(topology, zoom, level);
        let sum: i64 = positions(topology, level).map(|at| unit_area(zoom, at)).sum();
        assert_eq!(sum, union_area(topology, zoom, level), "zoom {}, level {level}: overlap", zoom.zoom());
    }
    assert_levels_agree(topology, zoom);
    for lost in zoom.lost() {
        assert!(lost.square_pixels < 1.0, "zoom {}: {lost:?}", zoom.zoom());
    }
    for part in zoom.dropped() {
        assert!(part.square_pixels < 1.0, "zoom {}: {part:?}", zoom.zoom());
        assert!(topology.square_pixels(part.unit, zoom.zoom()) > part.square_pixels, "{part:?} is all there is");
    }
    let bound = TOLERANCE_PIXELS + 0.5f64.sqrt() / f64::from(GRID_UNITS_PER_PIXEL) + 1e-9;
    let furthest = largest_displacement(topology, zoom.zoom());
    assert!(furthest <= bound, "zoom {}: a border moved by {furthest} pixels", zoom.zoom());
    furthest
}

/// What all levels have in common covers the same at each.
fn assert_levels_agree(topology: &Topology, zoom: &ZoomLevel) {
    let areas: Vec<i64> =
        (0..topology.levels()).map(|level| positions(topology, level).map(|at| unit_area(zoom, at)).sum()).collect();
    assert!(areas.windows(2).all(|pair| pair[0] == pair[1]), "zoom {}: levels cover {areas:?}", zoom.zoom());
}

/// The largest distance between a border and what the zoom draws for it, both ways, in pixels.
fn largest_displacement(topology: &Topology, zoom: u8) -> f64 {
    let visible = VisibleFaces::new(topology, zoom);
    let drawn = simplify(topology, &visible, zoom);
    let mut furthest = 0.0f64;
    for (arc, drawn) in visible.arcs.iter().zip(drawn.iter()) {
        let source = topology.arcs.get(*arc as usize);
        let drawn: Vec<Vertex> =
            drawn.iter().map(|at| Vertex { x: at.x << shift(zoom), y: at.y << shift(zoom) }).collect();
        furthest = furthest.max(hausdorff(source, &drawn)).max(hausdorff(&drawn, source));
    }
    furthest / pixel(zoom) as f64
}

/// How far the vertices of a line are from another.
fn hausdorff(from: &[Vertex], to: &[Vertex]) -> f64 {
    let float = |at: &Vertex| [f64::from(at.x), f64::from(at.y)];
    if let [only] = to {
        return from.iter().map(|at| distance_to_segment(*at, *only, *only)).fold(0.0, f64::max);
    }
    if to.len() < 40 {
        let nearest = |at: &Vertex| {
            to.windows(2).map(|pair| distance_to_segment(*at, pair[0], pair[1])).fold(f64::INFINITY, f64::min)
        };
        return from.iter().map(nearest).fold(0.0, f64::max);
    }
    let tree = RTree::bulk_load(to.windows(2).map(|pair| Line::new(float(&pair[0]), float(&pair[1]))).collect());
    let nearest = |at: &Vertex| {
        tree.nearest_neighbor_iter_with_distance_2(&float(at)).next().map_or(0.0, |(_, squared)| squared.sqrt())
    };
    from.iter().map(nearest).fold(0.0, f64::max)
}
