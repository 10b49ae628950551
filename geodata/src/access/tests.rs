use super::*;
use crate::atlas::tests::{service, small_atlas, small_parts};
use crate::model::Value::{Reported, Suppressed};
use crate::model::{AdminLevel, Households, Km, ServiceStatus};

fn km(km: f64) -> Km {
    Km::new(km).expect("a distance")
}

#[test]
fn households_fall_into_bands_and_beyond_their_edges() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
    let rows = distance_table(&atlas, hospital, AdminLevel::Admin0, &[0]);
    assert_eq!(
        (rows[0].communities, rows[0].communities_lacking, rows[0].households_lacking),
        (4, Reported(3), Reported(350))
    );
    assert_eq!(rows[0].bands, [0, 0, 0, 300, 0, 50].map(Reported));
    assert_eq!(rows[0].beyond_edges(), [350, 350, 350, 50, 50].map(Reported));
    assert_eq!(rows[0].households_unknown, 1, "c4 lacks a hospital, and nobody counted its households");
}

#[test]
fn a_distance_inside_a_band_gives_an_interval_and_at_an_edge_a_number() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
    let at = |distance: f64| beyond(&atlas, hospital, (km(distance), false), AdminLevel::Admin0, &[0])[0];
    assert_eq!(at(18.0).households, Reported(Interval { low: 50, high: 350 }));
    assert_eq!(at(15.0).households, Reported(Interval { low: 350, high: 350 }));
    assert!(at(20.0).households_are_exact() && !at(40.0).households_are_exact());
    assert!(!at(0.0).households_are_exact(), "c4 may be beyond, and nobody counted its households");
    assert_eq!(at(0.0).communities, Reported(Interval { low: 2, high: 3 }));
}

#[test]
fn at_least_and_farther_differ_where_kilometres_are_known() {
    let atlas = small_atlas();
    let school = table(&atlas, "r1", &service("school")).expect("a table");
    let at = |inclusive| beyond(&atlas, school, (km(3.0), inclusive), AdminLevel::Admin0, &[0])[0].households;
    assert_eq!(at(false), Reported(Interval { low: 50, high: 50 }));
    assert_eq!(at(true), Reported(Interval { low: 150, high: 150 }));
}

#[test]
fn far_communities_come_farthest_first_then_largest() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
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
    let internet = table(&atlas, "r1", &service("internet")).expect("a table");
    let error = require_distances(internet).expect_err("no distances");
    assert_eq!(error.to_string(), "round `r1` knows whether internet is available, but no distances to it");
    let error = table(&atlas, "r1", &service("market")).expect_err("not asked");
    assert_eq!(error.to_string(), "round `r1` did not ask for market; it asked for hospital, school, internet");
}

#[test]
fn a_suppressed_status_or_number_of_households_suppresses_all_numbers_that_it_would_count_in() {
    let suppressed = |change: fn(&mut crate::model::DatasetParts)| {
        let mut parts = small_parts();
        change(&mut parts);
        let atlas = Atlas::of_parts(parts);
        let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
        let row = distance_table(&atlas, hospital, AdminLevel::Admin0, &[0]).remove(0);
        let far = beyond(&atlas, hospital, (km(18.0), false), AdminLevel::Admin0, &[0])[0];
        let listed = underserved_communities(&atlas, hospital, &UnderservedQuery::default());
        let min = UnderservedQuery { min_households: Some(Households(1)), ..UnderservedQuery::default() };
        let large = underserved_communities(&atlas, hospital, &min).communities.len();
        (row, far, listed, large)
    };
    // c2 lacks a hospital, 16 to 20 km away, for its 300 households.
    let (row, far, listed, _) = suppressed(|parts| {
        let table = parts.services.iter_mut().find(|table| table.service == service("hospital")).expect("a table");
        table.status[1] = ServiceStatus::Suppressed;
    });
    assert_eq!((row.communities, row.communities_suppressed, row.communities_without_data), (4, 1, 0));
    assert_eq!(
        (row.communities_lacking, row.households_lacking, row.distance_unknown),
        (Suppressed, Suppressed, Suppressed)
    );
    assert_eq!((row.beyond_edges(), row.bands), (vec![Suppressed; 5], vec![Suppressed; 6]));
    assert_eq!(
        (far.communities, far.households, far.households_lacking),
        (Suppressed.map(|_: u64| Interval::default()), Suppressed.map(|_: u64| Interval::default()), Suppressed)
    );
    assert_eq!((listed.communities.len(), listed.suppressed, listed.without_data), (2, 1, 0));
    let (row, far, listed, large) = suppressed(|parts| parts.communities[1].households = Suppressed);
    assert_eq!(
        (row.communities_lacking, row.households_lacking, row.communities_suppressed),
        (Reported(3), Suppressed, 1)
    );
    assert_eq!((row.bands[3], row.bands[5]), (Suppressed, Reported(50)));
    assert_eq!(row.beyond_edges(), [Suppressed, Suppressed, Suppressed, Reported(50), Reported(50)]);
    assert_eq!((far.communities, far.households_lacking), (Reported(Interval { low: 1, high: 2 }), Suppressed));
    assert_eq!(
        (listed.households, listed.households_unknown, large),
        (Suppressed, 1, 1),
        "it is not compared with a number"
    );
}
