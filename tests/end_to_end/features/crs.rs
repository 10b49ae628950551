//! Coordinate reference systems: OGC API Features Part 2.

use std::collections::BTreeSet;

use gdal::spatial_ref::{CoordTransform, SpatialRef};
use serde_json::Value as Json;
use tests::Server;
use tests::geojson::{features, id};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

fn uri(code: u32) -> String {
    format!("http://www.opengis.net/def/crs/EPSG/0/{code}")
}

/// Every position of a geometry, in its order.
fn positions(geometry: &Json) -> Vec<[f64; 2]> {
    fn collect(json: &Json, found: &mut Vec<[f64; 2]>) {
        let items = json.as_array().expect("an array");
        match items.as_slice() {
            [x, y] if x.is_number() => found.push([x, y].map(|number| number.as_f64().expect("a number"))),
            items => items.iter().for_each(|item| collect(item, found)),
        }
    }
    let mut found = Vec::new();
    collect(&geometry["coordinates"], &mut found);
    found
}

/// From longitude and latitude, axes as EPSG orders them.
fn projected(code: u32, positions: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let degrees = SpatialRef::from_definition("OGC:CRS84").expect("known");
    let target = SpatialRef::from_epsg(code).expect("known");
    let transform = CoordTransform::new(&degrees, &target).expect("a transformation");
    let (mut xs, mut ys): (Vec<f64>, Vec<f64>) = positions.iter().map(|[x, y]| (*x, *y)).unzip();
    transform.transform_coords(&mut xs, &mut ys, &mut []).expect("transformed");
    xs.into_iter().zip(ys).map(|(x, y)| [x, y]).collect()
}

#[test]
fn crs_selects_the_coordinate_system_and_its_axis_order() {
    let server = Server::of_sample();
    for collection in ["admin1", "admin2", "communities"] {
        let path = format!("/collections/{collection}/items?limit=60");
        let degrees = server.get(&path);
        assert_eq!(degrees.header("Content-Crs"), Some(&*format!("<{CRS84}>")), "{path}");
        let degrees = degrees.json();
        // Web maps, UTM (east, north), Pulkovo 1942 (north, east), a geographic system on another ellipsoid.
        for code in [3857, 32643, 28413, 4284] {
            let answer = server.get(&format!("{path}&crs={}", uri(code)));
            assert_eq!(answer.header("Content-Crs"), Some(&*format!("<{}>", uri(code))));
            let page = answer.json();
            assert_eq!(features(&page).len(), features(&degrees).len());
            for (feature, original) in features(&page).iter().zip(features(&degrees)) {
                assert_eq!((id(feature), &feature["properties"]), (id(original), &original["properties"]));
                let (found, expected) = (positions(&feature["geometry"]), positions(&original["geometry"]));
                for (found, expected) in found.iter().zip(projected(code, &expected)) {
                    let far = (0..2).map(|axis| (found[axis] - expected[axis]).abs()).fold(0.0, f64::max);
                    assert!(far < 1e-6, "{collection} {code} {}: {found:?}, not {expected:?}", id(feature));
                }
            }
        }
        // Latitude first, and not a digit changed.
        let page = server.json(&format!("{path}&crs={}", uri(4326)));
        for (feature, original) in features(&page).iter().zip(features(&degrees)) {
            let swapped: Vec<[f64; 2]> = positions(&original["geometry"]).iter().map(|[x, y]| [*y, *x]).collect();
            assert_eq!(positions(&feature["geometry"]), swapped);
        }
        // One feature alone says the same, and its links keep the system.
        let page = server.json(&format!("{path}&crs=EPSG:3857"));
        let first = &features(&page)[0];
        let alone = server.get(&format!("/collections/{collection}/items/{}?crs=%5BEPSG:3857%5D", id(first)));
        assert_eq!(alone.header("Content-Crs"), Some(&*format!("<{}>", uri(3857))));
        assert_eq!(alone.json()["geometry"], first["geometry"]);
    }
}

/// Systems of which any may be asked for, whatever other requests asked for before.
#[test]
fn cached_responses_are_separate_for_each_crs() {
    let server = Server::of_sample();
    let path = "/collections/admin1/items?limit=3";
    let asked = |crs: &str| server.get(&format!("{path}{crs}")).body;
    let first: Vec<Vec<u8>> = ["", "&crs=EPSG:3857", "&crs=EPSG:4326", "&crs=EPSG:32643"].map(asked).into();
    assert_eq!(first.iter().collect::<BTreeSet<_>>().len(), 4);
    for _ in 0..3 {
        assert_eq!(Vec::from(["", "&crs=EPSG:3857", "&crs=EPSG:4326", "&crs=EPSG:32643"].map(asked)), first);
    }
}

#[test]
fn every_listed_crs_can_be_requested() {
    let server = Server::of_sample();
    let conformance = server.json("/conformance");
    let classes = conformance["conformsTo"].as_array().expect("classes");
    assert!(classes.iter().any(|class| class == "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs"));
    let all = server.json("/collections");
    let listed = |document: &Json| -> Vec<String> {
        let list = document["crs"].as_array().expect("a list of systems");
        list.iter().map(|crs| crs.as_str().expect("a URI").to_owned()).collect()
    };
    for wanted in [CRS84, &uri(4326), &uri(3857)] {
        assert!(listed(&all).iter().any(|crs| crs == wanted), "{wanted}");
    }
    for collection in all["collections"].as_array().expect("collections") {
        let path = format!("/collections/{}", collection["id"].as_str().expect("an id"));
        assert_eq!(collection["crs"], server.json(&path)["crs"]);
        assert_eq!(collection["storageCrs"], CRS84);
        assert!(listed(collection).iter().any(|crs| crs == CRS84), "{path} lists what it is stored in");
        for crs in listed(collection) {
            let answer = server.get(&format!("{path}/items?limit=1&crs={crs}"));
            assert_eq!((answer.status, answer.header("Content-Crs")), (200, Some(&*format!("<{crs}>"))), "{path}");
        }
    }
}

fn found(server: &Server, collection: &str, query: &str) -> BTreeSet<String> {
    let page = server.json(&format!("/collections/{collection}/items?limit=10000&properties=name&{query}"));
    assert_eq!(page["numberMatched"], features(&page).len(), "{query}");
    features(&page).iter().map(|feature| id(feature).to_owned()).collect()
}

/// A box is one in the system of `bbox-crs`: by looking at every feature as it is drawn there.
#[test]
fn bbox_crs_is_applied_to_the_bbox() {
    let server = Server::of_sample();
    for code in [4326, 3857, 32643, 28413] {
        let crs = uri(code);
        let all = server.json(&format!("/collections/communities/items?limit=10000&crs={crs}"));
        let places: Vec<(String, [f64; 2])> =
            features(&all).iter().map(|feature| (id(feature).to_owned(), positions(&feature["geometry"])[0])).collect();
        let (mut some, mut none) = (0, 0);
        for pair in places.chunks(2).step_by(9) {
            let [(_, a), (_, b)] = pair else { continue };
            let (min, max) = ([a[0].min(b[0]), a[1].min(b[1])], [a[0].max(b[0]), a[1].max(b[1])]);
            let expected: BTreeSet<String> = places
                .iter()
                .filter(|(_, at)| (0..2).all(|axis| (min[axis]..=max[axis]).contains(&at[axis])))
                .map(|(id, _)| id.clone())
                .collect();
            let query = format!("bbox={},{},{},{}&bbox-crs={crs}", min[0], min[1], max[0], max[1]);
            // Also where the answer comes in another system than the box.
            assert_eq!(found(&server, "communities", &query), expected, "{query}");
            assert_eq!(found(&server, "communities", &format!("{query}&crs=EPSG:3857")), expected, "{query}");
            some += usize::from(expected.len() > 2);
            none += usize::from(expected.len() <= 2);
        }
        assert!(some > 10 && none > 0, "{code}: {some} boxes with others, {none} without");
        // A box as small as a place finds it, and the one district that it lies in.
        for (place, at) in places.iter().step_by(97) {
            let query = format!("bbox={},{},{},{}&bbox-crs={crs}", at[0], at[1], at[0], at[1]);
            assert_eq!(found(&server, "communities", &query), BTreeSet::from([place.clone()]), "{query}");
            assert_eq!(found(&server, "admin2", &query).len(), 1, "{query}");
        }
        let world = if code == 4326 { "-90,-180,90,180" } else { "-1e8,-1e8,1e8,1e8" };
        assert_eq!(found(&server, "admin2", &format!("bbox={world}&bbox-crs={crs}")).len(), 45, "{code}");
    }
    // In degrees it is the same box whichever way it is named.
    let plain = found(&server, "admin2", "bbox=72.5,40.3,73.2,40.8");
    for query in [
        "bbox=72.5,40.3,73.2,40.8&bbox-crs=http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "bbox=40.3,72.5,40.8,73.2&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326",
        "bbox=40.3,72.5,40.8,73.2&bbox-crs=EPSG:4326",
        "bbox=40.3,72.5,-5,40.8,73.2,9000&bbox-crs=EPSG:4326",
    ] {
        assert_eq!(found(&server, "admin2", query), plain, "{query}");
    }
    assert_eq!(found(&server, "communities", "bbox=-90,179,90,73&bbox-crs=EPSG:4326").len(), {
        found(&server, "communities", "bbox=179,-90,73,90").len()
    });
}

#[test]
fn paging_keeps_the_crs() {
    let server = Server::of_sample();
    let mut seen = BTreeSet::new();
    let mut path = "/collections/admin2/items?limit=20&crs=EPSG:3857&bbox-crs=EPSG:3857&bbox=0,0,2e7,2e7".to_owned();
    loop {
        let page = server.json(&path);
        for feature in features(&page) {
            assert!(positions(&feature["geometry"]).iter().all(|[x, y]| *x > 1e6 && *y > 1e6), "metres on every page");
            assert!(seen.insert(id(feature).to_owned()));
        }
        let links = page["links"].as_array().expect("links");
        let Some(next) = links.iter().find(|link| link["rel"] == "next") else { break };
        path = next["href"].as_str().expect("href").replace(&server.base, "");
    }
    assert_eq!(seen.len(), 45);
}

/// Fiji 1986 has degrees of another datum, whose antimeridian is 15 m beside that of the data.
#[test]
fn areas_and_boxes_may_cross_the_antimeridian_in_any_system_of_degrees() {
    let server = Server::start(&tests::dataset("antimeridian-districts"));
    let units = server.json("/collections/admin2/items?crs=EPSG:4720");
    for unit in features(&units) {
        for part in unit["geometry"]["coordinates"].as_array().expect("parts") {
            let longitudes: Vec<f64> =
                positions(&serde_json::json!({ "coordinates": part })).iter().map(|at| at[1]).collect();
            let (west, east) = longitudes.iter().fold((f64::MAX, f64::MIN), |(w, e), x| (w.min(*x), e.max(*x)));
            assert!(east - west < 1.1, "{} leads from {west} to {east}", id(unit));
        }
    }
    for crs in ["EPSG:4720", "EPSG:4326"] {
        let across = found(&server, "communities", &format!("bbox=-17,179.85,-16,-179.85&bbox-crs={crs}"));
        assert_eq!(across, BTreeSet::from(["c2", "c3"].map(str::to_owned)), "{crs}");
        let across = found(&server, "admin2", &format!("bbox=-17.9,179.85,-17.5,-179.85&bbox-crs={crs}"));
        assert_eq!(across, BTreeSet::from(["FJ22", "FJ23"].map(str::to_owned)), "{crs}");
    }
    assert_eq!(server.get("/collections/admin2/items?bbox=-16,179,-17,-179&bbox-crs=EPSG:4720").status, 400);
}
