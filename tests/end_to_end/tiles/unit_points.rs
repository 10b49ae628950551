//! Points with the attributes of areas, for circles.

use std::collections::BTreeMap;

use geo::Intersects;
use geo_types::{Coord, Point};
use tests::Server;

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, Tile};

const QUERY: &str = "indicator=return_migrants&year=2023";

#[test]
fn every_unit_has_one_point_inside_it_with_the_attributes_of_its_area() {
    let server = Server::of_sample();
    for (collection, count) in [("admin1", 9), ("admin2", 45)] {
        for z in [5, 6, 8] {
            let mut seen = BTreeMap::new();
            for tile in Tile::around(bounds(&server), z) {
                let mut layers = tile.layers(&server, collection, &format!("?layers=areas,points,labels&{QUERY}"));
                let areas = layers.remove(collection).unwrap_or_default();
                for point in layers.remove(&format!("{collection}_points")).unwrap_or_default() {
                    let (pcode, at) = (point.text("pcode").to_owned(), point.point());
                    assert!((0.0..EXTENT).contains(&at.x) && (0.0..EXTENT).contains(&at.y), "{pcode} in {tile:?}");
                    let area = areas.iter().find(|area| area.text("pcode") == pcode);
                    let area = area.unwrap_or_else(|| panic!("{tile:?} has a point of {pcode} and not the area"));
                    assert!(point.attributes.contains_key("value") && point.attributes.contains_key("return_migrants"));
                    assert_eq!((point.id, &point.attributes), (area.id, &area.attributes), "{pcode}");
                    assert!(area.area().intersects(&Point(at)), "{pcode} in {tile:?}: its point is outside");
                    assert_eq!(seen.insert(pcode.clone(), ()), None, "{pcode} has two points at zoom {z}");
                }
            }
            assert_eq!(seen.len(), count, "{collection}, zoom {z}");
        }
    }
}

/// At the zoom of the world no district is drawn, and each still counts.
#[test]
fn units_too_small_to_be_drawn_have_points() {
    let server = Server::of_sample();
    let tile = Tile { z: 0, x: 0, y: 0 };
    let mut layers = tile.layers(&server, "admin2", &format!("?layers=areas,points,labels&{QUERY}"));
    let mut of = |layer: &str| layers.remove(layer).unwrap_or_default();
    let (areas, labels, points) = (of("admin2"), of("admin2_labels"), of("admin2_points"));
    assert!(areas.len() < 45 && labels.len() < 45, "{} areas, {} names", areas.len(), labels.len());
    assert_eq!(points.len(), 45);
    let near = |Coord { x, y }: Coord<f64>| (x / EXTENT - 0.7083).abs() < 0.02 && (y / EXTENT - 0.374).abs() < 0.02;
    assert!(points.iter().all(|point| near(point.point())), "all are in the country");
}
