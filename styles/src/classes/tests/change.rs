use super::*;

fn classes(values: &[f64]) -> Vec<Class> {
    classify(values, &Classification::own(Method::NaturalBreaks), Normalisation::Change).classes
}

/// The class of one of some values.
fn class_of(values: &[f64], value: f64, method: Method) -> Class {
    let classes = classify(values, &Classification::own(method), Normalisation::Change);
    classes[classes.position(value).expect("a class")]
}

const CHANGES: [f64; 12] = [-57.0, -12.0, -7.0, -6.5, -1.0, 0.0, 3.0, 9.0, 14.0, 60.0, 110.0, 244.0];

#[test]
fn a_small_decline_does_not_look_like_a_large_growth() {
    for method in methods() {
        let [decline, growth] = [-7.0, 244.0].map(|value| class_of(&CHANGES, value, method));
        assert!(
            decline.step <= 0 && growth.step > 0 && decline.step.abs() < growth.step,
            "{method:?}: {decline:?} {growth:?}"
        );
    }
}

#[test]
fn equal_changes_up_and_down_have_equal_steps() {
    for method in methods() {
        let all = classify(&CHANGES, &Classification::own(method), Normalisation::Change);
        let neutral = all.iter().filter(|class| class.kind == ClassKind::Neutral).collect::<Vec<_>>();
        assert!(
            neutral.len() == 1 && neutral[0].low + neutral[0].high == 0.0 && neutral[0].holds(0.0),
            "{method:?}: {all:?}"
        );
        for value in CHANGES {
            let mirrored = Scale::new(
                &[CHANGES, CHANGES.map(|value| -value)].concat(),
                &Classification::own(method),
                Normalisation::Change,
            );
            let both = mirrored.classes(&[value, -value]);
            let [up, down] = [value, -value].map(|value| both[both.position(value).expect("a class")].step);
            assert_eq!(up, -down, "{method:?}: {value}");
        }
    }
}

#[test]
fn there_is_an_odd_number_of_classes() {
    for (asked, most) in [(3, 3), (4, 5), (5, 5), (6, 7), (7, 7)] {
        for method in methods() {
            let classification =
                Classification::new((Some(method), Some(asked), None), Normalisation::Change, Breaks::Own).unwrap();
            let values = [CHANGES, CHANGES.map(|value| -value)].concat();
            let count = classify(&values, &classification, Normalisation::Change).len();
            assert!(count % 2 == 1 && count <= most, "{method:?}: {count} of {asked}");
        }
    }
}

#[test]
fn outer_classes_that_are_not_there_shift_no_colours() {
    let steps = |values: &[f64]| classes(values).iter().map(|class| (class.step, class.steps)).collect::<Vec<_>>();
    assert_eq!(steps(&CHANGES), [(-1, 2), (0, 2), (1, 2), (2, 2)], "nothing declined as much as the largest growth");
    assert_eq!(steps(&[-57.0, -12.0, -7.0, 0.0]), [(-2, 2), (-1, 2), (0, 2)]);
}

#[test]
fn a_break_that_is_given_is_as_far_from_zero_on_both_sides() {
    let classification = given(&[-20.0, -10.0, 10.0, 20.0], Normalisation::Change).unwrap();
    let classes = classify(&[-20.0, -15.0, -10.0, -9.9, 9.9, 10.0, 20.0], &classification, Normalisation::Change);
    assert_eq!(
        classes.iter().map(|class| (class.step, class.units)).collect::<Vec<_>>(),
        [(-2, 1), (-1, 2), (0, 2), (1, 1), (2, 1)]
    );
}

#[test]
fn small_changes_are_not_hidden_in_the_neutral_class() {
    let classes = classes(&[-0.8, -0.2, 0.1, 0.4, 0.9]);
    let neutral = classes.iter().find(|class| class.kind == ClassKind::Neutral).expect("a neutral class");
    assert!(neutral.high <= 0.1 && neutral.units == 0, "{classes:?}");
}
