use std::collections::BTreeSet;

use geo::Intersects;
use geo_types::{Coord, Geometry, Rect};
use serde_json::Value as Json;
use tests::geojson::{area, features, id, point};
use tests::{Random, Server};

/// West, south, east, north; west above east crosses the antimeridian.
type Box = [f64; 4];

/// The features of a collection with their geometries.
fn all(server: &Server, collection: &str) -> Vec<(String, Geometry<f64>)> {
    let collected = server.json(&format!("/collections/{collection}/items?limit=10000"));
    let geometry = |feature: &Json| match collection {
        "communities" => Geometry::Point(point(feature)),
        _ => Geometry::MultiPolygon(area(feature)),
    };
    features(&collected).iter().map(|feature| (id(feature).to_owned(), geometry(feature))).collect()
}

/// What meets the box, by looking at everything.
fn scan(all: &[(String, Geometry<f64>)], [west, south, east, north]: Box) -> BTreeSet<String> {
    let rect = |west: f64, east: f64| Rect::new(Coord { x: west, y: south }, Coord { x: east, y: north });
    let parts = if west <= east { vec![rect(west, east)] } else { vec![rect(west, 180.0), rect(-180.0, east)] };
    let meets = |geometry: &Geometry<f64>| {
        parts.iter().any(|part| match geometry {
            // By coordinates alone: the edge belongs to the box.
            Geometry::Point(point) => {
                (part.min().x..=part.max().x).contains(&point.x()) && (part.min().y..=part.max().y).contains(&point.y())
            }
            geometry => geometry.intersects(part),
        })
    };
    all.iter().filter(|(_, geometry)| meets(geometry)).map(|(id, _)| id.clone()).collect()
}

fn found(server: &Server, collection: &str, bbox: &str) -> BTreeSet<String> {
    let page = server.json(&format!("/collections/{collection}/items?limit=10000&bbox={bbox}&properties=name"));
    assert_eq!(page["numberMatched"], features(&page).len(), "{collection} {bbox}");
    features(&page).iter().map(|feature| id(feature).to_owned()).collect()
}

fn text(bbox: Box) -> String {
    bbox.map(|degrees| degrees.to_string()).join(",")
}

/// Boxes of all sizes, some of them with a corner exactly on a community, some across the antimeridian.
fn boxes(random: &mut Random, corners: &[(String, Geometry<f64>)], count: usize) -> Vec<Box> {
    let corner = |random: &mut Random| match &corners[random.position(corners.len())].1 {
        Geometry::Point(point) => *point,
        _ => panic!("communities are points"),
    };
    let one = |number: usize| {
        let (west, south) = (random.between(68.5, 80.5), random.between(38.5, 43.5));
        match number % 5 {
            0 => {
                let (a, b) = (corner(random), corner(random));
                [a.x().min(b.x()), a.y().min(b.y()), a.x().max(b.x()), a.y().max(b.y())]
            }
            1 => {
                let (a, b) = (corner(random), random.between(-180.0, 80.0));
                // From a community eastwards around the world to another longitude.
                [a.x().max(b), a.y().min(41.0), a.x().min(b), a.y().max(41.0)]
            }
            2 => [west, south, west + random.between(0.0, 0.2), south + random.between(0.0, 0.2)],
            3 => [west, south, west + random.between(0.0, 2.0), south + random.between(0.0, 1.0)],
            _ => [west, south, west + random.between(0.0, 12.0), south + random.between(0.0, 5.0)],
        }
    };
    (0..count).map(one).collect()
}

#[test]
fn bbox_finds_what_a_full_scan_finds() {
    let server = Server::of_sample();
    let communities = all(&server, "communities");
    for (collection, count) in [("communities", 300), ("admin2", 300), ("admin1", 60), ("admin0", 20)] {
        let everything = all(&server, collection);
        let mut random = Random(2024);
        let (mut some, mut crossing) = (0, 0);
        for bbox in boxes(&mut random, &communities, count) {
            let expected = scan(&everything, bbox);
            assert_eq!(found(&server, collection, &text(bbox)), expected, "{collection} {}", text(bbox));
            some += usize::from(!expected.is_empty());
            crossing += usize::from(bbox[0] > bbox[2] && !expected.is_empty());
        }
        assert!(some > count / 3, "{collection}: {some} boxes of {count} found something");
        assert!(crossing > 2, "{collection}: {crossing} boxes across the antimeridian found something");
    }
}

#[test]
fn bbox_may_be_a_point_or_the_whole_world() {
    let server = Server::of_sample();
    for (collection, count) in [("communities", 999), ("admin2", 45)] {
        for (bbox, expected) in [
            ("-180,-90,180,90", count),
            ("-180,-90,-500,180,90,9000", count),
            ("60,-90,59,90", count),
            ("180,-90,-180,90", 0),
            ("179,-90,-179,90", 0),
        ] {
            assert_eq!(found(&server, collection, bbox).len(), expected, "{collection} {bbox}");
        }
    }
    let communities = all(&server, "communities");
    for (id, geometry) in communities.iter().step_by(37) {
        let Geometry::Point(point) = geometry else { panic!("communities are points") };
        let bbox = [point.x(), point.y(), point.x(), point.y()];
        assert_eq!(found(&server, "communities", &text(bbox)), BTreeSet::from([id.clone()]));
        assert_eq!(found(&server, "admin2", &text(bbox)).len(), 1, "{id} lies in one district");
    }
}

#[test]
fn heights_of_a_bbox_are_ignored() {
    let server = Server::of_sample();
    let flat = found(&server, "communities", "73,40,75,42");
    assert!(flat.len() > 50);
    for high in ["73,40,-100,75,42,9000", "73,40,0,75,42,0", "73,40,5000,75,42,6000.5"] {
        assert_eq!(found(&server, "communities", high), flat, "{high}");
    }
}

/// PROJ would look for the way home from there for ever.
#[test]
fn a_bbox_far_outside_the_data_is_answered_at_once() {
    let server = Server::of_sample();
    let all = all(&server, "admin2").len();
    for (crs, far) in [("3857", "1e30"), ("3857", "1e300"), ("3395", "1e30"), ("32643", "1e30"), ("4284", "1e30")] {
        let started = std::time::Instant::now();
        let found = found(&server, "admin2", &format!("-{far},-{far},{far},{far}&bbox-crs=EPSG:{crs}"));
        assert_eq!(found.len(), all, "EPSG:{crs} to {far}");
        assert!(started.elapsed().as_secs() < 5, "EPSG:{crs} to {far}");
    }
}
