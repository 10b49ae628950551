use super::*;
use crate::atlas::tests::small_atlas;
use crate::model::{AdminLevel, Households, Km};

fn km(km: f64) -> Km {
    Km::new(km).expect("a distance")
}

#[test]
fn households_fall_into_bands_and_beyond_their_edges() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", Service::Hospital).expect("a table");
    let rows = distance_table(&atlas, hospital, AdminLevel::Admin0, &[0]);
    assert_eq!((rows[0].communities, rows[0].communities_lacking, rows[0].households_lacking), (4, 3, 350));
    assert_eq!(rows[0].bands, [0, 0, 0, 300, 0, 50]);
    assert_eq!(rows[0].beyond_edges(), [350, 350, 350, 50, 50]);
    assert_eq!(rows[0].households_unknown, 1, "c4 lacks a hospital, and nobody counted its households");
}

#[test]
fn a_distance_inside_a_band_gives_an_interval_and_at_an_edge_a_number() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", Service::Hospital).expect("a table");
    let at = |distance: f64| beyond(&atlas, hospital, (km(distance), false), AdminLevel::Admin0, &[0])[0];
    assert_eq!(at(18.0).households, Interval { low: 50, high: 350 });
    assert_eq!(at(15.0).households, Interval { low: 350, high: 350 });
    assert!(at(20.0).households_are_exact() && !at(40.0).households_are_exact());
    assert!(!at(0.0).households_are_exact(), "c4 may be beyond, and nobody counted its households");
    assert_eq!(at(0.0).communities, Interval { low: 2, high: 3 });
}

#[test]
fn at_least_and_farther_differ_where_kilometres_are_known() {
    let atlas = small_atlas();
    let school = table(&atlas, "r1", Service::School).expect("a table");
    let at = |inclusive| beyond(&atlas, school, (km(3.0), inclusive), AdminLevel::Admin0, &[0])[0].households;
    assert_eq!(at(false), Interval { low: 50, high: 50 });
    assert_eq!(at(true), Interval { low: 150, high: 150 });
}

#[test]
fn far_communities_come_farthest_first_then_largest() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", Service::Hospital).expect("a table");
    let ids = |question: UnderservedQuery| -> Vec<(usize, bool)> {
        let found = underserved_communities(&atlas, hospital, &question);
        found.communities.iter().map(|far| (far.community, far.certain)).collect()
    };
    assert_eq!(ids(UnderservedQuery::default()), [(2, true), (1, true), (3, true)]);
    let far = UnderservedQuery { beyond: Some(km(16.0)), ..UnderservedQuery::default() };
    assert_eq!(ids(far), [(2, true), (1, false)]);
    assert_eq!(ids(UnderservedQuery { min_households: Some(Households(60)), ..far }), [(1, false)]);
    assert_eq!(ids(UnderservedQuery { within: Some((AdminLevel::Admin2, 1)), ..far }), [(2, true)]);
}

#[test]
fn services_without_distances_say_so() {
    let atlas = small_atlas();
    let internet = table(&atlas, "r1", Service::Internet).expect("a table");
    let error = require_distances(internet).expect_err("no distances");
    assert_eq!(error.to_string(), "round `r1` knows whether internet is available, but no distances to it");
    let error = table(&atlas, "r1", Service::Market).expect_err("not asked");
    assert_eq!(error.to_string(), "round `r1` did not ask for market; it asked for hospital, school, internet");
}
