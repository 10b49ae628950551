use serde_json::json;
use tests::{Server, dataset};

use crate::geometry::{findings, report};

#[test]
fn a_ring_thinner_than_rounding_has_no_area() {
    let folder = dataset("area-sliver-hole");
    let report = report(&folder);
    let mended = findings(&report, "geometry_mended");
    let features: Vec<_> = mended.iter().map(|finding| &finding["location"]["feature"]).collect();
    assert_eq!(features, [&json!(2), &json!(3)]);
    assert!(
        mended
            .iter()
            .all(|finding| finding["message"].as_str().is_some_and(|said| said.contains("a ring has no area")))
    );

    let server = Server::start(&folder);
    let units = server.json("/collections/admin1/items");
    for unit in tests::geojson::features(&units) {
        let km2 = unit["properties"]["area_km2"].as_f64().expect("an area");
        assert!((km2 - 37_371.1).abs() < 0.2, "{unit}");
        assert_eq!(tests::geojson::area(unit).0.len(), 1, "{unit}");
    }
    let extent = &server.json("/collections/admin1")["extent"]["spatial"]["bbox"][0];
    assert_eq!(*extent, json!([70.0, 40.0, 78.0, 42.0]), "the separate one reached to 79.02");
    assert_eq!(server.json("/tiles/admin1.json")["bounds"], *extent);
}
