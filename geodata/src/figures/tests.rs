use super::*;
use crate::atlas::Atlas;
use crate::atlas::tests::{dimension, group, service, small_atlas, small_parts};
use crate::model::{AdminLevel, Km, Period, PlaceLevel, Service, Value};

fn question(by: PlaceLevel, periods: PeriodSelection, per: Normalisation) -> IndicatorQuery<'static> {
    let indicator = Indicator::Group(group("return_migrants"));
    IndicatorQuery { indicator, by, round: "r1", periods, per, within: None }
}

fn year(year: u16) -> PeriodSelection {
    PeriodSelection::One(Period::Year(year))
}

const WINDOW: PeriodSelection = PeriodSelection::One(Period::Window);

fn numbers(answer: &ValueTable) -> Vec<Option<f64>> {
    answer.rows.iter().map(|row| row.estimate.value.reported()).collect()
}

#[test]
fn counts_add_up_level_by_level_and_no_data_stays_no_data() {
    let atlas = small_atlas();
    let by_district = values(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::None)).expect("values");
    assert_eq!(numbers(&by_district), [Some(35.0), Some(31.0), None]);
    assert_eq!(by_district.total.map(|total| total.value), Some(Value::Reported(66.0)));
    assert_eq!(by_district.rows[2].estimate.value.status(), "no_data");
    assert_eq!((by_district.rows[0].estimate.confirming, by_district.rows[0].communities), (1, 2));
    let by_country = values(&atlas, &question(PlaceLevel::Admin0, year(2023), Normalisation::None)).expect("values");
    assert_eq!(numbers(&by_country), [Some(20.0)]);
    assert_eq!(by_country.rows[0].estimate.missing, 2);
}

/// Part by part, the rows are those of the whole, and the total is that of all places.
#[test]
fn the_rows_of_some_places_are_those_of_all() {
    let atlas = small_atlas();
    for (periods, per) in [
        (WINDOW, Normalisation::None),
        (WINDOW, Normalisation::Share),
        (year(2023), Normalisation::Change),
        (PeriodSelection::EveryYear, Normalisation::Per1000Households),
    ] {
        let asked = question(PlaceLevel::Community, periods, per);
        let Ok(all) = values(&atlas, &asked) else { continue };
        let places = places_within(&atlas, asked.by, None).expect("places");
        let parts = places.chunks(1).map(|places| rows_of(&atlas, &asked, places).expect("rows"));
        assert_eq!(parts.flatten().collect::<Vec<_>>(), all.rows);
        assert_eq!(total_of(&atlas, &asked, &places), Ok(all.total));
    }
}

#[test]
fn the_categories_of_some_places_are_those_of_all() {
    let atlas = small_atlas();
    for by in [PlaceLevel::Community, PlaceLevel::Admin2] {
        for per in [Normalisation::None, Normalisation::Share] {
            let asked = question(by, WINDOW, per);
            for dimension in atlas.vocabulary.dimensions() {
                let Ok(all) = breakdown(&atlas, &asked, dimension) else { continue };
                let places = places_within(&atlas, by, None).expect("places");
                let parts = places.chunks(1).map(|place| breakdown_of(&atlas, &asked, dimension, place).expect("rows"));
                assert_eq!(parts.flatten().collect::<Vec<_>>(), all);
                assert!(!all.is_empty());
            }
        }
    }
    assert!(
        breakdown_of(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::None), &dimension("country"), &[0])
            .is_ok()
    );
}

#[test]
fn a_reported_zero_is_a_zero() {
    let atlas = small_atlas();
    let answer = values(&atlas, &question(PlaceLevel::Community, WINDOW, Normalisation::None)).expect("values");
    assert_eq!(numbers(&answer), [Some(35.0), Some(0.0), Some(31.0), None]);
}

#[test]
fn shares_are_of_the_country_even_within_a_province() {
    let atlas = small_atlas();
    let mut asked = question(PlaceLevel::Admin2, year(2022), Normalisation::Share);
    asked.within = Some((AdminLevel::Admin1, 0));
    let answer = values(&atlas, &asked).expect("values");
    assert_eq!(numbers(&answer), [Some(25.0), Some(75.0)]);
    assert_eq!(answer.total.map(|total| total.value), Some(Value::Reported(100.0)));
}

#[test]
fn rates_divide_by_the_households_that_are_known() {
    let atlas = small_atlas();
    let answer =
        values(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::Per1000Households)).expect("values");
    assert_eq!(numbers(&answer), [Some(87.5), Some(620.0), None]);
    let refused = values(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::Per1000Population));
    assert!(matches!(refused, Err(FigureError::NoPopulation { by: PlaceLevel::Admin2, .. })));
}

#[test]
fn changes_are_between_full_years_only() {
    let atlas = small_atlas();
    let change = |periods| values(&atlas, &question(PlaceLevel::Admin2, periods, Normalisation::Change));
    assert_eq!(change(year(2023)).map(|answer| numbers(&answer)), Ok(vec![Some(100.0), None, None]));
    assert!(matches!(change(year(2024)), Err(FigureError::ChangeOfPartialYear { year: 2024, .. })));
    assert!(matches!(change(year(2022)), Err(FigureError::ChangeWithoutYearBefore { year: 2022, .. })));
    assert_eq!(change(WINDOW), Err(FigureError::ChangeNeedsYear));
    let every = change(PeriodSelection::EveryYear).expect("values");
    let partial: Vec<_> = every.rows.iter().filter(|row| row.partial).collect();
    assert!(
        partial.len() == 3 && partial.iter().all(|row| row.estimate.undefined == Some(UndefinedReason::PartialYear))
    );
}

#[test]
fn a_change_compares_only_communities_counted_in_both_years() {
    let mut parts = small_parts();
    // c2 doubles from 40 to 80, c1 was not counted in 2022: its 20 of 2023 are no growth.
    parts.counts[0].values[0] = Value::NoData;
    parts.counts[0].values[3] = Value::Reported(40);
    parts.counts[0].values[4] = Value::Reported(80);
    let atlas = Atlas::of_parts(parts);
    let answer = values(&atlas, &question(PlaceLevel::Admin2, year(2023), Normalisation::Change)).expect("values");
    assert_eq!(answer.rows[0].estimate.value, Value::Reported(100.0));
    assert_eq!(answer.rows[0].estimate.missing, 1);
    assert_eq!(answer.total.map(|total| (total.value, total.missing)), Some((Value::Reported(100.0), 3)));
}

#[test]
fn a_rate_is_over_communities_whose_count_and_households_are_both_known() {
    let mut parts = small_parts();
    parts.communities[0].households = crate::model::Value::NoData;
    parts.counts[0].values[4] = Value::Reported(6);
    let atlas = Atlas::of_parts(parts);
    let answer =
        values(&atlas, &question(PlaceLevel::Admin2, year(2023), Normalisation::Per1000Households)).expect("values");
    assert_eq!(answer.rows[0].estimate.value, Value::Reported(20.0), "6 of the 300 households of c2");
    assert_eq!(answer.rows[0].estimate.missing, 1);
}

#[test]
fn a_window_that_lacks_a_year_says_how_many_communities_are_incomplete() {
    let atlas = small_atlas();
    let answer = values(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::None)).expect("values");
    assert_eq!(answer.rows[1].estimate.missing, 1, "c3 has no count of 2023");
    assert_eq!(answer.rows[0].estimate.missing, 0);
}

/// The value of the first row, and why there is none.
fn first(atlas: &Atlas, asked: &IndicatorQuery<'_>) -> (Value<f64>, Option<UndefinedReason>) {
    let measured = values(atlas, asked).expect("values").rows[0].estimate;
    (measured.value, measured.undefined)
}

#[test]
fn a_change_from_nobody_is_not_applicable_and_says_why() {
    let mut parts = small_parts();
    parts.counts[0].values[0] = Value::Reported(0);
    parts.counts[0].values[3] = Value::Reported(0);
    let atlas = Atlas::of_parts(parts);
    let asked = question(PlaceLevel::Admin2, year(2023), Normalisation::Change);
    assert_eq!(first(&atlas, &asked), (Value::NotApplicable, Some(UndefinedReason::NobodyBefore)));
    let mut parts = small_parts();
    parts.counts[0].values[0] = Value::Reported(0);
    parts.counts[0].values[3] = Value::NoData;
    let atlas = Atlas::of_parts(parts);
    assert_eq!(
        first(&atlas, &asked),
        (Value::NoData, None),
        "there may have been somebody in the community without data"
    );
}

#[test]
fn a_share_of_nobody_is_not_applicable_but_a_share_of_the_unknown_is_no_data() {
    let mut parts = small_parts();
    parts.counts[0].values.fill(Value::Reported(0));
    let atlas = Atlas::of_parts(parts.clone());
    let asked = question(PlaceLevel::Admin2, year(2023), Normalisation::Share);
    assert_eq!(first(&atlas, &asked), (Value::NotApplicable, Some(UndefinedReason::NobodyCounted)));
    let total = values(&atlas, &asked).expect("values").total.expect("a total");
    assert_eq!((total.value, total.undefined), (Value::NotApplicable, Some(UndefinedReason::NobodyCounted)));
    parts.counts[0].values[7] = Value::NoData;
    assert_eq!(first(&Atlas::of_parts(parts.clone()), &asked), (Value::NoData, None));
    parts.counts[0].values[7] = Value::Suppressed;
    assert_eq!(first(&Atlas::of_parts(parts), &asked), (Value::Suppressed, None));
}

#[test]
fn a_rate_without_households_or_inhabitants_is_not_applicable() {
    let mut parts = small_parts();
    for community in &mut parts.communities {
        community.households = crate::model::Value::Reported(crate::model::Households(0));
    }
    parts.layers[2].units[0].population = Some(0);
    let atlas = Atlas::of_parts(parts);
    let asked = |per| question(PlaceLevel::Admin2, WINDOW, per);
    assert_eq!(
        first(&atlas, &asked(Normalisation::Per1000Households)),
        (Value::NotApplicable, Some(UndefinedReason::NoHouseholds))
    );
    assert_eq!(
        first(&atlas, &asked(Normalisation::Per1000Population)),
        (Value::NotApplicable, Some(UndefinedReason::NoInhabitants))
    );
}

fn beyond(service: Service, km: f64) -> Indicator {
    Indicator::HouseholdsBeyond(ServiceQuestion { service, km: Km::new(km).expect("a distance") })
}

#[test]
fn where_nobody_lacks_a_service_a_share_of_those_who_do_is_not_applicable() {
    use crate::model::ServiceStatus::{Available, NoData};
    let mut parts = small_parts();
    parts.services[0].status = vec![Available, Available, Available, NoData];
    let atlas = Atlas::of_parts(parts.clone());
    let asked = |by, per| IndicatorQuery { indicator: beyond(service("hospital"), 25.0), ..question(by, WINDOW, per) };
    let row = |by: PlaceLevel, per: Normalisation, row: usize| {
        let measured = values(&atlas, &asked(by, per)).expect("values").rows[row].estimate;
        (measured.value, measured.undefined)
    };
    let nobody = (Value::NotApplicable, Some(UndefinedReason::NobodyLacks));
    assert_eq!(row(PlaceLevel::Admin2, Normalisation::Share, 0), nobody);
    assert_eq!(row(PlaceLevel::Community, Normalisation::Share, 0), nobody);
    assert_eq!(
        row(PlaceLevel::Admin2, Normalisation::Share, 2),
        (Value::NoData, None),
        "nothing is known of its community"
    );
    assert_eq!(row(PlaceLevel::Admin0, Normalisation::Share, 0), (Value::NoData, None), "the unknown one may lack it");
    assert_eq!(
        row(PlaceLevel::Admin2, Normalisation::None, 0),
        (Value::Reported(0.0), None),
        "no household is a number"
    );
    assert_eq!(row(PlaceLevel::Admin2, Normalisation::ShareOfAll, 0), (Value::Reported(0.0), None));
    // Two places together, one of which nobody lacks it in: the share of the other one.
    parts.services[0].status = small_parts().services[0].status.clone();
    parts.services[0].status[0] = Available;
    parts.services[0].status[1] = Available;
    let atlas = Atlas::of_parts(parts);
    let answer = values(&atlas, &asked(PlaceLevel::Admin2, Normalisation::Share)).expect("values");
    assert_eq!(answer.rows[0].estimate.value, Value::NotApplicable);
    assert_eq!(answer.rows[1].estimate.value, Value::Reported(100.0));
    assert_eq!(answer.total.map(|total| total.value), Some(Value::Reported(100.0)));
}

#[test]
fn a_share_of_all_is_of_all_households_whose_access_is_known() {
    let mut parts = small_parts();
    let asked = |by| IndicatorQuery {
        indicator: beyond(service("hospital"), 25.0),
        ..question(by, WINDOW, Normalisation::ShareOfAll)
    };
    let measured =
        |parts: &crate::model::DatasetParts, by| values(&Atlas::of_parts(parts.clone()), &asked(by)).expect("values");
    // 50 of the 450 households are farther than 25 km; c4, of which no households are known, is left out and told.
    let answer = measured(&parts, PlaceLevel::Admin0);
    let row = answer.rows[0].estimate;
    assert_eq!((row.value, row.missing), (Value::Reported(100.0 * 50.0 / 450.0), 1));
    // A community that has the service and does not say how many live there would make the share too large.
    parts.communities[0].households = crate::model::Value::NoData;
    let row = measured(&parts, PlaceLevel::Admin2).rows[0].estimate;
    assert_eq!((row.value, row.missing), (Value::Reported(0.0), 1));
    parts.communities[0].households = crate::model::Value::Reported(crate::model::Households(0));
    parts.communities[1].households = crate::model::Value::Reported(crate::model::Households(0));
    let row = measured(&parts, PlaceLevel::Admin2).rows[0].estimate;
    assert_eq!((row.value, row.undefined), (Value::NotApplicable, Some(UndefinedReason::NoHouseholds)));
    for per in [Normalisation::Share, Normalisation::ShareOfAll] {
        let asked = IndicatorQuery {
            indicator: Indicator::CommunitiesLacking(service("hospital")),
            ..question(PlaceLevel::Admin0, WINDOW, per)
        };
        assert_eq!(first(&small_atlas(), &asked).0, Value::Reported(75.0), "{per:?}");
    }
    let refused = values(&small_atlas(), &question(PlaceLevel::Admin0, WINDOW, Normalisation::ShareOfAll))
        .expect_err("of people");
    assert_eq!(
        refused.to_string(),
        "`per=share_of_all` is not possible for return_migrants; use none, share, per_1000_households, change"
    );
}

#[test]
fn shares_of_services_are_of_the_place_itself() {
    let atlas = small_atlas();
    let mut asked = question(PlaceLevel::Admin1, WINDOW, Normalisation::Share);
    asked.indicator = Indicator::HouseholdsBeyond(ServiceQuestion {
        service: service("hospital"),
        km: Km::new(25.0).expect("a distance"),
    });
    let answer = values(&atlas, &asked).expect("values");
    assert_eq!(answer.rows[0].estimate.value, Value::Reported(100.0 * 50.0 / 350.0));
    asked.indicator = Indicator::CommunitiesLacking(service("hospital"));
    let answer = values(&atlas, &asked).expect("values");
    assert_eq!(answer.rows[0].estimate.value, Value::Reported(100.0 * 2.0 / 3.0));
}

#[test]
fn a_suppressed_count_suppresses_every_sum_that_would_give_it_away() {
    let mut parts = small_parts();
    parts.counts[0].values[0] = Value::Suppressed;
    let atlas = Atlas::of_parts(parts);
    for by in [PlaceLevel::Admin0, PlaceLevel::Admin1, PlaceLevel::Admin2] {
        let answer = values(&atlas, &question(by, WINDOW, Normalisation::None)).expect("values");
        assert_eq!(answer.rows[0].estimate.value, Value::Suppressed, "{by:?}");
    }
    let share = values(&atlas, &question(PlaceLevel::Admin2, WINDOW, Normalisation::Share)).expect("values");
    assert_eq!(share.rows[1].estimate.value, Value::Suppressed, "a share of a withheld total");
}

#[test]
fn years_and_groups_that_are_not_counted_are_named() {
    let atlas = small_atlas();
    let error = values(&atlas, &question(PlaceLevel::Admin0, year(2019), Normalisation::None)).expect_err("no 2019");
    assert_eq!(error.to_string(), "round `r1` counts return_migrants in 2022, 2023, 2024, not in 2019");
    let mut asked = question(PlaceLevel::Admin0, WINDOW, Normalisation::None);
    asked.indicator = Indicator::Group(group("emigrants"));
    let error = values(&atlas, &asked).expect_err("no emigrants");
    assert_eq!(error.to_string(), "round `r1` does not count emigrants; it counts return_migrants");
}

#[test]
fn breakdowns_are_shares_of_the_place_itself() {
    let atlas = small_atlas();
    let asked = question(PlaceLevel::Admin1, WINDOW, Normalisation::Share);
    let rows = breakdown(&atlas, &asked, &dimension("country")).expect("rows");
    let table = atlas.breakdown_of("r1", &group("return_migrants"), &dimension("country")).expect("a breakdown");
    let first: Vec<_> = rows.iter().filter(|row| row.place == 0).collect();
    assert_eq!((&*table.categories[first[0].category], first[0].value), ("A", Value::Reported(100.0 * 61.0 / 66.0)));
    assert_eq!(rows.iter().find(|row| row.place == 1).map(|row| row.value), Some(Value::NoData));
    assert!(matches!(breakdown(&atlas, &asked, &dimension("sex")), Err(FigureError::NoBreakdown { .. })));
}

#[test]
fn maps_of_services_refuse_distances_that_bands_cannot_answer() {
    let atlas = small_atlas();
    let mut asked = question(PlaceLevel::Admin2, WINDOW, Normalisation::None);
    let beyond = |km: f64| beyond(service("hospital"), km);
    asked.indicator = beyond(15.0);
    assert_eq!(values(&atlas, &asked).map(|answer| numbers(&answer)), Ok(vec![Some(300.0), Some(50.0), None]));
    asked.indicator = beyond(18.0);
    assert!(matches!(values(&atlas, &asked), Err(FigureError::InsideBand { .. })));
    asked.indicator = Indicator::CommunitiesLacking(service("school"));
    assert_eq!(values(&atlas, &asked).map(|answer| numbers(&answer)), Ok(vec![Some(2.0), Some(1.0), None]));
}
