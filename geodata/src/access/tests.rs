use super::*;
use crate::atlas::tests::{service, small_atlas, small_parts};
use crate::model::Value::{Reported, Suppressed};
use crate::model::{AdminLevel, Households, Km, ServiceStatus, ServiceTable};

fn km(km: f64) -> Km {
    Km::new(km).expect("a distance")
}

fn farther(distance: f64) -> UnderservedQuery<'static> {
    UnderservedQuery { beyond: Some(km(distance)), ..UnderservedQuery::default() }
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
    let at = |distance: f64| beyond(&atlas, hospital, &farther(distance), AdminLevel::Admin0, &[0])[0];
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
    let at = |inclusive| {
        let question = UnderservedQuery { inclusive, ..farther(3.0) };
        beyond(&atlas, school, &question, AdminLevel::Admin0, &[0])[0].households
    };
    assert_eq!(at(false), Reported(Interval { low: 50, high: 50 }));
    assert_eq!(at(true), Reported(Interval { low: 150, high: 150 }));
}

#[test]
fn far_communities_come_farthest_first_then_largest() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
    let ids = |question: UnderservedQuery<'_>| -> Vec<(usize, bool)> {
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
fn of_several_services_all_or_any_must_be_far() {
    let atlas = small_atlas();
    let [hospital, school] = ["hospital", "school"].map(|id| table(&atlas, "r1", &service(id)).expect("a table"));
    let listed = |also: &[&ServiceTable], any, first: &ServiceTable, distance: f64| -> Vec<usize> {
        let question = UnderservedQuery { also, any, ..farther(distance) };
        let mut found: Vec<usize> =
            underserved_communities(&atlas, first, &question).communities.iter().map(|far| far.community).collect();
        found.sort_unstable();
        found
    };
    for distance in [0.0, 2.0, 3.0, 16.0] {
        let [one, other] = [hospital, school].map(|table| listed(&[], false, table, distance));
        let both: Vec<usize> = one.iter().copied().filter(|community| other.contains(community)).collect();
        let mut either: Vec<usize> = one.iter().chain(&other).copied().collect();
        either.sort_unstable();
        either.dedup();
        assert_eq!(listed(&[school], false, hospital, distance), both, "{distance}");
        assert_eq!(listed(&[hospital], true, school, distance), either, "{distance}");
        for any in [false, true] {
            let question = UnderservedQuery { also: &[school], any, ..farther(distance) };
            let row = beyond(&atlas, hospital, &question, AdminLevel::Admin0, &[0])[0];
            let found = underserved_communities(&atlas, hospital, &question);
            assert_eq!(row.communities.reported().map(|of| of.high), Some(found.communities.len() as u64));
            assert_eq!(row.households.reported().map(|of| of.high), found.households.reported());
        }
    }
    assert!(listed(&[school], true, hospital, 2.0).len() > listed(&[school], false, hospital, 2.0).len());
}

#[test]
fn what_one_service_withholds_hides_a_community_unless_another_decides() {
    let mut parts = small_parts();
    // c2 lacks a hospital, 16 to 20 km away, for its 300 households.
    let schools = parts.services.iter_mut().find(|table| table.service == service("school")).expect("a table");
    schools.status[1] = ServiceStatus::Suppressed;
    let atlas = Atlas::of_parts(parts);
    let [hospital, school] = ["hospital", "school"].map(|id| table(&atlas, "r1", &service(id)).expect("a table"));
    let found = |any, distance| {
        let question = UnderservedQuery { also: &[school], any, ..farther(distance) };
        let found = underserved_communities(&atlas, hospital, &question);
        let row = beyond(&atlas, hospital, &question, AdminLevel::Admin0, &[0])[0];
        (found.communities.iter().any(|far| far.community == 1), found.suppressed, row.households)
    };
    assert_eq!(found(false, 10.0), (false, 1, Suppressed.map(|_: u64| Interval::default())));
    assert!(found(true, 10.0).0, "it is far from a hospital, whatever is withheld of schools");
    assert_eq!(found(true, 10.0).1, 0);
    assert!(!found(true, 25.0).0 && found(true, 25.0).1 == 1);
}

#[test]
fn communities_of_unknown_size_are_counted_as_such() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
    let question = UnderservedQuery { min_households: Some(Households(60)), ..farther(0.0) };
    let row = beyond(&atlas, hospital, &question, AdminLevel::Admin0, &[0])[0];
    assert_eq!((row.size_unknown, row.households_unknown), (1, 0), "nobody counted the households of c4");
    assert!(!row.households_are_exact() && !row.communities_are_exact());
    assert_eq!(row.households, Reported(Interval { low: 300, high: 300 }));
    let found = underserved_communities(&atlas, hospital, &question);
    assert_eq!((found.size_unknown, found.households), (1, Reported(300)));
    let all = beyond(&atlas, hospital, &farther(0.0), AdminLevel::Admin0, &[0])[0];
    assert_eq!((row.households_lacking, row.households_all), (all.households_lacking, all.households_all));
    assert!(all.households_all.reported() >= all.households_lacking.reported());
}

#[test]
fn a_curve_has_the_edges_of_bands_or_round_kilometres_and_the_numbers_beyond() {
    let atlas = small_atlas();
    let points = |id: &str| {
        let table = table(&atlas, "r1", &service(id)).expect("a table");
        let points = curve(&atlas, table, &UnderservedQuery::default());
        for (km, row) in &points {
            let same = beyond(&atlas, table, &farther(km.get()), AdminLevel::Admin0, &[0])[0];
            assert_eq!((row.communities, row.households), (same.communities, same.households), "{id} {km}");
        }
        points.iter().map(|(km, _)| km.get()).collect::<Vec<_>>()
    };
    assert_eq!(points("hospital"), [5.0, 10.0, 15.0, 20.0, 25.0]);
    let kilometres = points("school");
    assert!(kilometres.len() <= 40 && kilometres.windows(2).all(|pair| pair[0] < pair[1]), "{kilometres:?}");
    assert_eq!((kilometres.first(), kilometres.last()), (Some(&1.0), Some(&30.0)), "{kilometres:?}");
}

#[test]
fn a_new_centre_is_where_most_households_come_within_reach() {
    let atlas = small_atlas();
    let hospital = table(&atlas, "r1", &service("hospital")).expect("a table");
    let question = farther(0.0);
    let found = underserved_communities(&atlas, hospital, &question);
    let centres =
        |reach: f64, most| new_centres(&atlas, hospital, &question, &found, (km(reach), most)).expect("an answer");
    // With a reach of nothing a community serves itself, the largest first.
    let itself = centres(0.001, 1);
    assert_eq!((itself.centres[0].community, itself.centres[0].households), (1, Reported(300)));
    let all = centres(20_000.0, 5);
    assert_eq!(all.centres.len(), 1, "nobody is left for another: {all:?}");
    assert_eq!(all.centres[0].communities + all.without_coordinates, found.communities.len() as u64);
    let each = centres(0.001, 20);
    let sizes: Vec<Option<u64>> = each.centres.iter().map(|centre| centre.households.reported()).collect();
    assert!(sizes.windows(2).all(|pair| pair[0] >= pair[1]), "{sizes:?}");
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
        let far = beyond(&atlas, hospital, &farther(18.0), AdminLevel::Admin0, &[0])[0];
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
