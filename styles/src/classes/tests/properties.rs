//! What holds of all classes of any values.

use proptest::prelude::*;

use super::labels::{Printed, labels};
use super::*;

/// Values of many kinds: ties, zeros, large and small ones, and numbers that are none.
fn values() -> impl Strategy<Value = Vec<f64>> {
    let number = prop_oneof![
        4 => (0..2000u32).prop_map(|n| f64::from(n) / 10.0),
        2 => (0..9u32).prop_map(f64::from),
        2 => Just(0.0),
        2 => (-1e6..1e6).prop_map(|n: f64| n),
        1 => (-100i32..100).prop_map(|n| f64::from(n) / 1e4),
        1 => (-1e14..1e14).prop_map(|n: f64| n),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-0.0)],
    ];
    prop::collection::vec(number, 0..60)
}

fn per() -> impl Strategy<Value = Normalisation> {
    prop_oneof![Just(Normalisation::None), Just(Normalisation::Share), Just(Normalisation::Change)]
}

fn classification() -> impl Strategy<Value = Classification> {
    let chosen = (prop::sample::select(methods().collect::<Vec<_>>()), 3u8..=7);
    let found = chosen.prop_map(|(method, classes)| {
        Classification::new((Some(method), Some(classes), None), Normalisation::Share, Breaks::Own)
            .expect("a classification")
    });
    let sides = prop::collection::btree_set(1..100_000u32, 1..=3);
    let given = sides.prop_map(|sides| {
        let above: Vec<f64> = sides.into_iter().map(|at| f64::from(at) / 100.0).collect();
        let breaks: Vec<f64> = above.iter().rev().map(|at| -at).chain(above.iter().copied()).collect();
        super::given(&breaks, Normalisation::Change).expect("breaks")
    });
    prop_oneof![3 => found, 1 => given]
}

/// As they are published, whole where they are counts.
fn published(values: &[f64], per: Normalisation) -> Vec<f64> {
    let finite = values.iter().copied().filter(|value| value.is_finite()).map(geodata::figures::rounded);
    finite.map(|value| if per == Normalisation::None { value.round().abs() } else { value }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_value_is_in_one_class_and_zeros_are_alone(values in values(), per in per(), classification in classification()) {
        let published = published(&values, per);
        let classes = classify(&published, &classification, per);
        for value in &published {
            prop_assert_eq!(classes.iter().filter(|class| class.holds(*value)).count(), 1, "{} in {:?}", value, classes);
        }
        for class in classes.iter() {
            prop_assert!(class.low <= class.high);
            prop_assert_eq!(published.iter().filter(|value| class.holds(**value)).count(), class.units);
            prop_assert!(class.kind != ClassKind::Range || !class.holds(0.0), "{:?}", class);
            prop_assert!(class.step.unsigned_abs() <= class.steps);
        }
        prop_assert!(classes.windows(2).all(|pair| pair[0].high <= pair[1].low), "{:?}", classes);
        let shades: Vec<i8> = classes.iter().filter(|class| class.kind != ClassKind::Zero).map(|class| class.step).collect();
        prop_assert!(shades.is_sorted_by(|one, next| one < next), "{:?}", classes);
        // One more where a class would be on both sides of zero.
        let most = 7 + usize::from(classes.first().is_some_and(|class| class.low < 0.0));
        prop_assert!(shades.len() <= most, "{:?}", classes);
    }

    #[test]
    fn the_order_of_values_does_not_matter(values in values(), per in per(), classification in classification(), turn in 0..60usize) {
        let mut turned = values.clone();
        turned.rotate_left(turn.min(values.len()));
        prop_assert_eq!(classify(&values, &classification, per), classify(&turned, &classification, per));
        turned.reverse();
        prop_assert_eq!(classify(&values, &classification, per), classify(&turned, &classification, per));
    }

    #[test]
    fn labels_say_where_each_value_is(values in values(), per in per(), classification in classification()) {
        let values = published(&values, per);
        let classes = classify(&values, &classification, per);
        let labels = labels(&classes, per);
        for value in &values {
            let class = classes.position(*value).expect("a class");
            for decimals in [classes.decimals, classes.decimals.max(1), 4] {
                let shown: f64 = format!("{value:.decimals$}").parse().expect("a number");
                for (at, label) in labels.iter().enumerate() {
                    let printed = Printed::read(label);
                    // One value is printed as it is shown.
                    let is_in = if classes[at].is_one_value() { at == class } else { printed.holds(shown) };
                    prop_assert_eq!(is_in, at == class, "{} as {} in {:?}", value, shown, &labels);
                }
            }
            let is_in = Printed::read(&labels[class]).holds(*value);
            prop_assert!(is_in || classes[class].is_one_value(), "{} in {:?}", value, &labels);
        }
    }

    #[test]
    fn changes_are_symmetric(values in values(), classification in classification()) {
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        let steps = |values: &[f64]| -> Vec<i8> { classify(values, &classification, Normalisation::Change).iter().map(|class| class.step).collect() };
        let mut mirrored: Vec<i8> = steps(&turned).iter().map(|step| -step).collect();
        mirrored.reverse();
        prop_assert_eq!(steps(&values), mirrored);
    }
}
