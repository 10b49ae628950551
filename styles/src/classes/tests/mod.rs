mod change;
mod labels;
mod oracles;
mod properties;

use geodata::figures::Normalisation;

use super::*;

/// Where classes begin, and how many units each has.
fn lows_and_units(values: &[f64], method: Method, per: Normalisation) -> (Vec<f64>, Vec<usize>) {
    classify(values, &Classification::own(method), per).iter().map(|class| (class.low, class.units)).unzip()
}

fn given(breaks: &[f64], per: Normalisation) -> Result<Classification, ClassificationError> {
    Classification::new((None, None, Some(Breaks::Given(breaks.to_vec()))), per, Breaks::Own)
}

/// Those that find breaks by themselves.
fn methods() -> impl Iterator<Item = Method> {
    Method::ALL.into_iter().filter(|method| *method != Method::Manual)
}

const GAPS: [f64; 8] = [1.0, 2.0, 3.0, 98.0, 103.0, 110.0, 480.0, 530.0];

#[test]
fn natural_classes_follow_the_gaps_and_have_round_breaks() {
    let natural = |values: &[f64]| lows_and_units(values, Method::NaturalBreaks, Normalisation::None);
    assert_eq!(natural(&GAPS), (vec![1.0, 50.0, 110.0, 480.0, 530.0], vec![3, 2, 1, 1, 1]));
}

#[test]
fn no_values_make_no_class_and_one_value_makes_one() {
    for method in methods() {
        let classes = |values: &[f64], per| classify(values, &Classification::own(method), per).classes;
        for per in [Normalisation::None, Normalisation::Share, Normalisation::Change] {
            assert!(classes(&[], per).is_empty() && classes(&[f64::NAN, f64::INFINITY], per).is_empty());
            let one = classes(&[57.0, 57.0], per);
            assert!(one.len() == 1 && one[0].is_one_value() && one[0].units == 2, "{method:?}: {one:?}");
        }
        let zero = classes(&[0.0, -0.0], Normalisation::Share);
        assert_eq!(
            (zero.len(), zero[0].kind, zero[0].low, zero[0].high, zero[0].units),
            (1, ClassKind::Zero, 0.0, 0.0, 2)
        );
        assert_eq!(classes(&[0.0, 0.0], Normalisation::Change)[0].kind, ClassKind::Neutral);
    }
}

#[test]
fn zeros_are_alone() {
    let zeros = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0];
    for method in methods().filter(|method| *method != Method::StandardDeviation) {
        assert_eq!(
            lows_and_units(&zeros, method, Normalisation::None),
            (vec![0.0, 1.0, 2.0], vec![6, 1, 1]),
            "{method:?}"
        );
    }
    let both = classify(
        &[-8.0, -2.0, 0.0, 0.0, 3.0, 9.0, 9.5],
        &Classification::own(Method::EqualInterval),
        Normalisation::Share,
    );
    let zero = both.iter().position(|class| class.kind == ClassKind::Zero).expect("a class of zeros");
    assert_eq!(both[zero].units, 2);
    assert!(both[..zero].iter().all(|class| class.high <= 0.0) && both[zero + 1..].iter().all(|class| class.low > 0.0));
}

#[test]
fn the_least_shade_is_not_that_of_zeros() {
    let classes =
        classify(&[0.0, 0.0, 3.0, 20.0, 90.0], &Classification::own(Method::NaturalBreaks), Normalisation::Share);
    assert_eq!(
        classes.iter().map(|class| (class.step, class.steps)).collect::<Vec<_>>(),
        [(0, 3), (1, 3), (2, 3), (3, 3)]
    );
}

#[test]
fn ends_are_rounded_outward_as_far_as_breaks_are() {
    let ends = |values: &[f64]| {
        let classes = classify(values, &Classification::own(Method::EqualInterval), Normalisation::Share);
        (classes[0].low, classes[classes.len() - 1].high)
    };
    assert_eq!(ends(&[13.0988, 20.5, 31.0, 44.0, 68.5917]), (13.0, 68.6));
    assert_eq!(ends(&[0.0123, 20.5, 31.0, 44.0, 99.5]), (0.01, 99.5), "not to zero");
    assert_eq!(ends(&[1.1, 1.2, 1.3]), (1.1, 1.3));
}

#[test]
fn equal_values_stay_together_and_make_fewer_classes() {
    let two = [7.0, 7.0, 7.0, 9.0];
    assert_eq!(lows_and_units(&two, Method::Quantile, Normalisation::None).1, [3, 1]);
    assert_eq!(lows_and_units(&two, Method::EqualInterval, Normalisation::None), (vec![7.0, 8.0], vec![3, 1]));
}

#[test]
fn equal_intervals_are_equal_and_may_be_empty() {
    let (lows, units) = lows_and_units(&GAPS, Method::EqualInterval, Normalisation::None);
    assert_eq!((lows, units), (vec![1.0, 107.0, 213.0, 319.0, 425.0], vec![5, 1, 0, 0, 2]));
    let (lows, units) = lows_and_units(&[0.1, 0.2, 0.3, 0.4, 0.6], Method::EqualInterval, Normalisation::Share);
    assert_eq!((lows, units), (vec![0.1, 0.2, 0.3, 0.4, 0.5], vec![1, 1, 1, 1, 1]));
}

#[test]
fn pretty_classes_begin_at_round_numbers() {
    let (lows, units) = lows_and_units(&GAPS, Method::Pretty, Normalisation::None);
    assert_eq!((lows, units), (vec![1.0, 100.0, 200.0, 300.0, 400.0, 500.0], vec![4, 2, 0, 0, 1, 1]));
}

#[test]
fn breaks_that_are_given_are_kept_with_their_shades() {
    let classes = classify(
        &[0.0, 12.0, 14.0, 20.0, 25.0],
        &given(&[0.0, 10.0, 20.0, 30.0], Normalisation::Share).unwrap(),
        Normalisation::Share,
    );
    let found: Vec<_> =
        classes.iter().map(|class| (class.low, class.high, class.units, class.step, class.steps)).collect();
    assert_eq!(found, [(0.0, 0.0, 1, 0, 4), (10.0, 20.0, 2, 2, 4), (20.0, 30.0, 2, 3, 4)]);
    let counts = given(&[2.2, 2.8, 20.5], Normalisation::None).unwrap();
    let counts = classify(&[1.0, 2.0, 3.0, 20.0, 21.0], &counts, Normalisation::None);
    let found: Vec<_> = counts.iter().map(|class| (class.low, class.units)).collect();
    assert_eq!(found, [(1.0, 2), (3.0, 2), (21.0, 1)], "no count lies between 2.2 and 2.8");
    let one = classify(&[25.0], &given(&[10.0, 20.0], Normalisation::Share).unwrap(), Normalisation::Share);
    assert_eq!((one.len(), one[0].low, one[0].step), (1, 25.0, 3));
}

#[test]
fn breaks_are_a_few_different_finite_numbers_in_order() {
    for bad in [
        &[][..],
        &[2.0, 1.0],
        &[1.0, 1.0],
        &[f64::NAN],
        &[1.0, f64::INFINITY],
        &[1e16],
        &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
    ] {
        assert_eq!(given(bad, Normalisation::Share), Err(ClassificationError::NoBreaks), "{bad:?}");
    }
    for bad in [&[-10.0, 20.0][..], &[10.0, 20.0], &[-10.0, 0.0, 10.0], &[0.0]] {
        assert_eq!(given(bad, Normalisation::Change), Err(ClassificationError::ChangeNotSymmetric), "{bad:?}");
    }
    assert!(given(&[-50.0, -10.0, 10.0, 50.0], Normalisation::Change).is_ok());
}

#[test]
fn choices_that_contradict_each_other_are_refused() {
    let breaks = || Some(Breaks::Given(vec![10.0, 20.0]));
    for (chosen, parameter) in [
        ((None, Some(2), None), "classes"),
        ((None, Some(8), None), "classes"),
        ((Some(Method::Manual), Some(5), breaks()), "classes"),
        ((None, Some(3), breaks()), "classes"),
        ((Some(Method::Quantile), None, breaks()), "method"),
        ((Some(Method::Manual), None, None), "method"),
        ((Some(Method::Manual), None, Some(Breaks::Shared)), "method"),
    ] {
        let refused = Classification::new(chosen.clone(), Normalisation::Share, Breaks::Own).unwrap_err();
        assert_eq!(refused.parameter(), parameter, "{chosen:?}: {refused}");
    }
    let manual = Classification::new((Some(Method::Manual), None, breaks()), Normalisation::Share, Breaks::Shared);
    assert_eq!(manual, given(&[10.0, 20.0], Normalisation::Share));
    let shared = Classification::new((None, Some(4), None), Normalisation::Share, Breaks::Shared).unwrap();
    assert_eq!((shared.breaks(), shared.classes()), (&Breaks::Shared, 4));
}

#[test]
fn a_shared_scale_has_the_same_classes_for_each_of_its_maps() {
    let years = [vec![0.0, 3.0, 8.0], vec![11.0, 45.0], vec![60.0, 61.0, 120.0]];
    let scale = Scale::new(&years.concat(), &Classification::own(Method::NaturalBreaks), Normalisation::Share);
    let ranges = |shown: &[f64]| -> Vec<(f64, f64, i8)> {
        let of_ranges = |class: &&Class| class.kind == ClassKind::Range;
        scale.classes(shown).iter().filter(of_ranges).map(|class| (class.low, class.high, class.step)).collect()
    };
    assert!(years.iter().all(|year| ranges(year) == ranges(&years[0])));
    assert_eq!(scale.classes(&years[0])[0].kind, ClassKind::Zero);
    assert_eq!(scale.classes(&years[1])[0].kind, ClassKind::Range, "no zeros are there");
    assert!(years.iter().all(|year| scale.classes(year).iter().map(|class| class.units).sum::<usize>() == year.len()));
}

#[test]
fn the_roundest_break_is_chosen() {
    use super::round_numbers::nice_break;
    assert_eq!((nice_break(97.0, 131.0), nice_break(0.31, 0.38), nice_break(2.1, 2.16)), (100.0, 0.35, 2.15));
    let below_zero = nice_break(-38.0, -3.0);
    assert!(below_zero > -38.0 && below_zero <= -3.0, "{below_zero}");
}
