use super::*;

fn natural(values: &[f64], per: Normalisation) -> Vec<Class> {
    classify(values, Method::NaturalBreaks, per)
}

/// Where classes begin, and how many units each has.
fn lows_and_units(values: &[f64], method: Method, per: Normalisation) -> (Vec<f64>, Vec<usize>) {
    classify(values, method, per).iter().map(|class| (class.low, class.units)).unzip()
}

const GAPS: [f64; 8] = [1.0, 2.0, 3.0, 98.0, 103.0, 110.0, 480.0, 530.0];

#[test]
fn natural_classes_follow_the_gaps_and_have_round_edges() {
    let classes = natural(&GAPS, Normalisation::None);
    assert!(classes.iter().all(|class| class.units > 0), "{classes:?}");
    assert_eq!(classes.iter().map(|class| class.units).sum::<usize>(), 8);
    assert!((classes[0].low - 1.0).abs() < f64::EPSILON && (classes[0].high - 50.0).abs() < f64::EPSILON);
}

#[test]
fn a_zero_is_in_a_class_and_no_values_make_no_class() {
    for method in Method::ALL {
        assert_eq!(
            classify(&[0.0, 0.0], method, Normalisation::None),
            [Class { low: 0.0, high: 0.0, units: 2 }],
            "{method:?}"
        );
        assert!(classify(&[], method, Normalisation::None).is_empty());
        assert!(classify(&[f64::NAN], method, Normalisation::None).is_empty());
    }
}

#[test]
fn growth_and_decline_never_share_a_class() {
    for method in Method::ALL {
        let classes = classify(&[-40.0, -3.0, 1.0, 2.0, 90.0], method, Normalisation::Change);
        assert!(classes.iter().all(|class| class.high <= 0.0 || class.low >= 0.0), "{method:?}: {classes:?}");
        assert_eq!(classes.iter().map(|class| class.units).sum::<usize>(), 5);
    }
    let (lows, units) = lows_and_units(&[-40.0, -3.0, 1.0, 2.0, 90.0], Method::EqualInterval, Normalisation::Change);
    assert_eq!((lows, units), (vec![-40.0, -20.0, 0.0, 30.0, 60.0], vec![1, 1, 2, 0, 1]));
}

#[test]
fn outer_edges_include_the_rounded_extremes() {
    for method in Method::ALL {
        let classes = classify(&[13.098_841, 20.5, 68.591_733], method, Normalisation::Share);
        let (first, last) = (&classes[0], &classes[classes.len() - 1]);
        assert!(first.low <= 13.0988 && last.high >= 68.5917 && last.high < 68.592, "{classes:?}");
    }
}

#[test]
fn every_value_is_in_one_class_and_classes_follow_each_other() {
    let series: Vec<f64> = (0..60).map(|at| f64::from(at * at % 97)).collect();
    for method in Method::ALL {
        for per in [Normalisation::None, Normalisation::Share] {
            let classes = classify(&series, method, per);
            assert_eq!(classes.iter().map(|class| class.units).sum::<usize>(), series.len());
            assert!(classes.windows(2).all(|pair| (pair[0].high - pair[1].low).abs() < f64::EPSILON), "{classes:?}");
            assert!(classes.windows(2).all(|pair| pair[0].low < pair[1].low), "{classes:?}");
            assert_eq!(classes.len(), 5, "{method:?}");
        }
    }
}

#[test]
fn equal_values_stay_together_and_make_fewer_classes() {
    let zeros = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0];
    assert_eq!(lows_and_units(&zeros, Method::Quantile, Normalisation::None), (vec![0.0, 1.0], vec![6, 2]));
    assert_eq!(
        lows_and_units(&zeros, Method::EqualInterval, Normalisation::None),
        (vec![0.0, 1.0, 2.0], vec![6, 1, 1])
    );
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

/// How many values each class of mapclassify 2.10.0 has (`Quantiles`, `EqualInterval`, `FisherJenks`, k=5), without empty ones of
/// quantiles. No value lies on an edge, which belongs to the class below there.
#[test]
fn classes_are_those_of_mapclassify() {
    let skewed: Vec<f64> = (1..=40_i64).map(|at| (at.pow(3) % 1009) as f64).collect();
    let tied: Vec<f64> =
        [vec![0; 9], vec![1; 4], vec![2, 3, 3, 3, 5, 8, 8, 40, 41]].concat().into_iter().map(f64::from).collect();
    for (values, quantiles, intervals, natural) in [
        (GAPS.to_vec(), vec![2, 1, 2, 1, 2], vec![5, 1, 0, 0, 2], vec![3, 2, 1, 1, 1]),
        (skewed, vec![8, 8, 8, 8, 8], vec![10, 7, 9, 9, 5], vec![7, 9, 10, 10, 4]),
        (tied, vec![9, 4, 4, 5], vec![20, 0, 0, 0, 2], vec![13, 4, 1, 2, 2]),
    ] {
        let units = |method| lows_and_units(&values, method, Normalisation::Share).1;
        assert_eq!(units(Method::Quantile), quantiles);
        assert_eq!(units(Method::EqualInterval), intervals);
        assert_eq!(units(Method::NaturalBreaks), natural);
    }
}

#[test]
fn the_roundest_break_is_chosen() {
    assert!((nice_break(97.0, 131.0) - 100.0).abs() < f64::EPSILON);
    assert!((nice_break(0.31, 0.38) - 0.35).abs() < 1e-12);
    assert!((nice_break(-38.0, -3.0) - -5.0).abs() < 1e-12 || nice_break(-38.0, -3.0) <= -3.0);
}
