use super::*;
use crate::atlas::tests::{group, service, small_parts};
use crate::figures::ServiceQuestion;
use crate::model::{
    BoundaryEdition, Concordance, Counts, DatasetParts, DistanceDetail, GroupCoverage, Km, RoundId, Value,
};

/// The small country with a second round that is like the first, and what a test changes of that.
fn two_rounds(change: impl FnOnce(&mut DatasetParts)) -> Atlas {
    let mut parts = small_parts();
    let mut round = parts.rounds[0].clone();
    round.id = RoundId("r2".into());
    round.collected = ["2025-02-01".into(), "2025-04-30".into()];
    parts.rounds.push(round);
    let second = |id: &mut RoundId| *id = RoundId("r2".into());
    let mut counts = parts.counts.clone();
    for counts in &mut counts {
        second(&mut counts.round);
    }
    let mut services = parts.services.clone();
    for table in &mut services {
        second(&mut table.round);
    }
    parts.counts.extend(counts);
    parts.services.extend(services);
    change(&mut parts);
    Atlas::of_parts(parts)
}

fn second_counts(parts: &mut DatasetParts) -> &mut Counts {
    let group = group("return_migrants");
    parts.counts.iter_mut().find(|counts| counts.round.0 == "r2" && counts.group == group).expect("counts")
}

fn second_coverage(parts: &mut DatasetParts) -> &mut GroupCoverage {
    let group = group("return_migrants");
    parts.rounds[1].groups.iter_mut().find(|coverage| coverage.group == group).expect("a coverage")
}

fn returns() -> Indicator {
    Indicator::Group(group("return_migrants"))
}

fn found(atlas: &Atlas, indicator: &Indicator, period: Period) -> Vec<(&'static str, Caveat)> {
    let differences = differences(period, [0, 1].map(|at| RoundOf { atlas, round: &atlas.rounds[at], indicator }));
    differences.iter().map(|difference| (difference.id(), difference.caveat())).collect()
}

#[test]
fn rounds_that_count_the_same_differ_in_nothing() {
    let atlas = two_rounds(|parts| {
        let definition = &mut second_coverage(parts).definition;
        *definition = format!("{}  ", definition.main()).into();
    });
    assert_eq!(found(&atlas, &returns(), Period::Window), []);
    assert_eq!(found(&atlas, &Indicator::CommunitiesLacking(service("hospital")), Period::Window), []);
}

#[test]
fn each_difference_has_its_caveat() {
    let atlas = two_rounds(|parts| {
        second_coverage(parts).definition = "Otherwise".into();
        parts.rounds[1].method = "Household survey".into();
    });
    let definition = [("definition", Caveat::Definition), ("method", Caveat::Definition)];
    assert_eq!(found(&atlas, &returns(), Period::Window), definition);
    // That the services are told of in another way is said of them, too.
    assert_eq!(
        found(&atlas, &Indicator::CommunitiesLacking(service("hospital")), Period::Window),
        [("method", Caveat::Definition)]
    );
    let atlas = two_rounds(|parts| second_coverage(parts).partial.clear());
    assert_eq!(found(&atlas, &returns(), Period::Window), [("window", Caveat::Window)]);
    assert_eq!(
        found(&atlas, &returns(), Period::Year(2022)),
        [],
        "of a year that both count fully the window is all the same"
    );
    let atlas = two_rounds(|parts| second_counts(parts).values[0..3].fill(Value::NoData));
    let indicator = returns();
    let of = |at: usize| RoundOf { atlas: &atlas, round: &atlas.rounds[at], indicator: &indicator };
    let differences = differences(Period::Window, [of(0), of(1)]);
    let coverage = RoundDifference::Coverage { level: PlaceLevel::Community, places: [3, 2], both: 2 };
    assert_eq!(differences, [coverage]);
}

#[test]
fn what_is_withheld_is_covered() {
    let atlas = two_rounds(|parts| second_counts(parts).values[0..3].fill(Value::Suppressed));
    assert_eq!(found(&atlas, &returns(), Period::Window), []);
    let question = RoundsQuery {
        indicator: returns(),
        by: PlaceLevel::Community,
        rounds: vec!["r1", "r2"],
        period: Period::Window,
        per: Normalisation::None,
        within: None,
    };
    let rows = question.rows(&atlas, &[0, 1]).expect("rows");
    let statuses = rows[0].values.iter().map(|value| value.estimate.value.status()).collect::<Vec<_>>();
    assert_eq!(statuses, ["reported", "suppressed"]);
    assert_eq!(rows[1].values[0].estimate.value, rows[1].values[1].estimate.value);
}

#[test]
fn distances_matter_to_those_who_ask_for_them() {
    let school = service("school");
    let atlas = two_rounds(|parts| {
        let mut tables = parts.services.iter_mut();
        let table = tables.find(|table| table.round.0 == "r2" && table.service == school).expect("a table");
        table.detail = DistanceDetail::Bands;
    });
    let km = Km::new(10.0).expect("a distance");
    let beyond = Indicator::HouseholdsBeyond(ServiceQuestion { service: school.clone(), km });
    assert_eq!(found(&atlas, &beyond, Period::Window), [("distances", Caveat::Definition)]);
    assert_eq!(found(&atlas, &Indicator::CommunitiesLacking(school), Period::Window), []);
}

#[test]
fn a_part_of_a_year_never_stands_beside_all_of_it() {
    let compared = |atlas: &Atlas, period, rounds: [usize; 2]| {
        let indicator = returns();
        let sides = rounds.map(|at| RoundOf { atlas, round: &atlas.rounds[at], indicator: &indicator });
        super::compared(period, sides)
    };
    let year = Period::Year;
    let atlas = two_rounds(|parts| second_coverage(parts).partial.clear());
    assert!(matches!(compared(&atlas, year(2024), [0, 1]), Err(FigureError::PartBesideOtherPart { year: 2024, .. })));
    assert_eq!(compared(&atlas, year(2023), [0, 1]), Ok(Vec::new()));
    assert_eq!(compared(&two_rounds(|_| ()), year(2024), [0, 1]), Ok(Vec::new()), "both count the same part");
    let itself = compared(&atlas, Period::Window, [0, 0]);
    assert_eq!(itself, Err(FigureError::SameRound("r1".into())));
}

#[test]
fn a_trend_breaks_where_the_definition_changes_and_not_where_other_places_were_reached() {
    let segments_of = |atlas: &Atlas| {
        let rounds = rounds_with(atlas, &returns(), Period::Window);
        let segments = segments(atlas, &returns(), Period::Window, &rounds);
        let ids = |segment: &Segment<'_>| segment.rounds.iter().map(|round| round.id.0.clone()).collect::<Vec<_>>();
        let breaks = |segment: &Segment<'_>| segment.breaks.len();
        let remarks = |segment: &Segment<'_>| segment.remarks.iter().flatten().count();
        segments.iter().map(|segment| (ids(segment), breaks(segment), remarks(segment))).collect::<Vec<_>>()
    };
    let [first, second] = ["r1", "r2"].map(str::to_owned);
    let both = vec![first.clone(), second.clone()];
    assert_eq!(segments_of(&two_rounds(|_| ())), [(both.clone(), 0, 0)]);
    let atlas = two_rounds(|parts| second_counts(parts).values[0..3].fill(Value::NoData));
    assert_eq!(segments_of(&atlas), [(both, 0, 1)]);
    let atlas = two_rounds(|parts| second_coverage(parts).definition = "Otherwise".into());
    assert_eq!(segments_of(&atlas), [(vec![first], 0, 0), (vec![second], 1, 0)]);
}

#[test]
fn rounds_are_in_the_order_of_their_days() {
    let atlas = two_rounds(|parts| parts.rounds[1].collected = ["2019-01-01".into(), "2019-02-01".into()]);
    let rounds = rounds_with(&atlas, &returns(), Period::Window);
    assert_eq!(rounds.iter().map(|round| round.id.0.as_str()).collect::<Vec<_>>(), ["r2", "r1"]);
    assert!(rounds_with(&atlas, &returns(), Period::Year(1999)).is_empty());
}

/// The small country, whose districts another dataset has otherwise.
fn with_concordance(pairs: &[(&str, &str)]) -> Atlas {
    let mut parts = small_parts();
    parts.info.id = "new".into();
    let concordance = Concordance {
        dataset: "small".into(),
        level: AdminLevel::Admin2,
        sources: Vec::new(),
        pairs: pairs.iter().map(|(from, to)| [(*from).to_owned(), (*to).to_owned()]).collect(),
    };
    parts.info.boundary_edition =
        Some(BoundaryEdition { id: "2018".into(), valid_from: None, concordances: vec![concordance] });
    Atlas::of_parts(parts)
}

fn areas(old: &Atlas, new: &Atlas) -> Result<Vec<[Vec<usize>; 2]>, FigureError> {
    let areas = comparable_areas([old, new], AdminLevel::Admin2)?;
    Ok(areas.into_iter().map(|area| area.units).collect())
}

#[test]
fn units_that_share_ground_are_one_area_however_long_the_chain() {
    let old = Atlas::of_parts(small_parts());
    let one_to_one = [("XX11", "XX11"), ("XX12", "XX12"), ("XX21", "XX21")];
    let of = |units: [&[usize]; 2]| units.map(<[usize]>::to_vec);
    let apart = [of([&[0], &[0]]), of([&[1], &[1]]), of([&[2], &[2]])];
    assert_eq!(areas(&old, &with_concordance(&one_to_one)), Ok(apart.to_vec()));
    let merged = [("XX11", "XX11"), ("XX12", "XX11"), ("XX12", "XX12"), ("XX21", "XX21")];
    assert_eq!(areas(&old, &with_concordance(&merged)), Ok(vec![of([&[0, 1], &[0, 1]]), of([&[2], &[2]])]));
    let chain = [("XX11", "XX12"), ("XX12", "XX12"), ("XX12", "XX21"), ("XX21", "XX11"), ("XX21", "XX21")];
    let new = with_concordance(&chain);
    assert_eq!(areas(&old, &new), Ok(vec![of([&[0, 1, 2], &[0, 1, 2]])]));
    // Whichever comes first.
    assert_eq!(areas(&new, &old), areas(&old, &new));
}

#[test]
fn a_concordance_that_leaves_out_a_unit_or_names_a_strange_one_compares_nothing() {
    let old = Atlas::of_parts(small_parts());
    let short = with_concordance(&[("XX11", "XX11"), ("XX12", "XX12"), ("XX12", "XX21")]);
    assert!(matches!(areas(&old, &short), Err(FigureError::ConcordanceLacksUnit { code, .. }) if code == "XX21"));
    let strange = with_concordance(&[("XX99", "XX11")]);
    assert!(matches!(areas(&old, &strange), Err(FigureError::ConcordanceUnitUnknown { code, .. }) if code == "XX99"));
    let none = with_concordance(&[]);
    assert!(matches!(areas(&old, &old), Err(FigureError::NoConcordance { .. })));
    assert!(
        matches!(comparable_areas([&old, &none], AdminLevel::Admin1), Err(FigureError::NoConcordance { levels, .. }) if levels == [AdminLevel::Admin2])
    );
    // A country as a whole is the same country.
    let whole = comparable_areas([&old, &none], AdminLevel::Admin0).map(|areas| areas.len());
    assert_eq!(whole, Ok(1));
}
