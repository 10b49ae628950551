use geo_types::{Rect, polygon};
use proptest::prelude::*;

use super::*;

/// A line of `proj.csv`, which `proj.py` wrote.
struct Known {
    name: &'static str,
    extent: BBox,
    proj: &'static str,
    place: Coord<f64>,
    metres: Coord<f64>,
}

fn known() -> Vec<Known> {
    let of_line = |line: &'static str| {
        let (before, rest) = line.split_once(",\"").expect("a projection");
        let (proj, after) = rest.split_once("\",").expect("a place");
        let (name, edges) = before.split_once(',').expect("a name");
        let numbers =
            |text: &str| -> Vec<f64> { text.split(',').map(|number| number.parse().expect("a number")).collect() };
        let (edges, at) = (numbers(edges), numbers(after));
        Known {
            name,
            extent: BBox { west: edges[0], south: edges[1], east: edges[2], north: edges[3] },
            proj,
            place: Coord { x: at[0], y: at[1] },
            metres: Coord { x: at[2], y: at[3] },
        }
    };
    include_str!("proj.csv").lines().skip(1).map(of_line).collect()
}

/// The numbers of a definition, by name.
fn parameters(proj: &str) -> Vec<(&str, Option<f64>)> {
    proj.split(' ').filter_map(|part| part.split_once('=')).map(|(key, value)| (key, value.parse().ok())).collect()
}

#[test]
fn each_extent_has_the_projection_of_its_shape_with_its_parameters() {
    for Known { name, extent, proj, .. } in known() {
        let ours = Projection::for_extent(&extent).proj_string();
        assert_eq!(ours.split(' ').next(), proj.split(' ').next(), "{name}");
        for ((key, ours), (of, theirs)) in parameters(&ours).into_iter().zip(parameters(proj)) {
            assert_eq!(key, of, "{name}");
            let agree = ours.zip(theirs).is_none_or(|(ours, theirs)| (ours - theirs).abs() < 1e-9);
            assert!(agree, "{name} {key}: {ours:?}, not {theirs:?}");
        }
    }
}

#[test]
fn projections_agree_with_proj_within_a_millimetre() {
    let known = known();
    assert_eq!(known.len(), 200);
    for known in known {
        let found = Projection::for_extent(&known.extent).project(known.place);
        let apart = (found.x - known.metres.x).hypot(found.y - known.metres.y);
        assert!(apart < 1e-3, "{} {:?}: {apart} m from {:?}", known.name, known.place, known.metres);
    }
}

#[test]
fn inverses_agree_with_proj_within_a_millimetre() {
    for known in known() {
        let found = Projection::for_extent(&known.extent).inverse(known.metres).expect("a place on the earth");
        let north = (found.y - known.place.y) * 111_700.0;
        let east = (found.x - known.place.x).to_radians() * A * known.place.y.to_radians().cos();
        let apart = north.hypot(east);
        assert!(apart < 1e-3, "{} {:?}: {apart} m from {found:?}", known.name, known.place);
    }
}

#[test]
fn what_is_beyond_the_edge_of_the_world_is_nowhere() {
    let far = [Coord { x: 3e7, y: 0.0 }, Coord { x: 0.0, y: 3e7 }, Coord { x: -3e7, y: -3e7 }];
    for known in known().iter().step_by(20) {
        let projection = Projection::for_extent(&known.extent);
        assert!(far.iter().all(|at| projection.inverse(*at).is_none()), "{}", known.name);
    }
}

#[test]
fn north_is_up_in_the_middle_and_turns_towards_the_edges() {
    let kazakhstan = Projection::for_extent(&BBox { west: 46.5, south: 40.5, east: 87.5, north: 55.5 });
    let north = |x: f64, y: f64| kazakhstan.north(Coord { x, y });
    assert!(north(67.0, 48.0).abs() < 1e-6);
    // The constant of the cone is 0.74, and the eastern edge 20.5° from the middle.
    assert!((north(87.5, 48.0) + 15.2).abs() < 0.2 && (north(46.5, 48.0) - 15.2).abs() < 0.2, "{}", north(87.5, 48.0));
    let antarctica = Projection::for_extent(&BBox { west: -180.0, south: -90.0, east: 180.0, north: -60.0 });
    assert!((antarctica.north(Coord { x: 90.0, y: -70.0 }) - 90.0).abs() < 1e-6);
}

#[test]
fn an_extent_without_height_or_beyond_the_poles_has_a_projection() {
    let extent = |west, south, east, north| BBox { west, south, east, north };
    for extent in [
        extent(74.6, 42.8, 74.6, 42.8),
        extent(0.0, 0.0, 0.0, 0.0),
        extent(-180.0, -90.0, 180.0, 90.0),
        extent(10.0, 90.0, 10.0, 90.0),
        extent(170.0, -91.0, -170.0, -89.0),
        extent(-100.0, 70.0, 100.0, 71.0),
    ] {
        let projection = Projection::for_extent(&extent);
        let center = projection.project(Coord { x: extent.center().x(), y: extent.center().y() });
        assert!(center.x.is_finite() && center.y.is_finite(), "{extent:?}: {projection:?}");
    }
}

#[test]
fn a_fit_is_centred_and_leaves_its_margins() {
    let frame = Rect::new((20.0, 100.0), (820.0, 600.0));
    let corners = [(69.25, 39.25), (80.25, 39.25), (80.25, 43.25), (69.25, 43.25)].map(|(x, y)| Coord { x, y });
    let projection = Projection::for_extent(&BBox { west: 69.25, south: 39.25, east: 80.25, north: 43.25 });
    let fit = Fit::around(projection, corners, frame, 16.0).expect("a fit");
    let drawn = corners.map(|corner| fit.pixel(corner));
    let (left, right) = (drawn[0].x.min(drawn[3].x), drawn[1].x.max(drawn[2].x));
    assert!((left - 36.0).abs() < 1e-9 && (right - 804.0).abs() < 1e-9, "{drawn:?}");
    let (top, bottom) = (drawn[2].y.min(drawn[3].y), drawn[0].y.max(drawn[1].y));
    assert!((top - 100.0 - (600.0 - bottom)).abs() < 1e-9 && top > 116.0, "{drawn:?}");
    let back = fit.place(drawn[2]).expect("a place");
    assert!((back.x - 80.25).abs() < 1e-9 && (back.y - 43.25).abs() < 1e-9);
    assert!((1200.0..1300.0).contains(&fit.metres_per_pixel), "{}", fit.metres_per_pixel);
    let (at, to) = (Coord { x: 300.0, y: 250.0 }, Coord { x: 700.0, y: 520.0 });
    let inset = fit.magnified(at, to, 4.0);
    let found = inset.pixel(fit.place(at + Coord { x: 3.0, y: 2.0 }).expect("a place"));
    assert!((found.x - 712.0).abs() < 1e-6 && (found.y - 528.0).abs() < 1e-6, "{found:?}");
    assert!(Fit::around(projection, [], frame, 16.0).is_none());
    assert!(Fit::around(projection, [corners[0]], frame, 16.0).is_none());
}

#[test]
fn long_lines_follow_their_parallel_the_same_in_both_directions() {
    let projection = Projection::for_extent(&BBox { west: -125.0, south: 25.0, east: -67.0, north: 49.0 });
    let ends = [(-123.0, 49.0), (-95.0, 49.0)].map(|(x, y)| Coord { x, y });
    let fit = Fit::around(
        projection,
        ends.into_iter().chain([Coord { x: -80.0, y: 25.0 }]),
        Rect::new((0.0, 0.0), (800.0, 600.0)),
        0.0,
    );
    let fit = fit.expect("a fit");
    let along: Vec<Coord<f64>> = ends.map(grid::project).into();
    let there = fit.line(&LineString(along.clone()));
    let mut back = fit.line(&LineString(along.into_iter().rev().collect()));
    back.0.reverse();
    assert_eq!(there, back);
    assert!(there.0.len() > 8, "{}", there.0.len());
    for pair in there.0.windows(2) {
        let middle = fit.place((pair[0] + pair[1]) / 2.0).expect("a place");
        let on_parallel = fit.pixel(Coord { y: 49.0, ..middle });
        let straight = (pair[0] + pair[1]) / 2.0;
        assert!((on_parallel.x - straight.x).hypot(on_parallel.y - straight.y) < 2.0 * BEND_PIXELS);
    }
}

#[test]
fn an_area_across_the_antimeridian_is_in_one_piece() {
    let extent = BBox { west: 177.0, south: -19.0, east: -179.0, north: -16.0 };
    let projection = Projection::for_extent(&extent);
    let corner = |x: f64, y: f64| grid::project(Coord { x, y });
    let west = polygon![corner(177.0, -18.0), corner(180.0, -18.0), corner(180.0, -17.0), corner(177.0, -17.0)];
    let east = polygon![corner(-180.0, -18.0), corner(-179.0, -18.0), corner(-179.0, -17.0), corner(-180.0, -17.0)];
    let places = [(177.0, -18.0), (-179.0, -17.0)].map(|(x, y)| Coord { x, y });
    let fit = Fit::around(projection, places, Rect::new((0.0, 0.0), (400.0, 400.0)), 0.0).expect("a fit");
    let drawn = fit.area(&MultiPolygon(vec![west, east]));
    let (west, east) = (&drawn.0[0].exterior().0, &drawn.0[1].exterior().0);
    let nearest =
        |at: &Coord<f64>| west.iter().map(|other| (at.x - other.x).hypot(at.y - other.y)).fold(f64::INFINITY, f64::min);
    assert_eq!(
        east.iter().filter(|at| nearest(at) < 1e-6).count(),
        3,
        "the seam is one line, its first corner twice: {drawn:?}"
    );
}

prop_compose! {
    fn extents()(west in -180.0..179.0, width in 0.5..359.0, south in -85.0..84.0, height in 0.5..100.0) -> BBox {
        let east: f64 = west + width;
        BBox { west, south, east: if east > 180.0 { east - 360.0 } else { east }, north: f64::min(south + height, 89.0) }
    }
}

proptest! {
    /// The area on the map of a small cell is its area on the ellipsoid, wherever it lies (Karney 2013 for the latter).
    #[test]
    fn equal_areas_of_ground_are_equal_areas_of_the_map(extent in extents(), across in 0.1..0.9, up in 0.1..0.9) {
        use geo::{Area, GeodesicArea};
        let projection = Projection::for_extent(&extent);
        let x = turned(extent.west + across * extent.width());
        let y = extent.south + up * (extent.north - extent.south);
        let side = 0.02;
        let steps = 8;
        let mut ring = Vec::new();
        for step in 0..steps { ring.push(Coord { x: x + side * f64::from(step) / f64::from(steps), y }); }
        for step in 0..steps { ring.push(Coord { x: x + side, y: y + side * f64::from(step) / f64::from(steps) }); }
        for step in 0..steps { ring.push(Coord { x: x + side - side * f64::from(step) / f64::from(steps), y: y + side }); }
        for step in 0..steps { ring.push(Coord { x, y: y + side - side * f64::from(step) / f64::from(steps) }); }
        let ground = Polygon::new(LineString(ring.clone()), vec![]).geodesic_area_unsigned();
        let map = Polygon::new(LineString(ring.into_iter().map(|at| projection.project(at)).collect()), vec![]).unsigned_area();
        prop_assert!((map / ground - 1.0).abs() < 2e-5, "{map} {ground} {}", projection.proj_string());
    }

    #[test]
    fn the_inverse_leads_back(extent in extents(), across in 0.0..1.0, up in 0.0..1.0) {
        let projection = Projection::for_extent(&extent);
        let place = Coord { x: turned(extent.west + across * extent.width()), y: extent.south + up * (extent.north - extent.south) };
        let back = projection.inverse(projection.project(place));
        let back = back.ok_or_else(|| TestCaseError::fail("nowhere"))?;
        prop_assert!(turned(back.x - place.x).abs() < 1e-8 && (back.y - place.y).abs() < 1e-8, "{place:?} {back:?}");
    }
}
