//! Communities in groups: at every zoom all of them are there once, with the figures of the country.

use std::collections::{BTreeMap, BTreeSet};

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;
use tests::geojson::{features, id, point};

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, Feature, Tile, project};

fn at_zoom(server: &Server, z: u32, query: &str) -> Vec<(Tile, Feature)> {
    let tiles = Tile::around(bounds(server), z).into_iter();
    let found = tiles
        .flat_map(|tile| tile.features(server, "communities", query).into_iter().map(move |feature| (tile, feature)));
    found.collect()
}

fn is_group(feature: &Feature) -> bool {
    feature.attributes.get("cluster") == Some(&json!(true))
}

fn number(feature: &Feature, name: &str) -> u64 {
    feature.attributes.get(name).map_or(0, |value| value.as_u64().unwrap_or_else(|| panic!("{name} is {value}")))
}

const COUNTED: [&str; 5] =
    ["return_migrants", "emigrants", "international_migrant_workers", "internal_migrants", "internal_out_migrants"];

/// What all features of a zoom add up to: communities, households, and the people of each group.
fn total(found: &[(Tile, Feature)]) -> [u64; 7] {
    let mut total = [0; 7];
    for (_, feature) in found {
        let members = if is_group(feature) { number(feature, "communities") } else { 1 };
        let counts = COUNTED.map(|counted| number(feature, counted));
        for (sum, part) in total.iter_mut().zip([members, number(feature, "households")].into_iter().chain(counts)) {
            *sum += part;
        }
    }
    total
}

#[test]
fn every_zoom_sums_to_the_country_with_and_without_clusters() {
    let server = Server::of_sample();
    let country = server.json("/collections/admin0/items?properties=communities,households");
    let country = &features(&country)[0]["properties"];
    for year in ["window", "2023", "2024"] {
        let counts = COUNTED.map(|counted| {
            // Internal migration was asked for 2023 alone.
            let answer = server.get(&format!("/indicators/{counted}/values?by=admin0&year={year}"));
            if answer.status == 200 { answer.json()["rows"][0]["value"].as_u64().expect("a count") } else { 0 }
        });
        assert!(counts[0] > 0);
        let whole = [&country["communities"], &country["households"]].map(|count| count.as_u64().expect("a count"));
        let expected: Vec<u64> = whole.into_iter().chain(counts).collect();
        for (z, cluster) in [(0, "true"), (3, "true"), (5, "true"), (6, "true"), (8, "true"), (5, "auto"), (5, "false")]
        {
            let found = at_zoom(&server, z, &format!("?year={year}&cluster={cluster}"));
            assert_eq!(total(&found).to_vec(), expected, "zoom {z} of {year} with cluster={cluster}");
            assert_eq!(found.iter().any(|(_, feature)| is_group(feature)), cluster == "true");
        }
    }
}

/// Where each community is, from the items: a group has all of its cell, and lies among them.
#[test]
fn the_communities_of_a_cell_are_one_cluster() {
    let server = Server::of_sample();
    let items = server.json("/collections/communities/items?limit=10000");
    for z in [4, 6, 7] {
        let mut cells: BTreeMap<(u32, u32), BTreeSet<&str>> = BTreeMap::new();
        let cell_of = |x: f64, y: f64| ((x * 8.0 / EXTENT) as u32, (y * 8.0 / EXTENT) as u32);
        for item in features(&items) {
            let world = project(point(item).0, Tile { z, x: 0, y: 0 });
            cells.entry(cell_of(world.x, world.y)).or_default().insert(id(item));
        }
        let found = at_zoom(&server, z, "?cluster=true");
        assert_eq!(found.len(), cells.len(), "zoom {z}");
        let mut ids = BTreeSet::new();
        for (tile, feature) in &found {
            assert!(ids.insert(feature.id) && feature.id < 1 << 53, "{} in {tile:?}", feature.id);
            let at = feature.point();
            assert!((0.0..EXTENT).contains(&at.x) && (0.0..EXTENT).contains(&at.y));
            // Half a unit back: the middle of a cell's last communities may be rounded to its edge.
            let (column, row) = cell_of((at.x - 0.5).max(0.0), (at.y - 0.5).max(0.0));
            let members = &cells[&(tile.x * 8 + column, tile.y * 8 + row)];
            if is_group(feature) {
                assert_eq!(members.len() as u64, number(feature, "communities"), "in {tile:?}");
                assert!(feature.id > 1 << 52 && members.len() > 1);
                assert!(number(feature, "expansion_zoom") > u64::from(z));
            } else {
                assert_eq!(members.iter().copied().collect::<Vec<_>>(), [feature.text("id")]);
                assert_eq!(feature.attributes.get("cluster"), None);
            }
        }
    }
}

/// A number of each community in two years, and its households.
#[derive(Clone, Copy)]
struct Counted {
    before: Option<u64>,
    count: Option<u64>,
    households: Option<u64>,
}

/// Rates, shares and changes are of sums over the members, made here from the items; never means of theirs.
#[test]
fn values_of_clusters_are_computed_from_the_sums_of_their_members() {
    let server = Server::of_sample();
    let items = |year: u16| server.json(&format!("/collections/communities/items?limit=10000&year={year}"));
    let (before, after) = (items(2022), items(2023));
    let of = |item: &Json, name: &str| item["properties"][name].as_u64();
    let communities: Vec<(Json, Counted)> = features(&before)
        .iter()
        .zip(features(&after))
        .map(|(before, after)| {
            assert_eq!(id(before), id(after));
            let households = of(after, "households");
            let (before, count) = (of(before, "return_migrants"), of(after, "return_migrants"));
            (after.clone(), Counted { before, count, households })
        })
        .collect();
    let country: u64 = communities.iter().filter_map(|(_, counted)| counted.count).sum();
    let mut compared = 0;
    for z in [0, 5, 6] {
        for per in ["none", "share", "per_1000_households", "change"] {
            let query = format!("?cluster=true&indicator=return_migrants&year=2023&per={per}&properties=value,status");
            for (tile, feature) in at_zoom(&server, z, &query).iter().filter(|(_, feature)| is_group(feature)) {
                let cell = |at: f64| ((at - 0.5).max(0.0) * 8.0 / EXTENT).floor();
                let here = (cell(feature.point().x), cell(feature.point().y));
                let members = communities.iter().filter(|(item, _)| {
                    let at = project(point(item).0, *tile);
                    ((at.x * 8.0 / EXTENT).floor(), (at.y * 8.0 / EXTENT).floor()) == here
                });
                let (mut part, mut base) = (0, 0);
                for (_, counted) in members {
                    let pair = match per {
                        "per_1000_households" => counted.count.zip(counted.households),
                        "change" => counted.count.zip(counted.before),
                        _ => counted.count.map(|count| (count, 0)),
                    };
                    let (count, of) = pair.unwrap_or_default();
                    (part, base) = (part + count, base + of);
                }
                let (part, base) = (part as f64, base as f64);
                let expected = match per {
                    "none" => part,
                    "share" => 100.0 * part / country as f64,
                    "per_1000_households" => 1000.0 * part / base,
                    _ => 100.0 * (part - base) / base,
                };
                let what = format!("per={per} in {tile:?}: {:?}, expected {expected}", feature.attributes);
                match feature.attributes.get("value") {
                    Some(value) => {
                        let value = value.as_f64().expect("a number");
                        // With four decimals, as all values are.
                        assert!((value - expected).abs() <= 0.5001e-4, "{what}");
                        assert!((value * 1e4 - (value * 1e4).round()).abs() < 1e-6 * value.abs().max(1.0), "{what}");
                        assert_eq!(feature.attributes["status"], "reported", "{what}");
                        compared += 1;
                    }
                    // Where all is known and there is nobody, nobody can be measured; otherwise nothing is known.
                    None => {
                        assert!(!expected.is_finite(), "{what}");
                        assert!(
                            ["no_data", "not_applicable"].map(Json::from).contains(&feature.attributes["status"]),
                            "{what}"
                        );
                    }
                }
            }
        }
    }
    assert!(compared > 100, "{compared} values");
}

#[test]
fn crowded_zooms_are_clustered_as_the_tilejson_states() {
    let count = 4000;
    let folder = Dataset::crowd(count, &[2023]).write();
    let server = Server::start(folder.path());
    let document = server.json("/tiles/communities.json");
    let cluster = &document["cluster"];
    assert_eq!((&cluster["mode"], &cluster["zooms"][0]), (&json!("auto"), &json!(0)));
    let last = u32::try_from(cluster["zooms"][1].as_u64().expect("a zoom")).expect("a zoom");
    assert!((5..10).contains(&last), "{cluster}");
    let of_groups: BTreeSet<&String> = cluster["fields"].as_object().expect("fields").keys().collect();
    let fields: BTreeSet<&String> =
        document["vector_layers"][0]["fields"].as_object().expect("fields").keys().collect();
    let expected = [count, (0..count).map(|at| at % 300).sum(), (0..count).map(|at| at % 70).sum()];
    for z in [0, last, last + 1] {
        let found = at_zoom(&server, z, "");
        let [communities, households, returns, ..] = total(&found);
        assert_eq!([communities, households, returns], expected.map(|sum| sum as u64), "zoom {z}");
        assert_eq!(found.iter().any(|(_, feature)| is_group(feature)), z <= last, "zoom {z}");
        let mut in_tiles: BTreeMap<Tile, usize> = BTreeMap::new();
        for (tile, feature) in &found {
            *in_tiles.entry(*tile).or_default() += 1;
            let known = if is_group(feature) { &of_groups } else { &fields };
            assert!(feature.attributes.keys().all(|name| known.contains(name) && fields.contains(name)));
            if is_group(feature) {
                let expansion = number(feature, "expansion_zoom");
                assert!((u64::from(z) + 1..=u64::from(last) + 1).contains(&expansion));
            }
        }
        let most = in_tiles.values().max().expect("tiles");
        assert!(*most <= if z <= last { 64 } else { 1000 }, "{most} features in a tile of zoom {z}");
    }
    let all = at_zoom(&server, 0, "?cluster=false");
    assert_eq!(all.len(), count);
}

#[test]
fn the_tilejson_states_the_clustered_zooms() {
    let server = Server::of_sample();
    // 999 communities are few enough for one tile, unless all their attributes are with them.
    for (query, mode, zooms) in [
        ("?properties=name,households", "auto", json!([])),
        ("", "auto", json!([0, 2])),
        ("?cluster=false", "false", json!([])),
        ("?cluster=true", "true", json!([0, 14])),
    ] {
        let grouped = zooms != json!([]);
        let document = server.json(&format!("/tiles/communities.json{query}"));
        assert_eq!((&document["cluster"]["mode"], &document["cluster"]["zooms"]), (&json!(mode), &zooms));
        let fields = document["vector_layers"][0]["fields"].as_object().expect("fields");
        assert_eq!(fields.contains_key("expansion_zoom"), grouped);
        assert_eq!(document["cluster"].get("fields").is_some(), grouped);
    }
    assert_eq!(server.json("/tiles/admin2.json").get("cluster"), None);
    // In both cases none of the sample's communities are together: the same tiles.
    let tile = |query: &str| server.get(&format!("/tiles/communities/5/22/11.mvt{query}")).body;
    assert_eq!(tile(""), tile("?cluster=false"));
    assert_ne!(tile(""), tile("?cluster=true"));
}
