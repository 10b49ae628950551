//! What groups say, against the answers for units and against sums made here.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo_types::{Point, Rect};
use proptest::prelude::*;

use super::{Feature, features};
use crate::atlas::Atlas;
use crate::atlas::tests::{group, service, small_atlas, small_parts};
use crate::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection, ServiceQuestion, rounded, values};
use crate::grid::{TileId, tiles_covering};
use crate::model::DatasetParts;
use crate::model::{Community, Households, Km, Period, PlaceLevel, Value};
use crate::query::Collection;
use crate::tiles::points::{ClusterColumns, ClusterZooms, CommunityAggregates, ZOrderPoints, clustered_point_layer};
use crate::tiles::{AttributeValue, Attributes};

type Values = BTreeMap<String, AttributeValue>;

/// All features of a zoom; points by themselves have the attribute `rank`.
fn zoom(
    atlas: &Atlas,
    z: u8,
    period: Period,
    question: Option<&IndicatorQuery<'_>>,
    names: Option<&[&str]>,
) -> Vec<Feature> {
    let points = ZOrderPoints::new(atlas.communities.iter().map(|community| community.point));
    let sums = CommunityAggregates::new(atlas, &points);
    let round = atlas.round("r1").unwrap();
    let mut columns = ClusterColumns::new(atlas, Collection::Communities, (&points, &sums), round, period);
    if let Some(question) = question {
        columns = columns.with_indicator(question).unwrap();
    }
    if let Some(names) = names {
        columns = columns.select(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
    }
    let shown = shown(atlas, &points, z, &columns);
    if columns.needs_indicator_sums() {
        let sums = Arc::new(columns.indicator_sums());
        let added_up_beforehand = columns.with_indicator_sums(sums);
        assert_eq!(self::shown(atlas, &points, z, &added_up_beforehand), shown);
    }
    shown
}

fn shown(atlas: &Atlas, points: &ZOrderPoints, z: u8, columns: &ClusterColumns<'_>) -> Vec<Feature> {
    let zooms = ClusterZooms { last: 14, deepest: 14 };
    let positions: Vec<Attributes> =
        (0..atlas.communities.len() as u64).map(|position| Attributes::new([("position", position)])).collect();
    let tiles = tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z).filter_map(|tile: TileId| {
        let single = |rank: usize| positions.get(points.feature(rank)?);
        clustered_point_layer("communities", points, tile, zooms, single, |group| columns.attributes(group))
    });
    tiles.flat_map(|bytes| features(&bytes)).collect()
}

/// The only group of zoom 0, with all communities of the small country.
fn country(atlas: &Atlas, period: Period, question: Option<&IndicatorQuery<'_>>) -> Values {
    let mut features = zoom(atlas, 0, period, question, None);
    assert_eq!(features.len(), 1);
    features.remove(0).attributes
}

fn question(indicator: Indicator, per: Normalisation, period: Period) -> IndicatorQuery<'static> {
    let by = PlaceLevel::Community;
    IndicatorQuery { indicator, by, round: "r1", periods: PeriodSelection::One(period), per, within: None }
}

fn returns(per: Normalisation, period: Period) -> IndicatorQuery<'static> {
    question(Indicator::Group(group("return_migrants")), per, period)
}

/// All that can be asked of the small country.
fn questions() -> Vec<(IndicatorQuery<'static>, Period)> {
    let (window, year) = (Period::Window, Period::Year(2023));
    let beyond =
        |km| Indicator::HouseholdsBeyond(ServiceQuestion { service: service("hospital"), km: Km::new(km).unwrap() });
    let lacking = Indicator::CommunitiesLacking;
    let of_services = [beyond(15.0), beyond(25.0), lacking(service("hospital")), lacking(service("school"))]
        .into_iter()
        .flat_map(|indicator| {
            [Normalisation::None, Normalisation::Share, Normalisation::ShareOfAll]
                .map(|per| (question(indicator.clone(), per, window), window))
        });
    let of_groups = [
        (Normalisation::None, window),
        (Normalisation::None, year),
        (Normalisation::Share, window),
        (Normalisation::Share, year),
        (Normalisation::Per1000Households, window),
        (Normalisation::Per1000Households, year),
        (Normalisation::Change, year),
    ];
    of_groups.into_iter().map(|(per, period)| (returns(per, period), period)).chain(of_services).collect()
}

/// Where the small country says nothing, something is withheld, and nothing at all is known.
fn countries() -> [DatasetParts; 4] {
    let mut withheld = small_parts();
    withheld.counts[0].values[1] = Value::Suppressed;
    let mut unknown = small_parts();
    unknown.communities[0].households = crate::model::Value::NoData;
    let mut empty = small_parts();
    empty.counts[0].values.fill(Value::NoData);
    [small_parts(), withheld, unknown, empty]
}

#[test]
fn households_of_a_cluster_are_suppressed_with_those_of_a_member() {
    let known = country(&small_atlas(), Period::Window, None);
    assert_eq!(known.get("households"), Some(&AttributeValue::Uint(450)));
    assert!(!known.contains_key("households_status"), "nothing is suppressed");
    let mut parts = small_parts();
    parts.communities[0].households = Value::Suppressed;
    let withheld = country(&Atlas::of_parts(parts), Period::Window, None);
    assert!(!withheld.contains_key("households"));
    assert_eq!(withheld.get("households_status"), Some(&"suppressed".into()));
}

#[test]
fn a_cluster_of_all_communities_has_the_values_of_the_country() {
    for atlas in countries().map(Atlas::of_parts) {
        for (question, period) in questions() {
            let group = country(&atlas, period, Some(&question));
            let by = PlaceLevel::Admin0;
            let answer = values(&atlas, &IndicatorQuery { by, ..question.clone() }).unwrap();
            let expected = answer.rows[0].estimate.value.map(rounded);
            assert_eq!(group.get("value"), expected.reported().map(AttributeValue::Float).as_ref(), "{question:?}");
            assert_eq!(group["status"], expected.status().into(), "{question:?}");
        }
    }
}

#[test]
fn a_cluster_has_the_count_and_sums_of_its_members() {
    let group = country(&small_atlas(), Period::Year(2024), None);
    let expected = [
        ("cluster", AttributeValue::Bool(true)),
        ("communities", 4u64.into()),
        ("expansion_zoom", 5u64.into()),
        // c4 does not say how many.
        ("households", 450u64.into()),
        ("illustrative", true.into()),
        ("partial", true.into()),
        ("return_migrants", 6u64.into()),
        ("return_migrants_status", "reported".into()),
        ("round", "r1".into()),
        ("year", "2024".into()),
    ];
    assert_eq!(group, expected.map(|(name, value)| (name.to_owned(), value)).into());
}

#[test]
fn a_cluster_has_the_requested_columns_and_its_marker() {
    let group = &zoom(&small_atlas(), 0, Period::Window, None, Some(&["households", "name"]))[0];
    assert_eq!(group.attributes.keys().collect::<Vec<_>>(), ["cluster", "households"]);
}

#[test]
fn clusters_of_facilities_have_counts_only() {
    let atlas = small_atlas();
    let points = ZOrderPoints::new([Point::new(1.0, 1.0); 3]);
    let (sums, round) = (CommunityAggregates::default(), atlas.round("r1").unwrap());
    let columns = ClusterColumns::new(&atlas, Collection::Facilities, (&points, &sums), round, Period::Window);
    let names: Vec<&str> = columns.columns().iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["cluster", "facilities", "expansion_zoom"]);
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (0..100u64).prop_map(Value::Reported),
        3 => Just(Value::NoData),
        1 => Just(Value::Suppressed),
    ]
}

/// A community anywhere, with counts of three years.
fn community() -> impl Strategy<Value = ((f64, f64), Option<u64>, [Value; 3])> {
    let place = prop_oneof![(70.0..72.0f64, 40.0..41.0f64), (-170.0..170.0f64, -80.0..80.0f64)];
    (place, prop::option::of(0..900u64), [value(), value(), value()])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn clusters_count_every_member_once(
        communities in prop::collection::vec(community(), 1..300),
        z in 0..=4u8,
    ) {
        let mut parts = small_parts();
        (parts.services, parts.breakdowns) = (vec![], vec![]);
        let template = parts.communities[0].clone();
        parts.counts[0].values = communities.iter().flat_map(|(_, _, counts)| *counts).collect();
        parts.communities = communities
            .iter()
            .map(|((x, y), households, _)| {
                Community { point: Some(Point::new(*x, *y)), households: Value::known(households.map(Households)), ..template.clone() }
            })
            .collect();
        let atlas = Atlas::of_parts(parts);
        let (mut members, mut counts, mut households) = (0, Value::NoData, 0);
        for Feature { attributes, .. } in zoom(&atlas, z, Period::Year(2023), None, None) {
            let number = |name: &str| match attributes.get(name) {
                Some(AttributeValue::Uint(number)) => Some(*number),
                _ => None,
            };
            if let Some(position) = number("position") {
                let (_, of, [_, count, _]) = communities[position as usize];
                members += 1;
                counts = counts.plus(count);
                let assessed = atlas.is_assessed("r1", position as usize);
                households += of.filter(|_| assessed).unwrap_or(0);
                continue;
            }
            members += number("communities").unwrap();
            households += number("households").unwrap_or(0);
            counts = counts.plus(match (&attributes["return_migrants_status"], number("return_migrants")) {
                (status, Some(number)) if *status == "reported".into() => Value::Reported(number),
                (status, None) if *status == "suppressed".into() => Value::Suppressed,
                (status, None) if *status == "no_data".into() => Value::NoData,
                other => panic!("{other:?}"),
            });
        }
        prop_assert_eq!(members as usize, communities.len());
        let expected = communities.iter().fold(Value::NoData, |sum, (_, _, [_, count, _])| sum.plus(*count));
        prop_assert_eq!(counts, expected);
        let assessed = communities.iter().filter(|(_, _, counts)| counts.iter().any(|count| *count != Value::NoData));
        prop_assert_eq!(households, assessed.filter_map(|(_, households, _)| *households).sum::<u64>());
    }
}
