//! What comes out is whole numbers, and sums of them are exact.
#![allow(clippy::float_cmp)]

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Area, BooleanOps, Contains, Distance, Euclidean, Length, Validation};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point, Polygon};
use proptest::prelude::*;

use super::*;
use crate::tiles::arcs::ZoomArcs;
use crate::topology::{self, UnitRings, UnitsByFace, ZoomLevel, ZoomParts, doubled_ring_area};

/// Rings in the coordinates of [`tile`], outer rings positive and holes negative.
type Rings = Vec<Vec<Coord<f64>>>;

fn tile() -> TileId {
    TileId::new(12, 2900, 1500).unwrap()
}

/// Rings on the grid, in the coordinates of [`tile`]: rounding may have folded them.
fn on_grid(rings: &Rings) -> Vec<Vec<Vertex>> {
    let rounded = |at: &Coord<f64>| Vertex { x: at.x.round() as i32, y: at.y.round() as i32 };
    rings.iter().map(|ring| ring.iter().map(rounded).collect()).collect()
}

fn rect(buffer: u16) -> ClipRect {
    ClipRect { low: -i32::from(buffer), high: EXTENT.cast_signed() + i32::from(buffer) }
}

/// Cuts rings, whatever they are, the way that mends.
fn mended(rings: &[Vec<Vertex>], rect: ClipRect) -> ClippedArea {
    let mut area = ClippedArea::default();
    let rings = rings.iter().filter_map(|ring| Some((ring.iter().copied(), GridBox::bounding(ring)?)));
    OverlayClipper::new(rect).clip(rings, Vertex { x: 0, y: 0 }, &mut area);
    area
}

/// Polygons as their rings.
fn polygons(area: &ClippedArea) -> Vec<Vec<Vec<Vertex>>> {
    let mut polygons: Vec<Vec<Vec<Vertex>>> = Vec::new();
    for ring in area.rings() {
        if doubled_ring_area(ring) > 0 {
            polygons.push(Vec::new());
        }
        polygons.last_mut().expect("an outer ring comes first").push(ring.to_vec());
    }
    polygons
}

fn in_floats(area: &ClippedArea) -> MultiPolygon<f64> {
    let to_float =
        |ring: &Vec<Vertex>| ring.iter().map(|at| Coord { x: f64::from(at.x), y: f64::from(at.y) }).collect();
    let polygon = |rings: Vec<Vec<Vertex>>| {
        let mut rings = rings.iter().map(to_float);
        Polygon::new(rings.next().unwrap(), rings.collect())
    };
    polygons(area).into_iter().map(polygon).collect()
}

fn clip(rings: &Rings) -> MultiPolygon<f64> {
    in_floats(&mended(&on_grid(rings), rect(BUFFER)))
}

/// A ring with a vertex wherever one of some places lies on an edge of it.
fn with_nodes(ring: &[Vertex], places: &[Vertex]) -> Vec<Vertex> {
    let edges = ring.iter().zip(ring.iter().cycle().skip(1));
    let of_edge = |(a, b): (&Vertex, &Vertex)| {
        let around = GridBox { min: *a, max: *a }.extend(*b);
        let is_between =
            |at: &&Vertex| **at != *a && **at != *b && around.contains(**at) && topology::orient2d(*a, *b, **at) == 0;
        let mut between: Vec<Vertex> = places.iter().filter(is_between).copied().collect();
        between.sort_unstable_by_key(|at| (at.x - a.x).abs() + (at.y - a.y).abs());
        between.dedup();
        between.insert(0, *a);
        between
    };
    edges.flat_map(of_edge).collect()
}

/// A zoom with one unit of the given polygons. Rings are parted where they touch, and every other arc runs backwards.
fn zoom_of(zoom: u8, polygons: &[Vec<Vec<Vertex>>]) -> ZoomLevel {
    let places: Vec<Vertex> = polygons.iter().flatten().flatten().copied().collect();
    let with_nodes = |rings: &Vec<Vec<Vertex>>| rings.iter().map(|ring| with_nodes(ring, &places)).collect();
    let polygons: Vec<Vec<Vec<Vertex>>> = polygons.iter().map(with_nodes).collect();
    let number_of = |count: usize| i32::try_from(count).unwrap();
    let mut times: HashMap<(i32, i32), usize> = HashMap::new();
    for vertex in polygons.iter().flatten().flatten() {
        *times.entry((vertex.x, vertex.y)).or_default() += 1;
    }
    let (mut arcs, mut beside, mut rings) = (topology::Polylines::default(), Vec::new(), UnitRings::default());
    let (mut signed, mut in_ring, mut in_polygon): (Vec<i32>, Vec<i32>, Vec<i32>) = Default::default();
    for polygon in polygons {
        in_polygon.push(number_of(polygon.len()));
        for mut ring in polygon {
            let is_node = |vertex: &Vertex| times[&(vertex.x, vertex.y)] > 1;
            let start = ring.iter().position(is_node).unwrap_or_default();
            ring.rotate_left(start);
            ring.push(ring[0]);
            let nodes = (1..ring.len()).filter(|at| *at == ring.len() - 1 || is_node(&ring[*at]));
            let ends: Vec<usize> = std::iter::once(0).chain(nodes).collect();
            for span in ends.windows(2) {
                let number = number_of(arcs.len());
                let stretch = ring[span[0]..=span[1]].iter().copied();
                if number % 2 == 0 {
                    arcs.add(stretch);
                    beside.push([1, 0]);
                    signed.push(number);
                } else {
                    arcs.add(stretch.rev());
                    beside.push([0, 1]);
                    signed.push(-1 - number);
                }
            }
            in_ring.push(number_of(ends.len() - 1));
        }
    }
    rings.push(&signed, &in_ring, &in_polygon).unwrap();
    let units = Arc::new(UnitsByFace::of(1, vec![Box::new([]), Box::new([0])], vec![false; 2]));
    let (rings, dropped, lost) = (vec![rings], Vec::new(), Vec::new());
    ZoomLevel::assemble(ZoomParts { zoom, arcs, beside, units, rings, dropped, lost }).unwrap()
}

/// A valid area of rings that may be anything, far beyond the tile, on the grid of its zoom.
fn valid(rings: &Rings) -> ZoomAreas {
    let area = mended(&on_grid(rings), ClipRect { low: -300_000, high: 300_000 });
    let moved = |ring: Vec<Vertex>| ring.into_iter().map(|at| at + origin(tile())).collect();
    let polygons: Vec<_> = polygons(&area).into_iter().map(|rings| rings.into_iter().map(moved).collect()).collect();
    ZoomAreas::new(&Arc::new(ZoomArcs::new(zoom_of(12, &polygons))), 0)
}

/// Cuts a valid area.
fn cut(areas: &ZoomAreas, tile: TileId, buffer: u16) -> MultiPolygon<f64> {
    in_floats(Clipper::with_buffer(buffer).clip(areas, 0, tile))
}

fn signed_area(ring: &LineString<f64>) -> f64 {
    ring.lines().map(|edge| edge.start.x * edge.end.y - edge.end.x * edge.start.y).sum::<f64>() / 2.0
}

/// What must hold of everything that is cut, by `geo` and by GEOS, which also knows an interior that is not connected.
fn check_valid(area: &MultiPolygon<f64>, buffer: u16) {
    area.check_validation().unwrap_or_else(|error| panic!("{error}: {area:?}"));
    if !area.0.is_empty() {
        let text = well_known_text(area);
        assert!(gdal::vector::Geometry::from_wkt(&text).unwrap().is_valid(), "{text}");
    }
    let (low, high) = (-f64::from(buffer), f64::from(EXTENT) + f64::from(buffer));
    for polygon in area {
        assert!(signed_area(polygon.exterior()) > 0.0);
        assert!(polygon.interiors().iter().all(|hole| signed_area(hole) < 0.0));
        for at in polygon.exterior().coords().chain(polygon.interiors().iter().flat_map(LineString::coords)) {
            assert!(low <= at.x && at.x <= high && low <= at.y && at.y <= high, "{at:?}");
        }
    }
}

fn well_known_text(area: &MultiPolygon<f64>) -> String {
    let ring = |ring: &LineString<f64>| {
        let places: Vec<String> = ring.coords().map(|at| format!("{} {}", at.x, at.y)).collect();
        format!("({})", places.join(","))
    };
    let polygon = |polygon: &Polygon<f64>| {
        let rings: Vec<String> = std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect();
        format!("({})", rings.join(","))
    };
    format!("MULTIPOLYGON({})", area.iter().map(polygon).collect::<Vec<_>>().join(","))
}

fn rectangle(west: f64, north: f64, east: f64, south: f64) -> Vec<Coord<f64>> {
    [(west, north), (east, north), (east, south), (west, south)].map(Coord::from).to_vec()
}

fn reversed(mut ring: Vec<Coord<f64>>) -> Vec<Coord<f64>> {
    ring.reverse();
    ring
}

/// A ring that sees its centre from everywhere, by its radii.
fn star(x: f64, y: f64, radii: &[f64]) -> Vec<Coord<f64>> {
    let step = std::f64::consts::TAU / radii.len() as f64;
    let at = |(index, radius): (usize, &f64)| {
        let (sin, cos) = (index as f64 * step).sin_cos();
        Coord { x: x + radius * cos, y: y + radius * sin }
    };
    radii.iter().enumerate().map(at).collect()
}

/// A star with a hole of the same shape, at a scale from less than a unit of the grid to many tiles.
fn star_with_hole() -> impl Strategy<Value = Rings> {
    let radii = prop::collection::vec(0.2..1.0f64, 3..60);
    (radii, -500.0..4600.0f64, -500.0..4600.0f64, -2.0..5.0f64, 0.3..0.999f64).prop_map(|(radii, x, y, size, hole)| {
        let scaled = |by: f64| radii.iter().map(|radius| radius * by).collect::<Vec<_>>();
        let size = 10f64.powf(size);
        vec![star(x, y, &scaled(size)), reversed(star(x, y, &scaled(size * hole)))]
    })
}

/// Vertices so near to each other that rounding makes many of them one and folds edges over each other.
fn crowd() -> impl Strategy<Value = Rings> {
    (prop::collection::vec(0.2..1.0f64, 8..120), 1.0..8.0f64)
        .prop_map(|(radii, size)| vec![star(2000.3, 2000.7, &radii.iter().map(|r| r * size).collect::<Vec<_>>())])
}

/// A comb whose teeth and gaps are about as wide as the grid.
fn comb() -> impl Strategy<Value = Rings> {
    (prop::collection::vec(0.1..3.0f64, 4..60), 0.0..1.0f64, -80.0..4100.0f64, 1.0..6000.0f64).prop_map(
        |(widths, slant, west, height)| {
            let (mut ring, mut x) = (vec![Coord { x: west, y: -100.0 }], west);
            for (index, width) in widths.iter().enumerate() {
                let (before, after) = if index % 2 == 0 { (0.0, height) } else { (height, 0.0) };
                ring.push(Coord { x: x + before * slant, y: before });
                ring.push(Coord { x: x + after * slant, y: after });
                x += width;
            }
            ring.push(Coord { x, y: -100.0 });
            if signed_area(&LineString::new(ring.clone().into_iter().chain([ring[0]]).collect())) < 0.0 {
                ring.reverse();
            }
            vec![ring]
        },
    )
}

/// Many small stars that do not touch before rounding, some inside the hole of a larger ring.
fn islands() -> impl Strategy<Value = Rings> {
    prop::collection::vec((prop::collection::vec(0.2..1.0f64, 3..9), 0.3..0.49f64), 1..30).prop_map(|stars| {
        let pitch = 3.0;
        let mut rings = vec![rectangle(-3.0, -3.0, 40.0, 40.0), reversed(rectangle(-1.6, -1.6, 30.0, 30.0))];
        for (index, (radii, size)) in stars.iter().enumerate() {
            let (x, y) = ((index % 6) as f64 * pitch + 0.4, (index / 6) as f64 * pitch + 0.6);
            rings.push(star(x, y, &radii.iter().map(|radius| radius * pitch * size).collect::<Vec<_>>()));
        }
        rings
    })
}

/// Rings that cross themselves at will: not an area at all, but what comes out must be one.
fn scribble() -> impl Strategy<Value = Rings> {
    let place = (-300.0..4400.0f64, -300.0..4400.0f64).prop_map(Coord::from);
    let small = (0.0..12.0f64, 0.0..12.0f64).prop_map(Coord::from);
    let ring = prop_oneof![prop::collection::vec(place, 3..20), prop::collection::vec(small, 3..40)];
    prop::collection::vec(ring, 1..4)
}

/// How often a ring winds around a place (Sunday 2001), positive as outer rings do.
fn winding_number(place: Point<f64>, ring: &LineString<f64>) -> i32 {
    let side = |edge: &Line<f64>| {
        (edge.end.x - edge.start.x) * (place.y() - edge.start.y)
            - (place.x() - edge.start.x) * (edge.end.y - edge.start.y)
    };
    let crossing = |edge: Line<f64>| match (edge.start.y <= place.y(), edge.end.y <= place.y()) {
        (true, false) if side(&edge) > 0.0 => 1,
        (false, true) if side(&edge) < 0.0 => -1,
        _ => 0,
    };
    ring.lines().map(crossing).sum()
}

#[test]
fn an_area_around_the_whole_tile_is_the_box() {
    let area = clip(&vec![star(2000.0, 2000.0, &[90_000.0; 500])]);
    check_valid(&area, BUFFER);
    assert_eq!(area.unsigned_area(), 4224.0 * 4224.0);
    assert_eq!(area.0[0].exterior().coords().count(), 5);
}

/// `i_overlay` 4.5.2 by itself turns the hole at (8, 6) like an outer ring.
#[test]
fn a_hole_created_by_rounding_at_the_border_has_the_winding_of_a_hole() {
    let ring = [(11, 4), (6, 12), (0, 11), (10, 5), (1, 7), (9, 6), (0, 10), (0, 9)];
    let area = clip(&vec![ring.map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).to_vec()]);
    check_valid(&area, BUFFER);
    assert_eq!(area.0[0].interiors().len(), 1);
}

#[test]
fn a_hole_around_the_whole_tile_leaves_nothing() {
    let rings = vec![rectangle(-9000.0, -9000.0, 9000.0, 9000.0), reversed(rectangle(-100.0, -100.0, 5000.0, 5000.0))];
    assert_eq!(clip(&rings), MultiPolygon(vec![]));
}

#[test]
fn geometry_that_only_touches_the_box_is_dropped() {
    assert_eq!(clip(&vec![rectangle(4160.0, 0.0, 5000.0, 100.0)]), MultiPolygon(vec![]));
    assert_eq!(clip(&vec![rectangle(4159.0, 0.0, 5000.0, 100.0)]).unsigned_area(), 100.0);
}

#[test]
fn parts_that_are_separate_in_the_box_stay_separate() {
    // A U whose bend lies outside: clipping ring by ring would join its arms along the side.
    let u = [(1000.0, 100.0), (9000.0, 100.0), (9000.0, 900.0), (1000.0, 900.0), (1000.0, 700.0), (8000.0, 700.0)];
    let u: Vec<Coord<f64>> = u.into_iter().chain([(8000.0, 300.0), (1000.0, 300.0)]).map(Coord::from).collect();
    let area = clip(&vec![u]);
    assert_eq!(area.0.len(), 2);
    check_valid(&area, BUFFER);
    assert_eq!(area.unsigned_area(), 2.0 * 3160.0 * 200.0);
}

#[test]
fn a_hole_that_touches_its_ring_twice_splits_the_polygon() {
    // A diamond-shaped hole from side to side of a square.
    let diamond = [(50.0, 0.0), (100.0, 50.0), (50.0, 100.0), (0.0, 50.0)].map(Coord::from).to_vec();
    let area = clip(&vec![rectangle(0.0, 0.0, 100.0, 100.0), reversed(diamond)]);
    check_valid(&area, BUFFER);
    assert_eq!((area.0.len(), area.unsigned_area()), (4, 5000.0));
}

/// `i_overlay` 4.5.2 by itself panics at this (a debug assertion): rings that cross themselves around touching holes.
#[test]
fn a_ring_that_crosses_itself_often_is_still_an_area() {
    let ring = [(4, 10), (7, 2), (12, 3), (0, 8), (1, 0), (10, 0), (5, 5), (10, 12), (5, 8)];
    let rings = vec![ring.map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).to_vec()];
    check_valid(&clip(&rings), BUFFER);
    check_valid(&clip(&vec![reversed(rings[0].clone())]), BUFFER);
}

fn coordinate((x, y): (i32, i32)) -> Coord<f64> {
    Coord { x: f64::from(x), y: f64::from(y) }
}

/// The areas on both sides of a border that leads from the north to the south, past the tile.
fn west_and_east(border: &[Coord<f64>]) -> [Rings; 2] {
    let south = border[border.len() - 1].y;
    let mut west = border.to_vec();
    west.extend([(-5000.0, south), (-5000.0, -3000.0)].map(Coord::from));
    let mut east = reversed(border.to_vec());
    east.extend([(9000.0, -3000.0), (9000.0, south)].map(Coord::from));
    [vec![west], vec![east]]
}

/// Whichever way either of them is cut.
fn check_neighbours(border: &[Coord<f64>]) -> Result<(), TestCaseError> {
    let [west, east] = west_and_east(border).map(|rings| cut(&valid(&rings), tile(), BUFFER));
    check_valid(&west, BUFFER);
    check_valid(&east, BUFFER);
    prop_assert_eq!(west.unsigned_area() + east.unsigned_area(), 4224.0 * 4224.0);
    prop_assert_eq!(west.intersection(&east).unsigned_area(), 0.0);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_output_is_valid(rings in prop_oneof![star_with_hole(), crowd(), comb(), islands(), scribble()]) {
        check_valid(&clip(&rings), BUFFER);
    }

    /// What is inside stays inside and what is outside stays outside, but for two units along the border.
    #[test]
    fn containment_follows_the_winding_number(rings in prop_oneof![star_with_hole(), comb(), islands(), scribble()], places in prop::collection::vec((-63.0..4159.0f64, -63.0..4159.0f64, 0.0..40.0f64, 0.0..40.0f64), 200)) {
        let area = clip(&rings);
        for place in places.iter().flat_map(|(x, y, near_x, near_y)| [Point::new(*x, *y), Point::new(*near_x, *near_y)]) {
            let borders = rings.iter().map(|ring| LineString::new(ring.iter().copied().chain([ring[0]]).collect()));
            if borders.clone().all(|border| Euclidean.distance(&place, &border) > 2.0) {
                let winding: i32 = borders.map(|border| winding_number(place, &border)).sum();
                prop_assert_eq!(area.contains(&place), winding > 0, "{:?} of winding {}", place, winding);
            }
        }
    }

    #[test]
    fn clipped_areas_are_valid(rings in prop_oneof![star_with_hole(), crowd(), comb(), islands(), scribble()]) {
        check_valid(&cut(&valid(&rings), tile(), BUFFER), BUFFER);
    }

    /// Both ways of cutting show the same ground, but for less than a unit where the border crosses the sides of the box.
    #[test]
    fn clipped_areas_equal_clipping_followed_by_repair(rings in prop_oneof![star_with_hole(), crowd(), comb(), islands(), scribble()]) {
        let areas = valid(&rings);
        let whole: Vec<Vec<Vertex>> =
            areas.polygons(0).flat_map(GridPolygon::rings).map(|ring| ring.vertices().map(|at| at - origin(tile())).collect()).collect();
        let (cut, mended) = (cut(&areas, tile(), BUFFER), in_floats(&mended(&whole, rect(BUFFER))));
        let differ = cut.xor(&mended).unsigned_area();
        let crossings: usize = whole.iter().map(|ring| {
            let inside = |at: &Vertex| rect(BUFFER).contains(*at);
            ring.iter().zip(ring.iter().cycle().skip(1)).filter(|(a, b)| !inside(a) || !inside(b)).count()
        }).sum();
        prop_assert!(differ <= crossings as f64, "{differ} of {crossings} edges");
    }

    /// Rounding moves where the border crosses the edges of tiles by less than a unit, and nothing else.
    #[test]
    fn the_pieces_of_all_tiles_sum_to_the_whole(radii in prop::collection::vec(0.2..1.0f64, 3..60), x in 0.0..4096.0f64, y in 0.0..4096.0f64, size in 10.0..4000.0f64) {
        let areas = valid(&vec![star(x, y, &radii.iter().map(|radius| radius * size).collect::<Vec<_>>())]);
        let whole: i64 = areas.polygons(0).flat_map(GridPolygon::rings).map(|ring| doubled_ring_area(&ring.vertices().collect::<Vec<_>>())).sum();
        let (mut sum, mut border) = (0.0, 0.0);
        for (column, row) in (2899..=2901).flat_map(|x| (1499..=1501).map(move |y| (x, y))) {
            let piece = cut(&areas, TileId::new(12, column, row).unwrap(), 0);
            check_valid(&piece, 0);
            sum += piece.unsigned_area();
            border += piece.iter().map(|polygon| Euclidean.length(polygon.exterior())).sum::<f64>();
        }
        prop_assert!((sum - whole as f64 / 2.0).abs() <= border / 2.0 + 1.0, "{sum} of {whole}");
    }

    #[test]
    fn neighbours_leave_no_gap_and_do_not_overlap(steps in prop::collection::vec((1.0..60.0f64, -400.0..400.0f64), 3..120), x in -60.0..4150.0f64, y in -500.0..0.0f64) {
        let (mut border, mut y) = (vec![Coord { x, y: -3000.0 }], y);
        for (down, across) in &steps {
            y = (y + down).round();
            border.push(Coord { x: x + across, y });
        }
        border.push(Coord { x, y: y.max(7000.0) });
        check_neighbours(&border)?;
    }
}

/// The edge from (260, −80) to (−207, −48) comes in just half-way between two places, and only the eastern side needs mending.
#[test]
fn ties_round_equally_if_one_of_two_neighbours_is_repaired() {
    let border =
        [(-36, -3000), (-36, -87), (260, -80), (-207, -48), (-60, -47), (-103, -46), (-36, 7000)].map(coordinate);
    let ways = west_and_east(&border).map(|rings| Clipper::default().cut(&valid(&rings), 0, origin(tile())));
    assert_eq!(ways, [true, false], "cut in both ways");
    check_neighbours(&border).unwrap();
}

/// Mending is slow: it must stay the exception.
#[test]
fn hardly_any_area_needs_repair() {
    let radii: Vec<f64> = (0..300).map(|step| 0.8 + 0.2 * f64::from(step * step % 17) / 17.0).collect();
    let mut counts = [0, 0];
    for (x, y) in (0..20).flat_map(|x| (0..20).map(move |y| (f64::from(x) * 211.3, f64::from(y) * 207.7))) {
        let areas = valid(&vec![star(x, y, &radii.iter().map(|radius| radius * 1500.0).collect::<Vec<_>>())]);
        counts[usize::from(Clipper::default().cut(&areas, 0, origin(tile())))] += 1;
    }
    assert!(counts[0] <= 20, "{counts:?}");
}
