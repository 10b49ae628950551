use proptest::prelude::*;

use super::*;
use crate::atlas::Atlas;
use crate::atlas::tests::{small_atlas, small_parts};
use crate::model::BBox;
use crate::model::{AdminLevel, Community, Names, Period, PlaceOrigin, Value};

fn columns(atlas: &Atlas, collection: Collection) -> Columns<'_> {
    let round = atlas.round("r1").expect("the round");
    Columns::new(atlas, collection, round, Period::Year(2023)).expect("columns")
}

fn cell<'a>(columns: &'a Columns<'_>, feature: usize, name: &str) -> Cell<'a> {
    columns.cell(feature, columns.position(name).unwrap_or_else(|| panic!("a column {name}")))
}

#[test]
fn a_district_says_where_it_belongs_and_what_was_counted() {
    let atlas = small_atlas();
    let columns = columns(&atlas, Collection::Admin(AdminLevel::Admin2));
    assert_eq!(cell(&columns, 0, "parent_name"), Cell::Text("Unit XX1"));
    assert_eq!(cell(&columns, 0, "return_migrants"), Cell::Int(20));
    assert_eq!(cell(&columns, 1, "return_migrants"), Cell::Null);
    assert_eq!(cell(&columns, 1, "return_migrants_status"), Cell::Text("no_data"));
    assert_eq!(cell(&columns, 0, "boundaries"), Cell::Text("schematic"));
    assert_eq!(cell(&columns, 0, "illustrative"), Cell::Bool(true));
}

#[test]
fn a_community_says_how_far_services_are_as_precisely_as_known() {
    let atlas = small_atlas();
    let columns = columns(&atlas, Collection::Communities);
    assert_eq!(cell(&columns, 1, "hospital"), Cell::Text("lacking"));
    assert_eq!(cell(&columns, 1, "hospital_band"), Cell::Text("16-20"));
    assert_eq!(columns.position("hospital_km"), None, "bands give no kilometres");
    assert_eq!(cell(&columns, 0, "school_km"), Cell::Float(3.0));
    assert_eq!(cell(&columns, 0, "school_band"), Cell::Text("0-5"));
    assert_eq!(columns.position("internet_band"), None);
}

#[test]
fn an_unknown_property_and_a_year_without_counts_are_named() {
    let atlas = small_atlas();
    let error = columns(&atlas, Collection::Communities).select(&["nmae".into()]).expect_err("no such column");
    assert!(error.to_string().starts_with("there is no property `nmae`; there are id, name, "), "{error}");
    let round = atlas.round("r1").expect("the round");
    let error = Columns::new(&atlas, Collection::Communities, round, Period::Year(2030)).expect_err("no 2030");
    assert_eq!(error.to_string(), "round `r1` counts nothing in 2030; its years are 2022, 2023, 2024");
}

#[test]
fn boxes_find_areas_by_their_shape() {
    let atlas = small_atlas();
    let collection = Collection::Admin(AdminLevel::Admin2);
    let found = |west, east| {
        let bbox = Some(QueryBox::Degrees(BBox { west, south: 40.2, east, north: 40.3 }));
        let query = ItemsQuery { bbox, limit: 10, ..ItemsQuery::default() };
        find_page(&atlas, collection, &columns(&atlas, collection), &query).features
    };
    assert_eq!(found(70.2, 71.5), [0, 1]);
    assert_eq!(found(72.5, 70.5), [0, 2], "across the antimeridian");
    assert!(found(80.0, 81.0).is_empty());
}

fn many_communities() -> impl Strategy<Value = Atlas> {
    prop::collection::vec(prop::option::of(0..6u64), 1..40).prop_map(|households| {
        let mut parts = small_parts();
        parts.counts.clear();
        parts.breakdowns.clear();
        parts.services.clear();
        parts.communities = households
            .iter()
            .enumerate()
            .map(|(i, households)| Community {
                id: format!("c{i:03}").into(),
                names: Names::english(format!("Place {}", i % 3)),
                point: Some(geo_types::Point::new(70.0 + i as f64 / 20.0, 40.5)),
                unit: 0,
                households: Value::known(households.map(crate::model::Households)),
                origin: PlaceOrigin::Generated,
            })
            .collect();
        Atlas::of_parts(parts)
    })
}

proptest! {
    #[test]
    fn paging_visits_every_feature_once_in_order(atlas in many_communities(), limit in 1..7usize, by_households: bool, by_name: bool, descending: bool) {
        let collection = Collection::Communities;
        let round = atlas.round("r1").expect("the round");
        let columns = Columns::new(&atlas, collection, round, Period::Window).expect("columns");
        let key = |wanted: bool, name: &str| {
            wanted.then(|| SortKey { column: columns.position(name).expect("a column"), descending })
        };
        let sort: Vec<SortKey> = [key(by_households, "households"), key(by_name, "name")].into_iter().flatten().collect();
        let whole = find_page(&atlas, collection, &columns, &ItemsQuery { sort: sort.clone(), limit: 1000, ..ItemsQuery::default() });
        prop_assert_eq!(whole.features.len(), atlas.communities.len());
        prop_assert_eq!(&whole.next, &None);

        let (mut seen, mut after) = (Vec::<usize>::new(), None);
        loop {
            let query = ItemsQuery { sort: sort.clone(), limit, after, ..ItemsQuery::default() };
            let page = find_page(&atlas, collection, &columns, &query);
            prop_assert_eq!(page.matched, atlas.communities.len());
            seen.extend(&page.features);
            let Some(next) = page.next else { break };
            prop_assert_eq!(page.features.len(), limit);
            // The cursor goes to the client and comes back.
            after = Some(Cursor::from_json(&next.to_json(), sort.len()).expect("a cursor"));
        }
        prop_assert_eq!(seen, whole.features);
    }
}
